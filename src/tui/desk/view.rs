//! The Desk drawn.

use ratatui::buffer::Buffer;

use super::layout::layout;
use super::state::{DeskState, Pane};
use super::{areas, day, inbox, practice};
use crate::tui::frame::cx::Cx;
use crate::tui::pane::split::Split;

/// Where everything lies now.
pub fn laid(desk: &DeskState, cx: &Cx) -> Split<Pane> {
    layout(cx.size, desk.focus, cx.message_rows())
}

/// Draws its panes.
pub fn view(desk: &DeskState, cx: &Cx, buf: &mut Buffer) {
    let laid = laid(desk, cx);
    areas::view(desk, cx, laid.area(Pane::Areas), buf);
    practice::view(desk, cx, laid.area(Pane::Practice), buf);
    inbox::view(desk, cx, laid.area(Pane::Feedback), buf);
    day::view(desk, cx, laid.area(Pane::Day), buf);
}
