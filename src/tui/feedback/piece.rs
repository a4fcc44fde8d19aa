//! One piece drawn: the words, what they are about, my response, the actions with their proofs, and how it came to stand
//! where it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::who;
use super::markup;
use super::state::{FeedbackScreen, Focus};
use crate::domain::calendar::Day;
use crate::domain::display::{fit, safe_line, safe_text};
use crate::domain::feedback::{Feedback, FeedbackState, GivenBy};
use crate::domain::when::{date_near, hour_minute, spent};
use crate::journal::read::feedback::{FeedbackDetail, FeedbackRow};
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::pane::{self, scroll_thumb};
use crate::tui::widget::spans;

/// Labels stand in a column of this width.
const LABEL: usize = 9;

/// Draws the chosen piece.
pub fn view(screen: &FeedbackScreen, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = screen.focus == Focus::Piece && cx.layers.is_empty();
    let (title, state) = match screen.row() {
        Some(row) => (who(row).into_owned(), row.feedback.state.shown()),
        None => (String::new(), ""),
    };
    let note = screen.row().map(|row| when(cx, &row.feedback)).unwrap_or_default();
    let inner = pane::Pane { title: &title, state, note: &note, focused }.render(area, &cx.skin, buf);
    let lines = lines(screen, cx, cells(inner));
    let room = usize::from(inner.height);
    let top = screen.scroll.min(lines.len().saturating_sub(room));
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(top)) {
        buf.set_line(inner.x + 1, y, line, inner.width.saturating_sub(2));
    }
    scroll_thumb(area, top, room, lines.len(), &cx.skin, buf);
}

fn cells(inner: Rect) -> usize {
    usize::from(inner.width.saturating_sub(2))
}

/// How many lines the piece has in an area, and how many of them are in sight.
pub fn extent(screen: &FeedbackScreen, cx: &Cx, area: Rect) -> (usize, usize) {
    let inner = Rect { width: area.width.saturating_sub(2), height: area.height.saturating_sub(2), ..area };
    (lines(screen, cx, cells(inner)).len(), usize::from(inner.height))
}

fn when(cx: &Cx, feedback: &Feedback) -> String {
    let at = feedback.when();
    let day = date(cx, cx.calendar.day(at));
    if feedback.state.is_received() { format!("{day} {}", hour_minute(at)) } else { format!("asked {day}") }
}

pub(super) fn date(cx: &Cx, day: Day) -> String {
    date_near(day, cx.today(), cx.settings.date_order)
}

fn lines(screen: &FeedbackScreen, cx: &Cx, cells: usize) -> Vec<Line<'static>> {
    let Some(detail) = screen.detail() else { return Vec::new() };
    let mut page = Page { cx, cells, quoted: screen.quoted, out: Vec::new() };
    page.whence(&detail.row.feedback);
    page.words(detail);
    page.facts(detail);
    page.response(detail);
    page.actions(detail);
    page.history(detail);
    page.thread(detail);
    page.out
}

pub(super) struct Page<'a> {
    pub(super) cx: &'a Cx,
    pub(super) cells: usize,
    /// Whether what was quoted is unfolded.
    pub(super) quoted: bool,
    pub(super) out: Vec<Line<'static>>,
}

impl Page<'_> {
    pub(super) fn span(&self, role: Role, text: impl Into<String>) -> Span<'static> {
        self.cx.skin.span(role, text.into())
    }

    pub(super) fn gap(&mut self) {
        if self.out.last().is_some_and(|line| line.width() > 0) {
            self.out.push(Line::default());
        }
    }

    pub(super) fn head(&mut self, title: &str) {
        self.gap();
        self.out.push(Line::from(self.span(Role::Strong, title)));
    }

    /// Wrapped text.
    fn text(&mut self, role: Role, text: &str) {
        for line in safe_text(text.trim_end()).split('\n') {
            let span = self.span(role, line.to_owned());
            self.out.extend(spans::wrap(vec![span], self.cells).into_iter().map(Line::from));
        }
    }

    pub(super) fn labelled(&mut self, label: &str, mut spans: Vec<Span<'static>>) {
        let room = self.cells.saturating_sub(LABEL).max(4);
        for span in &mut spans {
            span.content = safe_line(&span.content).into_owned().into();
        }
        for (at, spans) in spans::wrap(spans, room).into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            let mut line = Line::from(self.span(Role::Dim, format!("{label:<LABEL$}")));
            spans.into_iter().for_each(|span| line.push_span(span));
            self.out.push(line);
        }
    }

    /// Through what it came, and from which address, which proves nothing.
    fn whence(&mut self, feedback: &Feedback) {
        let dot = self.cx.skin.glyphs.dot;
        let mut spans = Vec::new();
        let mut put = |role, text: String| {
            if !spans.is_empty() {
                spans.push(self.cx.skin.span(Role::Faint, format!(" {dot} ")));
            }
            spans.push(self.cx.skin.span(role, safe_line(&text).into_owned()));
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
            self.out.extend(spans::wrap(spans, self.cells).into_iter().map(Line::from));
            self.gap();
        }
    }

    fn words(&mut self, detail: &FeedbackDetail) {
        let feedback = &detail.row.feedback;
        if !feedback.request.is_empty() {
            let asked = feedback.asked.map(|at| date(self.cx, self.cx.calendar.day(at)));
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
        self.out.extend(markup::lines(&feedback.text, self.cells, &self.cx.skin));
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
        let key = self.cx.keymap.key(CommandId::Quoted).unwrap_or_default();
        let fold = self.cx.skin.glyphs.fold;
        self.gap();
        let open = self.quoted;
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
                let day = date(self.cx, row.session.day);
                format!("session {day} {} {}", row.skill_name, spent(row.practised))
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !about.is_empty() {
            let text = about.join(&format!(" {} ", self.cx.skin.glyphs.dot));
            self.labelled("about", vec![self.span(Role::Text, text)]);
        }
        self.themes(detail);
        let tough = usize::try_from(feedback.tough.unwrap_or(0)).unwrap_or(0).min(3);
        if tough > 0 {
            let marks = self.cx.skin.glyphs.attention.repeat(tough);
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
        if feedback.is_snoozed(self.cx.today()) {
            let until = feedback.snoozed_until.map(|day| date(self.cx, day)).unwrap_or_default();
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
                    let key = self.cx.keymap.key(CommandId::ThemeDrill).unwrap_or_default();
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
            self.out.extend(markup::lines(&feedback.response, self.cells, &self.cx.skin));
        }
    }

    fn thread(&mut self, detail: &FeedbackDetail) {
        if detail.thread.is_empty() {
            return;
        }
        self.head(&format!("Thread {} {} more", self.cx.skin.glyphs.dot, detail.thread.len()));
        for other in &detail.thread {
            let day = date(self.cx, self.cx.calendar.day(other.feedback.when()));
            let head = format!("{} {} {day}", who(other), self.cx.skin.glyphs.dot);
            self.out.push(Line::from(self.span(Role::Dim, fit(&safe_line(&head), self.cells))));
            self.out.extend(markup::lines(&other.feedback.text, self.cells, &self.cx.skin));
            self.gap();
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

fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}
