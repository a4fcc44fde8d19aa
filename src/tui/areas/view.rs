//! The Areas screen drawn: tree and detail. Takes the model and nothing else.

use ratatui::buffer::Buffer;

use super::layout::{Layout, layout};
use super::{detail, tree};
use crate::tui::model::Model;

/// Where everything lies now.
pub fn laid(model: &Model) -> Layout {
    layout(model.size, model.areas.focus, model.message_rows())
}

/// Draws its panes.
pub fn view(model: &Model, buf: &mut Buffer) {
    let laid = laid(model);
    tree::view(model, laid.tree, buf);
    detail::view(model, laid.detail, buf);
    detail::view_sessions(model, laid.sessions, buf);
}
