//! The form of any noun of the register: a field for each of its rows, read back by their types. What a noun asks for in another
//! order, in other words or besides stands in a file of its own.

use super::reader::Reader;
use super::{Beside, Look, Opened, entry, evidence, statement};
use crate::domain::change::{Change, With};
use crate::domain::drill::Drill;
use crate::domain::field::{self, one};
use crate::domain::id::Id;
use crate::domain::noun::{AnyRecord, Noun};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

/// What a record is linked to besides its fields.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The names of the areas a skill serves.
    pub areas: Vec<String>,
    /// The skills a skill builds on.
    pub base: Vec<(Id, String)>,
    /// What evidence and statements are about.
    pub beside: Box<Beside>,
}

/// A field of a form: the row it asks for, under which name and in which words.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub row: &'static field::Row,
    pub key: &'static str,
    pub label: &'static str,
    pub hint: String,
    /// The words of a choice that can be without a value; the first is none.
    pub words: Option<&'static [&'static str]>,
    /// What a line offers.
    pub offered: Vec<String>,
}

impl Asked {
    fn of(row: &'static field::Row) -> Asked {
        let (key, label, hint) = (row.key, row.label, row.hint.to_owned());
        Asked { row, key, label, hint, words: None, offered: Vec::new() }
    }

    /// The field for a row as its noun declares it.
    pub fn by_key(noun: Noun, key: &str) -> Option<Asked> {
        noun.row(key).map(Asked::of)
    }

    /// What the field shows of what a row types back.
    fn said(&self, typed: String) -> String {
        let Some(words) = self.words else { return typed };
        let place = own_words(self.row.kind).iter().position(|word| *word == typed);
        words.get(place.map_or(0, |place| place + 1)).copied().unwrap_or_default().to_owned()
    }

    /// What a row reads for what the field shows.
    fn meant(&self, said: &str) -> String {
        let place = self.words.and_then(|words| words.iter().position(|word| *word == said));
        match place.and_then(|place| own_words(self.row.kind).get(place.wrapping_sub(1))) {
            Some(word) => (*word).to_owned(),
            None if self.words.is_some() => String::new(),
            None => said.to_owned(),
        }
    }

    /// How it is asked for.
    fn kind(&self) -> Kind {
        match (self.words, self.row.kind) {
            (Some(words), _) | (None, field::Kind::Choice(words)) => Kind::Choice(words),
            (_, field::Kind::Text) => Kind::Text,
            (_, field::Kind::Number { min: 1, max: 3 }) if !self.row.optional => Kind::Choice(ONE_TO_THREE),
            (_, field::Kind::Number { min, max }) => Kind::Number { min, max },
            (_, field::Kind::Flag) => Kind::Toggle,
            (_, field::Kind::Minutes) => Kind::Duration,
            (_, field::Kind::Date | field::Kind::Time | field::Kind::Moment | field::Kind::Dated) => {
                Kind::Date
            }
            (_, field::Kind::List) => Kind::List,
            _ => Kind::Line,
        }
    }
}

/// The words that a row of a kind is read from.
fn own_words(kind: field::Kind) -> &'static [&'static str] {
    match kind {
        field::Kind::Choice(words) => words,
        _ => &["yes", "no"],
    }
}

const AREAS: &str = "areas";
const BASE: &str = "builds_on";
/// How much a skill matters: few enough to choose from.
const ONE_TO_THREE: &[&str] = &["1", "2", "3"];

/// What is asked for: what a named record belongs to is where its form was opened.
fn asked(record: &AnyRecord, links: &Links, opened: &Opened) -> Vec<Asked> {
    match record {
        AnyRecord::Entry(own) => entry::asked(own, opened),
        AnyRecord::Evidence(_) => evidence::asked(),
        AnyRecord::Statement(_) => statement::asked(&links.beside),
        record => {
            let rows = record.noun().rows();
            let named = rows.iter().any(|row| row.kind == field::Kind::Name);
            rows.into_iter().filter(|row| !(row.fixed || row.parent && named)).map(Asked::of).collect()
        }
    }
}

pub(super) fn title(record: &AnyRecord, links: &Links, opened: &Opened) -> String {
    let (noun, name) = (record.noun().name(), record.called());
    let title = match (record, record.is_new(), name.is_empty()) {
        (AnyRecord::Entry(own), ..) => return entry::title(own, opened),
        (AnyRecord::Evidence(own), ..) => return evidence::title(own, &links.beside),
        (AnyRecord::Statement(own), ..) => return statement::title(own, &links.beside),
        (_, true, _) => format!("New {noun}"),
        (_, false, true) => {
            let mut letters = noun.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        (_, false, false) => name,
    };
    match opened.skill_name.as_str() {
        skill if record.parent().is_some() && !skill.is_empty() => format!("{title} · {skill}"),
        _ => title,
    }
}

/// What stands in a field when its form opens.
fn shown(record: &AnyRecord, asked: &Asked, links: &Links, opened: &Opened, look: &Look<'_>) -> String {
    let typed = record.typed(asked.row.key);
    match asked.row.kind {
        field::Kind::Link(Noun::Skill) => opened.skill_name.clone(),
        field::Kind::Link(Noun::Person) => opened.person_name.clone(),
        field::Kind::Link(_) => {
            let drill = opened.drills.iter().find(|drill| drill.id.0.to_string() == typed);
            drill.map(|drill| drill.name.clone()).unwrap_or_default()
        }
        field::Kind::Date if !asked.row.optional && typed == look.vantage.today().to_string() => {
            "today".to_owned()
        }
        _ if !asked.offered.is_empty() && !typed.is_empty() => links.beside.named(&typed),
        _ => asked.said(typed),
    }
}

pub(super) fn fields(record: &AnyRecord, links: &Links, opened: &Opened, look: &Look<'_>) -> Vec<Field> {
    let field = |asked: &Asked| {
        let field = Field::new(asked.key, asked.label, asked.kind()).hint(&asked.hint);
        let field = field.with(&shown(record, asked, links, opened, look));
        if asked.offered.is_empty() { field } else { field.choosing(asked.offered.clone()) }
    };
    let mut fields: Vec<Field> = asked(record, links, opened).iter().map(field).collect();
    if record.noun() == Noun::Evidence {
        fields.insert(2, evidence::benchmarks(&links.beside));
    }
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
    let (mut edited, mut with) = (record.clone(), With::default());
    let (asked, mut who) = (asked(record, links, opened), String::new());
    for asked in &asked {
        let (row, typed) = (asked.row, form.text(asked.key));
        let same = typed == shown(record, asked, links, opened, look);
        match row.kind {
            field::Kind::Link(Noun::Person) => {
                typed.trim().clone_into(&mut who);
                with.person = (!same).then(|| who.clone());
            }
            // The drill was not touched, but its skill may have been.
            field::Kind::Link(Noun::Drill) if same && !typed.is_empty() => {
                drill(&mut read, asked.key, record, &edited, &opened.drills);
            }
            _ if same => {}
            _ => {
                let words = words(&mut read, asked, &typed, record, &edited, opened, look);
                let done = words.map_or(Ok(()), |words| edited.read(row.key, &words, &look.vantage));
                read.read(asked.key, done);
            }
        }
        if row.needed && row.kind != field::Kind::Name {
            let why = format!("{} needs its words: {}", one(record.noun().name()), row.hint);
            read.needed(asked.key, &why);
        }
    }
    for (key, wrong) in edited.problems() {
        let asked = asked.iter().find(|asked| asked.row.key == key);
        read.problem(asked.map_or(key, |asked| asked.key), wrong.sentence);
    }
    let mut after = After::Form;
    match (&mut edited, record) {
        (AnyRecord::Skill(_), _) => linked(&mut read, &mut with, links, record, look),
        (AnyRecord::Entry(own), AnyRecord::Entry(before)) => entry::settle(&mut read, own, before.kind, &who),
        (AnyRecord::Evidence(_), _) => evidence::settle(&mut read, &mut with, &links.beside),
        (AnyRecord::Statement(own), _) => after = statement::settle(&mut read, own, &links.beside),
        _ => {}
    }
    let change = if record.is_new() { Change::Add(edited, with) } else { Change::Edit(edited, with) };
    read.done(Ask::Apply(Box::new(change), after))
}

/// The words that a field's type reads: a name of a record becomes its id.
fn words(
    read: &mut Reader<'_>,
    asked: &Asked,
    typed: &str,
    record: &AnyRecord,
    edited: &AnyRecord,
    opened: &Opened,
    look: &Look<'_>,
) -> Option<String> {
    let row = asked.row;
    match row.kind {
        field::Kind::Link(_) if row.optional && typed.trim().is_empty() => Some(String::new()),
        field::Kind::Link(Noun::Skill) => read.skill(asked.key, typed, look).map(|id| id.0.to_string()),
        field::Kind::Link(_) => {
            let drill = drill(read, asked.key, record, edited, &opened.drills);
            Some(drill.map(|id| id.0.to_string()).unwrap_or_default())
        }
        // A number that has to be there is the usual one where nothing is typed.
        field::Kind::Number { .. } if !row.optional && typed.trim().is_empty() => {
            Some(record.noun().blank().typed(row.key))
        }
        _ => Some(asked.meant(typed)),
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
fn linked(read: &mut Reader<'_>, with: &mut With, links: &Links, record: &AnyRecord, look: &Look<'_>) {
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
    (with.areas, with.builds_on) = (Some(areas), (!same).then_some(base));
}
