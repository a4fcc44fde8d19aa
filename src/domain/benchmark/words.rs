//! What a benchmark asks for, and what is missing, in plain sentences.

use super::super::drill::plain;
use super::super::ladder::{Benchmark, Form, Need, Op};
use super::super::stage::Rank;

/// What a benchmark asks for, in one sentence without a full stop.
pub fn asks(need: &Need) -> String {
    match need {
        Need::Observe { count } => format!("{} with what you will copy", several(*count, "observation")),
        Need::Probe { probes, reps, rate, of_last, false_alarm_max } => {
            let alarms = false_alarm_max
                .map_or(String::new(), |most| format!(", at most {} of the misses false alarms", percent(most)));
            match rate {
                None => format!("{} of {} or more", several(*probes, "cold probe"), several(*reps, "rep")),
                Some(rate) => format!(
                    "{probes} of the last {} of {} or more at {} or better{alarms}",
                    several(*of_last, "cold probe"),
                    several(*reps, "rep"),
                    percent(*rate)
                ),
            }
        }
        Need::Measure { metric, op, value, count, of_last, sample, during } => {
            let compared = match op {
                Op::AtLeast => "at least",
                Op::AtMost => "at most",
            };
            let often = if *of_last > 1 { format!("{count} of the last {of_last} readings of ") } else { String::new() };
            let sample = if *sample > 1 { format!(", over {sample} or more") } else { String::new() };
            let during = during.as_ref().map_or(String::new(), |during| format!(", during {during}"));
            format!("{often}{metric} {compared} {}{sample}{during}", plain(*value))
        }
        Need::Artefact { count, form, gap_days, draw } => {
            let old = gap_days.map_or(String::new(), |days| format!(", {days} days old"));
            let drawn = draw.map_or(String::new(), |draw| format!(", {draw} drawn at random and shown to a witness"));
            match form {
                Form::List => format!("a list of {}{drawn}", several(*count, "item")),
                form => format!("{}{old}", several(*count, form_word(*form))),
            }
        }
        Need::Apply { count, within_days, per_item: false } => {
            format!("{} within {within_days} days", several(*count, "application"))
        }
        Need::Apply { count, within_days, per_item: true } => {
            format!("{} applied, each within {within_days} days of learning it", several(*count, "item"))
        }
        Need::Transfer { contexts, rate } => {
            format!("{} or better in {}", percent(*rate), several(*contexts, "different context"))
        }
        Need::Teach { learners, learner_rate, within_days } => {
            let people = if *learners == 1 { "1 person".to_owned() } else { format!("{learners} people") };
            let rate = learner_rate.map_or(String::new(), |rate| format!(", {} or better", percent(rate)));
            let days = within_days.map_or(String::new(), |days| format!(", within {days} days"));
            format!("{people} taught, with their result{rate}{days}")
        }
        Need::Witness { count, role } => format!("the word of {}", witnesses(*count, *role)),
        Need::Retain { gap_days, rate, reps } => format!(
            "a cold probe of {} or more at {} or better after {gap_days} days without practice",
            several(*reps, "rep"),
            percent(*rate)
        ),
    }
}

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
        Need::Observe { count } => format!("{} more to note down", several(count - have, "observation")),
        Need::Probe { probes, rate: None, reps, .. } => {
            format!("{} of {} or more", several(probes - have, "cold probe"), several(*reps, "rep"))
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
        Need::Measure { .. } => format!("a reading: {}", asks(need)),
        Need::Artefact { count, form: Form::List, .. } => format!("{have} of {} on the list", several(*count, "item")),
        Need::Artefact { count, form, .. } => format!("{} more to link", several(count - have, form_word(*form))),
        Need::Apply { count, within_days, per_item: false } => {
            format!("{have} of {} within {within_days} days", several(*count, "application"))
        }
        Need::Apply { count, per_item: true, .. } => {
            format!("{have} of {} applied in time", several(*count, "learned item"))
        }
        Need::Transfer { contexts, rate } => {
            format!("{} at {} or better: {have} so far", several(*contexts, "context"), percent(*rate))
        }
        Need::Teach { learners, .. } => format!("{have} of {learners} learners with a result in time"),
        Need::Witness { count, role } => format!("the word of {} more", witnesses(count - have, *role)),
        Need::Retain { .. } => asks(need),
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
        return format!("their tries are not on record: write the result as 4/5; {} is asked for", percent(rate));
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

/// `1 rep`, `5 reps`.
pub(super) fn several(count: i64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// `80 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round())
}
