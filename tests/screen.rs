//! The real program in a real terminal: the first run, the ritual, signals, kills, and two programs on one journal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the whole file is a test")]

#[path = "support/pty.rs"]
mod pty;

use std::path::Path;
use std::process::{Command, Stdio};

use pty::Pty;

const ETUDE: &str = env!("CARGO_BIN_EXE_etude");

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Every place of the program lies in the test's own folder.
fn places(home: &Path) -> Vec<(&'static str, String)> {
    let at = |sub: &str| home.join(sub).display().to_string();
    vec![
        ("HOME", at("")),
        ("XDG_DATA_HOME", at("data")),
        ("XDG_CONFIG_HOME", at("config")),
        ("XDG_STATE_HOME", at("state")),
        ("ETUDE_DB", String::new()),
        ("TZ", "UTC".to_owned()),
    ]
}

fn open(home: &Path) -> Pty {
    let places = places(home);
    let env: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Pty::start(&[ETUDE], &env)
}

fn cli(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(ETUDE);
    command.args(args).envs(places(home)).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

fn json(home: &Path, args: &[&str]) -> serde_json::Value {
    let output = cli(home, args).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_sound(home: &Path) {
    let verdict = json(home, &["doctor", "--json"]);
    assert_eq!(verdict["ok"], true, "{verdict}");
}

/// A line as a hand types it: Enter comes after the words stand there, else all of it would be a paste.
fn write(pty: &mut Pty, line: &str) {
    pty.send(line.as_bytes());
    pty.until(line);
    pty.send(b"\r");
}

/// An area, a skill, and the running session, as a newcomer makes them.
fn first_run(pty: &mut Pty) {
    pty.until("What do you want to get better at?");
    write(pty, "Jazz piano");
    pty.until("One skill in it");
    write(pty, "Guide tones");
    pty.until("How long is a session?");
    pty.send(b"\r");
    pty.until("intend");
    pty.send(b"\r");
    pty.until("playing");
}

#[test]
fn a_newcomer_practises_closes_and_finds_it_again() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    pty.send(b"jjf");
    pty.until("2/3");
    pty.send(b"e");
    pty.until("challenge");
    pty.send(b"43");
    write(&mut pty, "slow start");
    pty.send(b"\r");
    pty.until("the next intention");
    write(&mut pty, "sing the bass first");
    pty.until_that("the card to close", |pty| !pty.text().contains("challenge"));
    pty.send(b"q");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    let sessions = json(home.path(), &["sessions", "--json"]);
    let session = &sessions[0];
    assert_eq!(
        (&session["hits"], &session["misses"], &session["challenge"]),
        (&2.into(), &1.into(), &4.into())
    );
    assert_eq!(
        (&session["worked"], &session["next_focus"]),
        (&"slow start".into(), &"sing the bass first".into())
    );
    assert_eq!(session["state"], "closed");
    assert_sound(home.path());
}

#[test]
fn leaving_lets_the_clock_run_and_says_so() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    pty.send(b"q");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    assert!(pty.text().contains("runs on"), "{}", pty.text());
    assert_eq!(json(home.path(), &["status", "--json"])["running"], true);
    assert_eq!(json(home.path(), &["status", "--json"])["unresolved_seconds"], 0);
}

#[test]
fn signals_restore_the_terminal_and_are_told_by_the_exit_code() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let home = home();
        let mut pty = open(home.path());
        first_run(&mut pty);
        pty.signal(name);
        assert_eq!(pty.ended(), code, "{name}");
        pty.assert_restored();
        assert_sound(home.path());
    }
}

#[test]
fn screen_and_command_line_see_each_other() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    assert!(cli(home.path(), &["hit", "3"]).status().unwrap().success());
    pty.until("3/3");
    assert!(cli(home.path(), &["stop"]).status().unwrap().success());
    pty.until_that("the session to end", |pty| !pty.text().contains("playing"));
    pty.send(b"s");
    pty.until("intend");
    pty.send(b"\r");
    pty.until("playing");
    assert_eq!(json(home.path(), &["status", "--json"])["running"], true);
}

#[test]
fn a_dumb_terminal_and_no_terminal_are_refused_without_a_byte_of_escape() {
    let home = home();
    let output = cli(home.path(), &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(!home.path().join("data").exists(), "nothing may be made");
}

#[test]
fn another_writer_keeps_nobody_from_leaving_and_what_was_not_saved_is_said() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    let other = rusqlite::Connection::open(home.path().join("data/etude/journal.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    pty.send(b"j");
    pty.until("saving");
    pty.signal("TERM");
    // Waiting for the lock would outlast the patience of this test.
    assert_eq!(pty.ended(), 143);
    pty.assert_restored();
    assert!(pty.text().contains("could not be saved"), "{}", pty.text());
    other.execute_batch("ROLLBACK").unwrap();
    assert_sound(home.path());
}

#[test]
fn the_shell_is_reached_from_where_text_is_typed() {
    let home = home();
    let places = places(home.path());
    let env: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut pty = Pty::start(&["bash", "--norc", "--noprofile", "--noediting", "-i"], &env);
    pty.until("prompt>");
    pty.send(format!("{ETUDE}\n").as_bytes());
    pty.until("What do you want to get better at?");
    pty.send(b"Ja\x1a");
    pty.until("Stopped");
    pty.send(b"fg\n");
    pty.until("Ja");
    pty.send(b"zz\r");
    pty.until("One skill in it");
}

#[test]
fn text_that_comes_at_once_without_marks_runs_no_command_and_submits_nothing() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    let before = json(home.path(), &["history", "--json"]);
    // In the practice pane letters are commands: `q` leaves, `e` ends, `j` counts.
    let text = "just quit\rq\re\r".repeat(700);
    pty.send(text.as_bytes());
    pty.until("nothing was done");
    pty.send(b"n");
    pty.until("Enter keeps it");
    pty.send(b"the bass\rq\rfirst\r");
    pty.until("the bass q first");
    assert_eq!(json(home.path(), &["history", "--json"]), before);
    pty.send(b"\r");
    pty.until_that("the note to be kept", |pty| !pty.text().contains("Enter keeps it"));
    // What hands leave in a queue works as ever.
    pty.send("j".repeat(100).as_bytes());
    pty.until("100/100");
    pty.send(b"q");
    assert_eq!(pty.ended(), 0);
    assert_sound(home.path());
}

#[test]
fn a_note_that_waits_is_named_in_the_first_frames() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    pty.send(b"n");
    pty.until("Enter keeps it");
    pty.send(b"half a thought");
    pty.until("half a thought");
    pty.signal("TERM");
    assert_eq!(pty.ended(), 143);
    let mut pty = open(home.path());
    pty.until("is kept: “Note");
}

#[test]
fn the_first_frame_shows_the_list_from_its_top() {
    let home = home();
    for skill in 11..30 {
        let name = format!("Skill {skill}");
        let made =
            cli(home.path(), &["skill", "add", &name, "--area", "Organ", "--create"]).status().unwrap();
        assert!(made.success(), "{name}");
    }
    let mut pty = open(home.path());
    pty.until("▌  Skill 11");
    assert!(pty.text().contains("Organ"), "{}", pty.text());
}

#[test]
fn a_journal_that_is_taken_away_is_noticed_at_once() {
    let home = home();
    let mut pty = open(home.path());
    first_run(&mut pty);
    let journal = home.path().join("data/etude/journal.db");
    let away = home.path().join("away.db");
    std::fs::rename(&journal, &away).unwrap();
    pty.until("not saved");
    std::fs::rename(&away, &journal).unwrap();
    pty.until_that("saved again", |pty| !pty.text().contains("not saved"));
    pty.send(b"j");
    pty.until("1/1");
    std::fs::remove_file(&journal).unwrap();
    pty.until("not saved");
}

#[test]
fn a_theme_of_two_forms_asks_the_terminal_and_a_late_answer_types_nothing() {
    let home = home();
    let mut pty = open(home.path());
    pty.until("What do you want to get better at?");
    let asked = |pty: &Pty| pty.raw.windows(5).any(|window| window == b"\x1b]11;");
    assert!(!asked(&pty), "nobody asked for it");
    pty.send(b"\x03");
    drop(pty);
    std::fs::create_dir_all(home.path().join("config/etude")).unwrap();
    std::fs::write(home.path().join("config/etude/config.toml"), "theme = \"dusk\"\n").unwrap();
    let mut pty = open(home.path());
    pty.until("What do you want to get better at?");
    assert!(asked(&pty));
    let ground = |pty: &Pty| pty.screen.screen().cell(23, 79).map(vt100::Cell::bgcolor);
    let dark = ground(&pty);
    pty.send(b"\x1b]11;rgb:ffff/ff");
    pty.send(b"ff/ffff\x1b\\");
    pty.until_that("a light ground", |pty| ground(pty) != dark);
    write(&mut pty, "Music");
    pty.until("One skill in it");
    assert!(!pty.text().contains("ffff"), "{}", pty.text());
}

/// How often the kill tests kill; CI keeps it short, `ETUDE_KILLS=200` does it in earnest.
fn kills() -> usize {
    std::env::var("ETUDE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

#[test]
fn a_killed_screen_loses_nothing_it_has_shown() {
    let home = home();
    let mut shown_before = 0;
    for round in 0..kills() {
        let mut pty = open(home.path());
        if round == 0 {
            first_run(&mut pty);
        }
        // A screen that died leaves doubt, and that is asked first.
        pty.until_that("practice", |pty| pty.text().contains("playing"));
        if pty.text().contains("Time in doubt") {
            pty.send(b"k");
            pty.until_that("the card to go", |pty| !pty.text().contains("Time in doubt"));
        }
        let target = shown_before + 1 + round % 5;
        for _ in shown_before..target {
            pty.send(b"j");
        }
        pty.until(&format!("{target}/{target}"));
        pty.signal("KILL");
        pty.ended();
        let status = json(home.path(), &["status", "--json"]);
        assert_eq!(status["hits"], target, "shown is stored, exactly once");
        shown_before = target;
        assert_sound(home.path());
    }
}

#[test]
fn a_killed_command_line_keeps_exactly_what_it_acknowledged() {
    let home = home();
    let started = cli(home.path(), &["start", "Scales", "--create", "--area", "Music"]).status().unwrap();
    assert!(started.success());
    let mut acknowledged = 0;
    for round in 0..kills() * 3 {
        let mut child = cli(home.path(), &["hit"]).stdout(Stdio::null()).spawn().unwrap();
        // Kill at another point of its short life each time, without a clock: after so many polls.
        let mut done = None;
        for _ in 0..round * 400 {
            done = child.try_wait().unwrap();
            if done.is_some() {
                break;
            }
        }
        if done.is_none() {
            child.kill().unwrap();
            done = Some(child.wait().unwrap());
        }
        let before = acknowledged;
        let stored = json(home.path(), &["status", "--json"])["hits"].as_i64().unwrap();
        // Killed between the commit and the exit, it may be there; it is never there twice.
        let lowest = if done.is_some_and(|status| status.success()) { before + 1 } else { before };
        assert!((lowest..=before + 1).contains(&stored), "{stored} after {before}");
        acknowledged = stored;
    }
    assert_sound(home.path());
}

#[test]
fn six_processes_open_one_new_journal_at_once() {
    for _ in 0..3 {
        let home = home();
        let children: Vec<_> = (0..6)
            .map(|n| {
                cli(home.path(), &["area", "add", &format!("Area {n}")])
                    .stdout(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        assert_eq!(json(home.path(), &["area", "list", "--json"]).as_array().unwrap().len(), 6);
        assert_sound(home.path());
    }
}
