//! The running session: start, reps, pause, stop, doubt.

use crate::home::Home;

#[test]
fn a_session_from_an_empty_folder() {
    let home = Home::new();
    let started = home.ok(&[
        "start",
        "Guide tones",
        "--create",
        "--area",
        "Jazz piano",
        "-m",
        "25",
        "-i",
        "even eighths",
    ]);
    assert_eq!(started, "started Guide tones · 25 m planned · “even eighths”\n");
    let again = home.fails(1, &["start", "Guide tones"]);
    assert!(again.contains("Guide tones is running already") && again.contains("--switch"), "{again}");
    home.ok(&["hit", "3"]);
    assert_eq!(home.ok(&["miss", "--tag", "rushed"]), "miss · 3/4\n");
    home.ok(&["note", "left", "hand", "late"]);
    home.ok(&["mark"]);
    assert!(home.ok(&["pause"]).starts_with("paused Guide tones"));
    assert_eq!(home.json(&["status"])["state"], "paused");
    assert_eq!(home.json(&["status"])["running"], true);
    home.ok(&["resume"]);
    home.ok(&[
        "stop",
        "--worked",
        "slow",
        "--didnt",
        "",
        "--next",
        "faster",
        "--challenge",
        "4",
        "--skill-level",
        "3",
    ]);
    let sessions = home.json(&["sessions"]);
    let session = &sessions[0];
    assert_eq!((&session["hits"], &session["misses"]), (&3.into(), &1.into()));
    assert_eq!(session["notes"], serde_json::json!(["left hand late"]));
    assert_eq!((&session["challenge"], &session["skill_level"]), (&4.into(), &3.into()));
    assert_eq!(session["didnt"], serde_json::Value::Null);
    // What was said at the end is the next intention, and the plan comes from last time.
    home.ok(&["start"]);
    let status = home.json(&["status"]);
    assert_eq!((&status["intention"], &status["planned_seconds"]), (&"faster".into(), &1500.into()));
    home.doctor_is_content();
}

#[test]
fn the_first_start_is_as_long_as_the_settings_say_unless_told_otherwise() {
    let home = Home::with_skill();
    home.config("default_minutes = 40\n");
    home.ok(&["start", "guide"]);
    assert_eq!(home.json(&["status"])["planned_seconds"], 2400);
    home.ok(&["cancel"]);
    home.ok(&["drill", "add", "Slow", "--skill", "guide", "--minutes", "10"]);
    home.ok(&["start", "guide", "--drill", "slow"]);
    assert_eq!(home.json(&["status"])["planned_seconds"], 600, "the drill knows better");
    home.ok(&["cancel"]);
    home.ok(&["start", "guide", "-m", "0"]);
    let status = home.json(&["status"]);
    assert!(status["planned_seconds"].is_null() && status["remaining_seconds"].is_null());
    home.ok(&["cancel"]);
    assert_eq!(home.json(&["status"])["running"], false);
    assert_eq!(home.json(&["sessions"]), serde_json::json!([]));
    assert_eq!(home.json(&["sessions", "--discarded"])[0]["state"], "discarded");
}

#[test]
fn an_unknown_skill_is_refused_with_what_was_meant() {
    let home = Home::with_skill();
    let said = home.fails(1, &["start", "Giude tones"]);
    assert!(said.contains("did you mean Guide tones?") && said.contains("--create"), "{said}");
    home.ok(&["start", "Guide", "--create"]);
    assert_eq!(home.json(&["status"])["skill"], "Guide", "--create takes the very name");
}

#[test]
fn one_session_gives_way_to_another_if_asked() {
    let home = Home::with_skill();
    home.ok(&["skill", "add", "Voicings", "--area", "jazz"]);
    home.ok(&["start", "guide", "--at", "10 min ago"]);
    home.ok(&["start", "voic", "--switch"]);
    let sessions = home.json(&["sessions"]);
    assert_eq!((&sessions[0]["skill"], &sessions[0]["state"]), (&"Voicings".into(), &"running".into()));
    assert_eq!((&sessions[1]["skill"], &sessions[1]["state"]), (&"Guide tones".into(), &"closed".into()));
    assert!((600..610).contains(&sessions[1]["practised_seconds"].as_i64().unwrap()));
}

#[test]
fn late_starts_and_stops() {
    let home = Home::with_skill();
    home.ok(&["start", "guide", "-m", "20", "--at", "30 min ago"]);
    let status = home.json(&["status"]);
    assert!((1800..1810).contains(&status["elapsed_seconds"].as_i64().unwrap()));
    assert!((-610..=-600).contains(&status["remaining_seconds"].as_i64().unwrap()), "over-time is negative");
    home.ok(&["stop", "--at", "10m ago"]);
    let practised = home.json(&["sessions"])[0]["practised_seconds"].as_i64().unwrap();
    assert!((1199..=1201).contains(&practised), "{practised}");
    assert!(home.fails(1, &["start", "guide", "--at", "in 2 hours"]).contains("still to come"));
    assert!(home.fails(2, &["start", "guide", "--at", "teatime"]).contains("not a time"));
    home.doctor_is_content();
}

#[test]
fn a_forgotten_stop_counts_and_says_how_to_trim_it() {
    let home = Home::with_skill();
    home.ok(&["start", "guide", "--at", "3h ago"]);
    let ran = home.run(&["stop"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("forgotten") && ran.err.contains("etude session edit"), "{ran:?}");
    assert!(home.json(&["sessions"])[0]["practised_seconds"].as_i64().unwrap() >= 3 * 3600);
    home.ok(&["session", "edit", "last", "--length", "25m"]);
    assert_eq!(home.json(&["sessions"])[0]["practised_seconds"], 1500);
    // With a sign of life, --gap trim goes back to it; with none there is nothing to go back to.
    home.ok(&["start", "guide", "--at", "3h ago"]);
    assert!(home.fails(1, &["stop", "--gap", "trim"]).contains("--length"));
    home.ok(&["stop", "--length", "40m"]);
    assert_eq!(home.json(&["sessions", "--limit", "1"])[0]["practised_seconds"], 2400);
}

#[test]
fn doubted_time_waits_for_an_answer() {
    for (answer, practised) in [("keep", 1800), ("trim", 0), ("discard", 0), ("5m", 300)] {
        let home = Home::with_skill();
        home.start_before_a_reboot();
        assert!(home.json(&["status"])["unresolved_seconds"].as_i64().unwrap() >= 1800);
        let ran = home.run(&["stop"]);
        assert!(ran.err.contains("in doubt") && ran.err.contains("etude session resolve"), "{ran:?}");
        assert!(ran.err.contains("started anew"), "{ran:?}");
        let session = &home.json(&["sessions"])[0];
        assert!(session["unresolved_seconds"].as_i64().unwrap() >= 1800);
        assert_eq!(session["practised_seconds"], 0);
        home.ok(&["session", "resolve", "last", answer]);
        let session = &home.json(&["sessions"])[0];
        let found = session["practised_seconds"].as_i64().unwrap();
        assert!((practised..practised + 20).contains(&found), "{answer}: {found}");
        assert_eq!(session["unresolved_seconds"], 0);
        home.fails(1, &["session", "resolve", "last", "keep"]);
        home.doctor_is_content();
    }
}

#[test]
fn gap_answers_with_the_stop() {
    let home = Home::with_skill();
    home.start_before_a_reboot();
    let ran = home.run(&["stop", "--gap", "keep"]);
    assert!(!ran.err.contains("doubt"), "{ran:?}");
    assert!(home.json(&["sessions"])[0]["practised_seconds"].as_i64().unwrap() >= 1800);
    home.fails(2, &["stop", "--gap", "perhaps"]);
}

#[test]
fn prompts_and_status_bars() {
    let home = Home::with_skill();
    assert_eq!(home.ok(&["status", "--format", "{skill} {elapsed}"]), "");
    home.ok(&["start", "guide", "-m", "30", "--at", "10m ago"]);
    home.ok(&["hit", "2"]);
    let line = home.ok(&["status", "--format", "{skill}|{state}|{planned}|{hits}/{misses}|{{x}}"]);
    assert_eq!(line, "Guide tones|running|30:00|2/0|{x}\n");
    assert!(
        home.ok(&["status", "--format", "{remaining}"]).starts_with("19:")
            || home.ok(&["status", "--format", "{remaining}"]).starts_with("20:")
    );
    assert!(home.fails(2, &["status", "--format", "{colour}"]).contains("knows no {colour}"));
}

#[test]
fn a_drill_with_a_dial_a_probe_and_variations() {
    let home = Home::with_skill();
    home.ok(&[
        "drill",
        "add",
        "Scales",
        "--skill",
        "guide",
        "--dial",
        "bpm up 2",
        "--dial-now",
        "80",
        "--probe",
        "--variation",
        "thirds",
        "--variation",
        "sixths",
        "-m",
        "10",
    ]);
    let ran = home.run(&["start", "guide"]);
    assert!(ran.err.contains("cold probe") && ran.out.contains("10 m planned"), "{ran:?}");
    home.ok(&["predict", "3"]);
    home.ok(&["skip-probe"]);
    assert_eq!(home.ok(&["dial", "harder"]), "dial 82 bpm\n");
    assert_eq!(home.ok(&["dial", "90"]), "dial 90 bpm\n");
    home.fails(2, &["dial", "fast"]);
    let before = home.json(&["status"])["variation"].clone();
    home.ok(&["variation", "next"]);
    assert_ne!(home.json(&["status"])["variation"], before);
    home.ok(&["hit"]);
    home.ok(&["miss"]);
    home.ok(&["tag", "rushed"]);
    home.ok(&["take-back"]);
    home.ok(&["extend", "5m"]);
    home.ok(&["extend", "-2m"]);
    assert_eq!(home.json(&["status"])["planned_seconds"], 13 * 60);
    home.ok(&["stop", "--gap", "keep"]);
    let detail = home.json(&["session", "show", "last"]);
    assert_eq!(detail["reps"].as_array().unwrap().len(), 1);
    assert_eq!(detail["reps"][0]["dial"], "90");
}

#[test]
fn a_countdown_needs_a_plan_and_intervals_two_lengths() {
    let home = Home::with_skill();
    assert!(home.fails(2, &["start", "guide", "--countdown", "-m", "0"]).contains("-m 25"));
    home.fails(2, &["start", "guide", "--intervals", "12"]);
    home.fails(2, &["start", "guide", "--countdown", "--intervals", "12/1", "-m", "25"]);
    home.ok(&["start", "guide", "--intervals", "12/1"]);
    home.ok(&["stop"]);
    let session = &home.json(&["sessions"])[0];
    assert_eq!((&session["timer"], &session["work_seconds"]), (&"intervals".into(), &720.into()));
}

#[test]
fn without_a_session_the_verbs_of_one_are_refused() {
    let home = Home::with_skill();
    for args in [&["stop"][..], &["hit"], &["miss"], &["pause"], &["resume"], &["cancel"], &["mark"]] {
        assert!(home.fails(1, args).contains("no session is running"), "{args:?}");
    }
}
