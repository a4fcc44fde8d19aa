//! The one place where the program waits: for keys, signals, an answer of the store thread, or a deadline.
//! No clock and no polling: the kernel wakes us, and an idle program costs nothing. Drawing is not here.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use signal_hook::consts::signal as number;

use super::input::{Decoded, Decoder, Pending, Refused};
use crate::config::Ground;

/// How long a started sequence may pause before it is what it looks like: a lone Esc is a key.
const SEQUENCE_PAUSE_MS: u64 = 25;
/// How long a paste may pause before it is taken as ended (else a lost end mark makes us deaf for ever).
const PASTE_PAUSE_MS: u64 = 1_000;
/// How long a paste without marks may pause: its pieces follow each other faster, also over a network.
const BURST_PAUSE_MS: u64 = 100;
/// The most bytes taken in at one waking, so that a flood cannot keep the screen from being drawn.
const FLOOD: usize = 1024 * 1024;

/// What woke us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wake {
    /// A key, a click, a paste, a new window size.
    Input(Event),
    /// The terminal said what its ground is like.
    Ground(Ground),
    /// Input that must not become text, to be told in the message line.
    Refused(Refused),
    /// A signal.
    Signal(Signal),
    /// The store thread has an answer: drain its channel.
    Reply,
    /// The time asked for has passed.
    Deadline,
    /// The terminal is gone: save and leave, nothing can be shown any more.
    Hangup,
}

/// The signals we act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM: asked to leave.
    Terminate,
    /// SIGHUP: the terminal was closed.
    Hangup,
    /// SIGINT from outside (the key arrives as a key).
    Interrupt,
    /// SIGQUIT.
    Quit,
    /// SIGTSTP from outside: stop, as Ctrl-Z does.
    Suspend,
    /// SIGCONT: going on after a stop; take the terminal again and repaint.
    Continue,
}

impl Signal {
    const ALL: [Self; 6] =
        [Self::Terminate, Self::Hangup, Self::Interrupt, Self::Quit, Self::Suspend, Self::Continue];

    /// The signal's number; a program that leaves because of it exits with 128 and this.
    pub const fn number(self) -> i32 {
        match self {
            Self::Terminate => number::SIGTERM,
            Self::Hangup => number::SIGHUP,
            Self::Interrupt => number::SIGINT,
            Self::Quit => number::SIGQUIT,
            Self::Suspend => number::SIGTSTP,
            Self::Continue => number::SIGCONT,
        }
    }

    /// Does it ask the program to leave?
    pub const fn ends(self) -> bool {
        !matches!(self, Self::Suspend | Self::Continue)
    }
}

/// Wakes the loop from another thread. Cheap to clone, cheap to call often.
#[derive(Debug, Clone)]
pub struct Waker {
    flag: Arc<AtomicBool>,
    pipe: Arc<UnixStream>,
}

impl Waker {
    /// Makes the loop see [`Wake::Reply`], once for any number of calls in between.
    pub fn wake(&self) {
        if !self.flag.swap(true, Ordering::AcqRel) {
            // A full pipe is as good as a byte in it: it wakes.
            let _ = (&*self.pipe).write(b".");
        }
    }
}

/// Waits for everything at once.
#[derive(Debug)]
pub struct Waiter {
    pipe: UnixStream,
    waker: Waker,
    signals: Vec<(Signal, Arc<AtomicBool>)>,
    resized: Arc<AtomicBool>,
    decoder: Decoder,
    buffer: Vec<u8>,
    early: Vec<Wake>,
}

impl Waiter {
    /// Registers the signals and opens the pipe they and the store thread write into.
    pub fn new() -> io::Result<Self> {
        let (pipe, end) = UnixStream::pair()?;
        pipe.set_nonblocking(true)?;
        end.set_nonblocking(true)?;
        let signals = Signal::ALL
            .into_iter()
            .map(|signal| Ok((signal, watch(signal.number(), signal.ends(), &end)?)))
            .collect::<io::Result<Vec<_>>>()?;
        let resized = watch(number::SIGWINCH, false, &end)?;
        // A file size limit must be an error of that write, not the end of the program.
        signal_hook::flag::register(number::SIGXFSZ, Arc::default())?;
        signal_hook::flag::register(number::SIGPIPE, Arc::default())?;
        let waker = Waker { flag: Arc::default(), pipe: Arc::new(end) };
        Ok(Self {
            pipe,
            waker,
            signals,
            resized,
            decoder: Decoder::default(),
            // A terminal hands over no more than this at once.
            buffer: vec![0; 4 * 1024],
            early: Vec::new(),
        })
    }

    /// A handle for other threads.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Waits until something happened, at most so many milliseconds, and says all that did: signals first, then what
    /// was typed, then replies, then the deadline. Never empty.
    pub fn wait(&mut self, deadline_ms: Option<u64>) -> io::Result<Vec<Wake>> {
        let mut wakes = std::mem::take(&mut self.early);
        if !wakes.is_empty() {
            return Ok(wakes);
        }
        let mut left = deadline_ms;
        loop {
            let pause = self.pause();
            let timeout = [pause, left].into_iter().flatten().min();
            let ready = self.poll(timeout)?;
            if ready.pipe {
                self.drain_pipe();
            }
            self.take_signals(&mut wakes);
            if ready.input {
                self.read(&mut wakes);
            } else if ready.nothing && pause == timeout && pause.is_some() {
                self.flush(&mut wakes);
            }
            if ready.hangup && wakes.last() != Some(&Wake::Hangup) {
                wakes.push(Wake::Hangup);
            }
            if self.waker.flag.swap(false, Ordering::AcqRel) {
                wakes.push(Wake::Reply);
            }
            if ready.nothing && left == timeout && left.is_some() {
                wakes.push(Wake::Deadline);
            } else if ready.nothing {
                left = left.zip(timeout).map(|(left, gone)| left.saturating_sub(gone)).or(left);
            }
            if !wakes.is_empty() {
                return Ok(wakes);
            }
        }
    }

    /// Waits a moment for what the terminal says of its ground; whatever else comes is kept for [`Waiter::wait`].
    pub fn ground(&mut self, most_ms: u64) -> io::Result<Option<Ground>> {
        let mut wakes = self.wait(Some(most_ms))?;
        let at = wakes.iter().position(|wake| matches!(wake, Wake::Ground(_)));
        let ground = at.map(|at| wakes.remove(at));
        wakes.retain(|wake| *wake != Wake::Deadline);
        self.early = wakes;
        Ok(match ground {
            Some(Wake::Ground(ground)) => Some(ground),
            _ => None,
        })
    }

    fn pause(&self) -> Option<u64> {
        match self.decoder.pending() {
            Pending::None => None,
            Pending::Sequence => Some(SEQUENCE_PAUSE_MS),
            Pending::Paste | Pending::Answer => Some(PASTE_PAUSE_MS),
            Pending::Burst => Some(BURST_PAUSE_MS),
        }
    }

    fn poll(&self, timeout_ms: Option<u64>) -> io::Result<Ready> {
        let terminal = stdin();
        let mut fds = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.pipe, PollFlags::IN)];
        let timeout = timeout_ms.map(|ms| Timespec {
            tv_sec: i64::try_from(ms / 1_000).unwrap_or(i64::MAX),
            tv_nsec: i64::from((ms % 1_000) as u32) * 1_000_000,
        });
        let count = match poll(&mut fds, timeout.as_ref()) {
            Ok(count) => count,
            // A signal: its byte is in the pipe already.
            Err(Errno::INTR) => {
                return Ok(Ready { pipe: true, ..Ready::default() });
            }
            Err(error) => return Err(error.into()),
        };
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        let terminal = fds[0].revents();
        Ok(Ready {
            input: terminal.contains(PollFlags::IN) && !terminal.intersects(gone),
            hangup: terminal.intersects(gone),
            pipe: !fds[1].revents().is_empty(),
            nothing: count == 0,
        })
    }

    fn drain_pipe(&mut self) {
        let mut bytes = [0; 64];
        while matches!(self.pipe.read(&mut bytes), Ok(n) if n > 0) {}
    }

    fn take_signals(&mut self, wakes: &mut Vec<Wake>) {
        for (signal, flag) in &self.signals {
            if flag.swap(false, Ordering::AcqRel) {
                wakes.push(Wake::Signal(*signal));
            }
        }
        if self.resized.swap(false, Ordering::AcqRel)
            && let Ok(size) = rustix::termios::tcgetwinsize(stdout())
        {
            wakes.push(Wake::Input(Event::Resize(size.ws_col, size.ws_row)));
        }
    }

    /// Reads what is there. After `poll` said so, a read gives what came and does not wait for more.
    fn read(&mut self, wakes: &mut Vec<Wake>) {
        let mut decoded = Vec::new();
        let mut total = 0;
        while total < FLOOD {
            match rustix::io::read(stdin(), &mut self.buffer) {
                Ok(0) => {
                    wakes.push(Wake::Hangup);
                    return;
                }
                Ok(n) => {
                    total += n;
                    self.decoder.feed(&self.buffer[..n], &mut decoded);
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => break,
                Err(_) => {
                    wakes.push(Wake::Hangup);
                    return;
                }
            }
            if !self.more() {
                break;
            }
        }
        wakes.extend(decoded.into_iter().map(Wake::from));
    }

    fn more(&self) -> bool {
        self.poll(Some(0)).is_ok_and(|ready| ready.input)
    }

    fn flush(&mut self, wakes: &mut Vec<Wake>) {
        let mut decoded = Vec::new();
        self.decoder.flush(&mut decoded);
        wakes.extend(decoded.into_iter().map(Wake::from));
    }
}

/// What `poll` said.
#[derive(Debug, Default)]
struct Ready {
    input: bool,
    hangup: bool,
    pipe: bool,
    nothing: bool,
}

impl From<Decoded> for Wake {
    fn from(decoded: Decoded) -> Self {
        match decoded {
            Decoded::Event(event) => Self::Input(event),
            Decoded::Ground(ground) => Self::Ground(ground),
            Decoded::Refused(why) => Self::Refused(why),
        }
    }
}

/// A flag that the signal raises, and a byte in the pipe.
fn watch(signal: i32, ends: bool, pipe: &UnixStream) -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    if ends {
        // The first one still unanswered when the second comes: we hang, so the kernel may have us.
        signal_hook::flag::register_conditional_default(signal, Arc::clone(&flag))?;
    }
    signal_hook::flag::register(signal, Arc::clone(&flag))?;
    signal_hook::low_level::pipe::register(signal, pipe.try_clone()?)?;
    Ok(flag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_gives_its_exit_code() {
        assert_eq!(128 + Signal::Terminate.number(), 143);
        assert_eq!(128 + Signal::Hangup.number(), 129);
        assert!(!Signal::Continue.ends());
    }

    #[test]
    fn waking_twice_before_the_loop_looks_is_one_reply() {
        let mut waiter = Waiter::new().unwrap();
        let waker = waiter.waker();
        waker.wake();
        waker.wake();
        let mut bytes = [0; 8];
        assert_eq!(waiter.pipe.read(&mut bytes).unwrap(), 1);
        assert!(waiter.waker.flag.load(Ordering::Acquire));
        waiter.drain_pipe();
    }
}
