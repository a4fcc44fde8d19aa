//! One property of feedback that can be set on several pieces at once.

use super::Focus;
use crate::domain::id::Id;

/// What pieces of feedback say of themselves from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// How tough it is to hear, 1 to 3; `None` where it is not.
    Tough(Option<i64>),
    /// What the words are about.
    Focus(Focus),
    /// The skill it is about.
    Skill(Id),
    /// The session it is about, and with it the skill of that session.
    Session(Id),
    /// Whether it is kept out of every export.
    Private(bool),
}
