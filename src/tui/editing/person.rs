//! The form of a person: the name, what they are to me, how to reach them.

use super::Look;
use super::reader::Reader;
use crate::domain::change::Change;
use crate::domain::person::{Person, Role};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

pub(super) fn fields(person: &Person) -> Vec<Field> {
    let since = person.since.map_or(String::new(), |day| day.to_string());
    vec![
        Field::new("name", "Name", Kind::Line).hint("a name, or initials").with(&person.name),
        Field::new("role", "To me", Kind::Choice(Role::WORDS)).with(person.role.word()),
        Field::new("contact", "Contact", Kind::Line).hint("how to reach them").with(&person.contact),
        Field::new("since", "Since", Kind::Date).hint("not said; or: 2024-09-01").with(&since),
    ]
}

pub(super) fn ask(person: &Person, form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let since = match read.line("since").as_str() {
        "" => None,
        day => read.read("since", look.vantage.day(day)),
    };
    let edited = Person {
        since,
        name: read.needed("name", "a person needs a name"),
        role: read.word("role", person.role),
        contact: read.line("contact"),
        ..person.clone()
    };
    let change = if person.id.0 == 0 { Change::add(edited) } else { Change::edit(edited) };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
