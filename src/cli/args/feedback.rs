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

use super::Fields;
use crate::cli::completions::{skill_names, theme_names};
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
    List(Box<FeedbackListArgs>),
    Show(FeedbackShowArgs),
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
    /// The actions of feedback that was taken up: add one, edit one, delete one.
    #[command(subcommand)]
    Action(ActionVerb),
    Act(ActArgs),
    /// Be done with it, whatever it is at.
    ///
    /// From the inbox it is kept as noted: nothing to do, and it counts for themes and balance. What was taken up is closed where
    /// something proves it, and dropped where nothing does. The answer says which.
    Close(Pieces),
    /// Look at it again: it goes back to the inbox.
    Reopen(Pieces),
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

#[derive(Debug, Subcommand)]
pub(crate) enum ActionVerb {
    /// Add one more action to feedback that was taken up.
    Add {
        /// The end of the feedback's id, or last.
        id: String,
        /// What you will do.
        text: String,
        /// By when.
        #[arg(long, value_name = "DAY")]
        due: Option<String>,
    },
    /// Put an action into other words, or give it another day.
    Edit {
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
    Delete {
        /// The end of the action's id, as `feedback show` lists it.
        action: String,
    },
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
