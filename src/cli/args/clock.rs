//! The verbs of the running session as they are typed: start, stop, and what happens in between.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::{ShortForm, length, word};
use crate::cli::completions::person_names;
use crate::cli::completions::skill_names;
use crate::domain::session::{AiUse, Mode};

/// What a session says of itself, in every verb that starts, writes down or edits one.
#[derive(Debug, Args, Default)]
pub(crate) struct Facts {
    /// The one thing meant to change.
    #[arg(long, short)]
    pub(crate) intention: Option<String>,
    /// How a hit is told from a miss.
    #[arg(long)]
    pub(crate) criterion: Option<String>,
    /// What kind of sitting.
    #[arg(long, ignore_case = true, value_parser = word::<Mode>(Mode::WORDS))]
    pub(crate) mode: Option<Mode>,
    /// The drill; `none` for no drill.
    #[arg(long)]
    pub(crate) drill: Option<String>,
    /// Where and with what.
    #[arg(long)]
    pub(crate) context: Option<String>,
    /// What an AI does in it.
    #[arg(long, value_name = "USE", ignore_case = true, value_parser = word::<AiUse>(AiUse::WORDS))]
    pub(crate) ai: Option<AiUse>,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
    /// Do not keep it out of exports.
    #[arg(long, conflicts_with = "private")]
    pub(crate) public: bool,
    /// Whom I watch or teach, or who is with me; a new name makes a new person, `none` is nobody.
    #[arg(long = "with", value_name = "PERSON")]
    pub(crate) person: Option<String>,
}

/// What is said at the end of a session.
#[derive(Debug, Args, Default)]
pub(crate) struct Reflection {
    /// What worked.
    #[arg(long)]
    pub(crate) worked: Option<String>,
    /// What did not.
    #[arg(long)]
    pub(crate) didnt: Option<String>,
    /// What to change next time; it becomes the next intention.
    #[arg(long, value_name = "FOCUS")]
    pub(crate) next: Option<String>,
    /// How hard it was, 1 to 5.
    #[arg(long, value_name = "1-5")]
    pub(crate) challenge: Option<i64>,
    /// How able I felt, 1 to 5.
    #[arg(long, value_name = "1-5")]
    pub(crate) skill_level: Option<i64>,
}

/// Start a session. The intention, drill and plan are filled in from last time and from today's plan.
#[derive(Debug, Args)]
pub(crate) struct StartArgs {
    /// What to practise; without a name, what today's plan says, else the skill longest unpractised.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// The planned length: 25, 25m, 1h; 0 is no plan.
    #[arg(long, short, value_name = "LENGTH", value_parser = length)]
    pub(crate) minutes: Option<i64>,
    #[command(flatten)]
    pub(crate) facts: Facts,
    /// When it began, if not now: "20 min ago", 18:00.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// End the session that is open, then start this one.
    #[arg(long)]
    pub(crate) switch: bool,
    /// Leave the cold probe out.
    #[arg(long)]
    pub(crate) no_probe: bool,
    /// Show the remaining time.
    #[arg(long, group = "timer")]
    pub(crate) countdown: bool,
    /// Show the elapsed time.
    #[arg(long, group = "timer")]
    pub(crate) count_up: bool,
    /// Work and pause in turn, minutes of each: 12/1.
    #[arg(long, value_name = "WORK/PAUSE", group = "timer")]
    pub(crate) intervals: Option<String>,
    /// Make the skill if none has exactly this name.
    #[arg(long)]
    pub(crate) create: bool,
    /// The area of a skill that is made; repeatable.
    #[arg(long, requires = "create")]
    pub(crate) area: Vec<String>,
}

/// Stop the clock for a while, or let it run again.
#[derive(Debug, Args)]
pub(crate) struct AtArgs {
    /// When, if not now: "5 min ago", 18:00.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
}

/// End the session. On a terminal it asks about time in doubt; a script is never asked.
#[derive(Debug, Args)]
pub(crate) struct StopArgs {
    /// When it ended, if not now: "20 min ago", 18:00.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// What to do with time in doubt: count it, cut the session before it, or leave it out.
    #[arg(long, value_name = "ANSWER", value_parser = ["keep", "trim", "discard"])]
    pub(crate) gap: Option<String>,
    /// The practised length, typed: 25m.
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub(crate) length: Option<i64>,
    #[command(flatten)]
    pub(crate) reflection: Reflection,
    /// Where it was. A session of mode apply, teach or observe writes an entry of it when it closes.
    #[arg(long = "where", short = 'w', value_name = "PLACE")]
    pub(crate) place: Option<String>,
    /// Whom it was with; a new name makes a new person, `none` is nobody.
    #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
    pub(crate) with: Option<String>,
    #[command(flatten)]
    pub(crate) short: ShortForm,
}

/// Log one hit, or several.
#[derive(Debug, Args)]
pub(crate) struct RepArgs {
    /// How many.
    #[arg(default_value_t = 1)]
    pub(crate) count: i64,
    /// Done in the mind; never in a hit rate.
    #[arg(long)]
    pub(crate) mental: bool,
}

/// Log one miss, or several.
#[derive(Debug, Args)]
pub(crate) struct MissArgs {
    #[command(flatten)]
    pub(crate) reps: RepArgs,
    /// Why it missed.
    #[arg(long)]
    pub(crate) tag: Option<String>,
}

/// Log a rep with a grade from 0 to 9.
#[derive(Debug, Args)]
pub(crate) struct GradeArgs {
    /// The grade.
    pub(crate) grade: i64,
    /// Done in the mind.
    #[arg(long)]
    pub(crate) mental: bool,
}

/// Tag the last miss; without a tag, take its tag off.
#[derive(Debug, Args)]
pub(crate) struct TagArgs {
    /// Why it missed.
    pub(crate) tag: Option<String>,
}

/// Log a reading of a measure, inside or outside a session.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// The value, in the measure's unit.
    #[arg(allow_negative_numbers = true)]
    pub(crate) value: f64,
    /// Which measure; not needed where the skill has only one.
    #[arg(long)]
    pub(crate) measure: Option<String>,
    /// How many items the value sums up.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) sample: i64,
    /// The skill, if it is not the one being practised.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// When, if not now.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
}

/// Set the dial of the drill: a value, or `harder` or `easier` for one step.
#[derive(Debug, Args)]
pub(crate) struct DialArgs {
    /// The setting, harder, or easier.
    pub(crate) value: String,
}

/// Mark this moment, or an interruption.
#[derive(Debug, Args)]
pub(crate) struct MarkArgs {
    /// I interrupted myself.
    #[arg(long)]
    pub(crate) inner: bool,
    /// Something else interrupted me.
    #[arg(long, conflicts_with = "inner")]
    pub(crate) outer: bool,
}

/// Go to the next variation of the drill.
#[derive(Debug, Args)]
pub(crate) struct VariationArgs {
    /// Which one.
    #[arg(default_value = "next", value_parser = ["next"])]
    pub(crate) which: String,
}

/// Make the open session's plan longer, or shorter with a minus sign.
#[derive(Debug, Args)]
pub(crate) struct ExtendArgs {
    /// By how much: 5m, -5m.
    #[arg(allow_hyphen_values = true)]
    pub(crate) by: String,
}

/// Say how many hits of the cold probe are expected.
#[derive(Debug, Args)]
pub(crate) struct PredictArgs {
    /// How many.
    pub(crate) hits: i64,
}

/// The open session as it stands, for eyes, prompts and status bars.
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// A line of your own, empty while nothing runs: '{skill} {elapsed}'. Known are skill, drill, areas, mode, state,
    /// intention, criterion, elapsed, remaining, planned, hits, misses; {{ is a brace.
    #[arg(long, value_name = "LINE")]
    pub(crate) format: Option<String>,
}
