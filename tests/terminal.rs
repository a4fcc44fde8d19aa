//! The terminal, for real, through a small program that does nothing but echo keys.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the whole file is a test")]

#[path = "support/pty.rs"]
mod pty;

use std::path::PathBuf;
use std::process::Command;

use portable_pty::{CommandBuilder, native_pty_system};
use pty::{Pty, size};

/// `cargo test` builds it; after `cargo test --test terminal` alone it may be an old one.
fn probe_path() -> PathBuf {
    // The test lies in target/…/deps, the example beside it in target/…/examples.
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.join("examples/terminal_probe")
}

fn probe(mode: &str) -> Pty {
    let mut pty = Pty::start(&[probe_path().to_str().unwrap(), mode], &[]);
    pty.until("keys:");
    pty
}

fn shell() -> Pty {
    let mut pty = Pty::start(&["bash", "--norc", "--noprofile", "--noediting", "-i"], &[]);
    pty.until("prompt>");
    pty
}

#[test]
fn q_leaves_everything_as_it_was() {
    let mut pty = probe("probe");
    pty.send(b"j\x1b[A?");
    pty.until("keys: j Up ?");
    assert!(pty.screen.screen().alternate_screen() && pty.screen.screen().bracketed_paste());
    pty.send(b"q");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
}

#[test]
fn signals_restore_and_tell_by_the_exit_code() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let mut pty = probe("probe");
        pty.signal(name);
        assert_eq!(pty.ended(), code, "{name}");
        pty.assert_restored();
    }
}

#[test]
fn a_panic_restores_first_and_can_be_read() {
    let mut pty = probe("panic");
    pty.send(b"p");
    assert_eq!(pty.ended(), 101);
    pty.assert_restored();
    assert!(pty.text().contains("panicked at"), "{}", pty.text());
}

#[test]
fn a_lone_escape_is_a_key_and_a_half_sequence_makes_nobody_deaf() {
    let mut pty = probe("probe");
    pty.send(b"\x1b");
    pty.until("keys: Esc");
    pty.send(b"\x1b[200~half a paste");
    pty.until("paste[half a paste]");
    pty.send(b"\x1b[1;");
    pty.signal("TERM");
    assert_eq!(pty.ended(), 143);
    pty.assert_restored();
}

#[test]
fn a_signal_is_heard_in_the_middle_of_a_paste() {
    let mut pty = probe("probe");
    pty.send(b"k\x1b[200~never ending");
    pty.until("keys: k");
    pty.signal("TERM");
    assert_eq!(pty.ended(), 143);
}

#[test]
fn a_paste_is_one_thing_and_bad_text_is_refused() {
    let mut pty = probe("probe");
    pty.send(b"\x1b[200~one\rtwo\x1b[201~");
    pty.until("paste[one|two]");
    pty.send(b"\x1b[200~caf\xe9\x1b[201~");
    pty.until("not UTF-8");
}

#[test]
fn any_window_size_is_survived() {
    let mut pty = probe("probe");
    for (columns, rows) in [(1, 1), (2, 2), (500, 200), (8, 3), (10, 1), (132, 50)] {
        pty.resize(columns, rows);
    }
    pty.until("132x50");
    pty.resize(40, 12);
    pty.until("40x12");
    pty.send(b"q");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
}

#[test]
fn a_session_leader_is_not_stopped_for_ever() {
    let mut pty = probe("probe");
    pty.send(b"\x1az");
    pty.until("keys: z");
}

#[test]
fn the_modes_afterwards_are_those_from_before_bit_by_bit() {
    let mut pty = shell();
    pty.send(
        format!(
            "a=$(stty -g); {}; b=$(stty -g); [ $a = $b ] && echo same $((40 + 2))\r",
            probe_path().display()
        )
        .as_bytes(),
    );
    pty.until("keys:");
    pty.send(b"q");
    pty.until("same 42");
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_repaints() {
    let mut pty = shell();
    pty.send(format!("{}\r", probe_path().display()).as_bytes());
    pty.until("keys:");
    pty.send(b"abc");
    pty.until("keys: a b c");
    pty.send(b"\x1a");
    pty.until("Stopped");
    pty.assert_restored();
    pty.send(b"echo in the $((40 + 2)) shell\r");
    pty.until("in the 42 shell");
    pty.send(b"fg\r");
    pty.until("keys: a b c");
    pty.until("foreground");
    pty.send(b"d");
    pty.until("keys: a b c d");
    pty.send(b"q");
    pty.until("left with 0");
    pty.assert_restored();
}

#[test]
fn in_the_background_it_waits_and_touches_nothing() {
    let mut pty = shell();
    pty.send(format!("{} &\r", probe_path().display()).as_bytes());
    pty.send(b"until jobs | grep -q Stopped; do :; done; echo it $((40 + 2)) waits\r");
    pty.until("it 42 waits");
    assert!(!pty.raw.windows(8).any(|window| window == b"\x1b[?1049h"), "wrote from the background");
    pty.send(b"fg\r");
    pty.until("keys:");
    pty.send(b"q");
    pty.until("left with 0");
}

#[test]
fn a_dead_terminal_ends_it_even_when_hangups_are_ignored() {
    let spent = tempfile::NamedTempFile::new().unwrap();
    let run = format!(
        "trap '' HUP; timeout --foreground -s KILL 5 {}; code=$?; times > {}; exit $code",
        probe_path().display(),
        spent.path().display()
    );
    let pair = native_pty_system().openpty(size(80, 24)).unwrap();
    let mut command = CommandBuilder::new("bash");
    command.args(["-c", &run]);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut raw = String::new();
    let mut bytes = [0; 65_536];
    while !raw.contains("keys:") {
        let n = reader.read(&mut bytes).unwrap();
        raw.push_str(&String::from_utf8_lossy(&bytes[..n]));
    }
    // No thread reads here: with these the last handles are gone, and the terminal with them.
    drop(reader);
    drop(pair);
    assert_eq!(child.wait().unwrap().exit_code(), 129, "137: it had to be killed");
    let spent = std::fs::read_to_string(spent.path()).unwrap();
    let seconds = |time: &str| time.trim_start_matches("0m").trim_end_matches('s').parse::<f64>().unwrap();
    let used: f64 = spent.lines().last().unwrap().split_whitespace().map(seconds).sum();
    assert!(used < 0.5, "{used} s of work after the terminal died");
}

#[test]
fn without_a_terminal_nothing_is_written_to_it() {
    let out =
        Command::new(probe_path()).env("TERM", "xterm").stdin(std::process::Stdio::null()).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty());
    assert!(String::from_utf8(out.stderr).unwrap().contains("not a terminal"));
    let mut pty = Pty::start(&["env", "TERM=dumb", probe_path().to_str().unwrap()], &[]);
    assert_eq!(pty.ended(), 2);
    assert!(!pty.raw.contains(&0x1b));
}
