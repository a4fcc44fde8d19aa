//! Every `Change` there is, made by throws of the dice from what the journal holds. A new variant does not compile
//! until it is generated here: `Kind::of` matches every variant, and `change` every kind. Long because it is one list.

use etude::domain::area::{Approach, Area, Horizon};
use etude::domain::change::{
    Change, EditedNote, EditedSession, PastSession, ProvedBy, SkillLinks, Start, Stop,
};
use etude::domain::drill::{Dial, Drill, Grading, Turn};
use etude::domain::entry::{Entry, EntryKind};
use etude::domain::evidence::{Evidence, EvidenceKind, Statement};
use etude::domain::feedback::{Action, Feedback, FeedbackState, Verb};
use etude::domain::id::Id;
use etude::domain::ladder::{LadderTemplate, Mapping, SkillTemplate};
use etude::domain::measure::{Better, Measure};
use etude::domain::person::{Person, Role};
use etude::domain::plan::{Plan, Repeat};
use etude::domain::session::{AiUse, MarkKind, Mode, Session, Timer};
use etude::domain::skill::Skill;
use etude::domain::timer::GapAnswer;
use etude::exchange::ladder::BUILT_IN;

use super::feedback;
use super::stages;
use super::world::{Dice, World};

macro_rules! kinds {
    ($($name:ident),+ $(,)?) => {
        /// One kind for each variant of `Change`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($name),+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),+];

            /// The kind of a change.
            pub fn of(change: &Change) -> Kind {
                match change { $(Change::$name { .. } => Kind::$name),+ }
            }
        }
    };
}

kinds!(
    AddArea,
    EditArea,
    ArchiveArea,
    RestoreArea,
    AddSkill,
    EditSkill,
    ArchiveSkill,
    RestoreSkill,
    MergeSkills,
    AddDrill,
    EditDrill,
    ArchiveDrill,
    RestoreDrill,
    AddMeasure,
    EditMeasure,
    ArchiveMeasure,
    RestoreMeasure,
    AddPerson,
    EditPerson,
    ArchivePerson,
    RestorePerson,
    MergePeople,
    AddPlan,
    EditPlan,
    ArchivePlan,
    RestorePlan,
    DropPlan,
    MovePlan,
    AdoptLadder,
    Start,
    Pause,
    Resume,
    Stop,
    Cancel,
    LogSession,
    EditSession,
    SetLength,
    SplitSession,
    MoveSession,
    DeleteSession,
    AddReps,
    TakeBackRep,
    TagMiss,
    AddReading,
    DeleteReading,
    TurnDial,
    SetDial,
    NextVariation,
    AddNote,
    EditNote,
    AddMark,
    ExtendPlan,
    Predict,
    SkipProbe,
    NoteGap,
    ResolveGap,
    AddFeedback,
    AskFeedback,
    EditFeedback,
    SetFeedback,
    MoveFeedback,
    AcceptFeedback,
    SnoozeFeedback,
    ReceiveFeedback,
    DeleteFeedback,
    ImportFeedback,
    AddAction,
    EditAction,
    DeleteAction,
    Prove,
    RemoveProof,
    TagTheme,
    UntagTheme,
    RenameTheme,
    MergeThemes,
    DrillFromTheme,
    AddEntry,
    EditEntry,
    DeleteEntry,
    ChangeLadder,
    AddEvidence,
    EditEvidence,
    DeleteEvidence,
    AddStatement,
    EditStatement,
    DeleteStatement,
    MoveStage,
);

/// A change of a kind; one that must be refused where the journal holds nothing it could name.
pub fn change(kind: Kind, world: &World, dice: &mut Dice<'_>) -> Change {
    let w = world;
    match kind {
        Kind::AddArea => Change::AddArea(area(Area::named(""), dice)),
        Kind::EditArea => {
            Change::EditArea(area(edited(&w.areas, dice, |a| a.revision += 1, Area::named("")), dice))
        }
        Kind::ArchiveArea => Change::ArchiveArea(dice.id(&w.areas, |a| a.id)),
        Kind::RestoreArea => Change::RestoreArea(dice.archived(&w.areas, |a| a.id, |a| a.archived)),
        Kind::AddSkill => Change::AddSkill(skill(Skill::named(""), dice), areas(w, dice)),
        Kind::EditSkill => {
            let old = edited(&w.skills, dice, |s| s.revision += 1, Skill::named(""));
            let areas = if dice.once_in(2) { Some(areas(w, dice)) } else { None };
            let base = dice.id(&w.skills, |s| s.id);
            let builds_on = if dice.once_in(2) { Some(vec![base]) } else { None };
            Change::EditSkill(skill(old, dice), SkillLinks { areas, builds_on })
        }
        Kind::ArchiveSkill => Change::ArchiveSkill(dice.id(&w.skills, |s| s.id)),
        Kind::RestoreSkill => Change::RestoreSkill(dice.archived(&w.skills, |s| s.id, |s| s.archived)),
        Kind::MergeSkills => {
            Change::MergeSkills { from: dice.id(&w.skills, |s| s.id), into: dice.id(&w.skills, |s| s.id) }
        }
        Kind::AddDrill => Change::AddDrill(drill(Drill::named(dice.id(&w.skills, |s| s.id), ""), dice)),
        Kind::EditDrill => {
            let old = edited(&w.drills, dice, |d| d.revision += 1, Drill::named(Id(7), ""));
            Change::EditDrill(drill(old, dice))
        }
        Kind::ArchiveDrill => Change::ArchiveDrill(dice.id(&w.drills, |d| d.id)),
        Kind::RestoreDrill => Change::RestoreDrill(dice.archived(&w.drills, |d| d.id, |d| d.archived)),
        Kind::AddMeasure => {
            Change::AddMeasure(measure(Measure::named(dice.id(&w.skills, |s| s.id), ""), dice))
        }
        Kind::EditMeasure => {
            let old = edited(&w.measures, dice, |m| m.revision += 1, Measure::named(Id(7), ""));
            Change::EditMeasure(measure(old, dice))
        }
        Kind::ArchiveMeasure => Change::ArchiveMeasure(dice.id(&w.measures, |m| m.id)),
        Kind::RestoreMeasure => Change::RestoreMeasure(dice.archived(&w.measures, |m| m.id, |m| m.archived)),
        Kind::AddPerson => Change::AddPerson(person(Person::named("", Role::Peer), dice)),
        Kind::EditPerson => {
            let old = edited(&w.people, dice, |p| p.revision += 1, Person::named("", Role::Peer));
            Change::EditPerson(person(old, dice))
        }
        Kind::ArchivePerson => Change::ArchivePerson(dice.id(&w.people, |p| p.id)),
        Kind::RestorePerson => Change::RestorePerson(dice.archived(&w.people, |p| p.id, |p| p.archived)),
        Kind::MergePeople => {
            Change::MergePeople { from: dice.id(&w.people, |p| p.id), into: dice.id(&w.people, |p| p.id) }
        }
        Kind::AddPlan => {
            let new = Plan::on(dice.id(&w.skills, |s| s.id), dice.day(w.today));
            Change::AddPlan(plan(new, w, dice))
        }
        Kind::EditPlan => {
            let old = edited(&w.plans, dice, |p| p.revision += 1, Plan::on(Id(7), w.today));
            Change::EditPlan(plan(old, w, dice))
        }
        Kind::ArchivePlan => Change::ArchivePlan(dice.id(&w.plans, |p| p.id)),
        Kind::RestorePlan => Change::RestorePlan(dice.archived(&w.plans, |p| p.id, |p| p.archived)),
        Kind::DropPlan => Change::DropPlan { plan: dice.id(&w.plans, |p| p.id), day: dice.day(w.today) },
        Kind::MovePlan => {
            let plan = dice.id(&w.plans, |p| p.id);
            Change::MovePlan { plan, day: dice.day(w.today), to: dice.day(w.today) }
        }
        Kind::AdoptLadder => Change::AdoptLadder(Box::new(ladder(w, dice))),
        Kind::Start => Change::Start(Box::new(start(w, dice))),
        Kind::Pause => Change::Pause { at: dice.moment(w.now.wall) },
        Kind::Resume => Change::Resume { at: dice.moment(w.now.wall) },
        Kind::Stop => Change::Stop(Box::new(stop(w, dice))),
        Kind::Cancel => Change::Cancel,
        Kind::LogSession => Change::LogSession(Box::new(past(w, dice))),
        Kind::EditSession => {
            let old = edited(&w.sessions, dice, |s| s.revision += 1, Session::on(Id(7)));
            let length = if dice.once_in(4) { Some(length(dice)) } else { None };
            Change::EditSession(Box::new(EditedSession {
                session: session(old, w, dice),
                with: dice.with(),
                length,
                notes: if dice.once_in(4) { vec![note(w, dice)] } else { Vec::new() },
            }))
        }
        Kind::SetLength => {
            Change::SetLength { session: dice.id(&w.sessions, |s| s.id), length: length(dice) }
        }
        Kind::SplitSession => {
            let known = if w.sessions.is_empty() { Session::on(Id(7)) } else { dice.one(&w.sessions) };
            let long = known.ended.map_or(0, |end| end.at - known.started.at).max(1);
            let into = i64::try_from(dice.below(1 << 20)).unwrap() * long / (1 << 20);
            Change::SplitSession { session: known.id, at: known.started.plus(into) }
        }
        Kind::MoveSession => Change::MoveSession {
            session: dice.id(&w.sessions, |s| s.id),
            skill: if dice.once_in(2) { Some(dice.id(&w.skills, |s| s.id)) } else { None },
            at: dice.moment(w.now.wall),
        },
        Kind::DeleteSession => Change::DeleteSession(dice.id(&w.sessions, |s| s.id)),
        Kind::AddReps => Change::AddReps(dice.reps()),
        Kind::TakeBackRep => Change::TakeBackRep,
        Kind::TagMiss => Change::TagMiss(if dice.once_in(4) { None } else { Some(dice.text()) }),
        Kind::AddReading => Change::AddReading {
            measure: dice.id(&w.measures, |m| m.id),
            value: dice.real(),
            sample: dice.one(&[1, 1, 10, 20, 0]),
            at: dice.moment(w.now.wall),
        },
        Kind::DeleteReading => Change::DeleteReading(dice.id(&w.readings, |r| r.id)),
        Kind::TurnDial => Change::TurnDial(dice.one(&[Turn::Harder, Turn::Easier])),
        Kind::SetDial => Change::SetDial(dice.one(&["normal", "easy", "80", "82.5", "-1"]).to_owned()),
        Kind::NextVariation => Change::NextVariation,
        Kind::AddNote => {
            let session = if dice.once_in(2) { Some(dice.id(&w.sessions, |s| s.id)) } else { None };
            Change::AddNote { session, text: dice.text() }
        }
        Kind::EditNote => {
            let note = dice.record(&w.notes, |n| n.revision += 1);
            let (note, revision) = note.map_or((Id(7), 0), |n| (n.id, n.revision));
            Change::EditNote { note, revision, text: dice.text() }
        }
        Kind::AddMark => Change::AddMark(dice.one(MarkKind::ALL)),
        Kind::ExtendPlan => Change::ExtendPlan(dice.one(&[60, 300, -60, -6000, i64::MAX])),
        Kind::Predict => Change::Predict(dice.one(&[0, 3, 5, 51, -1])),
        Kind::SkipProbe => Change::SkipProbe,
        Kind::NoteGap => Change::NoteGap,
        Kind::ResolveGap => {
            Change::ResolveGap { session: dice.id(&w.sessions, |s| s.id), answer: answer(dice) }
        }
        Kind::AddFeedback => {
            let new = Feedback { state: received(dice), ..feedback::piece(Feedback::saying("x"), w, dice) };
            Change::AddFeedback(Box::new(new), feedback::themes(dice))
        }
        Kind::AskFeedback => {
            Change::AskFeedback(Box::new(feedback::piece(Feedback::asking("what next?"), w, dice)))
        }
        Kind::EditFeedback => {
            let old = edited(&w.feedback, dice, |f| f.revision += 1, Feedback::saying("x"));
            let feedback = Box::new(feedback::piece(old, w, dice));
            Change::EditFeedback { feedback, from: dice.with() }
        }
        Kind::SetFeedback => {
            Change::SetFeedback { feedback: feedback::some(w, dice), fact: feedback::fact(w, dice) }
        }
        Kind::MoveFeedback => Change::MoveFeedback {
            feedback: feedback::some(w, dice),
            verb: dice.one(Verb::ALL),
            reason: dice.text(),
        },
        Kind::AcceptFeedback => Change::AcceptFeedback {
            feedback: feedback::in_state(w, dice, FeedbackState::Inbox),
            actions: (0..dice.below(3)).map(|_| feedback::action(w, dice)).collect(),
        },
        Kind::SnoozeFeedback => Change::SnoozeFeedback {
            feedback: feedback::some(w, dice),
            until: if dice.once_in(3) { None } else { Some(dice.day(w.today)) },
        },
        Kind::ReceiveFeedback => Change::ReceiveFeedback {
            request: feedback::in_state(w, dice, FeedbackState::Waiting),
            text: dice.text(),
            at: dice.moment(w.now.wall),
        },
        Kind::DeleteFeedback => Change::DeleteFeedback(feedback::some(w, dice)),
        Kind::ImportFeedback => Change::ImportFeedback(Box::new(feedback::import(w, dice))),
        Kind::AddAction => Change::AddAction {
            feedback: feedback::in_state(w, dice, FeedbackState::Accepted),
            action: feedback::action(w, dice),
        },
        Kind::EditAction => {
            let old = edited(&w.actions, dice, |a| a.revision += 1, Action::of(Id(7), "x"));
            Change::EditAction(Action { text: dice.text(), due: Some(dice.day(w.today)), ..old })
        }
        Kind::DeleteAction => Change::DeleteAction(dice.id(&w.actions, |a| a.id)),
        Kind::Prove => Change::Prove {
            actions: (0..dice.below(9).div_ceil(4)).map(|_| dice.id(&w.actions, |a| a.id)).collect(),
            by: match dice.below(2) {
                0 => ProvedBy::Session(dice.id(&w.sessions, |s| s.id)),
                _ => ProvedBy::Entry(dice.id(&w.entries, |e| e.id)),
            },
        },
        Kind::RemoveProof => Change::RemoveProof(dice.id(&w.proofs, |id| *id)),
        Kind::TagTheme => Change::TagTheme { feedback: feedback::some(w, dice), theme: dice.name() },
        Kind::UntagTheme => Change::UntagTheme {
            feedback: dice.id(&w.feedback, |f| f.id),
            theme: dice.id(&w.themes, |t| t.id),
        },
        Kind::RenameTheme => Change::RenameTheme { theme: dice.id(&w.themes, |t| t.id), name: dice.name() },
        Kind::MergeThemes => {
            Change::MergeThemes { from: dice.id(&w.themes, |t| t.id), into: dice.id(&w.themes, |t| t.id) }
        }
        Kind::DrillFromTheme => {
            let new = drill(Drill::named(dice.id(&w.skills, |s| s.id), ""), dice);
            Change::DrillFromTheme { theme: dice.id(&w.themes, |t| t.id), drill: Box::new(new) }
        }
        Kind::AddEntry => {
            let about = Entry::about(dice.one(EntryKind::ALL), dice.id(&w.skills, |s| s.id));
            let entry = Box::new(feedback::entry(about, w, dice));
            let proves = (0..dice.below(2)).map(|_| dice.id(&w.actions, |a| a.id)).collect();
            Change::AddEntry { entry, person: dice.with(), proves }
        }
        Kind::EditEntry => {
            let old = edited(&w.entries, dice, |e| e.revision += 1, Entry::about(EntryKind::Use, Id(7)));
            Change::EditEntry { entry: Box::new(feedback::entry(old, w, dice)), person: dice.with() }
        }
        Kind::DeleteEntry => Change::DeleteEntry(dice.id(&w.entries, |e| e.id)),
        Kind::ChangeLadder => Change::ChangeLadder(Box::new(stages::ladder(dice))),
        Kind::AddEvidence => Change::AddEvidence {
            evidence: Box::new(stages::evidence(Evidence::of(EvidenceKind::Artefact), w, dice)),
            benchmarks: stages::benchmarks(dice),
            person: dice.with(),
        },
        Kind::EditEvidence => {
            let old = edited(&w.evidence, dice, |e| e.revision += 1, Evidence::of(EvidenceKind::Artefact));
            Change::EditEvidence {
                evidence: Box::new(stages::evidence(old, w, dice)),
                benchmarks: stages::benchmarks(dice),
                person: dice.with(),
            }
        }
        Kind::DeleteEvidence => Change::DeleteEvidence(dice.id(&w.evidence, |e| e.id)),
        Kind::AddStatement => {
            let new = Statement::by(dice.id(&w.people, |p| p.id));
            Change::AddStatement { statement: Box::new(stages::statement(new, w, dice)), by: dice.with() }
        }
        Kind::EditStatement => {
            let old = edited(&w.statements, dice, |s| s.revision += 1, Statement::by(Id(7)));
            Change::EditStatement { statement: Box::new(stages::statement(old, w, dice)), by: dice.with() }
        }
        Kind::DeleteStatement => Change::DeleteStatement(dice.id(&w.statements, |s| s.id)),
        Kind::MoveStage => Change::MoveStage(Box::new(stages::step(w, dice))),
    }
}

fn received(dice: &mut Dice<'_>) -> FeedbackState {
    dice.one(&[FeedbackState::Inbox, FeedbackState::Inbox, FeedbackState::Noted, FeedbackState::Acted])
}

fn edited<T: Clone>(of: &[T], dice: &mut Dice<'_>, stale: impl Fn(&mut T), none: T) -> T {
    dice.record(of, stale).unwrap_or(none)
}

fn areas(world: &World, dice: &mut Dice<'_>) -> Vec<Id> {
    (0..dice.below(8).div_ceil(3)).map(|_| dice.id(&world.areas, |a| a.id)).collect()
}

fn area(old: Area, dice: &mut Dice<'_>) -> Area {
    Area {
        name: dice.name(),
        horizon: dice.one(Horizon::ALL),
        why: dice.text(),
        vision: dice.text(),
        approach: dice.one(Approach::ALL),
        ..old
    }
}

fn skill(old: Skill, dice: &mut Dice<'_>) -> Skill {
    Skill {
        name: dice.name(),
        importance: dice.one(&[1, 2, 3, 2, 2, 1, 3, 0]),
        weekly_minutes: dice.number(&[90, 30]),
        weekly_days: dice.number(&[3, 7]),
        miss_tags: dice.words(),
        contexts: dice.words(),
        ..old
    }
}

fn drill(old: Drill, dice: &mut Dice<'_>) -> Drill {
    let bpm = Dial::parse("bpm up 2.5");
    let dial = dice.one(&[None, Dial::parse("easy < normal < hard"), bpm.clone(), bpm]);
    Drill {
        name: dice.name(),
        instructions: dice.text(),
        minutes: dice.number(&[10, 25]),
        probe: dice.once_in(2),
        probe_reps: dice.number(&[5, 1]).unwrap_or(3),
        target_rate: [None, Some(0.8), Some(1.0 / 3.0), Some(0.1), Some(1.1)][dice.below(20) / 4],
        grading: dice.one(Grading::ALL),
        dial_now: match &dial {
            Some(Dial::Number { .. }) => dice.one(&[None, Some("80"), Some("80"), Some("fast")]),
            Some(Dial::Steps { .. }) => dice.one(&[None, Some("normal"), Some("hard")]),
            None => None,
        }
        .map(str::to_owned),
        dial,
        variations: dice.words(),
        ..old
    }
}

fn measure(old: Measure, dice: &mut Dice<'_>) -> Measure {
    Measure { name: dice.name(), unit: dice.text(), better: dice.one(Better::ALL), ..old }
}

fn person(old: Person, dice: &mut Dice<'_>) -> Person {
    Person { name: dice.name(), role: dice.one(Role::ALL), contact: dice.text(), ..old }
}

fn plan(old: Plan, world: &World, dice: &mut Dice<'_>) -> Plan {
    Plan {
        drill: if !world.drills.is_empty() && dice.once_in(4) {
            Some(dice.id(&world.drills, |d| d.id))
        } else {
            None
        },
        minute: dice.number(&[0, 1439, 600]),
        minutes: dice.number(&[25, 60, 10]),
        intention: dice.text(),
        if_text: dice.text(),
        repeat: dice.one(Repeat::ALL),
        weekdays: dice.one(&[0, 0b101, 127, 1]),
        until: if dice.once_in(2) { Some(dice.day(world.today).plus(2)) } else { None },
        ..old
    }
}

fn ladder(w: &World, dice: &mut Dice<'_>) -> LadderTemplate {
    let item = |name: &str, requires: &[&str]| SkillTemplate {
        skill: Skill { ladder_item: Some(name.to_owned()), ..Skill::named(name) },
        requires: requires.iter().map(|id| (*id).to_owned()).collect(),
        drills: vec![Drill::named(Id::default(), "one"), Drill::named(Id::default(), "two")],
        measures: vec![Measure::named(Id::default(), "share")],
    };
    let twice = if dice.once_in(6) { "time" } else { "ear" };
    let made = LadderTemplate {
        area: area(Area::named(""), dice),
        skills: vec![item("time", &[]), item(twice, &["time"]), item("form", &["time", "nothing"])],
        text: None,
        mapping: Mapping::default(),
    };
    let known = |dice: &mut Dice<'_>| {
        let mut jazz = BUILT_IN[0].ladder().unwrap().template();
        jazz.skills.truncate(2);
        jazz.mapping.area = dice.once_in(2).then(|| dice.id(&w.areas, |a| a.id));
        if dice.once_in(2) {
            jazz.mapping.skills.push(("time".to_owned(), dice.id(&w.skills, |s| s.id)));
        }
        LadderTemplate { text: dice.once_in(3).then(|| stages::ladder(dice)), ..jazz }
    };
    if dice.once_in(2) { known(dice) } else { made }
}

/// What a session says of itself, with a drill of its own skill for the most part.
fn session(old: Session, world: &World, dice: &mut Dice<'_>) -> Session {
    let own: Vec<&Drill> = world.drills.iter().filter(|d| d.skill == old.skill).collect();
    let drill = match dice.below(12) {
        0..=8 if !own.is_empty() => Some(own[dice.below(own.len())].id),
        11 => Some(dice.id(&world.drills, |d| d.id)),
        _ => None,
    };
    Session {
        drill,
        mode: dice.one(Mode::ALL),
        intention: dice.text(),
        criterion: dice.text(),
        planned_seconds: dice.number(&[1500, 60, 3600]),
        timer: dice.one(Timer::ALL),
        work_seconds: dice.number(&[1500, 60]),
        pause_seconds: dice.number(&[300, 0]),
        ai_use: dice.one(AiUse::ALL),
        private: dice.once_in(3),
        person: if !world.people.is_empty() && dice.once_in(3) {
            Some(dice.id(&world.people, |p| p.id))
        } else {
            None
        },
        challenge: dice.number(&[1, 5, 3]),
        worked: dice.text(),
        ..old
    }
}

fn start(world: &World, dice: &mut Dice<'_>) -> Start {
    let mut new = session(Session::on(dice.id(&world.skills, |s| s.id)), world, dice);
    if !world.plans.is_empty() && dice.once_in(4) {
        new.plan = Some(dice.id(&world.plans, |p| p.id));
    }
    let at = dice.moment(world.now.wall);
    Start {
        session: new,
        at,
        switch: dice.once_in(3),
        no_probe: dice.once_in(4),
        new_skill: dice.new_skill(),
        with: dice.with(),
    }
}

fn stop(world: &World, dice: &mut Dice<'_>) -> Stop {
    Stop {
        at: dice.moment(world.now.wall),
        gap: if dice.once_in(2) { Some(answer(dice)) } else { None },
        length: if dice.once_in(4) { Some(length(dice)) } else { None },
        challenge: dice.number(&[1, 5, 3]),
        skill_level: dice.number(&[1, 5, 3]),
        worked: if dice.once_in(2) { Some(dice.text()) } else { None },
        didnt: None,
        next_focus: Some(dice.text()),
        context: if dice.once_in(2) { Some(dice.text()) } else { None },
        with: dice.with(),
        saw: if dice.once_in(4) { Some(dice.text()) } else { None },
        will_copy: if dice.once_in(4) { Some(dice.text()) } else { None },
        their_question: None,
        their_result: if dice.once_in(4) { Some(dice.text()) } else { None },
    }
}

fn past(world: &World, dice: &mut Dice<'_>) -> PastSession {
    let mut new = session(Session::on(dice.id(&world.skills, |s| s.id)), world, dice);
    let back = i64::try_from(dice.below(2000)).unwrap() * 60_000;
    new.started = world.now.wall.plus(-back);
    PastSession {
        session: new,
        length: length(dice),
        reps: if dice.once_in(2) { Some(dice.reps()) } else { None },
        notes: if dice.once_in(3) { vec![dice.text()] } else { Vec::new() },
        new_skill: dice.new_skill(),
        with: dice.with(),
    }
}

fn note(world: &World, dice: &mut Dice<'_>) -> EditedNote {
    let stored = if dice.once_in(2) { dice.record(&world.notes, |n| n.revision += 1) } else { None };
    EditedNote { stored: stored.map(|note| (note.id, note.revision)), text: dice.text() }
}

fn length(dice: &mut Dice<'_>) -> i64 {
    let minutes = i64::try_from(dice.below(240)).unwrap();
    if dice.once_in(12) { dice.one(&[0, -1, i64::MAX, 1]) } else { minutes * 60_000 }
}

fn answer(dice: &mut Dice<'_>) -> GapAnswer {
    let all = [GapAnswer::Keep, GapAnswer::Trim, GapAnswer::Discard];
    if dice.once_in(3) { GapAnswer::Length(length(dice)) } else { dice.one(&all) }
}
