//! The form of an entry: it asks for what its kind is about. What was written down as a use, a lesson or watching keeps the
//! names of its fields, for drafts hang on them.

use super::Opened;
use super::noun::Asked;
use super::reader::Reader;
use crate::domain::entry::{Entry, EntryKind, of_kind};
use crate::domain::id::Id;
use crate::domain::noun::Noun;

/// The words of *worked*, with one for *not said*.
const WORKED: &[&str] = &["not said", "yes", "no"];

/// The names of a form's fields for the person, the text and what belongs to it.
const fn keys(kind: EntryKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        EntryKind::Use => ("seen_by", "note", "more"),
        EntryKind::Taught => ("learner", "note", "result"),
        EntryKind::Watched => ("whom", "saw", "will_copy"),
        _ => ("person", "text", "more"),
    }
}

/// The field with the text of an entry: it goes to `$EDITOR`.
pub const fn text_key(kind: EntryKind) -> &'static str {
    keys(kind).1
}

pub(super) fn title(entry: &Entry, opened: &Opened) -> String {
    let new = entry.id == Id::default();
    let what = match (entry.kind, new) {
        (EntryKind::Use, true) => return "Used in real work".to_owned(),
        (EntryKind::Taught, true) => return "Somebody was taught".to_owned(),
        (EntryKind::Watched, true) => return "Somebody was watched".to_owned(),
        (_, true) => return "Write down".to_owned(),
        (EntryKind::Use, _) => "Use",
        (EntryKind::Taught, _) => "Lesson",
        (EntryKind::Watched, _) => "Observation",
        _ => "Entry",
    };
    if opened.skill_name.is_empty() { what.to_owned() } else { format!("{what} · {}", opened.skill_name) }
}

pub(super) fn asked(entry: &Entry, opened: &Opened) -> Vec<Asked> {
    let order: &[&str] = match entry.kind {
        EntryKind::Use => &["skill", "place", "setting", "worked", "person", "text"],
        EntryKind::Taught if entry.id == Id::default() => &["skill", "person", "place"],
        EntryKind::Taught => &["skill", "person", "place", "text"],
        EntryKind::Watched => &["skill", "person", "text"],
        _ => &["text", "kind", "skill", "person", "place"],
    };
    let more = entry.kind.more();
    let order = order.iter().chain(more.map(|_| &"more")).chain(&["when", "private"]);
    let (person, text, more_key) = keys(entry.kind);
    let (label, hint) = match entry.kind.needs_skill() {
        true => entry.kind.text(),
        false => ("Text", "a first word such as #barrier, #insight or #rest says the kind"),
    };
    let hint = match (entry.kind, opened.watch_for.as_str()) {
        (EntryKind::Watched, list) if !list.is_empty() => list,
        _ => hint,
    };
    let fitting = |asked: Asked| match (asked.key, more) {
        ("person", _) => Asked { key: person, label: entry.kind.person(), ..asked },
        ("text", _) => Asked { key: text, label, hint: hint.to_owned(), ..asked },
        ("more", Some((label, hint))) => Asked { key: more_key, label, hint: hint.to_owned(), ..asked },
        ("worked", _) => Asked { words: Some(WORKED), ..asked },
        _ => asked,
    };
    order.filter_map(|key| Asked::by_key(Noun::Entry, key)).map(fitting).collect()
}

/// Takes the kind from the first word of a text, and says what is missing.
pub(super) fn settle(read: &mut Reader<'_>, entry: &mut Entry, before: EntryKind, who: &str) {
    if !before.needs_skill()
        && let (Some(kind), rest) = of_kind(&entry.text.clone())
    {
        (entry.kind, entry.text) = (kind, rest.to_owned());
    }
    if entry.skill.is_none() && read.line("skill").is_empty() && entry.kind.needs_skill() {
        read.problem("skill", "which skill was it?");
    }
    refuse_empty(read, entry, who);
}

/// What an entry of its kind is nothing without.
fn refuse_empty(read: &mut Reader<'_>, entry: &Entry, who: &str) {
    let (person, text, more) = keys(entry.kind);
    let empty = |text: &str| text.trim().is_empty();
    match entry.kind {
        EntryKind::Taught => {
            if who.is_empty() {
                read.problem(person, "who learned?");
            }
            if empty(&entry.more) {
                read.problem(more, "a teaching counts by their result");
            }
        }
        EntryKind::Watched if empty(&entry.text) && empty(&entry.more) => {
            read.problem(text, "what did you see, or what will you copy?");
        }
        EntryKind::Use | EntryKind::Watched | EntryKind::Rest => {}
        _ if empty(&entry.text) && empty(&entry.more) => read.problem(text, "what is to be kept?"),
        _ => {}
    }
}
