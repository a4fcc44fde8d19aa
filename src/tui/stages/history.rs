//! The history as it is walked: its events, the stretch each one begins, what is compared.

use super::pages::{StagePage, StretchAsk, Walked};
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::stage::{Subject, Told};
use crate::tui::frame::effects::Effects;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::worker::Ask;

/// The events that are walked, oldest first: up to the day the page is seen as of.
pub fn events(page: &StagePage) -> Vec<&Told> {
    page.events.iter().filter(|told| page.day.is_none_or(|day| told.event.day <= day)).collect()
}

/// The newest event that counts; where none does, the newest.
pub fn newest(page: &StagePage) -> usize {
    let all = events(page);
    all.iter().rposition(|told| told.counts()).unwrap_or_else(|| all.len().saturating_sub(1))
}

/// The histories that stand below each other: the subject's own first, then those of an area's skills that have one.
pub fn subjects(page: &StagePage) -> Vec<Subject> {
    let mut found = vec![page.view.subject];
    for told in events(page) {
        let subject = told.event.subject();
        if !found.contains(&subject) {
            found.push(subject);
        }
    }
    found
}

/// The last day that is looked at.
pub fn last_day(page: &StagePage) -> Day {
    page.day.unwrap_or(page.today)
}

/// The stretch that begins with an event: until the next one of the same history, or until now. Without any event it is
/// all of the time.
pub fn stretch(page: &StagePage, at: usize) -> StretchAsk {
    let all = events(page);
    let last = last_day(page);
    let Some(told) = all.get(at) else {
        return StretchAsk { event: None, subject: page.view.subject, from: Day(i32::MIN), to: last };
    };
    let subject = told.event.subject();
    let next = all.iter().skip(at + 1).find(|other| other.event.subject() == subject && other.counts());
    let to = next.map_or(last, |next| next.event.day.plus(-1));
    let from = told.event.day;
    StretchAsk { event: Some(told.event.id), subject, from, to: to.max(from) }
}

/// The place of an event.
pub fn place(page: &StagePage, id: Id) -> Option<usize> {
    events(page).iter().position(|told| told.event.id == id)
}

/// What was counted of the stretch that begins with an event, once it is read.
pub fn walked<'a>(model: &'a Model, page: &StagePage, at: usize) -> Option<&'a Walked> {
    let wanted = stretch(page, at);
    model.stages.walked.iter().find(|walked| walked.ask == wanted)
}

/// Asks for what is shown of the history and not here yet: the selected stretch, and the marked one; and for those around, where
/// the next key leads.
pub fn ask(model: &mut Model) -> Effects {
    let Some(page) = model.stages.chosen(&model.data) else { return Vec::new() };
    let marked = model.stages.mark.and_then(|id| place(page, id));
    let (at, last) = (model.stages.event, events(page).len().saturating_sub(1));
    let around = [at.checked_sub(1), at.checked_add(1).filter(|next| *next <= last)];
    let wanted = [Some(at), marked].into_iter().chain(around).flatten();
    let missing = wanted.filter(|at| walked(model, page, *at).is_none()).map(|at| stretch(page, at));
    let mut asked: Vec<StretchAsk> = Vec::new();
    for ask in missing {
        if !asked.contains(&ask) && !model.stages.walking.contains(&ask) {
            asked.push(ask);
        }
    }
    model.stages.walking.extend(&asked);
    asked.into_iter().map(|ask| Effect::Ask(Ask::Stretch(ask))).collect()
}

/// A stretch was counted.
pub fn read(model: &mut Model, walked: Walked) {
    model.stages.walking.retain(|known| *known != walked.ask);
    model.stages.walked.retain(|known| known.ask != walked.ask);
    // More than the selected and the marked one are kept, so that walking back and forth reads nothing twice.
    if model.stages.walked.len() >= 64 {
        model.stages.walked.remove(0);
    }
    model.stages.walked.push(walked);
}
