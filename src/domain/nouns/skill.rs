//! A micro-skill: the unit that is practised, measured and one day mastered.

use crate::domain::field::{Line, List, Maybe, Minutes, Name, Number, Text};
use crate::domain::id::Id;
use crate::domain::noun::Declared;
use crate::noun;

noun! {
    /// A micro-skill; it may serve several areas.
    Skill "skill" archived {
        name: Name, "Name", "Its name, unique within each of its areas.", needed, searched, listed,
            hint("small enough for one sitting");
        importance: Number<1, 3> = 2, "Importance", "How much it matters, 1 to 3.", value("1-3");
        weekly_minutes: Maybe<Minutes<10_080>>, "Minutes a week", "Time wanted a week, or none: 2h.",
            hint("no target, no bar"), option("weekly"), json("weekly_seconds"), value("LENGTH");
        weekly_days: Maybe<Number<1, 7>>, "Days a week", "Practice days wanted a week, 1 to 7, or none.", hint("1 to 7"),
            value("1-7");
        why: Text, "Why", "Why it matters.", searched, editor, hint("why does it matter?");
        miss_tags: List, "Miss tags", "What a miss can be tagged with, most usual first.",
            hint("what goes wrong, one a line"), option("miss_tag"), value("TAG");
        contexts: List, "Contexts", "A context it should hold in.", hint("where it should hold, one a line"),
            option("context");
        watch_for: List, "Watch for", "What to watch for when observing.", hint("when observing a master, one a line"),
            value("TEXT");
        max_interval_days: Maybe<Number<1, 36_500>>, "Longest gap",
            "The longest useful gap between two showings, days, or none.", key("max_interval"),
            hint("days between two showings"), option("max_interval_days"), json("max_interval_days"), value("DAYS");
        ladder: Maybe<Line>, "Ladder", "The ladder it came from, if any.", fixed;
        ladder_version: Maybe<Line>, "Version", "The version of that ladder.", fixed;
        ladder_item: Maybe<Line>, "Item", "Its id on that ladder.", fixed;
    }
}

impl Skill {
    /// A skill with nothing but a name.
    pub fn named(name: impl Into<String>) -> Skill {
        Skill { name: name.into(), ..Skill::blank() }
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
