//! What the Desk's panes remember: focus and selections.

use crossterm::event::MouseEvent;
use ratatui::buffer::Buffer;

use super::commands;
use super::day::{self, DayRow};
use super::view::{self, laid};
use crate::domain::id::Id;
use crate::journal::desk::Desk;
use crate::tui::command::{CommandId, Scope};
use crate::tui::frame::cx::{Cx, Going};
use crate::tui::frame::effects::Effects;
use crate::tui::frame::screen::{Act, Footer, Screen};
use crate::tui::pane::list::{ListPane, Step};
use crate::tui::pane::tree::Tree;
use crate::tui::records::{Lists, Target};

/// The panes of the Desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// Areas and skills.
    #[default]
    Areas,
    /// Practice.
    Practice,
    /// What others said and waits, and what to act on.
    Feedback,
    /// The day: plans, sessions, what came before.
    Day,
}

impl Pane {
    /// Every pane, in the order `Tab` walks them.
    pub const ALL: &'static [Pane] = &[Pane::Areas, Pane::Practice, Pane::Feedback, Pane::Day];

    /// The pane so many steps on, going round.
    pub fn step(self, by: isize) -> Pane {
        let at = Pane::ALL.iter().position(|pane| *pane == self).unwrap_or(0);
        let len = Pane::ALL.len().cast_signed();
        Pane::ALL[(at.cast_signed() + by).rem_euclid(len).cast_unsigned()]
    }
}

/// What stands in a row of the day or of the feedback: what it is, and which.
pub type Mark = (&'static str, Id);

/// What the panes remember.
#[derive(Debug, Clone, Default)]
pub struct DeskState {
    /// The pane with the focus.
    pub focus: Pane,
    /// Areas and skills.
    pub tree: Tree,
    /// The selection in the feedback.
    pub inbox: ListPane<Mark>,
    /// The selection in the day.
    pub day: ListPane<Mark>,
    /// Whether a skill was chosen by hand since the start; before that the program proposes one.
    pub chosen: bool,
}

impl DeskState {
    /// The skill somebody chose by hand, if one is chosen.
    pub fn focused_skill(&self, data: &Desk) -> Option<Id> {
        self.tree.row(data).filter(|_| self.chosen).and_then(|row| row.skill())
    }

    /// Whether reps are counted while it is shown: a session is open and in focus.
    pub fn counts_reps(&self, cx: &Cx) -> bool {
        cx.is_playing() && self.focus == Pane::Practice
    }
}

impl Screen for DeskState {
    const SCOPES: &'static [Scope] = &[Scope::Desk, Scope::Areas, Scope::Day];
    const ACTS: &'static [Act<DeskState>] = commands::ACTS;

    fn scope(&self, cx: &Cx) -> Scope {
        match self.focus {
            Pane::Practice if cx.is_playing() => Scope::Practice,
            Pane::Practice => Scope::Desk,
            Pane::Areas => Scope::Areas,
            Pane::Feedback => Scope::List,
            Pane::Day => Scope::Day,
        }
    }

    fn step(&mut self, cx: &mut Cx, by: Step) -> Effects {
        commands::step(self, cx, self.focus, by)
    }

    fn mouse(&mut self, cx: &mut Cx, mouse: MouseEvent) -> Effects {
        let pointed = laid(self, cx).pointed(&mouse);
        pointed.map_or_else(Vec::new, |pointed| commands::pointed(self, cx, pointed))
    }

    fn skill(&self, cx: &Cx) -> Option<Id> {
        self.target(cx).and_then(|target| target.skill()).or_else(|| self.tree.skill(&cx.data))
    }

    fn to_start(&self, cx: &Cx) -> Option<Id> {
        self.focused_skill(&cx.data)
    }

    fn footer(&self, cx: &Cx, id: CommandId) -> Footer {
        match id {
            CommandId::Start if !cx.is_playing() => Footer::Leads,
            CommandId::Undo if self.counts_reps(cx) => Footer::Hidden,
            _ => Footer::Shown,
        }
    }

    fn enter(&mut self, _: &mut Cx, _: Going, _: Option<Id>) -> Effects {
        Effects::new()
    }

    fn changed(&mut self, cx: &mut Cx) -> Effects {
        commands::keep(self, cx)
    }

    fn view(&self, cx: &Cx, buf: &mut Buffer) {
        view::view(self, cx, buf);
    }
}

impl Lists for DeskState {
    fn target<'a>(&'a self, cx: &'a Cx) -> Option<Target<'a>> {
        match self.focus {
            Pane::Areas => Some(self.tree.row(&cx.data)?.into()),
            Pane::Day => match day::rows(&cx.data).get(self.day.selected())? {
                DayRow::Plan(line) => Some((&line.plan).into()),
                DayRow::Session(row) | DayRow::Only(row) => Some(Target::Session((*row).into())),
                _ => None,
            },
            Pane::Practice | Pane::Feedback => None,
        }
    }
}
