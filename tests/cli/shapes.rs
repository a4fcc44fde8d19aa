//! The shapes of JSON answers, with a journal and without one.

use crate::home::Home;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn on_no_journal_reading_verbs_answer_and_create_nothing() {
    let home = Home::new();
    for args in [
        &["sessions"][..],
        &["area", "list"],
        &["skill", "list"],
        &["drill", "list"],
        &["measure", "list"],
        &["person", "list"],
        &["plan", "list"],
        &["history"],
        &["search", "anything"],
    ] {
        assert_eq!(home.json(args), json!([]), "{args:?}");
        assert_eq!(home.ok(args), "", "{args:?}");
    }
    assert_eq!(home.json(&["status"])["running"], false);
    assert_eq!(home.json(&["today"])["sessions"], json!([]));
    assert_eq!(home.json(&["doctor"]), json!({"ok": true, "checks": []}));
    home.ok(&["status"]);
    home.ok(&["today"]);
    home.ok(&["doctor"]);
    home.ok(&["config", "path"]);
    home.ok(&["config", "show"]);
    home.ok(&["config", "check"]);
    for args in [
        &["stop"][..],
        &["start"],
        &["start", "x"],
        &["hit"],
        &["undo"],
        &["log", "x", "5m"],
        &["session", "show"],
    ] {
        home.fails(1, args);
    }
    home.fails(2, &["start", "x", "--create"]);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "nothing was created");
}

#[test]
fn status_has_every_key_whether_it_runs_or_not() {
    let home = Home::with_skill();
    let idle = home.json(&["status"]);
    home.ok(&["start", "guide", "-m", "10"]);
    let running = home.json(&["status"]);
    assert_eq!(keys(&idle), keys(&running));
    for key in
        ["running", "state", "skill", "elapsed_seconds", "remaining_seconds", "session_id", "started_at"]
    {
        assert!(!running[key].is_null(), "{key}");
        assert!(key == "running" || idle[key].is_null(), "{key}");
    }
    assert!(running["session_id"].is_string());
}

#[test]
fn sessions_have_every_key_and_absent_values_are_null() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "10m"]);
    home.ok(&["start", "guide"]);
    let sessions = home.json(&["sessions"]);
    assert_eq!(keys(&sessions[0]), keys(&sessions[1]));
    for key in [
        "id",
        "skill",
        "areas",
        "drill",
        "mode",
        "state",
        "intention",
        "criterion",
        "started_at",
        "ended_at",
        "day",
        "practised_seconds",
        "unresolved_seconds",
        "planned_seconds",
        "hits",
        "misses",
        "challenge",
        "skill_level",
        "worked",
        "didnt",
        "next_focus",
        "notes",
        "context",
        "ai_use",
        "private",
        "person",
        "late",
        "dial",
        "prediction",
    ] {
        assert!(sessions[0].get(key).is_some(), "{key}");
    }
    assert_eq!((&sessions[0]["state"], &sessions[1]["state"]), (&"running".into(), &"closed".into()));
    assert!(sessions[0]["ended_at"].is_null() && sessions[0]["intention"].is_null());
    assert_eq!(sessions[0]["id"].as_str().unwrap().len(), 13);
    assert_eq!(sessions[0]["areas"], json!(["Jazz piano"]));
}

#[test]
fn what_is_found_has_every_key_and_is_shown_with_its_words() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "10m", "--note", "left \u{1b}[31m hand comes early", "--worked", "LÉFT alone"]);
    let found = home.json(&["search", "left"]);
    let all = ["kind", "id", "at", "skill", "session_id", "feedback_id", "text", "snippet"];
    assert_eq!((keys(&found[0]), keys(&found[1])), (all.to_vec(), all.to_vec()));
    assert_eq!((&found[0]["kind"], &found[1]["kind"]), (&"note".into(), &"session".into()));
    assert_eq!((&found[0]["session_id"], &found[1]["text"]), (&found[1]["id"], &"LÉFT alone".into()));
    assert_eq!((&found[0]["skill"], &found[0]["feedback_id"]), (&"Guide tones".into(), &Value::Null));
    assert_eq!(home.json(&["search", "left", "--kind", "session"])[0], found[1]);
    assert_eq!(home.json(&["search", "left", "--limit", "1"]).as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["search", "left", "right"]), json!([]));
    let lines = home.ok(&["search", "hand", "ear"]);
    assert!(lines.contains("left ␛[31m hand comes early") && !lines.contains('\u{1b}'), "{lines}");
    assert_eq!(home.ok(&["search", "NEAR(", "\"", "*"]), "");
    home.ok(&["feedback", "add", "left too early", "--from", "Ada", "--theme", "rushing"]);
    let lines = home.ok(&["search", "early", "--kind", "feedback"]);
    assert!(lines.contains("left too early · ") && lines.contains(" · rushing"), "{lines}");
    assert_eq!(lines.matches("Ada").count(), 1, "{lines}");
    home.fails(2, &["search"]);
    home.fails(2, &["search", "x", "--kind", "nothing"]);
}

#[test]
fn times_carry_the_offset_that_was_in_force() {
    let home = Home::with_skill();
    let ran = home
        .etude()
        .env("TZ", "Asia/Kolkata")
        .args(["log", "guide", "10m", "--at", "2025-03-01 10:00"])
        .output();
    assert!(ran.unwrap().status.success());
    let session = &home.json(&["sessions"])[0];
    assert_eq!(
        (&session["started_at"], &session["day"]),
        (&"2025-03-01T10:00:00+05:30".into(), &"2025-03-01".into())
    );
}

#[test]
fn a_change_answers_in_json_too() {
    let home = Home::new();
    let did = home.json(&["area", "add", "Jazz"]);
    assert_eq!(keys(&did), ["done", "operation", "id", "notices"]);
    assert_eq!(did["done"], "add area Jazz");
    assert_eq!(home.json(&["area", "list"])[0]["id"], did["id"]);
}

#[test]
fn machine_output_knows_no_locale() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "10m", "--at", "2025-03-01 10:00", "--note", "naïve 日本"]);
    let plain = home.ok(&["sessions", "--json"]);
    for locale in ["C", "POSIX", "tr_TR.UTF-8", "xx_XX", "ar_EG"] {
        let out =
            home.etude().env("LC_ALL", locale).env("LANG", locale).args(["sessions", "--json"]).output();
        assert_eq!(String::from_utf8(out.unwrap().stdout).unwrap(), plain, "{locale}");
    }
    assert!(plain.contains("naïve 日本"));
}

#[test]
fn doctor_says_what_it_checked_and_fails_with_three() {
    let home = Home::with_skill();
    let doctor = home.json(&["doctor"]);
    assert_eq!(keys(&doctor["checks"][0]), ["name", "ok", "detail"]);
    assert!(home.ok(&["doctor"]).contains("integrity"));
    std::fs::set_permissions(home.journal(), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let ran = home.run(&["doctor", "--json"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.out.starts_with("{\"ok\":false"));
    std::fs::write(home.journal(), "no journal at all").unwrap();
    let ran = home.run(&["doctor", "--json"]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.out.contains("\"open\""), "{ran:?}");
    home.fails(3, &["sessions"]);
}
