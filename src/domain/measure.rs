//! A measure: a named quantity of a skill, and its readings.

use super::id::Id;
use super::moment::{Moment, Stamp};
use crate::words;

words! {
    /// Which way a measure is better.
    Better, "direction", {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

/// A named quantity of a skill.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was made.
    pub created: Moment,
    /// The skill it measures.
    pub skill: Id,
    /// Its name, unique within the skill.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// Its id on the ladder it came from.
    pub ladder_item: Option<String>,
    /// When it was archived; `None` while in use.
    pub archived: Option<i64>,
}

impl Measure {
    /// A measure with nothing but a name.
    pub fn named(skill: Id, name: impl Into<String>) -> Measure {
        Measure {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            skill,
            name: name.into(),
            unit: String::new(),
            better: Better::Higher,
            ladder_item: None,
            archived: None,
        }
    }
}

/// One value of a measure, inside or outside a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Its id.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was read.
    pub stamp: Stamp,
    /// What was measured.
    pub measure: Id,
    /// The session it was taken in, if any.
    pub session: Option<Id>,
    /// The value, in the measure's unit.
    pub value: f64,
    /// How many items this value sums up, at least 1.
    pub sample: i64,
}
