//! The practice pane: the time, intention and criterion always in sight, the strip, and what comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::face::face;
use super::state::{DeskState, Pane};
use crate::domain::display::{fit, safe_line, width};
use crate::domain::rep::{Rep, RepResult, Tally};
use crate::domain::session::{MarkKind, Mode, SessionState};
use crate::domain::when::spent;
use crate::journal::status::Playing;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::theme::Role;
use crate::tui::widget::flow::Flow;
use crate::tui::widget::{digits, pane, strip};

/// Draws the pane.
pub fn view(desk: &DeskState, cx: &Cx, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = desk.focus == Pane::Practice && cx.layers.is_empty();
    let playing = cx.data.playing.as_ref();
    let state = match playing.map(|p| p.session.state) {
        Some(SessionState::Running) => "playing",
        Some(SessionState::Paused) => "paused",
        _ => "",
    };
    let note = playing.map_or(String::new(), |p| {
        if p.session.mode.word() == "repeat" { String::new() } else { p.session.mode.word().to_owned() }
    });
    let frame = pane::Pane { title: "Practice", state, note: &note, focused };
    let inner = frame.render(area, &cx.skin, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    match playing {
        Some(playing) => view_playing(cx, playing, inner, buf),
        None => super::idle::view(desk, cx, inner, buf),
    }
}

fn view_playing(cx: &Cx, playing: &Playing, area: Rect, buf: &mut Buffer) {
    let mut at = Flow { area, y: area.y };
    let roomy = area.height >= 14;
    if area.height >= 9 {
        at.line(title(cx, playing, area.width), buf);
        at.gap(roomy);
    }
    view_time(cx, playing, &mut at, buf);
    at.gap(area.height >= 11);
    for text in intention(cx, playing) {
        at.wrapped(text, 2, buf);
    }
    if playing.session.mode == Mode::Observe && !playing.skill.watch_for.is_empty() {
        let list = format!("watch for  {}", playing.skill.watch_for.join(" · "));
        at.wrapped(Line::from(cx.skin.span(Role::Dim, safe_line(&list).into_owned())), 3, buf);
    }
    at.gap(roomy);
    let (cold, warm) = marks(&playing.reps);
    match probe(cx, playing) {
        Some(tail) => {
            let mut line = Line::from(cx.skin.span(Role::Attention, "COLD "));
            let room = usize::from(area.width).saturating_sub(tail.width() + 6);
            line.extend(strip::strip(&[], &cold, room, &cx.skin));
            line.extend(tail);
            at.line(line, buf);
        }
        None if !cold.is_empty() || !warm.is_empty() => {
            at.line(strip::strip(&cold, &warm, usize::from(area.width), &cx.skin), buf);
        }
        None => {}
    }
    at.line(sums(cx, playing), buf);
    at.gap(roomy);
    for line in extras(cx, playing) {
        at.wrapped(line, 2, buf);
    }
    super::idle::to_act_on(cx, playing.skill.id, &mut at, buf);
}

fn view_time(cx: &Cx, playing: &Playing, at: &mut Flow, buf: &mut Buffer) {
    let face = face(cx, playing);
    let paused = playing.session.state == SessionState::Paused;
    let role = if face.over {
        Role::Attention
    } else if paused {
        Role::Dim
    } else {
        Role::Accent
    };
    let room = Size { width: at.area.width, height: (at.area.height / 3).min(at.left()) };
    let scale = digits::scale_for(&face.time, room, &cx.skin);
    let size = digits::size(&face.time, scale);
    let style = cx.skin.style(role).bold();
    digits::render(&face.time, scale, style, Rect { y: at.y, height: size.height, ..at.area }, buf);
    let beside = if paused { format!("paused {} {}", cx.skin.glyphs.dot, face.beside) } else { face.beside };
    let role = if face.over { Role::Attention } else { Role::Dim };
    let beside_at = at.area.x + size.width + 2;
    let room = at.area.right().saturating_sub(beside_at);
    at.y += size.height;
    if width(&beside) <= room.into() {
        buf.set_span(beside_at, at.y - 1, &cx.skin.span(role, beside), room);
    } else {
        // Beside the digits it would be cut: below them it stands whole.
        let text = fit(&beside, at.area.width.into());
        at.line(Line::from(cx.skin.span(role, text)), buf);
    }
}

fn title(cx: &Cx, playing: &Playing, width: u16) -> Line<'static> {
    let skin = &cx.skin;
    let name = fit(&playing.skill.name, usize::from(width));
    let mut left = usize::from(width).saturating_sub(self::width(&name));
    let mut line = Line::from(skin.span(Role::Strong, name));
    let mut add = |text: String| {
        let text = fit(&text, left.saturating_sub(3));
        if left > 6 {
            left -= 3 + self::width(&text);
            line.push_span(skin.span(Role::Faint, format!(" {} ", skin.glyphs.dot)));
            line.push_span(skin.span(Role::Dim, text));
        }
    };
    if let Some(drill) = &playing.drill {
        add(drill.name.clone());
    }
    if let Some(person) = &playing.person {
        add(format!("with {}", person.name));
    }
    if playing.session.private {
        add("private".to_owned());
    }
    line
}

fn intention(cx: &Cx, playing: &Playing) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let session = &playing.session;
    let mut lines = Vec::new();
    if !session.intention.is_empty() {
        lines.push(Line::from(skin.span(Role::Strong, safe_line(&session.intention).into_owned())));
    }
    if !session.criterion.is_empty() {
        lines.push(Line::from(vec![
            skin.span(Role::Dim, "hit: "),
            skin.span(Role::Text, safe_line(&session.criterion).into_owned()),
        ]));
    }
    lines
}

/// While the cold probe lasts: how far it is, and nothing that would advise.
fn probe(cx: &Cx, playing: &Playing) -> Option<Line<'static>> {
    let session = &playing.session;
    let done = i64::try_from(playing.reps.iter().filter(|rep| rep.cold).count()).unwrap_or(0);
    if session.probe_reps == 0 || done >= session.probe_reps {
        return None;
    }
    let skin = &cx.skin;
    let space = if done > 0 { " " } else { "" };
    let mut line = Line::from(skin.span(Role::Attention, format!("{space}{done}/{}", session.probe_reps)));
    let hint = match (session.prediction, done) {
        (Some(said), _) => format!("  you said {said}"),
        (None, 0) => format!("  {} predicts", cx.keymap.key(CommandId::Predict).unwrap_or_default()),
        (None, _) => String::new(),
    };
    line.push_span(skin.span(Role::Dim, hint));
    Some(line)
}

/// The reps as the strip shows them: cold ones, and the others.
pub fn marks(reps: &[Rep]) -> (Vec<strip::Mark>, Vec<strip::Mark>) {
    let mark = |rep: &Rep| match rep.result {
        RepResult::Hit => strip::Mark::Hit,
        RepResult::Miss => strip::Mark::Miss,
        RepResult::Graded => strip::Mark::Grade(u8::try_from(rep.grade.unwrap_or(0)).unwrap_or(0)),
    };
    let physical = || reps.iter().filter(|rep| !rep.mental);
    (physical().filter(|r| r.cold).map(mark).collect(), physical().filter(|r| !r.cold).map(mark).collect())
}

fn sums(cx: &Cx, playing: &Playing) -> Line<'static> {
    let skin = &cx.skin;
    let mut parts: Vec<(Role, String)> = Vec::new();
    let warm = Tally::of(playing.reps.iter().filter(|rep| !rep.cold));
    let cold = Tally::of(playing.reps.iter().filter(|rep| rep.cold));
    if cold.total() > 0 && cold.total() >= playing.session.probe_reps {
        parts.push((Role::Dim, format!("cold {}", cold.shown())));
    }
    if warm.total() > 0 {
        parts.push((Role::Text, warm.shown()));
    }
    if let Some(dial) = &playing.session.dial {
        let shown =
            playing.drill.as_ref().and_then(|d| d.dial.as_ref()).map_or(dial.clone(), |d| d.shown(dial));
        parts.push((Role::Text, shown));
    }
    let interruptions = playing.marks.iter().filter(|m| m.kind != MarkKind::Moment).count();
    if interruptions > 0 {
        parts.push((Role::Dim, plural(interruptions, "interruption")));
    }
    let mental = playing.reps.iter().filter(|rep| rep.mental).count();
    if mental > 0 {
        parts.push((Role::Dim, format!("{mental} mental")));
    }
    let unresolved = playing.elapsed(cx.now).unresolved;
    if unresolved > 0 {
        parts.push((Role::Attention, format!("{} {} in doubt", skin.glyphs.attention, spent(unresolved))));
    }
    let mut line = Line::default();
    for (i, (role, text)) in parts.into_iter().enumerate() {
        if i > 0 {
            line.push_span(skin.span(Role::Faint, format!("  {}  ", skin.glyphs.dot)));
        }
        line.push_span(skin.span(role, safe_line(&text).into_owned()));
    }
    line
}

/// A number with its word: `1 interruption`, `2 interruptions`.
pub fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn extras(cx: &Cx, playing: &Playing) -> Vec<Line<'static>> {
    let skin = &cx.skin;
    let mut lines = Vec::new();
    let mut labelled = |label: &str, text: &str| {
        lines.push(Line::from(vec![
            skin.span(Role::Dim, format!("{label} ")),
            skin.span(Role::Text, safe_line(text).into_owned()),
        ]));
    };
    if let Some(variation) = &playing.session.variation {
        labelled("variation", variation);
    }
    if let Some(tag) =
        playing.reps.iter().rev().find(|r| r.result == RepResult::Miss).and_then(|r| r.miss_tag.as_ref())
    {
        labelled("last miss", tag);
    }
    if let Some(reading) = playing.readings.last() {
        let measure = playing.measures.iter().find(|m| m.id == reading.measure);
        if let Some(measure) = measure {
            labelled(
                &measure.name,
                &format!("{} {}", crate::domain::drill::plain(reading.value), measure.unit),
            );
        }
    }
    if let Some(note) = playing.notes.last() {
        labelled("note", &note.text);
    }
    lines
}
