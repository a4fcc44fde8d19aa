//! Errors as people meet them: a kind (which decides the exit code), one sentence, and what to do about it.

use std::fmt;

use crate::domain::field::Wrong;
use crate::domain::words::UnknownWord;
use crate::store::error::{Cause, StoreError, Trouble};

/// A result of the journal.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A rule says no: exit code 1.
    Refused,
    /// It is not there: exit code 1.
    NotFound,
    /// The words of the command are off: exit code 2.
    Usage,
    /// The file, the disk, or a bug: exit code 3.
    Journal(Trouble),
}

/// An error with a sentence for the person and a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What kind.
    pub kind: Kind,
    /// What happened, in one sentence.
    pub sentence: String,
    /// What to do.
    pub hints: Vec<String>,
    /// What it came from, for whoever mends it.
    pub cause: Option<Box<Cause>>,
}

impl Error {
    /// A rule says no.
    pub fn refused(sentence: impl Into<String>) -> Error {
        Error { kind: Kind::Refused, sentence: sentence.into(), hints: Vec::new(), cause: None }
    }

    /// It is not there.
    pub fn not_found(sentence: impl Into<String>) -> Error {
        Error { kind: Kind::NotFound, sentence: sentence.into(), hints: Vec::new(), cause: None }
    }

    /// The words are off.
    pub fn usage(sentence: impl Into<String>) -> Error {
        Error { kind: Kind::Usage, sentence: sentence.into(), hints: Vec::new(), cause: None }
    }

    /// The same error with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hints.push(hint.into());
        self
    }

    /// The exit code of a command that ends with this error.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::Refused | Kind::NotFound => 1,
            Kind::Journal(Trouble::ChangedMeanwhile | Trouble::InUse) => 1,
            Kind::Usage => 2,
            Kind::Journal(_) => 3,
        }
    }

    /// Whether there simply is no journal yet.
    pub fn is_absent(&self) -> bool {
        self.kind == Kind::Journal(Trouble::Absent)
    }

    /// Whether nobody foresaw it.
    pub fn is_a_bug(&self) -> bool {
        self.kind == Kind::Journal(Trouble::Internal)
    }

    /// Whether somebody else changed the record since it was read.
    pub fn is_conflict(&self) -> bool {
        matches!(self.kind, Kind::Journal(Trouble::ChangedMeanwhile))
    }

    /// Whether the same change may well succeed a moment later, or once the cause is gone.
    pub fn is_passing(&self) -> bool {
        matches!(
            self.kind,
            Kind::Journal(Trouble::Busy | Trouble::Full | Trouble::ReadOnly | Trouble::Io | Trouble::Moved)
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        Error {
            kind: Kind::Journal(error.trouble),
            sentence: error.sentence,
            hints: error.hint.into_iter().collect(),
            cause: error.cause,
        }
    }
}

impl From<Wrong> for Error {
    fn from(wrong: Wrong) -> Error {
        let error = Error::usage(wrong.sentence);
        if wrong.hint.is_empty() { error } else { error.hint(wrong.hint) }
    }
}

impl From<UnknownWord> for Error {
    fn from(error: UnknownWord) -> Error {
        Error::usage(error.to_string())
    }
}

impl Error {
    /// Whether the file is there but cannot be written now, and may well be read.
    pub fn is_read_only(&self) -> bool {
        matches!(self.kind, Kind::Journal(Trouble::ReadOnly | Trouble::Full | Trouble::Io))
    }
}
