//! What every room of the screen sees, and no room: the moment, the settings, what the journal said last, what lies over
//! the screens, what was asked for and waits.

use std::any::{Any, TypeId};
use std::collections::VecDeque;

use ratatui::layout::Size;

use super::effects::Effects;
use super::layer::Layer;
use crate::config::Config;
use crate::domain::calendar::{Calendar, Day};
use crate::domain::id::Id;
use crate::domain::moment::Stamp;
use crate::domain::when::DateOrder;
use crate::journal::desk::Desk;
use crate::journal::read::proof_records::Pip;
use crate::journal::ritual::StartCard;
use crate::tui::ahead::Ahead;
use crate::tui::bell::Rung;
use crate::tui::command::CommandId;
use crate::tui::drafts::Drafts;
use crate::tui::keymap::Keymap;
use crate::tui::keys::Chord;
use crate::tui::pane::loading::Loading;
use crate::tui::theme::Role;
use crate::tui::waiting::Wait;
use crate::tui::widget::Skin;

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

/// What every room sees: the moment, the settings, what the journal said last, what lies over the screens.
#[derive(Debug)]
pub struct Cx {
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
    /// The stages held today, which stand beside names everywhere.
    pub pips: Loading<(), Vec<Pip>>,
    /// Texts that are not stored yet.
    pub drafts: Drafts,
    /// What lies over the screen.
    pub layers: Vec<Box<dyn Layer>>,
    /// What is to be done with a screen, once what asks for it is done.
    pub for_screens: Vec<ForScreen>,
    /// Where to go next.
    pub going: Option<Going>,
    /// A command that was chosen by its name, to be done next.
    pub chosen: Option<CommandId>,
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

/// Something to be done with a screen by somebody who sees none.
pub struct ForScreen {
    /// The type of the screen.
    pub screen: TypeId,
    run: Box<DoingThere>,
}

type DoingThere = dyn FnOnce(&mut dyn Any, &mut Cx) -> Effects;

impl ForScreen {
    /// Does it.
    pub fn run(self, screen: &mut dyn Any, cx: &mut Cx) -> Effects {
        (self.run)(screen, cx)
    }
}

impl std::fmt::Debug for ForScreen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ForScreen")
    }
}

/// Where somebody goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// To a screen, as it was left.
    To(Place),
    /// To the people, on the Areas screen.
    ToPeople,
    /// To one piece of feedback.
    ToFeedback(Id),
}

impl Going {
    /// The screen it leads to.
    pub const fn place(self) -> Place {
        match self {
            Going::To(place) => place,
            Going::ToPeople => Place::Areas,
            Going::ToFeedback(_) => Place::Feedback,
        }
    }
}

impl Cx {
    /// Goes there once what is being done is done.
    pub fn go(&mut self, going: Going) {
        self.going = Some(going);
    }

    /// Does something with a screen once what is being done is done.
    pub fn on_screen<S: 'static>(&mut self, run: impl FnOnce(&mut S, &mut Cx) -> Effects + 'static) {
        let run = |screen: &mut dyn Any, cx: &mut Cx| {
            screen.downcast_mut::<S>().map_or_else(Effects::new, |screen| run(screen, cx))
        };
        self.for_screens.push(ForScreen { screen: TypeId::of::<S>(), run: Box::new(run) });
    }

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
}
