//! The form of an area: why, vision against reality, approach.

use super::reader::Reader;
use crate::domain::area::{Approach, Area, Horizon};
use crate::domain::change::Change;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

pub(super) fn fields(area: &Area) -> Vec<Field> {
    vec![
        Field::new("name", "Name", Kind::Line).hint("what do you want to master?").with(&area.name),
        Field::new("horizon", "Horizon", Kind::Choice(Horizon::WORDS)).with(area.horizon.word()),
        Field::new("why", "Why", Kind::Text).hint("why does it matter to you?").with(&area.why),
        Field::new("vision", "Vision", Kind::Text).hint("what does mastery look like?").with(&area.vision),
        Field::new("reality", "Reality", Kind::Text).hint("where are you, honestly?").with(&area.reality),
        Field::new("approach", "Approach", Kind::Choice(Approach::WORDS)).with(area.approach.word()),
    ]
}

pub(super) fn ask(area: &Area, form: &Form) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let edited = Area {
        name: read.needed("name", "an area needs a name"),
        horizon: read.word("horizon", area.horizon),
        why: read.text("why"),
        vision: read.text("vision"),
        reality: read.text("reality"),
        approach: read.word("approach", area.approach),
        ..area.clone()
    };
    let change = if area.id.0 == 0 { Change::add(edited) } else { Change::edit(edited) };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
