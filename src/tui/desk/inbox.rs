//! The Feedback pane of the Desk: what came and waits for a decision, what was asked and is not answered, what to act on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{DeskState, Mark, Pane};
use crate::domain::feedback::FeedbackState;
use crate::domain::id::Id;
use crate::domain::when::{ago, date_near};
use crate::journal::desk::{ACTIONS, Desk};
use crate::journal::read::feedback::{FeedbackRow, OpenAction};
use crate::tui::command::CommandId;
use crate::tui::feedback::list::{first_words, who};
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::{Item, Look};
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

const COLUMNS: &[Column] = &[Column::left(12, 0), Column::MAIN, Column::right(7, 0), Column::left(3, 2)];
/// The same where there is little room.
const NARROW: &[Column] = &[Column::left(7, 0), Column::MAIN, Column::right(6, 0), Column::left(0, 2)];
/// Panes of fewer cells have little room.
const WIDE: u16 = 42;

/// A row of the pane.
#[derive(Debug, Clone, Copy)]
pub enum InboxRow<'a> {
    /// A piece that waits for a decision, or a request that waits for its answer.
    Piece(&'a FeedbackRow),
    /// How many more pieces the inbox holds; it leads to the screen of feedback.
    More(usize),
    /// The heading above the actions.
    ToActOn(usize),
    /// An action without proof.
    Action(&'a OpenAction),
}

impl Item for InboxRow<'_> {
    type Key = Mark;

    fn key(&self) -> Option<Mark> {
        Some(match self {
            InboxRow::Piece(row) => ("piece", row.feedback.id),
            InboxRow::Action(open) => ("action", open.action.id),
            InboxRow::More(_) => ("more", Id::default()),
            InboxRow::ToActOn(_) => return None,
        })
    }

    fn selectable(&self) -> bool {
        !matches!(self, InboxRow::ToActOn(_))
    }
}

impl InboxRow<'_> {
    /// The piece of feedback it leads to.
    pub fn feedback(&self) -> Option<Id> {
        match self {
            InboxRow::Piece(row) => Some(row.feedback.id),
            InboxRow::Action(open) => Some(open.action.feedback),
            InboxRow::ToActOn(_) | InboxRow::More(_) => None,
        }
    }
}

/// At least so many pieces of the inbox are shown.
const LEAST: usize = 8;

/// The rows of the pane: as much of the inbox as there is room for beside the rest.
pub fn rows(data: &Desk, room: usize) -> Vec<InboxRow<'_>> {
    let acts = if data.to_act_on.is_empty() { 0 } else { data.to_act_on.len().min(ACTIONS) + 1 };
    let room = room.saturating_sub(data.waiting.len() + acts);
    let total = usize::try_from(data.inbox_total).unwrap_or(0).max(data.inbox.len());
    let shown = if total <= room.max(LEAST) { total } else { LEAST.max(room.saturating_sub(1)) };
    let mut rows: Vec<InboxRow<'_>> = data.inbox.iter().take(shown).map(InboxRow::Piece).collect();
    if rows.len() < total {
        rows.push(InboxRow::More(total - rows.len()));
    }
    rows.extend(data.waiting.iter().map(InboxRow::Piece));
    if !data.to_act_on.is_empty() {
        rows.push(InboxRow::ToActOn(data.to_act_on.len()));
        rows.extend(data.to_act_on.iter().take(ACTIONS).map(InboxRow::Action));
    }
    rows
}

/// Draws the pane.
pub fn view(desk: &DeskState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let skin = &cx.skin;
    let focused = desk.focus == Pane::Feedback && cx.layers.is_empty();
    let rows = rows(&cx.data, usize::from(area.height.saturating_sub(2)));
    let note = if cx.data.inbox_total > 0 { cx.data.inbox_total.to_string() } else { String::new() };
    let inner = pane::Pane { title: "Feedback", state: "", note: &note, focused }.render(area, skin, buf);
    if rows.is_empty() {
        return empty(cx, inner, buf);
    }
    let columns = if area.width < WIDE { NARROW } else { COLUMNS };
    let look = Look { frame: area, inner, columns, focused, selects: false, skin };
    desk.inbox.view(look, rows.len(), |at| drawn(cx, &rows[at]), buf);
}

fn drawn<'a>(cx: &Cx, row: &InboxRow<'a>) -> Row<'a> {
    match row {
        InboxRow::ToActOn(n) => {
            let more = if *n > ACTIONS { "+" } else { "" };
            let text = format!("To act on {} {}{more}", cx.skin.glyphs.dot, n.min(&ACTIONS));
            Row { cells: vec![Cell::new(Role::Dim, text)], heading: true, ..Row::default() }
        }
        InboxRow::More(n) => {
            let key = cx.keymap.key(CommandId::GoFeedback).unwrap_or_default();
            let cells = vec![
                Cell::new(Role::Dim, cx.skin.glyphs.more),
                Cell::new(Role::Dim, format!("{n} more")),
                Cell::new(Role::Key, key),
            ];
            Row { cells, ..Row::default() }
        }
        InboxRow::Piece(row) => piece(cx, row),
        InboxRow::Action(open) => action(cx, open),
    }
}

fn piece<'a>(cx: &Cx, row: &'a FeedbackRow) -> Row<'a> {
    let feedback = &row.feedback;
    let age = ago(cx.today().0 - cx.calendar.day(feedback.when()).0);
    let tough = usize::try_from(feedback.tough.unwrap_or(0)).unwrap_or(0).min(3);
    let came = feedback.state.is_received();
    let said = match feedback.state {
        FeedbackState::Acted => "acted on: close it",
        state if state.is_received() => first_words(&feedback.text),
        _ => "no answer yet",
    };
    let cells = vec![
        Cell::new(if came { Role::Text } else { Role::Dim }, who(row)),
        Cell::new(Role::Dim, said.trim()),
        Cell::new(Role::Dim, age),
        Cell::new(Role::Attention, cx.skin.glyphs.attention.repeat(tough)),
    ];
    Row { cells, ..Row::default() }
}

fn action<'a>(cx: &Cx, open: &'a OpenAction) -> Row<'a> {
    let due = open.action.due.map(|day| {
        let late = day < cx.today();
        let text = date_near(day, cx.today(), cx.settings.date_order);
        (if late { Role::Attention } else { Role::Dim }, text)
    });
    let (role, due) = due.unwrap_or((Role::Dim, String::new()));
    let cells = vec![
        Cell::new(Role::Dim, open.who.as_str()),
        Cell::new(Role::Text, open.action.text.as_str()),
        Cell::new(role, due),
    ];
    Row { cells, ..Row::default() }
}

fn empty(cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let key = cx.keymap.key(CommandId::GoFeedback).unwrap_or_default();
    let lines = vec![
        Line::from(skin.span(Role::Dim, "What others say of your work waits here.")),
        Line::from(vec![skin.span(Role::Key, key), skin.span(Role::Dim, " opens the screen for it")]),
    ];
    say(lines, area, buf);
}
