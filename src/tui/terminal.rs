//! The one file that touches the terminal: entering, leaving, suspending, drawing, and what is sent past the frame.
//! Nothing here knows what is drawn. Reading keys is `wait` and `input`; bytes of a frame are `screen`.
//!
//! There is one way back, [`restore`]: `Drop`, the panic hook, the signal path, Ctrl-Z and the hand-over to an editor
//! all go through it, and calling it twice does nothing.

use std::fmt;
use std::io;
use std::sync::Mutex;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use rustix::process::{getpgrp, getsid};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{self, OptionalActions, Termios};
use signal_hook::consts::{SIGTSTP, SIGTTIN};
use signal_hook::low_level::{emulate_default_handler, raise};

use super::screen::{Screen, write_all};
use crate::osc;

/// Alternate screen, cleared; cursor hidden; pastes bracketed.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[?25l\x1b[?2004h";
/// Clicks and the wheel, in the SGR form (no motion: it would wake us for nothing).
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Everything of the two above, off again, whether it was on or not.
const LEAVE: &[u8] = b"\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// Where Linux keeps an input speed that differs (CIBAUD).
#[cfg(target_os = "linux")]
const INPUT_SPEED: u32 = 0x100f_0000;

/// The terminal's modes from before we changed them; `Some` exactly while they are changed.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Why the terminal cannot be used. Nothing has been written to it when this is returned.
#[derive(Debug)]
pub enum TerminalError {
    /// Standard input is not a terminal.
    InputNotTerminal,
    /// Standard output is not a terminal.
    OutputNotTerminal,
    /// `TERM` is unset, empty or `dumb`.
    Dumb,
    /// We run in the background and nobody can bring us to the foreground.
    Background,
    /// The terminal answered with an error.
    Io(io::Error),
}

impl fmt::Display for TerminalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InputNotTerminal => f.write_str("standard input is not a terminal"),
            Self::OutputNotTerminal => f.write_str("standard output is not a terminal"),
            Self::Dumb => f.write_str("this terminal cannot show screens (TERM is dumb or not set)"),
            Self::Background => f.write_str("running in the background, without the terminal"),
            Self::Io(error) => write!(f, "the terminal does not answer: {error}"),
        }
    }
}

impl std::error::Error for TerminalError {}

impl From<io::Error> for TerminalError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rustix::io::Errno> for TerminalError {
    fn from(error: rustix::io::Errno) -> Self {
        Self::Io(error.into())
    }
}

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    inner: ratatui::Terminal<Screen>,
    mouse: bool,
}

impl Terminal {
    /// Takes the terminal over, or says why not. `term` is the value of `TERM`.
    pub fn enter(term: Option<&str>, mouse: bool) -> Result<Self, TerminalError> {
        check(term)?;
        // Which colours may be used is decided by the theme; crossterm would look at NO_COLOR once more.
        crossterm::style::force_color_output(true);
        install_panic_hook();
        take_over(mouse)?;
        match ratatui::Terminal::new(Screen::default()) {
            Ok(inner) => Ok(Self { inner, mouse }),
            Err(error) => {
                restore();
                Err(error.into())
            }
        }
    }

    /// Draws one frame; only what changed is sent, in one write. A new window size is noticed here.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.inner.draw(view).map(|_| ())
    }

    /// The size of the window now.
    pub fn size(&self) -> Size {
        self.inner.size().unwrap_or_default()
    }

    /// Forgets what is on the screen, so that the next frame is sent whole. Asks the terminal nothing.
    pub fn repaint(&mut self) -> io::Result<()> {
        let size = self.size();
        self.inner.resize(Rect::from((ratatui::layout::Position::ORIGIN, size)))
    }

    /// Gives the terminal back for a while (to `$EDITOR`); [`Terminal::resume`] takes it again.
    pub fn release(&mut self) {
        restore();
    }

    /// Takes the terminal again after [`Terminal::release`] or a stop, and forgets what was on it.
    pub fn resume(&mut self) -> Result<(), TerminalError> {
        take_over(self.mouse)?;
        self.inner.backend_mut().forget();
        Ok(self.repaint()?)
    }

    /// Stops the program as Ctrl-Z does and returns when it goes on in the foreground, the screen to be drawn anew.
    /// `false` when there is no shell that could wake us again: then nothing happened.
    pub fn suspend(&mut self) -> Result<bool, TerminalError> {
        if getsid(None)? == getpgrp() {
            return Ok(false);
        }
        restore();
        emulate_default_handler(SIGTSTP)?;
        self.resume()?;
        Ok(true)
    }

    /// Asks what the ground is like; the answer comes as input, or never.
    pub fn ask_ground(&mut self) -> io::Result<()> {
        write_all(osc::ASK_GROUND)
    }

    /// Rings the bell.
    pub fn bell(&mut self) -> io::Result<()> {
        write_all(osc::BELL)
    }

    /// Asks the terminal for a desktop notification (OSC 9; terminals without it stay silent).
    pub fn notify(&mut self, text: &str) -> io::Result<()> {
        write_all(osc::notification(text).as_bytes())
    }

    /// Puts text on the clipboard through the terminal (OSC 52), which also works over ssh.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        write_all(osc::clipboard(text).as_bytes())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back as it was. Safe to call at any time, from anywhere, any number of times.
pub fn restore() {
    // A poisoned lock still holds the modes; a held one means that another restore is at work.
    let before = match BEFORE.try_lock() {
        Ok(mut slot) => slot.take(),
        Err(std::sync::TryLockError::Poisoned(slot)) => slot.into_inner().take(),
        Err(std::sync::TryLockError::WouldBlock) => None,
    };
    let Some(before) = before else { return };
    // A terminal that is gone cannot be put back: there is nobody to tell.
    let _ = write_all(LEAVE);
    let _ = termios::tcsetattr(stdin(), OptionalActions::Now, &before);
}

/// Is this process in the terminal's foreground group (the one that may read it and change its modes)?
pub fn in_foreground() -> bool {
    termios::tcgetpgrp(stdin()).is_ok_and(|group| group == getpgrp())
}

/// Whether the terminal can be used at all; nothing is written to it. `term` is the value of `TERM`.
pub fn check(term: Option<&str>) -> Result<(), TerminalError> {
    match term {
        _ if !termios::isatty(stdin()) => Err(TerminalError::InputNotTerminal),
        _ if !termios::isatty(stdout()) => Err(TerminalError::OutputNotTerminal),
        None | Some("" | "dumb") => Err(TerminalError::Dumb),
        Some(_) => Ok(()),
    }
}

/// Stops until the shell brings us to the foreground: before that, the modes are the shell's own.
fn wait_for_foreground() -> Result<(), TerminalError> {
    // In an orphaned group the stop is discarded: then give up instead of turning in circles.
    for _ in 0..8 {
        if in_foreground() {
            return Ok(());
        }
        raise(SIGTTIN)?;
    }
    Err(TerminalError::Background)
}

fn take_over(mouse: bool) -> Result<(), TerminalError> {
    wait_for_foreground()?;
    let mut now = termios::tcgetattr(stdin())?;
    // rustix writes the input speed out even where it was left to follow the output's: 0 means that, and leaves no trace.
    #[cfg(target_os = "linux")]
    if now.control_modes.bits() & INPUT_SPEED == 0 {
        now.set_input_speed(0)?;
    }
    let mut raw = now.clone();
    raw.make_raw();
    if let Ok(mut slot) = BEFORE.lock() {
        // After an outside stop the terminal may still be in our modes: the first ones are the true ones.
        slot.get_or_insert(now);
    }
    let entered = termios::tcsetattr(stdin(), OptionalActions::Now, &raw)
        .map_err(io::Error::from)
        .and_then(|()| write_all(&[ENTER, if mouse { MOUSE } else { b"" }].concat()));
    entered.map_err(|error| {
        restore();
        error.into()
    })
}

/// Restores before the panic message is printed, so that it can be read.
fn install_panic_hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let next = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            next(info);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restoring_what_was_never_entered_does_nothing() {
        restore();
        restore();
    }

    #[test]
    fn leaving_switches_off_all_that_entering_switched_on() {
        let on = String::from_utf8([ENTER, MOUSE].concat()).unwrap();
        let off = String::from_utf8(LEAVE.to_vec()).unwrap();
        for mode in on.split("\x1b[?").filter_map(|part| part.split_once('h')) {
            assert!(off.contains(&format!("\x1b[?{}l", mode.0)), "{mode:?}");
        }
        assert!(off.contains("\x1b[?25h"));
    }
}
