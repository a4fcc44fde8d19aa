//! What the Desk's panes remember: focus, selections, folds, the filter.

use std::collections::HashSet;

use crate::domain::area::Area;
use crate::domain::id::Id;
use crate::domain::naming;
use crate::journal::desk::Desk;
use crate::journal::read::SkillLine;
use crate::tui::command::Scope;
use crate::tui::model::Model;
use crate::tui::widget::list::Window;

/// The panes of the Desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// Areas and skills.
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

/// A row of the areas pane.
#[derive(Debug, Clone, Copy)]
pub enum AreaRow<'a> {
    /// An area, whether it is folded, and how many skills it has.
    Area(&'a Area, bool, usize),
    /// A skill in an area.
    Skill(&'a SkillLine),
}

impl AreaRow<'_> {
    /// The skill of the row, if it is one.
    pub fn skill(&self) -> Option<Id> {
        match self {
            AreaRow::Skill(line) => Some(line.skill.id),
            AreaRow::Area(..) => None,
        }
    }
}

/// What the panes remember.
#[derive(Debug, Clone)]
pub struct DeskState {
    /// The pane with the focus.
    pub focus: Pane,
    /// The selection among areas and skills.
    pub areas: Window,
    /// The selection in the feedback.
    pub inbox: Window,
    /// The selection in the day.
    pub day: Window,
    /// Folded areas.
    pub folded: HashSet<Id>,
    /// The words the areas pane is filtered by.
    pub filter: String,
    /// Whether a skill was chosen by hand since the start; before that the program proposes one.
    pub chosen: bool,
}

impl Default for DeskState {
    fn default() -> DeskState {
        DeskState {
            focus: Pane::Areas,
            areas: Window::default(),
            inbox: Window::default(),
            day: Window::default(),
            folded: HashSet::new(),
            filter: String::new(),
            chosen: false,
        }
    }
}

impl DeskState {
    /// The rows of the areas pane: current areas first, each with its skills in use.
    pub fn rows<'a>(&self, data: &'a Desk) -> Vec<AreaRow<'a>> {
        let wanted = naming::fold(&self.filter);
        let fits = |name: &str| wanted.is_empty() || naming::fold(name).contains(&wanted);
        let mut rows = Vec::with_capacity(data.overview.areas.len() + data.overview.skills.len());
        for area in data.overview.areas.iter().filter(|area| area.archived.is_none()) {
            let in_use = || data.overview.of_area(area.id).filter(|line| line.skill.archived.is_none());
            let folded = self.folded.contains(&area.id) && wanted.is_empty();
            let whole = fits(&area.name);
            let at = rows.len();
            rows.push(AreaRow::Area(area, folded, in_use().count()));
            if !folded {
                rows.extend(in_use().filter(|line| whole || fits(&line.skill.name)).map(AreaRow::Skill));
            }
            if !whole && rows.len() == at + 1 {
                rows.pop();
            }
        }
        rows
    }

    /// The selected row.
    pub fn selected<'a>(&self, data: &'a Desk) -> Option<AreaRow<'a>> {
        self.rows(data).get(self.areas.selected).copied()
    }

    /// The skill somebody chose by hand, if one is chosen.
    pub fn focused_skill(&self, data: &Desk) -> Option<Id> {
        self.selected(data).filter(|_| self.chosen).and_then(|row| row.skill())
    }

    /// The area the selection lies in.
    pub fn selected_area(&self, data: &Desk) -> Option<Id> {
        let rows = self.rows(data);
        rows.iter().take(self.areas.selected + 1).rev().find_map(|row| match row {
            AreaRow::Area(area, ..) => Some(area.id),
            AreaRow::Skill(_) => None,
        })
    }

    /// Puts the selection on a skill, if it is shown.
    pub fn select_skill(&mut self, data: &Desk, skill: Id) {
        if let Some(at) = self.rows(data).iter().position(|row| row.skill() == Some(skill)) {
            self.areas.selected = at;
        }
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
