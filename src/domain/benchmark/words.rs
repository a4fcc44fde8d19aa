//! What is missing, in plain sentences.

use super::super::drill::plain;
use super::super::ladder::asks::{counted, percent};
use super::super::ladder::{Benchmark, Form, Need, Op};
use super::super::stage::Rank;

/// Witnesses of a rank, counted.
pub fn witnesses(count: i64, role: Rank) -> String {
    let who = match role {
        Rank::Own => "yourself",
        Rank::Peer => "witness",
        Rank::Mentor => "mentor or external witness",
        Rank::External => "external witness",
    };
    match (role, count) {
        (Rank::Own, _) => who.to_owned(),
        (_, 1) => format!("1 {who}"),
        (_, count) => format!("{count} {who}es"),
    }
}

/// What is missing where so many of what is asked for are there.
pub(super) fn missing(benchmark: &Benchmark, have: i64) -> String {
    let need = &benchmark.need;
    match need {
        Need::Observe { count } => format!("{} to note down", counted(count - have, "more observation")),
        Need::Probe { probes, rate: None, reps, .. } => {
            format!("{} of {} or more", counted(probes - have, "cold probe"), counted(*reps, "rep"))
        }
        Need::Probe { probes, of_last, rate: Some(rate), .. } => format!(
            "{have} of the last {of_last} cold probes at {} or better; {} are needed",
            percent(*rate),
            probes
        ),
        Need::Measure { metric, op, value, count, of_last, .. } if *of_last > 1 => format!(
            "{have} of the last {of_last} readings of {metric} {} {}; {count} are needed",
            if *op == Op::AtLeast { "at least" } else { "at most" },
            plain(*value)
        ),
        Need::Measure { .. } => format!("a reading: {}", need.asks()),
        Need::Artefact { count, form: Form::List, .. } => {
            format!("{have} of {} on the list", counted(*count, "item"))
        }
        Need::Artefact { count, form, .. } => {
            format!("{} to keep", counted(count - have, &format!("more {}", form_word(*form))))
        }
        Need::Apply { count, within_days, per_item: false } => {
            format!("{have} of {} within {within_days} days", counted(*count, "application"))
        }
        Need::Apply { count, per_item: true, .. } => {
            format!("{have} of {} applied in time", counted(*count, "learned item"))
        }
        Need::Transfer { contexts, rate } => {
            format!("{} at {} or better: {have} so far", counted(*contexts, "context"), percent(*rate))
        }
        Need::Teach { learners, .. } => format!("{have} of {learners} learners with a result in time"),
        Need::Witness { count, role } => format!("the word of {} more", witnesses(count - have, *role)),
        Need::Retain { .. } => need.asks(),
    }
}

/// What is missing where it was met and is not fresh.
pub(super) fn stale(benchmark: &Benchmark) -> String {
    match benchmark.need {
        Need::Probe { .. } | Need::Retain { .. } | Need::Transfer { .. } => {
            "it was met; one passing cold probe freshens it".to_owned()
        }
        _ => "it was met, too long ago; show it once more".to_owned(),
    }
}

/// What is said where the learners' tries miss their rate.
pub(super) fn learners_below(rate: f64, hits: i64, total: i64) -> String {
    if total == 0 {
        return format!(
            "their tries are not on record: write the result as 4/5; {} is asked for",
            percent(rate)
        );
    }
    format!("their tries: {hits}/{total}; {} is asked for", percent(rate))
}

fn form_word(form: Form) -> &'static str {
    match form {
        Form::File => "file",
        Form::Link => "link",
        Form::Recording => "recording",
        Form::Note => "written note",
        Form::List => "list",
    }
}
