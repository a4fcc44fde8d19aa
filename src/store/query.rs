//! Reading: the rows behind lists and screens, always a window, always by an index.
//!
//! A limit is `LIMIT ? + 0`: at a bare `?` SQLite looks at the value, and prepares the statement a second time for it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use super::error::Result;
use super::record::{self, Record, of_parent};
use super::sql_types::take;
use super::statement::Prepare;
use crate::domain::area::Area;
use crate::domain::calendar::Day;
use crate::domain::drill::Drill;
use crate::domain::id::{Id, Tail};
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::plan::{Plan, PlanDay};
use crate::domain::rep::{Rep, Tally};
use crate::domain::session::{Mark, Mode, Note, Segment, Session};
use crate::domain::skill::{Skill, SkillArea, SkillRequires};

/// The record with an id.
pub fn by_id<R: Record>(conn: &Connection, id: Id) -> Result<Option<R>> {
    record::by_id(conn, id)
}

/// Every area, those in use first, by name.
pub fn areas(conn: &Connection) -> Result<Vec<Area>> {
    record::all(conn, "ORDER BY archived_at IS NOT NULL, horizon, name COLLATE NOCASE, id", [])
}

/// Every skill, by name.
pub fn skills(conn: &Connection) -> Result<Vec<Skill>> {
    record::all(conn, "ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id", [])
}

/// Which skill serves which area, in the order they were linked.
pub fn skill_areas(conn: &Connection) -> Result<Vec<SkillArea>> {
    record::all(conn, "ORDER BY id", [])
}

/// The areas a skill serves.
pub fn areas_of(conn: &Connection, skill: Id) -> Result<Vec<SkillArea>> {
    record::all(conn, "WHERE skill_id = ? ORDER BY id", [Value::Integer(skill.0)])
}

/// The names of the areas a skill serves, in the order they were linked.
pub fn area_names(conn: &Connection, skill: Id) -> Result<Vec<String>> {
    texts(
        conn,
        "SELECT area.name FROM skill_area JOIN area ON area.id = area_id WHERE skill_id = ? ORDER BY skill_area.id",
        skill,
    )
}

/// The words of a session's notes in order.
pub fn note_texts(conn: &Connection, session: Id) -> Result<Vec<String>> {
    texts(conn, "SELECT text FROM note WHERE session_id = ? ORDER BY id", session)
}

fn texts(conn: &Connection, sql: &str, parent: Id) -> Result<Vec<String>> {
    let mut statement = conn.statement(sql)?;
    let rows = statement.query_map([parent.0], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a skill builds on, and what builds on it.
pub fn requirements_of(conn: &Connection, skill: Id) -> Result<Vec<SkillRequires>> {
    record::all(conn, "WHERE skill_id = ?1 OR requires_id = ?1 ORDER BY id", [Value::Integer(skill.0)])
}

of_parent! {
    /// The drills of a skill, those in use first.
    drills_of -> Drill, "WHERE skill_id = ? ORDER BY archived_at IS NOT NULL, id";
    /// The measures of a skill, those in use first.
    measures_of -> Measure, "WHERE skill_id = ? ORDER BY archived_at IS NOT NULL, id";
    /// The plans for a skill.
    plans_of -> Plan, "WHERE skill_id = ? ORDER BY day, id";
    /// The segments of a session in order.
    segments_of -> Segment, "WHERE session_id = ? ORDER BY seq";
    /// The reps of a session in order.
    reps_of -> Rep, "WHERE session_id = ? ORDER BY seq";
    /// The notes of a session in order.
    notes_of -> Note, "WHERE session_id = ? ORDER BY id";
    /// The marks of a session in order.
    marks_of -> Mark, "WHERE session_id = ? ORDER BY id";
    /// The readings of a session in order.
    readings_of -> Reading, "WHERE session_id = ? ORDER BY id";
    /// What became of a plan on its days.
    plan_days_of -> PlanDay, "WHERE plan_id = ? ORDER BY day";
    /// Sessions on a skill, oldest first (for merging; not for screens).
    sessions_of_skill -> Session, "WHERE skill_id = ? ORDER BY id";
    /// Sessions with a person (for merging; not for screens).
    sessions_of_person -> Session, "WHERE person_id = ? ORDER BY id";
    /// The plan days a session came from.
    plan_days_of_session -> PlanDay, "WHERE session_id = ? ORDER BY id";
}

/// Readings of a measure, newest first, at most `limit`.
pub fn readings_of_measure(conn: &Connection, measure: Id, limit: i64) -> Result<Vec<Reading>> {
    record::all(
        conn,
        "WHERE measure_id = ? ORDER BY at DESC, id DESC LIMIT ? + 0",
        [measure.0, limit].map(Value::Integer),
    )
}

/// Every person, those in use first, by name.
pub fn people(conn: &Connection) -> Result<Vec<Person>> {
    record::all(conn, "ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id", [])
}

/// Every plan, by day.
pub fn plans(conn: &Connection) -> Result<Vec<Plan>> {
    record::all(conn, "ORDER BY archived_at IS NOT NULL, day, minute, id", [])
}

/// The plans in use that have begun by a day and have not ended before it.
pub fn plans_around(conn: &Connection, day: Day) -> Result<Vec<Plan>> {
    let tail =
        "WHERE archived_at IS NULL AND (day <= ?1 AND (until_day >= ?1 OR (until_day IS NULL AND day = ?1))
                OR id IN (SELECT plan_id FROM plan_day WHERE moved_to = ?1)) ORDER BY minute, id";
    record::all(conn, tail, [Value::Integer(day.0.into())])
}

/// The session that is running or paused.
pub fn open_session(conn: &Connection) -> Result<Option<Session>> {
    record::one(conn, "WHERE state IN ('running', 'paused')", [])
}

/// The row of a table that was added last; of those that were taken back (a discarded session, a withdrawn event) none.
pub fn last_added(conn: &Connection, table: &str) -> Result<Option<Id>> {
    let counts = match table {
        "session" => "state <> 'discarded'",
        "stage_event" => {
            "coalesce((SELECT sway FROM stage_sway WHERE event_id = stage_event.id ORDER BY id DESC LIMIT 1),
                      'reinstated') = 'reinstated'"
        }
        _ => "true",
    };
    let mut statement =
        conn.statement(&format!("SELECT id FROM {table} WHERE {counts} ORDER BY id DESC LIMIT 1"))?;
    Ok(statement.query_row([], |row| row.get(0).map(Id)).optional()?)
}

/// The last session on a skill before another that was neither discarded nor is that one.
pub fn last_on_skill(conn: &Connection, skill: Id, not: Id) -> Result<Option<Session>> {
    let tail =
        "WHERE skill_id = ? AND state <> 'discarded' AND id <> ? ORDER BY started_at DESC, id DESC LIMIT 1";
    record::one(conn, tail, [skill.0, not.0].map(Value::Integer))
}

/// Whether a session begins after a moment, milliseconds: one that a clock wrote down that was fast.
pub fn any_begins_after(conn: &Connection, at: i64) -> Result<bool> {
    let mut statement = conn.statement("SELECT EXISTS (SELECT 1 FROM session WHERE started_at > ?)")?;
    Ok(statement.query_row([at], |row| row.get(0))?)
}

/// The variation of the last sitting on a drill that was not discarded.
pub fn last_variation(conn: &Connection, drill: Id) -> Result<Option<String>> {
    let mut statement = conn.statement(
        "SELECT variation FROM session WHERE drill_id = ? AND state <> 'discarded' ORDER BY started_at DESC LIMIT 1",
    )?;
    Ok(statement.query_row([drill.0], |row| row.get(0)).optional()?.flatten())
}

/// The wall time of the last rep of any session on a drill, one session left out.
pub fn last_rep_on_drill(conn: &Connection, drill: Id, not: Id) -> Result<Option<i64>> {
    let mut statement = conn.statement(
        "SELECT (SELECT max(at) FROM rep WHERE session_id = session.id) AS last FROM session
          WHERE drill_id = ? AND id <> ? AND state <> 'discarded'
            AND EXISTS (SELECT 1 FROM rep WHERE session_id = session.id)
          ORDER BY started_at DESC LIMIT 1",
    )?;
    Ok(statement.query_row([drill.0, not.0], |row| row.get(0)).optional()?.flatten())
}

/// When each of some skills was last practised: the start of its newest session that was not discarded.
pub fn last_practised(conn: &Connection, skills: &[Id]) -> Result<Vec<(Id, Moment)>> {
    if skills.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = conn.statement(
        "SELECT skill_id, started_at, started_offset FROM json_each(?) AS skill JOIN session ON session.id = (
           SELECT id FROM session WHERE skill_id = skill.value AND state <> 'discarded'
            ORDER BY started_at DESC, id DESC LIMIT 1)",
    )?;
    let rows = statement.query_map([record::list_of(skills)], |row| {
        Ok((Id(row.get(0)?), Moment { at: row.get(1)?, offset: row.get(2)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Practised milliseconds per skill, mode and day from `from` to `to`, by the rollup.
pub fn practised_between(conn: &Connection, from: Day, to: Day) -> Result<Vec<(Day, Id, Mode, i64)>> {
    let mut statement = conn.statement(
        "SELECT day, skill_id, mode, practised_ms FROM practice_day WHERE day BETWEEN ? AND ? ORDER BY day, skill_id, mode",
    )?;
    let rows = statement.query_map([from.0, to.0], |row| {
        let mut at = 0;
        Ok((take::<Day>(row, &mut at)?, take::<Id>(row, &mut at)?, take::<Mode>(row, &mut at)?, row.get(at)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which sessions a list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SessionFilter {
    /// Only this skill.
    pub skill: Option<Id>,
    /// Only skills of this area.
    pub area: Option<Id>,
    /// From this first day on.
    pub from: Option<Day>,
    /// Up to this first day.
    pub to: Option<Day>,
    /// Discarded ones too.
    pub discarded: bool,
    /// Only those older than this (started, id).
    pub before: Option<(i64, Id)>,
    /// At most so many.
    pub limit: Option<i64>,
    /// Only this one.
    pub only: Option<Id>,
    /// Only these.
    pub among: Option<Vec<Id>>,
}

/// A session with the sums and names that lists show.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRow {
    /// The session.
    pub session: Session,
    /// The name of its skill.
    pub skill_name: String,
    /// The name of its drill.
    pub drill_name: Option<String>,
    /// The name of the person observed or taught.
    pub person_name: Option<String>,
    /// Practised milliseconds of its closed segments.
    pub practised: i64,
    /// Doubted milliseconds.
    pub unresolved: i64,
    /// Its physical hits and misses.
    pub reps: Tally,
    /// Whether it has notes.
    pub noted: bool,
}

/// What session `s` holds: practised and doubted milliseconds; then its hits and misses, counted in one walk over its reps, the
/// hits in the low half of the number, the misses in the high one.
pub(super) const SUMS: &str =
    "(SELECT coalesce(sum(ended_at - at), 0) FROM segment WHERE session_id = s.id AND kind = 'practice'),
           (SELECT coalesce(sum(ended_at - at), 0) FROM segment WHERE session_id = s.id AND kind = 'unresolved'),
           (SELECT coalesce(sum(CASE result WHEN 'hit' THEN 1 WHEN 'miss' THEN 1 << 32 ELSE 0 END), 0)
             FROM rep WHERE session_id = s.id AND mental = 0)";

/// Hands every session that passes a filter to `each`, newest first, one at a time.
pub fn each_session<E: From<super::StoreError>>(
    conn: &Connection,
    filter: &SessionFilter,
    each: impl FnMut(SessionRow) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let (condition, mut values) = condition_of(filter);
    values.extend(filter.limit.map(Value::Integer));
    let sql = format!(
        "SELECT {}, skill.name, drill.name, person.name,
           {SUMS}, EXISTS (SELECT 1 FROM note WHERE session_id = s.id)
         FROM session s JOIN skill ON skill.id = s.skill_id
         LEFT JOIN drill ON drill.id = s.drill_id LEFT JOIN person ON person.id = s.person_id
         {condition} ORDER BY s.started_at DESC, s.id DESC LIMIT {}",
        record::columns::<Session>("s"),
        if filter.limit.is_some() { "? + 0" } else { "-1" },
    );
    conn.each_row(&sql, values, session_row, each)
}

/// The sessions that pass a filter, newest first.
pub fn sessions(conn: &Connection, filter: &SessionFilter) -> Result<Vec<SessionRow>> {
    let mut found = Vec::new();
    each_session::<super::StoreError>(conn, filter, |row| {
        found.push(row);
        Ok(())
    })?;
    Ok(found)
}

pub(super) fn condition_of(filter: &SessionFilter) -> (String, Vec<Value>) {
    let mut parts = Vec::new();
    let mut values = Vec::new();
    if let Some(among) = &filter.among {
        parts.push("s.id IN (SELECT value FROM json_each(?))".to_owned());
        values.push(record::list_of(among));
    }
    let mut and = |part: &str, new: Vec<i64>| {
        parts.push(part.to_owned());
        values.extend(new.into_iter().map(Value::Integer));
    };
    if !filter.discarded {
        and("s.state <> 'discarded'", vec![]);
    }
    if let Some(only) = filter.only {
        and("s.id = ?", vec![only.0]);
    }
    if let Some(skill) = filter.skill {
        and("s.skill_id = ?", vec![skill.0]);
    }
    if let Some(area) = filter.area {
        and("s.skill_id IN (SELECT skill_id FROM skill_area WHERE area_id = ?)", vec![area.0]);
    }
    // A local day lies within two days of the same day in UTC, which is what the index on the start can find.
    const DAY_MS: i64 = 86_400_000;
    if let Some(from) = filter.from {
        let first = i64::from(from.0).saturating_sub(2).saturating_mul(DAY_MS);
        and("s.day >= ? AND s.started_at >= ?", vec![from.0.into(), first]);
    }
    if let Some(to) = filter.to {
        let last = i64::from(to.0).saturating_add(3).saturating_mul(DAY_MS);
        and("s.day <= ? AND s.started_at < ?", vec![to.0.into(), last]);
    }
    if let Some((started, id)) = filter.before {
        and("(s.started_at, s.id) < (?, ?)", vec![started, id.0]);
    }
    let condition = if parts.is_empty() { String::new() } else { format!("WHERE {}", parts.join(" AND ")) };
    (condition, values)
}

fn session_row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    let mut at = 0;
    Ok(SessionRow {
        session: Session::read(row, &mut at)?,
        skill_name: take(row, &mut at)?,
        drill_name: take(row, &mut at)?,
        person_name: take(row, &mut at)?,
        practised: take(row, &mut at)?,
        unresolved: take(row, &mut at)?,
        reps: halves(take(row, &mut at)?),
        noted: take(row, &mut at)?,
    })
}

pub(super) fn halves(both: i64) -> Tally {
    Tally { hits: both & 0xFFFF_FFFF, misses: both >> 32 }
}

/// The ids of a table's rows that end like a typed tail, at most `limit`.
pub fn ids_with_tail(conn: &Connection, table: &str, tail: Tail, limit: i64) -> Result<Vec<Id>> {
    // The index on sessions covers the last four digits; the other tables are small.
    let low = tail.value & 0xF_FFFF;
    let sql =
        format!("SELECT id FROM {table} WHERE id & 1048575 = ? AND id & ? = ? ORDER BY id DESC LIMIT ? + 0");
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map([low, tail.mask(), tail.value, limit], |row| row.get(0).map(Id))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The ids of other rows of a table that share the last four digits with an id.
pub fn ids_like(conn: &Connection, table: &str, id: Id) -> Result<Vec<Id>> {
    let sql = format!("SELECT id FROM {table} WHERE id & 1048575 = ? AND id <> ?");
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map([id.0 & 0xF_FFFF, id.0], |row| row.get(0).map(Id))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The skill and the start of another session that covers part of a stretch of time, if any.
pub fn overlapping(conn: &Connection, not: Id, from: i64, to: i64) -> Result<Option<(Id, Moment)>> {
    // A sitting longer than a day is not looked for: the index reads backwards from `to` and stops there.
    let mut statement = conn.statement(
        "SELECT skill_id, started_at, started_offset FROM session
          WHERE id <> ?1 AND state <> 'discarded' AND started_at < ?3 AND started_at > ?2 - 86400000
            AND (ended_at IS NULL OR ended_at > ?2) ORDER BY started_at DESC LIMIT 1",
    )?;
    let found = statement.query_row([not.0, from, to], |row| {
        let mut at = 0;
        Ok((take::<Id>(row, &mut at)?, take::<Moment>(row, &mut at)?))
    });
    Ok(found.optional()?)
}

/// The id of this journal.
pub fn journal_id(conn: &Connection) -> Result<Id> {
    Ok(Id(conn.query_row("SELECT id FROM journal LIMIT 1", [], |row| row.get(0))?))
}

/// Whether the journal holds no area and no skill yet.
pub fn is_empty(conn: &Connection) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM area) AND NOT EXISTS (SELECT 1 FROM skill)";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}
