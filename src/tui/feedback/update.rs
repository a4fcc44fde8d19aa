//! What the keys and the mouse of the Feedback screen do to the list, and what a changed journal means for it.

use crossterm::event::MouseEvent;

use super::pages::{Pages, PagesAsk, Shelf};
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
use crate::tui::pane::list::{Rows, Step};
use crate::tui::pane::sections::{Line, Page};
use crate::tui::pane::split::Pointed;

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
    model.feedback.list.expect(id);
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
    let pages = model.feedback.shelves.again(Shelf::all());
    ask(model, true, pages, None)
}

fn ask(model: &mut Model, totals: bool, pages: Vec<Page<Shelf>>, mark: Option<Shelf>) -> Effects {
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
    screen.shelves.take(pages.totals, pages.pages);
    let there = screen.list.key().is_some_and(|id| screen.shelves.place(id).is_some());
    let moved = match first && !there {
        true => screen.list.choose(0, &screen.shelves),
        false => screen.list.keep(&screen.shelves),
    };
    if arrived.is_some() {
        screen.piece.outdate();
    }
    let mut effects = arrived.map_or_else(Vec::new, |arrived| triage::ask(model, arrived));
    effects.extend(settle(model, moved));
    effects
}

/// A piece came.
pub fn read_piece(model: &mut Model, detail: Box<FeedbackDetail>) -> Effects {
    let chosen = model.feedback.row().map(|row| row.feedback.id);
    model.feedback.piece.answered(detail, chosen.as_ref());
    load_piece(model)
}

/// Something could not be read; the next key asks again.
pub fn not_read(model: &mut Model) {
    model.feedback.piece.failed();
    model.feedback.loading = false;
}

/// Keeps the selection in sight, and asks for what is missing around it; another piece begins at its top.
fn settle(model: &mut Model, moved: bool) -> Effects {
    let room = list::rows_in_sight(model, laid(model).area(Focus::List));
    let screen = &mut model.feedback;
    screen.list.follow(&screen.shelves, room);
    if moved {
        screen.scroll = 0;
    }
    let total = screen.shelves.count();
    let range = screen.list.in_sight(total, room);
    let around = range.start.saturating_sub(room)..(range.end + room).min(total);
    let missing = if screen.loading { Vec::new() } else { screen.shelves.missing(around) };
    let mut effects = if missing.is_empty() { Vec::new() } else { ask(model, false, missing, None) };
    effects.extend(load_piece(model));
    effects
}

/// Reads the selected piece, unless it is here or another one is being read.
fn load_piece(model: &mut Model) -> Effects {
    let chosen = model.feedback.row().map(|row| row.feedback.id);
    let asked = chosen.and_then(|id| model.feedback.piece.want(id));
    asked.map(|id| effects::ask(Piece(id))).into_iter().collect()
}

/// Does what a key of the screen says to the list; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    if let Some(by) = Step::of(id) {
        return Some(step(model, model.feedback.focus, by));
    }
    Some(match id {
        C::NextPane | C::PreviousPane => {
            let screen = &mut model.feedback;
            screen.focus = if screen.focus == Focus::List { Focus::Piece } else { Focus::List };
            settle(model, false)
        }
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
            settle(model, false)
        }
        C::MarkRow => mark(model),
        C::MarkAll => mark_all(model),
        C::NextUnread => next_unread(model),
        _ => return None,
    })
}

fn step(model: &mut Model, pane: Focus, by: Step) -> Effects {
    let room = laid(model).room(pane);
    let screen = &mut model.feedback;
    match pane {
        Focus::List => {
            let moved = screen.list.step(by, &screen.shelves, room);
            settle(model, moved)
        }
        Focus::Piece => {
            let by = by.rows(room.saturating_sub(1).max(1).cast_signed());
            screen.scroll = screen.scroll.saturating_add_signed(by);
            keep_scroll(model);
            Vec::new()
        }
    }
}

fn keep_scroll(model: &mut Model) {
    let (lines, room) = piece::extent(model, laid(model).area(Focus::Piece));
    model.feedback.scroll = model.feedback.scroll.min(lines.saturating_sub(room));
}

/// The shelf of the selected line, and whether it is its head.
fn shelf(model: &Model) -> Option<(Shelf, bool)> {
    match model.feedback.shelves.line(model.feedback.list.selected())? {
        Line::Head(shelf, ..) => Some((shelf, true)),
        Line::Row(shelf, _) => Some((shelf, false)),
    }
}

fn fold(model: &mut Model, fold: bool) -> Effects {
    match shelf(model) {
        Some((_, false)) if !fold => {
            // It is unfolded already: to the right lies the piece.
            model.feedback.focus = Focus::Piece;
            Vec::new()
        }
        Some((shelf, _)) => set_folded(model, shelf, fold),
        None => Vec::new(),
    }
}

fn set_folded(model: &mut Model, shelf: Shelf, fold: bool) -> Effects {
    let screen = &mut model.feedback;
    screen.shelves.fold(shelf, fold);
    let head = screen.shelves.head(shelf).unwrap_or(screen.list.selected());
    let moved = screen.list.choose(head, &screen.shelves);
    settle(model, moved)
}

fn open(model: &mut Model) -> Effects {
    match shelf(model) {
        Some((shelf, true)) => set_folded(model, shelf, false),
        Some((_, false)) => {
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
    settle(model, false)
}

/// Narrows the list down to something else.
pub fn narrow(model: &mut Model, to: super::pages::Narrow) -> Effects {
    let screen = &mut model.feedback;
    screen.narrow = to;
    screen.shelves = Default::default();
    screen.list = Default::default();
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
    step(model, Focus::List, Step::Rows(1))
}

/// Marks every piece of the shelf, those that are not here too, or takes all marks off.
fn mark_all(model: &mut Model) -> Effects {
    let screen = &mut model.feedback;
    if !screen.marked.is_empty() {
        screen.marked.clear();
        return Vec::new();
    }
    shelf(model).map_or_else(Vec::new, |(shelf, _)| ask(model, false, Vec::new(), Some(shelf)))
}

/// To the next piece that nothing was decided on, going round.
fn next_unread(model: &mut Model) -> Effects {
    let inbox = Shelf::State(FeedbackState::Inbox);
    let screen = &mut model.feedback;
    let Some(head) = screen.shelves.head(inbox) else { return Vec::new() };
    screen.shelves.fold(inbox, false);
    let next = screen.list.selected() + 1;
    let inside = next > head && next <= head + screen.shelves.total_of(inbox);
    let moved = screen.list.choose(if inside { next } else { head + 1 }, &screen.shelves);
    settle(model, moved)
}

/// Click to focus and select, wheel to scroll, drag the border.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    let laid = laid(model);
    match laid.pointed(&mouse) {
        Some(Pointed::Drag(column)) if laid.is_split() => {
            let by = i32::from(column) - i32::from(laid.area(Focus::Piece).x);
            let by = i16::try_from(by).unwrap_or(0);
            model.feedback.split = model.feedback.split.saturating_add(by).clamp(-120, 120);
            settle(model, false)
        }
        Some(Pointed::Click(pane, line)) => {
            model.feedback.focus = pane;
            let line = line.filter(|_| pane == Focus::List);
            line.map_or_else(Vec::new, |line| click(model, line))
        }
        Some(Pointed::Wheel(pane, by)) => step(model, pane, Step::Rows(by)),
        Some(Pointed::Drag(_)) | None => Vec::new(),
    }
}

fn click(model: &mut Model, line: usize) -> Effects {
    let line = model.feedback.list.top() + line;
    let screen = &mut model.feedback;
    match screen.shelves.line(line) {
        Some(Line::Head(shelf, folded, _)) => set_folded(model, shelf, !folded),
        Some(Line::Row(..)) => {
            let moved = screen.list.choose(line, &screen.shelves);
            settle(model, moved)
        }
        None => Vec::new(),
    }
}
