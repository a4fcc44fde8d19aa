//! Writing records: the one way to do it. What a row was before is kept under the operation that changes it, so that
//! no rule can forget the log.

use std::cell::{Cell, RefCell};

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::error::{Result, StoreError};
use super::record::{Record, by_id, columns};
use super::statement::Prepare;
use super::undo::{Logged, logged};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::stage::EventState;

/// Writes records within an open transaction, under one operation.
#[derive(Debug)]
pub struct Writer<'a> {
    conn: &'a Connection,
    // A sample journal is made without a log.
    operation: Option<Id>,
    last: Cell<i64>,
    doubting: Cell<bool>,
    touched: RefCell<Vec<&'static str>>,
}

impl<'a> Writer<'a> {
    /// Writes under an operation; without one nothing is kept for undo.
    pub fn new(conn: &'a Connection, operation: Option<Id>) -> Writer<'a> {
        Writer {
            conn,
            operation,
            last: Cell::new(0),
            doubting: Cell::new(false),
            touched: RefCell::default(),
        }
    }

    /// The open transaction.
    pub fn conn(&self) -> &'a Connection {
        self.conn
    }

    /// The tables that were written to.
    pub fn touched(&self) -> Vec<&'static str> {
        self.touched.borrow().clone()
    }

    fn touch(&self, table: &'static str) {
        let mut touched = self.touched.borrow_mut();
        if !touched.contains(&table) {
            touched.push(table);
        }
    }

    /// What is written from here on is doubt that an undo adds, not what it puts back.
    pub fn doubt_from_here(&self) {
        self.doubting.set(true);
    }

    /// Inserts a record as it is.
    pub fn insert<R: Record>(&self, record: &R) -> Result<()> {
        let values = record.values();
        let marks = vec!["?"; values.len()].join(",");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", R::TABLE, columns::<R>(""));
        self.conn.statement(&sql)?.execute(params_from_iter(values))?;
        self.note_new(R::TABLE, record.id(), R::REVISED.then_some(record.revision()))
    }

    /// Stores a record as edited and grows its revision; refused where it was changed since it was read. Only columns
    /// that differ are set: a column that is named has its indexes written and its parents looked for.
    pub fn update<R: Record>(&self, record: &R) -> Result<()> {
        let before: R =
            by_id(self.conn, record.id())?.ok_or_else(|| StoreError::changed_meanwhile(R::TABLE))?;
        self.keep_changing(logged::<R>(), record.id())?;
        let names = R::COLUMNS.iter().flat_map(|c| c.iter()).skip(2);
        let both = record.values().into_iter().zip(before.values()).skip(2);
        let mut sql = format!("UPDATE {} SET revision = revision + 1", R::TABLE);
        let mut values = Vec::new();
        for (name, (new, _)) in names.zip(both).filter(|(_, (new, old))| new != old) {
            sql.push_str(&format!(", {name} = ?"));
            values.push(new);
        }
        sql.push_str(" WHERE id = ? AND revision = ?");
        values.extend([Value::Integer(record.id().0), Value::Integer(record.revision())]);
        match self.conn.statement(&sql)?.execute(params_from_iter(values))? {
            1 => Ok(()),
            _ => Err(StoreError::changed_meanwhile(R::TABLE)),
        }
    }

    /// Removes a record.
    pub fn delete<R: Record>(&self, id: Id) -> Result<()> {
        self.delete_row(logged::<R>(), id)
    }

    pub(super) fn delete_row(&self, table: Logged, row: Id) -> Result<()> {
        self.keep(table, row, "NULL")?;
        self.conn.statement(&format!("DELETE FROM {} WHERE id = ?", table.name))?.execute([row.0])?;
        Ok(())
    }

    /// Keeps a row that is about to be changed; answers whether it is there.
    pub(super) fn keep_changing(&self, table: Logged, row: Id) -> Result<bool> {
        self.keep(table, row, if table.revised() { "revision + 1" } else { "NULL" })
    }

    fn keep(&self, table: Logged, row: Id, revision_after: &str) -> Result<bool> {
        let Some(operation) = self.operation else { return Ok(true) };
        let Logged { name, .. } = table;
        self.touch(name);
        let sql = format!(
            "INSERT INTO operation_row SELECT ?, ?, '{name}', id, {}, {revision_after}, ? FROM {name} WHERE id = ?",
            table.image("")
        );
        let kept = self.conn.statement(&sql)?.execute(params![
            operation.0,
            self.last.get() + 1,
            self.doubting.get(),
            row.0
        ])?;
        self.last.set(self.last.get() + i64::from(kept > 0));
        Ok(kept > 0)
    }

    /// Notes that an operation put a row there that was gone.
    pub(super) fn note_returned(&self, table: Logged, row: Id) -> Result<()> {
        let revision = if table.revised() {
            let sql = format!("SELECT revision FROM {} WHERE id = ?", table.name);
            Some(self.conn.statement(&sql)?.query_row([row.0], |found| found.get(0))?)
        } else {
            None
        };
        self.note_new(table.name, row, revision)
    }

    /// Withdraws a row that stays for ever, or reinstates it.
    pub(super) fn write_event_state(&self, table: Logged, row: Id, state: EventState) -> Result<()> {
        match state {
            EventState::Withdrawn => self.keep_changing(table, row).map(drop)?,
            EventState::Reinstated => self.note_new(table.name, row, None)?,
        }
        let at = Moment { at: self.operation.map_or(0, Id::wall_ms), offset: 0 };
        super::stage::write_event_state(self.conn, row, state, at)
    }

    fn note_new(&self, table: &'static str, row: Id, revision: Option<i64>) -> Result<()> {
        let Some(operation) = self.operation else { return Ok(()) };
        self.touch(table);
        self.last.set(self.last.get() + 1);
        self.conn
            .statement("INSERT INTO operation_row VALUES (?, ?, ?, ?, NULL, ?, ?)")?
            .execute(params![operation.0, self.last.get(), table, row.0, revision, self.doubting.get()])?;
        Ok(())
    }
}
