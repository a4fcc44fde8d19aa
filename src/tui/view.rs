//! The whole screen drawn: tabs, the panes of the place, message and footer, and what lies over them. Takes the model and nothing else.

use ratatui::Frame;
use ratatui::style::Style;

use super::bars::{keys, message, tabs, too_small};
use super::desk::layout::LEAST;
use super::frame::screen::Screen;
use super::model::{Model, on_screen};
use super::rows::Rows;
use super::theme::Role;

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let whole = frame.area();
    let ground = model.skin.style(Role::Ground);
    if ground != Style::default() {
        frame.buffer_mut().set_style(whole, ground);
    }
    if model.size.width < LEAST.width || model.size.height < LEAST.height {
        return too_small(model, frame);
    }
    let rows = Rows::of(model.size, model.message_rows());
    let buf = frame.buffer_mut();
    tabs(model, rows.tabs, buf);
    on_screen!(model, |screen, cx| screen.view(cx, buf));
    message(model, rows.message, buf);
    keys(model, rows.footer, buf);
    for layer in &model.layers {
        layer.view(model, frame);
    }
}
