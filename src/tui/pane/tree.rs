//! The tree of areas and skills, once for every screen that has it: filtered, folded, walked.

use std::collections::HashSet;

use super::list::{Item, ListPane, Step};
use crate::domain::area::Area;
use crate::domain::id::Id;
use crate::domain::naming;
use crate::journal::desk::Desk;
use crate::journal::read::SkillLine;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::prompt::filter;

/// A row of the tree.
#[derive(Debug, Clone, Copy)]
pub enum TreeRow<'a> {
    /// An area, whether it is folded, and how many skills it has.
    Area(&'a Area, bool, usize),
    /// A skill in an area.
    Skill(&'a SkillLine, Id),
}

/// What is in a row: an area, and the skill in it if it is one.
pub type Ids = (Id, Option<Id>);

impl TreeRow<'_> {
    /// What is in the row.
    pub fn ids(&self) -> Ids {
        match self {
            TreeRow::Area(area, ..) => (area.id, None),
            TreeRow::Skill(line, area) => (*area, Some(line.skill.id)),
        }
    }

    /// The skill of the row, if it is one.
    pub fn skill(&self) -> Option<Id> {
        self.ids().1
    }
}

impl<'a> TreeRow<'a> {
    /// What it is called.
    pub fn name(&self) -> &'a str {
        match self {
            TreeRow::Area(area, ..) => &area.name,
            TreeRow::Skill(line, _) => &line.skill.name,
        }
    }
}

impl Item for TreeRow<'_> {
    type Key = Ids;

    fn key(&self) -> Option<Ids> {
        Some(self.ids())
    }

    /// The same skill in another area.
    fn resembles(&self, key: &Ids) -> bool {
        key.1.is_some() && self.skill() == key.1
    }
}

/// Where one is in the tree, and what is shown of it.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The selection.
    pub list: ListPane<Ids>,
    /// Folded areas.
    pub folded: HashSet<Id>,
    /// The words it is filtered by.
    pub filter: String,
    /// Whether archived areas and skills are shown.
    pub archived: bool,
}

impl Tree {
    /// The rows.
    pub fn rows<'a>(&self, data: &'a Desk) -> Vec<TreeRow<'a>> {
        self.each(data).collect()
    }

    /// The selected row.
    pub fn row<'a>(&self, data: &'a Desk) -> Option<TreeRow<'a>> {
        self.each(data).nth(self.list.selected())
    }

    /// The skill of the selected row.
    pub fn skill(&self, data: &Desk) -> Option<Id> {
        self.row(data).and_then(|row| row.skill())
    }

    /// The area the selection lies in.
    pub fn area(&self, data: &Desk) -> Option<Id> {
        self.row(data).map(|row| row.ids().0)
    }

    /// The rows one by one: whoever wants to know what is selected goes no further.
    fn each<'a, 'b>(&'b self, data: &'a Desk) -> impl Iterator<Item = TreeRow<'a>> + use<'a, 'b> {
        let (wanted, archived) = (naming::fold(&self.filter), self.archived);
        let shown = move |put_away: Option<i64>| put_away.is_none() || archived;
        data.overview.areas.iter().filter(move |area| shown(area.archived)).flat_map(move |area| {
            let fits = |name: &str| wanted.is_empty() || naming::fold(name).contains(&wanted);
            let in_area = || data.overview.of_area(area.id).filter(|line| shown(line.skill.archived));
            let whole = fits(&area.name);
            let fitting: Vec<&SkillLine> = in_area().filter(|line| whole || fits(&line.skill.name)).collect();
            let folded = self.folded.contains(&area.id) && wanted.is_empty();
            let head = (whole || !fitting.is_empty()).then(|| TreeRow::Area(area, folded, in_area().count()));
            let skills = fitting.into_iter().filter(move |_| !folded);
            head.into_iter().chain(skills.map(|line| TreeRow::Skill(line, area.id)))
        })
    }

    /// Selects an area or a skill, if it is shown.
    pub fn select(&mut self, data: &Desk, ids: Ids) -> bool {
        self.list.select(&ids, self.rows(data).as_slice())
    }

    /// Selects a skill, in whichever area it is shown.
    pub fn select_skill(&mut self, data: &Desk, skill: Id) -> bool {
        self.select(data, (Id::default(), Some(skill)))
    }

    /// Moves the selection; says whether something else is selected then.
    pub fn step(&mut self, step: Step, data: &Desk, room: usize) -> bool {
        self.list.step(step, self.rows(data).as_slice(), room)
    }

    /// What lies on a line is clicked; says whether something else is selected then.
    pub fn click(&mut self, line: usize, data: &Desk) -> bool {
        let before = self.list.key().copied();
        self.list.click(line, self.rows(data).as_slice()) && before != self.list.key().copied()
    }

    /// The rows have changed: the selection stays on what it was on. Says whether something else is selected then.
    pub fn keep(&mut self, data: &Desk) -> bool {
        self.list.keep(self.rows(data).as_slice())
    }

    /// Brings the selection into sight.
    pub fn follow(&mut self, data: &Desk, room: usize) {
        self.list.follow(self.rows(data).as_slice(), room);
    }

    /// Folds the area the selection lies in, or unfolds it; says whether it was not so already.
    pub fn fold(&mut self, data: &Desk, fold: bool) -> bool {
        let Some((area, _)) = self.row(data).map(|row| row.ids()) else { return false };
        let done = if fold { self.folded.insert(area) } else { self.folded.remove(&area) };
        if fold {
            self.select(data, (area, None));
        } else {
            self.keep(data);
        }
        done
    }

    /// Shows only what fits these words; says whether something else is selected then.
    pub fn set_filter(&mut self, data: &Desk, filter: &str) -> bool {
        filter.clone_into(&mut self.filter);
        self.keep(data)
    }

    /// Why no skill can be added here.
    pub fn no_area(&self, data: &Desk) -> Option<&'static str> {
        self.area(data).is_none().then_some("a skill belongs to an area: add an area first")
    }
}

/// Asks for the words that the tree of a screen is filtered by.
pub fn ask_filter<S: 'static>(
    tree: &Tree,
    cx: &mut Cx,
    set: fn(&mut S, &mut Cx, &str) -> Effects,
) -> Effects {
    let prompt = filter("Filter areas and skills", move |cx, words| {
        cx.on_screen(move |screen: &mut S, cx| set(screen, cx, &words));
    });
    cx.lay(prompt.with(&tree.filter));
    Effects::new()
}
