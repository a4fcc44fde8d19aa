//! `etude person`.

use serde::Serialize;

use super::args::{ListArgs, Named, PersonFacts, PersonVerb};
use super::context::Context;
use super::edit::{put, shows};
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named};
use crate::domain::calendar::Day;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::person::{Person, Role};
use crate::journal::find::Among;
use crate::journal::{Error, Journal};

pub(super) fn run(cx: &mut Context, verb: PersonVerb) -> Done {
    match verb {
        PersonVerb::Add { name, facts } => {
            let mut person = Person::named(name, Role::Peer);
            take(cx, &facts, &mut person)?;
            let mut journal = cx.open()?;
            cx.change(&mut journal, Change::AddPerson(person))
        }
        PersonVerb::List(list) => show_list(cx, &list),
        PersonVerb::Show(Named { name }) => show(cx, &name),
        PersonVerb::Edit { name, facts } => edit(cx, &name, |cx, person| take(cx, &facts, person)),
        PersonVerb::Rename(renamed) => edit(cx, &renamed.name, |_, person| {
            person.name = renamed.new;
            Ok(())
        }),
        PersonVerb::Archive(Named { name }) => put_away(cx, &name, Among::InUse, Change::ArchivePerson),
        PersonVerb::Restore(Named { name }) => put_away(cx, &name, Among::Archived, Change::RestorePerson),
        PersonVerb::Merge { from, into } => {
            let mut journal = cx.open_existing()?;
            let in_use = journal.find_person(&from, Among::InUse);
            let from =
                in_use.or_else(|error| journal.find_person(&from, Among::Archived).map_err(|_| error))?;
            let into = journal.find_person(&into, Among::InUse)?.id;
            cx.change(&mut journal, Change::MergePeople { from: from.id, into })
        }
    }
}

fn take(cx: &Context, facts: &PersonFacts, person: &mut Person) -> Done {
    person.role = facts.role.unwrap_or(person.role);
    put(facts.contact.as_ref(), &mut person.contact);
    if let Some(typed) = &facts.since {
        person.since = if named::is_none(typed) { None } else { Some(cx.day(typed)?) };
    }
    Ok(())
}

fn edit(cx: &mut Context, name: &str, change: impl FnOnce(&Context, &mut Person) -> Done) -> Done {
    let mut journal = cx.open_existing()?;
    let mut person = journal.find_person(name, Among::InUse)?;
    change(cx, &mut person)?;
    cx.change(&mut journal, Change::EditPerson(person))
}

fn put_away(cx: &mut Context, name: &str, among: Among, change: fn(Id) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let person = journal.find_person(name, among)?;
    cx.change(&mut journal, change(person.id))
}

#[derive(Serialize)]
struct PersonJson<'a> {
    id: Id,
    name: &'a str,
    role: Role,
    contact: Option<&'a str>,
    since: Option<Day>,
    created_at: String,
    archived_at: Option<String>,
}

fn person_json(person: &Person) -> PersonJson<'_> {
    PersonJson {
        id: person.id,
        name: &person.name,
        role: person.role,
        contact: json::text(&person.contact),
        since: person.since,
        created_at: json::time(person.created),
        archived_at: json::utc(person.archived),
    }
}

fn show_list(cx: &mut Context, list: &ListArgs) -> Done {
    let people = cx.open_to_read()?.as_ref().map(Journal::people).transpose()?.unwrap_or_default();
    let mut people: Vec<Person> = people.into_iter().filter(|p| shows(list, p.archived)).collect();
    if cx.json {
        people.sort_by_key(|person| std::cmp::Reverse(person.id));
        return cx.out.json_all(people.iter().map(person_json));
    }
    let mut table = Table::new(&["name", "role", "contact"]);
    for person in people {
        table.row(&mut cx.out, vec![person.name, person.role.to_string(), person.contact])?;
    }
    table.end(&mut cx.out)
}

fn show(cx: &mut Context, name: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let person = journal.find_person(name, Among::InUse)?;
    if cx.json {
        return cx.out.json(&person_json(&person));
    }
    cx.out.heading(&person.name)?;
    cx.out.pair("role", person.role.word())?;
    cx.out.pair("since", &person.since.map(|day| day.to_string()).unwrap_or_default())?;
    cx.out.pair("contact", &person.contact)
}
