//! The rule of each kind of benchmark.

use std::collections::HashSet;

use super::super::calendar::Day;
use super::super::id::Id;
use super::super::ladder::{Benchmark, Form, Need, Op};
use super::super::naming::fold;
use super::super::stage::{Rank, Source};
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
            let uses: Vec<(Source, Day)> = {
                let known = facts.uses.iter().filter(|one| !one.vague);
                known.map(|one| (one.source, one.day)).collect()
            };
            let enough = usize::try_from(*count).unwrap_or(usize::MAX);
            all_of(best_span(uses, *within_days, |span| span.len(), |span| span.len() >= enough), *count)
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
            let agreeing = agreeing(&about(benchmark, facts), *role);
            all_of(agreeing.into_iter().map(|word| (word.source, word.day)).collect(), *count)
        }
        Need::Retain { gap_days, rate, reps } => {
            let probes = countable(facts, *reps);
            let rested = |probe: &&&Probe| {
                let before = facts.worked.iter().rfind(|(at, _)| *at < probe.at);
                before.is_some_and(|(_, day)| i64::from(probe.day.0) - i64::from(day.0) >= *gap_days)
            };
            let kept = probes.iter().filter(rested).filter(|probe| at_least(probe.rate(), *rate));
            all_of(kept.map(|probe| (probe.source, probe.day)).collect(), 1)
        }
    }
}

fn all_of(counts: Vec<(Source, Day)>, asked: i64) -> Found {
    Found { have: i64::try_from(counts.len()).unwrap_or(i64::MAX), counts, asked, hindrance: None }
}

/// The probes that may count, oldest first: of each day the first that is long enough, and it only where it is fair. Whoever
/// tried with the answers at hand is not cold any more.
pub(super) fn countable(facts: &Facts, reps: i64) -> Vec<&Probe> {
    let mut found: Vec<&Probe> = facts.probes.iter().filter(|probe| probe.reps() >= reps).collect();
    found.sort_by_key(|probe| probe.at);
    let mut days = HashSet::new();
    found.retain(|probe| days.insert(probe.day));
    found.retain(|probe| probe.is_fair());
    found
}

/// The statements about a benchmark.
pub(super) fn about<'a>(benchmark: &Benchmark, facts: &'a Facts) -> Vec<&'a Word> {
    facts.words.iter().filter(|word| word.benchmark.as_deref() == Some(benchmark.id.as_str())).collect()
}

fn last<'a, T>(all: &[&'a T], count: i64) -> Vec<&'a T> {
    let count = usize::try_from(count).unwrap_or(0);
    all[all.len().saturating_sub(count)..].to_vec()
}

fn few_false_alarms(probe: &Probe, most: f64) -> bool {
    probe.misses == 0 || probe.false_alarms as f64 / probe.misses as f64 <= most + SLACK
}

fn measure(benchmark: &Benchmark, facts: &Facts) -> Found {
    let Need::Measure { op, value, count, of_last, .. } = &benchmark.need else {
        return all_of(Vec::new(), 1);
    };
    let readings = readings(benchmark, facts);
    let counts = last(&readings, *of_last).into_iter().filter(|reading| reaches(reading, *op, *value));
    all_of(counts.map(|reading| (reading.source, reading.day)).collect(), *count)
}

/// The readings of the measure that a benchmark asks for, oldest first, each with enough behind it.
fn readings<'a>(benchmark: &Benchmark, facts: &'a Facts) -> Vec<&'a Value> {
    let Need::Measure { metric, sample, during, .. } = &benchmark.need else { return Vec::new() };
    let metric = fold(metric);
    let confirmed = |reading: &Value| {
        let linked = |piece: &Piece| {
            piece.session.is_some()
                && piece.session == reading.session
                && piece.benchmarks.contains(&benchmark.id)
        };
        during.is_none() || facts.pieces.iter().any(linked)
    };
    let whole = |reading: &&Value| reading.sample >= *sample && fold(&reading.metric) == metric;
    let mut found: Vec<&Value> =
        facts.values.iter().filter(whole).filter(|reading| confirmed(reading)).collect();
    found.sort_by_key(|reading| reading.at);
    found
}

fn reaches(reading: &Value, op: Op, value: f64) -> bool {
    match op {
        Op::AtLeast => at_least(reading.value, value),
        Op::AtMost => reading.value <= value + SLACK,
    }
}

fn artefact(
    benchmark: &Benchmark,
    facts: &Facts,
    today: Day,
    (count, form, gap_days, draw): (i64, Form, Option<i64>, Option<i64>),
) -> Found {
    let old =
        |piece: &&Piece| gap_days.is_none_or(|gap| i64::from(today.0) - i64::from(piece.latest.0) >= gap);
    let linked: Vec<&Piece> =
        facts.pieces.iter().filter(|piece| piece.benchmarks.contains(&benchmark.id)).filter(old).collect();
    let has = |piece: &&&Piece| match form {
        Form::File => piece.file.is_some(),
        Form::Link => piece.link.is_some(),
        Form::Recording => piece.recording && piece.known_by().is_some(),
        Form::Note => piece.note,
        Form::List => piece.items > 0,
    };
    let mut known = HashSet::new();
    let mut pieces: Vec<&&Piece> = linked.iter().filter(has).collect();
    // The same file twice is one piece.
    pieces.retain(|piece| piece.known_by().is_none_or(|mark| known.insert(mark)));
    let shows = |piece: &&&Piece| (piece.source, piece.day);
    if form != Form::List {
        return all_of(pieces.iter().map(shows).collect(), count);
    }
    // Of one and the same list: the longest, and of those the one of which most was shown.
    let Some(list) = pieces.iter().max_by_key(|piece| (piece.items.min(count), piece.drawn, piece.items))
    else {
        return all_of(Vec::new(), count);
    };
    let hindrance = draw
        .filter(|draw| list.items >= count && list.drawn < *draw)
        .map(|draw| format!("{draw} of the items, drawn at random, have to be shown to a witness"));
    Found { counts: vec![shows(list)], have: list.items, asked: count, hindrance }
}

/// Of all spans of so many days the newest that has enough in it; without one, that with the most, the newest of those.
fn best_span<T>(
    mut all: Vec<(T, Day)>,
    days: i64,
    size: impl Fn(&[(T, Day)]) -> usize,
    enough: impl Fn(&[(T, Day)]) -> bool,
) -> Vec<(T, Day)>
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
        let span = &all[start..=end];
        if enough(span) || (!enough(best) && size(span) >= size(best)) {
            best = span;
        }
    }
    best.to_vec()
}

/// Uses of learned items, each within so many days of being learned; one for each item.
fn used_items(facts: &Facts, days: i64) -> Vec<(Source, Day)> {
    let used = |item: super::Item| {
        let name = fold(&item.name);
        let in_time = |day: Day| (0..=days).contains(&(i64::from(day.0) - i64::from(item.learned.0)));
        let found = facts
            .uses
            .iter()
            .find(|one| !one.vague && in_time(one.day) && mentions(&fold(&one.words), &name));
        found.map(|one| (one.source, one.day))
    };
    facts.items().into_iter().filter_map(used).collect()
}

/// Whether words name something: as words of their own, so that *ii* is not found in *skiing*.
fn mentions(words: &str, name: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let inside = |at: usize| {
        let (before, after) = (&words[..at], &words[at + name.len()..]);
        (letter(before.chars().next_back()) && letter(name.chars().next()))
            || (letter(name.chars().next_back()) && letter(after.chars().next()))
    };
    !name.is_empty() && words.match_indices(name).any(|(at, _)| !inside(at))
}

fn transfer(facts: &Facts, contexts: i64, rate: f64) -> Found {
    let probes = countable(facts, facts.probe_reps);
    let by_probe = probes
        .iter()
        .filter(|probe| at_least(probe.rate(), rate))
        .map(|probe| (&*probe.context, (probe.source, probe.day)));
    // Where a skill is measured, not probed, its shares are what is shown.
    let measured = facts.learning_rate.is_none();
    let shares =
        facts.values.iter().filter(|reading| measured && reading.share && at_least(reading.value, rate));
    let by_share = shares.map(|reading| (&*reading.context, (reading.source, reading.day)));
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
    let known = facts.taught.iter().filter(|taught| within.is_none() || !taught.vague);
    let all: Vec<(&Taught, Day)> = known.map(|taught| (taught, taught.day)).collect();
    let people = |span: &[(&Taught, Day)]| {
        let mut ids: Vec<_> = span.iter().map(|(taught, _)| taught.learner).collect();
        ids.sort();
        ids.dedup();
        ids.len()
    };
    let tries = |span: &[(&Taught, Day)]| {
        let tries = span.iter().filter_map(|(taught, _)| taught.tries);
        tries.fold((0, 0), |sum, tries| (sum.0 + tries.0, sum.1 + tries.1))
    };
    let reached =
        |(hits, total): (i64, i64), rate: f64| total > 0 && at_least(hits as f64 / total as f64, rate);
    let number = |span: &[(&Taught, Day)]| i64::try_from(people(span)).unwrap_or(i64::MAX);
    let enough = |span: &[(&Taught, Day)]| {
        number(span) >= learners && rate.is_none_or(|rate| reached(tries(span), rate))
    };
    let span = best_span(all, within.unwrap_or(i64::MAX), people, enough);
    let (have, (hits, total)) = (number(&span), tries(&span));
    let hindrance = rate
        .filter(|rate| have >= learners && !reached((hits, total), *rate))
        .map(|rate| words::learners_below(rate, hits, total));
    let counts = span.into_iter().map(|(taught, day)| (taught.source, day)).collect();
    Found { counts, have, asked: learners, hindrance }
}

/// Whoever agrees and weighs enough, by the newest word of each person; older words count no longer.
pub(super) fn agreeing<'a>(words: &[&'a Word], rank: Rank) -> Vec<&'a Word> {
    let mut newest: Vec<&Word> = Vec::new();
    for word in words {
        match newest.iter_mut().find(|known| known.person == word.person) {
            Some(known) if given(known) < given(word) => *known = word,
            Some(_) => {}
            None => newest.push(word),
        }
    }
    newest.retain(|word| word.agrees && word.rank >= rank);
    newest
}

/// When a word was given; of two on one day the one written down later is the later.
fn given(word: &Word) -> (Day, Id) {
    (word.day, word.source.id)
}

/// Who disagrees without a second opinion: an agreeing word of somebody else, given later and weighing as much.
pub(super) fn dissent(words: &[&Word]) -> Option<String> {
    let answered = |against: &Word| {
        words.iter().any(|word| {
            let later = given(word) > given(against);
            // Whoever changes their mind needs nobody else.
            word.agrees && later && (word.rank >= against.rank || word.person == against.person)
        })
    };
    let against = words.iter().find(|word| !word.agrees && !answered(word))?;
    Some(format!("{} disagrees: a second opinion is needed", against.name))
}

/// Every day on which a record showed what a benchmark asks for, whether or not it is still among those that count.
pub(super) fn shown_days(benchmark: &Benchmark, facts: &Facts) -> Vec<Day> {
    let linked = facts.pieces.iter().filter(|piece| piece.benchmarks.contains(&benchmark.id));
    match &benchmark.need {
        Need::Observe { .. } => facts.observed.iter().map(|fact| fact.day).collect(),
        Need::Probe { reps, rate, .. } => passing(facts, *reps, *rate),
        Need::Retain { reps, rate, .. } => passing(facts, *reps, Some(*rate)),
        Need::Transfer { rate, .. } => passing(facts, facts.probe_reps, Some(*rate)),
        Need::Measure { op, value, .. } => {
            let good = readings(benchmark, facts).into_iter().filter(|reading| reaches(reading, *op, *value));
            good.map(|reading| reading.day).collect()
        }
        Need::Artefact { .. } => linked.map(|piece| piece.day).collect(),
        Need::Apply { .. } => facts.uses.iter().map(|fact| fact.day).collect(),
        Need::Teach { .. } => facts.taught.iter().map(|fact| fact.day).collect(),
        Need::Witness { role, .. } => {
            agreeing(&about(benchmark, facts), *role).iter().map(|word| word.day).collect()
        }
    }
}

/// The days of the cold probes that reach a rate.
pub(super) fn passing(facts: &Facts, reps: i64, rate: Option<f64>) -> Vec<Day> {
    let good = |probe: &&Probe| rate.is_none_or(|rate| at_least(probe.rate(), rate));
    countable(facts, reps).into_iter().filter(good).map(|probe| probe.day).collect()
}
