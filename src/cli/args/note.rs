//! Entries as they are typed: notes with a date, uses of a skill in real work, lessons, watching.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::{Fields, Takes, VerbsOf};
use crate::cli::completions::skill_names;
use crate::domain::nouns::Entry;

/// An entry whose kind is said by the verb, and its skill behind it.
#[derive(Debug)]
pub(crate) struct Deed;

impl Takes for Deed {
    type Noun = Entry;
    const VERB: &'static str = "apply";
}

/// Write down a use of a skill in real work.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// What was used.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: Fields<Deed>,
    /// An action of feedback that it proves, by the end of its id; repeatable.
    #[arg(long, value_name = "ACTION")]
    pub(crate) proves: Vec<String>,
}

/// Write down that you watched somebody at work.
///
/// With a line on what you will copy it counts on a ladder.
#[derive(Debug, Args)]
pub(crate) struct ObserveArgs {
    /// What was watched.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: Fields<Deed>,
}

/// Write down that you taught a skill to somebody.
///
/// And what they reach: `--learner`, `--result`.
#[derive(Debug, Args)]
pub(crate) struct TeachArgs {
    /// What was taught.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: Fields<Deed>,
}

/// Write a note, of the session or of today.
///
/// In a session it is one of it, and the clock runs on; else it is an entry of today.
/// `-k` says what kind of entry it is, and so does the first word of the text: `etude note "#barrier no time before work"`.
/// A text that begins with list, show, edit or delete is put into quotes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct NoteArgs {
    #[command(subcommand)]
    pub(crate) verb: Option<VerbsOf<Entry>>,
    /// The words; a single - reads them from standard input.
    #[arg(required_unless_present = "kind", value_name = "TEXT")]
    pub(crate) words: Vec<String>,
    /// Another session than the open one: the end of its id, or last.
    #[arg(long, value_name = "ID", conflicts_with = "kind")]
    pub(crate) session: Option<String>,
    /// What it says; with its kind it is an entry even while the clock runs.
    #[command(flatten)]
    pub(crate) facts: Fields<Entry>,
}
