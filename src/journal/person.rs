//! Changes of people.

use super::application;
use super::check;
use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::id::Id;
use crate::domain::person::{Person, Role};
use crate::store::{feedback, query};

pub(super) fn add(work: &mut Work<'_>, mut person: Person) -> Result<Done> {
    person.name = valid(work, &person)?;
    person.id = work.fresh_id();
    person.revision = 0;
    person.created = work.now.wall;
    person.archived = None;
    work.insert(&person)?;
    Ok(Done::to(person.id, format!("add person {}", person.name)))
}

pub(super) fn edit(work: &mut Work<'_>, mut person: Person) -> Result<Done> {
    person.name = valid(work, &person)?;
    work.update(&person)?;
    Ok(Done::to(person.id, format!("edit person {}", person.name)))
}

pub(super) fn archive(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let mut person: Person = work.get(id)?;
    if person.archived.is_some() {
        return Err(Error::refused(format!("{} is archived already", person.name)));
    }
    person.archived = Some(work.now.wall.at);
    work.update(&person)?;
    Ok(Done::to(id, format!("archive person {}", person.name)))
}

pub(super) fn restore(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let mut person: Person = work.get(id)?;
    if person.archived.is_none() {
        return Err(Error::refused(format!("{} is not archived", person.name)));
    }
    person.archived = None;
    valid(work, &person)?;
    work.update(&person)?;
    Ok(Done::to(id, format!("restore person {}", person.name)))
}

/// The person somebody goes by: reached so, or of that name; made where there is none. Nobody, where neither is said.
pub(super) fn named_or_new(work: &mut Work<'_>, name: &str, contact: &str, role: Role) -> Result<Option<Id>> {
    let contact = contact.trim();
    if !contact.is_empty()
        && let Some(known) = feedback::person_reached_by(work.conn, contact)?
    {
        return Ok(Some(known));
    }
    // Names of foreign files are as they are: cut to what a name can hold.
    let typed = if name.trim().is_empty() { contact } else { name };
    let one_line: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
    let name: String = one_line.chars().take(check::LONGEST_NAME).collect();
    if name.is_empty() {
        return Ok(None);
    }
    let mut known = query::people(work.conn)?.into_iter();
    // The same name with another address is another person, or may be.
    let same = |other: &Person| {
        check::same_name(&other.name, &name)
            && (contact.is_empty() || other.contact.is_empty() || check::same_name(&other.contact, contact))
    };
    if let Some(known) = known.find(same) {
        return Ok(Some(known.id));
    }
    let mut person = Person::named(name, role);
    contact.clone_into(&mut person.contact);
    if valid(work, &person).is_err() {
        person.name = format!("{} ({contact})", person.name).chars().take(check::LONGEST_NAME).collect();
    }
    Ok(add(work, person)?.id)
}

/// Everything of `from` becomes `into`'s; the emptied person is removed. One operation, one undo.
pub(super) fn merge(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
    if from == into {
        return Err(Error::usage("a person cannot be merged with themselves"));
    }
    let (gone, mut kept): (Person, Person) = (work.get(from)?, work.get(into)?);
    for mut session in query::sessions_of_person(work.conn, from)? {
        session.person = Some(into);
        work.update(&session)?;
    }
    for mut piece in feedback::feedback_of_person(work.conn, from)? {
        piece.person = Some(into);
        work.update(&piece)?;
    }
    application::seen_by_another(work, from, into)?;
    if kept.contact.is_empty() {
        kept.contact.clone_from(&gone.contact);
    }
    kept.since = [kept.since, gone.since].into_iter().flatten().min();
    work.delete::<Person>(from)?;
    work.update(&kept)?;
    Ok(Done::to(into, format!("merge person {} into {}", gone.name, kept.name)))
}

fn valid(work: &Work<'_>, person: &Person) -> Result<String> {
    let name = check::name("person", &person.name)?;
    check::text("how to reach them", &person.contact)?;
    let taken = query::people(work.conn)?.into_iter().any(|other| {
        other.id != person.id && other.archived.is_none() && check::same_name(&other.name, &name)
    });
    if taken && person.archived.is_none() {
        return Err(Error::refused(format!("there is a person {name} already")));
    }
    Ok(name)
}
