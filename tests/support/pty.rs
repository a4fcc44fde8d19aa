//! A program in a pseudo-terminal that is typed at, resized, stopped, signalled and cut off. Waits for what it expects
//! to see, never for a time; a generous limit only ends what would hang.

#![allow(dead_code, reason = "each test file uses its part")]

use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const LIMIT: Duration = Duration::from_secs(10);

/// A program in its terminal.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    /// The program.
    pub child: Box<dyn Child + Send + Sync>,
    /// What is on the screen.
    pub screen: vt100::Parser,
    /// Every byte that came out.
    pub raw: Vec<u8>,
}

/// A window size.
pub fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// Starts a program in a terminal of 80 columns and 24 rows.
    pub fn start(argv: &[&str], env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(argv[0]);
        command.args(&argv[1..]);
        for (name, value) in env {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env("PS1", "prompt> ");
        command.env("LC_ALL", "C.UTF-8");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(n) = reader.read(&mut bytes) {
                if n == 0 || sender.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(24, 80, 0);
        Self { master: pair.master, writer, output, child, screen, raw: Vec::new() }
    }

    /// Types bytes.
    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows these words.
    pub fn until(&mut self, what: &str) {
        self.until_that(what, |pty| pty.text().contains(what));
    }

    /// Waits until something is so.
    pub fn until_that(&mut self, what: &str, seen: impl Fn(&Self) -> bool) {
        // A clock on the screen writes for ever: only what is left of the time is waited for.
        #[allow(clippy::disallowed_methods, reason = "how long a test waits is no time of the program")]
        let began = std::time::Instant::now();
        while !seen(self) {
            match self.output.recv_timeout(LIMIT.saturating_sub(began.elapsed())) {
                Ok(bytes) if began.elapsed() < LIMIT => self.take(&bytes),
                _ => panic!("never saw {what:?}; screen:\n{}", self.text()),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.raw.extend_from_slice(bytes);
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.screen_mut().set_size(rows, columns);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// The exit code, all output taken in.
    pub fn ended(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(LIMIT) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("still running; screen:\n{}", self.text()),
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// The terminal is as it was before.
    pub fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "cursor still hidden");
        assert!(!screen.bracketed_paste(), "pastes still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let asked = |query: &[u8]| self.raw.windows(query.len()).any(|window| window == query);
        assert!(!asked(b"\x1b[6n") && !asked(b"\x1b[c"), "the terminal was asked something");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Closing the terminal ends shells; the probe too, or its test fails.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
