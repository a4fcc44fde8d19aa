//! The Feedback screen drawn: list and piece. Takes the model and nothing else.

use ratatui::buffer::Buffer;

use super::layout;
use super::state::Focus;
use super::{list, piece};
use crate::tui::model::Model;
use crate::tui::pane::split::Split;

/// Where everything lies now.
pub fn laid(model: &Model) -> Split<Focus> {
    layout::layout(model.size, model.feedback.focus, model.feedback.split, model.message_rows())
}

/// Whether the piece takes the whole screen.
pub fn hides_list(model: &Model) -> bool {
    model.feedback.focus == Focus::Piece && !laid(model).is_split()
}

/// Draws its panes.
pub fn view(model: &Model, buf: &mut Buffer) {
    let laid = laid(model);
    list::view(model, laid.area(Focus::List), buf);
    piece::view(model, laid.area(Focus::Piece), buf);
}
