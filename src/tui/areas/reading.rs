//! What the Areas screen reads: the chosen skill with everything that belongs to it, and everybody.

use super::commands::follow;
use super::state::AreasState;
use crate::domain::id::Id;
use crate::domain::noun::{AnyRecord, Noun, Ref};
use crate::domain::person::Person;
use crate::journal::Result;
use crate::journal::read::SkillDetail;
use crate::tui::frame::cx::{Cx, Place};
use crate::tui::frame::effects::{Effects, ask};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::pane::list::ListPane;

/// Asks for everybody.
#[derive(Debug)]
pub struct Everybody;

#[derive(Debug)]
struct People(Vec<Person>);

impl Question for Everybody {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(People(store.journal.people()?)))
    }
}

impl Answer for People {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.on_screen(|areas: &mut AreasState, cx| {
            areas.everybody = self.0;
            follow(areas, cx)
        });
        Effects::new()
    }
}

/// Asks for everything about a skill.
#[derive(Debug)]
struct SkillOf(Id);

#[derive(Debug)]
struct Whole(Box<SkillDetail>);

impl Question for SkillOf {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Whole(Box::new(store.journal.skill_detail(self.0, 40)?))))
    }
}

impl Answer for Whole {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.on_screen(|areas: &mut AreasState, cx| {
            let chosen = areas.tree.skill(&cx.data);
            areas.skill.answered(self.0, chosen.as_ref());
            follow(areas, cx);
            if cx.place == Place::Areas { load(areas, cx) } else { Vec::new() }
        });
        Effects::new()
    }
}

/// The nouns that have lines of their own on this screen.
const WITH_LINES: &[Noun] = &[Noun::Skill, Noun::Drill, Noun::Measure, Noun::Plan];

/// Asks for what belongs to a record besides.
#[derive(Debug)]
struct OthersOf(Ref);

#[derive(Debug)]
struct Others(Vec<(Noun, Vec<AnyRecord>)>);

impl Question for OthersOf {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        let mut children = store.journal.children(self.0)?;
        children.retain(|(noun, _)| !WITH_LINES.contains(noun));
        Ok(Box::new(Others(children)))
    }
}

impl Answer for Others {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.on_screen(|areas: &mut AreasState, cx| {
            let chosen = areas.chosen(&cx.data);
            areas.others.answered(self.0, chosen.as_ref());
            follow(areas, cx);
            if cx.place == Place::Areas { load(areas, cx) } else { Vec::new() }
        });
        Effects::new()
    }
}

/// Another area or skill is chosen: its detail begins at the top, and is read.
pub fn turned(areas: &mut AreasState, cx: &Cx) -> Effects {
    areas.detail = ListPane::default();
    areas.sessions = ListPane::default();
    load(areas, cx)
}

/// Reads the chosen skill, unless it is here or another one is being read.
fn load(areas: &mut AreasState, cx: &Cx) -> Effects {
    let chosen = areas.tree.skill(&cx.data);
    let skill = chosen.and_then(|skill| areas.skill.want(skill)).map(|skill| ask(SkillOf(skill)));
    let others = |of: &Ref| of.noun.children().any(|noun| !WITH_LINES.contains(&noun));
    let of = areas.chosen(&cx.data).filter(others).and_then(|of| areas.others.want(of));
    skill.into_iter().chain(of.map(|of| ask(OthersOf(of)))).collect()
}

/// The journal has changed: the selection stays on what it was on, and the detail is read anew.
pub fn changed(areas: &mut AreasState, cx: &Cx) -> Effects {
    areas.skill.outdate();
    areas.others.outdate();
    areas.tree.keep(&cx.data);
    follow(areas, cx);
    if cx.place != Place::Areas {
        return Vec::new();
    }
    let mut effects = load(areas, cx);
    if areas.people {
        effects.push(ask(Everybody));
    }
    effects
}
