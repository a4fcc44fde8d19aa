//! `etude backup`: made, listed, checked, restored; and what a restore leaves when it is cut off.

use std::fs;
use std::path::PathBuf;

use crate::home::Home;
use crate::prompts::at_a_terminal;
use etude::journal::{Journal, Options};

fn folder(home: &Home) -> PathBuf {
    home.journal().with_file_name("backups")
}

fn areas(home: &Home) -> Vec<String> {
    let areas = home.json(&["area", "list"]);
    areas.as_array().unwrap().iter().map(|area| area["name"].as_str().unwrap().to_owned()).collect()
}

/// A home whose journal holds one area more than its backup.
fn home() -> (Home, PathBuf) {
    let home = Home::with_skill();
    let made = home.json(&["backup", "create"]);
    home.ok(&["area", "add", "Speech"]);
    (home, PathBuf::from(made["path"].as_str().unwrap()))
}

#[test]
fn backups_are_made_listed_and_checked() {
    let (home, made) = home();
    let list = home.json(&["backup", "list"]);
    assert_eq!(list[0]["path"], made.to_str().unwrap(), "the newest first");
    assert_eq!(list[0]["bytes"], fs::metadata(&made).unwrap().len());
    assert!(list[0]["made_at"].as_str().unwrap().ends_with("+00:00") && list[0]["kept"] == false, "{list}");
    assert!(home.ok(&["backup", "list"]).starts_with("made "));
    let checked = home.json(&["backup", "verify"]);
    assert_eq!((&checked["ok"], &checked["counts"]["area"]), (&true.into(), &1.into()));
    assert!(home.ok(&["backup", "verify", "last"]).contains("is whole: schema"));
    // The first, made by itself, by its name alone.
    let first = home.json(&["backup", "list"])[1]["path"].as_str().unwrap().to_owned();
    let name = PathBuf::from(first).file_name().unwrap().to_str().unwrap().to_owned();
    home.ok(&["backup", "verify", &name]);
}

#[test]
fn what_is_wrong_with_a_backup_is_said_and_nothing_is_changed() {
    let (home, made) = home();
    let mut bytes = fs::read(&made).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    for (name, content) in [("half.db", &bytes[..]), ("text.db", b"not a journal"), ("empty.db", b"")] {
        let file = home.path().join(name);
        fs::write(&file, content).unwrap();
        let file = file.to_str().unwrap();
        let checked = home.run(&["backup", "verify", file]);
        assert!(checked.code == Some(3) && checked.out.contains("is not whole"), "{checked:?}");
        let said = home.fails(3, &["backup", "restore", file, "--yes"]);
        assert!(said.contains("nothing was changed"), "{said}");
    }
    assert_eq!(home.run(&["backup", "restore", "no.db", "--yes"]).code, Some(1));
    assert_eq!(home.run(&["backup", "restore", "last"]).code, Some(2), "a script has to mean it");
    assert_eq!(home.run(&["backup", "restore", home.journal().to_str().unwrap(), "--yes"]).code, Some(3));
    assert_eq!(areas(&home).len(), 2);
    assert!(!folder(&home).join("before-restore-1.db").exists());
}

#[test]
fn a_restore_goes_back_and_back_again() {
    let (home, made) = home();
    let said = home.ok(&["backup", "restore", "last", "--yes"]);
    assert!(said.contains(&*made.to_string_lossy()) && said.contains("1 area, 1 skill"), "{said}");
    assert_eq!(areas(&home), ["Jazz piano"]);
    home.doctor_is_content();
    assert!(home.ok(&["backup", "list"]).contains("kept by a restore"));
    let back = home.json(&["backup", "restore", "before-restore-1.db", "--yes"]);
    assert!(back["kept"].as_str().unwrap().ends_with("before-restore-2.db"), "{back}");
    assert_eq!(areas(&home).len(), 2);
    home.ok(&["area", "add", "Code"]);
    home.doctor_is_content();
}

#[test]
fn a_restore_works_where_the_journal_is_gone_empty_or_damaged() {
    for damage in ["gone", "empty", "damaged", "foreign"] {
        let (home, _) = home();
        match damage {
            "gone" => fs::remove_file(home.journal()).unwrap(),
            "empty" => fs::write(home.journal(), b"").unwrap(),
            "foreign" => fs::write(home.journal(), b"something else").unwrap(),
            _ => {
                let bytes = fs::read(home.journal()).unwrap();
                fs::write(home.journal(), &bytes[..bytes.len() / 3]).unwrap();
            }
        }
        if damage == "gone" {
            let said = home.fails(3, &["area", "list"]);
            assert!(said.contains("etude backup restore last"), "{said}");
        }
        home.ok(&["backup", "restore", "last", "--yes"]);
        assert_eq!(areas(&home), ["Jazz piano"], "{damage}");
        assert_eq!(folder(&home).join("before-restore-1.db").exists(), damage != "gone");
        home.doctor_is_content();
    }
}

#[test]
fn a_restore_refuses_while_another_program_has_the_journal_open() {
    let (home, _) = home();
    let options = Options::in_folder(home.journal().parent().unwrap(), "test");
    let clock = etude::clock::FixedClock::at(1_795_161_600_000);
    let journal = Journal::open(options, Box::new(clock)).unwrap();
    let said = home.fails(3, &["backup", "restore", "last", "--yes"]);
    assert!(said.contains("another program has") && said.contains("nothing was changed"), "{said}");
    drop(journal);
    home.ok(&["backup", "restore", "last", "--yes"]);
}

#[test]
fn the_log_of_a_killed_program_is_kept_with_the_journal_it_belongs_to() {
    let (home, made) = home();
    // What a killed program leaves: the file and its log, as they are while it runs.
    let options = Options::in_folder(home.journal().parent().unwrap(), "test");
    let clock = etude::clock::FixedClock::at(1_795_161_600_000);
    let mut journal = Journal::open(options, Box::new(clock)).unwrap();
    let area = etude::domain::area::Area::named("Killed");
    journal.apply(etude::domain::change::Change::add(area)).unwrap();
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", home.journal().display()));
    let left: Vec<Vec<u8>> = ["", "-wal"].iter().map(|ending| fs::read(beside(ending)).unwrap()).collect();
    drop(journal);
    for (ending, bytes) in ["", "-wal"].iter().zip(&left) {
        fs::write(beside(ending), bytes).unwrap();
    }
    home.ok(&["backup", "restore", made.to_str().unwrap(), "--yes"]);
    assert_eq!(areas(&home), ["Jazz piano"]);
    let checked = home.json(&["backup", "verify", "before-restore-1.db"]);
    assert_eq!(checked["counts"]["area"], 3, "with what was only in the log");
    home.ok(&["backup", "restore", "before-restore-1.db", "--yes"]);
    assert_eq!(areas(&home).len(), 3);
    home.doctor_is_content();
}

#[test]
fn a_restore_that_is_killed_leaves_one_journal_or_the_other() {
    let (home, made) = home();
    let restore =
        || home.etude().args(["backup", "restore", made.to_str().unwrap(), "--yes"]).spawn().unwrap();
    // How long one takes, in looks at whether it has ended: without a clock.
    let mut whole = 0;
    let mut child = restore();
    while child.try_wait().unwrap().is_none() {
        whole += 1;
    }
    home.ok(&["area", "add", "Speech"]);
    let (mut before, mut after) = (0, 0);
    for round in 0..40 {
        let mut child = restore();
        for _ in 0..whole / 30 * round {
            if child.try_wait().unwrap().is_some() {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        match areas(&home).len() {
            1 => {
                after += 1;
                home.ok(&["area", "add", "Speech"]);
            }
            2 => before += 1,
            other => panic!("{other} areas"),
        }
        home.doctor_is_content();
    }
    assert!(before > 0 && after > 0, "{before} were cut off before it, {after} after it");
}

#[test]
fn on_a_terminal_it_is_asked_first() {
    let (home, _) = home();
    for (answer, left) in [("no\r", 2), ("yes\r", 1)] {
        let mut pty = at_a_terminal(&home, &["backup", "restore", "last"]);
        pty.until("(yes, no)");
        pty.send(answer.as_bytes());
        pty.ended();
        assert_eq!(areas(&home).len(), left);
    }
}
