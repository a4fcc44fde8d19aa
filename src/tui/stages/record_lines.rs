//! The records of the selected row, each in a line with what it is to the row; the selected one whole.

use super::state::StagesScreen;
use ratatui::text::Line;

use super::items::{self, Item, Weight};
use super::ladder::Drawn;
use super::pages::{MOST_RECORDS, StagePage};
use super::wording;
use crate::domain::display::{fit, width};
use crate::domain::evidence::StatementState;
use crate::domain::stage::Source;
use crate::journal::read::proof_records::ShownRecord;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::wrap::wrap;

/// The most lines of the selected record; `Enter` shows all of it.
const MOST_LINES: usize = 12;
/// Below this the days have no column of their own.
const NARROW: usize = 60;
/// A record keeps this much beside its note.
const LEAST: usize = 28;

/// The records of the selected row.
pub fn records(
    stages: &StagesScreen,
    cx: &Cx,
    page: &StagePage,
    item: &Item<'_>,
    cells: usize,
    at: usize,
) -> Vec<Drawn> {
    let mut out = Vec::new();
    for (index, source) in items::records(page, item).into_iter().enumerate() {
        let Some(record) = items::record(page, source) else { continue };
        let selected = stages.record == Some(index);
        for line in lines(cx, page, item, (source, &record), cells, selected) {
            out.push(Drawn { line, item: Some(at), record: Some(index), beneath: false });
        }
    }
    if let Item::Benchmark(_, _, verdict) = item
        && verdict.records.len() > MOST_RECORDS
    {
        let more = format!("       and {} more", verdict.records.len() - MOST_RECORDS);
        let line = Line::from(cx.skin.span(Role::Dim, more));
        out.push(Drawn { line, item: Some(at), record: None, beneath: true });
    }
    out
}

fn lines(
    cx: &Cx,
    page: &StagePage,
    item: &Item<'_>,
    (source, record): (Source, &ShownRecord),
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let weight = items::weight(page, item, source);
    let sign = match weight {
        Weight::Counts | Weight::Witnesses => skin.glyphs.done,
        Weight::Against => skin.glyphs.alarm,
        Weight::OtherRank | Weight::NotYet => skin.glyphs.dot,
    };
    let mut notes = vec![note(cx, record, weight, selected)];
    if wording::is_private(record) {
        notes.push("private".to_owned());
    }
    notes.retain(|note| !note.is_empty());
    let note = notes.join(&format!(" {} ", skin.glyphs.dot));
    let day = wording::day_of(cx, record);
    let text = wording::record(cx, record);
    let first = match cells < NARROW {
        true => format!("     {sign} {day} "),
        false => format!("     {sign} {:>11} ", fit(&day, 11)),
    };
    let lead = width(&first);
    let room = cells.saturating_sub(lead + 1);
    let beside = if note.is_empty() { 0 } else { width(&note) + 2 };
    let texts = match selected {
        true => wrap(&text, room, MOST_LINES),
        // Where there is no room for both, the note stands below.
        false if room.saturating_sub(beside) < LEAST => vec![fit(&text, room)],
        false => vec![fit(&text, room.saturating_sub(beside))],
    };
    let mut out: Vec<Line<'static>> = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        let before = if at == 0 { first.clone() } else { " ".repeat(lead) };
        out.push(Line::from(vec![skin.span(Role::Dim, before), skin.span(Role::Text, text)]));
    }
    match out.last_mut() {
        Some(last) if last.width() + beside <= cells => {
            last.push_span(skin.span(Role::Dim, if note.is_empty() { note } else { format!("  {note}") }));
        }
        _ => out.push(Line::from(skin.span(Role::Dim, format!("{}{note}", " ".repeat(lead))))),
    }
    out
}

/// Why it does not count, or what to do about it.
fn note(cx: &Cx, record: &ShownRecord, weight: Weight, selected: bool) -> String {
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let answered =
        matches!(record, ShownRecord::Statement(said, _) if said.state == StatementState::Answered);
    match weight {
        // Who disagrees says so in the line itself, and the heading says what follows.
        Weight::Counts | Weight::Against => String::new(),
        Weight::Witnesses => "counts as a witness of the stage".to_owned(),
        Weight::OtherRank => "another rank is asked for".to_owned(),
        Weight::NotYet if answered && selected => format!("{} confirms it", key(CommandId::Confirm)),
        Weight::NotYet => "does not count yet".to_owned(),
    }
}
