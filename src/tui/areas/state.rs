//! What the Areas screen remembers: focus, selections, and the skill that was read last.

use crossterm::event::MouseEvent;
use ratatui::buffer::Buffer;

use super::commands;
use super::reading::{self, Everybody, turned};
use super::view::{self, laid};
use crate::domain::area::Area;
use crate::domain::id::Id;
use crate::domain::noun::{AnyRecord, Noun, Ref};
use crate::domain::person::Person;
use crate::domain::skill::Skill;
use crate::journal::desk::Desk;
use crate::journal::read::SkillDetail;
use crate::tui::command::{CommandId, Scope};
use crate::tui::frame::cx::{Cx, Going};
use crate::tui::frame::effects::{Effects, ask};
use crate::tui::frame::screen::{Act, Footer, Screen};
use crate::tui::pane::list::{Item, ListPane, Step};
use crate::tui::pane::loading::Loading;
use crate::tui::pane::tree::Tree;
use crate::tui::records::Lists;

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
    /// What belongs to the chosen area or skill besides, noun by noun.
    pub others: Loading<Ref, Vec<(Noun, Vec<AnyRecord>)>>,
}

impl AreasState {
    /// The selected skill with everything that belongs to it, once it is read.
    pub fn detail(&self, data: &Desk) -> Option<&SkillDetail> {
        self.skill.answer(&self.tree.skill(data)?).map(|detail| &**detail)
    }

    /// The chosen area or skill.
    pub fn chosen(&self, data: &Desk) -> Option<Ref> {
        let row = self.tree.row(data)?;
        Some(row.skill().map_or(Ref::to::<Area>(row.ids().0), Ref::to::<Skill>))
    }

    /// What belongs to it besides what has lines of its own here.
    pub fn others(&self, data: &Desk) -> &[(Noun, Vec<AnyRecord>)] {
        self.chosen(data).and_then(|of| self.others.answer(&of)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the people have the focus.
    pub fn shows_people(&self) -> bool {
        self.people && self.focus == Focus::Detail
    }

    /// The people that are shown.
    pub fn people_shown(&self) -> Vec<&Person> {
        let shown = |person: &&Person| person.archived.is_none() || self.tree.archived;
        self.everybody.iter().filter(shown).collect()
    }

    /// Where one is in the detail or the sessions.
    pub fn list(&self, pane: Focus) -> &ListPane<Part> {
        if pane == Focus::Sessions { &self.sessions } else { &self.detail }
    }

    /// The same, to be changed.
    pub fn list_mut(&mut self, pane: Focus) -> &mut ListPane<Part> {
        if pane == Focus::Sessions { &mut self.sessions } else { &mut self.detail }
    }
}

impl Screen for AreasState {
    const SCOPES: &'static [Scope] = &[Scope::Areas, Scope::Detail, Scope::People];
    const ACTS: &'static [Act<AreasState>] = commands::ACTS;

    fn scope(&self, _: &Cx) -> Scope {
        match self.focus {
            Focus::Tree => Scope::Areas,
            Focus::Detail if self.people => Scope::People,
            Focus::Detail | Focus::Sessions => Scope::Detail,
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
        let of_record = self.target(cx).and_then(|target| target.skill());
        of_record.or_else(|| self.tree.skill(&cx.data).filter(|_| !self.people))
    }

    fn to_start(&self, cx: &Cx) -> Option<Id> {
        self.tree.skill(&cx.data)
    }

    fn footer(&self, cx: &Cx, id: CommandId) -> Footer {
        match id {
            CommandId::Start if !cx.is_playing() => Footer::Leads,
            _ => Footer::Shown,
        }
    }

    fn enter(&mut self, cx: &mut Cx, going: Going, skill: Option<Id>) -> Effects {
        self.people = going == Going::ToPeople;
        if let Some(skill) = skill {
            self.tree.select_skill(&cx.data, skill);
        }
        let mut effects = turned(self, cx);
        if self.people {
            self.focus = Focus::Detail;
            effects.push(ask(Everybody));
        }
        effects
    }

    fn changed(&mut self, cx: &mut Cx) -> Effects {
        reading::changed(self, cx)
    }

    fn not_read(&mut self) {
        self.skill.failed();
        self.others.failed();
    }

    fn view(&self, cx: &Cx, buf: &mut Buffer) {
        view::view(self, cx, buf);
    }
}

impl Item for &Person {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.id)
    }
}
