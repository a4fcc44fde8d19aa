//! A log that a killed program left behind: replayed where it belongs to the file, set aside where it does not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use etude::clock::FixedClock;
use etude::domain::area::Area;
use etude::domain::change::Change;
use etude::journal::Journal;
use rusqlite::Connection;
use support::{MORNING, options};

fn open(folder: &Path) -> Journal {
    Journal::open(options(folder), Box::new(FixedClock::at(MORNING))).unwrap()
}

fn read(folder: &Path) -> Journal {
    Journal::open_to_read(options(folder), Box::new(FixedClock::at(MORNING))).unwrap()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("journal.db")
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    folder.join(format!("journal.db{ending}"))
}

fn add(journal: &mut Journal, name: &str, words: usize) {
    let area = Area { why: "word ".repeat(words), ..Area::named(name) };
    journal.apply(Change::add(area)).unwrap();
}

fn names(journal: &Journal) -> Vec<String> {
    journal.overview().unwrap().areas.iter().map(|area| area.name.clone()).collect()
}

fn is_whole(journal: &Journal) -> bool {
    journal.doctor().unwrap().iter().all(|check| check.ok)
}

/// A journal that was written to and closed several times, and copies made of it on the way.
struct Past {
    folder: tempfile::TempDir,
    copies: Vec<(&'static str, PathBuf)>,
}

impl Past {
    fn new() -> Past {
        let folder = tempfile::tempdir().unwrap();
        let mut past = Past { folder, copies: Vec::new() };
        past.write("first", 400);
        past.copy("an early copy");
        let backup = past.back_up();
        past.copies.push(("an early backup", backup));
        past.write("second", 3_000);
        past.copy("a late copy");
        let backup = past.back_up();
        past.copies.push(("the last backup", backup));
        past.write("third", 10);
        past
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&mut self, name: &str, words: usize) {
        let mut journal = open(self.path());
        (0..3).for_each(|n| add(&mut journal, &format!("{name} {n}"), words));
    }

    fn back_up(&self) -> PathBuf {
        open(self.path()).back_up().unwrap()
    }

    fn copy(&mut self, what: &'static str) {
        let copy = self.path().join(what);
        fs::copy(file(self.path()), &copy).unwrap();
        self.copies.push((what, copy));
    }

    /// Every copy, those of another journal, and both as an etude that did not mark its files would have made them.
    fn all_copies(mut self) -> (tempfile::TempDir, Vec<(String, PathBuf)>, Past) {
        let other = Past::new();
        let mut all: Vec<(String, PathBuf)> =
            self.copies.drain(..).map(|(what, path)| (what.to_owned(), path)).collect();
        all.extend(other.copies.iter().map(|(what, path)| (format!("{what} of another"), path.clone())));
        for (what, path) in all.clone() {
            let unmarked = path.with_extension("unmarked");
            fs::copy(&path, &unmarked).unwrap();
            unmark(&unmarked);
            all.push((format!("{what}, unmarked"), unmarked));
        }
        (self.folder, all, other)
    }
}

/// How the program that is killed writes.
const WAYS: [&str; 4] = ["once", "often", "half checkpointed", "checkpointed"];

#[test]
#[ignore = "run by the tests of this file, and killed"]
fn write_until_killed() {
    let Some(folder) = std::env::var_os("ETUDE_TEST_FOLDER").map(PathBuf::from) else { return };
    let way = std::env::var("ETUDE_TEST_WAY").unwrap();
    let mut journal = open(&folder);
    let other = Connection::open(file(&folder)).unwrap();
    let checkpoint = |conn: &Connection| {
        conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();
    };
    add(&mut journal, &format!("{way} 0"), 300);
    if way != "once" {
        (1..12).for_each(|n| add(&mut journal, &format!("{way} {n}"), 300));
    }
    let reader = Connection::open(file(&folder)).unwrap();
    if way == "half checkpointed" {
        // A reader keeps what comes after its moment out of the file.
        reader.execute_batch("BEGIN; SELECT count(*) FROM area").unwrap();
        (12..20).for_each(|n| add(&mut journal, &format!("{way} {n}"), 300));
    }
    if way.ends_with("checkpointed") {
        checkpoint(&other);
    }
    if way == "checkpointed" {
        // The log begins anew, with what was left of it behind.
        add(&mut journal, &format!("{way} 12"), 300);
    }
    println!("\nwritten {}", names(&journal).len());
    let mut nothing = String::new();
    std::io::stdin().read_line(&mut nothing).unwrap();
}

/// Lets a program write in that way, kills it, and says how many areas it had been told were kept.
fn killed(folder: &Path, way: &str) -> usize {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "write_until_killed", "--ignored", "--nocapture"])
        .env("ETUDE_TEST_FOLDER", folder)
        .env("ETUDE_TEST_WAY", way)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let acknowledged = lines.find_map(|line| line.strip_prefix("written ")?.parse().ok()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(fs::metadata(beside(folder, "-wal")).unwrap().len() > 4_000, "{way}: a log was left");
    acknowledged
}

/// Copies a journal with its log to a folder of its own.
fn as_left(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["", "-wal", "-shm"] {
        fs::copy(beside(from, ending), beside(folder.path(), ending)).unwrap();
    }
    folder
}

/// What a copy holds when it is opened by itself.
fn alone(copy: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(copy, file(folder.path())).unwrap();
    open(folder.path()).dump().unwrap()
}

fn put_over(copy: &Path, folder: &Path, by_renaming: bool) {
    if by_renaming {
        let beside = folder.join("coming");
        fs::copy(copy, &beside).unwrap();
        fs::rename(beside, file(folder)).unwrap();
    } else {
        fs::copy(copy, file(folder)).unwrap();
    }
}

#[test]
fn the_log_of_a_killed_program_is_set_aside_from_a_copy_put_in_its_place() {
    let past = Past::new();
    let (folder, copies, _other) = past.all_copies();
    for (at, way) in WAYS.into_iter().enumerate() {
        killed(folder.path(), way);
        for (nth, (what, copy)) in copies.iter().enumerate() {
            let case = format!("{way}: {what}");
            let left = as_left(folder.path());
            let log = fs::read(beside(left.path(), "-wal")).unwrap();
            put_over(copy, left.path(), (at + nth) % 2 == 0);
            if nth % 3 == 0 {
                fs::remove_file(beside(left.path(), "-shm")).unwrap();
            }
            let to_write = nth % 4 != 1 || what.ends_with("unmarked");
            let journal = if to_write { open(left.path()) } else { read(left.path()) };
            let place = beside(left.path(), "-wal.set-aside-1");
            assert_eq!(fs::read(&place).ok(), Some(log), "{case}: kept");
            assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600, "{case}");
            assert!(journal.banner().unwrap().contains("journal.db-wal.set-aside-1"), "{case}: said");
            assert!(is_whole(&journal), "{case}: {:?}", journal.doctor().unwrap());
            assert_eq!(journal.dump().unwrap(), alone(copy), "{case}: what the copy holds");
            drop(journal);
            let again = open(left.path());
            assert_eq!(again.banner(), None, "{case}: said once");
            let doctor = again.doctor().unwrap();
            let named = doctor.iter().find(|check| check.name == "logs set aside").unwrap();
            assert!(named.detail.contains(&place.display().to_string()), "{case}: {named:?}");
        }
        // Where nothing was put in its place, the log is the journal's own.
        drop(open(folder.path()));
    }
}

#[test]
fn the_log_of_a_killed_program_stays_where_nothing_was_put_in_its_place() {
    for (way, marked) in WAYS.into_iter().flat_map(|way| [(way, true), (way, false)]) {
        let past = Past::new();
        if !marked {
            unmark(&file(past.path()));
        }
        let acknowledged = killed(past.path(), way);
        for without_index in [false, true] {
            let left = as_left(past.path());
            if without_index {
                fs::remove_file(beside(left.path(), "-shm")).unwrap();
            }
            for journal in [read(left.path()), open(left.path())] {
                assert_eq!((names(&journal).len(), journal.banner()), (acknowledged, None), "{way} {marked}");
                assert!(is_whole(&journal), "{way} {marked}");
            }
            assert!(!beside(left.path(), "-wal.set-aside-1").exists(), "{way} {marked}");
        }
        for (what, copy) in past.copies.iter().filter(|_| !marked) {
            let left = as_left(past.path());
            put_over(copy, left.path(), false);
            assert_eq!(open(left.path()).dump().unwrap(), alone(copy), "{way}: {what}");
        }
    }
}

/// Takes away what an older etude did not write.
fn unmark(journal: &Path) {
    let conn = Connection::open(journal).unwrap();
    conn.execute_batch("DROP TABLE file_state").unwrap();
    conn.close().unwrap();
}

/// Writes as an etude did that marked nothing, and leaves its log behind.
fn unmarked(folder: &Path, rows: usize) -> tempfile::TempDir {
    let conn = Connection::open(file(folder)).unwrap();
    conn.execute_batch("DROP TABLE IF EXISTS file_state").unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    for row in 0..rows {
        let sql =
            "INSERT INTO area (id, created_at, created_offset, name, horizon, why, vision, reality, approach)
                   VALUES ((SELECT max(id) + 1 FROM area), 1, 0, ?, 'current', ?, '', '', 'structured')";
        conn.execute(sql, [format!("unmarked {row}"), "word ".repeat(800)]).unwrap();
    }
    as_left(folder)
}

#[test]
fn a_log_of_an_etude_that_marked_nothing_is_told_apart_as_well() {
    for rows in [1, 30] {
        let past = Past::new();
        let (folder, copies, _other) = past.all_copies();
        let left = unmarked(folder.path(), rows);
        assert_eq!(names(&open(left.path())).len(), 9 + rows, "its own log stays");
        assert!(!beside(left.path(), "-wal.set-aside-1").exists());
        for (nth, (what, copy)) in copies.iter().enumerate() {
            let left = unmarked(folder.path(), rows);
            put_over(copy, left.path(), nth % 2 == 0);
            let journal = open(left.path());
            assert!(beside(left.path(), "-wal.set-aside-1").exists(), "{what}");
            assert!(is_whole(&journal), "{what}");
            assert_eq!(journal.dump().unwrap(), alone(copy), "{what}");
        }
    }
}

#[test]
fn a_second_log_is_set_aside_beside_the_first() {
    let past = Past::new();
    for number in 1..4 {
        killed(past.path(), "once");
        put_over(&past.copies[1].1, past.path(), false);
        let banner = open(past.path()).banner().unwrap().to_owned();
        assert!(banner.contains(&format!("journal.db-wal.set-aside-{number}")), "{banner}");
    }
    assert!((1..4).all(|number| beside(past.path(), &format!("-wal.set-aside-{number}")).exists()));
}

#[test]
fn a_log_that_others_use_is_left_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    add(&mut journal, "kept", 10);
    for journal in [read(folder.path()), open(folder.path())] {
        assert_eq!((names(&journal), journal.banner()), (vec!["kept".to_owned()], None));
    }
    add(&mut journal, "kept, too", 10);
    assert_eq!(names(&read(folder.path())).len(), 2);
}

#[test]
fn the_command_line_says_it_whether_it_reads_or_writes() {
    let past = Past::new();
    for args in [&["area", "list", "--quiet"][..], &["area", "add", "New"]] {
        killed(past.path(), "often");
        put_over(&past.copies[1].1, past.path(), false);
        let run = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_etude"));
            command.args(args).env_clear().env("HOME", past.path()).env("ETUDE_DB", file(past.path()));
            command.output().unwrap()
        };
        let said = String::from_utf8(run().stderr).unwrap();
        assert!(
            said.starts_with("a log from another file was set aside, unread: journal.db-wal.set-aside-"),
            "{said}"
        );
        assert!(!String::from_utf8(run().stderr).unwrap().contains("set aside"));
    }
}
