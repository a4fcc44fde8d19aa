//! Ladders as they are typed.

use std::path::PathBuf;

use clap::Subcommand;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::ladder_names;

#[derive(Debug, Subcommand)]
pub(crate) enum LadderVerb {
    /// The ladders at hand: those that come with etude, and the .toml files in your ladders folder.
    List,
    /// Show a ladder whole: its stages, skills, drills, capstones, and what each benchmark asks for.
    Show {
        /// Its id or title, or a clear beginning of it.
        #[arg(add = ArgValueCompleter::new(ladder_names))]
        ladder: String,
    },
    /// Check a ladder file of your own. What is wrong is said with its line; exit code 1 then.
    Check {
        /// The file.
        #[arg(value_hint = clap::ValueHint::FilePath)]
        file: PathBuf,
    },
}
