//! Evidence by command: kept with its file's hash, linked, drawn from, looked at again.

use crate::home::Home;
use crate::whistling::whistler;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_file_is_kept_by_its_place_and_its_hash() {
    let home = whistler();
    std::fs::write(home.path().join("take 3.flac"), b"abc").unwrap();
    let facts =
        ["--recording", "--context", "the pub", "--at", "2025-03-01 20:00", "--who", "Ada", "--for", "j3"];
    home.ok(&[&["evidence", "add", "note", "Take 3", "--file", "take 3.flac"][..], &facts].concat());
    let piece = home.json(&["evidence", "list"])[0].clone();
    let path = home.path().join("take 3.flac");
    for (key, value) in [
        ("subject", json!("Hit the note")),
        ("subject_kind", json!("skill")),
        ("kind", json!("artefact")),
        ("title", json!("Take 3")),
        ("file", json!(path.to_str().unwrap())),
        ("sha256", json!("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")),
        ("size", json!(3)),
        ("recording", json!(true)),
        ("context", json!("the pub")),
        ("day", json!("2025-03-01")),
        ("who", json!("Ada")),
        ("benchmarks", json!(["pitch.j3"])),
        ("link", Value::Null),
        ("private", json!(false)),
    ] {
        assert_eq!(piece[key], value, "{key}");
    }
    assert_eq!(piece, home.json(&["evidence", "show"]));
    assert!(home.ok(&["evidence", "list"]).contains("Take 3"));
    assert!(home.ok(&["evidence", "show"]).contains("shown for    pitch.j3"));
    assert_eq!(home.json(&["search", "take", "pub"])[0]["kind"], "evidence");

    let ran = home.run(&["evidence", "check"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), "every file is what it was\n"));
    std::fs::write(&path, b"abd").unwrap();
    let ran = home.run(&["evidence", "check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("changed ") && ran.out.contains("Take 3"), "{ran:?}");
    std::fs::remove_file(&path).unwrap();
    let ran = home.run(&["evidence", "check", "--json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &answer[0]["state"]), (Some(1), &json!("missing")));
    let doctor = home.ok(&["doctor"]);
    assert!(doctor.contains("1 files are missing or changed"), "{doctor}");
    home.doctor_is_content();
}

#[test]
fn what_is_no_file_is_refused_without_waiting() {
    let home = whistler();
    let pipe = home.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (file, said) in [
        ("pipe", "no ordinary file"),
        (".", "a folder"),
        ("/dev/zero", "no ordinary file"),
        ("none", "there is no file"),
    ] {
        let refused = home.fails(1, &["evidence", "add", "note", "x", "--file", file]);
        assert!(refused.contains(said), "{file}: {refused}");
    }
    assert_eq!(home.json(&["evidence", "list"]), json!([]));
}

#[test]
fn what_is_wrong_is_said() {
    let home = whistler();
    fn add(more: &[&'static str]) -> Vec<&'static str> {
        [&["evidence", "add", "note", "x"][..], more].concat()
    }
    assert!(home.fails(1, &add(&[])).contains("nothing to see in it yet"));
    let unknown = home.fails(1, &add(&["--text", "y", "--for", "zzz"]));
    assert!(unknown.contains("no benchmark “zzz”") && unknown.contains("pitch.j1"), "{unknown}");
    assert!(
        home.fails(1, &add(&["--text", "y", "--for", "j1", "--for", "j2", "--for", "j3"]))
            .contains("2 benchmarks")
    );
    assert!(home.fails(2, &["evidence", "add", "note"]).contains("the title is missing"));
    assert!(home.fails(2, &["evidence", "add", "a", "b", "--area", "c"]).contains("not both"));
    home.fails(2, &add(&["--kind", "rumour"]));
    home.fails(1, &add(&["--session", "last"]));
    home.fails(1, &["evidence", "show", "zzzz"]);
    home.fails(2, &["evidence", "show", "x"]);
}

#[test]
fn linked_edited_deleted() {
    let home = whistler();
    home.ok(&["log", "note", "20m", "--at", "2025-03-01 10:00"]);
    home.ok(&["evidence", "add", "note", "The lesson", "--session", "last"]);
    let ran = home.run(&["evidence", "link", "last", "pitch.j1"]);
    assert!(ran.err.contains("pitch.j1: Four of five notes, cold."), "{ran:?}");
    home.ok(&["evidence", "link", "last", "--for", "j2"]);
    home.fails(2, &["evidence", "link", "last"]);
    home.fails(2, &["evidence", "link", "last", "j3", "--for", "j3"]);
    assert_eq!(home.json(&["evidence", "show"])["benchmarks"], json!(["pitch.j1", "pitch.j2"]));
    assert_eq!(home.json(&["evidence", "show"])["kind"], "session");
    assert!(home.fails(1, &["evidence", "link", "last", "j2"]).contains("already"));
    assert!(home.fails(1, &["evidence", "link", "last", "j3"]).contains("2 benchmarks at most"));
    home.ok(&["evidence", "unlink", "last", "--for", "j1"]);
    assert!(home.fails(1, &["evidence", "unlink", "last", "j1"]).contains("it is shown for pitch.j2"));
    home.ok(&["evidence", "edit", "last", "--title", "Lesson 4", "--text", "with \u{202e}Ada", "--private"]);
    let piece = home.json(&["evidence", "list", "note", "--for", "pitch.j2", "--kind", "session"])[0].clone();
    assert_eq!((&piece["title"], &piece["private"]), (&json!("Lesson 4"), &json!(true)));
    assert!(!home.ok(&["evidence", "show"]).contains('\u{202e}'));
    assert!(home.ok(&["evidence", "list"]).contains("[private] Lesson 4"));
    home.fails(2, &["evidence", "edit", "last"]);
    assert!(home.fails(1, &["session", "delete", "last", "-y"]).contains("is evidence"));
    home.ok(&["evidence", "delete", "last"]);
    assert_eq!(home.json(&["evidence", "list"]), json!([]));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["evidence", "show"])["benchmarks"], json!(["pitch.j2"]));
}

#[test]
fn a_capstone_is_evidence_of_the_area() {
    let home = whistler();
    let add = [
        "evidence",
        "add",
        "--area",
        "whistling",
        "The concert",
        "--link",
        "https://x",
        "--for",
        "capstone.master",
    ];
    let told = home.run(&add).err;
    let said = "The concert does not count for capstone.master: it asks for recording (file), a statement by somebody";
    assert!(told.contains(said), "{told}");
    home.ok(&["evidence", "add", "note", "A note", "--text", "x"]);
    let rows = home.json(&["evidence", "list"]);
    let area = rows.as_array().unwrap().iter().find(|row| row["subject_kind"] == "area").unwrap();
    assert_eq!((&area["subject"], &area["benchmarks"]), (&json!("Whistling"), &json!(["capstone.master"])));
    assert_eq!(keys(&rows[0]), keys(&rows[1]));
    assert_eq!(home.json(&["evidence", "list", "--area", "whistling"]).as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["evidence", "list", "--limit", "1"]).as_array().unwrap().len(), 1);
}

#[test]
fn chance_draws_what_a_witness_is_shown() {
    let home = whistler();
    let items =
        ["--item", "Solar", "--item", "So What", "--item", "初段", "--item", "Blue", "--item", "Ruby"];
    home.ok(&[&["evidence", "add", "note", "Five tunes", "--for", "pitch.m1"][..], &items].concat());
    let standing = |home: &Home| home.json(&["stage", "show", "note"])["benchmarks"][4].clone();
    assert!(standing(&home)["missing"].as_str().unwrap().contains("drawn at random"));
    let drawn = home.ok(&["evidence", "draw", "last", "--who", "Ada"]);
    assert_eq!(drawn.lines().count(), 2, "as many as the benchmark asks for: {drawn}");
    let piece = home.json(&["evidence", "show"]);
    assert_eq!(piece["drawn"].as_array().unwrap().len(), 2);
    assert_eq!((&piece["who"], &standing(&home)["standing"]), (&json!("Ada"), &json!("met")));
    assert!(home.fails(1, &["evidence", "draw", "last"]).contains("drawn already"));
    assert_eq!(
        home.json(&["evidence", "draw", "last", "5", "--again"])["drawn"].as_array().unwrap().len(),
        5
    );
    assert!(home.fails(1, &["evidence", "draw", "last", "6", "--again"]).contains("the list has 5 items"));
    home.fails(2, &["evidence", "draw", "last", "0"]);
    home.ok(&["evidence", "add", "note", "No list", "--text", "x"]);
    assert!(home.fails(1, &["evidence", "draw", "last"]).contains("is no list"));
}

#[test]
fn what_can_never_count_is_said_when_it_is_shown_for_it() {
    let home = whistler();
    let told = |args: &[&str]| home.run(&[&["evidence", "add", "note", "Take 3"][..], args].concat()).err;
    let probe = told(&["--text", "In tune.", "--for", "j1"]);
    let said = "Take 3 does not count for pitch.j1: it asks for the last cold probe of 5 or more reps at 80 % or better, \
                and finds that among your records by itself";
    assert!(probe.contains(said), "{probe}");
    let form = told(&["--text", "In tune.", "--for", "j3", "--quiet"]);
    assert!(form.contains("Take 3 does not count for pitch.j3: it asks for 1 recording"), "{form}");
    let counts = told(&["--link", "https://x", "--recording", "--for", "j3"]);
    assert!(!counts.contains("does not count"), "{counts}");
    let edited = home.run(&["evidence", "edit", "last", "--for", "j2"]).err;
    assert!(edited.contains("does not count for pitch.j2"), "{edited}");
}
