//! Opening the journal file: made whole beside its place and linked in, checked before it is trusted, closed small.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{Result, StoreError, Trouble};
use super::look::{Found, Here, identity, look, remember};
use super::stale_log::{self, Log};
use super::{migrate, read_only};
use crate::domain::moment::Moment;

/// Marks a file as ours: `etud` in ASCII.
pub const APPLICATION_ID: i32 = 0x6574_7564;
/// The oldest SQLite that does not lose commits when two processes write (the WAL-reset bug).
pub const OLDEST_SQLITE: i32 = 3_051_003;
/// How long a writer waits for another process.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Where the journal and what belongs to it lie.
#[derive(Debug, Clone)]
pub struct Places {
    /// The journal file, absolute.
    pub journal: PathBuf,
    /// The folder of its backups.
    pub backups: PathBuf,
    /// A file that lists journals that were made here; an empty path where nothing is remembered.
    pub known: PathBuf,
}

/// An open journal file.
#[derive(Debug)]
pub struct Store {
    pub(super) conn: Connection,
    places: Places,
    identity: (u64, u64),
    writable: bool,
    banner: Option<String>,
    // Whether all that this connection wrote is in the file itself.
    folded: Cell<bool>,
    _here: Here,
    // A copy that is read where the folder cannot be written; removed with the store.
    _copy: Option<tempfile::TempDir>,
}

impl Store {
    /// Opens the journal to write, making it (and its folder) where there never was one.
    pub fn open(places: Places, id: i64, now: Moment) -> Result<Store> {
        let journal = places.journal.clone();
        Store::open_checked(places, id, now).map_err(|error| error.full_if_so(&journal))
    }

    fn open_checked(places: Places, id: i64, now: Moment) -> Result<Store> {
        assert_sqlite()?;
        if look(&places)? == Found::Nothing {
            create(&places, id, now)?;
        }
        let store = Store::connect(places, true)?;
        if migrate::refuse_newer(&store.conn, &store.places.journal)? < migrate::newest() {
            migrate::run(&store, now)?;
            migrate::refuse_newer(&store.conn, &store.places.journal)?;
        }
        Ok(store)
    }

    /// Opens the journal to read only; writes nothing, creates nothing.
    pub fn open_to_read(places: Places) -> Result<Store> {
        let journal = places.journal.clone();
        Store::open_to_read_checked(places).map_err(|error| error.full_if_so(&journal))
    }

    fn open_to_read_checked(places: Places) -> Result<Store> {
        assert_sqlite()?;
        if look(&places)? == Found::Nothing {
            return Err(StoreError::absent(&places.journal));
        }
        let store = Store::connect(places, false)?;
        if migrate::refuse_newer(&store.conn, &store.places.journal)? < migrate::newest() {
            return Err(StoreError::new(
                Trouble::ReadOnly,
                "the journal was written by an older etude and has to be brought up to date first",
                "run any command that writes, or open the program once",
            ));
        }
        Ok(store)
    }

    fn connect(places: Places, write: bool) -> Result<Store> {
        let journal = places.journal.clone();
        if write {
            refuse_unwritable(&journal)?;
            keep_private(&journal);
        }
        let (here, log) = Here::with_its_log(&journal)?;
        let mut banner = log.note(&journal);
        let mut copy = None;
        let conn = match (write, log) {
            (true, Log::Foreign) => {
                return Err(StoreError::new(
                    Trouble::ReadOnly,
                    banner.unwrap_or_default(),
                    "check who owns the folder of the journal: the log has to be moved before anything is written",
                ));
            }
            (true, _) => {
                let mut conn =
                    Connection::open_with_flags(&journal, OpenFlags::SQLITE_OPEN_READ_WRITE | no_mutex())?;
                conn.busy_handler(Some(wait_a_little))?;
                set_up_writer(&conn)?;
                conn
            }
            (false, Log::Foreign) => read_only::without_log(&journal)?,
            (false, _) => {
                let (conn, temporary, note) = read_only::connect(&journal)?;
                banner = banner.or(note);
                copy = temporary;
                conn
            }
        };
        conn.pragma_update(None, "trusted_schema", false)?;
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        conn.set_prepared_statement_cache_capacity(128);
        let folded = Cell::new(false);
        Ok(Store {
            conn,
            places,
            identity: here.0,
            writable: write,
            banner,
            folded,
            _here: here,
            _copy: copy,
        })
    }

    /// Where this journal lies.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Whether it was opened to write.
    pub fn writable(&self) -> bool {
        self.writable
    }

    /// What people should know about how it was opened.
    pub fn banner(&self) -> Option<&str> {
        self.banner.as_deref()
    }

    /// Runs `work` in one immediate transaction; nothing of it stays if it fails.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.in_place()?;
        let journal = self.places.journal.clone();
        let full_if_so = |error: rusqlite::Error| StoreError::from(error).full_if_so(&journal);
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(full_if_so)?;
        migrate::refuse_newer(&transaction, &self.places.journal)?;
        let before = transaction.total_changes();
        let done = work(&transaction)?;
        if transaction.total_changes() != before {
            stale_log::mark(&transaction)?;
        }
        self.folded.set(false);
        transaction.commit().map_err(full_if_so)?;
        self.in_place()?;
        Ok(done)
    }

    /// How long this connection waits for another process before it answers `Busy`.
    pub fn wait_at_most(&self, time: Duration) -> Result<()> {
        Ok(self.conn.busy_timeout(time)?)
    }

    /// Does not wait for the disk any more: only for a file that is being made and synced before anybody sees it.
    pub fn hurry(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "synchronous", "OFF")?)
    }

    /// Keeps half as much of the file in memory, 1 MiB: for whoever stands there for hours and reads little at once.
    pub fn spare_memory(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "cache_size", -1024)?)
    }

    /// Lets the file grow to so many pages and no further.
    pub fn limit_pages(&self, pages: i64) -> Result<()> {
        Ok(self.conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?)
    }

    /// Reads with the open connection.
    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Folds the log into the file, so that a plain copy of it holds everything. Busy neighbours are no error.
    pub fn checkpoint(&self) {
        if self.writable && !self.folded.get() {
            let busy: rusqlite::Result<bool> =
                self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
            self.folded.set(matches!(busy, Ok(false)));
        }
    }

    /// A number that changes when another connection has written.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Whether the open file still lies where the journal lies; an error says that it does not.
    pub fn in_place(&self) -> Result<()> {
        if identity(&self.places.journal).ok() == Some(self.identity) {
            return Ok(());
        }
        Err(StoreError::new(
            Trouble::Moved,
            format!(
                "the journal at {} was moved, removed or replaced while it was open",
                self.places.journal.display()
            ),
            "nothing more is written to it; close etude, put the journal back and open it again",
        ))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.checkpoint();
    }
}

/// Builds a new journal beside its place and links it in: nobody ever sees half of one.
fn create(places: &Places, id: i64, now: Moment) -> Result<()> {
    let path = &places.journal;
    let folder = path.parent().unwrap_or(Path::new("/"));
    crate::paths::make_private_dir(folder).map_err(|e| StoreError::file(folder, "make the folder", &e))?;
    let lock = migrate::lock(folder)?;
    if path.exists() {
        return Ok(());
    }
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    let built = build(&fresh, id, now).and_then(|()| {
        fs::hard_link(&fresh, path)
            .or_else(|_| if path.exists() { Ok(()) } else { fs::rename(&fresh, path) })
            .and_then(|()| File::open(folder)?.sync_all())
            .map_err(|e| StoreError::file(path, "make the journal", &e))
    });
    for rest in ["", "-wal", "-shm"] {
        let mut name = fresh.clone().into_os_string();
        name.push(rest);
        let removed = fs::remove_file(name);
        drop(removed);
    }
    drop(lock);
    built?;
    remember(places);
    Ok(())
}

fn build(fresh: &Path, id: i64, now: Moment) -> Result<()> {
    let gone = fs::remove_file(fresh);
    drop(gone);
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(fresh)
        .and_then(|file| file.set_permissions(fs::Permissions::from_mode(0o600)).map(|()| file))
        .map_err(|e| StoreError::file(fresh, "make the journal", &e))?;
    drop(file);
    let mut conn = Connection::open_with_flags(fresh, OpenFlags::SQLITE_OPEN_READ_WRITE | no_mutex())?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_up_writer(&conn)?;
    migrate::apply(&mut conn)?;
    conn.execute("INSERT INTO journal (id, created_at) VALUES (?, ?)", [id, now.at])?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    conn.close().map_err(|(_, error)| StoreError::from(error))?;
    File::open(fresh).and_then(|f| f.sync_all()).map_err(|e| StoreError::file(fresh, "make the journal", &e))
}

/// Says who may not write what, before SQLite says only that it could not.
fn refuse_unwritable(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    for place in [path, folder] {
        rustix::fs::access(place, rustix::fs::Access::WRITE_OK)
            .map_err(|errno| StoreError::file(place, "write to", &errno.into()))?;
    }
    Ok(())
}

/// Set when the program is leaving: from then on nobody is waited for.
static LEAVING: AtomicBool = AtomicBool::new(false);

/// The program is leaving: whoever waits for another process's lock gives up at once.
pub fn leave_soon() {
    LEAVING.store(true, Ordering::Release);
}

/// Another process writes: waits a moment, five seconds in all, or hardly at all when the program is leaving.
fn wait_a_little(tries: i32) -> bool {
    const PAUSE: Duration = Duration::from_millis(10);
    let most = if LEAVING.load(Ordering::Acquire) { 4 } else { BUSY.as_millis() / PAUSE.as_millis() };
    std::thread::sleep(PAUSE);
    u128::try_from(tries).unwrap_or(0) < most
}

fn set_up_writer(conn: &Connection) -> Result<()> {
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::new(
            Trouble::Io,
            format!("this file system cannot keep a write-ahead log (SQLite answered “{mode}”)"),
            "keep the journal on a local disk and name it with --db",
        ));
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // FAST would leave deleted text in pages that are free now.
    conn.pragma_update(None, "secure_delete", true)?;
    Ok(())
}

pub(super) fn no_mutex() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Other people's eyes have no business in a journal, whatever the umask or a copy made of it.
fn keep_private(path: &Path) {
    if fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0) {
        let repaired = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
        drop(repaired);
    }
}

/// The schema version in the head of a file; none where it is no journal.
pub fn schema_of(path: &Path) -> Option<i64> {
    let mut head = [0; 72];
    std::io::Read::read_exact(&mut File::open(path).ok()?, &mut head).ok()?;
    let number = |at: usize| i32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    (number(68) == APPLICATION_ID).then(|| number(60).into())
}

/// Whether the linked SQLite keeps what it acknowledged.
pub fn sqlite_is_new_enough() -> bool {
    rusqlite::version_number() >= OLDEST_SQLITE
}

fn assert_sqlite() -> Result<()> {
    if sqlite_is_new_enough() {
        return Ok(());
    }
    Err(StoreError::new(
        Trouble::OldSqlite,
        format!("this etude was built with SQLite {}, which can lose saved changes", rusqlite::version()),
        "build it with SQLite 3.51.3 or newer",
    ))
}
