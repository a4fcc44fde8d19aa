//! What the store thread is asked, and what it answers: plain data.

use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::journal::desk::Desk;
use crate::journal::history::Operation;
use crate::journal::read::proof_records::Pip;
use crate::journal::{Error, Outcome, Result};
use crate::tui::frame::question::{Answer, Question, Write};

/// What follows a change on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Say what was done.
    Say,
    /// Nothing: the screen shows it already.
    Quiet,
    /// A session was started: the practice pane takes the focus.
    Play,
    /// A session was stopped: its close card opens.
    CloseCard,
    /// A form, card or prompt asked for it: it closes now, or shows why not.
    Form,
    /// The same, and what was made is a request to a witness: its letter is shown.
    Letter,
}

/// What the first questions were answered with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// What to get better at; empty if skipped.
    pub area: String,
    /// One skill in it; empty if skipped.
    pub skill: String,
    /// The ladder taken instead.
    pub ladder: Option<String>,
    /// How long a session is, minutes.
    pub minutes: Option<i64>,
}

/// What the loop asks for.
#[derive(Debug)]
pub enum Ask {
    /// Apply a change.
    Apply(Box<Change>, After),
    /// Write something that takes more than one change.
    Write(Box<dyn Write>, After),
    /// Read something.
    Read(Box<dyn Question>),
    /// Set up what the first questions were answered with.
    SetUp(Answers),
    /// Take the last operation back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// The stages held today.
    Pips,
    /// Say when nothing is left to do.
    #[cfg(test)]
    Idle,
    /// Beat: this screen shows the running session.
    Beat,
    /// This screen shows the session no longer, and left it running on purpose.
    Detach,
    /// The files may have changed.
    Look,
    /// The Desk as it is now: a new day has begun.
    Desk,
    /// Settle everything and end.
    Leave,
}

/// What the thread answers.
#[derive(Debug)]
pub enum Reply {
    /// A change was applied, or why not.
    Applied(Result<Outcome>, After),
    /// The first questions are set up: the skill to start with, or why not.
    SetUp(Result<Option<Id>>),
    /// An undo (or redo) was done, with the word for it and what it took back, or why not.
    Undone(&'static str, Result<(Outcome, Option<Operation>)>),
    /// What was read.
    Answer(Box<dyn Answer>),
    /// What the Desk shows now.
    Desk(Box<Desk>),
    /// The stages held today.
    Pips(Vec<Pip>),
    /// Nothing is left to do.
    #[cfg(test)]
    Idle,
    /// Time in doubt was found while beating.
    Doubt,
    /// The journal lies no longer in its place (or does again): why nothing more can be saved.
    Lost(Option<Error>),
    /// Something could not be read or settled.
    Trouble(Error),
}
