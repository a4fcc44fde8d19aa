//! The sample journal: a year (or a life) of practice in three areas, made up from a seed, the same for the same seed
//! and moment. It shows what a journal looks like, and is what speed is measured on.

mod feedback;
mod set_up;
mod sitting;
mod stages;
mod text;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use serde::Deserialize;

use self::set_up::Cast;
use super::dice::Dice;
use super::error::{Error, Result};
use super::open::{Journal, Options};
use super::work::{Ids, Work};
use crate::clock::FixedClock;
use crate::config::{BackupEvery, Config};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::moment::Stamp;
use crate::store::connect::Places;
use crate::store::writer::Writer;
use crate::store::{StoreError, search};

/// Sessions of the sample that `etude demo` shows.
const SAMPLE: usize = 300;
/// The seed of that sample.
const SEED: u64 = 20;
/// Nobody practises more often a day than this; more sessions reach further back.
const MOST_A_DAY: usize = 6;
/// Sessions written in one transaction.
const BATCH: usize = 4000;
const MIN: i64 = 60_000;

/// What the sample tells besides its sittings.
#[derive(Debug, Deserialize)]
struct Script {
    scene: Vec<stages::Scene>,
    said: Vec<feedback::Said>,
}

impl Script {
    fn read() -> Result<Script> {
        toml::from_str(include_str!("../../assets/demo.toml"))
            .map_err(|error| Error::refused(format!("the script of the sample cannot be read: {error}")))
    }
}

/// A sample journal in a temporary folder, gone when this is dropped.
#[derive(Debug)]
pub struct Sample {
    /// The folder.
    pub folder: tempfile::TempDir,
    /// Where the journal lies in it.
    pub places: Places,
}

impl Sample {
    /// How the sample is opened under these settings; no backups are made of it.
    pub fn options(&self, config: &Config, source: &'static str) -> Options {
        let calendar = config.calendar(TimeZone::UTC);
        Options {
            places: self.places.clone(),
            day_start: calendar.day_start,
            week_start: calendar.week_start,
            default_minutes: Some(config.default_minutes),
            backups: 1,
            backup_every: BackupEvery::Never,
            source,
        }
    }
}

/// Writes a sample journal to a new file; it is made beside its place and linked in whole.
///
/// # Errors
/// A file of that name is there already, or the disk does not take it.
pub fn write(path: &Path, sessions: usize, seed: u64, now: Stamp, zone: TimeZone) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::refused(format!("{} is there already; it was left as it is", path.display()))
            .hint("name a file that does not exist yet"));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let io = |error: std::io::Error| Error::from(StoreError::file(path, "write the sample", &error));
    let beside = tempfile::Builder::new().prefix(".etude-demo-").tempdir_in(folder).map_err(io)?;
    let made = make(beside.path(), sessions, seed, now, zone)?;
    File::open(&made).and_then(|file| file.sync_all()).map_err(io)?;
    fs::hard_link(&made, path).map_err(io)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)
}

/// A lively sample in a temporary folder: a year that ends now.
///
/// # Errors
/// There is no temporary folder, or no room in it.
pub fn sample(now: Stamp, zone: TimeZone) -> Result<Sample> {
    let io = |error: std::io::Error| StoreError::file(Path::new("the temporary folder"), "use", &error);
    let folder = tempfile::Builder::new().prefix("etude-demo-").tempdir().map_err(io)?;
    make(folder.path(), SAMPLE, SEED, now, zone)?;
    Ok(Sample { places: places(folder.path()), folder })
}

fn places(folder: &Path) -> Places {
    Places {
        journal: folder.join("journal.db"),
        backups: folder.join("backups"),
        known: folder.join("state/known-journals"),
    }
}

fn make(folder: &Path, sessions: usize, seed: u64, now: Stamp, zone: TimeZone) -> Result<PathBuf> {
    let places = places(folder);
    let path = places.journal.clone();
    let clock = FixedClock::at(now.wall.at);
    clock.set_zone(zone);
    let options = Options {
        places,
        day_start: 0,
        week_start: Weekday::Monday,
        default_minutes: None,
        backups: 7,
        backup_every: BackupEvery::Never,
        source: "demo",
    };
    let mut journal = Journal::open(options, Box::new(clock))?;
    journal.ids = Ids::seeded(seed);
    journal.store.hurry()?;
    let script = Script::read()?;
    let mut dice = Dice::new(seed);
    let starts = starts(&journal.calendar(), now.wall.at, sessions, &mut dice);
    let first = starts.first().map_or(now.wall.at, |start| start.at) - 24 * 60 * MIN;
    let mut cast = journal.bulk(|work| Cast::assemble(work, first, now.wall.at))?;
    let mut story = stages::Story::new(script.scene, first, now.wall.at);
    let total = starts.len();
    for (batch, chunk) in starts.chunks(BATCH).enumerate() {
        journal.bulk(|work| {
            for (at, start) in chunk.iter().enumerate() {
                let left = total - (batch * BATCH + at) - 1;
                story.play(work, &cast, start.at)?;
                sitting::write(work, &mut cast, &mut dice, *start, left)?;
            }
            Ok(())
        })?;
    }
    journal.bulk(|work| story.play(work, &cast, now.wall.at))?;
    journal.bulk(|work| cast.plan_ahead(work, now.wall.at))?;
    journal.bulk(|work| feedback::write(work, &cast, &script.said, now.wall.at))?;
    journal.bulk(|work| Ok(search::index_all(work.conn)?))?;
    drop(journal);
    Ok(path)
}

/// When a sitting begins and how long there is for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begin {
    at: i64,
    most: i64,
}

/// The beginnings of all sessions, oldest first: habits by weekday, holidays, and two or three today.
fn starts(calendar: &Calendar, now: i64, sessions: usize, dice: &mut Dice) -> Vec<Begin> {
    let today = calendar.day(calendar.moment(now));
    let last = of_today(now - calendar.start_of(today), now, sessions);
    let rest = sessions - last.len();
    let days = i32::try_from((rest / MOST_A_DAY).max(364)).unwrap_or(i32::MAX / 2);
    let weights: Vec<f64> = (1..=days).rev().map(|back| weight(today.plus(-back), back, dice)).collect();
    let total: f64 = weights.iter().sum();
    let mut found = Vec::with_capacity(sessions);
    let (mut sum, mut done) = (0.0, 0_usize);
    for (back, weight) in (1..=days).rev().zip(weights) {
        sum += weight;
        let due = (rest as f64 * sum / total).round() as usize;
        found.extend(of_a_day(calendar, today.plus(-back), due - done, dice));
        done = due;
    }
    found.extend(last);
    found
}

/// How much is practised on a day: less on weekends, nothing in the holidays, now and then a day off.
fn weight(day: Day, back: i32, dice: &mut Dice) -> f64 {
    let off = dice.chance(0.22);
    let holiday = matches!(back.rem_euclid(365), 96..=109 | 240..=247);
    let usual = match day.weekday() {
        Weekday::Saturday => 0.7,
        Weekday::Sunday => 0.5,
        _ => 1.0,
    };
    if holiday || off { 0.0 } else { usual * (0.6 + 0.8 * dice.unit()) }
}

/// The times of day at which one sits down, minutes after midnight.
const HOURS: [i64; 12] = [375, 450, 555, 660, 735, 840, 930, 1020, 1095, 1170, 1245, 1320];

fn of_a_day(calendar: &Calendar, day: Day, n: usize, dice: &mut Dice) -> Vec<Begin> {
    let begin = calendar.start_of(day);
    // Evenings first, as people do who work by day.
    let mut chosen: Vec<usize> = [9, 1, 5, 7, 11, 3, 0, 2, 4, 6, 8, 10].into_iter().take(n).collect();
    chosen.extend((HOURS.len()..n).map(|extra| extra % HOURS.len()));
    chosen.sort_unstable();
    let start = |slot: usize| begin + (HOURS[slot] + dice.below(25)) * MIN + dice.below(60) * 1000;
    let mut starts: Vec<i64> = chosen.into_iter().map(start).collect();
    starts.sort_unstable();
    let ends = starts.clone().into_iter().skip(1).chain([i64::MAX]);
    starts
        .iter()
        .zip(ends)
        .map(|(at, next)| Begin { at: *at, most: next.saturating_sub(*at).clamp(2 * MIN, 48 * MIN) })
        .collect()
}

/// Today's sessions, as far as the day is old enough for them.
fn of_today(gone: i64, now: i64, sessions: usize) -> Vec<Begin> {
    let n = (gone / (75 * MIN)).clamp(0, 3).min(i64::try_from(sessions).unwrap_or(3));
    let part = gone.min(9 * 60 * MIN) / n.max(1);
    (0..n).map(|at| Begin { at: now - part * (n - at) + part / 6, most: (part / 2).min(40 * MIN) }).collect()
}

impl Journal {
    /// Writes much in one transaction and outside the log: nothing of it can be undone. Only for a journal that is
    /// being made.
    fn bulk<T>(&mut self, run: impl FnOnce(&mut Work<'_>) -> Result<T>) -> Result<T> {
        let now = self.now();
        let calendar = self.calendar();
        let ids = &mut self.ids;
        self.store.write(|conn| run(&mut Work::new(Writer::new(conn, None), now, &calendar, ids)))
    }
}
