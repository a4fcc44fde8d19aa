//! What was done about a piece: its actions with their proofs, and how it came to stand where it stands.

use ratatui::text::{Line, Span};

use super::piece::{Page, date};
use crate::domain::display::{fit, safe_line};
use crate::domain::entry::EntryKind;
use crate::domain::when::spent;
use crate::journal::read::feedback::{ActionLine, FeedbackDetail, ProofLine};
use crate::tui::theme::Role;
use crate::tui::widget::spans;

impl Page<'_> {
    pub(super) fn actions(&mut self, detail: &FeedbackDetail) {
        if detail.row.actions.is_empty() {
            return;
        }
        self.head("Actions");
        for action in &detail.row.actions {
            self.action(detail, action);
        }
    }

    fn action(&mut self, detail: &FeedbackDetail, action: &ActionLine) {
        let glyphs = self.cx.skin.glyphs;
        let proved = !action.proofs.is_empty();
        let (sign, role) = if proved { (glyphs.done, Role::Good) } else { (glyphs.fold.0, Role::Attention) };
        let due = match action.due {
            Some(day) if !proved => {
                let late = day < self.cx.today();
                let role = if late { Role::Attention } else { Role::Dim };
                self.span(role, format!("  due {}", date(self.cx, day)))
            }
            _ => Span::raw(""),
        };
        let text =
            self.span(if proved { Role::Dim } else { Role::Text }, safe_line(&action.text).into_owned());
        let mut spans = vec![text, due];
        if !proved {
            spans.push(self.span(Role::Dim, "  no proof yet"));
        }
        for (at, spans) in spans::wrap(spans, self.cells.saturating_sub(2).max(4)).into_iter().enumerate() {
            let mut line =
                Line::from(self.span(role, if at == 0 { format!("{sign} ") } else { "  ".to_owned() }));
            spans.into_iter().for_each(|span| line.push_span(span));
            self.out.push(line);
        }
        for proof in &action.proofs {
            let text = format!("  proof: {}", self.proof(detail, proof));
            self.out.push(Line::from(self.span(Role::Dim, fit(&safe_line(&text), self.cells))));
        }
    }

    fn proof(&self, detail: &FeedbackDetail, proof: &ProofLine) -> String {
        let session = detail.proving_sessions.iter().find(|row| Some(row.session.id) == proof.session);
        if let Some(row) = session {
            let tally = if row.reps.total() > 0 { format!(" {}", row.reps.short()) } else { String::new() };
            return format!(
                "{} {} {}{tally}",
                date(self.cx, row.session.day),
                row.skill_name,
                spent(row.practised)
            );
        }
        let used = detail.proving_entries.iter().find(|row| Some(row.entry.id) == proof.entry);
        match used {
            Some(row) => {
                let place = &row.entry.place;
                let at = if place.is_empty() { String::new() } else { format!(" at {place}") };
                let what = if row.entry.kind == EntryKind::Use { "used" } else { row.entry.kind.word() };
                let about = row.skill_name.as_deref().unwrap_or_default();
                format!(
                    "{} {what} {about}{at}",
                    row.entry.when.near(self.cx.today(), self.cx.settings.date_order)
                )
            }
            None => String::new(),
        }
    }

    /// How it came to stand where it stands, and how long each step took.
    pub(super) fn history(&mut self, detail: &FeedbackDetail) {
        self.gap();
        let mut parts = Vec::new();
        for step in &detail.moves {
            let day = date(self.cx, self.cx.calendar.day(step.at));
            let reason = if step.reason.is_empty() { String::new() } else { format!(" ({})", step.reason) };
            parts.push(format!("{} {day}{reason}", step.to.shown()));
        }
        let arrow = if self.cx.skin.glyphs.unicode { " → " } else { " > " };
        self.labelled("so far", vec![self.span(Role::Dim, parts.join(arrow))]);
        let times = detail.turn_round;
        let took: Vec<String> = [
            ("asked to answered", times.asked_to_received),
            ("to taking it up", times.received_to_accepted),
            ("to acting on it", times.accepted_to_acted),
            ("to closing", times.acted_to_closed),
        ]
        .into_iter()
        .filter_map(|(what, ms)| ms.map(|ms| format!("{} {what}", took(ms))))
        .collect();
        if !took.is_empty() {
            self.labelled("took", vec![self.span(Role::Dim, took.join(", "))]);
        }
        if let Some(format) = &detail.original {
            self.labelled("original", vec![self.span(Role::Faint, format!("kept ({format})"))]);
        }
    }
}

/// A turn-round time: hours within two days, else days.
fn took(ms: i64) -> String {
    const HOUR: i64 = 3_600_000;
    match ms / HOUR {
        0 => format!("{} min", ms / 60_000),
        hours if hours < 48 => format!("{hours} h"),
        hours => format!("{} d", hours / 24),
    }
}
