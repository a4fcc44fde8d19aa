//! Looking at a backup, and putting one in the place of the journal: nothing is half done, whenever it is cut off.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{FlockOperation, fcntl_lock};

use super::connect::{APPLICATION_ID, Places};
use super::error::{Result, StoreError, Trouble};
use super::look::{Here, identity, remember};
use super::stale_log::{self, Log, beside};
use super::{backup, doctor, migrate};

/// What a backup was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The file.
    pub path: PathBuf,
    /// Its schema version.
    pub schema: i64,
    /// How many records it holds: of each of these tables, where it has it.
    pub counts: Vec<(&'static str, i64)>,
    /// What is wrong with it; nothing where it can be restored.
    pub problems: Vec<String>,
}

/// The tables that are counted for people.
const COUNTED: [&str; 4] = ["area", "skill", "session", "feedback"];

/// Checks a backup: a journal, not of a newer etude, whole, nothing pointing at what is not there. Only a copy of it is opened.
pub fn verify(path: &Path) -> Result<Checked> {
    let folder =
        tempfile::tempdir().map_err(|e| StoreError::file(path, "copy the backup to check it", &e))?;
    let copy = folder.path().join("backup.db");
    take_copy(path, &copy)?;
    check(path, &copy)
}

/// Copies a file with its log, if that is its own, for us alone; the log is read into the copy.
fn take_copy(path: &Path, copy: &Path) -> Result<()> {
    let error = |e: io::Error| StoreError::file(path, "read", &e);
    if !fs::metadata(path).map_err(error)?.is_file() {
        return Err(StoreError::new(Trouble::Foreign, format!("{} is not a file", path.display()), ""));
    }
    let log = stale_log::look_only(path)?;
    copy_private(path, copy).map_err(error)?;
    if log == Some(Log::Fits) {
        copy_private(&beside(path, "-wal"), &beside(copy, "-wal")).map_err(error)?;
    }
    Ok(())
}

fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    copy_open(&File::open(from)?, to)
}

/// Copies a file that is open: one that is locked loses its lock when another handle of it is closed.
fn copy_open(mut from: &File, to: &Path) -> io::Result<()> {
    let mut copy = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    io::copy(&mut from, &mut copy)?;
    copy.sync_all()
}

/// Checks a copy that nobody else has; afterwards it holds all that its log held.
fn check(path: &Path, copy: &Path) -> Result<Checked> {
    let mut checked = Checked { path: path.to_owned(), schema: 0, counts: Vec::new(), problems: Vec::new() };
    if let Err(error) = ask(copy, &mut checked) {
        checked.problems.push(match error.trouble {
            Trouble::Foreign => "it is not an etude journal".to_owned(),
            _ => error.sentence,
        });
    }
    Ok(checked)
}

fn ask(copy: &Path, checked: &mut Checked) -> Result<()> {
    let conn = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(StoreError::new(Trouble::Foreign, "", ""));
    }
    checked.schema = migrate::refuse_newer(&conn, &checked.path)?;
    checked.problems.extend(doctor::integrity(&conn)?);
    checked.problems.extend(doctor::orphans(&conn)?);
    for table in COUNTED {
        let there: bool = conn.query_row(
            "SELECT count(*) > 0 FROM sqlite_schema WHERE type = 'table' AND name = ?",
            [table],
            |row| row.get(0),
        )?;
        if there {
            let count = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
            checked.counts.push((table, count));
        }
    }
    Ok(())
}

/// What restoring has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The backup that is the journal now.
    pub from: Checked,
    /// Where what was there before is kept; none where nothing was there.
    pub kept: Option<PathBuf>,
}

/// Puts a checked backup in the place of the journal. What is there is kept beside the backups, with its log.
pub fn restore(places: &Places, from: &Path) -> Result<Restored> {
    let journal = &places.journal;
    let folder = journal.parent().unwrap_or(Path::new("/"));
    for folder in [folder, &places.backups] {
        crate::paths::make_private_dir(folder)
            .map_err(|e| StoreError::file(folder, "make the folder", &e))?;
    }
    let others = migrate::lock(folder)?;
    let held = hold(journal)?;
    if identity(from).is_ok_and(|from| identity(journal).is_ok_and(|journal| from == journal)) {
        return Err(StoreError::new(
            Trouble::Rule,
            "that is the journal itself",
            "`etude backup list` shows its backups",
        ));
    }
    let coming = beside(journal, ".restoring");
    remove_all(&coming);
    let done = prepare(from, &coming).and_then(|checked| {
        let kept = match &held {
            Some(file) => keep(places, file).map(Some),
            // A log without a journal belongs to nothing that could be kept with it.
            None => stale_log::set_aside(journal).map(|_| None).or_else(unless_absent),
        };
        let kept = kept.map_err(|e| StoreError::file(journal, "keep", &e))?;
        put_in_place(&coming, journal).map_err(|e| StoreError::file(journal, "restore", &e))?;
        Ok(Restored { from: checked, kept })
    });
    remove_all(&coming);
    drop((held, others));
    if done.is_ok() {
        remember(places);
    }
    done
}

/// Takes away an unfinished copy: ours, or that of a restore that was killed, since there is one at a time.
fn remove_all(coming: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let gone = fs::remove_file(beside(coming, ending));
        drop(gone);
    }
}

fn unless_absent<T>(error: io::Error) -> io::Result<Option<T>> {
    if error.kind() == io::ErrorKind::NotFound { Ok(None) } else { Err(error) }
}

/// The journal, locked as SQLite would lock it: nobody has it open and nobody can open it. None where there is none.
fn hold(journal: &Path) -> Result<Option<File>> {
    let in_use = || {
        StoreError::new(
            Trouble::Busy,
            format!("another program has {} open; nothing was changed", journal.display()),
            "close etude everywhere, then restore again",
        )
    };
    if Here::has(journal) {
        return Err(in_use());
    }
    match OpenOptions::new().read(true).write(true).open(journal) {
        Ok(file) => match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(file)),
            Err(_) => Err(in_use()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::file(journal, "open", &error)),
    }
}

/// A checked copy of a backup, beside the journal, on the disk, and a state of its own: a log of the journal that is
/// replaced can never be taken for its log.
fn prepare(from: &Path, coming: &Path) -> Result<Checked> {
    take_copy(from, coming)?;
    let checked = check(from, coming)?;
    if let Some(problem) = checked.problems.first() {
        return Err(StoreError::new(
            Trouble::Damaged,
            format!("{} cannot be restored: {problem}; nothing was changed", from.display()),
            "`etude backup list` shows the others",
        ));
    }
    let conn = Connection::open_with_flags(coming, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // With no log of its own: it is one file when it is put in place.
    conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    stale_log::mark_copy(&conn);
    conn.close().map_err(|(_, error)| StoreError::from(error))?;
    File::open(coming).and_then(|file| file.sync_all()).map_err(|e| StoreError::file(coming, "save", &e))?;
    Ok(checked)
}

/// Keeps a copy of the journal with its log. It gets its name when it is whole, and lies there before anything is changed.
fn keep(places: &Places, file: &File) -> io::Result<PathBuf> {
    let place = (1..)
        .map(|number| places.backups.join(format!("{}{number}.db", backup::BEFORE)))
        .find(|place| place.symlink_metadata().is_err())
        .unwrap_or_default();
    let unfinished = places.backups.join(format!("unfinished-{}.tmp", std::process::id()));
    for ending in ["-wal", "-journal"] {
        let log = beside(&places.journal, ending);
        fs::remove_file(beside(&place, ending)).map(Some).or_else(unless_absent)?;
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            copy_private(&log, &beside(&place, ending))?;
        }
    }
    copy_open(file, &unfinished)?;
    fs::rename(unfinished, &place)?;
    File::open(&places.backups)?.sync_all()?;
    Ok(place)
}

fn put_in_place(coming: &Path, journal: &Path) -> io::Result<()> {
    // Held until the old log is out of the way: nobody opens the new file beside it.
    let file = OpenOptions::new().read(true).write(true).open(coming)?;
    fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive)?;
    let sync = || File::open(journal.parent().unwrap_or(Path::new("/")))?.sync_all();
    fs::rename(coming, journal)?;
    sync()?;
    // They belonged to what was there, and are kept with it.
    for ending in ["-wal", "-shm", "-journal"] {
        fs::remove_file(beside(journal, ending)).map(Some).or_else(unless_absent)?;
    }
    sync()
}
