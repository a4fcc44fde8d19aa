//! How the columns of the domain stand in SQLite.

use rusqlite::Row;
use rusqlite::types::{Type, Value, ValueRef};

use crate::domain::field::{Cell, CellRef, Cells, Stored};

/// The error of a column whose text is not what the domain allows.
pub(super) fn misfit(at: usize, why: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(why))
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Value {
        match cell {
            Cell::Null => Value::Null,
            Cell::Integer(number) => Value::Integer(number),
            Cell::Real(number) => Value::Real(number),
            Cell::Text(text) => Value::Text(text),
            Cell::Blob(bytes) => Value::Blob(bytes),
        }
    }
}

/// The columns of a row from a place on.
pub(super) struct Columns<'a, 's> {
    row: &'a Row<'s>,
    at: usize,
}

impl<'a, 's> Columns<'a, 's> {
    pub(super) fn new(row: &'a Row<'s>, at: usize) -> Columns<'a, 's> {
        Columns { row, at }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }
}

impl Cells for Columns<'_, '_> {
    fn next(&mut self) -> CellRef<'_> {
        self.at += 1;
        match self.row.get_ref(self.at - 1) {
            Ok(ValueRef::Integer(number)) => CellRef::Integer(number),
            Ok(ValueRef::Real(number)) => CellRef::Real(number),
            Ok(ValueRef::Text(text)) => std::str::from_utf8(text).map_or(CellRef::Blob(text), CellRef::Text),
            Ok(ValueRef::Blob(bytes)) => CellRef::Blob(bytes),
            Ok(ValueRef::Null) | Err(_) => CellRef::Null,
        }
    }
    fn is_null(&self) -> bool {
        matches!(self.row.get_ref(self.at), Ok(ValueRef::Null) | Err(_))
    }
}

/// Reads a value from the columns from `at` on, and moves `at` behind them.
pub(super) fn take<T: Stored>(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<T> {
    let mut columns = Columns::new(row, *at);
    let read = T::take(&mut columns);
    *at = columns.at;
    read.map_err(|why| misfit(at.saturating_sub(1), why))
}
