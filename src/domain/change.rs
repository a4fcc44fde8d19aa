//! Every way the journal can change, as plain data. `journal` applies each in one transaction as one named operation.
//! Long because it lists them all: whoever adds one sees the others.

mod session;
mod stage;

use super::calendar::Day;
use super::drill::{Drill, Turn};
use super::feedback::arrival::Import;
use super::feedback::{Action, Fact, Feedback, Verb};
use super::id::Id;
use super::ladder::{LadderTemplate, LadderText};
use super::moment::Moment;
use super::noun::{AnyRecord, Declared, Ref};
use super::session::MarkKind;
use super::skill::Skill;
use super::timer::GapAnswer;
pub use session::{EditedNote, EditedSession, NewReps, NewSkill, PastSession, Start, Stop};
pub use stage::StageMove;

/// One change of the journal. Records to add carry id 0; records to edit carry the revision they were read at.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Add a record, with what it is linked to.
    Add(AnyRecord, With),
    /// Store a record as edited, and what it is linked to.
    Edit(AnyRecord, With),
    /// Put a record away.
    Archive(Ref),
    /// Bring an archived record back.
    Restore(Ref),
    /// Remove a record.
    Delete(Ref),
    /// Move everything of one record to another of its noun and remove the emptied one.
    Merge {
        /// The record that goes.
        from: Ref,
        /// The record that stays.
        into: Id,
    },
    /// Let a plan go on one day.
    DropPlan {
        /// The plan.
        plan: Id,
        /// Which of its days.
        day: Day,
    },
    /// Put a plan off from one day to another.
    MovePlan {
        /// The plan.
        plan: Id,
        /// Which of its days.
        day: Day,
        /// Where to.
        to: Day,
    },
    /// Make an area with its skills, drills and measures from a ladder.
    AdoptLadder(Box<LadderTemplate>),
    /// Start a session.
    Start(Box<Start>),
    /// Stop the clock for a while.
    Pause {
        /// When, if not now.
        at: Option<Moment>,
    },
    /// Let the clock run again.
    Resume {
        /// When, if not now.
        at: Option<Moment>,
    },
    /// Close the open session.
    Stop(Box<Stop>),
    /// Throw the open session away.
    Cancel,
    /// Write down a past session.
    LogSession(Box<PastSession>),
    /// Store what was said of a session as edited; its time only by its length.
    EditSession(Box<EditedSession>),
    /// Set the practised length of a closed session, milliseconds.
    SetLength {
        /// The session.
        session: Id,
        /// Its new practised length, above 0.
        length: i64,
    },
    /// Cut a closed session in two.
    SplitSession {
        /// The session.
        session: Id,
        /// Where, within it.
        at: Moment,
    },
    /// Move a closed session to another skill, another time, or both.
    MoveSession {
        /// The session.
        session: Id,
        /// The new skill.
        skill: Option<Id>,
        /// The new start.
        at: Option<Moment>,
    },
    /// Remove a session and all that belongs to it.
    DeleteSession(Id),
    /// Log one or more reps in the open session.
    AddReps(NewReps),
    /// Take the last rep of the open session back.
    TakeBackRep,
    /// Tag the last miss of the open session (`None` removes the tag).
    TagMiss(Option<String>),
    /// Log a reading of a measure.
    AddReading {
        /// What was measured.
        measure: Id,
        /// The value, in the measure's unit.
        value: f64,
        /// How many items it sums up.
        sample: i64,
        /// When, if not now.
        at: Option<Moment>,
    },
    /// Remove a reading.
    DeleteReading(Id),
    /// Turn the dial of the open session's drill one step.
    TurnDial(Turn),
    /// Set the dial of the open session.
    SetDial(String),
    /// Go to the next variation of the open session's drill.
    NextVariation,
    /// Write a note in a session.
    AddNote {
        /// The session; the open one if `None`.
        session: Option<Id>,
        /// The words.
        text: String,
    },
    /// Store a note's words as edited.
    EditNote {
        /// The note.
        note: Id,
        /// The revision it was read at.
        revision: i64,
        /// The new words; empty removes the note.
        text: String,
    },
    /// Mark this moment of the open session.
    AddMark(MarkKind),
    /// Make the open session's plan longer or shorter, seconds.
    ExtendPlan(i64),
    /// Say how many hits of the cold probe are expected.
    Predict(i64),
    /// Let the cold probe of the open session go.
    SkipProbe,
    /// Close the running stretch at a doubt, so that it stays where it happened.
    NoteGap,
    /// Decide on the doubted time of a session.
    ResolveGap {
        /// The session.
        session: Id,
        /// What to do.
        answer: GapAnswer,
    },
    /// Write down feedback that came, with its themes; a sender without a person is one as typed, see [`Start::with`].
    AddFeedback(Box<Feedback>, Vec<String>),
    /// Draft a request for feedback, or write down one that went out already.
    AskFeedback(Box<Feedback>),
    /// Store feedback as edited (not its state).
    EditFeedback {
        /// The feedback.
        feedback: Box<Feedback>,
        /// Whom it is from (or asked of), as typed; see [`Start::with`].
        from: Option<String>,
    },
    /// Set one fact of feedback, of one or many pieces at once.
    SetFeedback {
        /// Which pieces.
        feedback: Vec<Id>,
        /// What they say of themselves from now on.
        fact: Fact,
    },
    /// Move feedback from one state to the next, one or many at once.
    MoveFeedback {
        /// Which pieces.
        feedback: Vec<Id>,
        /// How.
        verb: Verb,
        /// Why; a decline needs it.
        reason: String,
    },
    /// Take feedback up, with what will be done.
    AcceptFeedback {
        /// Which piece.
        feedback: Id,
        /// What will be done, and by when.
        actions: Vec<NewAction>,
    },
    /// Put feedback off until a day; `None` brings it back.
    SnoozeFeedback {
        /// Which pieces.
        feedback: Vec<Id>,
        /// The day it asks again.
        until: Option<Day>,
    },
    /// The answer to a request came, typed in.
    ReceiveFeedback {
        /// The request.
        request: Id,
        /// The words.
        text: String,
        /// When, if not now.
        at: Option<Moment>,
    },
    /// Remove feedback and all that belongs to it.
    DeleteFeedback(Vec<Id>),
    /// Take in what files hold, whole: one operation.
    ImportFeedback(Box<Import>),
    /// Link a session or an entry as the proof of actions.
    Prove {
        /// Which actions.
        actions: Vec<Id>,
        /// By what.
        by: ProvedBy,
    },
    /// Take a proof off again.
    RemoveProof(Id),
    /// Tag feedback with a theme, made if it is new.
    TagTheme {
        /// Which pieces.
        feedback: Vec<Id>,
        /// The theme's name.
        theme: String,
    },
    /// Take a theme off feedback.
    UntagTheme {
        /// Which piece.
        feedback: Id,
        /// The theme.
        theme: Id,
    },
    /// Make a drill of a theme that keeps coming back.
    DrillFromTheme {
        /// The theme.
        theme: Id,
        /// The drill.
        drill: Box<Drill>,
    },
    /// Take in a new version of a ladder of one's own, and put everything on it that is on an older one.
    ChangeLadder(Box<LadderText>),
    /// Take, restore, leave or correct a stage.
    MoveStage(Box<StageMove>),
}

/// An action as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAction {
    /// What will be done.
    pub text: String,
    /// By when.
    pub due: Option<Day>,
}

impl NewAction {
    /// The action of a piece of feedback.
    pub fn of(self, feedback: Id) -> Action {
        Action { due: self.due, ..Action::of(feedback, self.text) }
    }
}

/// What proves that an action was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProvedBy {
    /// A session.
    Session(Id),
    /// An entry, such as a use in real work.
    Entry(Id),
}

/// What a record is linked to besides its fields: where something is said, exactly that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct With {
    /// The areas a skill serves, at least one.
    pub areas: Option<Vec<Id>>,
    /// The skills a skill builds on.
    pub builds_on: Option<Vec<Id>>,
    /// Whom it is about, as typed; see [`Start::with`].
    pub person: Option<String>,
    /// The benchmarks that evidence is shown for, two at most.
    pub benchmarks: Option<Vec<String>>,
    /// The actions that a new entry proves, besides.
    pub proves: Vec<Id>,
}

impl With {
    /// A skill with the areas it serves.
    pub fn areas(areas: Vec<Id>) -> With {
        With { areas: Some(areas), ..With::default() }
    }

    /// With somebody, as typed; `None` leaves who it is.
    pub fn person(person: Option<String>) -> With {
        With { person, ..With::default() }
    }
}

impl Change {
    /// Adds a record.
    pub fn add(record: impl Into<AnyRecord>) -> Change {
        Change::Add(record.into(), With::default())
    }

    /// Adds a record, with what it is linked to.
    pub fn add_with(record: impl Into<AnyRecord>, with: With) -> Change {
        Change::Add(record.into(), with)
    }

    /// Adds a skill to one or several areas.
    pub fn add_skill(skill: Skill, areas: Vec<Id>) -> Change {
        Change::Add(skill.into(), With::areas(areas))
    }

    /// Stores a record as edited.
    pub fn edit(record: impl Into<AnyRecord>) -> Change {
        Change::Edit(record.into(), With::default())
    }

    /// Stores a record as edited, and what it is linked to.
    pub fn edit_with(record: impl Into<AnyRecord>, with: With) -> Change {
        Change::Edit(record.into(), with)
    }

    /// Puts a record away.
    pub fn archive<N: Declared>(id: Id) -> Change {
        Change::Archive(Ref::to::<N>(id))
    }

    /// Brings an archived record back.
    pub fn restore<N: Declared>(id: Id) -> Change {
        Change::Restore(Ref::to::<N>(id))
    }

    /// Removes a record.
    pub fn delete<N: Declared>(id: Id) -> Change {
        Change::Delete(Ref::to::<N>(id))
    }

    /// Makes one record of two.
    pub fn merge<N: Declared>(from: Id, into: Id) -> Change {
        Change::Merge { from: Ref::to::<N>(from), into }
    }
}
