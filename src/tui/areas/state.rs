//! What the Areas screen remembers: focus, selections, folds, and the skill that was read last.

use std::collections::HashSet;

use crate::domain::area::Area;
use crate::domain::id::Id;
use crate::domain::naming;
use crate::domain::person::Person;
use crate::journal::desk::Desk;
use crate::journal::read::{SkillDetail, SkillLine};
use crate::tui::command::Scope;
use crate::tui::widget::list::Window;

/// The panes of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Areas and skills.
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

/// A row of the tree.
#[derive(Debug, Clone, Copy)]
pub enum TreeRow<'a> {
    /// An area, whether it is folded, and how many skills it has.
    Area(&'a Area, bool, usize),
    /// A skill in an area.
    Skill(&'a SkillLine, Id),
}

impl TreeRow<'_> {
    /// What is in the row, to be found again when the rows change.
    pub fn ids(&self) -> (Id, Option<Id>) {
        match self {
            TreeRow::Area(area, ..) => (area.id, None),
            TreeRow::Skill(line, area) => (*area, Some(line.skill.id)),
        }
    }
}

/// Where what was selected stands among the rows: the same place of it, else another place of the same skill.
pub fn place_of(rows: &[TreeRow<'_>], ids: (Id, Option<Id>)) -> Option<usize> {
    let same = rows.iter().position(|row| row.ids() == ids);
    same.or_else(|| rows.iter().position(|row| ids.1.is_some() && row.ids().1 == ids.1))
}

/// A walk through items of several lines each: which is selected, and the first line in sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walk {
    /// The selected item.
    pub selected: usize,
    /// The first line in sight.
    pub top: usize,
}

impl Walk {
    /// Moves the selection.
    pub fn step(&mut self, by: isize, total: usize) {
        self.selected = self.selected.saturating_add_signed(by).min(total.saturating_sub(1));
    }

    /// Brings the selected item into sight; `heights` are the lines of every item.
    pub fn follow(&mut self, heights: &[usize], room: usize) {
        let begin: usize = heights.iter().take(self.selected).sum();
        let end = begin + heights.get(self.selected).copied().unwrap_or(0);
        let total: usize = heights.iter().sum();
        if end > self.top + room {
            self.top = end - room;
        }
        if begin < self.top {
            self.top = begin;
        }
        self.top = self.top.min(total.saturating_sub(room));
    }
}

/// What the screen remembers.
#[derive(Debug)]
pub struct AreasState {
    /// The pane with the focus.
    pub focus: Focus,
    /// The selection in the tree.
    pub tree: Window,
    /// The walk through what belongs to the chosen one.
    pub detail: Walk,
    /// The walk through its sessions.
    pub sessions: Walk,
    /// Whether the people are shown instead.
    pub people: bool,
    /// Everybody, archived ones last.
    pub everybody: Vec<Person>,
    /// The selection among them.
    pub person: Window,
    /// Whether archived areas, skills, drills … are shown.
    pub archived: bool,
    /// Folded areas.
    pub folded: HashSet<Id>,
    /// The words the tree is filtered by.
    pub filter: String,
    /// The skill that was read last.
    pub skill: Option<Box<SkillDetail>>,
    /// The skill that was asked for and is not here yet.
    pub asked: Option<Id>,
    /// Whether something has changed since it was asked for.
    pub stale: bool,
}

impl Default for AreasState {
    fn default() -> AreasState {
        AreasState {
            focus: Focus::Tree,
            tree: Window::default(),
            detail: Walk::default(),
            sessions: Walk::default(),
            people: false,
            everybody: Vec::new(),
            person: Window::default(),
            archived: false,
            folded: HashSet::new(),
            filter: String::new(),
            skill: None,
            asked: None,
            stale: false,
        }
    }
}

impl AreasState {
    /// The rows of the tree.
    pub fn rows<'a>(&self, data: &'a Desk) -> Vec<TreeRow<'a>> {
        tree_rows(data, &self.filter, self.archived, &self.folded).collect()
    }

    /// The selected row of the tree.
    pub fn selected<'a>(&self, data: &'a Desk) -> Option<TreeRow<'a>> {
        tree_rows(data, &self.filter, self.archived, &self.folded).nth(self.tree.selected)
    }

    /// The skill of the selected row.
    pub fn selected_skill(&self, data: &Desk) -> Option<Id> {
        self.selected(data).and_then(|row| row.ids().1)
    }

    /// The area of the selected row.
    pub fn selected_area(&self, data: &Desk) -> Option<Id> {
        self.selected(data).map(|row| row.ids().0)
    }

    /// The selected skill with everything that belongs to it, once it is read.
    pub fn detail(&self, data: &Desk) -> Option<&SkillDetail> {
        let selected = self.selected_skill(data)?;
        self.skill.as_deref().filter(|detail| detail.line.skill.id == selected)
    }

    /// Puts the selection on a row again, by what is in it.
    pub fn select(&mut self, data: &Desk, ids: (Id, Option<Id>)) {
        let rows = self.rows(data);
        if let Some(at) = place_of(&rows, ids) {
            self.tree.selected = at;
        }
        self.tree.selected = self.tree.selected.min(rows.len().saturating_sub(1));
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

/// The rows of a tree of areas and skills: filtered by words, with archived ones or without, some areas folded. Made one by
/// one: whoever wants to know what is selected goes no further.
pub fn tree_rows<'a, 'b>(
    data: &'a Desk,
    filter: &'b str,
    archived: bool,
    folded: &'b HashSet<Id>,
) -> impl Iterator<Item = TreeRow<'a>> + use<'a, 'b> {
    let wanted = naming::fold(filter);
    let shown = move |put_away: Option<i64>| put_away.is_none() || archived;
    data.overview.areas.iter().filter(move |area| shown(area.archived)).flat_map(move |area| {
        let fits = |name: &str| wanted.is_empty() || naming::fold(name).contains(&wanted);
        let in_area = || data.overview.of_area(area.id).filter(|line| shown(line.skill.archived));
        let whole = fits(&area.name);
        let fitting: Vec<&SkillLine> = in_area().filter(|line| whole || fits(&line.skill.name)).collect();
        let folded = folded.contains(&area.id) && wanted.is_empty();
        let head = (whole || !fitting.is_empty()).then(|| TreeRow::Area(area, folded, in_area().count()));
        let skills = fitting.into_iter().filter(move |_| !folded);
        head.into_iter().chain(skills.map(|line| TreeRow::Skill(line, area.id)))
    })
}
