//! How stages change.

use crate::domain::id::Id;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::domain::when::Dated;

/// A step in the history of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct StageMove {
    /// What it is about.
    pub subject: Subject,
    /// What happens; a lapse is written by the restoring that ends it.
    pub kind: StageEventKind,
    /// The stage after it. None: whichever is next; say which one was looked at, so that nobody goes further than they saw.
    pub to: Option<Stage>,
    /// What is unmet is meant: the history says *self-declared*. Without it such a step up is refused.
    pub self_declared: bool,
    /// When, if not now, as exactly as it is known.
    pub at: Option<Dated>,
    /// One sentence in one's own words; the reason of a step back or a correction.
    pub sentence: String,
    /// The event that a correction stands in place of.
    pub corrects: Option<Id>,
}

impl StageMove {
    /// A step now, with nothing said.
    pub fn of(subject: Subject, kind: StageEventKind) -> StageMove {
        StageMove {
            subject,
            kind,
            to: None,
            self_declared: false,
            at: None,
            sentence: String::new(),
            corrects: None,
        }
    }
}
