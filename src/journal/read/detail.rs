//! One session or one skill with everything that belongs to it.

use super::super::error::Result;
use super::super::open::Journal;
use super::super::work::gone;
use super::{SessionDetail, SessionFilter, SkillDetail};
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::store::query;

/// How many actions a session comes with.
const ACTIONS: i64 = 9;
/// How many sessions of a skill come with their reps.
const STRIPS: usize = 24;

impl Journal {
    /// The record of a skill with everything that belongs to it.
    ///
    /// # Errors
    /// When there is no such skill, or the file cannot be read.
    pub fn skill_detail(&self, id: Id, sessions: i64) -> Result<SkillDetail> {
        let conn = self.store.conn();
        let overview = self.overview()?;
        let line = overview
            .skills
            .iter()
            .find(|line| line.skill.id == id)
            .cloned()
            .ok_or_else(|| gone::<Skill>(id))?;
        let requires = query::requirements_of(conn, id)?
            .into_iter()
            .filter(|link| link.skill == id)
            .filter_map(|link| overview.skills.iter().find(|line| line.skill.id == link.requires))
            .map(|line| line.skill.name.clone());
        let measures = query::measures_of(conn, id)?
            .into_iter()
            .map(|measure| Ok((query::readings_of_measure(conn, measure.id, 8)?, measure)))
            .map(|pair: Result<_>| pair.map(|(readings, measure)| (measure, readings)))
            .collect::<Result<Vec<_>>>()?;
        let filter = SessionFilter { skill: Some(id), limit: Some(sessions), ..SessionFilter::default() };
        let sessions = self.sessions(&filter)?;
        let strips = sessions
            .iter()
            .take(STRIPS)
            .map(|row| Ok((row.session.id, query::reps_of(conn, row.session.id)?)))
            .collect::<Result<Vec<_>>>()?;
        Ok(SkillDetail {
            areas: overview.areas.iter().filter(|area| line.areas.contains(&area.id)).cloned().collect(),
            requires: requires.collect(),
            drills: query::drills_of(conn, id)?,
            measures,
            plans: query::plans_of(conn, id)?,
            sessions,
            strips,
            line,
        })
    }

    /// One session, whole.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn session_detail(&self, id: Id) -> Result<SessionDetail> {
        let conn = self.store.conn();
        let only = SessionFilter { only: Some(id), discarded: true, ..SessionFilter::default() };
        let row = self.sessions(&only)?.pop().ok_or_else(|| gone::<Session>(id))?;
        let readings = query::readings_of(conn, id)?
            .into_iter()
            .filter_map(|reading| match query::by_id::<Measure>(conn, reading.measure) {
                Ok(measure) => measure.map(|measure| Ok((reading, measure))),
                Err(error) => Some(Err(error.into())),
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(SessionDetail {
            areas: self.areas_of_skill(row.session.skill)?,
            segments: query::segments_of(conn, id)?,
            reps: query::reps_of(conn, id)?,
            notes: query::notes_of(conn, id)?,
            marks: query::marks_of(conn, id)?,
            readings,
            to_act_on: self.to_act_on(Some(row.session.skill), ACTIONS)?,
            proves: self.proved_by_session(id)?,
            row,
        })
    }
}
