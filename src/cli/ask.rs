//! Questions on a terminal. A script is never asked: without a terminal on all three ends there is no question.

use std::io::{self, IsTerminal, Write};

use crate::domain::display::safe_line;

/// Whether somebody is there to answer.
pub(super) fn somebody_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal()
}

/// Asks until `read` understands the answer; nothing typed, or the end of input, is no answer.
pub(super) fn ask<T>(question: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
    loop {
        drop(write!(io::stderr(), "{} ", safe_line(question)));
        let mut line = String::new();
        let got = io::stdin().read_line(&mut line);
        let answer = line.trim();
        if !matches!(got, Ok(1..)) || answer.is_empty() {
            return None;
        }
        match read(answer) {
            Ok(answer) => return Some(answer),
            Err(why) => drop(writeln!(io::stderr(), "{}", safe_line(&why))),
        }
    }
}
