//! What is done about feedback: actions with their proofs, and themes that keep coming back.

use super::Feedback;
use crate::domain::drill::Drill;
use crate::domain::field::{Date, Line, Link, Maybe, Name, RecordId};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::noun::Declared;
use crate::noun;

noun! {
    /// What I will do because of a piece of feedback.
    Action "action" {
        feedback: RecordId<Feedback>, "Feedback", "Because of which feedback.", fixed, columns(&["feedback_id"]);
        text: Line, "Action", "What I will do.", needed, searched, listed, hint("one thing, small enough to prove");
        due: Maybe<Date>, "By when", "By when, or none.", columns(&["due_day"]), value("DAY"),
            hint("no day; or: friday, in 2 weeks");
    }
}

impl Action {
    /// An action of a piece of feedback.
    pub fn of(feedback: Id, text: impl Into<String>) -> Action {
        Action { feedback, text: text.into(), ..Action::blank() }
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

noun! {
    /// A tag that says what feedback keeps coming back to.
    Theme "theme" {
        name: Name, "Name", "Its name.", needed, listed;
        drill: Maybe<Link<Drill>>, "Drill", "The drill that was made of it.", fixed, columns(&["drill_id"]);
    }
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
