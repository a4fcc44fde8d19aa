//! The sessions that the Desk lists. Read with every change and before the first frame, so only what is shown is
//! read.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use super::error::Result;
use super::query::{SUMS, SessionFilter, condition_of, halves};
use super::sql_types::take;
use super::statement::Prepare;
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::rep::Tally;
use crate::domain::session::{Mode, SessionState};

/// A session in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// The session.
    pub id: Id,
    /// Its skill.
    pub skill: Id,
    /// The name of that.
    pub skill_name: String,
    /// What kind of practice it is.
    pub mode: Mode,
    /// Whether it runs, is paused, or was closed.
    pub state: SessionState,
    /// When it began.
    pub started: Moment,
    /// When it ended; none while it is open.
    pub ended: Option<Moment>,
    /// The local day it began on.
    pub day: Day,
    /// Whether it leaves the journal in no export.
    pub private: bool,
    /// What was to change the next time.
    pub next_focus: String,
    /// Practised milliseconds; of an open session those of its closed segments.
    pub practised: i64,
    /// Doubted milliseconds.
    pub unresolved: i64,
    /// Its physical hits and misses.
    pub reps: Tally,
}

impl Sitting {
    /// Whether it runs or is paused.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }
}

/// The newest sessions that pass a filter, at most so many.
pub fn sittings(conn: &Connection, filter: &SessionFilter, most: i64) -> Result<Vec<Sitting>> {
    let (condition, mut values) = condition_of(filter);
    values.push(Value::Integer(most));
    let mut statement = conn.statement(&format!(
        "SELECT s.id, s.skill_id, skill.name, s.mode, s.state, s.started_at, s.started_offset, s.ended_at, s.ended_offset,
           s.day, s.private, s.next_focus,
           {SUMS}
         FROM session s JOIN skill ON skill.id = s.skill_id {condition}
         ORDER BY s.started_at DESC, s.id DESC LIMIT ? + 0"
    ))?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), sitting)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn sitting(row: &Row<'_>) -> rusqlite::Result<Sitting> {
    let at = &mut 0;
    Ok(Sitting {
        id: take(row, at)?,
        skill: take(row, at)?,
        skill_name: take(row, at)?,
        mode: take(row, at)?,
        state: take(row, at)?,
        started: take(row, at)?,
        ended: take(row, at)?,
        day: take(row, at)?,
        private: take(row, at)?,
        next_focus: take(row, at)?,
        practised: take(row, at)?,
        unresolved: take(row, at)?,
        reps: halves(take(row, at)?),
    })
}
