//! The tree of the Stages screen: areas and skills, each with its pip.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::pips;
use super::state::Focus;
use crate::domain::display::safe_line;
use crate::tui::areas::state::TreeRow;
use crate::tui::command::CommandId;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::list::{Cell, Column, List, Row};
use crate::tui::widget::pane::{self, scroll_thumb};

const COLUMNS: &[Column] = &[Column::MAIN, Column::right(8, 0)];

/// Draws the tree.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let screen = &model.stages;
    let focused = screen.focus == Focus::Tree && model.overlays.is_empty();
    let rows = screen.rows(&model.data);
    let skills = rows.iter().filter(|row| matches!(row, TreeRow::Skill(..))).count();
    let mut note = if skills > 0 { skills.to_string() } else { String::new() };
    if !screen.filter.is_empty() {
        note = format!("/{} {note}", screen.filter);
    }
    let inner =
        pane::Pane { title: "Stages", state: "", note: &note, focused }.render(area, &model.skin, buf);
    if rows.is_empty() {
        return empty(model, inner, buf);
    }
    let mut window = screen.tree;
    let range = window.follow(usize::from(inner.height), rows.len());
    let shown: Vec<Row<'_>> = rows[range.clone()].iter().map(|row| drawn(model, row)).collect();
    let selected = window.selected.checked_sub(range.start);
    List { columns: COLUMNS, rows: &shown, selected, focused }.render(inner, &model.skin, buf);
    scroll_thumb(area, window.top, usize::from(inner.height), rows.len(), &model.skin, buf);
}

fn drawn<'a>(model: &Model, row: &TreeRow<'a>) -> Row<'a> {
    let pips = &model.skin.glyphs.pips;
    match row {
        TreeRow::Area(area, folded, _) => {
            let fold = model.skin.glyphs.fold.0;
            let name = if *folded { format!("{fold} {}", area.name) } else { area.name.clone() };
            let (role, pip) =
                pips::of_area(model, area.id).unwrap_or_else(|| (Role::NotYet, pips[0].to_owned()));
            Row { cells: vec![Cell::new(Role::Strong, name), Cell::new(role, pip)], ..Row::default() }
        }
        TreeRow::Skill(line, _) => {
            let (role, pip) = pips::of_skill(model, line);
            let pip = if pip.is_empty() { pips[0].to_owned() } else { pip };
            let playing = model.data.playing.as_ref().is_some_and(|p| p.session.skill == line.skill.id);
            let name = if playing { Role::Accent } else { Role::Text };
            let cells = vec![Cell::new(name, line.skill.name.as_str()), Cell::new(role, format!("{pip:<2}"))];
            Row { cells, indent: 1, ..Row::default() }
        }
    }
}

fn empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let skin = &model.skin;
    let key = |id| model.keymap.key(id).unwrap_or_default();
    let (text, key, what) = match model.stages.filter.as_str() {
        "" => (
            "A stage is held by a skill or an area: apprentice, journeyman, master. There is none yet."
                .to_owned(),
            key(CommandId::GoAreas),
            " goes to where areas are added",
        ),
        filter => (format!("Nothing fits “{}”.", safe_line(filter)), key(CommandId::Back), " shows all"),
    };
    let lines = vec![
        Line::from(skin.span(Role::Text, text)),
        Line::default(),
        Line::from(vec![skin.span(Role::Key, key), skin.span(Role::Dim, what)]),
    ];
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    Paragraph::new(lines).wrap(Wrap { trim: true }).render(inside.intersection(buf.area), buf);
}
