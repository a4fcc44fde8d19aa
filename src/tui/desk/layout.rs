//! Which pane of the Desk lies where: three side by side when there is room, stacked or folded when there is not.

use ratatui::layout::{Rect, Size};

use super::state::Pane;
use crate::tui::rows::Rows;

/// Below this nothing but the time is shown.
pub const LEAST: Size = Size { width: 30, height: 6 };

/// Where everything on the Desk lies; a pane that is folded away has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Areas and skills.
    pub areas: Rect,
    /// Practice.
    pub practice: Rect,
    /// Feedback.
    pub inbox: Rect,
    /// The day.
    pub day: Rect,
}

impl Layout {
    /// Where a pane lies.
    pub fn of(&self, pane: Pane) -> Rect {
        match pane {
            Pane::Areas => self.areas,
            Pane::Practice => self.practice,
            Pane::Feedback => self.inbox,
            Pane::Day => self.day,
        }
    }

    /// The pane at a cell, if one is there.
    pub fn at(&self, column: u16, row: u16) -> Option<Pane> {
        Pane::ALL.iter().copied().find(|pane| self.of(*pane).contains((column, row).into()))
    }
}

/// Lays the Desk out. `focus` decides which pane is shown where there is room for one only.
pub fn layout(size: Size, focus: Pane, message_rows: u16) -> Layout {
    let body = Rows::of(size, message_rows).body;
    let mut laid = Layout::default();
    if size.width >= 100 {
        three_columns(body, &mut laid);
    } else if size.width >= 64 && body.height >= 14 {
        two_columns(body, &mut laid);
    } else {
        match focus {
            Pane::Areas => laid.areas = body,
            Pane::Practice => laid.practice = body,
            Pane::Feedback => laid.inbox = body,
            Pane::Day => laid.day = body,
        }
    }
    laid
}

fn three_columns(body: Rect, laid: &mut Layout) {
    let areas = (body.width * 33 / 100).clamp(34, 66);
    // Wide windows have room for the words of others and the names of the day.
    let share = if body.width >= 160 { 36 } else { 29 };
    let day = (body.width * share / 100).clamp(30, 84);
    laid.areas = Rect { width: areas, ..body };
    laid.practice = Rect { x: areas, width: body.width - areas - day, ..body };
    let right = Rect { x: body.width - day, width: day, ..body };
    // What others said stands above what was done: it asks.
    let inbox = (right.height * 45 / 100).clamp(5.min(right.height), 22);
    laid.inbox = Rect { height: inbox, ..right };
    laid.day = Rect { y: right.y + inbox, height: right.height - inbox, ..right };
}

fn two_columns(body: Rect, laid: &mut Layout) {
    let left = (body.width * 2 / 5).clamp(28, 40);
    let day = (body.height / 3).clamp(5, 9);
    laid.areas = Rect { width: left, height: body.height - day, ..body };
    laid.day = Rect { y: body.y + body.height - day, width: left, height: day, ..body };
    let right = Rect { x: left, width: body.width - left, ..body };
    let inbox = if body.height >= 20 { (body.height / 4).clamp(5, 8) } else { 0 };
    laid.practice = Rect { height: right.height - inbox, ..right };
    laid.inbox = Rect { y: right.bottom() - inbox, height: inbox, ..right };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for width in 1..220 {
            for height in 1..70 {
                for focus in Pane::ALL {
                    let size = Size { width, height };
                    let laid = layout(size, *focus, height % 3);
                    let whole = Rect::new(0, 0, width, height);
                    let panes = [laid.areas, laid.practice, laid.inbox, laid.day];
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

    #[test]
    fn narrow_windows_show_the_pane_in_focus() {
        let laid = layout(Size { width: 40, height: 12 }, Pane::Practice, 0);
        assert_eq!((laid.practice.width, laid.areas.width), (40, 0));
    }
}
