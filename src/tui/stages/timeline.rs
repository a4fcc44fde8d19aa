//! The history drawn: a timeline across the years, the events in order, and of the selected one what moved it and what was
//! practised, said and shown in the stretch it begins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::history::{self, events, last_day, subjects};
use super::ladder::bar;
use super::pages::StagePage;
use super::scale::Scale;
use super::wording::{date, event, pip, remarks};
use super::{ladder, stretch};
use crate::domain::calendar::Day;
use crate::domain::display::{fit, pad, safe_line, width};
use crate::domain::stage::{StageEventKind, Subject, Told, held_on};
use crate::tui::command::CommandId;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::pane::scroll_thumb;
use crate::tui::widget::put;

/// The most histories that stand below each other.
const ROWS: usize = 9;

/// Draws the history in the room inside the pane.
pub fn view(model: &Model, page: &StagePage, area: Rect, inner: Rect, focused: bool, buf: &mut Buffer) {
    let all = events(page);
    let mut y = 0;
    for line in timeline(model, page, usize::from(inner.width), usize::from(inner.height)) {
        put(&line, inner, y, buf);
        y += 1;
    }
    let at = model.stages.event.min(all.len().saturating_sub(1));
    if all.is_empty() {
        put(&nothing(model, usize::from(inner.width)), inner, y + 1, buf);
        y += 3;
    } else {
        y += u16::from(inner.height >= 14);
        let room = list_room(inner.height, y, all.len());
        let top = (at + 1).saturating_sub(usize::from(room));
        for (row, told) in (0..room).zip(all.iter().skip(top)) {
            put(&listed(model, page, told, usize::from(inner.width)), inner, y + row, buf);
            if focused && top + usize::from(row) == at {
                bar(model, inner, y + row, buf);
            }
        }
        y += room + u16::from(inner.height >= 14);
    }
    let rest = Rect { y: inner.y + y.min(inner.height), height: inner.height.saturating_sub(y), ..inner };
    let lines = stretch::lines(model, page, at, usize::from(inner.width));
    let room = usize::from(rest.height);
    let top = model.stages.scroll.min(lines.len().saturating_sub(room));
    for (row, line) in (0..rest.height).zip(lines.iter().skip(top)) {
        put(line, rest, row, buf);
    }
    // The thumb speaks of what can be scrolled: the lines below the events.
    let frame = Rect {
        y: rest.y.saturating_sub(1),
        height: area.bottom().saturating_sub(rest.y.saturating_sub(1)),
        ..area
    };
    scroll_thumb(frame, top, room, lines.len(), &model.skin, buf);
}

/// How many lines the part below the events has, and how many of them are in sight.
pub fn extent(model: &Model, page: &StagePage, inner: Rect) -> (usize, usize) {
    let count = events(page).len();
    let mut y = timeline(model, page, usize::from(inner.width), usize::from(inner.height)).len() as u16;
    let airy = u16::from(inner.height >= 14);
    y += if count == 0 { 3 } else { airy };
    y += if count == 0 { 0 } else { list_room(inner.height, y, count) + airy };
    let at = model.stages.event.min(count.saturating_sub(1));
    let lines = stretch::lines(model, page, at, usize::from(inner.width)).len();
    (lines, usize::from(inner.height.saturating_sub(y)))
}

/// How many events are listed: all where there is room, a third of it where not.
fn list_room(height: u16, used: u16, events: usize) -> u16 {
    let left = height.saturating_sub(used);
    let most = (left * 2 / 5).max(2.min(left));
    u16::try_from(events).unwrap_or(u16::MAX).min(most)
}

fn nothing(model: &Model, cells: usize) -> Line<'static> {
    let key = model.keymap.key(CommandId::Promote).unwrap_or_default();
    let skin = &model.skin;
    Line::from(vec![
        skin.span(Role::Text, fit(" No stage was taken yet.  ", cells)),
        skin.span(Role::Key, key),
        skin.span(Role::Dim, " takes the first"),
    ])
}

/// The scale and a line for each history, with the selected event pointed at.
fn timeline(model: &Model, page: &StagePage, cells: usize, height: usize) -> Vec<Line<'static>> {
    let all = events(page);
    let Some(first) = all.first().map(|told| told.event.day) else { return Vec::new() };
    let label = if cells >= 60 { 18 } else { 10 };
    let room = cells.saturating_sub(label + 3);
    if room < 8 {
        return Vec::new();
    }
    let scale = Scale::new(first, last_day(page), room);
    let skin = &model.skin;
    let lead = " ".repeat(label + 2);
    let mut out = vec![Line::from(skin.span(Role::Dim, format!("{lead}{}", scale.labels())))];
    let chosen = all.get(model.stages.event);
    let most = ROWS.min((height / 3).max(1));
    let mut shown = subjects(page);
    // The history of the selected event is always among them.
    if let Some(at) = chosen.and_then(|told| shown.iter().position(|s| *s == told.event.subject()))
        && at >= most
    {
        let subject = shown.remove(at);
        shown.insert(most - 1, subject);
    }
    for subject in shown.into_iter().take(most) {
        let name = name(model, page, subject);
        let bold = chosen.is_some_and(|told| told.event.subject() == subject);
        let role = if bold { Role::Strong } else { Role::Dim };
        let mut spans = vec![Span::raw(" "), skin.span(role, pad(&fit(&name, label), label)), Span::raw(" ")];
        spans.extend(track(model, page, subject, &scale));
        out.push(Line::from(spans));
    }
    out.push(pointers(model, page, &scale, &lead));
    out
}

/// The name of a history: that of the skill, or of the area.
pub fn name(model: &Model, page: &StagePage, subject: Subject) -> String {
    if subject == page.view.subject {
        return safe_line(&page.view.name).into_owned();
    }
    let overview = &model.data.overview;
    let found = match subject {
        Subject::Skill(id) => overview.skills.iter().find(|line| line.skill.id == id).map(|l| &l.skill.name),
        Subject::Area(id) => overview.areas.iter().find(|area| area.id == id).map(|area| &area.name),
    };
    found.map_or_else(String::new, |name| safe_line(name).into_owned())
}

/// One history: pips where something happened, a line where a stage was held, a dotted one where it was not fresh.
fn track(model: &Model, page: &StagePage, subject: Subject, scale: &Scale) -> Vec<Span<'static>> {
    let skin = &model.skin;
    let own: Vec<Told> =
        events(page).into_iter().filter(|told| told.event.subject() == subject).cloned().collect();
    let chosen = events(page).get(model.stages.event).map(|told| told.event.id);
    let lapsed_now = (subject == page.view.subject).then_some(page.view.freshness.lapsed).flatten();
    let unicode = skin.glyphs.unicode;
    let (solid, dotted) = if unicode { ("─", "┄") } else { ("-", ".") };
    (0..scale.cells)
        .map(|column| {
            let here = |told: &&Told| scale.column(told.event.day) == column;
            let selected = own.iter().find(|told| here(told) && Some(told.event.id) == chosen);
            if let Some(told) = selected.or_else(|| own.iter().rfind(here)) {
                return marked(model, told, Some(told.event.id) == chosen);
            }
            let day = scale.last_day(column);
            match held_on(&own, day) {
                None => skin.span(Role::Faint, if column == 0 { skin.glyphs.pips[0] } else { dotted }),
                Some(_) if is_stale(&own, day, lapsed_now) => skin.span(Role::Dim, dotted),
                stage => skin.span(pip(model, stage).1, solid),
            }
        })
        .collect()
}

/// Whether the stage held on a day was not fresh then: it had lapsed and was not restored.
fn is_stale(own: &[Told], day: Day, lapsed_now: Option<Day>) -> bool {
    let last = own.iter().rfind(|told| told.counts() && told.event.day <= day);
    last.is_some_and(|told| told.event.kind == StageEventKind::Lapse)
        || lapsed_now.is_some_and(|lapsed| day >= lapsed)
}

fn marked(model: &Model, told: &Told, selected: bool) -> Span<'static> {
    let skin = &model.skin;
    let (sign, role) = match told.counts() {
        true => pip(model, told.event.to),
        false => (if skin.glyphs.unicode { "×" } else { "x" }, Role::Dim),
    };
    let style = skin.style(if selected { Role::Accent } else { role });
    Span::styled(sign, if selected { style.bold() } else { style })
}

/// Below the lines: where the selected event stands, and the marked one.
fn pointers(model: &Model, page: &StagePage, scale: &Scale, lead: &str) -> Line<'static> {
    let all = events(page);
    let skin = &model.skin;
    let marked = model.stages.mark.and_then(|id| history::place(page, id));
    let column = |at: usize| all.get(at).map(|told| scale.column(told.event.day));
    let (chosen, marked) = (column(model.stages.event), marked.and_then(column));
    let mut spans = vec![Span::raw(lead.to_owned())];
    for at in 0..scale.cells {
        spans.push(match (Some(at) == chosen, Some(at) == marked) {
            (true, _) => skin.span(Role::Accent, skin.glyphs.beyond.0),
            (false, true) => skin.span(Role::Attention, "m"),
            _ => Span::raw(" "),
        });
    }
    Line::from(spans)
}

/// An event in a line of the list.
fn listed(model: &Model, page: &StagePage, told: &Told, cells: usize) -> Line<'static> {
    let skin = &model.skin;
    let (sign, role) = pip(model, told.event.to);
    let when = pad(&date(model, told.event.day), 12);
    let marked = if model.stages.mark == Some(told.event.id) { "m " } else { "  " };
    let notes = notes(model, told, cells.saturating_sub(38));
    let room = cells.saturating_sub(20 + width(&notes));
    let done = event(&told.event);
    // The name gives way before what happened does.
    let what = match told.event.subject() == page.view.subject {
        true => fit(&done, room),
        false => {
            let name = name(model, page, told.event.subject());
            let name = fit(&name, room.saturating_sub(width(&done) + 3).max(6));
            fit(&format!("{name} {} {done}", skin.glyphs.dot), room)
        }
    };
    let mut style = skin.style(if told.counts() { Role::Text } else { Role::Dim });
    if !told.counts() {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    Line::from(vec![
        skin.span(Role::Attention, format!(" {marked}")),
        skin.span(Role::Dim, when),
        skin.span(role, format!(" {sign} ")),
        Span::styled(what, style),
        skin.span(Role::Dim, notes),
    ])
}

/// What is remarked of an event, as much of it as fits; the lines below say all of it.
fn notes(model: &Model, told: &Told, room: usize) -> String {
    let all = remarks(told);
    let whole = all.join(&format!(" {} ", model.skin.glyphs.dot));
    let first = all.first().cloned().unwrap_or_default();
    let sign = if all.is_empty() { "" } else { model.skin.glyphs.doubt };
    let fits = [whole, first].into_iter().find(|text| width(text) <= room);
    match fits.unwrap_or_else(|| sign.to_owned()) {
        text if text.is_empty() => text,
        text => format!("  {text}"),
    }
}

/// A labelled line, as the ladder draws them.
pub fn said(model: &Model, label: &str, text: &str, role: Role, cells: usize, out: &mut Vec<Line<'static>>) {
    ladder::said(model, label, text, role, cells, out);
}
