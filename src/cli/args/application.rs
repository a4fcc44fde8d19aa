//! Applications as they are typed: uses of a skill in real work.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::{person_names, skill_names};
use crate::domain::application::Setting;

/// What an application says.
#[derive(Debug, Args, Default)]
pub(crate) struct ApplicationFacts {
    /// Where: the gig, the meeting, the pull request.
    #[arg(long = "where", short = 'w', value_name = "PLACE")]
    pub(crate) place: Option<String>,
    /// Somewhere the skill was not used before.
    #[arg(long, group = "setting")]
    pub(crate) new: bool,
    /// Work as it mostly is.
    #[arg(long, group = "setting")]
    pub(crate) familiar: bool,
    /// Teaching it to somebody.
    #[arg(long, group = "setting")]
    pub(crate) teaching: bool,
    /// Who saw it; a new name makes a new person, `none` is nobody.
    #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
    pub(crate) seen_by: Option<String>,
    /// It worked.
    #[arg(long)]
    pub(crate) worked: bool,
    /// It did not work.
    #[arg(long, conflicts_with = "worked")]
    pub(crate) failed: bool,
    /// What came of it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
    /// When, if not now: "yesterday 18:00".
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
}

impl ApplicationFacts {
    /// The setting that was named.
    pub(crate) fn setting(&self) -> Option<Setting> {
        match (self.new, self.familiar, self.teaching) {
            (true, ..) => Some(Setting::New),
            (_, true, _) => Some(Setting::Familiar),
            (_, _, true) => Some(Setting::Teaching),
            _ => None,
        }
    }
}

/// Write down a use of a skill in real work.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// What was used.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: ApplicationFacts,
    /// An action of feedback that it proves, by the end of its id; repeatable.
    #[arg(long, value_name = "ACTION")]
    pub(crate) proves: Vec<String>,
}

/// The applications, newest first.
#[derive(Debug, Args)]
pub(crate) struct ApplicationsArgs {
    /// Only of this skill.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    pub(crate) limit: Option<i64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ApplicationVerb {
    /// Show an application.
    Show {
        /// The end of its id, or last.
        #[arg(default_value = "last")]
        id: String,
    },
    /// Say it differently; what is given is replaced, an empty text takes it away.
    Edit {
        /// The end of its id, or last.
        id: String,
        #[command(flatten)]
        facts: ApplicationFacts,
        /// Another skill than was said.
        #[arg(long, add = ArgValueCompleter::new(skill_names))]
        skill: Option<String>,
        /// Do not keep it out of exports.
        #[arg(long, conflicts_with = "private")]
        public: bool,
    },
    /// Delete an application. `etude undo` brings it back.
    Delete {
        /// The end of its id, or last.
        id: String,
        /// Accepted for scripts; nothing is asked, since undo brings it back.
        #[arg(long, short)]
        yes: bool,
    },
}
