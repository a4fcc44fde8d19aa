//! Manners: hostile text, pipes that close, full disks, wrong usage, terminals and none.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::home::{Home, Ran};

const HOSTILE: &str = "a\u{1b}]52;c;eA==\u{7}\u{9b}2J\u{202e}b\u{200b}\u{85}\u{e0041}c";

fn is_clean(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !c.is_control())
        && !text.contains(['\u{202e}', '\u{200b}', '\u{e0041}'])
}

#[test]
fn hostile_text_is_kept_and_shown_safely() {
    let home = Home::new();
    home.ok(&["area", "add", HOSTILE]);
    home.ok(&["skill", "add", HOSTILE, "--area", HOSTILE, "--why", HOSTILE]);
    home.ok(&["start", HOSTILE, "-i", HOSTILE, "--with", HOSTILE, "--context", HOSTILE]);
    home.ok(&["note", &format!("{HOSTILE}\r\n{HOSTILE}")]);
    home.ok(&["plan", "add", HOSTILE, "--on", "tomorrow", "--if", HOSTILE]);
    for args in [
        &["status"][..],
        &["status", "--format", "{skill} {intention}"],
        &["today"],
        &["sessions"],
        &["session", "show", "running"],
        &["area", "list"],
        &["area", "show", HOSTILE],
        &["skill", "list"],
        &["skill", "show", HOSTILE],
        &["person", "list"],
        &["plan", "list"],
        &["history"],
        &["start", HOSTILE],
        &["start", &format!("{HOSTILE}x")],
        &["session", "show", HOSTILE],
        &["log", HOSTILE, HOSTILE],
        &[HOSTILE],
        &["status", HOSTILE],
        &["start", "--mode", HOSTILE],
        &["start", "--at", HOSTILE],
        &["--db", "\u{1b}[2J/x", "area", "list"],
        &["stop", "--next", HOSTILE],
    ] {
        let ran = home.run(args);
        assert!(is_clean(&ran.out) && is_clean(&ran.err), "{args:?}: {ran:?}");
    }
    assert_eq!(home.json(&["sessions"])[0]["intention"], HOSTILE, "kept as it came");
}

#[test]
fn wrong_usage_is_two_and_help_is_zero() {
    let home = Home::new();
    for args in
        [&["nonsense"][..], &["start", "--nonsense"], &["area"], &["hit", "many"], &["status", "more"]]
    {
        home.fails(2, args);
    }
    for args in [&["--help"][..], &["start", "--help"], &["help", "plan", "add"], &["--version"], &["-V"]] {
        assert!(!home.ok(args).is_empty());
    }
    assert_eq!(home.ok(&["--version"]), format!("etude {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn arguments_that_are_no_text_are_wrong_usage() {
    let home = Home::with_skill();
    let broken = OsStr::from_bytes(b"gu\xffide");
    for args in [&["start".as_ref(), broken][..], &[broken], &["note".as_ref(), broken]] {
        let ran = Ran::from(home.etude().args(args).output().unwrap());
        assert_eq!(ran.code, Some(2), "{ran:?}");
    }
    // A path may be anything.
    let ran = home.etude().arg("--db").arg(broken).args(["area", "list"]).output().unwrap();
    assert!(ran.status.success());
}

#[test]
fn a_note_from_standard_input() {
    let home = Home::with_skill();
    home.ok(&["start", "guide"]);
    let mut child =
        home.etude().args(["note", "-"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"two\nlines\n").unwrap();
    assert!(child.wait().unwrap().success());
    let mut child =
        home.etude().args(["note", "-"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"br\xffken").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(home.json(&["sessions"])[0]["notes"], serde_json::json!(["two\nlines"]));
    home.fails(2, &["note", " "]);
    home.ok(&["note", "--", "-5 degrees"]);
}

#[test]
fn a_reader_that_left_is_no_fault() {
    let home = Home::with_skill();
    for args in [&["sessions", "--json"][..], &["start", "guide"], &["status"], &["--help"], &["man"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = home.etude().args(args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((ran.status.code(), ran.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
    assert_eq!(home.json(&["status"])["running"], true, "what was written stays");
}

#[test]
fn a_full_disk_behind_the_output_is_said() {
    let home = Home::with_skill();
    for args in
        [&["skill", "list"][..], &["status"], &["--version"], &["start", "guide"], &["completions", "bash"]]
    {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let ran = home.etude().args(args).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(ran.status.code(), Some(3), "{args:?}");
    }
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ran = home.etude().args(["nonsense"]).stderr(full).output().unwrap();
    assert_eq!(ran.status.code(), Some(2), "nobody hears it, and nothing panics");
}

#[test]
fn quiet_says_only_what_went_wrong() {
    let home = Home::with_skill();
    let ran = home.run(&["start", "guide", "-q"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    assert!(!home.fails(1, &["start", "guide", "-q"]).is_empty());
}

#[test]
fn scripts_for_shells_and_the_manual() {
    let home = Home::with_skill();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(home.ok(&["completions", shell]).contains("COMPLETE"), "{shell}");
    }
    let words = ["--", "etude", "start", "gui"];
    let asked = home.etude().env("COMPLETE", "fish").args(words).output().unwrap();
    assert!(String::from_utf8_lossy(&asked.stdout).contains("Guide tones"), "{asked:?}");
    assert!(home.ok(&["man"]).contains(".TH etude"));
    home.ok(&["man", "--dir", "pages"]);
    assert!(home.path().join("pages/etude-session-edit.1").is_file());
}

/// Runs the program on a terminal and types an answer once the question is there.
fn on_a_terminal(home: &Home, args: &[&str], question: &str, answer: &str) -> String {
    let pty = native_pty_system()
        .openpty(PtySize { rows: 24, cols: 120, pixel_width: 0, pixel_height: 0 })
        .unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_etude"));
    command.args(args);
    command.env_clear();
    for (name, value) in [("HOME", home.path().to_str().unwrap()), ("TZ", "UTC"), ("TERM", "xterm")] {
        command.env(name, value);
    }
    command.cwd(home.path());
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let (mut reader, mut writer) =
        (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
    let (mut said, mut buffer, mut answered) = (Vec::new(), [0; 1024], false);
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        said.extend_from_slice(&buffer[..read]);
        if !answered && String::from_utf8_lossy(&said).contains(question) {
            writer.write_all(answer.as_bytes()).unwrap();
            answered = true;
        }
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn on_a_terminal_doubt_and_forgotten_stops_are_asked_about() {
    let home = Home::with_skill();
    home.ok(&["start", "guide", "--at", "3h ago", "-m", "25"]);
    on_a_terminal(&home, &["stop"], "to the [p]lan", "p\n");
    assert_eq!(home.json(&["sessions"])[0]["practised_seconds"], 1500);
    home.start_before_a_reboot();
    let said = on_a_terminal(&home, &["stop"], "[d]iscard", "what\nk\n");
    assert!(said.contains("type k, t, d"), "{said}");
    assert_eq!(home.json(&["sessions"])[0]["unresolved_seconds"], 0);
    home.start_before_a_reboot();
    on_a_terminal(&home, &["stop"], "[d]iscard", "\n");
    assert_ne!(home.json(&["sessions", "--limit", "1"])[0]["unresolved_seconds"], 0, "left for later");
}
