//! `etude feedback add`, `edit`, `link`: what feedback says of itself, put from the words of a verb into the record.

use crate::cli::args::{About, AddFeedbackArgs, EditFeedbackArgs, FeedbackFacts};
use crate::cli::context::Context;
use crate::cli::edit::{put, put_number};
use crate::cli::failure::Failure;
use crate::cli::{Done, named, typed};
use crate::domain::change::Change;
use crate::domain::feedback::{Feedback, FeedbackState, GivenBy};
use crate::journal::find::Among;
use crate::journal::{Journal, Outcome};

pub(super) fn add(cx: &mut Context, args: &AddFeedbackArgs) -> Done {
    let text = typed::needed(&args.words, "feedback add")?;
    let facts = &args.facts;
    // The first feedback may be what a journal begins with; what it links to must be there.
    let links =
        [&facts.about.skill, &facts.about.area, &facts.about.session].into_iter().any(Option::is_some);
    let mut journal = if links { cx.open_existing()? } else { cx.open()? };
    let mut feedback = Feedback::saying(text);
    if args.noted {
        feedback.state = FeedbackState::Noted;
    }
    take(&journal, facts, &mut feedback)?;
    feedback.received = cx.moment_if(facts.at.as_deref())?;
    if let Some(typed) = &facts.from {
        from(typed, &mut feedback);
    }
    let outcome = journal.apply(Change::AddFeedback(Box::new(feedback), args.theme.clone()))?;
    said_with_id(cx, &mut journal, &outcome)
}

/// Says what was done with the end of the id, by which the piece is called from now on.
fn said_with_id(cx: &mut Context, journal: &mut Journal, outcome: &Outcome) -> Done {
    let id = journal.short_feedback_id(outcome.id.unwrap_or_default())?;
    let line = format!("{} · {id}", outcome.label);
    cx.did(journal, outcome, &line)
}

/// The name as it is typed: whom it means the journal knows, and makes a person of a new one in the same step.
pub(super) fn from(typed: &str, feedback: &mut Feedback) {
    feedback.person = None;
    feedback.sender = named::person_name(typed);
}

fn take(journal: &Journal, facts: &FeedbackFacts, feedback: &mut Feedback) -> Done {
    put(facts.address.as_ref(), &mut feedback.address);
    put(facts.source.as_ref(), &mut feedback.source);
    put(facts.title.as_ref(), &mut feedback.title);
    put(facts.link.as_ref(), &mut feedback.link);
    put_number(facts.tough, &mut feedback.tough);
    feedback.focus = facts.focus.map_or(feedback.focus, |focus| focus.0);
    feedback.private |= facts.private;
    let of_source = facts.source.as_deref().map(GivenBy::of_source).filter(|given| *given != GivenBy::Human);
    feedback.given_by = facts.given_by.or(of_source).unwrap_or(feedback.given_by);
    put_about(journal, &facts.about, feedback)
}

fn put_about(journal: &Journal, about: &About, feedback: &mut Feedback) -> Done {
    if let Some(name) = &about.skill {
        feedback.skill = if named::is_none(name) { None } else { Some(named::any_skill(journal, name)?.id) };
    }
    if let Some(name) = &about.area {
        let found = if named::is_none(name) { None } else { Some(journal.find_area(name, Among::InUse)?) };
        feedback.area = found.map(|area| area.id);
    }
    if let Some(typed) = &about.session {
        feedback.session = if named::is_none(typed) { None } else { Some(journal.find_session(typed)?) };
    }
    Ok(())
}

pub(super) fn edit(cx: &mut Context, args: &EditFeedbackArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let before = journal.piece(journal.find_feedback(&args.id)?)?;
    let mut feedback = before.clone();
    if let Some(text) = typed::words(&args.words)? {
        if !feedback.state.is_received() {
            return Err(no_answer_yet());
        }
        feedback.text = text;
    }
    take(&journal, &args.facts, &mut feedback)?;
    feedback.private &= !args.public;
    put(args.request.as_ref(), &mut feedback.request);
    if let Some(at) = cx.moment_if(args.facts.at.as_deref())? {
        if !feedback.state.is_received() {
            return Err(no_answer_yet());
        }
        feedback.received = Some(at);
    }
    feedback.asked = cx.moment_if(args.asked_at.as_deref())?.or(feedback.asked);
    let from = args.facts.from.as_deref().map(named::person_name);
    if feedback == before && from.is_none() {
        return Err(
            Failure::usage("nothing to change").hint("`etude feedback edit --help` lists what can be said")
        );
    }
    cx.change(&mut journal, Change::EditFeedback { feedback: Box::new(feedback), from })
}

fn no_answer_yet() -> Failure {
    Failure::refused("its answer has not come yet").hint("write it down: `etude feedback receive ID TEXT`")
}

pub(super) fn link(cx: &mut Context, typed: &str, about: &About, person: Option<&str>) -> Done {
    if person.is_none() && [&about.skill, &about.area, &about.session].into_iter().all(Option::is_none) {
        return Err(Failure::usage("link it to what?").hint("--skill, --area, --session or --person"));
    }
    let mut journal = cx.open_existing()?;
    let mut feedback = journal.piece(journal.find_feedback(typed)?)?;
    put_about(&journal, about, &mut feedback)?;
    let from = person.map(named::person_name);
    cx.change(&mut journal, Change::EditFeedback { feedback: Box::new(feedback), from })
}
