//! The names that a file speaks of, each looked up once in an import: people, themes, skills, areas.

use std::collections::HashMap;

use super::super::{named, theme};
use crate::domain::area::Area;
use crate::domain::feedback::{Feedback, GivenBy};
use crate::domain::id::Id;
use crate::domain::naming;
use crate::domain::skill::Skill;
use crate::journal::check;
use crate::journal::error::Result;
use crate::journal::person::{self, Book};
use crate::journal::work::Work;
use crate::store::query;

/// The names an import meets, looked up once.
pub(super) struct Names {
    skills: Vec<Skill>,
    areas: Vec<Area>,
    people: HashMap<(String, String), Option<Id>>,
    book: Book,
    themes: theme::Known,
    missing: Vec<String>,
}

impl Names {
    pub(super) fn read(work: &Work<'_>) -> Result<Names> {
        let (skills, areas) = (query::skills(work.conn)?, query::areas(work.conn)?);
        let (book, themes) = (Book::read(work)?, theme::Known::read(work)?);
        Ok(Names { skills, areas, people: HashMap::new(), book, themes, missing: Vec::new() })
    }

    /// Tags a piece with themes as a file names them.
    pub(super) fn tag(&mut self, work: &mut Work<'_>, feedback: Id, names: &[String]) -> Result<()> {
        for name in names {
            let one_line = name.replace('\0', "").split_whitespace().collect::<Vec<_>>().join(" ");
            let name: String = one_line.chars().take(check::LONGEST_NAME).collect();
            if !name.is_empty() {
                theme::put_in(work, &mut self.themes, &[feedback], &name)?;
            }
        }
        Ok(())
    }

    pub(super) fn person(&mut self, work: &mut Work<'_>, feedback: &Feedback) -> Result<Option<Id>> {
        if feedback.given_by != GivenBy::Human {
            return Ok(None);
        }
        let key = (feedback.sender.clone(), feedback.address.clone());
        if let Some(known) = self.people.get(&key) {
            return Ok(*known);
        }
        let found = person::meant_in(work, &mut self.book, named(feedback, true))?;
        self.people.insert(key, found);
        Ok(found)
    }

    pub(super) fn skill(&mut self, name: Option<&str>) -> Option<Id> {
        let name = name?;
        let wanted = naming::fold(name.rsplit('/').next().unwrap_or(name));
        let found =
            self.skills.iter().find(|skill| naming::fold(&skill.name) == wanted).map(|skill| skill.id);
        if found.is_none() {
            self.miss(format!("skill “{name}”"));
        }
        found
    }

    pub(super) fn area(&mut self, name: Option<&str>) -> Option<Id> {
        let name = name?;
        let wanted = naming::fold(name);
        let found = self.areas.iter().find(|area| naming::fold(&area.name) == wanted).map(|area| area.id);
        if found.is_none() {
            self.miss(format!("area “{name}”"));
        }
        found
    }

    fn miss(&mut self, what: String) {
        if !self.missing.contains(&what) {
            self.missing.push(what);
        }
    }

    pub(super) fn say_missing(&self, work: &mut Work<'_>) {
        if !self.missing.is_empty() {
            work.notice(format!("not in the journal, so not linked: {}", self.missing.join(", ")));
        }
    }
}
