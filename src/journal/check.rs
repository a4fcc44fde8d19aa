//! Checks that several nouns share: names, texts, numbers within their range.

use super::error::{Error, Result};
use crate::domain::field;
pub use crate::domain::field::{LONGEST_NAME, LONGEST_TEXT, one};

/// A name as it is kept: trimmed, not empty, one line, not endless.
pub fn name(what: &str, text: &str) -> Result<String> {
    Ok(field::name_fits(what, text)?)
}

/// A free text: any length up to 1 MiB, byte for byte.
pub fn text(what: &str, text: &str) -> Result<()> {
    Ok(field::text_fits(what, text)?)
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
