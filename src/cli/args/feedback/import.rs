//! An import as it is typed.

use std::path::PathBuf;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::args::word;
use crate::cli::completions::skill_names;
use crate::exchange::feedback::Format;

/// Take in mails (.eml, mbox, Maildir), GitHub reviews and review comments as `gh api` prints them, JSON and CSV.
///
/// Importing the same thing twice adds nothing; an answer finds its request by the tag in the subject. All files are one
/// step for `etude undo`. What cannot be read is said with its line and never stops the rest.
#[derive(Debug, Args)]
pub(crate) struct FeedbackImportArgs {
    /// Files, and folders of mail; a single - reads standard input.
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    /// What they are written in; seen from the content unless said.
    #[arg(long, ignore_case = true, value_parser = word::<Format>(Format::WORDS))]
    pub(crate) format: Option<Format>,
    /// Where it goes: to the inbox, or noted at once.
    #[arg(long = "as", value_name = "STATE", default_value = "inbox", value_parser = ["inbox", "noted"])]
    pub(crate) into: String,
    /// Leave out what came before this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<String>,
    /// Leave out what I wrote: my login or address; repeatable.
    #[arg(long, value_name = "LOGIN")]
    pub(crate) me: Vec<String>,
    /// The skill it is about, where the file does not say.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// Only say what would come in.
    #[arg(long)]
    pub(crate) dry_run: bool,
}
