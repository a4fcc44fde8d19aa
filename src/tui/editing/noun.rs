//! The form of any noun of the register: a field for each of its rows, read back by their types.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::{Change, With};
use crate::domain::drill::Drill;
use crate::domain::field::{self, one};
use crate::domain::id::Id;
use crate::domain::noun::{AnyRecord, Noun};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

/// What a skill is linked to besides its fields.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The names of the areas it serves.
    pub areas: Vec<String>,
    /// The skills it builds on.
    pub base: Vec<(Id, String)>,
}

const AREAS: &str = "areas";
const BASE: &str = "builds_on";
/// How much a skill matters: few enough to choose from.
const ONE_TO_THREE: &[&str] = &["1", "2", "3"];

/// The rows that are asked for: what a named record belongs to is where its form was opened.
fn rows(noun: Noun) -> Vec<&'static field::Row> {
    let named = noun.rows().iter().any(|row| row.kind == field::Kind::Name);
    noun.rows().into_iter().filter(|row| !(row.fixed || row.parent && named)).collect()
}

pub(super) fn title(record: &AnyRecord) -> String {
    let (noun, name) = (record.noun().name(), record.called());
    match (record.is_new(), name.is_empty()) {
        (true, _) => format!("New {noun}"),
        (false, true) => {
            let mut letters = noun.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        (false, false) => name,
    }
}

/// What stands in a field when its form opens.
fn shown(record: &AnyRecord, row: &field::Row, opened: &Opened, look: &Look<'_>) -> String {
    let typed = record.typed(row.key);
    match row.kind {
        field::Kind::Link(Noun::Skill) => opened.skill_name.clone(),
        field::Kind::Link(_) => {
            let drill = opened.drills.iter().find(|drill| drill.id.0.to_string() == typed);
            drill.map(|drill| drill.name.clone()).unwrap_or_default()
        }
        field::Kind::Date if !row.optional && typed == look.vantage.today().to_string() => "today".to_owned(),
        _ => typed,
    }
}

/// How a type of field is asked for.
fn kind(row: &field::Row) -> Kind {
    match row.kind {
        field::Kind::Text => Kind::Text,
        field::Kind::Choice(words) => Kind::Choice(words),
        field::Kind::Number { min: 1, max: 3 } if !row.optional => Kind::Choice(ONE_TO_THREE),
        field::Kind::Number { min, max } => Kind::Number { min, max },
        field::Kind::Flag => Kind::Toggle,
        field::Kind::Minutes => Kind::Duration,
        field::Kind::Date | field::Kind::Time | field::Kind::Moment | field::Kind::Dated => Kind::Date,
        field::Kind::List => Kind::List,
        field::Kind::Name
        | field::Kind::Line
        | field::Kind::File
        | field::Kind::Rate
        | field::Kind::Weekdays
        | field::Kind::Dial
        | field::Kind::Record(_)
        | field::Kind::Link(_) => Kind::Line,
    }
}

pub(super) fn fields(record: &AnyRecord, links: &Links, opened: &Opened, look: &Look<'_>) -> Vec<Field> {
    let asked = |row: &&'static field::Row| {
        let field = Field::new(row.key, row.label, kind(row)).hint(row.hint);
        field.with(&shown(record, row, opened, look))
    };
    let mut fields: Vec<Field> = rows(record.noun()).iter().map(asked).collect();
    if record.noun() == Noun::Skill {
        let areas = Field::new(AREAS, "Areas", Kind::List).hint("the areas it serves, one a line");
        fields.insert(1, areas.with(&links.areas.join("\n")));
        if !record.is_new() {
            let names: Vec<&str> = links.base.iter().map(|(_, name)| name.as_str()).collect();
            let base = Field::new(BASE, "Builds on", Kind::List);
            fields.push(base.hint("skills that come before it, one a line").with(&names.join("\n")));
        }
    }
    fields
}

pub(super) fn ask(
    record: &AnyRecord,
    links: &Links,
    opened: &Opened,
    form: &Form,
    look: &Look<'_>,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let mut edited = record.clone();
    for row in rows(record.noun()) {
        let typed = form.text(row.key);
        if typed != shown(record, row, opened, look) {
            let words = words(&mut read, row, &typed, record, &edited, opened, look);
            let done = words.map_or(Ok(()), |words| edited.read(row.key, &words, &look.vantage));
            read.read(row.key, done);
        } else if let (field::Kind::Link(Noun::Drill), false) = (row.kind, typed.is_empty()) {
            // The drill was not touched, but its skill may have been.
            drill(&mut read, row.key, record, &edited, &opened.drills);
        }
    }
    let without = |row: &&field::Row| row.needed && row.kind != field::Kind::Name;
    for row in rows(record.noun()).into_iter().filter(without) {
        read.needed(row.key, &format!("{} needs its words: {}", one(record.noun().name()), row.hint));
    }
    for (key, wrong) in edited.problems() {
        read.problem(key, wrong.sentence);
    }
    let with =
        if record.noun() == Noun::Skill { linked(&mut read, links, record, look) } else { With::default() };
    let change = if record.is_new() { Change::Add(edited, with) } else { Change::Edit(edited, with) };
    read.done(Ask::Apply(Box::new(change), After::Form))
}

/// The words that a field's type reads: a name of a record becomes its id.
fn words(
    read: &mut Reader<'_>,
    row: &field::Row,
    typed: &str,
    record: &AnyRecord,
    edited: &AnyRecord,
    opened: &Opened,
    look: &Look<'_>,
) -> Option<String> {
    match row.kind {
        field::Kind::Link(Noun::Skill) => read.skill(row.key, typed, look).map(|id| id.0.to_string()),
        field::Kind::Link(_) => {
            let drill = drill(read, row.key, record, edited, &opened.drills);
            Some(drill.map(|id| id.0.to_string()).unwrap_or_default())
        }
        // A number that has to be there is the usual one where nothing is typed.
        field::Kind::Number { .. } if !row.optional && typed.trim().is_empty() => {
            Some(record.noun().blank().typed(row.key))
        }
        _ => Some(typed.to_owned()),
    }
}

/// The drill that is named, of the skill that the record belongs to.
fn drill(
    read: &mut Reader<'_>,
    key: &str,
    record: &AnyRecord,
    edited: &AnyRecord,
    drills: &[Drill],
) -> Option<Id> {
    if edited.parent() == record.parent() {
        return read.drill(key, drills, record.linked(key).map(|of| of.id));
    }
    if !read.line(key).is_empty() {
        let why = "that drill belongs to the skill as it was: empty this, or name the skill again";
        read.problem(key, why);
    }
    None
}

/// The areas and skills that the typed names stand for; one it builds on already may be archived by now.
fn linked(read: &mut Reader<'_>, links: &Links, record: &AnyRecord, look: &Look<'_>) -> With {
    let typed = read.list(AREAS);
    let mut areas: Vec<Id> = typed.iter().filter_map(|name| read.area(AREAS, name, look)).collect();
    areas.dedup();
    if typed.is_empty() {
        read.problem(AREAS, "a skill belongs to at least one area");
    }
    let named = |typed: &String| links.base.iter().find(|(_, name)| name == typed).map(|(id, _)| *id);
    let base = read.list(BASE);
    let base: Vec<Id> =
        base.iter().filter_map(|name| named(name).or_else(|| read.skill(BASE, name, look))).collect();
    // Said only where it changed: what is not touched needs no link to be looked at.
    let same = record.is_new() || base.iter().eq(links.base.iter().map(|(id, _)| id));
    With { areas: Some(areas), builds_on: (!same).then_some(base), ..With::default() }
}
