//! What the screen asks the store thread for, and what its answers do to the selection.

use super::history;
use super::items;
use super::pages::{self, PageAsk, StagePage, Walked};
use super::update::follow;
use crate::domain::calendar::Day;
use crate::domain::stage::{Source, Subject};
use crate::journal::{Error, Result};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, ask, say_error};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::pane::list::ListPane;
use crate::tui::pips;
use crate::tui::worker::Ask;

impl Question for PageAsk {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        let page = pages::read(store.journal, &self);
        Ok(Box::new(Read(self.subject, page)))
    }
}

/// The stages of a subject, or why they cannot be read.
#[derive(Debug)]
pub(super) struct Read(pub(super) Subject, pub(super) Result<StagePage>);

impl Answer for Read {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        cx.afterwards(|model: &mut Model| match self.1 {
            Ok(page) => read(model, Box::new(page)),
            Err(error) => unread(model, self.0, &error),
        });
        Effects::new()
    }
}

/// Another area or skill is chosen: its page begins at the top, once it is here.
pub fn turned(model: &mut Model) -> Effects {
    model.stages.begins = true;
    model.stages.letter = None;
    model.stages.mark = None;
    look_and_load(model)
}

/// Brings the page of the chosen subject. The journal is looked at, too: not every change by another hand is announced.
pub fn look_and_load(model: &mut Model) -> Effects {
    let mut effects = vec![Effect::Ask(Ask::Look)];
    effects.extend(load(model));
    effects
}

/// Brings the page of the chosen subject, unless it is here or another one is on its way.
pub fn load(model: &mut Model) -> Effects {
    let Some(wanted) = wanted(model) else { return Vec::new() };
    if model.stages.begins && model.stages.page.is_here(&wanted) {
        // One came back to it before another one was read.
        begin(model);
        return shown(model);
    }
    let changed = model.stages.page.is_old();
    let Some((subject, day)) = model.stages.page.want(wanted) else { return Vec::new() };
    let skills = match subject {
        Subject::Area(area) => {
            let lines = model.cx.data.overview.of_area(area).filter(|line| line.skill.archived.is_none());
            lines.map(|line| line.skill.id).collect()
        }
        Subject::Skill(_) => Vec::new(),
    };
    let known = model.stages.pips_then.as_ref().map(|(of, _)| *of);
    let pips = day.is_some() && (changed || known != day);
    vec![ask(PageAsk { subject, day, skills, pips })]
}

/// What stands on the screen once it is read: what is chosen, on the day that is looked at, unless it is no past one.
fn wanted(model: &Model) -> Option<(Subject, Option<Day>)> {
    let day = model.stages.as_of.filter(|day| *day < model.today());
    Some((model.stages.subject(&model.cx.data)?, day))
}

/// A subject was read; where another one is chosen by now, that is asked for.
pub fn read(model: &mut Model, mut page: Box<StagePage>) -> Effects {
    if let (Some(day), Some(pips)) = (page.day, page.pips.take()) {
        model.stages.pips_then = Some((day, pips));
    }
    let wanted = wanted(model);
    let mut effects = take_page(model, page, wanted);
    if model.place == Place::Stages {
        effects.extend(load(model));
    }
    effects
}

/// A subject could not be read: that is said where it is the chosen one.
pub fn unread(model: &mut Model, subject: Subject, error: &Error) -> Effects {
    model.stages.page.failed();
    if model.place != Place::Stages {
        return Vec::new();
    }
    if model.stages.subject(&model.cx.data) != Some(subject) {
        return load(model);
    }
    say_error(model, error);
    Vec::new()
}

/// The page that was read is shown if it is what is wanted; what happened to it meanwhile moves neither the selected event
/// nor the selected record.
fn take_page(model: &mut Model, page: Box<StagePage>, wanted: Option<(Subject, Option<Day>)>) -> Effects {
    let record = items::selected_record(model);
    let of = |page: &StagePage| (page.view.subject, page.view.held, page.day);
    let before = model.stages.page.shown().map(|page| of(page));
    let (same, day, begins) = (before == Some(of(&page)), page.day, model.stages.begins);
    if !model.stages.page.answered(page, wanted.as_ref()) {
        return Vec::new();
    }
    model.stages.as_of = day;
    model.stages.stretches.outdate();
    if begins {
        begin(model);
    } else if !same {
        begin_ladder(model);
    }
    keep_mark(model);
    keep_record(model, record);
    shown(model)
}

/// What is new on the screen begins: its ladder at the first gap, its history at the newest event.
fn begin(model: &mut Model) {
    model.stages.begins = false;
    model.stages.scroll = 0;
    history::begin(model);
    begin_ladder(model);
}

fn begin_ladder(model: &mut Model) {
    let Some(page) = chosen(model) else { return };
    let folded = items::behind(page);
    let gap = items::first_gap(page, &folded);
    let screen = &mut model.stages;
    (screen.folded_stages, screen.ladder, screen.record) = (folded, ListPane::default(), None);
    items::with_list(model, |list, items| list.choose(gap, items));
}

/// What was added to the history since moves the rows, not the selection; a mark goes with its event.
fn keep_mark(model: &mut Model) {
    history::with_list(model, |list, events| list.keep(events));
    let marked =
        model.stages.mark.filter(|id| chosen(model).is_some_and(|page| history::place(page, *id).is_some()));
    model.stages.mark = marked;
}

/// What counts stands first: a statement that was confirmed just now has moved, and the selection with it.
fn keep_record(model: &mut Model, was: Option<Source>) {
    if let (Some(source), Some(page)) = (was.filter(|_| model.stages.record.is_some()), chosen(model)) {
        let all = items::selected(model).map(|item| items::records(page, &item)).unwrap_or_default();
        let at = all.iter().position(|known| *known == source);
        model.stages.record = at.or(model.stages.record);
    }
}

/// The page is on the screen: the letter that waits for it is shown, and asked for is what its history shows.
fn shown(model: &mut Model) -> Effects {
    keep_in_bounds(model);
    super::sheet::show_letter(model);
    history::ask(model)
}

fn chosen(model: &Model) -> Option<&StagePage> {
    model.stages.chosen(&model.cx.data)
}

/// Stretches were counted.
pub fn read_stretches(model: &mut Model, walked: Vec<Walked>) -> Effects {
    let wanted = history::wanted(model);
    model.stages.stretches.answered(walked, Some(&wanted));
    history::ask(model)
}

/// Something could not be read; the next key asks again.
pub fn not_read(model: &mut Model) {
    let screen = &mut model.stages;
    screen.page.failed();
    screen.stretches.failed();
    // It may have been what says that the journal has changed.
    screen.page.outdate();
    model.cx.pips.failed();
}

/// The journal has changed: the selection stays on what it was on, and the page is read anew.
pub fn changed(model: &mut Model) -> Effects {
    model.stages.page.outdate();
    model.stages.tree.keep(&model.cx.data);
    let mut effects = if model.place == Place::Stages { load(model) } else { Vec::new() };
    let counts_reps = model.counts_reps();
    effects.extend(pips::ask(&mut model.cx, counts_reps));
    effects
}

fn keep_in_bounds(model: &mut Model) {
    items::with_list(model, |list, items| list.keep(items));
    let Some(page) = chosen(model) else { return };
    let records = items::selected(model).map_or(0, |item| items::records(page, &item).len());
    model.stages.record = model.stages.record.filter(|_| records > 0).map(|at| at.min(records - 1));
    follow(model);
}
