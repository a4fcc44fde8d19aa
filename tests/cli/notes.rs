//! Entries by command: notes with a kind, vague times, and what a session of real work writes when it closes.

use serde_json::json;

use crate::home::Home;

#[test]
fn without_a_session_a_note_is_an_entry_of_today_and_says_its_kind() {
    let home = Home::with_skill();
    home.ok(&["note", "slept", "badly"]);
    home.ok(&["note", "#barrier no time", "before work", "--more", "went to bed earlier"]);
    home.ok(&["note", "-k", "insight", "#tempo is not", "speed", "--skill", "guide"]);
    home.ok(&["note", "#tempo again"]);
    home.ok(&["note", "-k", "rest"]);
    let all = home.json(&["note", "list"]);
    let said: Vec<_> = all.as_array().unwrap().iter().rev().map(|e| (&e["kind"], &e["text"])).collect();
    assert_eq!(
        said,
        [
            (&json!("note"), &json!("slept badly")),
            (&json!("barrier"), &json!("no time before work")),
            (&json!("insight"), &json!("#tempo is not speed")),
            (&json!("note"), &json!("#tempo again")),
            (&json!("rest"), &json!(null)),
        ]
    );
    assert_eq!((&all[3]["more"], &all[2]["skill"]), (&json!("went to bed earlier"), &json!("Guide tones")));
    assert_eq!(home.json(&["note", "list", "-k", "barrier", "--day", "today"]).as_array().unwrap().len(), 1);
    assert!(home.fails(2, &["note", "#use"]).contains("about a skill"));
    assert!(home.fails(2, &["note", "-k", "insight"]).contains("needs words"));
    home.fails(2, &["note"]);
    home.ok(&[
        "note",
        "edit",
        "last",
        "-k",
        "life",
        "--text",
        "ill",
        "--at",
        "spring 1998",
        "--until",
        "2001",
    ]);
    let life = home.json(&["note", "show"]);
    for (key, value) in
        [("kind", "life"), ("grain", "season"), ("day", "1998-03-01"), ("until_day", "2001-12-31")]
    {
        assert_eq!(life[key], value, "{key}");
    }
    assert!(home.ok(&["note", "show", "last"]).contains("spring 1998"));
    assert_eq!(home.json(&["search", "earlier"])[0]["kind"], "entry");
    home.doctor_is_content();
}

#[test]
fn in_a_session_a_note_stays_its_note_unless_a_kind_is_said() {
    let home = Home::with_skill();
    home.ok(&["start", "guide"]);
    home.ok(&["note", "#barrier", "the left hand"]);
    home.ok(&["note", "-k", "barrier", "the neighbours"]);
    home.ok(&["stop"]);
    assert_eq!(home.json(&["session", "show"])["notes"][0], "#barrier the left hand");
    assert_eq!(home.json(&["note", "list"])[0]["text"], "the neighbours");
}

#[test]
fn a_guess_in_time_is_shown_as_one_and_sorted_by_its_first_moment() {
    let home = Home::with_skill();
    for (at, grain) in [
        ("2011", "year"),
        ("spring 1998", "season"),
        ("~2004", "about"),
        ("Mar 2011", "month"),
        ("yesterday", "day"),
    ] {
        home.ok(&["apply", "guide", "-w", at, "--at", at]);
        assert_eq!(home.json(&["note", "show"])["grain"], grain);
    }
    let list = home.ok(&["note", "list"]);
    let at = |text: &str| list.find(text).unwrap_or_else(|| panic!("{text}: {list}"));
    assert!(at("Mar 2011") < at("2011  ") && at("~2004") < at("spring 1998"), "{list}");
    assert!(!list.contains("1998-03") && !list.contains("2011-01"), "{list}");
    home.ok(&["evidence", "add", "guide", "An old tape", "--text", "it is lost", "--at", "~2004"]);
    assert!(home.ok(&["evidence", "list"]).contains("~2004"));
    assert_eq!(home.json(&["evidence", "list"])[0]["grain"], "about");
    home.ok(&[
        "stage",
        "import",
        "guide",
        "journeyman",
        "--at",
        "spring 1998",
        "--sentence",
        "I played in a band",
    ]);
    let history = home.ok(&["stage", "history", "guide"]);
    assert!(history.contains("spring 1998") && !history.contains("1998-03"), "{history}");
    assert_eq!(home.json(&["stage", "history", "guide"])[0]["grain"], "season");
    assert!(home.ok(&["stage", "show", "guide"]).contains("spring 1998"));
    home.fails(2, &["apply", "guide", "--at", "spring"]);
    home.doctor_is_content();
}

#[test]
fn a_session_of_real_work_writes_its_entry_when_it_stops_and_is_one_use() {
    let home = Home::with_skill();
    home.ok(&["start", "guide", "--mode", "apply"]);
    home.ok(&["stop", "--where", "the trio", "--worked", "slower", "--with", "Mira"]);
    let entry = home.json(&["note", "show"]);
    for (key, value) in [("kind", "use"), ("place", "the trio"), ("text", "slower"), ("person", "Mira")] {
        assert_eq!(entry[key], value, "{key}");
    }
    assert_eq!(entry["session_id"], home.json(&["session", "show"])["id"]);
    assert_eq!(home.json(&["session", "show"])["context"], "the trio");
    assert!(home.fails(1, &["note", "delete", "last"]).contains("a session wrote"));
    home.ok(&["session", "edit", "last", "--worked", "steady"]);
    assert_eq!(home.json(&["note", "show"])["text"], "steady", "it follows its session");
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["note", "list"]), json!([]), "undoing the stop takes it along");
    home.ok(&["redo"]);
    assert_eq!(home.json(&["note", "list"]).as_array().unwrap().len(), 1);
    home.ok(&["session", "delete", "last", "--yes"]);
    assert_eq!(home.json(&["note", "list"]), json!([]), "and it goes with its session");
    home.ok(&[
        "log",
        "guide",
        "20m",
        "--mode",
        "observe",
        "--with",
        "Roger",
        "--saw",
        "loose lips",
        "--copy",
        "breathe",
    ]);
    home.ok(&["log", "guide", "20m", "--mode", "teach", "--with", "Mia", "--result", "4/5"]);
    home.ok(&["log", "guide", "20m"]);
    let kinds = home.json(&["note", "list"]);
    assert_eq!((&kinds[0]["kind"], &kinds[1]["kind"]), (&json!("taught"), &json!("watched")));
    assert_eq!(kinds.as_array().unwrap().len(), 2, "what is repeated is no use");
    home.doctor_is_content();
}
