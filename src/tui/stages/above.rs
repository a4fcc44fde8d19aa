//! What stands above the ladder: which one it is, how the stage was taken; or how to get on one.

use ratatui::text::{Line, Span};

use super::pages::StagePage;
use super::wording::{date, fresh};
use crate::domain::display::{safe_line, width};
use crate::domain::stage::Subject;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::wrap::wrap;

/// What holds for the whole page: the day it is seen as of, the ladder, how the stage was taken; or how to get on one.
pub fn lines(cx: &Cx, page: &StagePage, cells: usize) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let mut out = Vec::new();
    let dot = skin.glyphs.dot;
    let say = |out: &mut Vec<Line<'static>>, role, text: &str| {
        if text.is_empty() {
            return;
        }
        let lines = wrap(text, cells.saturating_sub(2), 6);
        out.extend(lines.into_iter().map(|line| Line::from(skin.span(role, format!(" {line}")))));
    };
    match &page.view.ladder {
        Some(ladder) => {
            let own = if ladder.own { format!(" {dot} own thresholds") } else { String::new() };
            let on = format!("ladder {} {}{own}", safe_line(&ladder.title), ladder.version);
            let fresh = fresh(page).unwrap_or_default();
            let both = format!("{on} {dot} {fresh}");
            if fresh.is_empty() || width(&both) > cells.saturating_sub(2) {
                say(&mut out, Role::Dim, &on);
                say(&mut out, Role::Dim, &fresh);
            } else {
                say(&mut out, Role::Dim, &both);
            }
        }
        None => out.extend(no_ladder(cx, page, cells)),
    }
    if let Some(declared) = &page.view.declared {
        say(&mut out, Role::Text, &format!("{} {declared}", skin.glyphs.doubt));
    }
    if let Some(below) = page.view.freshness.below {
        let text = format!(
            "two cold probes lie below it since {}; one passing cold probe restores it",
            date(cx, below)
        );
        say(&mut out, Role::Attention, &text);
    }
    out
}

/// On no ladder: what that means, and the ways to one.
fn no_ladder(cx: &Cx, page: &StagePage, cells: usize) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
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
        (
            key(CommandId::UseLadder),
            format!("puts the {what} on a ladder: one that comes with etude, or your own"),
        ),
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
