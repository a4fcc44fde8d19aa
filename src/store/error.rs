//! What can go wrong with the file: a kind for the program, a sentence for the person, a hint what to do.

use std::fmt;
use std::panic::Location;
use std::path::{Path, PathBuf};

/// A result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The kinds of trouble a journal file can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No journal is there yet.
    Absent,
    /// There was a journal here, and now there is none (or an empty file).
    Gone,
    /// Another program's file, or no database at all.
    Foreign,
    /// Written by a newer etude.
    Newer,
    /// Another process holds the write lock.
    Busy,
    /// The disk is full, or a quota or file-size limit is reached.
    Full,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The file was moved, removed or replaced while it was open.
    Moved,
    /// The disk answered with an error.
    Io,
    /// The file is damaged.
    Damaged,
    /// A row was changed by somebody else since it was read.
    ChangedMeanwhile,
    /// Other rows still need the row.
    InUse,
    /// A rule of the schema was broken.
    Rule,
    /// The linked SQLite can lose acknowledged writes.
    OldSqlite,
    /// A bug.
    Internal,
}

/// An error of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// What kind of trouble.
    pub trouble: Trouble,
    /// One sentence: what happened and where.
    pub sentence: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What it came from, for whoever mends it.
    pub cause: Option<Box<Cause>>,
}

/// What an error came from, in words that stand in the program or in SQLite: never a word of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    what: String,
    at: &'static Location<'static>,
}

impl Cause {
    #[track_caller]
    fn of_sqlite(error: &rusqlite::Error) -> Box<Cause> {
        let what = match error {
            // The message beside the code may quote.
            rusqlite::Error::SqliteFailure(failure, _)
            | rusqlite::Error::SqlInputError { error: failure, .. } => {
                format!("SQLite's error {}, {failure}", failure.extended_code)
            }
            // The rest of it may.
            other => format!("{other:?}").chars().take_while(char::is_ascii_alphanumeric).collect(),
        };
        Box::new(Cause { what, at: Location::caller() })
    }

    #[track_caller]
    fn of_file(error: &std::io::Error) -> Box<Cause> {
        let what = format!("the system's error {:?}, {}", error.raw_os_error(), error.kind());
        Box::new(Cause { what, at: Location::caller() })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.what, self.at)
    }
}

impl std::error::Error for Cause {}

impl StoreError {
    /// An error with a sentence and a hint.
    pub fn new(trouble: Trouble, sentence: impl Into<String>, hint: impl Into<String>) -> StoreError {
        let hint: String = hint.into();
        StoreError {
            trouble,
            sentence: sentence.into(),
            hint: (!hint.is_empty()).then_some(hint),
            cause: None,
        }
    }

    /// A row was changed by somebody else since it was read.
    pub fn changed_meanwhile(table: &str) -> StoreError {
        StoreError::new(
            Trouble::ChangedMeanwhile,
            format!("this {} was changed elsewhere since it was opened here", table.replace('_', " ")),
            "look at it again, then repeat the change",
        )
    }

    /// No journal at a path.
    pub fn absent(path: &Path) -> StoreError {
        StoreError::new(Trouble::Absent, format!("there is no journal at {}", path.display()), "")
    }

    /// There was a journal at a path; these backups are left.
    pub fn gone(path: &Path, what: &str, backups: &[PathBuf]) -> StoreError {
        let hint = match backups {
            [] => "if it was moved, move it back or name it with --db; `etude config path` shows where etude looks".to_owned(),
            [newest, ..] => format!(
                "`etude backup restore last` puts {} in its place; `etude backup list` shows them all",
                newest.display()
            ),
        };
        StoreError::new(
            Trouble::Gone,
            format!("the journal at {} {what}; nothing was written", path.display()),
            hint,
        )
    }

    /// The same error, told as a full disk where that is what it is: SQLite often knows only that a write failed.
    #[must_use]
    pub fn full_if_so(self, path: &Path) -> StoreError {
        const ROOM: u64 = 128 * 1024;
        let folder = path.parent().unwrap_or(Path::new("/"));
        let left = rustix::fs::statvfs(folder).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        if self.trouble != Trouble::Io || left.is_ok_and(|left| left > ROOM) || left.is_err() {
            return self;
        }
        let sentence = format!("the disk that holds {} is full; nothing was saved", path.display());
        StoreError::new(Trouble::Full, sentence, hint_for(Trouble::Full))
    }

    /// An error of the file system at a path.
    #[track_caller]
    pub fn file(path: &Path, doing: &str, error: &std::io::Error) -> StoreError {
        use std::io::ErrorKind as K;
        let trouble = match error.kind() {
            K::StorageFull | K::QuotaExceeded | K::FileTooLarge => Trouble::Full,
            K::PermissionDenied | K::ReadOnlyFilesystem => Trouble::ReadOnly,
            _ => Trouble::Io,
        };
        let sentence = format!("cannot {doing} {}: {error}", path.display());
        StoreError {
            cause: Some(Cause::of_file(error)),
            ..StoreError::new(trouble, sentence, hint_for(trouble))
        }
    }
}

fn hint_for(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Busy => "another program is writing to the journal; try again in a moment",
        Trouble::Full => "free some space, then repeat it: nothing was lost and nothing was half written",
        Trouble::ReadOnly => "check who owns the file and its folder, or choose another journal with --db",
        Trouble::Io => "check the disk; what was saved before is safe",
        Trouble::Damaged => {
            "`etude doctor` says what is wrong, `etude backup restore last` puts the newest backup in its place"
        }
        Trouble::InUse => "archive it instead",
        _ => "",
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    #[track_caller]
    fn from(error: rusqlite::Error) -> StoreError {
        let cause = Cause::of_sqlite(&error);
        use rusqlite::ErrorCode as C;
        let (trouble, sentence) = match error.sqlite_error_code() {
            Some(C::DatabaseBusy | C::DatabaseLocked) => (Trouble::Busy, "the journal is busy".to_owned()),
            Some(C::DiskFull) => (Trouble::Full, "the disk is full; the change was not saved".to_owned()),
            Some(C::ReadOnly | C::PermissionDenied) => {
                (Trouble::ReadOnly, "the journal cannot be written; the change was not saved".to_owned())
            }
            Some(C::SystemIoFailure | C::CannotOpen | C::FileLockingProtocolFailed) => {
                (Trouble::Io, format!("the disk answered with an error ({error})"))
            }
            Some(C::DatabaseCorrupt) => (Trouble::Damaged, format!("the journal is damaged ({error})")),
            Some(C::NotADatabase) => (Trouble::Foreign, "the file is not an etude journal".to_owned()),
            Some(C::ConstraintViolation) if error.to_string().contains("FOREIGN KEY") => {
                (Trouble::InUse, "other entries still need it".to_owned())
            }
            Some(C::ConstraintViolation) => (Trouble::Rule, format!("the journal refused it ({error})")),
            _ => match error {
                rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                    (Trouble::Damaged, format!("an entry holds something etude never writes ({error})"))
                }
                _ => (Trouble::Internal, format!("the journal answered with an error ({error})")),
            },
        };
        StoreError { cause: Some(cause), ..StoreError::new(trouble, sentence, hint_for(trouble)) }
    }
}
