//! What stands around the panes of every screen: the tabs above, below them the message and the keys that work here and now.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::availability;
use super::command::{Command, CommandId as C, Scope};
use super::desk::state::Pane;
use super::desk::{face, view::laid};
use super::model::{Model, Place};
use super::rows::Rows;
use super::theme::Role;
use super::widget::footer;
use crate::domain::display::{fit, width};
use crate::domain::session::SessionState;

/// What stands before the tabs.
const NAME: &str = "etude";

/// Too small for anything but the time.
pub fn too_small(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let time = model.data.playing.as_ref().map(|playing| face::face(model, playing).time);
    let text = match time {
        Some(time) => format!("{time}  too small"),
        None => "too small".to_owned(),
    };
    let text = fit(&text, usize::from(area.width));
    frame.buffer_mut().set_span(area.x, area.y, &Span::raw(text), area.width);
}

/// The row of tabs: the screens, and at the right whether all is saved.
pub fn tabs(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let skin = &model.skin;
    let mut line = Line::from(vec![Span::raw(" "), skin.span(Role::Strong, NAME), Span::raw("  ")]);
    for place in Place::ALL {
        let here = *place == model.place;
        let mut style = skin.style(if here { Role::Accent } else { Role::Dim });
        if here {
            style = style.bold();
        }
        line.push_span(Span::raw(" "));
        line.push_span(Span::styled(place.title(), style));
        line.push_span(Span::raw(" "));
    }
    let used = line.width();
    buf.set_line(area.x, area.y, &line, area.width);
    let state = saved(model);
    let room = usize::from(area.width).saturating_sub(used + 3);
    let state = if width(&state.1) <= room { state.1 } else { String::new() };
    let role = saved(model).0;
    let cells = u16::try_from(width(&state)).unwrap_or(0);
    if cells > 0 {
        buf.set_span(area.right() - cells - 1, area.y, &skin.span(role, state), cells);
    }
}

fn saved(model: &Model) -> (Role, String) {
    if model.lost.is_some() {
        return (Role::Bad, "not saved".to_owned());
    }
    if !model.waits.is_empty() {
        let long = model.now.mono - model.saving_since > 300;
        return if long {
            (Role::Attention, "saving…".to_owned())
        } else {
            (Role::Dim, "saved".to_owned())
        };
    }
    let dot = model.skin.glyphs.dot;
    let mut text = "saved".to_owned();
    if model.demo {
        text = format!("sample journal {dot} nothing here is kept");
    }
    if let Some(playing) =
        model.data.playing.as_ref().filter(|_| {
            model.place != Place::Desk || laid(&model.desk, model).area(Pane::Practice).is_empty()
        })
    {
        let mark = if playing.session.state == SessionState::Paused { "paused" } else { "playing" };
        text = format!("{mark} {} {dot} {text}", face::face(model, playing).time);
    }
    (Role::Dim, text)
}

/// The message line: a half-typed key sequence, what just happened, or the banner.
pub fn message(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    // The last cells of the first of two rows may stay empty, where a word goes to the next.
    let cells = usize::from(area.width) * usize::from(area.height) - usize::from(area.height - 1) * 16;
    let line = if !model.pending.is_empty() {
        let begun: String = model.pending.iter().map(|chord| format!("{chord} ")).collect();
        let next = model.keymap.continuations(model.scope(), &model.pending);
        let works = |next: &&(String, &Command)| availability::blocked(model, next.1.id).is_none();
        let next: Vec<String> =
            next.iter().filter(works).map(|(key, command)| format!("{key} {}", command.title)).collect();
        footer::message(Role::Dim, &format!("{begun}… {}", next.join("  ")), None, cells, &model.skin)
    } else if let Some(message) = &model.message {
        let undo = (message.undoable && model.layers.is_empty()).then(|| undo_key(model)).flatten();
        footer::message(message.role, &message.text, undo.as_deref(), cells, &model.skin)
    } else if let Some(banner) = model.standing() {
        footer::message(Role::Attention, banner, None, cells, &model.skin)
    } else {
        return;
    };
    Paragraph::new(line).wrap(Wrap { trim: false }).render(area, buf);
}

/// The keys that undo from here, if any do: while playing the usual one takes back a rep, so the pane is left first.
fn undo_key(model: &Model) -> Option<String> {
    let reaching = |scope, id| model.keymap.reaching(scope, id).next().map(ToString::to_string);
    let here = model.scope();
    reaching(here, C::Undo).or_else(|| {
        let away = model.is_playing_in_focus().then(|| reaching(here, C::NextPane)).flatten()?;
        Some(format!("{away} {}", reaching(Scope::Day, C::Undo)?))
    })
}

/// The screen whose tab lies at a click.
pub fn tab_at(model: &Model, mouse: &MouseEvent) -> Option<Place> {
    if mouse.kind != MouseEventKind::Down(MouseButton::Left)
        || mouse.row != 0
        || Rows::of(model.size, 0).tabs.is_empty()
    {
        return None;
    }
    let mut from = NAME.len() + 3;
    Place::ALL.iter().copied().find(|place| {
        let to = from + place.title().len() + 2;
        let hit = (from..to).contains(&usize::from(mouse.column));
        from = to;
        hit
    })
}

/// The footer: the keys that work here and now.
pub fn keys(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let hints = availability::hints(model);
    let hints: Vec<(String, &str)> =
        hints.into_iter().map(|(key, command)| (key, availability::title(model, command))).collect();
    let help = model.keymap.key(C::Help).unwrap_or_default();
    let last = if availability::help_works(model) { (help.as_str(), "help") } else { ("", "") };
    let line = footer::hints(&hints, last, usize::from(area.width), &model.skin);
    buf.set_line(area.x, area.y, &line, area.width);
}
