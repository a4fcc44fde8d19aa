//! Where the tree and the page lie: side by side, or the one in focus alone where there is room for one.

use ratatui::layout::Size;

use super::state::Focus;
use crate::tui::pane::split::{Part, Split, Takes};
use crate::tui::rows::Rows;

/// Below this there is room for one pane only.
const NARROW: u16 = 64;
/// The tree is no narrower where both stand side by side.
const LEAST_TREE: u16 = 24;
/// And no wider, however long the names are.
const WIDEST_TREE: u16 = 56;

/// Lays the screen out; the tree is as wide as its names need, and leaves the page its share.
pub fn layout(size: Size, focus: Focus, message_rows: u16, names: u16) -> Split<Focus> {
    let body = Rows::of(size, message_rows).body;
    if size.width < NARROW {
        return Split::alone(focus, body);
    }
    let most = (body.width * 2 / 5).min(WIDEST_TREE);
    let tree = Takes::Cells(names.clamp(LEAST_TREE.min(most), most));
    let panes = [(tree, Part::Pane(Focus::Tree)), (Takes::Rest, Part::Pane(Focus::Page))];
    Split::of(Part::Columns(&panes), body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::split::testing::assert_apart;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for focus in [Focus::Tree, Focus::Page] {
            assert_apart(|size| layout(size, focus, size.height % 3, size.height));
        }
    }
}
