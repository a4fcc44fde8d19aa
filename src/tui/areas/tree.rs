//! The tree: areas and their skills, archived ones dim, with what was last practised and when.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{AreasState, Focus};
use crate::domain::area::Horizon;
use crate::domain::display::safe_line;
use crate::domain::when::since;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::Look;
use crate::tui::pane::tree::TreeRow;
use crate::tui::pips;
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

const COLUMNS: &[Column] = &[Column::MAIN, Column::left(2, 2), Column::right(10, 1)];

/// Draws the tree.
pub fn view(areas: &AreasState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = areas.focus == Focus::Tree && cx.layers.is_empty();
    let rows = areas.tree.rows(&cx.data);
    let skills = rows.iter().filter(|row| matches!(row, TreeRow::Skill(..))).count();
    let mut note = if skills > 0 { skills.to_string() } else { String::new() };
    if !areas.tree.filter.is_empty() {
        note = format!("/{} {note}", areas.tree.filter);
    }
    let state = if areas.tree.archived { "with archived" } else { "" };
    let inner = pane::Pane { title: "Areas", state, note: &note, focused }.render(area, &cx.skin, buf);
    if rows.is_empty() {
        return empty(areas, cx, inner, buf);
    }
    let look = Look { frame: area, inner, columns: COLUMNS, focused, selects: true, skin: &cx.skin };
    areas.tree.list.view(look, rows.len(), |at| drawn(cx, &rows[at]), buf);
}

fn drawn<'a>(cx: &Cx, row: &TreeRow<'a>) -> Row<'a> {
    match row {
        TreeRow::Area(area, folded, skills) => {
            let fold = cx.skin.glyphs.fold.0;
            let name = if *folded { format!("{fold} {}", area.name) } else { area.name.clone() };
            let (role, tail) = match (area.archived, area.horizon, *folded) {
                (Some(_), ..) => (Role::Faint, "archived".to_owned()),
                (_, Horizon::Future, _) => (Role::Dim, "later".to_owned()),
                (_, _, true) => (Role::Strong, format!("{skills} skills")),
                _ => (Role::Strong, String::new()),
            };
            let pip = pips::of_area(cx, pips::today(cx), area.id).filter(|_| tail.is_empty() || *folded);
            let (tail_role, tail) = pip.unwrap_or((Role::Dim, tail));
            let cells = vec![Cell::new(role, name), Cell::new(Role::Dim, ""), Cell::new(tail_role, tail)];
            Row { cells, ..Row::default() }
        }
        TreeRow::Skill(line, _) => {
            let playing = cx.data.playing.as_ref().is_some_and(|p| p.session.skill == line.skill.id);
            let role = match (line.skill.archived, playing) {
                (Some(_), _) => Role::Faint,
                (None, true) => Role::Accent,
                (None, false) => Role::Text,
            };
            let last = line.last.map(|last| since(cx.today(), cx.calendar.day(last)));
            let (tail_role, tail) = match (line.skill.archived, playing, last) {
                (Some(_), ..) => (Role::Faint, "archived".to_owned()),
                (_, true, _) => (Role::Accent, "now".to_owned()),
                (_, _, Some(last)) => (Role::Dim, last),
                _ => (Role::Faint, "–".to_owned()),
            };
            let (pip_role, pip) = pips::of_skill(cx, pips::today(cx), line);
            let cells = vec![
                Cell::new(role, line.skill.name.as_str()),
                Cell::new(pip_role, pip),
                Cell::new(tail_role, tail),
            ];
            Row { cells, indent: 1, ..Row::default() }
        }
    }
}

fn empty(areas: &AreasState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let (text, key, what) = match areas.tree.filter.as_str() {
        "" => (
            "An area is something you want to master; its skills are what you practise.".to_owned(),
            key(CommandId::AddArea),
            " adds an area",
        ),
        filter => (format!("Nothing fits “{}”.", safe_line(filter)), key(CommandId::Back), " shows all"),
    };
    let lines = vec![
        Line::from(skin.span(Role::Text, text)),
        Line::default(),
        Line::from(vec![skin.span(Role::Key, key), skin.span(Role::Dim, what)]),
    ];
    say(lines, area, buf);
}
