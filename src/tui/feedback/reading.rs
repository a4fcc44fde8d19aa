//! What the Feedback screen reads: the pieces around what is in sight, and the selected one whole.

use super::pages::{Pages, PagesAsk, Shelf};
use super::state::{FeedbackScreen, Focus};
use super::view::laid;
use super::{list, pages, triage};
use crate::domain::id::Id;
use crate::journal::read::feedback::FeedbackDetail;
use crate::journal::{Kind, Result};
use crate::tui::ahead;
use crate::tui::frame::cx::{Cx, Place};
use crate::tui::frame::effects::{self, Effects};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::pane::list::Rows;
use crate::tui::pane::sections::Page;

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
        cx.on_screen(|screen: &mut FeedbackScreen, cx| read(screen, cx, *self));
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
        cx.on_screen(|screen: &mut FeedbackScreen, _cx| match self.0 {
            Some(detail) => read_piece(screen, detail),
            None => {
                not_read(screen);
                Effects::new()
            }
        });
        Effects::new()
    }
}

/// To the screen, on one piece.
pub fn show(screen: &mut FeedbackScreen, cx: &Cx, id: Id) -> Effects {
    screen.narrow = Default::default();
    screen.list.expect(id);
    screen.focus = Focus::List;
    screen.loaded = true;
    reload(screen, cx)
}

/// The journal has changed, or something else is looked for: what is here is read again.
pub fn reload(screen: &mut FeedbackScreen, cx: &Cx) -> Effects {
    if cx.place != Place::Feedback {
        screen.loaded = false;
        return Vec::new();
    }
    let pages = screen.shelves.again(Shelf::all());
    ask(screen, cx, true, pages, None)
}

/// Asks for pages of the list, with the totals of all shelves where they may have changed, and for what is to be marked.
pub fn ask(
    screen: &mut FeedbackScreen,
    cx: &Cx,
    totals: bool,
    pages: Vec<Page<Shelf>>,
    mark: Option<Shelf>,
) -> Effects {
    let seen = triage::seen(cx);
    screen.turn += 1;
    screen.loading = true;
    let marked = if totals { screen.marked.iter().copied().collect() } else { Vec::new() };
    let ask =
        PagesAsk { turn: screen.turn, narrow: screen.narrow.clone(), seen, totals, pages, mark, marked };
    vec![effects::ask(ask)]
}

/// Pages came: the selection stays on its piece, or where it was if that has gone elsewhere.
pub fn read(screen: &mut FeedbackScreen, cx: &mut Cx, pages: Pages) -> Effects {
    if pages.turn != screen.turn {
        return Vec::new();
    }
    let first = !std::mem::replace(&mut screen.loaded, true);
    screen.loading = false;
    let arrived = pages.totals.is_some().then_some(pages.arrived);
    if arrived.is_some() {
        ahead::listed(cx);
    }
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
    let mut effects = arrived.map_or_else(Vec::new, |arrived| triage::ask(cx, arrived));
    effects.extend(settle(screen, cx, moved));
    effects
}

/// A piece came.
pub fn read_piece(screen: &mut FeedbackScreen, detail: Box<FeedbackDetail>) -> Effects {
    let chosen = screen.row().map(|row| row.feedback.id);
    screen.piece.answered(detail, chosen.as_ref());
    load_piece(screen)
}

/// Something could not be read; the next key asks again.
pub fn not_read(screen: &mut FeedbackScreen) {
    screen.piece.failed();
    screen.loading = false;
}

/// Keeps the selection in sight, and asks for what is missing around it; another piece begins at its top.
pub fn settle(screen: &mut FeedbackScreen, cx: &Cx, moved: bool) -> Effects {
    let room = list::rows_in_sight(screen, laid(screen, cx).area(Focus::List));
    screen.list.follow(&screen.shelves, room);
    if moved {
        screen.scroll = 0;
    }
    let total = screen.shelves.count();
    let range = screen.list.in_sight(total, room);
    let around = range.start.saturating_sub(room)..(range.end + room).min(total);
    let missing = if screen.loading { Vec::new() } else { screen.shelves.missing(around) };
    let mut effects = if missing.is_empty() { Vec::new() } else { ask(screen, cx, false, missing, None) };
    effects.extend(load_piece(screen));
    effects
}

/// Reads the selected piece, unless it is here or another one is being read.
fn load_piece(screen: &mut FeedbackScreen) -> Effects {
    let chosen = screen.row().map(|row| row.feedback.id);
    let asked = chosen.and_then(|id| screen.piece.want(id));
    asked.map(|id| effects::ask(Piece(id))).into_iter().collect()
}

/// Narrows the list down to something else.
pub fn narrow(screen: &mut FeedbackScreen, cx: &Cx, to: super::pages::Narrow) -> Effects {
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
    reload(screen, cx)
}
