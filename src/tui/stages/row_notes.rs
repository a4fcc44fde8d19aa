//! What is said beneath the selected row of the ladder.

use ratatui::text::Line;

use super::area_lines;
use super::items::Item;
use super::ladder::{Columns, said};
use super::pages::StagePage;
use crate::domain::stage::Stage;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;

/// What is said beneath the selected row: what it means and asks for, what is missing.
pub fn beneath(cx: &Cx, page: &StagePage, item: &Item<'_>, columns: Columns) -> Vec<Line<'static>> {
    let cells = columns.cells;
    let mut out = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    match item {
        Item::Stage(check) => {
            meaning(cx, page, check.stage, cells, &mut out);
            missing.extend(check.missing.iter().map(String::as_str));
        }
        Item::AreaStage(check) => {
            meaning(cx, page, check.stage, cells, &mut out);
            missing.extend(check.missing.iter().map(String::as_str));
        }
        Item::Benchmark(_, benchmark, verdict) => {
            said(cx, "asks", &benchmark.asks(), Role::Dim, cells, &mut out);
            missing.extend(Some(verdict.missing.as_str()).filter(|missing| !missing.is_empty()));
        }
        Item::Skill(_, _, held, asked) => {
            let text = area_lines::against(*held, *asked);
            said(cx, "is", &text, Role::Dim, cells, &mut out);
        }
        Item::Capstone(check) => {
            said(cx, "asks", &check.capstone.text, Role::Text, cells, &mut out);
            missing.extend(check.missing.iter().map(String::as_str));
        }
        Item::Other => {}
    }
    for missing in missing {
        let missing = missing.strip_suffix(" missing").unwrap_or(missing);
        said(cx, "missing", missing, Role::Attention, cells, &mut out);
    }
    match item {
        Item::Stage(check) if !check.witnesses.is_empty() => {
            said(cx, "by", &check.witnesses.join(", "), Role::Text, cells, &mut out);
        }
        Item::Benchmark(_, benchmark, _) if columns.id == 0 => {
            said(cx, "id", &benchmark.id, Role::Faint, cells, &mut out);
        }
        _ => {}
    }
    out
}

/// What somebody at a stage does, and what it asks for.
fn meaning(cx: &Cx, page: &StagePage, stage: Stage, cells: usize, out: &mut Vec<Line<'static>>) {
    let Some(rule) = page.rules.iter().find(|rule| rule.stage == stage) else { return };
    said(cx, "is", &rule.meaning, Role::Text, cells, out);
    if !rule.asks.is_empty() {
        said(cx, "asks", &rule.asks, Role::Dim, cells, out);
    }
}
