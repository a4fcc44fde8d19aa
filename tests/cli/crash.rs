//! A bug is one sentence and a crash file; neither the journal nor what was typed stands in the file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::home::Home;
use rusqlite::Connection;

const CANARY: &str = "écanary";

fn crashes(home: &Home) -> Vec<PathBuf> {
    let folder = home.path().join(".local/state/etude/crashes");
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

fn says_nothing_of_the_journal(home: &Home) {
    for path in crashes(home) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.to_lowercase().contains("canary"), "{text}");
        assert!(!text.contains(&*home.path().to_string_lossy()), "no name of a file of theirs: {text}");
        assert!(text.starts_with("etude 0.") && text.contains("SQLite 3."), "{text}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

fn with_canaries() -> Home {
    let home = Home::with_skill();
    home.ok(&["area", "add", CANARY]);
    home.ok(&["skill", "add", "Canary song", "--area", CANARY]);
    home
}

#[test]
fn a_panic_is_one_sentence_and_a_file_without_a_word_of_the_journal() {
    let home = with_canaries();
    let mut crash = home.etude();
    crash.args(["skill", "show", "Canary song"]).env("ETUDE_TEST_PANIC", CANARY);
    for n in 1..8 {
        let ran: crate::home::Ran = crash.output().unwrap().into();
        assert_eq!((ran.code, ran.err.lines().count()), (Some(101), 1), "{ran:?}");
        assert!(ran.err.starts_with("etude: this is a bug in etude (src/cli/crash.rs:"), "{ran:?}");
        assert!(ran.err.contains(&format!("crashes/crash-{n}.txt")), "{ran:?}");
        assert_eq!(crashes(&home).len(), n.min(5), "a handful");
    }
    says_nothing_of_the_journal(&home);
    let text = fs::read_to_string(&crashes(&home)[0]).unwrap();
    assert!(
        text.contains("a panic in the thread main at src/cli/crash.rs:") && text.contains("crash_if_asked"),
        "{text}"
    );
    let whole: crate::home::Ran = crash.env("RUST_BACKTRACE", "1").output().unwrap().into();
    assert!(whole.err.lines().count() > 5, "the report for those who ask: {whole:?}");
}

#[test]
fn an_error_that_nobody_foresaw_is_kept_as_well() {
    let home = with_canaries();
    let conn = Connection::open(home.journal()).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; ALTER TABLE skill RENAME COLUMN why TO canary").unwrap();
    conn.close().unwrap();
    let said = home.fails(3, &["skill", "show", "Canary song"]);
    assert!(said.contains("hint: this is a bug in etude") && said.contains("crash-1.txt"), "{said}");
    let text = fs::read_to_string(&crashes(&home)[0]).unwrap();
    assert!(text.contains("an error: SQLite's error 1") && text.contains("(src/store/"), "{text}");
    says_nothing_of_the_journal(&home);
    let chain = home.run(&["skill", "show", "Canary song", "--verbose"]);
    assert!(chain.err.contains("1: SQLite's error 1"), "{chain:?}");
}

#[test]
fn an_error_that_is_the_users_stays_a_sentence_and_leaves_no_file() {
    let home = with_canaries();
    assert!(home.fails(1, &["skill", "show", "Nothing of that name"]).lines().count() < 3);
    assert_eq!(crashes(&home), Vec::<PathBuf>::new());
}
