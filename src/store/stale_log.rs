//! Whether the write-ahead log beside a journal belongs to it; one that does not is set aside, never replayed
//! (docs/decisions/0013-stale-log.md).

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{FlockOperation, fcntl_lock};

use super::error::{Result, StoreError};
use super::statement::Prepare;

/// The name of a state of the file: random, so that no two states share one.
type State = [u8; 16];
/// What a first mark names as the state before it.
const NONE: State = [0; 16];

/// Names the state an open transaction leaves, and the one it found: the first mark in a log names the state of the file
/// that the log was begun on.
pub fn mark(conn: &Connection) -> Result<()> {
    const NEXT: &str = "UPDATE file_state SET before = now, now = randomblob(16)";
    // Where no etude has marked the file yet there is no such table, and preparing fails.
    if let Ok(mut next) = conn.statement(NEXT) {
        next.execute([])?;
        return Ok(());
    }
    Ok(conn.execute_batch(
        "CREATE TABLE file_state (
           id     INTEGER PRIMARY KEY CHECK (id = 1),
           before BLOB NOT NULL CHECK (length(before) = 16),
           now    BLOB NOT NULL CHECK (length(now) = 16)
         ) STRICT;
         INSERT INTO file_state VALUES (1, zeroblob(16), randomblob(16))",
    )?)
}

/// Gives a copy that is not laid out as its source a state of its own; a copy of an older schema may have none.
pub(super) fn mark_copy(conn: &Connection) {
    let marked = conn.execute("UPDATE file_state SET before = zeroblob(16), now = randomblob(16)", []);
    drop(marked);
}

/// What was found beside a journal.
#[derive(Debug, PartialEq, Eq)]
pub enum Log {
    /// None, one that belongs to the file, or one that others use now, who looked when they opened it.
    Fits,
    /// One that does not belong to the file; it lies there now.
    SetAside(PathBuf),
    /// One that does not belong to the file and cannot be moved here: it must not be read.
    Foreign,
}

impl Log {
    /// What people should know about it; the beginning says it all, where there is room for a line only.
    pub fn note(&self, journal: &Path) -> Option<String> {
        let journal = journal.display();
        match self {
            Log::Fits => None,
            Log::SetAside(place) => {
                let name = place.file_name().unwrap_or_default().display();
                Some(format!(
                    "a log from another file was set aside, unread: {name} lies beside {journal} and holds what was \
                     written last before this file was put there"
                ))
            }
            Log::Foreign => Some(format!(
                "a log from another file lies beside {journal}, where nothing can be moved: the file is read without it"
            )),
        }
    }
}

/// The name of one of the files SQLite keeps beside a journal: `-wal`, `-shm`.
pub fn beside(journal: &Path, ending: &str) -> PathBuf {
    let mut name = journal.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Logs that were set aside beside a journal, in the order of their numbers.
pub fn set_aside_before(journal: &Path) -> Vec<PathBuf> {
    (1..).map(|number| place(journal, number)).take_while(|place| place.exists()).collect()
}

fn place(journal: &Path, number: usize) -> PathBuf {
    beside(journal, &format!("-wal.set-aside-{number}"))
}

/// Looks at the log beside a journal, before any connection of this process is open: closing the file would take the
/// locks of that connection away.
pub(super) fn look(journal: &Path) -> Result<Log> {
    let log = beside(journal, "-wal");
    if !has_frames(&log) {
        return Ok(Log::Fits);
    }
    let error = |error: io::Error| StoreError::file(&log, "look at the log", &error);
    let Ok(file) = OpenOptions::new().read(true).write(true).open(journal) else {
        // Only to be read, so it cannot be locked: what a writer does meanwhile must not be mistaken, so look twice.
        let file = File::open(journal).map_err(error)?;
        let fits = belongs(&file, &log).map_err(error)? || belongs(&file, &log).map_err(error)?;
        return Ok(if fits { Log::Fits } else { Log::Foreign });
    };
    // Whoever has the journal open holds a lock on it, SQLite's way.
    if fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive).is_err() || !has_frames(&log) {
        return Ok(Log::Fits);
    }
    if belongs(&file, &log).map_err(error)? {
        return Ok(Log::Fits);
    }
    Ok(set_aside(journal).map_or(Log::Foreign, Log::SetAside))
}

/// What lies beside a file that is only looked at: nothing is moved. None where there is no log.
pub(super) fn look_only(file: &Path) -> Result<Option<Log>> {
    let log = beside(file, "-wal");
    if !has_frames(&log) {
        return Ok(None);
    }
    let fits = File::open(file).and_then(|opened| belongs(&opened, &log));
    let fits = fits.map_err(|error| StoreError::file(&log, "look at the log", &error))?;
    Ok(Some(if fits { Log::Fits } else { Log::Foreign }))
}

fn has_frames(log: &Path) -> bool {
    fs::metadata(log).is_ok_and(|found| found.len() > HEADER as u64)
}

/// Moves the log beside a journal to a name of its own, for us alone; an earlier one is never overwritten.
pub(super) fn set_aside(journal: &Path) -> io::Result<PathBuf> {
    let log = beside(journal, "-wal");
    fs::set_permissions(&log, Permissions::from_mode(0o600))?;
    for number in 1.. {
        let place = place(journal, number);
        match fs::hard_link(&log, &place) {
            Ok(()) => fs::remove_file(&log)?,
            Err(_) if place.symlink_metadata().is_ok() => continue,
            // A file system without links; the folder is ours alone, and so is the moment.
            Err(_) => fs::rename(&log, &place)?,
        }
        File::open(journal.parent().unwrap_or(Path::new("/")))?.sync_all()?;
        return Ok(place);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The length of a log's header, and of the one before each page.
const HEADER: usize = 32;
const FRAME: usize = 24;

/// What the committed part of a log says about the file it was begun on.
#[derive(Debug, Default)]
struct Told {
    page_size: usize,
    /// The marks, each with the number of its page.
    marks: Vec<(u32, Mark)>,
    /// The change counters of the versions of page 1.
    counters: Vec<u32>,
}

/// The one row of `file_state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    before: State,
    now: State,
}

/// Whether a log may be read into a file: the file is the state the log was begun on, or one the log leads to (a
/// checkpoint was cut off), or nobody can tell.
fn belongs(file: &File, log: &Path) -> io::Result<bool> {
    let Some(told) = read_log(log)? else { return Ok(true) };
    let mut head = [0; 100];
    file.read_exact_at(&mut head, 0)?;
    // A file is switched to the log before there is one, and `VACUUM INTO`, which makes the backups, never writes that switch.
    let page_size = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    if head[18..20] != [2, 2] || page_size != told.page_size {
        return Ok(false);
    }
    if let Some((_, first)) = told.marks.first() {
        match is_known(file, &told)? {
            Some(known) => return Ok(known),
            // Where the first mark came with the log, the file has none yet.
            None if first.before != NONE => return Ok(false),
            None => {}
        }
    }
    let counter = number(&head, 24);
    let least = told.counters.first().map_or(counter, |first| first.saturating_sub(1));
    let most = told.counters.iter().copied().max().unwrap_or(counter);
    Ok((least..=most).contains(&counter) && !breaks(file, log)?)
}

/// Whether the state a file says it is in is one of those the log tells of; `None` where the file says nothing. It is
/// asked where the log has its marks, and in vain only where somebody has laid the file out anew: then everywhere.
fn is_known(file: &File, told: &Told) -> io::Result<Option<bool>> {
    let states: Vec<State> = told.marks.iter().flat_map(|(_, mark)| [mark.before, mark.now]).collect();
    let pages = file.metadata()?.len() / told.page_size as u64;
    let likely = told.marks.iter().map(|(page, _)| u64::from(*page)).find(|page| *page <= pages);
    let mut page = vec![0; told.page_size];
    let mut known = None;
    for number in likely.into_iter().chain(1..=pages) {
        file.read_exact_at(&mut page, (number - 1) * told.page_size as u64)?;
        match mark_of(&page).map(|mark| mark.now != NONE && states.contains(&mark.now)) {
            Some(true) => return Ok(Some(true)),
            Some(false) => known = Some(false),
            None => {}
        }
    }
    Ok(known)
}

/// The mark on a page: a leaf of a table with one row, whose id is 1 and which holds two blobs of 16 bytes.
fn mark_of(page: &[u8]) -> Option<Mark> {
    const ROW: [u8; 6] = [36, 1, 4, 0, 44, 44];
    if page[0] != 0x0d || page[3..5] != [0, 1] {
        return None;
    }
    let at = usize::from(u16::from_be_bytes([page[8], page[9]]));
    let blobs = page.get(at..at + 38)?.strip_prefix(&ROW)?;
    Some(Mark { before: blobs[..16].try_into().ok()?, now: blobs[16..].try_into().ok()? })
}

/// What a log says, as far as SQLite would read it: up to its last commit; `None` where there is none.
fn read_log(path: &Path) -> io::Result<Option<Told>> {
    let mut log = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut head = [0; HEADER];
    let mut sum = Sum { first: 0, second: 0, big: false };
    if !filled(&mut log, &mut head)? || number(&head, 0) & !1 != 0x377f_0682 {
        return Ok(None);
    }
    sum.big = number(&head, 0) & 1 == 1;
    sum.add(&head[..24]);
    let size = number(&head, 8);
    if !sum.is(&head[24..]) || !size.is_power_of_two() || !(512..=65_536).contains(&size) {
        return Ok(None);
    }
    let mut told = Told { page_size: size as usize, ..Told::default() };
    let (mut marks, mut counters, mut committed) = (Vec::new(), Vec::new(), false);
    let mut frame = vec![0; FRAME + told.page_size];
    while filled(&mut log, &mut frame)? && frame[8..16] == head[16..24] {
        let (front, page) = frame.split_at(FRAME);
        sum.add(&front[..8]);
        sum.add(page);
        if !sum.is(&front[16..]) {
            break;
        }
        marks.extend(mark_of(page).map(|mark| (number(front, 0), mark)));
        counters.extend((number(front, 0) == 1).then(|| number(page, 24)));
        if number(front, 4) != 0 {
            told.marks.append(&mut marks);
            told.counters.append(&mut counters);
            committed = true;
        }
    }
    Ok(committed.then_some(told))
}

/// The checksum of a log, in the byte order its writer had.
struct Sum {
    first: u32,
    second: u32,
    big: bool,
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        let word = |at: &[u8]| {
            let bytes = [at[0], at[1], at[2], at[3]];
            if self.big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
        };
        for pair in bytes.chunks_exact(8) {
            self.first = self.first.wrapping_add(word(pair)).wrapping_add(self.second);
            self.second = self.second.wrapping_add(word(&pair[4..])).wrapping_add(self.first);
        }
    }

    fn is(&self, stored: &[u8]) -> bool {
        (number(stored, 0), number(stored, 4)) == (self.first, self.second)
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Fills a buffer; `false` where the file ends before.
fn filled(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a file that is whole by itself would be damaged by a log; tried on a copy. The last question, where neither
/// says which state it is: files and logs of an older etude, and of other programs.
fn breaks(file: &File, log: &Path) -> io::Result<bool> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("journal.db");
    // Not by its name: closing a second handle would let go of the lock.
    io::copy(&mut BufReader::new(file), &mut File::create(&copy)?)?;
    if damaged(&copy) != Some(false) {
        return Ok(false);
    }
    fs::copy(log, beside(&copy, "-wal"))?;
    Ok(damaged(&copy) == Some(true))
}

/// Whether a file is damaged, taken together with the log beside it; `None` where that cannot be asked.
fn damaged(path: &Path) -> Option<bool> {
    let look = || -> rusqlite::Result<bool> {
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        let damage = "SELECT count(*) FROM pragma_integrity_check() WHERE integrity_check <> 'ok'";
        Ok(count(damage)? + count("SELECT count(*) FROM pragma_foreign_key_check()")? > 0)
    };
    match look() {
        Ok(damaged) => Some(damaged),
        Err(error) => {
            use rusqlite::ErrorCode as C;
            matches!(error.sqlite_error_code(), Some(C::DatabaseCorrupt | C::NotADatabase)).then_some(true)
        }
    }
}
