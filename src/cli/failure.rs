//! How a verb can fail, and how that is said: a sentence and hints on standard error, and an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::domain::display::{safe_line, safe_text};
use crate::domain::id::NotAnId;
use crate::domain::when::Misread;
use crate::domain::words::UnknownWord;
use crate::journal::Error;
use crate::paths::NoPlace;

/// Why a verb did not end well.
#[derive(Debug)]
pub enum Failure {
    /// The journal or a rule said no.
    Journal(Error),
    /// What there was to say could not be written.
    Output(io::Error),
    /// Everything was said already; only the exit code is left.
    Said(u8),
}

impl Failure {
    /// A rule says no.
    pub fn refused(sentence: impl Into<String>) -> Failure {
        Failure::Journal(Error::refused(sentence))
    }

    /// The words of the command are off.
    pub fn usage(sentence: impl Into<String>) -> Failure {
        Failure::Journal(Error::usage(sentence))
    }

    /// The same failure with one more hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Failure {
        match self {
            Failure::Journal(error) => Failure::Journal(error.hint(hint)),
            other => other,
        }
    }

    /// Says it on standard error, and how the program ends.
    pub(super) fn say(&self) -> ExitCode {
        match self {
            // Whoever read us has seen enough; that is no fault, and what was changed stays changed.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Failure::Output(error) => {
                to_stderr(&format!("etude: the output could not be written: {error}"));
                ExitCode::from(3)
            }
            Failure::Journal(error) => {
                to_stderr(&format!("etude: {}", error.sentence));
                for hint in &error.hints {
                    to_stderr(&format!("hint: {hint}"));
                }
                super::crash::look_into(error);
                ExitCode::from(error.exit_code())
            }
            Failure::Said(code) => ExitCode::from(*code),
        }
    }
}

/// One line on standard error, shown safely. If even that cannot be written, there is nobody to tell.
pub(super) fn to_stderr(line: &str) {
    drop(writeln!(io::stderr(), "{}", safe_line(line)));
}

/// What clap says: help on standard output, wrong usage on standard error. It repeats what was typed, so that is made
/// safe first.
pub(super) fn say_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let printed = error.print().and_then(|()| io::stdout().flush());
        return printed.map_err(Failure::Output).err().map_or(ExitCode::SUCCESS, |failure| failure.say());
    }
    let text = error.render().to_string();
    drop(write!(io::stderr(), "{}", safe_text(&text)));
    ExitCode::from(2)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Journal(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::Output(error.into())
    }
}

impl From<Misread> for Failure {
    fn from(misread: Misread) -> Failure {
        Failure::usage(misread.to_string())
    }
}

impl From<NotAnId> for Failure {
    fn from(error: NotAnId) -> Failure {
        Failure::usage(error.to_string())
    }
}

impl From<UnknownWord> for Failure {
    fn from(error: UnknownWord) -> Failure {
        Failure::Journal(error.into())
    }
}

impl From<NoPlace> for Failure {
    fn from(error: NoPlace) -> Failure {
        match error {
            NoPlace::NoName => Failure::usage(error.to_string()),
            NoPlace::NoHome | NoPlace::NoFolder => Failure::refused(error.to_string()),
        }
    }
}
