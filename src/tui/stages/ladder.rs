//! The ladder drawn: each stage with how it stands, each benchmark with its mark and age, and below the selected one what it
//! asks for, what is missing and the records that say so.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::area_lines;
use super::items::{self, Item};
use super::pages::{MOST_RECORDS, StagePage};
use super::wording::{self, date, freshness, pip, stage_title};
use crate::domain::benchmark::{StageCheck, Standing, Verdict};
use crate::domain::calendar::Day;
use crate::domain::display::{fit, safe_line, width};
use crate::domain::ladder::Benchmark;
use crate::domain::stage::Subject;
use crate::tui::command::CommandId;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::pane::scroll_thumb;
use crate::tui::widget::put;
use crate::tui::widget::wrap::wrap;

/// A line of the ladder, and what it belongs to.
pub struct Drawn {
    /// The line; its first cell is left for the bar.
    pub line: Line<'static>,
    /// Which row it belongs to; none: what stands above all rows.
    pub item: Option<usize>,
    /// Which record of that row it names.
    pub record: Option<usize>,
}

/// Every line of the ladder of a page.
pub fn lines(model: &Model, page: &StagePage, cells: usize) -> Vec<Drawn> {
    let mut out: Vec<Drawn> = Vec::new();
    let plain = |line| Drawn { line, item: None, record: None };
    out.extend(above(model, page, cells).into_iter().map(plain));
    let all = items::items(page);
    let chosen = model.stages.walk.selected.min(all.len().saturating_sub(1));
    for (at, item) in all.iter().enumerate() {
        let selected = at == chosen;
        for line in row(model, page, item, cells, selected) {
            out.push(Drawn { line, item: Some(at), record: None });
        }
        if selected {
            out.extend(records(model, page, item, cells, at));
        }
    }
    out
}

/// What holds for the whole page: the day it is seen as of, the ladder, how the stage was taken; or how to get on one.
fn above(model: &Model, page: &StagePage, cells: usize) -> Vec<Line<'static>> {
    let skin = &model.skin;
    let mut out = Vec::new();
    let dot = skin.glyphs.dot;
    let say = |out: &mut Vec<Line<'static>>, role, text: &str| {
        let lines = wrap(text, cells.saturating_sub(2), 6);
        out.extend(lines.into_iter().map(|line| Line::from(skin.span(role, format!(" {line}")))));
    };
    match &page.view.ladder {
        Some(ladder) => {
            let own = if ladder.own { format!(" {dot} own thresholds") } else { String::new() };
            say(
                &mut out,
                Role::Dim,
                &format!("on the ladder {} {}{own}", safe_line(&ladder.title), ladder.version),
            );
        }
        None => out.extend(no_ladder(model, page, cells)),
    }
    if let Some(taken) = page.view.taken.as_ref().filter(|told| told.event.self_declared()) {
        let event = &taken.event;
        let text = format!(
            "{} self-declared, {} of {} shown",
            skin.glyphs.doubt, event.benchmarks_met, event.benchmarks_total
        );
        say(&mut out, Role::Text, &text);
    }
    if let Some(below) = page.view.freshness.below {
        let text = format!(
            "two cold probes lie below it since {}; one passing cold probe restores it",
            date(model, below)
        );
        say(&mut out, Role::Attention, &text);
    }
    out
}

/// On no ladder: what that means, and the ways to one.
fn no_ladder(model: &Model, page: &StagePage, cells: usize) -> Vec<Line<'static>> {
    let skin = &model.skin;
    let key = |id| model.keymap.key(id).unwrap_or_default();
    let what = if matches!(page.view.subject, Subject::Area(_)) { "area" } else { "skill" };
    let name = safe_line(&page.view.name).into_owned();
    let role = Role::Text;
    let mut out: Vec<Line<'static>> = wrap(
        &format!("{name} is on no ladder: nothing says what its stages ask for."),
        cells.saturating_sub(2),
        6,
    )
    .into_iter()
    .map(|line| Line::from(skin.span(role, format!(" {line}"))))
    .collect();
    out.push(Line::default());
    let ways = [
        (key(CommandId::UseLadder), format!("puts the {what} on a ladder that comes with etude")),
        ("etude ladder use".to_owned(), "takes one of your own".to_owned()),
        (key(CommandId::Promote), "takes a stage all the same, by your own word".to_owned()),
    ];
    for (how, does) in ways {
        let room = cells.saturating_sub(width(&how) + 4);
        for (at, line) in wrap(&does, room.max(8), 3).into_iter().enumerate() {
            let lead =
                if at == 0 { skin.span(Role::Key, how.clone()) } else { Span::raw(" ".repeat(width(&how))) };
            out.push(Line::from(vec![Span::raw(" "), lead, skin.span(Role::Dim, format!(" {line}"))]));
        }
    }
    out
}

fn row(model: &Model, page: &StagePage, item: &Item<'_>, cells: usize, selected: bool) -> Vec<Line<'static>> {
    match item {
        Item::Stage(check) => stage(model, page, check, cells, selected),
        Item::Benchmark(_, benchmark, verdict) => {
            self::benchmark(model, page, benchmark, verdict, cells, selected)
        }
        Item::AreaStage(check) => area_lines::stage(model, page, check, cells, selected),
        Item::Skill(id, held, asked) => area_lines::skill(model, page, id, (*held, *asked), cells),
        Item::Capstone(check) => area_lines::capstone(model, check, cells, selected),
        Item::Other => {
            let head = model.skin.span(Role::Strong, " Other evidence");
            vec![Line::default(), Line::from(head)]
        }
    }
}

/// A stage as a heading: its pip and name, how it stands, and whether it is the one held.
fn stage(
    model: &Model,
    page: &StagePage,
    check: &StageCheck,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let held = page.view.held >= Some(check.stage);
    let summary =
        if held && check.is_whole() { format!("{}/{}", check.met, check.total()) } else { check.summary() };
    let mut out = vec![Line::default(), head(model, page, check.stage, &summary, cells)];
    if selected {
        let rule = page.rules.iter().find(|rule| rule.stage == check.stage);
        if let Some(rule) = rule {
            said(model, "is", &rule.meaning, Role::Text, cells, &mut out);
            said(model, "asks", &rule.asks, Role::Dim, cells, &mut out);
        }
        for missing in &check.missing {
            said(model, "missing", missing, Role::Attention, cells, &mut out);
        }
        if !check.witnesses.is_empty() {
            said(model, "by", &check.witnesses.join(", "), Role::Text, cells, &mut out);
        }
    }
    out
}

/// The heading of a stage.
pub fn head(
    model: &Model,
    page: &StagePage,
    stage: crate::domain::stage::Stage,
    summary: &str,
    cells: usize,
) -> Line<'static> {
    let skin = &model.skin;
    let (sign, role) = pip(model, Some(stage));
    let held = page.view.held == Some(stage);
    let name = stage_title(stage);
    let tail = match (&page.view.taken, held) {
        (Some(told), true) => format!("since {}", date(model, told.event.day)),
        (None, true) => "held".to_owned(),
        _ => String::new(),
    };
    let room = cells.saturating_sub(width(name) + width(&tail) + 8);
    let summary = fit(&safe_line(summary), room);
    let gap = cells.saturating_sub(width(name) + width(&summary) + width(&tail) + 6);
    Line::from(vec![
        Span::raw(" "),
        skin.span(role, sign),
        Span::raw(" "),
        skin.span(Role::Strong, name),
        Span::raw("  "),
        skin.span(Role::Dim, summary),
        Span::raw(" ".repeat(gap)),
        skin.span(if held { Role::Accent } else { Role::Dim }, tail),
    ])
}

/// The mark of a standing: what it means is said in words at the right, too.
pub fn mark(model: &Model, standing: Standing) -> (&'static str, Role) {
    let glyphs = model.skin.glyphs;
    match standing {
        Standing::Met => (glyphs.done, Role::Good),
        Standing::NotFresh => (glyphs.doubt, Role::Text),
        Standing::NotMet => (glyphs.dot, Role::Dim),
    }
}

fn benchmark(
    model: &Model,
    page: &StagePage,
    benchmark: &Benchmark,
    verdict: &Verdict,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let skin = &model.skin;
    let (sign, role) = mark(model, verdict.standing);
    let seen_from = page.day.unwrap_or(page.today);
    let age = standing(verdict, seen_from);
    let room = cells.saturating_sub(width(&age) + 8);
    let most = if selected { 6 } else { 1 };
    let text = safe_line(&benchmark.text);
    let tail_role = if verdict.standing == Standing::Met { Role::Dim } else { Role::Faint };
    let mut out = Vec::new();
    for (at, line) in wrap(&text, room.max(8), most).into_iter().enumerate() {
        let lead = if at == 0 { skin.span(role, sign) } else { Span::raw(" ") };
        let ink = if verdict.standing == Standing::NotMet && !selected { Role::Dim } else { Role::Text };
        let mut spans = vec![Span::raw("   "), lead, Span::raw(" "), skin.span(ink, line.clone())];
        if at == 0 {
            let gap = cells.saturating_sub(width(&line) + width(&age) + 6);
            spans.push(Span::raw(" ".repeat(gap)));
            spans.push(skin.span(tail_role, age.clone()));
        }
        out.push(Line::from(spans));
    }
    if selected {
        said(model, "asks", &benchmark.asks(), Role::Dim, cells, &mut out);
        if !verdict.missing.is_empty() {
            said(model, "missing", &verdict.missing, Role::Attention, cells, &mut out);
        }
    }
    out
}

/// How a benchmark stands, in words.
fn standing(verdict: &Verdict, seen_from: Day) -> String {
    match verdict.standing {
        Standing::Met => freshness(verdict.shown, true, seen_from),
        Standing::NotFresh => freshness(verdict.shown, false, seen_from),
        Standing::NotMet if verdict.have > 0 => format!("{} of {}", verdict.have, verdict.asked),
        Standing::NotMet => "not yet".to_owned(),
    }
}

/// A labelled line below the selected row.
pub fn said(model: &Model, label: &str, text: &str, role: Role, cells: usize, out: &mut Vec<Line<'static>>) {
    let skin = &model.skin;
    let room = cells.saturating_sub(14).max(8);
    for (at, line) in wrap(&safe_line(text), room, 6).into_iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        out.push(Line::from(vec![skin.span(Role::Dim, format!("     {label:<8}")), skin.span(role, line)]));
    }
}

/// The records of the selected row.
fn records(model: &Model, page: &StagePage, item: &Item<'_>, cells: usize, at: usize) -> Vec<Drawn> {
    let skin = &model.skin;
    let all = items::records(page, item);
    let mut out = Vec::new();
    let counted = |line| Drawn { line, item: Some(at), record: None };
    for (index, source) in all.iter().enumerate() {
        let Some(record) = items::record(page, *source) else { continue };
        let counts = items::counts(page, item, *source);
        let day = date(model, wording::day_of(model, &record));
        let text = wording::record(model, &record);
        let note = if counts { "" } else { "does not count yet" };
        let room = cells.saturating_sub(20 + if note.is_empty() { 0 } else { width(note) + 2 });
        let sign = if counts { skin.glyphs.done } else { skin.glyphs.dot };
        let line = Line::from(vec![
            skin.span(Role::Dim, format!("     {sign} ")),
            skin.span(Role::Dim, format!("{:>11} ", fit(&day, 11))),
            skin.span(Role::Text, fit(&text, room)),
            skin.span(Role::Dim, if note.is_empty() { String::new() } else { format!("  {note}") }),
        ]);
        out.push(Drawn { line, item: Some(at), record: Some(index) });
    }
    if let Item::Benchmark(_, _, verdict) = item
        && verdict.records.len() > MOST_RECORDS
    {
        let more = format!("       and {} more", verdict.records.len() - MOST_RECORDS);
        out.push(counted(Line::from(skin.span(Role::Dim, more))));
    }
    out
}

/// The first line in sight: the selected row is, and of it the selected record.
pub fn top(model: &Model, drawn: &[Drawn], room: usize, before: usize) -> usize {
    let chosen = model.stages.walk.selected;
    let of = |line: &Drawn| line.item == Some(chosen);
    let Some(begin) = drawn.iter().position(of) else { return 0 };
    let end = drawn.iter().rposition(of).map_or(begin, |at| at + 1);
    let mut top = before;
    if end > top + room {
        top = end - room;
    }
    if begin < top {
        top = begin;
    }
    if let Some(record) = model.stages.record
        && let Some(line) = drawn.iter().position(|line| of(line) && line.record == Some(record))
    {
        top = top.max((line + 1).saturating_sub(room)).min(line);
    }
    if chosen == 0 && model.stages.record.is_none() && end <= room {
        top = 0;
    }
    top.min(drawn.len().saturating_sub(room))
}

/// Draws the lines in the room inside the pane.
pub fn view(model: &Model, page: &StagePage, area: Rect, inner: Rect, focused: bool, buf: &mut Buffer) {
    let drawn = lines(model, page, usize::from(inner.width));
    let room = usize::from(inner.height);
    let top = top(model, &drawn, room, model.stages.walk.top);
    let chosen = model.stages.walk.selected;
    for (row, line) in (0..inner.height).zip(drawn.iter().skip(top)) {
        put(&line.line, inner, row, buf);
        let named =
            model.stages.record.is_none() && line.record.is_none() || line.record == model.stages.record;
        if focused && line.item == Some(chosen) && named && line.line.width() > 0 {
            bar(model, inner, row, buf);
        }
    }
    scroll_thumb(area, top, room, drawn.len(), &model.skin, buf);
}

/// Marks a row as selected.
pub fn bar(model: &Model, inner: Rect, row: u16, buf: &mut Buffer) {
    let skin = &model.skin;
    let at = Rect { y: inner.y + row, height: 1.min(inner.height), ..inner };
    buf.set_span(at.x, at.y, &skin.span(Role::Accent, skin.glyphs.bar), 1);
    buf.set_style(at, Style { fg: None, ..skin.style(Role::Selected) });
}
