//! Backups, as they are typed.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum BackupVerb {
    /// Make a backup now, open it and count it, and say where it is.
    Create,
    /// The backups, newest first; after them what a restore has kept.
    List,
    /// Check a backup: whole, nothing that points at nothing, readable by this etude. Exit code 3 where it is not.
    Verify {
        /// A file, the name of one in the folder, or last.
        #[arg(default_value = "last", value_hint = clap::ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Put a backup in the place of the journal. It is checked before, and what is there now is kept.
    ///
    /// It works without a journal and with a damaged one, and refuses while another program has the journal open.
    Restore {
        /// A file, the name of one in the folder, or last.
        #[arg(value_hint = clap::ValueHint::FilePath)]
        file: PathBuf,
        /// Do not ask first.
        #[arg(long, short)]
        yes: bool,
    },
}
