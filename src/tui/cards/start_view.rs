//! The start card drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::start::{Slot, StartState};
use crate::domain::display::{fit, pad, safe_line, width};
use crate::domain::session::Mode;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::overlay::sheet;
use crate::tui::theme::Role;
use crate::tui::widget::pane::{Pane, scroll_thumb};
use crate::tui::widget::put;

/// The widest the card gets.
const WIDTH: u16 = 76;

impl StartState {
    /// Draws the card.
    pub(super) fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let slots = self.slots();
        let extra = self.extra(cx);
        let height = u16::try_from(slots.len() + extra.len()).unwrap_or(20) + 4;
        let areas = self.card.areas.join(", ");
        let title = safe_line(&self.card.skill.name).into_owned();
        let pane = Pane { title: &title, state: "", note: &areas, focused: true };
        let inner = sheet(frame, pane, WIDTH.min(frame.area().width), height, skin);
        let inside = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        // On a low window the lines scroll with the selection; the extras below give way first.
        let room = inside.height.saturating_sub(2).max(1);
        let first = (self.selected + 1).saturating_sub(usize::from(room));
        let mut row = u16::from(inside.height > u16::try_from(slots.len()).unwrap_or(0) + 1);
        for (i, slot) in slots.iter().enumerate().skip(first).take(usize::from(room)) {
            self.view_slot(cx, frame, inside, row, *slot, i == self.selected);
            row += 1;
        }
        let edge = inner.outer(ratatui::layout::Margin::new(1, 1)).intersection(frame.area());
        scroll_thumb(edge, first, usize::from(room), slots.len(), skin, frame.buffer_mut());
        row += 1;
        for line in extra {
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
    }

    fn view_slot(&self, cx: &Cx, frame: &mut Frame<'_>, area: Rect, row: u16, slot: Slot, selected: bool) {
        if row >= area.height {
            return;
        }
        let skin = &cx.skin;
        let (role, text) = self.shown(slot);
        let sign = if selected { skin.glyphs.bar } else { " " };
        let room = usize::from(area.width.saturating_sub(12));
        let text = if selected && !slot.is_text() { format!("‹ {text} ›") } else { text };
        let text = if skin.glyphs.unicode { text } else { text.replace('‹', "<").replace('›', ">") };
        let role = if selected && role == Role::Text { Role::Strong } else { role };
        let line = Line::from(vec![
            skin.span(Role::Accent, sign),
            skin.span(Role::Dim, pad(slot.label(), 10)),
            skin.span(role, fit(&text, room)),
        ]);
        put(&line, area, row, frame.buffer_mut());
        if let (true, Some(editor)) = (selected, &self.editor) {
            let field =
                Rect { x: area.x + 11, y: area.y + row, width: area.width.saturating_sub(12), height: 1 };
            super::super::widget::clear(field, frame.buffer_mut());
            editor.view(frame, field, true, skin);
        }
    }

    /// What stands below the lines: the probe, the plan's if-then, last time, a refusal.
    fn extra(&self, cx: &Cx) -> Vec<Line<'static>> {
        let skin = &cx.skin;
        let mut lines = Vec::new();
        if let Some(refusal) = &self.refusal {
            lines.push(Line::from(skin.span(Role::Bad, safe_line(refusal).into_owned())));
        }
        if let Some(name) = &self.closes {
            let text = format!(" Enter ends {} and starts this", safe_line(name));
            lines.push(Line::from(skin.span(Role::Attention, text)));
        }
        if let Some(line) = &self.card.plan {
            let plan = &line.plan;
            let text = match (plan.if_text.is_empty(), plan.then_text.is_empty()) {
                (true, true) => "planned for today".to_owned(),
                _ => format!("if {}, then {}", safe_line(&plan.if_text), safe_line(&plan.then_text)),
            };
            lines.push(Line::from(vec![skin.span(Role::Accent, " if-then   "), skin.span(Role::Text, text)]));
        }
        let watch_for = &self.card.skill.watch_for;
        if self.card.session.mode == Mode::Observe && !watch_for.is_empty() {
            let list = safe_line(&watch_for.join(" · ")).into_owned();
            lines.push(Line::from(vec![skin.span(Role::Dim, " watch for "), skin.span(Role::Text, list)]));
        }
        for (at, open) in self.card.to_act_on.iter().enumerate() {
            let label = if at == 0 { " to act on " } else { "           " };
            let who = if open.who.is_empty() { String::new() } else { format!("  {}", safe_line(&open.who)) };
            let room = usize::from(cx.size.width.min(WIDTH)).saturating_sub(15 + width(&who));
            lines.push(Line::from(vec![
                skin.span(Role::Attention, label),
                skin.span(Role::Text, fit(&safe_line(&open.action.text), room)),
                skin.span(Role::Dim, who),
            ]));
        }
        if let Some(last) = self.last(cx) {
            lines.push(last);
        }
        lines
    }

    /// Last time's lesson is hidden until one has tried to say it (retrieval beats reading).
    fn last(&self, cx: &Cx) -> Option<Line<'static>> {
        let last = self.card.last.as_ref().filter(|_| self.has_lesson())?;
        let skin = &cx.skin;
        let label = skin.span(Role::Dim, " last time ");
        if !self.revealed {
            let key = cx.keymap.key(CommandId::CardReveal).unwrap_or_default();
            let how = format!("  say it first, then {key}");
            // The veil gives way before the words do.
            let room = usize::from(cx.size.width.min(WIDTH)).saturating_sub(4 + label.width() + width(&how));
            let veil = if skin.glyphs.unicode { "▒" } else { "." }.repeat(room.clamp(1, 12));
            return Some(Line::from(vec![label, skin.span(Role::Faint, veil), skin.span(Role::Dim, how)]));
        }
        let text =
            [&last.worked, &last.didnt].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>();
        Some(Line::from(vec![label, skin.span(Role::Text, safe_line(&text.join(" · ")).into_owned())]))
    }
}
