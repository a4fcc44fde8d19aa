//! What the keys and the mouse of the Stages screen do to what is seen, and what a changed journal means for it.

use super::items::{self, Item};
use super::ladder;
pub use super::reading::{changed, load, look_and_load, not_read, read, read_stretches, turned, unread};
use super::state::{Focus, View};
use super::view::{laid, room};
use super::{history, timeline};
use crate::domain::id::Id;
use crate::domain::stage::Stage;
use crate::tui::command::CommandId;
use crate::tui::frame::effects::Effects;
use crate::tui::model::Model;
use crate::tui::pane::list::Step;
use crate::tui::prompt::filter;

/// To the screen, on the skill that was looked at elsewhere.
pub fn enter(model: &mut Model, skill: Option<Id>) -> Effects {
    let before = model.stages.subject(&model.cx.data);
    match skill {
        Some(skill) => model.stages.tree.select_skill(&model.cx.data, skill),
        None => model.stages.tree.keep(&model.cx.data),
    };
    let same = before == model.stages.subject(&model.cx.data) && model.stages.page.shown().is_some();
    if same { look_and_load(model) } else { turned(model) }
}

/// Does what a key of the screen says to what is seen; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    if let Some(by) = Step::of(id) {
        return Some(step(model, model.stages.focus, by));
    }
    Some(match id {
        C::NextPane | C::PreviousPane => {
            let other = if model.stages.focus == Focus::Tree { Focus::Page } else { Focus::Tree };
            focus(model, other);
            Vec::new()
        }
        C::Earlier => sideways(model, -1),
        C::Later => sideways(model, 1),
        C::OtherView => other_view(model),
        C::Open => open(model),
        C::Back => back(model),
        C::MarkPoint => mark(model),
        C::Search => {
            let prompt = filter("Filter areas and skills", |cx, words| {
                cx.afterwards(move |model: &mut Model| set_filter(model, &words));
            });
            model.cx.lay(prompt.with(&model.stages.tree.filter));
            Vec::new()
        }
        _ => return None,
    })
}

fn focus(model: &mut Model, to: Focus) {
    model.stages.focus = to;
    model.stages.record = None;
    follow(model);
}

/// Along the tree, the ladder or the events; a page of the history is one of the lines below its events.
pub(super) fn step(model: &mut Model, pane: Focus, by: Step) -> Effects {
    let room = laid(model).room(pane);
    match (pane, model.stages.view, by) {
        (Focus::Tree, ..) => {
            let turns = model.stages.tree.step(by, &model.cx.data, room);
            follow(model);
            if turns { turned(model) } else { Vec::new() }
        }
        (Focus::Page, View::Ladder, by) => {
            if matches!(by, Step::Pages(_)) {
                model.stages.record = None;
            }
            // Rows have two or three lines.
            walk(model, by, room.div_ceil(2));
            Vec::new()
        }
        (Focus::Page, View::History, Step::Pages(by)) => {
            scroll(model, by * (room.saturating_sub(1) / 2).max(1).cast_signed());
            Vec::new()
        }
        (Focus::Page, View::History, by) => step_event(model, by),
    }
}

/// Along the ladder: through the records of a row where one went in to them, else from row to row.
fn walk(model: &mut Model, step: Step, room: usize) {
    let Some(page) = model.stages.chosen(&model.cx.data) else { return };
    let records = items::selected(model).map_or(0, |item| items::records(page, &item).len());
    let by = step.rows(0);
    let inside = model.stages.record.and_then(|at| at.checked_add_signed(by)).filter(|at| *at < records);
    match (model.stages.record, inside) {
        (Some(_), Some(at)) => model.stages.record = Some(at),
        (Some(_), None) if by < 0 => model.stages.record = None,
        _ => {
            model.stages.record = None;
            items::with_list(model, |list, items| list.step(step, items, room));
        }
    }
    follow(model);
}

fn step_event(model: &mut Model, by: Step) -> Effects {
    if history::with_list(model, |list, events| list.step(by, events, 0)) != Some(true) {
        return Vec::new();
    }
    model.stages.scroll = 0;
    history::ask(model)
}

pub(super) fn scroll(model: &mut Model, by: isize) {
    let Some(page) = model.stages.chosen(&model.cx.data) else { return };
    let (lines, shown) = timeline::extent(model, page, room(model));
    let most = lines.saturating_sub(shown);
    model.stages.scroll = model.stages.scroll.saturating_add_signed(by).min(most);
}

/// Left and right: along the history; in the tree and on the ladder out of something and into it.
fn sideways(model: &mut Model, by: isize) -> Effects {
    match (model.stages.focus, model.stages.view, by < 0) {
        (Focus::Tree, _, left) => fold(model, left),
        (Focus::Page, View::History, _) => step_event(model, Step::Rows(by)),
        (Focus::Page, View::Ladder, true) if model.stages.record.is_some() => {
            model.stages.record = None;
            follow(model);
            Vec::new()
        }
        (Focus::Page, View::Ladder, true) => {
            focus(model, Focus::Tree);
            Vec::new()
        }
        (Focus::Page, View::Ladder, false) => {
            go_in(model);
            Vec::new()
        }
    }
}

fn fold(model: &mut Model, fold: bool) -> Effects {
    let before = model.stages.subject(&model.cx.data);
    if !model.stages.tree.fold(&model.cx.data, fold) && !fold {
        // It is unfolded already: to the right lies the page.
        focus(model, Focus::Page);
        return Vec::new();
    }
    follow(model);
    if before == model.stages.subject(&model.cx.data) { Vec::new() } else { turned(model) }
}

/// Into the records of the selected row; whether there are any.
fn go_in(model: &mut Model) -> bool {
    let Some(page) = model.stages.chosen(&model.cx.data) else { return false };
    let any = items::selected(model).is_some_and(|item| !items::records(page, &item).is_empty());
    if any && model.stages.record.is_none() {
        model.stages.record = Some(0);
        follow(model);
    }
    any
}

fn other_view(model: &mut Model) -> Effects {
    let screen = &mut model.stages;
    screen.view = if screen.view == View::Ladder { View::History } else { View::Ladder };
    screen.record = None;
    screen.scroll = 0;
    screen.focus = Focus::Page;
    follow(model);
    if model.stages.view == View::Ladder {
        return Vec::new();
    }
    history::begin(model);
    history::ask(model)
}

fn open(model: &mut Model) -> Effects {
    if model.stages.focus == Focus::Tree {
        focus(model, Focus::Page);
        return Vec::new();
    }
    if model.stages.view == View::History {
        super::sheet::open_event(model);
        return Vec::new();
    }
    if let Some(source) = items::selected_record(model) {
        return super::sheet::open(model, source);
    }
    if let Some(item @ (Item::Stage(_) | Item::AreaStage(_))) = items::selected(model) {
        if let Some(stage) = item.stage() {
            fold_stage(model, stage);
        }
        return Vec::new();
    }
    if go_in(model) {
        return Vec::new();
    }
    match items::selected(model) {
        Some(Item::Skill(_, id, ..)) => {
            let Some(skill) = items::skill_of(model, id) else { return Vec::new() };
            let area = model.stages.tree.row(&model.cx.data).map(|row| row.ids().0).unwrap_or_default();
            model.stages.tree.folded.remove(&area);
            model.stages.tree.select(&model.cx.data, (area, Some(skill)));
            turned(model)
        }
        Some(Item::Benchmark(..) | Item::Capstone(_)) => {
            let key = |id| model.keymap.key(id).unwrap_or_default();
            let text = format!(
                "Nothing shows it yet: {} keeps evidence for it, {} asks a witness.",
                key(CommandId::AddEvidence),
                key(CommandId::Witness)
            );
            model.say(crate::tui::theme::Role::Dim, text);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Folds a stage of the ladder, or unfolds it.
fn fold_stage(model: &mut Model, stage: Stage) {
    let folded = &mut model.stages.folded_stages;
    match folded.iter().position(|known| *known == stage) {
        Some(at) => {
            folded.remove(at);
        }
        None => folded.push(stage),
    }
    follow(model);
}

fn back(model: &mut Model) -> Effects {
    model.message = None;
    if model.stages.record.take().is_some() {
        follow(model);
    } else if model.stages.as_of.take().is_some() {
        return load(model);
    } else if model.stages.mark.take().is_some() {
        model.stages.scroll = 0;
    } else if model.stages.focus == Focus::Page {
        focus(model, Focus::Tree);
    } else if !model.stages.tree.filter.is_empty() {
        return set_filter(model, "");
    }
    Vec::new()
}

/// Marks the selected event, to compare others with it; or ends comparing.
fn mark(model: &mut Model) -> Effects {
    let Some(page) = model.stages.chosen(&model.cx.data) else { return Vec::new() };
    let chosen = history::events(page).get(model.stages.history.selected()).map(|told| told.event.id);
    model.stages.mark = if model.stages.mark.is_some() { None } else { chosen };
    model.stages.scroll = 0;
    history::ask(model)
}

/// Filters the tree.
pub fn set_filter(model: &mut Model, filter: &str) -> Effects {
    model.stages.tree.set_filter(&model.cx.data, filter);
    follow(model);
    turned(model)
}

/// Keeps what is selected in sight: lists belong to the model, the view only reads them.
pub fn follow(model: &mut Model) {
    let laid = laid(model);
    model.stages.tree.follow(&model.cx.data, laid.room(Focus::Tree));
    if model.stages.view != View::Ladder {
        return;
    }
    let Some(page) = model.stages.chosen(&model.cx.data) else { return };
    let inner = room(model);
    let drawn = ladder::lines(model, page, inner);
    let top = ladder::top(model, &drawn, usize::from(inner.height), model.stages.ladder.top());
    model.stages.ladder.scroll_to(top);
}
