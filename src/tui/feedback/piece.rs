//! One piece drawn: the words, what they are about, my response, the actions with their proofs, and how it came to stand
//! where it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::who;
use super::markup;
use super::state::Focus;
use crate::domain::calendar::Day;
use crate::domain::display::{fit, safe_line, safe_text};
use crate::domain::feedback::{Feedback, FeedbackState, GivenBy};
use crate::domain::when::{date_near, hour_minute, spent};
use crate::journal::read::feedback::{ActionLine, FeedbackDetail, FeedbackRow, ProofLine};
use crate::tui::command::CommandId;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::pane::{self, scroll_thumb};

/// Labels stand in a column of this width.
const LABEL: usize = 9;

/// Draws the chosen piece.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let screen = &model.feedback;
    let focused = screen.focus == Focus::Piece && model.overlays.is_empty();
    let (title, state) = match screen.row() {
        Some(row) => (who(row).into_owned(), row.feedback.state.shown()),
        None => (String::new(), ""),
    };
    let note = screen.row().map(|row| when(model, &row.feedback)).unwrap_or_default();
    let inner = pane::Pane { title: &title, state, note: &note, focused }.render(area, &model.skin, buf);
    let lines = lines(model, cells(inner));
    let room = usize::from(inner.height);
    let top = screen.scroll.min(lines.len().saturating_sub(room));
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(top)) {
        buf.set_line(inner.x + 1, y, line, inner.width.saturating_sub(2));
    }
    scroll_thumb(area, top, room, lines.len(), &model.skin, buf);
}

fn cells(inner: Rect) -> usize {
    usize::from(inner.width.saturating_sub(2))
}

/// How many lines the piece has in an area, and how many of them are in sight.
pub fn extent(model: &Model, area: Rect) -> (usize, usize) {
    let inner = Rect { width: area.width.saturating_sub(2), height: area.height.saturating_sub(2), ..area };
    (lines(model, cells(inner)).len(), usize::from(inner.height))
}

fn when(model: &Model, feedback: &Feedback) -> String {
    let at = feedback.when();
    let day = date(model, model.calendar.day(at));
    if feedback.state.is_received() { format!("{day} {}", hour_minute(at)) } else { format!("asked {day}") }
}

fn date(model: &Model, day: Day) -> String {
    date_near(day, model.today(), model.settings.date_order)
}

fn lines(model: &Model, cells: usize) -> Vec<Line<'static>> {
    let Some(detail) = model.feedback.detail() else { return Vec::new() };
    let mut page = Page { model, cells, out: Vec::new() };
    page.whence(&detail.row.feedback);
    page.words(detail);
    page.facts(detail);
    page.response(detail);
    page.actions(detail);
    page.thread(detail);
    page.history(detail);
    page.out
}

struct Page<'a> {
    model: &'a Model,
    cells: usize,
    out: Vec<Line<'static>>,
}

impl Page<'_> {
    fn span(&self, role: Role, text: impl Into<String>) -> Span<'static> {
        self.model.skin.span(role, text.into())
    }

    fn gap(&mut self) {
        if self.out.last().is_some_and(|line| line.width() > 0) {
            self.out.push(Line::default());
        }
    }

    fn head(&mut self, title: &str) {
        self.gap();
        self.out.push(Line::from(self.span(Role::Strong, title)));
    }

    /// Wrapped text.
    fn text(&mut self, role: Role, text: &str) {
        for line in safe_text(text.trim_end()).split('\n') {
            let span = self.span(role, line.to_owned());
            self.out.extend(markup::wrap(vec![span], self.cells).into_iter().map(Line::from));
        }
    }

    fn labelled(&mut self, label: &str, mut spans: Vec<Span<'static>>) {
        let room = self.cells.saturating_sub(LABEL).max(4);
        for span in &mut spans {
            span.content = safe_line(&span.content).into_owned().into();
        }
        for (at, spans) in markup::wrap(spans, room).into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            let mut line = Line::from(self.span(Role::Dim, format!("{label:<LABEL$}")));
            spans.into_iter().for_each(|span| line.push_span(span));
            self.out.push(line);
        }
    }

    /// Through what it came, and from which address, which proves nothing.
    fn whence(&mut self, feedback: &Feedback) {
        let dot = self.model.skin.glyphs.dot;
        let mut spans = Vec::new();
        let mut put = |role, text: String| {
            if !spans.is_empty() {
                spans.push(self.model.skin.span(Role::Faint, format!(" {dot} ")));
            }
            spans.push(self.model.skin.span(role, safe_line(&text).into_owned()));
        };
        if feedback.given_by == GivenBy::Ai {
            put(Role::Attention, "said by a program: never counts as human".to_owned());
        }
        if !feedback.source.is_empty() {
            put(Role::Dim, feedback.source.clone());
        }
        if !feedback.address.is_empty() {
            put(Role::Dim, format!("{} (unverified)", feedback.address));
        }
        if !feedback.title.is_empty() {
            put(Role::Text, feedback.title.clone());
        }
        if !spans.is_empty() {
            self.out.extend(markup::wrap(spans, self.cells).into_iter().map(Line::from));
            self.gap();
        }
    }

    fn words(&mut self, detail: &FeedbackDetail) {
        let feedback = &detail.row.feedback;
        if !feedback.request.is_empty() {
            let asked = feedback.asked.map(|at| date(self.model, self.model.calendar.day(at)));
            self.head(&format!("I asked {}", asked.unwrap_or_default()));
            self.text(Role::Dim, &feedback.request);
            if !feedback.state.is_received() {
                let tag = format!(
                    "the subject carries [practice {}]; an answer imported finds it",
                    feedback.id.tail(8)
                );
                self.text(Role::Faint, &tag);
                return;
            }
            self.gap();
        }
        self.out.extend(markup::lines(&feedback.text, self.cells, &self.model.skin));
        self.quoted(&feedback.quoted);
        if !detail.attachments.is_empty() {
            let names: Vec<String> = detail
                .attachments
                .iter()
                .map(|file| format!("{} ({})", safe_line(&file.name), size(file.size)))
                .collect();
            self.gap();
            self.text(Role::Dim, &format!("came with it, never opened: {}", names.join(", ")));
        }
    }

    fn quoted(&mut self, quoted: &str) {
        let count = quoted.lines().count();
        if count == 0 {
            return;
        }
        let key = self.model.keymap.key(CommandId::Quoted).unwrap_or_default();
        let fold = self.model.skin.glyphs.fold;
        self.gap();
        let open = self.model.feedback.quoted;
        let sign = if open { fold.1 } else { fold.0 };
        let what = if open { "folds them" } else { "shows them" };
        let said = format!("{sign} {count} quoted {}  ", if count == 1 { "line" } else { "lines" });
        let line = vec![
            self.span(Role::Dim, said),
            self.span(Role::Key, key),
            self.span(Role::Dim, format!(" {what}")),
        ];
        self.out.push(Line::from(line));
        if open {
            self.text(Role::Dim, quoted);
        }
    }

    fn facts(&mut self, detail: &FeedbackDetail) {
        let feedback = &detail.row.feedback;
        self.gap();
        let about: Vec<String> = [
            detail.row.skill_name.clone(),
            detail.row.area_name.clone(),
            detail.session.as_ref().map(|row| {
                let day = date(self.model, row.session.day);
                format!("session {day} {} {}", row.skill_name, spent(row.practised))
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !about.is_empty() {
            let text = about.join(&format!(" {} ", self.model.skin.glyphs.dot));
            self.labelled("about", vec![self.span(Role::Text, text)]);
        }
        self.themes(detail);
        let tough = usize::try_from(feedback.tough.unwrap_or(0)).unwrap_or(0).min(3);
        if tough > 0 {
            let marks = self.model.skin.glyphs.attention.repeat(tough);
            self.labelled("tough", vec![self.span(Role::Attention, marks)]);
        }
        if let Some(focus) = feedback.focus {
            let counts = if feedback.counts() { "" } else { "  kept, not counted" };
            let spans =
                vec![self.span(Role::Text, focus.word().replace('_', " ")), self.span(Role::Dim, counts)];
            self.labelled("focus", spans);
        }
        if !feedback.link.is_empty() {
            self.labelled("link", vec![self.span(Role::Dim, feedback.link.clone())]);
        }
        if feedback.is_snoozed(self.model.today()) {
            let until = feedback.snoozed_until.map(|day| date(self.model, day)).unwrap_or_default();
            self.labelled("snoozed", vec![self.span(Role::Text, format!("until {until}"))]);
        }
        if feedback.private {
            self.labelled("private", vec![self.span(Role::Text, "in no export")]);
        }
        for other in &detail.related {
            self.labelled("see also", vec![self.span(Role::Text, summary(other))]);
        }
    }

    fn themes(&mut self, detail: &FeedbackDetail) {
        if detail.themes.is_empty() {
            return;
        }
        let mut spans = Vec::new();
        for line in &detail.themes {
            let sep = if spans.is_empty() { "" } else { ", " };
            spans.push(self.span(Role::Text, format!("{sep}{}", line.theme.name)));
            if line.pieces > 1 {
                spans.push(self.span(Role::Dim, format!(" ×{}", line.pieces)));
            }
        }
        self.labelled("themes", spans);
        for line in detail.themes.iter().filter(|line| line.keeps_coming_back()) {
            let mut spans =
                vec![self.span(Role::Attention, format!("{} keeps coming back", line.theme.name))];
            match line.theme.drill {
                Some(_) => spans.push(self.span(Role::Dim, "; it is a drill already")),
                None => {
                    let key = self.model.keymap.key(CommandId::ThemeDrill).unwrap_or_default();
                    spans.push(self.span(Role::Dim, "  "));
                    spans.push(self.span(Role::Key, key));
                    spans.push(self.span(Role::Dim, " makes it a drill"));
                }
            }
            self.labelled("", spans);
        }
    }

    fn response(&mut self, detail: &FeedbackDetail) {
        let feedback = &detail.row.feedback;
        if !feedback.response.trim().is_empty() {
            self.head("My response");
            self.out.extend(markup::lines(&feedback.response, self.cells, &self.model.skin));
        }
    }

    fn actions(&mut self, detail: &FeedbackDetail) {
        if detail.row.actions.is_empty() {
            return;
        }
        self.head("Actions");
        for action in &detail.row.actions {
            self.action(detail, action);
        }
    }

    fn action(&mut self, detail: &FeedbackDetail, action: &ActionLine) {
        let glyphs = self.model.skin.glyphs;
        let proved = !action.proofs.is_empty();
        let (sign, role) = if proved { (glyphs.done, Role::Good) } else { (glyphs.fold.0, Role::Attention) };
        let due = match action.due {
            Some(day) if !proved => {
                let late = day < self.model.today();
                let role = if late { Role::Attention } else { Role::Dim };
                self.span(role, format!("  due {}", date(self.model, day)))
            }
            _ => Span::raw(""),
        };
        let text =
            self.span(if proved { Role::Dim } else { Role::Text }, safe_line(&action.text).into_owned());
        let mut spans = vec![text, due];
        if !proved {
            spans.push(self.span(Role::Dim, "  no proof yet"));
        }
        for (at, spans) in markup::wrap(spans, self.cells.saturating_sub(2).max(4)).into_iter().enumerate() {
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
            let tally = if row.hits + row.misses > 0 {
                format!(" {}/{}", row.hits, row.hits + row.misses)
            } else {
                String::new()
            };
            return format!(
                "{} {} {}{tally}",
                date(self.model, row.session.day),
                row.skill_name,
                spent(row.practised)
            );
        }
        let used =
            detail.proving_applications.iter().find(|row| Some(row.application.id) == proof.application);
        match used {
            Some(row) => {
                let place = &row.application.place;
                let at = if place.is_empty() { String::new() } else { format!(" at {place}") };
                format!("{} used {}{at}", date(self.model, row.application.day), row.skill_name)
            }
            None => String::new(),
        }
    }

    fn thread(&mut self, detail: &FeedbackDetail) {
        if detail.thread.is_empty() {
            return;
        }
        self.head(&format!("Thread {} {} more", self.model.skin.glyphs.dot, detail.thread.len()));
        for other in &detail.thread {
            let day = date(self.model, self.model.calendar.day(other.feedback.when()));
            let head = format!("{} {} {day}", who(other), self.model.skin.glyphs.dot);
            self.out.push(Line::from(self.span(Role::Dim, fit(&safe_line(&head), self.cells))));
            self.out.extend(markup::lines(&other.feedback.text, self.cells, &self.model.skin));
            self.gap();
        }
    }

    /// How it came to stand where it stands, and how long each step took.
    fn history(&mut self, detail: &FeedbackDetail) {
        self.gap();
        let mut parts = Vec::new();
        for step in &detail.moves {
            let day = date(self.model, self.model.calendar.day(step.at));
            let reason = if step.reason.is_empty() { String::new() } else { format!(" ({})", step.reason) };
            parts.push(format!("{} {day}{reason}", step.to.shown()));
        }
        let arrow = if self.model.skin.glyphs.unicode { " → " } else { " > " };
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

/// Who said what, in a line.
fn summary(row: &FeedbackRow) -> String {
    let words =
        row.feedback.text.lines().find(|line| !line.trim().is_empty()).unwrap_or(match row.feedback.state {
            FeedbackState::Asked | FeedbackState::Waiting => "my request",
            _ => "",
        });
    format!("{}: {}", who(row), words.trim())
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

fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}
