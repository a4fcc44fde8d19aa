//! An area of mastery: what it is, why it matters, where it should lead and where it honestly stands.

use super::id::Id;
use super::moment::Moment;
use crate::words;

words! {
    /// Whether an area is worked at now or kept for later.
    Horizon, "horizon", {
        /// Worked at now.
        Current = "current",
        /// Meant for later.
        Future = "future",
    }
}

words! {
    /// The way a person builds mastery in an area; a view, never a verdict.
    Approach, "approach", {
        /// Benchmark by benchmark along a ladder.
        Structured = "structured",
        /// With and through other people.
        Community = "community",
        /// By small things made and finished.
        Project = "project",
    }
}

/// An area of mastery.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was made.
    pub created: Moment,
    /// Its name, unique among the areas that are not archived.
    pub name: String,
    /// Now or later.
    pub horizon: Horizon,
    /// Why it matters.
    pub why: String,
    /// What mastery looks like to me.
    pub vision: String,
    /// Where I honestly am.
    pub reality: String,
    /// How I go about it.
    pub approach: Approach,
    /// The ladder it was made from, if any.
    pub ladder: Option<String>,
    /// The version of that ladder.
    pub ladder_version: Option<String>,
    /// When it was archived; `None` while in use.
    pub archived: Option<i64>,
}

impl Area {
    /// A current area with nothing but a name.
    pub fn named(name: impl Into<String>) -> Area {
        Area {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            name: name.into(),
            horizon: Horizon::Current,
            why: String::new(),
            vision: String::new(),
            reality: String::new(),
            approach: Approach::Structured,
            ladder: None,
            ladder_version: None,
            archived: None,
        }
    }
}
