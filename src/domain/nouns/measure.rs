//! A measure: a named quantity of a skill, and its readings.

use super::skill::Skill;
use crate::domain::field::{Line, Link, Maybe, Name, Word};
use crate::domain::id::Id;
use crate::domain::moment::Stamp;
use crate::domain::noun::Declared;
use crate::{noun, words};

words! {
    /// Which way a measure is better.
    Better, "direction", {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

noun! {
    /// A named quantity of a skill.
    Measure "measure" archived {
        skill: Link<Skill>, "Skill", "Its skill.", parent, columns(&["skill_id"]);
        name: Name, "Name", "Its name, unique within the skill.", needed, searched, listed, hint("what is measured");
        unit: Line, "Unit", "What is counted.", searched, listed, hint("bpm, words, %");
        better: Word<Better>, "Better is", "Which way is better.", listed;
        ladder_item: Maybe<Line>, "Item", "Its id on the ladder it came from.", fixed;
    }
}

impl Measure {
    /// A measure with nothing but a name.
    pub fn named(skill: Id, name: impl Into<String>) -> Measure {
        Measure { skill, name: name.into(), ..Measure::blank() }
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
