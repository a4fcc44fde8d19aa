//! Rules of people: who is meant by a name, and two that turn out to be one.

mod book;

use super::{Rules, link_anew};
use crate::domain::id::Id;
use crate::domain::noun::Ref;
use crate::domain::person::{Person, Role};
use crate::journal::check;
use crate::journal::error::{Error, Result};
use crate::journal::work::{Done, Work};
use crate::store::{feedback, query};
pub(in crate::journal) use book::Book;

/// Makes somebody, and takes them into the book.
fn add_to(work: &mut Work<'_>, book: &mut Book, mut person: Person) -> Result<(Id, String)> {
    person.archived = None;
    person.name = valid_in(book, &person)?;
    person.id = work.fresh_id();
    person.revision = 0;
    person.created = work.now.wall;
    work.insert(&person)?;
    let (id, label) = (person.id, format!("add person {}", person.name));
    book.take_in(person);
    Ok((id, label))
}

/// Somebody as they are named: typed by the user, or by a file that came from elsewhere.
#[derive(Debug, Clone, Copy)]
pub(in crate::journal) struct Named<'a> {
    /// The name; none at all is whoever the address belongs to.
    pub name: &'a str,
    /// How to reach them, where that is known.
    pub contact: &'a str,
    /// Who it was until now.
    pub was: Option<Id>,
    /// What somebody new is to me.
    pub role: Role,
    /// Nobody is asked about what stands in a file: it is taken as well as it can be.
    pub foreign: bool,
}

/// Whom a name means: who is reached so, else whoever it was already, else the one of that very name, else of a name
/// that differs in case and accents, else somebody new. A beginning is not a name. Nobody, where nothing is said.
pub(in crate::journal) fn meant(work: &mut Work<'_>, named: Named<'_>) -> Result<Option<Id>> {
    let mut book = Book::read(work)?;
    meant_in(work, &mut book, named)
}

/// As [`meant`], among the people of a book; somebody new is taken into it.
pub(in crate::journal) fn meant_in(
    work: &mut Work<'_>,
    book: &mut Book,
    named: Named<'_>,
) -> Result<Option<Id>> {
    let contact = named.contact.trim();
    if let Some(known) = book.reached_by(contact) {
        return Ok(Some(known));
    }
    let name = if named.name.trim().is_empty() { contact } else { named.name.trim() };
    let name = if named.foreign { fitted(name) } else { name.to_owned() };
    if name.is_empty() {
        return Ok(None);
    }
    // The same name with another address is another person, or may be.
    let may_be = |other: &&Person| {
        contact.is_empty() || other.contact.is_empty() || check::same_name(&other.contact, contact)
    };
    let known = || book.named(&name).filter(may_be);
    let same = |person: &&Person| person.name == name;
    let found = known().find(|person| Some(person.id) == named.was && same(person));
    let Some(found) = found.or_else(|| known().find(same)).or_else(|| known().next()) else {
        return new(work, book, name, named).map(Some);
    };
    if found.archived.is_some() && !named.foreign && Some(found.id) != named.was {
        return Err(Error::refused(format!("the person “{}” is archived", found.name)).hint(format!(
            "`etude person restore '{}'`, or x a among the people, brings them back",
            found.name
        )));
    }
    Ok(Some(found.id))
}

/// Whom a name means that may have been typed: not typed, it is who it was.
pub(in crate::journal) fn typed(
    work: &mut Work<'_>,
    name: Option<&str>,
    was: Option<Id>,
    role: Role,
) -> Result<Option<Id>> {
    match name {
        Some(name) => meant(work, Named { name, contact: "", was, role, foreign: false }),
        None => Ok(was),
    }
}

fn new(work: &mut Work<'_>, book: &mut Book, name: String, named: Named<'_>) -> Result<Id> {
    let mut person = Person::named(name, named.role);
    named.contact.trim().clone_into(&mut person.contact);
    if named.foreign || !person.contact.is_empty() {
        person.name = free_name(book, &person);
    }
    let alike = if named.foreign { Vec::new() } else { book.first_named(&person.name) };
    let (person, label) = add_to(work, book, person)?;
    if !named.foreign {
        let meant =
            if alike.is_empty() { String::new() } else { format!("; did you mean {}?", alike.join(" or ")) };
        work.notice(format!("{label} ({}){meant}", named.role));
    }
    Ok(person)
}

/// The name of somebody new, told apart by how they are reached, and then by a number, where others have it.
fn free_name(book: &Book, person: &Person) -> String {
    let with = |behind: &str| {
        let room = check::LONGEST_NAME.saturating_sub(behind.chars().count());
        format!("{}{behind}", person.name.chars().take(room).collect::<String>())
    };
    let contact = (!person.contact.is_empty()).then(|| with(&fitted(&format!(" ({})", person.contact))));
    let numbered = (2..).map(|number| with(&format!(" {number}")));
    let mut names = std::iter::once(person.name.clone()).chain(contact).chain(numbered);
    names.find(|name| !book.is_taken(name, person.id)).unwrap_or_default()
}

/// A name of a file is as it is: made one line, and cut to what a name can hold.
fn fitted(name: &str) -> String {
    let one_line = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
    one_line.chars().take(check::LONGEST_NAME).collect()
}

fn valid_in(book: &Book, person: &Person) -> Result<String> {
    let name = check::name("person", &person.name)?;
    check::text("contact", &person.contact)?;
    if person.archived.is_none() && book.is_taken(&name, person.id) {
        return Err(Error::refused(format!("there is a person {name} already")));
    }
    Ok(name)
}

impl Rules for Person {
    /// Everything of `from` becomes `into`'s; the emptied person is removed. One operation, one undo.
    fn merge(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
        let (gone, mut kept): (Person, Person) = (work.get(from)?, work.get(into)?);
        for mut session in query::sessions_of_person(work.conn, from)? {
            session.person = Some(into);
            work.update(&session)?;
        }
        for mut piece in feedback::feedback_of_person(work.conn, from)? {
            piece.person = Some(into);
            work.update(&piece)?;
        }
        link_anew(work, Ref::to::<Person>(from), into)?;
        if kept.contact.is_empty() {
            kept.contact.clone_from(&gone.contact);
        }
        kept.since = [kept.since, gone.since].into_iter().flatten().min();
        work.delete::<Person>(from)?;
        work.update(&kept)?;
        Ok(Done::to(into, format!("merge person {} into {}", gone.name, kept.name)))
    }
}
