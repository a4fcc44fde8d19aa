//! Undo is data: temporary triggers write down every row as it was before, under the operation that changes it.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::error::{Result, StoreError, Trouble};
use super::record::Record;
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::person::Person;
use crate::domain::plan::{Plan, PlanDay};
use crate::domain::rep::Rep;
use crate::domain::session::{Mark, Note, Segment, Session};
use crate::domain::skill::{Skill, SkillArea, SkillRequires};

/// A table whose rows are in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// The table.
    pub name: &'static str,
    columns: &'static [&'static [&'static str]],
    revised: bool,
}

const fn logged<R: Record>() -> Logged {
    Logged { name: R::TABLE, columns: R::COLUMNS, revised: R::REVISED }
}

/// Every logged table, parents before children.
pub const LOGGED: &[Logged] = &[
    logged::<Area>(),
    logged::<Skill>(),
    logged::<SkillArea>(),
    logged::<SkillRequires>(),
    logged::<Drill>(),
    logged::<Measure>(),
    logged::<Person>(),
    logged::<Plan>(),
    logged::<Session>(),
    logged::<PlanDay>(),
    logged::<Segment>(),
    logged::<Rep>(),
    logged::<Reading>(),
    logged::<Note>(),
    logged::<Mark>(),
];

/// Columns of type REAL: written down with 17 digits, so that they come back bit by bit.
const REALS: &[&str] = &["target_rate", "value"];

impl Logged {
    fn named(name: &str) -> Option<Logged> {
        LOGGED.iter().copied().find(|table| table.name == name)
    }

    fn columns(self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().flat_map(|c| c.iter()).copied()
    }

    /// A row as JSON: `json_object('id', OLD.id, …)`.
    fn image(self) -> String {
        let pairs: Vec<String> = self
            .columns()
            .map(|c| match REALS.contains(&c) {
                true => format!("'{c}', CASE WHEN OLD.{c} IS NOT NULL THEN format('%!.17g', OLD.{c}) END"),
                false => format!("'{c}', OLD.{c}"),
            })
            .collect();
        format!("json_object({})", pairs.join(", "))
    }

    fn triggers(self) -> String {
        let Logged { name, revised, .. } = self;
        let image = self.image();
        let revision = if revised { "NEW.revision" } else { "NULL" };
        let log = |row: &str, before: &str, after: &str| {
            format!(
                "INSERT INTO operation_row SELECT id, (SELECT coalesce(max(seq), 0) + 1 FROM operation_row \
                 WHERE operation_id = current_operation.id), '{name}', {row}, {before}, {after} FROM current_operation;"
            )
        };
        format!(
            "CREATE TEMP TRIGGER IF NOT EXISTS log_insert_{name} AFTER INSERT ON main.{name} BEGIN {} END;
             CREATE TEMP TRIGGER IF NOT EXISTS log_update_{name} AFTER UPDATE ON main.{name} BEGIN {} END;
             CREATE TEMP TRIGGER IF NOT EXISTS log_delete_{name} AFTER DELETE ON main.{name} BEGIN {} END;",
            log("NEW.id", "NULL", revision),
            log("NEW.id", &image, revision),
            log("OLD.id", &image, "NULL"),
        )
    }
}

/// Begins to write down the changes of some tables under an operation, within the open transaction.
pub fn begin(conn: &Connection, operation: Id, tables: &[&str]) -> Result<()> {
    conn.execute_batch("CREATE TEMP TABLE IF NOT EXISTS current_operation (id INTEGER NOT NULL)")?;
    for table in LOGGED.iter().filter(|table| tables.contains(&table.name)) {
        let there = format!("log_insert_{}", table.name);
        let known: bool = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = ?)")?
            .query_row([&there], |row| row.get(0))?;
        if !known {
            conn.execute_batch(&table.triggers())?;
        }
    }
    conn.execute("INSERT INTO current_operation (id) VALUES (?)", [operation.0])?;
    Ok(())
}

/// Stops writing down; to be called before the transaction commits.
pub fn end(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM current_operation", [])?;
    Ok(())
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
    let mut statement =
        conn.prepare_cached("SELECT DISTINCT name FROM operation_row WHERE operation_id = ?")?;
    let names = statement.query_map([operation.0], |row| row.get::<_, String>(0))?;
    let names = names.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(LOGGED.iter().map(|table| table.name).filter(|name| names.iter().any(|n| n == name)).collect())
}

/// The ids of the rows of one table that an operation changed.
pub fn rows_in(conn: &Connection, operation: Id, table: &str) -> Result<Vec<Id>> {
    let mut statement =
        conn.prepare_cached("SELECT DISTINCT row_id FROM operation_row WHERE operation_id = ? AND name = ?")?;
    let rows = statement.query_map(params![operation.0, table], |row| row.get(0).map(Id))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts every row back as it was before an operation; a row changed since is a conflict and nothing is touched.
pub fn put_back(conn: &Connection, operation: Id) -> Result<()> {
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    let mut checked = HashSet::new();
    for before in rows_of(conn, operation)? {
        if checked.insert((before.table.name, before.row)) {
            refuse_if_changed(conn, &before)?;
        }
        put_row_back(conn, &before)?;
    }
    Ok(())
}

fn rows_of(conn: &Connection, operation: Id) -> Result<Vec<Before>> {
    let mut statement = conn.prepare_cached(
        "SELECT name, row_id, before, after_rev FROM operation_row WHERE operation_id = ? ORDER BY seq DESC",
    )?;
    let rows = statement.query_map([operation.0], |row| {
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

/// The state an operation left a row in must still be the state it is in.
fn refuse_if_changed(conn: &Connection, before: &Before) -> Result<()> {
    let name = before.table.name;
    let revision = if before.table.revised { "revision" } else { "NULL" };
    let sql = format!("SELECT {revision} FROM {name} WHERE id = ?");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query_map([before.row], |row| row.get::<_, Option<i64>>(0))?;
    let now: Option<Option<i64>> = found.next().transpose()?;
    let deleted = before.image.is_some() && before.after_rev.is_none() && before.table.revised;
    let same = match now {
        None => deleted || !before.table.revised,
        Some(_) if !before.table.revised => true,
        Some(revision) => !deleted && revision == before.after_rev,
    };
    if same { Ok(()) } else { Err(StoreError::changed_meanwhile(name)) }
}

fn put_row_back(conn: &Connection, before: &Before) -> Result<()> {
    let Logged { name, revised, .. } = before.table;
    let Some(image) = &before.image else {
        conn.prepare_cached(&format!("DELETE FROM {name} WHERE id = ?"))?.execute([before.row])?;
        return Ok(());
    };
    let columns: Vec<&str> = before.table.columns().collect();
    let values: Vec<String> = columns
        .iter()
        .map(|c| match (*c, revised) {
            ("revision", true) => "json_extract(?1, '$.revision') + 1".to_owned(),
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
    conn.prepare_cached(&sql)?.execute([image])?;
    Ok(())
}

/// Every logged row of the journal as text, revisions left out: what undo must bring back to the byte.
pub fn dump(conn: &Connection) -> Result<String> {
    let mut out = String::new();
    for table in LOGGED {
        let columns: Vec<&str> = table.columns().filter(|c| !(table.revised && *c == "revision")).collect();
        let quoted: Vec<String> = columns.iter().map(|c| format!("quote({c})")).collect();
        let sql = format!("SELECT {} FROM {} ORDER BY id", quoted.join(" || ',' || "), table.name);
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

/// How many rows each logged table holds, in the order of [`LOGGED`].
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    LOGGED
        .iter()
        .map(|table| {
            let count =
                conn.query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| row.get(0))?;
            Ok((table.name, count))
        })
        .collect()
}

/// Removes the log of all but the newest `keep` operations and of those older than `oldest` (milliseconds).
pub fn forget_old(conn: &Connection, keep: i64, oldest: i64) -> Result<()> {
    let limit: Option<i64> = {
        let mut statement =
            conn.prepare_cached("SELECT id FROM operation ORDER BY id DESC LIMIT 1 OFFSET ?")?;
        let mut rows = statement.query(params![keep])?;
        rows.next()?.map(|row| row.get(0)).transpose()?
    };
    let values = [Value::from(limit.unwrap_or(0)), Value::Integer(oldest)];
    let doomed = "SELECT id FROM operation WHERE id <= ?1 OR at < ?2";
    conn.execute(
        &format!("DELETE FROM operation_row WHERE operation_id IN ({doomed})"),
        params_from_iter(values.clone()),
    )?;
    conn.execute("DELETE FROM operation WHERE id <= ?1 OR at < ?2", params_from_iter(values))?;
    Ok(())
}
