//! Pieces of screens that know nothing of practice: text, marks and numbers in, cells out. Data reaches the screen
//! through `Span` and `Line` only, after `display`.

pub mod digits;
pub mod editor;
pub mod flow;
pub mod footer;
pub mod gauge;
pub mod list;
pub mod pane;
pub mod spans;
pub mod strip;
pub mod wrap;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::glyphs::Glyphs;
use super::theme::{Role, Theme};
use crate::domain::display::{is_even, is_plain, width};

/// How everything looks: the theme and the signs.
#[derive(Debug, Clone)]
pub struct Skin {
    /// Styles by role.
    pub theme: Theme,
    /// Signs.
    pub glyphs: &'static Glyphs,
}

impl Skin {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Text in the style of a role.
    pub fn span<'a>(&self, role: Role, text: impl Into<Cow<'a, str>>) -> Span<'a> {
        Span::styled(text, self.style(role))
    }
}

/// Draws a line on a row of an area (0 is its first), or nothing where there is no such row: `Buffer::set_line` would
/// panic there.
pub fn put(line: &Line<'_>, area: Rect, row: u16, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if row < area.height && area.width > 0 {
        set_line(buf, (area.x, area.y + row), line, area.width);
    }
}

/// Draws a line from a cell on, as `Buffer::set_line` does. What has a cell for every character goes straight into its cells: looking for
/// graphemes there was half of what a key cost.
pub fn set_line(buf: &mut Buffer, (mut x, y): (u16, u16), line: &Line<'_>, room: u16) {
    let end = x.saturating_add(room);
    for span in &line.spans {
        x = set_text(buf, (x, y), &span.content, end.saturating_sub(x), line.style.patch(span.style));
    }
}

/// Draws text in one style from a cell on, as `Buffer::set_stringn` does; answers where it ended.
pub fn set_text(buf: &mut Buffer, (mut x, y): (u16, u16), text: &str, room: u16, style: Style) -> u16 {
    let end = x.saturating_add(room).min(buf.area.right());
    // Most of a screen: a byte is a letter is a cell, and nothing has to be looked at twice.
    if text.is_empty() {
        return x;
    }
    if is_plain(text) {
        return set_even(buf, (x, y), text.bytes().map(char::from), end.saturating_sub(x), style);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(stretch(rest));
        let (from, room) = (x, end.saturating_sub(x));
        x = if is_even(piece) {
            set_even(buf, (x, y), piece.chars(), room, style)
        } else {
            buf.set_stringn(x, y, piece, room.into(), style).0
        };
        // What found no room ends the text, or a narrow letter would take the place of a wide one.
        if usize::from(x - from) < width(piece) {
            break;
        }
        rest = after;
    }
    x
}

fn set_even(
    buf: &mut Buffer,
    (x, y): (u16, u16),
    letters: impl Iterator<Item = char>,
    room: u16,
    style: Style,
) -> u16 {
    if room == 0 {
        return x;
    }
    // The row is looked up once, not for each letter.
    let first = buf.index_of(x, y);
    let cells = &mut buf.content[first..first + usize::from(room)];
    let mut end = x;
    for (cell, letter) in cells.iter_mut().zip(letters) {
        cell.set_char(letter).set_style(style);
        end += 1;
    }
    end
}

/// How many bytes at the front of a text are all plain, or else belong together: between two plain letters there is
/// always a border of graphemes, so that is where a text may be cut.
fn stretch(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = |at: usize| bytes.get(at).is_some_and(|byte| (0x20..0x7f).contains(byte));
    match bytes.iter().position(|byte| !(0x20..0x7f).contains(byte)) {
        None => bytes.len(),
        Some(at) if at > 1 => at - 1,
        Some(at) => {
            (at..bytes.len()).find(|at| plain(*at) && plain(*at + 1)).map_or(bytes.len(), |at| at + 1)
        }
    }
}

/// Empties a place, so that what lay below does not shine through.
pub fn clear(area: Rect, buf: &mut Buffer) {
    ratatui::widgets::Widget::render(ratatui::widgets::Clear, area.intersection(buf.area), buf);
}

#[cfg(test)]
pub(crate) mod testing {
    //! A skin for tests, and a buffer as text.

    use super::*;
    use crate::tui::glyphs::{ASCII, UNICODE};

    pub fn skin() -> Skin {
        Skin { theme: Theme::default(), glyphs: &UNICODE }
    }

    pub fn ascii() -> Skin {
        Skin { theme: Theme::default(), glyphs: &ASCII }
    }

    pub fn lines(buffer: &Buffer) -> Vec<String> {
        let row = |y| {
            let mut text = String::new();
            let mut x = buffer.area.left();
            while x < buffer.area.right() {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += (crate::domain::display::width(symbol) as u16).max(1);
            }
            text
        };
        (buffer.area.top()..buffer.area.bottom()).map(|y| row(y).trim_end().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_is_drawn_as_the_library_draws_it(
            text in r"([ -~]{0,4}(日本|e\u{301}|\u{301}|·|…|👩‍🎓|\u{600}|ข้){0,2}){0,5}",
            room in 0_u16..30,
        ) {
            let area = Rect::new(0, 0, 24, 1);
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            let end = set_text(&mut ours, (2, 0), &text, room, Style::default());
            let expected = theirs.set_stringn(2, 0, &text, room.into(), Style::default()).0;
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(end, expected);
        }
    }
}
