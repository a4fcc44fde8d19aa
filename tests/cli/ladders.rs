//! Ladders from the command line: which there are, what they say, and whether a file is one.

use std::path::PathBuf;

use crate::home::Home;
use serde_json::Value;

const OURS: &str = include_str!("../../assets/ladders/software-code-review.toml");

/// Puts a ladder of one's own where etude looks for it.
fn own(home: &Home, name: &str, text: &str) -> PathBuf {
    let folder = home.path().join(".config/etude/ladders");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
    folder.join(name)
}

#[test]
fn those_of_etude_are_listed_without_anything_being_made() {
    let home = Home::new();
    let lines = home.ok(&["ladder", "list"]);
    assert_eq!(lines.lines().count(), 4, "{lines}");
    assert!(
        lines.contains("music.jazz-improvisation  1.0.0") && lines.contains("comes with etude"),
        "{lines}"
    );
    let rows = home.json(&["ladder", "list"]);
    assert_eq!((&rows[1]["id"], &rows[1]["built_in"]), (&"software.code-review".into(), &true.into()));
    assert_eq!((&rows[1]["benchmarks"], &rows[1]["path"]), (&38.into(), &Value::Null));
    home.ok(&["ladder", "show", "jazz"]);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "nothing was created");
}

#[test]
fn ones_own_are_listed_first_and_broken_ones_with_their_line() {
    let home = Home::new();
    let path = own(&home, "a.toml", &OURS.replacen("\"1.0.0\"", "\"2.0.0\"", 1));
    let broken = own(&home, "b.toml", "schema = \"ladder/1\"\n\ntitel = \"x\"\n");
    let lines = home.ok(&["ladder", "list"]);
    let row = lines.lines().nth(1).unwrap();
    assert!(row.contains("2.0.0") && row.ends_with(path.to_str().unwrap()), "{lines}");
    assert_eq!(lines.matches("software.code-review").count(), 1, "it stands in the place of ours: {lines}");
    let place = format!("{}:3: the ladder: there is no key “titel” (did you mean title?)", broken.display());
    assert!(lines.lines().last().unwrap().starts_with(&place), "{lines}");
    let rows = home.json(&["ladder", "list"]);
    let last = rows.as_array().unwrap().last().unwrap();
    assert_eq!((&last["ok"], &last["line"], &last["id"]), (&false.into(), &3.into(), &Value::Null));
    assert_eq!(rows[0].as_object().unwrap().len(), last.as_object().unwrap().len(), "every key is there");
    let said = home.fails(1, &["ladder", "show", "b"]);
    assert!(said.contains("there is no ladder “b”") && said.contains(&place), "{said}");
}

#[test]
fn a_ladder_is_shown_by_a_clear_beginning_of_its_id_or_title() {
    let home = Home::new();
    for typed in ["software.code-review", "review", "Code rev", "SOFTWARE"] {
        let text = home.ok(&["ladder", "show", typed]);
        assert!(text.starts_with("Code review · software.code-review 1.0.0\n"), "{typed}: {text}");
        assert!(text.contains("3 of the last 4 cold probes of 5 or more reps at 80 % or better"), "{text}");
    }
    let ladder = home.json(&["ladder", "show", "review"]);
    assert_eq!(ladder["stages"][1]["witness"], "peer");
    assert_eq!(
        ladder["skills"][0]["benchmarks"][2]["asks"],
        "3 of the last 4 cold probes of 5 or more reps at 80 % or better"
    );
    let benchmarks: Vec<&Value> = ladder["skills"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|skill| skill["benchmarks"].as_array().unwrap())
        .collect();
    assert_eq!(benchmarks.len(), 38);
    let keys = benchmarks[0].as_object().unwrap().len();
    assert!(benchmarks.iter().all(|b| b.as_object().unwrap().len() == keys), "every key is there");
    own(&home, "own.toml", &OURS.replacen("software.code-review", "own.review", 1));
    assert!(home.fails(2, &["ladder", "show", "review"]).contains("own.review, software.code-review"));
    assert!(home.fails(1, &["ladder", "show", "negotation"]).contains("did you mean"));
}

#[test]
fn a_file_is_checked_and_what_is_wrong_said_with_its_place() {
    let home = Home::new();
    std::fs::write(home.path().join("good.toml"), OURS).unwrap();
    assert_eq!(
        home.ok(&["ladder", "check", "good.toml"]),
        "software.code-review 1.0.0: 7 skills, 38 benchmarks, 15 drills\n"
    );
    assert_eq!(home.json(&["ladder", "check", "good.toml"])["ok"], true);
    std::fs::write(home.path().join("bad.toml"), OURS.replacen("count = 2 }", "cuont = 2 }", 1)).unwrap();
    let ran = home.run(&["ladder", "check", "bad.toml"]);
    let line = OURS.lines().position(|line| line.contains("count = 2 }")).unwrap() + 1;
    let said = format!(
        "bad.toml:{line}: benchmark “orient.a1”: there is no key “cuont” (did you mean count?); expected count\n"
    );
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(1), "", said.as_str()));
    let ran = home.run(&["ladder", "check", "bad.toml", "--json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (ran.code, &answer["ok"], answer["line"].as_u64()),
        (Some(1), &false.into(), Some(line as u64))
    );
    let ran = home.run(&["ladder", "check", "none.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), "none.toml: there is no such file\n"));
    home.fails(2, &["ladder", "check"]);
}

#[test]
fn hostile_ladders_are_shown_safely() {
    let home = Home::new();
    let hostile = "a\\u001b]52;c;eA==\\u0007\u{202e}b";
    own(&home, "a.toml", &OURS.replacen("Code review", hostile, 1));
    own(&home, "b\u{1b}[2J.toml", &OURS.replacen("Code review", &format!("{hostile}\\n"), 1));
    for args in [&["ladder", "list"][..], &["ladder", "show", "soft"], &["ladder", "show", "none"]] {
        let ran = home.run(args);
        let clean = |text: &str| !text.contains(['\u{1b}', '\u{7}', '\u{202e}']);
        assert!(clean(&ran.out) && clean(&ran.err), "{ran:?}");
    }
}

#[test]
fn ladders_complete() {
    let home = Home::new();
    let asked =
        home.etude().env("COMPLETE", "fish").args(["--", "etude", "ladder", "show", "mu"]).output().unwrap();
    let said = String::from_utf8(asked.stdout).unwrap();
    assert!(said.contains("music.jazz-improvisation\tJazz improvisation"), "{said}");
}
