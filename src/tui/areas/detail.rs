//! The detail pane and the sessions pane: the items one below the other, the selected one marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::item::{Item, items};
use super::lines::lines;
use super::state::{AreasState, Focus};
use crate::domain::when::since;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::Tall;
use crate::tui::pane::tree::TreeRow;
use crate::tui::theme::Role;
use crate::tui::widget::pane::{Pane, scroll_thumb};
use crate::tui::widget::put;

/// How many lines each item takes in a pane of this width; the view and the keys agree because both ask here.
pub fn heights(areas: &AreasState, cx: &Cx, focus: Focus, area: Rect) -> Vec<usize> {
    let cells = usize::from(area.width.saturating_sub(2));
    let chosen = areas.list(focus).selected();
    let drawn = items(areas, cx, focus);
    let of = |(at, item): (usize, &Item<'_>)| lines(areas, cx, item, cells, at == chosen).len();
    drawn.iter().enumerate().map(of).collect()
}

/// Draws the detail of the chosen area or skill.
pub fn view(areas: &AreasState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    if areas.people {
        return super::people::view(areas, cx, area, buf);
    }
    let (title, note) = title(areas, cx);
    view_items(areas, cx, Focus::Detail, &title, &note, area, buf);
}

/// Draws the sessions of the chosen skill.
pub fn view_sessions(areas: &AreasState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let count = items(areas, cx, Focus::Sessions).len();
    let note = if count > 0 { count.to_string() } else { String::new() };
    view_items(areas, cx, Focus::Sessions, "Sessions", &note, area, buf);
}

fn title(areas: &AreasState, cx: &Cx) -> (String, String) {
    let archived =
        |archived: Option<i64>| if archived.is_some() { "archived".to_owned() } else { String::new() };
    match areas.tree.row(&cx.data) {
        Some(TreeRow::Area(area, ..)) => (area.name.clone(), archived(area.archived)),
        Some(TreeRow::Skill(line, _)) => {
            let last = line.last.map(|last| since(cx.today(), cx.calendar.day(last)));
            let note = match (line.skill.archived, last) {
                (Some(_), _) => archived(line.skill.archived),
                (None, Some(last)) => last,
                (None, None) => "not practised yet".to_owned(),
            };
            (line.skill.name.clone(), note)
        }
        None => (String::new(), String::new()),
    }
}

fn view_items(
    areas: &AreasState,
    cx: &Cx,
    focus: Focus,
    title: &str,
    note: &str,
    area: Rect,
    buf: &mut Buffer,
) {
    let skin = &cx.skin;
    let here = areas.focus;
    // Where the sessions have no pane of their own, the detail has the focus for both.
    let focused = cx.layers.is_empty()
        && (here == focus
            || (focus == Focus::Detail && here != Focus::Tree && !super::layout::is_wide(cx.size)));
    let inner = Pane { title, state: "", note, focused }.render(area, skin, buf);
    let drawn = items(areas, cx, focus);
    if drawn.is_empty() {
        let text = match (focus, areas.tree.row(&cx.data)) {
            (Focus::Sessions, Some(TreeRow::Skill(..))) => "What you practise is listed here.",
            (Focus::Sessions, _) => "Choose a skill to see its sessions.",
            _ => "",
        };
        put(&Line::from(skin.span(Role::Dim, format!(" {text}"))), inner, 0, buf);
        return;
    }
    let cells = usize::from(inner.width);
    let heights = heights(areas, cx, focus, area);
    let mut list = areas.list(focus).clone();
    list.follow(&Tall { items: &drawn, heights: &heights }, usize::from(inner.height));
    let (chosen, top) = (list.selected(), list.top());
    let mut line_at = 0;
    for (at, item) in drawn.iter().enumerate() {
        let selected = at == chosen;
        let height = heights.get(at).copied().unwrap_or(0);
        if line_at + height > top && line_at < top + usize::from(inner.height) {
            for (i, line) in lines(areas, cx, item, cells, selected).into_iter().enumerate() {
                let Some(row) = (line_at + i).checked_sub(top).and_then(|row| u16::try_from(row).ok()) else {
                    continue;
                };
                // The blank line above a heading is not part of what is selected.
                let marked = selected && !line.spans.is_empty();
                draw(cx, line, inner, row, marked, focused, buf);
            }
        }
        line_at += height;
    }
    scroll_thumb(area, top, usize::from(inner.height), line_at, skin, buf);
}

fn draw(cx: &Cx, line: Line<'static>, area: Rect, row: u16, marked: bool, focused: bool, buf: &mut Buffer) {
    if row >= area.height {
        return;
    }
    put(&line, area, row, buf);
    if !marked {
        return;
    }
    let skin = &cx.skin;
    let at = Rect { y: area.y + row, height: 1, ..area };
    let (bar, ground) = if focused { (Role::Accent, Role::Selected) } else { (Role::Dim, Role::SelectedDim) };
    if focused {
        buf.set_span(at.x, at.y, &skin.span(bar, skin.glyphs.bar), 1);
        buf.set_style(at, Style { fg: None, ..skin.style(ground) });
    }
}
