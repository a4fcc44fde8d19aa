//! What the mouse does on the Stages screen.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::ladder;
use super::state::{Focus, View};
use super::update::{follow, scroll, step, turned};
use super::view::{laid, room};
use crate::tui::frame::effects::Effects;
use crate::tui::model::Model;

/// Click to focus and select, wheel to scroll.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    let laid = laid(model);
    let Some(pane) = laid.at(mouse.column, mouse.row) else { return Vec::new() };
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            model.stages.focus = pane;
            click(model, pane, mouse.row)
        }
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            let by = if mouse.kind == MouseEventKind::ScrollDown { 3 } else { -3 };
            if pane == Focus::Page && model.stages.view == View::History {
                scroll(model, by);
                return Vec::new();
            }
            let before = std::mem::replace(&mut model.stages.focus, pane);
            let effects = step(model, by);
            model.stages.focus = before;
            effects
        }
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, pane: Focus, row: u16) -> Effects {
    let area = laid(model).of(pane);
    let Some(line) = row.checked_sub(area.y + 1).map(usize::from).filter(|_| row + 1 < area.bottom()) else {
        return Vec::new();
    };
    if pane == Focus::Tree {
        let at = model.stages.tree.top + line;
        let rows = model.stages.rows(&model.data);
        if at >= rows.len() || at == model.stages.tree.selected {
            return Vec::new();
        }
        model.stages.tree.selected = at;
        return turned(model);
    }
    let inner = room(model);
    let Some(line) = row.checked_sub(inner.y).map(usize::from) else { return Vec::new() };
    let Some(page) = model.stages.chosen(&model.data).filter(|_| model.stages.view == View::Ladder) else {
        return Vec::new();
    };
    let drawn = ladder::lines(model, page, inner);
    let top = ladder::top(model, &drawn, usize::from(inner.height), model.stages.walk.top);
    let hit = drawn.get(top + line).and_then(|drawn| Some((drawn.item?, drawn.record)));
    if let Some((item, record)) = hit {
        model.stages.walk.selected = item;
        model.stages.record = record;
        follow(model);
    }
    Vec::new()
}
