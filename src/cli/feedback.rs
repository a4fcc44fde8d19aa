//! `etude feedback`: what came and what is asked for, on its way from state to state.

mod action;
mod balance;
mod facts;
mod import;
mod list;
mod request;
mod shape;
mod show;
mod theme;

pub(super) use list::line;

use super::args::{FeedbackVerb, Pieces};
use super::context::Context;
use super::failure::Failure;
use super::{Done, typed};
use crate::domain::change::Change;
use crate::domain::feedback::{Feedback, Verb};
use crate::domain::id::Id;
use crate::journal::{Error, Journal};

pub(super) fn run(cx: &mut Context, verb: FeedbackVerb) -> Done {
    match verb {
        FeedbackVerb::Add(args) => facts::add(cx, &args),
        FeedbackVerb::Ask(args) => request::ask(cx, &args),
        FeedbackVerb::Sent(which) => advance(cx, &which, Verb::Send, String::new()),
        FeedbackVerb::Receive { id, words, at } => request::receive(cx, &id, &words, at.as_deref()),
        FeedbackVerb::List(args) => list::list(cx, &args),
        FeedbackVerb::Show(args) => show::show(cx, &args),
        FeedbackVerb::Note(which) => advance(cx, &which, Verb::Note, String::new()),
        FeedbackVerb::Accept { id, actions, due } => action::accept(cx, &id, &actions, &due),
        FeedbackVerb::Decline { which, reason } => advance(cx, &which, Verb::Decline, reason),
        FeedbackVerb::Snooze { words, wake } => snooze(cx, &words, wake),
        FeedbackVerb::Respond { id, words } => {
            let response = typed::needed(&words, "feedback respond ID")?;
            edit(cx, &id, |feedback| feedback.response = response)
        }
        FeedbackVerb::Action { id, text, due } => action::add(cx, &id, text, due.as_deref()),
        FeedbackVerb::EditAction { action, text, due } => action::edit(cx, &action, text, due.as_deref()),
        FeedbackVerb::DeleteAction { action } => action::delete(cx, &action),
        FeedbackVerb::Act(args) => action::act(cx, &args),
        FeedbackVerb::Unlink { proof } => action::unlink(cx, &proof),
        FeedbackVerb::Close(which) => advance(cx, &which, Verb::Close, String::new()),
        FeedbackVerb::Drop(which) => advance(cx, &which, Verb::Drop, String::new()),
        FeedbackVerb::Reopen(which) => advance(cx, &which, Verb::Reopen, String::new()),
        FeedbackVerb::Link { id, about, person } => facts::link(cx, &id, &about, person.as_deref()),
        FeedbackVerb::Tag { which, theme } => {
            change_all(cx, &which.ids, |feedback| Change::TagTheme { feedback, theme })
        }
        FeedbackVerb::Untag { id, theme } => {
            let mut journal = cx.open_existing()?;
            let (feedback, theme) = (journal.find_feedback(&id)?, journal.find_theme(&theme)?.id);
            cx.change(&mut journal, Change::UntagTheme { feedback, theme })
        }
        FeedbackVerb::Tough { id, tough } => edit(cx, &id, |feedback| feedback.tough = tough.0),
        FeedbackVerb::Focus { id, focus } => edit(cx, &id, |feedback| feedback.focus = focus.0),
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

fn change_all(cx: &mut Context, typed: &[String], change: impl FnOnce(Vec<Id>) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let ids = found(&journal, typed)?;
    cx.change(&mut journal, change(ids))
}

fn found(journal: &Journal, typed: &[String]) -> Result<Vec<Id>, Error> {
    typed.iter().map(|typed| journal.find_feedback(typed)).collect()
}

fn edit(cx: &mut Context, typed: &str, change: impl FnOnce(&mut Feedback)) -> Done {
    let mut journal = cx.open_existing()?;
    let mut feedback = journal.piece(journal.find_feedback(typed)?)?;
    change(&mut feedback);
    cx.change(&mut journal, Change::EditFeedback { feedback: Box::new(feedback), from: None })
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
