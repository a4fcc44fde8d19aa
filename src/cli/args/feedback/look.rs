//! Feedback as it is looked at: the list, and one piece whole.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::args::word;
use crate::cli::completions::{person_names, skill_names, theme_names};
use crate::domain::feedback::FeedbackState;

/// The feedback by where it stands. Unless something is filtered, what is over is only counted.
#[derive(Debug, Args)]
pub(crate) struct FeedbackListArgs {
    /// Only in this state; repeatable.
    #[arg(long, ignore_case = true, value_parser = word::<FeedbackState>(FeedbackState::WORDS))]
    pub(crate) state: Vec<FeedbackState>,
    /// Only from this person.
    #[arg(long, add = ArgValueCompleter::new(person_names))]
    pub(crate) person: Option<String>,
    /// Only with this theme.
    #[arg(long, add = ArgValueCompleter::new(theme_names))]
    pub(crate) theme: Option<String>,
    /// Only about this skill.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// Only about this area or a skill of it.
    #[arg(long)]
    pub(crate) area: Option<String>,
    /// Only about this session: the end of its id, last, or running.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// Only what holds these words, or words that begin so.
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// Only what is put off beyond today.
    #[arg(long)]
    pub(crate) snoozed: bool,
    /// Only what came (or was asked for) from this day on.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// Only what came (or was asked for) up to this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<String>,
    /// At most so many, the newest.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    pub(crate) limit: Option<i64>,
    /// What is over and what is put off, too.
    #[arg(long)]
    pub(crate) all: bool,
}

/// One piece whole: the words, its thread, the actions with their proof, every move with its day.
#[derive(Debug, Args)]
pub(crate) struct FeedbackShowArgs {
    /// The end of its id, or last.
    #[arg(default_value = "last")]
    pub(crate) id: String,
    /// What was quoted below the words, too.
    #[arg(long)]
    pub(crate) quoted: bool,
    /// Only what came, byte for byte; on a terminal, shown safely.
    #[arg(long, conflicts_with = "quoted")]
    pub(crate) original: bool,
}
