//! What moved a stage, and what was practised, said and shown in the stretch that follows; or two points side by side.

use super::state::StagesScreen;
use ratatui::text::Line;

use super::history::{self, events, walked};
use super::ladder::{said, said_room};
use super::pages::{StagePage, Walked};
use super::timeline::name;
use super::wording::{date, dated, remarks, stage_name};
use crate::domain::display::{fit, pad, safe_line, width};
use crate::domain::stage::{StageEvent, StageEventKind as K, Told};
use crate::domain::when::spent;
use crate::journal::read::stage::BetweenDays;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::wrap::wrap;

/// The lines below the events.
pub fn lines(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    at: usize,
    cells: usize,
) -> Vec<Line<'static>> {
    let all = events(page);
    let mark = stages.mark.and_then(|id| history::place(page, id)).filter(|mark| *mark != at);
    if let (Some(mark), Some(_)) = (mark, all.get(at)) {
        return compared(stages, cx, page, (mark.min(at), mark.max(at)), cells);
    }
    let mut out = Vec::new();
    if let Some(told) = all.get(at) {
        moved(cx, told, cells, &mut out);
    }
    if let Some(walked) = walked(stages, page, at) {
        if walked.ask.event.is_some() {
            counts(cx, "until", totals(&walked.until), cells, &mut out);
        }
        out.push(Line::default());
        out.push(Line::from(cx.skin.span(Role::Strong, format!(" {}", span(cx, page, walked)))));
        during(cx, &walked.during, cells, &mut out);
    }
    out
}

/// What moved it: the sentence, the witnesses, the ladder, the benchmarks that were shown.
fn moved(cx: &Cx, told: &Told, cells: usize, out: &mut Vec<Line<'static>>) {
    let event = &told.event;
    if !event.sentence.is_empty() {
        let text = format!("“{}”", safe_line(&event.sentence));
        for line in wrap(&text, cells.saturating_sub(3), 4) {
            out.push(Line::from(cx.skin.span(Role::Text, format!("  {line}"))));
        }
    }
    let notes = remarks(told);
    if !notes.is_empty() {
        let text = notes.join(&format!(" {} ", cx.skin.glyphs.dot));
        said(cx, "", &format!("{} {text}", cx.skin.glyphs.doubt), Role::Text, cells, out);
    }
    if let Some(at) = told.withdrawn {
        let day = date(cx, cx.calendar.day(at));
        said(cx, "", &format!("withdrawn on {day}: it counts no longer"), Role::Dim, cells, out);
    }
    if !event.witnesses.is_empty() {
        said(cx, "witness", &event.witnesses.join(", "), Role::Text, cells, out);
    }
    proof(cx, event, cells, out);
}

fn proof(cx: &Cx, event: &StageEvent, cells: usize, out: &mut Vec<Line<'static>>) {
    if let (Some(ladder), Some(version)) = (&event.ladder, &event.ladder_version) {
        let taken = matches!(event.kind, K::Enter | K::Promote | K::Restore | K::Import);
        let counted = match event.benchmarks_total {
            total if taken && total > 0 => {
                format!("{} of {total} shown {} ", event.benchmarks_met, cx.skin.glyphs.dot)
            }
            _ => String::new(),
        };
        said(cx, "ladder", &format!("{counted}{ladder} {version}"), Role::Dim, cells, out);
    }
    for shown in &event.evidence {
        let records = match shown.records.len() {
            1 => "1 record".to_owned(),
            n => format!("{n} records"),
        };
        let room = cells.saturating_sub(records.len() + 18);
        let text = fit(&safe_line(&shown.text), room);
        said(cx, "", &format!("{} {text}  {records}", cx.skin.glyphs.done), Role::Text, cells, out);
    }
}

/// The days of a stretch.
fn span(cx: &Cx, page: &StagePage, walked: &Walked) -> String {
    let to = match walked.ask.to {
        day if day == page.today => "today".to_owned(),
        day => date(cx, day),
    };
    match walked.ask.event {
        None => format!("All of the time until {to}"),
        Some(_) => format!("{} – {to}", date(cx, walked.ask.from)),
    }
}

/// What was practised, said and shown.
fn during(cx: &Cx, stretch: &BetweenDays, cells: usize, out: &mut Vec<Line<'static>>) {
    let mut did = Vec::new();
    if stretch.sessions > 0 || stretch.practised() > 0 {
        did.extend([counted(stretch.sessions, "session"), spent(stretch.practised())]);
        did.extend(stretch.modes.iter().map(|(mode, ms)| format!("{mode} {}", spent(*ms))));
    }
    counts(cx, "did", did, cells, out);
    let words = [pieces(stretch.feedback, "feedback"), some(stretch.statements, "statement")];
    counts(cx, "said", words, cells, out);
    let shown =
        [pieces(kept(stretch), "evidence"), some(stretch.uses, "use"), some(stretch.watched, "observation")];
    counts(cx, "shown", shown, cells, out);
    for (_, title) in stretch.evidence.iter().take(5) {
        let text = fit(&safe_line(title), cells.saturating_sub(18));
        said(cx, "", &format!("{} {text}", cx.skin.glyphs.done), Role::Dim, cells, out);
    }
    if stretch.evidence.len() > 5 {
        said(cx, "", &format!("and {} more", stretch.evidence.len() - 5), Role::Dim, cells, out);
    }
}

/// How much there was until a point.
fn totals(until: &BetweenDays) -> [String; 4] {
    let length = if until.practised() > 0 { spent(until.practised()) } else { String::new() };
    let sessions = some(until.sessions, "session");
    [sessions, length, pieces(until.feedback, "feedback"), pieces(kept(until), "evidence")]
}

fn kept(stretch: &BetweenDays) -> i64 {
    i64::try_from(stretch.evidence.len()).unwrap_or(i64::MAX)
}

/// What there is of it beside each other, no number cut from its unit; or that there is nothing.
fn counts(
    cx: &Cx,
    label: &str,
    parts: impl IntoIterator<Item = String>,
    cells: usize,
    out: &mut Vec<Line<'static>>,
) {
    let dot = format!(" {} ", cx.skin.glyphs.dot);
    let mut rows: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        match rows.last_mut() {
            Some(row) if width(row) + width(&dot) + width(&part) <= said_room(cells) => {
                row.push_str(&dot);
                row.push_str(&part);
            }
            _ => rows.push(part),
        }
    }
    if rows.is_empty() {
        rows.push("nothing".to_owned());
    }
    for (at, row) in rows.iter().enumerate() {
        said(cx, if at == 0 { label } else { "" }, row, Role::Text, cells, out);
    }
}

fn some(n: i64, noun: &str) -> String {
    if n > 0 { counted(n, noun) } else { String::new() }
}

fn pieces(n: i64, of: &str) -> String {
    if n > 0 { format!("{} of {of}", counted(n, "piece")) } else { String::new() }
}

fn counted(n: i64, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Two points side by side: the stage, and how much there was until then.
fn compared(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    (a, b): (usize, usize),
    cells: usize,
) -> Vec<Line<'static>> {
    let all = events(page);
    // Beside the label, the gap, and the blank cell that every line ends with.
    let column = (cells.saturating_sub(17) / 2).clamp(8, 34);
    let skin = &cx.skin;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let ends = format!("{} or {}", key(CommandId::MarkPoint), key(CommandId::Back));
    let mut out = vec![Line::from(vec![
        skin.span(Role::Strong, " Compared"),
        skin.span(Role::Dim, "   "),
        skin.span(Role::Key, ends),
        skin.span(Role::Dim, " ends it"),
    ])];
    let mut row = |label: &str, role: Role, of: &dyn Fn(usize) -> String| {
        out.push(Line::from(vec![
            skin.span(Role::Dim, format!("  {label:<11} ")),
            skin.span(role, pad(&fit(&of(a), column), column)),
            skin.span(Role::Dim, "  "),
            skin.span(role, fit(&of(b), column)),
        ]));
    };
    let event = |at: usize| all.get(at).map(|told| &told.event);
    row("", Role::Strong, &|at| event(at).map_or(String::new(), |e| dated(cx, e.dated())));
    if event(a).map(StageEvent::subject) != event(b).map(StageEvent::subject) {
        row("of", Role::Text, &|at| event(at).map_or(String::new(), |e| name(cx, page, e.subject())));
    }
    row("stage", Role::Text, &|at| stage_name(event(at).and_then(|e| e.to)).to_owned());
    let noted = |at: usize| all.get(at).map_or(String::new(), |told| remarks(told).join(", "));
    if !(noted(a).is_empty() && noted(b).is_empty()) {
        row("noted", Role::Text, &noted);
    }
    let until = |at: usize| walked(stages, page, at).map(|walked| &walked.until);
    row("sessions", Role::Text, &|at| until(at).map_or(String::new(), |u| u.sessions.to_string()));
    row("practised", Role::Text, &|at| until(at).map_or(String::new(), |u| spent(u.practised())));
    row("feedback", Role::Text, &|at| until(at).map_or(String::new(), |u| u.feedback.to_string()));
    row("evidence", Role::Text, &|at| until(at).map_or(String::new(), |u| u.evidence.len().to_string()));
    row("uses", Role::Text, &|at| until(at).map_or(String::new(), |u| u.uses.to_string()));
    row("statements", Role::Text, &|at| until(at).map_or(String::new(), |u| u.statements.to_string()));
    out
}
