//! Taking a ladder: those at hand are offered, and one of them is put on an area, makes a skill one of its own, or becomes
//! an area.

use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::ladder::{LadderSkill, LadderTemplate, Mapping};
use crate::domain::naming::fold;
use crate::domain::stage::Subject;
use crate::journal::Result;
use crate::ladders::{Known, Origin};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::prompt::Prompt;
use crate::tui::worker::After;

/// Asks for the ladders at hand, one of which is to be taken: for a subject, or as an area of its own.
#[derive(Debug)]
pub struct AtHand(pub Option<Subject>);

#[derive(Debug)]
struct Ladders(Option<Subject>, Vec<Known>);

impl Question for AtHand {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Ladders(self.0, store.ladders_at_hand()?)))
    }

    fn opens(&self) -> bool {
        true
    }
}

impl Answer for Ladders {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        offer(cx, self.0, self.1);
        Effects::new()
    }

    fn opens(&self) -> bool {
        true
    }
}

/// The ladders at hand came: asks which it shall be.
fn offer(cx: &mut Cx, subject: Option<Subject>, known: Vec<Known>) {
    let (title, hint, choices): (_, _, Vec<String>) = match subject {
        None => {
            ("Which ladder?", "it becomes an area with its skills; one undo takes it back", titles(&known))
        }
        Some(Subject::Area(_)) => {
            let hint = "its skills are made where there are none of that name; one undo takes it back";
            ("Which ladder?", hint, titles(&known))
        }
        Some(Subject::Skill(_)) => {
            let skills =
                known.iter().flat_map(|known| known.ladder.skills.iter().map(|skill| of(known, skill)));
            ("Which skill of which ladder is it?", "type to search", skills.collect())
        }
    };
    let prompt = Prompt::new(title, hint).choosing(choices).unchosen();
    cx.lay(prompt.needs("choose one").then(move |cx, answer| {
        let template = chosen(cx, &known, subject, answer);
        let template = template.ok_or_else(|| format!("no ladder fits “{answer}”"))?;
        Ok(apply(cx, Change::AdoptLadder(Box::new(template)), After::Form))
    }));
}

/// What is adopted by an answer.
fn chosen(cx: &Cx, known: &[Known], subject: Option<Subject>, answer: &str) -> Option<LadderTemplate> {
    let titled = || known.iter().find(|known| title(known) == answer);
    match subject {
        None => titled().map(Known::template),
        Some(Subject::Area(area)) => Some(for_area(cx, area, titled()?)),
        Some(Subject::Skill(skill)) => for_skill(cx, known, skill, answer),
    }
}

fn titles(known: &[Known]) -> Vec<String> {
    known.iter().map(title).collect()
}

/// What a ladder is called in a list; one's own says so: it may be called as one of ours.
pub fn title(known: &Known) -> String {
    match known.origin {
        Origin::BuiltIn => known.ladder.title.clone(),
        Origin::File(_) | Origin::Kept => format!("{} (your own)", known.ladder.title),
    }
}

fn of(known: &Known, skill: &LadderSkill) -> String {
    format!("{} · {}", skill.title, title(known))
}

/// The whole ladder on an area; skills of the same name are taken for its own.
fn for_area(cx: &Cx, area: Id, known: &Known) -> LadderTemplate {
    let own: Vec<_> = cx.data.overview.of_area(area).filter(|line| line.skill.archived.is_none()).collect();
    let same = |item: &LadderSkill| {
        let found = own.iter().find(|line| fold(&line.skill.name) == fold(&item.title))?;
        Some((item.id.clone(), found.skill.id))
    };
    let skills = known.ladder.skills.iter().filter_map(same).collect();
    LadderTemplate { mapping: Mapping { area: Some(area), skills }, ..known.template() }
}

/// One skill of a ladder, which this skill is; its area is put on that ladder, too.
fn for_skill(cx: &Cx, known: &[Known], skill: Id, answer: &str) -> Option<LadderTemplate> {
    let line = cx.data.overview.skills.iter().find(|line| line.skill.id == skill)?;
    let (known, item) = known.iter().find_map(|known| {
        let item = known.ladder.skills.iter().find(|skill| of(known, skill) == answer)?.id.clone();
        Some((known, item))
    })?;
    let mut template = known.template();
    template.skills.retain(|known| known.skill.ladder_item.as_ref() == Some(&item));
    template.mapping = Mapping { area: line.areas.first().copied(), skills: vec![(item, skill)] };
    Some(template)
}
