//! Ladder files (TOML, `schema = "ladder/1"`): text to a ladder, and the three that come with the program.

mod file;
mod need;
mod parts;
mod value;

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::domain::ladder::Ladder;
use crate::domain::naming;
use file::Reader;
use parts::LadderFile;
use value::short;

/// The schema this program reads.
const SCHEMA: &str = "ladder/1";

/// Why a ladder file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderError {
    /// The line it is about, from 1.
    pub line: usize,
    /// What is wrong there and what is expected, as a sentence without its full stop.
    pub sentence: String,
}

impl LadderError {
    fn at(text: &str, byte: usize, sentence: String) -> LadderError {
        let line = text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1;
        LadderError { line, sentence }
    }

    /// What toml or serde says, in our words, with the part of the file it is in; `at` where they do not know the place.
    fn of_toml(text: &str, mut error: toml::de::Error, at: Option<usize>) -> LadderError {
        let byte = at.or_else(|| error.span().map(|span| span.start)).unwrap_or(0);
        error.set_input(None);
        let said = error.to_string();
        let (what, keys) = said.trim().split_once("\nin `").unwrap_or((said.trim(), ""));
        let key = keys.trim_end_matches('`').rsplit('.').next().unwrap_or_default();
        let (table, name) = part_at(text, byte);
        let key = if key.is_empty() || key == table { String::new() } else { format!("{key}: ") };
        LadderError::at(text, byte, format!("{name}: {key}{}", in_our_words(what)))
    }
}

/// What serde says of keys, said plainly; anything else as it is.
fn in_our_words(said: &str) -> String {
    let said = said.replace('\n', ", ");
    if let Some((key, rest)) = said.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')) {
        return format!("{key} is missing{rest}");
    }
    let unknown = said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
    let Some((key, known)) = unknown else { return said };
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    let meant = naming::did_you_mean(key, &known).map(|meant| format!(" (did you mean {meant}?)"));
    format!("there is no key “{}”{}; expected {}", short(key), meant.unwrap_or_default(), known.join(", "))
}

/// The part of the file that a byte lies in: the nearest table above it, and what to call it, `benchmark “pitch.j”`.
fn part_at(text: &str, byte: usize) -> (&str, String) {
    let above = text.as_bytes()[..byte.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
    let heads = |line: &&str| line.trim_start().starts_with('[');
    let Some(head) = text.lines().take(above).collect::<Vec<_>>().iter().rposition(heads) else {
        return ("", "the ladder".to_owned());
    };
    let mut lines = text.lines().skip(head).map(str::trim);
    let table =
        lines.next().unwrap_or_default().trim_matches(['[', ']']).rsplit('.').next().unwrap_or_default();
    let id = lines.take_while(|line| !line.starts_with('[')).find_map(|line| line.strip_prefix("id"));
    let id = id.and_then(|rest| rest.trim_start().strip_prefix('=')?.split('"').nth(1));
    (table, id.map_or_else(|| table.replace('_', " "), |id| format!("{table} “{}”", short(id))))
}

impl fmt::Display for LadderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.sentence)
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

/// The schema alone: a file of another schema has other keys.
#[derive(Deserialize)]
struct Schema {
    schema: toml::Spanned<String>,
}

/// Reads a ladder file, or says the first thing that is wrong, with its line and what is expected there.
pub fn parse(text: &str) -> Result<Ladder, LadderError> {
    toml::from_str::<toml::Table>(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message().trim().replace('\n', ", ");
        LadderError::at(text, at, format!("this is not TOML: {what}"))
    })?;
    let expected = format!("expected schema = \"{SCHEMA}\"");
    let Schema { schema } = toml::from_str(text)
        .map_err(|_| LadderError::at(text, 0, format!("the ladder has no schema; {expected}")))?;
    if schema.get_ref() != SCHEMA {
        let what = format!("the schema is “{}”; {expected}", short(schema.get_ref()));
        return Err(LadderError::at(text, schema.span().start, what));
    }
    let file: LadderFile = toml::from_str(text).map_err(|error| LadderError::of_toml(text, error, None))?;
    Reader::of(text).ladder(file)
}

#[cfg(test)]
mod tests;
