//! The day pane: what asks for a decision, today's plans, today's sessions, and the days before.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{DeskState, Mark, Pane};
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::when::{date_near, date_short, hour_minute, spent};
use crate::journal::desk::{Desk, InDoubt, Sitting};
use crate::journal::read::PlanLine;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::{Item, Look};
use crate::tui::theme::Role;
use crate::tui::widget::flow::say;
use crate::tui::widget::list::{Cell, Column, Row};
use crate::tui::widget::pane;

const COLUMNS: &[Column] = &[Column::right(10, 0), Column::MAIN, Column::right(16, 3), Column::right(8, 1)];

/// Narrower panes leave a day's sum out: half a number is worse than none.
const NARROW: u16 = 44;

/// A row of the day pane.
#[derive(Debug, Clone, Copy)]
pub enum DayRow<'a> {
    /// A day, as a heading.
    Heading(Day, i64),
    /// A session with time in doubt.
    InDoubt(&'a InDoubt),
    /// A plan that is open today.
    Plan(&'a PlanLine),
    /// A session.
    Session(&'a Sitting),
    /// The only session of its day: the day stands where the hour would.
    Only(&'a Sitting),
}

impl Item for DayRow<'_> {
    type Key = Mark;

    fn key(&self) -> Option<Mark> {
        Some(match self {
            DayRow::Heading(..) => return None,
            DayRow::InDoubt(doubt) => ("doubt", doubt.session),
            DayRow::Plan(line) => ("plan", line.plan.id),
            DayRow::Session(row) | DayRow::Only(row) => ("session", row.id),
        })
    }

    fn selectable(&self) -> bool {
        !matches!(self, DayRow::Heading(..))
    }
}

impl DayRow<'_> {
    /// The session of the row.
    pub fn session(&self) -> Option<Id> {
        match self {
            DayRow::Session(row) | DayRow::Only(row) => Some(row.id),
            DayRow::InDoubt(doubt) => Some(doubt.session),
            _ => None,
        }
    }
}

/// The rows of the pane.
pub fn rows(data: &Desk) -> Vec<DayRow<'_>> {
    let mut rows: Vec<DayRow<'_>> = data.in_doubt.iter().map(DayRow::InDoubt).collect();
    rows.extend(data.today.plans.iter().map(DayRow::Plan));
    rows.extend(data.sittings.iter().map(DayRow::Session));
    for day in data.recent.chunk_by(|a, b| a.day == b.day) {
        if let [only] = day {
            rows.push(DayRow::Only(only));
            continue;
        }
        rows.push(DayRow::Heading(day[0].day, day.iter().map(|row| row.practised).sum()));
        rows.extend(day.iter().map(DayRow::Session));
    }
    rows
}

/// Draws the pane.
pub fn view(desk: &DeskState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let skin = &cx.skin;
    let focused = desk.focus == Pane::Day && cx.layers.is_empty();
    let rows = rows(&cx.data);
    let Desk { today, playing, .. } = &cx.data;
    let total = today.practised(playing.as_ref(), cx.now, &cx.calendar);
    let note = if total > 0 { spent(total) } else { String::new() };
    let inner = pane::Pane { title: "Today", state: "", note: &note, focused }.render(area, skin, buf);
    if rows.is_empty() {
        let text = Line::from(skin.span(Role::Dim, "What you practise is listed here, day by day."));
        return say(vec![text], inner, buf);
    }
    let look = Look { frame: area, inner, columns: COLUMNS, focused, selects: false, skin };
    let row = |at: usize| drawn(cx, &rows[at], area.width < NARROW);
    desk.day.view(look, rows.len(), row, buf);
}

fn drawn<'a>(cx: &Cx, row: &DayRow<'a>, narrow: bool) -> Row<'a> {
    let cells = match row {
        DayRow::Heading(day, total) => {
            let name = match cx.today().0 - day.0 {
                1 => "Yesterday".to_owned(),
                _ => {
                    format!("{} {}", weekday(*day), date_near(*day, cx.today(), cx.settings.date_order))
                }
            };
            // The sum stands with the day: a wide number in the last column would cost every name its room.
            let text = if narrow { name } else { format!("{name} {} {}", cx.skin.glyphs.dot, spent(*total)) };
            let cells = vec![Cell::new(Role::Dim, format!("            {text}"))];
            return Row { cells, heading: true, ..Row::default() };
        }
        DayRow::InDoubt(doubt) => vec![
            Cell::new(
                Role::Attention,
                format!("{} {}", cx.skin.glyphs.attention, date_short(doubt.day, cx.settings.date_order)),
            ),
            Cell::new(Role::Attention, doubt.skill_name.as_str()),
            Cell::new(Role::Dim, "in doubt"),
            Cell::new(Role::Attention, spent(doubt.unresolved)),
        ],
        DayRow::Plan(line) => vec![
            Cell::new(Role::Accent, line.plan.minute.map_or("plan".to_owned(), minute)),
            Cell::new(Role::Text, line.skill_name.as_str()),
            Cell::new(Role::Dim, line.drill_name.as_deref().unwrap_or("planned")),
            Cell::new(Role::Dim, line.plan.minutes.map_or(String::new(), |m| spent(m * 60_000))),
        ],
        DayRow::Session(row) => session(cx, row, hour_minute(row.started)),
        DayRow::Only(row) => session(cx, row, date_short(row.day, cx.settings.date_order)),
    };
    Row { cells, ..Row::default() }
}

fn session<'a>(cx: &Cx, row: &'a Sitting, when: String) -> Vec<Cell<'a>> {
    let open = row.is_open();
    let said = if row.unresolved > 0 {
        format!("{} {}", cx.skin.glyphs.attention, spent(row.unresolved))
    } else if row.reps.total() > 0 {
        row.reps.short()
    } else if row.mode.word() != "repeat" {
        row.mode.word().to_owned()
    } else {
        String::new()
    };
    let time = if open { row.state.word().to_owned() } else { spent(row.practised) };
    vec![
        Cell::new(Role::Dim, when),
        Cell::new(if open { Role::Accent } else { Role::Text }, row.skill_name.as_str()),
        Cell::new(Role::Dim, said),
        Cell::new(if open { Role::Accent } else { Role::Text }, time),
    ]
}

fn minute(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn weekday(day: Day) -> &'static str {
    use jiff::civil::Weekday as W;
    match day.weekday() {
        W::Monday => "Mon",
        W::Tuesday => "Tue",
        W::Wednesday => "Wed",
        W::Thursday => "Thu",
        W::Friday => "Fri",
        W::Saturday => "Sat",
        W::Sunday => "Sun",
    }
}
