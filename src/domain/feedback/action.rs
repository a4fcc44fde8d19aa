//! What is done about feedback: actions with their proofs, and themes that keep coming back.

use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;

/// What I will do because of a piece of feedback.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// Because of which feedback.
    pub feedback: Id,
    /// What I will do.
    pub text: String,
    /// By when.
    pub due: Option<Day>,
}

impl Action {
    /// An action of a piece of feedback.
    pub fn of(feedback: Id, text: impl Into<String>) -> Action {
        Action {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            feedback,
            text: text.into(),
            due: None,
        }
    }
}

/// What shows that an action was done: a session or an entry, never both.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// Its id.
    pub id: Id,
    /// When it was linked.
    pub created: Moment,
    /// Of which action.
    pub action: Id,
    /// The session that proves it.
    pub session: Option<Id>,
    /// The entry that proves it.
    pub entry: Option<Id>,
}

/// A tag that says what feedback keeps coming back to.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// Its name.
    pub name: String,
    /// The drill that was made of it.
    pub drill: Option<Id>,
}

/// A theme of a piece of feedback.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackTheme {
    /// Its id.
    pub id: Id,
    /// The feedback.
    pub feedback: Id,
    /// The theme.
    pub theme: Id,
}

/// From how many pieces of feedback on a theme keeps coming back.
pub const KEEPS_COMING_BACK: i64 = 3;
