//! Stages as they are typed.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::word;
use crate::cli::completions::{area_names, subject_names};
use crate::domain::stage::Stage;

/// A skill or an area.
#[derive(Debug, Args, Default)]
pub(crate) struct OfSubject {
    /// The skill or area. Where both have the name: skill:NAME or area:NAME.
    #[arg(value_name = "SKILL|AREA", add = ArgValueCompleter::new(subject_names))]
    pub(crate) subject: Option<String>,
    /// The area, instead.
    #[arg(long, conflicts_with = "subject", add = ArgValueCompleter::new(area_names))]
    pub(crate) area: Option<String>,
}

/// What is said of a step.
#[derive(Debug, Args, Default)]
pub(crate) struct StepFacts {
    /// One sentence of your own; the reason of a step back or a correction.
    #[arg(long, short, visible_alias = "reason", value_name = "TEXT")]
    pub(crate) sentence: Option<String>,
    /// When, if not now: "yesterday 18:00", and for what is long ago 2019-03 or 2019.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StageVerb {
    /// How far I am: the stage held, since when, how fresh it is, and what the next one asks for. Without a name, everything
    /// that is on a ladder or has a history.
    Show {
        #[command(flatten)]
        of: OfSubject,
        /// As it was by the end of a day.
        #[arg(long, value_name = "DATE")]
        at: Option<String>,
    },
    /// Every change of a stage, newest first, with what was shown for it. What was undone stays, and says so.
    ///
    /// In JSON, benchmarks_met, benchmarks_total and evidence are null where nothing was judged: of a step back, a lapse, an import,
    /// a correction, and without a ladder.
    History {
        #[command(flatten)]
        of: OfSubject,
    },
    Promote(PromoteArgs),
    /// Go down, by your own act. Nothing is deleted.
    StepBack {
        #[command(flatten)]
        of: OfSubject,
        /// Down to which stage; the one below unless said.
        #[arg(long, value_name = "STAGE", ignore_case = true, value_parser = word::<Stage>(Stage::WORDS))]
        to: Option<Stage>,
        #[command(flatten)]
        facts: StepFacts,
    },
    /// A stage that had lapsed was shown again. One passing cold probe is enough.
    Restore {
        #[command(flatten)]
        of: OfSubject,
        #[command(flatten)]
        facts: StepFacts,
    },
    /// Write down a stage that was held before etude knew of it. It counts as declared until it is shown.
    Import {
        /// The skill or area, then the stage. With --area only the stage.
        #[arg(value_names = ["SKILL|AREA", "STAGE"], num_args = 0..=2, required_unless_present_all = ["area", "to"], add = ArgValueCompleter::new(subject_names))]
        words: Vec<String>,
        /// The area, instead.
        #[arg(long, add = ArgValueCompleter::new(area_names))]
        area: Option<String>,
        /// The stage, instead of as the last word.
        #[arg(long, value_name = "STAGE", ignore_case = true, value_parser = word::<Stage>(Stage::WORDS))]
        to: Option<Stage>,
        #[command(flatten)]
        facts: StepFacts,
    },
    /// Put an event of the history right. It stays there and counts no longer; what you say stands in its place.
    Correct {
        /// The end of the event's id, as `etude stage history` lists it, or last.
        event: String,
        /// The stage it should have been; as it was unless said.
        #[arg(long, value_name = "STAGE", ignore_case = true, value_parser = word::<Stage>(Stage::WORDS))]
        to: Option<Stage>,
        #[command(flatten)]
        facts: StepFacts,
    },
}

/// Go one stage up. It is your act and your sentence; etude only says what was shown.
///
/// With benchmarks unmet the history says self-declared, and how many were shown, for ever: that has to be meant.
#[derive(Debug, Args)]
pub(crate) struct PromoteArgs {
    #[command(flatten)]
    pub(crate) of: OfSubject,
    /// The stage; it can only be the next one.
    #[arg(long, value_name = "STAGE", ignore_case = true, value_parser = word::<Stage>(Stage::WORDS))]
    pub(crate) to: Option<Stage>,
    #[command(flatten)]
    pub(crate) facts: StepFacts,
    /// Go on though benchmarks are unmet.
    #[arg(long)]
    pub(crate) self_declared: bool,
}
