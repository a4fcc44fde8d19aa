//! Lines put one below the other in a pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use crate::tui::widget::set_line;

/// Lines laid one below the other until the room is used up.
pub struct Rows {
    /// The room.
    pub area: Rect,
    /// The next free row.
    pub y: u16,
}

impl Rows {
    /// How many rows are left.
    pub fn left(&self) -> u16 {
        self.area.bottom().saturating_sub(self.y)
    }

    /// Leaves a row empty, if wanted.
    pub fn gap(&mut self, wanted: bool) {
        self.y += u16::from(wanted);
    }

    /// Puts a line on the next row; an empty one takes none.
    pub fn line(&mut self, line: Line<'static>, buf: &mut Buffer) {
        if self.left() > 0 && !line.spans.is_empty() {
            set_line(buf, (self.area.x, self.y), &line, self.area.width);
            self.y += 1;
        }
    }

    /// A line that may take up to `most` rows.
    pub fn wrapped(&mut self, line: Line<'static>, most: u16, buf: &mut Buffer) {
        let rows = u16::try_from(line.width()).unwrap_or(u16::MAX).div_ceil(self.area.width.max(1));
        // Words do not break where cells do: one row more than the cells need is enough for whole words.
        let rows = (rows + u16::from(rows > 1)).min(most).min(self.left());
        if rows == 0 {
            return;
        }
        let room = Rect { y: self.y, height: rows, ..self.area };
        Paragraph::new(line).wrap(Wrap { trim: true }).render(room, buf);
        let used = (0..rows)
            .rev()
            .find(|row| (0..room.width).any(|x| !buf[(room.x + x, room.y + row)].symbol().trim().is_empty()));
        self.y += used.map_or(1, |row| row + 1);
    }
}
