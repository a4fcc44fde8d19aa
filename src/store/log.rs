//! The log of operations: one named entry for every change of the journal.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::Result;
use super::sql_types::misfit;
use super::statement::Prepare;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::words;

words! {
    /// What kind of operation an entry is.
    OperationKind, "operation kind", {
        /// A change.
        Do = "do",
        /// It takes another back.
        Undo = "undo",
        /// It takes an undo back.
        Redo = "redo",
    }
}

/// One named operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: Id,
    /// When it was done.
    pub at: Moment,
    /// From where: `tui`, `cli` …
    pub source: String,
    /// What it did, in words.
    pub label: String,
    /// Do, undo or redo.
    pub kind: OperationKind,
    /// The schema version it was done at.
    pub schema: i64,
    /// The operation it took back.
    pub undoes: Option<Id>,
    /// The operation that took it back.
    pub undone_by: Option<Id>,
}

const COLUMNS: &str = "id, at, utc_offset, source, label, kind, schema, undoes, undone_by";

fn read(row: &Row<'_>) -> rusqlite::Result<Operation> {
    let kind: String = row.get(5)?;
    Ok(Operation {
        id: Id(row.get(0)?),
        at: Moment { at: row.get(1)?, offset: row.get(2)? },
        source: row.get(3)?,
        label: row.get(4)?,
        kind: kind.parse().map_err(|why| misfit(5, why))?,
        schema: row.get(6)?,
        undoes: row.get::<_, Option<i64>>(7)?.map(Id),
        undone_by: row.get::<_, Option<i64>>(8)?.map(Id),
    })
}

/// Adds an entry; what it takes back is marked so.
pub fn add(conn: &Connection, operation: &Operation) -> Result<()> {
    conn.statement(&format!("INSERT INTO operation ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"))?
        .execute(params![
            operation.id.0,
            operation.at.at,
            operation.at.offset,
            operation.source,
            operation.label,
            operation.kind.word(),
            operation.schema,
            operation.undoes.map(|id| id.0),
            operation.undone_by.map(|id| id.0),
        ])?;
    if let Some(undone) = operation.undoes {
        conn.statement("UPDATE operation SET undone_by = ? WHERE id = ?")?
            .execute([operation.id.0, undone.0])?;
    }
    Ok(())
}

/// The operation with an id.
pub fn by_id(conn: &Connection, id: Id) -> Result<Option<Operation>> {
    let sql = format!("SELECT {COLUMNS} FROM operation WHERE id = ?");
    Ok(conn.statement(&sql)?.query_row([id.0], read).optional()?)
}

/// The newest operation that undo would take back.
pub fn last_undoable(conn: &Connection) -> Result<Option<Operation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM operation WHERE undone_by IS NULL AND kind IN ('do', 'redo') ORDER BY id DESC LIMIT 1"
    );
    Ok(conn.statement(&sql)?.query_row([], read).optional()?)
}

/// The newest undo that redo would take back: none once something new was done after it.
pub fn last_redoable(conn: &Connection) -> Result<Option<Operation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM operation WHERE undone_by IS NULL AND kind = 'undo'
           AND id > coalesce((SELECT max(id) FROM operation WHERE kind = 'do'), 0) ORDER BY id DESC LIMIT 1"
    );
    Ok(conn.statement(&sql)?.query_row([], read).optional()?)
}

/// The newest operations, newest first.
pub fn newest(conn: &Connection, limit: usize) -> Result<Vec<Operation>> {
    let sql = format!("SELECT {COLUMNS} FROM operation ORDER BY id DESC LIMIT ? + 0");
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], read)?;
    Ok(rows.collect::<rusqlite::Result<Vec<Operation>>>()?)
}

/// The greatest id in use, so that ids go on growing from there whatever the wall clock did. The newest operation began
/// above every id before it, so only the rows it made can lie above its own.
pub fn greatest_id(conn: &Connection) -> Result<Id> {
    let mut statement = conn.statement(
        "SELECT max(id, coalesce((SELECT max(row_id) FROM operation_row WHERE operation_id = operation.id), 0))
           FROM operation ORDER BY id DESC LIMIT 1",
    )?;
    Ok(Id(statement.query_row([], |row| row.get(0)).optional()?.unwrap_or(0)))
}
