//! The start card: everything is filled in from last time, `Enter` starts; every line can be changed.

use crossterm::event::{Event, KeyCode};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::display::{fit, pad, safe_line};
use crate::domain::drill::Turn;
use crate::domain::session::{AiUse, Mode, Timer};
use crate::domain::when::spent;
use crate::journal::ritual::StartCard;
use crate::tui::command::{CommandId, Scope};
use crate::tui::model::Model;
use crate::tui::overlay::sheet;
use crate::tui::theme::Role;
use crate::tui::widget::editor::{Edited, Editor};
use crate::tui::widget::pane::Pane;
use crate::tui::widget::put;

/// A line of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The one thing meant to change.
    Intention,
    /// How a hit is told from a miss.
    Criterion,
    /// The drill.
    Drill,
    /// How hard it is set.
    Dial,
    /// Planned minutes.
    Minutes,
    /// How the clock is shown.
    Timer,
    /// What kind of sitting.
    Mode,
    /// Whom it is with.
    With,
    /// Where and with what.
    Context,
    /// What an AI does.
    Ai,
    /// Kept out of exports.
    Private,
}

impl Slot {
    const fn label(self) -> &'static str {
        match self {
            Slot::Intention => "intend",
            Slot::Criterion => "hit",
            Slot::Drill => "drill",
            Slot::Dial => "dial",
            Slot::Minutes => "plan",
            Slot::Timer => "clock",
            Slot::Mode => "mode",
            Slot::With => "with",
            Slot::Context => "context",
            Slot::Ai => "AI",
            Slot::Private => "private",
        }
    }

    const fn is_text(self) -> bool {
        matches!(self, Slot::Intention | Slot::Criterion | Slot::With | Slot::Context)
    }
}

/// The card while it is open.
#[derive(Debug)]
pub struct StartState {
    /// What it holds.
    pub card: StartCard,
    /// The name typed into *with*; made into a person when the session starts.
    pub with: String,
    /// The selected line.
    pub selected: usize,
    /// The line being written in.
    pub editor: Option<Editor>,
    /// Whether last time's lines are shown.
    pub revealed: bool,
    /// Why it was refused.
    pub refusal: Option<String>,
}

impl StartState {
    /// A card as the journal filled it in; minutes where nothing says so are the default.
    pub fn new(mut card: StartCard, default_minutes: i64) -> StartState {
        if card.session.planned_seconds.is_none() && default_minutes > 0 {
            card.session.planned_seconds = Some(default_minutes * 60);
        }
        StartState { card, with: String::new(), selected: 0, editor: None, revealed: false, refusal: None }
    }

    /// Where keys mean something.
    pub fn scope(&self) -> Scope {
        if self.editor.is_some() { Scope::Form } else { Scope::StartCard }
    }

    /// The lines that make sense for this session.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = vec![Slot::Intention, Slot::Criterion];
        if !self.card.drills.is_empty() {
            slots.push(Slot::Drill);
        }
        if self.card.drill().is_some_and(|drill| drill.dial.is_some()) {
            slots.push(Slot::Dial);
        }
        slots.extend([Slot::Minutes, Slot::Timer, Slot::Mode]);
        if matches!(self.card.session.mode, Mode::Observe | Mode::Teach) {
            slots.push(Slot::With);
        }
        slots.extend([Slot::Context, Slot::Ai, Slot::Private]);
        slots
    }

    fn slot(&self) -> Slot {
        let slots = self.slots();
        slots[self.selected.min(slots.len() - 1)]
    }

    /// Moves the selection.
    pub fn step(&mut self, by: isize) {
        let last = self.slots().len() - 1;
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Begins to write in a line (the selected one, or a given one), if it is text.
    pub fn write(&mut self, slot: Option<Slot>) {
        if let Some(at) = slot.and_then(|slot| self.slots().iter().position(|s| *s == slot)) {
            self.selected = at;
        }
        let slot = self.slot();
        if slot.is_text() {
            self.editor = Some(Editor::line(&self.text(slot)));
        }
    }

    fn text(&self, slot: Slot) -> String {
        match slot {
            Slot::Intention => self.card.session.intention.clone(),
            Slot::Criterion => self.card.session.criterion.clone(),
            Slot::With => self.with.clone(),
            Slot::Context => self.card.session.context.clone(),
            _ => String::new(),
        }
    }

    /// Takes a key while a line is being written. `Esc` and `Enter` keep what is there.
    pub fn handle(&mut self, event: &Event) {
        let Some(editor) = &mut self.editor else { return };
        if let Event::Key(key) = event
            && matches!(key.code, KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::Down | KeyCode::Up)
        {
            self.keep_text();
            match key.code {
                KeyCode::Tab | KeyCode::Down => self.step(1),
                KeyCode::Up => self.step(-1),
                _ => {}
            }
            return;
        }
        if let Edited::Refused(why) = editor.handle(event) {
            self.refusal = Some(why.to_owned());
        }
    }

    /// Takes over what is being written.
    pub fn keep_text(&mut self) {
        let Some(editor) = self.editor.take() else { return };
        let text = editor.value();
        let slot = self.slot();
        match slot {
            Slot::Intention => self.card.session.intention = text,
            Slot::Criterion => self.card.session.criterion = text,
            Slot::With => self.with = text,
            Slot::Context => self.card.session.context = text,
            _ => {}
        }
    }

    /// Changes the selected line to its next or previous value; a text line is written in.
    pub fn change(&mut self, by: isize) {
        let slot = self.slots().get(self.selected).copied();
        let session = &mut self.card.session;
        match slot {
            Some(Slot::Drill) => self.next_drill(by),
            Some(Slot::Dial) => self.turn(by),
            Some(Slot::Minutes) => {
                let minutes = session.planned_seconds.unwrap_or(0) / 60;
                let step = if minutes < 15 || (minutes == 15 && by < 0) { 1 } else { 5 };
                let minutes = (minutes + step * i64::try_from(by).unwrap_or(0)).clamp(0, 1440);
                session.planned_seconds = (minutes > 0).then_some(minutes * 60);
            }
            Some(Slot::Timer) => {
                session.timer = turned(Timer::ALL, session.timer, by);
                if session.timer == Timer::Intervals {
                    session.work_seconds = session.work_seconds.or(Some(12 * 60));
                    session.pause_seconds = session.pause_seconds.or(Some(60));
                }
            }
            Some(Slot::Mode) => session.mode = turned(Mode::ALL, session.mode, by),
            Some(Slot::Ai) => session.ai_use = turned(AiUse::ALL, session.ai_use, by),
            Some(Slot::Private) => session.private = !session.private,
            Some(_) => self.write(None),
            None => {}
        }
        self.selected = self.selected.min(self.slots().len() - 1);
    }

    fn next_drill(&mut self, by: isize) {
        let ids: Vec<Option<_>> =
            std::iter::once(None).chain(self.card.drills.iter().map(|d| Some(d.id))).collect();
        let next = turned(&ids, self.card.session.drill, by);
        self.card.choose_drill(next);
        if let Some(minutes) = self.card.drill().and_then(|drill| drill.minutes) {
            self.card.session.planned_seconds = Some(minutes * 60);
        }
    }

    fn turn(&mut self, by: isize) {
        let Some(drill) = self.card.drill() else { return };
        let turn = if by > 0 { Turn::Harder } else { Turn::Easier };
        let now = self.card.session.dial.clone().or_else(|| drill.dial_now.clone());
        if let Some(next) = drill.dial.as_ref().and_then(|dial| dial.turned(now.as_deref(), turn)) {
            self.card.session.dial = Some(next);
        }
    }

    /// What a line shows.
    fn shown(&self, slot: Slot) -> (Role, String) {
        let session = &self.card.session;
        let or = |text: &str, empty: &str| {
            if text.is_empty() {
                (Role::Faint, empty.to_owned())
            } else {
                (Role::Text, safe_line(text).into_owned())
            }
        };
        match slot {
            Slot::Intention => or(&session.intention, "the one thing to change"),
            Slot::Criterion => or(&session.criterion, "how will you know?"),
            Slot::Drill => match self.card.drill() {
                Some(drill) => (Role::Text, safe_line(&drill.name).into_owned()),
                None => (Role::Dim, "no drill".to_owned()),
            },
            Slot::Dial => self.shown_dial(),
            Slot::Minutes => match session.planned_seconds {
                Some(seconds) => (Role::Text, spent(seconds * 1000)),
                None => (Role::Dim, "open end".to_owned()),
            },
            Slot::Timer => (Role::Text, self.shown_timer()),
            Slot::Mode => (Role::Text, session.mode.word().to_owned()),
            Slot::With => or(&self.with, "whom?"),
            Slot::Context => or(&session.context, "where, with what"),
            Slot::Ai => (
                if session.ai_use == AiUse::None { Role::Dim } else { Role::Text },
                session.ai_use.word().to_owned(),
            ),
            Slot::Private => {
                if session.private {
                    (Role::Text, "yes: in no export".to_owned())
                } else {
                    (Role::Dim, "no".to_owned())
                }
            }
        }
    }

    fn shown_dial(&self) -> (Role, String) {
        let drill = self.card.drill();
        let now = self.card.session.dial.as_ref().or_else(|| drill.and_then(|d| d.dial_now.as_ref()));
        match (drill.and_then(|d| d.dial.as_ref()), now) {
            (Some(dial), Some(now)) => (Role::Text, safe_line(&dial.shown(now)).into_owned()),
            _ => (Role::Dim, "not set".to_owned()),
        }
    }

    fn shown_timer(&self) -> String {
        let session = &self.card.session;
        match (session.timer, session.work_seconds) {
            (Timer::CountUp, _) => "counts up".to_owned(),
            (Timer::Countdown, _) => "counts down".to_owned(),
            (Timer::Intervals, work) => format!(
                "blocks of {}, pauses of {}",
                spent(work.unwrap_or(0) * 1000),
                spent(session.pause_seconds.unwrap_or(0) * 1000)
            ),
        }
    }

    /// Draws the card.
    pub fn view(&self, model: &Model, frame: &mut Frame<'_>) {
        let skin = &model.skin;
        let slots = self.slots();
        let extra = self.extra(model);
        let height = u16::try_from(slots.len() + extra.len()).unwrap_or(20) + 4;
        let areas = self.card.areas.join(", ");
        let title = safe_line(&self.card.skill.name).into_owned();
        let pane = Pane { title: &title, state: "", note: &areas, focused: true };
        let inner = sheet(frame, pane, 76.min(frame.area().width), height, skin);
        let inside = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        // On a low window the lines scroll with the selection; the extras below give way first.
        let room = inside.height.saturating_sub(2).max(1);
        let first = (self.selected + 1).saturating_sub(usize::from(room));
        let mut row = u16::from(inside.height > u16::try_from(slots.len()).unwrap_or(0) + 1);
        for (i, slot) in slots.iter().enumerate().skip(first).take(usize::from(room)) {
            self.view_slot(model, frame, inside, row, *slot, i == self.selected);
            row += 1;
        }
        row += 1;
        for line in extra {
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
    }

    fn view_slot(
        &self,
        model: &Model,
        frame: &mut Frame<'_>,
        area: Rect,
        row: u16,
        slot: Slot,
        selected: bool,
    ) {
        if row >= area.height {
            return;
        }
        let skin = &model.skin;
        let (role, text) = self.shown(slot);
        let sign = if selected { skin.glyphs.bar } else { " " };
        let room = usize::from(area.width.saturating_sub(12));
        let text = if selected && !slot.is_text() { format!("‹ {text} ›") } else { text };
        let text = if skin.glyphs.unicode { text } else { text.replace('‹', "<").replace('›', ">") };
        let role = if selected && role == Role::Text { Role::Strong } else { role };
        let line = Line::from(vec![
            skin.span(Role::Accent, sign),
            skin.span(Role::Dim, pad(slot.label(), 10)),
            skin.span(role, fit(&text, room)),
        ]);
        put(&line, area, row, frame.buffer_mut());
        if let (true, Some(editor)) = (selected, &self.editor) {
            let field =
                Rect { x: area.x + 11, y: area.y + row, width: area.width.saturating_sub(12), height: 1 };
            super::super::widget::clear(field, frame.buffer_mut());
            editor.view(frame, field, true, skin);
        }
    }

    /// What stands below the lines: the probe, the plan's if-then, last time, a refusal.
    fn extra(&self, model: &Model) -> Vec<Line<'static>> {
        let skin = &model.skin;
        let mut lines = Vec::new();
        if let Some(refusal) = &self.refusal {
            lines.push(Line::from(skin.span(Role::Bad, safe_line(refusal).into_owned())));
        }
        if let Some(line) = &self.card.plan {
            let plan = &line.plan;
            let text = match (plan.if_text.is_empty(), plan.then_text.is_empty()) {
                (true, true) => "planned for today".to_owned(),
                _ => format!("if {}, then {}", safe_line(&plan.if_text), safe_line(&plan.then_text)),
            };
            lines.push(Line::from(vec![skin.span(Role::Accent, " plan      "), skin.span(Role::Text, text)]));
        }
        if let Some(last) = self.last(model) {
            lines.push(last);
        }
        lines
    }

    /// Whether something was written last time that can be shown.
    pub fn has_lesson(&self) -> bool {
        self.card.last.as_ref().is_some_and(|last| !last.worked.is_empty() || !last.didnt.is_empty())
    }

    /// Last time's lesson is hidden until one has tried to say it (retrieval beats reading).
    fn last(&self, model: &Model) -> Option<Line<'static>> {
        let last = self.card.last.as_ref().filter(|_| self.has_lesson())?;
        let skin = &model.skin;
        let label = skin.span(Role::Dim, " last time ");
        if !self.revealed {
            let veil =
                if skin.glyphs.unicode { "▒▒▒▒▒▒▒▒▒▒▒▒" } else { "............" };
            return Some(Line::from(vec![
                label,
                skin.span(Role::Faint, veil),
                skin.span(
                    Role::Dim,
                    format!(
                        "  say it first, then {}",
                        model.keymap.key(CommandId::CardReveal).unwrap_or_default()
                    ),
                ),
            ]));
        }
        let text =
            [&last.worked, &last.didnt].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>();
        Some(Line::from(vec![label, skin.span(Role::Text, safe_line(&text.join(" · ")).into_owned())]))
    }
}

/// The value so many steps on in a row of values, going round.
fn turned<T: Copy + PartialEq>(all: &[T], now: T, by: isize) -> T {
    let at = all.iter().position(|value| *value == now).unwrap_or(0).cast_signed();
    all[(at + by).rem_euclid(all.len().cast_signed()).cast_unsigned()]
}
