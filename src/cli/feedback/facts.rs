//! `etude feedback add` and `edit`: what feedback says of itself, put from the words of a verb into the record.

use crate::cli::args::{About, AddFeedbackArgs, EditFeedbackArgs, FeedbackFacts, Words};
use crate::cli::context::Context;
use crate::cli::edit::{put, put_number};
use crate::cli::failure::Failure;
use crate::cli::{Done, named, typed};
use crate::domain::change::Change;
use crate::domain::feedback::{Feedback, FeedbackState, GivenBy, Verb};
use crate::domain::id::Id;
use crate::journal::find::Among;
use crate::journal::{Journal, Outcome};

pub(super) fn add(cx: &mut Context, args: &AddFeedbackArgs) -> Done {
    let text = typed::needed(&args.words, "feedback add")?;
    let facts = &args.facts;
    if let Some(request) = &args.answers {
        let at = cx.moment_if(facts.at.as_deref())?;
        let mut journal = cx.open_existing()?;
        let request = journal.find_feedback(request)?;
        return cx.change(&mut journal, Change::ReceiveFeedback { request, text, at });
    }
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
fn from(typed: &str, feedback: &mut Feedback) {
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
    let ids = super::found(&journal, &args.ids)?;
    let given = Words { text: args.text.clone().into_iter().collect(), file: args.file.clone() };
    let text = typed::words(&given)?;
    let response = match args.respond.as_deref() {
        Some("-") => Some(typed::from_stdin()?),
        response => response.map(str::to_owned),
    };
    let mut changes = Vec::new();
    for id in &ids {
        changes.extend(edited(cx, &journal, *id, args, text.as_ref(), response.as_ref())?);
    }
    for theme in &args.theme {
        changes.push(Change::TagTheme { feedback: ids.clone(), theme: theme.clone() });
    }
    for theme in &args.no_theme {
        let theme = journal.find_theme(theme)?.id;
        changes.extend(ids.iter().map(|id| Change::UntagTheme { feedback: *id, theme }));
    }
    for typed in &args.unlink {
        changes.push(Change::RemoveProof(proof_of(&journal, &ids, typed)?));
    }
    if args.sent {
        changes.push(Change::MoveFeedback { feedback: ids, verb: Verb::Send, reason: String::new() });
    }
    if changes.is_empty() {
        return Err(
            Failure::usage("nothing to change").hint("`etude feedback edit --help` lists what can be said")
        );
    }
    let outcome = journal.apply_all(changes)?;
    cx.did(&mut journal, &outcome, &outcome.label)
}

/// What is said of one piece, if it says anything new.
fn edited(
    cx: &Context,
    journal: &Journal,
    id: Id,
    args: &EditFeedbackArgs,
    text: Option<&String>,
    response: Option<&String>,
) -> Result<Option<Change>, Failure> {
    let before = journal.piece(id)?;
    let mut feedback = before.clone();
    let at = cx.moment_if(args.facts.at.as_deref())?;
    if (text.is_some() || at.is_some()) && !feedback.state.is_received() {
        return Err(Failure::refused("its answer has not come yet")
            .hint("write it down: `etude feedback add --answers ID TEXT`"));
    }
    put(text, &mut feedback.text);
    put(response, &mut feedback.response);
    take(journal, &args.facts, &mut feedback)?;
    feedback.private &= !args.public;
    put(args.request.as_ref(), &mut feedback.request);
    feedback.received = at.or(feedback.received);
    feedback.asked = cx.moment_if(args.asked_at.as_deref())?.or(feedback.asked);
    let from = args.facts.from.as_deref().map(named::person_name);
    let says = feedback != before || from.is_some();
    Ok(says.then(|| Change::EditFeedback { feedback: Box::new(feedback), from }))
}

/// A proof that is named, which must be one of these pieces.
fn proof_of(journal: &Journal, ids: &[Id], typed: &str) -> Result<Id, Failure> {
    let proof = journal.find_proof(typed)?;
    for id in ids {
        let actions = journal.feedback_detail(*id)?.row.actions;
        if actions.iter().flat_map(|action| &action.proofs).any(|known| known.id == proof) {
            return Ok(proof);
        }
    }
    Err(Failure::usage(format!("the proof {typed} belongs to other feedback")))
}
