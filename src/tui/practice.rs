//! Playing: what the keys of the practice pane and of the ritual's cards do.

use crate::tui::cards::opening;
use crossterm::event::Event;

use super::cards::close::{CloseCard, Closed};
use super::cards::gap::{GapCard, Question, stretches};
use super::cards::start::{Slot, StartState};
use super::command::{CommandId, Scope};
use super::editing::{Subject, update as editing};
use super::frame::cx::Cx;
use super::frame::effects::{Effects, apply, of_scope};
use super::prompt::Prompt;
use super::worker::After;
use crate::domain::change::{Change, NewReps, Start, Stop};
use crate::domain::drill::Turn;
use crate::domain::entry::EntryKind;
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::noun::Noun;
use crate::domain::rep::RepResult;
use crate::domain::session::{MarkKind, SegmentKind, SessionState};
use crate::domain::timer::GapAnswer;
use crate::domain::when;

/// Does what a practice key says; the session is there.
pub fn play(cx: &mut Cx, id: CommandId) -> Effects {
    use CommandId as C;
    match id {
        C::Hit => apply(cx, Change::AddReps(NewReps::one(RepResult::Hit)), After::Quiet),
        C::Miss => apply(cx, Change::AddReps(NewReps::one(RepResult::Miss)), After::Quiet),
        C::MentalHit | C::MentalMiss => {
            let result = if id == C::MentalHit { RepResult::Hit } else { RepResult::Miss };
            let rep = NewReps { mental: true, ..NewReps::one(result) };
            apply(cx, Change::AddReps(rep), After::Quiet)
        }
        C::TakeBack => apply(cx, Change::TakeBackRep, After::Quiet),
        C::Pause => {
            let paused = cx.data.playing.as_ref().is_some_and(|p| p.session.state == SessionState::Paused);
            let change = if paused { Change::Resume { at: None } } else { Change::Pause { at: None } };
            apply(cx, change, After::Quiet)
        }
        C::EndSession => end(cx),
        C::DialUp => apply(cx, Change::TurnDial(Turn::Harder), After::Quiet),
        C::DialDown => apply(cx, Change::TurnDial(Turn::Easier), After::Quiet),
        C::MinuteMore => apply(cx, Change::ExtendPlan(60), After::Quiet),
        C::MinuteLess => apply(cx, Change::ExtendPlan(-60), After::Quiet),
        C::NextVariation => apply(cx, Change::NextVariation, After::Quiet),
        C::Mark => apply(cx, Change::AddMark(MarkKind::Moment), After::Say),
        C::Interruption => apply(cx, Change::AddMark(MarkKind::Outer), After::Quiet),
        C::SkipProbe => apply(cx, Change::SkipProbe, After::Say),
        C::Decide => {
            ask_doubt(cx, false);
            Vec::new()
        }
        C::Note | C::TagMiss | C::Reading | C::Predict => {
            prompt(cx, id);
            Vec::new()
        }
        _ => grade(cx, id),
    }
}

fn grade(cx: &mut Cx, id: CommandId) -> Effects {
    let name = super::command::command(id).name;
    let Some(grade) = name.strip_prefix("grade-").and_then(|digit| digit.parse().ok()) else {
        return Vec::new();
    };
    let rep = NewReps { grade: Some(grade), ..NewReps::one(RepResult::Graded) };
    apply(cx, Change::AddReps(rep), After::Quiet)
}

fn prompt(cx: &mut Cx, id: CommandId) {
    let Some(playing) = &cx.data.playing else { return };
    let prompt = match id {
        CommandId::Note => {
            Prompt::new("Note", "the clock runs on; Enter keeps it").kept_as("note").then(|cx, text| {
                Ok(apply(cx, Change::AddNote { session: None, text: text.to_owned() }, After::Form))
            })
        }
        CommandId::TagMiss => Prompt::new("Why did it miss?", "a number and Enter, or a tag of your own")
            .numbered(playing.skill.miss_tags.clone())
            .may_be_new()
            .kept_as("tag")
            .then(|cx, tag| {
                let tag = (!tag.is_empty()).then(|| tag.to_owned());
                Ok(apply(cx, Change::TagMiss(tag), After::Form))
            }),
        CommandId::Predict => {
            let reps = playing.session.probe_reps;
            Prompt::new(format!("How many of {reps} will hit?"), "a number, before the first rep").then(
                move |cx, answer| match answer.parse() {
                    Ok(hits) if (0..=reps).contains(&hits) => {
                        Ok(apply(cx, Change::Predict(hits), After::Form))
                    }
                    _ => Err(format!("a number from 0 to {reps}")),
                },
            )
        }
        _ => match playing.measures.as_slice() {
            [] => return,
            [only] => reading_of(only.id, named(only)),
            several => {
                let measures: Vec<Measure> = several.to_vec();
                Prompt::new("A reading of what?", "a number takes one")
                    .by_digit(several.iter().map(|measure| measure.name.clone()).collect())
                    .then(move |cx, answer| {
                        let found = measures.iter().find(|measure| measure.name == answer);
                        let measure = found.ok_or_else(|| format!("no measure is called “{answer}”"))?;
                        cx.close();
                        cx.lay(reading_of(measure.id, named(measure)));
                        Ok(Effects::new())
                    })
            }
        },
    };
    cx.lay(prompt);
}

fn named(measure: &Measure) -> String {
    let unit = if measure.unit.is_empty() { String::new() } else { format!(" in {}", measure.unit) };
    format!("{}{unit}", measure.name)
}

/// Asks for a reading of a measure.
pub fn reading_of(measure: Id, title: String) -> Prompt {
    Prompt::new(title, "a number; “12 of 20” says what it sums up")
        .then(move |cx, answer| Ok(apply(cx, reading(measure, answer)?, After::Form)))
}

/// `12`, or `12 of 20` where the value sums up so many items.
fn reading(measure: Id, text: &str) -> Result<Change, String> {
    let (value, sample) = text.split_once(" of ").unwrap_or((text, "1"));
    let value: f64 =
        value.trim().replace(',', ".").parse().map_err(|_| format!("“{text}” is not a number"))?;
    let sample = sample.trim().parse().map_err(|_| format!("“{sample}” is not a whole number"))?;
    Ok(Change::AddReading { measure, value, sample, at: None })
}

/// Ends the session: at once, unless time is in doubt or the stop looks forgotten; then that is asked first.
fn end(cx: &mut Cx) -> Effects {
    let Some(playing) = &cx.data.playing else { return Vec::new() };
    if playing.elapsed(cx.now).unresolved > 0 {
        ask_doubt(cx, true);
        return Vec::new();
    }
    if let Some(stop) = playing.forgotten(cx.now) {
        let skill = playing.skill.name.clone();
        cx.lay(GapCard { skill, question: Question::Forgotten(stop) });
        return Vec::new();
    }
    apply(cx, Change::Stop(Box::default()), After::CloseCard)
}

/// The optional keys of the close card: a proof is linked on the spot, the others open a form over the card.
pub fn beside_close(cx: &mut Cx, id: CommandId) -> Effects {
    let Some(card) = cx.top::<CloseCard>() else { return Vec::new() };
    let (session, skill) = (card.session().id, card.session().skill);
    let subject = match id {
        CommandId::CloseProof => return crate::tui::feedback::actions::prove_by_card(cx),
        CommandId::CloseUsed => Subject::NewEntry(EntryKind::Use, Some(skill)),
        CommandId::CloseAsk => Subject::Request(Some(skill), Some(session)),
        _ => Subject::New(Noun::Plan, Some(skill)),
    };
    // The card stays beneath, with all that is in it.
    editing::open(subject)
}

/// Lays the card about the running session's time in doubt.
pub fn ask_doubt(cx: &mut Cx, closing: bool) {
    let Some(playing) = &cx.data.playing else { return };
    let mut found = stretches(&playing.segments);
    if let Some(running) = playing.running() {
        let pieces = crate::domain::timer::pieces_of(running, &playing.facts(), playing.beat, cx.now);
        for piece in pieces.iter().filter(|piece| piece.kind == SegmentKind::Unresolved) {
            let from = when::hour_minute(piece.start.wall);
            found.push((super::cards::gap::told(piece.doubt, &from, None), piece.length));
        }
    }
    let card = GapCard {
        skill: playing.skill.name.clone(),
        question: Question::Doubt { session: playing.session.id, stretches: found, closing },
    };
    cx.lay(card);
}

/// What the keys of the card about doubt do.
pub fn gap(cx: &mut Cx, id: CommandId) -> Effects {
    let Some(card) = cx.top::<GapCard>() else { return Vec::new() };
    let card = card.clone();
    if !card.suits(id) {
        return Vec::new();
    }
    match (&card.question, id) {
        (_, CommandId::GapLater) => {
            // Deciding later is an answer too: the session ends, and its doubt stays in sight.
            if let Question::Doubt { closing: true, .. } = card.question {
                return apply(cx, Change::Stop(Box::default()), After::CloseCard);
            }
            cx.close();
            Vec::new()
        }
        (Question::Doubt { session, closing, .. }, CommandId::GapLength) => {
            let (session, closing) = (*session, *closing);
            cx.lay(Prompt::new("How much of it counts?", LENGTH).then(move |cx, answer| {
                let length = when::duration(answer).map_err(|error| error.to_string())?;
                cx.close();
                Ok(decide(cx, session, closing, GapAnswer::Length(length)))
            }));
            Vec::new()
        }
        (Question::Forgotten(_), CommandId::GapLength) => {
            cx.lay(Prompt::new("How long was it?", LENGTH).then(|cx, answer| {
                let length = when::duration(answer).map_err(|error| error.to_string())?;
                cx.close();
                let stop = Stop { length: Some(length), ..Stop::default() };
                Ok(apply(cx, Change::Stop(Box::new(stop)), After::CloseCard))
            }));
            Vec::new()
        }
        (Question::Doubt { session, closing, .. }, _) => {
            let answer = match id {
                CommandId::GapKeep => GapAnswer::Keep,
                CommandId::GapTrim => GapAnswer::Trim,
                _ => GapAnswer::Discard,
            };
            decide(cx, *session, *closing, answer)
        }
        (Question::Forgotten(stop), _) => {
            let length = match id {
                CommandId::GapTrim => stop.until_last_sign,
                CommandId::GapPlan => stop.planned,
                _ => None,
            };
            apply(cx, Change::Stop(Box::new(Stop { length, ..Stop::default() })), After::CloseCard)
        }
    }
}

/// How a length is typed.
const LENGTH: &str = "like 25m or 1h10";

fn decide(cx: &mut Cx, session: Id, closing: bool, answer: GapAnswer) -> Effects {
    if closing {
        let stop = Stop { gap: Some(answer), ..Stop::default() };
        return apply(cx, Change::Stop(Box::new(stop)), After::CloseCard);
    }
    apply(cx, Change::ResolveGap { session, answer }, After::Form)
}

/// What the keys of the start card do.
pub fn start_card(cx: &mut Cx, id: CommandId) -> Effects {
    use CommandId as C;
    let Some(card) = cx.top_mut::<StartState>() else { return Vec::new() };
    match id {
        C::StartNow => {
            let switch = card.closes.is_some();
            let with = Some(card.with.clone()).filter(|with| !with.trim().is_empty());
            let session = card.card.session.clone();
            let start = Start { session, switch, with, ..Start::of(card.card.skill.id) };
            return apply(cx, Change::Start(Box::new(start)), After::Play);
        }
        C::CardDown => card.step(1),
        C::CardUp => card.step(-1),
        C::CardMore => card.change(1),
        C::CardLess => card.change(-1),
        C::CardIntention => card.write(Some(Slot::Intention)),
        C::CardCriterion => card.write(Some(Slot::Criterion)),
        C::CardEdit => card.write(None),
        C::CardReveal => card.revealed = true,
        C::CardOther => other_skill(cx),
        C::CardAnew => {
            let skill = card.card.skill.id;
            let effects = super::drafts::update::let_go(cx);
            cx.close();
            return effects.into_iter().chain([opening::start_card(Some(skill))]).collect();
        }
        _ => leave_start(cx),
    }
    Vec::new()
}

fn leave_start(cx: &mut Cx) {
    if let Some(state) = cx.take_top::<StartState>() {
        let StartState { card, .. } = *state;
        cx.left_start = Some(Box::new(card));
    }
}

/// Today's plans first, then the skills that have waited longest; typing searches all.
fn other_skill(cx: &mut Cx) {
    let overview = &cx.data.overview;
    let mut lines: Vec<_> = overview.skills.iter().filter(|line| line.skill.archived.is_none()).collect();
    let planned = |id: Id| cx.data.today.plans.iter().any(|plan| plan.plan.skill == id);
    lines.sort_by_key(|line| (!planned(line.skill.id), line.last.map(|last| last.at), line.skill.id));
    let names = lines.iter().map(|line| skill_path(cx, line)).collect();
    cx.lay(Prompt::new("Which skill?", "type to search").choosing(names).then(|cx, answer| {
        let skill = skill_called(cx, answer)?;
        cx.close();
        leave_start(cx);
        Ok(vec![opening::start_card(Some(skill))])
    }));
}

/// The skill that a chooser shows so.
///
/// # Errors
/// None is shown so.
pub fn skill_called(cx: &Cx, path: &str) -> Result<Id, String> {
    let found = cx.data.overview.skills.iter().find(|line| skill_path(cx, line) == path);
    found.map(|line| line.skill.id).ok_or_else(|| format!("no skill fits “{path}”"))
}

/// A skill with its areas, as choosers show it.
pub fn skill_path(cx: &Cx, line: &crate::journal::read::SkillLine) -> String {
    let areas = cx.data.overview.area_names(line);
    format!("{} · {}", line.skill.name, areas.join(", "))
}

/// A key or a paste for the close card.
pub fn close_card(cx: &mut Cx, event: &Event) -> Effects {
    let command = of_scope(&cx.keymap, Scope::CloseCard, event);
    let Some(card) = cx.top_mut::<CloseCard>() else { return Vec::new() };
    match command {
        Some(CommandId::FormAnew) => {
            card.begin_anew();
            super::drafts::update::let_go(cx)
        }
        Some(
            id @ (CommandId::CloseProof | CommandId::CloseUsed | CommandId::CloseAsk | CommandId::ClosePlan),
        ) => beside_close(cx, id),
        Some(id) if card.command(id) == Closed::Done => finish(cx),
        Some(_) => Vec::new(),
        None => {
            card.handle(event);
            Vec::new()
        }
    }
}

/// The close card is done: what it holds is stored.
pub fn finish(cx: &mut Cx) -> Effects {
    let Some(card) = cx.top_mut::<CloseCard>() else { return Vec::new() };
    card.keep_text();
    if !card.is_changed() {
        cx.close();
        return Vec::new();
    }
    let edited = card.edited();
    apply(cx, Change::EditSession(Box::new(edited)), After::Form)
}

/// A key or a paste for the line of the start card that is being written.
pub fn start_line(cx: &mut Cx, event: &Event) -> Effects {
    if of_scope(&cx.keymap, Scope::Form, event) == Some(CommandId::FormAnew) {
        return start_card(cx, CommandId::CardAnew);
    }
    if let Some(card) = cx.top_mut::<StartState>() {
        card.handle(event);
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
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
