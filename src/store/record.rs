//! Records: a domain struct and the table it stands in, listed once; reading comes from the list, and `writer` writes by it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::error::Result;
use super::sql_types::{Columns, misfit};
use super::statement::Prepare;
use crate::domain::field::Row;
use crate::domain::id::Id;
use crate::domain::noun::Declared;

/// A struct that stands in a table of its own.
pub trait Record: Sized {
    /// The table.
    const TABLE: &'static str;
    /// Its columns in the order of the fields; `id` comes first.
    const COLUMNS: &'static [&'static [&'static str]];
    /// Whether rows carry a revision (second column).
    const REVISED: bool;
    /// Whether rows stay for ever: an undo withdraws them.
    const LASTING: bool;
    /// The row's id.
    fn id(&self) -> Id;
    /// The revision it was read at; 0 where rows carry none.
    fn revision(&self) -> i64;
    /// The values of all columns in order.
    fn values(&self) -> Vec<Value>;
    /// Reads the columns from `at` on.
    fn read(row: &rusqlite::Row<'_>, at: &mut usize) -> rusqlite::Result<Self>;
}

impl<N: Declared> Record for N {
    const TABLE: &'static str = N::NAME;
    const COLUMNS: &'static [&'static [&'static str]] = N::COLUMNS;
    const REVISED: bool = true;
    const LASTING: bool = false;
    fn id(&self) -> Id {
        Declared::id(self)
    }
    fn revision(&self) -> i64 {
        Declared::revision(self)
    }
    fn values(&self) -> Vec<Value> {
        let mut out = Vec::new();
        self.put(&mut out);
        out.into_iter().map(Value::from).collect()
    }
    fn read(row: &rusqlite::Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        let mut columns = Columns::new(row, *at);
        let read = N::take(&mut columns);
        *at = columns.at();
        read.map_err(|why| misfit(at.saturating_sub(1), why))
    }
}

/// Lists the columns of a record that is no noun of the register: `record!(Area, "area", revised, { id: ["id"], revision: ["revision"], … })`.
macro_rules! record {
    ($ty:ty, $table:literal, revised, { $($field:ident : [$($column:literal),+]),+ $(,)? }) => {
        record!(@impl $ty, $table, true, false, |own: &$ty| own.revision, { $($field: [$($column),+]),+ });
    };
    ($ty:ty, $table:literal, plain, { $($field:ident : [$($column:literal),+]),+ $(,)? }) => {
        record!(@impl $ty, $table, false, false, |_: &$ty| 0, { $($field: [$($column),+]),+ });
    };
    ($ty:ty, $table:literal, lasting, { $($field:ident : [$($column:literal),+]),+ $(,)? }) => {
        record!(@impl $ty, $table, false, true, |_: &$ty| 0, { $($field: [$($column),+]),+ });
    };
    (@impl $ty:ty, $table:literal, $revised:literal, $lasting:literal, $revision:expr, { $($field:ident : [$($column:literal),+]),+ }) => {
        impl $crate::store::record::Record for $ty {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static [&'static str]] = &[$(&[$($column),+]),+];
            const REVISED: bool = $revised;
            const LASTING: bool = $lasting;
            fn id(&self) -> $crate::domain::id::Id { self.id }
            fn revision(&self) -> i64 {
                let revision: fn(&$ty) -> i64 = $revision;
                revision(self)
            }
            fn values(&self) -> Vec<rusqlite::types::Value> {
                let mut out = Vec::new();
                $($crate::domain::field::Stored::put(&self.$field, &mut out);)+
                out.into_iter().map(Into::into).collect()
            }
            fn read(row: &rusqlite::Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
                Ok(Self { $($field: $crate::store::sql_types::take(row, at)?),+ })
            }
        }
    };
}
pub(super) use record;

/// The record's columns, each prefixed with an alias where one is given.
pub fn columns<R: Record>(alias: &str) -> String {
    let mut all = String::with_capacity(1024);
    for column in R::COLUMNS.iter().flat_map(|c| c.iter()) {
        for part in
            [if all.is_empty() { "" } else { "," }, alias, if alias.is_empty() { "" } else { "." }, column]
        {
            all.push_str(part);
        }
    }
    all
}

/// Ids as one value, for `IN (SELECT value FROM json_each(?))`.
pub fn list_of(ids: &[Id]) -> Value {
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    Value::Text(format!("[{}]", ids.join(",")))
}

/// The record with an id.
pub fn by_id<R: Record>(conn: &Connection, id: Id) -> Result<Option<R>> {
    one(conn, "WHERE id = ?", [Value::Integer(id.0)])
}

/// The first record that a tail of SQL (`WHERE …`, `ORDER BY …`) leaves.
pub fn one<R: Record>(
    conn: &Connection,
    tail: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<R>> {
    let sql = format!("SELECT {} FROM {} {tail}", columns::<R>(""), R::TABLE);
    let mut statement = conn.statement(&sql)?;
    Ok(statement.query_row(params_from_iter(values), |row| R::read(row, &mut 0)).optional()?)
}

/// Every record that a tail of SQL leaves.
pub fn all<R: Record>(
    conn: &Connection,
    tail: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<R>> {
    let sql = format!("SELECT {} FROM {} {tail}", columns::<R>(""), R::TABLE);
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| R::read(row, &mut 0))?;
    Ok(rows.collect::<rusqlite::Result<Vec<R>>>()?)
}

/// The records that belong to the same as this one, or all where it belongs to none; itself, once stored, among them.
pub fn siblings<N: Declared>(conn: &Connection, of: &N) -> Result<Vec<N>> {
    match (N::FIELDS.iter().find(|field| field.row.parent), of.parent()) {
        (Some(field), Some(parent)) => linked(conn, &field.row, parent.id),
        _ => every(conn),
    }
}

/// The records that are linked to another one by a field.
pub fn linked<N: Declared>(conn: &Connection, by: &Row, to: Id) -> Result<Vec<N>> {
    let column = by.columns.first().copied().unwrap_or("id");
    all(conn, &format!("WHERE {column} = ? ORDER BY id"), [Value::Integer(to.0)])
}

/// Every record of a noun, in the order they were made.
pub fn every<N: Declared>(conn: &Connection) -> Result<Vec<N>> {
    all(conn, "ORDER BY id", [])
}

/// Lists what belongs to one parent, each as a function that reads it: its name, the record, the end of the SELECT.
macro_rules! of_parent {
    ($($(#[$doc:meta])* $name:ident -> $ty:ty, $tail:literal;)+) => { $(
        $(#[$doc])*
        pub fn $name(conn: &Connection, parent: Id) -> Result<Vec<$ty>> {
            $crate::store::record::all(conn, $tail, [Value::Integer(parent.0)])
        }
    )+ };
}
pub(super) use of_parent;
