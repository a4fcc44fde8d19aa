//! The ladder drawn: each stage with how it stands, each benchmark with its mark and age, and below the selected one what it
//! asks for, what is missing and the records that say so.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::items::{self, Item};
use super::pages::StagePage;
use super::state::StagesScreen;
use super::wording::{dated, stage_title, standing};
use super::{above, area_lines, record_lines, row_notes};
use crate::domain::benchmark::{StageCheck, Standing, Verdict};
use crate::domain::display::{pad, pad_left, safe_line, width};
use crate::domain::ladder::Benchmark;
use crate::domain::stage::Stage;
use crate::tui::frame::cx::Cx;
use crate::tui::pips::sign;
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
    /// Whether it says more of the row above it.
    pub beneath: bool,
}

/// The widest a line of the ladder gets: what stands at its end shall not be far from what it speaks of.
const WIDEST: usize = 104;
/// The narrowest it gets where there is more room.
const LEAST: usize = 64;
/// From here on there is room for the id of each benchmark, and for how it stands at full length.
const ROOMY: usize = 84;

/// How the room is shared out, the same for every row of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// All there is.
    pub cells: usize,
    /// The ids of the benchmarks; 0: they stand below the selected one only.
    pub id: usize,
    /// How each row stands.
    tail: usize,
    /// The lines that a row takes at most while it is not selected.
    rows: usize,
}

impl Columns {
    fn of(cx: &Cx, page: &StagePage, cells: usize) -> Columns {
        let cells = cells.min(WIDEST);
        let (mut id, mut tail, mut text) = (0, 0, 0);
        for (benchmark, verdict) in page.view.checks.iter().flat_map(|check| &check.benchmarks) {
            id = id.max(width(&safe_line(&benchmark.id)));
            text = text.max(width(&safe_line(&benchmark.text)));
            let seen_from = page.day.unwrap_or(page.today);
            tail = tail.max(width(&standing(verdict, seen_from, cells >= ROOMY)));
        }
        for (title, stands) in page.view.area_checks.iter().flat_map(|c| area_lines::rows(cx, page, c)) {
            text = text.max(width(&safe_line(title)));
            tail = tail.max(width(&stands));
        }
        let id = if cells >= ROOMY { id } else { 0 };
        // Rows that need less are no wider than they need, with some room for what is said below them.
        let needed = text + tail + id + 12;
        Columns { cells: cells.min(needed.max(LEAST)), id, tail, rows: 3 }
    }

    /// The room of the text of a row whose sign takes so many cells.
    fn text(&self, sign: usize) -> usize {
        let id = if self.id > 0 { self.id + 2 } else { 0 };
        self.cells.saturating_sub(sign + id + self.tail + 3).max(8)
    }
}

/// Every line of the ladder of a page. Texts go on below where there is height for all of them.
pub fn lines(stages: &StagesScreen, cx: &Cx, page: &StagePage, inner: Rect) -> Vec<Drawn> {
    let columns = Columns::of(cx, page, usize::from(inner.width));
    let tall = lines_in(stages, cx, page, columns);
    match tall.len() > usize::from(inner.height) {
        true => lines_in(stages, cx, page, Columns { rows: 1, ..columns }),
        false => tall,
    }
}

fn lines_in(stages: &StagesScreen, cx: &Cx, page: &StagePage, columns: Columns) -> Vec<Drawn> {
    let mut out: Vec<Drawn> = Vec::new();
    let plain = |line| Drawn { line, item: None, record: None, beneath: false };
    out.extend(above::lines(cx, page, columns.cells).into_iter().map(plain));
    let all = items::shown(stages, page);
    let chosen = stages.ladder.selected().min(all.len().saturating_sub(1));
    for (at, item) in all.iter().enumerate() {
        let selected = at == chosen;
        let before = at.checked_sub(1).filter(|before| *before != chosen);
        let after_head = before.and_then(|before| all.get(before)).is_some_and(Item::is_head);
        // Folded stages stand below each other.
        if item.is_head() && !after_head {
            out.push(plain(Line::default()));
        }
        let mut push = |lines: Vec<Line<'static>>, beneath| {
            out.extend(lines.into_iter().map(|line| Drawn { line, item: Some(at), record: None, beneath }));
        };
        push(row(stages, cx, page, item, columns, selected), false);
        if selected {
            push(row_notes::beneath(cx, page, item, columns), true);
            out.extend(record_lines::records(stages, cx, page, item, columns.cells, at));
        }
    }
    out
}

fn row(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    item: &Item<'_>,
    columns: Columns,
    selected: bool,
) -> Vec<Line<'static>> {
    match item {
        Item::Stage(check) => stage(stages, cx, page, check, columns.cells, selected),
        Item::Benchmark(_, benchmark, verdict) => {
            self::benchmark(cx, page, (benchmark, verdict), columns, selected)
        }
        Item::AreaStage(check) => area_lines::stage(stages, cx, page, check, columns.cells, selected),
        Item::Skill(_, id, held, asked) => {
            area_lines::skill(cx, page, (id, *held, *asked), columns, selected)
        }
        Item::Capstone(check) => area_lines::capstone(cx, check, columns, selected),
        Item::Other => vec![Line::from(cx.skin.span(Role::Strong, " Other evidence"))],
    }
}

/// A stage as a heading: its pip and name, how it stands, and whether it is the one held.
fn stage(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    check: &StageCheck,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let counted = format!("{}/{}", check.met, check.total());
    let held = page.view.held >= Some(check.stage);
    let summary = if held && check.is_whole() { counted.clone() } else { check.summary() };
    head(stages, cx, page, check.stage, (&counted, &summary), cells, selected)
}

/// The heading of a stage: how much of it is there, and what is missing, below it where that is long. The lines below a
/// selected one say what is missing, so the heading only counts.
pub fn head(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    stage: Stage,
    (counted, summary): (&str, &str),
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let (sign, role) = sign(cx, Some(stage));
    let held = page.view.held == Some(stage);
    let fold = match stages.folded_stages.contains(&stage) {
        true => format!(" {}", skin.glyphs.fold.0),
        false => String::new(),
    };
    let tail = match (&page.view.taken, held) {
        (Some(told), true) => format!("since {}", dated(cx, told.event.dated())),
        (None, true) => "held".to_owned(),
        _ => String::new(),
    };
    let name = stage_title(stage);
    let room = cells.saturating_sub(width(name) + width(&fold) + width(&tail) + 8);
    let summary = safe_line(summary).replace('·', skin.glyphs.dot);
    let fits = width(&summary) <= room;
    let short = if fits && !selected { summary.as_str() } else { counted };
    let gap = cells.saturating_sub(width(name) + width(&fold) + width(short) + width(&tail) + 6);
    let mut out = vec![Line::from(vec![
        Span::raw(" "),
        skin.span(role, sign),
        Span::raw(" "),
        skin.span(Role::Strong, name),
        skin.span(Role::Dim, fold),
        Span::raw("  "),
        skin.span(Role::Dim, short.to_owned()),
        Span::raw(" ".repeat(gap)),
        skin.span(if held { Role::Accent } else { Role::Dim }, tail),
    ])];
    if !fits && !selected {
        let rest = summary.strip_prefix(counted).unwrap_or(&summary).trim_start_matches([' ', '·', '-']);
        let lines = wrap(rest, cells.saturating_sub(6), 2).into_iter();
        out.extend(lines.map(|line| Line::from(skin.span(Role::Dim, format!("   {line}")))));
    }
    out
}

/// The mark of a standing: what it means is said in words at the right, too.
pub fn mark(cx: &Cx, standing: Standing) -> (&'static str, Role) {
    let glyphs = cx.skin.glyphs;
    match standing {
        Standing::Met => (glyphs.done, Role::Good),
        Standing::NotFresh => (glyphs.doubt, Role::Text),
        Standing::NotMet => (glyphs.dot, Role::Dim),
    }
}

fn benchmark(
    cx: &Cx,
    page: &StagePage,
    (benchmark, verdict): (&Benchmark, &Verdict),
    columns: Columns,
    selected: bool,
) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let (sign, role) = mark(cx, verdict.standing);
    let quiet = verdict.standing == Standing::NotMet && !selected;
    let tail = standing(verdict, page.day.unwrap_or(page.today), columns.id > 0);
    let told = Told {
        signs: vec![skin.span(role, sign)],
        text: &benchmark.text,
        ink: if quiet { Role::Dim } else { Role::Text },
        id: &benchmark.id,
        tail: (if verdict.standing == Standing::Met { Role::Dim } else { Role::Faint }, &tail),
    };
    told.lines(cx, columns, selected)
}

/// A row below a heading.
pub struct Told<'a> {
    /// Its signs, a cell each.
    pub signs: Vec<Span<'static>>,
    /// What it says.
    pub text: &'a str,
    /// In which role.
    pub ink: Role,
    /// Its id, where it has one.
    pub id: &'a str,
    /// How it stands, at the right.
    pub tail: (Role, &'a str),
}

impl Told<'_> {
    /// Its lines: the text in its column, id and standing beside the first line of it.
    pub fn lines(self, cx: &Cx, columns: Columns, selected: bool) -> Vec<Line<'static>> {
        let skin = &cx.skin;
        let lead = 2 + self.signs.len() * 2;
        let room = columns.text(lead);
        let texts = wrap(&safe_line(self.text), room, if selected { 6 } else { columns.rows });
        let mut out = Vec::new();
        let mut signs = Some(self.signs);
        for (at, text) in texts.into_iter().enumerate() {
            let mut spans = vec![Span::raw("  ")];
            match signs.take() {
                Some(signs) => spans.extend(signs.into_iter().flat_map(|sign| [sign, Span::raw(" ")])),
                None => spans.push(Span::raw(" ".repeat(lead - 2))),
            }
            if at > 0 {
                spans.push(skin.span(self.ink, text));
                out.push(Line::from(spans));
                continue;
            }
            spans.push(skin.span(self.ink, pad(&text, room)));
            if columns.id > 0 {
                let id = if selected { Role::Dim } else { Role::Faint };
                spans.push(skin.span(id, format!("  {}", pad(&safe_line(self.id), columns.id))));
            }
            let (role, tail) = self.tail;
            spans.push(skin.span(role, format!("  {}", pad_left(tail, columns.tail))));
            out.push(Line::from(spans));
        }
        out
    }
}

/// A labelled line below the selected row.
pub fn said(cx: &Cx, label: &str, text: &str, role: Role, cells: usize, out: &mut Vec<Line<'static>>) {
    let skin = &cx.skin;
    let room = said_room(cells);
    for (at, line) in wrap(&safe_line(text), room, 6).into_iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        out.push(Line::from(vec![skin.span(Role::Dim, format!("     {label:<8}")), skin.span(role, line)]));
    }
}

/// The room of what is said, beside its label.
pub fn said_room(cells: usize) -> usize {
    cells.saturating_sub(14).max(8)
}

/// The first line in sight: the selected row is, and of it the selected record.
pub fn top(stages: &StagesScreen, drawn: &[Drawn], room: usize, before: usize) -> usize {
    let chosen = stages.ladder.selected();
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
    if let Some(record) = stages.record
        && let Some(line) = drawn.iter().position(|line| of(line) && line.record == Some(record))
    {
        top = top.max((line + 1).saturating_sub(room)).min(line);
    }
    if chosen == 0 && stages.record.is_none() && end <= room {
        top = 0;
    }
    top.min(drawn.len().saturating_sub(room))
}

/// Draws the lines in the room inside the pane.
pub fn view(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    area: Rect,
    inner: Rect,
    focused: bool,
    buf: &mut Buffer,
) {
    let drawn = lines(stages, cx, page, inner);
    let room = usize::from(inner.height);
    let top = top(stages, &drawn, room, stages.ladder.top());
    let chosen = stages.ladder.selected();
    for (row, line) in (0..inner.height).zip(drawn.iter().skip(top)) {
        put(&line.line, inner, row, buf);
        let named = line.record == stages.record;
        if focused && line.item == Some(chosen) && named && line.line.width() > 0 {
            match line.beneath {
                true => edge(cx, inner, row, buf),
                false => bar(cx, inner, row, buf),
            }
        }
    }
    scroll_thumb(area, top, room, drawn.len(), &cx.skin, buf);
}

/// Marks a row as selected.
pub fn bar(cx: &Cx, inner: Rect, row: u16, buf: &mut Buffer) {
    let at = Rect { y: inner.y + row, height: 1.min(inner.height), ..inner };
    edge(cx, inner, row, buf);
    buf.set_style(at, Style { fg: None, ..cx.skin.style(Role::Selected) });
}

/// Marks a row as one that says more of the selected one.
fn edge(cx: &Cx, inner: Rect, row: u16, buf: &mut Buffer) {
    buf.set_span(inner.x, inner.y + row, &cx.skin.span(Role::Accent, cx.skin.glyphs.bar), 1);
}
