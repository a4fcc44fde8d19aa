//! The people of the journal, in the place of the detail.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{AreasState, Focus};
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::Look;
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

const COLUMNS: &[Column] = &[Column::MAIN, Column::left(40, 2), Column::right(9, 1)];

/// Draws the people.
pub fn view(areas: &AreasState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let focused = areas.focus == Focus::Detail && cx.layers.is_empty();
    let people = areas.people_shown();
    let note = if people.is_empty() { String::new() } else { people.len().to_string() };
    let inner = pane::Pane { title: "People", state: "", note: &note, focused }.render(area, skin, buf);
    if people.is_empty() {
        let key = cx.keymap.key(CommandId::AddPerson).unwrap_or_default();
        let lines = vec![
            Line::from(skin.span(Role::Text, "Whoever watches, answers, teaches or learns with you.")),
            Line::default(),
            Line::from(vec![skin.span(Role::Key, key), skin.span(Role::Dim, " adds somebody")]),
        ];
        say(lines, inner, buf);
        return;
    }
    let row = |at: usize| {
        let person = people[at];
        let archived = person.archived.is_some();
        let role = if archived { Role::Faint } else { Role::Text };
        let tail = if archived { "archived" } else { person.role.word() };
        let cells = vec![
            Cell::new(role, person.name.as_str()),
            Cell::new(Role::Dim, person.contact.as_str()),
            Cell::new(Role::Dim, tail),
        ];
        Row { cells, ..Row::default() }
    };
    let look = Look { frame: area, inner, columns: COLUMNS, focused, selects: true, skin };
    areas.person.view(look, people.len(), row, buf);
}
