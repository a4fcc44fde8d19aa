//! The open journal: the store, the clocks, and what the user's days are like.

use jiff::civil::Weekday;

use super::error::Result;
use super::work::Ids;
use crate::clock::Clock;
use crate::config::{BackupEvery, Config};
use crate::domain::calendar::Calendar;
use crate::domain::id::Id;
use crate::domain::moment::Stamp;
use crate::paths::Paths;
use crate::store::connect::Places;
use crate::store::snapshot_read::SnapshotRead;
use crate::store::{Store, backup, search, undo};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// The log keeps this many operations …
const KEPT_OPERATIONS: i64 = 10_000;
/// … and none older than 90 days.
const KEPT_MS: i64 = 90 * DAY_MS;

/// How a journal is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it lies.
    pub places: Places,
    /// When a new day begins, minutes after midnight.
    pub day_start: i32,
    /// The first day of a week.
    pub week_start: Weekday,
    /// The planned minutes of a sitting that nothing else is known about; `None` is an open end.
    pub default_minutes: Option<i64>,
    /// How many backups are kept.
    pub backups: usize,
    /// How often one is made by itself.
    pub backup_every: BackupEvery,
    /// Who writes: `tui`, `cli`.
    pub source: &'static str,
}

impl Options {
    /// The journal at these places under these settings; `source` is who writes, for the log: `tui`, `cli`.
    pub fn from(paths: &Paths, config: &Config, source: &'static str) -> Options {
        let calendar = config.calendar(jiff::tz::TimeZone::UTC);
        Options {
            places: Places {
                journal: paths.journal.clone(),
                backups: paths.backups.clone(),
                known: paths.known_journals.clone(),
            },
            day_start: calendar.day_start,
            week_start: calendar.week_start,
            default_minutes: Some(config.default_minutes),
            backups: usize::try_from(config.backup_keep).unwrap_or(1),
            backup_every: config.backup_every,
            source,
        }
    }

    /// A journal with all that belongs to it in one folder, days from midnight, weeks from Monday, a backup a day.
    pub fn in_folder(folder: &std::path::Path, source: &'static str) -> Options {
        Options {
            places: Places {
                journal: folder.join("journal.db"),
                backups: folder.join("backups"),
                known: folder.join("state/known-journals"),
            },
            day_start: 0,
            week_start: Weekday::Monday,
            default_minutes: None,
            backups: 7,
            backup_every: BackupEvery::Day,
            source,
        }
    }
}

/// An open journal.
pub struct Journal {
    pub(super) store: Store,
    pub(super) clock: Box<dyn Clock>,
    pub(super) ids: Ids,
    pub(super) options: Options,
    /// Whether something was written that no backup of today can hold yet; and the greatest id before that.
    wrote: Option<Id>,
    /// The day (in UTC) of the last change before which the log was looked through for what is too old; unknown until the
    /// first change of ours.
    trimmed: Option<i64>,
}

impl Journal {
    /// Opens it to write, and makes it where there never was one.
    ///
    /// # Errors
    /// Whatever keeps the file from being ours and writable, as a sentence with a hint.
    pub fn open(options: Options, clock: Box<dyn Clock>) -> Result<Journal> {
        let now = clock.now();
        let wall = Calendar { zone: clock.zone(), ..Calendar::utc() }.moment(now.wall.at);
        let id = Ids::default().next(wall.at);
        let store = Store::open(options.places.clone(), id.0, wall)?;
        Ok(Journal { store, clock, ids: Ids::default(), options, wrote: None, trimmed: None })
    }

    /// Opens it to read only; creates and writes nothing. No journal is an error of kind `Absent`.
    ///
    /// # Errors
    /// Whatever keeps the file from being ours and readable.
    pub fn open_to_read(options: Options, clock: Box<dyn Clock>) -> Result<Journal> {
        let store = Store::open_to_read(options.places.clone())?;
        Ok(Journal { store, clock, ids: Ids::default(), options, wrote: None, trimmed: None })
    }

    /// All clocks at once, the wall in the user's zone.
    pub fn now(&self) -> Stamp {
        let now = self.clock.now();
        Stamp { wall: self.calendar().moment(now.wall.at), ..now }
    }

    /// How this user's days run, in the zone in force.
    pub fn calendar(&self) -> Calendar {
        Calendar {
            zone: self.clock.zone(),
            day_start: self.options.day_start,
            week_start: self.options.week_start,
        }
    }

    /// From now on, a sitting that nothing else is known about is planned this long.
    pub fn plan_by_default(&mut self, minutes: i64) {
        self.options.default_minutes = Some(minutes);
    }

    /// While it is held, everything read is of one moment, and the locks are taken once. Nothing is written meanwhile.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn snapshot_read(&self) -> Result<SnapshotRead<'_>> {
        Ok(self.store.snapshot_read()?)
    }

    /// What people should know about how it was opened.
    pub fn banner(&self) -> Option<&str> {
        self.store.banner()
    }

    /// Whether it was opened to write.
    pub fn writable(&self) -> bool {
        self.store.writable()
    }

    /// How the journal was opened.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// How long a change waits for another process before it is answered with `Busy`: five seconds unless said here.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn wait_at_most(&self, time: std::time::Duration) -> Result<()> {
        Ok(self.store.wait_at_most(time)?)
    }

    /// The program is leaving: from now on no lock of another process is waited for.
    pub fn leave_soon() {
        crate::store::connect::leave_soon();
    }

    /// Keeps little of the file in memory: for a screen, which reads a little again and again.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn spare_memory(&self) -> Result<()> {
        Ok(self.store.spare_memory()?)
    }

    /// A number that changes when another process has written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.store.data_version()?)
    }

    /// Whether the open file still lies where the journal lies.
    ///
    /// # Errors
    /// It was moved, removed or replaced.
    pub fn in_place(&self) -> Result<()> {
        Ok(self.store.in_place()?)
    }

    /// Lets the file grow to so many pages and no further, as a full disk does: for tests of that.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn limit_pages_for_tests(&self, pages: i64) -> Result<()> {
        Ok(self.store.limit_pages(pages)?)
    }

    /// Everything that undo must bring back, as text; revisions and the log itself are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn dump(&self) -> Result<String> {
        Ok(undo::dump(self.store.conn())?)
    }

    /// A change was written; the greatest id before it says when the one before was.
    pub(super) fn note_written(&mut self, before: Id) {
        self.wrote.get_or_insert(before);
        self.trimmed.get_or_insert(before.wall_ms().div_euclid(DAY_MS));
    }

    /// What can wait until after a change was answered: the first backup of a day, old log entries, the checkpoint.
    ///
    /// # Errors
    /// When the backup could not be made; the change before it is safe.
    pub fn settle(&mut self) -> Result<()> {
        let Some(before) = self.wrote.take() else { return Ok(()) };
        let now = self.now().wall;
        // Seen from the change before: a clock that jumps ahead once makes nothing old.
        let latest = now.at.min(before.wall_ms());
        let folder = &self.store.places().backups;
        let due = match self.options.backup_every {
            BackupEvery::Day => !backup::made_today(folder, now),
            BackupEvery::Week => !backup::made_since(folder, now.plus(-6 * DAY_MS)),
            BackupEvery::Never => false,
        };
        let today = now.at.div_euclid(DAY_MS);
        let trimmed = match self.trimmed.replace(today) == Some(today) {
            true => Ok(()),
            false => {
                self.store.write(|conn| match undo::forget_old(conn, KEPT_OPERATIONS, latest - KEPT_MS)? {
                    true => search::forget_removed(conn),
                    false => Ok(()),
                })
            }
        };
        self.store.checkpoint();
        if due {
            backup::make(&self.store, now, self.options.backups)?;
        }
        Ok(trimmed?)
    }

    /// Makes a verified backup now and says where.
    ///
    /// # Errors
    /// When it could not be made or did not verify.
    pub fn back_up(&mut self) -> Result<std::path::PathBuf> {
        Ok(backup::make(&self.store, self.now().wall, self.options.backups)?)
    }
}

/// Tells when the files of a journal change, for a thread that waits for nothing else.
#[derive(Debug)]
pub struct Watch(crate::store::watch::Watch);

impl Watch {
    /// Waits until something has changed; `false` when watching is over.
    pub fn wait(&self) -> bool {
        self.0.wait()
    }
}

impl Journal {
    /// Begins to watch for changes of the files, this process's own among them.
    pub fn watch(&self) -> Option<Watch> {
        crate::store::watch::Watch::of(&self.options.places.journal).map(Watch)
    }
}
