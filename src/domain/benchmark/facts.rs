//! The facts a benchmark is judged by, each with the record it comes from. Nothing here is an opinion about oneself.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::calendar::Day;
use super::super::id::Id;
use super::super::stage::{Rank, Source, Stage};

/// A cold probe: the first reps of a session on a drill that had rested.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// The session.
    pub source: Source,
    /// When it began, milliseconds.
    pub at: i64,
    /// Its local day.
    pub day: Day,
    /// Hits among the cold reps.
    pub hits: i64,
    /// Misses among them.
    pub misses: i64,
    /// Misses tagged *false alarm*.
    pub false_alarms: i64,
    /// The drill was set easier than its normal, or than its first probe.
    pub eased: bool,
    /// Somebody else's answers were at hand: an AI gave them.
    pub answers: bool,
    /// Where it was. Thousands share a few words.
    pub context: Arc<str>,
    /// The variation, an item of a set.
    pub item: Arc<str>,
}

impl Probe {
    /// How many reps were judged.
    pub fn reps(&self) -> i64 {
        self.hits + self.misses
    }

    /// Whether it may count: the dial not eased, no answers at hand.
    pub fn is_fair(&self) -> bool {
        !self.eased && !self.answers
    }

    /// The share of hits, 0 to 1.
    pub fn rate(&self) -> f64 {
        if self.reps() == 0 { 0.0 } else { self.hits as f64 / self.reps() as f64 }
    }
}

/// A use in real work.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The entry or session.
    pub source: Source,
    /// Its local day; of a vague time the first it may mean.
    pub day: Day,
    /// Its day is not known: it counts wherever no benchmark asks for days.
    pub vague: bool,
    /// Where, and what was said of it: its short form.
    pub words: String,
}

/// Somebody was watched.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// The entry or session.
    pub source: Source,
    /// Its local day; of a vague time the first it may mean.
    pub day: Day,
    /// Its day is not known.
    pub vague: bool,
}

/// Somebody was taught, and their result is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Taught {
    /// The entry or session.
    pub source: Source,
    /// Its local day; of a vague time the first it may mean.
    pub day: Day,
    /// Its day is not known: it counts wherever no benchmark asks for days.
    pub vague: bool,
    /// Who.
    pub learner: Id,
    /// Their tries, hits and all, where the result says so.
    pub tries: Option<(i64, i64)>,
}

/// A reading of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The reading.
    pub source: Source,
    /// When, milliseconds.
    pub at: i64,
    /// Its local day.
    pub day: Day,
    /// The name of the measure.
    pub metric: Arc<str>,
    /// The value.
    pub value: f64,
    /// How many items it sums up.
    pub sample: i64,
    /// The value is a share, 0 to 1.
    pub share: bool,
    /// Where it was, by its session.
    pub context: Arc<str>,
    /// The session it was read in.
    pub session: Option<Id>,
}

/// A piece of evidence, with what it was linked to.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The evidence.
    pub source: Source,
    /// Its local day; of a vague time the first it may mean …
    pub day: Day,
    /// … and the last.
    pub latest: Day,
    /// The benchmarks it is shown for.
    pub benchmarks: Vec<String>,
    /// The hash of its file, where there is something in it.
    pub file: Option<String>,
    /// Its address.
    pub link: Option<String>,
    /// It is marked as a recording.
    pub recording: bool,
    /// It has words of mine.
    pub note: bool,
    /// It holds somebody's testimony, and says whose.
    pub testimonial: bool,
    /// How many different items its list names.
    pub items: i64,
    /// How many of them were drawn and shown to a witness.
    pub drawn: i64,
    /// The session it is.
    pub session: Option<Id>,
    /// It is work: artefact, case study, performance or use.
    pub work: bool,
}

impl Piece {
    /// What it is known by: two pieces of the same file or address are one piece of work.
    pub fn known_by(&self) -> Option<&str> {
        self.file.as_deref().or(self.link.as_deref())
    }
}

/// The confirmed word of a witness.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The statement.
    pub source: Source,
    /// The day it was given.
    pub day: Day,
    /// Who.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// How much it weighs.
    pub rank: Rank,
    /// Whether they agree.
    pub agrees: bool,
    /// The benchmark it is about; none: the stage.
    pub benchmark: Option<String>,
    /// The stage it is about.
    pub stage: Option<Stage>,
}

/// An item of a set, such as a phrase, and the day of its first met probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// When it was learned.
    pub learned: Day,
}

/// Everything on record about a skill that may count, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Cold probes.
    pub probes: Vec<Probe>,
    /// Uses in real work.
    pub uses: Vec<Use>,
    /// Observations.
    pub observed: Vec<Observed>,
    /// Teachings with a result.
    pub taught: Vec<Taught>,
    /// Readings.
    pub values: Vec<Value>,
    /// Evidence.
    pub pieces: Vec<Piece>,
    /// Confirmed statements of witnesses.
    pub words: Vec<Word>,
    /// When there was a session, a use or a lesson, milliseconds, and its local day, oldest first; empty where no benchmark
    /// asks how long the skill rested.
    pub worked: Vec<(i64, Day)>,
    /// How many reps a cold probe of this skill has.
    pub probe_reps: i64,
    /// The rate from which an item counts as learned.
    pub learning_rate: Option<f64>,
}

impl Facts {
    /// Every day on which something was shown, sorted, each once. A probe that failed shows nothing, and what is known vaguely
    /// has no day: it counts, and makes nothing fresh.
    pub fn shown_days(&self) -> Vec<Day> {
        let passed = |probe: &&Probe| {
            probe.is_fair()
                && self.learning_rate.is_none_or(|rate| super::kinds::at_least(probe.rate(), rate))
        };
        let probes = self.probes.iter().filter(passed).map(|fact| fact.day);
        let mut days: Vec<Day> = probes
            .chain(self.uses.iter().filter(|fact| !fact.vague).map(|fact| fact.day))
            .chain(self.observed.iter().filter(|fact| !fact.vague).map(|fact| fact.day))
            .chain(self.taught.iter().filter(|fact| !fact.vague).map(|fact| fact.day))
            .chain(self.values.iter().map(|fact| fact.day))
            .chain(self.pieces.iter().filter(|fact| fact.day == fact.latest).map(|fact| fact.day))
            .chain(self.words.iter().filter(|fact| fact.agrees).map(|fact| fact.day))
            .collect();
        days.sort();
        days.dedup();
        days
    }

    /// What was on record by the end of a day.
    pub fn until(&self, last: Day) -> Facts {
        let mut then = self.clone();
        then.probes.retain(|fact| fact.day <= last);
        then.uses.retain(|fact| fact.day <= last);
        then.observed.retain(|fact| fact.day <= last);
        then.taught.retain(|fact| fact.day <= last);
        then.values.retain(|fact| fact.day <= last);
        then.pieces.retain(|fact| fact.day <= last);
        then.words.retain(|fact| fact.day <= last);
        then.worked.retain(|(_, day)| *day <= last);
        then
    }

    /// The facts without those of some records.
    pub fn without(&self, hidden: &HashSet<Source>) -> Facts {
        let mut left = self.clone();
        left.probes.retain(|fact| !hidden.contains(&fact.source));
        left.uses.retain(|fact| !hidden.contains(&fact.source));
        left.observed.retain(|fact| !hidden.contains(&fact.source));
        left.taught.retain(|fact| !hidden.contains(&fact.source));
        left.values.retain(|fact| !hidden.contains(&fact.source));
        left.pieces.retain(|fact| !hidden.contains(&fact.source));
        left.words.retain(|fact| !hidden.contains(&fact.source));
        left
    }

    /// The items that were learned, by the first probe of each, long enough and fair, that met the rate.
    pub fn items(&self) -> Vec<Item> {
        let Some(rate) = self.learning_rate else { return Vec::new() };
        let mut items: Vec<Item> = Vec::new();
        let whole =
            |probe: &&Probe| probe.is_fair() && probe.reps() >= self.probe_reps && !probe.item.is_empty();
        for probe in self.probes.iter().filter(whole) {
            let known = || items.iter().any(|item| *item.name == *probe.item);
            if super::kinds::at_least(probe.rate(), rate) && !known() {
                items.push(Item { name: probe.item.to_string(), learned: probe.day });
            }
        }
        items
    }
}
