//! The Areas screen drawn: tree and detail. Takes the model and nothing else.

use ratatui::buffer::Buffer;

use super::layout::layout;
use super::state::Focus;
use super::{detail, tree};
use crate::tui::model::Model;
use crate::tui::pane::split::Split;

/// Where everything lies now.
pub fn laid(model: &Model) -> Split<Focus> {
    layout(model.size, model.areas.focus, model.message_rows())
}

/// Draws its panes.
pub fn view(model: &Model, buf: &mut Buffer) {
    let laid = laid(model);
    tree::view(model, laid.area(Focus::Tree), buf);
    detail::view(model, laid.area(Focus::Detail), buf);
    detail::view_sessions(model, laid.area(Focus::Sessions), buf);
}
