//! Stages by command: shown, taken, left, imported, corrected; the whole way from an empty journal.

use crate::home::Home;
use crate::whistling::{LADDER, own, show_journeyman, whistler};
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

const SENTENCE: [&str; 2] = ["--sentence", "I carry a tune."];

#[test]
fn on_no_journal_it_reads_empty_and_makes_nothing() {
    let home = Home::new();
    for args in [
        &["stage", "show"][..],
        &["stage", "history"],
        &["evidence", "list"],
        &["evidence", "check"],
        &["witness", "list"],
        &["note", "list"],
    ] {
        assert_eq!(home.json(args), json!([]), "{args:?}");
        assert_eq!(home.ok(args), "", "{args:?}");
    }
    for args in [
        &["stage", "show", "x"][..],
        &["stage", "promote", "x"],
        &["stage", "history", "x"],
        &["evidence", "show"],
        &["evidence", "add", "x", "y", "--text", "z"],
        &["witness", "show"],
        &["witness", "ask", "x", "Ada"],
        &["observe", "x"],
        &["note", "show"],
        &["teach", "x", "--learner", "Ada", "--result", "4/5"],
    ] {
        home.fails(1, args);
    }
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "nothing was created");
}

#[test]
fn the_whole_way_from_an_empty_journal() {
    let home = whistler();
    show_journeyman(&home);
    assert_eq!(home.json(&["stage", "show", "note"])["next_stage"], "apprentice");
    home.ok(&["stage", "promote", "note"]);
    let row = home.json(&["stage", "show", "note"]);
    assert_eq!((&row["stage"], &row["self_declared"]), (&json!("apprentice"), &json!(false)));
    assert_eq!(row["next"], "3/3 · 1 witness missing", "{row}");
    home.ok(&["witness", "ask", "note", "Tomas"]);
    home.ok(&["witness", "answer", "last", "--agrees", "--words", "He carried it.", "--means", "live"]);
    home.ok(&["witness", "confirm", "last"]);
    assert_eq!(home.json(&["stage", "show", "note"])["next"], "3/3 · ready");
    assert!(home.ok(&["stage", "show"]).contains("journeyman 3/3 · ready"));
    let said = home.ok(&[&["stage", "promote", "note"][..], &SENTENCE].concat());
    assert_eq!(said, "Hit the note is journeyman\n");

    let history = home.json(&["stage", "history", "note"]);
    assert_eq!(history.as_array().unwrap().len(), 2);
    let newest = &history[0];
    for (key, value) in [
        ("subject", json!("Hit the note")),
        ("subject_kind", json!("skill")),
        ("kind", json!("promote")),
        ("from", json!("apprentice")),
        ("to", json!("journeyman")),
        ("benchmarks_met", json!(3)),
        ("benchmarks_total", json!(3)),
        ("self_declared", json!(false)),
        ("own_thresholds", json!(true)),
        ("ladder", json!("own.whistling")),
        ("ladder_version", json!("1")),
        ("witnesses", json!(["Tomas"])),
        ("sentence", json!("I carry a tune.")),
        ("sessions", json!(1)),
        ("withdrawn_at", Value::Null),
        ("corrected_by", Value::Null),
    ] {
        assert_eq!(newest[key], value, "{key}");
    }
    assert_eq!(newest["evidence"].as_array().unwrap().len(), 3);
    assert_eq!(newest["evidence"][2]["records"][0]["kind"], "evidence");
    assert_eq!(history[1]["kind"], "enter");
    assert_eq!(keys(&history[0]), keys(&history[1]));

    // Found by its words, gone from there while it is withdrawn, and there once after all.
    let found =
        |home: &Home| home.json(&["search", "carry", "tune", "--kind", "stage"]).as_array().unwrap().len();
    assert_eq!(found(&home), 1);
    home.ok(&["undo"]);
    assert_eq!(found(&home), 0);
    let withdrawn = home.json(&["stage", "history", "note"]);
    assert_eq!(withdrawn.as_array().unwrap().len(), 2, "what was withdrawn stays in the history");
    assert!(withdrawn[0]["withdrawn_at"].is_string());
    assert!(home.ok(&["stage", "history"]).contains("[withdrawn] I carry a tune."));
    assert_eq!(home.json(&["stage", "show", "note"])["stage"], "apprentice");
    home.doctor_is_content();
    home.ok(&["redo"]);
    assert_eq!(home.json(&["stage", "show", "note"])["stage"], "journeyman");
    assert_eq!(home.json(&["stage", "history", "note"])[0]["withdrawn_at"], Value::Null);
    assert_eq!(found(&home), 1);
    home.doctor_is_content();
}

#[test]
fn unmet_benchmarks_have_to_be_meant() {
    let home = whistler();
    let ran = home.run(&["stage", "promote", "note"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    for part in [
        "pitch.a1: 1 more observation to note down",
        "etude: Hit the note as apprentice: 0 of 1 shown; nothing was changed",
        "hint: --self-declared goes on all the same",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!ran.err.contains("for ever"), "nothing will be said of what is not done: {ran:?}");
    assert_eq!(home.json(&["stage", "history"]), json!([]));
    let ran = home.run(&["stage", "promote", "note", "--self-declared"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("self-declared, 0 of 1 shown"), "{ran:?}");
    let row = home.json(&["stage", "history"])[0].clone();
    assert_eq!((&row["self_declared"], &row["benchmarks_met"]), (&json!(true), &json!(0)));
    let lines = home.ok(&["stage", "history"]);
    assert!(lines.contains("self-declared, 0 of 1 shown  own.whistling 1, own thresholds"), "{lines}");
    let refused = home.fails(1, &["stage", "promote", "note", "--self-declared"]);
    assert!(refused.contains("one sentence of your own"), "{refused}");
    let refused = home.fails(1, &["stage", "promote", "note", "--to", "master", "-s", "x"]);
    assert!(refused.contains("the next stage is journeyman"), "{refused}");
    home.fails(2, &["stage", "promote", "note", "--to", "wizard"]);
}

#[test]
fn who_disagrees_stands_in_the_way_until_there_is_a_second_opinion() {
    let home = whistler();
    show_journeyman(&home);
    home.ok(&["stage", "promote", "note"]);
    let no = ["--disagrees", "--words", "Flat throughout.", "--stage", "journeyman", "--confirm"];
    home.ok(&[&["witness", "answer", "--skill", "note", "--who", "Ada"][..], &no].concat());
    let promote = [&["stage", "promote", "note"][..], &SENTENCE].concat();
    assert!(home.fails(1, &promote).contains("Ada disagrees: a second opinion is needed"));
    let yes = ["--agrees", "--words", "In tune.", "--stage", "journeyman", "--confirm"];
    home.ok(&[&["witness", "answer", "--skill", "note", "--who", "Tomas"][..], &yes].concat());
    home.ok(&promote);
}

#[test]
fn down_before_and_put_right() {
    let home = whistler();
    let import = ["stage", "import", "note", "journeyman", "--at", "2019", "-s", "Busked for a year."];
    home.ok(&import);
    let row = home.json(&["stage", "history"])[0].clone();
    assert_eq!((&row["kind"], &row["day"]), (&json!("import"), &json!("2019-01-01")));
    assert_eq!(row["self_declared"], true);
    assert_eq!(home.json(&["stage", "show", "note", "--at", "2018-12-31"])["stage"], Value::Null);
    assert_eq!(home.json(&["stage", "show", "note", "--at", "2019-01-02"])["stage"], "journeyman");
    let id = row["id"].as_str().unwrap();
    home.ok(&["stage", "correct", id, "--at", "2020-03", "--reason", "It was a year later."]);
    let history = home.json(&["stage", "history"]);
    assert_eq!((&history[0]["kind"], &history[0]["day"]), (&json!("correct"), &json!("2020-03-01")));
    assert_eq!(history[0]["corrects"], row["id"]);
    let wrong = history.as_array().unwrap().iter().find(|event| event["id"] == row["id"]).unwrap();
    assert_eq!(wrong["corrected_by"], history[0]["id"]);
    assert_eq!(home.json(&["stage", "show", "note", "--at", "2019-06-01"])["stage"], Value::Null);
    home.ok(&["stage", "step-back", "note", "--reason", "I lost it."]);
    assert_eq!(home.json(&["stage", "show", "note"])["stage"], "apprentice");
    let back = home.json(&["stage", "history"])[0].clone();
    for key in ["benchmarks_met", "benchmarks_total", "evidence"] {
        assert_eq!(back[key], Value::Null, "{key}: nothing was judged");
    }
    let then = home.ok(&["stage", "show", "note", "--at", "2021-01-01"]);
    assert!(then.contains("as of        2021-01-01"), "{then}");
    assert!(home.ok(&["stage", "show", "--at", "2021-01-01"]).starts_with("as of 2021-01-01\n"));
    assert!(!home.ok(&["stage", "show", "note"]).contains("as of"));

    assert!(home.fails(1, &["stage", "step-back", "note"]).contains("a step back has a reason"));
    assert!(home.fails(1, &["stage", "restore", "note"]).contains("has not lapsed"));
    home.fails(2, &["stage", "correct", "last"]);
    home.fails(1, &["stage", "correct", "zzzz", "--to", "master", "-s", "x"]);
    home.fails(2, &["stage", "import", "note", "-s", "x"]);
    home.ok(&["stage", "import", "breathe", "--to", "journeyman", "--at", "2018", "-s", "x"]);
    home.fails(2, &["stage", "import", "breathe", "master", "--to", "journeyman", "-s", "x"]);
    home.ok(&["stage", "import", "--area", "whistling", "--to", "apprentice", "--at", "2018", "-s", "x"]);
    home.fails(2, &["stage", "import", "note", "wizard", "-s", "x"]);
    home.fails(2, &["stage", "import", "note", "master", "--at", "2019-13", "-s", "x"]);
    home.fails(2, &["stage", "promote"]);
    home.fails(2, &["stage", "show", "note", "--at", "in 3 days"]);
    home.doctor_is_content();
}

#[test]
fn a_lapsed_stage_is_shown_again_and_restored() {
    let home = whistler();
    home.ok(&["stage", "import", "note", "journeyman", "--at", "2019", "-s", "x"]);
    home.probe("Hit the note", 200);
    assert!(home.fails(1, &["stage", "restore", "note"]).contains("was not shown again yet"));
    home.probe("Hit the note", 1);
    home.ok(&["stage", "restore", "note"]);
    let history = home.json(&["stage", "history", "note"]);
    let kinds: Vec<&Value> = history.as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["restore", "lapse", "import"]);
    assert_eq!((&history[1]["evidence"], &history[1]["benchmarks_met"]), (&Value::Null, &Value::Null));
    assert!(history[0]["benchmarks_total"].is_i64(), "{}", history[0]);
    assert_eq!(home.json(&["stage", "show", "note"])["stage"], "journeyman");
    assert!(home.fails(1, &["stage", "restore", "note"]).contains("has not lapsed"));
}

#[test]
fn a_skill_is_named_by_its_item_of_the_ladder_too() {
    let home = whistler();
    for typed in ["pitch", "PITCH"] {
        assert_eq!(home.json(&["stage", "show", typed])["subject"], "Hit the note");
    }
    home.ok(&["evidence", "add", "pitch", "A note", "--text", "x"]);
    home.ok(&["witness", "ask", "pitch", "Ada"]);
    home.ok(&["observe", "Whistling/pitch", "--copy", "loose lips"]);
    assert!(home.fails(1, &["stage", "show", "pit"]).contains("there is no skill or area “pit”"));
}

#[test]
fn areas_and_skills_of_one_name_are_told_apart() {
    let home = Home::new();
    own(&home, "w.toml", &LADDER.replace("\"Whistling\"", "\"Breathe\""));
    home.ok(&["ladder", "use", "whistling"]);
    let said = home.fails(2, &["stage", "show", "breathe"]);
    assert!(said.contains("'skill:Breathe' or 'area:Breathe'"), "{said}");
    assert_eq!(home.json(&["stage", "show", "skill:breathe"])["subject_kind"], "skill");
    assert_eq!(home.json(&["stage", "show", "area:Breathe"])["subject_kind"], "area");
    let area = home.json(&["stage", "show", "--area", "breathe"]);
    assert_eq!((&area["subject_kind"], &area["benchmarks_met"]), (&json!("area"), &json!(0)));
    assert_eq!(area["capstones"][0]["done"], false);
    assert_eq!(area["skills"][0]["for_master"], "master");
    let rows = home.json(&["stage", "show"]);
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert_eq!(keys(&rows[0]), keys(&rows[2]));
    let said = home.fails(1, &["stage", "show", "breethe"]);
    assert!(said.contains("there is no skill or area “breethe”") && said.contains("did you mean"), "{said}");
    // An area, too, is taken a stage at a time.
    home.ok(&["observe", "Breathe", "--copy", "slow"]);
    home.ok(&["stage", "promote", "skill:breathe"]);
    home.ok(&["stage", "promote", "--area", "breathe", "--self-declared"]);
    assert_eq!(home.json(&["stage", "show", "--area", "breathe"])["stage"], "apprentice");
}

#[test]
fn a_stage_without_a_ladder_is_a_word_of_ones_own() {
    let home = Home::with_skill();
    let ran = home.run(&["stage", "show", "guide"]);
    assert!(ran.err.contains("`etude ladder use`"), "{ran:?}");
    home.ok(&["stage", "promote", "guide"]);
    assert_eq!(home.json(&["stage", "show"])[0]["stage"], "apprentice");
    assert_eq!(home.json(&["stage", "show", "guide"])["next_stage"], Value::Null);
    assert_eq!(home.json(&["stage", "history"])[0]["ladder"], Value::Null);
}

#[test]
fn observing_and_teaching() {
    let home = whistler();
    home.ok(&[
        "observe",
        "note",
        "--whom",
        "Roger",
        "--saw",
        "loose \u{1b}[31mlips",
        "--at",
        "yesterday 18:00",
    ]);
    let seen = home.json(&["note", "list", "-k", "watched"])[0].clone();
    assert_eq!((&seen["skill"], &seen["person"]), (&json!("Hit the note"), &json!("Roger")));
    assert!(seen["more"].is_null());
    assert_eq!(home.json(&["person", "show", "Roger"])["role"], "master");
    assert_eq!(home.json(&["stage", "show", "note"])["benchmarks"][0]["standing"], "not_met");
    home.ok(&["note", "edit", "last", "--copy", "loose lips", "--private"]);
    assert_eq!(home.json(&["stage", "show", "note"])["benchmarks"][0]["standing"], "met");
    let shown = home.ok(&["note", "show"]);
    assert!(shown.contains("will copy    loose lips") && !shown.contains('\u{1b}'), "{shown}");
    home.fails(2, &["note", "edit", "last"]);
    home.ok(&["note", "delete", "last"]);
    assert_eq!(home.json(&["note", "list", "-k", "watched"]), json!([]));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["note", "list", "--skill", "note"])[0]["private"], true);
    assert_eq!(home.json(&["search", "loose"])[0]["kind"], "entry");

    home.ok(&["teach", "note", "--learner", "Mia", "--result", "4/5", "--where", "at home"]);
    let lesson = home.json(&["note", "list", "-k", "taught"])[0].clone();
    for (key, value) in [("kind", "taught"), ("person", "Mia"), ("more", "4/5"), ("place", "at home")] {
        assert_eq!(lesson[key], value, "{key}");
    }
    assert_eq!(home.json(&["person", "show", "Mia"])["role"], "learner");
    let taught = home.json(&["stage", "show", "note"])["benchmarks"][5].clone();
    assert_eq!((&taught["id"], &taught["standing"]), (&json!("pitch.m2"), &json!("met")));
    home.fails(2, &["teach", "note", "--learner", "Mia"]);
    home.fails(2, &["teach", "note", "--learner", "none", "--result", "4/5"]);
    home.fails(1, &["observe", "nothing"]);
}
