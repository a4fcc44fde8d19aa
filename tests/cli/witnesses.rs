//! Witnesses by command: asked as text, mail and form; answered, confirmed, listed.

use crate::whistling::whistler;
use serde_json::{Value, json};

#[test]
fn a_witness_is_asked_answers_and_is_confirmed() {
    let home = whistler();
    home.ok(&["person", "add", "Tomas", "--role", "mentor", "--contact", "tomas@example.org"]);
    let asked = home.json(&[
        "ask",
        "Tomas",
        "--for",
        "witness",
        "--skill",
        "note",
        "--benchmark",
        "pitch.j1",
        "--relation",
        "my teacher",
    ]);
    assert_eq!(asked["to"], "tomas@example.org");
    assert!(asked["subject"].as_str().unwrap().starts_with("[witness "));
    let text = asked["text"].as_str().unwrap();
    assert!(
        text.contains("whether I am a journeyman at it") && text.contains("Four of five notes, cold."),
        "{text}"
    );
    let row = home.json(&["witness", "list"])[0].clone();
    for (key, value) in [
        ("subject", json!("Hit the note")),
        ("who", json!("Tomas")),
        ("role", json!("mentor")),
        ("rank", json!("mentor")),
        ("state", json!("asked")),
        ("stage", json!("journeyman")),
        ("benchmark", json!("pitch.j1")),
        ("relation", json!("my teacher")),
        ("agrees", Value::Null),
        ("words", Value::Null),
        ("answered_at", Value::Null),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    assert!(home.fails(1, &["witness", "confirm", "last"]).contains("has not answered yet"));
    // What was asked of the person is what they answer.
    let says = ["--agrees", "--words", "In tune, twice.", "--saw", "the open stage", "--means", "live"];
    home.ok(&[&["witness", "answer", "--skill", "note", "--who", "tomas"][..], &says].concat());
    let row = home.json(&["witness", "show"]);
    assert_eq!((&row["id"], &row["state"]), (&asked["id"], &json!("answered")));
    assert_eq!(home.json(&["witness", "list"]).as_array().unwrap().len(), 1);
    home.ok(&["witness", "confirm", "last"]);
    assert!(home.fails(1, &["witness", "confirm", "last"]).contains("already"));
    assert!(home.ok(&["witness", "list"]).contains("confirmed, agrees"));
    assert!(home.ok(&["witness", "show"]).contains("saw          the open stage"));
    assert_eq!(home.json(&["search", "open stage"])[0]["kind"], "statement");
    let other = ["witness", "answer", "last", "--words", "Flat."];
    assert!(home.fails(1, &other).contains("is theirs"));
    home.ok(&["witness", "confirm", "last", "--take-back"]);
    home.ok(&other);
    home.ok(&["witness", "delete", "last"]);
    assert_eq!(home.json(&["witness", "list"]), json!([]));
    home.ok(&["undo"]);
    assert_eq!(
        home.json(&["witness", "list", "note", "--state", "answered", "--who", "Tomas"])[0]["words"],
        "Flat."
    );
    home.doctor_is_content();
}

#[test]
fn the_request_goes_out_as_a_mail_and_a_form_that_comes_back() {
    let home = whistler();
    std::fs::create_dir(home.path().join("out")).unwrap();
    let ran = home.run(&[
        "ask",
        "Ada",
        "--for",
        "witness",
        "--skill",
        "note",
        "--out",
        "out",
        "--to",
        "ada@example.org",
        "--external",
    ]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.starts_with("To: ada@example.org\nSubject: [witness "), "{ran:?}");
    let mut files: Vec<_> =
        std::fs::read_dir(home.path().join("out")).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 2);
    let mail = std::fs::read_to_string(&files[0]).unwrap();
    assert!(mail.starts_with("To: Ada\r\n <ada@example.org>\r\n"), "{mail}");
    let file = files[1].to_str().unwrap();
    let mut form: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!((&form["schema"], &form["witness"]), (&json!("etude-witness/1"), &json!("Ada")));
    assert!(home.fails(1, &["witness", "answer", "--json-file", file]).contains("no words yet"));
    form["answer"] =
        json!({"agrees": true, "words": "She \u{1b}[31mdid.", "means": "recording", "relation": "friend"});
    std::fs::write(file, form.to_string()).unwrap();
    home.ok(&["witness", "answer", "--json-file", file, "--confirm"]);
    let row = home.json(&["witness", "show"]);
    assert_eq!((&row["state"], &row["rank"]), (&json!("confirmed"), &json!("external")));
    assert_eq!((&row["means"], &row["relation"]), (&json!("recording"), &json!("friend")));
    assert!(!home.ok(&["witness", "show"]).contains('\u{1b}'));
    let other = whistler();
    assert!(other.fails(1, &["witness", "answer", "--json-file", file]).contains("is not in the journal"));
    assert!(
        home.fails(1, &["ask", "Ada", "--for", "witness", "--skill", "note", "--json-file", file])
            .contains("is there already")
    );
    assert!(
        home.fails(1, &["ask", "Ada", "--for", "witness", "--skill", "note", "--out", "none"])
            .contains("there is no folder")
    );
    assert!(
        home.fails(2, &["ask", "Ada", "--for", "witness", "--skill", "note", "--to", "no address"])
            .contains("no mail address")
    );
    assert_eq!(home.json(&["witness", "list"]).as_array().unwrap().len(), 1, "nothing was asked");
}

#[test]
fn who_was_not_asked_may_speak_and_what_is_wrong_is_said() {
    let home = whistler();
    let mut child = home
        .etude()
        .args([
            "witness",
            "answer",
            "--skill",
            "area:whistling",
            "--who",
            "Wei",
            "--disagrees",
            "--words",
            "-",
        ])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), "Not yet.\n".as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let row = home.json(&["witness", "show"]);
    assert_eq!((&row["subject_kind"], &row["agrees"]), (&json!("area"), &json!(false)));
    assert_eq!((&row["words"], &row["state"]), (&json!("Not yet."), &json!("answered")));
    home.fails(2, &["witness", "answer", "--skill", "note", "--words", "x"]);
    home.fails(2, &["witness", "answer", "--words", "x"]);
    home.fails(2, &["witness", "answer", "last"]);
    home.fails(1, &["witness", "answer", "last", "--words", ""]);
    home.fails(2, &["witness", "answer", "last", "--words", "x", "--agrees", "--disagrees"]);
    home.fails(2, &["ask", "--for", "witness", "--skill", "note"]);
    assert!(
        home.fails(1, &["ask", "Ada", "--for", "witness", "--skill", "note", "--benchmark", "x9"])
            .contains("no benchmark “x9”")
    );
    let unsaid = ["witness", "answer", "--skill", "note", "--who", "Ada", "--words", "hm", "--confirm"];
    assert!(home.fails(1, &unsaid).contains("whether they agree is not said"));
}

#[test]
fn who_weighs_too_little_is_said_when_they_are_asked() {
    let home = whistler();
    home.ok(&["person", "add", "Jonas", "--role", "peer"]);
    let told = |args: &[&str]| home.run(&[args, &["--for", "witness", "--skill", "note"]].concat()).err;
    let master = told(&["ask", "Jonas", "--stage", "master"]);
    let said = "Jonas weighs as peer, and master asks for mentor or higher: their word will not count there";
    assert!(master.contains(said), "{master}");
    assert!(!told(&["ask", "Jonas", "--stage", "journeyman"]).contains("weighs"));
    assert!(!told(&["ask", "Jonas", "--stage", "master", "--external"]).contains("weighs"));
    let capstone =
        ["ask", "Jonas", "--for", "witness", "--area", "whistling", "--benchmark", "capstone.master"];
    let told = home.run(&capstone).err;
    assert!(told.contains("capstone.master asks for external: their word"), "{told}");
}

#[test]
fn what_stands_beside_a_statement_is_put_right() {
    let home = whistler();
    let says = ["--agrees", "--words", "In tune.", "--stage", "journeyman", "--confirm"];
    home.ok(&[&["witness", "answer", "--skill", "note", "--who", "Ada"][..], &says].concat());
    home.ok(&["witness", "edit", "last", "--private", "--relation", "my sister"]);
    let row = home.json(&["witness", "show"]);
    assert_eq!(
        (&row["private"], &row["relation"], &row["state"]),
        (&json!(true), &json!("my sister"), &json!("confirmed"))
    );
    assert!(home.ok(&["witness", "list"]).contains("[private] In tune."));
    home.ok(&["witness", "edit", "last", "--public"]);
    assert_eq!(home.json(&["witness", "show"])["private"], false);
    assert!(home.fails(2, &["witness", "edit", "last"]).contains("nothing to change"));
    assert!(home.fails(1, &["witness", "edit", "last", "--saw", "the gig"]).contains("is theirs"));
}
