//! The verbs of every noun: typed words into its fields, a change or an answer out. What a noun tells besides stands in a file
//! of its own.

mod area;
mod drill;
mod entry;
mod evidence;
mod measure;
mod person;
pub(super) mod plan;
mod skill;
mod statement;
pub(super) mod told;

use clap::{ArgMatches, FromArgMatches, Subcommand};
use serde_json::{Map, Value as Json};

use told::{Look, Told, flag, listed, many, word};

use super::args::{Given, NoVerb, NounVerb, given, name_row, parent_row};
use super::context::Context;
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named, typed};
use crate::domain::change::{Change, With};
use crate::domain::field::{Field, Kind, is_none};
use crate::domain::id::Id;
use crate::domain::noun::{Declared, Noun, Ref, link};
use crate::domain::nouns::{Action, Theme, of_noun};
use crate::domain::when::Vantage;
use crate::journal::find::Among;
use crate::journal::{Error, Journal, Result};

// They are told with the feedback they belong to.
impl Told for Action {
    type Own = NoVerb;
}

impl Told for Theme {
    type Own = NoVerb;
}

pub(super) fn run(cx: &mut Context, verb: &NounVerb) -> Done {
    of_noun!(verb.noun, N => verb_of::<N>(cx, verb))
}

fn verb_of<N: Told>(cx: &mut Context, verb: &NounVerb) -> Done {
    let Some((name, typed)) = verb.typed.subcommand() else { return Ok(()) };
    if N::Own::has_subcommand(name) {
        let own = N::Own::from_arg_matches(&verb.typed);
        return N::own(cx, own.map_err(|error| Failure::usage(error.to_string()))?);
    }
    match name {
        "add" => add::<N>(cx, typed),
        "list" => list::<N>(cx, typed),
        "show" => show::<N>(cx, typed),
        "edit" => edit::<N>(cx, typed),
        "rename" => rename::<N>(cx, typed),
        "archive" => put_away::<N>(cx, typed, Among::InUse, Change::Archive),
        "restore" => put_away::<N>(cx, typed, Among::Archived, Change::Restore),
        "merge" => merge::<N>(cx, typed),
        _ => {
            put_away::<N>(cx, typed, Among::InUse, Change::Delete)?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
    }
}

/// The record that is named.
fn find<N: Declared>(journal: &Journal, typed: &ArgMatches, among: Among) -> Result<N> {
    let name = word(typed, "which").unwrap_or_default();
    let parent = match parent_row(N::NOUN).map(|row| (row.kind, word(typed, row.key))) {
        Some((Kind::Link(noun), Some(name))) => Some(journal.find(noun, name, Among::InUse, None)?.is().id),
        _ => None,
    };
    journal.record(journal.find(N::NOUN, name, among, parent)?.is().id)
}

/// Reads typed words into the fields of a record; a link is found by its name. Hands back the person as typed, whom the journal
/// finds or makes.
pub(super) fn take<N: Declared>(
    cx: &Context,
    journal: &Journal,
    record: &mut N,
    given: Given,
) -> std::result::Result<Option<String>, Failure> {
    let (now, calendar) = cx.calendar();
    let look = Vantage { now, calendar: &calendar, date_order: cx.config.date_order };
    let mut person = None;
    for (key, words) in given {
        let Some(field) = N::FIELDS.iter().find(|field| field.row.key == key) else { continue };
        let words = match field.row.kind {
            Kind::Link(Noun::Person) => {
                person = Some(named::person_name(&words));
                continue;
            }
            Kind::Link(_) | Kind::Record(_) if is_none(&words) => words,
            Kind::Link(noun) => linked(journal, record, noun, &words)?,
            Kind::Record("session") => journal.find_session(&words)?.0.to_string(),
            Kind::Record(_) => journal.find_feedback(&words)?.0.to_string(),
            Kind::Text if words == "-" => typed::from_stdin()?,
            _ => words,
        };
        (field.read)(record, &words, &look).map_err(Error::from)?;
    }
    Ok(person)
}

/// The id of the record that a link names; it belongs to the same as the record itself, where it belongs to something.
fn linked<N: Declared>(journal: &Journal, record: &N, noun: Noun, typed: &str) -> Result<String> {
    let within = parent_row(noun).and(record.parent()).map(|parent| parent.id);
    let found = journal.find(noun, typed, Among::InUse, within);
    let found = found.map_err(|error| match name_row(noun) {
        Some(_) => error.hint(format!("`etude {noun} add` makes one")),
        None => error,
    })?;
    Ok(found.is().id.0.to_string())
}

/// Stores a record as it was typed, new or edited, and says what is to be said of it.
pub(super) fn store<N: Told>(cx: &mut Context, journal: &mut Journal, record: N, with: With) -> Done {
    let change = if Declared::id(&record) == Id::default() { Change::add_with } else { Change::edit_with };
    cx.change(journal, change(record.clone().into(), with.clone()))?;
    N::stored(cx, journal, &record, &with)
}

fn add<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let makes_journal = parent_row(N::NOUN).is_none() && (N::NOUN != Noun::Skill || flag(typed, "create"));
    let mut journal = if makes_journal { cx.open()? } else { cx.open_existing()? };
    let mut record = N::blank();
    let mut first: Given = Vec::new();
    let name = word(typed, "name").unwrap_or_default().to_owned();
    first.extend(name_row(N::NOUN).map(|row| (row.key, name)));
    first.extend(parent_row(N::NOUN).and_then(|row| Some((row.key, word(typed, row.key)?.to_owned()))));
    // A day that has to be there is today, unless said.
    let rows = N::FIELDS.iter().map(|field| &field.row);
    let days = rows.filter(|row| row.kind == Kind::Date && !row.optional && !row.fixed);
    first.extend(days.map(|row| (row.key, "today".to_owned())));
    first.extend(given::<N>("add", typed));
    let person = take(cx, &journal, &mut record, first)?;
    let with = N::with(cx, &mut journal, &mut record, typed)?;
    store(cx, &mut journal, record, With { person, ..with })
}

fn edit<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let mut journal = cx.open_existing()?;
    let before: N = find(&journal, typed, Among::InUse)?;
    let mut record = before.clone();
    let person = take(cx, &journal, &mut record, given::<N>("edit", typed))?;
    let with = With { person, ..N::with(cx, &mut journal, &mut record, typed)? };
    if record == before && with == With::default() {
        let hint = format!("`etude {} edit --help` lists what can be said", N::NOUN.verb());
        return Err(Failure::usage("nothing to change").hint(hint));
    }
    store(cx, &mut journal, record, with)
}

fn rename<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let mut journal = cx.open_existing()?;
    let mut record: N = find(&journal, typed, Among::InUse)?;
    let new = word(typed, "new").unwrap_or_default().to_owned();
    take(cx, &journal, &mut record, name_row(N::NOUN).map(|row| (row.key, new)).into_iter().collect())?;
    store(cx, &mut journal, record, With::default())
}

fn put_away<N: Told>(cx: &mut Context, typed: &ArgMatches, among: Among, change: fn(Ref) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let record: N = find(&journal, typed, among)?;
    cx.change(&mut journal, change(record.is()))
}

fn merge<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let mut journal = cx.open_existing()?;
    let find = |name: &str, among| journal.find(N::NOUN, word(typed, name).unwrap_or_default(), among, None);
    // What goes may be put away already.
    let from =
        find("from", Among::InUse).or_else(|error| find("from", Among::Archived).map_err(|_| error))?;
    let into = find("into", Among::InUse)?.is().id;
    cx.change(&mut journal, Change::Merge { from: from.is(), into })
}

/// A record as programs read it: its fields in their order, links by name and id, then what is told besides.
pub(super) fn told<N: Declared>(
    record: &N,
    name: impl Fn(Ref) -> Result<String>,
    more: Vec<(&'static str, Json)>,
) -> Result<Map<String, Json>> {
    let mut all = Map::new();
    all.insert("id".to_owned(), Declared::id(record).to_string().into());
    for Field { row, typed, json, .. } in N::FIELDS.iter().filter(|field| !field.row.json.is_empty()) {
        match (row.kind, json(record)) {
            (Kind::Link(noun), id) => {
                if name_row(noun).is_some() {
                    let name = link(row, &typed(record)).map(&name).transpose()?;
                    all.insert(row.json.to_owned(), name.map_or(Json::Null, Json::from));
                }
                all.extend(row.columns.iter().map(|column| ((*column).to_owned(), id.clone())));
            }
            (_, Json::Object(parts)) => all.extend(parts),
            (_, value) => drop(all.insert(row.json.to_owned(), value)),
        }
    }
    all.extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
    all.insert("created_at".to_owned(), json::time(record.created()).into());
    if N::ARCHIVED {
        all.insert("archived_at".to_owned(), json::utc(record.archived()).map_or(Json::Null, Json::from));
    }
    Ok(all)
}

fn told_by<N: Told>(look: &Look<'_>, record: &N, whole: bool) -> Result<Map<String, Json>> {
    told(record, |of| look.name(of), N::more(look, record, whole)?)
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

pub(super) fn list<N: Told>(cx: &mut Context, typed: &ArgMatches) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<Json>([]) } else { Ok(()) };
    };
    let (now, calendar) = cx.calendar();
    let look = Look::at(&journal, Vantage { now, calendar: &calendar, date_order: cx.config.date_order });
    let mut found = N::pick(&look, typed)?;
    if cx.json {
        if N::ARCHIVED {
            found.sort_by_key(|record| std::cmp::Reverse(Declared::id(record)));
        }
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
    let in_use = find(&journal, typed, Among::InUse);
    // What is over is asked for too.
    let record: N = in_use.or_else(|error| find(&journal, typed, Among::Archived).map_err(|_| error))?;
    let (now, calendar) = cx.calendar();
    let look = Look::at(&journal, Vantage { now, calendar: &calendar, date_order: cx.config.date_order });
    if cx.json {
        return cx.out.json(&told_by(&look, &record, true)?);
    }
    cx.out.heading(&N::heading(&look, &record)?)?;
    for field in N::FIELDS {
        let (row, typed) = (&field.row, (field.typed)(&record));
        let label = N::label(&record, row);
        if row.fixed || row.parent || row.kind == Kind::Name || label.is_empty() {
            continue;
        }
        let shown = match (row.kind, link(row, &typed)) {
            (Kind::Link(noun), Some(of)) if name_row(noun).is_none() => {
                journal.short(of.noun.name(), of.id)?
            }
            (_, Some(of)) => look.name(of)?,
            (Kind::Record(table), _) if !typed.is_empty() => {
                journal.short(table, Id(typed.parse().unwrap_or_default()))?
            }
            _ => (field.shown)(&record),
        };
        cx.out.pair(&label, &shown)?;
    }
    N::below(&look, &record, &mut cx.out)
}
