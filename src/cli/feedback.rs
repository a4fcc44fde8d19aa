//! `etude feedback`: what came and what is asked for, on its way from state to state.

mod action;
mod balance;
mod facts;
mod import;
mod list;
mod shape;
mod show;
mod theme;

pub(super) use list::line;

use super::Done;
use super::args::{FeedbackVerb, Pieces};
use super::context::Context;
use super::failure::Failure;
use crate::domain::change::Change;
use crate::domain::feedback::{FeedbackState, Verb};
use crate::domain::id::Id;
use crate::journal::{Error, Journal};

pub(super) fn run(cx: &mut Context, verb: FeedbackVerb) -> Done {
    match verb {
        FeedbackVerb::Add(args) => facts::add(cx, &args),
        FeedbackVerb::List(args) => list::list(cx, &args),
        FeedbackVerb::Show(args) => show::show(cx, &args),
        FeedbackVerb::Accept { id, actions, due } => action::accept(cx, &id, &actions, &due),
        FeedbackVerb::Decline { which, reason } => advance(cx, &which, Verb::Decline, reason),
        FeedbackVerb::Snooze { words, wake } => snooze(cx, &words, wake),
        FeedbackVerb::Action(verb) => action::run(cx, verb),
        FeedbackVerb::Act(args) => action::act(cx, &args),
        FeedbackVerb::Close(which) => close(cx, &which),
        FeedbackVerb::Reopen(which) => advance(cx, &which, Verb::Reopen, String::new()),
        FeedbackVerb::Edit(args) => facts::edit(cx, &args),
        FeedbackVerb::Delete { which, .. } => {
            change_all(cx, &which.ids, Change::DeleteFeedback)?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
        FeedbackVerb::Import(args) => import::import(cx, &args),
        FeedbackVerb::Themes => theme::list(cx),
        FeedbackVerb::Theme(verb) => theme::run(cx, verb),
        FeedbackVerb::Balance => balance::balance(cx),
    }
}

/// Moves every piece that is named, or none of them.
fn advance(cx: &mut Context, which: &Pieces, verb: Verb, reason: String) -> Done {
    change_all(cx, &which.ids, |feedback| Change::MoveFeedback { feedback, verb, reason })
}

/// Is done with every piece that is named: from the inbox it is kept as noted, else it is closed.
fn close(cx: &mut Context, which: &Pieces) -> Done {
    let mut journal = cx.open_existing()?;
    let mut changes = Vec::new();
    for id in found(&journal, &which.ids)? {
        let from_inbox = journal.piece(id)?.state == FeedbackState::Inbox;
        let verb = if from_inbox { Verb::Note } else { Verb::Close };
        match changes.last_mut() {
            Some(Change::MoveFeedback { feedback, verb: same, .. }) if *same == verb => feedback.push(id),
            _ => changes.push(Change::MoveFeedback { feedback: vec![id], verb, reason: String::new() }),
        }
    }
    let noted = changes.iter().any(|change| matches!(change, Change::MoveFeedback { verb: Verb::Note, .. }));
    let outcome = journal.apply_all(changes)?;
    cx.did(&mut journal, &outcome, &outcome.label)?;
    if noted {
        cx.tell("it was in the inbox: it is kept as noted");
    }
    Ok(())
}

fn change_all(cx: &mut Context, typed: &[String], change: impl FnOnce(Vec<Id>) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let ids = found(&journal, typed)?;
    cx.change(&mut journal, change(ids))
}

fn found(journal: &Journal, typed: &[String]) -> Result<Vec<Id>, Error> {
    typed.iter().map(|typed| journal.find_feedback(typed)).collect()
}

fn snooze(cx: &mut Context, words: &[String], wake: bool) -> Done {
    if wake {
        return change_all(cx, words, |feedback| Change::SnoozeFeedback { feedback, until: None });
    }
    let Some((day, ids @ [_, ..])) = words.split_last() else {
        return Err(Failure::usage("until when?")
            .hint("say it last: `etude feedback snooze ID friday`; --wake brings it back"));
    };
    let until = Some(cx.day(day)?);
    change_all(cx, ids, |feedback| Change::SnoozeFeedback { feedback, until })
}
