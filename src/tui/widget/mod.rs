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
        buf.set_line(area.x, area.y + row, line, area.width);
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
