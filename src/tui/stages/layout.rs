//! Where the tree and the page lie: side by side, or the one in focus alone where there is room for one.

use ratatui::layout::{Rect, Size};

use super::state::Focus;
use crate::tui::rows::Rows;

/// Below this there is room for one pane only.
const NARROW: u16 = 64;

/// The tree is no narrower where both stand side by side.
const LEAST_TREE: u16 = 24;
/// And no wider, however long the names are.
const WIDEST_TREE: u16 = 56;

/// Where everything lies; a pane that is folded away has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Areas and skills.
    pub tree: Rect,
    /// The ladder or the history.
    pub page: Rect,
}

impl Layout {
    /// Where a pane lies.
    pub fn of(&self, focus: Focus) -> Rect {
        match focus {
            Focus::Tree => self.tree,
            Focus::Page => self.page,
        }
    }

    /// The pane at a cell, if one is there.
    pub fn at(&self, column: u16, row: u16) -> Option<Focus> {
        [Focus::Tree, Focus::Page].into_iter().find(|pane| self.of(*pane).contains((column, row).into()))
    }
}

/// Whether there is room for both panes.
pub fn is_split(size: Size) -> bool {
    size.width >= NARROW
}

/// Lays the screen out; the tree is as wide as its names need, and leaves the page its share.
pub fn layout(size: Size, focus: Focus, message_rows: u16, names: u16) -> Layout {
    let body = Rows::of(size, message_rows).body;
    let mut laid = Layout::default();
    if !is_split(size) {
        match focus {
            Focus::Tree => laid.tree = body,
            Focus::Page => laid.page = body,
        }
        return laid;
    }
    let most = (body.width * 2 / 5).min(WIDEST_TREE);
    let tree = names.clamp(LEAST_TREE.min(most), most);
    laid.tree = Rect { width: tree, ..body };
    laid.page = Rect { x: tree, width: body.width - tree, ..body };
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for width in 1..220 {
            for height in 1..70 {
                for focus in [Focus::Tree, Focus::Page] {
                    let laid = layout(Size { width, height }, focus, height % 3, height);
                    let whole = Rect::new(0, 0, width, height);
                    for pane in [laid.tree, laid.page] {
                        assert!(
                            pane.is_empty() || whole.contains((pane.right() - 1, pane.bottom() - 1).into())
                        );
                    }
                    assert!(!laid.tree.intersects(laid.page));
                }
            }
        }
    }
}
