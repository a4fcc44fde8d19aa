//! The practice pane: the time, intention and criterion always in sight, the strip, and what comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::state::{Pane, longest_waiting};
use crate::domain::display::{fit, safe_line};
use crate::domain::id::Id;
use crate::domain::rep::{Rep, RepResult, Tally};
use crate::domain::session::{MarkKind, SessionState, Timer};
use crate::domain::when::{ago, clock_face, date_near, spent};
use crate::journal::status::Playing;
use crate::tui::command::CommandId;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::{digits, pane, strip};

/// Draws the pane.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let focused = model.desk.focus == Pane::Practice && model.overlays.is_empty();
    let playing = model.data.playing.as_ref();
    let state = match playing.map(|p| p.session.state) {
        Some(SessionState::Running) => "playing",
        Some(SessionState::Paused) => "paused",
        _ => "",
    };
    let note = playing.map_or(String::new(), |p| {
        if p.session.mode.word() == "repeat" { String::new() } else { p.session.mode.word().to_owned() }
    });
    let frame = pane::Pane { title: "Practice", state, note: &note, focused };
    let inner = frame.render(area, &model.skin, buf);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    match playing {
        Some(playing) => view_playing(model, playing, inner, buf),
        None => view_idle(model, inner, buf),
    }
}

/// The time as shown, and what it is a part of.
pub struct Face {
    /// The digits.
    pub time: String,
    /// What stands beside them.
    pub beside: String,
    /// Past the planned end.
    pub over: bool,
}

/// What the clock shows now.
pub fn face(model: &Model, playing: &Playing) -> Face {
    let elapsed = playing.elapsed(model.now).practised;
    let planned = playing.session.planned_seconds.map(|s| s * 1000);
    let show = |ms: i64| {
        if model.settings.seconds {
            clock_face(ms)
        } else {
            format!("{}:{:02}", ms / 3_600_000, ms / 60_000 % 60)
        }
    };
    if let (Timer::Intervals, Some(work)) = (playing.session.timer, playing.session.work_seconds) {
        let block = elapsed / (work * 1000);
        let left = work * 1000 - elapsed % (work * 1000);
        return Face {
            time: show((left + 999) / 1000 * 1000),
            beside: format!("left of block {} · {} in all", block + 1, spent(elapsed)),
            over: false,
        };
    }
    match (playing.session.timer, planned) {
        (Timer::Countdown, Some(planned)) if elapsed < planned => Face {
            time: show((planned - elapsed + 999) / 1000 * 1000),
            beside: format!("left of {}", spent(planned)),
            over: false,
        },
        (Timer::Countdown, Some(planned)) => {
            Face { time: show(elapsed - planned), beside: format!("over {}", spent(planned)), over: true }
        }
        (_, Some(planned)) if elapsed >= planned => Face {
            time: show(elapsed),
            beside: format!("{} over {}", spent(elapsed - planned), spent(planned)),
            over: true,
        },
        (_, Some(planned)) => {
            Face { time: show(elapsed), beside: format!("of {}", spent(planned)), over: false }
        }
        (_, None) => Face { time: show(elapsed), beside: String::new(), over: false },
    }
}

fn view_playing(model: &Model, playing: &Playing, area: Rect, buf: &mut Buffer) {
    let mut at = Rows { area, y: area.y };
    let roomy = area.height >= 14;
    if area.height >= 9 {
        at.line(title(model, playing, area.width), buf);
        at.gap(roomy);
    }
    view_time(model, playing, &mut at, buf);
    at.gap(area.height >= 11);
    for text in intention(model, playing) {
        at.wrapped(text, 2, buf);
    }
    at.gap(roomy);
    let (cold, warm) = marks(&playing.reps);
    match probe(model, playing) {
        Some(tail) => {
            let mut line = Line::from(model.skin.span(Role::Attention, "COLD "));
            let room = usize::from(area.width).saturating_sub(tail.width() + 6);
            line.extend(strip::strip(&[], &cold, room, &model.skin));
            line.extend(tail);
            at.line(line, buf);
        }
        None if !cold.is_empty() || !warm.is_empty() => {
            at.line(strip::strip(&cold, &warm, usize::from(area.width), &model.skin), buf);
        }
        None => {}
    }
    at.line(sums(model, playing), buf);
    at.gap(roomy);
    for line in extras(model, playing) {
        at.wrapped(line, 2, buf);
    }
}

fn view_time(model: &Model, playing: &Playing, at: &mut Rows, buf: &mut Buffer) {
    let face = face(model, playing);
    let paused = playing.session.state == SessionState::Paused;
    let role = if face.over {
        Role::Attention
    } else if paused {
        Role::Dim
    } else {
        Role::Accent
    };
    let room = Size { width: at.area.width, height: (at.area.height / 3).min(at.left()) };
    let scale = digits::scale_for(&face.time, room, &model.skin);
    let size = digits::size(&face.time, scale);
    let style = model.skin.style(role).bold();
    digits::render(&face.time, scale, style, Rect { y: at.y, height: size.height, ..at.area }, buf);
    let beside =
        if paused { format!("paused {} {}", model.skin.glyphs.dot, face.beside) } else { face.beside };
    let beside_at = at.area.x + size.width + 2;
    if beside_at < at.area.right() {
        let room = at.area.right() - beside_at;
        let span =
            model.skin.span(if face.over { Role::Attention } else { Role::Dim }, fit(&beside, room.into()));
        buf.set_span(beside_at, at.y + size.height - 1, &span, room);
    }
    at.y += size.height;
}

fn title(model: &Model, playing: &Playing, width: u16) -> Line<'static> {
    let skin = &model.skin;
    let mut line = Line::from(skin.span(Role::Strong, fit(&playing.skill.name, usize::from(width))));
    let mut add = |text: String| {
        line.push_span(skin.span(Role::Faint, format!(" {} ", skin.glyphs.dot)));
        line.push_span(skin.span(Role::Dim, safe_line(&text).into_owned()));
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

fn intention(model: &Model, playing: &Playing) -> Vec<Line<'static>> {
    let skin = &model.skin;
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
fn probe(model: &Model, playing: &Playing) -> Option<Line<'static>> {
    let session = &playing.session;
    let done = i64::try_from(playing.reps.iter().filter(|rep| rep.cold).count()).unwrap_or(0);
    if session.probe_reps == 0 || done >= session.probe_reps {
        return None;
    }
    let skin = &model.skin;
    let space = if done > 0 { " " } else { "" };
    let mut line = Line::from(skin.span(Role::Attention, format!("{space}{done}/{}", session.probe_reps)));
    let hint = match (session.prediction, done) {
        (Some(said), _) => format!("  you said {said}"),
        (None, 0) => format!(
            "  no warm-up; {} says how many will hit",
            model.keymap.key(CommandId::Predict).unwrap_or_default()
        ),
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

fn sums(model: &Model, playing: &Playing) -> Line<'static> {
    let skin = &model.skin;
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
    let unresolved = playing.elapsed(model.now).unresolved;
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

fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn extras(model: &Model, playing: &Playing) -> Vec<Line<'static>> {
    let skin = &model.skin;
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

fn view_idle(model: &Model, area: Rect, buf: &mut Buffer) {
    let skin = &model.skin;
    let mut at = Rows { area, y: area.y };
    let chosen = model.desk.focused_skill(&model.data).or_else(|| longest_waiting(&model.data));
    let line = chosen.and_then(|id| model.data.overview.skills.iter().find(|line| line.skill.id == id));
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
        Some(last) => match model.today().0 - model.calendar.day(last).0 {
            0 => "practised today".to_owned(),
            days => format!("not practised for {}", ago(days)),
        },
    };
    at.line(Line::from(skin.span(Role::Dim, format!("      {why}"))), buf);
    if let Some(plan) = model.data.today.plans.iter().find(|plan| plan.plan.skill == line.skill.id) {
        at.wrapped(Line::from(plan_span(model, plan)), 2, buf);
    }
    let last = model
        .data
        .today
        .sessions
        .iter()
        .chain(&model.data.recent)
        .find(|row| row.session.skill == line.skill.id);
    if let Some(focus) = last.map(|row| row.session.next_focus.as_str()).filter(|focus| !focus.is_empty()) {
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
    at.gap(area.height >= 8);
    let key = model.keymap.key(CommandId::Start).unwrap_or_default();
    at.line(Line::from(vec![skin.span(Role::Key, key), skin.span(Role::Dim, " opens the start card")]), buf);
    view_last(model, line.skill.id, &mut at, buf);
}

/// The last sittings on a skill: day, time, hits, and what was to change next.
fn view_last(model: &Model, skill: Id, at: &mut Rows, buf: &mut Buffer) {
    let data = &model.data;
    let own: Vec<_> = data
        .today
        .sessions
        .iter()
        .chain(&data.recent)
        .filter(|row| row.session.skill == skill)
        .take(6)
        .collect();
    if own.is_empty() || at.left() < 4 {
        return;
    }
    let skin = &model.skin;
    at.gap(true);
    at.line(Line::from(skin.span(Role::Dim, "last sittings")), buf);
    for row in own {
        let day = date_near(row.session.day, model.today(), model.settings.date_order);
        let tally = Tally { hits: row.hits, misses: row.misses };
        let reps =
            if tally.total() > 0 { format!("{}/{}", tally.hits, tally.total()) } else { String::new() };
        let facts = format!("{day:>7}  {:>8}  {reps:>7}  ", spent(row.practised));
        let room = usize::from(at.area.width).saturating_sub(facts.chars().count());
        let line = Line::from(vec![
            skin.span(Role::Dim, facts),
            skin.span(Role::Text, fit(&row.session.next_focus, room)),
        ]);
        at.line(line, buf);
    }
}

fn plan_span(model: &Model, line: &crate::journal::read::PlanLine) -> Vec<Span<'static>> {
    let skin = &model.skin;
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

/// Lines laid one below the other until the room is used up.
struct Rows {
    area: Rect,
    y: u16,
}

impl Rows {
    fn left(&self) -> u16 {
        self.area.bottom().saturating_sub(self.y)
    }

    fn gap(&mut self, wanted: bool) {
        self.y += u16::from(wanted);
    }

    fn line(&mut self, line: Line<'static>, buf: &mut Buffer) {
        if self.left() > 0 && !line.spans.is_empty() {
            buf.set_line(self.area.x, self.y, &line, self.area.width);
            self.y += 1;
        }
    }

    /// A line that may take up to `most` rows.
    fn wrapped(&mut self, line: Line<'static>, most: u16, buf: &mut Buffer) {
        let rows = u16::try_from(line.width()).unwrap_or(u16::MAX).div_ceil(self.area.width.max(1));
        // Words do not break where cells do: one row more than the cells need is enough for whole words.
        let rows = (rows + u16::from(rows > 1)).min(most).min(self.left());
        if rows == 0 {
            return;
        }
        let room = Rect { y: self.y, height: rows, ..self.area };
        Paragraph::new(line).wrap(Wrap { trim: true }).render(room, buf);
        let used = (0..rows)
            .rev()
            .find(|row| (0..room.width).any(|x| !buf[(room.x + x, room.y + row)].symbol().trim().is_empty()));
        self.y += used.map_or(1, |row| row + 1);
    }
}
