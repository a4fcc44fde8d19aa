//! Whether a benchmark is met: judged from recorded facts only, with the records that say so and what is still missing.
//! Rules: learning.md 5.2 and 5.3. Hours, self-ratings, the opinion of a machine and certificates never count.

mod check;
mod facts;
mod fresh;
mod kinds;
#[cfg(test)]
mod tests;
mod words;

use super::calendar::Day;
use super::ladder::{Benchmark, Need};
use super::stage::Source;
pub use check::{AreaCheck, CapstoneCheck, HeldSkill, StageCheck, check_area, check_stage};
pub use facts::{Facts, Item, Observed, Piece, Probe, Taught, Use, Value, Word};
pub use fresh::{Freshness, borne_out, freshness};

/// How a benchmark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Something is missing.
    NotMet,
    /// It was met, and not shown since for longer than the stage allows.
    NotFresh,
    /// Met and fresh.
    Met,
}

impl Standing {
    /// The one word for it, the same on screens and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Standing::NotMet => "not_met",
            Standing::NotFresh => "not_fresh",
            Standing::Met => "met",
        }
    }
}

/// The answer to: is this benchmark met?
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How it stands.
    pub standing: Standing,
    /// When it was last shown.
    pub shown: Option<Day>,
    /// The records that count, newest first.
    pub records: Vec<Source>,
    /// How many of what is asked for are there …
    pub have: i64,
    /// … of how many.
    pub asked: i64,
    /// What is still missing, in one plain sentence; empty where nothing is.
    pub missing: String,
    /// Who disagrees without a second opinion, as the sentence that stands in the way.
    pub dissent: Option<String>,
}

/// What the rule of a kind finds, before freshness is looked at.
struct Found {
    /// What counts: the record and the day it shows.
    counts: Vec<(Source, Day)>,
    /// How much of what is asked for that is.
    have: i64,
    asked: i64,
    /// What stands in the way, in words; the rest is said from the numbers.
    hindrance: Option<String>,
}

/// Judges a benchmark on a day; what was shown counts as fresh for so many days.
pub fn judge(benchmark: &Benchmark, facts: &Facts, today: Day, fresh_days: i64) -> Verdict {
    let mut found = kinds::look(benchmark, facts, today);
    let dissent = kinds::dissent(&kinds::about(benchmark, facts));
    found.hindrance = dissent.clone().or(found.hindrance);
    found.counts.sort_by_key(|(source, day)| std::cmp::Reverse((*day, *source)));
    let shown = found.counts.first().map(|(_, day)| *day);
    let met = found.have >= found.asked && found.hindrance.is_none();
    let fresh = shown.is_some_and(|day| i64::from(today.0) - i64::from(day.0) <= fresh_days);
    let standing = match (met, fresh) {
        (false, _) => Standing::NotMet,
        (true, false) => Standing::NotFresh,
        (true, true) => Standing::Met,
    };
    let missing = match (standing, found.hindrance) {
        (Standing::Met, _) => String::new(),
        (Standing::NotFresh, _) => words::stale(benchmark),
        (Standing::NotMet, Some(hindrance)) => hindrance,
        (Standing::NotMet, None) => words::missing(benchmark, found.have),
    };
    Verdict {
        standing,
        shown,
        records: found.counts.into_iter().map(|(source, _)| source).collect(),
        have: found.have.min(found.asked),
        asked: found.asked,
        missing,
        dissent,
    }
}

/// The lowest rate that a probe of these benchmarks asks for: from it on an item counts as learned.
pub fn learning_rate(benchmarks: &[Benchmark]) -> Option<f64> {
    let rates = benchmarks.iter().filter_map(|b| match b.need {
        Need::Probe { rate, .. } => rate,
        _ => None,
    });
    rates.min_by(f64::total_cmp)
}
