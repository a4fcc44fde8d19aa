//! The form of a session that is over: everything that was said of it, and how long it was.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::{Change, EditedNote, EditedSession};
use crate::domain::session::{AiUse, Mode, Note, Session};
use crate::domain::when::{date_near, hour_minute, spent};
use crate::journal::read::SessionDetail;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

pub(super) fn title(detail: &SessionDetail, look: &Look<'_>) -> String {
    let session = &detail.row.session;
    let day = date_near(session.day, look.vantage.today(), look.vantage.date_order);
    format!("{} · {day} {}", detail.row.skill_name, hour_minute(session.started))
}

pub(super) fn fields(detail: &SessionDetail) -> Vec<Field> {
    let (row, session) = (&detail.row, &detail.row.session);
    let with = row.person_name.as_deref().unwrap_or_default();
    let mut fields = told(session, row.drill_name.as_deref().unwrap_or_default(), with, false);
    let length = Field::new("length", "Practised", Kind::Duration).hint("like 25m or 1h10");
    fields.insert(2, length.with(&self::length(row.practised)));
    fields.extend(detail.notes.iter().map(|note| {
        let label = format!("Note {}", hour_minute(note.stamp.wall));
        Field::new(note_key(note), label, Kind::Text).hint("empty: it goes").with(&note.text)
    }));
    fields.push(Field::new(NOTE, "Note", Kind::Text).hint("one more"));
    fields
}

/// The key of the field for a new note.
pub(super) const NOTE: &str = "note";

fn note_key(note: &Note) -> String {
    format!("note-{}", note.id)
}

/// What is told of a session, whether it was timed or is written down afterwards; the short forms of other modes only
/// where they hold something, or if all are asked for.
pub(super) fn told(session: &Session, drill: &str, with: &str, all: bool) -> Vec<Field> {
    let number = |value: Option<i64>| value.map_or(String::new(), |n| n.to_string());
    let text =
        |key, label: &str, hint: &str, kind, with: &str| Field::new(key, label, kind).hint(hint).with(with);
    let mut fields = vec![
        text("intention", "Intended", "the one thing to change", Kind::Line, &session.intention),
        text("criterion", "Hit means", "how a hit is told from a miss", Kind::Line, &session.criterion),
        Field::new("mode", "Mode", Kind::Choice(Mode::WORDS)).with(session.mode.word()),
        text("drill", "Drill", "none", Kind::Line, drill),
        text("with", "With", "a name", Kind::Line, with),
        Field::new("challenge", "Challenge", Kind::Number { min: 1, max: 5 })
            .hint("1 easy … 5 at my limit")
            .with(&number(session.challenge)),
        Field::new("skill_level", "Skill", Kind::Number { min: 1, max: 5 })
            .hint("1 lost … 5 in command")
            .with(&number(session.skill_level)),
    ];
    for (key, label, hint, with) in said(session, all) {
        fields.push(text(key, label, hint, Kind::Text, with));
    }
    fields.push(text("next_focus", "Next focus", "the next intention", Kind::Line, &session.next_focus));
    fields.push(text("context", "Context", "where, with what", Kind::Line, &session.context));
    fields.push(Field::new("ai", "AI", Kind::Choice(AiUse::WORDS)).with(session.ai_use.word()));
    let private = if session.private { "yes" } else { "no" };
    fields
        .push(Field::new("private", "Private", Kind::Toggle).hint("kept out of every export").with(private));
    fields
}

/// The texts of a mode, and those of other modes that hold something.
fn said(session: &Session, every: bool) -> Vec<(&'static str, &'static str, &'static str, &str)> {
    let all = [
        (Mode::Repeat, "worked", "Worked", "what worked", &session.worked),
        (Mode::Repeat, "didnt", "Didn't", "what did not", &session.didnt),
        (Mode::Observe, "saw", "Saw", "what did you see?", &session.saw),
        (Mode::Observe, "will_copy", "Will copy", "what will you do the same way?", &session.will_copy),
        (Mode::Teach, "their_question", "They asked", "what did they ask?", &session.their_question),
        (Mode::Teach, "their_result", "They can", "what can they do now?", &session.their_result),
    ];
    let own = match session.mode {
        Mode::Observe | Mode::Teach => session.mode,
        _ => Mode::Repeat,
    };
    all.into_iter()
        .filter(|(mode, _, _, _, text)| every || *mode == own || !text.is_empty())
        .map(|(_, key, label, hint, text)| (key, label, hint, text.as_str()))
        .collect()
}

fn length(ms: i64) -> String {
    // Minutes where that is the whole truth, else to the second, so that an untouched field changes nothing.
    if ms % 60_000 == 0 { spent(ms) } else { format!("{}m {}s", ms / 60_000, ms / 1_000 % 60) }
}

pub(super) fn ask(detail: &SessionDetail, opened: &Opened, form: &Form) -> Result<Ask, Vec<Problem>> {
    let session = &detail.row.session;
    let mut read = Reader::of(form);
    let drill = read.drill("drill", &opened.drills, session.drill);
    let typed_length = read.line("length");
    let new_length = match read.length("length") {
        _ if typed_length == length(detail.row.practised) => None,
        Some(0) => {
            read.problem("length", "a session is longer than nothing");
            None
        }
        other => other,
    };
    let edited = Session { drill, ..told_of(&mut read, session, false) };
    let notes = notes(&read, &detail.notes);
    let with = read.line("with");
    let with = Some(with).filter(|with| with != detail.row.person_name.as_deref().unwrap_or_default());
    let edited = EditedSession { session: edited, with, length: new_length, notes };
    read.done(Ask::Apply(Box::new(Change::EditSession(Box::new(edited))), After::Form))
}

fn notes(read: &Reader<'_>, notes: &[Note]) -> Vec<EditedNote> {
    let edited = notes.iter().filter_map(|note| {
        let text = read.text(&note_key(note));
        (text != note.text).then_some(EditedNote { stored: Some((note.id, note.revision)), text })
    });
    let text = read.text(NOTE);
    let new = (!text.trim().is_empty()).then_some(EditedNote { stored: None, text });
    edited.chain(new).collect()
}

/// Reads the answers to [`told`]; the drill is for whoever knows the skill, the name for whoever can make a person.
pub(super) fn told_of(read: &mut Reader<'_>, session: &Session, all: bool) -> Session {
    let mut edited = Session {
        intention: read.text("intention"),
        criterion: read.text("criterion"),
        mode: read.word("mode", session.mode),
        challenge: read.number("challenge"),
        skill_level: read.number("skill_level"),
        next_focus: read.text("next_focus"),
        context: read.text("context"),
        ai_use: read.word("ai", session.ai_use),
        private: read.yes("private"),
        ..session.clone()
    };
    // Only what has a field can have been changed.
    for (key, ..) in said(session, all) {
        let text = read.text(key);
        match key {
            "worked" => edited.worked = text,
            "didnt" => edited.didnt = text,
            "saw" => edited.saw = text,
            "will_copy" => edited.will_copy = text,
            "their_question" => edited.their_question = text,
            _ => edited.their_result = text,
        }
    }
    edited
}
