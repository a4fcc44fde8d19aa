//! What the Stages screen remembers: focus, the tree, which view, where in it, the day it is seen as of.

use crossterm::event::MouseEvent;
use ratatui::buffer::Buffer;

use super::pages::{StagePage, StretchAsk, Walked};
use super::{commands, reading, view, walk};
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::stage::{Stage, Subject};
use crate::journal::desk::Desk;
use crate::journal::read::proof_records::Pip;
use crate::tui::command::{CommandId, Scope};
use crate::tui::frame::cx::{Cx, Going};
use crate::tui::frame::effects::Effects;
use crate::tui::frame::screen::{Act, Footer, Screen};
use crate::tui::pane::list::{ListPane, Step};
use crate::tui::pane::loading::Loading;
use crate::tui::pane::tree::{Ids, Tree};
use crate::tui::pips;

/// The panes of the stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// Areas and skills.
    #[default]
    Tree,
    /// The ladder or the history of the chosen one.
    Page,
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Each stage with its benchmarks.
    #[default]
    Ladder,
    /// What happened when.
    History,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct StagesScreen {
    /// The pane with the focus.
    pub focus: Focus,
    /// What the page shows.
    pub view: View,
    /// Areas and skills.
    pub tree: Tree,
    /// The stages of the ladder that are folded.
    pub folded_stages: Vec<Stage>,
    /// Whether what is read next begins anew: folded, and at its first gap.
    pub begins: bool,
    /// The selection on the ladder.
    pub ladder: ListPane<super::items::Key>,
    /// Which record of the selected row is selected, where one went in.
    pub record: Option<usize>,
    /// A request to a witness that was just written down: its letter is shown once it is read.
    pub letter: Option<Id>,
    /// The selected event of the history.
    pub history: ListPane<Id>,
    /// The event another one is compared with.
    pub mark: Option<Id>,
    /// The first line of the history in sight.
    pub scroll: usize,
    /// The day the page is seen as of; none is today.
    pub as_of: Option<Day>,
    /// The page: of whom, as of which day (none is today).
    pub page: Loading<(Subject, Option<Day>), Box<StagePage>>,
    /// What was counted of the selected stretch of the history, and of the marked one.
    pub stretches: Loading<Vec<StretchAsk>, Vec<Walked>>,
    /// Those of the past day that is looked at.
    pub pips_then: Option<(Day, Vec<Pip>)>,
}

impl StagesScreen {
    /// What is chosen in the tree.
    pub fn subject(&self, data: &Desk) -> Option<Subject> {
        self.tree.row(data).map(|row| subject_of(row.ids()))
    }

    /// What is chosen, with everything behind it, once it is read.
    pub fn chosen(&self, data: &Desk) -> Option<&StagePage> {
        let subject = self.subject(data)?;
        self.shown(data).filter(|page| page.view.subject == subject)
    }

    /// Whether a past day is shown; not before it was read.
    pub fn is_past(&self) -> bool {
        self.as_of.is_some() && self.page.shown().is_some_and(|page| page.day.is_some())
    }

    /// The stages that stand beside the names: those of the past day that is shown, else those held today.
    pub fn pips<'a>(&'a self, cx: &'a Cx) -> &'a [Pip] {
        match &self.pips_then {
            Some((_, pips)) if self.is_past() => pips,
            _ => pips::today(cx),
        }
    }

    /// What stands on the screen: the page that was read before stays until the chosen one is here.
    pub fn shown(&self, data: &Desk) -> Option<&StagePage> {
        self.subject(data)?;
        self.page.shown().map(|page| &**page)
    }
}

impl Screen for StagesScreen {
    const SCOPES: &'static [Scope] = &[Scope::Stages];
    const ACTS: &'static [Act<StagesScreen>] = commands::ACTS;

    fn scope(&self, _: &Cx) -> Scope {
        Scope::Stages
    }

    fn step(&mut self, cx: &mut Cx, by: Step) -> Effects {
        walk::step(self, cx, self.focus, by)
    }

    fn mouse(&mut self, cx: &mut Cx, mouse: MouseEvent) -> Effects {
        walk::mouse(self, cx, mouse)
    }

    fn skill(&self, cx: &Cx) -> Option<Id> {
        self.subject(&cx.data).and_then(|subject| subject.skill())
    }

    fn footer(&self, cx: &Cx, id: CommandId) -> Footer {
        Footer::if_so(id != CommandId::Start || self.skill(cx).is_some())
    }

    fn enter(&mut self, cx: &mut Cx, _: Going, skill: Option<Id>) -> Effects {
        reading::enter(self, cx, skill)
    }

    fn changed(&mut self, cx: &mut Cx) -> Effects {
        reading::changed(self, cx)
    }

    fn not_read(&mut self) {
        reading::not_read(self);
    }

    fn view(&self, cx: &Cx, buf: &mut Buffer) {
        view::view(self, cx, buf);
    }
}

/// What holds the stage of a row of the tree.
pub fn subject_of(ids: Ids) -> Subject {
    match ids {
        (_, Some(skill)) => Subject::Skill(skill),
        (area, None) => Subject::Area(area),
    }
}
