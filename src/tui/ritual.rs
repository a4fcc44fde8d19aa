//! What the keys of the cards around a session do: the start card, the close card, the card about time in doubt.

use crate::tui::cards::opening;
use crossterm::event::Event;

use super::cards::close::{CloseCard, Closed};
use super::cards::gap::{GapCard, Question};
use super::cards::start::{Slot, StartState};
use super::command::{CommandId as C, Scope};
use super::editing::{Subject, update as editing};
use super::frame::cx::Cx;
use super::frame::effects::{Effects, apply, of_scope};
use super::prompt::Prompt;
use super::skill_names::{skill_called, skill_path};
use super::worker::After;
use crate::domain::change::{Change, Start, Stop};
use crate::domain::entry::EntryKind;
use crate::domain::id::Id;
use crate::domain::noun::Noun;
use crate::domain::timer::GapAnswer;
use crate::domain::when;

/// The optional keys of the close card: a proof is linked on the spot, the others open a form over the card.
pub fn beside_close(cx: &mut Cx, id: C) -> Effects {
    let Some(card) = cx.top::<CloseCard>() else { return Vec::new() };
    let (session, skill) = (card.session().id, card.session().skill);
    let subject = match id {
        C::CloseProof => return crate::tui::feedback::actions::prove_by_card(cx),
        C::CloseUsed => Subject::NewEntry(EntryKind::Use, Some(skill)),
        C::CloseAsk => Subject::Request(Some(skill), Some(session)),
        _ => Subject::New(Noun::Plan, Some(skill)),
    };
    // The card stays beneath, with all that is in it.
    editing::open(subject)
}

/// What the keys of the card about doubt do.
pub fn gap(cx: &mut Cx, id: C) -> Effects {
    let Some(card) = cx.top::<GapCard>() else { return Vec::new() };
    let card = card.clone();
    if !card.suits(id) {
        return Vec::new();
    }
    match (&card.question, id) {
        (_, C::GapLater) => {
            // Deciding later is an answer too: the session ends, and its doubt stays in sight.
            if let Question::Doubt { closing: true, .. } = card.question {
                return apply(cx, Change::Stop(Box::default()), After::CloseCard);
            }
            cx.close();
            Vec::new()
        }
        (Question::Doubt { session, closing, .. }, C::GapLength) => {
            let (session, closing) = (*session, *closing);
            cx.lay(Prompt::new("How much of it counts?", LENGTH).then(move |cx, answer| {
                let length = when::duration(answer).map_err(|error| error.to_string())?;
                cx.close();
                Ok(decide(cx, session, closing, GapAnswer::Length(length)))
            }));
            Vec::new()
        }
        (Question::Forgotten(_), C::GapLength) => {
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
                C::GapKeep => GapAnswer::Keep,
                C::GapTrim => GapAnswer::Trim,
                _ => GapAnswer::Discard,
            };
            decide(cx, *session, *closing, answer)
        }
        (Question::Forgotten(stop), _) => {
            let length = match id {
                C::GapTrim => stop.until_last_sign,
                C::GapPlan => stop.planned,
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
pub fn start_card(cx: &mut Cx, id: C) -> Effects {
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

/// A key or a paste for the close card.
pub fn close_card(cx: &mut Cx, event: &Event) -> Effects {
    let command = of_scope(&cx.keymap, Scope::CloseCard, event);
    let Some(card) = cx.top_mut::<CloseCard>() else { return Vec::new() };
    match command {
        Some(C::FormAnew) => {
            card.begin_anew();
            super::drafts::update::let_go(cx)
        }
        Some(id @ (C::CloseProof | C::CloseUsed | C::CloseAsk | C::ClosePlan)) => beside_close(cx, id),
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
    if of_scope(&cx.keymap, Scope::Form, event) == Some(C::FormAnew) {
        return start_card(cx, C::CardAnew);
    }
    if let Some(card) = cx.top_mut::<StartState>() {
        card.handle(event);
    }
    Vec::new()
}
