//! A list of which only the window is ever loaded: rows in, aligned columns out, the selected one marked by a bar and a
//! subtle ground. Where the window lies is [`Window`]; what the rows say is the caller's.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::Skin;
use crate::domain::display;
use crate::tui::theme::Role;

/// How a column behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Numbers and ages stand at the right.
    pub right: bool,
    /// Takes the room that the others leave (one column of a list).
    pub grow: bool,
    /// The widest it gets.
    pub max: u16,
    /// Left out first when the room is short: the higher, the sooner; 0 never.
    pub drop: u8,
}

impl Column {
    /// The column that takes the room.
    pub const MAIN: Self = Self { right: false, grow: true, max: u16::MAX, drop: 0 };

    /// A column of words.
    pub const fn left(max: u16, drop: u8) -> Self {
        Self { right: false, grow: false, max, drop }
    }

    /// A column of numbers or ages.
    pub const fn right(max: u16, drop: u8) -> Self {
        Self { right: true, grow: false, max, drop }
    }
}

/// One cell: text as it was written, made safe here and measured once, and its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    text: Cow<'a, str>,
    width: usize,
    role: Role,
}

impl<'a> Cell<'a> {
    /// A cell.
    pub fn new(role: Role, text: impl Into<Cow<'a, str>>) -> Self {
        let text = match text.into() {
            Cow::Borrowed(text) => display::safe_line(text),
            Cow::Owned(text) => match display::safe_line(&text) {
                Cow::Borrowed(_) => Cow::Owned(text),
                Cow::Owned(safe) => Cow::Owned(safe),
            },
        };
        Self { width: display::width(&text), text, role }
    }

    /// The text cut to so many cells, and how many it takes.
    fn fitted(&self, cells: usize) -> (Cow<'_, str>, usize) {
        if self.width <= cells {
            return (Cow::Borrowed(&self.text), self.width);
        }
        let cut = display::fitted(&self.text, cells);
        let width = display::width(&cut);
        (cut, width)
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row<'a> {
    /// A cell for each column; missing ones are empty.
    pub cells: Vec<Cell<'a>>,
    /// Levels of indentation of the main column.
    pub indent: u16,
    /// Marked as one of several.
    pub marked: bool,
    /// A heading: its only cell takes the whole row.
    pub heading: bool,
}

/// The rows in sight, and which of them is selected.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// The columns.
    pub columns: &'a [Column],
    /// Only the rows of the window; what does not fit is not drawn.
    pub rows: &'a [Row<'a>],
    /// The selected one among them.
    pub selected: Option<usize>,
    /// Does the list have the focus?
    pub focused: bool,
}

/// Between columns.
const GAP: usize = 2;

impl List<'_> {
    /// Draws the rows from the top of the area.
    pub fn render(self, area: Rect, skin: &Skin, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        // A cell for the bar at the left, and a blank one at the right.
        let room = usize::from(area.width).saturating_sub(2);
        let widths = self.widths(room);
        for (i, row) in self.rows.iter().enumerate().take(usize::from(area.height)) {
            let y = area.y + i as u16;
            let line_area = Rect { y, height: 1, ..area };
            let selected = self.selected == Some(i);
            let lead = self.lead(selected, row.marked, skin);
            buf.set_stringn(area.x, y, &lead.content, usize::from(area.width), lead.style);
            if selected && row.marked && area.width > 2 {
                // The bar stands where the mark was: it moves to the blank cell at the right.
                buf.set_stringn(area.right() - 1, y, skin.glyphs.marked, 1, skin.style(Role::Attention));
            }
            self.draw_cells(row, &widths, line_area, skin, buf);
            if selected {
                let role = if self.focused { Role::Selected } else { Role::SelectedDim };
                let style = skin.style(role);
                // The ground lies under the whole row; the ink of a cell keeps its role.
                buf.set_style(line_area, ratatui::style::Style { fg: None, ..style });
            }
        }
    }

    fn lead(&self, selected: bool, marked: bool, skin: &Skin) -> Span<'static> {
        match (selected, marked) {
            (true, _) if self.focused => skin.span(Role::Accent, skin.glyphs.bar),
            (true, _) => skin.span(Role::Dim, skin.glyphs.bar),
            (false, true) => skin.span(Role::Attention, skin.glyphs.marked),
            (false, false) => Span::raw(" "),
        }
    }

    fn draw_cells(&self, row: &Row<'_>, widths: &[usize], line: Rect, skin: &Skin, buf: &mut Buffer) {
        if let (true, Some(cell)) = (row.heading, row.cells.first()) {
            let room = line.width.saturating_sub(2);
            let (text, _) = cell.fitted(usize::from(room));
            buf.set_stringn(line.x + 1, line.y, &text, usize::from(room), skin.style(cell.role));
            return;
        }
        let mut from = 1;
        for (i, ((column, width), cell)) in self.columns.iter().zip(widths).zip(&row.cells).enumerate() {
            if *width == 0 {
                continue;
            }
            let indent = if column.grow { usize::from(row.indent) * 2 } else { 0 }.min(width - 1);
            let more = if column.grow { self.blank_after(row, widths, i) } else { 0 };
            let (text, taken) = cell.fitted(width + more - indent);
            let before = if column.right { width - taken } else { indent };
            let x = line.x.saturating_add(u16::try_from(from + before).unwrap_or(u16::MAX));
            buf.set_stringn(
                x,
                line.y,
                &text,
                usize::from(line.right().saturating_sub(x)),
                skin.style(cell.role),
            );
            from += width + GAP;
        }
    }

    /// The cells beside the main column that a row leaves blank: a long name may use them.
    fn blank_after(&self, row: &Row<'_>, widths: &[usize], main: usize) -> usize {
        let mut blank = 0;
        for (i, column) in self.columns.iter().enumerate().skip(main + 1) {
            let width = widths.get(i).copied().unwrap_or(0);
            let text = row.cells.get(i).map_or(0, |cell| cell.width);
            if width == 0 {
                continue;
            }
            if text > 0 {
                return blank + if column.right { width.saturating_sub(text) } else { 0 };
            }
            blank += width + GAP;
        }
        blank.saturating_sub(GAP)
    }

    /// The width of each column; 0 for those left out.
    fn widths(&self, room: usize) -> Vec<usize> {
        let content = |i: usize, column: &Column| {
            let widest = self.rows.iter().filter(|row| !row.heading).filter_map(|row| {
                let indent = if column.grow { usize::from(row.indent) * 2 } else { 0 };
                row.cells.get(i).map(|cell| cell.width + indent)
            });
            widest.max().unwrap_or(0).min(usize::from(column.max))
        };
        let mut widths: Vec<usize> =
            self.columns.iter().enumerate().map(|(i, column)| content(i, column)).collect();
        let main = self.columns.iter().position(|column| column.grow);
        // The main column keeps at least this much before others go.
        let least = main.map_or(0, |main| widths[main].min(10));
        loop {
            let fixed = |(i, width): (usize, &usize)| {
                if Some(i) == main || *width == 0 { 0 } else { width + GAP }
            };
            let taken: usize = widths.iter().enumerate().map(fixed).sum();
            if taken + least <= room {
                if let Some(main) = main {
                    widths[main] = room - taken;
                }
                return widths;
            }
            let shown =
                self.columns.iter().enumerate().filter(|(i, column)| widths[*i] > 0 && column.drop > 0);
            match shown.max_by_key(|(_, column)| column.drop).map(|(i, _)| i) {
                Some(i) => widths[i] = 0,
                None => {
                    if let Some(main) = main {
                        widths[main] = room.saturating_sub(taken);
                    }
                    return widths;
                }
            }
        }
    }
}

/// Where in a long list one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The first row in sight.
    pub top: usize,
    /// The selected row.
    pub selected: usize,
}

impl Window {
    /// Moves the selection, stopping at the ends.
    pub fn step(&mut self, by: isize, total: usize) {
        self.selected = self.selected.saturating_add_signed(by).min(total.saturating_sub(1));
    }

    /// Keeps the selection within the list and in sight; gives the rows in sight.
    pub fn follow(&mut self, height: usize, total: usize) -> std::ops::Range<usize> {
        self.selected = self.selected.min(total.saturating_sub(1));
        let height = height.max(1);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height));
        // No empty rows below while there are rows above.
        self.top = self.top.min(total.saturating_sub(height));
        self.top..(self.top + height).min(total)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{lines, skin};
    use super::*;

    const COLUMNS: [Column; 3] = [Column::MAIN, Column::left(1, 1), Column::right(6, 2)];

    fn rows() -> Vec<Row<'static>> {
        let row = |name, pip, age, indent| Row {
            cells: vec![
                Cell::new(Role::Text, name),
                Cell::new(Role::Journeyman, pip),
                Cell::new(Role::Dim, age),
            ],
            indent,
            ..Row::default()
        };
        vec![
            row("Jazz piano", "◐", "4/7", 0),
            row("Guide tones", "◐", "today", 1),
            row("聴音", "○", "24 d", 1),
        ]
    }

    fn draw(width: u16, selected: usize) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 3));
        let rows = rows();
        List { columns: &COLUMNS, rows: &rows, selected: Some(selected), focused: true }.render(
            buf.area,
            &skin(),
            &mut buf,
        );
        lines(&buf)
    }

    #[test]
    fn columns_line_up_and_numbers_stand_right() {
        let expected = [
            " Jazz piano            ◐    4/7",
            "▌  Guide tones         ◐  today",
            "   聴音                ○   24 d",
        ];
        assert_eq!(draw(32, 1), expected);
    }

    #[test]
    fn the_bar_leaves_the_mark_in_sight() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 32, 3));
        let rows: Vec<_> = rows().into_iter().map(|row| Row { marked: true, ..row }).collect();
        List { columns: &COLUMNS, rows: &rows, selected: Some(1), focused: true }.render(
            buf.area,
            &skin(),
            &mut buf,
        );
        let shown = lines(&buf);
        assert!(
            shown[0].starts_with('•') && shown[1].starts_with('▌') && shown[1].ends_with('•'),
            "{shown:?}"
        );
    }

    #[test]
    fn the_least_important_column_goes_first() {
        assert_eq!(draw(20, 0)[0], "▌Jazz piano       ◐".to_owned());
        assert_eq!(draw(10, 0)[0], "▌Jazz pi…");
        for width in 0..40 {
            draw(width, 2);
        }
    }

    #[test]
    fn the_selection_stays_in_sight() {
        let mut window = Window::default();
        window.step(30, 100);
        assert_eq!(window.follow(10, 100), 21..31);
        window.step(-5, 100);
        assert_eq!(window.follow(10, 100), 21..31);
        window.step(1_000, 100);
        assert_eq!(window.follow(10, 100), 90..100);
        assert_eq!(window.follow(10, 3), 0..3);
        assert_eq!((window.follow(10, 0), window.selected), (0..0, 0));
    }
}
