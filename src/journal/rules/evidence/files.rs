//! The files of evidence, looked at again: whether each is still what it was when it was kept.

use std::fs;
use std::path::Path;

use super::fingerprint;
use crate::domain::change::Change;
use crate::domain::evidence::Evidence;
use crate::domain::field::KeptFile;
use crate::domain::noun::AnyRecord;
use crate::journal::Journal;
use crate::journal::error::{Error, Result};
use crate::paths::Surroundings;
use crate::store::stage as store;

/// How a file of evidence stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// It is what it was.
    Same,
    /// It is not there, or something else is.
    Missing,
    /// It holds something else.
    Changed,
    /// It cannot be read; the reason as a sentence.
    Unreadable(String),
}

impl FileState {
    /// The one word for it, the same in lists and in JSON.
    pub const fn word(&self) -> &'static str {
        match self {
            FileState::Same => "same",
            FileState::Missing => "missing",
            FileState::Changed => "changed",
            FileState::Unreadable(_) => "unreadable",
        }
    }
}

/// Looks at the file of a piece again: at its size, and where that is the same at every byte. None where it has no file.
pub fn look_again(evidence: &Evidence) -> Option<FileState> {
    let state = by_size(evidence)?;
    if state != FileState::Same {
        return Some(state);
    }
    Some(match fingerprint(Path::new(&evidence.file.path)) {
        Ok((sha256, _)) if Some(&sha256) == evidence.file.sha256.as_ref() => FileState::Same,
        Ok(_) => FileState::Changed,
        Err(error) => FileState::Unreadable(error.sentence),
    })
}

/// What the size of a file says of it.
fn by_size(evidence: &Evidence) -> Option<FileState> {
    if evidence.file.path.is_empty() {
        return None;
    }
    Some(match fs::metadata(&evidence.file.path) {
        Ok(found) if !found.is_file() => FileState::Missing,
        Ok(found) if i64::try_from(found.len()).ok() != evidence.file.size => FileState::Changed,
        Ok(_) => FileState::Same,
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            FileState::Unreadable(format!("{} cannot be read: {error}", evidence.file.path))
        }
        Err(_) => FileState::Missing,
    })
}

/// Looks at a file that is named in a change and was not looked at yet, before the change holds anybody up: its whole path,
/// its hash and its size as they are now.
pub(in crate::journal) fn look_at_file(change: &mut Change) -> Result<()> {
    let (Change::Add(AnyRecord::Evidence(piece), _) | Change::Edit(AnyRecord::Evidence(piece), _)) = change
    else {
        return Ok(());
    };
    let file = &mut piece.file;
    if file.path.is_empty() || file.sha256.is_some() {
        return Ok(());
    }
    let around = Surroundings::of_this_process(None);
    let path = match (file.path.strip_prefix("~/"), around.home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => around.folder.as_deref().unwrap_or(Path::new("/")).join(&file.path),
    };
    let (sha256, size) = fingerprint(&path)?;
    // A path that is no text could not be stored as it is.
    let path = path.into_os_string().into_string();
    let path = path.map_err(|_| Error::refused("the file’s name is not Unicode text"))?;
    *file = KeptFile { path, sha256: Some(sha256), size: Some(size) };
    Ok(())
}

impl Journal {
    /// How many files of evidence are missing or have another size.
    pub(in crate::journal) fn files_not_as_they_were(&self) -> Result<i64> {
        let all = store::all_evidence(self.store.conn())?;
        let other = all.iter().filter_map(by_size).filter(|state| *state != FileState::Same).count();
        Ok(i64::try_from(other).unwrap_or(i64::MAX))
    }
}
