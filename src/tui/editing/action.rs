//! The form of an action: what I will do because of feedback, and by when.

use super::Look;
use super::reader::Reader;
use crate::domain::change::Change;
use crate::domain::feedback::Action;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

pub(super) fn fields(action: &Action) -> Vec<Field> {
    let due = action.due.map_or(String::new(), |day| day.to_string());
    vec![
        Field::new("text", "Action", Kind::Line).hint("one thing, small enough to prove").with(&action.text),
        Field::new("due", "By when", Kind::Date).hint("no day; or: friday, in 2 weeks").with(&due),
    ]
}

pub(super) fn ask(action: &Action, form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let due = match read.line("due").as_str() {
        "" => None,
        day => read.read("due", look.vantage.day(day)),
    };
    let text = read.needed("text", "an action needs its words: what will you do?");
    let edited = Action { text, due, ..action.clone() };
    read.done(Ask::Apply(Box::new(Change::edit(edited)), After::Form))
}
