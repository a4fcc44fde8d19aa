//! The tree of the Stages screen: areas and skills, each with its pip.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{Focus, StagesScreen};
use crate::domain::display::{safe_line, width};
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::Look;
use crate::tui::pane::tree::TreeRow;
use crate::tui::pips;
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

/// A pip and the cell that says how fresh it is.
const PIP: usize = 2;
/// How far skills stand in.
const INDENT: usize = 2;
const COLUMNS: &[Column] = &[Column::MAIN, Column::right(8, 0)];

/// Draws the tree.
pub fn view(stages: &StagesScreen, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = stages.focus == Focus::Tree && cx.layers.is_empty();
    let rows = stages.tree.rows(&cx.data);
    let skills = rows.iter().filter(|row| matches!(row, TreeRow::Skill(..))).count();
    let mut note = if skills > 0 { skills.to_string() } else { String::new() };
    if !stages.tree.filter.is_empty() {
        note = format!("/{} {note}", stages.tree.filter);
    }
    let then = stages.as_of.filter(|_| stages.is_past()).map(|day| format!("on {day}"));
    let state = then.as_deref().unwrap_or_default();
    let inner = pane::Pane { title: "Stages", state, note: &note, focused }.render(area, &cx.skin, buf);
    if rows.is_empty() {
        return empty(stages, cx, inner, buf);
    }
    let look = Look { frame: area, inner, columns: COLUMNS, focused, selects: true, skin: &cx.skin };
    stages.tree.list.view(look, rows.len(), |at| drawn(stages, cx, &rows[at]), buf);
}

/// The width that shows every name in full.
pub fn needed(stages: &StagesScreen, cx: &Cx) -> u16 {
    // As they are drawn below, and without drawing them: this is asked several times a key.
    let widths = stages.tree.rows(&cx.data).into_iter().map(|row| match row {
        TreeRow::Area(area, folded, _) => {
            let pip = pips::of_area(cx, stages.pips(cx), area.id).map_or(PIP, |(_, pip)| width(&pip));
            let fold = if folded { width(cx.skin.glyphs.fold.0) + 1 } else { 0 };
            fold + width(&safe_line(&area.name)) + pip
        }
        TreeRow::Skill(line, _) => INDENT + width(&safe_line(&line.skill.name)) + PIP,
    });
    // The frame, the bar and the blank cell at the right, and the gap before the pip.
    u16::try_from(widths.max().unwrap_or(0) + 6).unwrap_or(u16::MAX)
}

fn drawn<'a>(stages: &StagesScreen, cx: &Cx, row: &TreeRow<'a>) -> Row<'a> {
    let signs = &cx.skin.glyphs.pips;
    match row {
        TreeRow::Area(area, folded, _) => {
            let fold = cx.skin.glyphs.fold.0;
            let name = if *folded { format!("{fold} {}", area.name) } else { area.name.clone() };
            let (role, pip) = pips::of_area(cx, stages.pips(cx), area.id)
                .unwrap_or_else(|| (Role::NotYet, format!("{:<PIP$}", signs[0])));
            Row { cells: vec![Cell::new(Role::Strong, name), Cell::new(role, pip)], ..Row::default() }
        }
        TreeRow::Skill(line, _) => {
            let (role, pip) = pips::of_skill(cx, stages.pips(cx), line);
            let pip = if pip.is_empty() { signs[0].to_owned() } else { pip };
            let playing = cx.data.playing.as_ref().is_some_and(|p| p.session.skill == line.skill.id);
            let name = if playing { Role::Accent } else { Role::Text };
            let cells =
                vec![Cell::new(name, line.skill.name.as_str()), Cell::new(role, format!("{pip:<PIP$}"))];
            Row { cells, indent: 1, ..Row::default() }
        }
    }
}

fn empty(stages: &StagesScreen, cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let way =
        |id, what: &'static str| Line::from(vec![skin.span(Role::Key, key(id)), skin.span(Role::Dim, what)]);
    let lines = match stages.tree.filter.as_str() {
        "" => vec![
            Line::from(skin.span(Role::Text, "No area yet, and no skill.")),
            Line::default(),
            way(
                CommandId::UseLadder,
                " takes a ladder: an area with its skills and what each stage asks for",
            ),
            Line::default(),
            way(CommandId::GoAreas, " goes to where areas of your own are added"),
        ],
        filter => vec![
            Line::from(skin.span(Role::Text, format!("Nothing fits “{}”.", safe_line(filter)))),
            Line::default(),
            way(CommandId::Back, " shows all"),
        ],
    };
    say(lines, area, buf);
}
