//! Undo is data: what an operation found in the rows it changed (`writer` keeps it) is put back from here.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::error::{Result, StoreError, Trouble};
use super::record::Record;
use super::statement::Prepare;
use super::writer::Writer;
use crate::domain::evidence::EvidenceBenchmark;
use crate::domain::feedback::{Attachment, Feedback, FeedbackTheme, Move, Original, Proof};
use crate::domain::id::Id;
use crate::domain::ladder::LadderText;
use crate::domain::measure::Reading;
use crate::domain::nouns::per_noun;
use crate::domain::plan::PlanDay;
use crate::domain::rep::Rep;
use crate::domain::session::{Mark, Note, Segment, Session};
use crate::domain::skill::{SkillArea, SkillRequires};
use crate::domain::stage::{EventState, StageEvent};

/// A table whose rows are in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// The table.
    pub name: &'static str,
    columns: &'static [&'static [&'static str]],
    revised: bool,
    lasting: bool,
}

/// The table of a record.
pub(super) const fn logged<R: Record>() -> Logged {
    Logged { name: R::TABLE, columns: R::COLUMNS, revised: R::REVISED, lasting: R::LASTING }
}

/// The tables of the nouns.
const NOUNS: &[Logged] = &per_noun!(logged);

/// The tables that are no noun of the register.
const OTHERS: &[Logged] = &[
    logged::<SkillArea>(),
    logged::<SkillRequires>(),
    logged::<Session>(),
    logged::<PlanDay>(),
    logged::<Segment>(),
    logged::<Rep>(),
    logged::<Reading>(),
    logged::<Note>(),
    logged::<Mark>(),
    logged::<Feedback>(),
    logged::<Move>(),
    logged::<Original>(),
    logged::<Attachment>(),
    logged::<Proof>(),
    logged::<FeedbackTheme>(),
    logged::<LadderText>(),
    logged::<EvidenceBenchmark>(),
    logged::<StageEvent>(),
];

/// Every logged table.
pub fn tables() -> impl Iterator<Item = Logged> {
    NOUNS.iter().chain(OTHERS).copied()
}

/// Columns of type REAL: written down with 17 digits, so that they come back bit by bit.
const REALS: &[&str] = &["target_rate", "value"];

/// Columns of type BLOB: written down in hexadecimal, which JSON can hold.
const BLOBS: &[&str] = &["bytes"];

impl Logged {
    fn named(name: &str) -> Option<Logged> {
        tables().find(|table| table.name == name)
    }

    fn columns(self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().flat_map(|c| c.iter()).copied()
    }

    /// Whether rows carry a revision.
    pub(super) fn revised(self) -> bool {
        self.revised
    }

    /// A row as JSON: `json_object('id', id, …)`, each column after a prefix such as `standing.`.
    pub(super) fn image(self, of: &str) -> String {
        let mut image = "json_object(".to_owned();
        for (at, c) in self.columns().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let pair = match (REALS.contains(&c), BLOBS.contains(&c)) {
                (true, _) => {
                    format!("{comma}'{c}',CASE WHEN {of}{c} IS NOT NULL THEN format('%!.17g',{of}{c}) END")
                }
                (_, true) => format!("{comma}'{c}',hex({of}{c})"),
                _ => format!("{comma}'{c}',{of}{c}"),
            };
            image.push_str(&pair);
        }
        image.push(')');
        image
    }
}

/// A row an operation changed, as it was before.
struct Before {
    table: Logged,
    row: i64,
    image: Option<String>,
    after_rev: Option<i64>,
}

/// The names of the tables an operation changed.
pub fn tables_of(conn: &Connection, operation: Id) -> Result<Vec<&'static str>> {
    let mut statement = conn.statement("SELECT DISTINCT name FROM operation_row WHERE operation_id = ?")?;
    let names = statement.query_map([operation.0], |row| row.get::<_, String>(0))?;
    let names = names.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(tables().map(|table| table.name).filter(|name| names.iter().any(|n| n == name)).collect())
}

/// The ids of the rows of one table that an operation changed.
pub fn rows_in(conn: &Connection, operation: Id, table: &str) -> Result<Vec<Id>> {
    let mut statement =
        conn.statement("SELECT DISTINCT row_id FROM operation_row WHERE operation_id = ? AND name = ?")?;
    let rows = statement.query_map(params![operation.0, table], |row| row.get(0).map(Id))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts every row back as it was before an operation; a row changed since is a conflict and nothing is touched.
pub fn put_back(writer: &Writer<'_>, operation: Id) -> Result<()> {
    let rows = rows_of(writer.conn(), operation, false)?;
    if let Some(changed) = changed_since(writer.conn(), operation, &rows)? {
        return Err(StoreError::changed_meanwhile(changed));
    }
    put_rows_back(writer, &rows)
}

/// Takes away the doubt that an undo added to some sessions, and says whether it did: not where the rows were changed
/// since, or were taken away before.
pub fn lift_doubt(writer: &Writer<'_>, operation: Id) -> Result<bool> {
    let rows = rows_of(writer.conn(), operation, true)?;
    if changed_since(writer.conn(), operation, &rows)?.is_some() {
        return Ok(false);
    }
    put_rows_back(writer, &rows)?;
    Ok(true)
}

/// The undos after an operation that added doubt, newest first, each with the sessions it added it to.
pub fn doubts_after(conn: &Connection, operation: Id) -> Result<Vec<(Id, Vec<Id>)>> {
    let mut statement = conn.statement(
        "SELECT DISTINCT o.operation_id, segment.session_id FROM operation_row o JOIN segment ON segment.id = o.row_id
          WHERE o.operation_id > ? AND o.doubt = 1 AND o.name = 'segment' ORDER BY o.operation_id DESC",
    )?;
    let rows = statement.query_map([operation.0], |row| Ok((Id(row.get(0)?), Id(row.get(1)?))))?;
    let mut found: Vec<(Id, Vec<Id>)> = Vec::new();
    for row in rows {
        let (undo, session) = row?;
        match found.last_mut() {
            Some((last, sessions)) if *last == undo => sessions.push(session),
            _ => found.push((undo, vec![session])),
        }
    }
    Ok(found)
}

/// The sessions whose segments an operation changed; of segments that are gone, their images tell.
pub fn sessions_of(conn: &Connection, operation: Id) -> Result<Vec<Id>> {
    let mut statement = conn.statement(
        "WITH changed AS (SELECT row_id FROM operation_row WHERE operation_id = ?1 AND name = 'segment')
         SELECT session_id FROM segment WHERE id IN changed
         UNION SELECT json_extract(before, '$.session_id') FROM operation_row
          WHERE operation_id >= ?1 AND name = 'segment' AND row_id IN changed AND before IS NOT NULL",
    )?;
    let rows = statement.query_map([operation.0], |row| row.get(0).map(Id))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn rows_of(conn: &Connection, operation: Id, only_doubt: bool) -> Result<Vec<Before>> {
    let mut statement = conn.statement(
        "SELECT name, row_id, before, after_rev FROM operation_row WHERE operation_id = ? AND doubt >= ?
          ORDER BY seq DESC",
    )?;
    let rows = statement.query_map(params![operation.0, only_doubt], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    rows.map(|row| {
        let (name, row, image, after_rev) = row?;
        let table = Logged::named(&name).ok_or_else(|| {
            StoreError::new(
                Trouble::Internal,
                format!("the log names a table that is not there ({name})"),
                "",
            )
        })?;
        Ok(Before { table, row, image, after_rev })
    })
    .collect()
}

/// The table of a row that is no longer as an operation left it, if any.
fn changed_since(conn: &Connection, operation: Id, rows: &[Before]) -> Result<Option<&'static str>> {
    let mut checked = std::collections::HashSet::new();
    for last in rows {
        if checked.insert((last.table.name, last.row)) && !is_as_left(conn, operation, last)? {
            return Ok(Some(last.table.name));
        }
    }
    Ok(None)
}

/// Whether a row is as an operation left it: untouched since, or put back since to the same content. What it left is
/// what the next operation on the row found.
fn is_as_left(conn: &Connection, operation: Id, last: &Before) -> Result<bool> {
    let Logged { name, revised, .. } = last.table;
    let found: Option<Option<String>> = conn
        .statement(
            "SELECT before FROM operation_row WHERE operation_id > ? AND name = ? AND row_id = ?
              ORDER BY operation_id, seq LIMIT 1",
        )?
        .query_row(params![operation.0, name, last.row], |row| row.get(0))
        .optional()?;
    if let Some(left) = found {
        let sql = format!(
            "SELECT json_remove(?1, '$.revision') IS
               (SELECT json_remove({}, '$.revision') FROM {name} AS standing WHERE id = ?2)",
            last.table.image("standing.")
        );
        return Ok(conn.statement(&sql)?.query_row(params![left, last.row], |row| row.get(0))?);
    }
    let revision = if revised { "revision" } else { "NULL" };
    let sql = format!("SELECT {revision} FROM {name} WHERE id = ?");
    let now: Option<Option<i64>> =
        conn.statement(&sql)?.query_row([last.row], |row| row.get(0)).optional()?;
    let deleted = last.image.is_some() && last.after_rev.is_none() && revised;
    Ok(match now {
        None => deleted || !revised,
        Some(_) if !revised => true,
        Some(revision) => !deleted && revision == last.after_rev,
    })
}

fn put_rows_back(writer: &Writer<'_>, rows: &[Before]) -> Result<()> {
    writer.conn().pragma_update(None, "defer_foreign_keys", true)?;
    rows.iter().try_for_each(|before| put_row_back(writer, before))
}

fn put_row_back(writer: &Writer<'_>, before: &Before) -> Result<()> {
    let Logged { name, revised, lasting, .. } = before.table;
    if lasting {
        let state = if before.image.is_none() { EventState::Withdrawn } else { EventState::Reinstated };
        return writer.write_event_state(before.table, Id(before.row), state);
    }
    let Some(image) = &before.image else {
        return writer.delete_row(before.table, Id(before.row));
    };
    let stands = writer.keep_changing(before.table, Id(before.row))?;
    let columns: Vec<&str> = before.table.columns().collect();
    let values: Vec<String> = columns
        .iter()
        .map(|c| match (*c, revised) {
            ("revision", true) => "json_extract(?1, '$.revision') + 1".to_owned(),
            (column, _) if BLOBS.contains(&column) => format!("unhex(json_extract(?1, '$.{column}'))"),
            (column, _) => format!("json_extract(?1, '$.{column}')"),
        })
        .collect();
    let sets: Vec<String> = columns
        .iter()
        .filter(|c| **c != "id")
        .map(|c| match *c {
            "revision" => format!("revision = {name}.revision + 1"),
            column => format!("{column} = excluded.{column}"),
        })
        .collect();
    let sql = format!(
        "INSERT INTO {name} ({}) SELECT {} WHERE true ON CONFLICT (id) DO UPDATE SET {}",
        columns.join(", "),
        values.join(", "),
        sets.join(", ")
    );
    writer.conn().statement(&sql)?.execute([image])?;
    if stands { Ok(()) } else { writer.note_returned(before.table, Id(before.row)) }
}

/// Every logged row of the journal as text, revisions left out: what undo must bring back to the byte.
pub fn dump(conn: &Connection) -> Result<String> {
    let mut out = String::new();
    for table in tables() {
        let columns: Vec<&str> = table.columns().filter(|c| !(table.revised && *c == "revision")).collect();
        let quoted: Vec<String> = columns.iter().map(|c| format!("quote({c})")).collect();
        let counts = if table.lasting { super::stage::COUNTS } else { "true" };
        let sql =
            format!("SELECT {} FROM {} WHERE {counts} ORDER BY id", quoted.join(" || ',' || "), table.name);
        let mut statement = conn.prepare(&sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for row in rows {
            out.push_str(&format!("{}: {}\n", table.name, row?));
        }
    }
    let mut statement =
        conn.prepare("SELECT day, skill_id, mode, practised_ms FROM practice_day ORDER BY 1, 2, 3")?;
    let rows = statement.query_map([], |row| {
        Ok(format!(
            "practice_day: {},{},{},{}\n",
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, i64>(3)?
        ))
    })?;
    for row in rows {
        out.push_str(&row?);
    }
    Ok(out)
}

/// Removes the log of all but the newest `keep` operations and of those older than `oldest` (milliseconds), and says
/// whether there were any.
pub fn forget_old(conn: &Connection, keep: i64, oldest: i64) -> Result<bool> {
    let limit: Option<i64> = {
        let mut statement = conn.statement("SELECT id FROM operation ORDER BY id DESC LIMIT 1 OFFSET ?")?;
        let mut rows = statement.query(params![keep])?;
        rows.next()?.map(|row| row.get(0)).transpose()?
    };
    let values = [Value::from(limit.unwrap_or(0)), Value::Integer(oldest)];
    let doomed = "SELECT id FROM operation WHERE id <= ?1 OR at < ?2";
    let forgotten = conn.execute(
        &format!("DELETE FROM operation_row WHERE operation_id IN ({doomed})"),
        params_from_iter(values.clone()),
    )?;
    conn.execute("DELETE FROM operation WHERE id <= ?1 OR at < ?2", params_from_iter(values))?;
    Ok(forgotten > 0)
}
