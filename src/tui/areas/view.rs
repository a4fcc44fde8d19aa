//! The Areas screen drawn: tree and detail.

use ratatui::buffer::Buffer;

use super::layout::layout;
use super::state::{AreasState, Focus};
use super::{detail, tree};
use crate::tui::frame::cx::Cx;
use crate::tui::pane::split::Split;

/// Where everything lies now.
pub fn laid(areas: &AreasState, cx: &Cx) -> Split<Focus> {
    layout(cx.size, areas.focus, cx.message_rows())
}

/// Draws its panes.
pub fn view(areas: &AreasState, cx: &Cx, buf: &mut Buffer) {
    let laid = laid(areas, cx);
    tree::view(areas, cx, laid.area(Focus::Tree), buf);
    detail::view(areas, cx, laid.area(Focus::Detail), buf);
    detail::view_sessions(areas, cx, laid.area(Focus::Sessions), buf);
}
