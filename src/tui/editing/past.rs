//! The form of a session that is written down afterwards: what `etude log` takes.

use super::reader::Reader;
use super::session::{NOTE, told, told_of};
use super::{Look, Opened};
use crate::domain::change::{Change, NewReps, PastSession};
use crate::domain::drill::Drill;
use crate::domain::rep::RepResult;
use crate::domain::session::Session;
use crate::journal::find::Among;
use crate::journal::{Outcome, Result};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::frame::question::{Store, Write};
use crate::tui::worker::{After, Ask};

pub(super) fn fields(opened: &Opened) -> Vec<Field> {
    let count = Kind::Number { min: 0, max: 100_000 };
    let mut fields = vec![
        Field::new("skill", "Skill", Kind::Line)
            .hint("its name, or the beginning of it")
            .with(&opened.skill_name),
        Field::new("length", "Length", Kind::Duration).hint("like 25m or 1h10"),
        Field::new("when", "Began", Kind::Date).hint("so that it ended now; or: yesterday 18:00"),
        Field::new("hits", "Hits", count),
        Field::new("misses", "Misses", count),
    ];
    fields.extend(told(&Session::on(Default::default()), "", "", true));
    fields.push(Field::new(NOTE, "Note", Kind::Text).hint("what stays of it"));
    fields
}

pub(super) fn ask(form: &Form, look: &Look<'_>) -> std::result::Result<Ask, Vec<Problem>> {
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
    let empty = Session::on(skill.unwrap_or_default());
    let session = Session { started, ..told_of(&mut read, &empty, true) };
    let note = read.text(NOTE);
    let notes = if note.trim().is_empty() { Vec::new() } else { vec![note] };
    let (with, drill) = (Some(read.line("with")), read.line("drill"));
    let past = Box::new(PastSession { session, length, reps, notes, new_skill: None, with });
    read.done(Ask::Write(Box::new(Log { past: *past, drill }), After::Form))
}

/// A past session, its drill by name: which drills there are is known with the skill.
#[derive(Debug)]
struct Log {
    past: PastSession,
    drill: String,
}

impl Write for Log {
    fn write(self: Box<Self>, store: &mut Store<'_>) -> Result<Outcome> {
        let Log { mut past, drill } = *self;
        if !drill.is_empty() {
            past.session.drill =
                Some(store.journal.find_named::<Drill>(&drill, Among::InUse, Some(past.session.skill))?.id);
        }
        store.journal.apply(Change::LogSession(Box::new(past)))
    }
}
