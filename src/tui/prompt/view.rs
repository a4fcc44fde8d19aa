//! A prompt drawn: the line, the choices that fit, and why what was typed was refused.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Digits, Prompt};
use crate::domain::display::fit;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::pane::Pane;
use crate::tui::widget::wrap::wrap;

impl Prompt {
    /// Draws it above the footer.
    pub(super) fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let whole = frame.area();
        let fitting = self.fitting();
        let shown = fitting.len().min(9).min(usize::from(whole.height.saturating_sub(6)));
        let width = whole.width.min(72);
        let (role, text) = match &self.refusal {
            Some(refusal) => (Role::Bad, refusal.as_str()),
            None => (Role::Dim, self.hint.as_str()),
        };
        let below = if text.is_empty() {
            Vec::new()
        } else {
            wrap(text, usize::from(width) - 4.min(usize::from(width)), 3)
        };
        let height =
            (3 + u16::try_from(shown + below.len()).unwrap_or(0)).min(whole.height.saturating_sub(1));
        let area = Rect {
            x: (whole.width - width) / 2,
            y: whole.bottom().saturating_sub(height + 1 + cx.message_rows()),
            width,
            height,
        };
        crate::tui::widget::clear(area, frame.buffer_mut());
        let skin = &cx.skin;
        let inner = Pane { title: &self.title, focused: true, ..Pane::default() }.render(
            area,
            skin,
            frame.buffer_mut(),
        );
        let mut y = inner.y;
        self.editor.view(
            frame,
            Rect { x: inner.x + 1, y, width: inner.width.saturating_sub(2), height: 1 },
            true,
            skin,
        );
        y += 1;
        let numbers = self.editor.is_empty() && self.digits != Digits::Text;
        let from = (self.selected + 1).saturating_sub(shown.max(1));
        for (i, choice) in fitting.iter().enumerate().skip(from).take(shown) {
            let selected = i == self.selected && !self.free;
            let sign = if selected { skin.glyphs.bar } else { " " };
            let number = if numbers && i < 9 { format!("{} ", i + 1) } else { "  ".to_owned() };
            let line = Line::from(vec![
                skin.span(Role::Accent, sign),
                skin.span(Role::Dim, number),
                skin.span(
                    if selected { Role::Strong } else { Role::Text },
                    fit(choice, usize::from(inner.width.saturating_sub(4))),
                ),
            ]);
            frame.buffer_mut().set_line(inner.x, y, &line, inner.width);
            y += 1;
        }
        for (y, text) in (y..inner.bottom()).zip(below) {
            let room = inner.width.saturating_sub(2);
            frame.buffer_mut().set_span(inner.x + 1, y, &skin.span(role, text), room);
        }
    }
}
