//! The form of a measure: a named quantity, its unit, which way is better.

use super::reader::Reader;
use crate::domain::change::Change;
use crate::domain::measure::{Better, Measure};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

pub(super) fn fields(measure: &Measure) -> Vec<Field> {
    vec![
        Field::new("name", "Name", Kind::Line).hint("what is measured").with(&measure.name),
        Field::new("unit", "Unit", Kind::Line).hint("bpm, words, %").with(&measure.unit),
        Field::new("better", "Better is", Kind::Choice(Better::WORDS)).with(measure.better.word()),
    ]
}

pub(super) fn ask(measure: &Measure, form: &Form) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let edited = Measure {
        name: read.needed("name", "a measure needs a name"),
        unit: read.line("unit"),
        better: read.word("better", measure.better),
        ..measure.clone()
    };
    let change = if measure.id.0 == 0 { Change::add(edited) } else { Change::edit(edited) };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
