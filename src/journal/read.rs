//! Read models: what lists and screens show, a window at a time.

use std::collections::HashMap;

use super::error::Result;
use super::open::Journal;
use super::status::Playing;
use crate::domain::area::{Area, Horizon};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::drill::Drill;
use crate::domain::feedback::Action;
use crate::domain::id::{Id, MIN_TAIL};
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::{Moment, Stamp};
use crate::domain::person::Person;
use crate::domain::plan::{Plan, PlanDay};
use crate::domain::rep::Rep;
use crate::domain::session::{Mark, Mode, Note, Segment};
use crate::domain::skill::Skill;
use crate::store::feedback::OpenAction;
pub use crate::store::query::{SessionFilter, SessionRow};
use crate::store::sitting::Sitting;
use crate::store::{backup, query};

/// A skill with what lists show of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillLine {
    /// The skill.
    pub skill: Skill,
    /// The areas it serves, in the order it was put there.
    pub areas: Vec<Id>,
    /// When it was last practised.
    pub last: Option<Moment>,
    /// Practised milliseconds in the present week.
    pub week_ms: i64,
    /// Days of the present week on which it was practised.
    pub week_days: i64,
}

/// Areas and skills as the Desk and the Areas screen show them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overview {
    /// Every area, those in use first.
    pub areas: Vec<Area>,
    /// Every skill, those in use first.
    pub skills: Vec<SkillLine>,
}

impl Overview {
    /// The skills of an area.
    pub fn of_area(&self, area: Id) -> impl Iterator<Item = &SkillLine> {
        self.skills.iter().filter(move |line| line.areas.contains(&area))
    }

    /// The skill in use that has waited longest, in an area in use that is current; never practised is longest.
    pub fn longest_unpractised(&self) -> Option<Id> {
        let current = |area: &&Area| area.archived.is_none() && area.horizon == Horizon::Current;
        let areas: Vec<Id> = self.areas.iter().filter(current).map(|area| area.id).collect();
        let waits = |line: &&SkillLine| {
            line.skill.archived.is_none() && line.areas.iter().any(|area| areas.contains(area))
        };
        let waiting = self.skills.iter().filter(waits);
        waiting.min_by_key(|line| (line.last.map(|last| last.at), line.skill.id)).map(|line| line.skill.id)
    }

    /// The names of the areas a skill serves.
    pub fn area_names(&self, line: &SkillLine) -> Vec<String> {
        let name = |id: &Id| self.areas.iter().find(|area| area.id == *id).map(|area| area.name.clone());
        line.areas.iter().filter_map(name).collect()
    }
}

/// A plan that is open on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    /// The plan.
    pub plan: Plan,
    /// The name of its skill.
    pub skill_name: String,
    /// The name of its drill.
    pub drill_name: Option<String>,
    /// What has become of it on its days.
    pub fates: Vec<PlanDay>,
    /// Whether its skill is put away: then it waits until that is back.
    pub waits: bool,
}

/// A day: what is planned, what was done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Today {
    /// The local day.
    pub day: Day,
    /// The plans that are open.
    pub plans: Vec<PlanLine>,
    /// Practised milliseconds of the stretches that are closed, whenever their sessions began.
    pub closed: i64,
}

impl Today {
    /// What was practised today, the clock that runs included.
    pub fn practised(&self, playing: Option<&Playing>, now: Stamp, calendar: &Calendar) -> i64 {
        self.closed + playing.map_or(0, |playing| playing.practised_on(self.day, now, calendar))
    }
}

/// One session, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionDetail {
    /// The session with its names and sums.
    pub row: SessionRow,
    /// The names of its skill's areas.
    pub areas: Vec<String>,
    /// Its segments in order.
    pub segments: Vec<Segment>,
    /// Its reps in order.
    pub reps: Vec<Rep>,
    /// Its notes in order.
    pub notes: Vec<Note>,
    /// Its marks and interruptions in order.
    pub marks: Vec<Mark>,
    /// Its readings in order, with the measure's name and unit.
    pub readings: Vec<(Reading, Measure)>,
    /// The actions that wait for a proof on its skill.
    pub to_act_on: Vec<OpenAction>,
    /// The actions it proves.
    pub proves: Vec<Action>,
}

/// A skill with everything that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillDetail {
    /// The skill.
    pub line: SkillLine,
    /// The areas it serves.
    pub areas: Vec<Area>,
    /// The names of the skills it builds on.
    pub requires: Vec<String>,
    /// Its drills, those in use first.
    pub drills: Vec<Drill>,
    /// Its measures, those in use first, each with its newest readings.
    pub measures: Vec<(Measure, Vec<Reading>)>,
    /// Its plans.
    pub plans: Vec<Plan>,
    /// Its newest sessions.
    pub sessions: Vec<SessionRow>,
    /// The reps of the newest few of them, for their strips.
    pub strips: Vec<(Id, Vec<Rep>)>,
}

mod detail;
pub mod entry;
pub mod evidence;
pub mod feedback;
mod portfolio;
pub mod proof_records;
pub mod stage;

impl Journal {
    /// Areas and skills with what was last practised and when.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        self.overview_after(&[])
    }

    /// The same where the newest sittings are at hand, all from the oldest of them on: a skill among them was last practised there.
    pub(super) fn overview_after(&self, newest: &[&Sitting]) -> Result<Overview> {
        let calendar = self.calendar();
        let today = calendar.day(self.now().wall);
        let week = query::practised_between(self.store.conn(), calendar.week_of(today), today)?;
        self.overview_of(&week, newest)
    }

    /// Areas and skills with what was practised in the week, as far as it is asked for.
    pub(super) fn overview_of(&self, week: &[(Day, Id, Mode, i64)], newest: &[&Sitting]) -> Result<Overview> {
        let conn = self.store.conn();
        let links = query::skill_areas(conn)?;
        let skills = query::skills(conn)?;
        let seen =
            |id: Id| newest.iter().filter(move |sitting| sitting.skill == id).map(|own| own.started).max();
        let unseen: Vec<Id> = skills.iter().map(|skill| skill.id).filter(|id| seen(*id).is_none()).collect();
        let last: HashMap<Id, Moment> = query::last_practised(conn, &unseen)?.into_iter().collect();
        let lines = skills.into_iter().map(|skill| {
            let own = week.iter().filter(|(_, id, _, _)| *id == skill.id);
            let mut days: Vec<Day> = own.clone().map(|(day, ..)| *day).collect();
            days.dedup();
            SkillLine {
                areas: links.iter().filter(|link| link.skill == skill.id).map(|link| link.area).collect(),
                last: seen(skill.id).or_else(|| last.get(&skill.id).copied()),
                week_ms: own.map(|(.., ms)| ms).sum(),
                week_days: i64::try_from(days.len()).unwrap_or(i64::MAX),
                skill,
            }
        });
        Ok(Overview { skills: lines.collect(), areas: query::areas(conn)? })
    }

    /// The drills of a skill, those in use first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn drills(&self, skill: Id) -> Result<Vec<Drill>> {
        Ok(query::drills_of(self.store.conn(), skill)?)
    }

    /// The measures of a skill, those in use first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn measures(&self, skill: Id) -> Result<Vec<Measure>> {
        Ok(query::measures_of(self.store.conn(), skill)?)
    }

    /// The newest readings of a measure, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn readings(&self, measure: Id, limit: i64) -> Result<Vec<Reading>> {
        Ok(query::readings_of_measure(self.store.conn(), measure, limit)?)
    }

    /// Every person, those in use first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<Vec<Person>> {
        Ok(query::people(self.store.conn())?)
    }

    /// Every plan with its names and what has become of it, by day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn plans(&self) -> Result<Vec<PlanLine>> {
        query::plans(self.store.conn())?.into_iter().map(|plan| self.plan_line(plan)).collect()
    }

    fn plan_line(&self, plan: Plan) -> Result<PlanLine> {
        let conn = self.store.conn();
        let drill = plan.drill.map(|id| query::by_id::<Drill>(conn, id)).transpose()?.flatten();
        let skill = query::by_id::<Skill>(conn, plan.skill)?;
        Ok(PlanLine {
            waits: skill.as_ref().is_none_or(|skill| skill.archived.is_some()),
            skill_name: skill.map(|skill| skill.name).unwrap_or_default(),
            drill_name: drill.map(|d| d.name),
            fates: query::plan_days_of(conn, plan.id)?,
            plan,
        })
    }

    /// The plans that are open on a day, in the order of their time; those for a skill that is put away wait.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn plans_on(&self, day: Day) -> Result<Vec<PlanLine>> {
        let around = query::plans_around(self.store.conn(), day)?.into_iter();
        let lines = around.map(|plan| self.plan_line(plan)).collect::<Result<Vec<_>>>()?;
        Ok(lines.into_iter().filter(|line| !line.waits && line.plan.open_on(day, &line.fates)).collect())
    }

    /// What is planned today, and how long was practised.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn today(&self) -> Result<Today> {
        let day = self.calendar().day(self.now().wall);
        let practised = query::practised_between(self.store.conn(), day, day)?;
        Ok(Today { day, plans: self.plans_on(day)?, closed: practised.iter().map(|(.., ms)| ms).sum() })
    }

    /// Practised milliseconds per day, skill and mode.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn practised(&self, from: Day, to: Day) -> Result<Vec<(Day, Id, Mode, i64)>> {
        Ok(query::practised_between(self.store.conn(), from, to)?)
    }

    /// The sessions that pass a filter, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sessions(&self, filter: &SessionFilter) -> Result<Vec<SessionRow>> {
        let mut rows = query::sessions(self.store.conn(), filter)?;
        for row in rows.iter_mut().filter(|row| row.session.is_open()) {
            self.fill_in_running(row)?;
        }
        Ok(rows)
    }

    /// Hands every session that passes a filter to `each`, newest first, never more than one in memory.
    ///
    /// # Errors
    /// When the file cannot be read, or what `each` answers.
    pub fn each_session(
        &self,
        filter: &SessionFilter,
        mut each: impl FnMut(SessionRow) -> Result<()>,
    ) -> Result<()> {
        query::each_session(self.store.conn(), filter, |mut row| {
            if row.session.is_open() {
                self.fill_in_running(&mut row)?;
            }
            each(row)
        })
    }

    /// The stretch that runs counts until now.
    fn fill_in_running(&self, row: &mut SessionRow) -> Result<()> {
        if let Some(playing) = self.playing()?.filter(|p| p.session.id == row.session.id) {
            let elapsed = playing.elapsed(self.now());
            (row.practised, row.unresolved) = (elapsed.practised, elapsed.unresolved);
        }
        Ok(())
    }

    /// The names of the areas a skill serves.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn areas_of_skill(&self, skill: Id) -> Result<Vec<String>> {
        Ok(query::area_names(self.store.conn(), skill)?)
    }

    /// The skills a skill builds on, in the order they were linked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn base_of_skill(&self, skill: Id) -> Result<Vec<(Id, String)>> {
        let links = query::requirements_of(self.store.conn(), skill)?;
        let skills = query::skills(self.store.conn())?;
        let name = |id: Id| skills.iter().find(|skill| skill.id == id).map(|skill| (id, skill.name.clone()));
        Ok(links.iter().filter(|link| link.skill == skill).filter_map(|link| name(link.requires)).collect())
    }

    /// The words of the notes of a listed session, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notes(&self, row: &SessionRow) -> Result<Vec<String>> {
        if !row.noted {
            return Ok(Vec::new());
        }
        Ok(query::note_texts(self.store.conn(), row.session.id)?)
    }

    /// Whether nothing is in the journal yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(query::is_empty(self.store.conn())?)
    }

    /// The id of this journal: drafts are kept under it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn id(&self) -> Result<Id> {
        Ok(query::journal_id(self.store.conn())?)
    }

    /// The shortest tail of a session's id that no other session shares.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn short_id(&self, id: Id) -> Result<String> {
        self.short("session", id)
    }

    /// The shortest tail that no other row of a table shares.
    pub fn short(&self, table: &str, id: Id) -> Result<String> {
        let alike = query::ids_like(self.store.conn(), table, id)?;
        let shared = alike.into_iter().map(|other| id.shared_tail(other)).max().unwrap_or(0);
        Ok(id.tail((shared + 1).max(MIN_TAIL)))
    }

    /// The newest backup.
    pub fn newest_backup(&self) -> Option<std::path::PathBuf> {
        backup::list(&self.options.places.backups).into_iter().next()
    }
}
