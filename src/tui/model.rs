//! Everything the screen is made of. `update` changes it, `view` reads it; neither sees a clock, a terminal or a file.

use std::collections::VecDeque;

use ratatui::layout::Size;

use super::ahead::Ahead;
use super::areas::state::AreasState;
use super::bell::Rung;
use super::cards::close::CloseCard;
use super::cards::gap::GapCard;
use super::cards::start::StartState;
use super::command::Scope;
use super::desk::state::DeskState;
use super::drafts::Drafts;
use super::editing::FormState;
use super::feedback::state::FeedbackScreen;
use super::first_run::FirstRun;
use super::keymap::Keymap;
use super::keys::Chord;
use super::overlay::help::Help;
use super::overlay::palette::Palette;
use super::prompt::Prompt;
use super::stages::promote::PromoteCard;
use super::stages::sheet::Sheet;
use super::stages::state::StagesScreen;
use super::theme::Role;
use super::waiting::Wait;
use super::widget::Skin;
use crate::config::Config;
use crate::domain::calendar::{Calendar, Day};
use crate::domain::moment::Stamp;
use crate::domain::when::DateOrder;
use crate::journal::desk::Desk;
use crate::journal::ritual::StartCard;

/// The screens, in the order of their tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The three panes of daily work.
    Desk,
    /// Areas and skills, with everything that belongs to them.
    Areas,
    /// What others say of the work, and what is done about it.
    Feedback,
    /// The stages with their ladders and their history.
    Stages,
}

impl Place {
    /// Every screen there is.
    pub const ALL: &'static [Place] = &[Place::Desk, Place::Areas, Place::Feedback, Place::Stages];

    /// The screen so many tabs on, going round.
    pub fn step(self, by: isize) -> Place {
        let at = Place::ALL.iter().position(|place| *place == self).unwrap_or(0);
        let len = Place::ALL.len().cast_signed();
        Place::ALL[(at.cast_signed() + by).rem_euclid(len).cast_unsigned()]
    }

    /// The name on the tab.
    pub const fn title(self) -> &'static str {
        match self {
            Place::Desk => "Desk",
            Place::Areas => "Areas",
            Place::Feedback => "Feedback",
            Place::Stages => "Stages",
        }
    }
}

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

/// What just happened, in one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// What it means.
    pub role: Role,
    /// What is said.
    pub text: String,
    /// Whether `u` takes it back.
    pub undoable: bool,
    /// When it goes away, by the monotonic clock.
    pub until: i64,
}

/// The settings that screens care about.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Seconds on the running time.
    pub seconds: bool,
    /// Ring at the planned end.
    pub bell: bool,
    /// Notify at the planned end.
    pub notify: bool,
    /// How dates are shown.
    pub date_order: DateOrder,
}

impl Settings {
    /// Those of a configuration.
    pub fn of(config: &Config) -> Settings {
        Settings {
            seconds: config.seconds,
            bell: config.bell,
            notify: config.notify,
            date_order: config.date_order,
        }
    }
}

/// Everything.
#[derive(Debug)]
pub struct Model {
    /// All clocks, as read when the loop woke.
    pub now: Stamp,
    /// How the user's days run.
    pub calendar: Calendar,
    /// The settings that screens care about.
    pub settings: Settings,
    /// How everything looks.
    pub skin: Skin,
    /// Which key does what.
    pub keymap: Keymap,
    /// The size of the window.
    pub size: Size,
    /// The screen that is shown.
    pub place: Place,
    /// The day the Desk was last read for.
    pub day: Day,
    /// What the journal said last.
    pub data: Desk,
    /// What the Desk's panes remember.
    pub desk: DeskState,
    /// What the Areas screen remembers.
    pub areas: AreasState,
    /// What the Feedback screen remembers.
    pub feedback: FeedbackScreen,
    /// What the Stages screen remembers, and the pips that stand beside names everywhere.
    pub stages: StagesScreen,
    /// Texts that are not stored yet.
    pub drafts: Drafts,
    /// What lies over the screen.
    pub overlays: Vec<Overlay>,
    /// What just happened.
    pub message: Option<Message>,
    /// What people should know as long as it is so.
    pub banner: Option<String>,
    /// Why nothing more can be saved, as long as it is so.
    pub lost: Option<String>,
    /// The keys of a sequence that is half typed.
    pub pending: Vec<Chord>,
    /// Keys that came before what they are meant for.
    pub ahead: Ahead,
    /// Changes that were asked for and not answered, oldest first.
    pub waits: VecDeque<Wait>,
    /// When the oldest of them was asked for, by the monotonic clock.
    pub saving_since: i64,
    /// What the bell has rung for in the open session.
    pub rung: Rung,
    /// Time in doubt was found; its card is laid as soon as the facts are here.
    pub ask_doubt: bool,
    /// An undo was answered, and the facts after it are still to come.
    pub undoing: bool,
    /// When the screen beat last, by the monotonic clock.
    pub beaten: i64,
    /// A start card that was left, to be found again as it was.
    pub left_start: Option<Box<StartCard>>,
    /// What to say at the top right of an otherwise still screen.
    pub demo: bool,
    /// Set when the program is to be left, with the exit code.
    pub leaving: Option<u8>,
}

/// How long a message stays, milliseconds.
const MESSAGE_MS: i64 = 6_000;

impl Model {
    /// Today, as this user counts days.
    pub fn today(&self) -> Day {
        self.calendar.day(self.now.wall)
    }

    /// Says something for a while.
    pub fn say(&mut self, role: Role, text: impl Into<String>) {
        let until = self.now.mono + MESSAGE_MS;
        self.message = Some(Message { role, text: text.into(), undoable: false, until });
    }

    /// Says what was done, and that it can be undone.
    pub fn say_done(&mut self, text: impl Into<String>) {
        self.say(Role::Good, text);
        if let Some(message) = &mut self.message {
            message.undoable = true;
        }
    }

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

    /// What is said as long as it is so.
    pub fn standing(&self) -> Option<&str> {
        self.lost.as_deref().or(self.banner.as_deref())
    }

    /// Whether a running or paused session is there.
    pub fn is_playing(&self) -> bool {
        self.data.playing.is_some()
    }

    /// How many rows the message above the footer takes: none, one, or two where it says what to do at length.
    pub fn message_rows(&self) -> u16 {
        let text = match (&self.message, self.standing()) {
            _ if !self.pending.is_empty() => return 1,
            (Some(message), _) => &message.text,
            (None, Some(banner)) => banner,
            (None, None) => return 0,
        };
        let room = usize::from(self.size.width.saturating_sub(18));
        1 + u16::from(crate::domain::display::width(text) > room)
    }

    /// Puts something over the screen.
    pub fn lay(&mut self, overlay: Overlay) {
        self.pending.clear();
        self.overlays.push(overlay);
    }
}

impl Model {
    /// Whether the practice pane has the keys and a session is open.
    pub fn is_playing_in_focus(&self) -> bool {
        self.is_playing()
            && self.place == Place::Desk
            && self.desk.focus == super::desk::state::Pane::Practice
            && self.overlays.is_empty()
    }
}
