//! What the Desk's panes remember: focus and selections.

use crate::domain::id::Id;
use crate::journal::desk::Desk;
use crate::tui::command::Scope;
use crate::tui::model::Model;
use crate::tui::pane::list::ListPane;
use crate::tui::pane::tree::Tree;

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

    /// Where keys mean something while nothing lies over the Desk.
    pub fn scope(&self, model: &Model) -> Scope {
        match self.focus {
            Pane::Practice if model.is_playing() => Scope::Practice,
            Pane::Practice => Scope::Desk,
            Pane::Areas => Scope::Areas,
            Pane::Feedback => Scope::List,
            Pane::Day => Scope::Day,
        }
    }
}
