//! A request for feedback: made of a session, or of the last one on a skill.

use super::{Request, address, did, own_words};
use crate::cli::args::AskArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::domain::change::Change;
use crate::domain::feedback::request::{self, Request as Usual};
use crate::domain::feedback::{Feedback, FeedbackState};
use crate::domain::session::Session;
use crate::journal::read::SessionFilter;
use crate::journal::{Journal, Outcome};

pub(super) fn request(journal: &Journal, args: &AskArgs) -> Result<Request, Failure> {
    let mut feedback = compose(journal, args)?;
    feedback.sender = args.person.as_deref().map(named::person_name).unwrap_or_default();
    let to = address(journal, args.to.as_deref(), &feedback.sender)?;
    feedback.address = to.clone().unwrap_or_default();
    let about = feedback.skill.map(|id| journal.skill(id)).transpose()?.map(|skill| skill.name);
    let about = about.unwrap_or_default();
    Ok(Request {
        who: feedback.sender.clone(),
        to,
        text: feedback.request.clone(),
        change: Change::AskFeedback(Box::new(feedback)),
        subject: Box::new(move |id| request::subject(id, &about)),
        form: None,
    })
}

/// The request with its words: those that were given, else the usual ones from the session or the last one on the skill.
fn compose(journal: &Journal, args: &AskArgs) -> Result<Feedback, Failure> {
    let given = own_words(args)?;
    let (skill, session) = match (&args.skill, &args.session) {
        (Some(name), _) => {
            let skill = named::any_skill(journal, name)?.id;
            let filter = SessionFilter { skill: Some(skill), limit: Some(1), ..SessionFilter::default() };
            (Some(skill), journal.sessions(&filter)?.pop().map(|row| row.session))
        }
        (None, typed) => {
            let named = typed.is_some() || given.is_none();
            let session = match typed.as_deref().or(named.then_some("last")) {
                Some(word) => Some(last_or_named(journal, word, typed.is_some())?),
                None => None,
            };
            (session.as_ref().map(|session| session.skill), session)
        }
    };
    let about = skill.map(|id| journal.skill(id)).transpose()?;
    let usual = Usual {
        skill: about.as_ref().map_or("", |skill| &skill.name),
        intention: session.as_ref().map_or("", |session| &session.intention),
        watch: args.watch.as_deref().unwrap_or_default(),
    };
    let mut feedback = Feedback::asking(given.unwrap_or_else(|| usual.text()));
    feedback.state = if args.sent { FeedbackState::Waiting } else { FeedbackState::Asked };
    feedback.skill = skill;
    // The last session on a skill lends its intention; only one that was named is what the feedback is about.
    feedback.session = session.filter(|_| args.skill.is_none()).map(|session| session.id);
    feedback.private = args.private;
    Ok(feedback)
}

fn last_or_named(journal: &Journal, word: &str, named: bool) -> Result<Session, Failure> {
    let found = journal.find_session(word);
    let id = found.map_err(|error| match named {
        true => error,
        false => error.hint("say what it is about: --skill SKILL, or in your own words: --text TEXT"),
    })?;
    Ok(journal.session_detail(id)?.row.session)
}

/// Says what was done; what to do next is for the end.
pub(super) fn said(
    cx: &Context,
    journal: &Journal,
    outcome: &Outcome,
    args: &AskArgs,
) -> Result<Option<String>, Failure> {
    let short = journal.short_feedback_id(outcome.id.unwrap_or_default())?;
    did(cx, outcome, &short);
    Ok((!args.sent).then(|| format!("once it is out: `etude feedback edit {short} --sent`")))
}
