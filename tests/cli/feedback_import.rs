//! Importing feedback: many pieces, twice, from files and folders; what is refused, what is taken back.

use std::fmt::Write as _;
use std::fs;

use crate::home::Home;
use serde_json::{Value, json};

fn mail(n: usize) -> String {
    format!(
        "From: Peer {} <peer{}@example.org>\r\nSubject: [PATCH {n}] review\r\nMessage-ID: <{n}@example.org>\r\n\
         Date: Wed, 18 Nov 2020 09:{:02}:00 +0100\r\n\r\nWords number {n}.\r\n",
        n % 7,
        n % 7,
        n % 60
    )
}

fn maildir(home: &Home, mails: usize) {
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(home.path().join("Mail").join(part)).unwrap();
    }
    for n in 0..mails {
        let part = if n % 3 == 0 { "new" } else { "cur" };
        fs::write(home.path().join("Mail").join(part).join(format!("{n}:2,S")), mail(n)).unwrap();
    }
    fs::write(home.path().join("Mail/tmp/half"), mail(99_999)).unwrap();
}

fn comments(count: usize) -> String {
    let mut text = String::from("[");
    for n in 0..count {
        let comma = if n == 0 { "" } else { "," };
        let who = if n % 10 == 0 { "me-myself".to_owned() } else { format!("dev{}", n % 5) };
        write!(
            text,
            "{comma}\n{{\"id\":{n},\"pull_request_review_id\":1,\"path\":\"src/lib.rs\",\"line\":{n},\"diff_hunk\":\"@@ -1 +1 @@\",\
             \"user\":{{\"login\":\"{who}\"}},\"body\":\"comment {n}\",\"created_at\":\"2020-01-05T17:00:00Z\",\
             \"updated_at\":\"2020-01-05T17:00:00Z\",\"html_url\":\"https://github.com/o/r/pull/1#discussion_r{n}\",\
             \"pull_request_url\":\"https://api.github.com/repos/o/r/pulls/1\"}}"
        )
        .unwrap();
    }
    text + "]"
}

fn counts(said: &Value) -> [i64; 4] {
    ["new", "answers", "same", "changed"].map(|key| said[key].as_i64().unwrap())
}

fn pieces(home: &Home) -> usize {
    home.json(&["feedback", "list"]).as_array().unwrap().len()
}

#[test]
fn several_hundred_mails_and_several_thousand_comments_twice_are_there_once() {
    let home = Home::with_skill();
    maildir(&home, 400);
    fs::write(home.path().join("comments.json"), comments(3000)).unwrap();
    let args = ["feedback", "import", "Mail", "comments.json", "--me", "@Me-Myself", "--skill", "guide"];
    let before = home.json(&["doctor"]);
    let preview = home.json(&[&args[..], &["--dry-run"]].concat());
    assert_eq!((counts(&preview), &preview["own"]), ([3100, 0, 0, 0], &json!(300)));
    assert_eq!((&preview["dry_run"], &preview["operation"]), (&json!(true), &Value::Null));
    assert_eq!((pieces(&home), home.json(&["doctor"])), (0, before), "a dry run writes nothing");
    let said = home.json(&args);
    assert_eq!((counts(&said), &said["files"]), ([3100, 0, 0, 0], &json!(401)));
    assert_eq!(pieces(&home), 3100);
    let again = home.json(&args);
    assert_eq!((counts(&again), &again["operation"]), ([0, 0, 3100, 0], &Value::Null));
    let ran = home.run(&args);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{ran:?}");
    assert!(ran.err.contains("nothing to take in: 3100 there already, 300 my own"), "{ran:?}");
    assert_eq!(pieces(&home), 3100);
    let newest = &home.json(&["feedback", "list", "--limit", "1"])[0];
    assert_eq!((&newest["skill"], &newest["state"]), (&json!("Guide tones"), &json!("inbox")));
    home.doctor_is_content();
    home.ok(&["undo"]);
    assert_eq!(pieces(&home), 0, "one undo takes all of it back");
    assert_eq!(home.json(&["person", "list"]), json!([]), "and the people it made");
    home.ok(&["redo"]);
    assert_eq!(pieces(&home), 3100);
    home.doctor_is_content();
}

#[test]
fn what_was_edited_where_it_comes_from_is_taken_over() {
    let home = Home::new();
    fs::write(home.path().join("c.json"), comments(2)).unwrap();
    home.ok(&["feedback", "import", "c.json", "--as", "noted"]);
    fs::write(home.path().join("c.json"), comments(2).replace("comment 1", "comment 1, edited")).unwrap();
    let said = home.json(&["feedback", "import", "c.json"]);
    assert_eq!(counts(&said), [0, 0, 1, 1]);
    let list = home.json(&["feedback", "list", "--state", "noted"]);
    let texts: Vec<&str> = list.as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert!(texts.contains(&"comment 1, edited") && texts.len() == 2, "{texts:?}");
    home.doctor_is_content();
}

#[test]
fn invalid_pieces_never_stop_the_valid_ones() {
    let home = Home::new();
    let csv = "text,tough,theme,themes\ngood,2,x,time\nbad,9,,\nalso good,1,,\n";
    fs::write(home.path().join("a.csv"), csv).unwrap();
    fs::write(home.path().join("photo.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(home.path().join("empty"), "").unwrap();
    let ran = home.run(&["feedback", "import", "a.csv", "photo.png", "empty", "not there"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    for said in [
        "a.csv:3: “9” in tough",
        "“theme” is not known",
        "photo.png: this is no mail",
        "empty: it is empty",
        "not there: it cannot be read",
    ] {
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    assert!(ran.err.contains("2 new, 4 not readable"), "{ran:?}");
    assert_eq!(pieces(&home), 2);
    let ran = home.run(&["feedback", "import", "photo.png", "not there"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    assert!(ran.err.starts_with("etude: photo.png: this is no mail"), "{ran:?}");
    home.fails(1, &["feedback", "import", "."]);
    home.fails(2, &["feedback", "import", "a.csv", "--as", "closed"]);
    home.fails(2, &["feedback", "import"]);
    let ran = home.run(&["feedback", "import", "a.csv", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    home.doctor_is_content();
}

#[test]
fn a_dry_run_and_an_empty_import_make_no_journal() {
    let home = Home::new();
    fs::write(home.path().join("c.json"), comments(3)).unwrap();
    fs::write(home.path().join("none.json"), "[]\n").unwrap();
    assert_eq!(counts(&home.json(&["feedback", "import", "c.json", "c.json", "--dry-run"])), [3, 0, 3, 0]);
    assert!(home.run(&["feedback", "import", "none.json"]).err.contains("nothing in it"));
    home.ok(&["feedback", "import", "c.json", "--since", "today"]);
    assert!(!home.journal().exists());
    home.ok(&["feedback", "import", "c.json"]);
    assert_eq!(pieces(&home), 3);
}

#[test]
fn a_file_that_is_missing_among_others_is_told_and_the_others_come_in() {
    let home = Home::new();
    fs::write(home.path().join("c.json"), comments(3)).unwrap();
    let ran = home.run(&["feedback", "import", "nowhere.mbox", "c.json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("nowhere.mbox: it cannot be read"), "{ran:?}");
    assert_eq!(pieces(&home), 3);
    let again = home.json(&["feedback", "import", "c.json"]);
    assert_eq!((&again["dry_run"], &again["operation"]), (&json!(false), &Value::Null), "nothing was new");
}

#[test]
fn the_list_of_a_journal_can_be_taken_into_another() {
    let home = Home::with_skill();
    home.ok(&[
        "feedback", "add", "rushed", "--from", "Tomas", "--theme", "time", "--skill", "guide", "--tough", "2",
    ]);
    home.ok(&["ask", "Ana", "--skill", "guide", "--text", "How was it?", "--sent"]);
    home.ok(&["feedback", "add", "kept", "--noted", "--private", "--theme", &"long ".repeat(60)[..190]]);
    let list = home.ok(&["feedback", "list", "--json"]);
    fs::write(home.path().join("list.json"), &list).unwrap();
    assert_eq!(
        counts(&home.json(&["feedback", "import", "list.json"])),
        [0, 0, 3, 0],
        "they are here already"
    );
    let other = Home::with_skill();
    fs::write(other.path().join("list.json"), &list).unwrap();
    assert_eq!(counts(&other.json(&["feedback", "import", "list.json"])), [3, 0, 0, 0]);
    assert_eq!(counts(&other.json(&["feedback", "import", "list.json"])), [0, 0, 3, 0]);
    let there = other.json(&["feedback", "list"]);
    let here: Value = serde_json::from_str(&list).unwrap();
    for here in here.as_array().unwrap() {
        let there = there.as_array().unwrap().iter().find(|there| there["text"] == here["text"]).unwrap();
        for key in
            ["state", "from", "themes", "tough", "skill", "private", "request", "asked_at", "received_at"]
        {
            assert_eq!(here[key], there[key], "{key}");
        }
    }
    other.doctor_is_content();
}

#[test]
fn hostile_names_and_texts_of_own_files_fit_in() {
    let home = Home::new();
    let long = "x".repeat(5000);
    let row = json!([{"text": "a\u{0}b", "request": "n\u{0}l", "themes": [long, "a\nb", "\u{0}"], "from": long, "external_id": "a\u{0}",
        "session_id": "01J9ZK3QABCDE", "skill": "../../etc", "asked_at": "2999-01-01", "received_at": "2999-01-01"}]);
    fs::write(home.path().join("h.json"), row.to_string()).unwrap();
    assert_eq!(counts(&home.json(&["feedback", "import", "h.json"])), [1, 0, 0, 0]);
    assert_eq!(counts(&home.json(&["feedback", "import", "h.json"])), [0, 0, 1, 0]);
    let piece = &home.json(&["feedback", "list"])[0];
    assert_eq!((&piece["text"], &piece["session_id"]), (&json!("a\u{2400}b"), &Value::Null));
    assert!(!piece["received_at"].as_str().unwrap().starts_with("2999"));
    home.doctor_is_content();
}
