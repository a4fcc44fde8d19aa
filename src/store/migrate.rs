//! Schema versions: forward only, under a file lock, after a backup; a newer file is refused untouched.

use std::fs::File;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::connect::Store;
use super::error::{Result, StoreError, Trouble};
use super::search;
use super::stale_log;
use super::statement::Prepare;
use crate::domain::moment::Moment;

/// Every migration, oldest first; never edited once released.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_journal.sql"),
    include_str!("../../migrations/0002_feedback.sql"),
    include_str!("../../migrations/0003_stages.sql"),
    include_str!("../../migrations/0004_entries.sql"),
];

/// The schema version this program writes.
pub fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The schema version of a file.
pub fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.statement("PRAGMA user_version")?.query_row([], |row| row.get(0))?)
}

/// Brings a schema up to date, each version in a transaction of its own; after the last one everything is indexed for
/// search, as the newest schema lists it. A table that is made anew is dropped first: what refers to it is looked at only
/// once it is there again, before anything is kept.
pub fn apply(conn: &mut Connection) -> Result<()> {
    let found = usize::try_from(version(conn)?).unwrap_or(0);
    let guarded: bool = conn.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
    conn.pragma_update(None, "foreign_keys", false)?;
    let done = (found..MIGRATIONS.len()).try_for_each(|at| apply_one(conn, at));
    conn.pragma_update(None, "foreign_keys", guarded)?;
    done
}

fn apply_one(conn: &mut Connection, at: usize) -> Result<()> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let broken_before = broken_references(&transaction)?;
    transaction.execute_batch(MIGRATIONS[at])?;
    if at + 1 == MIGRATIONS.len() {
        search::index_all(&transaction)?;
    }
    // What a damaged file brought along is for `etude doctor` to tell; a migration adds nothing to it.
    if broken_references(&transaction)? > broken_before {
        let why = format!("schema {} left records that refer to nothing", at + 1);
        return Err(StoreError::new(
            Trouble::Internal,
            why,
            "the file was left as it is; please report this",
        ));
    }
    transaction.pragma_update(None, "user_version", i64::try_from(at + 1).unwrap_or(i64::MAX))?;
    stale_log::mark(&transaction)?;
    Ok(transaction.commit()?)
}

fn broken_references(conn: &Connection) -> Result<i64> {
    Ok(conn.statement("SELECT count(*) FROM pragma_foreign_key_check()")?.query_row([], |row| row.get(0))?)
}

/// Brings an open journal up to date: locked, the version read again inside, a verified backup before.
pub fn run(store: &Store, now: Moment) -> Result<()> {
    let places = store.places();
    let folder = places.journal.parent().unwrap_or(Path::new("/"));
    let lock = lock(folder)?;
    if version(store.conn())? < newest() {
        // None is let go for it: how many are kept is the user's setting, and this is the riskiest moment.
        super::backup::make(store, now, usize::MAX)?;
        let mut conn = Connection::open_with_flags(
            &places.journal,
            rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        conn.busy_timeout(std::time::Duration::from_secs(30))?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "secure_delete", true)?;
        apply(&mut conn)?;
    }
    drop(lock);
    Ok(())
}

/// An exclusive lock on a folder, held until dropped: creation and migration happen once, whoever comes.
pub fn lock(folder: &Path) -> Result<File> {
    let file = File::open(folder).map_err(|e| StoreError::file(folder, "open the folder", &e))?;
    file.lock().map_err(|e| StoreError::file(folder, "lock the folder", &e))?;
    Ok(file)
}

/// The schema version of a file, refused where it is newer than this program.
pub fn refuse_newer(conn: &Connection, path: &Path) -> Result<i64> {
    let found = version(conn)?;
    if found > newest() { Err(newer(path, found)) } else { Ok(found) }
}

/// The error of a file that a newer etude wrote.
pub fn newer(path: &Path, found: i64) -> StoreError {
    StoreError::new(
        Trouble::Newer,
        format!(
            "{} was written by a newer etude (schema {found}; this one knows {})",
            path.display(),
            newest()
        ),
        "install the newer etude; the file was left as it is",
    )
}
