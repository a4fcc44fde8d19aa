//! What the mouse does on the Stages screen.

use crossterm::event::MouseEvent;

use super::items;
use super::ladder;
use super::state::{Focus, View};
use super::update::{follow, scroll, step, turned};
use super::view::{laid, room};
use crate::tui::frame::effects::Effects;
use crate::tui::model::Model;
use crate::tui::pane::list::Step;
use crate::tui::pane::split::Pointed;

/// Click to focus and select, wheel to scroll.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    match laid(model).pointed(&mouse) {
        Some(Pointed::Click(pane, line)) => {
            model.stages.focus = pane;
            match (pane, line) {
                (_, None) => Vec::new(),
                (Focus::Tree, Some(line)) if model.stages.tree.click(line, &model.cx.data) => turned(model),
                (Focus::Tree, Some(_)) => Vec::new(),
                (Focus::Page, Some(_)) => {
                    click(model, mouse.row);
                    Vec::new()
                }
            }
        }
        Some(Pointed::Wheel(Focus::Page, by)) if model.stages.view == View::History => {
            scroll(model, by);
            Vec::new()
        }
        Some(Pointed::Wheel(pane, by)) => step(model, pane, Step::Rows(by)),
        Some(Pointed::Drag(_)) | None => Vec::new(),
    }
}

/// On the ladder: the row that lies there, and the record of it.
fn click(model: &mut Model, row: u16) {
    let inner = room(model);
    let Some(line) = row.checked_sub(inner.y).map(usize::from) else { return };
    let Some(page) = model.stages.chosen(&model.cx.data).filter(|_| model.stages.view == View::Ladder) else {
        return;
    };
    let drawn = ladder::lines(model, page, inner);
    let top = ladder::top(model, &drawn, usize::from(inner.height), model.stages.ladder.top());
    if let Some((at, record)) = drawn.get(top + line).and_then(|drawn| Some((drawn.item?, drawn.record))) {
        items::with_list(model, |list, items| list.choose(at, items));
        model.stages.record = record;
        follow(model);
    }
}
