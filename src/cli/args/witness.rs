//! Witnesses as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{OfSubject, word};
use crate::cli::completions::{person_names, subject_names};
use crate::domain::evidence::{Means, StatementState};
use crate::domain::stage::Stage;

#[derive(Debug, Subcommand)]
pub(crate) enum WitnessVerb {
    Answer(Box<AnswerArgs>),
    Edit(EditWitnessArgs),
    /// Say that a statement is theirs and says this: from now on it counts.
    Confirm {
        /// The end of its id, or last.
        id: String,
        /// It is not confirmed any more.
        #[arg(long)]
        take_back: bool,
    },
    /// What was asked of witnesses and what they said, newest first.
    List {
        #[command(flatten)]
        of: OfSubject,
        /// Only in this state.
        #[arg(long, ignore_case = true, value_parser = word::<StatementState>(StatementState::WORDS))]
        state: Option<StatementState>,
        /// Only of this person.
        #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
        who: Option<String>,
    },
    /// Show a statement whole.
    Show {
        /// The end of its id, or last.
        #[arg(default_value = "last")]
        id: String,
    },
    /// Delete a statement. `etude undo` brings it back.
    Delete {
        /// The end of its id, or last.
        id: String,
        /// Accepted for scripts; nothing is asked, since undo brings it back.
        #[arg(long, short)]
        yes: bool,
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
    /// They agree.
    #[arg(long)]
    pub(crate) agrees: bool,
    /// They disagree.
    #[arg(long, conflicts_with = "agrees")]
    pub(crate) disagrees: bool,
    /// In their own words; a single - reads standard input.
    #[arg(long, value_name = "TEXT", required_unless_present = "json_file")]
    pub(crate) words: Option<String>,
    /// What they saw.
    #[arg(long, value_name = "TEXT")]
    pub(crate) saw: Option<String>,
    /// How they saw it.
    #[arg(long, ignore_case = true, value_parser = word::<Means>(Means::WORDS))]
    pub(crate) means: Option<Means>,
    /// What they are to you: colleague, paid coach, friend.
    #[arg(long, value_name = "TEXT")]
    pub(crate) relation: Option<String>,
    /// They are from outside your organisation.
    #[arg(long)]
    pub(crate) external: bool,
    /// One benchmark, by its id on the ladder.
    #[arg(long = "for", value_name = "BENCHMARK")]
    pub(crate) benchmark: Option<String>,
    /// The stage it is about.
    #[arg(long, ignore_case = true, value_parser = word::<Stage>(Stage::WORDS))]
    pub(crate) stage: Option<Stage>,
    /// When they said it, if not now.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// A form that was filled in, as `etude ask --for witness --json-file` writes it.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) json_file: Option<PathBuf>,
    /// It is theirs and says this: count it at once.
    #[arg(long)]
    pub(crate) confirm: bool,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
}

/// Put right what is kept beside a statement; what is given is replaced, an empty text takes it away. The words are the
/// witness's: `etude witness answer` writes them down.
#[derive(Debug, Args)]
pub(crate) struct EditWitnessArgs {
    /// The end of its id, or last.
    pub(crate) id: String,
    /// What they saw.
    #[arg(long, value_name = "TEXT")]
    pub(crate) saw: Option<String>,
    /// How they saw it.
    #[arg(long, ignore_case = true, value_parser = word::<Means>(Means::WORDS))]
    pub(crate) means: Option<Means>,
    /// What they are to you: colleague, paid coach, friend.
    #[arg(long, value_name = "TEXT")]
    pub(crate) relation: Option<String>,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
    /// Do not keep it out of exports.
    #[arg(long, conflicts_with = "private")]
    pub(crate) public: bool,
}
