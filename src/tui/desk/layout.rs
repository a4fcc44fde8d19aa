//! Which pane of the Desk lies where: three side by side when there is room, stacked or folded when there is not.

use ratatui::layout::{Rect, Size};

use super::state::Pane;
use crate::tui::pane::split::{Part, Split, Takes};
use crate::tui::rows::Rows;

/// Below this nothing but the time is shown.
pub const LEAST: Size = Size { width: 30, height: 6 };

/// Lays the Desk out. `focus` decides which pane is shown where there is room for one only.
pub fn layout(size: Size, focus: Pane, message_rows: u16) -> Split<Pane> {
    let body = Rows::of(size, message_rows).body;
    if size.width >= 100 {
        three_columns(body)
    } else if size.width >= 64 && body.height >= 14 {
        two_columns(body)
    } else {
        Split::alone(focus, body)
    }
}

fn three_columns(body: Rect) -> Split<Pane> {
    // Wide windows have room for the words of others and the names of the day.
    let share = if body.width >= 160 { 36 } else { 29 };
    // What others said stands above what was done: it asks.
    let right =
        [(Takes::Share((45, 100), 5, 22), Part::Pane(Pane::Feedback)), (Takes::Rest, Part::Pane(Pane::Day))];
    let columns = [
        (Takes::Share((33, 100), 34, 66), Part::Pane(Pane::Areas)),
        (Takes::Rest, Part::Pane(Pane::Practice)),
        (Takes::Share((share, 100), 30, 84), Part::Rows(&right)),
    ];
    Split::of(Part::Columns(&columns), body)
}

fn two_columns(body: Rect) -> Split<Pane> {
    let left = [(Takes::Rest, Part::Pane(Pane::Areas)), (Takes::Share((1, 3), 5, 9), Part::Pane(Pane::Day))];
    let inbox = if body.height >= 20 { Takes::Share((1, 4), 5, 8) } else { Takes::Cells(0) };
    let right = [(Takes::Rest, Part::Pane(Pane::Practice)), (inbox, Part::Pane(Pane::Feedback))];
    let columns = [(Takes::Share((2, 5), 28, 40), Part::Rows(&left)), (Takes::Rest, Part::Rows(&right))];
    Split::of(Part::Columns(&columns), body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::split::testing::assert_apart;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for focus in Pane::ALL {
            assert_apart(|size| layout(size, *focus, size.height % 3));
        }
    }

    #[test]
    fn narrow_windows_show_the_pane_in_focus() {
        let laid = layout(Size { width: 40, height: 12 }, Pane::Practice, 0);
        assert_eq!((laid.area(Pane::Practice).width, laid.area(Pane::Areas).width), (40, 0));
    }
}
