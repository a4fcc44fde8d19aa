//! The start card: everything is filled in from last time, `Enter` starts; every line can be changed.

use crossterm::event::{Event, KeyCode};
use ratatui::Frame;
use serde_json::Value;

use crate::domain::display::safe_line;
use crate::domain::drill::Turn;
use crate::domain::session::{AiUse, Mode, Timer};
use crate::domain::when::spent;
use crate::journal::Error;
use crate::journal::ritual::StartCard;
use crate::tui::command::{CommandId, Scope};
use crate::tui::drafts::{Draft, has_draft, object};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::{Acting, Layer, Restored, Typed, Typing};
use crate::tui::ritual;
use crate::tui::theme::Role;
use crate::tui::widget::editor::{Edited, Editor};

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
    pub(super) const fn label(self) -> &'static str {
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

    pub(super) const fn is_text(self) -> bool {
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
    /// The skill of the session that ends when this one starts.
    pub closes: Option<String>,
    /// Why it was refused.
    pub refusal: Option<String>,
}

impl StartState {
    /// A card as the journal filled it in.
    pub fn new(card: StartCard) -> StartState {
        StartState {
            card,
            with: String::new(),
            selected: 0,
            editor: None,
            revealed: false,
            closes: None,
            refusal: None,
        }
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
        let code = if let Event::Key(key) = event { key.code } else { KeyCode::Null };
        if matches!(code, KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::Down | KeyCode::Up) {
            self.keep_text();
            match code {
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
    pub(super) fn shown(&self, slot: Slot) -> (Role, String) {
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

    /// Whether something was written last time that can be shown.
    pub fn has_lesson(&self) -> bool {
        self.card.last.as_ref().is_some_and(|last| !last.worked.is_empty() || !last.didnt.is_empty())
    }
}

/// The value so many steps on in a row of values, going round.
fn turned<T: Copy + PartialEq>(all: &[T], now: T, by: isize) -> T {
    let at = all.iter().position(|value| *value == now).unwrap_or(0).cast_signed();
    all[(at + by).rem_euclid(all.len().cast_signed()).cast_unsigned()]
}

/// What is typed into the card, and what becomes of it.
impl StartState {
    fn values(&self) -> Value {
        let session = &self.card.session;
        // The line that is being written is not in the card yet.
        let writing = self.slots().get(self.selected).copied();
        let now = |slot: Slot, kept: &str| match (&self.editor, writing == Some(slot)) {
            (Some(editor), true) => editor.value(),
            _ => kept.to_owned(),
        };
        object([
            ("intention", &now(Slot::Intention, &session.intention)),
            ("criterion", &now(Slot::Criterion, &session.criterion)),
            ("context", &now(Slot::Context, &session.context)),
            ("with", &now(Slot::With, &self.with)),
        ])
    }

    fn take_draft(&mut self, values: &Value) {
        let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let session = &mut self.card.session;
        session.intention = text("intention");
        session.criterion = text("criterion");
        session.context = text("context");
        self.with = text("with");
    }
}

impl Layer for StartState {
    fn scope(&self) -> Scope {
        if self.editor.is_some() { Scope::Form } else { Scope::StartCard }
    }

    fn typing(&self) -> Option<Typing> {
        self.editor.is_some().then_some(ritual::start_line)
    }

    fn acting(&self) -> Acting {
        ritual::start_card
    }

    fn offers(&self, cx: &Cx, id: CommandId) -> bool {
        match id {
            CommandId::FormAnew | CommandId::CardAnew => self.editor.is_some() || has_draft(cx),
            CommandId::FormSave | CommandId::FormEditor | CommandId::FormSwap => false,
            CommandId::CardReveal => !self.revealed && self.has_lesson(),
            _ => true,
        }
    }

    fn title(&self, id: CommandId) -> Option<&'static str> {
        // A line of the card is kept by whatever leaves it.
        (id == CommandId::FormLeave).then_some("done")
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn draft_key(&self) -> Option<String> {
        Some(format!("start-{}", self.card.skill.id))
    }

    fn typed(&self) -> Option<Typed> {
        Some(Typed {
            revision: self.card.skill.revision,
            title: self.card.skill.name.clone(),
            values: self.values(),
            changed: None,
        })
    }

    /// One that was left holds its draft already; it stays until the session starts.
    fn restore(&mut self, draft: &Draft, _: &str) -> Restored {
        self.take_draft(&draft.values);
        Restored::Again
    }

    fn refuse(&mut self, _: &Error, sentence: String) -> Option<Effects> {
        self.refusal = Some(sentence);
        Some(Effects::new())
    }
}
