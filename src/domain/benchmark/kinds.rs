//! The rule of each kind of benchmark.

use super::super::calendar::Day;
use super::super::ladder::{Benchmark, Form, Need, Op};
use super::super::naming::fold;
use super::super::stage::Source;
use super::facts::{Facts, Piece, Probe, Taught, Value, Word};
use super::{Found, words};

/// Rates that are written with two digits, as 0.66 for two thirds, are compared with this much slack.
const SLACK: f64 = 1e-9;

/// Whether a share reaches a rate.
pub(super) fn at_least(share: f64, rate: f64) -> bool {
    share >= rate - SLACK
}

/// What of the facts counts for a benchmark.
pub(super) fn look(benchmark: &Benchmark, facts: &Facts, today: Day) -> Found {
    match &benchmark.need {
        Need::Observe { count } => {
            all_of(facts.observed.iter().map(|seen| (seen.source, seen.day)).collect(), *count)
        }
        Need::Probe { probes, reps, rate, of_last, false_alarm_max } => {
            let good = |probe: &Probe| {
                rate.is_none_or(|rate| at_least(probe.rate(), rate))
                    && false_alarm_max.is_none_or(|most| few_false_alarms(probe, most))
            };
            let window = last(&countable(facts, *reps), *of_last);
            all_of(
                window.into_iter().filter(|probe| good(probe)).map(|p| (p.source, p.day)).collect(),
                *probes,
            )
        }
        Need::Measure { .. } => measure(benchmark, facts),
        Need::Artefact { count, form, gap_days, draw } => {
            artefact(benchmark, facts, today, (*count, *form, *gap_days, *draw))
        }
        Need::Apply { count, within_days, per_item: false } => {
            let uses: Vec<(Source, Day)> = facts.uses.iter().map(|one| (one.source, one.day)).collect();
            all_of(fullest(uses, *within_days, |all| all.len()), *count)
        }
        Need::Apply { count, within_days, per_item: true } => {
            let used = used_items(facts, *within_days);
            all_of(used, *count)
        }
        Need::Transfer { contexts, rate } => transfer(facts, *contexts, *rate),
        Need::Teach { learners, learner_rate, within_days } => {
            teach(facts, *learners, *learner_rate, *within_days)
        }
        Need::Witness { count, role } => {
            let about = |word: &&Word| word.benchmark.as_deref() == Some(benchmark.id.as_str());
            let words: Vec<&Word> = facts.words.iter().filter(about).collect();
            let counts = one_each(words.iter().filter(|word| word.agrees && word.rank >= *role).copied());
            Found { hindrance: dissent(&words), ..all_of(counts, *count) }
        }
        Need::Retain { gap_days, rate, reps } => {
            let probes = countable(facts, *reps);
            let rested = |probe: &&&Probe| {
                let before = facts.days.iter().rev().find(|day| **day < probe.day);
                before.is_some_and(|day| i64::from(probe.day.0) - i64::from(day.0) >= *gap_days)
            };
            let kept = probes.iter().filter(rested).filter(|probe| at_least(probe.rate(), *rate));
            all_of(kept.map(|probe| (probe.source, probe.day)).collect(), 1)
        }
    }
}

fn all_of(counts: Vec<(Source, Day)>, asked: i64) -> Found {
    Found { have: i64::try_from(counts.len()).unwrap_or(i64::MAX), counts, asked, hindrance: None }
}

/// The probes that may count, oldest first: enough reps, the dial not eased, no answers at hand, the first of its day.
pub(super) fn countable(facts: &Facts, reps: i64) -> Vec<&Probe> {
    let fair = |probe: &&Probe| probe.reps() >= reps && !probe.eased && !probe.answers;
    let mut found: Vec<&Probe> = facts.probes.iter().filter(fair).collect();
    found.sort_by_key(|probe| probe.at);
    found.dedup_by_key(|probe| probe.day);
    found
}

fn last<'a, T>(all: &[&'a T], count: i64) -> Vec<&'a T> {
    let count = usize::try_from(count).unwrap_or(0);
    all[all.len().saturating_sub(count)..].to_vec()
}

fn few_false_alarms(probe: &Probe, most: f64) -> bool {
    probe.misses == 0 || probe.false_alarms as f64 / probe.misses as f64 <= most + SLACK
}

fn measure(benchmark: &Benchmark, facts: &Facts) -> Found {
    let Need::Measure { metric, op, value, count, of_last, sample, during } = &benchmark.need else {
        return all_of(Vec::new(), 1);
    };
    let metric = fold(metric);
    let confirmed = |reading: &Value| {
        let linked = |piece: &Piece| {
            piece.session.is_some()
                && piece.session == reading.session
                && piece.benchmarks.contains(&benchmark.id)
        };
        during.is_none() || facts.pieces.iter().any(linked)
    };
    let mut readings: Vec<&Value> = facts
        .values
        .iter()
        .filter(|reading| fold(&reading.metric) == metric && reading.sample >= *sample && confirmed(reading))
        .collect();
    readings.sort_by_key(|reading| reading.at);
    let good = |reading: &&Value| match op {
        Op::AtLeast => at_least(reading.value, *value),
        Op::AtMost => reading.value <= value + SLACK,
    };
    let counts = last(&readings, *of_last).into_iter().filter(good).map(|r| (r.source, r.day)).collect();
    all_of(counts, *count)
}

fn artefact(
    benchmark: &Benchmark,
    facts: &Facts,
    today: Day,
    (count, form, gap_days, draw): (i64, Form, Option<i64>, Option<i64>),
) -> Found {
    let old = |piece: &&Piece| gap_days.is_none_or(|gap| i64::from(today.0) - i64::from(piece.day.0) >= gap);
    let linked: Vec<&Piece> =
        facts.pieces.iter().filter(|piece| piece.benchmarks.contains(&benchmark.id)).filter(old).collect();
    let has = |piece: &&&Piece| match form {
        Form::File => piece.file,
        Form::Link => piece.link,
        Form::Recording => piece.recording && (piece.file || piece.link),
        Form::Note => piece.note,
        Form::List => piece.items > 0,
    };
    let counts: Vec<(Source, Day)> =
        linked.iter().filter(has).map(|piece| (piece.source, piece.day)).collect();
    if form != Form::List {
        return all_of(counts, count);
    }
    let most = |number: fn(&Piece) -> i64| linked.iter().map(|piece| number(piece)).max().unwrap_or(0);
    let have = most(|piece| piece.items);
    let shown = most(|piece| piece.drawn);
    let hindrance = draw
        .filter(|draw| have >= count && shown < *draw)
        .map(|draw| format!("{draw} of the items, drawn at random, have to be shown to a witness"));
    Found { counts, have, asked: count, hindrance }
}

/// Of all spans of so many days the one with the most in it, the newest of those.
fn fullest<T>(mut all: Vec<(T, Day)>, days: i64, size: impl Fn(&[(T, Day)]) -> usize) -> Vec<(T, Day)>
where
    T: Copy,
{
    all.sort_by_key(|(_, day)| *day);
    let within = |from: Day, day: Day| i64::from(day.0) - i64::from(from.0) < days;
    let mut best: &[(T, Day)] = &[];
    let mut start = 0;
    for end in 0..all.len() {
        while !within(all[start].1, all[end].1) {
            start += 1;
        }
        if size(&all[start..=end]) >= size(best) {
            best = &all[start..=end];
        }
    }
    best.to_vec()
}

/// Uses of learned items, each within so many days of being learned; one for each item.
fn used_items(facts: &Facts, days: i64) -> Vec<(Source, Day)> {
    let used = |item: super::Item| {
        let name = fold(&item.name);
        let in_time = |day: Day| (0..=days).contains(&(i64::from(day.0) - i64::from(item.learned.0)));
        let found = facts.uses.iter().find(|one| in_time(one.day) && fold(&one.words).contains(&name));
        found.map(|one| (one.source, one.day))
    };
    facts.items().into_iter().filter_map(used).collect()
}

fn transfer(facts: &Facts, contexts: i64, rate: f64) -> Found {
    let probes = countable(facts, facts.probe_reps);
    let by_probe = probes
        .iter()
        .filter(|probe| at_least(probe.rate(), rate))
        .map(|probe| (probe.context.as_str(), (probe.source, probe.day)));
    // Where a skill is measured, not probed, its shares are what is shown.
    let shares = facts.values.iter().filter(|reading| reading.share && at_least(reading.value, rate));
    let by_share = shares.map(|reading| (reading.context.as_str(), (reading.source, reading.day)));
    let mut newest: Vec<(String, (Source, Day))> = Vec::new();
    for (context, shown) in by_probe.chain(by_share).filter(|(context, _)| !context.trim().is_empty()) {
        let context = fold(context.trim());
        match newest.iter_mut().find(|(known, _)| *known == context) {
            Some((_, known)) if known.1 < shown.1 => *known = shown,
            Some(_) => {}
            None => newest.push((context, shown)),
        }
    }
    all_of(newest.into_iter().map(|(_, shown)| shown).collect(), contexts)
}

fn teach(facts: &Facts, learners: i64, rate: Option<f64>, within: Option<i64>) -> Found {
    let all: Vec<(&Taught, Day)> = facts.taught.iter().map(|taught| (taught, taught.day)).collect();
    let people = |span: &[(&Taught, Day)]| {
        let mut ids: Vec<_> = span.iter().map(|(taught, _)| taught.learner).collect();
        ids.sort();
        ids.dedup();
        ids.len()
    };
    let span = fullest(all, within.unwrap_or(i64::MAX), people);
    let have = i64::try_from(people(&span)).unwrap_or(i64::MAX);
    let tries = span.iter().filter_map(|(taught, _)| taught.tries);
    let (hits, total) = tries.fold((0, 0), |sum, tries| (sum.0 + tries.0, sum.1 + tries.1));
    let reached = |rate: f64| total > 0 && at_least(hits as f64 / total as f64, rate);
    let hindrance = rate
        .filter(|rate| have >= learners && !reached(*rate))
        .map(|rate| words::learners_below(rate, hits, total));
    let counts = span.into_iter().map(|(taught, day)| (taught.source, day)).collect();
    Found { counts, have, asked: learners, hindrance }
}

/// The newest statement of each person.
pub(super) fn one_each<'a>(words: impl Iterator<Item = &'a Word>) -> Vec<(Source, Day)> {
    let mut newest: Vec<&Word> = Vec::new();
    for word in words {
        match newest.iter_mut().find(|known| known.person == word.person) {
            Some(known) if known.day < word.day => *known = word,
            Some(_) => {}
            None => newest.push(word),
        }
    }
    newest.into_iter().map(|word| (word.source, word.day)).collect()
}

/// Who disagrees without a second opinion: an agreeing word of somebody else, given later and weighing as much.
pub(super) fn dissent(words: &[&Word]) -> Option<String> {
    let answered = |against: &Word| {
        words.iter().any(|word| {
            let later = (word.day, word.source.id) > (against.day, against.source.id);
            // Whoever changes their mind needs nobody else.
            word.agrees && later && (word.rank >= against.rank || word.person == against.person)
        })
    };
    let against = words.iter().find(|word| !word.agrees && !answered(word))?;
    Some(format!("{} disagrees: a second opinion is needed", against.name))
}
