//! How each thing in the detail looks, as lines of cells: labels in one column, numbers at the right.

use ratatui::text::{Line, Span};

use super::item::{Item, Section};
use super::state::AreasState;
use crate::domain::area::Area;
use crate::domain::display::{fit, pad, pad_left, safe_line, width};
use crate::domain::drill::{Drill, plain};
use crate::domain::field;
use crate::domain::measure::{Better, Measure, Reading};
use crate::domain::noun::AnyRecord;
use crate::domain::plan::{Plan, Repeat};
use crate::domain::when::{date_near, hour_minute, since, spent};
use crate::journal::read::{SessionRow, SkillDetail, SkillLine};
use crate::tui::command::CommandId;
use crate::tui::desk::practice::marks;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::capitalised;
use crate::tui::theme::Role;
use crate::tui::widget::wrap::wrap;
use crate::tui::widget::{gauge, strip};

/// The column of labels.
const LABEL: usize = 12;
/// From this width on vision and reality stand side by side.
const SIDE_BY_SIDE: usize = 64;
/// The most lines of one text.
const TEXT_LINES: usize = 6;

/// The lines of an item; the first cell of each is left for the bar.
pub fn lines(
    areas: &AreasState,
    cx: &Cx,
    item: &Item<'_>,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let cells = cells.saturating_sub(2);
    match item {
        Item::Head(section, count) => head(cx, *section, *count, cells),
        Item::Text(_, label, text) => labelled(cx, label, &said(cx, text, cells), cells),
        Item::Words(_, label, words) => {
            let text = words.join(&format!(" {} ", cx.skin.glyphs.dot));
            labelled(cx, label, &[(Role::Text, text)], cells)
        }
        Item::Serves(detail) => serves(cx, detail, cells),
        Item::Week(line) => week(cx, line, cells),
        Item::Way(area) => {
            let way = format!("{} {} {}", area.approach, cx.skin.glyphs.dot, area.horizon);
            labelled(cx, "approach", &[(Role::Text, way)], cells)
        }
        Item::Pair(area) => pair(cx, area, cells),
        Item::Skill(line) => skill(cx, line, cells),
        Item::Drill(drill) => self::drill(cx, drill, cells, selected),
        Item::Measure(measure, newest) => self::measure(cx, measure, *newest, cells),
        Item::Reading(measure, reading) => self::reading(cx, measure, reading, cells),
        Item::Plan(plan) => self::plan(cx, plan, cells, selected),
        Item::Other(record) => vec![other(cx, record, cells)],
        Item::Session(row) => session(areas, cx, row, cells, selected),
    }
}

fn head(cx: &Cx, section: Section, count: usize, cells: usize) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let mut line = Line::from(vec![Span::raw(" "), skin.span(Role::Strong, capitalised(section.title()))]);
    if count > 0 {
        line.push_span(skin.span(Role::Dim, format!("  {count}")));
        return vec![Line::default(), line];
    }
    let key = match section {
        Section::Sessions => CommandId::LogSession,
        _ => CommandId::AddHere,
    };
    let key = cx.keymap.key(key).unwrap_or_default();
    let verb = if section == Section::Sessions { "writes one down" } else { "adds one" };
    let room = cells.saturating_sub(width(section.title()) + width(&key) + verb.len() + 6);
    line.push_span(skin.span(Role::Faint, format!("  {}", fit(section.teaching(), room))));
    line.push_span(skin.span(Role::Key, format!("  {key}")));
    line.push_span(skin.span(Role::Dim, format!(" {verb}")));
    vec![Line::default(), line]
}

/// What was written, or that nothing was.
fn said(cx: &Cx, text: &str, cells: usize) -> Vec<(Role, String)> {
    let _ = cells;
    if text.trim().is_empty() {
        let key = cx.keymap.key(CommandId::Edit).unwrap_or_default();
        return vec![(Role::Faint, format!("not said yet: {key} writes it"))];
    }
    vec![(Role::Text, text.to_owned())]
}

fn labelled(cx: &Cx, label: &str, texts: &[(Role, String)], cells: usize) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let room = cells.saturating_sub(LABEL + 1);
    let mut lines = Vec::new();
    for (role, text) in texts {
        for part in wrap(text, room, TEXT_LINES) {
            let label = if lines.is_empty() { label } else { "" };
            lines.push(Line::from(vec![
                Span::raw(" "),
                skin.span(Role::Dim, pad(label, LABEL)),
                skin.span(*role, part),
            ]));
        }
    }
    lines
}

fn serves(cx: &Cx, detail: &SkillDetail, cells: usize) -> Vec<Line<'static>> {
    let names: Vec<&str> = detail.areas.iter().map(|area| area.name.as_str()).collect();
    let importance = usize::try_from(detail.line.skill.importance).unwrap_or(2).min(3);
    let (full, empty) = (cx.skin.glyphs.hit, cx.skin.glyphs.miss);
    let pips = full.repeat(importance) + &empty.repeat(3 - importance);
    let mut lines = labelled(cx, "serves", &[(Role::Text, names.join(", "))], cells);
    lines.extend(labelled(cx, "importance", &[(Role::Text, pips)], cells));
    lines
}

fn week(cx: &Cx, line: &SkillLine, cells: usize) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let done = line.week_ms / 60_000;
    let mut spans = vec![Span::raw(" "), skin.span(Role::Dim, pad("this week", LABEL))];
    if let Some(target) = line.skill.weekly_minutes {
        let bar = gauge::bar(
            u64::try_from(done).unwrap_or(0),
            u64::try_from(target).unwrap_or(1),
            u16::try_from(cells.saturating_sub(LABEL + 24).clamp(4, 20)).unwrap_or(8),
            skin,
        );
        spans.extend(bar.spans);
        spans.push(skin.span(Role::Text, format!("  {done}/{target}")));
        spans.push(skin.span(Role::Dim, " m"));
    } else {
        spans.push(skin.span(Role::Text, spent(line.week_ms)));
    }
    if let Some(days) = line.skill.weekly_days {
        spans.push(skin.span(Role::Dim, format!("  {} {}/{days} d", skin.glyphs.dot, line.week_days)));
    }
    vec![Line::from(spans)]
}

/// Vision against reality: side by side where there is room, one below the other where there is not.
fn pair(cx: &Cx, area: &Area, cells: usize) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    if cells < SIDE_BY_SIDE {
        let mut lines = labelled(cx, "vision", &said(cx, &area.vision, cells), cells);
        lines.extend(labelled(cx, "reality", &said(cx, &area.reality, cells), cells));
        return lines;
    }
    let half = (cells - 5) / 2;
    let column = |text: &str| match said(cx, text, half).pop() {
        Some((role, text)) => (role, wrap(&text, half, TEXT_LINES * 2)),
        None => (Role::Text, Vec::new()),
    };
    let ((left_role, left), (right_role, right)) = (column(&area.vision), column(&area.reality));
    let mut lines = vec![
        Line::default(),
        Line::from(vec![
            Span::raw(" "),
            skin.span(Role::Strong, pad("Vision", half + 1)),
            skin.span(Role::Faint, skin.glyphs.divider),
            Span::raw("  "),
            skin.span(Role::Strong, "Reality"),
        ]),
    ];
    for row in 0..left.len().max(right.len()) {
        let text = |lines: &[String]| lines.get(row).cloned().unwrap_or_default();
        lines.push(Line::from(vec![
            Span::raw(" "),
            skin.span(left_role, pad(&text(&left), half + 1)),
            skin.span(Role::Faint, skin.glyphs.divider),
            Span::raw("  "),
            skin.span(right_role, text(&right)),
        ]));
    }
    lines.push(Line::default());
    lines
}

/// One row: a name that takes the room, and columns at the right, each as wide as said; the first ones go first when
/// the room is short.
fn row(cx: &Cx, name: (Role, &str), columns: &[(Role, String, usize)], cells: usize) -> Line<'static> {
    let skin = &cx.skin;
    let mut kept: &[(Role, String, usize)] = columns;
    let taken =
        |columns: &[(Role, String, usize)]| columns.iter().map(|(_, _, cells)| cells + 2).sum::<usize>();
    let name_needs = width(&safe_line(name.1)).clamp(8, 24) + 3;
    while !kept.is_empty() && taken(kept) + name_needs > cells {
        kept = &kept[1..];
    }
    let room = cells.saturating_sub(taken(kept) + 2);
    let mut line = Line::from(vec![Span::raw("   "), skin.span(name.0, pad(name.1, room))]);
    for (role, text, cells) in kept {
        line.push_span("  ");
        line.push_span(skin.span(*role, pad_left(text, *cells)));
    }
    line
}

/// A name, and that it is archived where it is: shade alone says too little.
fn named(archived: Option<i64>, name: &str) -> String {
    if archived.is_some() { format!("{name} (archived)") } else { name.to_owned() }
}

fn name_role(archived: Option<i64>) -> Role {
    if archived.is_some() { Role::Faint } else { Role::Text }
}

fn skill(cx: &Cx, line: &SkillLine, cells: usize) -> Vec<Line<'static>> {
    let last = line.last.map_or("–".to_owned(), |last| since(cx.today(), cx.calendar.day(last)));
    let week = match line.skill.weekly_minutes {
        Some(target) => format!("{}/{target} m", line.week_ms / 60_000),
        None if line.week_ms > 0 => spent(line.week_ms),
        None => String::new(),
    };
    let columns = [(Role::Dim, week, 9), (Role::Dim, last, 6)];
    vec![row(
        cx,
        (name_role(line.skill.archived), &named(line.skill.archived, &line.skill.name)),
        &columns,
        cells,
    )]
}

/// A record of any noun: its name, and at the right what lists show of it.
fn other(cx: &Cx, record: &AnyRecord, cells: usize) -> Line<'static> {
    let rows = record.noun().rows().into_iter();
    let listed = rows.filter(|row| row.listed && !row.parent && row.kind != field::Kind::Name);
    let columns: Vec<_> = listed.map(|row| (Role::Dim, fit(&record.shown(row.key), 12), 12)).collect();
    row(cx, (name_role(record.archived()), &named(record.archived(), &record.called())), &columns, cells)
}

fn beneath(cx: &Cx, text: &str, cells: usize) -> Line<'static> {
    let text = fit(&safe_line(text.trim()), cells.saturating_sub(4));
    Line::from(vec![Span::raw("     "), cx.skin.span(Role::Dim, text)])
}

fn drill(cx: &Cx, drill: &Drill, cells: usize, selected: bool) -> Vec<Line<'static>> {
    let dial = match (&drill.dial, &drill.dial_now) {
        (Some(dial), Some(now)) => dial.shown(now),
        (Some(dial), None) => dial.to_string(),
        _ => String::new(),
    };
    let rate = drill.target_rate.map_or(String::new(), |rate| format!("{} %", plain((rate * 100.0).round())));
    let minutes = drill.minutes.map_or(String::new(), |minutes| format!("{minutes} m"));
    let probe = if drill.probe { format!("cold {}", drill.probe_reps) } else { String::new() };
    let columns =
        [(Role::Dim, rate, 5), (Role::Accent, probe, 7), (Role::Text, dial, 10), (Role::Dim, minutes, 5)];
    let mut lines =
        vec![row(cx, (name_role(drill.archived), &named(drill.archived, &drill.name)), &columns, cells)];
    if selected {
        for part in wrap(&drill.instructions, cells.saturating_sub(4), 4) {
            if !part.is_empty() {
                lines.push(beneath(cx, &part, cells));
            }
        }
        if !drill.variations.is_empty() {
            lines.push(beneath(cx, &format!("variations: {}", drill.variations.join(", ")), cells));
        }
        if !drill.feedback.is_empty() {
            lines.push(beneath(cx, &format!("told by: {}", drill.feedback), cells));
        }
    } else if let Some(first) = drill.instructions.lines().find(|line| !line.trim().is_empty()) {
        lines.push(beneath(cx, first, cells));
    }
    lines
}

fn measure(cx: &Cx, measure: &Measure, newest: Option<&Reading>, cells: usize) -> Vec<Line<'static>> {
    let better = match measure.better {
        Better::Higher => "more is better",
        Better::Lower => "less is better",
    };
    let shown = match newest {
        Some(reading) => value(measure, reading),
        None => format!("{} enters one", cx.keymap.key(CommandId::AddHere).unwrap_or_default()),
    };
    let role = if newest.is_some() { Role::Text } else { Role::Faint };
    let columns = [(Role::Dim, better.to_owned(), 14), (role, shown, 12)];
    vec![row(cx, (name_role(measure.archived), &named(measure.archived, &measure.name)), &columns, cells)]
}

fn value(measure: &Measure, reading: &Reading) -> String {
    let number = plain(reading.value);
    if measure.unit.is_empty() { number } else { format!("{number} {}", measure.unit) }
}

fn reading(cx: &Cx, measure: &Measure, reading: &Reading, cells: usize) -> Vec<Line<'static>> {
    let day = cx.calendar.day(reading.stamp.wall);
    let when = date_near(day, cx.today(), cx.settings.date_order);
    let of = if reading.sample > 1 { format!("of {}", reading.sample) } else { String::new() };
    let name = format!("  {when} {}", hour_minute(reading.stamp.wall));
    let columns = [(Role::Dim, of, 7), (Role::Dim, value(measure, reading), 12)];
    vec![row(cx, (Role::Dim, &name), &columns, cells)]
}

fn plan(cx: &Cx, plan: &Plan, cells: usize, selected: bool) -> Vec<Line<'static>> {
    let date = |day| date_near(day, cx.today(), cx.settings.date_order);
    let time = plan.minute.map_or(String::new(), |m| format!(" {:02}:{:02}", m / 60, m % 60));
    let days = crate::domain::field::days(plan.weekdays).join(" ");
    let when = match plan.repeat {
        Repeat::Once => date(plan.day),
        Repeat::Daily => "daily".to_owned(),
        Repeat::Weekly => days,
    };
    let until = plan.until.filter(|_| plan.repeat != Repeat::Once);
    let until = until.map_or(String::new(), |day| format!("until {}", date(day)));
    let minutes = plan.minutes.map_or(String::new(), |minutes| format!("{minutes} m"));
    let columns = [(Role::Dim, until, 17), (Role::Dim, minutes, 5)];
    let mut lines = vec![row(cx, (name_role(plan.archived), &format!("{when}{time}")), &columns, cells)];
    if !plan.intention.is_empty() {
        lines.push(beneath(cx, &plan.intention, cells));
    }
    if selected && !(plan.if_text.is_empty() && plan.then_text.is_empty()) {
        lines.push(beneath(cx, &format!("if {}, then {}", plan.if_text, plan.then_text), cells));
    }
    lines
}

fn session(
    areas: &AreasState,
    cx: &Cx,
    row: &SessionRow,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let date = date_near(row.session.day, cx.today(), cx.settings.date_order);
    let clock = hour_minute(row.session.started);
    let time = if row.session.is_open() { row.session.state.word().to_owned() } else { spent(row.practised) };
    let tally = row.reps.short();
    let what = row.drill_name.clone().unwrap_or_else(|| row.session.mode.word().to_owned());
    // A date with its year needs the room of the hour; so long ago the hour says nothing.
    let long = width(&date) > 6;
    let (date, clock) =
        if long { (pad_left(&date, 12), String::new()) } else { (pad_left(&date, 6), format!(" {clock}")) };
    let mut line = Line::from(vec![
        Span::raw("   "),
        skin.span(Role::Dim, date),
        skin.span(Role::Faint, clock),
        Span::raw("  "),
    ]);
    // Date, tally and length stay; the drill and the strip share what is left.
    let fixed = 3 + 6 + 6 + 2 + 2 + 5 + 2 + 8;
    let free = (cells + 1).saturating_sub(fixed);
    let strip_cells = if free >= 26 { (free / 2).min(20) } else { 0 };
    let name_cells = free.saturating_sub(strip_cells + if strip_cells > 0 { 2 } else { 0 });
    line.push_span(skin.span(Role::Text, pad(&what, name_cells)));
    if strip_cells > 0 {
        line.push_span("  ");
        let drawn = drawn_strip(areas, cx, row, strip_cells);
        let used: usize = drawn.iter().map(|span| width(&span.content)).sum();
        drawn.into_iter().for_each(|span| line.push_span(span));
        line.push_span(" ".repeat(strip_cells.saturating_sub(used)));
    }
    line.push_span("  ");
    line.push_span(skin.span(Role::Dim, pad_left(&tally, 5)));
    line.push_span("  ");
    let doubt = row.unresolved > 0;
    let role = if doubt { Role::Attention } else { Role::Text };
    line.push_span(skin.span(role, pad_left(&time, 8)));
    let mut lines = vec![line];
    if selected {
        let said = [
            ("meant to", &row.session.intention),
            ("worked", &row.session.worked),
            ("didn't", &row.session.didnt),
            ("next", &row.session.next_focus),
        ];
        for (label, text) in said.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            lines.push(beneath(cx, &format!("{label}: {text}"), cells));
        }
        if row.session.private {
            lines.push(beneath(cx, "private: in no export", cells));
        }
    }
    lines
}

fn drawn_strip(areas: &AreasState, cx: &Cx, row: &SessionRow, cells: usize) -> Vec<Span<'static>> {
    let reps = areas
        .skill
        .shown()
        .and_then(|detail| detail.strips.iter().find(|(id, _)| *id == row.session.id).map(|(_, reps)| reps));
    let Some(reps) = reps else { return Vec::new() };
    let (cold, warm) = marks(reps);
    let all: Vec<strip::Mark> = cold.into_iter().chain(warm).collect();
    strip::strip(&[], &all, cells, &cx.skin).spans
}
