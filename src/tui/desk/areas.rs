//! The areas pane: areas and skills with what was last practised and when, and this week's minutes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{DeskState, Pane};
use crate::domain::area::Horizon;
use crate::domain::when::{since, spent};
use crate::journal::read::SkillLine;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::Look;
use crate::tui::pane::tree::TreeRow;
use crate::tui::pips;
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

const COLUMNS: &[Column] = &[Column::MAIN, Column::left(2, 3), Column::right(9, 2), Column::right(8, 0)];
/// Narrower panes leave this week out: the name matters more.
const NARROW: u16 = 46;

/// Draws the pane.
pub fn view(desk: &DeskState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let skin = &cx.skin;
    let focused = desk.focus == Pane::Areas && cx.layers.is_empty();
    let rows = desk.tree.rows(&cx.data);
    let skills = rows.iter().filter(|row| row.skill().is_some()).count();
    let note = match (desk.tree.filter.as_str(), skills) {
        ("", 0) => String::new(),
        ("", n) => n.to_string(),
        (filter, n) => format!("/{filter} {n}"),
    };
    let frame = pane::Pane { title: "Areas", state: "", note: &note, focused };
    let inner = frame.render(area, skin, buf);
    if rows.is_empty() {
        empty(desk, cx, inner, buf);
        return;
    }
    let look = Look { frame: area, inner, columns: COLUMNS, focused, selects: true, skin };
    desk.tree.list.view(look, rows.len(), |at| drawn(cx, &rows[at], area.width < NARROW), buf);
}

fn drawn<'a>(cx: &Cx, row: &TreeRow<'a>, narrow: bool) -> Row<'a> {
    match row {
        TreeRow::Area(area, folded, skills) => {
            let signs = cx.skin.glyphs.fold;
            let name = if *folded { format!("{} {}", signs.0, area.name) } else { area.name.clone() };
            let role = if area.horizon == Horizon::Future { Role::Dim } else { Role::Strong };
            let (tail_role, tail) = match (area.horizon, pips::of_area(cx, pips::today(cx), area.id), *folded)
            {
                (Horizon::Future, None, _) => (Role::Dim, "later".to_owned()),
                (_, Some(pip), _) => pip,
                (_, None, true) => (Role::Dim, format!("{skills} skills")),
                _ => (Role::Dim, String::new()),
            };
            let cells = vec![
                Cell::new(role, name),
                Cell::new(Role::Dim, ""),
                Cell::new(Role::Dim, ""),
                Cell::new(tail_role, tail),
            ];
            Row { cells, ..Row::default() }
        }
        TreeRow::Skill(line, _) => skill(cx, line, narrow),
    }
}

fn skill<'a>(cx: &Cx, line: &'a SkillLine, narrow: bool) -> Row<'a> {
    let playing = cx.data.playing.as_ref().is_some_and(|p| p.session.skill == line.skill.id);
    let (age, role) = if playing {
        ("now".to_owned(), Role::Accent)
    } else {
        match line.last {
            Some(last) => (since(cx.today(), cx.calendar.day(last)), Role::Dim),
            None => ("–".to_owned(), Role::Faint),
        }
    };
    let name = if playing { Role::Accent } else { Role::Text };
    let (pip_role, pip) = pips::of_skill(cx, pips::today(cx), line);
    Row {
        cells: vec![
            Cell::new(name, line.skill.name.as_str()),
            Cell::new(pip_role, pip),
            Cell::new(Role::Dim, if narrow { String::new() } else { week(line) }),
            Cell::new(role, age),
        ],
        indent: 1,
        ..Row::default()
    }
}

/// This week's minutes, against the target where there is one.
fn week(line: &SkillLine) -> String {
    let days = line.week_days;
    match (line.skill.weekly_minutes, line.skill.weekly_days) {
        (Some(target), _) => format!("{}/{target} m", line.week_ms / 60_000),
        (None, Some(target)) => format!("{days}/{target} d"),
        (None, None) if line.week_ms > 0 => spent(line.week_ms),
        (None, None) => String::new(),
    }
}

fn empty(desk: &DeskState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let lines = if desk.tree.filter.is_empty() {
        vec![
            Line::from(skin.span(
                Role::Text,
                "An area is something you want to master; its skills are what you practise.",
            )),
            Line::default(),
            Line::from(vec![
                skin.span(Role::Key, key(crate::tui::command::CommandId::AddArea)),
                skin.span(Role::Dim, " adds an area"),
            ]),
        ]
    } else {
        vec![
            Line::from(skin.span(
                Role::Dim,
                format!("Nothing fits “{}”.", crate::domain::display::safe_line(&desk.tree.filter)),
            )),
            Line::from(vec![
                skin.span(Role::Key, key(crate::tui::command::CommandId::Back)),
                skin.span(Role::Dim, " shows all"),
            ]),
        ]
    };
    say(lines, area, buf);
}
