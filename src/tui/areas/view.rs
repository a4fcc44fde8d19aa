//! The Areas screen drawn: tabs, tree, detail, message, footer. Takes the model and nothing else.

use ratatui::Frame;

use super::layout::{Layout, layout};
use super::{detail, tree};
use crate::tui::desk::layout::LEAST;
use crate::tui::desk::view::{keys, message, tabs, too_small};
use crate::tui::model::Model;

/// Where everything lies now.
pub fn laid(model: &Model) -> Layout {
    layout(model.size, model.areas.focus, model.message_rows())
}

/// Draws the screen.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    if model.size.width < LEAST.width || model.size.height < LEAST.height {
        return too_small(model, frame);
    }
    let laid = laid(model);
    let buf = frame.buffer_mut();
    tabs(model, laid.tabs, buf);
    tree::view(model, laid.tree, buf);
    detail::view(model, laid.detail, buf);
    detail::view_sessions(model, laid.sessions, buf);
    message(model, laid.message, buf);
    keys(model, laid.footer, buf);
}
