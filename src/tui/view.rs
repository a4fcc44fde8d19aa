//! The whole screen drawn: the place, and what lies over it. Takes the model and nothing else.

use ratatui::Frame;
use ratatui::style::Style;

use super::desk::layout::LEAST;
use super::model::{Model, Overlay, Place};
use super::theme::Role;

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let whole = frame.area();
    let ground = model.skin.style(Role::Ground);
    if ground != Style::default() {
        frame.buffer_mut().set_style(whole, ground);
    }
    match model.place {
        Place::Desk => super::desk::view::view(model, frame),
        Place::Areas => super::areas::view::view(model, frame),
        Place::Feedback => super::feedback::view::view(model, frame),
        Place::Stages => super::stages::view::view(model, frame),
    }
    if model.size.width < LEAST.width || model.size.height < LEAST.height {
        return;
    }
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
