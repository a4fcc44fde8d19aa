//! The clock of the open session: pause, resume, cancel, and its plan.

use super::args::{AtArgs, ExtendArgs, PredictArgs};
use super::context::Context;
use super::{Done, hooks, stop};
use crate::domain::change::Change;
use crate::domain::when::{duration, spent};
use crate::journal::Journal;

pub(super) fn pause(cx: &mut Context, args: &AtArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let at = cx.moment_if(args.at.as_deref())?;
    let outcome = journal.apply(Change::Pause { at })?;
    let line = with_time(&journal, "paused")?;
    cx.did(&mut journal, &outcome, &line)?;
    let detail = journal.session_detail(outcome.id.unwrap_or_default())?;
    stop::say_doubt(cx, &detail.segments, detail.row.unresolved, "running");
    Ok(())
}

pub(super) fn resume(cx: &mut Context, args: &AtArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let at = cx.moment_if(args.at.as_deref())?;
    let outcome = journal.apply(Change::Resume { at })?;
    let line = with_time(&journal, "running")?;
    cx.did(&mut journal, &outcome, &line)
}

fn with_time(journal: &Journal, state: &str) -> Result<String, super::Failure> {
    let playing = stop::playing(journal)?;
    let elapsed = playing.elapsed(journal.now());
    Ok(format!("{state} {} · {}", playing.skill.name, spent(elapsed.practised)))
}

pub(super) fn cancel(cx: &mut Context) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.playing()?.map(|playing| playing.skill.name).unwrap_or_default();
    let outcome = journal.apply(Change::Cancel)?;
    let said = cx.did(&mut journal, &outcome, &outcome.label);
    cx.tell("`etude undo` brings it back");
    hooks::run(cx, "cancel", outcome.id, &skill);
    said
}

pub(super) fn extend(cx: &mut Context, args: &ExtendArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let typed = args.by.trim();
    let seconds = match typed.strip_prefix(['-', '−']) {
        Some(less) => -(duration(less)? / 1000),
        None => duration(typed.strip_prefix('+').unwrap_or(typed))? / 1000,
    };
    cx.change(&mut journal, Change::ExtendPlan(seconds))
}

pub(super) fn predict(cx: &mut Context, args: &PredictArgs) -> Done {
    let mut journal = cx.open_existing()?;
    cx.change(&mut journal, Change::Predict(args.hits))
}

pub(super) fn skip_probe(cx: &mut Context) -> Done {
    let mut journal = cx.open_existing()?;
    cx.change(&mut journal, Change::SkipProbe)
}
