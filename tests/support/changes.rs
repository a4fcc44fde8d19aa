//! Every `Change` there is, made by throws of the dice from what the journal holds. A new variant does not compile
//! until it is generated here: `Kind::of` matches every variant, and `change` every kind. Long because it is one list.

use etude::domain::area::Area;
use etude::domain::calendar::Calendar;
use etude::domain::change::{Change, EditedNote, EditedSession, PastSession, ProvedBy, Start, Stop, With};
use etude::domain::drill::{Drill, Turn};
use etude::domain::entry::{Entry, EntryKind};
use etude::domain::evidence::{Evidence, EvidenceKind, Statement};
use etude::domain::feedback::{Feedback, FeedbackState, Verb};
use etude::domain::field::Kind as FieldKind;
use etude::domain::id::Id;
use etude::domain::ladder::{LadderTemplate, Mapping, SkillTemplate};
use etude::domain::measure::Measure;
use etude::domain::noun::{AnyRecord, Noun, Ref};
use etude::domain::session::{AiUse, MarkKind, Mode, Session, Timer};
use etude::domain::skill::Skill;
use etude::domain::timer::GapAnswer;
use etude::domain::when::{DateOrder, Vantage};
use etude::exchange::ladder::BUILT_IN;

use super::feedback;
use super::stages;
use super::world::{Dice, World};

/// What can be done with a record of any noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deed {
    Add,
    Edit,
    Archive,
    Restore,
    Delete,
    Merge,
}

impl Deed {
    const ALL: &'static [Deed] =
        &[Deed::Add, Deed::Edit, Deed::Archive, Deed::Restore, Deed::Delete, Deed::Merge];

    /// Whether it can ever be done with a noun.
    fn fits(self, noun: Noun) -> bool {
        match self {
            Deed::Add => noun != Noun::Theme,
            Deed::Edit => true,
            Deed::Archive | Deed::Restore => noun.archives(),
            Deed::Delete => !noun.archives() && noun != Noun::Theme,
            Deed::Merge => matches!(noun, Noun::Skill | Noun::Person | Noun::Theme),
        }
    }
}

macro_rules! kinds {
    ($($name:ident),+ $(,)?) => {
        /// One kind for each variant of `Change`; those of the register for each noun there is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { Of(Deed, Noun), $($name),+ }

        impl Kind {
            /// Every kind.
            pub fn all() -> Vec<Kind> {
                let of = |noun: &Noun| {
                    let noun = *noun;
                    Deed::ALL.iter().filter(move |deed| deed.fits(noun)).map(move |deed| Kind::Of(*deed, noun))
                };
                Noun::ALL.iter().flat_map(of).chain([$(Kind::$name),+]).collect()
            }

            /// The kind of a change.
            pub fn of(change: &Change) -> Kind {
                match change {
                    Change::Add(record, _) => Kind::Of(Deed::Add, record.noun()),
                    Change::Edit(record, _) => Kind::Of(Deed::Edit, record.noun()),
                    Change::Archive(of) => Kind::Of(Deed::Archive, of.noun),
                    Change::Restore(of) => Kind::Of(Deed::Restore, of.noun),
                    Change::Delete(of) => Kind::Of(Deed::Delete, of.noun),
                    Change::Merge { from, .. } => Kind::Of(Deed::Merge, from.noun),
                    $(Change::$name { .. } => Kind::$name),+
                }
            }
        }
    };
}

kinds!(
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
    Prove,
    RemoveProof,
    TagTheme,
    UntagTheme,
    DrillFromTheme,
    ChangeLadder,
    MoveStage,
);

/// A change of a kind; one that must be refused where the journal holds nothing it could name.
pub fn change(kind: Kind, world: &World, dice: &mut Dice<'_>) -> Change {
    let w = world;
    match kind {
        Kind::Of(deed, noun) => of_noun(deed, noun, w, dice),
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
        Kind::DrillFromTheme => {
            let new = drill(Drill::named(dice.id(&w.skills, |s| s.id), ""), w, dice);
            Change::DrillFromTheme { theme: dice.id(&w.themes, |t| t.id), drill: Box::new(new) }
        }
        Kind::ChangeLadder => Change::ChangeLadder(Box::new(stages::ladder(dice))),
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

/// A change of the register: any record there is, or a new one, with something typed into each of its fields.
fn of_noun(deed: Deed, noun: Noun, w: &World, dice: &mut Dice<'_>) -> Change {
    let known = &w.records[&noun];
    let any = |dice: &mut Dice<'_>| Ref { noun, id: dice.id(known, |record| record.is().id) };
    match deed {
        Deed::Add => {
            let with = if noun == Noun::Skill { With::areas(areas(w, dice)) } else { With::default() };
            let new = match noun {
                Noun::Entry => Entry::about(dice.one(EntryKind::ALL), dice.id(&w.skills, |s| s.id)).into(),
                Noun::Evidence => Evidence::of(EvidenceKind::Artefact).into(),
                Noun::Statement => Statement::by(dice.id(&w.people, |p| p.id)).into(),
                noun => noun.blank(),
            };
            let proves = match noun {
                Noun::Entry => (0..dice.below(2)).map(|_| dice.id(&w.actions, |a| a.id)).collect(),
                _ => Vec::new(),
            };
            Change::Add(filled(new, w, dice), With { proves, ..named(with, noun, dice) })
        }
        Deed::Edit if known.is_empty() => Change::Edit(noun.blank(), With::default()),
        Deed::Edit => {
            let old = dice.one(known);
            let stale = dice.once_in(12);
            let areas = if noun == Noun::Skill && dice.once_in(2) { Some(areas(w, dice)) } else { None };
            let base = dice.id(&w.skills, |s| s.id);
            let builds_on = if noun == Noun::Skill && dice.once_in(2) { Some(vec![base]) } else { None };
            let mut edited = filled(old, w, dice);
            if stale {
                edited.age();
            }
            Change::Edit(edited, named(With { areas, builds_on, ..With::default() }, noun, dice))
        }
        Deed::Archive => Change::Archive(any(dice)),
        Deed::Restore => {
            Change::Restore(Ref { noun, id: dice.archived(known, |r| r.is().id, AnyRecord::archived) })
        }
        Deed::Delete => Change::Delete(any(dice)),
        Deed::Merge => Change::Merge { from: any(dice), into: any(dice).id },
    }
}

/// With somebody, and with benchmarks, where the noun has them.
fn named(with: With, noun: Noun, dice: &mut Dice<'_>) -> With {
    let person = if noun.rows().iter().any(|row| row.kind == FieldKind::Link(Noun::Person)) {
        dice.with()
    } else {
        None
    };
    let benchmarks = (noun == Noun::Evidence).then(|| stages::benchmarks(dice));
    With { person, benchmarks, ..with }
}

/// A record with other words and facts: of what the program sets for the most part, by a generator of its own.
fn filled(old: AnyRecord, w: &World, dice: &mut Dice<'_>) -> AnyRecord {
    match old {
        AnyRecord::Entry(old) => feedback::entry(*old, w, dice).into(),
        AnyRecord::Evidence(old) => stages::evidence(*old, w, dice).into(),
        AnyRecord::Statement(old) => stages::statement(*old, w, dice).into(),
        old => typed(old, w, dice),
    }
}

/// A record with words typed into its fields, right ones for the most part; what a field does not take stays out.
fn typed(mut record: AnyRecord, w: &World, dice: &mut Dice<'_>) -> AnyRecord {
    let calendar = Calendar::utc();
    let look = Vantage { now: w.now.wall, calendar: &calendar, date_order: DateOrder::Dmy };
    for row in record.noun().rows() {
        let link = |noun: Noun, dice: &mut Dice<'_>| dice.id(&w.records[&noun], |r| r.is().id).0.to_string();
        let words = match row.kind {
            // An action belongs to feedback, which is in no register.
            FieldKind::Record(_) if record.is_new() && row.fixed => {
                feedback::in_state(w, dice, FeedbackState::Accepted).0.to_string()
            }
            _ if row.fixed => continue,
            FieldKind::Link(_) if row.parent && !record.is_new() => continue,
            FieldKind::Link(noun) if row.parent || dice.once_in(4) => link(noun, dice),
            FieldKind::Link(_) | FieldKind::Record(_) => String::new(),
            FieldKind::Name => dice.name(),
            FieldKind::Line if row.key == "dial_now" => {
                dice.one(&["", "", "80", "80", "normal", "fast"]).into()
            }
            FieldKind::Line | FieldKind::Text => dice.text(),
            FieldKind::Choice(words) => dice.one(words).to_owned(),
            FieldKind::Number { min, max } => dice.number(&[min, max]).unwrap_or((min + max) / 2).to_string(),
            FieldKind::Minutes => dice.one(&["", "10", "25m", "1h", "0", "1500", "10081"]).to_owned(),
            FieldKind::Rate => dice.one(&["", "80%", "0.1", "33.3333", "1", "0", "110%", ""]).to_owned(),
            FieldKind::Flag => dice.one(&["yes", "no"]).to_owned(),
            FieldKind::Date if row.optional && dice.once_in(2) => String::new(),
            FieldKind::Date => dice.day(w.today).to_string(),
            FieldKind::Time => dice.one(&["", "00:00", "23:59", "10:00"]).to_owned(),
            FieldKind::File => dice.one(&["", "/music/take 3.flac"]).to_owned(),
            FieldKind::Dated => dice.one(&["", "yesterday", "2011", "~2004"]).to_owned(),
            FieldKind::Moment => dice.one(&["now", "yesterday 18:00", "2011-01-01 12:00"]).to_owned(),
            FieldKind::Weekdays => {
                dice.one(&["", "mon wed", "sun", "mon tue wed thu fri sat sun"]).to_owned()
            }
            FieldKind::Dial => dice.one(&["", "easy < normal < hard", "bpm up 2.5", "bpm up 2.5"]).to_owned(),
            FieldKind::List => dice.words().join("\n"),
        };
        drop(record.read(row.key, &words, &look));
    }
    record
}

fn drill(old: Drill, w: &World, dice: &mut Dice<'_>) -> Drill {
    match typed(old.into(), w, dice) {
        AnyRecord::Drill(drill) => *drill,
        other => panic!("{other:?} is no drill"),
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
        area: Area { why: dice.text(), ..Area::named(dice.name()) },
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
