//! Backups: a whole, opened and counted copy, put in place only once it is known to be good.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::connect::Store;
use super::error::{Result, StoreError, Trouble};
use super::stale_log;
use crate::domain::calendar::rfc3339;
use crate::domain::moment::Moment;

/// Backups in a folder, the last made first: by their running number, as clocks can be wrong.
pub fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| entry.ok().map(|e| e.path()));
    let mut found: Vec<(u64, PathBuf)> = paths.filter_map(|path| Some((number(&path)?, path))).collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

/// What the name of a journal that a restore has kept begins with; `keep` does not count it.
pub(super) const BEFORE: &str = "before-restore-";

/// The journals in a folder that restores have kept, the last one first.
pub fn kept(folder: &Path) -> Vec<PathBuf> {
    let place = |number| folder.join(format!("{BEFORE}{number}.db"));
    let mut found: Vec<PathBuf> = (1..).map(place).take_while(|place| place.exists()).collect();
    found.reverse();
    found
}

/// When a backup was made, as its name says it: `20261120T080000`.
pub fn stamp(path: &Path) -> Option<&str> {
    number(path)?;
    path.file_name()?.to_str()?.strip_prefix("journal-")?.split('-').next()
}

/// The running number of a backup: `journal-20261120T080000-12.db` is the twelfth. `None` for files that are not ours.
fn number(path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_str()?.strip_prefix("journal-")?.strip_suffix(".db")?;
    name.rsplit_once('-')?.1.parse().ok()
}

/// Makes one verified backup, named by the local time, and lets the oldest beyond `keep` go.
pub fn make(store: &Store, now: Moment, keep: usize) -> Result<PathBuf> {
    let folder = &store.places().backups;
    crate::paths::make_private_dir(folder).map_err(|e| StoreError::file(folder, "make the folder", &e))?;
    let unfinished = folder.join(format!("unfinished-{}.tmp", std::process::id()));
    remove_if_there(&unfinished);
    remove_unfinished(folder);
    let made = write_verified(store, &unfinished).and_then(|()| put_in_place(folder, &unfinished, now));
    if made.is_err() {
        remove_if_there(&unfinished);
        return made;
    }
    for old in list(folder).into_iter().skip(keep.max(1)) {
        remove_if_there(&old);
    }
    made
}

/// Takes away what backups that were killed have left behind: no process of that number is there any more.
fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix("unfinished-")?.strip_suffix(".tmp"));
        let process = process.and_then(|number| Pid::from_raw(number.parse().ok()?));
        if process.is_some_and(|process| test_kill_process(process) == Err(Errno::SRCH)) {
            remove_if_there(&entry.path());
        }
    }
}

fn remove_if_there(path: &Path) {
    let gone = fs::remove_file(path);
    drop(gone);
}

fn write_verified(store: &Store, target: &Path) -> Result<()> {
    // A path is bytes; SQLite takes them as they are, UTF-8 or not.
    let path = ToSqlOutput::Borrowed(ValueRef::Text(target.as_os_str().as_bytes()));
    let before = counts(store.conn())?;
    store.conn().execute("VACUUM INTO ?", [path])?;
    let after = counts(store.conn())?;
    let private = fs::set_permissions(target, fs::Permissions::from_mode(0o600));
    private.map_err(|e| StoreError::file(target, "protect the backup", &e))?;
    let copy = Connection::open_with_flags(target, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy.pragma_update(None, "journal_mode", "OFF")?;
    copy.pragma_update(None, "synchronous", "OFF")?;
    stale_log::mark_copy(&copy);
    let verdict: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    let counted = counts(&copy)?;
    // Another process may have written meanwhile; then the copy matches one side of that, or lies between.
    let whole = counted == before || counted == after || before != after;
    if verdict != "ok" || !whole {
        return Err(StoreError::new(
            Trouble::Damaged,
            format!("the backup came out damaged ({verdict})"),
            "run `etude doctor`; older backups were kept",
        ));
    }
    drop(copy);
    File::open(target).and_then(|f| f.sync_all()).map_err(|e| StoreError::file(target, "save the backup", &e))
}

/// How many rows each table holds, whatever the schema: a backup is made before a migration, too.
fn counts(conn: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement = conn.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name",
    )?;
    let names =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let count = |name: String| {
        let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        let n = conn.query_row(&sql, [], |row| row.get(0))?;
        Ok((name, n))
    };
    names.into_iter().map(count).collect()
}

fn put_in_place(folder: &Path, unfinished: &Path, now: Moment) -> Result<PathBuf> {
    let stamp: String = rfc3339(now).chars().take(19).filter(|c| !matches!(c, ':' | '-')).collect();
    let next = list(folder).first().and_then(|last| number(last)).unwrap_or(0).saturating_add(1);
    let place = folder.join(format!("journal-{stamp}-{next}.db"));
    fs::rename(unfinished, &place)
        .and_then(|()| File::open(folder)?.sync_all())
        .map_err(|e| StoreError::file(&place, "save the backup", &e))?;
    Ok(place)
}

/// Whether a backup in a folder carries the date of `now`.
pub fn made_today(folder: &Path, now: Moment) -> bool {
    let today: String = rfc3339(now).chars().take(10).filter(|c| *c != '-').collect();
    let of_today = format!("journal-{today}");
    let name = |path: &PathBuf| path.file_name().and_then(|n| n.to_str()).map(str::to_owned);
    list(folder).iter().filter_map(name).any(|name| name.starts_with(&of_today))
}

/// Whether a backup in a folder carries the date of `since` or a later one.
pub fn made_since(folder: &Path, since: Moment) -> bool {
    let date: String = rfc3339(since).chars().take(10).filter(|c| *c != '-').collect();
    let first = format!("journal-{date}");
    let name = |path: &PathBuf| path.file_name().and_then(|n| n.to_str()).map(str::to_owned);
    list(folder).iter().filter_map(name).any(|name| name >= first)
}
