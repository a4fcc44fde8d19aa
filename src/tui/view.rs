//! The whole screen drawn: tabs, the panes of the place, message and footer, and what lies over them. Takes the model and nothing else.

use ratatui::Frame;
use ratatui::style::Style;

use super::desk::layout::LEAST;
use super::desk::view::{keys, message, tabs, too_small};
use super::model::{Model, Overlay, Place};
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
    match model.place {
        Place::Desk => super::desk::view::view(model, buf),
        Place::Areas => super::areas::view::view(model, buf),
        Place::Feedback => super::feedback::view::view(model, buf),
        Place::Stages => super::stages::view::view(model, buf),
    }
    message(model, rows.message, buf);
    keys(model, rows.footer, buf);
    for overlay in &model.overlays {
        match overlay {
            Overlay::Start(card) => card.view(model, frame),
            Overlay::Close(card) => card.view(model, frame),
            Overlay::Gap(card) => card.view(model, frame),
            Overlay::Prompt(prompt) => prompt.view(model, frame),
            Overlay::Help(help) => help.view(frame, &model.keymap, &model.skin),
            Overlay::Palette(palette) => palette.view(frame, &model.skin),
            Overlay::Form(state) => state.view(model, frame),
            Overlay::FirstRun(questions) => questions.view(model, frame),
            Overlay::Promote(card) => card.view(model, frame),
            Overlay::Sheet(sheet) => sheet.view(model, frame),
        }
    }
}
