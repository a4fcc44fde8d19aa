//! Checks that several nouns share: names, texts, numbers within their range.

use super::error::{Error, Result};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest text of one field, in bytes: 1 MiB.
pub const LONGEST_TEXT: usize = 1 << 20;

/// A name as it is kept: trimmed, not empty, one line, not endless.
pub fn name(what: &str, text: &str) -> Result<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Error::usage(format!("{} needs a name", one(what))));
    }
    if trimmed.chars().count() > LONGEST_NAME {
        return Err(Error::usage(format!("the name of {} has at most {LONGEST_NAME} characters", one(what))));
    }
    if trimmed.contains(['\n', '\r']) {
        return Err(Error::usage(format!("the name of {} is one line", one(what))));
    }
    if matches!(what, "skill" | "area") && trimmed.contains('/') {
        return Err(Error::usage(format!(
            "the name of {} cannot hold “/”, which separates area and skill",
            one(what)
        )));
    }
    no_nul(what, trimmed)?;
    Ok(trimmed.to_owned())
}

/// A noun with its article.
fn one(what: &str) -> String {
    format!("{} {what}", if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

/// A free text: any length up to 1 MiB, byte for byte.
pub fn text(what: &str, text: &str) -> Result<()> {
    if text.len() > LONGEST_TEXT {
        return Err(
            Error::usage(format!("{what} is longer than 1 MiB")).hint("keep it in a file and note its path")
        );
    }
    no_nul(what, text)
}

fn no_nul(what: &str, text: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::usage(format!("{what} holds a NUL character, which no text can hold")));
    }
    Ok(())
}

/// A number within its range, or none.
pub fn range(what: &str, value: Option<i64>, low: i64, high: i64) -> Result<()> {
    match value {
        Some(value) if !(low..=high).contains(&value) => {
            Err(Error::usage(format!("{what} is {low} to {high}, not {value}")))
        }
        _ => Ok(()),
    }
}

/// A time that a calendar can show: the years 1 to 9999.
pub fn moment(at: i64) -> Result<()> {
    if (-62_135_596_800_000..253_402_214_400_000).contains(&at) {
        return Ok(());
    }
    Err(Error::refused("that time lies beyond the years 1 to 9999"))
}

/// Whether two names are the same to a person: case and surrounding space aside.
pub fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
