//! What can be checked about the file by asking it.

use rusqlite::Connection;

use super::error::Result;

/// Problems SQLite's own integrity check names; empty is good.
pub fn integrity(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().filter(|line| line != "ok").collect())
}

/// Rows that point at nothing, as `table → parent: n`.
pub fn orphans(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare(
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check() GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(format!("{} → {}: {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many sessions are running or paused.
pub fn open_sessions(conn: &Connection) -> Result<i64> {
    count(conn, "SELECT count(*) FROM session WHERE state IN ('running', 'paused')")
}

/// Segments that end before they begin, run while their session is over, or stand out of order.
pub fn disordered_segments(conn: &Connection) -> Result<i64> {
    count(
        conn,
        "SELECT count(*) FROM segment s JOIN session ON session.id = s.session_id
          WHERE s.ended_at < s.at
             OR (s.ended_at IS NULL AND session.state <> 'running')
             OR EXISTS (SELECT 1 FROM segment n WHERE n.session_id = s.session_id AND n.seq = s.seq + 1
                          AND (s.ended_at IS NULL OR n.at < s.ended_at))",
    )
}

/// Rows in which the rollup and the facts disagree.
pub fn rollup_differences(conn: &Connection) -> Result<i64> {
    count(
        conn,
        "WITH fact AS (
           SELECT segment.day AS day, skill_id, mode, sum(segment.ended_at - segment.at) AS practised_ms
             FROM segment JOIN session ON session.id = session_id
            WHERE kind = 'practice' AND segment.ended_at > segment.at AND state <> 'discarded' GROUP BY 1, 2, 3)
         SELECT (SELECT count(*) FROM (SELECT * FROM fact EXCEPT SELECT day, skill_id, mode, practised_ms FROM practice_day))
              + (SELECT count(*) FROM (SELECT day, skill_id, mode, practised_ms FROM practice_day EXCEPT SELECT * FROM fact))",
    )
}

/// States whose tally and number of pieces disagree, and pieces whose last move is not their state.
pub fn feedback_differences(conn: &Connection) -> Result<i64> {
    count(
        conn,
        "SELECT (SELECT count(*) FROM (SELECT state, count(*) AS n FROM feedback GROUP BY state
                  EXCEPT SELECT state, n FROM feedback_tally))
              + (SELECT count(*) FROM feedback_tally WHERE n <> 0 AND state NOT IN (SELECT state FROM feedback))
              + (SELECT count(*) FROM feedback WHERE state IS NOT
                  (SELECT to_state FROM feedback_move WHERE feedback_id = feedback.id ORDER BY id DESC LIMIT 1))",
    )
}

/// Pieces that were acted on and no action of which has a proof.
pub fn acted_without_proof(conn: &Connection) -> Result<i64> {
    count(
        conn,
        "SELECT count(*) FROM feedback WHERE state IN ('acted', 'closed') AND NOT EXISTS (
           SELECT 1 FROM action JOIN proof ON proof.action_id = action.id WHERE action.feedback_id = feedback.id)",
    )
}

/// Pairs of neighbouring sessions that overlap in time.
pub fn overlaps(conn: &Connection) -> Result<i64> {
    count(
        conn,
        "SELECT count(*) FROM (SELECT started_at, lag(ended_at) OVER (ORDER BY started_at, id) AS before
           FROM session WHERE state = 'closed') WHERE before > started_at",
    )
}

/// Sessions with doubted time that nobody has decided on; in one that was thrown away there is nothing to decide.
pub fn unresolved(conn: &Connection) -> Result<i64> {
    count(
        conn,
        "SELECT count(DISTINCT session_id) FROM segment JOIN session ON session.id = session_id
          WHERE kind = 'unresolved' AND state <> 'discarded'",
    )
}

/// A pragma's number, as this connection has it.
pub fn pragma(conn: &Connection, name: &'static str) -> Result<i64> {
    Ok(conn.pragma_query_value(None, name, |row| row.get(0))?)
}

/// The journal mode in force.
pub fn journal_mode(conn: &Connection) -> Result<String> {
    Ok(conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
}

/// The linked SQLite.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

fn count(conn: &Connection, sql: &str) -> Result<i64> {
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}
