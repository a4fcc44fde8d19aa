//! The questions the keys of the Stages screen ask, and what their answers change.

use crate::domain::calendar::Day;
use crate::domain::change::{Change, LadderTemplate, Mapping, StageMove};
use crate::domain::id::Id;
use crate::domain::ladder::Ladder;
use crate::domain::naming::fold;
use crate::domain::stage::{StageEventKind, Subject};
use crate::exchange::ladder::{BUILT_IN, built_in};
use crate::tui::editing::update::look;
use crate::tui::model::Model;
use crate::tui::update::{Effects, apply};
use crate::tui::worker::After;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Why a stage is left.
    StepBack(Subject),
    /// The day the page is seen as of.
    AsOf,
    /// Which ladder an area is put on, or which skill of one a skill is.
    Ladder(Subject),
}

impl Question {
    /// Whether an empty line is an answer.
    pub fn takes_nothing(&self) -> bool {
        matches!(self, Question::AsOf)
    }
}

/// What an answer asks for: effects, or why it cannot be.
///
/// # Errors
/// The sentence that says what was expected.
pub fn answered(model: &mut Model, question: &Question, answer: &str) -> Result<Effects, String> {
    match question {
        Question::StepBack(subject) => {
            let sentence = answer.to_owned();
            let step = StageMove { sentence, ..StageMove::of(*subject, StageEventKind::StepBack) };
            Ok(apply(model, Change::MoveStage(Box::new(step)), After::Form))
        }
        Question::AsOf => {
            let day = as_of(model, answer)?;
            model.overlays.pop();
            model.stages.as_of = day;
            model.stages.event = usize::MAX;
            Ok(super::update::load(model))
        }
        Question::Ladder(subject) => {
            let template = match subject {
                Subject::Area(area) => for_area(model, *area, answer),
                Subject::Skill(skill) => for_skill(model, *skill, answer),
            };
            let template = template.ok_or_else(|| format!("no ladder fits “{answer}”"))?;
            Ok(apply(model, Change::AdoptLadder(Box::new(template)), After::Form))
        }
    }
}

fn as_of(model: &Model, answer: &str) -> Result<Option<Day>, String> {
    if answer.is_empty() {
        return Ok(None);
    }
    let day = look(model).vantage.day(answer).map_err(|error| error.to_string())?;
    if day > model.today() {
        return Err("that day is still to come".to_owned());
    }
    Ok((day < model.today()).then_some(day))
}

/// The whole ladder on an area; skills of the same name are taken for its own.
fn for_area(model: &Model, area: Id, title: &str) -> Option<LadderTemplate> {
    let ladder = BUILT_IN.iter().find(|ladder| ladder.title == title)?.ladder()?;
    let own: Vec<_> =
        model.data.overview.of_area(area).filter(|line| line.skill.archived.is_none()).collect();
    let same = |item: &crate::domain::ladder::LadderSkill| {
        let found = own.iter().find(|line| fold(&line.skill.name) == fold(&item.title))?;
        Some((item.id.clone(), found.skill.id))
    };
    let skills = ladder.skills.iter().filter_map(same).collect();
    let mapping = Mapping { area: Some(area), skills };
    Some(LadderTemplate { mapping, ..ladder.template() })
}

/// One skill of a ladder, which this skill is; its area is put on that ladder, too.
fn for_skill(model: &Model, skill: Id, answer: &str) -> Option<LadderTemplate> {
    let line = model.data.overview.skills.iter().find(|line| line.skill.id == skill)?;
    let named = |ladder: &Ladder, title: &str| format!("{title} · {}", ladder.title) == answer;
    let (ladder, item) = built_in().into_iter().find_map(|ladder| {
        let item = ladder.skills.iter().find(|item| named(&ladder, &item.title))?.id.clone();
        Some((ladder, item))
    })?;
    let mut template = ladder.template();
    template.skills.retain(|known| known.skill.ladder_item.as_ref() == Some(&item));
    template.mapping = Mapping { area: line.areas.first().copied(), skills: vec![(item, skill)] };
    Some(template)
}
