//! What a benchmark asks for: nine kinds, each with its own terms.

use super::super::measure::Better;
use super::super::stage::Rank;
use crate::words;

words! {
    /// How a benchmark is shown.
    BenchmarkKind, "kind of benchmark", {
        /// By watching somebody better.
        Observe = "observe",
        /// By cold probes.
        Probe = "probe",
        /// By readings of a measure.
        Measure = "measure",
        /// By pieces of work.
        Artefact = "artefact",
        /// By use in real work.
        Apply = "apply",
        /// By holding in different contexts.
        Transfer = "transfer",
        /// By what somebody taught can do.
        Teach = "teach",
        /// By the words of others.
        Witness = "witness",
        /// By a cold probe after a long gap.
        Retain = "retain",
    }
}

words! {
    /// Which form a piece of work has.
    Form, "form of evidence", {
        /// A file: its hash and size are kept.
        File = "file",
        /// An address.
        Link = "link",
        /// A file or link marked as a recording.
        Recording = "recording",
        /// At least one written sentence.
        Note = "note",
        /// A counted set of named items.
        List = "list",
    }
}

words! {
    /// Which way a reading has to lie.
    Op, "comparison", {
        /// At least.
        AtLeast = ">=",
        /// At most.
        AtMost = "<=",
    }
}

impl Op {
    /// Which way a measure is better that has to lie so.
    pub const fn better(self) -> Better {
        match self {
            Op::AtLeast => Better::Higher,
            Op::AtMost => Better::Lower,
        }
    }
}

/// What a benchmark asks for. Counts are 1 or more, rates above 0 to 1, spans in days.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// Observations with a *will copy* line.
    Observe {
        /// How many.
        count: i64,
    },
    /// Cold probes.
    Probe {
        /// How many at the rate; without a rate, how many at all.
        probes: i64,
        /// How many reps each has, at least.
        reps: i64,
        /// The share of hits.
        rate: Option<f64>,
        /// Among how many of the last.
        of_last: i64,
        /// The greatest share of misses tagged *false alarm*.
        false_alarm_max: Option<f64>,
    },
    /// Readings of a measure.
    Measure {
        /// The name of the measure.
        metric: String,
        /// At least or at most.
        op: Op,
        /// The value, in the measure's unit.
        value: f64,
        /// How many such readings.
        count: i64,
        /// Among how many of the last.
        of_last: i64,
        /// How many items stand behind one reading, at least.
        sample: i64,
        /// Under what circumstances; confirmed by the user.
        during: Option<String>,
    },
    /// Pieces of work linked to the benchmark.
    Artefact {
        /// How many; of a list, how many items.
        count: i64,
        /// Which form.
        form: Form,
        /// How old each is, days.
        gap_days: Option<i64>,
        /// How many items of a list were drawn at random and shown to a witness.
        draw: Option<i64>,
    },
    /// Uses in real work.
    Apply {
        /// How many.
        count: i64,
        /// Within how many days.
        within_days: i64,
        /// Whether the days count for each item from when it was learned: its first met probe.
        per_item: bool,
    },
    /// The rate in different contexts.
    Transfer {
        /// How many contexts.
        contexts: i64,
        /// The share of hits.
        rate: f64,
    },
    /// People taught, with their result.
    Teach {
        /// How many.
        learners: i64,
        /// The share of their tries that were hits.
        learner_rate: Option<f64>,
        /// Within how many days.
        within_days: Option<i64>,
    },
    /// The words of witnesses.
    Witness {
        /// How many.
        count: i64,
        /// How much each weighs.
        role: Rank,
    },
    /// A cold probe after a gap.
    Retain {
        /// For how many days there was neither session nor application.
        gap_days: i64,
        /// The share of hits.
        rate: f64,
        /// How many reps it has, at least.
        reps: i64,
    },
}

impl Need {
    /// How it is shown.
    pub const fn kind(&self) -> BenchmarkKind {
        match self {
            Need::Observe { .. } => BenchmarkKind::Observe,
            Need::Probe { .. } => BenchmarkKind::Probe,
            Need::Measure { .. } => BenchmarkKind::Measure,
            Need::Artefact { .. } => BenchmarkKind::Artefact,
            Need::Apply { .. } => BenchmarkKind::Apply,
            Need::Transfer { .. } => BenchmarkKind::Transfer,
            Need::Teach { .. } => BenchmarkKind::Teach,
            Need::Witness { .. } => BenchmarkKind::Witness,
            Need::Retain { .. } => BenchmarkKind::Retain,
        }
    }
}
