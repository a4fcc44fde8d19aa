//! Feedback by command: asked, received, acted on, proved; its shapes, its refusals.

use crate::home::Home;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The only piece, or the newest.
fn newest(home: &Home) -> Value {
    home.json(&["feedback", "list"])[0].clone()
}

#[test]
fn on_no_journal_it_reads_empty_and_makes_nothing() {
    let home = Home::new();
    for args in
        [&["feedback", "list"][..], &["feedback", "themes"], &["feedback", "balance"], &["note", "list"]]
    {
        assert_eq!(home.json(args), json!([]), "{args:?}");
        assert_eq!(home.ok(args), "", "{args:?}");
    }
    assert_eq!(home.json(&["today"])["to_act_on"], json!([]));
    for args in [
        &["feedback", "show"][..],
        &["feedback", "note", "last"],
        &["feedback", "ask", "--of", "Tomas"],
        &["feedback", "add", "x", "--skill", "guide"],
        &["apply", "guide"],
        &["note", "show"],
        &["person", "merge", "a", "--into", "b"],
    ] {
        home.fails(1, args);
    }
    home.fails(2, &["feedback", "add"]);
    home.fails(2, &["feedback", "add", "x", "--tough", "many"]);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "nothing was created");
    home.fails(2, &["feedback", "add", ""]);
    home.ok(&["feedback", "add", "the first thing in a journal"]);
}

#[test]
fn who_speaks_and_what_about() {
    let home = Home::with_skill();
    home.ok(&["log", "guide", "20m", "--at", "2025-03-01 10:00"]);
    let args =
        ["feedback", "add", "rushed", "--from", "Tomas", "--address", "t@example.org", "--session", "last"];
    let more = [
        "--source",
        "lesson",
        "--theme",
        "time",
        "--theme",
        "left hand",
        "--tough",
        "2",
        "--focus",
        "process",
    ];
    let rest = ["--at", "2025-03-02 10:00", "--title", "Lesson 3", "--noted", "--private"];
    home.ok(&[&args[..], &more, &rest].concat());
    let piece = newest(&home);
    for (key, value) in [
        ("state", json!("noted")),
        ("from", json!("Tomas")),
        ("address", json!("t@example.org")),
        ("given_by", json!("human")),
        ("source", json!("lesson")),
        ("title", json!("Lesson 3")),
        ("skill", json!("Guide tones")),
        ("themes", json!(["time", "left hand"])),
        ("tough", json!(2)),
        ("focus", json!("process")),
        ("received_at", json!("2025-03-02T10:00:00+00:00")),
        ("private", json!(true)),
    ] {
        assert_eq!(piece[key], value, "{key}");
    }
    assert_eq!(piece["session_id"], home.json(&["sessions"])[0]["id"]);
    assert_eq!(home.json(&["person", "list"])[0]["contact"], "t@example.org");
    home.ok(&["feedback", "add", "a program says", "--source", "ai", "--from", "Robbie"]);
    assert_eq!((&newest(&home)["given_by"], &newest(&home)["person_id"]), (&json!("ai"), &Value::Null));
    home.ok(&["feedback", "add", "on the recording", "--source", "self"]);
    assert_eq!(newest(&home)["given_by"], "self");
    assert_eq!(home.json(&["person", "list"]).as_array().unwrap().len(), 1, "a program is no person");
    home.fails(1, &["feedback", "add", "x", "--skill", "nothing like it"]);
    home.fails(2, &["feedback", "add", "x", "--tough", "4"]);
    home.fails(2, &["feedback", "add", "x", "--focus", "mood"]);
    assert_eq!(
        home.json(&["feedback", "list", "--person", "tomas", "--theme", "time"])[0]["id"],
        piece["id"]
    );
    assert_eq!(
        home.json(&["feedback", "list", "--state", "inbox", "--limit", "1"]).as_array().unwrap().len(),
        1
    );
    assert_eq!(
        home.json(&["feedback", "list", "--to", "2025-03-02", "--skill", "guide"])[0]["id"],
        piece["id"]
    );
    home.doctor_is_content();
}

#[test]
fn from_the_inbox_to_closed_with_a_proof() {
    let home = Home::with_skill();
    home.ok(&["feedback", "add", "rushed fills", "--from", "Tomas", "--skill", "guide"]);
    assert!(home.fails(2, &["feedback", "decline", "last"]).contains("--reason"));
    home.fails(2, &["feedback", "decline", "last", "--reason", " "]);
    assert!(home.fails(1, &["feedback", "close", "last"]).contains("inbox"));
    assert!(home.fails(2, &["feedback", "accept", "last"]).contains("what will you do"));
    home.ok(&["feedback", "accept", "last", "-a", "count in", "-a", "tap", "--due", "tomorrow"]);
    let ran = home.run(&["start", "guide"]);
    assert!(ran.err.contains("to act on: count in") && ran.err.contains("Tomas"), "{ran:?}");
    assert_eq!(home.run(&["stop", "-q"]).err, "");
    let today = home.json(&["today"]);
    assert_eq!(today["to_act_on"].as_array().unwrap().len(), 2);
    assert!(home.ok(&["today"]).contains("to act on  count in"));
    let action = newest(&home)["actions"][0]["id"].as_str().unwrap().to_owned();
    home.ok(&["feedback", "act", "last", "--session", "last", "--action", &action]);
    let piece = newest(&home);
    assert_eq!(
        (&piece["state"], &piece["actions"][0]["proved"], &piece["actions"][1]["proved"]),
        (&json!("accepted"), &json!(true), &json!(false))
    );
    assert_eq!(piece["proof"][0]["session_id"], home.json(&["sessions"])[0]["id"]);
    assert_eq!(piece["proof"][0]["action_id"], action.as_str());
    home.ok(&["apply", "guide", "-w", "the gig", "--new", "--worked", "--seen-by", "Tomas"]);
    home.ok(&["feedback", "act", "last", "--entry", "last"]);
    assert_eq!(newest(&home)["state"], "acted");
    let shown = home.ok(&["session", "show", "last"]);
    assert!(shown.contains("proves") && shown.contains("count in"), "{shown}");
    assert_eq!(home.json(&["session", "show", "last"])["proves"][0]["text"], "count in");
    assert!(home.fails(1, &["note", "delete", "last"]).contains("proof of"));
    let proof = newest(&home)["proof"][1]["id"].as_str().unwrap().to_owned();
    assert!(home.fails(1, &["feedback", "unlink", &proof]).contains("reopen"));
    home.ok(&["feedback", "close", "last"]);
    let piece = newest(&home);
    assert_eq!(piece["state"], "closed");
    assert!(piece["accepted_to_acted_seconds"].is_i64() && piece["acted_to_closed_seconds"].is_i64());
    assert!(piece["asked_to_received_seconds"].is_null());
    let why = home.fails(1, &["feedback", "note", "last"]);
    assert!(
        why.contains("feedback that is closed cannot be noted") && why.contains("reopen it first"),
        "{why}"
    );
    for _ in 0..2 {
        home.ok(&["undo"]);
    }
    assert_eq!(newest(&home)["state"], "accepted");
    home.ok(&["feedback", "close", "last"]);
    assert_eq!(newest(&home)["state"], "closed", "closed with some proof was acted on");
    home.doctor_is_content();
}

#[test]
fn small_changes_and_many_at_once() {
    let home = Home::with_skill();
    for text in ["one", "two", "three"] {
        home.ok(&["feedback", "add", text, "--theme", "Time"]);
    }
    let list = home.json(&["feedback", "list"]);
    let ids: Vec<&str> = list.as_array().unwrap().iter().map(|piece| piece["id"].as_str().unwrap()).collect();
    assert!(home.ok(&["feedback", "note", ids[0], ids[1], ids[2]]).contains("3 pieces"));
    assert_eq!(home.fails(1, &["feedback", "snooze", "last", "tomorrow"]).matches("snoozed").count(), 1);
    home.ok(&["undo"]);
    home.ok(&["feedback", "snooze", ids[0], ids[1], "tomorrow"]);
    assert_eq!(home.json(&["feedback", "list", "--snoozed"]).as_array().unwrap().len(), 2);
    let ran = home.run(&["feedback", "list"]);
    assert!(ran.out.starts_with("inbox · 1\n") && ran.err.contains("snoozed 2"), "{ran:?}");
    assert!(home.ok(&["feedback", "list", "--all"]).contains("[until "));
    home.ok(&["feedback", "snooze", ids[0], ids[1], "--wake"]);
    home.fails(2, &["feedback", "snooze", "last"]);
    home.fails(2, &["feedback", "snooze", "last", "yesterday"]);
    let themes = home.json(&["feedback", "themes"]);
    assert_eq!((&themes[0]["pieces"], &themes[0]["keeps_coming_back"]), (&json!(3), &json!(true)));
    home.ok(&["feedback", "focus", "last", "person"]);
    assert_eq!(home.json(&["feedback", "themes"])[0]["keeps_coming_back"], false);
    home.ok(&["feedback", "focus", "last", "none"]);
    home.ok(&["feedback", "theme", "drill", "time", "--skill", "guide", "--minutes", "10"]);
    assert_eq!(home.json(&["drill", "list"])[0]["name"], "Time");
    home.ok(&["feedback", "tag", ids[0], ids[1], "feel"]);
    home.ok(&["feedback", "theme", "rename", "feel", "Swing"]);
    home.ok(&["feedback", "theme", "merge", "swing", "--into", "time"]);
    home.ok(&["feedback", "untag", "last", "time"]);
    assert_eq!(home.json(&["feedback", "themes"])[0]["pieces"], 2);
    home.ok(&["feedback", "tough", "last", "3"]);
    home.fails(2, &["feedback", "tough", "last", "5"]);
    home.ok(&["feedback", "respond", "last", "thank", "you"]);
    home.ok(&["feedback", "link", "last", "--area", "jazz", "--person", "Ana"]);
    home.ok(&["feedback", "edit", "last", "other words", "--title", "a title", "--at", "2025-01-01 10:00"]);
    let edited = home.json(&["feedback", "show", ids[0]]);
    for (key, value) in [
        ("tough", json!(3)),
        ("response", json!("thank you")),
        ("area", json!("Jazz piano")),
        ("from", json!("Ana")),
        ("text", json!("other words")),
        ("title", json!("a title")),
    ] {
        assert_eq!(edited[key], value, "{key}");
    }
    home.fails(2, &["feedback", "edit", "last"]);
    home.ok(&["feedback", "accept", ids[1], "-a", "count"]);
    home.ok(&["feedback", "action", ids[1], "tap", "--due", "2030-01-01"]);
    let action = home.json(&["feedback", "show", ids[1]])["actions"][1]["id"].as_str().unwrap().to_owned();
    home.ok(&["feedback", "edit-action", &action, "tap louder", "--due", "none"]);
    let shown = &home.json(&["feedback", "show", ids[1]])["actions"][1];
    assert_eq!((&shown["text"], &shown["due"]), (&json!("tap louder"), &Value::Null));
    home.ok(&["feedback", "delete-action", &action]);
    home.ok(&["feedback", "drop", ids[1]]);
    home.ok(&["feedback", "decline", ids[2], "-r", "not my way"]);
    assert_eq!(home.json(&["feedback", "show", ids[2]])["reason"], "not my way");
    home.ok(&["feedback", "delete", ids[0], ids[1], "--yes"]);
    assert_eq!(home.json(&["feedback", "list"]).as_array().unwrap().len(), 1);
    home.ok(&["undo"]);
    let balance = home.json(&["feedback", "balance"]);
    assert_eq!(keys(&balance[0])[..2], ["area", "area_id"]);
    home.ok(&["person", "add", "A. N. Other", "--since", "2020-01-01"]);
    home.ok(&["person", "merge", "Ana", "--into", "Other"]);
    let people = home.json(&["person", "list"]);
    assert_eq!((people.as_array().unwrap().len(), &people[0]["since"]), (1, &json!("2020-01-01")));
    home.doctor_is_content();
}

#[test]
fn a_request_goes_out_and_its_answer_comes_in() {
    let home = Home::with_skill();
    home.fails(1, &["feedback", "ask", "--of", "Tomas"]);
    home.ok(&["log", "guide", "20m", "--intention", "thirds on the one"]);
    home.ok(&["person", "add", "Tomas", "--contact", "tomas@example.org"]);
    let asked =
        home.json(&["feedback", "ask", "--of", "tomas", "--watch", "the left hand", "--eml", "r.eml"]);
    let (tag, id) = (asked["tag"].as_str().unwrap(), asked["id"].as_str().unwrap());
    assert_eq!((tag.len(), id.ends_with(tag)), (8, true));
    assert_eq!(asked["subject"], format!("[practice {tag}] Guide tones"));
    assert!(
        asked["text"]
            .as_str()
            .unwrap()
            .starts_with("I practised Guide tones.\nIntention: thirds on the one.")
    );
    let letter = std::fs::read_to_string(home.path().join("r.eml")).unwrap();
    assert!(letter.contains("<tomas@example.org>\r\n") && letter.contains(tag), "{letter}");
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(home.path().join("r.eml")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(home.fails(1, &["feedback", "ask", "--eml", "r.eml"]).contains("there already"));
    std::os::unix::fs::symlink("nowhere", home.path().join("link.eml")).unwrap();
    home.fails(1, &["feedback", "ask", "--eml", "link.eml"]);
    home.fails(1, &["feedback", "ask", "--eml", "no/folder/r.eml"]);
    assert!(!home.path().join("nowhere").exists());
    home.fails(2, &["feedback", "ask", "--to", "a@b\r\nBcc: c@d"]);
    assert_eq!(home.json(&["feedback", "list"]).as_array().unwrap().len(), 1, "nothing was asked");
    assert_eq!(newest(&home)["state"], "asked");
    let ran = home.run(&["feedback", "ask", "--skill", "guide", "--text", "How was it?", "--sent", "--copy"]);
    assert!(ran.out.ends_with("Guide tones\n\nHow was it?\n") && ran.err.contains("not copied"), "{ran:?}");
    assert_eq!((&newest(&home)["state"], &newest(&home)["from"]), (&json!("waiting"), &Value::Null));
    let moves = home.json(&["feedback", "show"])["moves"].clone();
    assert_eq!((&moves[0]["to"], &moves[1]["to"]), (&json!("asked"), &json!("waiting")));
    home.ok(&["undo"]);
    assert!(home.ok(&["feedback", "list"]).contains("(today)"));
    home.ok(&["feedback", "sent", id]);
    assert_eq!(newest(&home)["state"], "waiting");
    home.fails(1, &["feedback", "accept", "last", "-a", "x"]);
    home.fails(1, &["feedback", "edit", "last", "words"]);
    let answer = format!(
        "From: Somebody Else <other@example.org>\nSubject: Re: [practice {tag}] Guide tones\nMessage-ID: <1@x>\n\nSlower.\n\nOn Friday, Ada wrote:\n> please watch\n"
    );
    std::fs::write(home.path().join("answer.eml"), &answer).unwrap();
    let said = home.json(&["feedback", "import", "answer.eml"]);
    assert_eq!((&said["answers"], &said["new"]), (&json!(1), &json!(0)));
    let piece = newest(&home);
    assert_eq!((&piece["id"], &piece["state"]), (&json!(id), &json!("inbox")));
    assert_eq!((&piece["text"], &piece["address"]), (&json!("Slower."), &json!("other@example.org")));
    assert!(piece["asked_to_received_seconds"].is_i64());
    let shown = home.ok(&["feedback", "show"]);
    assert!(
        shown.contains("other@example.org (unverified)") && shown.contains("(--quoted shows them)"),
        "{shown}"
    );
    assert!(!shown.contains("please watch the"), "{shown}");
    assert!(home.ok(&["feedback", "show", "--quoted"]).contains("> please watch"));
    assert_eq!(home.ok(&["feedback", "show", "last", "--original"]), answer);
    home.ok(&["undo"]);
    home.ok(&["feedback", "receive", id, "said", "on the phone"]);
    assert_eq!(newest(&home)["text"], "said on the phone");
    home.fails(1, &["feedback", "show", id, "--original"]);
    home.doctor_is_content();
}

#[test]
fn uses_are_written_down_and_edited() {
    let home = Home::with_skill();
    home.ok(&["apply", "guide", "--where", "the gig", "--new", "--failed", "--note", "too fast"]);
    let edited =
        ["--worked", "--familiar", "--at", "2025-01-01 10:00", "--seen-by", "Ana", "--until", "2 Jan 2025"];
    home.ok(&[&["note", "edit", "last"], &edited[..]].concat());
    let one = home.json(&["note", "show"]);
    for (key, value) in [
        ("kind", json!("use")),
        ("worked", json!(true)),
        ("setting", json!("familiar")),
        ("place", json!("the gig")),
        ("day", json!("2025-01-01")),
        ("until_day", json!("2025-01-02")),
        ("grain", json!("minute")),
        ("person", json!("Ana")),
    ] {
        assert_eq!(one[key], value, "{key}");
    }
    assert_eq!(keys(&home.json(&["note", "list", "--skill", "guide"])[0]), keys(&one));
    assert!(
        home.ok(&["note", "list"]).contains("the gig") && home.ok(&["note", "show"]).contains("too fast")
    );
    home.fails(2, &["note", "edit", "last"]);
    home.fails(2, &["apply", "guide", "--new", "--familiar"]);
    home.ok(&["note", "delete", "last"]);
    assert_eq!(home.json(&["note", "list"]), json!([]));
    home.doctor_is_content();
}
