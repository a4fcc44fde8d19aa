//! Witnesses as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{Fields, Takes};
use crate::cli::completions::{person_names, subject_names};
use crate::domain::nouns::Statement;

#[derive(Debug, Subcommand)]
pub(crate) enum WitnessVerb {
    Answer(Box<AnswerArgs>),
    /// Say that a statement is theirs and says this: from now on it counts.
    Confirm {
        /// The end of its id, or last.
        id: String,
        /// It is not confirmed any more.
        #[arg(long)]
        take_back: bool,
    },
}

/// Write down what a witness says, asked or not. It counts once you confirm it.
///
/// Who disagrees is kept and shown, and stands in the way of the stage until there is a second opinion.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// The request it answers: the end of its id, or last. Without it, --skill and --who.
    #[arg(required_unless_present_any = ["subject", "json_file"], conflicts_with_all = ["subject", "who", "json_file"])]
    pub(crate) id: Option<String>,
    /// The skill or area it is about. What was asked of the person on it is answered, if anything was.
    #[arg(long = "skill", id = "subject", value_name = "SKILL|AREA", requires = "who", conflicts_with = "json_file", add = ArgValueCompleter::new(subject_names))]
    pub(crate) subject: Option<String>,
    /// Who; a new name makes a new person.
    #[arg(long, value_name = "PERSON", requires = "subject", add = ArgValueCompleter::new(person_names))]
    pub(crate) who: Option<String>,
    /// In their own words; a single - reads standard input.
    #[arg(long, value_name = "TEXT", required_unless_present = "json_file")]
    pub(crate) words: Option<String>,
    /// When they said it, if not now.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// A form that was filled in, as `etude ask --for witness --json-file` writes it.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) json_file: Option<PathBuf>,
    /// It is theirs and says this: count it at once.
    #[arg(long)]
    pub(crate) confirm: bool,
    #[command(flatten)]
    pub(crate) facts: Fields<Answer>,
}

/// What a witness says, but for who and their words.
#[derive(Debug)]
pub(crate) struct Answer;

impl Takes for Answer {
    type Noun = Statement;
    const VERB: &'static str = "answer";
}
