//! What a session is started, closed and written down with.

use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::rep::RepResult;
use crate::domain::session::Session;
use crate::domain::timer::GapAnswer;

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
    /// Where it was.
    pub context: Option<String>,
    /// Whom it was with, as typed; see [`Start::with`].
    pub with: Option<String>,
    /// What I saw.
    pub saw: Option<String>,
    /// What I will copy.
    pub will_copy: Option<String>,
    /// What the learner asked.
    pub their_question: Option<String>,
    /// What the learner can do now.
    pub their_result: Option<String>,
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
    /// Its notes in other words, and new ones.
    pub notes: Vec<EditedNote>,
}

impl EditedSession {
    /// What was said of a session, its person, its time and its notes as they are.
    pub fn of(session: Session) -> EditedSession {
        EditedSession { session, with: None, length: None, notes: Vec::new() }
    }
}

/// A note of a session as edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedNote {
    /// The note, and the revision it was read at; none is one more.
    pub stored: Option<(Id, i64)>,
    /// Its words; none at all removes it.
    pub text: String,
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
