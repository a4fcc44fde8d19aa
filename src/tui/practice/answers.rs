//! What the answers of prompts change.

use super::{decide, leave_start, of_measure, skill_path};
use crate::domain::area::Area;
use crate::domain::change::{Change, Stop};
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::skill::Skill;
use crate::domain::timer::GapAnswer;
use crate::domain::when;
use crate::tui::cards::gap::{self, GapCard};
use crate::tui::editing::update::{emptied, look};
use crate::tui::feedback::actions::ask_what;
use crate::tui::feedback::answers::Question;
use crate::tui::frame::effects::{Effects, apply};
use crate::tui::model::{Model, Overlay, Place};
use crate::tui::msg::Effect;
use crate::tui::prompt::Purpose;
use crate::tui::worker::{After, Ask};

/// A prompt was answered.
pub fn answered(model: &mut Model, answer: &str) -> Effects {
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else { return Vec::new() };
    let purpose = prompt.purpose.clone();
    let answer = answer.trim();
    match change_for(model, &purpose, answer) {
        Ok(Some(effects)) => effects,
        Ok(None) => {
            model.overlays.pop();
            Vec::new()
        }
        Err(refusal) => {
            if let Some(Overlay::Prompt(prompt)) = model.overlays.last_mut() {
                prompt.refusal = Some(refusal);
            }
            Vec::new()
        }
    }
}

/// A prompt was left: one step back, where it was the second of two.
pub fn left(model: &mut Model) -> Effects {
    if let Some(Overlay::Prompt(prompt)) = model.overlays.pop()
        && let Purpose::Feedback(Question::Due { asked, text }) = prompt.purpose
    {
        ask_what(model, asked, &text);
    }
    Vec::new()
}

/// What an answer asks for: effects that will close the prompt, `None` to close it at once, or why it cannot be.
fn change_for(model: &mut Model, purpose: &Purpose, answer: &str) -> Result<Option<Effects>, String> {
    let change = match purpose {
        Purpose::Feedback(question) if !answer.is_empty() || question.takes_nothing() => {
            return crate::tui::feedback::answers::answered(model, question, answer).map(Some);
        }
        Purpose::Feedback(question) => return Err(question.needs().to_owned()),
        Purpose::Stages(question) if !answer.is_empty() || question.takes_nothing() => {
            return crate::tui::stages::answers::answered(model, question, answer).map(Some);
        }
        Purpose::Stages(_) => return Err("a step back has a reason: there is none yet".to_owned()),
        _ if answer.is_empty() && *purpose != Purpose::Filter && *purpose != Purpose::Tag => return Ok(None),
        Purpose::Note => Change::AddNote { session: None, text: answer.to_owned() },
        Purpose::Tag => Change::TagMiss((!answer.is_empty()).then(|| answer.to_owned())),
        Purpose::WhichMeasure => {
            let measures = model.data.playing.iter().flat_map(|playing| &playing.measures);
            let Some(prompt) = measures.into_iter().find(|measure| measure.name == answer).map(of_measure)
            else {
                return Err(format!("no measure is called “{answer}”"));
            };
            model.overlays.pop();
            model.lay(Overlay::Prompt(prompt));
            return Ok(Some(Vec::new()));
        }
        Purpose::Reading(measure) => reading(*measure, answer)?,
        Purpose::Predict(reps) => match answer.parse() {
            Ok(hits) if (0..=*reps).contains(&hits) => Change::Predict(hits),
            _ => return Err(format!("a number from 0 to {reps}")),
        },
        Purpose::GapLength(session) => {
            let length = when::duration(answer).map_err(|error| error.to_string())?;
            let closing = model.overlays.iter().any(|overlay| {
                matches!(
                    overlay,
                    Overlay::Gap(GapCard { question: gap::Question::Doubt { closing: true, .. }, .. })
                )
            });
            model.overlays.pop();
            return Ok(Some(decide(model, *session, closing, GapAnswer::Length(length))));
        }
        Purpose::StopLength => {
            let length = when::duration(answer).map_err(|error| error.to_string())?;
            model.overlays.pop();
            let stop = Stop { length: Some(length), ..Stop::default() };
            return Ok(Some(apply(model, Change::Stop(Box::new(stop)), After::CloseCard)));
        }
        Purpose::Filter if model.place == Place::Areas => {
            model.overlays.pop();
            return Ok(Some(crate::tui::areas::update::set_filter(model, answer)));
        }
        Purpose::Filter if model.place == Place::Stages => {
            model.overlays.pop();
            return Ok(Some(crate::tui::stages::update::set_filter(model, answer)));
        }
        Purpose::Filter => {
            crate::tui::desk::update::set_filter(model, answer);
            return Ok(None);
        }
        Purpose::AddArea => Change::add(Area::named(answer)),
        Purpose::AddSkill(area) => Change::add_skill(Skill::named(answer), vec![*area]),
        Purpose::OtherSkill => return other_skill_chosen(model, answer).map(Some),
        Purpose::Merge(from) => match skill_chosen(model, answer) {
            Some(into) => Change::merge::<Skill>(*from, into),
            None => return Err(format!("no skill fits “{answer}”")),
        },
        Purpose::MergePeople(from) => {
            let others = model.areas.everybody.iter().filter(|person| person.id != *from);
            let into = others.into_iter().find(|person| person.name == answer).map(|person| person.id);
            let into = into.ok_or_else(|| format!("nobody is called “{answer}”"))?;
            Change::merge::<Person>(*from, into)
        }
        Purpose::Split(session) => {
            let at = look(model).vantage.moment(answer);
            Change::SplitSession { session: *session, at: at.map_err(|error| error.to_string())? }
        }
        Purpose::MoveSession(session) => move_session(model, *session, answer)?,
        Purpose::Emptied => {
            emptied(model, answer);
            return Ok(Some(Vec::new()));
        }
    };
    Ok(Some(apply(model, change, After::Form)))
}

fn skill_chosen(model: &Model, answer: &str) -> Option<Id> {
    let skills = &model.data.overview.skills;
    skills.iter().find(|line| skill_path(model, line) == answer).map(|line| line.skill.id)
}

/// A time moves it in time; what is no time is the name of a skill.
fn move_session(model: &Model, session: Id, answer: &str) -> Result<Change, String> {
    let misread = match look(model).vantage.moment(answer) {
        Ok(at) => return Ok(Change::MoveSession { session, skill: None, at: Some(at) }),
        Err(misread) => misread,
    };
    let lines = model.data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    let named: Vec<(Id, &str)> = lines.map(|line| (line.skill.id, line.skill.name.as_str())).collect();
    match crate::domain::naming::pick(answer, &named) {
        crate::domain::naming::Match::One(skill) => {
            Ok(Change::MoveSession { session, skill: Some(skill), at: None })
        }
        _ => Err(misread.to_string()),
    }
}

fn other_skill_chosen(model: &mut Model, answer: &str) -> Result<Effects, String> {
    let found = model.data.overview.skills.iter().find(|line| skill_path(model, line) == answer);
    let Some(id) = found.map(|line| line.skill.id) else {
        return Err(format!("no skill fits “{answer}”"));
    };
    model.overlays.pop();
    leave_start(model);
    Ok(vec![Effect::Ask(Ask::StartCard(Some(id)))])
}

/// `12`, or `12 of 20` where the value sums up so many items.
fn reading(measure: Id, text: &str) -> Result<Change, String> {
    let (value, sample) = text.split_once(" of ").unwrap_or((text, "1"));
    let value: f64 =
        value.trim().replace(',', ".").parse().map_err(|_| format!("“{text}” is not a number"))?;
    let sample = sample.trim().parse().map_err(|_| format!("“{sample}” is not a whole number"))?;
    Ok(Change::AddReading { measure, value, sample, at: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::measure::Measure;
    use crate::tui::areas::testing::lively;

    #[test]
    fn a_reading_asks_of_what_where_there_are_several_measures() {
        let mut bench = lively(80, 24);
        let skill = bench.model.data.overview.skills[0].skill.id;
        let second = bench.elsewhere(Change::add(Measure::named(skill, "share")));
        bench.keys("s Enter = 2 \"0.7 Enter");
        let readings = &bench.model.data.playing.as_ref().unwrap().readings;
        assert_eq!(readings.iter().map(|r| (r.measure, r.value)).collect::<Vec<_>>(), [(second, 0.7)]);
        bench.keys("= \"tem Enter \"96 Enter");
        assert_eq!(bench.model.data.playing.as_ref().unwrap().readings.len(), 2);
    }
}
