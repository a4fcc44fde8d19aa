//! What is done about feedback: actions, and what proves them.

use crate::cli::args::{ActArgs, ActionVerb};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Done, named};
use crate::domain::change::{Change, NewAction, ProvedBy};
use crate::domain::feedback::Action;
use crate::domain::feedback::Verb;
use crate::domain::id::Id;
use crate::journal::Journal;

pub(super) fn run(cx: &mut Context, verb: ActionVerb) -> Done {
    match verb {
        ActionVerb::Add { id, text, due } => add(cx, &id, text, due.as_deref()),
        ActionVerb::Edit { action, text, due } => edit(cx, &action, text, due.as_deref()),
        ActionVerb::Delete { action } => delete(cx, &action),
    }
}

pub(super) fn accept(cx: &mut Context, typed: &str, actions: &[String], due: &[String]) -> Done {
    let days = due.iter().map(|day| cx.day(day)).collect::<Result<Vec<_>, _>>()?;
    if days.len() > 1 && days.len() != actions.len() {
        return Err(Failure::usage("--due is said once for all actions, or once for each"));
    }
    let due = |at: usize| if days.len() == 1 { days.first() } else { days.get(at) };
    let new = actions.iter().enumerate();
    let actions = new.map(|(at, text)| NewAction { text: text.clone(), due: due(at).copied() }).collect();
    let mut journal = cx.open_existing()?;
    let feedback = journal.find_feedback(typed)?;
    cx.change(&mut journal, Change::AcceptFeedback { feedback, actions })
}

fn add(cx: &mut Context, typed: &str, text: String, due: Option<&str>) -> Done {
    let due = cx.day_if(due)?;
    let mut journal = cx.open_existing()?;
    let feedback = journal.find_feedback(typed)?;
    cx.change(&mut journal, Change::add(NewAction { text, due }.of(feedback)))
}

fn edit(cx: &mut Context, typed: &str, text: Option<String>, due: Option<&str>) -> Done {
    let mut journal = cx.open_existing()?;
    let mut action = journal.found::<Action>(typed)?;
    action.text = text.unwrap_or(action.text);
    if let Some(typed) = due {
        action.due = if named::is_none(typed) { None } else { Some(cx.day(typed)?) };
    }
    cx.change(&mut journal, Change::edit(action))
}

fn delete(cx: &mut Context, typed: &str) -> Done {
    let mut journal = cx.open_existing()?;
    let action = journal.found::<Action>(typed)?.id;
    cx.change(&mut journal, Change::delete::<Action>(action))
}

pub(super) fn act(cx: &mut Context, args: &ActArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let feedback = journal.find_feedback(&args.id)?;
    let by = match (&args.session, &args.entry) {
        (Some(typed), _) => ProvedBy::Session(journal.find_session(typed)?),
        (None, Some(typed)) => ProvedBy::Entry(journal.found::<crate::domain::entry::Entry>(typed)?.id),
        (None, None) if args.action.is_empty() => {
            let change =
                Change::MoveFeedback { feedback: vec![feedback], verb: Verb::Act, reason: String::new() };
            return cx.change(&mut journal, change);
        }
        (None, None) => {
            return Err(Failure::usage("what proves it?").hint("--session last, or --entry last"));
        }
    };
    let actions = actions(&journal, feedback, &args.action)?;
    cx.change(&mut journal, Change::Prove { actions, by })
}

/// The actions that are named, which must be those of the feedback; else all of it that nothing proves yet.
fn actions(journal: &Journal, feedback: Id, named: &[String]) -> Result<Vec<Id>, Failure> {
    let known = journal.feedback_detail(feedback)?.row.actions;
    if named.is_empty() {
        let open: Vec<Id> =
            known.iter().filter(|action| action.proofs.is_empty()).map(|action| action.id).collect();
        if open.is_empty() {
            return Err(match known.is_empty() {
                true => Failure::refused("it has no action yet")
                    .hint("take it up: `etude feedback accept ID -a …`"),
                false => Failure::refused("every action of it has its proof").hint("--action adds one more"),
            });
        }
        return Ok(open);
    }
    let mut found = Vec::new();
    for typed in named {
        let id = journal.found::<Action>(typed)?.id;
        if known.iter().all(|action| action.id != id) {
            return Err(Failure::usage(format!("the action {typed} belongs to other feedback")));
        }
        found.push(id);
    }
    Ok(found)
}
