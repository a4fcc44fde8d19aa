//! The backend that turns ratatui's changed cells into bytes and sends a frame in one write. It never asks the
//! terminal anything (a cursor query races with the keys) and sends no attribute twice.
//! Which colours may be used is the theme's business; here they are only spelt.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdout;
use rustix::termios::tcgetwinsize;

/// The terminal's screen: an outgoing frame, and what is known of the terminal's state.
#[derive(Debug, Default)]
pub struct Screen {
    out: Vec<u8>,
    cursor_shown: bool,
    cursor_at: Option<Position>,
}

impl Screen {
    /// The terminal was somebody else's meanwhile: what was known of it holds no longer.
    pub fn forget(&mut self) {
        self.out.clear();
        self.cursor_shown = false;
        self.cursor_at = None;
    }

    fn move_to(&mut self, to: Position) {
        if self.cursor_at != Some(to) {
            self.out.extend_from_slice(b"\x1b[");
            number(to.y.saturating_add(1), b';', &mut self.out);
            number(to.x.saturating_add(1), b'H', &mut self.out);
        }
        self.cursor_at = None;
    }
}

/// A number and what stands behind it. A frame has hundreds: the ways of `format!` were a twentieth of what a key costs.
fn number(mut number: u16, behind: u8, out: &mut Vec<u8>) {
    let mut digits = [behind; 6];
    let mut first = digits.len() - 1;
    loop {
        first -= 1;
        digits[first] = b"0123456789"[usize::from(number % 10)];
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

/// The look of a cell, as one would ask for it from a terminal in its plain state.
#[derive(PartialEq, Clone, Copy)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

const ATTRIBUTES: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Look {
    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The shortest change from `from` to this look.
    fn write(self, from: Self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\x1b[");
        let mut base = from;
        if !(from.modifier - self.modifier).is_empty() || self == PLAIN {
            // Taking single attributes back is spelt differently by terminals (22 ends bold and dim): start anew.
            out.extend_from_slice(b"0;");
            base = PLAIN;
        }
        for (modifier, code) in ATTRIBUTES {
            if (self.modifier - base.modifier).contains(modifier) {
                number(code.into(), b';', out);
            }
        }
        if self.fg != base.fg {
            color(self.fg, 30, out);
        }
        if self.bg != base.bg {
            color(self.bg, 40, out);
        }
        out.pop_if(|last| *last == b';');
        out.push(b'm');
    }
}

fn color(color: Color, base: u8, out: &mut Vec<u8>) {
    let mut all = |codes: &[u8]| codes.iter().for_each(|code| number((*code).into(), b';', out));
    let plain = |n: u8| base + n;
    let bright = |n: u8| base + 60 + n;
    let code = match color {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(i) => {
            return all(&[plain(8), 5, i]);
        }
        Color::Rgb(r, g, b) => {
            return all(&[plain(8), 2, r, g, b]);
        }
    };
    all(&[code]);
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut look = PLAIN;
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                self.cursor_at = None;
                self.move_to(Position { x, y });
            }
            let wanted = Look::of(cell);
            if wanted != look {
                wanted.write(look, &mut self.out);
                look = wanted;
            }
            self.out.extend_from_slice(cell.symbol().as_bytes());
            // After a wide or doubtful glyph terminals disagree where they stand: move there explicitly.
            next = (cell.symbol().len() == 1 || cell.symbol().chars().count() == 1 && is_narrow(cell))
                .then_some((x + 1, y));
            self.cursor_at = None;
        }
        if look != PLAIN {
            self.out.extend_from_slice(b"\x1b[0m");
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.cursor_shown) {
            self.out.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.cursor_shown, true) {
            self.out.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Asking would race with the keys; nothing here needs the answer.
        Ok(self.cursor_at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.move_to(position);
        self.cursor_at = Some(position);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.out.extend_from_slice(match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[0J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[0K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let size = tcgetwinsize(stdout())?;
        Ok(Size::new(size.ws_col, size.ws_row))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = tcgetwinsize(stdout())?;
        Ok(WindowSize {
            columns_rows: Size::new(size.ws_col, size.ws_row),
            pixels: Size::new(size.ws_xpixel, size.ws_ypixel),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let sent = write_all(&self.out);
        self.out.clear();
        sent
    }
}

fn is_narrow(cell: &Cell) -> bool {
    // Of what is wider than a byte, only these blocks (lines, blocks, shapes, braille) are sure to take one cell.
    cell.symbol()
        .chars()
        .all(|c| matches!(c, '\u{a1}'..='\u{24f}' | '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}'))
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
    use ratatui::style::Style;

    use super::*;

    fn bytes(cells: &[(u16, u16, Cell)]) -> String {
        let mut screen = Screen::default();
        screen.draw(cells.iter().map(|(x, y, c)| (*x, *y, c))).unwrap();
        String::from_utf8(screen.out).unwrap()
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
        assert_eq!(sent, "\x1b[2;4H\x1b[1;36mab\x1b[0mc");
    }

    #[test]
    fn after_a_wide_glyph_the_place_is_said_again() {
        let sent = bytes(&[(0, 0, cell('漢', Style::new())), (2, 0, cell('x', Style::new()))]);
        assert_eq!(sent, "\x1b[1;1H漢\x1b[1;3Hx");
    }

    #[test]
    fn losing_an_attribute_starts_anew_and_keeps_the_colour() {
        let sent = bytes(&[
            (0, 0, cell('a', Style::new().dim().fg(Color::Red))),
            (1, 0, cell('b', Style::new().fg(Color::Red))),
        ]);
        assert_eq!(sent, "\x1b[1;1H\x1b[2;31ma\x1b[0;31mb\x1b[0m");
    }

    #[test]
    fn a_hidden_cursor_is_not_hidden_again() {
        let mut screen = Screen::default();
        screen.hide_cursor().unwrap();
        assert!(screen.out.is_empty());
        screen.show_cursor().unwrap();
        screen.show_cursor().unwrap();
        screen.hide_cursor().unwrap();
        assert_eq!(screen.out, b"\x1b[?25h\x1b[?25l");
    }
}
