//! Moving about on the Stages screen: along the tree, the ladder and the history, folding, the mouse.

use crossterm::event::MouseEvent;

use super::items::{self, Item};
use super::ladder;
use super::reading::{load, turned};
use super::state::{Focus, StagesScreen, View};
use super::view::{laid, room};
use super::{history, timeline};
use crate::domain::stage::Stage;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::pane::list::Step;
use crate::tui::pane::split::Pointed;

/// Gives a pane the keys.
pub fn focus(stages: &mut StagesScreen, cx: &Cx, to: Focus) -> Effects {
    stages.focus = to;
    stages.record = None;
    follow(stages, cx);
    Effects::new()
}

/// Along the tree, the ladder or the events; a page of the history is one of the lines below its events.
pub fn step(stages: &mut StagesScreen, cx: &mut Cx, pane: Focus, by: Step) -> Effects {
    let room = laid(stages, cx).room(pane);
    match (pane, stages.view, by) {
        (Focus::Tree, ..) => {
            let turns = stages.tree.step(by, &cx.data, room);
            follow(stages, cx);
            if turns { turned(stages, cx) } else { Vec::new() }
        }
        (Focus::Page, View::Ladder, by) => {
            if matches!(by, Step::Pages(_)) {
                stages.record = None;
            }
            // Rows have two or three lines.
            walk(stages, cx, by, room.div_ceil(2));
            Vec::new()
        }
        (Focus::Page, View::History, Step::Pages(by)) => {
            scroll(stages, cx, by * (room.saturating_sub(1) / 2).max(1).cast_signed());
            Vec::new()
        }
        (Focus::Page, View::History, by) => step_event(stages, cx, by),
    }
}

/// Along the ladder: through the records of a row where one went in to them, else from row to row.
fn walk(stages: &mut StagesScreen, cx: &Cx, step: Step, room: usize) {
    let Some(page) = stages.chosen(&cx.data) else { return };
    let records = items::selected(stages, cx).map_or(0, |item| items::records(page, &item).len());
    let by = step.rows(0);
    let inside = stages.record.and_then(|at| at.checked_add_signed(by)).filter(|at| *at < records);
    match (stages.record, inside) {
        (Some(_), Some(at)) => stages.record = Some(at),
        (Some(_), None) if by < 0 => stages.record = None,
        _ => {
            stages.record = None;
            items::with_list(stages, cx, |list, items| list.step(step, items, room));
        }
    }
    follow(stages, cx);
}

fn step_event(stages: &mut StagesScreen, cx: &Cx, by: Step) -> Effects {
    if history::with_list(stages, cx, |list, events| list.step(by, events, 0)) != Some(true) {
        return Vec::new();
    }
    stages.scroll = 0;
    history::ask(stages, cx)
}

pub fn scroll(stages: &mut StagesScreen, cx: &Cx, by: isize) {
    let Some(page) = stages.chosen(&cx.data) else { return };
    let (lines, shown) = timeline::extent(stages, cx, page, room(stages, cx));
    let most = lines.saturating_sub(shown);
    stages.scroll = stages.scroll.saturating_add_signed(by).min(most);
}

/// Left and right: along the history; in the tree and on the ladder out of something and into it.
pub fn sideways(stages: &mut StagesScreen, cx: &mut Cx, by: isize) -> Effects {
    match (stages.focus, stages.view, by < 0) {
        (Focus::Tree, _, left) => fold(stages, cx, left),
        (Focus::Page, View::History, _) => step_event(stages, cx, Step::Rows(by)),
        (Focus::Page, View::Ladder, true) if stages.record.is_some() => {
            stages.record = None;
            follow(stages, cx);
            Vec::new()
        }
        (Focus::Page, View::Ladder, true) => focus(stages, cx, Focus::Tree),
        (Focus::Page, View::Ladder, false) => {
            go_in(stages, cx);
            Vec::new()
        }
    }
}

fn fold(stages: &mut StagesScreen, cx: &mut Cx, fold: bool) -> Effects {
    let before = stages.subject(&cx.data);
    if !stages.tree.fold(&cx.data, fold) && !fold {
        // It is unfolded already: to the right lies the page.
        return focus(stages, cx, Focus::Page);
    }
    follow(stages, cx);
    if before == stages.subject(&cx.data) { Vec::new() } else { turned(stages, cx) }
}

/// Into the records of the selected row; whether there are any.
fn go_in(stages: &mut StagesScreen, cx: &Cx) -> bool {
    let Some(page) = stages.chosen(&cx.data) else { return false };
    let any = items::selected(stages, cx).is_some_and(|item| !items::records(page, &item).is_empty());
    if any && stages.record.is_none() {
        stages.record = Some(0);
        follow(stages, cx);
    }
    any
}

pub fn other_view(stages: &mut StagesScreen, cx: &Cx) -> Effects {
    stages.view = if stages.view == View::Ladder { View::History } else { View::Ladder };
    stages.record = None;
    stages.scroll = 0;
    stages.focus = Focus::Page;
    follow(stages, cx);
    if stages.view == View::Ladder {
        return Vec::new();
    }
    history::begin(stages, cx);
    history::ask(stages, cx)
}

pub fn open(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    if stages.focus == Focus::Tree {
        return focus(stages, cx, Focus::Page);
    }
    if stages.view == View::History {
        super::sheet::open_event(stages, cx);
        return Vec::new();
    }
    if let Some(source) = items::selected_record(stages, cx) {
        return super::sheet::open(stages, cx, source);
    }
    if let Some(item @ (Item::Stage(_) | Item::AreaStage(_))) = items::selected(stages, cx) {
        if let Some(stage) = item.stage() {
            fold_stage(stages, cx, stage);
        }
        return Vec::new();
    }
    if go_in(stages, cx) {
        return Vec::new();
    }
    match items::selected(stages, cx) {
        Some(Item::Skill(_, id, ..)) => {
            let Some(skill) = items::skill_of(stages, cx, id) else { return Vec::new() };
            let area = stages.tree.row(&cx.data).map(|row| row.ids().0).unwrap_or_default();
            stages.tree.folded.remove(&area);
            stages.tree.select(&cx.data, (area, Some(skill)));
            turned(stages, cx)
        }
        Some(Item::Benchmark(..) | Item::Capstone(_)) => {
            let key = |id| cx.keymap.key(id).unwrap_or_default();
            let text = format!(
                "Nothing shows it yet: {} keeps evidence for it, {} asks a witness.",
                key(CommandId::AddEvidence),
                key(CommandId::Witness)
            );
            cx.say(crate::tui::theme::Role::Dim, text);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Folds a stage of the ladder, or unfolds it.
fn fold_stage(stages: &mut StagesScreen, cx: &Cx, stage: Stage) {
    let folded = &mut stages.folded_stages;
    match folded.iter().position(|known| *known == stage) {
        Some(at) => {
            folded.remove(at);
        }
        None => folded.push(stage),
    }
    follow(stages, cx);
}

pub fn back(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    cx.message = None;
    if stages.record.take().is_some() {
        follow(stages, cx);
    } else if stages.as_of.take().is_some() {
        return load(stages, cx);
    } else if stages.mark.take().is_some() {
        stages.scroll = 0;
    } else if stages.focus == Focus::Page {
        focus(stages, cx, Focus::Tree);
    } else if !stages.tree.filter.is_empty() {
        return set_filter(stages, cx, "");
    }
    Vec::new()
}

/// Marks the selected event, to compare others with it; or ends comparing.
pub fn mark(stages: &mut StagesScreen, cx: &Cx) -> Effects {
    let Some(page) = stages.chosen(&cx.data) else { return Vec::new() };
    let chosen = history::events(page).get(stages.history.selected()).map(|told| told.event.id);
    stages.mark = if stages.mark.is_some() { None } else { chosen };
    stages.scroll = 0;
    history::ask(stages, cx)
}

/// Filters the tree.
pub fn set_filter(stages: &mut StagesScreen, cx: &mut Cx, filter: &str) -> Effects {
    stages.tree.set_filter(&cx.data, filter);
    follow(stages, cx);
    turned(stages, cx)
}

/// Keeps what is selected in sight: lists belong to the cx, the view only reads them.
pub fn follow(stages: &mut StagesScreen, cx: &Cx) {
    let laid = laid(stages, cx);
    stages.tree.follow(&cx.data, laid.room(Focus::Tree));
    if stages.view != View::Ladder {
        return;
    }
    let Some(page) = stages.chosen(&cx.data) else { return };
    let inner = room(stages, cx);
    let drawn = ladder::lines(stages, cx, page, inner);
    let top = ladder::top(stages, &drawn, usize::from(inner.height), stages.ladder.top());
    stages.ladder.scroll_to(top);
}

/// Click to focus and select, wheel to scroll.
pub fn mouse(stages: &mut StagesScreen, cx: &mut Cx, mouse: MouseEvent) -> Effects {
    match laid(stages, cx).pointed(&mouse) {
        Some(Pointed::Click(pane, line)) => {
            stages.focus = pane;
            match (pane, line) {
                (_, None) => Vec::new(),
                (Focus::Tree, Some(line)) if stages.tree.click(line, &cx.data) => turned(stages, cx),
                (Focus::Tree, Some(_)) => Vec::new(),
                (Focus::Page, Some(_)) => {
                    click(stages, cx, mouse.row);
                    Vec::new()
                }
            }
        }
        Some(Pointed::Wheel(Focus::Page, by)) if stages.view == View::History => {
            scroll(stages, cx, by);
            Vec::new()
        }
        Some(Pointed::Wheel(pane, by)) => step(stages, cx, pane, Step::Rows(by)),
        Some(Pointed::Drag(_)) | None => Vec::new(),
    }
}

/// On the ladder: the row that lies there, and the record of it.
fn click(stages: &mut StagesScreen, cx: &Cx, row: u16) {
    let inner = room(stages, cx);
    let Some(line) = row.checked_sub(inner.y).map(usize::from) else { return };
    let Some(page) = stages.chosen(&cx.data).filter(|_| stages.view == View::Ladder) else {
        return;
    };
    let drawn = ladder::lines(stages, cx, page, inner);
    let top = ladder::top(stages, &drawn, usize::from(inner.height), stages.ladder.top());
    if let Some((at, record)) = drawn.get(top + line).and_then(|drawn| Some((drawn.item?, drawn.record))) {
        items::with_list(stages, cx, |list, items| list.choose(at, items));
        stages.record = record;
        follow(stages, cx);
    }
}
