//! Ladders as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::{area_names, ladder_names};

#[derive(Debug, Subcommand)]
pub(crate) enum LadderVerb {
    /// The ladders at hand: the .toml files in your ladders folder, those that areas and skills are on, and those that come
    /// with etude.
    List,
    /// Show a ladder whole: its stages, skills, drills, capstones, and what each benchmark asks for.
    Show {
        /// Its id or title, or a clear beginning of it.
        #[arg(add = ArgValueCompleter::new(ladder_names))]
        ladder: String,
    },
    /// Check a ladder file of your own. What is wrong is said with its line; exit code 1 then.
    Check {
        /// The file; or the id or title of a ladder at hand.
        #[arg(value_name = "FILE|LADDER", value_hint = clap::ValueHint::FilePath)]
        ladder: PathBuf,
    },
    Use(Box<UseLadderArgs>),
    /// Edit a ladder in your editor. What you save is written to its file: of one that comes with etude to a copy in your
    /// ladders folder, as a version of your own; of one that only the journal keeps to a file there.
    ///
    /// What you save is checked; what is wrong is said with its line, and on a terminal you may mend it at once. Areas and skills
    /// that are on the ladder go on with the new version, in one step that `etude undo` takes back.
    Edit {
        /// Its id or title, or a clear beginning of it.
        #[arg(add = ArgValueCompleter::new(ladder_names))]
        ladder: String,
    },
}

/// Put an area on a ladder: its skills with their drills, measures and benchmarks are made, or mapped onto skills you have.
///
/// A ladder of your own is kept in the journal as it is now, so that a change of its file changes nothing that was shown. What is
/// on the ladder already stays; `etude undo` takes all of it back in one step.
#[derive(Debug, Args)]
pub(crate) struct UseLadderArgs {
    /// Its id or title, or a clear beginning of it; or a file.
    #[arg(value_name = "LADDER|FILE", add = ArgValueCompleter::new(ladder_names))]
    pub(crate) ladder: String,
    /// The area; a new one with the ladder's title unless said.
    #[arg(long, add = ArgValueCompleter::new(area_names))]
    pub(crate) area: Option<String>,
    /// Make the area if there is none of that name.
    #[arg(long, requires = "area")]
    pub(crate) create: bool,
    /// Put a skill you have on an item of the ladder; its own words stay. Repeatable.
    #[arg(long, value_name = "ITEM=SKILL")]
    pub(crate) map: Vec<String>,
    /// Only these items of the ladder.
    #[arg(long, value_name = "ITEM", value_delimiter = ',')]
    pub(crate) skills: Vec<String>,
    /// Only say what would be done.
    #[arg(long)]
    pub(crate) dry_run: bool,
}
