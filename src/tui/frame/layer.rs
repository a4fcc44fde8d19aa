//! What lies over the screens: cards, prompts, forms, windows. Each knows its scope, takes its keys, draws itself, keeps
//! what is typed in it; nobody else knows which there are.

use std::any::Any;
use std::fmt::Debug;

use crossterm::event::Event;
use ratatui::Frame;
use serde_json::Value;

use super::cx::Cx;
use super::effects::Effects;
use crate::journal::Error;
use crate::tui::command::{CommandId, Scope};
use crate::tui::drafts::Draft;

/// What takes keys and pastes.
pub type Typing = fn(&mut Cx, &Event) -> Effects;
/// What does a command.
pub type Acting = fn(&mut Cx, CommandId) -> Effects;

/// Something over the screens; the last one laid has the keys.
pub trait Layer: Any + Debug {
    /// Where keys mean something while it lies on top.
    fn scope(&self) -> Scope;

    /// What takes every key and paste, where text is typed; else keys are commands of the scope.
    fn typing(&self) -> Option<Typing> {
        None
    }

    /// What does the commands of its scope, where no text is typed.
    fn acting(&self) -> Acting {
        |_, _| Effects::new()
    }

    /// Why a command cannot be done now.
    fn why_not(&self, _: CommandId) -> Option<&'static str> {
        None
    }

    /// Whether a command has something to do just now: the footer shows it then.
    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        !matches!(id, CommandId::FormSave | CommandId::FormEditor | CommandId::FormSwap | CommandId::FormAnew)
    }

    /// What a command does just now, where its title does not say it.
    fn title(&self, _: CommandId) -> Option<&'static str> {
        None
    }

    /// What a command does just now in a sentence, where the command's own does not say it.
    fn help(&self, _: CommandId) -> Option<&'static str> {
        None
    }

    /// Draws it.
    fn view(&self, cx: &Cx, frame: &mut Frame<'_>);

    /// The key that what is typed in it is kept under.
    fn draft_key(&self) -> Option<String> {
        None
    }

    /// What is typed in it and could be lost.
    fn typed(&self) -> Option<Typed> {
        None
    }

    /// Takes the line that is being written into what it holds.
    fn keep_text(&mut self) {}

    /// Takes an unsaved text up again.
    fn restore(&mut self, _: &Draft, _when: &str) -> Restored {
        Restored::Nothing
    }

    /// The draft of another record that this text is from now on, and what opens it: the stored record was changed since.
    fn gives_way(&self, _: &Draft) -> Option<(String, Effects)> {
        None
    }

    /// What it asked for was refused, with this sentence; `None` where it has no place to say so.
    fn refuse(&mut self, error: &Error, sentence: String) -> Option<Effects>;

    /// Whether leaving the program stores what it holds: what does.
    fn leaving(&self) -> Option<fn(&mut Cx) -> Effects> {
        None
    }
}

/// What a layer holds that could be lost.
#[derive(Debug)]
pub struct Typed {
    /// The revision of the record it is about.
    pub revision: i64,
    /// What it is about, for people.
    pub title: String,
    /// The texts.
    pub values: Value,
    /// Whether it is known to differ from what is stored; `None` where only the beginning can tell.
    pub changed: Option<bool>,
}

/// What became of an unsaved text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restored {
    /// It holds nothing new.
    Nothing,
    /// It is there again.
    Again,
    /// It is there again, and the layer says so itself.
    Said,
}

impl dyn Layer {
    /// This layer, where it is of a kind.
    pub fn is<T: Layer>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }
}

/// The layer on top, where it is of a kind.
pub fn top_mut<T: Layer>(layers: &mut [Box<dyn Layer>]) -> Option<&mut T> {
    let top: &mut dyn Any = layers.last_mut()?.as_mut();
    top.downcast_mut()
}

impl Cx {
    /// Puts something over the screen.
    pub fn lay(&mut self, layer: impl Layer) {
        self.pending.clear();
        self.layers.push(Box::new(layer));
    }

    /// Takes away what lies on top.
    pub fn close(&mut self) {
        self.layers.pop();
    }

    /// What lies on top, where it is of a kind.
    pub fn top<T: Layer>(&self) -> Option<&T> {
        self.layers.last()?.is()
    }

    /// The same, to be changed.
    pub fn top_mut<T: Layer>(&mut self) -> Option<&mut T> {
        top_mut(&mut self.layers)
    }

    /// Takes what lies on top away, where it is of a kind.
    pub fn take_top<T: Layer>(&mut self) -> Option<Box<T>> {
        self.top::<T>()?;
        let top: Box<dyn Any> = self.layers.pop()?;
        top.downcast().ok()
    }
}
