//! The Stages screen drawn: tree and page. Takes the cx and nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::layout;
use super::pages::StagePage;
use super::state::{Focus, StagesScreen, View};
use super::wording::{dated, fresh, stage_name};
use super::{ladder, timeline, tree};
use crate::domain::display::{safe_line, width};
use crate::tui::frame::cx::Cx;
use crate::tui::pane::split::Split;
use crate::tui::pips::sign;
use crate::tui::theme::Role;
use crate::tui::widget::pane::Pane;
use crate::tui::widget::put;
use crate::tui::widget::wrap::wrap;

/// Where everything lies now.
pub fn laid(stages: &StagesScreen, cx: &Cx) -> Split<Focus> {
    layout::layout(cx.size, stages.focus, cx.message_rows(), tree::needed(stages, cx))
}

/// Draws its panes.
pub fn view(stages: &StagesScreen, cx: &Cx, buf: &mut Buffer) {
    let laid = laid(stages, cx);
    tree::view(stages, cx, laid.area(Focus::Tree), buf);
    page(stages, cx, laid.area(Focus::Page), buf);
}

fn page(stages: &StagesScreen, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = stages.focus == Focus::Page && cx.layers.is_empty();
    let shown = stages.shown(&cx.data);
    let (title, state, note) = shown.map(|page| title(stages, cx, page, area.width)).unwrap_or_default();
    let inner = Pane { title: &title, state: &state, note: &note, focused }.render(area, &cx.skin, buf);
    let Some(page) = shown else {
        if stages.tree.rows(&cx.data).is_empty() && stages.tree.filter.is_empty() {
            about(cx, inner, buf);
        }
        return;
    };
    let inner = banner(cx, page, inner, buf);
    match stages.view {
        View::Ladder => ladder::view(stages, cx, page, area, inner, focused, buf),
        View::History => timeline::view(stages, cx, page, area, inner, focused, buf),
    }
}

/// What stages are, for one who has none yet.
fn about(cx: &Cx, inner: Rect, buf: &mut Buffer) {
    let inside = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut y = 0;
    let mut say = |role, text: &str| {
        for line in wrap(text, usize::from(inside.width).min(72), 6) {
            put(&Line::from(cx.skin.span(role, line)), inside, y, buf);
            y += 1;
        }
        y += 1;
    };
    say(Role::Text, "A stage is held by a skill or an area: apprentice, journeyman, master.");
    say(
        Role::Dim,
        "A ladder says in plain sentences what each of them asks for. What you practise, use, teach and are \
         told is held against it; you take a stage yourself, and here stands since when, and what shows it.",
    );
}

/// The name, the stage and since when; at the right how fresh it is.
fn title(stages: &StagesScreen, cx: &Cx, page: &StagePage, cells: u16) -> (String, String, String) {
    let (sign, _) = sign(cx, page.view.held);
    let since = page.view.taken.as_ref().map(|told| dated(cx, told.event.dated()));
    let name = safe_line(&page.view.name).into_owned();
    let bare = format!("{sign} {}", stage_name(page.view.held));
    // The name comes before the day, which the ladder says, too.
    let fits = |state: &String| width(&name) + width(state) + 9 <= usize::from(cells);
    let state = since.map(|since| format!("{bare} since {since}")).filter(fits).unwrap_or(bare);
    let fits = |note: &String| width(&name) + width(&state) + width(note) + 12 <= usize::from(cells);
    // The ladder says it above its stages.
    let note = fresh(page).filter(fits).filter(|_| stages.view == View::History).unwrap_or_default();
    (name, state, note)
}

/// Where the page is seen as of another day, it says so above all else.
fn banner(cx: &Cx, page: &StagePage, inner: Rect, buf: &mut Buffer) -> Rect {
    let Some(day) = page.day else { return inner };
    if inner.height < 3 {
        return inner;
    }
    let key = cx.keymap.key(crate::tui::command::CommandId::Back).unwrap_or_default();
    let line = Line::from(vec![
        cx.skin.span(Role::Attention, format!(" {} as of {day}", cx.skin.glyphs.attention)),
        cx.skin.span(Role::Dim, format!("   {key} comes back to today")),
    ]);
    put(&line, inner, 0, buf);
    Rect { y: inner.y + 1, height: inner.height - 1, ..inner }
}

/// The room inside the page's pane, below its banner.
pub fn room(stages: &StagesScreen, cx: &Cx) -> Rect {
    let area = laid(stages, cx).area(Focus::Page);
    let banner = u16::from(stages.shown(&cx.data).is_some_and(|page| page.day.is_some()));
    Rect {
        x: area.x + 1,
        y: area.y + 1 + banner,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2 + banner),
    }
}
