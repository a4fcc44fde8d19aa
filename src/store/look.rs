//! Looking at a journal before SQLite opens it: what lies there, whether this process has it open, whether it was ever known.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::connect::{APPLICATION_ID, Places};
use super::error::{Result, StoreError, Trouble};
use super::stale_log::{self, Log};
use super::{backup, migrate};

/// The journals this process has open, each as often as it has. Their files are not opened besides: closing one takes
/// the locks away that SQLite holds on it for the whole process.
static HERE: Mutex<Vec<(u64, u64)>> = Mutex::new(Vec::new());

/// A journal that is open in this process, or about to be.
#[derive(Debug)]
pub(super) struct Here(pub(super) (u64, u64));

impl Here {
    fn all() -> MutexGuard<'static, Vec<(u64, u64)>> {
        HERE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a journal, and looks whether the log beside it is its own where this process is the first to.
    /// Whether this process has a journal open.
    pub(super) fn has(journal: &Path) -> bool {
        identity(journal).is_ok_and(|identity| Here::all().contains(&identity))
    }

    pub(super) fn with_its_log(journal: &Path) -> Result<(Here, Log)> {
        let mut all = Here::all();
        let identity = identity(journal)?;
        let log = if all.contains(&identity) { Log::Fits } else { stale_log::look(journal)? };
        all.push(identity);
        Ok((Here(identity), log))
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        let mut all = Here::all();
        if let Some(at) = all.iter().position(|identity| *identity == self.0) {
            all.swap_remove(at);
        }
    }
}

/// What lies at the path of a journal.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Journal,
}

/// Looks at the file before any connection is open: ours, none, or one to keep away from.
pub(super) fn look(places: &Places) -> Result<Found> {
    let path = &places.journal;
    let refuse = |trouble, what: &str, hint: &str| {
        Err(StoreError::new(trouble, format!("{} {what}; it was left as it is", path.display()), hint))
    };
    let all = Here::all();
    if identity(path).is_ok_and(|identity| all.contains(&identity)) {
        return Ok(Found::Journal);
    }
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if is_known(places) || !backup::list(&places.backups).is_empty() {
                return Err(StoreError::gone(path, "is gone", &backup::list(&places.backups)));
            }
            return Ok(Found::Nothing);
        }
        Err(error) => return Err(StoreError::file(path, "read the journal", &error)),
    };
    if !file.metadata().map(|m| m.is_file()).unwrap_or(false) {
        return refuse(Trouble::Foreign, "is not a file", "name another with --db");
    }
    let mut head = [0_u8; 100];
    let mut length = 0;
    while let Ok(read @ 1..) = file.read(&mut head[length..]) {
        length += read;
    }
    if length == 0 {
        return Err(StoreError::gone(path, "is an empty file", &backup::list(&places.backups)));
    }
    if length < 100 || &head[..16] != b"SQLite format 3\0" {
        return refuse(Trouble::Foreign, "is not an etude journal", "name another with --db");
    }
    let number = |at: usize| i32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if number(68) != APPLICATION_ID {
        return refuse(Trouble::Foreign, "belongs to another program", "name another with --db");
    }
    if i64::from(number(60)) > migrate::newest() {
        return Err(migrate::newer(path, number(60).into()));
    }
    Ok(Found::Journal)
}

/// Which file lies at a path.
pub(super) fn identity(path: &Path) -> Result<(u64, u64)> {
    let found = fs::metadata(path).map_err(|e| StoreError::file(path, "find the journal", &e))?;
    Ok((found.dev(), found.ino()))
}

fn is_known(places: &Places) -> bool {
    let listed = fs::read(&places.known).unwrap_or_default();
    listed.split(|byte| *byte == b'\n').any(|line| line == places.journal.as_os_str().as_bytes())
}

/// Remembers that there is a journal here. Best effort: the backups tell as well.
pub(super) fn remember(places: &Places) {
    if places.known.as_os_str().is_empty() || is_known(places) {
        return;
    }
    let mut listed = fs::read(&places.known).unwrap_or_default();
    listed.extend_from_slice(places.journal.as_os_str().as_bytes());
    listed.push(b'\n');
    let folder = places.known.parent().unwrap_or(Path::new("/"));
    let kept = crate::paths::make_private_dir(folder)
        .and_then(|()| crate::paths::write_private(&places.known, &listed));
    drop(kept);
}
