//! Every way the journal can change, as plain data. `journal` applies each in one transaction as one named operation.

use super::area::Area;
use super::calendar::Day;
use super::drill::{Drill, Turn};
use super::id::Id;
use super::measure::Measure;
use super::moment::Moment;
use super::person::Person;
use super::plan::Plan;
use super::rep::RepResult;
use super::session::{MarkKind, Session};
use super::skill::Skill;
use super::timer::GapAnswer;

/// One change of the journal. Records to add carry id 0; records to edit carry the revision they were read at.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Add an area.
    AddArea(Area),
    /// Store an area as edited.
    EditArea(Area),
    /// Put an area away.
    ArchiveArea(Id),
    /// Bring an archived area back.
    RestoreArea(Id),
    /// Add a skill to one or several areas.
    AddSkill(Skill, Vec<Id>),
    /// Store a skill as edited; with areas, exactly those.
    EditSkill(Skill, Option<Vec<Id>>),
    /// Put a skill away.
    ArchiveSkill(Id),
    /// Bring an archived skill back.
    RestoreSkill(Id),
    /// Move everything of one skill to another and remove the emptied one.
    MergeSkills {
        /// The skill that goes.
        from: Id,
        /// The skill that stays.
        into: Id,
    },
    /// Add a drill.
    AddDrill(Drill),
    /// Store a drill as edited.
    EditDrill(Drill),
    /// Put a drill away.
    ArchiveDrill(Id),
    /// Bring an archived drill back.
    RestoreDrill(Id),
    /// Add a measure.
    AddMeasure(Measure),
    /// Store a measure as edited.
    EditMeasure(Measure),
    /// Put a measure away.
    ArchiveMeasure(Id),
    /// Bring an archived measure back.
    RestoreMeasure(Id),
    /// Add a person.
    AddPerson(Person),
    /// Store a person as edited.
    EditPerson(Person),
    /// Put a person away.
    ArchivePerson(Id),
    /// Bring an archived person back.
    RestorePerson(Id),
    /// Add a plan.
    AddPlan(Plan),
    /// Store a plan as edited.
    EditPlan(Plan),
    /// Put a plan away, with all its days to come.
    ArchivePlan(Id),
    /// Bring an archived plan back.
    RestorePlan(Id),
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
}

/// How a session starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The session as the start card shows it; times, state, dial and probe are filled in.
    pub session: Session,
    /// When, if not now.
    pub at: Option<Moment>,
    /// Close a session that is open first, instead of refusing.
    pub switch: bool,
    /// Leave the cold probe out.
    pub no_probe: bool,
    /// The skill to make for it, in place of the session's.
    pub new_skill: Option<NewSkill>,
    /// Whom it is with, as typed: a new name makes a person, none at all is nobody. `None` leaves the session's.
    pub with: Option<String>,
}

impl Start {
    /// A plain start of a skill, now.
    pub fn of(skill: Id) -> Start {
        Start {
            session: Session::on(skill),
            at: None,
            switch: false,
            no_probe: false,
            new_skill: None,
            with: None,
        }
    }
}

/// How a session closes; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stop {
    /// When, if not now.
    pub at: Option<Moment>,
    /// What to do with doubted time; `None` leaves it unresolved.
    pub gap: Option<GapAnswer>,
    /// The practised length, milliseconds, where somebody typed or chose one.
    pub length: Option<i64>,
    /// How hard it was, 1 to 5.
    pub challenge: Option<i64>,
    /// How able I felt, 1 to 5.
    pub skill_level: Option<i64>,
    /// What worked.
    pub worked: Option<String>,
    /// What did not.
    pub didnt: Option<String>,
    /// What to change next time.
    pub next_focus: Option<String>,
}

/// A session that is written down afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct PastSession {
    /// The session; its state, day and end are filled in, `started` is taken as given.
    pub session: Session,
    /// Its practised length, milliseconds, above 0.
    pub length: i64,
    /// Hits and misses, typed as counts.
    pub reps: Option<NewReps>,
    /// Notes written with it.
    pub notes: Vec<String>,
    /// The skill to make for it, in place of the session's.
    pub new_skill: Option<NewSkill>,
    /// Whom it was with, as typed; see [`Start::with`].
    pub with: Option<String>,
}

/// A skill that is made together with its first session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSkill {
    /// Its name.
    pub name: String,
    /// The names of its areas; those that are not there are made, too.
    pub areas: Vec<String>,
}

/// A session as edited.
#[derive(Debug, Clone, PartialEq)]
pub struct EditedSession {
    /// What is said of it.
    pub session: Session,
    /// Whom it was with, as typed; see [`Start::with`].
    pub with: Option<String>,
    /// Its new practised length, milliseconds, where that changed.
    pub length: Option<i64>,
}

impl EditedSession {
    /// What was said of a session, its person and its time as they are.
    pub fn of(session: Session) -> EditedSession {
        EditedSession { session, with: None, length: None }
    }
}

/// Reps as they come in.
#[derive(Debug, Clone, PartialEq)]
pub struct NewReps {
    /// How many hits, misses, or reps of one grade; in this order.
    pub results: Vec<(RepResult, i64)>,
    /// The grade of graded reps, 0 to 9.
    pub grade: Option<i64>,
    /// Done in the mind.
    pub mental: bool,
    /// Typed as a count.
    pub bulk: bool,
    /// Why the misses missed.
    pub miss_tag: Option<String>,
}

impl NewReps {
    /// One rep of a kind.
    pub fn one(result: RepResult) -> NewReps {
        NewReps { results: vec![(result, 1)], grade: None, mental: false, bulk: false, miss_tag: None }
    }
}

/// What a ladder makes: an area with its skills, their drills and measures.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderTemplate {
    /// The area, carrying ladder id and version.
    pub area: Area,
    /// Its skills.
    pub skills: Vec<SkillTemplate>,
}

/// A skill of a ladder with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillTemplate {
    /// The skill, carrying its id on the ladder.
    pub skill: Skill,
    /// Ladder ids of the skills it builds on.
    pub requires: Vec<String>,
    /// Its drills.
    pub drills: Vec<Drill>,
    /// Its measures.
    pub measures: Vec<Measure>,
}
