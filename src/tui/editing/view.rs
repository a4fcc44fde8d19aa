//! How an open form looks: a sheet over the screen, or the whole of a small one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::FormState;
use crate::domain::display::{fit, safe_line};
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::pane::{Pane, scroll_thumb};
use crate::tui::widget::{clear, put};

/// The widest a form gets: longer lines are hard to read.
const WIDEST: u16 = 92;

impl FormState {
    pub(super) fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let screen = frame.area();
        let title = safe_line(&self.form.title).into_owned();
        let state = if self.saving { "saving…" } else { "" };
        let note = if self.form.is_changed() { "changed" } else { "" };
        let pane = Pane { title: &title, state, note, focused: true };
        let notice = u16::from(self.notice.is_some()) * 2;
        let blank = u16::from(screen.height >= 16);
        let needed = self.form.height(width_on(screen) - 4.min(width_on(screen))) + notice + 2 + blank * 2;
        let area = place(cx, screen, needed);
        clear(area, frame.buffer_mut());
        frame.buffer_mut().set_style(area, skin.style(Role::Ground));
        let inner = pane.render(area, skin, frame.buffer_mut());
        let inside = Rect {
            x: inner.x + u16::from(inner.width > 4),
            y: inner.y + blank.min(inner.height),
            width: inner.width.saturating_sub(2),
            height: inner.height.saturating_sub(blank * 2),
        };
        if let Some(text) = &self.notice {
            let line = Line::from(skin.span(Role::Attention, self.notice_line(cx, text, inside.width)));
            put(&line, inside, 0, frame.buffer_mut());
        }
        let fields = Rect {
            y: inside.y + notice.min(inside.height),
            height: inside.height.saturating_sub(notice),
            ..inside
        };
        self.form.view(frame, fields, skin);
        let (top, shown) = (self.form.scrolled(fields.width, fields.height), fields.height);
        let total = self.form.height(fields.width);
        scroll_thumb(area, top.into(), shown.into(), total.into(), skin, frame.buffer_mut());
    }

    fn notice_line(&self, cx: &Cx, text: &str, width: u16) -> String {
        let key = |id| cx.keymap.key(id).unwrap_or_default();
        let how = if self.form.has_other_version() {
            format!(
                "{} swaps them, {} saves what is in the fields.",
                key(CommandId::FormSwap),
                key(CommandId::FormSave)
            )
        } else {
            format!("{} throws it away.", key(CommandId::FormAnew))
        };
        fit(&format!(" {} {text} {how}", cx.skin.glyphs.attention), usize::from(width))
    }
}

/// Between the tabs and the message: in the middle where there is room around it, else all of it.
fn place(cx: &Cx, screen: Rect, needed: u16) -> Rect {
    let tabs = u16::from(screen.height >= 16);
    let below = 1 + if screen.height >= 8 { cx.message_rows() } else { 0 };
    let room = screen.height.saturating_sub(tabs + below);
    let width = width_on(screen);
    let x = (screen.width - width) / 2;
    let low = width == screen.width || needed + 4 >= room;
    let (y, height) = if low { (tabs, room) } else { (tabs + (room - needed) / 3, needed) };
    Rect { x, y, width, height }.intersection(screen)
}

fn width_on(screen: Rect) -> u16 {
    if screen.width < WIDEST + 8 { screen.width } else { WIDEST }
}
