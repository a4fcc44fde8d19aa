//! `etude feedback ask` and `receive`: the request on its way out, and its answer typed in.

use serde::Serialize;

use super::facts;
use crate::cli::args::{AskArgs, Words};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json::Did;
use crate::cli::{Done, letter, named, typed};
use crate::domain::change::Change;
use crate::domain::feedback::request::{self, Request};
use crate::domain::feedback::{Feedback, FeedbackState};
use crate::domain::session::Session;
use crate::exchange::feedback::letter::{self as mail, Letter};
use crate::journal::read::SessionFilter;
use crate::journal::{Journal, Outcome};

/// What a request says, and where it goes.
#[derive(Serialize)]
struct FeedbackRequestJson<'a> {
    #[serde(flatten)]
    did: Did<'a>,
    tag: String,
    to: Option<&'a str>,
    subject: &'a str,
    text: &'a str,
    eml: Option<String>,
}

pub(super) fn ask(cx: &mut Context, args: &AskArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let mut feedback = compose(&journal, args)?;
    if let Some(typed) = &args.person {
        facts::from(typed, &mut feedback);
    }
    let to = letter::address(&journal, args.to.as_deref(), &feedback.sender)?;
    feedback.address = to.clone().unwrap_or_default();
    // Nothing is written down for a letter that cannot be written.
    if let Some(path) = &args.eml {
        letter::refuse_place(path)?;
    }
    let about = feedback.skill.map(|id| journal.skill(id)).transpose()?.map(|skill| skill.name);
    let (name, text) = (feedback.sender.clone(), feedback.request.clone());
    let outcome = journal.apply(Change::AskFeedback(Box::new(feedback)))?;
    let id = outcome.id.unwrap_or_default();
    let subject = request::subject(id, about.as_deref().unwrap_or_default());
    let to = to.as_deref();
    let date = cx.calendar().0;
    let letter = Letter { to: to.map(|to| (name.as_str(), to)), subject: &subject, text: &text, date };
    if let Some(path) = &args.eml {
        letter::write(path, &mail::write(&letter))?;
    }
    say(cx, &journal, &outcome, &letter, args)?;
    if args.copy {
        letter::copy(cx, &letter)?;
    }
    cx.settle(&mut journal);
    Ok(())
}

/// The request with its words: those that were given, else the usual ones from the session or the last one on the skill.
fn compose(journal: &Journal, args: &AskArgs) -> Result<Feedback, Failure> {
    let given = match (&args.text, &args.file) {
        (Some(text), _) => Some(text.clone()),
        (None, Some(file)) => Some(typed::from_file(file)?),
        (None, None) => None,
    };
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
    let request = Request {
        skill: about.as_ref().map_or("", |skill| &skill.name),
        intention: session.as_ref().map_or("", |session| &session.intention),
        watch: args.watch.as_deref().unwrap_or_default(),
    };
    let mut feedback = Feedback::asking(given.unwrap_or_else(|| request.text()));
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

/// The words on standard output, ready to be sent; what was done beside them.
fn say(cx: &mut Context, journal: &Journal, outcome: &Outcome, letter: &Letter<'_>, args: &AskArgs) -> Done {
    let id = outcome.id.unwrap_or_default();
    let Letter { to, subject, text, .. } = *letter;
    let to = to.map(|(_, address)| address);
    if cx.json {
        return cx.out.json(&FeedbackRequestJson {
            did: Did::of(outcome),
            tag: request::tag(id),
            to,
            subject,
            text,
            eml: args.eml.as_ref().map(|path| path.display().to_string()),
        });
    }
    letter::print(cx, letter)?;
    let short = journal.short_feedback_id(id)?;
    cx.tell(&format!("{} · {short}", outcome.label));
    if let Some(path) = &args.eml {
        cx.tell(&format!("wrote {}", path.display()));
    }
    if !args.sent {
        cx.tell(&format!("once it is out: `etude feedback sent {short}`"));
    }
    Ok(())
}

pub(super) fn receive(cx: &mut Context, typed: &str, words: &Words, at: Option<&str>) -> Done {
    let text = typed::needed(words, "feedback receive ID")?;
    let at = cx.moment_if(at)?;
    let mut journal = cx.open_existing()?;
    let request = journal.find_feedback(typed)?;
    cx.change(&mut journal, Change::ReceiveFeedback { request, text, at })
}
