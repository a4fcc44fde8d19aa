//! Files that are evidence: looked at on the store thread, so that the screen waits for no disk.

use std::path::{Path, PathBuf};

use crate::domain::change::Change;
use crate::domain::evidence::Evidence;
use crate::domain::noun::AnyRecord;
use crate::journal::{Error, Result, fingerprint};
use crate::paths::Surroundings;

/// The change, with the hash and size of a file that is named in it and was not looked at yet.
pub(super) fn fingerprinted(mut change: Change) -> Result<Change> {
    if let Change::Add(AnyRecord::Evidence(evidence), _) | Change::Edit(AnyRecord::Evidence(evidence), _) =
        &mut change
        && !evidence.file.is_empty()
        && evidence.sha256.is_none()
    {
        look(evidence)?;
    }
    Ok(change)
}

fn look(evidence: &mut Evidence) -> Result<()> {
    let path = absolute(&evidence.file);
    let (hash, size) = fingerprint(&path)?;
    // A path that is no text could not be stored as it is.
    let text = path.into_os_string().into_string();
    evidence.file = text.map_err(|_| Error::refused("the file’s name is not Unicode text"))?;
    (evidence.sha256, evidence.size) = (Some(hash), Some(size));
    Ok(())
}

/// The path as typed, seen from the home folder where it begins with `~/`, else from where we were started.
fn absolute(typed: &str) -> PathBuf {
    let around = Surroundings::of_this_process(None);
    match (typed.strip_prefix("~/"), around.home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => around.folder.as_deref().unwrap_or(Path::new("/")).join(typed),
    }
}
