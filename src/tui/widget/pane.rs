//! The quiet frame around a pane: title at the left (accent when focused), count or filter at the right, and the thumb
//! of a scroll indicator in its right edge. Never a frame within a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;

use super::Skin;
use crate::domain::display;
use crate::tui::theme::Role;

/// A frame to be drawn.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pane<'a> {
    /// What the pane shows.
    pub title: &'a str,
    /// Said after the title, e.g. `playing`.
    pub state: &'a str,
    /// At the right: count, filter.
    pub note: &'a str,
    /// Does it have the focus?
    pub focused: bool,
}

/// A title of so many cells, or what there is of it, stays whatever stands beside it.
const LEAST_TITLE: usize = 10;

impl Pane<'_> {
    /// Draws the frame and gives the room inside it. What is too small for a frame gets a title line or nothing.
    pub fn render(self, area: Rect, skin: &Skin, buf: &mut Buffer) -> Rect {
        let area = area.intersection(buf.area);
        if area.width < 8 || area.height < 3 {
            return self.render_bare(area, skin, buf);
        }
        draw_frame(area, skin, buf);
        let inner = area.inner(Margin::new(1, 1));
        let room = usize::from(area.width - 4);
        // A note cut in the middle of a number would lie: it is there whole or not at all, and the title goes first.
        let needed = display::width(&display::safe_line(self.note));
        let title_cells = display::width(&display::safe_line(self.title)).min(LEAST_TITLE);
        let note_cells = if title_cells + self.state_cells() + needed + 3 <= room { needed } else { 0 };
        let title_room = room - if note_cells > 0 { note_cells + 3 } else { 0 }.min(room);
        buf.set_line(area.x + 1, area.y, &self.title_line(title_room, skin), area.width - 2);
        if note_cells > 0 {
            let note = format!(" {} ", display::fit(self.note, note_cells));
            let cells = display::width(&note) as u16;
            buf.set_span(area.right() - 1 - cells, area.y, &skin.span(Role::Dim, note), cells);
        }
        inner
    }

    /// The cells of the state with the dot before it.
    fn state_cells(&self) -> usize {
        if self.state.is_empty() { 0 } else { display::width(&display::safe_line(self.state)) + 3 }
    }

    fn title_line(&self, room: usize, skin: &Skin) -> Line<'static> {
        if self.title.is_empty() || room == 0 {
            return Line::default();
        }
        let role = if self.focused { Role::Accent } else { Role::Text };
        // A long title is cut before the state is.
        let beside = room.saturating_sub(self.state_cells());
        let title = display::fit(self.title, if beside >= LEAST_TITLE { beside } else { room });
        let left = room - display::width(&title);
        let mut style = skin.style(role);
        if self.focused {
            style = style.bold();
        }
        let mut line = Line::from(vec![" ".into(), ratatui::text::Span::styled(title, style)]);
        if !self.state.is_empty() && left > 5 {
            let state = format!(" {} {}", skin.glyphs.dot, display::fit(self.state, left - 3));
            line.push_span(skin.span(if self.focused { Role::Accent } else { Role::Dim }, state));
        }
        line.push_span(" ");
        line
    }

    fn render_bare(self, area: Rect, skin: &Skin, buf: &mut Buffer) -> Rect {
        if area.height < 2 || area.width == 0 || self.title.is_empty() {
            return area;
        }
        buf.set_line(area.x, area.y, &self.title_line(usize::from(area.width), skin), area.width);
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    }
}

/// Draws the edges only: a `Block` styles every cell inside as well.
#[allow(clippy::disallowed_methods, reason = "signs of our own, one cell each; no foreign text")]
fn draw_frame(area: Rect, skin: &Skin, buf: &mut Buffer) {
    let (set, style) = (skin.glyphs.border, skin.style(Role::Faint));
    let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
    let mut put = |x: u16, y: u16, symbol: &str| {
        buf[(x, y)].set_symbol(symbol).set_style(style);
    };
    for y in top + 1..bottom {
        put(left, y, set.vertical_left);
        put(right, y, set.vertical_right);
    }
    put(left, top, set.top_left);
    put(right, top, set.top_right);
    put(left, bottom, set.bottom_left);
    put(right, bottom, set.bottom_right);
    // A row is looked up once, not for each of its cells.
    for (y, symbol) in [(top, set.horizontal_top), (bottom, set.horizontal_bottom)] {
        let (from, to) = (buf.index_of(left, y), buf.index_of(right, y));
        for cell in buf.content[from..to].iter_mut().skip(1) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

/// Shows in the right edge of a frame where in a long list one is; nothing when all is shown.
pub fn scroll_thumb(frame: Rect, top: usize, shown: usize, total: usize, skin: &Skin, buf: &mut Buffer) {
    let track = usize::from(frame.height.saturating_sub(2));
    if track == 0 || frame.width < 8 || total <= shown || shown == 0 {
        return;
    }
    let size = (track * shown / total).max(1);
    let room = track - size;
    // The last row is reached exactly when the end is: never "almost".
    let at = (room * top).div_ceil((total - shown).max(1)).min(room);
    for row in at..at + size {
        let y = frame.y + 1 + row as u16;
        buf.set_span(frame.right() - 1, y, &skin.span(Role::Dim, skin.glyphs.thumb), 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ascii, lines, skin};
    use super::*;

    fn draw(pane: Pane<'_>, width: u16, height: u16, skin: &Skin) -> (Vec<String>, Rect) {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let inner = pane.render(buf.area, skin, &mut buf);
        (lines(&buf), inner)
    }

    const PANE: Pane<'_> = Pane { title: "Areas", state: "", note: "3", focused: true };

    #[test]
    fn title_left_count_right() {
        let (shown, inner) = draw(PANE, 20, 3, &skin());
        assert_eq!(
            shown,
            ["╭ Areas ──────── 3 ╮".to_owned(), "│                  │".into(), "╰──────────────────╯".into()]
        );
        assert_eq!(inner, Rect::new(1, 1, 18, 1));
        assert_eq!(draw(PANE, 20, 3, &ascii()).0[0], "+ Areas -------- 3 +");
        let playing = Pane { title: "Practice", state: "playing", ..PANE };
        assert_eq!(draw(playing, 30, 3, &skin()).0[0], "╭ Practice · playing ───── 3 ╮");
    }

    #[test]
    fn any_size_is_drawn_within_itself() {
        for width in 0..30 {
            for height in 0..5 {
                let pane =
                    Pane {
                        title: "Übung 日本語", state: "playing", note: "filter: 漢字", focused: false
                    };
                let (_, inner) = draw(pane, width, height, &skin());
                assert!(inner.width <= width && inner.height <= height);
            }
        }
    }

    #[test]
    fn the_thumb_is_at_the_end_exactly_at_the_end() {
        let at = |top| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 10, 7));
            scroll_thumb(buf.area, top, 5, 50, &skin(), &mut buf);
            lines(&buf).iter().position(|line| line.ends_with('┃')).unwrap()
        };
        assert_eq!((at(0), at(45)), (1, 5));
    }
}
