//! A prompt: one line to type, with choices where there are some. Notes, tags, readings, lengths, filters.

mod view;

use std::fmt::{Debug, Formatter};
use std::rc::Rc;

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::Frame;
use serde_json::Value;

use super::command::{CommandId, Scope};
use super::drafts::Draft;
use super::frame::cx::Cx;
use super::frame::effects::{Effects, of_scope};
use super::frame::layer::{Layer, Restored, Typed, Typing};
use super::widget::editor::{Edited, Editor};
use crate::journal::Error;

/// What an answer asks for: effects, or the sentence that says why it cannot be. What goes away at once closes itself;
/// what asks for a change is closed when that is stored.
pub type Answered = Result<Effects, String>;

/// What becomes of an answer.
type Then = Rc<dyn Fn(&mut Cx, &str) -> Answered>;

/// What is done when it is left.
type Left = Rc<dyn Fn(&mut Cx)>;

/// What an empty line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// The prompt is left.
    Leaves,
    /// It is an answer.
    Answers,
    /// It is refused with this sentence.
    Refused(&'static str),
}

/// What digits do in a prompt with choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    /// They are text, as every letter is.
    Text,
    /// They are text, and a number alone stands for its choice.
    Number,
    /// A digit takes its choice at once, unless a choice has that digit in it.
    Take,
}

/// One line to be typed.
#[derive(Clone)]
pub struct Prompt {
    /// What is asked.
    pub title: String,
    /// Said below, dim.
    pub hint: String,
    /// Choices; typing narrows them down.
    pub choices: Vec<String>,
    /// The line.
    pub editor: Editor,
    /// Why what was typed was refused.
    pub refusal: Option<String>,
    /// Which of the fitting choices is selected.
    pub selected: usize,
    /// Whether what is typed is the answer until a choice is gone to: a tag may be new, or none.
    free: bool,
    /// Whether what is typed is the answer again as soon as something is typed.
    new: bool,
    digits: Digits,
    empty: Empty,
    draft: Option<String>,
    then: Then,
    left: Option<Left>,
}

impl Debug for Prompt {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prompt")
            .field("title", &self.title)
            .field("line", &self.editor.value())
            .finish_non_exhaustive()
    }
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Prompted {
    /// Go on.
    Stay,
    /// This is the answer.
    Answer(String),
    /// Let go.
    Left,
}

impl Prompt {
    /// A prompt with an empty line.
    pub fn new(title: impl Into<String>, hint: impl Into<String>) -> Prompt {
        Prompt {
            title: title.into(),
            hint: hint.into(),
            choices: Vec::new(),
            editor: Editor::line(""),
            refusal: None,
            selected: 0,
            free: false,
            new: false,
            digits: Digits::Text,
            empty: Empty::Leaves,
            draft: None,
            then: Rc::new(|_, _| Ok(Effects::new())),
            left: None,
        }
    }

    /// What is done with the answer.
    #[must_use]
    pub fn then(mut self, then: impl Fn(&mut Cx, &str) -> Answered + 'static) -> Prompt {
        self.then = Rc::new(then);
        self
    }

    /// The same, where an empty line is an answer, too.
    #[must_use]
    pub fn or_nothing(self) -> Prompt {
        Prompt { empty: Empty::Answers, ..self }
    }

    /// The same, where an empty line is refused.
    #[must_use]
    pub fn needs(self, sentence: &'static str) -> Prompt {
        Prompt { empty: Empty::Refused(sentence), ..self }
    }

    /// The same, where what is typed would be missed: it is kept under this key.
    #[must_use]
    pub fn kept_as(self, key: impl Into<String>) -> Prompt {
        Prompt { draft: Some(key.into()), ..self }
    }

    /// What is done when it is left: one step back, where it is the second of two.
    #[must_use]
    pub fn when_left(self, left: impl Fn(&mut Cx) + 'static) -> Prompt {
        Prompt { left: Some(Rc::new(left)), ..self }
    }

    /// The same, where what is typed is the answer until a choice is gone to: a tag may be new, or none.
    #[must_use]
    pub fn may_be_new(self) -> Prompt {
        Prompt { free: true, new: true, empty: Empty::Answers, ..self }
    }

    /// The same with choices.
    #[must_use]
    pub fn choosing(mut self, choices: Vec<String>) -> Prompt {
        self.choices = choices;
        self
    }

    /// The same with a few choices nobody types into: a digit takes one.
    #[must_use]
    pub fn by_digit(self, choices: Vec<String>) -> Prompt {
        Prompt { choices, digits: Digits::Take, ..self }
    }

    /// The same with numbered choices beside what may be typed: a number alone is one of them.
    #[must_use]
    pub fn numbered(self, choices: Vec<String>) -> Prompt {
        Prompt { choices, digits: Digits::Number, ..self }
    }

    /// The same with nothing chosen until something is typed or stepped to: `Enter` alone says so.
    #[must_use]
    pub fn unchosen(mut self) -> Prompt {
        self.free = true;
        self
    }

    /// The same with something typed already.
    #[must_use]
    pub fn with(mut self, text: &str) -> Prompt {
        self.editor = Editor::line(text);
        self
    }

    /// The choices that fit what is typed.
    pub fn fitting(&self) -> Vec<&String> {
        let wanted = crate::domain::naming::fold(&self.editor.value());
        self.choices.iter().filter(|choice| crate::domain::naming::fold(choice).contains(&wanted)).collect()
    }

    /// Does what a key of prompts says.
    pub fn command(&mut self, id: CommandId) -> Prompted {
        match id {
            CommandId::PromptAnswer => return self.answer(),
            CommandId::PromptLeave => return Prompted::Left,
            CommandId::PromptDown | CommandId::PromptUp if self.free => self.free = false,
            CommandId::PromptDown => {
                self.selected = (self.selected + 1).min(self.fitting().len().saturating_sub(1));
            }
            _ => self.selected = self.selected.saturating_sub(1),
        }
        Prompted::Stay
    }

    /// Takes what is typed or pasted.
    pub fn handle(&mut self, event: &Event) -> Prompted {
        self.refusal = None;
        if let Event::Key(KeyEvent { code: KeyCode::Char(digit @ '1'..='9'), .. }) = event
            && self.digits == Digits::Take
            && self.editor.is_empty()
            && !self.choices.iter().any(|choice| choice.contains(*digit))
        {
            let at = usize::from(*digit as u8 - b'1');
            if let Some(choice) = self.choices.get(at) {
                return Prompted::Answer(choice.clone());
            }
        }
        match self.editor.handle(event) {
            Edited::Refused(why) => self.refusal = Some(why.to_owned()),
            Edited::Changed => {
                self.selected = 0;
                self.free = self.new || (self.free && self.editor.is_empty());
            }
            Edited::Moved | Edited::Ignored => {}
        }
        Prompted::Stay
    }

    /// The choice whose number alone is typed.
    fn by_number(&self) -> Option<&String> {
        let typed = self.editor.value();
        let number: usize = typed.trim().parse().ok().filter(|_| self.digits == Digits::Number)?;
        let taken = self.choices.iter().any(|choice| *choice == typed.trim());
        self.choices.get(number.checked_sub(1)?).filter(|_| !taken)
    }

    fn answer(&self) -> Prompted {
        if let Some(choice) = self.by_number() {
            return Prompted::Answer(choice.clone());
        }
        let chosen = self.fitting().get(self.selected).filter(|_| !self.free).map(|choice| (*choice).clone());
        // What fits no choice is taken as typed; whether that means anything is for whoever asked.
        Prompted::Answer(chosen.unwrap_or_else(|| self.editor.value()))
    }
}

/// Asks for the words that a list is filtered by.
pub fn filter(title: &str, then: impl Fn(&mut Cx, String) + 'static) -> Prompt {
    Prompt::new(title, "Enter keeps it, an empty line shows all").or_nothing().then(move |cx, words| {
        cx.close();
        then(cx, words.to_owned());
        Ok(Effects::new())
    })
}

impl Layer for Prompt {
    fn scope(&self) -> Scope {
        Scope::Prompt
    }

    fn typing(&self) -> Option<Typing> {
        Some(typing)
    }

    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        id != CommandId::PromptDown || !self.choices.is_empty()
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn draft_key(&self) -> Option<String> {
        self.draft.clone()
    }

    fn typed(&self) -> Option<Typed> {
        Some(Typed {
            revision: 0,
            title: self.title.clone(),
            values: Value::String(self.editor.value()),
            changed: Some(!self.editor.is_empty()),
        })
    }

    fn restore(&mut self, draft: &Draft, _: &str) -> Restored {
        if !self.editor.is_empty() {
            return Restored::Nothing;
        }
        self.editor = Editor::line(draft.values.as_str().unwrap_or_default());
        Restored::Again
    }

    fn refuse(&mut self, _: &Error, sentence: String) -> Option<Effects> {
        self.refusal = Some(sentence);
        Some(Effects::new())
    }
}

/// A key or a paste for the prompt on top.
fn typing(cx: &mut Cx, event: &Event) -> Effects {
    let command = of_scope(&cx.keymap, Scope::Prompt, event);
    let Some(prompt) = cx.top_mut::<Prompt>() else { return Effects::new() };
    let prompted = match command {
        Some(id) => prompt.command(id),
        None => prompt.handle(event),
    };
    match prompted {
        Prompted::Stay => {}
        Prompted::Left => {
            if let Some(prompt) = cx.take_top::<Prompt>()
                && let Some(left) = prompt.left
            {
                left(cx);
            }
        }
        Prompted::Answer(answer) => return answered(cx, answer.trim()),
    }
    Effects::new()
}

/// An answer was given: what is done with it was said where it was asked.
fn answered(cx: &mut Cx, answer: &str) -> Effects {
    let Some(prompt) = cx.top_mut::<Prompt>() else { return Effects::new() };
    let (then, empty) = (Rc::clone(&prompt.then), prompt.empty);
    let answered = match (answer, empty) {
        ("", Empty::Leaves) => {
            cx.close();
            return Effects::new();
        }
        ("", Empty::Refused(sentence)) => Err(sentence.to_owned()),
        _ => then(cx, answer),
    };
    answered.unwrap_or_else(|refusal| {
        if let Some(prompt) = cx.top_mut::<Prompt>() {
            prompt.refusal = Some(refusal);
        }
        Effects::new()
    })
}

#[cfg(test)]
mod tests;
