//! Where the list and the piece lie: side by side, or the one in focus alone where there is room for one.

use ratatui::layout::{Rect, Size};

use super::state::Focus;
use crate::tui::rows::Rows;

/// Below this there is room for one pane only.
const NARROW: u16 = 72;
/// The least either pane is left.
const LEAST: u16 = 24;

/// Where everything lies; a pane that is folded away has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// The list.
    pub list: Rect,
    /// The piece.
    pub piece: Rect,
}

impl Layout {
    /// Where a pane lies.
    pub fn of(&self, focus: Focus) -> Rect {
        match focus {
            Focus::List => self.list,
            Focus::Piece => self.piece,
        }
    }

    /// The pane at a cell, if one is there.
    pub fn at(&self, column: u16, row: u16) -> Option<Focus> {
        [Focus::List, Focus::Piece].into_iter().find(|pane| self.of(*pane).contains((column, row).into()))
    }
}

/// Whether there is room for both panes.
pub fn is_split(size: Size) -> bool {
    size.width >= NARROW
}

/// Lays the screen out; `split` moves the border.
pub fn layout(size: Size, focus: Focus, split: i16, message_rows: u16) -> Layout {
    let body = Rows::of(size, message_rows).body;
    let mut laid = Layout::default();
    if !is_split(size) {
        match focus {
            Focus::List => laid.list = body,
            Focus::Piece => laid.piece = body,
        }
        return laid;
    }
    let own = (body.width * 45 / 100).min(96);
    let list = own.saturating_add_signed(split).clamp(LEAST, body.width - LEAST);
    laid.list = Rect { width: list, ..body };
    laid.piece = Rect { x: list, width: body.width - list, ..body };
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for width in 1..220 {
            for height in 1..70 {
                for (focus, split) in [(Focus::List, 0), (Focus::Piece, -300), (Focus::List, 300)] {
                    let laid = layout(Size { width, height }, focus, split, height % 3);
                    let whole = Rect::new(0, 0, width, height);
                    for pane in [laid.list, laid.piece] {
                        assert!(
                            pane.is_empty() || whole.contains((pane.right() - 1, pane.bottom() - 1).into())
                        );
                    }
                    assert!(!laid.list.intersects(laid.piece));
                }
            }
        }
    }
}
