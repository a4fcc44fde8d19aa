//! Sessions that are over: log, sessions, session, undo, today.

use crate::home::Home;
use serde_json::json;

#[test]
fn a_session_written_down_late() {
    let home = Home::with_skill();
    home.ok(&[
        "log",
        "guide",
        "45m",
        "--at",
        "yesterday 18:00",
        "--hits",
        "12",
        "--misses",
        "3",
        "--note",
        "calm",
    ]);
    home.ok(&["log", "guide 3/5 20m"]);
    let sessions = home.json(&["sessions"]);
    assert_eq!((&sessions[1]["hits"], &sessions[1]["late"]), (&12.into(), &true.into()));
    assert!(sessions[1]["started_at"].as_str().unwrap().ends_with("T18:00:00+00:00"));
    assert_eq!(sessions[1]["practised_seconds"], 2700);
    assert_eq!((&sessions[0]["hits"], &sessions[0]["misses"]), (&3.into(), &2.into()));
    assert!(home.fails(1, &["log", "guide", "45m", "--at", "in 1h"]).contains("future"));
    home.fails(2, &["log", "guide"]);
    home.fails(2, &["log", "guide", "5/6", "20m", "--hits", "3"]);
}

#[test]
fn last_is_what_was_added_last_whenever_it_was() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "20m", "--at", "yesterday 18:00"]);
    home.ok(&["log", "guide", "45m", "--at", "2025-03-01 10:00"]);
    assert_eq!(home.json(&["session", "show", "last"])["day"], "2025-03-01");
    home.ok(&["session", "delete", "last", "-y"]);
    assert_eq!(home.json(&["session", "show", "last"])["practised_seconds"], 1200);
    assert!(home.fails(1, &["feedback", "show", "last"]).contains("there is no feedback yet"));
}

#[test]
fn an_overlap_is_allowed_said_and_no_fault() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "45m", "--at", "yesterday 18:00"]);
    let ran = home.run(&["log", "guide", "45m", "--at", "yesterday 18:10"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("overlaps"), "{ran:?}");
    home.doctor_is_content();
}

#[test]
fn sessions_are_filtered() {
    let home = Home::with_skill();
    home.ok(&["area", "add", "Spanish"]);
    home.ok(&["skill", "add", "Rolled r", "--area", "Spanish"]);
    home.ok(&["log", "guide", "10m", "--at", "2025-03-01 10:00"]);
    home.ok(&["log", "rolled", "20m", "--at", "2025-03-02 10:00"]);
    home.ok(&["log", "guide", "30m", "--at", "2025-03-03 10:00"]);
    let count = |args: &[&str]| home.json(args).as_array().unwrap().len();
    assert_eq!(count(&["sessions"]), 3);
    assert_eq!(count(&["sessions", "--skill", "guide"]), 2);
    assert_eq!(count(&["sessions", "--area", "spanish"]), 1);
    assert_eq!(count(&["sessions", "--from", "2025-03-02"]), 2);
    assert_eq!(count(&["sessions", "--from", "2025-03-02", "--to", "2025-03-02"]), 1);
    assert_eq!(count(&["sessions", "--limit", "1"]), 1);
    assert_eq!(home.json(&["sessions", "--limit", "1"])[0]["practised_seconds"], 1800, "newest first");
    let out = home.ok(&["sessions", "--json"]);
    assert_eq!(out.lines().count(), 5, "one object a line: {out}");
    assert!(home.ok(&["sessions"]).contains("Rolled r"));
    home.fails(1, &["sessions", "--skill", "nothing like it"]);
    home.fails(2, &["sessions", "--from", "someday"]);
}

#[test]
fn a_session_is_edited_split_moved_deleted_and_brought_back() {
    let home = Home::with_skill();
    home.ok(&["skill", "add", "Voicings", "--area", "jazz"]);
    home.ok(&["log", "guide", "1h", "--at", "2025-03-01 10:00"]);
    home.ok(&[
        "session",
        "edit",
        "last",
        "--intention",
        "slow",
        "--worked",
        "yes",
        "--challenge",
        "4",
        "--mode",
        "observe",
        "--with",
        "Barry",
        "--saw",
        "thumbs",
        "--copy",
        "left hand",
        "--ai",
        "coach",
        "--private",
        "--planned",
        "50m",
    ]);
    let session = home.json(&["session", "show", "last"]);
    assert_eq!((&session["person"], &session["saw"]), (&"Barry".into(), &"thumbs".into()));
    assert_eq!((&session["mode"], &session["private"]), (&"observe".into(), &true.into()));
    assert_eq!((&session["ai_use"], &session["planned_seconds"]), (&"coach".into(), &3000.into()));
    assert_eq!(home.json(&["person", "list"])[0]["role"], "master");
    home.ok(&[
        "session",
        "edit",
        "last",
        "--challenge",
        "none",
        "--public",
        "--worked",
        "",
        "--planned",
        "none",
    ]);
    let session = home.json(&["session", "show", "last"]);
    assert!(
        session["challenge"].is_null() && session["worked"].is_null() && session["planned_seconds"].is_null()
    );
    assert_eq!(session["private"], false);
    home.fails(2, &["session", "edit", "last"]);
    home.fails(2, &["session", "edit", "last", "--challenge", "9"]);
    home.ok(&["session", "split", "last", "--at", "2025-03-01 10:20"]);
    let lengths: Vec<i64> = home
        .json(&["sessions"])
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["practised_seconds"].as_i64().unwrap())
        .collect();
    assert_eq!(lengths, [2400, 1200]);
    home.ok(&["session", "move", "last", "--skill", "voicings", "--at", "2025-04-01 10:00"]);
    assert_eq!(home.json(&["sessions"])[0]["skill"], "Voicings");
    let id = home.json(&["sessions"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["session", "delete", &id[id.len() - 6..]]);
    assert_eq!(home.json(&["sessions"]).as_array().unwrap().len(), 1);
    assert!(home.ok(&["undo"]).starts_with("undone: delete session on Voicings"));
    assert_eq!(home.json(&["sessions"]).as_array().unwrap().len(), 2);
    assert!(home.ok(&["redo"]).contains("delete session"));
    home.fails(1, &["session", "show", "ZZZZ"]);
    home.fails(2, &["session", "show", "?"]);
    home.doctor_is_content();
}

#[test]
fn notes_are_put_into_other_words() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "10m", "--note", "frist"]);
    home.ok(&["note", "--session", "last", "second"]);
    let notes = home.json(&["session", "show", "last"])["note_entries"].clone();
    home.ok(&["session", "edit-note", notes[0]["id"].as_str().unwrap(), "first"]);
    home.ok(&["session", "edit-note", notes[1]["id"].as_str().unwrap(), ""]);
    assert_eq!(home.json(&["sessions"])[0]["notes"], json!(["first"]));
}

#[test]
fn what_was_undone_is_said_with_whom_and_when() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "10m"]);
    let said = home.ok(&["undo"]);
    assert!(said.starts_with("undone: log 10 m of Guide tones (cli, 20"), "{said}");
    let history = home.json(&["history"]);
    assert_eq!((&history[0]["kind"], &history[1]["undoable"]), (&"undo".into(), &false.into()));
    assert_eq!(history[1]["undone_by"], history[0]["id"]);
    let first = history.as_array().unwrap().last().unwrap();
    let said = home.fails(1, &["undo", first["id"].as_str().unwrap()]);
    assert!(said.contains("cannot be undone"), "{said}");
    home.fails(2, &["undo", "!"]);
    assert_eq!(home.ok(&["history", "--limit", "1"]).lines().count(), 2);
}

#[test]
fn a_plan_prefills_the_start_and_is_done_with_it() {
    let home = Home::with_skill();
    home.ok(&[
        "plan", "add", "guide", "--at", "18:00", "-m", "35", "-i", "thirds", "--if", "coffee", "--then",
        "play",
    ]);
    let today = home.json(&["today"]);
    assert_eq!(
        (&today["plans"][0]["at"], &today["plans"][0]["planned_seconds"]),
        (&"18:00".into(), &2100.into())
    );
    assert!(home.ok(&["today"]).contains("if coffee"));
    home.ok(&["start"]);
    let status = home.json(&["status"]);
    assert_eq!((&status["intention"], &status["planned_seconds"]), (&"thirds".into(), &2100.into()));
    let today = home.json(&["today"]);
    assert_eq!(today["plans"], json!([]));
    assert_eq!(today["sessions"][0]["state"], "running");
    assert_eq!(home.json(&["plan", "list"])[0]["days"][0]["fate"], "done");
}

#[test]
fn a_moved_plan_whose_day_has_passed_can_still_be_moved() {
    let home = Home::with_skill();
    home.ok(&["plan", "add", "guide", "--on", "5 days ago"]);
    let id = home.json(&["plan", "list", "--all"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["plan", "move", &id, "--on", "5 days ago", "--to", "yesterday"]);
    home.ok(&["plan", "move", &id, "--to", "today"]);
    assert_eq!(home.json(&["today"])["plans"].as_array().unwrap().len(), 1);
}
