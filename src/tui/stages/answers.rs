//! The questions the keys of the Stages screen ask, and what their answers change.

use super::adopting;
use crate::domain::calendar::Day;
use crate::domain::change::{Change, StageMove};
use crate::domain::id::Id;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::tui::editing::update::look;
use crate::tui::frame::effects::{Effects, apply};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::worker::{After, Ask, Request};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Why a stage is left, and which.
    StepBack(Subject, Option<Stage>),
    /// The day the page is seen as of.
    AsOf,
    /// Which ladder an area is put on, which skill of one a skill is, or which becomes an area of its own.
    Ladder(Option<Subject>),
    /// The file that the letter to a witness is written to.
    Mail(Id),
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
        Question::StepBack(subject, from) => {
            let held = held_now(model, *subject);
            if held != *from {
                let name = held.map_or("no stage", Stage::word);
                return Err(format!("it was changed meanwhile: it holds {name} now; Esc, and look again"));
            }
            let sentence = answer.to_owned();
            let to = from.and_then(Stage::below);
            let step = StageMove { sentence, to, ..StageMove::of(*subject, StageEventKind::StepBack) };
            Ok(apply(model, Change::MoveStage(Box::new(step)), After::Form))
        }
        Question::AsOf => {
            let day = as_of(model, answer)?;
            model.overlays.pop();
            model.stages.begins |= day != model.stages.as_of;
            model.stages.as_of = day;
            Ok(super::update::load(model))
        }
        Question::Ladder(subject) => {
            let template = adopting::chosen(model, *subject, answer);
            let template = template.ok_or_else(|| format!("no ladder fits “{answer}”"))?;
            Ok(apply(model, Change::AdoptLadder(Box::new(template)), After::Form))
        }
        Question::Mail(statement) => {
            model.overlays.pop();
            Ok(vec![Effect::Ask(Ask::WriteMail(Request::Witness(*statement), answer.into()))])
        }
    }
}

/// The stage that a subject holds as the screen has it.
fn held_now(model: &Model, subject: Subject) -> Option<Stage> {
    let page = model.stages.chosen(&model.data).filter(|page| page.view.subject == subject);
    page.and_then(|page| page.view.held)
}

fn as_of(model: &Model, answer: &str) -> Result<Option<Day>, String> {
    if answer.is_empty() {
        return Ok(None);
    }
    // Whatever else a day can be typed as lies ahead.
    let expected = "a day that is past: 2025-03-01, yesterday, last friday, 3 months ago";
    let day = look(model).vantage.day(answer).map_err(|_| format!("“{answer}” is not {expected}"))?;
    if day > model.today() {
        return Err("that day is still to come".to_owned());
    }
    Ok((day < model.today()).then_some(day))
}
