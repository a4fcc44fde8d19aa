//! Lines put one below the other in a pane, and what a pane says that has nothing to list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::spans::wrap;
use crate::domain::display::width;

/// Lines laid one below the other until the room is used up.
pub struct Flow {
    /// The room.
    pub area: Rect,
    /// The next free row.
    pub y: u16,
}

impl Flow {
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
            buf.set_line(self.area.x, self.y, &line, self.area.width);
            self.y += 1;
        }
    }

    /// A line that may take up to `most` rows; what has no room there ends in `…`.
    pub fn wrapped(&mut self, line: Line<'static>, most: u16, buf: &mut Buffer) {
        self.hanging(Span::raw(""), line.spans, most, buf);
    }

    /// The same behind a head; what goes on below stands under the words, not under the head.
    pub fn hanging(&mut self, head: Span<'static>, spans: Vec<Span<'static>>, most: u16, buf: &mut Buffer) {
        let indent = head.width();
        let cells = usize::from(self.area.width).saturating_sub(indent).max(2);
        let most = usize::from(most.min(self.left()));
        if spans.iter().all(|span| span.content.trim().is_empty()) {
            return;
        }
        let lines = wrap(spans, cells);
        let cut = lines.len() > most;
        for (at, spans) in lines.into_iter().take(most).enumerate() {
            let head = if at == 0 { head.clone() } else { Span::raw(" ".repeat(indent)) };
            let spans = if cut && at + 1 == most { ending(spans, cells) } else { spans };
            self.line(Line::from_iter(std::iter::once(head).chain(spans)), buf);
        }
    }
}

/// What a pane says that has nothing to list, a blank cell at either side; a line without words is a gap.
pub fn say(lines: Vec<Line<'static>>, area: Rect, buf: &mut Buffer) {
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let inside = inside.intersection(buf.area);
    if inside.is_empty() {
        return;
    }
    let mut at = Flow { area: inside, y: inside.y };
    for line in lines {
        at.gap(line.spans.is_empty());
        at.wrapped(line, u16::MAX, buf);
    }
}

/// The last line in sight of a text that goes on.
fn ending(mut spans: Vec<Span<'static>>, cells: usize) -> Vec<Span<'static>> {
    let before: usize = spans.iter().rev().skip(1).map(Span::width).sum();
    if let Some(last) = spans.last_mut() {
        let room = cells.saturating_sub(before + 1);
        let mut text = last.content.trim_end().to_owned();
        while width(&text) > room && text.pop().is_some() {}
        last.content = format!("{text}…").into();
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::lines;

    fn shown(text: &str, most: u16) -> Vec<String> {
        let area = Rect::new(0, 0, 24, 4);
        let mut buf = Buffer::empty(area);
        let mut at = Flow { area, y: 0 };
        at.hanging(Span::raw("to act on  "), vec![Span::raw(text.to_owned())], most, &mut buf);
        lines(&buf).into_iter().take(usize::from(at.y)).collect()
    }

    #[test]
    fn what_goes_on_stands_under_the_words_and_what_is_cut_says_so() {
        assert_eq!(shown("count in at 60", 3), ["to act on  count in at", "           60"]);
        assert_eq!(
            shown("count in at 60 before the turn", 2),
            ["to act on  count in at", "           60 before th…"]
        );
        assert_eq!(shown("count in at sixty", 1), ["to act on  count in at…"]);
        assert_eq!(shown("counted internal time", 1), ["to act on  counted…"]);
    }

    #[test]
    fn what_an_empty_pane_says_fits_any_pane() {
        let lines = || {
            vec![Line::from("Nothing fits “聴音トレーニング”."), Line::default(), Line::from("Esc shows all")]
        };
        for (width, height) in (0..12).flat_map(|width| (0..6).map(move |height| (width, height))) {
            let mut buf = Buffer::empty(Rect::new(0, 0, 12, 6));
            say(lines(), Rect::new(2, 1, width, height), &mut buf);
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, 18, 6));
        say(lines(), buf.area, &mut buf);
        let shown = crate::tui::widget::testing::lines(&buf);
        assert_eq!(shown, [" Nothing fits “聴", " 音トレーニング”.", "", " Esc shows all", "", ""]);
    }
}
