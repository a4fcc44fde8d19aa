//! The shapes of JSON answers: flat objects in snake_case, every key always there, absent values null, times RFC 3339
//! with the offset that was in force, durations in whole seconds.

use serde::Serialize;
use serde_json::Value as Json;

use crate::domain::calendar::{self, Day};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::session::{AiUse, Mode, SessionState, Timer};
use crate::journal::Outcome;
use crate::journal::read::SessionRow;

/// An object of these keys, each always there; `..other,` before them takes over those of another.
macro_rules! object {
    (.. $base:expr, $($rest:tt)*) => { $crate::cli::json::over($base, object! { $($rest)* }) };
    ($($key:literal : $value:expr),* $(,)?) => {
        serde_json::Value::Object([$( ($key.to_owned(), $crate::cli::json::value(&$value)) ),*].into_iter().collect())
    };
}
pub(crate) use object;

/// The keys of one object, and over them those of another.
pub(crate) fn over(base: Json, more: Json) -> Json {
    match (base, more) {
        (Json::Object(mut base), Json::Object(more)) => {
            base.extend(more);
            Json::Object(base)
        }
        (_, more) => more,
    }
}

/// A value as JSON.
pub(crate) fn value(value: &impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

/// What a change that was made answers.
pub(super) fn did(outcome: &Outcome) -> Json {
    object! {
        "done": &outcome.label,
        "operation": outcome.operation,
        "id": outcome.id,
        "notices": &outcome.notices,
    }
}

/// A text, or null where nothing was said.
pub(super) fn text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A moment with its offset.
pub(super) fn time(moment: Moment) -> String {
    calendar::rfc3339(moment)
}

/// A moment kept without an offset, in UTC.
pub(super) fn utc(at: Option<i64>) -> Option<String> {
    at.map(|at| calendar::rfc3339(Moment { at, offset: 0 }))
}

/// Whole seconds.
pub(super) fn seconds(ms: i64) -> i64 {
    ms / 1000
}

/// A session as lists give it: told straight to the output, for there may be a hundred thousand of them.
#[derive(Debug, Serialize)]
pub(super) struct SessionJson<'a> {
    id: Id,
    skill: &'a str,
    skill_id: Id,
    areas: &'a [String],
    drill: Option<&'a str>,
    drill_id: Option<Id>,
    mode: Mode,
    state: SessionState,
    intention: Option<&'a str>,
    criterion: Option<&'a str>,
    started_at: String,
    ended_at: Option<String>,
    day: Day,
    practised_seconds: i64,
    unresolved_seconds: i64,
    planned_seconds: Option<i64>,
    timer: Timer,
    work_seconds: Option<i64>,
    pause_seconds: Option<i64>,
    hits: i64,
    misses: i64,
    challenge: Option<i64>,
    skill_level: Option<i64>,
    worked: Option<&'a str>,
    didnt: Option<&'a str>,
    next_focus: Option<&'a str>,
    saw: Option<&'a str>,
    will_copy: Option<&'a str>,
    their_question: Option<&'a str>,
    their_result: Option<&'a str>,
    notes: &'a [String],
    context: Option<&'a str>,
    ai_use: AiUse,
    private: bool,
    person: Option<&'a str>,
    late: bool,
    dial: Option<&'a str>,
    variation: Option<&'a str>,
    prediction: Option<i64>,
    probe_reps: i64,
    plan_id: Option<Id>,
    created_at: String,
}

/// The JSON shape of a session.
pub(super) fn session<'a>(row: &'a SessionRow, areas: &'a [String], notes: &'a [String]) -> SessionJson<'a> {
    let s = &row.session;
    SessionJson {
        id: s.id,
        skill: &row.skill_name,
        skill_id: s.skill,
        areas,
        drill: row.drill_name.as_deref(),
        drill_id: s.drill,
        mode: s.mode,
        state: s.state,
        intention: text(&s.intention),
        criterion: text(&s.criterion),
        started_at: time(s.started),
        ended_at: s.ended.map(time),
        day: s.day,
        practised_seconds: seconds(row.practised),
        unresolved_seconds: seconds(row.unresolved),
        planned_seconds: s.planned_seconds,
        timer: s.timer,
        work_seconds: s.work_seconds,
        pause_seconds: s.pause_seconds,
        hits: row.reps.hits,
        misses: row.reps.misses,
        challenge: s.challenge,
        skill_level: s.skill_level,
        worked: text(&s.worked),
        didnt: text(&s.didnt),
        next_focus: text(&s.next_focus),
        saw: text(&s.saw),
        will_copy: text(&s.will_copy),
        their_question: text(&s.their_question),
        their_result: text(&s.their_result),
        notes,
        context: text(&s.context),
        ai_use: s.ai_use,
        private: s.private,
        person: row.person_name.as_deref(),
        late: s.late,
        dial: s.dial.as_deref(),
        variation: s.variation.as_deref(),
        prediction: s.prediction,
        probe_reps: s.probe_reps,
        plan_id: s.plan,
        created_at: time(s.created),
    }
}
