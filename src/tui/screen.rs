//! The screen: crossterm's backend, with the three things it cannot do. A frame leaves in one write; the terminal is asked
//! nothing (where the cursor stands is remembered: an answer would race with the keys); and after a character whose width
//! terminals disagree about, the place of the next one is said anew.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType as Cleared};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdout;

/// The terminal's screen, and what is known of its cursor.
#[derive(Debug)]
pub struct Screen<W: Write = Frame> {
    inner: CrosstermBackend<W>,
    cursor_shown: bool,
    cursor_at: Position,
}

impl Default for Screen {
    fn default() -> Screen {
        Screen::on(Frame::default())
    }
}

impl<W: Write> Screen<W> {
    fn on(out: W) -> Screen<W> {
        Screen { inner: CrosstermBackend::new(out), cursor_shown: false, cursor_at: Position::ORIGIN }
    }

    /// The terminal was somebody else's meanwhile, and was taken over anew: its cursor is hidden.
    pub fn forget(&mut self) {
        self.cursor_shown = false;
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<_> = content.collect();
        // Each run begins with its place.
        cells
            .split_inclusive(|(_, _, cell)| !is_narrow(cell))
            .try_for_each(|run| self.inner.draw(run.iter().copied()))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.cursor_shown) { queue!(self.inner, Hide) } else { Ok(()) }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.cursor_shown, true) { Ok(()) } else { queue!(self.inner, Show) }
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor_at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor_at = position.into();
        queue!(self.inner, MoveTo(self.cursor_at.x, self.cursor_at.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        queue!(self.inner, Clear(Cleared::All))
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        if region == ClearType::All { self.clear() } else { self.inner.clear_region(region) }
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

/// Of what is more than a byte, only these blocks (Latin, lines, blocks, shapes, braille) are sure to take one cell.
fn is_narrow(cell: &Cell) -> bool {
    let mut letters = cell.symbol().chars();
    let narrow =
        |c| matches!(c, ' '..='~' | '\u{a1}'..='\u{24f}' | '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}');
    letters.next().is_some_and(narrow) && letters.next().is_none()
}

/// What is to be sent; it leaves when it is flushed, at once.
#[derive(Debug, Default)]
pub struct Frame(Vec<u8>);

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        let sent = write_all(&self.0);
        self.0.clear();
        sent
    }
}

/// Writes to the terminal, in one call where the terminal takes it.
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                // Somebody made the terminal non-blocking: wait until it takes more.
                let out = stdout();
                let _ = poll(&mut [PollFd::new(&out, PollFlags::OUT)], None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::*;

    /// What is sent for cells.
    fn bytes(cells: &[(u16, u16, Cell)]) -> String {
        let mut out = Vec::new();
        let mut screen = Screen::on(&mut out);
        screen.draw(cells.iter().map(|(x, y, c)| (*x, *y, c))).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn cell(symbol: char, style: Style) -> Cell {
        let mut cell = Cell::default();
        cell.set_char(symbol).set_style(style);
        cell
    }

    #[test]
    fn neighbours_share_one_move_and_one_style() {
        let bold = Style::new().bold().fg(Color::Cyan);
        let sent =
            bytes(&[(3, 1, cell('a', bold)), (4, 1, cell('b', bold)), (5, 1, cell('c', Style::new()))]);
        assert_eq!(sent.matches('H').count(), 1, "{sent:?}");
        assert!(sent.starts_with("\x1b[2;4H\x1b[1m") && sent.contains("ab"), "{sent:?}");
    }

    #[test]
    fn after_a_wide_or_joined_character_the_place_is_said_again() {
        let sent = bytes(&[(0, 0, cell('漢', Style::new())), (2, 0, cell('x', Style::new()))]);
        assert!(sent.contains("\x1b[1;1H漢") && sent.contains("\x1b[1;3Hx"), "{sent:?}");
        let mut joined = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 1, 1));
        joined.set_stringn(0, 0, "e\u{301}\u{302}", 1, Style::new());
        let sent = bytes(&[(0, 0, joined[(0, 0)].clone()), (1, 0, cell('x', Style::new()))]);
        assert!(sent.contains("\x1b[1;2Hx"), "{sent:?}");
    }

    #[test]
    fn a_hidden_cursor_is_not_hidden_again() {
        let mut out = Vec::new();
        let mut screen = Screen::on(&mut out);
        screen.hide_cursor().unwrap();
        screen.show_cursor().unwrap();
        screen.show_cursor().unwrap();
        screen.hide_cursor().unwrap();
        assert_eq!(out, b"\x1b[?25h\x1b[?25l");
    }
}
