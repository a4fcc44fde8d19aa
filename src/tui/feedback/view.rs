//! The Feedback screen drawn: tabs, list, piece, message, footer. Takes the model and nothing else.

use ratatui::Frame;

use super::layout::{Layout, layout};
use super::{list, piece};
use crate::tui::desk::layout::LEAST;
use crate::tui::desk::view::{keys, message, tabs, too_small};
use crate::tui::model::Model;

/// Where everything lies now.
pub fn laid(model: &Model) -> Layout {
    layout(model.size, model.feedback.focus, model.feedback.split, model.message_rows())
}

/// Draws the screen.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    if model.size.width < LEAST.width || model.size.height < LEAST.height {
        return too_small(model, frame);
    }
    let laid = laid(model);
    let buf = frame.buffer_mut();
    tabs(model, laid.tabs, buf);
    list::view(model, laid.list, buf);
    piece::view(model, laid.piece, buf);
    message(model, laid.message, buf);
    keys(model, laid.footer, buf);
}
