//! Playing: what the keys of the practice pane and of the ritual's cards do.

pub mod answers;

use super::cards::gap::{GapCard, Question, stretches};
use super::cards::start::{Slot, StartState};
use super::command::CommandId;
use super::editing::{Subject, update as editing};
use super::frame::cx::Cx;
use super::frame::effects::{Effects, apply};
use super::model::Overlay;
use super::msg::Effect;
use super::prompt::{Prompt, Purpose};
use super::worker::{After, Ask};
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
        CommandId::Note => Prompt::new(Purpose::Note, "Note", "the clock runs on; Enter keeps it"),
        CommandId::TagMiss => {
            Prompt::new(Purpose::Tag, "Why did it miss?", "a number and Enter, or a tag of your own")
                .numbered(playing.skill.miss_tags.clone())
        }
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
                .by_digit(several.iter().map(|measure| measure.name.clone()).collect()),
        },
    };
    cx.lay(Overlay::Prompt(prompt));
}

fn of_measure(measure: &Measure) -> Prompt {
    let unit = if measure.unit.is_empty() { String::new() } else { format!(" in {}", measure.unit) };
    let title = format!("{}{unit}", measure.name);
    Prompt::new(Purpose::Reading(measure.id), title, "a number; “12 of 20” says what it sums up")
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
        cx.lay(Overlay::Gap(GapCard { skill, question: Question::Forgotten(stop) }));
        return Vec::new();
    }
    apply(cx, Change::Stop(Box::default()), After::CloseCard)
}

/// The optional keys of the close card: a proof is linked on the spot, the others open a form over the card.
pub fn beside_close(cx: &mut Cx, id: CommandId) -> Effects {
    let Some(Overlay::Close(card)) = cx.overlays.last() else { return Vec::new() };
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
    cx.lay(Overlay::Gap(card));
}

/// What the keys of the card about doubt do.
pub fn gap(cx: &mut Cx, id: CommandId) -> Effects {
    let Some(Overlay::Gap(card)) = cx.overlays.last() else { return Vec::new() };
    let card = card.clone();
    if !card.offers(id) {
        return Vec::new();
    }
    match (&card.question, id) {
        (_, CommandId::GapLater) => {
            // Deciding later is an answer too: the session ends, and its doubt stays in sight.
            if let Question::Doubt { closing: true, .. } = card.question {
                return apply(cx, Change::Stop(Box::default()), After::CloseCard);
            }
            cx.overlays.pop();
            Vec::new()
        }
        (Question::Doubt { session, .. }, CommandId::GapLength) => {
            let prompt =
                Prompt::new(Purpose::GapLength(*session), "How much of it counts?", "like 25m or 1h10");
            cx.lay(Overlay::Prompt(prompt));
            Vec::new()
        }
        (Question::Forgotten(_), CommandId::GapLength) => {
            let prompt = Prompt::new(Purpose::StopLength, "How long was it?", "like 25m or 1h10");
            cx.lay(Overlay::Prompt(prompt));
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
    let Some(Overlay::Start(card)) = cx.overlays.last_mut() else { return Vec::new() };
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
            cx.overlays.pop();
            return effects.into_iter().chain([Effect::Ask(Ask::StartCard(Some(skill)))]).collect();
        }
        _ => leave_start(cx),
    }
    Vec::new()
}

fn leave_start(cx: &mut Cx) {
    if let Some(Overlay::Start(state)) = cx.overlays.pop() {
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
    let prompt = Prompt::new(Purpose::OtherSkill, "Which skill?", "type to search").choosing(names);
    cx.lay(Overlay::Prompt(prompt));
}

/// A skill with its areas, as choosers show it.
pub fn skill_path(cx: &Cx, line: &crate::journal::read::SkillLine) -> String {
    let areas = cx.data.overview.area_names(line);
    format!("{} · {}", line.skill.name, areas.join(", "))
}
