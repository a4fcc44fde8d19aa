//! What is searched, and the index of its words: kept in step within the transaction of each operation, made anew where a
//! schema is new. The index holds no text, only which record has which words; it can be made from the records any time.

mod find;
mod searched;

use rusqlite::{Connection, params};

use super::error::{Result, Trouble};
use super::statement::Prepare;
use crate::domain::id::Id;
use crate::domain::search::indexed;
pub use find::{Facts, Found, Search, facts, find, newest_not_found};
use searched::SEARCHED;

/// Brings the index up to what an operation has made of its rows in some tables, within the same transaction. An index
/// that is damaged is made anew: it is no reason to refuse a change.
pub fn refresh(conn: &Connection, operation: Id, tables: &[&str]) -> Result<()> {
    match refresh_tables(conn, operation, tables) {
        Err(error) if matches!(error.trouble, Trouble::Damaged | Trouble::Rule) => index_all(conn),
        done => done,
    }
}

fn refresh_tables(conn: &Connection, operation: Id, tables: &[&str]) -> Result<()> {
    let before = conn.total_changes();
    for changed in SEARCHED.iter().filter_map(|searched| searched.changed(tables)) {
        refresh_rows(conn, operation, &changed)?;
    }
    if conn.total_changes() > before { flush(conn) } else { Ok(()) }
}

fn refresh_rows(conn: &Connection, operation: Id, changed: &str) -> Result<()> {
    let mut statement = conn.statement(changed)?;
    let mut rows = statement.query([operation.0])?;
    while let Some(row) = rows.next()? {
        let id = Id(row.get(0)?);
        if row.get(1)? {
            remove(conn, id)?;
        }
        insert(conn, id, row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
    }
    Ok(())
}

/// Writes what FTS5 keeps back until the commit: where the index is damaged it must say so while it can be mended.
fn flush(conn: &Connection) -> Result<()> {
    conn.statement("INSERT INTO search_index (search_index) VALUES ('flush')")?.execute([])?;
    Ok(())
}

fn remove(conn: &Connection, id: Id) -> Result<()> {
    conn.statement("DELETE FROM search_index WHERE rowid = ?")?.execute([id.0])?;
    Ok(())
}

/// Indexes the words of a record; one in which nothing was written is not in the index.
fn insert(conn: &Connection, id: Id, text: &str) -> Result<()> {
    if !text.is_empty() {
        conn.statement("INSERT INTO search_index (rowid, words) VALUES (?, ?)")?
            .execute(params![id.0, indexed(text)])?;
    }
    Ok(())
}

/// Drops the words of records that are gone. FTS5 only marks them so, until it happens to merge what it keeps; when no undo
/// can bring them back any more, they must not stay in the file.
pub fn forget_removed(conn: &Connection) -> Result<()> {
    conn.execute("INSERT INTO search_index (search_index) VALUES ('optimize')", [])?;
    Ok(())
}

/// Makes the index anew from all records.
pub fn index_all(conn: &Connection) -> Result<()> {
    conn.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')", [])?;
    for searched in SEARCHED.iter() {
        let sql = format!("SELECT t.id, {} FROM {} t ORDER BY t.id", searched.text(), searched.table);
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            insert(conn, Id(row.get(0)?), row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        }
    }
    Ok(())
}

/// How many records with words are not in the index, or are in it and should not be.
pub fn differences(conn: &Connection) -> Result<i64> {
    let each: Vec<String> = SEARCHED
        .iter()
        .map(|searched| format!("SELECT t.id FROM {} t WHERE {} <> ''", searched.table, searched.text()))
        .collect();
    let sql = format!(
        "WITH written AS ({})
         SELECT (SELECT count(*) FROM (SELECT id FROM written EXCEPT SELECT rowid FROM search_index))
              + (SELECT count(*) FROM (SELECT rowid FROM search_index EXCEPT SELECT id FROM written))",
        each.join(" UNION ALL ")
    );
    Ok(conn.query_row(&sql, [], |row| row.get(0))?)
}
