//! What was practised, said and kept for a skill or an area between two days.

use rusqlite::{Connection, params};

use super::{USES, skills_of, whose};
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::session::Mode;
use crate::domain::stage::Subject;
use crate::store::error::Result;
use crate::store::sql_types::take;
use crate::store::statement::Prepare;

/// What was practised, said and shown between two days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BetweenDays {
    /// Sittings that began in it.
    pub sessions: i64,
    /// Practised milliseconds by mode, most first.
    pub modes: Vec<(Mode, i64)>,
    /// Pieces of feedback that people gave.
    pub feedback: i64,
    /// Uses in real work.
    pub uses: i64,
    /// How often somebody was watched.
    pub watched: i64,
    /// Evidence that was kept, newest first.
    pub evidence: Vec<(Id, String)>,
    /// Statements of witnesses that were confirmed.
    pub statements: i64,
}

impl BetweenDays {
    /// Practised milliseconds in all.
    pub fn practised(&self) -> i64 {
        self.modes.iter().map(|(_, ms)| ms).sum()
    }
}

/// What was practised, said and shown for a subject from one day to another, both included; an area has all its skills'.
pub fn between_days(conn: &Connection, subject: Subject, from: Day, to: Day) -> Result<BetweenDays> {
    let ((own, id), skills) = (whose(subject), skills_of(subject));
    let values = params![id.0, from.0, to.0];
    let given = "(received_at + 1000 * received_offset) / 86400000";
    let confirmed = "(confirmed_at + 1000 * confirmed_offset) / 86400000";
    // A day ends up to two days away from its number, wherever one was: the index is by time.
    let near = "started_at BETWEEN (?2 - 2) * 86400000 AND (?3 + 3) * 86400000";
    let counts = format!(
        "SELECT (SELECT count(*) FROM session WHERE skill_id {skills} AND state <> 'discarded' AND day BETWEEN ?2 AND ?3
                  AND {near}),
                (SELECT count(*) FROM feedback WHERE (skill_id {skills} OR {own} = ?1) AND given_by = 'human' AND received_at IS NOT NULL
                  AND {given} BETWEEN ?2 AND ?3),
                (SELECT count(*) FROM entry WHERE {USES} AND skill_id {skills} AND day BETWEEN ?2 AND ?3),
                (SELECT count(*) FROM entry WHERE kind = 'watched' AND skill_id {skills} AND day BETWEEN ?2 AND ?3),
                (SELECT count(*) FROM statement WHERE {own} = ?1 AND confirmed_at IS NOT NULL
                  AND {confirmed} BETWEEN ?2 AND ?3)"
    );
    let mut found = conn.statement(&counts)?.query_row(values, |row| {
        Ok(BetweenDays {
            sessions: row.get(0)?,
            feedback: row.get(1)?,
            uses: row.get(2)?,
            watched: row.get(3)?,
            statements: row.get(4)?,
            ..BetweenDays::default()
        })
    })?;
    let modes = format!(
        "SELECT mode, sum(practised_ms) FROM practice_day WHERE skill_id {skills} AND day BETWEEN ?2 AND ?3
          GROUP BY mode ORDER BY 2 DESC"
    );
    let mut statement = conn.statement(&modes)?;
    let rows = statement.query_map(values, |row| Ok((take::<Mode>(row, &mut 0)?, row.get(1)?)))?;
    found.modes = rows.collect::<rusqlite::Result<_>>()?;
    let evidence = format!(
        "SELECT id, title FROM evidence WHERE (skill_id {skills} OR {own} = ?1) AND day BETWEEN ?2 AND ?3
          ORDER BY at DESC, id DESC"
    );
    let mut statement = conn.statement(&evidence)?;
    let rows = statement.query_map(values, |row| Ok((Id(row.get(0)?), row.get(1)?)))?;
    found.evidence = rows.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
