//! What is over, as verbs are typed: log, sessions, session, search.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::{Facts, OrNone, Reflection, length, length_or_none, number_or_none, word};
use crate::cli::completions::skill_names;
use crate::domain::search::Kind;

/// The two lines of the short forms of observing and teaching.
#[derive(Debug, Args, Default)]
pub(crate) struct ShortForm {
    /// Observing: what I saw.
    #[arg(long)]
    pub(crate) saw: Option<String>,
    /// Observing: what I will copy.
    #[arg(long)]
    pub(crate) copy: Option<String>,
    /// Teaching: the learner's question.
    #[arg(long)]
    pub(crate) question: Option<String>,
    /// Teaching: the learner's result.
    #[arg(long)]
    pub(crate) result: Option<String>,
}

/// Write down a session after the fact.
///
/// `etude log ear 45m`, or in one breath `etude log "ear 12/15 20m"`.
#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// The skill, how long, and if you like the hits of how many: ear 12/15 20m.
    #[arg(required = true, value_name = "SKILL LENGTH", add = ArgValueCompleter::new(skill_names))]
    pub(crate) words: Vec<String>,
    /// When it began: "yesterday 18:00". Without it, it ended just now.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// How many hits.
    #[arg(long, value_name = "N")]
    pub(crate) hits: Option<i64>,
    /// How many misses.
    #[arg(long, value_name = "N")]
    pub(crate) misses: Option<i64>,
    /// A note; repeatable.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Vec<String>,
    #[command(flatten)]
    pub(crate) facts: Facts,
    #[command(flatten)]
    pub(crate) reflection: Reflection,
    #[command(flatten)]
    pub(crate) short: ShortForm,
    /// Make the skill if none has exactly this name.
    #[arg(long)]
    pub(crate) create: bool,
    /// The area of a skill that is made; repeatable.
    #[arg(long, requires = "create")]
    pub(crate) area: Vec<String>,
}

/// The sessions, newest first.
#[derive(Debug, Args)]
pub(crate) struct SessionsArgs {
    /// From this day on.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// Up to this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<String>,
    /// Only this skill.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// Only skills of this area.
    #[arg(long)]
    pub(crate) area: Option<String>,
    /// Only those in which these words were written, or words that begin so.
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    pub(crate) limit: Option<i64>,
    /// Those that were thrown away too.
    #[arg(long)]
    pub(crate) discarded: bool,
}

/// Everything written, found by its words, newest first.
///
/// Sessions, notes, feedback, actions, plans, drills and the rest.
///
/// Every word typed is the beginning of a word, and all of them must be found; case and accents do not matter. What is
/// typed in one piece (left-hand) is found in one piece. A line names the day, the kind, the id by which it
/// is shown, the skill, and shows the words where they stand.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// The words.
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// Only this kind of record; may be given more than once.
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>(Kind::words()))]
    pub(crate) kind: Vec<Kind>,
    /// At most so many; 20 unless --json, which gives all.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SessionVerb {
    /// Show a session whole.
    Show {
        /// The end of its id, last, or running.
        #[arg(default_value = "last")]
        id: String,
    },
    Edit(Box<EditArgs>),
    /// Cut a closed session in two.
    Split {
        /// The end of its id, or last.
        id: String,
        /// Where, within it.
        #[arg(long, value_name = "WHEN")]
        at: String,
    },
    /// Move a closed session to another skill, another time, or both.
    Move {
        /// The end of its id, or last.
        id: String,
        /// The new skill.
        #[arg(long, add = ArgValueCompleter::new(skill_names), required_unless_present = "at")]
        skill: Option<String>,
        /// When it began.
        #[arg(long, value_name = "WHEN")]
        at: Option<String>,
    },
    /// Delete a session and all that belongs to it. `etude undo` brings it back.
    Delete {
        /// The end of its id, or last.
        id: String,
        /// Accepted for scripts; nothing is asked, since undo brings it back.
        #[arg(long, short)]
        yes: bool,
    },
    /// Decide on time in doubt.
    Resolve {
        /// The end of its id, last, or running.
        id: String,
        /// keep, trim, discard, or how much of it counts: 25m.
        answer: String,
    },
    /// Put a note into other words.
    EditNote {
        /// The end of the note's id, as `session show` lists it.
        note: String,
        /// The new words; empty removes the note.
        text: String,
    },
}

/// Say it differently: what is given is replaced, an empty text takes it away.
#[derive(Debug, Args)]
pub(crate) struct EditArgs {
    /// The end of its id, last, or running.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) facts: Facts,
    #[command(flatten)]
    pub(crate) reflection: EditReflection,
    #[command(flatten)]
    pub(crate) short: ShortForm,
    /// The planned length, or none.
    #[arg(long, value_name = "LENGTH", value_parser = length_or_none)]
    pub(crate) planned: Option<OrNone<i64>>,
    /// The practised length of a closed session.
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub(crate) length: Option<i64>,
}

/// What was said at the end, as it can be edited.
#[derive(Debug, Args)]
pub(crate) struct EditReflection {
    /// What worked.
    #[arg(long)]
    pub(crate) worked: Option<String>,
    /// What did not.
    #[arg(long)]
    pub(crate) didnt: Option<String>,
    /// What to change next time.
    #[arg(long, value_name = "FOCUS")]
    pub(crate) next: Option<String>,
    /// How hard it was, 1 to 5, or none.
    #[arg(long, value_name = "1-5", value_parser = number_or_none)]
    pub(crate) challenge: Option<OrNone<i64>>,
    /// How able I felt, 1 to 5, or none.
    #[arg(long, value_name = "1-5", value_parser = number_or_none)]
    pub(crate) skill_level: Option<OrNone<i64>>,
}
