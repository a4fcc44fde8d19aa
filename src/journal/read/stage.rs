//! Stages as they are shown: the ladder with its evidence, the history with what lies in each stretch of it.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::error::Result;
use super::super::open::Journal;
use super::super::stage::{self as rules, LadderOf};
use crate::domain::area::Area;
use crate::domain::benchmark::{AreaCheck, Facts, Freshness, StageCheck, borne_out};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::evidence::{Evidence, EvidenceBenchmark, Statement};
use crate::domain::ladder::{Ladder, LadderText};
use crate::domain::person::Person;
use crate::domain::skill::Skill;
use crate::domain::stage::{Stage, StageEvent, StageEventKind, Subject, Told, held_on, taken_on, told};
use crate::journal::work::gone;
use crate::store::query;
use crate::store::record::by_id;
use crate::store::stage as store;
pub use crate::store::stage::{BetweenDays, Totals, TotalsByDay};

/// The ladder a subject is on.
#[derive(Debug, Clone, PartialEq)]
pub struct OnLadder {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Its numbers are one's own.
    pub own: bool,
}

/// The stage of a subject with everything behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct StageView {
    /// What it is about.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// The ladder it is on, if any.
    pub ladder: Option<OnLadder>,
    /// The stage held on the day looked at.
    pub held: Option<Stage>,
    /// The event that gave it.
    pub taken: Option<Told>,
    /// What it rests on where not all was shown: `self-declared, 3 of 5 shown`, or `declared` until an import is borne out by a
    /// fresh probe and a witness.
    pub declared: Option<String>,
    /// How fresh it is; of a skill that holds a stage on a ladder.
    pub freshness: Freshness,
    /// How each stage stands, apprentice first; of a skill on a ladder.
    pub checks: Vec<StageCheck>,
    /// How each stage of an area on a ladder stands, apprentice first.
    pub area_checks: Vec<AreaCheck>,
    /// The whole history, oldest first.
    pub history: Vec<Told>,
}

/// A statement with its person.
pub type StatementLine = (Statement, Person);

impl Journal {
    /// The stage of a subject with everything behind it, as it was by the end of a day.
    ///
    /// # Errors
    /// When there is no such skill or area, or the file cannot be read.
    pub fn stage_view(&self, subject: Subject, day: Day) -> Result<StageView> {
        let _snapshot = self.snapshot_read()?;
        let conn = self.store.conn();
        let name = self.name_of(subject)?;
        let on = rules::ladder_of(conn, subject)?;
        let facts = self.facts_until(subject, on.as_ref(), day)?;
        let history = rules::history(conn, subject)?;
        let held = held_on(&history, day);
        let freshness = match (&on, held) {
            (Some(on), Some(stage)) => rules::fresh(on, stage, &facts, &history, day),
            _ => Freshness::default(),
        };
        let area_checks = match (&on, subject) {
            (Some(on), Subject::Area(area)) => rules::area_checks(conn, area, on, &facts, day)?,
            _ => Vec::new(),
        };
        let taken = taken_on(&history, day).cloned();
        Ok(StageView {
            subject,
            name,
            held,
            declared: taken
                .as_ref()
                .and_then(|told| still_declared(&told.event, on.as_ref(), &facts, &self.calendar())),
            taken,
            freshness,
            checks: on.as_ref().map(|on| rules::checks(on, &facts, day)).unwrap_or_default(),
            area_checks,
            ladder: on.map(|on| OnLadder {
                id: on.ladder.id.clone(),
                version: on.ladder.version.clone(),
                title: on.ladder.title.clone(),
                own: on.own,
            }),
            history,
        })
    }

    /// The ladder a subject is on, as it was when it was put on it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ladder_of(&self, subject: Subject) -> Result<Option<Arc<Ladder>>> {
        Ok(rules::ladder_of(self.store.conn(), subject)?.map(|on| on.ladder))
    }

    /// The benchmarks that evidence and statements of a subject may speak to, in the order of its ladder: id and text. Of an
    /// area these are its capstones.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn benchmarks_of(&self, subject: Subject) -> Result<Vec<(String, String)>> {
        let on = rules::ladder_of(self.store.conn(), subject)?;
        let all = on.iter().flat_map(|on| on.benchmarks(subject));
        Ok(all.map(|benchmark| (benchmark.id, benchmark.text)).collect())
    }

    /// The item of its ladder that a skill is; none of an area, and of what is on no ladder.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ladder_item(&self, subject: Subject) -> Result<Option<String>> {
        Ok(rules::ladder_of(self.store.conn(), subject)?.and_then(|on| on.item))
    }

    /// The ladders of one's own that areas or skills are on, each in the newest version that something is on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ladders_kept(&self) -> Result<Vec<LadderText>> {
        let conn = self.store.conn();
        let areas = query::areas(conn)?.into_iter().map(|area| (area.ladder, area.ladder_version));
        let skills = query::skills(conn)?.into_iter().map(|skill| (skill.ladder, skill.ladder_version));
        let in_use: HashSet<_> = areas.chain(skills).collect();
        let mut kept: Vec<LadderText> = Vec::new();
        for text in store::ladders(conn)? {
            if !in_use.contains(&(Some(text.name.clone()), Some(text.version.clone()))) {
                continue;
            }
            kept.retain(|older| older.name != text.name);
            kept.push(text);
        }
        Ok(kept)
    }

    pub(super) fn facts_until(&self, subject: Subject, on: Option<&LadderOf>, day: Day) -> Result<Facts> {
        let facts = rules::facts(self.store.conn(), subject, on, &self.calendar())?;
        Ok(if day < self.local_today() { facts.until(day) } else { facts })
    }

    /// Every stage event of every subject, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stage_history(&self) -> Result<Vec<Told>> {
        let (events, states) = store::all_events(self.store.conn())?;
        Ok(told(events, &states))
    }

    /// The stage events of some subjects, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stage_history_of(&self, subjects: &[Subject]) -> Result<Vec<Told>> {
        let mut all = Vec::new();
        for subject in subjects {
            all.extend(rules::history(self.store.conn(), *subject)?);
        }
        all.sort_by_key(|told| (told.event.at.at, told.event.id));
        Ok(all)
    }

    /// What was practised, said and shown for a subject from one day to another, both included.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn between_days(&self, subject: Subject, from: Day, to: Day) -> Result<BetweenDays> {
        Ok(store::between_days(self.store.conn(), subject, from, to)?)
    }

    /// What lay behind a subject by the end of any day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn totals_by_day(&self, subject: Subject) -> Result<TotalsByDay> {
        Ok(store::totals_by_day(self.store.conn(), subject)?)
    }

    /// The evidence of a subject, newest first, with the benchmarks each piece is shown for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn evidence(&self, subject: Subject) -> Result<Vec<(Evidence, Vec<EvidenceBenchmark>)>> {
        let conn = self.store.conn();
        let pieces = store::evidence_of(conn, subject)?.into_iter();
        pieces.map(|piece| Ok((piece.clone(), store::links_of(conn, piece.id)?))).collect()
    }

    /// The statements about a subject, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements(&self, subject: Subject) -> Result<Vec<StatementLine>> {
        let conn = self.store.conn();
        let all = store::statements_of(conn, subject)?.into_iter();
        all.map(|statement| {
            let person = by_id(conn, statement.person)?.ok_or_else(|| gone::<Person>(statement.person))?;
            Ok((statement, person))
        })
        .collect()
    }

    fn name_of(&self, subject: Subject) -> Result<String> {
        let conn = self.store.conn();
        match subject {
            Subject::Skill(id) => {
                let skill: Option<Skill> = by_id(conn, id)?;
                Ok(skill.ok_or_else(|| gone::<Skill>(id))?.name)
            }
            Subject::Area(id) => {
                let area: Option<Area> = by_id(conn, id)?;
                Ok(area.ok_or_else(|| gone::<Area>(id))?.name)
            }
        }
    }
}

/// What an event says of a stage that was not wholly shown, unless an import was borne out since.
fn still_declared(
    event: &StageEvent,
    on: Option<&LadderOf>,
    facts: &Facts,
    calendar: &Calendar,
) -> Option<String> {
    let skill = on.and_then(LadderOf::skill).filter(|_| event.kind == StageEventKind::Import);
    let since = calendar.day(event.created);
    event.declared().filter(|_| !skill.is_some_and(|skill| borne_out(skill, facts, since)))
}
