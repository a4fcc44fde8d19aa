//! Prepares SQL statements, all in one place, so that tests can look at how each one is answered.

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, Row, params_from_iter};

use super::StoreError;

/// Prepares a statement, or takes it from the cache.
pub trait Prepare {
    /// The statement for some SQL.
    fn statement(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>>;

    /// Hands every row of a query to `each`, as it is read; an error of `each` ends the reading.
    fn each_row<T, E: From<StoreError>>(
        &self,
        sql: &str,
        values: Vec<Value>,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
        each: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E>;
}

impl Prepare for Connection {
    fn statement(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        #[cfg(test)]
        plans::note(sql);
        self.prepare_cached(sql)
    }

    fn each_row<T, E: From<StoreError>>(
        &self,
        sql: &str,
        values: Vec<Value>,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
        mut each: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.statement(sql).map_err(StoreError::from)?;
        let mut rows = statement.query(params_from_iter(values)).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(read(row).map_err(StoreError::from)?)?;
        }
        Ok(())
    }
}

#[cfg(test)]
pub mod plans {
    //! Which statements were prepared on this thread, and how SQLite means to answer them.

    use std::cell::{Cell, RefCell};
    use std::collections::BTreeSet;

    use rusqlite::Connection;

    thread_local! {
        static NOTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
        static ASKED: Cell<usize> = const { Cell::new(0) };
    }

    /// Notes that a statement was prepared.
    pub fn note(sql: &str) {
        NOTED.with_borrow_mut(|noted| noted.insert(sql.to_owned()));
        ASKED.set(ASKED.get() + 1);
    }

    /// How many statements were asked for since the last call, each time counted.
    pub fn asked() -> usize {
        ASKED.take()
    }

    /// Every statement since the last call.
    pub fn take() -> BTreeSet<String> {
        NOTED.take()
    }

    /// Steps of a statement that read all of one of these tables. Walking an index from its end is fine where a limit
    /// stops it and nothing is sorted first, and so is an index that holds but a few of the rows.
    pub fn full_scans(conn: &Connection, sql: &str, tables: &[&str]) -> Vec<String> {
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("plan");
        let mut rows = statement.raw_query();
        let mut steps: Vec<String> = Vec::new();
        while let Some(row) = rows.next().expect("plan") {
            steps.push(row.get("detail").expect("step"));
        }
        let limited = sql.contains("LIMIT") && !sql.contains("LIMIT -1");
        let sorted = steps.iter().any(|step| step.contains("USE TEMP B-TREE FOR ORDER BY"));
        let harmless = |step: &str| {
            (limited && !sorted)
                || ["segment_unresolved", "session_one_open"].iter().any(|few| step.contains(few))
        };
        let names = |step: &str| {
            let table =
                step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
            tables.contains(&table) || table == "s"
        };
        steps.into_iter().filter(|step| names(step) && !harmless(step)).collect()
    }
}
