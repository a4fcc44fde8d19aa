//! Reading feedback: its list a window at a time, what belongs to a piece, what is still to act on.

mod sums;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Deserialize;

use super::error::Result;
use super::record::{self, Record, of_parent};
use super::sql_types::{misfit, take};
use super::statement::Prepare;
use crate::domain::calendar::Day;
use crate::domain::feedback::{
    Action, Attachment, Feedback, FeedbackState, FeedbackTheme, Move, Original, Proof, Theme,
};
use crate::domain::id::Id;
pub use sums::{OpenAction, last_human, open_actions, original_format, themes_counted, voices};

of_parent! {
    /// The moves of a piece of feedback in order.
    moves_of -> Move, "WHERE feedback_id = ? ORDER BY id";
    /// Its original, if it came by a file.
    originals_of -> Original, "WHERE feedback_id = ? ORDER BY id";
    /// The files it came with.
    attachments_of -> Attachment, "WHERE feedback_id = ? ORDER BY id";
    /// Its actions in order.
    actions_of -> Action, "WHERE feedback_id = ? ORDER BY id";
    /// The links to its themes in order.
    theme_links_of -> FeedbackTheme, "WHERE feedback_id = ? ORDER BY id";
    /// The links of a theme to feedback.
    links_of_theme -> FeedbackTheme, "WHERE theme_id = ? ORDER BY id";
    /// The proofs of an action in order.
    proofs_of_action -> Proof, "WHERE action_id = ? ORDER BY id";
    /// What a session proves.
    proofs_by_session -> Proof, "WHERE session_id = ? ORDER BY id";
    /// What an entry proves.
    proofs_by_entry -> Proof, "WHERE entry_id = ? ORDER BY id";
    /// Feedback about a session.
    feedback_of_session -> Feedback, "WHERE session_id = ? ORDER BY id";
    /// Feedback on a skill (for merging; not for screens).
    feedback_of_skill -> Feedback, "WHERE skill_id = ? ORDER BY id";
    /// Feedback from a person (for merging; not for screens).
    feedback_of_person -> Feedback, "WHERE person_id = ? ORDER BY id";
    /// The further answers to a request.
    answers_to -> Feedback, "WHERE answers_id = ? ORDER BY id";
}

/// Every theme, by name.
pub fn themes(conn: &Connection) -> Result<Vec<Theme>> {
    record::all(conn, "ORDER BY name COLLATE NOCASE, id", [])
}

/// The piece a foreign program calls so.
pub fn by_external_id(conn: &Connection, id: &str) -> Result<Option<Feedback>> {
    record::one(conn, "WHERE external_id = ?", [Value::Text(id.to_owned())])
}

/// A piece that was made of the same bytes.
pub fn by_content(conn: &Connection, hash: &str) -> Result<Option<Feedback>> {
    record::one(conn, "WHERE content_hash = ? ORDER BY id LIMIT 1", [Value::Text(hash.to_owned())])
}

/// How many pieces stand in each state; states that are empty may be missing.
pub fn tally(conn: &Connection) -> Result<Vec<(FeedbackState, i64)>> {
    let mut statement = conn.statement("SELECT state, n FROM feedback_tally WHERE n > 0")?;
    let rows = statement.query_map([], |row| {
        let mut at = 0;
        Ok((take::<FeedbackState>(row, &mut at)?, row.get(at)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many pieces of each state are put off beyond a day.
pub fn snoozed(conn: &Connection, today: Day) -> Result<Vec<(FeedbackState, i64)>> {
    let mut statement = conn.statement(
        "SELECT state, count(*) FROM feedback WHERE snoozed_until > ? AND state IN ('inbox', 'waiting', 'accepted')
          GROUP BY state",
    )?;
    let rows = statement.query_map([today.0], |row| {
        let mut at = 0;
        Ok((take::<FeedbackState>(row, &mut at)?, row.get(at)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What proves an action, as lists show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct ProofLine {
    /// The proof.
    #[serde(deserialize_with = "id")]
    pub id: Id,
    /// The session that proves it.
    #[serde(deserialize_with = "optional_id")]
    pub session: Option<Id>,
    /// The entry that proves it.
    #[serde(deserialize_with = "optional_id")]
    pub entry: Option<Id>,
}

/// An action, as lists show it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ActionLine {
    /// The action.
    #[serde(deserialize_with = "id")]
    pub id: Id,
    /// What will be done.
    pub text: String,
    /// By when.
    #[serde(deserialize_with = "optional_day")]
    pub due: Option<Day>,
    /// What proves it, in the order it was linked.
    pub proofs: Vec<ProofLine>,
}

// Within SQL ids and days are plain numbers; the JSON of the command line writes them otherwise.
fn id<'de, D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Id, D::Error> {
    i64::deserialize(d).map(Id)
}
fn optional_id<'de, D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Option<Id>, D::Error> {
    Ok(Option::<i64>::deserialize(d)?.map(Id))
}
fn optional_day<'de, D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Option<Day>, D::Error> {
    Ok(Option::<i32>::deserialize(d)?.map(Day))
}

/// A piece of feedback with the names and lists that go with it.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackRow {
    /// The feedback; in a list its text is cut and its longer texts are left out.
    pub feedback: Feedback,
    /// The name of the person it is from.
    pub person_name: Option<String>,
    /// The name of its area.
    pub area_name: Option<String>,
    /// The name of its skill.
    pub skill_name: Option<String>,
    /// The names of its themes in the order they were tagged.
    pub themes: Vec<String>,
    /// Its actions in order.
    pub actions: Vec<ActionLine>,
}

/// Which feedback a list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedbackFilter {
    /// Only these states; empty is all.
    pub states: Vec<FeedbackState>,
    /// With a day: only what is put off beyond it (`true`), or only what is not (`false`).
    pub snoozed: Option<(bool, Day)>,
    /// Only from this person.
    pub person: Option<Id>,
    /// Only about this skill.
    pub skill: Option<Id>,
    /// Only about this area or a skill of it.
    pub area: Option<Id>,
    /// Only about this session.
    pub session: Option<Id>,
    /// Only with this theme.
    pub theme: Option<Id>,
    /// Only of this thread.
    pub thread: Option<String>,
    /// Only those written down after this one.
    pub made_after: Option<Id>,
    /// Only these.
    pub among: Option<Vec<Id>>,
    /// Only what came (or was asked) at or after this moment, milliseconds.
    pub from: Option<i64>,
    /// Only what came (or was asked) before this moment, milliseconds.
    pub to: Option<i64>,
    /// Only those older than this (when, id).
    pub before: Option<(i64, Id)>,
    /// Only those newer than this (when, id); the oldest of them come first.
    pub after: Option<(i64, Id)>,
    /// At most so many.
    pub limit: Option<i64>,
    /// Every word of it, or only what a line shows.
    pub whole: bool,
    /// Without themes and actions: they are dear, and some lines show none.
    pub bare: bool,
}

const WHEN: &str = "coalesce(f.received_at, f.asked_at)";

/// How much of the text a line of a list needs, characters.
const SNIPPET: usize = 300;

/// The themes and the actions of a piece, as JSON.
const LISTS: &str = "
           (SELECT json_group_array(theme.name ORDER BY t.id) FROM feedback_theme t JOIN theme ON theme.id = t.theme_id
             WHERE t.feedback_id = f.id),
           (SELECT json_group_array(json_object('id', a.id, 'text', a.text, 'due', a.due_day, 'proofs', json(
              (SELECT json_group_array(json_object('id', p.id, 'session', p.session_id, 'entry', p.entry_id)
                        ORDER BY p.id) FROM proof p WHERE p.action_id = a.id))) ORDER BY a.id)
              FROM action a WHERE a.feedback_id = f.id)";

/// Hands every piece that passes a filter to `each`, newest first (oldest first with `after`), one at a time.
pub fn each_feedback<E: From<super::StoreError>>(
    conn: &Connection,
    filter: &FeedbackFilter,
    each: impl FnMut(FeedbackRow) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let (condition, values) = condition_of(filter);
    let direction = if filter.after.is_some() { "ASC" } else { "DESC" };
    let lists = if filter.bare { "'[]', '[]'" } else { LISTS };
    let sql = format!(
        "SELECT {}, person.name, area.name, skill.name, {lists}
         FROM feedback f LEFT JOIN person ON person.id = f.person_id
         LEFT JOIN area ON area.id = f.area_id LEFT JOIN skill ON skill.id = f.skill_id
         {condition} ORDER BY {WHEN} {direction}, f.id {direction} LIMIT {}",
        columns(filter.whole),
        filter.limit.unwrap_or(-1),
    );
    conn.each_row(&sql, values, feedback_row, each)
}

/// The pieces that pass a filter, in the order of [`each_feedback`].
pub fn feedback(conn: &Connection, filter: &FeedbackFilter) -> Result<Vec<FeedbackRow>> {
    let mut found = Vec::new();
    each_feedback::<super::StoreError>(conn, filter, |row| {
        found.push(row);
        Ok(())
    })?;
    Ok(found)
}

/// The ids of the pieces that pass a filter, in no order, at most `most`.
pub fn ids(conn: &Connection, filter: &FeedbackFilter, most: i64) -> Result<Vec<Id>> {
    let (condition, values) = condition_of(filter);
    let sql = format!("SELECT f.id FROM feedback f {condition} LIMIT {most}");
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| row.get(0).map(Id))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many pieces pass a filter, at most `most`.
pub fn count(conn: &Connection, filter: &FeedbackFilter, most: i64) -> Result<i64> {
    let (condition, values) = condition_of(filter);
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM feedback f {condition} LIMIT {most})");
    Ok(conn.statement(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
}

/// The columns of a feedback; those that a line of a list does not show stay in the file.
fn columns(whole: bool) -> String {
    if whole {
        return record::columns::<Feedback>("f");
    }
    let all = Feedback::COLUMNS.iter().flat_map(|c| c.iter()).map(|column| match *column {
        "text" => format!("substr(f.text, 1, {SNIPPET})"),
        "quoted" | "request" | "response" => "''".to_owned(),
        other => format!("f.{other}"),
    });
    all.collect::<Vec<_>>().join(", ")
}

fn condition_of(filter: &FeedbackFilter) -> (String, Vec<Value>) {
    let mut parts = Vec::new();
    let mut values = Vec::new();
    let mut and = |part: String, new: Vec<Value>| {
        parts.push(part);
        values.extend(new);
    };
    let id = |id: Id| vec![Value::Integer(id.0)];
    if !filter.states.is_empty() {
        let marks = vec!["?"; filter.states.len()].join(", ");
        let words = filter.states.iter().map(|state| Value::Text(state.word().to_owned()));
        and(format!("f.state IN ({marks})"), words.collect());
    }
    match filter.snoozed {
        Some((true, today)) => {
            let part = "f.snoozed_until > ? AND f.state IN ('inbox', 'waiting', 'accepted')";
            and(part.to_owned(), vec![Value::Integer(today.0.into())]);
        }
        Some((false, today)) => {
            let part = "(f.snoozed_until IS NULL OR f.snoozed_until <= ?
                         OR f.state NOT IN ('inbox', 'waiting', 'accepted'))";
            and(part.to_owned(), vec![Value::Integer(today.0.into())]);
        }
        None => {}
    }
    // What is put off is little: its own index finds it, and a sign before the others keeps them out of the choice.
    let sign = if matches!(filter.snoozed, Some((true, _))) { "+" } else { "" };
    if let Some(person) = filter.person {
        and(format!("{sign}f.person_id = ?"), id(person));
    }
    if let Some(skill) = filter.skill {
        and(format!("{sign}f.skill_id = ?"), id(skill));
    }
    if let Some(area) = filter.area {
        let part = "(f.area_id = ? OR f.skill_id IN (SELECT skill_id FROM skill_area WHERE area_id = ?))";
        and(part.to_owned(), [id(area), id(area)].concat());
    }
    if let Some(session) = filter.session {
        and("f.session_id = ?".to_owned(), id(session));
    }
    if let Some(theme) = filter.theme {
        and("f.id IN (SELECT feedback_id FROM feedback_theme WHERE theme_id = ?)".to_owned(), id(theme));
    }
    if let Some(thread) = &filter.thread {
        and("f.thread = ?".to_owned(), vec![Value::Text(thread.clone())]);
    }
    if let Some(after) = filter.made_after {
        and("f.id > ?".to_owned(), id(after));
    }
    if let Some(among) = &filter.among {
        and("f.id IN (SELECT value FROM json_each(?))".to_owned(), vec![record::list_of(among)]);
    }
    if let Some(from) = filter.from {
        and(format!("{WHEN} >= ?"), vec![Value::Integer(from)]);
    }
    if let Some(to) = filter.to {
        and(format!("{WHEN} < ?"), vec![Value::Integer(to)]);
    }
    for (cursor, sign) in [(filter.before, "<"), (filter.after, ">")] {
        if let Some((when, id)) = cursor {
            and(format!("({WHEN}, f.id) {sign} (?, ?)"), vec![Value::Integer(when), Value::Integer(id.0)]);
        }
    }
    let condition = if parts.is_empty() { String::new() } else { format!("WHERE {}", parts.join(" AND ")) };
    (condition, values)
}

fn feedback_row(row: &Row<'_>) -> rusqlite::Result<FeedbackRow> {
    let mut at = 0;
    Ok(FeedbackRow {
        feedback: Feedback::read(row, &mut at)?,
        person_name: take(row, &mut at)?,
        area_name: take(row, &mut at)?,
        skill_name: take(row, &mut at)?,
        themes: take(row, &mut at)?,
        actions: actions(row, at)?,
    })
}

fn actions(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<ActionLine>> {
    let text = row.get_ref(column)?.as_str()?;
    if text == "[]" { Ok(Vec::new()) } else { serde_json::from_str(text).map_err(|why| misfit(column, why)) }
}
