//! What is told of a person: what its fields say.

use super::{Look, Told};
use crate::cli::args::NoVerb;
use crate::domain::person::Person;
use crate::journal::Result;

impl Told for Person {
    const ABOUT: &'static str = "People: who watches, answers, teaches or learns";
    type Own = NoVerb;
    const TITLES: &'static [&'static str] = &["name", "role", "contact"];

    fn cells(_: &Look<'_>, person: &Person) -> Result<Vec<String>> {
        Ok(vec![person.name.clone(), person.role.to_string(), person.contact.clone()])
    }
}
