//! The `need` of a benchmark: which terms each kind takes, and what stands for those that are left out.

use serde::Deserialize;

use super::value::{Days, Many, Number, Reps, Share, ShareFrom0, Text, Title};
use crate::domain::ladder::{BenchmarkKind, Form, Need, Op};
use crate::domain::stage::Rank;

/// How many reps a cold test after a gap has, unless said.
const RETAIN_REPS: i64 = 5;

/// The terms of each kind, as the file has them.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Terms {
    Observe {
        count: Many,
    },
    Probe {
        probes: Many,
        reps: Reps,
        rate: Option<Share>,
        of_last: Option<Many>,
        false_alarm_max: Option<ShareFrom0>,
    },
    Measure {
        metric: Title<true>,
        op: Op,
        value: Number,
        count: Option<Many>,
        of_last: Option<Many>,
        sample: Option<Many>,
        during: Option<Text>,
    },
    Artefact {
        count: Many,
        evidence: Option<Form>,
        gap_days: Option<Days>,
        draw: Option<Many>,
    },
    Apply {
        count: Many,
        within_days: Days,
        per_item: Option<bool>,
    },
    Transfer {
        contexts: Many,
        rate: Share,
    },
    Teach {
        learners: Many,
        learner_rate: Option<Share>,
        within_days: Option<Days>,
    },
    Witness {
        count: Many,
        role: Rank,
    },
    Retain {
        gap_days: Days,
        rate: Share,
        reps: Option<Reps>,
    },
}

/// What a benchmark of a kind asks for, from its `need`; an error of toml, or a sentence that says what does not hold together.
pub(super) fn need(kind: BenchmarkKind, terms: toml::Value) -> Result<Need, toml::de::Error> {
    let by_kind = toml::Table::from_iter([(kind.word().to_owned(), terms)]);
    let need = match toml::Value::Table(by_kind).try_into()? {
        Terms::Observe { count } => Need::Observe { count: count.0 },
        Terms::Probe { probes, reps, rate, of_last, false_alarm_max } => Need::Probe {
            probes: probes.0,
            reps: reps.0,
            rate: rate.map(|rate| rate.0),
            of_last: of_last.map_or(probes.0, |last| last.0),
            false_alarm_max: false_alarm_max.map(|most| most.0),
        },
        Terms::Measure { metric, op, value, count, of_last, sample, during } => {
            let count = count.map_or(1, |count| count.0);
            Need::Measure {
                metric: metric.0,
                op,
                value: value.0,
                count,
                of_last: of_last.map_or(count, |last| last.0),
                sample: sample.map_or(1, |sample| sample.0),
                during: during.map(|text| text.0),
            }
        }
        Terms::Artefact { count, evidence, gap_days, draw } => Need::Artefact {
            count: count.0,
            form: evidence.unwrap_or(Form::File),
            gap_days: gap_days.map(|days| days.0),
            draw: draw.map(|draw| draw.0),
        },
        Terms::Apply { count, within_days, per_item } => {
            Need::Apply { count: count.0, within_days: within_days.0, per_item: per_item.unwrap_or_default() }
        }
        Terms::Transfer { contexts, rate } => Need::Transfer { contexts: contexts.0, rate: rate.0 },
        Terms::Teach { learners, learner_rate, within_days } => Need::Teach {
            learners: learners.0,
            learner_rate: learner_rate.map(|rate| rate.0),
            within_days: within_days.map(|days| days.0),
        },
        Terms::Witness { count, role } => Need::Witness { count: count.0, role },
        Terms::Retain { gap_days, rate, reps } => {
            Need::Retain { gap_days: gap_days.0, rate: rate.0, reps: reps.map_or(RETAIN_REPS, |reps| reps.0) }
        }
    };
    match contradiction(&need) {
        Some(what) => Err(serde::de::Error::custom(what)),
        None => Ok(need),
    }
}

/// What no term says alone.
fn contradiction(need: &Need) -> Option<String> {
    match *need {
        Need::Probe { probes: count, of_last, .. } | Need::Measure { count, of_last, .. }
            if of_last < count =>
        {
            Some(format!("{count} of the last {of_last} are asked for; expected of_last = {count} or more"))
        }
        Need::Artefact { form, draw: Some(_), .. } if form != Form::List => {
            Some("what is no list is drawn from; expected evidence = \"list\", or no draw".to_owned())
        }
        Need::Artefact { count, draw: Some(draw), .. } if draw > count => {
            Some(format!("{draw} of {count} are drawn; expected at most {count}"))
        }
        _ => None,
    }
}
