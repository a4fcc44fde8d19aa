//! What the Areas screen remembers: focus, selections, and the skill that was read last.

use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::journal::desk::Desk;
use crate::journal::read::SkillDetail;
use crate::tui::command::Scope;
use crate::tui::pane::list::{Item, ListPane};
use crate::tui::pane::loading::Loading;
use crate::tui::pane::tree::Tree;

/// The panes of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// Areas and skills.
    #[default]
    Tree,
    /// What belongs to the chosen one, or the people.
    Detail,
    /// Its sessions, where they have a pane of their own.
    Sessions,
}

impl Focus {
    /// Every pane, in the order `Tab` walks them.
    pub const ALL: &'static [Focus] = &[Focus::Tree, Focus::Detail, Focus::Sessions];
}

/// What stands in a row of the detail: what it is, and of what.
pub type Part = (&'static str, Id);

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct AreasState {
    /// The pane with the focus.
    pub focus: Focus,
    /// Areas and skills.
    pub tree: Tree,
    /// What belongs to the chosen one.
    pub detail: ListPane<Part>,
    /// Its sessions.
    pub sessions: ListPane<Part>,
    /// Whether the people are shown instead.
    pub people: bool,
    /// Everybody, archived ones last.
    pub everybody: Vec<Person>,
    /// The selection among them.
    pub person: ListPane<Id>,
    /// The chosen skill with everything that belongs to it.
    pub skill: Loading<Id, Box<SkillDetail>>,
}

impl AreasState {
    /// The selected skill with everything that belongs to it, once it is read.
    pub fn detail(&self, data: &Desk) -> Option<&SkillDetail> {
        self.skill.answer(&self.tree.skill(data)?).map(|detail| &**detail)
    }

    /// Where keys mean something while nothing lies over the screen.
    pub fn scope(&self) -> Scope {
        match self.focus {
            Focus::Tree => Scope::Areas,
            Focus::Detail if self.people => Scope::People,
            Focus::Detail | Focus::Sessions => Scope::Detail,
        }
    }
}

impl Item for &Person {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.id)
    }
}
