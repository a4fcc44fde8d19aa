//! Where the list and the piece lie: side by side, or the one in focus alone where there is room for one.

use ratatui::layout::Size;

use super::state::Focus;
use crate::tui::pane::split::{Part, Split, Takes};
use crate::tui::rows::Rows;

/// Below this there is room for one pane only.
const NARROW: u16 = 72;
/// The least either pane is left.
const LEAST: u16 = 24;

/// Lays the screen out; `border` moves what is between the panes.
pub fn layout(size: Size, focus: Focus, border: i16, message_rows: u16) -> Split<Focus> {
    let body = Rows::of(size, message_rows).body;
    if size.width < NARROW {
        return Split::alone(focus, body);
    }
    let own = (body.width * 45 / 100).min(96);
    let list = Takes::Cells(own.saturating_add_signed(border).clamp(LEAST, body.width - LEAST));
    let panes = [(list, Part::Pane(Focus::List)), (Takes::Rest, Part::Pane(Focus::Piece))];
    Split::of(Part::Columns(&panes), body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::split::testing::assert_apart;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for (focus, border) in [(Focus::List, 0), (Focus::Piece, -300), (Focus::List, 300)] {
            assert_apart(|size| layout(size, focus, border, size.height % 3));
        }
    }
}
