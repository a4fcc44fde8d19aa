//! What a ladder asks for, in plain sentences without a full stop: of a benchmark, a stage, an area.

use super::super::drill::plain;
use super::super::stage::Rank;
use super::{AreaStage, Benchmark, Capstone, Form, Need, Op, StageRule};

impl Benchmark {
    /// What it asks for, as one sentence without its full stop: `3 of the last 4 cold probes of 5 or more reps at 80 %
    /// or better`.
    pub fn asks(&self) -> String {
        self.need.asks()
    }
}

impl Need {
    /// What is asked for, as one sentence without its full stop.
    pub fn asks(&self) -> String {
        match self {
            Need::Observe { count } => {
                format!("{} with a line on what to copy", counted(*count, "observation"))
            }
            Need::Probe { probes, reps, rate: None, false_alarm_max: None, .. } => {
                format!("{} of {}", counted(*probes, "cold probe"), or_more(*reps, "rep"))
            }
            Need::Probe { probes, reps, rate, of_last, false_alarm_max } => {
                let rate = rate.map(|rate| format!(" at {} or better", percent(rate))).unwrap_or_default();
                let alarms = false_alarm_max
                    .map(|most| format!(", {} of the misses false alarms at most", percent(most)))
                    .unwrap_or_default();
                let probes = among(*probes, *of_last, "cold probe");
                format!("{probes} of {}{rate}{alarms}", or_more(*reps, "rep"))
            }
            Need::Measure { metric, op, value, count, of_last, sample, during } => {
                let side = match op {
                    Op::AtLeast => "or more",
                    Op::AtMost => "or less",
                };
                let each = if *of_last == 1 { "" } else { "each " };
                let behind = (*sample > 1).then(|| format!(", {each}over {}", or_more(*sample, "item")));
                let during = during.as_ref().map(|during| format!(", during {during}"));
                format!(
                    "“{metric}” at {} {side} in {}{}{}",
                    plain(*value),
                    among(*count, *of_last, "reading"),
                    behind.unwrap_or_default(),
                    during.unwrap_or_default()
                )
            }
            Need::Artefact { count, form, gap_days, draw } => artefact(*count, *form, *gap_days, *draw),
            Need::Apply { count, within_days, per_item: false } => {
                format!("{} in real work within {}", counted(*count, "use"), counted(*within_days, "day"))
            }
            Need::Apply { count, within_days, per_item: true } => {
                let days = counted(*within_days, "day");
                format!("{} used in real work, each within {days} of learning it", counted(*count, "item"))
            }
            Need::Transfer { contexts: 1, rate } => format!("{} or better in one context", percent(*rate)),
            Need::Transfer { contexts, rate } => {
                format!("{} or better in {contexts} different contexts", percent(*rate))
            }
            Need::Teach { learners, learner_rate, within_days } => {
                let people = if *learners == 1 { "person" } else { "people" };
                let days = within_days.map(|days| format!(" within {}", counted(days, "day")));
                let rate =
                    learner_rate.map(|rate| format!(", {} or more of their tries hits", percent(rate)));
                format!(
                    "{learners} {people} taught, their result written down{}{}",
                    days.unwrap_or_default(),
                    rate.unwrap_or_default()
                )
            }
            Need::Witness { count, role } => format!("{} by {}", counted(*count, "statement"), by(*role)),
            Need::Retain { gap_days, rate, reps } => format!(
                "a cold probe of {} at {} or better after {} without practice or use",
                or_more(*reps, "rep"),
                percent(*rate),
                or_more(*gap_days, "day")
            ),
        }
    }
}

impl StageRule {
    /// What the stage asks for besides its benchmarks.
    pub fn asks(&self) -> String {
        let mut asks = format!("evidence on {}", or_more(self.distinct_days, "day"));
        if self.span_days > 0 {
            asks.push_str(&format!(", {} from first to last", or_more(self.span_days, "day")));
        }
        asks.push_str(&format!(", fresh for {}", counted(self.fresh_days, "day")));
        if self.witnesses > 0 {
            asks.push_str(&format!(", {} by {}", counted(self.witnesses, "statement"), by(self.witness)));
        }
        asks
    }
}

impl AreaStage {
    /// What the stage of an area asks of its skills.
    pub fn asks(&self) -> String {
        format!(
            "core skills at {}, the others at {}, {} or more of all at {}",
            self.core_at,
            self.others_at,
            percent(self.share_at_stage),
            self.stage
        )
    }
}

impl Capstone {
    /// What has to be shown of it, and who has to speak for it.
    pub fn asks(&self) -> String {
        let shown = self.evidence.iter().map(|evidence| match evidence.split_once(':') {
            Some((form, what)) => format!("{what} ({form})"),
            None => evidence.clone(),
        });
        shown.chain([format!("a statement by {}", by(self.witness))]).collect::<Vec<_>>().join(", ")
    }
}

fn artefact(count: i64, form: Form, gap_days: Option<i64>, draw: Option<i64>) -> String {
    let pieces = match form {
        Form::List => format!("a list of {}", counted(count, "item")),
        Form::File | Form::Link | Form::Recording | Form::Note => counted(count, form.word()),
    };
    let each = if count == 1 || form == Form::List { "" } else { "each " };
    let age = gap_days.map(|days| format!(", {each}{} old", or_more(days, "day")));
    let drawn = draw.map(|draw| format!(", {draw} of them drawn at random and shown to a witness"));
    format!("{pieces}{}{}", age.unwrap_or_default(), drawn.unwrap_or_default())
}

/// Who has to speak.
const fn by(role: Rank) -> &'static str {
    match role {
        Rank::Own => "yourself or anybody",
        Rank::Peer => "a peer or higher",
        Rank::Mentor => "a mentor or higher",
        Rank::External => "somebody from outside",
    }
}

/// `1 rep`, `2 reps`.
pub(in crate::domain) fn counted(count: i64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `5 or more reps`.
pub(in crate::domain) fn or_more(least: i64, noun: &str) -> String {
    format!("{least} or more {noun}s")
}

/// `3 of the last 4 readings`, `the last 3 readings`, `the last reading`.
fn among(count: i64, of_last: i64, noun: &str) -> String {
    match (count, of_last) {
        (1, 1) => format!("the last {noun}"),
        (count, of_last) if count == of_last => format!("the last {count} {noun}s"),
        (count, of_last) => format!("{count} of the last {of_last} {noun}s"),
    }
}

/// A share as people say it: `80 %`.
pub(in crate::domain) fn percent(share: f64) -> String {
    format!("{} %", plain((share * 1000.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(probes: i64, of_last: i64, rate: Option<f64>, false_alarm_max: Option<f64>) -> String {
        Need::Probe { probes, reps: 5, rate, of_last, false_alarm_max }.asks()
    }

    #[test]
    fn probes_are_counted_as_people_say_it() {
        assert_eq!(
            probe(3, 4, Some(0.8), None),
            "3 of the last 4 cold probes of 5 or more reps at 80 % or better"
        );
        assert_eq!(
            probe(3, 3, Some(0.855), None),
            "the last 3 cold probes of 5 or more reps at 85.5 % or better"
        );
        assert_eq!(
            probe(1, 1, Some(1.0), Some(0.2)),
            "the last cold probe of 5 or more reps at 100 % or better, 20 % of the misses false alarms at most"
        );
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            Need::Teach { learners: 1, learner_rate: None, within_days: Some(1) }.asks(),
            "1 person taught, their result written down within 1 day"
        );
        assert_eq!(
            Need::Apply { count: 1, within_days: 1, per_item: false }.asks(),
            "1 use in real work within 1 day"
        );
        assert_eq!(Need::Transfer { contexts: 1, rate: 0.5 }.asks(), "50 % or better in one context");
        let list = Need::Artefact { count: 1, form: Form::List, gap_days: Some(1), draw: None };
        assert_eq!(list.asks(), "a list of 1 item, 1 or more days old");
    }
}
