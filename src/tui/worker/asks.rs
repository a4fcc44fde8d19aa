//! What the store thread is asked, and what it answers: plain data.

use std::path::PathBuf;

use crate::domain::change::{Change, PastSession};
use crate::domain::id::Id;
use crate::domain::stage::Subject;
use crate::journal::desk::Desk;
use crate::journal::history::Operation;
use crate::journal::read::feedback::FeedbackDetail;
use crate::journal::read::proof_records::Pip;
use crate::journal::read::{SessionDetail, SkillDetail};
use crate::journal::ritual::StartCard;
use crate::journal::{Error, Outcome, Result};
use crate::ladders::Known;
use crate::tui::editing::{Opened, Wanted};
use crate::tui::feedback::pages::{Pages, PagesAsk};
use crate::tui::feedback::triage::Triage;
use crate::tui::first_run::Answers;
use crate::tui::stages::pages::{PageAsk, StagePage, StretchAsk, Walked};

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

/// A request that goes out as a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// For feedback.
    Feedback(Id),
    /// For the word of a witness.
    Witness(Id),
}

/// What the loop asks for.
#[derive(Debug)]
pub enum Ask {
    /// Apply a change.
    Apply(Box<Change>, After),
    /// Write a past session down, the drill by its name.
    Log {
        /// The session.
        past: Box<PastSession>,
        /// The name of the drill.
        drill: String,
    },
    /// What a form opens with.
    Form(Wanted),
    /// Everybody.
    People,
    /// Set up what the first questions were answered with.
    SetUp(Answers),
    /// Take the last operation back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Fill in a start card for a skill, or for the one to practise next.
    StartCard(Option<Id>),
    /// Fill in the start card of a skill from one of today's plans.
    StartPlan {
        /// The skill.
        skill: Id,
        /// The plan.
        plan: Id,
    },
    /// Everything about a skill.
    Skill(Id),
    /// One session, whole.
    Session(Id),
    /// Pages of the list of feedback.
    Feedback(Box<PagesAsk>),
    /// One piece of feedback, whole.
    FeedbackPiece(Id),
    /// The stages of one skill or area, with all that shows them.
    Stage(PageAsk),
    /// What lies in stretches of a history.
    Stretches(Vec<StretchAsk>),
    /// The stages held today.
    Pips,
    /// The people, once nothing is left to do.
    #[cfg(test)]
    Idle,
    /// Make a session private, or no longer so.
    KeepPrivate(Id, bool),
    /// Note what came, or what is old of it.
    Triage(Triage),
    /// The ladders at hand, one of which is to be taken: for a subject, or as an area of its own.
    Ladders(Option<Subject>),
    /// Write a request as a mail to a new file.
    WriteMail(Request, PathBuf),
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
    /// What a form opens with, or why there is none.
    Form(Result<Box<Opened>>),
    /// Everybody.
    People(Vec<crate::domain::person::Person>),
    /// What the Desk shows now.
    Desk(Box<Desk>),
    /// A filled-in start card; `None` in a journal without skills.
    StartCard(Result<Option<Box<StartCard>>>),
    /// Everything about a skill.
    Skill(Box<SkillDetail>),
    /// One session, whole.
    Session(Box<SessionDetail>),
    /// Pages of the list of feedback.
    Feedback(Box<Pages>),
    /// One piece of feedback, whole; `None` where it is gone.
    FeedbackPiece(Option<Box<FeedbackDetail>>),
    /// The stages of one skill or area, or why they cannot be read.
    Stage(Subject, Result<Box<StagePage>>),
    /// What lies in stretches of a history.
    Stretches(Vec<Walked>),
    /// The stages held today.
    Pips(Vec<Pip>),
    /// The ladders at hand, and what one of them is for.
    Ladders(Option<Subject>, Vec<Known>),
    /// A mail was written to this file, or why not.
    MailWritten(Request, Result<PathBuf>),
    /// Time in doubt was found while beating.
    Doubt,
    /// The journal lies no longer in its place (or does again): why nothing more can be saved.
    Lost(Option<Error>),
    /// Something could not be read or settled.
    Trouble(Error),
}
