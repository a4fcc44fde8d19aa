//! Which pane of the Areas screen lies where: tree and detail side by side, the sessions apart when there is room for
//! three, and the pane in focus alone when there is room for one.

use ratatui::layout::{Rect, Size};

use super::state::Focus;
use crate::tui::rows::Rows;

/// From here on the sessions have a pane of their own.
const WIDE: u16 = 150;
/// Below this there is room for one pane only.
const NARROW: u16 = 64;

/// Where everything lies; a pane that is folded away has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Areas and skills.
    pub tree: Rect,
    /// What belongs to the chosen one.
    pub detail: Rect,
    /// Its sessions.
    pub sessions: Rect,
}

impl Layout {
    /// Where a pane lies.
    pub fn of(&self, focus: Focus) -> Rect {
        match focus {
            Focus::Tree => self.tree,
            Focus::Detail => self.detail,
            Focus::Sessions => self.sessions,
        }
    }

    /// The pane at a cell, if one is there.
    pub fn at(&self, column: u16, row: u16) -> Option<Focus> {
        Focus::ALL.iter().copied().find(|pane| self.of(*pane).contains((column, row).into()))
    }
}

/// Whether the sessions have a pane of their own.
pub fn is_wide(size: Size) -> bool {
    size.width >= WIDE
}

/// Lays the screen out.
pub fn layout(size: Size, focus: Focus, message_rows: u16) -> Layout {
    let body = Rows::of(size, message_rows).body;
    let mut laid = Layout::default();
    if size.width < NARROW {
        match focus {
            Focus::Tree => laid.tree = body,
            Focus::Detail | Focus::Sessions => laid.detail = body,
        }
        return laid;
    }
    let tree = (body.width * 31 / 100).clamp(26, 48);
    laid.tree = Rect { width: tree, ..body };
    let rest = Rect { x: tree, width: body.width - tree, ..body };
    if is_wide(size) {
        let sessions = (rest.width * 45 / 100).clamp(48, 76);
        laid.detail = Rect { width: rest.width - sessions, ..rest };
        laid.sessions = Rect { x: rest.right() - sessions, width: sessions, ..rest };
    } else {
        laid.detail = rest;
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for width in 1..220 {
            for height in 1..70 {
                for focus in Focus::ALL {
                    let laid = layout(Size { width, height }, *focus, height % 3);
                    let whole = Rect::new(0, 0, width, height);
                    let panes = [laid.tree, laid.detail, laid.sessions];
                    for (i, pane) in panes.iter().enumerate() {
                        assert!(
                            pane.is_empty() || whole.contains((pane.right() - 1, pane.bottom() - 1).into())
                        );
                        for other in &panes[i + 1..] {
                            assert!(!pane.intersects(*other) || pane.is_empty() || other.is_empty());
                        }
                    }
                }
            }
        }
    }
}
