//! A micro-skill: the unit that is practised, measured and one day mastered.

use super::id::Id;
use super::moment::Moment;

/// A micro-skill; it may serve several areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was made.
    pub created: Moment,
    /// Its name, unique within each of its areas.
    pub name: String,
    /// Why it matters.
    pub why: String,
    /// How much it matters, 1 to 3.
    pub importance: i64,
    /// Minutes wanted a week; `None` is no target.
    pub weekly_minutes: Option<i64>,
    /// Practice days wanted a week, 1 to 7; `None` is no target.
    pub weekly_days: Option<i64>,
    /// What a miss can be tagged with, most usual first.
    pub miss_tags: Vec<String>,
    /// The contexts it should hold in.
    pub contexts: Vec<String>,
    /// What to watch for when observing a master.
    pub watch_for: Vec<String>,
    /// The longest useful gap between two showings, days.
    pub max_interval_days: Option<i64>,
    /// The ladder it came from, if any.
    pub ladder: Option<String>,
    /// The version of that ladder.
    pub ladder_version: Option<String>,
    /// Its id on that ladder.
    pub ladder_item: Option<String>,
    /// When it was archived; `None` while in use.
    pub archived: Option<i64>,
}

impl Skill {
    /// A skill with nothing but a name.
    pub fn named(name: impl Into<String>) -> Skill {
        Skill {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            name: name.into(),
            why: String::new(),
            importance: 2,
            weekly_minutes: None,
            weekly_days: None,
            miss_tags: Vec::new(),
            contexts: Vec::new(),
            watch_for: Vec::new(),
            max_interval_days: None,
            ladder: None,
            ladder_version: None,
            ladder_item: None,
            archived: None,
        }
    }
}

/// That a skill serves an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillArea {
    /// Its id.
    pub id: Id,
    /// The skill.
    pub skill: Id,
    /// The area it serves.
    pub area: Id,
}

/// That a skill builds on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillRequires {
    /// Its id.
    pub id: Id,
    /// The skill that builds.
    pub skill: Id,
    /// The skill it builds on.
    pub requires: Id,
}
