//! What the screen asks the store thread for, and what its answers do to the selection.

use super::history;
use super::items;
use super::pages::{self, PageAsk, StagePage, Walked};
use super::state::StagesScreen;
use super::walk::follow;
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::stage::{Source, Subject};
use crate::journal::{Error, Result};
use crate::tui::frame::cx::{Cx, Place};
use crate::tui::frame::effects::{Effects, ask, say_error};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::msg::Effect;
use crate::tui::pane::list::ListPane;
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
        cx.on_screen(|stages: &mut StagesScreen, cx| match self.1 {
            Ok(page) => read(stages, cx, Box::new(page)),
            Err(error) => unread(stages, cx, self.0, &error),
        });
        Effects::new()
    }
}

/// Another area or skill is chosen: its page begins at the top, once it is here.
pub fn turned(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    stages.begins = true;
    stages.letter = None;
    stages.mark = None;
    look_and_load(stages, cx)
}

/// Brings the page of the chosen subject. The journal is looked at, too: not every change by another hand is announced.
pub fn look_and_load(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    let mut effects = vec![Effect::Ask(Ask::Look)];
    effects.extend(load(stages, cx));
    effects
}

/// Brings the page of the chosen subject, unless it is here or another one is on its way.
pub fn load(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    let Some(wanted) = wanted(stages, cx) else { return Vec::new() };
    if stages.begins && stages.page.is_here(&wanted) {
        // One came back to it before another one was read.
        begin(stages, cx);
        return shown(stages, cx);
    }
    let changed = stages.page.is_old();
    let Some((subject, day)) = stages.page.want(wanted) else { return Vec::new() };
    let skills = match subject {
        Subject::Area(area) => {
            let lines = cx.data.overview.of_area(area).filter(|line| line.skill.archived.is_none());
            lines.map(|line| line.skill.id).collect()
        }
        Subject::Skill(_) => Vec::new(),
    };
    let known = stages.pips_then.as_ref().map(|(of, _)| *of);
    let pips = day.is_some() && (changed || known != day);
    vec![ask(PageAsk { subject, day, skills, pips })]
}

/// What stands on the screen once it is read: what is chosen, on the day that is looked at, unless it is no past one.
fn wanted(stages: &StagesScreen, cx: &Cx) -> Option<(Subject, Option<Day>)> {
    let day = stages.as_of.filter(|day| *day < cx.today());
    Some((stages.subject(&cx.data)?, day))
}

/// A subject was read; where another one is chosen by now, that is asked for.
pub fn read(stages: &mut StagesScreen, cx: &mut Cx, mut page: Box<StagePage>) -> Effects {
    if let (Some(day), Some(pips)) = (page.day, page.pips.take()) {
        stages.pips_then = Some((day, pips));
    }
    let wanted = wanted(stages, cx);
    let mut effects = take_page(stages, cx, page, wanted);
    if cx.place == Place::Stages {
        effects.extend(load(stages, cx));
    }
    effects
}

/// A subject could not be read: that is said where it is the chosen one.
pub fn unread(stages: &mut StagesScreen, cx: &mut Cx, subject: Subject, error: &Error) -> Effects {
    stages.page.failed();
    if cx.place != Place::Stages {
        return Vec::new();
    }
    if stages.subject(&cx.data) != Some(subject) {
        return load(stages, cx);
    }
    say_error(cx, error);
    Vec::new()
}

/// The page that was read is shown if it is what is wanted; what happened to it meanwhile moves neither the selected event
/// nor the selected record.
fn take_page(
    stages: &mut StagesScreen,
    cx: &mut Cx,
    page: Box<StagePage>,
    wanted: Option<(Subject, Option<Day>)>,
) -> Effects {
    let record = items::selected_record(stages, cx);
    let of = |page: &StagePage| (page.view.subject, page.view.held, page.day);
    let before = stages.page.shown().map(|page| of(page));
    let (same, day, begins) = (before == Some(of(&page)), page.day, stages.begins);
    if !stages.page.answered(page, wanted.as_ref()) {
        return Vec::new();
    }
    stages.as_of = day;
    stages.stretches.outdate();
    if begins {
        begin(stages, cx);
    } else if !same {
        begin_ladder(stages, cx);
    }
    keep_mark(stages, cx);
    keep_record(stages, cx, record);
    shown(stages, cx)
}

/// What is new on the screen begins: its ladder at the first gap, its history at the newest event.
fn begin(stages: &mut StagesScreen, cx: &Cx) {
    stages.begins = false;
    stages.scroll = 0;
    history::begin(stages, cx);
    begin_ladder(stages, cx);
}

fn begin_ladder(stages: &mut StagesScreen, cx: &Cx) {
    let Some(page) = chosen(stages, cx) else { return };
    let folded = items::behind(page);
    let gap = items::first_gap(page, &folded);
    (stages.folded_stages, stages.ladder, stages.record) = (folded, ListPane::default(), None);
    items::with_list(stages, cx, |list, items| list.choose(gap, items));
}

/// What was added to the history since moves the rows, not the selection; a mark goes with its event.
fn keep_mark(stages: &mut StagesScreen, cx: &Cx) {
    history::with_list(stages, cx, |list, events| list.keep(events));
    let marked =
        stages.mark.filter(|id| chosen(stages, cx).is_some_and(|page| history::place(page, *id).is_some()));
    stages.mark = marked;
}

/// What counts stands first: a statement that was confirmed just now has moved, and the selection with it.
fn keep_record(stages: &mut StagesScreen, cx: &Cx, was: Option<Source>) {
    if let (Some(source), Some(page)) = (was.filter(|_| stages.record.is_some()), chosen(stages, cx)) {
        let all = items::selected(stages, cx).map(|item| items::records(page, &item)).unwrap_or_default();
        let at = all.iter().position(|known| *known == source);
        stages.record = at.or(stages.record);
    }
}

/// The page is on the screen: the letter that waits for it is shown, and asked for is what its history shows.
fn shown(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    keep_in_bounds(stages, cx);
    super::sheet::show_letter(stages, cx);
    history::ask(stages, cx)
}

fn chosen<'a>(stages: &'a StagesScreen, cx: &Cx) -> Option<&'a StagePage> {
    stages.chosen(&cx.data)
}

/// Stretches were counted.
pub fn read_stretches(stages: &mut StagesScreen, cx: &mut Cx, walked: Vec<Walked>) -> Effects {
    let wanted = history::wanted(stages, cx);
    stages.stretches.answered(walked, Some(&wanted));
    history::ask(stages, cx)
}

/// Something could not be read; the next key asks again.
pub fn not_read(stages: &mut StagesScreen) {
    stages.page.failed();
    stages.stretches.failed();
    // It may have been what says that the journal has changed.
    stages.page.outdate();
}

/// The journal has changed: the selection stays on what it was on, and the page is read anew.
pub fn changed(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    stages.page.outdate();
    stages.tree.keep(&cx.data);
    if cx.place == Place::Stages { load(stages, cx) } else { Vec::new() }
}

fn keep_in_bounds(stages: &mut StagesScreen, cx: &Cx) {
    items::with_list(stages, cx, |list, items| list.keep(items));
    let Some(page) = chosen(stages, cx) else { return };
    let records = items::selected(stages, cx).map_or(0, |item| items::records(page, &item).len());
    stages.record = stages.record.filter(|_| records > 0).map(|at| at.min(records - 1));
    follow(stages, cx);
}

/// To the screen, on the skill that was looked at elsewhere.
pub fn enter(stages: &mut StagesScreen, cx: &mut Cx, skill: Option<Id>) -> Effects {
    let before = stages.subject(&cx.data);
    match skill {
        Some(skill) => stages.tree.select_skill(&cx.data, skill),
        None => stages.tree.keep(&cx.data),
    };
    let same = before == stages.subject(&cx.data) && stages.page.shown().is_some();
    if same { look_and_load(stages, cx) } else { turned(stages, cx) }
}
