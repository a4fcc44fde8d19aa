//! Reading entries: their list with names and what they prove, and those of a skill, an area, a person or a session.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::error::Result;
use super::record::{self, Record};
use super::sql_types::take;
use super::statement::Prepare;
use crate::domain::calendar::Day;
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::id::Id;

/// An entry with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    /// The entry.
    pub entry: Entry,
    /// The name of its skill.
    pub skill_name: Option<String>,
    /// The name of its area.
    pub area_name: Option<String>,
    /// The name of the person who saw it, learned or was watched.
    pub person_name: Option<String>,
    /// The actions it proves.
    pub proves: Vec<String>,
}

/// Which entries a list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryFilter {
    /// Only of this kind.
    pub kind: Option<EntryKind>,
    /// Only about this skill.
    pub skill: Option<Id>,
    /// Only of this day.
    pub day: Option<Day>,
    /// At most so many.
    pub limit: Option<i64>,
}

fn rows(conn: &Connection, tail: &str, values: Vec<Value>) -> Result<Vec<EntryRow>> {
    let sql = format!(
        "SELECT {}, skill.name, area.name, person.name,
           (SELECT json_group_array(action.text ORDER BY p.id) FROM proof p JOIN action ON action.id = p.action_id
             WHERE p.entry_id = e.id)
           FROM entry e LEFT JOIN skill ON skill.id = e.skill_id LEFT JOIN area ON area.id = e.area_id
           LEFT JOIN person ON person.id = e.person_id {tail}",
        record::columns::<Entry>("e"),
    );
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
        let mut at = 0;
        Ok(EntryRow {
            entry: Entry::read(row, &mut at)?,
            skill_name: take(row, &mut at)?,
            area_name: take(row, &mut at)?,
            person_name: take(row, &mut at)?,
            proves: take(row, &mut at)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One entry.
pub fn row(conn: &Connection, id: Id) -> Result<Option<EntryRow>> {
    Ok(rows(conn, "WHERE e.id = ?", vec![Value::Integer(id.0)])?.pop())
}

/// The entries that pass a filter, newest first.
pub fn entries(conn: &Connection, filter: &EntryFilter) -> Result<Vec<EntryRow>> {
    let mut values = Vec::new();
    let mut tests = Vec::new();
    let mut only = |test, value: Option<Value>| {
        if let Some(value) = value {
            tests.push(test);
            values.push(value);
        }
    };
    only("e.kind = ?", filter.kind.map(|kind| Value::Text(kind.word().to_owned())));
    only("e.skill_id = ?", filter.skill.map(|id| Value::Integer(id.0)));
    only("e.day = ?", filter.day.map(|day| Value::Integer(day.0.into())));
    let tests = if tests.is_empty() { "true".to_owned() } else { tests.join(" AND ") };
    values.push(Value::Integer(filter.limit.unwrap_or(-1)));
    rows(conn, &format!("WHERE {tests} ORDER BY e.at DESC, e.id DESC LIMIT ? + 0"), values)
}

/// The entry a session wrote.
pub fn of_session(conn: &Connection, session: Id) -> Result<Option<Entry>> {
    record::one(conn, "WHERE session_id = ?", [Value::Integer(session.0)])
}
