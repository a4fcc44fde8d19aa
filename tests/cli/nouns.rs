//! Areas, skills, drills, measures, people, plans: made, listed, changed, put away.

use crate::home::Home;
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|record| record["name"].as_str().unwrap()).collect()
}

#[test]
fn areas() {
    let home = Home::new();
    home.ok(&["area", "add", "Jazz piano", "--why", "joy", "--horizon", "future"]);
    home.ok(&["area", "add", "Spanish"]);
    assert!(home.fails(1, &["area", "add", "spanish"]).contains("already"));
    home.ok(&[
        "area",
        "edit",
        "jazz",
        "--vision",
        "play with others",
        "--horizon",
        "current",
        "--approach",
        "community",
    ]);
    home.ok(&["area", "rename", "Spanish", "Castilian"]);
    let list = home.json(&["area", "list"]);
    assert_eq!(names(&list), ["Castilian", "Jazz piano"], "newest first");
    assert_eq!((&list[1]["why"], &list[1]["approach"]), (&"joy".into(), &"community".into()));
    home.ok(&["area", "archive", "cast"]);
    assert_eq!(names(&home.json(&["area", "list"])), ["Jazz piano"]);
    assert_eq!(names(&home.json(&["area", "list", "--archived"])), ["Castilian"]);
    assert_eq!(home.json(&["area", "list", "--all"]).as_array().unwrap().len(), 2);
    home.ok(&["area", "restore", "cast"]);
    assert!(home.ok(&["area", "show", "jazz"]).contains("play with others"));
    assert_eq!(home.json(&["area", "show", "jazz"])["vision"], "play with others");
    home.fails(2, &["area", "add", "x", "--horizon", "never"]);
    home.fails(1, &["area", "show", "nothing"]);
}

#[test]
fn what_is_archived_is_named_and_not_made_twice() {
    let home = Home::with_skill();
    home.ok(&["skill", "add", "Ear", "--area", "Jazz piano"]);
    home.ok(&["skill", "archive", "Ear"]);
    for args in [&["start", "ear"][..], &["start", "ear", "--create"], &["log", "ear 20m", "--create"]] {
        let said = home.fails(1, args);
        assert!(said.contains("“Ear” is archived") && said.contains("etude skill restore 'Ear'"), "{said}");
    }
    home.ok(&["person", "add", "Maria"]);
    home.ok(&["person", "archive", "Maria"]);
    home.ok(&["skill", "restore", "ear"]);
    assert!(home.fails(1, &["start", "ear", "--with", "maria"]).contains("etude person restore 'Maria'"));
    home.ok(&["start", "ear"]);
}

#[test]
fn a_skill_builds_on_others() {
    let home = Home::with_skill();
    home.ok(&["skill", "add", "Ear", "--area", "Jazz piano"]);
    let skill = home.json(&["skill", "list"])[1]["name"].as_str().unwrap().to_owned();
    home.ok(&["skill", "edit", "Ear", "--builds-on", &skill]);
    assert_eq!(home.json(&["skill", "show", "Ear"])["requires"], json!([skill]));
    assert!(home.fails(1, &["skill", "edit", &skill, "--builds-on", "Ear"]).contains("cannot build on Ear"));
    home.fails(2, &["skill", "edit", "Ear", "--builds-on", "Ear"]);
    home.ok(&["skill", "edit", "Ear", "--builds-on", ""]);
    assert_eq!(home.json(&["skill", "show", "Ear"])["requires"], json!([]));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["skill", "show", "Ear"])["requires"], json!([skill]));
}

#[test]
fn skills_serve_several_areas_and_merge() {
    let home = Home::with_skill();
    home.fails(2, &["skill", "add", "Ear"]);
    assert!(home.fails(1, &["skill", "add", "Ear", "--area", "Singing"]).contains("--create"));
    home.ok(&[
        "skill",
        "add",
        "Ear",
        "--area",
        "Jazz piano",
        "--area",
        "Singing",
        "--create",
        "--weekly",
        "2h",
        "--miss-tag",
        "flat",
    ]);
    let skill = home.json(&["skill", "show", "Singing/Ear"]);
    assert_eq!(skill["areas"], json!(["Jazz piano", "Singing"]));
    assert_eq!((&skill["weekly_seconds"], &skill["miss_tags"]), (&7200.into(), &json!(["flat"])));
    home.ok(&[
        "skill",
        "edit",
        "ear",
        "--weekly",
        "none",
        "--weekly-days",
        "3",
        "--area",
        "Singing",
        "--importance",
        "3",
    ]);
    let skill = home.json(&["skill", "show", "ear"]);
    assert_eq!((&skill["areas"], &skill["weekly_seconds"]), (&json!(["Singing"]), &Value::Null));
    home.ok(&["log", "ear", "30m"]);
    home.ok(&["skill", "rename", "ear", "Hearing"]);
    home.ok(&["skill", "merge", "Hearing", "--into", "guide"]);
    assert_eq!(names(&home.json(&["skill", "list"])), ["Guide tones"]);
    assert_eq!(home.json(&["sessions"])[0]["skill"], "Guide tones");
    home.ok(&["undo"]);
    assert_eq!(names(&home.json(&["skill", "list", "--area", "Singing"])), ["Hearing"]);
    home.ok(&["skill", "archive", "hear"]);
    home.fails(1, &["start", "hearing"]);
    home.ok(&["skill", "restore", "hear"]);
    home.doctor_is_content();
}

#[test]
fn drills_and_measures_are_found_with_or_without_their_skill() {
    let home = Home::with_skill();
    home.ok(&["skill", "add", "Voicings", "--area", "jazz"]);
    home.ok(&[
        "drill",
        "add",
        "Slow",
        "--skill",
        "guide",
        "--instructions",
        "hands apart",
        "--target-rate",
        "80%",
    ]);
    home.ok(&["drill", "add", "Slow", "--skill", "voicings"]);
    assert!(home.fails(2, &["drill", "show", "slow"]).contains("--skill"));
    let drill = home.json(&["drill", "show", "slow", "--skill", "guide"]);
    assert_eq!((&drill["target_rate"], &drill["skill"]), (&0.8.into(), &"Guide tones".into()));
    home.ok(&["drill", "rename", "slow", "Crawl", "--skill", "voicings"]);
    home.ok(&["drill", "edit", "crawl", "--dial", "easy < hard", "--dial-now", "easy", "--probe-reps", "8"]);
    assert_eq!(home.json(&["drill", "show", "crawl"])["dial"], "easy < hard");
    home.ok(&["drill", "archive", "crawl"]);
    home.ok(&["drill", "restore", "crawl"]);
    assert_eq!(home.json(&["drill", "list", "--skill", "voic"]).as_array().unwrap().len(), 1);
    home.ok(&["measure", "add", "tempo", "--skill", "guide", "--unit", "bpm"]);
    home.ok(&["reading", "84.5", "--skill", "guide", "--sample", "10", "--at", "yesterday 9:00"]);
    home.ok(&["reading", "-3", "--measure", "tempo"]);
    let measure = home.json(&["measure", "show", "tempo"]);
    assert_eq!(
        (&measure["readings"][0]["value"], &measure["readings"][1]["value"]),
        (&(-3.0).into(), &84.5.into())
    );
    home.ok(&["measure", "delete-reading", measure["readings"][0]["id"].as_str().unwrap()]);
    home.ok(&["measure", "edit", "tempo", "--better", "lower"]);
    let list = home.json(&["measure", "list"]);
    assert_eq!((&list[0]["better"], list[0]["readings"].as_array().unwrap().len()), (&"lower".into(), 1));
    home.fails(2, &["reading", "84"]);
    home.fails(2, &["reading", "many", "--skill", "guide"]);
}

#[test]
fn people() {
    let home = Home::new();
    home.ok(&["person", "add", "Ann B.", "--role", "mentor", "--contact", "ann@example.org"]);
    home.ok(&["person", "edit", "ann", "--role", "coach"]);
    home.ok(&["person", "rename", "ann", "Anna"]);
    assert_eq!(home.json(&["person", "show", "anna"])["role"], "coach");
    home.ok(&["person", "archive", "anna"]);
    assert_eq!(home.json(&["person", "list"]), json!([]));
    home.ok(&["person", "restore", "anna"]);
    assert!(home.ok(&["person", "list"]).contains("ann@example.org"));
}

#[test]
fn plans() {
    let home = Home::with_skill();
    home.ok(&[
        "plan",
        "add",
        "guide",
        "--on",
        "2030-01-07",
        "--repeat",
        "weekly",
        "--days",
        "mon,thu",
        "--until",
        "2030-02-01",
    ]);
    let plan = home.json(&["plan", "list"])[0].clone();
    assert_eq!((&plan["weekdays"], &plan["until"]), (&json!(["mon", "thu"]), &"2030-02-01".into()));
    let id = plan["id"].as_str().unwrap();
    home.ok(&["plan", "move", id, "--on", "2030-01-07", "--to", "2030-01-08"]);
    home.ok(&["plan", "drop", id, "--on", "2030-01-10"]);
    home.ok(&["plan", "edit", id, "-m", "40", "--at", "7:30am", "-i", "again"]);
    let plan = home.json(&["plan", "show", id]);
    let fates: Vec<&str> =
        plan["days"].as_array().unwrap().iter().map(|d| d["fate"].as_str().unwrap()).collect();
    assert_eq!(fates, ["moved", "dropped"]);
    assert_eq!((&plan["at"], &plan["planned_seconds"]), (&"07:30".into(), &2400.into()));
    home.ok(&["plan", "add", "guide", "--on", "tomorrow"]);
    let once = home.json(&["plan", "list"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["plan", "drop", &once]);
    assert!(home.json(&["plan", "show", &once])["next_day"].is_null());
    home.ok(&["plan", "archive", id]);
    home.ok(&["plan", "restore", id]);
    home.fails(2, &["plan", "add", "guide", "--days", "someday"]);
    home.fails(2, &["plan", "add", "guide", "--until", "2030-01-01"]);
    home.fails(
        2,
        &["plan", "add", "guide", "--repeat", "daily", "--on", "2030-01-07", "--until", "2030-01-01"],
    );
}
