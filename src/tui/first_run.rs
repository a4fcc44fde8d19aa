//! The first three questions: what to get better at, one skill in it (or a ladder), how long a session is. All can be
//! skipped; none is asked twice.

use crossterm::event::Event;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::command::{CommandId, Scope};
use super::frame::cx::Cx;
use super::frame::effects::{Effects, ask_to_write, of_scope};
use super::frame::layer::{Layer, Typing};
use super::overlay::sheet;
use super::theme::Role;
use super::widget::editor::Editor;
use super::widget::pane::Pane;
use super::widget::put;
use super::worker::{Answers, Ask};
use crate::domain::display::fit;
use crate::journal::Error;

/// A ladder that can be taken as a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// The questions.
#[derive(Debug, Clone)]
pub struct FirstRun {
    step: usize,
    editor: Editor,
    offers: Vec<Offer>,
    /// 0 is the line itself, then the offers.
    selected: usize,
    answers: Answers,
    refusal: Option<String>,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Go on.
    Stay,
    /// All is answered or skipped.
    Done(Answers),
}

const QUESTIONS: [(&str, &str); 3] = [
    ("What do you want to get better at?", "an area, like jazz piano or code review"),
    ("One skill in it", "something small enough to practise in one sitting"),
    ("How long is a session?", "minutes, 25 if you say nothing; any start card can say otherwise"),
];

impl FirstRun {
    /// The questions, with ladders to offer.
    pub fn new(offers: Vec<Offer>) -> FirstRun {
        FirstRun {
            step: 0,
            editor: Editor::line(""),
            offers,
            selected: 0,
            answers: Answers::default(),
            refusal: None,
        }
    }

    /// Does what a key of prompts says.
    pub fn command(&mut self, id: CommandId) -> Asked {
        self.refusal = None;
        match id {
            CommandId::PromptAnswer => return self.next(),
            CommandId::PromptLeave => return self.skip(),
            _ if self.step > 0 => {}
            CommandId::PromptDown => self.selected = (self.selected + 1).min(self.offers.len()),
            _ => self.selected = self.selected.saturating_sub(1),
        }
        Asked::Stay
    }

    /// Takes what is typed or pasted.
    pub fn handle(&mut self, event: &Event) {
        self.refusal = None;
        self.selected = 0;
        self.editor.handle(event);
    }

    /// Whether there is a list to choose from.
    pub fn has_choices(&self) -> bool {
        self.step == 0 && !self.offers.is_empty()
    }

    /// Skips a question; what was typed is kept as its answer all the same.
    fn skip(&mut self) -> Asked {
        self.selected = 0;
        match self.next() {
            Asked::Stay if self.refusal.is_some() => Asked::Done(self.answers.clone()),
            asked => asked,
        }
    }

    fn next(&mut self) -> Asked {
        let typed = self.editor.value().trim().to_owned();
        match self.step {
            0 if self.selected > 0 => {
                self.answers.area.clear();
                self.answers.ladder = self.offers.get(self.selected - 1).map(|offer| offer.id.clone());
                self.step = 2;
            }
            0 if typed.is_empty() => return Asked::Done(Answers::default()),
            0 => {
                self.answers = Answers { area: typed, ladder: None, ..std::mem::take(&mut self.answers) };
                self.go_to(1, &self.answers.skill.clone());
                return Asked::Stay;
            }
            1 => {
                self.answers.skill = typed;
                self.step = 2;
            }
            _ => {
                match crate::domain::when::duration(&typed) {
                    Ok(ms) if ms > 24 * 3_600_000 => {
                        self.refusal = Some("that is longer than a day".to_owned())
                    }
                    Ok(ms) if ms >= 60_000 => self.answers.minutes = Some(ms / 60_000),
                    _ if typed.is_empty() => {}
                    Ok(_) => self.refusal = Some("a session is at least a minute".to_owned()),
                    Err(error) => self.refusal = Some(error.to_string()),
                }
                if self.refusal.is_none() {
                    return Asked::Done(self.answers.clone());
                }
                return Asked::Stay;
            }
        }
        self.selected = 0;
        self.editor = Editor::line("");
        Asked::Stay
    }

    fn go_to(&mut self, step: usize, typed: &str) {
        self.step = step;
        self.selected = 0;
        self.editor = Editor::line(typed);
    }

    fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let offers = if self.step == 0 { self.offers.len() } else { 0 };
        let height = 9 + u16::try_from(offers).unwrap_or(0) + if offers > 0 { 2 } else { 0 };
        let note = format!("{} of 3", self.step + 1);
        let pane = Pane { title: "Welcome to etude", state: "", note: &note, focused: true };
        let inner = sheet(frame, pane, 70, height, skin);
        let inside = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), ..inner };
        let (question, hint) = QUESTIONS[self.step.min(2)];
        let mut row = u16::from(inside.height > 8);
        put(&Line::from(skin.span(Role::Strong, question)), inside, row, frame.buffer_mut());
        put(&Line::from(skin.span(Role::Dim, hint)), inside, row + 1, frame.buffer_mut());
        row += 3;
        let typing = self.selected == 0;
        let sign = if typing { skin.glyphs.bar } else { " " };
        put(&Line::from(skin.span(Role::Accent, sign)), inside, row, frame.buffer_mut());
        if row < inside.height {
            let field =
                Rect { x: inside.x + 2, y: inside.y + row, width: inside.width.saturating_sub(2), height: 1 };
            self.editor.view(frame, field, typing, skin);
        }
        row += 2;
        if offers > 0 {
            put(
                &Line::from(skin.span(Role::Dim, "or take a worked-out ladder, with its skills and drills:")),
                inside,
                row,
                frame.buffer_mut(),
            );
            row += 1;
        }
        for (i, offer) in self.offers.iter().enumerate().take(offers) {
            let selected = self.selected == i + 1;
            let room = usize::from(inside.width.saturating_sub(2));
            let line = Line::from(vec![
                skin.span(Role::Accent, if selected { skin.glyphs.bar } else { " " }),
                skin.span(
                    if selected { Role::Strong } else { Role::Text },
                    format!(" {}", fit(&offer.title, room)),
                ),
            ]);
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
        row += 1;
        if let Some(refusal) = &self.refusal {
            let line = Line::from(skin.span(Role::Bad, refusal.clone()));
            put(&line, inside, row, frame.buffer_mut());
        }
    }
}

impl Layer for FirstRun {
    fn scope(&self) -> Scope {
        Scope::Prompt
    }

    fn typing(&self) -> Option<Typing> {
        Some(typing)
    }

    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        id != CommandId::PromptDown || self.has_choices()
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    /// The questions stand, with what was answered, and begin again.
    fn refuse(&mut self, _: &Error, sentence: String) -> Option<Effects> {
        self.go_to(0, &self.answers.area.clone());
        self.refusal = Some(sentence);
        Some(Effects::new())
    }
}

/// A key or a paste for the questions.
fn typing(cx: &mut Cx, event: &Event) -> Effects {
    let command = of_scope(&cx.keymap, Scope::Prompt, event);
    let Some(questions) = cx.top_mut::<FirstRun>() else { return Effects::new() };
    match command.map(|id| questions.command(id)) {
        Some(Asked::Done(answers)) => return ask_to_write(cx, Ask::SetUp(answers)),
        Some(Asked::Stay) => {}
        None => questions.handle(event),
    }
    Effects::new()
}
