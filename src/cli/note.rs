//! `etude note`, `apply`, `observe`, `teach`: what is written down with its date.

use super::args::{ApplyArgs, Given, NoteArgs, ObserveArgs, TeachArgs};
use super::context::Context;
use super::failure::Failure;
use super::{Done, named, nouns, typed};
use crate::domain::change::{Change, With};
use crate::domain::entry::{Entry, EntryKind, of_kind};
use crate::domain::feedback::Action;
use crate::journal::Journal;
use crate::journal::find::Among;

/// What was said of one field.
fn said<'g>(given: &'g Given, key: &str) -> Option<&'g str> {
    let found = given.iter().find(|(known, _)| *known == key);
    found.map(|(_, words)| words.trim()).filter(|words| !words.is_empty())
}

pub(super) fn apply(cx: &mut Context, args: ApplyArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?.id;
    let proves = args.proves.iter().map(|typed| Ok(journal.found::<Action>(typed)?.id));
    let proves = proves.collect::<Result<Vec<_>, Failure>>()?;
    add(cx, &mut journal, Entry::about(EntryKind::Use, skill), args.facts.given, proves)
}

pub(super) fn teach(cx: &mut Context, args: TeachArgs) -> Done {
    let given = args.facts.given;
    let learner = said(&given, "person").map(named::person_name).unwrap_or_default();
    if learner.is_empty() || said(&given, "more").is_none() {
        return Err(Failure::usage("a lesson has a learner, and a result that they reach")
            .hint("--learner PERSON --result TEXT"));
    }
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?.id;
    add(cx, &mut journal, Entry::about(EntryKind::Taught, skill), given, Vec::new())
}

pub(super) fn observe(cx: &mut Context, args: ObserveArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?;
    let counts = said(&args.facts.given, "more").is_some();
    add(cx, &mut journal, Entry::about(EntryKind::Watched, skill.id), args.facts.given, Vec::new())?;
    if !counts {
        cx.tell("it counts on a ladder once it says what you will copy: --copy");
    }
    if !skill.watch_for.is_empty() {
        cx.tell(&format!("to watch for: {}", skill.watch_for.join(" · ")));
    }
    Ok(())
}

fn add(
    cx: &mut Context,
    journal: &mut Journal,
    mut entry: Entry,
    given: Given,
    proves: Vec<crate::domain::id::Id>,
) -> Done {
    let person = nouns::take(cx, journal, &mut entry, given)?;
    nouns::store(cx, journal, entry, With { person, proves, ..With::default() })
}

/// A note of the open session; an entry of today where none is open, or where its kind or another time is said.
pub(super) fn note(cx: &mut Context, args: NoteArgs) -> Done {
    if let Some(verb) = args.verb {
        return nouns::run(cx, &verb.verb);
    }
    let text = if args.words == ["-"] { typed::from_stdin()? } else { args.words.join(" ") };
    let mut journal = cx.open_existing()?;
    let session = args.session.as_deref().map(|typed| journal.find_session(typed)).transpose()?;
    let given = args.facts.given;
    let of_kind_said = given.iter().any(|(key, _)| *key == "kind");
    let of_session = !of_kind_said && given.iter().all(|(key, _)| *key != "when");
    if session.is_some() || (of_session && journal.playing()?.is_some()) {
        return cx.change(&mut journal, Change::AddNote { session, text });
    }
    let (kind, text) = match (of_kind_said, of_kind(&text)) {
        (false, (Some(kind), rest)) => (kind, rest),
        _ => (EntryKind::Note, text.as_str()),
    };
    add(cx, &mut journal, Entry { text: text.to_owned(), ..Entry::of(kind) }, given, Vec::new())
}
