//! The beat: each open screen notes every few seconds that it is alive. Not part of the log of operations.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::error::Result;
use super::sql_types::take;
use super::statement::Prepare;
use crate::domain::field::{Cell, Stored};
use crate::domain::id::Id;
use crate::domain::moment::Stamp;
use crate::domain::timer::Beat;

/// Notes that a process shows a running session now.
pub fn beat(conn: &Connection, session: Id, beat: Beat) -> Result<()> {
    let mut cells = vec![Cell::Integer(beat.process), Cell::Integer(session.0)];
    beat.stamp.put(&mut cells);
    conn.statement(
        "INSERT INTO beat (process, session_id, at, utc_offset, mono, boot, boot_id) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (process) DO UPDATE SET session_id = excluded.session_id, at = excluded.at,
           utc_offset = excluded.utc_offset, mono = excluded.mono, boot = excluded.boot, boot_id = excluded.boot_id",
    )?
    .execute(params_from_iter(cells.into_iter().map(Value::from)))?;
    Ok(())
}

/// Notes that a process shows it no longer, and left on purpose; beats older than `stale` died while it lived.
pub fn leave(conn: &Connection, process: i64, stale: i64) -> Result<()> {
    conn.statement("DELETE FROM beat WHERE process = ? OR at < ?")?.execute([process, stale])?;
    Ok(())
}

/// Forgets all beats: the session they showed is over, or their doubt is written down.
pub fn clear(conn: &Connection) -> Result<()> {
    conn.statement("DELETE FROM beat")?.execute([])?;
    Ok(())
}

/// The newest beat for a session.
pub fn newest(conn: &Connection, session: Id) -> Result<Option<Beat>> {
    let found = conn
        .statement(
            "SELECT at, utc_offset, mono, boot, boot_id, process FROM beat WHERE session_id = ?
             ORDER BY at DESC, boot DESC LIMIT 1",
        )?
        .query_row([session.0], |row| {
            let mut at = 0;
            Ok(Beat { stamp: take::<Stamp>(row, &mut at)?, process: row.get(at)? })
        })
        .optional()?;
    Ok(found)
}
