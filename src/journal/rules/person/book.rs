//! Everybody the journal knows, found by name or address without reading all of them for each one who is looked for.

use std::collections::HashMap;

use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::domain::person::Person;
use crate::journal::check;
use crate::journal::error::Result;
use crate::journal::work::Work;
use crate::store::query;

/// Everybody, by folded name and by address.
pub(in crate::journal) struct Book {
    people: Vec<Person>,
    by_name: HashMap<String, Vec<usize>>,
    by_contact: HashMap<String, usize>,
}

impl Book {
    /// Everybody, as the journal lists them.
    pub(in crate::journal) fn read(work: &Work<'_>) -> Result<Book> {
        let mut book = Book { people: Vec::new(), by_name: HashMap::new(), by_contact: HashMap::new() };
        for person in query::people(work.conn)? {
            book.take_in(person);
        }
        Ok(book)
    }

    /// Somebody more.
    pub(super) fn take_in(&mut self, person: Person) {
        let at = self.people.len();
        self.by_name.entry(fold(&person.name)).or_default().push(at);
        let contact = person.contact.trim().to_ascii_lowercase();
        if !contact.is_empty() {
            let known = self.by_contact.entry(contact).or_insert(at);
            // Who is in use comes before who is archived.
            if self.people.get(*known).is_some_and(|old| old.archived.is_some()) && person.archived.is_none()
            {
                *known = at;
            }
        }
        self.people.push(person);
    }

    /// Who is reached so.
    pub(super) fn reached_by(&self, contact: &str) -> Option<Id> {
        let at = self.by_contact.get(&contact.trim().to_ascii_lowercase())?;
        self.people.get(*at).map(|person| person.id)
    }

    /// Those of this name, case and accents aside, in the order of the journal.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Person> {
        let places = self.by_name.get(&fold(name)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.people.get(*at))
    }

    /// Whether somebody in use has this very name.
    pub(super) fn is_taken(&self, name: &str, by_other_than: Id) -> bool {
        self.named(name).any(|other| {
            other.id != by_other_than && other.archived.is_none() && check::same_name(&other.name, name)
        })
    }

    /// Those in use whose first name begins so.
    pub(super) fn first_named(&self, name: &str) -> Vec<String> {
        let wanted = fold(name);
        let first =
            |name: &str| name.split_whitespace().next().is_some_and(|first| fold(first).starts_with(&wanted));
        let known = self.people.iter().filter(|person| person.archived.is_none());
        known.map(|person| person.name.clone()).filter(|name| first(name)).collect()
    }
}
