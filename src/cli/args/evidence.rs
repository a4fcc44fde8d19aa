//! Evidence as it is typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{OfSubject, word};
use crate::cli::completions::{area_names, person_names, subject_names};
use crate::domain::evidence::EvidenceKind;

/// What a piece of evidence says.
#[derive(Debug, Args, Default)]
pub(crate) struct EvidenceFacts {
    /// What kind of thing it is; seen from the rest unless said.
    #[arg(long, value_name = "KIND", ignore_case = true, value_parser = word::<EvidenceKind>(EvidenceKind::WORDS))]
    pub(crate) kind: Option<EvidenceKind>,
    /// In your words: what it is, how it came about. A single - reads standard input.
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// Where it can be seen.
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,
    /// The file. It stays where it is; its hash is kept.
    #[arg(long, value_name = "PATH", value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// The file or link is a recording.
    #[arg(long)]
    pub(crate) recording: bool,
    /// An item of a list; repeatable.
    #[arg(long, value_name = "NAME")]
    pub(crate) item: Vec<String>,
    /// Where it was: the context.
    #[arg(long)]
    pub(crate) context: Option<String>,
    /// When it was, if not now: "yesterday 18:00", and for what is long ago 2019-03 or 2019.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// Who said it, was taught, or was shown the drawn items; a new name makes a new person, `none` is nobody.
    #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
    pub(crate) who: Option<String>,
    /// The session it is: the end of its id, last, or running.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// The feedback it is: the end of its id, or last.
    #[arg(long, value_name = "ID")]
    pub(crate) feedback: Option<String>,
    /// The entry it is, a use or a lesson: the end of its id, or last.
    #[arg(long, value_name = "ID")]
    pub(crate) entry: Option<String>,
    /// Until when a credential is valid.
    #[arg(long, value_name = "DAY")]
    pub(crate) valid_until: Option<String>,
    /// The benchmark it is shown for, by its id on the ladder; twice at most.
    #[arg(long = "for", value_name = "BENCHMARK")]
    pub(crate) benchmark: Vec<String>,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
}

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
    /// Keep what shows that a benchmark is met: a file, a link, a sentence, a list, a session, feedback, somebody taught.
    Add {
        /// The skill, then what it is called. With --area only what it is called.
        #[arg(value_names = ["SKILL|AREA", "TITLE"], num_args = 1..=2, required = true, add = ArgValueCompleter::new(subject_names))]
        words: Vec<String>,
        /// The area, instead: a capstone.
        #[arg(long, add = ArgValueCompleter::new(area_names))]
        area: Option<String>,
        #[command(flatten)]
        facts: Box<EvidenceFacts>,
    },
    List(EvidenceListArgs),
    /// Show a piece of evidence whole.
    Show {
        /// The end of its id, or last.
        #[arg(default_value = "last")]
        id: String,
    },
    /// Say it differently; what is given is replaced, an empty text takes it away.
    Edit {
        /// The end of its id, or last.
        id: String,
        /// What it is called.
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        facts: Box<EvidenceFacts>,
        /// Do not keep it out of exports.
        #[arg(long, conflicts_with = "private")]
        public: bool,
    },
    /// Delete a piece of evidence; its file stays. `etude undo` brings it back.
    Delete {
        /// The end of its id, or last.
        id: String,
        /// Accepted for scripts; nothing is asked, since undo brings it back.
        #[arg(long, short)]
        yes: bool,
    },
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

/// The evidence, newest first.
#[derive(Debug, Args)]
pub(crate) struct EvidenceListArgs {
    #[command(flatten)]
    pub(crate) of: OfSubject,
    /// Only of this kind.
    #[arg(long, value_name = "KIND", ignore_case = true, value_parser = word::<EvidenceKind>(EvidenceKind::WORDS))]
    pub(crate) kind: Option<EvidenceKind>,
    /// Only what is shown for this benchmark.
    #[arg(long = "for", value_name = "BENCHMARK")]
    pub(crate) benchmark: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
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
