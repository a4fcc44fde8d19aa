//! Ladder files (TOML, `schema = "ladder/1"`): text to a ladder, and the three that come with the program.

mod file;
mod need;
mod part;

use std::fmt;
use std::sync::{Arc, OnceLock};

use toml::de::DeTable;

use crate::domain::ladder::Ladder;
use part::{Part, line_at};

/// The schema this program reads.
const SCHEMA: &str = "ladder/1";

/// Why a ladder file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderError {
    /// The line it is about, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
    /// What is expected instead.
    pub expected: String,
}

impl LadderError {
    /// What is wrong and what is expected, without the line.
    pub fn sentence(&self) -> String {
        match self.expected.as_str() {
            "" => self.what.clone(),
            expected => format!("{}; expected {expected}", self.what),
        }
    }
}

impl fmt::Display for LadderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.sentence())
    }
}

impl std::error::Error for LadderError {}

/// A ladder that comes with the program; its text is parsed only when it is asked for.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The file.
    pub text: &'static str,
    read: OnceLock<Option<Arc<Ladder>>>,
}

/// The ladders that come with the program, with their titles to choose from.
pub static BUILT_IN: [BuiltIn; 3] = [
    BuiltIn {
        id: "music.jazz-improvisation",
        title: "Jazz improvisation",
        text: include_str!("../../assets/ladders/music-jazz-improvisation.toml"),
        read: OnceLock::new(),
    },
    BuiltIn {
        id: "software.code-review",
        title: "Code review",
        text: include_str!("../../assets/ladders/software-code-review.toml"),
        read: OnceLock::new(),
    },
    BuiltIn {
        id: "professional.negotiation",
        title: "Negotiation",
        text: include_str!("../../assets/ladders/professional-negotiation.toml"),
        read: OnceLock::new(),
    },
];

impl BuiltIn {
    /// The ladder, parsed once; `None` never happens with the files of a release (a test reads them all).
    pub fn ladder(&self) -> Option<Arc<Ladder>> {
        self.read.get_or_init(|| parse(self.text).ok().map(Arc::new)).clone()
    }
}

/// All ladders that come with the program, parsed.
pub fn built_in() -> Vec<Arc<Ladder>> {
    BUILT_IN.iter().filter_map(BuiltIn::ladder).collect()
}

/// Reads a ladder file.
///
/// # Errors
/// The first thing that is wrong, with its line and what is expected there.
pub fn parse(text: &str) -> Result<Ladder, LadderError> {
    let table = DeTable::parse(text).map_err(|error| LadderError {
        line: error.span().map_or(1, |span| line_at(text, span.start)),
        what: format!("this is not TOML: {}", error.message().trim().replace('\n', ", ")),
        expected: String::new(),
    })?;
    let top = Part::top(text, table.get_ref());
    // Before anything else: a file of another schema has other keys.
    let schema = top.free("schema").map_err(|error| LadderError { expected: written(SCHEMA), ..error })?;
    if schema != SCHEMA {
        return Err(top.wrong_at(
            "schema",
            format!("the schema is “{}”", part::short(&schema)),
            written(SCHEMA),
        ));
    }
    file::ladder(&top)
}

fn written(schema: &str) -> String {
    format!("schema = \"{schema}\"")
}

#[cfg(test)]
mod tests;
