//! Times as people type them, and as they are shown: lengths, days, moments.
//! Pure: the present moment, the calendar and the order of dates are handed in, nothing is looked up. Stored times
//! (RFC 3339, ISO days) belong to `calendar`; this is about what a hand typed or an eye reads.

mod dates;
mod length;
mod moments;
mod shown;
mod vague;

pub use length::duration;
pub use moments::{Vantage, time_of_day};
pub use shown::{ago, clock_face, date_long, date_near, date_short, hour_minute, since, spent};
pub use vague::{Dated, Grain, last_day};

use std::fmt;

use super::display;

crate::words! {
    /// How a date in figures is ordered. A date that begins with a four-figure year is read year first by everybody.
    DateOrder, "date order", {
        /// 24.11.2026, 24 Nov
        Dmy = "dmy",
        /// 11/24/2026, Nov 24
        Mdy = "mdy",
        /// 2026-11-24
        Ymd = "ymd",
    }
}

/// Text that is no time, and what would have been one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// The text as typed.
    pub got: String,
    /// What is wrong with it and what to type, as the second half of a sentence.
    pub expected: &'static str,
}

impl Misread {
    fn of(got: &str, expected: &'static str) -> Misread {
        Misread { got: got.to_owned(), expected }
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”: {}", display::fit(&self.got, 60), self.expected)
    }
}

impl std::error::Error for Misread {}

/// Lower case, single spaces, commas before a space gone: `Nov 24,  2026` becomes `nov 24 2026`.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_end_matches(','));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The number that consists of these figures and nothing else; `None` also where it is longer than `most` figures.
fn figures(text: &str, most: usize) -> Option<i64> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
