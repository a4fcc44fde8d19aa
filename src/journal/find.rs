//! Records as people name them: by name, `area/skill`, the end of an id, `last`, `running`.

mod stage;

use std::cell::LazyCell;

use super::error::{Error, Result};
use super::open::Journal;
use super::read::Overview;
use super::read::feedback::FeedbackFilter;
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::feedback::Theme;
use crate::domain::id::{Id, Tail};
use crate::domain::measure::Measure;
use crate::domain::naming::{self, Match, fold};
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
        let areas = query::areas(self.store.conn())?;
        let named = areas.iter().map(|a| (a.clone(), a.name.as_str(), a.archived));
        choose("area", typed, among, named, |area| area.name.clone())
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

    /// The drill of a skill a name stands for.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_drill(&self, skill: Id, typed: &str, among: Among) -> Result<Drill> {
        let drills = query::drills_of(self.store.conn(), skill)?;
        let named = drills.iter().map(|d| (d.clone(), d.name.as_str(), d.archived));
        choose("drill", typed, among, named, |drill| drill.name.clone())
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

    /// The drill a name stands for, whatever its skill.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_any_drill(&self, typed: &str, among: Among) -> Result<Drill> {
        let overview = self.overview()?;
        let mut drills = Vec::new();
        for line in &overview.skills {
            drills.extend(query::drills_of(self.store.conn(), line.skill.id)?);
        }
        let named = drills.iter().map(|d| (d.clone(), d.name.as_str(), d.archived));
        choose("drill", typed, among, named, |drill| {
            format!("{} (--skill “{}”)", drill.name, skill_name(&overview, drill.skill))
        })
    }

    /// The measure a name stands for, whatever its skill.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_any_measure(&self, typed: &str, among: Among) -> Result<Measure> {
        let overview = self.overview()?;
        let mut measures = Vec::new();
        for line in &overview.skills {
            measures.extend(query::measures_of(self.store.conn(), line.skill.id)?);
        }
        let named = measures.iter().map(|m| (m.clone(), m.name.as_str(), m.archived));
        choose("measure", typed, among, named, |measure| {
            format!("{} (--skill “{}”)", measure.name, skill_name(&overview, measure.skill))
        })
    }

    /// The person a name stands for.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_person(&self, typed: &str, among: Among) -> Result<Person> {
        let people = query::people(self.store.conn())?;
        let named = people.iter().map(|p| (p.clone(), p.name.as_str(), p.archived));
        choose("person", typed, among, named, |person| person.name.clone())
    }

    /// The session a word stands for: `last`, `running`, or the end of its id.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_session(&self, typed: &str) -> Result<Id> {
        let conn = self.store.conn();
        match typed.trim() {
            "last" => query::last_session(conn)?
                .map(|s| s.id)
                .ok_or_else(|| Error::not_found("there is no session yet")),
            "running" => query::open_session(conn)?
                .map(|s| s.id)
                .ok_or_else(|| Error::refused("no session is running")),
            tail => self.find_by_tail("session", "`etude sessions` lists them", tail),
        }
    }

    /// The plan whose id ends so.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_plan(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("plan", "`etude plan list` lists them", typed)
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

    /// The feedback a word stands for: `last` (what came or was asked last), or the end of its id.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_feedback(&self, typed: &str) -> Result<Id> {
        if typed.trim() == "last" {
            let newest = FeedbackFilter { limit: Some(1), ..FeedbackFilter::default() };
            let found = self.feedback(&newest)?.pop().map(|row| row.feedback.id);
            return found.ok_or_else(|| Error::not_found("there is no feedback yet"));
        }
        self.find_by_tail("feedback", "`etude feedback list` lists it", typed)
    }

    /// The action whose id ends so.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_action(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("action", "`etude feedback show ID` lists them", typed)
    }

    /// The proof whose id ends so.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_proof(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("proof", "`etude feedback show ID` lists them", typed)
    }

    /// The entry a word stands for: `last`, the one added last, or the end of its id.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_entry(&self, typed: &str) -> Result<Id> {
        if typed.trim() == "last" {
            let found = crate::store::entry::added_last(self.store.conn())?;
            return found.ok_or_else(|| Error::not_found("there is no entry yet"));
        }
        self.find_by_tail("entry", "`etude note list` lists them", typed)
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

    fn find_by_tail(&self, table: &str, hint: &str, typed: &str) -> Result<Id> {
        let what = table.replace('_', " ");
        let tail: Tail =
            typed.parse().map_err(|e: crate::domain::id::NotAnId| Error::usage(e.to_string()).hint(hint))?;
        match query::ids_with_tail(self.store.conn(), table, tail, 2)?.as_slice() {
            [one] => Ok(*one),
            [] => Err(Error::not_found(format!("no {what} has an id that ends in {typed}")).hint(hint)),
            _ => Err(Error::usage(format!("several {what}s have ids that end in {typed}: type more of it"))),
        }
    }
}

fn skill_name(overview: &Overview, id: Id) -> &str {
    overview.skills.iter().find(|line| line.skill.id == id).map_or("", |line| line.skill.name.as_str())
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
