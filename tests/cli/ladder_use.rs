//! Ladders put to use and edited, from the command line.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::home::{Home, Ran};
use crate::whistling::{LADDER, own, whistler};
use serde_json::json;

#[test]
fn a_ladder_makes_an_area_in_one_step_that_is_undone_whole() {
    let home = Home::new();
    let ran = home.run(&["ladder", "use", "jazz"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.err.contains(
            "music.jazz-improvisation 1.0.0 on new area Jazz improvisation: 8 skills and 16 drills"
        )
    );
    assert!(ran.out.starts_with("make area Jazz improvisation with 8 skills"), "{ran:?}");
    assert_eq!(home.json(&["skill", "list"]).as_array().unwrap().len(), 8);
    assert_eq!(home.json(&["area", "list"])[0]["ladder"], "music.jazz-improvisation");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["skill", "list"]), json!([]));
    assert_eq!(home.json(&["area", "list"]), json!([]));
    home.ok(&["redo"]);
    // Once more, and nothing is done: the redo can still be undone in one step.
    let again = home.fails(1, &["ladder", "use", "jazz"]);
    let said = "Jazz improvisation is on music.jazz-improvisation 1.0.0 already; nothing was changed";
    assert!(again.contains(said), "{again}");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["skill", "list"]), json!([]));
    home.ok(&["redo"]);
    home.doctor_is_content();
}

#[test]
fn a_ladder_goes_onto_an_area_there_is_and_onto_skills_there_are() {
    let home = Home::new();
    own(&home, "w.toml", LADDER);
    home.ok(&["area", "add", "Music"]);
    home.ok(&["skill", "add", "Whistle in tune", "--area", "Music", "--why", "my own words"]);
    let dry =
        home.ok(&["ladder", "use", "whistling", "--area", "music", "--map", "pitch=in tune", "--dry-run"]);
    assert_eq!(dry, "own.whistling 1 on Music: 1 skill and 1 drill to make, mapped pitch\n");
    assert!(home.json(&["skill", "show", "whistle"])["ladder"].is_null(), "a dry run does nothing");
    home.ok(&["ladder", "use", "whistling", "--area", "music", "--map", "pitch=in tune"]);
    let skill = home.json(&["skill", "show", "whistle"]);
    assert_eq!((&skill["ladder_item"], &skill["why"]), (&json!("pitch"), &json!("my own words")));
    assert_eq!(skill["drills"], json!(["Over a drone"]));
    assert_eq!(home.json(&["skill", "list"]).as_array().unwrap().len(), 2);
    assert_eq!(home.json(&["skill", "show", "breathe"])["requires"], json!(["Whistle in tune"]));
}

#[test]
fn one_item_is_one_skill_of_its_area() {
    let home = Home::new();
    own(&home, "w.toml", LADDER);
    home.ok(&["ladder", "use", "whistling"]);
    let area = home.json(&["area", "list"])[0]["name"].as_str().unwrap().to_owned();
    home.ok(&["skill", "add", "Hum", "--area", &area]);
    let refused = home.fails(1, &["ladder", "use", "whistling", "--area", &area, "--map", "pitch=Hum"]);
    assert!(refused.contains("is pitch of this ladder already"), "{refused}");
}

#[test]
fn a_kept_ladder_that_cannot_be_read_stops_nothing_and_is_mended_by_its_file() {
    let home = Home::new();
    own(&home, "w.toml", LADDER);
    home.ok(&["ladder", "use", "whistling"]);
    home.ok(&["stage", "promote", "Hit the note", "--self-declared"]);
    let conn = rusqlite::Connection::open(home.journal()).unwrap();
    conn.execute("UPDATE ladder SET text = 'x = ['", []).unwrap();
    drop(conn);
    home.ok(&["stage", "show"]);
    let told = home.run(&["doctor"]);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert!(told.out.contains("own.whistling 1: line 1"), "{told:?}");
    home.ok(&["ladder", "use", "whistling", "--area", "Whistling"]);
    home.doctor_is_content();
}

#[test]
fn only_some_items_and_the_rest_later() {
    let home = Home::new();
    own(&home, "w.toml", LADDER);
    home.ok(&["ladder", "use", "whistling", "--skills", "breath", "--area", "Lungs", "--create"]);
    assert_eq!(home.json(&["skill", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["area", "list"])[0]["name"], "Lungs");
    home.ok(&["ladder", "use", "whistling", "--area", "lungs"]);
    assert_eq!(home.json(&["skill", "list"]).as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_meant_is_refused_and_nothing_is_made() {
    let home = Home::new();
    own(&home, "w.toml", LADDER);
    assert!(
        home.fails(1, &["ladder", "use", "whistling", "--area", "Muisc"]).contains("there is no journal")
    );
    assert!(!home.journal().exists());
    home.ok(&["area", "add", "Music"]);
    home.ok(&["skill", "add", "Breathe", "--area", "Music"]);
    home.ok(&["skill", "add", "Sing", "--area", "Music"]);
    fn used(args: &[&'static str]) -> Vec<&'static str> {
        [&["ladder", "use", "whistling", "--area", "Music"], args].concat()
    }
    assert!(home.fails(1, &["ladder", "use", "wistling"]).contains("did you mean"));
    assert!(home.fails(1, &["ladder", "use", "whistling", "--area", "Muisc"]).contains("did you mean Music"));
    assert!(home.fails(1, &used(&[])).contains("--map breath='Breathe'"));
    assert!(home.fails(1, &used(&["--map", "lips=sing"])).contains("there are pitch, breath"));
    assert!(home.fails(2, &used(&["--map", "pitch"])).contains("maps nothing"));
    assert!(home.fails(2, &used(&["--map", "pitch=sing", "--map", "breath=sing"])).contains("mapped twice"));
    assert!(
        home.fails(2, &used(&["--skills", "breath", "--map", "pitch=sing"])).contains("not among --skills")
    );
    assert!(home.fails(1, &["ladder", "use", "./none.toml"]).contains("there is no such file"));
    std::fs::write(home.path().join("bad.toml"), LADDER.replace("count = 1 }", "cuont = 1 }")).unwrap();
    assert!(home.fails(1, &["ladder", "use", "bad.toml"]).contains("bad.toml:"));
    home.fails(2, &["ladder", "use"]);
    assert!(home.json(&["area", "list"])[0]["ladder"].is_null());
}

#[test]
fn one_version_never_says_two_things() {
    let home = whistler();
    let refused = |args: &[&str]| {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
        ran.err
    };
    std::fs::write(home.path().join("w.toml"), LADDER.replace("Four of five", "Five of five")).unwrap();
    let said = refused(&["ladder", "use", "w.toml", "--area", "whistling"]);
    assert!(said.contains("version 1 of own.whistling says something else"), "{said}");
    let ours = include_str!("../../assets/ladders/software-code-review.toml");
    std::fs::write(home.path().join("r.toml"), ours.replace("rate = 0.8", "rate = 0.7")).unwrap();
    let said = refused(&["ladder", "use", "r.toml"]);
    assert!(
        said.contains("version 1.0.0 of software.code-review is the one that comes with etude"),
        "{said}"
    );
}

/// An editor that puts a program's answer into the file.
fn edited(home: &Home, sed: &str, args: &[&str]) -> Ran {
    let script = home.path().join("editor.sh");
    std::fs::write(&script, format!("#!/bin/sh\nsed -i -e '{sed}' \"$1\"\n")).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    home.etude().env("EDITOR", &script).args(args).output().unwrap().into()
}

fn drafts(home: &Home) -> Vec<PathBuf> {
    let folder = home.path().join(".local/state/etude/drafts");
    std::fs::read_dir(folder).map(|all| all.map(|it| it.unwrap().path()).collect()).unwrap_or_default()
}

#[test]
fn an_edited_ladder_takes_along_what_is_on_it() {
    let home = whistler();
    let edit = ["ladder", "edit", "whistling"];
    let ran = edited(&home, "s/^version = \"1\"/version = \"2\"/; s/rate = 0.8 }/rate = 0.6 }/", &edit);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.out, "put own.whistling on version 2: 1 area and 2 skills go on with it\n");
    let file = home.path().join(".config/etude/ladders/whistling.toml");
    assert!(std::fs::read_to_string(&file).unwrap().contains("version = \"2\""));
    assert_eq!(home.json(&["skill", "show", "note"])["ladder_version"], "2");
    let asks = home.json(&["stage", "show", "note"])["benchmarks"][1]["asks"].clone();
    assert!(asks.as_str().unwrap().contains("60 %"), "{asks}");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["skill", "show", "note"])["ladder_version"], "1");
    assert_eq!(drafts(&home), Vec::<PathBuf>::new());
}

#[test]
fn what_is_wrong_with_an_edited_ladder_is_said_and_the_text_is_kept() {
    let home = whistler();
    let before = std::fs::read_to_string(home.path().join(".config/etude/ladders/whistling.toml")).unwrap();
    for (sed, said) in [
        ("4s/^title = .*/titel = 3/", "line 4: "),
        ("s/own.whistling/own.other/", "the id was own.whistling"),
        ("s/rate = 0.8 }/rate = 0.6 }/", "version 1 of own.whistling says something else"),
    ] {
        for old in drafts(&home) {
            std::fs::remove_file(old).unwrap();
        }
        let ran = edited(&home, sed, &["ladder", "edit", "whistling"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.err.contains(said), "{sed}: {ran:?}");
        let kept = drafts(&home);
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert!(ran.err.contains(kept[0].to_str().unwrap()), "{ran:?}");
        assert_ne!(std::fs::read_to_string(&kept[0]).unwrap(), before);
        assert_eq!(std::fs::metadata(&kept[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let after = std::fs::read_to_string(home.path().join(".config/etude/ladders/whistling.toml")).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_ladder_of_etude_becomes_a_copy_with_a_version_of_its_own() {
    let home = Home::new();
    let ran = edited(
        &home,
        "s/^title .*= \"Code review\"/title = \"Our reviews\"/",
        &["ladder", "edit", "code-review"],
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let rows = home.json(&["ladder", "list"]);
    assert_eq!((&rows[0]["title"], &rows[0]["version"]), (&json!("Our reviews"), &json!("1.0.0-own")));
    assert_eq!(rows[0]["built_in"], false);
    assert!(!home.journal().exists(), "nothing is on it: no journal is made");
    let back = edited(&home, "s/1.0.0-own/1.0.0/", &["ladder", "edit", "code-review"]);
    assert!(back.err.contains("is the one that comes with etude"), "{back:?}");
    home.ok(&["ladder", "use", "code-review"]);
    assert_eq!(home.json(&["stage", "show", "area:Our reviews"])["own_thresholds"], true);
}

#[test]
fn a_ladder_used_from_a_file_is_reached_by_its_name_afterwards() {
    let home = Home::new();
    let folder = home.path().join("my");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("w.toml"), LADDER).unwrap();
    home.ok(&["ladder", "use", "my/w.toml"]);
    std::fs::remove_dir_all(&folder).unwrap();
    let list = home.ok(&["ladder", "list"]);
    assert!(list.contains("own.whistling") && list.contains("kept in the journal"), "{list}");
    let row = &home.json(&["ladder", "list"])[0];
    assert_eq!(
        (&row["id"], &row["in_journal"], &row["path"]),
        (&json!("own.whistling"), &json!(true), &json!(null))
    );
    assert!(home.ok(&["ladder", "show", "own.whist"]).starts_with("Whistling · own.whistling 1\n"));
    assert!(home.ok(&["ladder", "check", "own.whistling"]).starts_with("own.whistling 1: "));
    home.ok(&["ladder", "use", "own.whistling", "--area", "Again", "--create"]);
    let file = home.path().join(".config/etude/ladders/own.whistling.toml");
    let ran = edited(&home, "s/^version = \"1\"/version = \"2\"/", &["ladder", "edit", "own.whistling"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let told =
        format!("own.whistling 1 is kept in the journal; what you save is written to {}", file.display());
    assert!(ran.err.contains(&told), "{ran:?}");
    assert!(ran.out.contains("put own.whistling on version 2: 2 areas"), "{ran:?}");
    assert!(std::fs::read_to_string(&file).unwrap().contains("version = \"2\""));
    assert_eq!(home.json(&["ladder", "list"])[0]["path"], json!(file));
}
