//! Reading what stages stand on: the history, which is only added to, and the facts that benchmarks are judged by.

mod between_days;
mod facts;
mod privacy;
mod totals_by_day;

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::error::Result;
use super::record::{all, one};
use super::sql_types::take;
use super::statement::Prepare;
use crate::domain::evidence::{Evidence, EvidenceBenchmark, Statement};
use crate::domain::id::Id;
use crate::domain::ladder::LadderText;
use crate::domain::moment::Moment;
use crate::domain::stage::{EventState, EventStateChange, StageEvent, Subject};
pub use between_days::{BetweenDays, between_days};
pub use facts::facts;
pub use privacy::{hidden, journey, left_out, said_of};
pub use totals_by_day::{Totals, TotalsByDay, totals_by_day};

/// Which rows of `stage_event` count: not those that were withdrawn last.
pub(super) const COUNTS: &str = "coalesce((SELECT sway FROM stage_sway WHERE event_id = stage_event.id
    ORDER BY id DESC LIMIT 1), 'reinstated') = 'reinstated'";

/// Notes that an event was withdrawn or reinstated.
pub(super) fn write_event_state(conn: &Connection, event: Id, state: EventState, at: Moment) -> Result<()> {
    conn.statement("INSERT INTO stage_sway (event_id, sway, at, utc_offset) VALUES (?, ?, ?, ?)")?
        .execute(params![event.0, state.word(), at.at, at.offset])?;
    Ok(())
}

/// The skills whose practice is that of a subject, as the right side of `skill_id …` with its id at `?1`: of an area all its.
const fn skills_of(subject: Subject) -> &'static str {
    match subject {
        Subject::Skill(_) => "= ?1",
        Subject::Area(_) => "IN (SELECT skill_id FROM skill_area WHERE area_id = ?1)",
    }
}

/// Which entries are uses: lessons are, too.
const USES: &str = "kind IN ('use', 'taught')";

fn whose(subject: Subject) -> (&'static str, Id) {
    match subject {
        Subject::Skill(id) => ("skill_id", id),
        Subject::Area(id) => ("area_id", id),
    }
}

/// Every event of a subject in the order of time, with what became of them.
pub fn events_of(conn: &Connection, subject: Subject) -> Result<(Vec<StageEvent>, Vec<EventStateChange>)> {
    let (column, id) = whose(subject);
    let events = all(conn, &format!("WHERE {column} = ? ORDER BY at, id"), [Value::Integer(id.0)])?;
    let sql = format!(
        "SELECT id, event_id, sway, at, utc_offset FROM stage_sway
          WHERE event_id IN (SELECT id FROM stage_event WHERE {column} = ?) ORDER BY id"
    );
    Ok((events, event_states(conn, &sql, &[Value::Integer(id.0)])?))
}

/// Every event of every subject in the order of time, with what became of them.
pub fn all_events(conn: &Connection) -> Result<(Vec<StageEvent>, Vec<EventStateChange>)> {
    let events = all(conn, "ORDER BY at, id", [])?;
    Ok((
        events,
        event_states(conn, "SELECT id, event_id, sway, at, utc_offset FROM stage_sway ORDER BY id", &[])?,
    ))
}

fn event_states(conn: &Connection, sql: &str, values: &[Value]) -> Result<Vec<EventStateChange>> {
    let mut statement = conn.statement(sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
        let at = &mut 0;
        Ok(EventStateChange {
            id: take(row, at)?,
            event: take(row, at)?,
            state: take(row, at)?,
            at: take(row, at)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The evidence of a subject, newest first.
pub fn evidence_of(conn: &Connection, subject: Subject) -> Result<Vec<Evidence>> {
    let (column, id) = whose(subject);
    all(conn, &format!("WHERE {column} = ? ORDER BY at DESC, id DESC"), [Value::Integer(id.0)])
}

/// Every piece of evidence, newest first.
pub fn all_evidence(conn: &Connection) -> Result<Vec<Evidence>> {
    all(conn, "ORDER BY at DESC, id DESC", [])
}

/// Every statement, newest first.
pub fn all_statements(conn: &Connection) -> Result<Vec<Statement>> {
    all(conn, "ORDER BY id DESC", [])
}

/// The benchmarks a piece of evidence is shown for.
pub fn links_of(conn: &Connection, evidence: Id) -> Result<Vec<EvidenceBenchmark>> {
    all(conn, "WHERE evidence_id = ? ORDER BY id", [Value::Integer(evidence.0)])
}

/// The statements about a subject, newest first.
pub fn statements_of(conn: &Connection, subject: Subject) -> Result<Vec<Statement>> {
    let (column, id) = whose(subject);
    all(conn, &format!("WHERE {column} = ? ORDER BY id DESC"), [Value::Integer(id.0)])
}

/// A ladder as it was taken in.
pub fn ladder(conn: &Connection, name: &str, version: &str) -> Result<Option<LadderText>> {
    let values = [name, version].map(|text| Value::Text(text.to_owned()));
    one(conn, "WHERE name = ? AND version = ?", values)
}

/// Every ladder that was taken in, by name and the order in which they came.
pub fn ladders(conn: &Connection) -> Result<Vec<LadderText>> {
    all(conn, "ORDER BY name, id", [])
}

/// A piece of evidence that is this session, feedback or entry, by the name of its column.
pub fn evidence_that_is(conn: &Connection, column: &'static str, id: Id) -> Result<Option<Evidence>> {
    one(conn, &format!("WHERE {column} = ? LIMIT 1"), [Value::Integer(id.0)])
}
