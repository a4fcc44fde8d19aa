//! Where a step may stand in a history: at its end; an import before what is one's own; a correction where the step stood that
//! it corrects.

use crate::domain::moment::Moment;
use crate::domain::stage::{Stage, StageEvent, StageEventKind, Told};
use crate::journal::error::{Error, Result};

/// Refuses a step that would stand where it does not belong.
pub(super) fn refuse_out_of_order(
    kind: StageEventKind,
    past: &[Told],
    (at, to): (Moment, Option<Stage>),
    wrong: Option<&StageEvent>,
    name: &str,
) -> Result<()> {
    match (kind, wrong) {
        (StageEventKind::Import, _) => {
            refuse_after_the_first(past, at, name)?;
            // Whoever begins anew may have been further once; what was declared leads up.
            let next = past.iter().find(|told| told.counts() && told.event.at.at > at.at);
            refuse_above_the_next(next.filter(|told| told.event.kind == StageEventKind::Import), to, name)
        }
        (StageEventKind::Correct, Some(wrong)) => refuse_elsewhere(past, wrong, (at, to), name),
        _ => refuse_before_the_last(past, at),
    }
}

fn refuse_before_the_last(past: &[Told], at: Moment) -> Result<()> {
    match past.iter().rfind(|told| told.counts()) {
        Some(last) if last.event.at.at > at.at => Err(Error::refused(
            "the history goes on after that moment",
        )
        .hint(
            "`etude stage correct` puts right what stands there; `etude stage import` adds what came before",
        )),
        _ => Ok(()),
    }
}

/// An import is what was held before there was a history; the stages of it may be told one by one.
fn refuse_after_the_first(past: &[Told], at: Moment, name: &str) -> Result<()> {
    let own = past.iter().filter(|told| told.counts() && told.event.kind != StageEventKind::Import);
    match own.map(|told| &told.event).find(|event| event.at.at <= at.at) {
        Some(first) => Err(Error::refused(format!(
            "{name} has a history of its own since {}: an import is what was held before",
            first.day
        ))
        .hint("`--at` says when that was; `etude stage promote` and `step-back` go on from here")),
        None => Ok(()),
    }
}

/// A step up leads up: what stands before it is below.
fn refuse_above_the_next(next: Option<&Told>, to: Option<Stage>, name: &str) -> Result<()> {
    use StageEventKind::{Enter, Import, Promote};
    let Some(next) = next.map(|told| &told.event) else { return Ok(()) };
    if !matches!(next.kind, Enter | Promote | Import) || next.to > to {
        return Ok(());
    }
    let reached = next.to.map_or("", Stage::word);
    Err(Error::refused(format!("{name} becomes {reached} on {}: it was below that before", next.day))
        .hint("undo or correct what stands there first"))
}

/// A correction stands between the steps that its step stood between.
fn refuse_elsewhere(
    past: &[Told],
    wrong: &StageEvent,
    (at, to): (Moment, Option<Stage>),
    name: &str,
) -> Result<()> {
    let here = past.iter().position(|told| told.event.id == wrong.id).unwrap_or(past.len());
    let before = past.iter().take(here).rfind(|told| told.counts());
    let after = past.iter().skip(here + 1).find(|told| told.counts());
    let crossed = before
        .filter(|told| told.event.at.at > at.at)
        .or(after.filter(|told| told.event.at.at < at.at))
        .map(|told| told.event.day);
    if let Some(day) = crossed {
        return Err(Error::refused(format!("{name} has a step on {day} that this one would pass"))
            .hint("a correction stays where its step stands; undo or correct the other first"));
    }
    refuse_above_the_next(after, to, name)
}
