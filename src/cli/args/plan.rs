//! Plans as they are typed.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{ListArgs, OrNone, length_or_none, word};
use crate::cli::completions::skill_names;
use crate::domain::plan::Repeat;

#[derive(Debug, Subcommand)]
pub(crate) enum PlanVerb {
    /// Plan to practise a skill.
    Add {
        /// What to practise.
        #[arg(add = ArgValueCompleter::new(skill_names))]
        skill: String,
        #[command(flatten)]
        facts: PlanFacts,
    },
    /// The plans.
    List(ListArgs),
    /// Show a plan and what became of it.
    Show {
        /// The end of its id.
        id: String,
    },
    /// Change a plan; what is given is replaced.
    Edit {
        /// The end of its id.
        id: String,
        #[command(flatten)]
        facts: PlanFacts,
    },
    /// Put a plan away, with all its days to come.
    Archive {
        /// The end of its id.
        id: String,
    },
    /// Bring an archived plan back.
    Restore {
        /// The end of its id.
        id: String,
    },
    /// Let a plan go on one day.
    Drop {
        /// The end of its id.
        id: String,
        /// Which of its days; the next open one unless said.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Put a plan off to another day.
    Move {
        /// The end of its id.
        id: String,
        /// Where to.
        #[arg(long, value_name = "DAY")]
        to: String,
        /// Which of its days; the next open one unless said.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
}

/// What a plan says.
#[derive(Debug, Args)]
pub(crate) struct PlanFacts {
    /// The (first) day; today unless said.
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<String>,
    /// The time of day, or none.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// How long: 25, 25m, 1h, or none.
    #[arg(long, short, value_name = "LENGTH", value_parser = length_or_none)]
    pub(crate) minutes: Option<OrNone<i64>>,
    /// The intention that the session starts with.
    #[arg(long, short)]
    pub(crate) intention: Option<String>,
    /// The drill, or none.
    #[arg(long)]
    pub(crate) drill: Option<String>,
    /// If this happens …
    #[arg(long = "if", value_name = "TEXT")]
    pub(crate) if_text: Option<String>,
    /// … then I do that.
    #[arg(long = "then", value_name = "TEXT")]
    pub(crate) then_text: Option<String>,
    /// How it comes back.
    #[arg(long, ignore_case = true, value_parser = word::<Repeat>(Repeat::WORDS))]
    pub(crate) repeat: Option<Repeat>,
    /// The days of a weekly plan: mon,thu.
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub(crate) days: Vec<String>,
    /// The last day of a repeating plan; six weeks on unless said.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<String>,
}
