//! A program in a pseudo-terminal, with the time of every byte it sends. "Settled" is the last byte before a quiet
//! moment: what a person sees, whatever the program does in between.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// No byte for so long: the screen has settled.
const QUIET: Duration = Duration::from_millis(12);
/// Longer than anything should take.
const LIMIT: Duration = Duration::from_secs(30);
/// What the first complete frame of ours and of the yardstick shows.
const SEEN: &[u8] = b"Today";

pub struct Pty {
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    child: Box<dyn Child + Send + Sync>,
}

/// What standing there costs.
pub struct Cost {
    pub cpu_ms: f64,
    pub wakeups: u64,
    pub bytes: usize,
    pub resident: f64,
    pub private: f64,
}

/// The surroundings every program is measured in.
const AROUND: [(&str, &str); 4] =
    [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC"), ("PATH", "/usr/bin:/bin")];

/// A program as a command, in the surroundings of a home folder.
pub fn command(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("HOME", home).envs(AROUND);
    command
}

impl Pty {
    /// Starts a program; hands back how long its first complete frame took.
    pub fn start(program: &Path, home: &Path) -> (Pty, Duration) {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        if program.file_name().is_some_and(|name| name != "etude") {
            command.arg("screen");
        }
        command.env_clear();
        command.env("HOME", home);
        for (name, value) in AROUND {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut pty = Pty { _master: pair.master, writer, output, child };
        let mut raw = Vec::new();
        let last = pty.settle(&mut raw, QUIET, |raw| raw.windows(SEEN.len()).any(|window| window == SEEN));
        let last = last.unwrap_or_else(|| panic!("no frame:\n{}", String::from_utf8_lossy(&raw)));
        (pty, last - began)
    }

    /// Types; the time until the screen has settled, or nothing where it did not change.
    pub fn key(&mut self, keys: &[u8]) -> Option<Duration> {
        self.key_within(keys, QUIET)
    }

    /// The same where what is shown may come in two parts, so far from each other at most.
    pub fn key_within(&mut self, keys: &[u8], quiet: Duration) -> Option<Duration> {
        let typed = Instant::now();
        self.writer.write_all(keys).unwrap();
        self.writer.flush().unwrap();
        let mut raw = Vec::new();
        self.settle(&mut raw, quiet, |_| true).map(|last| last - typed)
    }

    /// Takes in what comes until enough was seen and then nothing more; when the last byte came.
    fn settle(
        &mut self,
        raw: &mut Vec<u8>,
        quiet: Duration,
        enough: impl Fn(&[u8]) -> bool,
    ) -> Option<Instant> {
        let mut last = None;
        loop {
            let first = last.is_none() || !enough(raw);
            // A key that changes nothing sends nothing: 100 ms are more than any frame takes.
            let wait = if !first {
                quiet
            } else if raw.is_empty() && enough(raw) {
                QUIET * 8
            } else {
                LIMIT
            };
            match self.output.recv_timeout(wait) {
                Ok((at, bytes)) => {
                    last = Some(at);
                    raw.extend_from_slice(&bytes);
                }
                Err(RecvTimeoutError::Timeout) if first => return None,
                Err(RecvTimeoutError::Timeout) => return last,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Lets it be, so that what was put off until after the first frame is done.
    pub fn rest(&mut self, how_long: Duration) {
        std::thread::sleep(how_long);
        while self.output.try_recv().is_ok() {}
    }

    /// What the program costs while nobody touches it.
    pub fn idle(&mut self, how_long: Duration) -> Cost {
        let id = self.child.process_id().unwrap();
        // What was put off until after the first frame is not idling.
        self.rest(Duration::from_millis(2_500));
        let (cpu, wakes) = spent(id);
        std::thread::sleep(how_long);
        let (cpu_after, wakes_after) = spent(id);
        let bytes = std::iter::from_fn(|| self.output.try_recv().ok()).map(|(_, bytes)| bytes.len()).sum();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        Cost {
            cpu_ms: (cpu_after - cpu) as f64 / 1e6,
            wakeups: wakes_after - wakes,
            bytes,
            resident: field(&status, "VmRSS:") as f64 / 1024.0,
            private: field(&status, "RssAnon:") as f64 / 1024.0,
        }
    }

    /// Leaves, and waits for it.
    pub fn end(mut self) {
        self.writer.write_all(b"q").unwrap();
        self.writer.flush().unwrap();
        let began = Instant::now();
        while self.output.recv_timeout(LIMIT).is_ok() {}
        assert!(began.elapsed() < LIMIT, "it did not leave");
        self.child.wait().unwrap();
    }
}

/// Nanoseconds on a processor and voluntary switches, of all threads.
fn spent(id: u32) -> (u64, u64) {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task")).unwrap();
    tasks.filter_map(Result::ok).fold((0, 0), |(cpu, wakes), task| {
        let read = |name: &str| std::fs::read_to_string(task.path().join(name)).unwrap_or_default();
        let ran: u64 =
            read("schedstat").split_whitespace().next().and_then(|ns| ns.parse().ok()).unwrap_or(0);
        (cpu + ran, wakes + field(&read("status"), "voluntary_ctxt_switches:"))
    })
}

fn field(status: &str, name: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line[name.len().min(line.len())..].split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
