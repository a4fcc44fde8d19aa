//! The `need` of a benchmark: which terms each kind takes, their ranges, and what stands for those that are left out.

use super::part::{MOST_DAYS, Part, Read, one_of};
use crate::domain::ladder::{BenchmarkKind, Form, Need};

/// More of anything is a slip of the finger.
const MOST: i64 = 10_000;
/// The most reps a cold probe has, as drills take it.
const MOST_REPS: i64 = 50;
/// How many reps a cold probe after a gap has, unless said.
const RETAIN_REPS: i64 = 5;

/// Every term of every kind.
const TERMS: &[&str] = &[
    "count",
    "probes",
    "reps",
    "rate",
    "of_last",
    "false_alarm_max",
    "metric",
    "op",
    "value",
    "sample",
    "during",
    "evidence",
    "gap_days",
    "draw",
    "within_days",
    "per_item",
    "contexts",
    "learners",
    "learner_rate",
    "role",
];

/// The terms a kind takes.
const fn terms(kind: BenchmarkKind) -> &'static [&'static str] {
    match kind {
        BenchmarkKind::Observe => &["count"],
        BenchmarkKind::Probe => &["probes", "reps", "rate", "of_last", "false_alarm_max"],
        BenchmarkKind::Measure => &["metric", "op", "value", "count", "of_last", "sample", "during"],
        BenchmarkKind::Artefact => &["count", "evidence", "gap_days", "draw"],
        BenchmarkKind::Apply => &["count", "within_days", "per_item"],
        BenchmarkKind::Transfer => &["contexts", "rate"],
        BenchmarkKind::Teach => &["learners", "learner_rate", "within_days"],
        BenchmarkKind::Witness => &["count", "role"],
        BenchmarkKind::Retain => &["gap_days", "rate", "reps"],
    }
}

/// What a benchmark asks for, from its `need`.
pub(super) fn need(benchmark: &Part<'_>, kind: BenchmarkKind) -> Read<Need> {
    let part = benchmark.open("need")?;
    if let Some((at, term)) = part.first_beyond(terms(kind)).filter(|(_, term)| TERMS.contains(term)) {
        let what = format!("{} is of the kind {kind}, which has no {term}", benchmark.name());
        return Err(part.error(at, what, one_of(terms(kind))));
    }
    part.has_only(terms(kind))?;
    match kind {
        BenchmarkKind::Observe => Ok(Need::Observe { count: count(&part, "count")? }),
        BenchmarkKind::Probe => probe(&part),
        BenchmarkKind::Measure => measure(&part),
        BenchmarkKind::Artefact => artefact(&part),
        BenchmarkKind::Apply => Ok(Need::Apply {
            count: count(&part, "count")?,
            within_days: days(&part, "within_days")?,
            per_item: part.has("per_item") && part.yes("per_item")?,
        }),
        BenchmarkKind::Transfer => {
            Ok(Need::Transfer { contexts: count(&part, "contexts")?, rate: part.share("rate")? })
        }
        BenchmarkKind::Teach => Ok(Need::Teach {
            learners: count(&part, "learners")?,
            learner_rate: part.share_if("learner_rate")?,
            within_days: part.whole_if("within_days", 1, MOST_DAYS)?,
        }),
        BenchmarkKind::Witness => {
            Ok(Need::Witness { count: count(&part, "count")?, role: part.word("role")? })
        }
        BenchmarkKind::Retain => Ok(Need::Retain {
            gap_days: days(&part, "gap_days")?,
            rate: part.share("rate")?,
            reps: part.whole_if("reps", 1, MOST_REPS)?.unwrap_or(RETAIN_REPS),
        }),
    }
}

fn probe(part: &Part<'_>) -> Read<Need> {
    let probes = count(part, "probes")?;
    Ok(Need::Probe {
        probes,
        reps: part.whole("reps", 1, MOST_REPS)?,
        rate: part.share_if("rate")?,
        of_last: of_last(part, "probes", probes)?,
        false_alarm_max: part.share_from_0_if("false_alarm_max")?,
    })
}

fn measure(part: &Part<'_>) -> Read<Need> {
    let count = part.whole_if("count", 1, MOST)?.unwrap_or(1);
    Ok(Need::Measure {
        metric: part.title("metric", &[])?,
        op: part.word("op")?,
        value: part.number("value")?,
        count,
        of_last: of_last(part, "readings", count)?,
        sample: part.whole_if("sample", 1, MOST)?.unwrap_or(1),
        during: part.text_if("during")?,
    })
}

fn artefact(part: &Part<'_>) -> Read<Need> {
    let count = count(part, "count")?;
    let form = if part.has("evidence") { part.word("evidence")? } else { Form::File };
    let draw = part.whole_if("draw", 1, MOST)?;
    if draw.is_some() && form != Form::List {
        let what = format!("{} draws from what is no list", part.name());
        return Err(part.wrong_at("draw", what, "evidence = \"list\", or no draw"));
    }
    if let Some(draw) = draw.filter(|draw| *draw > count) {
        let what = format!("{} draws {draw} of {count}", part.name());
        return Err(part.wrong_at("draw", what, format!("at most {count}")));
    }
    Ok(Need::Artefact { count, form, gap_days: part.whole_if("gap_days", 1, MOST_DAYS)?, draw })
}

fn count(part: &Part<'_>, term: &str) -> Read<i64> {
    part.whole(term, 1, MOST)
}

fn days(part: &Part<'_>, term: &str) -> Read<i64> {
    part.whole(term, 1, MOST_DAYS)
}

/// Among how many of the last; as many as are asked for, unless said.
fn of_last(part: &Part<'_>, counted: &str, count: i64) -> Read<i64> {
    let of_last = part.whole_if("of_last", 1, MOST)?.unwrap_or(count);
    if of_last < count {
        let what = format!("{} asks for {count} {counted} of the last {of_last}", part.name());
        return Err(part.wrong_at("of_last", what, format!("{count} or more")));
    }
    Ok(of_last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_belongs_to_a_kind() {
        for term in TERMS {
            assert!(BenchmarkKind::ALL.iter().any(|kind| terms(*kind).contains(term)), "{term}");
        }
        for kind in BenchmarkKind::ALL {
            assert!(terms(*kind).iter().all(|term| TERMS.contains(term)), "{kind}");
        }
    }
}
