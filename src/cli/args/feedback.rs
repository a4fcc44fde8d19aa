//! Feedback as it is typed: what came, what is asked for, and its way from state to state.

mod facts;
mod import;
mod look;

pub(crate) use facts::*;
pub(crate) use import::*;
pub(crate) use look::*;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{Fields, OrNone, number_or_none, word_or_none};
use crate::cli::completions::{person_names, skill_names, theme_names};
use crate::domain::feedback::Focus;
use crate::domain::nouns::Drill;

/// Words, from one of three places.
#[derive(Debug, Args, Default)]
pub(crate) struct Words {
    /// The words; a single - reads them from standard input.
    pub(crate) text: Vec<String>,
    /// Read the words from this file.
    #[arg(long, value_name = "FILE", conflicts_with = "text", value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
}

/// Some pieces of feedback.
#[derive(Debug, Args)]
pub(crate) struct Pieces {
    /// The ends of their ids, or last.
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FeedbackVerb {
    Add(Box<AddFeedbackArgs>),
    Ask(Box<AskArgs>),
    /// Say that a request went out: it waits for its answer from now on.
    Sent(Pieces),
    /// Write down the answer to a request.
    Receive {
        /// The end of the request's id, or last.
        id: String,
        #[command(flatten)]
        words: Words,
        /// When it came, if not now.
        #[arg(long, value_name = "WHEN")]
        at: Option<String>,
    },
    List(Box<FeedbackListArgs>),
    Show(FeedbackShowArgs),
    /// Keep it, nothing to do. It counts for themes and balance.
    Note(Pieces),
    /// Take it up: say what you will do, once or several times.
    Accept {
        /// The end of its id, or last.
        id: String,
        /// What you will do; repeatable.
        #[arg(long = "action", short, value_name = "TEXT")]
        actions: Vec<String>,
        /// By when; one day for all the actions, or one for each.
        #[arg(long, value_name = "DAY", requires = "actions")]
        due: Vec<String>,
    },
    /// Do not follow it. The reason is for the one who looks back.
    Decline {
        #[command(flatten)]
        which: Pieces,
        /// Why not.
        #[arg(long, short, value_name = "TEXT")]
        reason: String,
    },
    /// Put it off until a day: `etude feedback snooze ID… friday`. --wake brings it back.
    Snooze {
        /// The ends of the ids, or last; then the day.
        #[arg(required = true, value_name = "ID… DAY")]
        words: Vec<String>,
        /// It asks again from now on; no day then.
        #[arg(long)]
        wake: bool,
    },
    /// Write down what you answer. An empty text takes it away.
    Respond {
        /// The end of its id, or last.
        id: String,
        #[command(flatten)]
        words: Words,
    },
    /// Add one more action to feedback that was taken up.
    Action {
        /// The end of its id, or last.
        id: String,
        /// What you will do.
        text: String,
        /// By when.
        #[arg(long, value_name = "DAY")]
        due: Option<String>,
    },
    /// Put an action into other words, or give it another day.
    EditAction {
        /// The end of the action's id, as `feedback show` lists it.
        action: String,
        /// The new words.
        #[arg(required_unless_present = "due")]
        text: Option<String>,
        /// By when, or none.
        #[arg(long, value_name = "DAY")]
        due: Option<String>,
    },
    /// Remove an action.
    DeleteAction {
        /// The end of the action's id, as `feedback show` lists it.
        action: String,
    },
    Act(ActArgs),
    /// Take a proof off an action again.
    Unlink {
        /// The end of the proof's id, as `feedback show` lists it.
        proof: String,
    },
    /// Be done with it. What was taken up and never proved is dropped instead.
    Close(Pieces),
    /// Close it without proof.
    Drop(Pieces),
    /// Look at it again: it goes back to the inbox.
    Reopen(Pieces),
    /// Say what it is about and who it is from; `none` takes that away.
    Link {
        /// The end of its id, or last.
        id: String,
        #[command(flatten)]
        about: About,
        /// From whom.
        #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
        person: Option<String>,
    },
    /// Tag it with a theme, made if it is new.
    Tag {
        #[command(flatten)]
        which: Pieces,
        /// The theme.
        #[arg(required = true, add = ArgValueCompleter::new(theme_names))]
        theme: String,
    },
    /// Take a theme off.
    Untag {
        /// The end of its id, or last.
        id: String,
        /// The theme.
        #[arg(add = ArgValueCompleter::new(theme_names))]
        theme: String,
    },
    /// Say how hard it is to hear.
    Tough {
        /// The end of its id, or last.
        id: String,
        /// 1 to 3, or none.
        #[arg(value_name = "1-3", value_parser = number_or_none)]
        tough: OrNone<i64>,
    },
    /// Say what the words are about: task, process, self_regulation, person; or none.
    Focus {
        /// The end of its id, or last.
        id: String,
        /// The focus. What is about the person is kept and counts for nothing.
        #[arg(value_parser = word_or_none::<Focus>)]
        focus: OrNone<Focus>,
    },
    Edit(Box<EditFeedbackArgs>),
    /// Delete feedback with its actions and proofs. `etude undo` brings it back.
    Delete {
        #[command(flatten)]
        which: Pieces,
        /// Accepted for scripts; nothing is asked, since undo brings it back.
        #[arg(long, short)]
        yes: bool,
    },
    Import(Box<FeedbackImportArgs>),
    /// Every theme with how often it comes. From three pieces on it keeps coming back.
    Themes,
    /// One theme: give it another name, make two one, make a drill of it.
    #[command(subcommand)]
    Theme(ThemeVerb),
    /// Per area: days since a human last spoke of the work, and how many pieces of the last 90 days came from humans and
    /// from programs.
    Balance,
}

/// Link what shows that you did it: a session, or an entry such as a use in real work. When every action has its proof the
/// feedback is acted on. Without either, it is called acted because some action has its proof already.
#[derive(Debug, Args)]
pub(crate) struct ActArgs {
    /// The end of its id, or last.
    pub(crate) id: String,
    /// The session that proves it: the end of its id, last, or running.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// The entry that proves it, such as a use: the end of its id, or last.
    #[arg(long, value_name = "ID", conflicts_with = "session")]
    pub(crate) entry: Option<String>,
    /// Which action, by the end of its id; all its open ones unless said. Repeatable.
    #[arg(long, value_name = "ID")]
    pub(crate) action: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ThemeVerb {
    /// Give a theme another name.
    Rename {
        /// The theme.
        #[arg(add = ArgValueCompleter::new(theme_names))]
        theme: String,
        /// The new name.
        new: String,
    },
    /// Make two themes one; `etude undo` takes it apart again.
    Merge {
        /// The theme that goes.
        #[arg(add = ArgValueCompleter::new(theme_names))]
        from: String,
        /// The theme that stays.
        #[arg(long, add = ArgValueCompleter::new(theme_names))]
        into: String,
    },
    Drill(Box<ThemeDrillArgs>),
}

/// Make a drill of what keeps coming back.
#[derive(Debug, Args)]
pub(crate) struct ThemeDrillArgs {
    /// The theme.
    #[arg(add = ArgValueCompleter::new(theme_names))]
    pub(crate) theme: String,
    /// The skill of the drill.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    /// The name of the drill; the theme's unless said.
    #[arg(long)]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) facts: Fields<Drill>,
}
