//! The clock of the open session: pause, resume, cancel.

use super::args::AtArgs;
use super::context::Context;
use super::{Done, hooks, stop};
use crate::domain::change::Change;
use crate::domain::when::spent;
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
