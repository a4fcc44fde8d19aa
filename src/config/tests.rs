//! Tests of the settings: texts good and bad, files that are none, and the commented default.

use std::fs;

use super::*;
use proptest::prelude::*;

/// The default settings file, with every key commented out and explained.
const COMMENTED: &str = include_str!("../../assets/config.toml");

fn complaints(text: &str) -> Vec<String> {
    read(text).1.iter().map(Complaint::to_string).collect()
}

#[test]
fn nothing_said_is_every_default() {
    assert_eq!(read(""), (Config::default(), Vec::new()));
    assert!(Config::default().rows().iter().all(|row| row.origin == Origin::Default));
}

#[test]
fn every_kind_of_key_is_read() {
    let (config, complaints) = read(
        "theme = 'dusk'\ncolour = 256\nglyphs = 'ASCII'\nbell = false\nday_start = '3:30'\nweek_start = 'sunday'\n\
         default_minutes = 50\neditor = 'code --wait'\n[backup]\nkeep = 0x10\n[hooks]\non_stop = ['notify-send', 'a b']\n\
         [keys]\nrep-hit = ['j', 'ctrl-j']\nquit = 'Q'\n",
    );
    assert_eq!(complaints, []);
    assert_eq!(
        (config.theme.as_str(), config.colour, config.glyphs),
        ("dusk", Colour::Palette, Glyphs::Ascii)
    );
    assert_eq!(
        (config.bell, config.day_start, config.default_minutes, config.backup_keep),
        (false, 210, 50, 16)
    );
    assert_eq!(config.editor, ["code", "--wait"]);
    assert_eq!(config.on_stop, ["notify-send", "a b"]);
    assert_eq!(config.keys["rep-hit"], Binding { keys: vec!["j".into(), "ctrl-j".into()], line: 14 });
    assert_eq!(config.keys["quit"].keys, ["Q"]);
    assert_eq!(config.calendar(TimeZone::UTC).week_start, Weekday::Sunday);
}

#[test]
fn values_without_quotes_are_understood() {
    let (config, complaints) = read("colour = true\nday_start = 05:30:00\n");
    assert_eq!((config.colour, config.day_start, complaints), (Colour::True, 330, Vec::new()));
}

#[test]
fn a_bad_key_is_named_with_its_line_and_the_rest_holds() {
    let text = "bell = false\ncolr = 'none'\nmouse = 'yes'\ndefault_minutes = 0\nground = 'darkk'\n[backup]\nkep = 3\n";
    assert_eq!(
        complaints(text),
        [
            "line 2: there is no setting colr (did you mean colour?)",
            "line 3: mouse cannot be “yes” (it takes true or false)",
            "line 4: default_minutes cannot be 0 (it takes a number of minutes from 1 to 1440)",
            "line 5: ground cannot be “darkk” (it takes \"dark\", \"light\" or \"auto\")",
            "line 7: there is no setting backup.kep (did you mean backup.keep?)",
        ]
    );
    let (config, _) = read(text);
    assert!(!config.bell && config.mouse);
}

#[test]
fn keys_in_the_wrong_place_are_sent_to_the_right_one() {
    assert_eq!(
        complaints("keep = 3\nbackup = 5\n[hooks]\ntheme = 'x'\n[bakup]\nkeep = 1\n[keys]\nquit = 7\n"),
        [
            "line 1: there is no setting keep (keep belongs below [backup])",
            "line 2: backup is a section, not a key (write [backup] on a line of its own and its keys below it)",
            "line 4: there is no setting hooks.theme (theme belongs at the top, above every [section])",
            "line 5: there is no section [bakup] (did you mean backup?)",
            "line 8: keys.quit cannot be 7 (it takes a list of keys, such as [\"x\", \"C-x\"])",
        ]
    );
}

#[test]
fn what_is_no_toml_names_the_line() {
    let (config, complaints) = read("bell = false\nmouse = = true\n");
    assert_eq!((config, complaints.len()), (Config::default(), 1));
    assert_eq!(complaints[0].line, Some(2));
    assert_eq!(read("bell = true\nbell = false\n").1.len(), 1, "a key twice");
    assert!(!complaints_of_escape().contains('\u{1b}'));
}

fn complaints_of_escape() -> String {
    complaints("\"\\u001b]52;c\" = 1\n").join("")
}

#[test]
fn a_flood_of_faults_is_cut_short() {
    let text: String = (0..500).map(|n| format!("nonsense{n} = 1\n")).collect();
    let told = complaints(&text);
    assert_eq!((told.len(), told[20].as_str()), (21, "and 480 more like these"));
}

#[test]
fn files_that_are_none_are_complained_about() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("config.toml");
    assert_eq!(load(&path), (Config::default(), Vec::new()));
    assert_eq!(load(folder.path()).1[0].what, "the settings file is a folder");
    fs::write(&path, b"bell = true\ntheme = \"\xff\"\n").expect("written");
    assert_eq!(load(&path).1[0].to_string().split(" (").next(), Some("line 2: this is not UTF-8 text"));
    fs::write(&path, " ".repeat(1024 * 1024 + 1)).expect("written");
    assert_eq!(load(&path).1[0].what, "the settings file is larger than 1 MiB");
    fs::write(&path, "\u{feff}bell = false\r\n").expect("written");
    let (config, complaints) = load(&path);
    assert_eq!((config.bell, complaints), (false, Vec::new()));
    let row = config.rows().into_iter().find(|row| row.key == "bell").expect("row");
    assert_eq!((row.value.as_str(), row.origin.to_string()), ("false", format!("{}:1", path.display())));
}

/// The commented default with its examples switched on: `#key = value` has no space after the mark, prose has.
fn uncommented() -> String {
    let switch = |line: &'static str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with([' ', '#']) => rest,
        _ => line,
    };
    COMMENTED.lines().map(switch).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_commented_default_is_the_default_and_has_every_key() {
    assert_eq!(read(COMMENTED), (Config::default(), Vec::new()));
    let (config, complaints) = read(&uncommented());
    assert_eq!(complaints, []);
    let defaults = Config::default().rows();
    for (row, default) in config.rows().iter().zip(&defaults) {
        assert_eq!((&row.key, &row.value), (&default.key, &default.value));
        assert_ne!(row.origin, Origin::Default, "{} is missing", row.key);
    }
    for key in KEYS {
        assert!(COMMENTED.contains(key.about), "the words of {} differ", key.name);
    }
}

proptest! {
    #[test]
    fn any_text_gives_settings(text in "\\PC{0,40}|([a-z_\\[\\].]{1,12} ?= ?[-0-9a-z\"'\\[\\]{},:]{0,12}\n){0,4}") {
        for complaint in read(&text).1 {
            prop_assert!(!complaint.to_string().chars().any(char::is_control));
        }
    }
}
