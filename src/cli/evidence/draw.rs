//! `etude evidence draw`: chance chooses what a witness is shown.

use super::benchmark_of;
use crate::cli::args::DrawArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::json::object;
use crate::cli::{Done, named};
use crate::domain::change::{Change, With};
use crate::domain::evidence::{self, Evidence};
use crate::domain::ladder::Need;
use crate::journal::Journal;

pub(super) fn draw(cx: &mut Context, args: &DrawArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let mut piece: Evidence = journal.found(&args.id)?;
    if piece.items.is_empty() {
        return Err(Failure::refused(format!("{} is no list: there is nothing to draw from", piece.title))
            .hint("`etude evidence edit ID --item NAME --item NAME` makes it one"));
    }
    if !piece.drawn.is_empty() && !args.again {
        return Err(Failure::refused(format!("drawn already: {}", piece.drawn.join(", ")))
            .hint("--again draws anew; `etude evidence edit ID --who NAME` says who saw them"));
    }
    let count = count(&journal, args, &piece)?;
    if count > piece.items.len() {
        return Err(Failure::refused(format!("the list has {} items", piece.items.len())));
    }
    piece.drawn =
        evidence::draw(&piece.items, count, |below| throw(below, getrandom::u64)).map_err(|error| {
            Failure::refused(format!("the system has no random numbers: {error}; nothing was drawn"))
        })?;
    // Whoever saw an earlier draw did not see this one.
    piece.person = None;
    let drawn = piece.drawn.clone();
    let person = args.who.as_deref().map(named::person_name);
    let outcome = journal.apply(Change::edit_with(piece, With::person(person)))?;
    if cx.json {
        cx.out.json(&object! { ..json::did(&outcome), "drawn": &drawn })?;
    } else {
        drawn.iter().try_for_each(|item| cx.out.line(item))?;
    }
    cx.out.flush()?;
    outcome.notices.iter().for_each(|notice| cx.warn(notice));
    cx.settle(&mut journal);
    Ok(())
}

/// How many: as many as were named, else as its benchmark asks for.
fn count(journal: &Journal, args: &DrawArgs, piece: &Evidence) -> Result<usize, Failure> {
    if let Some(count) = args.count {
        return Ok(usize::try_from(count).unwrap_or(usize::MAX));
    }
    for id in journal.shown_for(piece.id)? {
        let benchmark = benchmark_of(journal, piece.subject(), &id)?;
        if let Some(Need::Artefact { draw: Some(draw), .. }) = benchmark.map(|benchmark| benchmark.need) {
            return Ok(usize::try_from(draw).unwrap_or(1));
        }
    }
    Err(Failure::usage("how many?").hint("no benchmark says so: `etude evidence draw ID 3`"))
}

/// A number below another, from a source of random numbers; every one is as likely as any other.
fn throw<E>(below: usize, random: impl Fn() -> Result<u64, E>) -> Result<usize, E> {
    let below = below.max(1) as u64;
    // Numbers of the last, incomplete round would come more often.
    let fair = u64::MAX - u64::MAX % below;
    loop {
        let number = random()?;
        if number < fair {
            return Ok(usize::try_from(number % below).unwrap_or(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_throw_is_fair_or_fails() {
        assert_eq!(throw(6, || Ok::<_, ()>(13)), Ok(1));
        assert_eq!(throw(6, || Err::<u64, _>("no source")), Err("no source"));
        let thrown = Cell::new(u64::MAX);
        let again = || Ok::<_, ()>(thrown.replace(4));
        assert_eq!(throw(6, again), Ok(4), "a number of the incomplete round is thrown again");
    }
}
