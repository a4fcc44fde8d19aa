//! A screen is a room: it owns its state, what its commands do and why they cannot at times; the frame around it knows only
//! this.

use crossterm::event::MouseEvent;
use ratatui::buffer::Buffer;

use super::cx::{Cx, Going};
use super::effects::Effects;
use crate::domain::id::Id;
use crate::tui::command::{COMMANDS, Command, CommandId, Scope};
use crate::tui::pane::list::Step;

/// A screen with tabs above and keys below it.
pub trait Screen: Sized + 'static {
    /// Where its panes have their own keys.
    const SCOPES: &'static [Scope];
    /// What the commands do here that it answers for.
    const ACTS: &'static [Act<Self>];
    /// A command of its scopes without an act does not compile.
    const COMPLETE: () =
        assert!(complete(Self::SCOPES, Self::ACTS), "a command of a screen has no act there");

    /// Where keys mean something while nothing lies over it.
    fn scope(&self, cx: &Cx) -> Scope;

    /// Along the list, or the text, that has the focus.
    fn step(&mut self, cx: &mut Cx, by: Step) -> Effects;

    /// Click to focus and select, wheel to scroll.
    fn mouse(&mut self, cx: &mut Cx, mouse: MouseEvent) -> Effects;

    /// The skill that is selected, or that what is selected belongs to.
    fn skill(&self, cx: &Cx) -> Option<Id>;

    /// The skill whose start card opens; `None` for the one that is due.
    fn to_start(&self, cx: &Cx) -> Option<Id> {
        self.skill(cx)
    }

    /// The place in the footer of a key that the frame answers for.
    fn footer(&self, _: &Cx, _: CommandId) -> Footer {
        Footer::Shown
    }

    /// Somebody comes from another screen, where this skill was looked at.
    fn enter(&mut self, cx: &mut Cx, going: Going, skill: Option<Id>) -> Effects;

    /// The journal has changed.
    fn changed(&mut self, cx: &mut Cx) -> Effects;

    /// What was asked for could not be read.
    fn not_read(&mut self) {}

    /// Draws its panes.
    fn view(&self, cx: &Cx, buf: &mut Buffer);

    /// What a command does here.
    fn act(id: CommandId) -> Option<&'static Act<Self>> {
        let () = Self::COMPLETE;
        find(Self::ACTS, id)
    }
}

/// What some commands do on a screen.
#[derive(Debug)]
pub struct Act<S> {
    /// The commands.
    pub commands: &'static [CommandId],
    /// Does one of them.
    pub run: Run<S>,
    /// Why it cannot be done now, keys by the names of their commands (`{back}`).
    pub when: fn(&S, &Cx, CommandId) -> Option<&'static str>,
    /// What it does just now, in a word or two, where its title does not say it.
    pub title: fn(&S, &Cx) -> Option<&'static str>,
    /// What it does here.
    pub help: Help<S>,
    /// Its place in the footer just now.
    pub footer: fn(&S, &Cx, CommandId) -> Footer,
}

/// Does a command.
pub type Run<S> = fn(&mut S, &mut Cx, CommandId) -> Effects;
/// What a command does here, in a sentence; `None` where it never does anything.
pub type Help<S> = fn(&S, &Command) -> Option<&'static str>;

/// The place of a key in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footer {
    /// It has nothing to do just now.
    Hidden,
    /// It is shown where there is room.
    Shown,
    /// It is the next thing to do.
    Leads,
}

impl Footer {
    /// Shown or not.
    pub const fn if_so(shown: bool) -> Footer {
        if shown { Footer::Shown } else { Footer::Hidden }
    }
}

impl<S> Act<S> {
    /// Commands that can always be done.
    pub const fn of(commands: &'static [CommandId], run: Run<S>) -> Act<S> {
        Act {
            commands,
            run,
            when: |_, _, _| None,
            title: |_, _| None,
            help: |_, command| Some(command.help),
            footer: |_, _, _| Footer::Shown,
        }
    }

    /// The same, with what at times keeps it from being done.
    #[must_use]
    pub const fn when(self, when: fn(&S, &Cx, CommandId) -> Option<&'static str>) -> Act<S> {
        Act { when, ..self }
    }

    /// The same, with what it does just now.
    #[must_use]
    pub const fn title(self, title: fn(&S, &Cx) -> Option<&'static str>) -> Act<S> {
        Act { title, ..self }
    }

    /// The same, with a sentence of its own.
    #[must_use]
    pub const fn help(self, help: Help<S>) -> Act<S> {
        Act { help, ..self }
    }

    /// The same, with its place in the footer.
    #[must_use]
    pub const fn footer(self, footer: fn(&S, &Cx, CommandId) -> Footer) -> Act<S> {
        Act { footer, ..self }
    }

    /// Commands that never do anything here; the reason says where they do.
    pub const fn never(
        commands: &'static [CommandId],
        why: fn(&S, &Cx, CommandId) -> Option<&'static str>,
    ) -> Act<S> {
        Act::of(commands, |_, _, _| Effects::new()).when(why).help(|_, _| None)
    }
}

/// The commands that the frame itself answers for, wherever one is.
pub const OF_THE_FRAME: &[CommandId] = {
    use CommandId as C;
    &[
        C::Start,
        C::Undo,
        C::Redo,
        C::Palette,
        C::Help,
        C::Suspend,
        C::Redraw,
        C::Quit,
        C::GoDesk,
        C::GoAreas,
        C::GoFeedback,
        C::GoStages,
        C::GoPeople,
        C::NextScreen,
        C::PreviousScreen,
        C::LogSession,
        C::LogApplication,
        C::LogObservation,
        C::LogTeaching,
        C::WriteEntry,
    ]
};

/// The act of a command.
pub fn find<S>(acts: &'static [Act<S>], id: CommandId) -> Option<&'static Act<S>> {
    acts.iter().find(|act| act.commands.contains(&id))
}

/// Whether every command of some scopes, of every list and of every place has an act, or is the frame's own.
pub const fn complete<S>(scopes: &[Scope], acts: &[Act<S>]) -> bool {
    let mut at = 0;
    while at < COMMANDS.len() {
        let command = &COMMANDS[at];
        let here =
            has_scope(scopes, command.scope) || matches!(command.scope, Scope::List | Scope::Everywhere);
        let frames = Step::of(command.id).is_some() || has(OF_THE_FRAME, command.id);
        if here && !frames && !has_act(acts, command.id) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether every command of one scope has an act.
pub const fn complete_in<S>(scope: Scope, acts: &[Act<S>]) -> bool {
    let mut at = 0;
    while at < COMMANDS.len() {
        if COMMANDS[at].scope as u8 == scope as u8 && !has_act(acts, COMMANDS[at].id) {
            return false;
        }
        at += 1;
    }
    true
}

const fn has_act<S>(acts: &[Act<S>], id: CommandId) -> bool {
    let mut at = 0;
    while at < acts.len() {
        if has(acts[at].commands, id) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a command is among others; `contains` for constants.
pub const fn has(commands: &[CommandId], id: CommandId) -> bool {
    let mut at = 0;
    while at < commands.len() {
        if commands[at] as u16 == id as u16 {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_scope(scopes: &[Scope], scope: Scope) -> bool {
    let mut at = 0;
    while at < scopes.len() {
        if scopes[at] as u8 == scope as u8 {
            return true;
        }
        at += 1;
    }
    false
}
