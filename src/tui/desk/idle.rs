//! The practice pane while nothing runs: what comes next, why, and the last sittings on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::state::DeskState;
use crate::domain::display::{fit, safe_line};
use crate::domain::id::Id;
use crate::domain::when::{ago, date_near, spent};
use crate::journal::desk::Sitting;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::flow::Flow;

/// Draws what comes next.
pub fn view(desk: &DeskState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    let skin = &cx.skin;
    let mut at = Flow { area, y: area.y };
    let chosen = desk.focused_skill(&cx.data).or(cx.data.next);
    let line = chosen.and_then(|id| cx.data.overview.skills.iter().find(|line| line.skill.id == id));
    let Some(line) = line else {
        at.gap(true);
        at.wrapped(
            Line::from(skin.span(Role::Text, "Here the clock will run. First it needs a skill to practise.")),
            3,
            buf,
        );
        return;
    };
    at.gap(area.height >= 10);
    at.line(
        Line::from(vec![
            skin.span(Role::Dim, "next  "),
            skin.span(Role::Strong, fit(&line.skill.name, usize::from(area.width.saturating_sub(6)))),
        ]),
        buf,
    );
    let why = match line.last {
        None => "not practised yet".to_owned(),
        Some(last) => match cx.today().0 - cx.calendar.day(last).0 {
            ..=0 => "practised today".to_owned(),
            days => format!("not practised for {}", ago(days)),
        },
    };
    at.line(Line::from(skin.span(Role::Dim, format!("      {why}"))), buf);
    if let Some(plan) = cx.data.today.plans.iter().find(|plan| plan.plan.skill == line.skill.id) {
        at.wrapped(Line::from(plan_span(cx, plan)), if area.height >= 12 { 4 } else { 2 }, buf);
    }
    let last = last_of(cx, line.skill.id).next();
    if let Some(focus) = last.map(|row| row.next_focus.as_str()).filter(|focus| !focus.is_empty()) {
        at.gap(area.height >= 8);
        at.wrapped(
            Line::from(vec![
                skin.span(Role::Dim, "next focus  "),
                skin.span(Role::Text, safe_line(focus).into_owned()),
            ]),
            3,
            buf,
        );
    }
    to_act_on(cx, line.skill.id, &mut at, buf);
    at.gap(area.height >= 8);
    let key = cx.keymap.key(CommandId::Start).unwrap_or_default();
    at.line(Line::from(vec![skin.span(Role::Key, key), skin.span(Role::Dim, " opens the start card")]), buf);
    view_last(cx, line.skill.id, &mut at, buf);
}

/// What feedback on a skill asks for, a few lines of it.
pub fn to_act_on(cx: &Cx, skill: Id, at: &mut Flow, buf: &mut Buffer) {
    let skin = &cx.skin;
    let of_skill = cx.data.to_act_on.iter().filter(|open| open.skill == Some(skill));
    for (i, open) in of_skill.take(3).enumerate() {
        if at.left() < 3 {
            return;
        }
        at.gap(i == 0 && at.area.height >= 12);
        let who = if open.who.is_empty() { String::new() } else { format!("  {}", safe_line(&open.who)) };
        let head = skin.span(Role::Dim, if i == 0 { "to act on  " } else { "           " });
        let said =
            vec![skin.span(Role::Text, safe_line(&open.action.text).into_owned()), skin.span(Role::Dim, who)];
        // Below it there is something to do: two rows stay.
        at.hanging(head, said, at.left().saturating_sub(2).min(3), buf);
    }
}

/// The last sittings on a skill that are at hand, newest first.
fn last_of(cx: &Cx, skill: Id) -> impl Iterator<Item = &Sitting> {
    let data = &cx.data;
    data.sittings.iter().chain(&data.recent).chain(&data.before).filter(move |row| row.skill == skill)
}

/// The last sittings on a skill: day, time, hits, and what was to change next.
fn view_last(cx: &Cx, skill: Id, at: &mut Flow, buf: &mut Buffer) {
    let own: Vec<_> = last_of(cx, skill).take(6).collect();
    if own.is_empty() || at.left() < 4 {
        return;
    }
    let skin = &cx.skin;
    at.gap(true);
    at.line(Line::from(skin.span(Role::Dim, "last sittings")), buf);
    let day = |row: &Sitting| date_near(row.day, cx.today(), cx.settings.date_order);
    let widest = own.iter().map(|row| day(row).chars().count()).max().unwrap_or(0).max(7);
    for row in own {
        let facts = format!("{:>widest$}  {:>8}  {:>7}  ", day(row), spent(row.practised), row.reps.short());
        let room = usize::from(at.area.width).saturating_sub(facts.chars().count());
        let line =
            Line::from(vec![skin.span(Role::Dim, facts), skin.span(Role::Text, fit(&row.next_focus, room))]);
        at.line(line, buf);
    }
}

fn plan_span(cx: &Cx, line: &crate::journal::read::PlanLine) -> Vec<Span<'static>> {
    let skin = &cx.skin;
    let mut text = "planned today".to_owned();
    if let Some(minute) = line.plan.minute {
        text.push_str(&format!(" at {:02}:{:02}", minute / 60, minute % 60));
    }
    if !line.plan.if_text.is_empty() || !line.plan.then_text.is_empty() {
        text.push_str(&format!(
            ": if {}, then {}",
            safe_line(&line.plan.if_text),
            safe_line(&line.plan.then_text)
        ));
    }
    vec![skin.span(Role::Accent, text)]
}
