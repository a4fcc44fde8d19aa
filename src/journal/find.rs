//! Records as people name them: by name, `area/skill`, the end of an id, `last` (the one added last), `running`.

mod stage;

use std::cell::LazyCell;

use super::error::{Error, Result};
use super::open::Journal;
use super::read::Overview;
use crate::domain::area::Area;
use crate::domain::feedback::Theme;
use crate::domain::field::Kind;
use crate::domain::id::{Id, Tail};
use crate::domain::measure::Measure;
use crate::domain::naming::{self, Match, fold};
use crate::domain::noun::{AnyRecord, Declared, Noun, Ref};
use crate::domain::nouns::of_noun;
use crate::domain::person::Person;
use crate::domain::session::Note;
use crate::domain::skill::Skill;
use crate::store::query;

/// Which records a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Those in use.
    InUse,
    /// Those that are archived.
    Archived,
}

impl Among {
    fn fits(self, archived: Option<i64>) -> bool {
        archived.is_some() == (self == Among::Archived)
    }
}

impl Journal {
    /// The area a name stands for.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_area(&self, typed: &str, among: Among) -> Result<Area> {
        self.find_named(typed, among, None)
    }

    /// The skill a name stands for: `skill` or `area/skill`; else the one that is this item of a ladder, by its very id.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_skill(&self, typed: &str, among: Among) -> Result<Skill> {
        let mut skills = query::skills(self.store.conn())?;
        if let Some((area, skill)) = typed.split_once('/') {
            let area = self.find_area(area, Among::InUse)?;
            let links = query::skill_areas(self.store.conn())?;
            skills.retain(|skill| links.iter().any(|link| link.skill == skill.id && link.area == area.id));
            let named = skills.iter().map(|skill| (skill, skill.name.as_str(), skill.archived));
            let found = choose("skill", skill, among, named, |skill| format!("{}/{}", area.name, skill.name));
            return found.or_else(|error| of_item(skill, among, &skills).ok_or(error)).cloned();
        }
        // The areas are only read where several skills fit.
        let overview = LazyCell::new(|| self.overview().unwrap_or_default());
        let named = skills.iter().map(|skill| (skill, skill.name.as_str(), skill.archived));
        let found = choose("skill", typed, among, named, |skill| with_area(&overview, skill));
        found.or_else(|error| of_item(typed, among, &skills).ok_or(error)).cloned()
    }

    /// The measure of a skill a name stands for; without a name, the only one.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_measure(&self, skill: Id, typed: Option<&str>, among: Among) -> Result<Measure> {
        let measures = query::measures_of(self.store.conn(), skill)?;
        let named: Vec<(Measure, &str)> = measures
            .iter()
            .filter(|m| among.fits(m.archived))
            .map(|m| (m.clone(), m.name.as_str()))
            .collect();
        let all = measures.iter().map(|m| (m.clone(), m.name.as_str(), m.archived));
        match (typed, named.as_slice()) {
            (Some(typed), _) => choose("measure", typed, among, all, |measure| measure.name.clone()),
            (None, [(only, _)]) => Ok(only.clone()),
            (None, []) => Err(Error::refused("that skill has no measure yet")
                .hint("make one: `etude measure add NAME --skill SKILL --unit UNIT`")),
            (None, _) => {
                let names: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
                Err(Error::usage("that skill has several measures")
                    .hint(format!("name one with --measure: {}", names.join(", "))))
            }
        }
    }

    /// The person a name stands for.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_person(&self, typed: &str, among: Among) -> Result<Person> {
        self.find_named(typed, among, None)
    }

    /// The record of a noun that a name stands for, of those that belong to one record or of all.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_named<N: Declared>(&self, typed: &str, among: Among, within: Option<Id>) -> Result<N> {
        let mut all = self.every::<N>()?;
        let of = |record: &N| record.parent().map(|parent| parent.id);
        all.retain(|record| within.is_none() || of(record) == within);
        let names: Vec<String> = all.iter().map(Declared::called).collect();
        let named = all.iter().zip(&names).map(|(record, name)| (record, name.as_str(), record.archived()));
        let found = choose(N::NAME, typed, among, named, |record| match (record.parent(), within) {
            (Some(parent), None) => {
                let whose = self.any(parent).map(|parent| parent.called()).unwrap_or_default();
                format!("{} (--{} “{whose}”)", record.called(), parent.noun)
            }
            _ => record.called(),
        });
        found.cloned()
    }

    /// The record of whichever noun that typed words stand for: its name, or the end of its id where it has none.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find(&self, noun: Noun, typed: &str, among: Among, within: Option<Id>) -> Result<AnyRecord> {
        match noun {
            Noun::Skill => Ok(self.find_skill(typed, among)?.into()),
            Noun::Theme => Ok(self.find_theme(typed)?.into()),
            noun if noun.rows().iter().any(|row| row.kind == Kind::Name) => {
                of_noun!(noun, N => Ok(self.find_named::<N>(typed, among, within)?.into()))
            }
            noun => {
                let hint = format!("`etude {} list` lists them", noun.verb());
                let id = self.find_by_tail(noun.name(), &hint, typed)?;
                self.any(Ref { noun, id })
            }
        }
    }

    /// The record in use that typed words stand for; see [`Journal::find`].
    ///
    /// # Errors
    /// None or several fit.
    pub fn found<N: Declared>(&self, typed: &str) -> Result<N> {
        self.record(self.find(N::NOUN, typed, Among::InUse, None)?.is().id)
    }

    /// The session a word stands for: `last`, `running`, or the end of its id.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_session(&self, typed: &str) -> Result<Id> {
        if typed.trim() == "running" {
            let running = query::open_session(self.store.conn())?.map(|session| session.id);
            return running.ok_or_else(|| Error::refused("no session is running"));
        }
        self.find_by_tail("session", "`etude sessions` lists them", typed)
    }

    /// The reading whose id ends so.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_reading(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("reading", "`etude measure show NAME` lists them", typed)
    }

    /// The note whose id ends so.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_note(&self, typed: &str) -> Result<Note> {
        let id = self.find_by_tail("note", "`etude session show ID` lists them", typed)?;
        query::by_id(self.store.conn(), id)?.ok_or_else(|| super::work::gone::<Note>(id))
    }

    /// The feedback a word stands for: `last`, or the end of its id.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_feedback(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("feedback", "`etude feedback list` lists it", typed)
    }

    /// The proof whose id ends so.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_proof(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("proof", "`etude feedback show ID` lists them", typed)
    }

    /// The theme a name stands for.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_theme(&self, typed: &str) -> Result<Theme> {
        let themes = self.theme_lines(None)?;
        let named = themes.iter().map(|line| (line.theme.clone(), line.theme.name.as_str(), None));
        choose("theme", typed, Among::InUse, named, |theme: &Theme| theme.name.clone())
    }

    /// The record that was added last, by the word for it, or the one whose id ends so.
    fn find_by_tail(&self, table: &str, hint: &str, typed: &str) -> Result<Id> {
        let what = table.replace('_', " ");
        if typed.trim() == "last" {
            let last = query::last_added(self.store.conn(), table)?;
            return last.ok_or_else(|| Error::not_found(format!("there is no {what} yet")));
        }
        let tail: Tail =
            typed.parse().map_err(|e: crate::domain::id::NotAnId| Error::usage(e.to_string()).hint(hint))?;
        match query::ids_with_tail(self.store.conn(), table, tail, 2)?.as_slice() {
            [one] => Ok(*one),
            [] => Err(Error::not_found(format!("no {what} has an id that ends in {typed}")).hint(hint)),
            _ => Err(Error::usage(format!("several {what}s have ids that end in {typed}: type more of it"))),
        }
    }
}

/// The one skill that is this item of a ladder, as `etude ladder show` names it.
fn of_item<'a>(typed: &str, among: Among, skills: &'a [Skill]) -> Option<&'a Skill> {
    let is = |skill: &&Skill| {
        among.fits(skill.archived)
            && skill.ladder_item.as_deref().is_some_and(|item| fold(item) == fold(typed))
    };
    let mut found = skills.iter().filter(is);
    found.next().filter(|_| found.next().is_none())
}

fn with_area(overview: &Overview, skill: &Skill) -> String {
    let line = overview.skills.iter().find(|line| line.skill.id == skill.id);
    let area = line.and_then(|line| overview.area_names(line).into_iter().next());
    area.map_or(skill.name.clone(), |area| format!("{area}/{}", skill.name))
}

fn choose<'a, T: Clone>(
    what: &str,
    typed: &str,
    among: Among,
    all: impl Iterator<Item = (T, &'a str, Option<i64>)>,
    full: impl Fn(&T) -> String,
) -> Result<T> {
    let (mut named, mut rest) = (Vec::new(), Vec::new());
    for (found, name, archived) in all {
        let these = if among.fits(archived) { &mut named } else { &mut rest };
        these.push((found, name));
    }
    match naming::pick(typed, &named) {
        Match::One(found) => Ok(found),
        Match::Many(several) => {
            let names: Vec<String> = several.iter().map(full).collect();
            Err(Error::usage(format!("“{typed}” could be several {what}s"))
                .hint(format!("which one? {}", names.join(", "))))
        }
        Match::None { did_you_mean } => {
            if let Some(name) = naming::very_name(typed, &rest).filter(|_| among == Among::InUse) {
                return Err(Error::refused(format!("the {what} “{name}” is archived"))
                    .hint(format!("`etude {what} restore '{name}'` brings it back")));
            }
            let error = Error::not_found(format!("there is no {what} “{typed}”"));
            match did_you_mean.as_slice() {
                [] => Err(error),
                names => Err(error.hint(format!("did you mean {}?", names.join(" or ")))),
            }
        }
    }
}
