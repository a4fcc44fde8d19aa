//! What is asked of all feedback at once: themes counted, open actions, the last human word.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::calendar::Day;
use crate::domain::feedback::{Action, Theme};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::store::error::Result;
use crate::store::record::{self, Record};
use crate::store::sql_types::take;
use crate::store::statement::Prepare;

/// Every theme (or those of one piece) with how many pieces have it, the commonest first. Declined ones and those about the
/// person are not counted.
pub fn themes_counted(conn: &Connection, of: Option<Id>) -> Result<Vec<(Theme, i64)>> {
    let only = match of {
        Some(_) => "WHERE theme.id IN (SELECT theme_id FROM feedback_theme WHERE feedback_id = ?1)",
        None => "WHERE ?1 IS NULL",
    };
    let sql = format!(
        "SELECT {}, (SELECT count(*) FROM feedback_theme t JOIN feedback f ON f.id = t.feedback_id
            WHERE t.theme_id = theme.id AND f.state <> 'declined' AND f.focus IS NOT 'person') AS n
           FROM theme {only} ORDER BY n DESC, theme.name COLLATE NOCASE",
        record::columns::<Theme>("theme"),
    );
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map([of.map(|id| id.0)], |row| {
        let mut at = 0;
        Ok((Theme::read(row, &mut at)?, row.get(at)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An action that waits for its proof.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenAction {
    /// The action.
    pub action: Action,
    /// The name of the person whose feedback it follows, or the sender's.
    pub who: String,
    /// The skill the feedback is about.
    pub skill: Option<Id>,
    /// The name of that skill.
    pub skill_name: Option<String>,
}

/// Actions of feedback that is acting, not snoozed, and that nothing proves; due ones first.
pub fn open_actions(conn: &Connection, skill: Option<Id>, today: Day, limit: i64) -> Result<Vec<OpenAction>> {
    let sql = format!(
        "SELECT {}, coalesce(person.name, nullif(f.sender, ''), f.address), f.skill_id, skill.name
           FROM feedback f JOIN action a ON a.feedback_id = f.id
           LEFT JOIN person ON person.id = f.person_id LEFT JOIN skill ON skill.id = f.skill_id
          WHERE f.state = 'accepted' AND (f.snoozed_until IS NULL OR f.snoozed_until <= ?1)
            {} AND NOT EXISTS (SELECT 1 FROM proof WHERE proof.action_id = a.id)
          ORDER BY a.due_day IS NULL, a.due_day, a.id LIMIT ?3 + 0",
        record::columns::<Action>("a"),
        if skill.is_some() { "AND f.skill_id = ?2" } else { "AND ?2 IS NULL" },
    );
    let mut statement = conn.statement(&sql)?;
    let values =
        [Value::Integer(today.0.into()), skill.map_or(Value::Null, |id| Value::Integer(id.0)), limit.into()];
    let rows = statement.query_map(values, |row| {
        let mut at = 0;
        Ok(OpenAction {
            action: Action::read(row, &mut at)?,
            who: take(row, &mut at)?,
            skill: take(row, &mut at)?,
            skill_name: take(row, &mut at)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const COUNTS: &str = "received_at IS NOT NULL AND focus IS NOT 'person' AND state <> 'declined'";
const IN_AREA: &str = "(area_id = ?1 OR skill_id IN (SELECT skill_id FROM skill_area WHERE area_id = ?1))";

/// When a human last spoke of the work in an area: of the area itself, or of one of its skills, each found by its index.
pub fn last_human(conn: &Connection, area: Id) -> Result<Option<Moment>> {
    let newest = |of: &str| {
        format!(
            "SELECT id FROM feedback WHERE {of} AND given_by = 'human' AND {COUNTS} ORDER BY received_at DESC LIMIT 1"
        )
    };
    let sql = format!(
        "SELECT received_at, received_offset FROM feedback WHERE id IN (
           SELECT ({}) FROM skill_area s WHERE s.area_id = ?1 UNION ALL SELECT ({}))
          ORDER BY received_at DESC LIMIT 1",
        newest("skill_id = s.skill_id"),
        newest("area_id = ?1"),
    );
    let mut statement = conn.statement(&sql)?;
    let read = |row: &Row<'_>| Ok(Moment { at: row.get(0)?, offset: row.get(1)? });
    Ok(statement.query_row([area.0], read).optional()?)
}

/// How many pieces on an area humans and programs gave since a moment, milliseconds; those that count.
pub fn voices(conn: &Connection, area: Id, since: i64) -> Result<(i64, i64)> {
    let sql = format!(
        "SELECT count(*) FILTER (WHERE given_by = 'human'), count(*) FILTER (WHERE given_by = 'ai')
           FROM feedback WHERE coalesce(received_at, asked_at) >= ?2 AND {COUNTS} AND {IN_AREA}"
    );
    let mut statement = conn.statement(&sql)?;
    Ok(statement.query_row([area.0, since], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The format of a piece's original.
pub fn original_format(conn: &Connection, feedback: Id) -> Result<Option<String>> {
    let sql = "SELECT format FROM original WHERE feedback_id = ? ORDER BY id LIMIT 1";
    Ok(conn.statement(sql)?.query_row([feedback.0], |row| row.get(0)).optional()?)
}
