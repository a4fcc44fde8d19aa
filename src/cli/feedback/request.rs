//! `etude feedback ask` and `receive`: the request on its way out, and its answer typed in.

use std::io::{self, IsTerminal};
use std::path::Path;

use serde::Serialize;

use super::facts;
use crate::cli::args::{AskArgs, Words};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json::Did;
use crate::cli::{Done, named, typed};
use crate::domain::change::Change;
use crate::domain::feedback::request::{self, Request};
use crate::domain::feedback::{Feedback, FeedbackState};
use crate::domain::naming::fold;
use crate::domain::session::Session;
use crate::exchange::feedback::letter::{self, Letter};
use crate::journal::read::SessionFilter;
use crate::journal::{Journal, Outcome};
use crate::{osc, paths};

/// What a request says, and where it goes.
#[derive(Serialize)]
struct AskedJson<'a> {
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
    let to = address(&journal, args.to.as_deref(), &feedback.sender)?;
    feedback.address = to.clone().unwrap_or_default();
    // Nothing is written down for a letter that cannot be written.
    if let Some(path) = &args.eml {
        refuse_place(path)?;
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
        paths::write_new_private(path, &letter::write(&letter)).map_err(|error| {
            Failure::refused(format!("{} could not be written: {}", path.display(), error.kind()))
                .hint("the request is written down; `etude undo` takes it back")
        })?;
    }
    say(cx, &journal, &outcome, &letter, args)?;
    if args.copy {
        copy(cx, &letter)?;
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

/// The address that was typed, which must be one; else how the person can be reached, where that is one.
pub(in crate::cli) fn address(
    journal: &Journal,
    typed: Option<&str>,
    name: &str,
) -> Result<Option<String>, Failure> {
    if let Some(typed) = typed {
        return match letter::is_address(typed) {
            true => Ok(Some(typed.to_owned())),
            false => Err(Failure::usage(format!("“{typed}” is no mail address"))),
        };
    }
    let name = fold(name);
    let known = journal.people()?.into_iter().find(|person| !name.is_empty() && fold(&person.name) == name);
    let contact = known.map(|person| person.contact);
    Ok(contact.map(|contact| contact.trim().to_owned()).filter(|contact| letter::is_address(contact)))
}

pub(in crate::cli) fn refuse_place(path: &Path) -> Done {
    if path.symlink_metadata().is_ok() {
        return Err(Failure::refused(format!("{} is there already; nothing was asked", path.display()))
            .hint("name a new file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) || path.file_name().is_none() {
        return Err(Failure::refused(format!("there is no place for {}; nothing was asked", path.display()))
            .hint("name a file in a folder that exists"));
    }
    Ok(())
}

/// The words on standard output, ready to be sent; what was done beside them.
fn say(cx: &mut Context, journal: &Journal, outcome: &Outcome, letter: &Letter<'_>, args: &AskArgs) -> Done {
    let id = outcome.id.unwrap_or_default();
    let Letter { to, subject, text, .. } = *letter;
    let to = to.map(|(_, address)| address);
    if cx.json {
        return cx.out.json(&AskedJson {
            did: Did::of(outcome),
            tag: request::tag(id),
            to,
            subject,
            text,
            eml: args.eml.as_ref().map(|path| path.display().to_string()),
        });
    }
    if let Some(to) = to {
        cx.out.line(&format!("To: {to}"))?;
    }
    cx.out.line(&format!("Subject: {subject}"))?;
    cx.out.line("")?;
    cx.out.text(text)?;
    cx.out.flush()?;
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

pub(in crate::cli) fn copy(cx: &mut Context, letter: &Letter<'_>) -> Done {
    let text = format!("{}\n\n{}", letter.subject, letter.text);
    if !io::stdout().is_terminal() {
        cx.warn("not copied: the clipboard is reached through a terminal");
    } else if text.len() > osc::CLIPBOARD_MAX {
        cx.warn("not copied: it is more than a terminal takes");
    } else {
        cx.out.raw(osc::clipboard(&text).as_bytes())?;
        cx.out.flush()?;
        cx.tell("copied");
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
