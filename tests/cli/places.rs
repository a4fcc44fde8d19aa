//! Where things lie, the settings, hooks, modes, backups.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::home::Home;

#[test]
fn the_journal_that_is_named() {
    let home = Home::new();
    home.ok(&["--db", "file:x?mode=memory", "area", "add", "Plain file"]);
    assert!(home.path().join("file:x?mode=memory").is_file());
    let ran = home.etude().env("ETUDE_DB", "other.db").args(["area", "list"]).output().unwrap();
    assert!(ran.status.success() && ran.stdout.is_empty());
    assert_eq!(home.json(&["--db", "file:x?mode=memory", "area", "list"])[0]["name"], "Plain file");
    home.fails(2, &["--db", "", "status"]);
    home.fails(2, &["--db", "/", "status"]);
}

#[test]
fn without_a_home_there_is_a_sentence() {
    let home = Home::new();
    let ran = home.etude().env_remove("HOME").args(["status"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("HOME is not set"));
    let ran = home.etude().env_remove("HOME").args(["--db", "x.db", "area", "add", "A"]).output().unwrap();
    assert!(ran.status.success());
    let path = home.json(&["config", "path"]);
    assert_eq!(path["journal"].as_str().map(Path::new), Some(home.journal().as_path()));
    assert_eq!(home.ok(&["config", "path", "journal"]).trim_end(), home.journal().to_str().unwrap());
}

#[test]
fn everything_is_ours_alone_whatever_the_umask() {
    for umask in ["000", "022", "077", "777"] {
        let home = Home::new();
        let run = |args: &str| {
            let script = format!("umask {umask}; exec {} {args}", env!("CARGO_BIN_EXE_etude"));
            let mut command = std::process::Command::new("/bin/sh");
            command.arg("-c").arg(script).env("HOME", home.path()).current_dir(home.path());
            assert!(command.output().unwrap().status.success(), "umask {umask}: {args}");
        };
        run("start Ear --create --area Jazz");
        run("stop");
        check_modes(&home.path().join(".local"), umask);
    }
}

fn check_modes(path: &Path, umask: &str) {
    let found = std::fs::metadata(path).unwrap();
    let wanted = if found.is_dir() { 0o700 } else { 0o600 };
    assert_eq!(found.permissions().mode() & 0o777, wanted, "umask {umask}: {}", path.display());
    if found.is_dir() {
        std::fs::read_dir(path).unwrap().for_each(|entry| check_modes(&entry.unwrap().path(), umask));
    }
}

#[test]
fn bad_settings_are_said_once_and_never_stop_anything() {
    let home = Home::with_skill();
    home.config("day_start = \"04:00\"\nmose = true\n[backup]\nkeep = \"many\"\n");
    let ran = home.run(&["status"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.err.matches("did you mean mouse").count(), 1, "{ran:?}");
    assert!(ran.err.contains("line 2") && ran.err.contains("line 4"), "{ran:?}");
    let ran = home.run(&["config", "check"]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (Some(1), 2, ""));
    assert!(home.ok(&["config", "show"]).contains("config.toml:1"));
    let rows = home.json(&["config", "show"]);
    assert!(
        rows.as_array().unwrap().iter().any(|row| row["key"] == "day_start" && row["value"] == "\"04:00\"")
    );
}

#[test]
fn the_order_of_dates_is_a_setting() {
    let home = Home::with_skill();
    home.config("date_order = \"mdy\"\n");
    home.ok(&["log", "guide", "10m", "--at", "03/04/2025 10:00"]);
    assert_eq!(home.json(&["sessions"])[0]["day"], "2025-03-04");
    home.config("date_order = \"dmy\"\n");
    home.ok(&["log", "guide", "10m", "--at", "03/04/2025 10:00"]);
    assert_eq!(home.json(&["sessions"])[0]["day"], "2025-04-03");
}

#[test]
fn backups_as_often_as_the_settings_say() {
    let count = |home: &Home| {
        std::fs::read_dir(home.journal().with_file_name("backups")).map_or(0, |entries| entries.count())
    };
    let home = Home::with_skill();
    assert_eq!(count(&home), 1, "one on the first change of a day");
    for every in ["never", "week"] {
        let home = Home::new();
        home.config(&format!("[backup]\nevery = \"{every}\"\n"));
        home.ok(&["area", "add", "A"]);
        home.ok(&["area", "add", "B"]);
        assert_eq!(count(&home), usize::from(every == "week"), "{every}");
    }
}

#[test]
fn a_backup_that_fails_is_said_and_the_change_stands() {
    let home = Home::new();
    home.config("[backup]\nevery = \"never\"\n");
    home.ok(&["area", "add", "A"]);
    home.config("");
    std::fs::write(home.journal().with_file_name("backups"), "in the way").unwrap();
    let ran = home.run(&["area", "add", "B"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("backup of today failed"), "{ran:?}");
    assert_eq!(home.json(&["area", "list"])[0]["name"], "B");
}

#[test]
fn hooks_run_without_a_shell_and_never_fail_the_command() {
    let home = Home::with_skill();
    let script = home.path().join("hook");
    std::fs::write(&script, "#!/bin/sh\necho \"$1 $ETUDE_EVENT $ETUDE_SKILL $ETUDE_SESSION_ID\" > \"$HOME/$ETUDE_EVENT.tmp\"\nmv \"$HOME/$ETUDE_EVENT.tmp\" \"$HOME/$ETUDE_EVENT\"\n").unwrap();
    std::fs::set_permissions(&script, PermissionsExt::from_mode(0o755)).unwrap();
    let hook = script.display();
    home.config(&format!(
        "[hooks]\non_start = [\"{hook}\", \"$HOME; ls\"]\non_stop = [\"/nowhere/at/all\"]\n"
    ));
    home.ok(&["start", "guide"]);
    let said = wait_for(&home.path().join("start"));
    let id = home.json(&["status"])["session_id"].as_str().unwrap().to_owned();
    assert_eq!(said.trim_end(), format!("$HOME; ls start Guide tones {id}"));
    let ran = home.run(&["stop"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("/nowhere/at/all") && ran.err.contains("on_stop"), "{ran:?}");
}

/// What another process writes, once it has.
#[allow(clippy::disallowed_methods, reason = "a test may look at the clock to give up")]
fn wait_for(path: &Path) -> String {
    let begun = Instant::now();
    loop {
        match std::fs::read_to_string(path) {
            Ok(text) => return text,
            Err(_) if begun.elapsed() < Duration::from_secs(20) => std::thread::yield_now(),
            Err(error) => panic!("{} never came: {error}", path.display()),
        }
    }
}
