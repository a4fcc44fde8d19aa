//! The ladder of an area drawn: its skills against the rule, its capstones with what is missing.

use ratatui::text::{Line, Span};

use super::ladder::{head, mark, said};
use super::pages::StagePage;
use super::wording::{pip, stage_name};
use crate::domain::benchmark::{AreaCheck, CapstoneCheck, Standing};
use crate::domain::display::{fit, safe_line, width};
use crate::domain::stage::Stage;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::wrap::wrap;

/// How a stage of an area stands, in a few words.
pub fn summary(model: &Model, check: &AreaCheck) -> String {
    let asked = check.skills.iter().filter(|(.., asked)| asked.is_some());
    let total = asked.clone().count();
    let reached = asked.filter(|(_, held, asked)| held >= asked).count();
    let left = check.capstones.iter().filter(|capstone| !capstone.missing.is_empty()).count();
    let dot = model.skin.glyphs.dot;
    match (total, left) {
        // An area begins with the first skill that does.
        (0, _) => check.missing.first().cloned().unwrap_or_else(|| "ready".to_owned()),
        (total, 0) if reached == total && check.missing.is_empty() => {
            format!("{reached}/{total} skills {dot} ready")
        }
        (total, 0) => format!("{reached}/{total} skills"),
        (total, 1) => format!("{reached}/{total} skills {dot} capstone missing"),
        (total, left) => format!("{reached}/{total} skills {dot} {left} capstones missing"),
    }
}

/// A stage of an area as a heading.
pub fn stage(
    model: &Model,
    page: &StagePage,
    check: &AreaCheck,
    cells: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let held = page.view.held >= Some(check.stage);
    let summary = if held && check.missing.is_empty() { String::new() } else { summary(model, check) };
    let mut out = vec![Line::default(), head(model, page, check.stage, &summary, cells)];
    if selected {
        if let Some(rule) = page.rules.iter().find(|rule| rule.stage == check.stage) {
            said(model, "is", &rule.meaning, Role::Text, cells, &mut out);
            if !rule.asks.is_empty() {
                said(model, "asks", &rule.asks, Role::Dim, cells, &mut out);
            }
        }
        for missing in &check.missing {
            said(model, "missing", missing, Role::Attention, cells, &mut out);
        }
    }
    out
}

/// A skill of the ladder: the stage it holds, and the one the rule asks for.
pub fn skill(
    model: &Model,
    page: &StagePage,
    id: &str,
    (held, asked): (Option<Stage>, Option<Stage>),
    cells: usize,
) -> Vec<Line<'static>> {
    let skin = &model.skin;
    let (sign, role) = pip(model, held);
    let reached = held >= asked;
    let (done, done_role) = mark(model, if reached { Standing::Met } else { Standing::NotMet });
    let title = page.titles.get(id).map_or(id, String::as_str);
    let tail = match reached {
        true => stage_name(held).to_owned(),
        false => format!("{}, {} is asked for", stage_name(held), stage_name(asked)),
    };
    let room = cells.saturating_sub(width(&tail) + 10);
    let title = fit(&safe_line(title), room);
    let gap = cells.saturating_sub(width(&title) + width(&tail) + 8);
    vec![Line::from(vec![
        Span::raw("   "),
        skin.span(done_role, done),
        Span::raw(" "),
        skin.span(role, sign),
        Span::raw(" "),
        skin.span(if reached { Role::Text } else { Role::Dim }, title),
        Span::raw(" ".repeat(gap)),
        skin.span(Role::Dim, tail),
    ])]
}

/// A capstone with what is missing.
pub fn capstone(model: &Model, check: &CapstoneCheck, cells: usize, selected: bool) -> Vec<Line<'static>> {
    let skin = &model.skin;
    let done = check.missing.is_empty();
    let (sign, role) = mark(model, if done { Standing::Met } else { Standing::NotMet });
    let tail = if done { "done" } else { "capstone" };
    let room = cells.saturating_sub(width(tail) + 8);
    let title = fit(&safe_line(&check.capstone.title), room);
    let gap = cells.saturating_sub(width(&title) + width(tail) + 6);
    let mut out = vec![Line::from(vec![
        Span::raw("   "),
        skin.span(role, sign),
        Span::raw(" "),
        skin.span(if done { Role::Text } else { Role::Dim }, title),
        Span::raw(" ".repeat(gap)),
        skin.span(Role::Dim, tail),
    ])];
    if selected {
        for line in wrap(&safe_line(&check.capstone.text), cells.saturating_sub(7).max(8), 8) {
            out.push(Line::from(skin.span(Role::Text, format!("     {line}"))));
        }
        for missing in &check.missing {
            said(model, "missing", missing, Role::Attention, cells, &mut out);
        }
    }
    out
}

/// The skills and capstones that a stage of an area asks for, each with how it stands.
pub fn standings(page: &StagePage, check: &AreaCheck) -> Vec<(Standing, String)> {
    let stands = |met: bool| if met { Standing::Met } else { Standing::NotMet };
    let skills = check.skills.iter().filter(|(.., asked)| asked.is_some()).map(|(id, held, asked)| {
        let title = page.titles.get(id).map_or(id.as_str(), String::as_str);
        (stands(held >= asked), format!("{title} at {}", stage_name(*asked)))
    });
    let capstones =
        check.capstones.iter().map(|one| (stands(one.missing.is_empty()), one.capstone.title.clone()));
    skills.chain(capstones).collect()
}
