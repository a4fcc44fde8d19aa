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
            bench.apply(Change::add(Area::named(format!("{day}{part}"))));
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
    journal.apply(Change::add(Area::named("Music"))).unwrap();
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
            bench.apply(Change::add(Area::named(name)));
            bench.journal.settle().unwrap();
            bench.apply(Change::add(Area::named(format!("{from}{day} again"))));
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

/// Every value of every row a statement finds, one row a line.
fn rows(folder: &Path, sql: &str) -> Vec<String> {
    let conn = Connection::open(folder.join("journal.db")).unwrap();
    let mut statement = conn.prepare(sql).unwrap();
    let count = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..count).map(|at| Ok(format!("{:?}", row.get_ref(at)?))).collect::<Result<Vec<_>, _>>()
    });
    rows.unwrap().map(|row| row.unwrap().join(" ")).collect()
}

/// A journal as a fixture keeps it.
fn of_schema(fixture: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    tamper(folder.path(), fixture);
    folder
}

#[test]
fn journals_of_every_schema_are_brought_up_to_date_and_older_operations_are_refused_by_name() {
    let fixtures = [
        include_str!("fixtures/schema_1.sql"),
        include_str!("fixtures/schema_2.sql"),
        include_str!("fixtures/schema_3.sql"),
    ];
    for (schema, fixture) in (1..).zip(fixtures) {
        let folder = of_schema(fixture);
        let mut journal = open(folder.path()).unwrap();
        let checks = journal.doctor().unwrap();
        assert!(checks.iter().all(|check| check.ok), "schema {schema}: {checks:?}");
        let refused = journal.undo(None).unwrap_err();
        assert!(refused.sentence.contains(&format!("(schema {schema})")), "{}", refused.sentence);
        journal.apply(Change::add(Area::named("new"))).unwrap();
        journal.undo(None).unwrap();
        drop(journal);
        let made = Bench::new();
        let schema_of =
            "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
        assert_eq!(rows(folder.path(), schema_of), rows(made.folder.path(), schema_of), "as if made new");
    }
}

#[test]
fn nothing_of_an_application_or_observation_is_lost_when_they_become_entries() {
    let folder = of_schema(include_str!("fixtures/schema_3.sql"));
    let old = |sql: &str| rows(folder.path(), sql);
    let head = "id, revision, created_at, created_offset, skill_id, at, utc_offset, day, person_id, private";
    let uses = old(&format!(
        "SELECT {head}, place, worked, setting = 'new', note FROM application
         WHERE setting <> 'teaching' ORDER BY id"
    ));
    let lessons = old(&format!(
        "SELECT {head}, place, worked, note FROM application WHERE setting = 'teaching' ORDER BY id"
    ));
    let watched = old(&format!("SELECT {head}, saw, will_copy FROM observation ORDER BY id"));
    let proofs = old("SELECT id, created_at, action_id, session_id, application_id FROM proof ORDER BY id");
    let evidence = "id, revision, created_at, created_offset, skill_id, area_id, title, text, link, file, sha256, size,
        recording, items, drawn, context, at, utc_offset, day, valid_until_day, session_id, feedback_id, person_id, private";
    let pieces = old(&format!("SELECT {evidence}, application_id FROM evidence ORDER BY id"));
    let links = old("SELECT * FROM evidence_benchmark ORDER BY id");
    let events = "id, created_at, skill_id, area_id, kind, from_stage, to_stage, at, day, sentence, witnesses, missing";
    let history = old(&format!("SELECT {events} FROM stage_event ORDER BY id"));
    let records = "SELECT json_extract(r.value, '$.id') FROM stage_event e, json_each(e.evidence) s,
         json_each(s.value, '$.records') r";
    let shown = old(records);
    assert_eq!((uses.len(), lessons.len(), watched.len(), shown.len()), (2, 1, 1, 2), "the fixture has them");

    let journal = open(folder.path()).unwrap();
    assert_eq!(
        old(&format!(
            "SELECT {head}, place, worked, setting = 'new', text FROM entry WHERE kind = 'use'
         ORDER BY id"
        )),
        uses
    );
    assert_eq!(
        old(&format!("SELECT {head}, place, worked, more FROM entry WHERE kind = 'taught' ORDER BY id")),
        lessons
    );
    assert_eq!(
        old(&format!("SELECT {head}, text, more FROM entry WHERE kind = 'watched' ORDER BY id")),
        watched
    );
    assert_eq!(old("SELECT id, created_at, action_id, session_id, entry_id FROM proof ORDER BY id"), proofs);
    assert_eq!(old(&format!("SELECT {evidence}, entry_id FROM evidence ORDER BY id")), pieces);
    assert_eq!(
        old("SELECT DISTINCT kind FROM evidence ORDER BY 1"),
        ["Text([116, 97, 117, 103, 104, 116])", "Text([117, 115, 101])"]
    );
    assert_eq!(old("SELECT * FROM evidence_benchmark ORDER BY id"), links);
    assert_eq!(old(&format!("SELECT {events} FROM stage_event ORDER BY id")), history);
    assert_eq!(old(records), shown);
    let told = journal.stage_history().unwrap();
    let records: Vec<_> =
        told.iter().flat_map(|told| &told.event.evidence).flat_map(|shown| &shown.records).collect();
    for source in records {
        assert!(journal.shown_record(*source).unwrap().is_some(), "{source:?} is there");
    }
    let text = &told[1].event.evidence[0].text;
    assert_eq!(text, "says \"kind\":\"application\" itself", "words of the history stay");
    let tamper = Connection::open(folder.path().join("journal.db")).unwrap();
    tamper.execute("UPDATE stage_event SET sentence = 'x'", []).unwrap_err();
    let found = Search { query: Query::parse("wait twice"), limit: 9, ..Search::default() };
    assert_eq!(journal.search(&found).unwrap().len(), 1, "they are indexed");
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
    bench.apply(Change::add(Area::named("old")));
    for (days, area) in [(91, "new"), (1, "newer")] {
        bench.clock.advance(days * DAY);
        bench.apply(Change::add(Area::named(area)));
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
    bench.apply(Change::add(Area::named("a")));
    bench.journal.settle().unwrap();
    assert!(!left.exists());
    assert_eq!(backups(bench.folder.path()).len(), 1);
}
