//! Which pane of the Areas screen lies where: tree and detail side by side, the sessions apart when there is room for
//! three, and the pane in focus alone when there is room for one.

use ratatui::layout::Size;

use super::state::Focus;
use crate::tui::pane::split::{Part, Split, Takes};
use crate::tui::rows::Rows;

/// From here on the sessions have a pane of their own.
const WIDE: u16 = 150;
/// Below this there is room for one pane only.
const NARROW: u16 = 64;

const TREE: (Takes, Part<'_, Focus>) = (Takes::Share((31, 100), 26, 48), Part::Pane(Focus::Tree));
const DETAIL: (Takes, Part<'_, Focus>) = (Takes::Rest, Part::Pane(Focus::Detail));
const SESSIONS: (Takes, Part<'_, Focus>) = (Takes::Share((45, 100), 48, 76), Part::Pane(Focus::Sessions));

/// Whether the sessions have a pane of their own.
pub fn is_wide(size: Size) -> bool {
    size.width >= WIDE
}

/// Lays the screen out.
pub fn layout(size: Size, focus: Focus, message_rows: u16) -> Split<Focus> {
    let body = Rows::of(size, message_rows).body;
    if size.width < NARROW {
        let shown = if focus == Focus::Sessions { Focus::Detail } else { focus };
        return Split::alone(shown, body);
    }
    let right = [DETAIL, SESSIONS];
    let right = if is_wide(size) { (Takes::Rest, Part::Columns(&right)) } else { DETAIL };
    Split::of(Part::Columns(&[TREE, right]), body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::split::testing::assert_apart;

    #[test]
    fn panes_never_overlap_nor_leave_the_window() {
        for focus in Focus::ALL {
            assert_apart(|size| layout(size, *focus, size.height % 3));
        }
    }
}
