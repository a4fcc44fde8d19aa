//! The history as it is walked: its events, the stretch each one begins, what is compared.

use super::pages::{self, StagePage, StretchAsk, Walked};
use super::state::{StagesScreen, View};
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::stage::{Subject, Told};
use crate::journal::Result;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{self, Effects};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::pane::list::{Item, ListPane};

/// Asks what lies in stretches of the history.
#[derive(Debug)]
struct Stretches(Vec<StretchAsk>);

#[derive(Debug)]
struct Counted(Vec<Walked>);

impl Question for Stretches {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Counted(pages::walk(store.journal, &self.0)?)))
    }
}

impl Answer for Counted {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.on_screen(|stages: &mut StagesScreen, cx| super::reading::read_stretches(stages, cx, self.0));
        Effects::new()
    }
}

/// The events that are walked, oldest first: up to the day the page is seen as of.
pub fn events(page: &StagePage) -> Vec<&Told> {
    page.events.iter().filter(|told| page.day.is_none_or(|day| told.event.day <= day)).collect()
}

impl Item for &Told {
    type Key = Id;

    fn key(&self) -> Option<Id> {
        Some(self.event.id)
    }
}

/// The list of events, with its rows; nothing before the page is here.
pub fn with_list<T>(
    stages: &mut StagesScreen,
    cx: &Cx,
    act: impl FnOnce(&mut ListPane<Id>, &[&Told]) -> T,
) -> Option<T> {
    let mut list = std::mem::take(&mut stages.history);
    let page = stages.chosen(&cx.data);
    let done = page.map(|page| act(&mut list, &events(page)));
    stages.history = list;
    done
}

/// The newest event that counts; where none does, the newest.
pub fn newest(page: &StagePage) -> usize {
    let all = events(page);
    all.iter().rposition(|told| told.counts()).unwrap_or_else(|| all.len().saturating_sub(1))
}

/// The history begins at its newest event.
pub fn begin(stages: &mut StagesScreen, cx: &Cx) {
    let newest = stages.chosen(&cx.data).map_or(0, newest);
    with_list(stages, cx, |list, events| list.choose(newest, events));
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
pub fn walked<'a>(stages: &'a StagesScreen, page: &StagePage, at: usize) -> Option<&'a Walked> {
    let wanted = stretch(page, at);
    stages.stretches.shown()?.iter().find(|walked| walked.ask == wanted)
}

/// The stretches that the history shows: that of the selected event, and of the marked one.
pub fn wanted(stages: &StagesScreen, cx: &Cx) -> Vec<StretchAsk> {
    let Some(page) = stages.chosen(&cx.data) else { return Vec::new() };
    let marked = stages.mark.and_then(|id| place(page, id)).filter(|at| *at != stages.history.selected());
    let shown = std::iter::once(stages.history.selected()).chain(marked);
    shown.map(|at| stretch(page, at)).collect()
}

/// Asks for what is shown of the history and not here yet.
pub fn ask(stages: &mut StagesScreen, cx: &Cx) -> Effects {
    let wanted = wanted(stages, cx);
    if wanted.is_empty() || stages.view != View::History {
        return Vec::new();
    }
    let asked = stages.stretches.want(wanted);
    asked.map(|asked| effects::ask(Stretches(asked))).into_iter().collect()
}
