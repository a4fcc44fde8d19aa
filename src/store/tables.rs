//! Which struct stands in which table, column by column; a noun of the register says it itself.

use super::record::record;
use crate::domain::evidence::EvidenceBenchmark;
use crate::domain::feedback::{Attachment, Feedback, FeedbackTheme, Move, Original, Proof};
use crate::domain::ladder::LadderText;
use crate::domain::measure::Reading;
use crate::domain::plan::PlanDay;
use crate::domain::rep::Rep;
use crate::domain::session::{Mark, Note, Segment, Session};
use crate::domain::skill::{SkillArea, SkillRequires};
use crate::domain::stage::StageEvent;

record!(SkillArea, "skill_area", plain, { id: ["id"], skill: ["skill_id"], area: ["area_id"] });
record!(SkillRequires, "skill_requires", plain, { id: ["id"], skill: ["skill_id"], requires: ["requires_id"] });

record!(Reading, "reading", revised, {
    id: ["id"], revision: ["revision"], measure: ["measure_id"], session: ["session_id"],
    stamp: ["at", "utc_offset", "mono", "boot", "boot_id"], value: ["value"], sample: ["sample"],
});

record!(PlanDay, "plan_day", revised, {
    id: ["id"], revision: ["revision"], plan: ["plan_id"], day: ["day"], fate: ["fate"], moved_to: ["moved_to"],
    session: ["session_id"],
});

record!(Session, "session", revised, {
    id: ["id"], revision: ["revision"], created: ["created_at", "created_offset"], skill: ["skill_id"],
    drill: ["drill_id"], plan: ["plan_id"], mode: ["mode"], state: ["state"],
    started: ["started_at", "started_offset"], ended: ["ended_at", "ended_offset"], day: ["day"],
    intention: ["intention"], criterion: ["criterion"], planned_seconds: ["planned_seconds"], timer: ["timer"],
    work_seconds: ["work_seconds"], pause_seconds: ["pause_seconds"], context: ["context"], ai_use: ["ai_use"],
    private: ["private"], person: ["person_id"], late: ["late"], prediction: ["prediction"],
    probe_reps: ["probe_reps"], dial: ["dial"], variation: ["variation"], challenge: ["challenge"],
    skill_level: ["skill_level"], worked: ["worked"], didnt: ["didnt"], next_focus: ["next_focus"], saw: ["saw"],
    will_copy: ["will_copy"], their_question: ["their_question"], their_result: ["their_result"],
});

record!(Segment, "segment", revised, {
    id: ["id"], revision: ["revision"], session: ["session_id"], seq: ["seq"], kind: ["kind"], doubt: ["doubt"],
    start: ["at", "utc_offset", "mono", "boot", "boot_id"], ended: ["ended_at", "ended_offset"], day: ["day"],
});

record!(Rep, "rep", revised, {
    id: ["id"], revision: ["revision"], session: ["session_id"], seq: ["seq"],
    stamp: ["at", "utc_offset", "mono", "boot", "boot_id"], result: ["result"], grade: ["grade"], cold: ["cold"],
    mental: ["mental"], bulk: ["bulk"], miss_tag: ["miss_tag"], dial: ["dial"], variation: ["variation"],
});

record!(Note, "note", revised, {
    id: ["id"], revision: ["revision"], session: ["session_id"],
    stamp: ["at", "utc_offset", "mono", "boot", "boot_id"], text: ["text"],
});

record!(Mark, "mark", revised, {
    id: ["id"], revision: ["revision"], session: ["session_id"],
    stamp: ["at", "utc_offset", "mono", "boot", "boot_id"], kind: ["kind"],
});

record!(Feedback, "feedback", revised, {
    id: ["id"], revision: ["revision"], created: ["created_at", "created_offset"], state: ["state"],
    person: ["person_id"], sender: ["sender"], address: ["address"], given_by: ["given_by"], source: ["source"],
    title: ["title"], text: ["text"], quoted: ["quoted"], request: ["request"], response: ["response"],
    link: ["link"], asked: ["asked_at", "asked_offset"], received: ["received_at", "received_offset"],
    area: ["area_id"], skill: ["skill_id"], session: ["session_id"], tough: ["tough"], focus: ["focus"],
    snoozed_until: ["snoozed_until"], private: ["private"], external_id: ["external_id"], thread: ["thread"],
    content_hash: ["content_hash"], edited: ["edited"], answers: ["answers_id"],
});

record!(Move, "feedback_move", plain, {
    id: ["id"], feedback: ["feedback_id"], from: ["from_state"], to: ["to_state"], at: ["at", "utc_offset"],
    reason: ["reason"],
});

record!(Original, "original", plain, {
    id: ["id"], feedback: ["feedback_id"], format: ["format"], bytes: ["bytes"],
});

record!(Attachment, "attachment", plain, {
    id: ["id"], feedback: ["feedback_id"], name: ["name"], media_type: ["media_type"], size: ["size"],
});

record!(Proof, "proof", plain, {
    id: ["id"], created: ["created_at", "created_offset"], action: ["action_id"], session: ["session_id"],
    entry: ["entry_id"],
});

record!(FeedbackTheme, "feedback_theme", plain, { id: ["id"], feedback: ["feedback_id"], theme: ["theme_id"] });

record!(LadderText, "ladder", plain, {
    id: ["id"], created: ["created_at", "created_offset"], name: ["name"], version: ["version"], title: ["title"],
    text: ["text"],
});

record!(EvidenceBenchmark, "evidence_benchmark", plain, {
    id: ["id"], evidence: ["evidence_id"], benchmark: ["benchmark"],
});

record!(StageEvent, "stage_event", lasting, {
    id: ["id"], created: ["created_at", "created_offset"], skill: ["skill_id"], area: ["area_id"], kind: ["kind"],
    from: ["from_stage"], to: ["to_stage"], at: ["at", "utc_offset"], day: ["day"], ladder: ["ladder"],
    ladder_version: ["ladder_version"], own_thresholds: ["own_thresholds"], benchmarks_met: ["benchmarks_met"],
    benchmarks_total: ["benchmarks_total"], evidence: ["evidence"], witnesses: ["witnesses"], missing: ["missing"],
    sentence: ["sentence"], corrects: ["corrects_id"], grain: ["grain"],
});
