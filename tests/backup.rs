//! Backups: when they are made, how many are kept; and files of older schemas, as fixtures keep them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use etude::clock::FixedClock;
use etude::domain::area::Area;
use etude::domain::change::Change;
use etude::domain::search::Query;
use etude::journal::search::Search;
use etude::journal::{Error, Journal, Kind, Options};
use etude::store::connect::APPLICATION_ID;
use etude::store::error::Trouble;
use rusqlite::Connection;
use support::{Bench, MIN, MORNING, at_once, options};

const DAY: i64 = 24 * 60 * MIN;

fn open(folder: &Path) -> Result<Journal, Error> {
    Journal::open(options(folder), Box::new(FixedClock::at(MORNING)))
}

fn tamper(folder: &Path, sql: &str) {
    let conn = Connection::open(folder.join("journal.db")).unwrap();
    conn.execute_batch(sql).unwrap();
    conn.close().unwrap();
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    etude::store::backup::list(&folder.join("backups"))
}

#[test]
fn one_backup_a_day_seven_kept_each_whole() {
    let mut bench = Bench::new();
    let folder = bench.folder.path().to_owned();
    bench.journal.settle().unwrap();
    assert!(backups(&folder).is_empty(), "nothing was changed yet");
    for day in 0..10 {
        for part in ["a", "b"] {
            bench.apply(Change::AddArea(Area::named(format!("{day}{part}"))));
            bench.journal.settle().unwrap();
        }
        assert_eq!(backups(&folder).len(), usize::min(day + 1, 7));
        bench.clock.advance(DAY);
    }
    for (back, path) in backups(&folder).iter().enumerate() {
        let copy = Connection::open(path).unwrap();
        let areas: i64 = copy.query_row("SELECT count(*) FROM area", [], |row| row.get(0)).unwrap();
        assert_eq!(areas, 2 * (9 - i64::try_from(back).unwrap()) + 1, "{}", path.display());
    }
}

#[test]
fn a_journal_whose_path_is_not_utf8_is_backed_up_like_any_other() {
    use std::os::unix::ffi::OsStrExt;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(std::ffi::OsStr::from_bytes(b"jour\xffnal 'quoted' %s"));
    fs::create_dir(&folder).unwrap();
    let mut journal = open(&folder).unwrap();
    journal.apply(Change::AddArea(Area::named("Music"))).unwrap();
    journal.settle().unwrap();
    drop(journal);
    drop(open(&folder).unwrap());
    let known = fs::read(folder.join("state/known-journals")).unwrap();
    assert_eq!(known.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count(), 1, "known once");
    let found = backups(&folder);
    let copy = Connection::open(&found[0]).unwrap();
    let area: String = copy.query_row("SELECT name FROM area", [], |row| row.get(0)).unwrap();
    assert_eq!((found.len(), area.as_str()), (1, "Music"));
}

#[test]
fn a_wrong_clock_neither_stops_the_backups_nor_costs_the_good_ones() {
    let mut bench = Bench::new();
    let folder = bench.folder.path().to_owned();
    let days = |bench: &mut Bench, from: i64, n: i64| {
        for day in 0..n {
            bench.clock.set_wall(from + day * DAY);
            let name = format!("{from}{day}");
            bench.apply(Change::AddArea(Area::named(name)));
            bench.journal.settle().unwrap();
            bench.apply(Change::AddArea(Area::named(format!("{from}{day} again"))));
            bench.journal.settle().unwrap();
        }
    };
    days(&mut bench, MORNING + 3650 * DAY, 7);
    days(&mut bench, MORNING, 4);
    let names: Vec<String> =
        backups(&folder).iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names.len(), 7, "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("journal-2026112")).count(), 4, "{names:?}");
    assert!(names[0].starts_with("journal-20261123"), "{names:?}");
}

#[test]
fn a_file_of_an_older_schema_is_backed_up_and_brought_up_to_date_once() {
    let folder = tempfile::tempdir().unwrap();
    tamper(folder.path(), &format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA journal_mode = WAL"));
    let reading = Journal::open_to_read(options(folder.path()), Box::new(FixedClock::at(MORNING)));
    assert_eq!(reading.map(|_| ()).unwrap_err().kind, Kind::Journal(Trouble::ReadOnly));
    at_once(6, |_| drop(open(folder.path()).unwrap()));
    assert_eq!(backups(folder.path()).len(), 1);
    assert!(open(folder.path()).unwrap().doctor().unwrap().iter().all(|check| check.ok));
}

/// The fixture of a schema, once committed, never changes: whoever opens it today must find all of it.
#[test]
fn the_fixture_of_schema_1_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    tamper(folder.path(), include_str!("fixtures/schema_1.sql"));
    let journal = open(folder.path()).unwrap();
    assert!(journal.doctor().unwrap().iter().all(|check| check.ok));
    let rows = journal.sessions(&Default::default()).unwrap();
    assert_eq!(rows.len(), 2);
    let detail = journal.session_detail(rows[1].session.id).unwrap();
    assert_eq!((detail.row.practised / MIN, detail.row.reps.hits, detail.row.reps.misses), (20, 2, 1));
    assert_eq!((detail.notes[0].text.as_str(), detail.readings[0].0.value), ("zwei\nZeilen 👩‍🎤", 0.1));
    assert_eq!(journal.history(100).unwrap().len(), 14);
    let written = Search { query: Query::parse("zeilen"), limit: 9, ..Search::default() };
    assert_eq!(journal.search(&written).unwrap()[0].id, detail.notes[0].id, "it is indexed, too");
}

#[test]
#[ignore = "writes the fixture of a new schema: ETUDE_WRITE_FIXTURE=1 cargo test --test store -- --ignored"]
fn write_the_fixture() {
    if std::env::var_os("ETUDE_WRITE_FIXTURE").is_none() {
        return;
    }
    let folder = support::fixture::journal();
    let sql = support::fixture::as_sql(&folder.path().join("journal.db"));
    fs::write(format!("tests/fixtures/schema_{}.sql", etude::store::migrate::newest()), sql).unwrap();
}

#[test]
fn the_log_forgets_what_is_old_whatever_the_backups() {
    let mut bench = Bench::new();
    let options = Options { backup_every: etude::config::BackupEvery::Never, ..options(bench.folder.path()) };
    bench.journal = Journal::open(options, Box::new(bench.clock.clone())).unwrap();
    bench.apply(Change::AddArea(Area::named("old")));
    for (days, area) in [(91, "new"), (1, "newer")] {
        bench.clock.advance(days * DAY);
        bench.apply(Change::AddArea(Area::named(area)));
        bench.journal.settle().unwrap();
    }
    let labels: Vec<String> = bench.journal.history(9).unwrap().into_iter().map(|op| op.label).collect();
    assert_eq!(labels, ["add area newer", "add area new"]);
    assert!(backups(bench.folder.path()).is_empty());
}

#[test]
fn what_a_killed_backup_left_is_cleared_away() {
    let mut bench = Bench::new();
    let left = bench.folder.path().join("backups/unfinished-999999999.tmp");
    fs::create_dir_all(left.parent().unwrap()).unwrap();
    fs::write(&left, "half").unwrap();
    bench.apply(Change::AddArea(Area::named("a")));
    bench.journal.settle().unwrap();
    assert!(!left.exists());
    assert_eq!(backups(bench.folder.path()).len(), 1);
}
