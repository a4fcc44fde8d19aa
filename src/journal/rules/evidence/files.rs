//! The files of evidence, looked at again: whether each is still what it was when it was kept.

use std::fs;
use std::path::Path;

use super::fingerprint;
use crate::domain::evidence::Evidence;
use crate::journal::Journal;
use crate::journal::error::Result;
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
    Some(match fingerprint(Path::new(&evidence.file)) {
        Ok((sha256, _)) if Some(&sha256) == evidence.sha256.as_ref() => FileState::Same,
        Ok(_) => FileState::Changed,
        Err(error) => FileState::Unreadable(error.sentence),
    })
}

/// What the size of a file says of it.
fn by_size(evidence: &Evidence) -> Option<FileState> {
    if evidence.file.is_empty() {
        return None;
    }
    Some(match fs::metadata(&evidence.file) {
        Ok(found) if !found.is_file() => FileState::Missing,
        Ok(found) if i64::try_from(found.len()).ok() != evidence.size => FileState::Changed,
        Ok(_) => FileState::Same,
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            FileState::Unreadable(format!("{} cannot be read: {error}", evidence.file))
        }
        Err(_) => FileState::Missing,
    })
}

impl Journal {
    /// How many files of evidence are missing or have another size.
    pub(in crate::journal) fn files_not_as_they_were(&self) -> Result<i64> {
        let all = store::all_evidence(self.store.conn())?;
        let other = all.iter().filter_map(by_size).filter(|state| *state != FileState::Same).count();
        Ok(i64::try_from(other).unwrap_or(i64::MAX))
    }
}
