//! An area of mastery: what it is, why it matters, where it should lead and where it honestly stands.

use crate::domain::field::{Line, Maybe, Name, Text, Word};
use crate::domain::noun::Declared;
use crate::{noun, words};

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

noun! {
    /// An area of mastery.
    Area "area" archived {
        name: Name, "Name", "Its name.", needed, searched, listed, hint("what do you want to master?");
        horizon: Word<Horizon>, "Horizon", "Worked at now, or kept for later.", listed;
        why: Text, "Why", "Why it matters.", searched, listed, hint("why does it matter to you?");
        vision: Text, "Vision", "What mastery looks like to me.", searched, editor, hint("what does mastery look like?");
        reality: Text, "Reality", "Where I honestly am.", searched, hint("where are you, honestly?");
        approach: Word<Approach>, "Approach", "The way I go about it.";
        ladder: Maybe<Line>, "Ladder", "The ladder it was made from, if any.", fixed;
        ladder_version: Maybe<Line>, "Version", "The version of that ladder.", fixed;
    }
}

impl Area {
    /// A current area with nothing but a name.
    pub fn named(name: impl Into<String>) -> Area {
        Area { name: name.into(), ..Area::blank() }
    }
}
