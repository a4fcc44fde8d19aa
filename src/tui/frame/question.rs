//! What the screens ask the store thread: a question stands beside the screen that asks it, with what its answer does.

use std::fmt::Debug;
use std::path::Path;

use super::cx::Cx;
use super::effects::Effects;
use crate::journal::{Journal, Outcome, Result};
use crate::ladders::{self, Known};

/// What the store thread reads from.
pub struct Store<'a> {
    /// The journal.
    pub journal: &'a mut Journal,
    /// The folder of the user's own ladders.
    pub ladders: &'a Path,
}

impl Store<'_> {
    /// The ladders at hand.
    pub fn ladders_at_hand(&self) -> Result<Vec<Known>> {
        Ok(ladders::at_hand(self.ladders, &self.journal.ladders_kept()?).0)
    }
}

/// Something to be read. It runs on the store thread; where it fails, that is said and nothing else.
pub trait Question: Debug + Send {
    /// Reads it.
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>>;

    /// Whether something opens with the answer: keys typed until then are meant for that.
    fn opens(&self) -> bool {
        false
    }

    /// Whether another list of feedback comes with the answer.
    fn lists(&self) -> bool {
        false
    }
}

/// What was read.
pub trait Answer: Debug + Send {
    /// Takes it in.
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects;

    /// Whether something opens with it.
    fn opens(&self) -> bool {
        false
    }
}

/// A change that takes more than one step, or has to read first.
pub trait Write: Debug + Send {
    /// Makes it.
    fn write(self: Box<Self>, store: &mut Store<'_>) -> Result<Outcome>;
}
