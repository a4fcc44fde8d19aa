//! The time in doubt that nobody has decided on yet.

use rusqlite::Connection;

use super::error::Result;
use super::sql_types::take;
use super::statement::Prepare;
use crate::domain::calendar::Day;
use crate::domain::id::Id;

/// A closed session that holds doubted time: its id, the name of its skill, its day, and how much, milliseconds.
pub type Doubted = (Id, String, Day, i64);

/// Closed sessions with doubted time that nobody has decided on, newest first, as lists show them.
pub fn doubted(conn: &Connection, limit: i64) -> Result<Vec<Doubted>> {
    let mut statement = conn.statement(
        "SELECT g.session_id, skill.name, session.day, sum(g.ended_at - g.at)
           FROM segment g CROSS JOIN session ON session.id = g.session_id JOIN skill ON skill.id = session.skill_id
          WHERE g.kind = 'unresolved' AND session.state = 'closed'
          GROUP BY g.session_id ORDER BY g.session_id DESC LIMIT ? + 0",
    )?;
    let rows = statement.query_map([limit], |row| {
        let mut at = 0;
        Ok((take::<Id>(row, &mut at)?, take(row, &mut at)?, take::<Day>(row, &mut at)?, row.get(at)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
