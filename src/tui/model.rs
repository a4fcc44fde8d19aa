//! The whole screen: what every room sees, and the rooms. `update` changes it, `view` reads it; neither sees a clock, a
//! terminal or a file.

use std::ops::{Deref, DerefMut};

use super::areas::state::AreasState;
use super::cards::close::CloseCard;
use super::cards::gap::GapCard;
use super::cards::start::StartState;
use super::command::Scope;
use super::desk::state::DeskState;
use super::editing::FormState;
use super::feedback::state::FeedbackScreen;
use super::first_run::FirstRun;
pub use super::frame::cx::{Cx, Message, Place, Settings};
use super::overlay::help::Help;
use super::overlay::palette::Palette;
use super::prompt::Prompt;
use super::stages::promote::PromoteCard;
use super::stages::sheet::Sheet;
use super::stages::state::StagesScreen;

/// What lies over the screen; the last one has the keys.
#[derive(Debug)]
pub enum Overlay {
    /// The card before a session.
    Start(Box<StartState>),
    /// The card after a session.
    Close(Box<CloseCard>),
    /// Time in doubt.
    Gap(GapCard),
    /// One line to be typed, or one of a few to be chosen.
    Prompt(Prompt),
    /// The keys of here.
    Help(Help),
    /// Every command by its name.
    Palette(Palette),
    /// The first three questions.
    FirstRun(Box<FirstRun>),
    /// A record being made or edited.
    Form(Box<FormState>),
    /// The card that takes the next stage.
    Promote(Box<PromoteCard>),
    /// All of one record.
    Sheet(Box<Sheet>),
}

/// Everything.
#[derive(Debug)]
pub struct Model {
    /// What every room sees.
    pub cx: Cx,
    /// What the Desk's panes remember.
    pub desk: DeskState,
    /// What the Areas screen remembers.
    pub areas: AreasState,
    /// What the Feedback screen remembers.
    pub feedback: FeedbackScreen,
    /// What the Stages screen remembers.
    pub stages: StagesScreen,
}

impl Deref for Model {
    type Target = Cx;

    fn deref(&self) -> &Cx {
        &self.cx
    }
}

impl DerefMut for Model {
    fn deref_mut(&mut self) -> &mut Cx {
        &mut self.cx
    }
}

impl Model {
    /// Where keys mean something now.
    pub fn scope(&self) -> Scope {
        match self.overlays.last() {
            Some(Overlay::Start(card)) => card.scope(),
            Some(Overlay::Close(_)) => Scope::CloseCard,
            Some(Overlay::Gap(card)) => card.scope(),
            Some(Overlay::Prompt(_) | Overlay::FirstRun(_) | Overlay::Promote(_)) => Scope::Prompt,
            Some(Overlay::Help(_)) => Scope::Help,
            Some(Overlay::Sheet(_)) => Scope::Record,
            Some(Overlay::Palette(_)) => Scope::Palette,
            Some(Overlay::Form(_)) => Scope::Form,
            None if self.place == Place::Areas => self.areas.scope(),
            None if self.place == Place::Feedback => Scope::Feedback,
            None if self.place == Place::Stages => Scope::Stages,
            None => self.desk.scope(self),
        }
    }
}

impl Model {
    /// Whether reps are counted: a session is open and shown.
    pub fn counts_reps(&self) -> bool {
        self.is_playing()
            && self.place == Place::Desk
            && self.desk.focus == super::desk::state::Pane::Practice
    }

    /// Whether the practice pane has the keys and a session is open.
    pub fn is_playing_in_focus(&self) -> bool {
        self.counts_reps() && self.overlays.is_empty()
    }
}
