//! Evidence as it is typed.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::Fields;
use crate::cli::completions::{area_names, person_names, subject_names};
use crate::domain::nouns::Evidence;

/// The benchmark that is meant, in its place or by its option.
#[derive(Debug, Args)]
pub(crate) struct OneBenchmark {
    /// The benchmark, by its id on the ladder.
    #[arg(required_unless_present = "shown_for", conflicts_with = "shown_for")]
    benchmark: Option<String>,
    /// The benchmark, instead of as the last word.
    #[arg(id = "shown_for", long = "for", value_name = "BENCHMARK")]
    shown_for: Option<String>,
}

impl OneBenchmark {
    /// As it was typed.
    pub(crate) fn typed(&self) -> &str {
        self.benchmark.as_deref().or(self.shown_for.as_deref()).unwrap_or_default()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceVerb {
    Add(Box<EvidenceArgs>),
    /// Show it for a benchmark, too. One piece counts for two at most.
    Link {
        /// The end of its id, or last.
        id: String,
        #[command(flatten)]
        benchmark: OneBenchmark,
    },
    /// Show it for a benchmark no longer.
    Unlink {
        /// The end of its id, or last.
        id: String,
        #[command(flatten)]
        benchmark: OneBenchmark,
    },
    Draw(DrawArgs),
    /// Look at the files again: what is missing or was changed since. Exit code 1 if anything is.
    Check,
}

/// Keep what shows that a benchmark is met: a file, a link, a sentence, a list, a session, feedback, somebody taught.
#[derive(Debug, Args)]
pub(crate) struct EvidenceArgs {
    /// The skill, then what it is called. With --area only what it is called.
    #[arg(value_names = ["SKILL|AREA", "TITLE"], num_args = 1..=2, required = true, add = ArgValueCompleter::new(subject_names))]
    pub(crate) words: Vec<String>,
    /// The area, instead: a capstone.
    #[arg(long, add = ArgValueCompleter::new(area_names))]
    pub(crate) area: Option<String>,
    #[command(flatten)]
    pub(crate) facts: Fields<Evidence>,
    /// The benchmark it is shown for, by its id on the ladder; twice at most.
    #[arg(long = "for", value_name = "BENCHMARK")]
    pub(crate) benchmark: Vec<String>,
}

/// Draw items of a list at random, to be shown to a witness. What was drawn is kept.
#[derive(Debug, Args)]
pub(crate) struct DrawArgs {
    /// The end of the list's id, or last.
    pub(crate) id: String,
    /// How many; as many as its benchmark asks for unless said.
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) count: Option<u64>,
    /// Who saw them.
    #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
    pub(crate) who: Option<String>,
    /// Draw anew what was drawn already.
    #[arg(long)]
    pub(crate) again: bool,
}
