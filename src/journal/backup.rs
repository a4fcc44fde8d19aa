//! Backups as people ask for them: which there are, whether one is good, and going back to one.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::error::{Error, Result};
use super::open::Options;
use crate::store::connect::schema_of;
use crate::store::{backup, restore};

pub use crate::store::restore::{Checked, Restored};

/// A backup that lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, by the wall clock then and there; `None` for what a restore has kept.
    pub made: Option<DateTime>,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its schema version, where it is a journal.
    pub schema: Option<i64>,
}

/// The backups of a journal, newest first, and after them what restores have kept.
pub fn list(options: &Options) -> Vec<Backup> {
    let folder = &options.places.backups;
    backup::list(folder).into_iter().chain(backup::kept(folder)).map(look).collect()
}

/// What can be said of a backup by looking at its name and its head.
pub fn look(path: PathBuf) -> Backup {
    let made = backup::stamp(&path).and_then(|stamp| DateTime::strptime("%Y%m%dT%H%M%S", stamp).ok());
    let bytes = fs::metadata(&path).map_or(0, |found| found.len());
    Backup { made, bytes, schema: schema_of(&path), path }
}

/// The backup that is meant: `last`, the name of one in the folder, or any file.
pub fn find(options: &Options, typed: &Path) -> Result<PathBuf> {
    let folder = &options.places.backups;
    if typed.as_os_str() == "last" {
        let newest = backup::list(folder).into_iter().next();
        return newest.ok_or_else(|| Error::not_found(format!("there is no backup in {}", folder.display())));
    }
    let named = folder.join(typed);
    let found = if typed.components().count() == 1 && named.is_file() { named } else { typed.to_owned() };
    if found.is_file() {
        return Ok(std::path::absolute(&found).unwrap_or(found));
    }
    Err(Error::not_found(format!("there is no backup {}", typed.display()))
        .hint("`etude backup list` shows those there are"))
}

/// Checks a backup without changing anything.
pub fn verify(path: &Path) -> Result<Checked> {
    Ok(restore::verify(path)?)
}

/// Puts a backup in the place of the journal; what is there is kept.
pub fn restore(options: &Options, from: &Path) -> Result<Restored> {
    Ok(restore::restore(&options.places, from)?)
}
