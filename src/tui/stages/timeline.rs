//! The history drawn: a timeline across the years, the events in order, and of the selected one what moved it and what was
//! practised, said and shown in the stretch it begins.

use super::state::StagesScreen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::history::{self, events, last_day, subjects};
use super::ladder::bar;
use super::pages::StagePage;
use super::scale::Scale;
use super::{event_lines, stretch};
use crate::domain::calendar::Day;
use crate::domain::display::{fit, pad, safe_line, width};
use crate::domain::stage::{StageEventKind, Subject, Told, held_on};
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::pips::sign;
use crate::tui::theme::Role;
use crate::tui::widget::pane::scroll_thumb;
use crate::tui::widget::put;

/// The longest line of words.
const WIDEST: usize = 104;
/// The most histories that stand below each other.
const ROWS: usize = 9;

/// Draws the history in the room inside the pane.
pub fn view(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    area: Rect,
    inner: Rect,
    focused: bool,
    buf: &mut Buffer,
) {
    let all = events(page);
    let laid = Laid::of(stages, cx, page, inner);
    for (row, line) in (0..).zip(&laid.timeline) {
        put(line, inner, row, buf);
    }
    let at = stages.history.selected().min(all.len().saturating_sub(1));
    if all.is_empty() {
        put(&nothing(cx, usize::from(inner.width)), inner, laid.list + 1, buf);
    }
    let top = (at + 1).saturating_sub(usize::from(laid.listed));
    for (row, told) in (0..laid.listed).zip(all.iter().skip(top)) {
        put(
            &event_lines::listed(stages, cx, page, told, usize::from(inner.width)),
            inner,
            laid.list + row,
            buf,
        );
        if focused && top + usize::from(row) == at {
            bar(cx, inner, laid.list + row, buf);
        }
    }
    let skin = &cx.skin;
    let edge = |buf: &mut Buffer, row: u16, sign| {
        let x = inner.right().saturating_sub(1);
        buf.set_span(x, inner.y + row, &skin.span(Role::Dim, sign), 1);
    };
    if laid.listed > 0 && top > 0 {
        edge(buf, laid.list, skin.glyphs.beyond.0);
    }
    if laid.listed > 0 && top + usize::from(laid.listed) < all.len() {
        edge(buf, laid.list + laid.listed - 1, skin.glyphs.beyond.1);
    }
    if let Some(legend) = &laid.legend {
        put(legend, inner, laid.list + laid.listed, buf);
    }
    let y = laid.rest;
    let rest = Rect { y: inner.y + y.min(inner.height), height: inner.height.saturating_sub(y), ..inner };
    let lines = stretch::lines(stages, cx, page, at, usize::from(inner.width).min(WIDEST));
    let room = usize::from(rest.height);
    let top = stages.scroll.min(lines.len().saturating_sub(room));
    for (row, line) in (0..rest.height).zip(lines.iter().skip(top)) {
        put(line, rest, row, buf);
    }
    // The thumb speaks of what can be scrolled: the lines below the events.
    let frame = Rect {
        y: rest.y.saturating_sub(1),
        height: area.bottom().saturating_sub(rest.y.saturating_sub(1)),
        ..area
    };
    scroll_thumb(frame, top, room, lines.len(), &cx.skin, buf);
}

/// What stands above what can be scrolled.
struct Laid {
    timeline: Vec<Line<'static>>,
    /// The row of the first event listed.
    list: u16,
    /// How many events are listed.
    listed: u16,
    legend: Option<Line<'static>>,
    /// The row below all that.
    rest: u16,
}

impl Laid {
    fn of(stages: &StagesScreen, cx: &Cx, page: &StagePage, inner: Rect) -> Laid {
        let count = events(page).len();
        let airy = u16::from(inner.height >= 14);
        let timeline = timeline(stages, cx, page, usize::from(inner.width), usize::from(inner.height));
        let above = u16::try_from(timeline.len()).unwrap_or(u16::MAX);
        if count == 0 {
            return Laid { timeline, list: above, listed: 0, legend: None, rest: above + 3 };
        }
        let list = above + airy;
        let listed = list_room(inner.height, list, count);
        let legend = event_lines::legend(cx, page, usize::from(inner.width)).filter(|_| airy > 0);
        let rest = list + listed + u16::from(legend.is_some()) + airy;
        Laid { timeline, list, listed, legend, rest }
    }
}

/// How many lines the part below the events has, and how many of them are in sight.
pub fn extent(stages: &StagesScreen, cx: &Cx, page: &StagePage, inner: Rect) -> (usize, usize) {
    let at = stages.history.selected().min(events(page).len().saturating_sub(1));
    let lines = stretch::lines(stages, cx, page, at, usize::from(inner.width).min(WIDEST)).len();
    (lines, usize::from(inner.height.saturating_sub(Laid::of(stages, cx, page, inner).rest)))
}

/// How many events are listed: all where there is room, a third of it where not.
fn list_room(height: u16, used: u16, events: usize) -> u16 {
    let left = height.saturating_sub(used);
    let most = (left * 2 / 5).max(2.min(left));
    u16::try_from(events).unwrap_or(u16::MAX).min(most)
}

fn nothing(cx: &Cx, cells: usize) -> Line<'static> {
    let key = cx.keymap.key(CommandId::Promote).unwrap_or_default();
    let skin = &cx.skin;
    Line::from(vec![
        skin.span(Role::Text, fit(" No stage was taken yet.  ", cells)),
        skin.span(Role::Key, key),
        skin.span(Role::Dim, " takes the first"),
    ])
}

/// The scale and a line for each history, with the selected event pointed at.
fn timeline(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    cells: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let all = events(page);
    let Some(first) = all.first().map(|told| told.event.day) else { return Vec::new() };
    let names = subjects(page).into_iter().map(|subject| width(&name(cx, page, subject)));
    // A single history needs no name: the frame says whose it is.
    let label = if names.len() > 1 { names.max().unwrap_or(0).min(cells / 3) } else { 0 };
    let room = cells.saturating_sub(label + 3);
    if room < 8 {
        return Vec::new();
    }
    let scale = Scale::new(first, last_day(page), room);
    let skin = &cx.skin;
    let lead = " ".repeat(label + 2);
    let mut out = vec![Line::from(skin.span(Role::Dim, format!("{lead}{}", scale.labels())))];
    let chosen = all.get(stages.history.selected());
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
        let name = name(cx, page, subject);
        let bold = chosen.is_some_and(|told| told.event.subject() == subject);
        let role = if bold { Role::Strong } else { Role::Dim };
        let mut spans = vec![Span::raw(" "), skin.span(role, pad(&fit(&name, label), label)), Span::raw(" ")];
        spans.extend(track(stages, cx, page, subject, &scale));
        out.push(Line::from(spans));
    }
    out.push(pointers(stages, cx, page, &scale, &lead));
    out
}

/// The name of a history: that of the skill, or of the area.
pub fn name(cx: &Cx, page: &StagePage, subject: Subject) -> String {
    if subject == page.view.subject {
        return safe_line(&page.view.name).into_owned();
    }
    let overview = &cx.data.overview;
    let found = match subject {
        Subject::Skill(id) => overview.skills.iter().find(|line| line.skill.id == id).map(|l| &l.skill.name),
        Subject::Area(id) => overview.areas.iter().find(|area| area.id == id).map(|area| &area.name),
    };
    found.map_or_else(String::new, |name| safe_line(name).into_owned())
}

/// One history: pips where something happened, a line where a stage was held, a dotted one where it was not fresh.
fn track(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    subject: Subject,
    scale: &Scale,
) -> Vec<Span<'static>> {
    let skin = &cx.skin;
    let own: Vec<Told> =
        events(page).into_iter().filter(|told| told.event.subject() == subject).cloned().collect();
    let chosen = events(page).get(stages.history.selected()).map(|told| told.event.id);
    let lapsed_now = (subject == page.view.subject).then_some(page.view.freshness.lapsed).flatten();
    let unicode = skin.glyphs.unicode;
    let (solid, dotted) = if unicode { ("─", "┄") } else { ("-", ".") };
    (0..scale.cells)
        .map(|column| {
            let here = |told: &&Told| scale.column(told.event.day) == column;
            // What was withdrawn never hides what counts.
            let counting = own.iter().rfind(|told| here(told) && told.counts());
            if let Some(told) = counting.or_else(|| own.iter().rfind(here)) {
                let selected = own.iter().any(|told| here(&told) && Some(told.event.id) == chosen);
                return marked(cx, told, selected);
            }
            let day = scale.last_day(column);
            match held_on(&own, day) {
                None => skin.span(Role::Faint, if column == 0 { skin.glyphs.pips[0] } else { dotted }),
                Some(_) if is_stale(&own, day, lapsed_now) => skin.span(Role::Dim, dotted),
                stage => skin.span(sign(cx, stage).1, solid),
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

fn marked(cx: &Cx, told: &Told, selected: bool) -> Span<'static> {
    let skin = &cx.skin;
    let (sign, role) = match told.counts() {
        true => sign(cx, told.event.to),
        false => (event_lines::withdrawn(cx), Role::Dim),
    };
    let style = skin.style(if selected { Role::Accent } else { role });
    Span::styled(sign, if selected { style.bold() } else { style })
}

/// Below the lines: where the selected event stands, and the marked one.
fn pointers(stages: &StagesScreen, cx: &Cx, page: &StagePage, scale: &Scale, lead: &str) -> Line<'static> {
    let all = events(page);
    let skin = &cx.skin;
    let marked = stages.mark.and_then(|id| history::place(page, id));
    let column = |at: usize| all.get(at).map(|told| scale.column(told.event.day));
    let (chosen, marked) = (column(stages.history.selected()), marked.and_then(column));
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
