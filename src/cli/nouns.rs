//! The verbs of every noun: typed words into its fields, a change or an answer out. What a noun tells besides stands in a file
//! of its own.

mod area;
mod drill;
mod measure;
mod person;
pub(super) mod plan;
mod skill;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use clap::ArgMatches;
use serde_json::{Map, Value as Json};

use super::args::{Given, NounVerb, given, name_row, parent_row};
use super::context::Context;
use super::failure::Failure;
use super::named;
use super::output::{Out, Table};
use super::{Done, json};
use crate::domain::calendar::Day;
use crate::domain::change::{Change, With};
use crate::domain::field::{Kind, is_none};
use crate::domain::id::Id;
use crate::domain::noun::{AnyRecord, Declared, Noun, Ref};
use crate::domain::when::Vantage;
use crate::journal::find::Among;
use crate::journal::read::{Overview, PlanLine};
use crate::journal::{Error, Journal, Result};

/// What a noun tells besides its fields.
pub(super) trait Told: Declared {
    /// The columns of its list; where none are said, its name, what it belongs to, and the fields that lists show.
    const TITLES: &'static [&'static str] = &[];
    /// The records of a list in their order, where that is another than the usual one.
    fn pick(_look: &Look<'_>, found: Vec<Self>, _typed: &ArgMatches) -> Result<Vec<Self>> {
        Ok(found)
    }
    /// A row of its list.
    fn cells(look: &Look<'_>, record: &Self) -> Result<Vec<String>> {
        let mut cells = vec![record.called()];
        cells.extend(record.parent().map(|parent| look.name(parent)).transpose()?);
        let listed = Self::FIELDS.iter().filter(|field| field.row.listed && field.row.kind != Kind::Name);
        cells.extend(listed.map(|field| (field.shown)(record)));
        Ok(cells)
    }
    /// What programs are told besides; `whole` is for one record alone.
    fn more(_look: &Look<'_>, _record: &Self, _whole: bool) -> Result<Vec<(&'static str, Json)>> {
        Ok(Vec::new())
    }
    /// What people are told below the fields.
    fn below(_look: &Look<'_>, _record: &Self, _out: &mut Out) -> Done {
        Ok(())
    }
    /// How a record is headed.
    fn heading(look: &Look<'_>, record: &Self) -> Result<String> {
        let parent = record.parent().map(|parent| Ok::<_, Error>(format!(" · {}", look.name(parent)?)));
        Ok(format!("{}{}", record.called(), parent.transpose()?.unwrap_or_default()))
    }
    /// A verb that only this noun has.
    fn own(_cx: &mut Context, verb: &str, _typed: &ArgMatches) -> Done {
        Err(Failure::usage(format!("{} cannot {verb}", Self::NAME)))
    }
}

/// What is read beside the records that are told.
pub(super) struct Look<'a> {
    pub(super) journal: &'a Journal,
    names: RefCell<HashMap<Ref, String>>,
    overview: OnceCell<Overview>,
    plans: OnceCell<Vec<PlanLine>>,
}

impl<'a> Look<'a> {
    pub(super) fn at(journal: &'a Journal) -> Look<'a> {
        Look { journal, names: RefCell::default(), overview: OnceCell::new(), plans: OnceCell::new() }
    }

    /// What a record is called, read once.
    pub(super) fn name(&self, of: Ref) -> Result<String> {
        if let Some(known) = self.names.borrow().get(&of) {
            return Ok(known.clone());
        }
        let name = self.journal.any(of)?.called();
        self.names.borrow_mut().insert(of, name.clone());
        Ok(name)
    }

    /// Areas and skills, read once.
    pub(super) fn overview(&self) -> Result<&Overview> {
        once(&self.overview, || self.journal.overview())
    }

    /// Every plan, read once.
    pub(super) fn plans(&self) -> Result<&[PlanLine]> {
        once(&self.plans, || self.journal.plans()).map(Vec::as_slice)
    }

    /// The day it is.
    pub(super) fn today(&self) -> Day {
        self.journal.calendar().day(self.journal.now().wall)
    }
}

fn once<T>(kept: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = kept.get() {
        return Ok(known);
    }
    let new = read()?;
    Ok(kept.get_or_init(|| new))
}

pub(super) fn run<N: Told>(cx: &mut Context, verb: &NounVerb<N>) -> Done {
    let typed = &verb.typed;
    match verb.verb.as_str() {
        "add" => add(cx, N::NOUN, typed),
        "list" => list::<N>(cx, typed),
        "show" => show::<N>(cx, typed),
        "edit" => edit(cx, N::NOUN, typed),
        "rename" => rename(cx, N::NOUN, typed),
        "archive" => put_away(cx, N::NOUN, typed, Among::InUse, Change::Archive),
        "restore" => put_away(cx, N::NOUN, typed, Among::Archived, Change::Restore),
        "delete" => put_away(cx, N::NOUN, typed, Among::InUse, Change::Delete),
        "merge" => merge(cx, N::NOUN, typed),
        own => N::own(cx, own, typed),
    }
}

fn word<'t>(typed: &'t ArgMatches, name: &str) -> Option<&'t str> {
    typed.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

fn flag(typed: &ArgMatches, name: &str) -> bool {
    matches!(typed.try_get_one::<bool>(name), Ok(Some(true)))
}

/// The record that is named.
fn find(journal: &Journal, noun: Noun, typed: &ArgMatches, among: Among) -> Result<AnyRecord> {
    let name = word(typed, "which").unwrap_or_default();
    let parent = parent_row(noun).and_then(|row| word(typed, row.key));
    let parent = parent.map(|skill| journal.find_skill(skill, Among::InUse)).transpose()?;
    journal.find(noun, name, among, parent.map(|skill| skill.id))
}

/// Reads typed words into the fields of a record; a link is found by its name.
pub(super) fn take(cx: &Context, journal: &Journal, record: &mut AnyRecord, given: Given) -> Done {
    let (now, calendar) = cx.calendar();
    let look = Vantage { now, calendar: &calendar, date_order: cx.config.date_order };
    for (key, words) in given {
        let words = match record.noun().row(key).map(|row| row.kind) {
            Some(Kind::Link(noun)) if !is_none(&words) => link(journal, record, noun, &words)?,
            _ => words,
        };
        record.read(key, &words, &look).map_err(Error::from)?;
    }
    Ok(())
}

/// The id of the record that a link names; it belongs to the same as the record itself, where it belongs to something.
fn link(journal: &Journal, record: &AnyRecord, noun: Noun, typed: &str) -> Result<String> {
    let within = parent_row(noun).and(record.parent()).map(|parent| parent.id);
    let found = journal.find(noun, typed, Among::InUse, within);
    let found = found.map_err(|error| error.hint(format!("`etude {noun} add` makes one")))?;
    Ok(found.is().id.0.to_string())
}

/// What a record is linked to besides its fields, as typed.
fn with(
    cx: &Context,
    journal: &mut Journal,
    typed: &ArgMatches,
    areas: Vec<String>,
) -> std::result::Result<With, Failure> {
    let areas = match areas.is_empty() {
        true => None,
        false => Some(named::areas(cx, journal, &areas, flag(typed, "create"))?),
    };
    let base = many(typed, "builds_on");
    let skill = |name: &String| Ok(journal.find_skill(name, Among::InUse)?.id);
    let builds_on = match base.is_empty() {
        true => None,
        false => Some(base.iter().filter(|name| !name.is_empty()).map(skill).collect::<Result<_>>()?),
    };
    Ok(With { areas, builds_on, ..With::default() })
}

fn many(typed: &ArgMatches, name: &str) -> Vec<String> {
    typed.try_get_many::<String>(name).ok().flatten().map(|all| all.cloned().collect()).unwrap_or_default()
}

fn add(cx: &mut Context, noun: Noun, typed: &ArgMatches) -> Done {
    let mut name = word(typed, "name").unwrap_or_default();
    let mut areas = many(typed, "area");
    if noun == Noun::Skill {
        if let Some((area, bare)) = name.split_once('/') {
            areas.push(area.to_owned());
            name = bare;
        }
        if areas.is_empty() {
            return Err(Failure::usage("a skill belongs to at least one area")
                .hint(format!("name it: `etude skill add '{name}' --area AREA`")));
        }
    }
    let makes_journal = match noun {
        Noun::Skill => flag(typed, "create"),
        noun => parent_row(noun).is_none(),
    };
    let mut journal = if makes_journal { cx.open()? } else { cx.open_existing()? };
    let mut record = noun.blank();
    let mut first: Given = Vec::new();
    first.extend(name_row(noun).map(|row| (row.key, name.to_owned())));
    first.extend(parent_row(noun).and_then(|row| Some((row.key, word(typed, row.key)?.to_owned()))));
    // A day that has to be there is today, unless said.
    let days = noun.rows().into_iter().filter(|row| row.kind == Kind::Date && !row.optional && !row.fixed);
    first.extend(days.map(|row| (row.key, "today".to_owned())));
    first.extend(given(noun, typed));
    take(cx, &journal, &mut record, first)?;
    let with = with(cx, &mut journal, typed, areas)?;
    cx.change(&mut journal, Change::Add(record, with))
}

fn edit(cx: &mut Context, noun: Noun, typed: &ArgMatches) -> Done {
    let mut journal = cx.open_existing()?;
    let mut record = find(&journal, noun, typed, Among::InUse)?;
    take(cx, &journal, &mut record, given(noun, typed))?;
    let with = with(cx, &mut journal, typed, many(typed, "area"))?;
    cx.change(&mut journal, Change::Edit(record, with))
}

fn rename(cx: &mut Context, noun: Noun, typed: &ArgMatches) -> Done {
    let mut journal = cx.open_existing()?;
    let mut record = find(&journal, noun, typed, Among::InUse)?;
    let new = word(typed, "new").unwrap_or_default().to_owned();
    take(cx, &journal, &mut record, name_row(noun).map(|row| (row.key, new)).into_iter().collect())?;
    cx.change(&mut journal, Change::Edit(record, With::default()))
}

fn put_away(
    cx: &mut Context,
    noun: Noun,
    typed: &ArgMatches,
    among: Among,
    change: fn(Ref) -> Change,
) -> Done {
    let mut journal = cx.open_existing()?;
    let of = find(&journal, noun, typed, among)?.is();
    cx.change(&mut journal, change(of))
}

fn merge(cx: &mut Context, noun: Noun, typed: &ArgMatches) -> Done {
    let mut journal = cx.open_existing()?;
    let find = |name: &str, among| journal.find(noun, word(typed, name).unwrap_or_default(), among, None);
    // What goes may be put away already.
    let from =
        find("from", Among::InUse).or_else(|error| find("from", Among::Archived).map_err(|_| error))?;
    let into = find("into", Among::InUse)?.is().id;
    cx.change(&mut journal, Change::Merge { from: from.is(), into })
}

/// A record as programs read it: its fields in their order, links by name and id, then what is told besides.
pub(super) fn told(
    record: &AnyRecord,
    name: impl Fn(Ref) -> Result<String>,
    more: Vec<(&'static str, Json)>,
) -> Result<Map<String, Json>> {
    let mut all = Map::new();
    all.insert("id".to_owned(), record.is().id.to_string().into());
    for row in record.noun().rows() {
        if let Kind::Link(_) = row.kind {
            let of = record.linked(row.key);
            let name = of.map(&name).transpose()?;
            all.insert(row.json.to_owned(), name.map_or(Json::Null, Json::from));
            all.insert(format!("{}_id", row.json), of.map_or(Json::Null, |of| of.id.to_string().into()));
        } else {
            all.insert(row.json.to_owned(), record.json(row.key));
        }
    }
    all.extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
    all.insert("created_at".to_owned(), json::time(record.created()).into());
    if record.noun().archives() {
        all.insert("archived_at".to_owned(), json::utc(record.archived()).map_or(Json::Null, Json::from));
    }
    Ok(all)
}

fn told_by<N: Told>(look: &Look<'_>, record: &N, whole: bool) -> Result<Map<String, Json>> {
    let more = N::more(look, record, whole)?;
    told(&record.clone().into(), |of| look.name(of), more)
}

/// The records a list shows, in its order: of what belongs to skills, by those in use or the one that is named.
fn listed<N: Told>(look: &Look<'_>, typed: &ArgMatches) -> Result<Vec<N>> {
    let (all, archived) = (flag(typed, "all"), flag(typed, "archived"));
    let mut found: Vec<N> = look.journal.every()?;
    found.retain(|record| all || record.archived().is_some() == archived);
    let Some(row) = parent_row(N::NOUN) else {
        found.sort_by_key(|record| (record.archived().is_some(), record.called().to_lowercase()));
        return Ok(found);
    };
    if name_row(N::NOUN).is_none() {
        return Ok(found);
    }
    let skills: Vec<Id> = match word(typed, row.key) {
        Some(name) => vec![look.journal.find_skill(name, Among::InUse)?.id],
        None => {
            let skills = look.overview()?.skills.iter().map(|line| &line.skill);
            skills.filter(|skill| skill.archived.is_none()).map(|skill| skill.id).collect()
        }
    };
    let place = |record: &N| {
        let parent = record.parent().map(|parent| parent.id);
        skills.iter().position(|skill| Some(*skill) == parent)
    };
    found.retain(|record| place(record).is_some());
    found.sort_by_key(|record| (place(record), record.archived().is_some(), Declared::id(record)));
    Ok(found)
}

/// The columns of the list of a noun.
fn titles<N: Told>() -> Vec<&'static str> {
    if !N::TITLES.is_empty() {
        return N::TITLES.to_vec();
    }
    let listed = N::NOUN.rows().into_iter().filter(|row| row.listed && row.kind != Kind::Name);
    let parent = parent_row(N::NOUN).map(|row| row.key);
    [N::NAME].into_iter().chain(parent).chain(listed.map(|row| row.label)).collect()
}

fn list<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let journal = cx.open_to_read()?;
    let look = journal.as_ref().map(Look::at);
    let mut found: Vec<N> = match &look {
        Some(look) => N::pick(look, listed(look, typed)?, typed)?,
        None => Vec::new(),
    };
    let Some(look) = look else { return if cx.json { cx.out.json_all::<Json>([]) } else { Ok(()) } };
    if cx.json {
        found.sort_by_key(|record| std::cmp::Reverse(Declared::id(record)));
        let told: Result<Vec<_>> = found.iter().map(|record| told_by(&look, record, false)).collect();
        return cx.out.json_all(told?);
    }
    let mut table = Table::new(&titles::<N>());
    for record in &found {
        table.row(&mut cx.out, N::cells(&look, record)?)?;
    }
    table.end(&mut cx.out)
}

fn show<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let in_use = find(&journal, N::NOUN, typed, Among::InUse);
    // What is over is asked for too.
    let found = in_use.or_else(|error| find(&journal, N::NOUN, typed, Among::Archived).map_err(|_| error))?;
    let (look, record) = (Look::at(&journal), journal.record::<N>(found.is().id)?);
    if cx.json {
        return cx.out.json(&told_by(&look, &record, true)?);
    }
    cx.out.heading(&N::heading(&look, &record)?)?;
    for row in N::NOUN.rows().into_iter().filter(|row| !row.fixed && !row.parent && row.kind != Kind::Name) {
        let shown = match (row.kind, found.linked(row.key)) {
            (Kind::Link(_), of) => of.map(|of| look.name(of)).transpose()?.unwrap_or_default(),
            _ => found.shown(row.key),
        };
        cx.out.pair(&row.label.to_lowercase(), &shown)?;
    }
    N::below(&look, &record, &mut cx.out)
}
