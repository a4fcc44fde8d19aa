//! The form of a session that is written down afterwards.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::{Change, NewReps, PastSession};
use crate::domain::rep::RepResult;
use crate::domain::session::{Mode, Session};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

pub(super) fn fields(opened: &Opened) -> Vec<Field> {
    let count = Kind::Number { min: 0, max: 100_000 };
    vec![
        Field::new("skill", "Skill", Kind::Line)
            .hint("its name, or the beginning of it")
            .with(&opened.skill_name),
        Field::new("length", "Length", Kind::Duration).hint("like 25m or 1h10"),
        Field::new("when", "Began", Kind::Date).hint("so that it ended now; or: yesterday 18:00"),
        Field::new("mode", "Mode", Kind::Choice(Mode::WORDS)).with(Mode::Repeat.word()),
        Field::new("hits", "Hits", count),
        Field::new("misses", "Misses", count),
        Field::new("intention", "Intended", Kind::Line).hint("the one thing to change"),
        Field::new("note", "Note", Kind::Text).hint("what stays of it"),
    ]
}

pub(super) fn ask(form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let typed = read.needed("skill", "which skill was it?");
    let skill = if typed.is_empty() { None } else { read.skill("skill", &typed, look) };
    let length = read.length("length").filter(|length| *length > 0);
    if length.is_none() && read.line("length").is_empty() {
        read.problem("length", "how long was it? like 25m or 1h10");
    } else if length.is_none() {
        read.problem("length", "a session is longer than nothing");
    }
    let length = length.unwrap_or_default();
    let when = read.line("when");
    let now = look.vantage.now;
    let started = match when.as_str() {
        "" => now.plus(-length),
        when => read.read("when", look.vantage.moment(when)).unwrap_or(now),
    };
    let (hits, misses) = (read.number("hits").unwrap_or(0), read.number("misses").unwrap_or(0));
    let reps = (hits + misses > 0).then(|| NewReps {
        results: vec![(RepResult::Hit, hits), (RepResult::Miss, misses)],
        bulk: true,
        ..NewReps::one(RepResult::Hit)
    });
    let note = read.text("note");
    let past = PastSession {
        session: Session {
            started,
            mode: read.word("mode", Mode::Repeat),
            intention: read.line("intention"),
            ..Session::on(skill.unwrap_or_default())
        },
        length,
        reps,
        notes: if note.trim().is_empty() { Vec::new() } else { vec![note] },
        new_skill: None,
        with: None,
    };
    read.done(Ask::Apply(Box::new(Change::LogSession(Box::new(past))), After::Form))
}
