//! Opening a journal to read, also where nothing can be written: a read-only folder, a full disk.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::connect::{BUSY, no_mutex};
use super::error::{Result, StoreError};
use super::stale_log::beside;

/// A connection, the copy it reads where there is one, and what people should know about it.
pub(super) type ReadConnection = (Connection, Option<tempfile::TempDir>, Option<String>);

/// A read-only connection; in a folder that cannot be written SQLite needs help: `immutable`, or a copy with its log.
pub(super) fn connect(path: &Path) -> Result<ReadConnection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | no_mutex();
    let plain = Connection::open_with_flags(path, flags)?;
    plain.busy_timeout(BUSY)?;
    match plain.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => return Ok((plain, None, None)),
        Err(error) => match error.sqlite_error_code() {
            Some(
                rusqlite::ErrorCode::CannotOpen
                | rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::DiskFull
                | rusqlite::ErrorCode::SystemIoFailure,
            ) => drop(plain),
            _ => return Err(error.into()),
        },
    }
    let banner = Some(format!(
        "{} lies where nothing can be written now: reading only, as it is at this moment",
        path.display()
    ));
    let log = beside(path, "-wal");
    if fs::metadata(&log).map(|m| m.len()).unwrap_or(0) == 0 {
        return Ok((without_log(path)?, None, banner));
    }
    let folder =
        tempfile::tempdir().map_err(|e| StoreError::file(path, "copy the journal to read it", &e))?;
    let copy = folder.path().join("journal.db");
    let copied = fs::copy(path, &copy).and_then(|_| fs::copy(&log, folder.path().join("journal.db-wal")));
    copied.map_err(|e| StoreError::file(path, "copy the journal to read it", &e))?;
    let conn = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE | no_mutex())?;
    Ok((conn, Some(folder), banner))
}

/// A connection that reads the file alone, whatever log lies beside it.
pub(super) fn without_log(path: &Path) -> Result<Connection> {
    let uri = format!("file:{}?immutable=1", percent_encoded(path));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | no_mutex();
    Ok(Connection::open_with_flags(uri, flags)?)
}

fn percent_encoded(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut out = String::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                out.push(char::from(*byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
