//! Entries as they are typed: notes with a date, uses of a skill in real work, lessons, watching.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use super::word;
use crate::cli::completions::{area_names, person_names, skill_names};
use crate::domain::entry::{EntryKind, Setting};

/// What an entry says.
#[derive(Debug, Args, Default)]
pub(crate) struct EntryFacts {
    /// When, if not now: "yesterday 18:00", or as vaguely as you know it: 2011, "spring 1998", "Mar 2011", ~2004.
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// The last day of what took longer, or none.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<String>,
    /// Where: the gig, the meeting, the pull request.
    #[arg(long = "where", short = 'w', value_name = "PLACE")]
    pub(crate) place: Option<String>,
    /// Somewhere the skill was not used before.
    #[arg(long, group = "setting")]
    pub(crate) new: bool,
    /// Work as it mostly is.
    #[arg(long, group = "setting")]
    pub(crate) familiar: bool,
    /// Who saw it, learned or was watched; a new name makes a new person, `none` is nobody.
    #[arg(long, value_name = "PERSON", visible_aliases = ["seen-by", "learner", "whom"],
          add = ArgValueCompleter::new(person_names))]
    pub(crate) with: Option<String>,
    /// It worked.
    #[arg(long)]
    pub(crate) worked: bool,
    /// It did not work.
    #[arg(long, conflicts_with = "worked")]
    pub(crate) failed: bool,
    /// What came of it, what you saw.
    #[arg(long, value_name = "TEXT", visible_aliases = ["note", "saw"])]
    pub(crate) text: Option<String>,
    /// What you will copy, what they reach (tries as 4/5 count), what helped.
    #[arg(long, value_name = "TEXT", visible_aliases = ["copy", "result"])]
    pub(crate) more: Option<String>,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
}

impl EntryFacts {
    /// The setting that was named.
    pub(crate) fn setting(&self) -> Option<Setting> {
        match (self.new, self.familiar) {
            (true, _) => Some(Setting::New),
            (_, true) => Some(Setting::Familiar),
            _ => None,
        }
    }
}

/// Write down a use of a skill in real work.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// What was used.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: EntryFacts,
    /// An action of feedback that it proves, by the end of its id; repeatable.
    #[arg(long, value_name = "ACTION")]
    pub(crate) proves: Vec<String>,
}

/// Write down that you watched somebody at work. With a line on what you will copy it counts on a ladder.
#[derive(Debug, Args)]
pub(crate) struct ObserveArgs {
    /// What was watched.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: EntryFacts,
}

/// Write down that you taught a skill to somebody, and what they reach: `--learner`, `--result`.
#[derive(Debug, Args)]
pub(crate) struct TeachArgs {
    /// What was taught.
    #[arg(add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: String,
    #[command(flatten)]
    pub(crate) facts: EntryFacts,
}

/// Write a note: in a session one of it, without stopping the clock; else an entry of today.
///
/// `-k` says what kind of entry it is, and so does the first word of the text: `etude note "#barrier no time before work"`.
/// A text that begins with list, show, edit or delete is put into quotes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct NoteArgs {
    #[command(subcommand)]
    pub(crate) verb: Option<NoteVerb>,
    /// The words; a single - reads them from standard input.
    #[arg(required_unless_present = "kind", value_name = "TEXT")]
    pub(crate) words: Vec<String>,
    /// Another session than the open one: the end of its id, or last.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// What kind of entry it is; said, it is an entry even while the clock runs.
    #[arg(long, short, value_parser = word::<EntryKind>(EntryKind::WORDS), conflicts_with = "session")]
    pub(crate) kind: Option<EntryKind>,
    /// The skill it is about.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// The area it is about.
    #[arg(long, add = ArgValueCompleter::new(area_names))]
    pub(crate) area: Option<String>,
    #[command(flatten)]
    pub(crate) facts: EntryFacts,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NoteVerb {
    /// The entries, newest first.
    List {
        /// Only of this kind.
        #[arg(long, short, value_parser = word::<EntryKind>(EntryKind::WORDS))]
        kind: Option<EntryKind>,
        /// Only about this skill.
        #[arg(long, add = ArgValueCompleter::new(skill_names))]
        skill: Option<String>,
        /// Only of this day.
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
        /// At most so many.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
        limit: Option<i64>,
    },
    /// Show an entry.
    Show {
        /// The end of its id, or last: the one added last.
        #[arg(default_value = "last")]
        id: String,
    },
    /// Say it differently; what is given is replaced, an empty text takes it away.
    Edit {
        /// The end of its id, or last: the one added last.
        id: String,
        /// Another kind of entry.
        #[arg(long, short, value_parser = word::<EntryKind>(EntryKind::WORDS))]
        kind: Option<EntryKind>,
        /// The skill it is about, or none.
        #[arg(long, add = ArgValueCompleter::new(skill_names))]
        skill: Option<String>,
        /// The area it is about, or none.
        #[arg(long, add = ArgValueCompleter::new(area_names))]
        area: Option<String>,
        #[command(flatten)]
        facts: Box<EntryFacts>,
        /// Do not keep it out of exports.
        #[arg(long, conflicts_with = "private")]
        public: bool,
    },
    /// Delete an entry. `etude undo` brings it back.
    Delete {
        /// The end of its id, or last: the one added last.
        id: String,
        /// Accepted for scripts; nothing is asked, since undo brings it back.
        #[arg(long, short)]
        yes: bool,
    },
}
