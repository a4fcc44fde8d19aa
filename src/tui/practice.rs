//! Playing: what the keys of the practice pane and of the ritual's cards do.

use super::cards::gap::{GapCard, Question, stretches};
use super::cards::start::{Slot, StartState};
use super::command::CommandId;
use super::model::{Model, Overlay};
use super::msg::Effect;
use super::prompt::{Prompt, Purpose};
use super::update::{Effects, apply};
use super::worker::{After, Ask};
use crate::domain::area::Area;
use crate::domain::change::{Change, NewReps, Start, Stop};
use crate::domain::drill::Turn;
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::rep::RepResult;
use crate::domain::session::{MarkKind, SegmentKind, SessionState};
use crate::domain::skill::Skill;
use crate::domain::timer::GapAnswer;
use crate::domain::when;

/// Does what a practice key says; the session is there.
pub fn play(model: &mut Model, id: CommandId) -> Effects {
    use CommandId as C;
    match id {
        C::Hit => apply(model, Change::AddReps(NewReps::one(RepResult::Hit)), After::Quiet),
        C::Miss => apply(model, Change::AddReps(NewReps::one(RepResult::Miss)), After::Quiet),
        C::Mental => {
            let rep = NewReps { mental: true, ..NewReps::one(RepResult::Hit) };
            apply(model, Change::AddReps(rep), After::Quiet)
        }
        C::TakeBack => apply(model, Change::TakeBackRep, After::Quiet),
        C::Pause => {
            let paused = model.data.playing.as_ref().is_some_and(|p| p.session.state == SessionState::Paused);
            let change = if paused { Change::Resume { at: None } } else { Change::Pause { at: None } };
            apply(model, change, After::Quiet)
        }
        C::EndSession => end(model),
        C::DialUp => apply(model, Change::TurnDial(Turn::Harder), After::Quiet),
        C::DialDown => apply(model, Change::TurnDial(Turn::Easier), After::Quiet),
        C::MinuteMore => apply(model, Change::ExtendPlan(60), After::Quiet),
        C::MinuteLess => apply(model, Change::ExtendPlan(-60), After::Quiet),
        C::NextVariation => apply(model, Change::NextVariation, After::Quiet),
        C::Mark => apply(model, Change::AddMark(MarkKind::Moment), After::Say),
        C::Interruption => apply(model, Change::AddMark(MarkKind::Outer), After::Quiet),
        C::SkipProbe => apply(model, Change::SkipProbe, After::Say),
        C::Decide => {
            ask_doubt(model, false);
            Vec::new()
        }
        C::Note | C::TagMiss | C::Reading | C::Predict => {
            prompt(model, id);
            Vec::new()
        }
        _ => grade(model, id),
    }
}

fn grade(model: &mut Model, id: CommandId) -> Effects {
    let name = super::command::command(id).name;
    let Some(grade) = name.strip_prefix("grade-").and_then(|digit| digit.parse().ok()) else {
        return Vec::new();
    };
    let rep = NewReps { grade: Some(grade), ..NewReps::one(RepResult::Graded) };
    apply(model, Change::AddReps(rep), After::Quiet)
}

fn prompt(model: &mut Model, id: CommandId) {
    let Some(playing) = &model.data.playing else { return };
    let prompt = match id {
        CommandId::Note => Prompt::new(Purpose::Note, "Note", "the clock runs on; Enter keeps it"),
        CommandId::TagMiss => Prompt::new(Purpose::Tag, "Why did it miss?", "a number, or a tag of your own")
            .choosing(playing.skill.miss_tags.clone()),
        CommandId::Predict => {
            let reps = playing.session.probe_reps;
            Prompt::new(
                Purpose::Predict(reps),
                format!("How many of {reps} will hit?"),
                "a number, before the first rep",
            )
        }
        _ => match playing.measures.as_slice() {
            [] => return,
            [only] => of_measure(only),
            several => Prompt::new(Purpose::WhichMeasure, "A reading of what?", "a number takes one")
                .choosing(several.iter().map(|measure| measure.name.clone()).collect()),
        },
    };
    model.lay(Overlay::Prompt(prompt));
}

fn of_measure(measure: &Measure) -> Prompt {
    let unit = if measure.unit.is_empty() { String::new() } else { format!(" in {}", measure.unit) };
    let title = format!("{}{unit}", measure.name);
    Prompt::new(Purpose::Reading(measure.id), title, "a number; “12 of 20” says what it sums up")
}

/// Ends the session: at once, unless time is in doubt or the stop looks forgotten; then that is asked first.
fn end(model: &mut Model) -> Effects {
    let Some(playing) = &model.data.playing else { return Vec::new() };
    if playing.elapsed(model.now).unresolved > 0 {
        ask_doubt(model, true);
        return Vec::new();
    }
    if let Some(stop) = playing.forgotten(model.now) {
        let skill = playing.skill.name.clone();
        model.lay(Overlay::Gap(GapCard { skill, question: Question::Forgotten(stop) }));
        return Vec::new();
    }
    apply(model, Change::Stop(Box::default()), After::CloseCard)
}

/// Lays the card about the running session's time in doubt.
pub fn ask_doubt(model: &mut Model, closing: bool) {
    let Some(playing) = &model.data.playing else { return };
    let mut found = stretches(&playing.segments);
    if let Some(running) = playing.running() {
        let pieces = crate::domain::timer::pieces_of(running, &playing.facts(), playing.beat, model.now);
        for piece in pieces.iter().filter(|piece| piece.kind == SegmentKind::Unresolved) {
            let from = when::hour_minute(piece.start.wall);
            found.push((super::cards::gap::told(piece.doubt, &from, None), piece.length));
        }
    }
    let card = GapCard {
        skill: playing.skill.name.clone(),
        question: Question::Doubt { session: playing.session.id, stretches: found, closing },
    };
    model.lay(Overlay::Gap(card));
}

/// What the keys of the card about doubt do.
pub fn gap(model: &mut Model, id: CommandId) -> Effects {
    let Some(Overlay::Gap(card)) = model.overlays.last() else { return Vec::new() };
    let card = card.clone();
    if !card.offers(id) {
        return Vec::new();
    }
    match (&card.question, id) {
        (_, CommandId::GapLater) => {
            // Deciding later is an answer too: the session ends, and its doubt stays in sight.
            if let Question::Doubt { closing: true, .. } = card.question {
                return apply(model, Change::Stop(Box::default()), After::CloseCard);
            }
            model.overlays.pop();
            Vec::new()
        }
        (Question::Doubt { session, .. }, CommandId::GapLength) => {
            let prompt =
                Prompt::new(Purpose::GapLength(*session), "How much of it counts?", "like 25m or 1h10");
            model.lay(Overlay::Prompt(prompt));
            Vec::new()
        }
        (Question::Forgotten(_), CommandId::GapLength) => {
            let prompt = Prompt::new(Purpose::StopLength, "How long was it?", "like 25m or 1h10");
            model.lay(Overlay::Prompt(prompt));
            Vec::new()
        }
        (Question::Doubt { session, closing, .. }, _) => {
            let answer = match id {
                CommandId::GapKeep => GapAnswer::Keep,
                CommandId::GapTrim => GapAnswer::Trim,
                _ => GapAnswer::Discard,
            };
            decide(model, *session, *closing, answer)
        }
        (Question::Forgotten(stop), _) => {
            let length = match id {
                CommandId::GapTrim => stop.until_last_sign,
                CommandId::GapPlan => stop.planned,
                _ => None,
            };
            apply(model, Change::Stop(Box::new(Stop { length, ..Stop::default() })), After::CloseCard)
        }
    }
}

fn decide(model: &mut Model, session: Id, closing: bool, answer: GapAnswer) -> Effects {
    if closing {
        let stop = Stop { gap: Some(answer), ..Stop::default() };
        return apply(model, Change::Stop(Box::new(stop)), After::CloseCard);
    }
    apply(model, Change::ResolveGap { session, answer }, After::Form)
}

/// What the keys of the start card do.
pub fn start_card(model: &mut Model, id: CommandId) -> Effects {
    use CommandId as C;
    let Some(Overlay::Start(card)) = model.overlays.last_mut() else { return Vec::new() };
    match id {
        C::StartNow => {
            let switch = card.closes.is_some();
            let with = Some(card.with.clone()).filter(|with| !with.trim().is_empty());
            let session = card.card.session.clone();
            let start = Start { session, switch, with, ..Start::of(card.card.skill.id) };
            return apply(model, Change::Start(Box::new(start)), After::Play);
        }
        C::CardDown => card.step(1),
        C::CardUp => card.step(-1),
        C::CardMore => card.change(1),
        C::CardLess => card.change(-1),
        C::CardIntention => card.write(Some(Slot::Intention)),
        C::CardCriterion => card.write(Some(Slot::Criterion)),
        C::CardEdit => card.write(None),
        C::CardReveal => card.revealed = true,
        C::CardOther => other_skill(model),
        _ => leave_start(model),
    }
    Vec::new()
}

fn leave_start(model: &mut Model) {
    if let Some(Overlay::Start(state)) = model.overlays.pop() {
        let StartState { card, .. } = *state;
        model.left_start = Some(Box::new(card));
    }
}

/// Today's plans first, then the skills that have waited longest; typing searches all.
fn other_skill(model: &mut Model) {
    let overview = &model.data.overview;
    let mut lines: Vec<_> = overview.skills.iter().filter(|line| line.skill.archived.is_none()).collect();
    let planned = |id: Id| model.data.today.plans.iter().any(|plan| plan.plan.skill == id);
    lines.sort_by_key(|line| (!planned(line.skill.id), line.last.map(|last| last.at), line.skill.id));
    let names = lines.iter().map(|line| skill_path(model, line)).collect();
    let prompt = Prompt::new(Purpose::OtherSkill, "Which skill?", "type to search").choosing(names);
    model.lay(Overlay::Prompt(prompt));
}

/// A skill with its areas, as choosers show it.
pub fn skill_path(model: &Model, line: &crate::journal::read::SkillLine) -> String {
    let areas = model.data.overview.area_names(line);
    format!("{} · {}", line.skill.name, areas.join(", "))
}

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

/// What an answer asks for: effects that will close the prompt, `None` to close it at once, or why it cannot be.
fn change_for(model: &mut Model, purpose: &Purpose, answer: &str) -> Result<Option<Effects>, String> {
    let change = match purpose {
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
                    Overlay::Gap(GapCard { question: Question::Doubt { closing: true, .. }, .. })
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
        Purpose::Filter if model.place == super::model::Place::Areas => {
            model.overlays.pop();
            return Ok(Some(super::areas::update::set_filter(model, answer)));
        }
        Purpose::Filter => {
            model.desk.filter = answer.to_owned();
            model.desk.areas.selected = 0;
            return Ok(None);
        }
        Purpose::AddArea => Change::AddArea(Area::named(answer)),
        Purpose::AddSkill(area) => Change::AddSkill(Skill::named(answer), vec![*area]),
        Purpose::OtherSkill => return other_skill_chosen(model, answer).map(Some),
        Purpose::Merge(from) => match skill_chosen(model, answer) {
            Some(into) => Change::MergeSkills { from: *from, into },
            None => return Err(format!("no skill fits “{answer}”")),
        },
        Purpose::Split(session) => {
            let at = super::editing::update::look(model).vantage.moment(answer);
            Change::SplitSession { session: *session, at: at.map_err(|error| error.to_string())? }
        }
        Purpose::MoveSession(session) => move_session(model, *session, answer)?,
        Purpose::Emptied => {
            super::editing::update::emptied(model, answer);
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
    let misread = match super::editing::update::look(model).vantage.moment(answer) {
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
    use crate::tui::areas::testing::lively;

    #[test]
    fn a_reading_asks_of_what_where_there_are_several_measures() {
        let mut bench = lively(80, 24);
        let skill = bench.model.data.overview.skills[0].skill.id;
        let second = bench.elsewhere(Change::AddMeasure(Measure::named(skill, "share")));
        bench.keys("s Enter = 2 \"0.7 Enter");
        let readings = &bench.model.data.playing.as_ref().unwrap().readings;
        assert_eq!(readings.iter().map(|r| (r.measure, r.value)).collect::<Vec<_>>(), [(second, 0.7)]);
        bench.keys("= \"tem Enter \"96 Enter");
        assert_eq!(bench.model.data.playing.as_ref().unwrap().readings.len(), 2);
    }
}
