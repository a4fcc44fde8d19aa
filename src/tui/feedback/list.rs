//! The list drawn: shelves with their counts, who, what, how old, how tough.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Text;

use super::pages::Shelf;
use super::state::{FeedbackScreen, Focus};
use crate::domain::feedback::{FeedbackState, GivenBy};
use crate::domain::when::ago;
use crate::journal::read::feedback::FeedbackRow;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::{Look, Rows};
use crate::tui::pane::sections::Line;
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

/// Who, what, themes, age, how tough.
const COLUMNS: &[Column] =
    &[Column::left(12, 0), Column::MAIN, Column::left(14, 4), Column::right(10, 1), Column::left(3, 2)];
/// The same where there is little room.
const NARROW: &[Column] = &[Column::left(10, 0), Column::MAIN, Column::left(0, 5), Column::right(5, 0)];
/// Lists of fewer cells leave the themes to the piece.
const THEMES: u16 = 64;
/// Lists of fewer cells have little room.
const WIDE: u16 = 40;

/// Draws the list.
pub fn view(screen: &FeedbackScreen, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = screen.focus == Focus::List && cx.layers.is_empty();
    let total = screen.shelves.count();
    let narrow = screen.narrow.shown();
    let marked = screen.marked.len();
    let state = if marked > 0 { format!("{marked} marked") } else { narrow };
    let pieces = screen.shelves.total();
    let note = if pieces > 0 { pieces.to_string() } else { String::new() };
    let inner =
        pane::Pane { title: "Feedback", state: &state, note: &note, focused }.render(area, &cx.skin, buf);
    if total == 0 {
        return empty(screen, cx, inner, buf);
    }
    let (list, balance) = split_off_balance(screen, inner);
    let wide = list.width >= WIDE;
    let columns = match (wide, list.width) {
        (false, _) => NARROW,
        (true, ..THEMES) => &[COLUMNS[0], COLUMNS[1], Column::left(0, 5), Column::right(7, 1), COLUMNS[4]],
        _ => COLUMNS,
    };
    let look = Look { frame: area, inner: list, columns, focused, selects: true, skin: &cx.skin };
    let row = |at: usize| screen.shelves.line(at).map(|line| drawn(screen, cx, line)).unwrap_or_default();
    screen.list.view(look, total, row, buf);
    if let (Some(area), Some(text)) = (balance, &screen.balance) {
        let text = crate::domain::display::fit(text, usize::from(area.width.saturating_sub(2)));
        buf.set_span(area.x + 1, area.y, &cx.skin.span(Role::Dim, text), area.width);
    }
}

/// The rows of the list in sight.
pub fn rows_in_sight(screen: &FeedbackScreen, area: Rect) -> usize {
    let inner = Rect { height: area.height.saturating_sub(2), ..area };
    usize::from(split_off_balance(screen, inner).0.height)
}

/// The last row says how it stands with people, where there is room for more than the list.
fn split_off_balance(screen: &FeedbackScreen, inner: Rect) -> (Rect, Option<Rect>) {
    if screen.balance.is_none() || inner.height < 8 {
        return (inner, None);
    }
    let list = Rect { height: inner.height - 1, ..inner };
    (list, Some(Rect { y: list.bottom(), height: 1, ..inner }))
}

fn drawn<'a>(screen: &FeedbackScreen, cx: &Cx, line: Line<'a, Shelf, FeedbackRow>) -> Row<'a> {
    match line {
        Line::Head(shelf, folded, total) => {
            let fold = cx.skin.glyphs.fold;
            let sign = if folded { fold.0 } else { fold.1 };
            let role = if shelf == Shelf::State(FeedbackState::Inbox) { Role::Strong } else { Role::Dim };
            Row {
                cells: vec![Cell::new(role, format!("{sign} {} {total}", shelf.shown()))],
                heading: true,
                ..Row::default()
            }
        }
        Line::Row(_, None) => {
            Row { cells: vec![Cell::new(Role::Faint, cx.skin.glyphs.more)], ..Row::default() }
        }
        Line::Row(shelf, Some(row)) => piece(screen, cx, shelf, row),
    }
}

fn piece<'a>(screen: &FeedbackScreen, cx: &Cx, shelf: Shelf, row: &'a FeedbackRow) -> Row<'a> {
    let feedback = &row.feedback;
    let waits = matches!(feedback.state, FeedbackState::Inbox);
    let tough = usize::try_from(feedback.tough.unwrap_or(0)).unwrap_or(0).min(3);
    let themes = row.themes.join(", ");
    let cells = vec![
        Cell::new(if waits { Role::Strong } else { Role::Text }, who(row)),
        Cell::new(if waits { Role::Text } else { Role::Dim }, said(row)),
        Cell::new(Role::Dim, themes),
        Cell::new(Role::Dim, age(cx, shelf, row)),
        Cell::new(Role::Attention, cx.skin.glyphs.attention.repeat(tough)),
    ];
    Row { cells, marked: screen.marked.contains(&feedback.id), ..Row::default() }
}

/// Who speaks, as the list shows it; a program is named as one.
pub fn who(row: &FeedbackRow) -> Cow<'_, str> {
    let feedback = &row.feedback;
    let named = row.person_name.as_deref().or(non_empty(&feedback.sender)).or(non_empty(&feedback.address));
    match (feedback.given_by, named) {
        (GivenBy::Ai, Some(name)) => Cow::Owned(format!("{name} (AI)")),
        (GivenBy::Ai, None) => Cow::Borrowed("AI"),
        (GivenBy::Myself, _) => Cow::Borrowed("myself"),
        (GivenBy::Human, Some(name)) => Cow::Borrowed(name),
        (GivenBy::Human, None) => Cow::Borrowed("somebody"),
    }
}

fn non_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// What a row says: the words, what is being done, or what was asked.
fn said(row: &FeedbackRow) -> String {
    let feedback = &row.feedback;
    let open = row.actions.iter().find(|action| action.proofs.is_empty());
    let text = match (feedback.state, open) {
        (FeedbackState::Accepted, Some(action)) => {
            let proved = row.actions.iter().filter(|action| !action.proofs.is_empty()).count();
            return format!("{proved}/{} {}", row.actions.len(), action.text);
        }
        (FeedbackState::Asked, _) => return format!("not sent yet{}", about(row)),
        (FeedbackState::Waiting, _) => return format!("no answer yet{}", about(row)),
        _ => feedback.text.as_str(),
    };
    first_words(text).to_owned()
}

fn about(row: &FeedbackRow) -> String {
    row.skill_name.as_ref().map_or(String::new(), |name| format!(": {name}"))
}

/// The first line that says something: quoted lines and empty ones are passed over.
pub fn first_words(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.clone().find(|line| !line.starts_with('>')).or_else(|| lines.next()).unwrap_or_default()
}

/// How old it is; of what is put off, when it comes back.
fn age(cx: &Cx, shelf: Shelf, row: &FeedbackRow) -> String {
    let feedback = &row.feedback;
    if let (Shelf::Snoozed, Some(until)) = (shelf, feedback.snoozed_until) {
        return format!("in {} d", until.0 - cx.today().0);
    }
    ago(cx.today().0 - cx.calendar.day(feedback.when()).0)
}

fn empty(screen: &FeedbackScreen, cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    if !screen.loaded {
        return;
    }
    let mut lines = Vec::new();
    if screen.narrow.is_all() {
        let text = "What others say of your work comes here: a remark after a lesson, a review, a mail.";
        lines.push(Text::from(skin.span(Role::Text, text)));
        lines.push(Text::default());
        for (id, what) in [
            (CommandId::AddFeedback, " writes down what somebody said"),
            (CommandId::AskFeedback, " asks somebody for it"),
        ] {
            lines.push(Text::from(vec![skin.span(Role::Key, key(id)), skin.span(Role::Dim, what)]));
        }
        lines.push(Text::from(skin.span(Role::Dim, "etude feedback import FILE takes mail and reviews in")));
    } else {
        lines.push(Text::from(skin.span(Role::Text, "Nothing fits.")));
        lines.push(Text::from(vec![
            skin.span(Role::Key, key(CommandId::Back)),
            skin.span(Role::Dim, " shows all"),
        ]));
    }
    say(lines, area, buf);
}
