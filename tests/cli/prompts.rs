//! What is asked where somebody is there to answer, and what only a terminal can do: the program in a pseudo-terminal.

use crate::home::Home;
use crate::pty::Pty;
use crate::whistling::{show_journeyman, whistler};
use serde_json::json;

/// The program at work in a terminal, in this home and with nothing else around it.
pub fn at_a_terminal(home: &Home, args: &[&str]) -> Pty {
    let folder = format!("HOME={}", home.path().display());
    let around = ["env", "-i", &folder, "PATH=/usr/bin:/bin", "TZ=UTC", "TERM=xterm-256color"];
    Pty::start(&[&around[..], &[env!("CARGO_BIN_EXE_etude")], args].concat(), &[])
}

#[test]
fn a_step_that_is_not_shown_is_asked_about() {
    let home = whistler();
    for (answer, code) in [("no", 1), ("", 1), ("yes", 0)] {
        let mut pty = at_a_terminal(&home, &["stage", "promote", "note"]);
        pty.until("the history will say for ever: self-declared, 0 of 1 shown");
        pty.until("Be apprentice all the same? Type yes:");
        pty.send(format!("{answer}\r").as_bytes());
        assert_eq!(pty.ended(), code, "{answer}: {}", pty.text());
        assert_eq!(pty.text().contains("nothing was changed"), code == 1, "{}", pty.text());
    }
    assert_eq!(home.json(&["stage", "history"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_answer_is_asked_again() {
    let home = whistler();
    let mut pty = at_a_terminal(&home, &["stage", "promote", "note"]);
    pty.until("Type yes:");
    pty.send(b"perhaps\r");
    pty.until("type yes or no");
    pty.send(b"n\r");
    assert_eq!(pty.ended(), 1);
    assert_eq!(home.json(&["stage", "history"]), json!([]));
}

#[test]
fn ones_own_sentence_is_asked_for() {
    let home = whistler();
    show_journeyman(&home);
    home.ok(&["stage", "promote", "note"]);
    let mut pty = at_a_terminal(&home, &["stage", "promote", "note"]);
    pty.until("One sentence of your own:");
    pty.send(b"I am called back.\r");
    // Nobody witnessed it yet.
    pty.until("Type yes:");
    pty.send(b"yes\r");
    assert_eq!(pty.ended(), 0, "{}", pty.text());
    assert_eq!(home.json(&["stage", "history"])[0]["sentence"], "I am called back.");
}

#[test]
fn a_letter_to_a_witness_goes_onto_the_clipboard() {
    let home = whistler();
    let mut pty = at_a_terminal(&home, &["witness", "ask", "note", "Ada", "--copy"]);
    assert_eq!(pty.ended(), 0, "{}", pty.text());
    assert!(pty.text().contains("copied"), "{}", pty.text());
    assert!(pty.raw.windows(5).any(|bytes| bytes == b"\x1b]52;"), "through the terminal");
    let piped = home.run(&["witness", "ask", "note", "Ada", "--copy"]);
    assert_eq!(piped.code, Some(0));
    assert!(piped.err.contains("not copied: the clipboard is reached through a terminal"), "{piped:?}");
    assert!(!piped.out.contains('\u{1b}'), "{piped:?}");
}
