//! Changes of people.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{archive, check};
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::domain::person::{Person, Role};
use crate::domain::session::Mode;
use crate::store::query;

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

pub(super) fn archive(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::put_away::<Person>(work, id)
}

pub(super) fn restore(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::bring_back(work, id, valid)
}

/// The person a session is with, by the name typed for it: whoever it was already, else the one of that very name, else
/// of a name that differs in case and accents, else somebody new. A beginning is not a name.
pub(super) fn meant(
    work: &mut Work<'_>,
    typed: Option<&str>,
    was: Option<Id>,
    mode: Mode,
) -> Result<Option<Id>> {
    let Some(typed) = typed.map(str::trim) else { return Ok(was) };
    if typed.is_empty() {
        return Ok(None);
    }
    let known = query::people(work.conn)?;
    let same = |person: &&Person| person.name == typed;
    let alike = |person: &&Person| fold(&person.name) == fold(typed);
    let found = known.iter().find(|person| Some(person.id) == was && same(person));
    if let Some(person) = found.or_else(|| known.iter().find(same)).or_else(|| known.iter().find(alike)) {
        return Ok(Some(person.id));
    }
    let role = Role::in_mode(mode);
    let added = add(work, Person::named(typed, role))?;
    work.notice(format!("{} ({role})", added.label));
    Ok(added.id)
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
