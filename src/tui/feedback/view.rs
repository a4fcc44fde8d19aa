//! The Feedback screen drawn: list and piece. Takes the model and nothing else.

use ratatui::buffer::Buffer;

use super::layout;
use super::state::{FeedbackScreen, Focus};
use super::{list, piece};
use crate::tui::frame::cx::Cx;
use crate::tui::pane::split::Split;

/// Where everything lies now.
pub fn laid(screen: &FeedbackScreen, cx: &Cx) -> Split<Focus> {
    layout::layout(cx.size, screen.focus, screen.split, cx.message_rows())
}

/// Whether the piece takes the whole screen.
pub fn hides_list(screen: &FeedbackScreen, cx: &Cx) -> bool {
    screen.focus == Focus::Piece && !laid(screen, cx).is_split()
}

/// Draws its panes.
pub fn view(screen: &FeedbackScreen, cx: &Cx, buf: &mut Buffer) {
    let laid = laid(screen, cx);
    list::view(screen, cx, laid.area(Focus::List), buf);
    piece::view(screen, cx, laid.area(Focus::Piece), buf);
}
