//! The close card drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::close::{CloseCard, Slot};
use crate::domain::display::{fit, pad, safe_line, width};
use crate::domain::rep::Tally;
use crate::domain::session::MarkKind;
use crate::domain::when::spent;
use crate::journal::ritual::question;
use crate::tui::command::CommandId;
use crate::tui::desk::practice::{marks, plural};
use crate::tui::frame::cx::Cx;
use crate::tui::overlay::sheet;
use crate::tui::theme::Role;
use crate::tui::widget::pane::Pane;
use crate::tui::widget::{put, strip};

impl CloseCard {
    fn hint(&self, slot: Slot) -> String {
        match slot {
            Slot::Challenge => "1 easy … 5 at my limit".to_owned(),
            Slot::SkillLevel => "1 lost … 5 in command".to_owned(),
            Slot::Worked => "one line, Enter skips".to_owned(),
            Slot::Didnt => question(self.session()).to_owned(),
            Slot::NextFocus => "the next intention".to_owned(),
            Slot::Where => "where was it? the gig, the meeting, the pull request".to_owned(),
            Slot::With => "a name".to_owned(),
            Slot::Saw => "what did you see?".to_owned(),
            Slot::WillCopy => "what will you do the same way?".to_owned(),
            Slot::TheirQuestion => "what did they ask?".to_owned(),
            Slot::TheirResult => "what can they do now?".to_owned(),
        }
    }

    /// Draws the card.
    pub(super) fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let record = self.record(cx);
        let beside = self.beside(cx);
        let height = u16::try_from(record.len() + self.slots().len() + beside.len()).unwrap_or(12) + 5;
        let title = safe_line(&self.detail.row.skill_name).into_owned();
        let note = spent(self.detail.row.practised);
        let pane = Pane { title: &title, state: "closed", note: &note, focused: true };
        let inner = sheet(frame, pane, 76, height, skin);
        let inside = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        // On a low window the record gives way before the lines do.
        let need = u16::try_from(self.slots().len()).unwrap_or(5) + 1;
        let mut row = u16::from(inside.height > need + 3);
        let room_for_record = inside.height.saturating_sub(need + row);
        for line in record.into_iter().take(usize::from(room_for_record)) {
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
        row += u16::from(inside.height > row + need);
        for (i, slot) in self.slots().iter().enumerate() {
            self.view_slot(cx, frame, inside, row, *slot, i == self.at);
            row += 1;
        }
        row += u16::from(inside.height > row + u16::try_from(beside.len()).unwrap_or(0));
        for line in beside {
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
        if let Some(refusal) = &self.refusal {
            let line = Line::from(skin.span(Role::Bad, safe_line(refusal).into_owned()));
            put(&line, inside, row, frame.buffer_mut());
        }
    }

    /// What this session may prove, and what it does.
    fn beside(&self, cx: &Cx) -> Vec<Line<'static>> {
        let skin = &cx.skin;
        let key = cx.keymap.key(CommandId::CloseProof).unwrap_or_default();
        let proved = self.detail.proves.iter().map(|action| {
            let text = format!("{} proves {}", skin.glyphs.done, safe_line(&action.text));
            Line::from(skin.span(Role::Good, fit(&text, 72)))
        });
        let several = self.detail.to_act_on.len() > 1;
        let what = if several { "proves one of them" } else { "this proves it" };
        let open = self.detail.to_act_on.iter().take(3).enumerate().map(|(at, open)| {
            let who = if open.who.is_empty() { String::new() } else { format!("  {}", safe_line(&open.who)) };
            let hint = if at == 0 { format!("  {key} {what}") } else { String::new() };
            let room = 72_usize.saturating_sub(14 + width(&who) + width(&hint));
            Line::from(vec![
                skin.span(Role::Dim, if at == 0 { " to act on   " } else { "             " }),
                skin.span(Role::Text, fit(&safe_line(&open.action.text), room)),
                skin.span(Role::Dim, who),
                skin.span(Role::Key, hint),
            ])
        });
        proved.chain(open).collect()
    }

    /// The objective record, shown before anything is asked.
    fn record(&self, cx: &Cx) -> Vec<Line<'static>> {
        let skin = &cx.skin;
        let detail = &self.detail;
        let mut lines = Vec::new();
        let (cold, warm) = marks(&detail.reps);
        if !cold.is_empty() || !warm.is_empty() {
            lines.push(strip::strip(&cold, &warm, 70, skin));
            let mut parts = Vec::new();
            let cold = Tally::of(detail.reps.iter().filter(|rep| rep.cold));
            if cold.total() > 0 {
                let said = self.session().prediction.map_or(String::new(), |n| format!(" (you said {n})"));
                parts.push(format!("cold {}{said}", cold.shown()));
            }
            let warm = Tally::of(detail.reps.iter().filter(|rep| !rep.cold));
            if warm.total() > 0 {
                parts.push(warm.shown());
            }
            let interruptions = detail.marks.iter().filter(|mark| mark.kind != MarkKind::Moment).count();
            if interruptions > 0 {
                parts.push(plural(interruptions, "interruption"));
            }
            lines.push(Line::from(skin.span(Role::Dim, parts.join(&format!("  {}  ", skin.glyphs.dot)))));
        }
        if detail.row.unresolved > 0 {
            let text =
                format!("{} {} in doubt, not counted", skin.glyphs.attention, spent(detail.row.unresolved));
            lines.push(Line::from(skin.span(Role::Attention, text)));
        }
        if !self.session().intention.is_empty() {
            lines.push(Line::from(vec![
                skin.span(Role::Dim, "you meant to  "),
                skin.span(Role::Text, safe_line(&self.session().intention).into_owned()),
            ]));
        }
        lines
    }

    fn view_slot(&self, cx: &Cx, frame: &mut Frame<'_>, area: Rect, row: u16, slot: Slot, now: bool) {
        if row >= area.height {
            return;
        }
        let skin = &cx.skin;
        let text = self.text(slot);
        let (role, shown) = match (text.is_empty(), now) {
            (false, _) => (Role::Text, safe_line(&text).into_owned()),
            (true, true) => (Role::Faint, self.hint(slot)),
            (true, false) => (Role::Faint, String::new()),
        };
        let line = Line::from(vec![
            skin.span(Role::Accent, if now { skin.glyphs.bar } else { " " }),
            skin.span(if now { Role::Strong } else { Role::Dim }, pad(slot.label(), 12)),
            skin.span(role, shown),
        ]);
        put(&line, area, row, frame.buffer_mut());
        if !now {
            return;
        }
        let field = Rect { x: area.x + 13, y: area.y + row, width: area.width.saturating_sub(14), height: 1 };
        match &self.editor {
            Some(editor) if !editor.is_empty() => {
                super::super::widget::clear(field, frame.buffer_mut());
                editor.view(frame, field, true, skin);
            }
            Some(_) => frame.set_cursor_position((field.x, field.y)),
            None => {}
        }
    }
}
