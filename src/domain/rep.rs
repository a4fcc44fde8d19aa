//! A rep: one attempt in a session; and what a row of them says honestly.

use super::id::Id;
use super::moment::Stamp;
use crate::words;

words! {
    /// What became of an attempt.
    RepResult, "result", {
        /// The criterion was met.
        Hit = "hit",
        /// It was not.
        Miss = "miss",
        /// Judged with a grade.
        Graded = "graded",
    }
}

/// One attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Rep {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was logged.
    pub stamp: Stamp,
    /// The session.
    pub session: Id,
    /// Its place in the session, from 1.
    pub seq: i64,
    /// What became of it.
    pub result: RepResult,
    /// The grade, 0 to 9, of a graded rep.
    pub grade: Option<i64>,
    /// Part of the cold probe.
    pub cold: bool,
    /// Done in the mind; never in a hit rate.
    pub mental: bool,
    /// Typed as a count afterwards; its order is not known.
    pub bulk: bool,
    /// Why it missed.
    pub miss_tag: Option<String>,
    /// How hard the drill was set.
    pub dial: Option<String>,
    /// The variation being played.
    pub variation: Option<String>,
}

/// Hits and misses of a row of reps, mental and graded ones left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Reps that met the criterion.
    pub hits: i64,
    /// Reps that did not.
    pub misses: i64,
}

impl Tally {
    /// Counts the physical hits and misses.
    pub fn of<'a>(reps: impl IntoIterator<Item = &'a Rep>) -> Tally {
        let mut tally = Tally::default();
        for rep in reps.into_iter().filter(|rep| !rep.mental) {
            match rep.result {
                RepResult::Hit => tally.hits += 1,
                RepResult::Miss => tally.misses += 1,
                RepResult::Graded => {}
            }
        }
        tally
    }

    /// How many reps were judged hit or miss.
    pub fn total(self) -> i64 {
        self.hits + self.misses
    }

    /// `14/18`; empty where nothing was counted.
    pub fn short(self) -> String {
        if self.total() > 0 { format!("{}/{}", self.hits, self.total()) } else { String::new() }
    }

    /// `14/18`, and from five reps on with its 80 % interval: `14/18 (63–88)`.
    pub fn shown(self) -> String {
        match wilson(self.hits, self.total()) {
            Some((low, high)) if self.total() >= MIN_FOR_INTERVAL => {
                format!("{}/{} ({:.0}–{:.0})", self.hits, self.total(), low * 100.0, high * 100.0)
            }
            _ => format!("{}/{}", self.hits, self.total()),
        }
    }
}

/// Reps needed before an interval is shown (learning.md, gate table).
pub const MIN_FOR_INTERVAL: i64 = 5;
/// The normal quantile of a two-sided 80 % interval.
const Z80: f64 = 1.2816;

/// Wilson's 80 % score interval of a rate, as (low, high) between 0 and 1; `None` without reps.
///
/// Source: E. B. Wilson 1927; centre (p + z²/2n)/(1 + z²/n), half-width z·√(p(1−p)/n + z²/4n²)/(1 + z²/n).
pub fn wilson(hits: i64, total: i64) -> Option<(f64, f64)> {
    if total <= 0 {
        return None;
    }
    let (n, z2) = (total as f64, Z80 * Z80);
    let p = hits as f64 / n;
    let scale = 1.0 + z2 / n;
    let centre = (p + z2 / (2.0 * n)) / scale;
    let half = Z80 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / scale;
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}

/// How long a drill must have rested before its first reps are cold: 12 hours (learning.md F2).
pub const COLD_AFTER_MS: i64 = 12 * 60 * 60 * 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_the_test_vectors() {
        let percent =
            |hits, total| wilson(hits, total).map(|(a, b)| ((a * 100.0).round(), (b * 100.0).round()));
        assert_eq!(percent(4, 5), Some((51.0, 94.0)));
        assert_eq!(percent(16, 20), Some((66.0, 89.0)));
        assert_eq!(percent(32, 40), Some((71.0, 87.0)));
        assert_eq!(percent(8, 10), Some((60.0, 91.0)));
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn few_reps_show_no_interval() {
        assert_eq!(Tally { hits: 3, misses: 1 }.shown(), "3/4");
        assert_eq!(Tally { hits: 14, misses: 4 }.shown(), "14/18 (63–88)");
    }
}
