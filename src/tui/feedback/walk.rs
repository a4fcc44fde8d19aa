//! Moving about on the Feedback screen: along the list and the piece, folding, marking, the mouse.

use crossterm::event::MouseEvent;

use super::pages::Shelf;
use super::piece;
use super::reading::{ask, narrow, settle};
use super::state::{FeedbackScreen, Focus};
use super::view::{hides_list, laid};
use crate::domain::feedback::FeedbackState;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::pane::list::Step;
use crate::tui::pane::sections::Line;
use crate::tui::pane::split::Pointed;

/// To the other pane.
pub fn other_pane(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    screen.focus = if screen.focus == Focus::List { Focus::Piece } else { Focus::List };
    settle(screen, cx, false)
}

/// Unfolds what was quoted, or folds it.
pub fn turn_quoted(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    screen.quoted = !screen.quoted;
    keep_scroll(screen, cx);
    Effects::new()
}

/// Moves the border so many cells to the right.
pub fn widen(screen: &mut FeedbackScreen, cx: &Cx, by: i16) -> Effects {
    screen.split = screen.split.saturating_add(by).clamp(-120, 120);
    settle(screen, cx, false)
}

/// What the way back does, where that is worth a word.
pub fn way_back(screen: &FeedbackScreen, cx: &Cx) -> Option<&'static str> {
    match screen.focus {
        _ if hides_list(screen, cx) => Some("back"),
        Focus::Piece => None,
        _ if !screen.marked.is_empty() => Some("unmark"),
        _ if !screen.narrow.is_all() => Some("shows all"),
        _ => None,
    }
}

/// Along the list, or the piece.
pub fn step(screen: &mut FeedbackScreen, cx: &Cx, pane: Focus, by: Step) -> Effects {
    let room = laid(screen, cx).room(pane);
    match pane {
        Focus::List => {
            let moved = screen.list.step(by, &screen.shelves, room);
            settle(screen, cx, moved)
        }
        Focus::Piece => {
            let by = by.rows(room.saturating_sub(1).max(1).cast_signed());
            screen.scroll = screen.scroll.saturating_add_signed(by);
            keep_scroll(screen, cx);
            Vec::new()
        }
    }
}

fn keep_scroll(screen: &mut FeedbackScreen, cx: &Cx) {
    let (lines, room) = piece::extent(screen, cx, laid(screen, cx).area(Focus::Piece));
    screen.scroll = screen.scroll.min(lines.saturating_sub(room));
}

/// The shelf of the selected line, and whether it is its head.
fn shelf(screen: &FeedbackScreen) -> Option<(Shelf, bool)> {
    match screen.shelves.line(screen.list.selected())? {
        Line::Head(shelf, ..) => Some((shelf, true)),
        Line::Row(shelf, _) => Some((shelf, false)),
    }
}

/// Folds the shelf, or unfolds it.
pub fn fold(screen: &mut FeedbackScreen, cx: &Cx, fold: bool) -> Effects {
    match shelf(screen) {
        Some((_, false)) if !fold => {
            // It is unfolded already: to the right lies the piece.
            screen.focus = Focus::Piece;
            Vec::new()
        }
        Some((shelf, _)) => set_folded(screen, cx, shelf, fold),
        None => Vec::new(),
    }
}

fn set_folded(screen: &mut FeedbackScreen, cx: &Cx, shelf: Shelf, fold: bool) -> Effects {
    screen.shelves.fold(shelf, fold);
    let head = screen.shelves.head(shelf).unwrap_or(screen.list.selected());
    let moved = screen.list.choose(head, &screen.shelves);
    settle(screen, cx, moved)
}

/// Unfolds the shelf, or goes to the piece.
pub fn open(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    match shelf(screen) {
        Some((shelf, true)) => set_folded(screen, cx, shelf, false),
        Some((_, false)) => {
            screen.focus = Focus::Piece;
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Out of the piece, the marks, what the list was narrowed down to.
pub fn back(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    cx.message = None;
    if screen.focus == Focus::Piece {
        screen.focus = Focus::List;
    } else if !screen.marked.is_empty() {
        screen.marked.clear();
    } else if !screen.narrow.is_all() {
        return narrow(screen, cx, Default::default());
    }
    settle(screen, cx, false)
}

/// Marks the selected piece, or takes its mark off.
pub fn mark(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    if let Some(id) = screen.row().map(|row| row.feedback.id)
        && !screen.marked.remove(&id)
    {
        screen.marked.insert(id);
    }
    step(screen, cx, Focus::List, Step::Rows(1))
}

/// Marks every piece of the shelf, those that are not here too, or takes all marks off.
pub fn mark_all(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    if !screen.marked.is_empty() {
        screen.marked.clear();
        return Vec::new();
    }
    shelf(screen).map_or_else(Vec::new, |(shelf, _)| ask(screen, cx, false, Vec::new(), Some(shelf)))
}

/// To the next piece that nothing was decided on, going round.
pub fn next_unread(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    let inbox = Shelf::State(FeedbackState::Inbox);
    let Some(head) = screen.shelves.head(inbox) else { return Vec::new() };
    screen.shelves.fold(inbox, false);
    let next = screen.list.selected() + 1;
    let inside = next > head && next <= head + screen.shelves.total_of(inbox);
    let moved = screen.list.choose(if inside { next } else { head + 1 }, &screen.shelves);
    settle(screen, cx, moved)
}

/// Click to focus and select, wheel to scroll, drag the border.
pub fn mouse(screen: &mut FeedbackScreen, cx: &mut Cx, mouse: MouseEvent) -> Effects {
    let laid = laid(screen, cx);
    match laid.pointed(&mouse) {
        Some(Pointed::Drag(column)) if laid.is_split() => {
            let by = i32::from(column) - i32::from(laid.area(Focus::Piece).x);
            let by = i16::try_from(by).unwrap_or(0);
            screen.split = screen.split.saturating_add(by).clamp(-120, 120);
            settle(screen, cx, false)
        }
        Some(Pointed::Click(pane, line)) => {
            screen.focus = pane;
            let line = line.filter(|_| pane == Focus::List);
            line.map_or_else(Vec::new, |line| click(screen, cx, line))
        }
        Some(Pointed::Wheel(pane, by)) => step(screen, cx, pane, Step::Rows(by)),
        Some(Pointed::Drag(_)) | None => Vec::new(),
    }
}

fn click(screen: &mut FeedbackScreen, cx: &Cx, line: usize) -> Effects {
    let line = screen.list.top() + line;
    match screen.shelves.line(line) {
        Some(Line::Head(shelf, folded, _)) => set_folded(screen, cx, shelf, !folded),
        Some(Line::Row(..)) => {
            let moved = screen.list.choose(line, &screen.shelves);
            settle(screen, cx, moved)
        }
        None => Vec::new(),
    }
}
