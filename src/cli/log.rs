//! `etude log`: a session written down after the fact.

use super::args::LogArgs;
use super::context::Context;
use super::failure::Failure;
use super::named::Meant;
use super::{Done, facts, named};
use crate::domain::change::{Change, NewReps, PastSession};
use crate::domain::id::Id;
use crate::domain::rep::RepResult;
use crate::domain::session::Session;
use crate::domain::when::duration;

/// What was typed: the skill, the length in milliseconds, and hits and misses if they were typed too.
#[derive(Debug, PartialEq)]
struct Typed {
    skill: String,
    length: i64,
    reps: Option<(i64, i64)>,
}

pub(super) fn log(cx: &mut Context, args: LogArgs) -> Done {
    let typed = read(&args.words)?;
    let at = cx.moment_if(args.at.as_deref())?;
    let mut journal = cx.open_or_make(args.create, Some(&typed.skill), &args.area)?;
    let (skill, new_skill) = match named::skill(&journal, &typed.skill, args.create, &args.area)? {
        Meant::Known(skill) => (skill, None),
        Meant::New(new) => (Id::default(), Some(new)),
    };
    let mut session = Session::on(skill);
    if let Some(drill) = &args.facts.drill {
        session.drill = named::drill_of(&journal, skill, drill)?;
    }
    let with = facts::take(&args.facts, &mut session);
    facts::reflect(&args.reflection, &mut session);
    facts::take_short(&args.short, &mut session);
    session.started = at.unwrap_or_else(|| journal.now().wall.plus(-typed.length));
    let reps = reps(&args, typed.reps)?;
    let past = PastSession { session, length: typed.length, reps, notes: args.note, new_skill, with };
    cx.change(&mut journal, Change::LogSession(Box::new(past)))
}

fn reps(args: &LogArgs, typed: Option<(i64, i64)>) -> Result<Option<NewReps>, Failure> {
    let given = args.hits.is_some() || args.misses.is_some();
    let (hits, misses) = match (typed, given) {
        (Some(_), true) => {
            return Err(Failure::usage(
                "hits are said twice: once as 12/15 and once with --hits or --misses",
            ));
        }
        (Some(typed), false) => typed,
        (None, _) => (args.hits.unwrap_or(0), args.misses.unwrap_or(0)),
    };
    if (hits, misses) == (0, 0) {
        return Ok(None);
    }
    let results = vec![(RepResult::Hit, hits), (RepResult::Miss, misses)];
    Ok(Some(NewReps { results, bulk: true, ..NewReps::one(RepResult::Hit) }))
}

/// Reads `ear 45m`, `ear 12/15 20m`, one argument or several; what is left at the front is the skill.
fn read(words: &[String]) -> Result<Typed, Failure> {
    let mut words: Vec<&str> = match words {
        [one] => one.split_whitespace().collect(),
        several => several.iter().map(String::as_str).collect(),
    };
    let (mut length, mut reps) = (None, None);
    while let Some(last) = words.last() {
        if let (None, Some(found)) = (reps, of(last)) {
            reps = Some(found);
        } else if let (None, Ok(found)) = (length, duration(last)) {
            length = Some(found);
        } else {
            break;
        }
        words.pop();
    }
    let wrong = |what| Failure::usage(what).hint("for example: etude log 'Guide tones' 45m");
    let length = length.ok_or_else(|| wrong("how long was it?"))?;
    if words.is_empty() {
        return Err(wrong("what was practised?"));
    }
    Ok(Typed { skill: words.join(" "), length, reps })
}

/// Hits and misses of `12/15`: twelve of fifteen.
fn of(word: &str) -> Option<(i64, i64)> {
    let (hits, all) = word.split_once('/')?;
    let (hits, all): (i64, i64) = (hits.parse().ok()?, all.parse().ok()?);
    (0..=all).contains(&hits).then_some((hits, all - hits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &[&str]) -> Option<Typed> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        read(&words).ok()
    }

    fn found(skill: &str, minutes: i64, reps: Option<(i64, i64)>) -> Option<Typed> {
        Some(Typed { skill: skill.to_owned(), length: minutes * 60_000, reps })
    }

    #[test]
    fn skill_length_and_hits_in_one_breath_or_several() {
        let ear = |reps| found("ear", 20, reps);
        assert_eq!(typed(&["ear", "20m"]), ear(None));
        assert_eq!(typed(&["ear 12/15 20m"]), ear(Some((12, 3))));
        assert_eq!(typed(&["ear", "20m", "12/15"]), ear(Some((12, 3))));
        assert_eq!(typed(&["Guide tones", "1h30"]), found("Guide tones", 90, None));
        assert_eq!(typed(&["Jazz/Guide tones 45"]), found("Jazz/Guide tones", 45, None));
        for wrong in [&["ear"][..], &["20m"], &[""], &["ear", "16/15", "x"]] {
            assert_eq!(typed(wrong), None, "{wrong:?}");
        }
    }
}
