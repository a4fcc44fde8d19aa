//! The form of an entry: it asks for what its kind is about. What was written down as a use, a lesson or watching keeps the
//! names of its fields, for drafts hang on them.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::{Change, With};
use crate::domain::entry::{Entry, EntryKind, Setting, of_kind};
use crate::domain::id::Id;
use crate::domain::when::Dated;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

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

pub(super) fn fields(entry: &Entry, opened: &Opened) -> Vec<Field> {
    let line =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Line).hint(hint).with(with);
    let (person, text, more) = keys(entry.kind);
    let long = |key, (label, hint): (&str, &str), with: &str| {
        Field::new(key, label, Kind::Text).hint(hint).with(with)
    };
    let skill = line("skill", "Skill", "its name, or the beginning of it", &opened.skill_name);
    let who =
        line(person, entry.kind.person(), "somebody’s name; new ones become people", &opened.person_name);
    let place = line("place", "Where", "the gig, the meeting, the pull request", &entry.place);
    let worked = WORKED[entry.worked.map_or(0, |worked| if worked { 1 } else { 2 })];
    let mut fields = Vec::new();
    match entry.kind {
        EntryKind::Use => fields.extend([
            skill,
            place,
            Field::new("setting", "Setting", Kind::Choice(Setting::WORDS)).with(entry.setting.word()),
            Field::new("worked", "Worked", Kind::Choice(WORKED)).with(worked),
            who,
        ]),
        EntryKind::Taught => fields.extend([skill, who, place]),
        EntryKind::Watched => {
            fields.extend([skill, who]);
        }
        kind => {
            let hint = "a first word such as #barrier, #insight or #rest says the kind";
            fields.push(Field::new(text, "Text", Kind::Text).hint(hint).with(&entry.text));
            fields.push(Field::new("kind", "Kind", Kind::Choice(EntryKind::WORDS)).with(kind.word()));
            fields.extend([skill, who, place]);
        }
    }
    if entry.kind.needs_skill() && (entry.kind != EntryKind::Taught || entry.id != Id::default()) {
        let (label, hint) = entry.kind.text();
        let hint = match (entry.kind, opened.watch_for.as_str()) {
            (EntryKind::Watched, list) if !list.is_empty() => list,
            _ => hint,
        };
        fields.push(long(text, (label, hint), &entry.text));
    }
    if let Some(labels) = entry.kind.more() {
        fields.push(long(more, labels, &entry.more));
    }
    fields.push(
        Field::new("when", "When", Kind::Date)
            .hint("now; or: yesterday 18:00, Mar 2011, ~2004")
            .with(&when(entry)),
    );
    let private = if entry.private { "yes" } else { "no" };
    fields
        .push(Field::new("private", "Private", Kind::Toggle).hint("kept out of every export").with(private));
    fields
}

fn when(entry: &Entry) -> String {
    if entry.when == Dated::default() { String::new() } else { entry.when.typed() }
}

pub(super) fn ask(entry: &Entry, opened: &Opened, form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let (person, text, more) = keys(entry.kind);
    let mut edited = entry.clone();
    edited.text = read.text(text);
    edited.place = read.line("place");
    if entry.kind.more().is_some() {
        edited.more = read.text(more);
    }
    if !entry.kind.needs_skill() {
        edited.kind = read.word("kind", entry.kind);
        let typed = edited.text.clone();
        if let (Some(kind), rest) = of_kind(&typed) {
            (edited.kind, edited.text) = (kind, rest.to_owned());
        }
    }
    let typed = read.line("skill");
    edited.skill = match typed.as_str() {
        "" => None,
        _ => read.skill("skill", &typed, look),
    };
    if typed.is_empty() && edited.kind.needs_skill() {
        read.problem("skill", "which skill was it?");
    }
    if entry.kind == EntryKind::Use {
        edited.setting = read.word("setting", entry.setting);
        edited.worked = match form.text("worked").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
    }
    let who = read.line(person);
    refuse_empty(&mut read, &edited, &who);
    let typed = read.line("when");
    match typed.as_str() {
        "" => edited.when = Dated::default(),
        same if same == when(entry) => {}
        other => {
            if let Some(dated) = read.read("when", look.vantage.dated(other)) {
                edited.when = dated;
            }
        }
    }
    edited.private = read.yes("private");
    let person = Some(who).filter(|name| *name != opened.person_name);
    let change = match entry.id == Id::default() {
        true => Change::add_with(edited, With::person(person)),
        false => Change::edit_with(edited, With::person(person)),
    };
    read.done(Ask::Apply(Box::new(change), After::Form))
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
