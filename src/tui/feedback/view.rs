//! The Feedback screen drawn: list and piece. Takes the model and nothing else.

use ratatui::buffer::Buffer;

use super::layout::{self, Layout};
use super::state::Focus;
use super::{list, piece};
use crate::tui::model::Model;

/// Where everything lies now.
pub fn laid(model: &Model) -> Layout {
    layout::layout(model.size, model.feedback.focus, model.feedback.split, model.message_rows())
}

/// Whether the piece takes the whole screen.
pub fn hides_list(model: &Model) -> bool {
    model.feedback.focus == Focus::Piece && !layout::is_split(model.size)
}

/// Draws its panes.
pub fn view(model: &Model, buf: &mut Buffer) {
    let laid = laid(model);
    list::view(model, laid.list, buf);
    piece::view(model, laid.piece, buf);
}
