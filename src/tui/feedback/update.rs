//! What the keys and the mouse of the Feedback screen do to the list, and what a changed journal means for it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::pages::{Page, Pages, PagesAsk, Shelf};
use super::state::Focus;
use super::view::laid;
use super::{list, pages, piece, triage};
use crate::domain::feedback::FeedbackState;
use crate::domain::id::Id;
use crate::journal::read::feedback::FeedbackDetail;
use crate::journal::{Kind, Result};
use crate::tui::ahead;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{self, Effects};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::model::{Model, Place};

impl Question for PagesAsk {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(pages::read(store.journal, &self)?))
    }

    fn lists(&self) -> bool {
        self.totals
    }
}

impl Answer for Pages {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.afterwards(|model: &mut Model| read(model, *self));
        Effects::new()
    }
}

/// Asks for one piece, whole.
#[derive(Debug)]
struct Piece(Id);

/// It is here; `None` where it is gone.
#[derive(Debug)]
struct Whole(Option<Box<FeedbackDetail>>);

impl Question for Piece {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Whole(match store.journal.feedback_detail(self.0) {
            Ok(detail) => Some(Box::new(detail)),
            Err(error) if error.kind == Kind::NotFound => None,
            Err(error) => return Err(error),
        })))
    }
}

impl Answer for Whole {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.afterwards(|model: &mut Model| match self.0 {
            Some(detail) => read_piece(model, detail),
            None => {
                not_read(model);
                Effects::new()
            }
        });
        Effects::new()
    }
}

/// To the screen: the list is read anew.
pub fn enter(model: &mut Model) -> Effects {
    reload(model)
}

/// To the screen, on one piece.
pub fn show(model: &mut Model, id: Id) -> Effects {
    model.place = Place::Feedback;
    model.feedback.narrow = Default::default();
    model.feedback.selected = Some(id);
    model.feedback.focus = Focus::List;
    model.feedback.loaded = true;
    reload(model)
}

/// The journal has changed, or something else is looked for: what is here is read again.
pub fn reload(model: &mut Model) -> Effects {
    if model.place != Place::Feedback {
        model.feedback.loaded = false;
        return Vec::new();
    }
    let pages = model.feedback.shelves.again();
    ask(model, true, pages, None)
}

fn ask(model: &mut Model, totals: bool, pages: Vec<Page>, mark: Option<Shelf>) -> Effects {
    let seen = triage::seen(model);
    let screen = &mut model.feedback;
    screen.turn += 1;
    screen.loading = true;
    let marked = if totals { screen.marked.iter().copied().collect() } else { Vec::new() };
    let ask =
        PagesAsk { turn: screen.turn, narrow: screen.narrow.clone(), seen, totals, pages, mark, marked };
    vec![effects::ask(ask)]
}

/// Pages came: the selection stays on its piece, or where it was if that has gone elsewhere.
pub fn read(model: &mut Model, pages: Pages) -> Effects {
    if pages.turn != model.feedback.turn {
        return Vec::new();
    }
    let screen = &mut model.feedback;
    let first = !std::mem::replace(&mut screen.loaded, true);
    screen.loading = false;
    let arrived = pages.totals.is_some().then_some(pages.arrived);
    if arrived.is_some() {
        ahead::listed(&mut model.cx);
    }
    let screen = &mut model.feedback;
    if pages.totals.is_some() {
        screen.themes.clone_from(&pages.themes);
        screen.people.clone_from(&pages.people);
        screen.balance.clone_from(&pages.balance);
    }
    screen.marked.extend(&pages.marked);
    screen.marked.retain(|id| !pages.gone.contains(id));
    screen.shelves.take(pages);
    match screen.selected.and_then(|id| screen.shelves.line_of(id)) {
        Some(line) => screen.window.selected = line,
        None if first => screen.window.selected = 0,
        None => {}
    }
    let mut effects = arrived.map_or_else(Vec::new, |arrived| triage::ask(model, arrived));
    effects.extend(settle(model, 1));
    if arrived.is_some() {
        effects.extend(load_piece(model, true));
    }
    effects
}

/// A piece came.
pub fn read_piece(model: &mut Model, detail: Box<FeedbackDetail>) -> Effects {
    let screen = &mut model.feedback;
    screen.asked = None;
    let is_chosen = screen.row().is_some_and(|row| row.feedback.id == detail.row.feedback.id);
    if is_chosen {
        screen.piece = Some(detail);
    }
    let stale = std::mem::take(&mut screen.stale) || !is_chosen;
    if stale { load_piece(model, true) } else { Vec::new() }
}

/// Something could not be read; the next key asks again.
pub fn not_read(model: &mut Model) {
    model.feedback.asked = None;
    model.feedback.stale = false;
    model.feedback.loading = false;
}

/// Keeps the selection on a line that can be selected and in sight, and asks for what is missing around it.
fn settle(model: &mut Model, direction: isize) -> Effects {
    let room = list::rows_in_sight(model, laid(model).list);
    let screen = &mut model.feedback;
    let total = screen.shelves.lines();
    let at = screen.window.selected.min(total.saturating_sub(1));
    let forward = || (at..total).find(|line| screen.shelves.selectable(*line));
    let backward = || (0..=at).rev().find(|line| screen.shelves.selectable(*line));
    let found = if direction >= 0 { forward().or_else(backward) } else { backward().or_else(forward) };
    screen.window.selected = found.unwrap_or(at);
    // The head above the first piece stays in sight.
    let head = (1..=2).find(|up| screen.window.selected.checked_sub(*up).is_none()).is_some();
    let range = screen.window.follow(room, total);
    if head {
        screen.window.top = 0;
    } else if range.start == screen.window.selected
        && range.start > 0
        && !screen.shelves.selectable(range.start - 1)
    {
        screen.window.top -= 1;
    }
    let was = screen.selected;
    screen.selected = screen.row().map(|row| row.feedback.id);
    let moved = was != screen.selected;
    if moved {
        screen.scroll = 0;
    }
    let around = range.start.saturating_sub(room)..(range.end + room).min(total);
    let missing = if screen.loading { Vec::new() } else { screen.shelves.missing(around) };
    let mut effects = if missing.is_empty() { Vec::new() } else { ask(model, false, missing, None) };
    effects.extend(load_piece(model, false));
    effects
}

/// Reads the selected piece, unless it is here or being read.
fn load_piece(model: &mut Model, again: bool) -> Effects {
    let screen = &mut model.feedback;
    let Some(id) = screen.row().map(|row| row.feedback.id) else { return Vec::new() };
    if !again && screen.detail().is_some() {
        return Vec::new();
    }
    if screen.asked.is_some() {
        // One at a time: what comes back is looked at, and asked for again where it is not what is chosen by then.
        screen.stale = true;
        return Vec::new();
    }
    screen.asked = Some(id);
    vec![effects::ask(Piece(id))]
}

/// Does what a key of the screen says to the list; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    let page = page(model);
    Some(match id {
        C::NextPane | C::PreviousPane => {
            let screen = &mut model.feedback;
            screen.focus = if screen.focus == Focus::List { Focus::Piece } else { Focus::List };
            settle(model, 0)
        }
        C::Down => step(model, 1),
        C::Up => step(model, -1),
        C::PageDown => step(model, page),
        C::PageUp => step(model, -page),
        C::First => step(model, isize::MIN / 2),
        C::Last => step(model, isize::MAX / 2),
        C::FoldShelf => fold(model, true),
        C::UnfoldShelf => fold(model, false),
        C::Open => open(model),
        C::Back => back(model),
        C::Quoted => {
            model.feedback.quoted = !model.feedback.quoted;
            keep_scroll(model);
            Vec::new()
        }
        C::Wider | C::Narrower => {
            let by = if id == C::Wider { 4 } else { -4 };
            model.feedback.split = model.feedback.split.saturating_add(by).clamp(-120, 120);
            settle(model, 0)
        }
        C::MarkRow => mark(model),
        C::MarkAll => mark_all(model),
        C::NextUnread => next_unread(model),
        _ => return None,
    })
}

fn page(model: &Model) -> isize {
    let area = laid(model).of(model.feedback.focus);
    isize::try_from(area.height.saturating_sub(3).max(1)).unwrap_or(1)
}

fn step(model: &mut Model, by: isize) -> Effects {
    match model.feedback.focus {
        Focus::List => select(model, by),
        Focus::Piece => {
            model.feedback.scroll = model.feedback.scroll.saturating_add_signed(by);
            keep_scroll(model);
            Vec::new()
        }
    }
}

fn select(model: &mut Model, by: isize) -> Effects {
    let total = model.feedback.shelves.lines();
    model.feedback.window.step(by, total);
    settle(model, by)
}

fn keep_scroll(model: &mut Model) {
    let (lines, room) = piece::extent(model, laid(model).piece);
    model.feedback.scroll = model.feedback.scroll.min(lines.saturating_sub(room));
}

fn fold(model: &mut Model, fold: bool) -> Effects {
    let selected = model.feedback.window.selected;
    let Some((shelf, at)) = model.feedback.shelves.place(selected).map(|(shelved, at)| (shelved.shelf, at))
    else {
        return Vec::new();
    };
    if !fold && at.is_some() {
        // It is unfolded already: to the right lies the piece.
        model.feedback.focus = Focus::Piece;
        return Vec::new();
    }
    set_folded(model, shelf, fold)
}

fn set_folded(model: &mut Model, shelf: Shelf, fold: bool) -> Effects {
    let screen = &mut model.feedback;
    screen.shelves.fold(shelf, fold);
    screen.selected = None;
    if let Some(head) = screen.shelves.line_of_head(shelf) {
        screen.window.selected = head;
    }
    settle(model, 1)
}

fn open(model: &mut Model) -> Effects {
    let selected = model.feedback.window.selected;
    match model.feedback.shelves.place(selected).map(|(shelved, at)| (shelved.shelf, at)) {
        Some((shelf, None)) => set_folded(model, shelf, false),
        Some(_) => {
            model.feedback.focus = Focus::Piece;
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn back(model: &mut Model) -> Effects {
    model.message = None;
    if model.feedback.focus == Focus::Piece {
        model.feedback.focus = Focus::List;
    } else if !model.feedback.marked.is_empty() {
        model.feedback.marked.clear();
    } else if !model.feedback.narrow.is_all() {
        return narrow(model, Default::default());
    }
    settle(model, 0)
}

/// Narrows the list down to something else.
pub fn narrow(model: &mut Model, to: super::pages::Narrow) -> Effects {
    let screen = &mut model.feedback;
    screen.narrow = to;
    screen.shelves = Default::default();
    screen.window = Default::default();
    screen.marked.clear();
    if let Some(state) = screen.narrow.state {
        screen.shelves.fold(Shelf::State(state), false);
    } else if !screen.narrow.is_all() {
        // Whoever looks for something wants to see it, wherever it stands.
        Shelf::all().for_each(|shelf| screen.shelves.fold(shelf, false));
    }
    reload(model)
}

fn mark(model: &mut Model) -> Effects {
    if let Some(id) = model.feedback.row().map(|row| row.feedback.id)
        && !model.feedback.marked.remove(&id)
    {
        model.feedback.marked.insert(id);
    }
    select(model, 1)
}

/// Marks every piece of the shelf, those that are not here too, or takes all marks off.
fn mark_all(model: &mut Model) -> Effects {
    let screen = &mut model.feedback;
    if !screen.marked.is_empty() {
        screen.marked.clear();
        return Vec::new();
    }
    let shelf = screen.shelves.place(screen.window.selected).map(|(shelved, _)| shelved.shelf);
    shelf.map_or_else(Vec::new, |shelf| ask(model, false, Vec::new(), Some(shelf)))
}

/// To the next piece that nothing was decided on, going round.
fn next_unread(model: &mut Model) -> Effects {
    let inbox = Shelf::State(FeedbackState::Inbox);
    let screen = &mut model.feedback;
    let Some(head) = screen.shelves.line_of_head(inbox) else { return Vec::new() };
    screen.shelves.fold(inbox, false);
    let total = screen.shelves.all.iter().find(|shelved| shelved.shelf == inbox).map_or(0, |s| s.total);
    let next = screen.window.selected + 1;
    let inside = (head + 1..=head + total).contains(&next) && screen.window.selected >= head;
    screen.window.selected = if inside { next } else { head + 1 };
    settle(model, 1)
}

/// Click to focus and select, wheel to scroll, drag the border.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    let laid = laid(model);
    if let MouseEventKind::Drag(MouseButton::Left) = mouse.kind
        && super::layout::is_split(model.size)
    {
        let by = i32::from(mouse.column) - i32::from(laid.piece.x);
        let by = i16::try_from(by).unwrap_or(0);
        model.feedback.split = model.feedback.split.saturating_add(by).clamp(-120, 120);
        return settle(model, 0);
    }
    let Some(pane) = laid.at(mouse.column, mouse.row) else { return Vec::new() };
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            model.feedback.focus = pane;
            let row = mouse.row.checked_sub(laid.list.y + 1).map(usize::from);
            match row.filter(|_| pane == Focus::List && mouse.row + 1 < laid.list.bottom()) {
                Some(row) => click(model, row),
                None => Vec::new(),
            }
        }
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            let by = if mouse.kind == MouseEventKind::ScrollDown { 3 } else { -3 };
            let focus = std::mem::replace(&mut model.feedback.focus, pane);
            let effects = step(model, by);
            model.feedback.focus = focus;
            effects
        }
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, row: usize) -> Effects {
    let line = model.feedback.window.top + row;
    if line >= model.feedback.shelves.lines() {
        return Vec::new();
    }
    match model.feedback.shelves.place(line).map(|(shelved, at)| (shelved.shelf, at)) {
        Some((shelf, None)) => {
            let folded = model.feedback.shelves.is_folded(shelf);
            set_folded(model, shelf, !folded)
        }
        _ => {
            model.feedback.window.selected = line;
            settle(model, 1)
        }
    }
}
