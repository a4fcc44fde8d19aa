//! Feedback and its manners: words from pipes and files, hostile text printed harmlessly.

use std::io::Write;
use std::process::Stdio;

use crate::home::{Home, Ran};
use serde_json::{Value, json};

const HOSTILE: &str = "a\u{1b}]52;c;eA==\u{7}\u{9b}2J\u{202e}b\u{200b}\u{85}\u{e0041}c";

fn is_clean(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !c.is_control())
        && !text.contains(['\u{202e}', '\u{200b}', '\u{e0041}'])
}

fn piped(home: &Home, args: &[&str], bytes: &[u8]) -> Ran {
    let mut command = home.etude();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdin.take().unwrap().write_all(bytes));
    child.wait_with_output().unwrap().into()
}

/// The only piece, or the newest.
fn newest(home: &Home) -> Value {
    home.json(&["feedback", "list"])[0].clone()
}

#[test]
fn words_come_from_one_of_three_places() {
    let home = Home::with_skill();
    home.ok(&["feedback", "add", "count", "in"]);
    assert_eq!(newest(&home)["text"], "count in");
    std::fs::write(home.path().join("said.txt"), "from\na file\n").unwrap();
    home.ok(&["feedback", "add", "--file", "said.txt"]);
    assert_eq!(newest(&home)["text"], "from\na file");
    assert_eq!(piped(&home, &["feedback", "add", "-"], b"through a pipe\r\n").code, Some(0));
    assert_eq!(newest(&home)["text"], "through a pipe");
    let before = home.json(&["feedback", "list"]).as_array().unwrap().len();
    let ran = piped(&home, &["feedback", "add", "-"], b"br\xffken");
    assert_eq!((ran.code, ran.err.contains("UTF-8")), (Some(2), true), "{ran:?}");
    std::fs::write(home.path().join("wide.txt"), b"\xff\xfea\0").unwrap();
    home.fails(2, &["feedback", "add", "--file", "wide.txt"]);
    home.fails(1, &["feedback", "add", "--file", "nothing.txt"]);
    home.fails(2, &["feedback", "add", "both", "--file", "said.txt"]);
    assert_eq!(piped(&home, &["feedback", "add", "-"], &vec![b'a'; (1 << 20) + 9]).code, Some(2));
    assert_eq!(home.json(&["feedback", "list"]).as_array().unwrap().len(), before);
}

#[test]
fn hostile_feedback_is_kept_and_shown_safely() {
    let home = Home::with_skill();
    let facts =
        ["--from", HOSTILE, "--address", HOSTILE, "--source", HOSTILE, "--title", HOSTILE, "--link", HOSTILE];
    home.ok(&[&["feedback", "add", HOSTILE, "--theme", HOSTILE, "--skill", "guide"][..], &facts].concat());
    let mail = format!(
        "From: {HOSTILE} <x@y>\r\nSubject: {HOSTILE}\r\nMessage-ID: <{HOSTILE}>\r\n\r\n{HOSTILE}\r\n> {HOSTILE}\r\n"
    );
    std::fs::write(home.path().join("h.eml"), &mail).unwrap();
    std::fs::write(
        home.path().join(format!("{HOSTILE}.csv")),
        format!("text,{HOSTILE},tough\nx,y,{HOSTILE}\n"),
    )
    .unwrap();
    home.ok(&["feedback", "accept", "last", "-a", HOSTILE]);
    for args in [
        &["feedback", "list"][..],
        &["feedback", "list", "--all"],
        &["feedback", "show"],
        &["feedback", "import", "h.eml"],
        &["feedback", "show", "last", "--quoted"],
        &["feedback", "list", "--all", "--json"],
        &["feedback", "show", "--json"],
        &["feedback", "import", &format!("{HOSTILE}.csv")],
        &["feedback", "import", HOSTILE],
        &["feedback", "themes"],
        &["feedback", "themes", "--json"],
        &["feedback", "ask", "--of", HOSTILE, "--text", HOSTILE, "--skill", "guide"],
        &["feedback", "note", HOSTILE],
        &["feedback", "decline", "last", "--reason", HOSTILE],
        &["feedback", "focus", "last", HOSTILE],
        &["feedback", "ask", "--to", HOSTILE],
        &["apply", "guide", "--where", HOSTILE, "--seen-by", HOSTILE],
        &["note", "list"],
        &["note", "show"],
        &["today"],
        &["start", "guide"],
        &["history"],
    ] {
        let ran = home.run(args);
        assert!(is_clean(&ran.out) && is_clean(&ran.err), "{args:?}: {ran:?}");
    }
    let kept = home.json(&["feedback", "list", "--state", "accepted"]);
    assert_eq!((&kept[0]["text"], &kept[0]["title"]), (&json!(HOSTILE), &json!(HOSTILE)), "kept as it came");
    home.doctor_is_content();
}
