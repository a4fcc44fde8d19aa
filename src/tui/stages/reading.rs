//! What the screen asks the store thread for, and what its answers do to the selection.

use super::history;
use super::items;
use super::pages::{PageAsk, StagePage, Walked};
use super::state::View;
use super::update::follow;
use crate::domain::id::Id;
use crate::domain::stage::Subject;
use crate::tui::areas::state::Walk;
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::update::Effects;
use crate::tui::worker::Ask;

/// Another area or skill is chosen: its page begins at the top, and is read.
pub fn turned(model: &mut Model) -> Effects {
    let screen = &mut model.stages;
    screen.walk = Walk::default();
    screen.begins = true;
    screen.letter = None;
    screen.record = None;
    screen.event = usize::MAX;
    screen.mark = None;
    screen.scroll = 0;
    load(model)
}

/// Reads the chosen subject, unless it is being read.
pub fn load(model: &mut Model) -> Effects {
    let Some(subject) = model.stages.subject(&model.data) else { return Vec::new() };
    if model.stages.asked.is_some() {
        // One at a time: what comes back is looked at, and asked for again where it is not what is chosen by then.
        model.stages.stale = true;
        return Vec::new();
    }
    model.stages.asked = Some(subject);
    model.stages.stale = false;
    let skills = match subject {
        Subject::Area(area) => {
            let lines = model.data.overview.of_area(area).filter(|line| line.skill.archived.is_none());
            lines.map(|line| line.skill.id).collect()
        }
        Subject::Skill(_) => Vec::new(),
    };
    vec![Effect::Ask(Ask::Stage(PageAsk { subject, day: model.stages.as_of, skills }))]
}

/// A subject was read.
pub fn read(model: &mut Model, page: Box<StagePage>) -> Effects {
    model.stages.asked = None;
    let chosen = model.stages.subject(&model.data) == Some(page.view.subject);
    let wanted = model.stages.as_of.filter(|day| *day < page.today);
    let is_chosen = chosen && page.day == wanted;
    if is_chosen {
        model.stages.as_of = wanted;
        take_page(model, page);
        keep_in_bounds(model);
    }
    if model.place != Place::Stages {
        return Vec::new();
    }
    super::sheet::show_letter(model);
    if model.stages.stale || !is_chosen {
        return load(model);
    }
    if model.stages.view == View::History { history::ask(model) } else { Vec::new() }
}

/// The page that was read is shown; what is new about it begins at its first gap, what happened at its newest event.
fn take_page(model: &mut Model, page: Box<StagePage>) {
    let record = items::selected_record(model);
    let screen = &mut model.stages;
    let same = |before: &StagePage| {
        (before.view.subject, before.view.held, before.day) == (page.view.subject, page.view.held, page.day)
    };
    if std::mem::take(&mut screen.begins) || !screen.page.as_deref().is_some_and(same) {
        screen.folded_stages = items::behind(&page);
        screen.walk = Walk { selected: items::first_gap(&page, &screen.folded_stages), top: 0 };
        screen.record = None;
    }
    if screen.event == usize::MAX {
        screen.event = history::newest(&page);
    }
    screen.event = screen.event.min(history::events(&page).len().saturating_sub(1));
    if page.day.is_some() {
        screen.pips_then.clone_from(&page.pips);
    }
    screen.page = Some(page);
    screen.walked.clear();
    // What counts stands first: a statement that was confirmed just now has moved, and the selection with it.
    if let (Some(source), Some(page)) = (record.filter(|_| model.stages.record.is_some()), chosen(model)) {
        let all = items::selected(model).map(|item| items::records(page, &item)).unwrap_or_default();
        let at = all.iter().position(|known| *known == source);
        model.stages.record = at.or(model.stages.record);
    }
}

fn chosen(model: &Model) -> Option<&StagePage> {
    model.stages.chosen(&model.data)
}

/// A stretch was counted.
pub fn read_stretch(model: &mut Model, walked: Walked) {
    history::read(model, walked);
}

/// Something could not be read; the next key asks again.
pub fn not_read(model: &mut Model) {
    model.stages.asked = None;
    model.stages.stale = false;
    model.stages.asked_pips = false;
}

/// The journal has changed: the selection stays on what it was on, and the page is read anew.
pub fn changed(model: &mut Model, was: Option<(Id, Option<Id>)>) -> Effects {
    if let Some(was) = was {
        model.stages.select(&model.data, was);
    }
    let mut effects = if model.place == Place::Stages { load(model) } else { Vec::new() };
    effects.extend(super::pips::ask(model));
    effects
}

fn keep_in_bounds(model: &mut Model) {
    let Some(page) = model.stages.chosen(&model.data) else { return };
    let last = items::shown(model, page).len().saturating_sub(1);
    model.stages.walk.selected = model.stages.walk.selected.min(last);
    let Some(page) = model.stages.chosen(&model.data) else { return };
    let records = items::selected(model).map_or(0, |item| items::records(page, &item).len());
    model.stages.record = model.stages.record.filter(|_| records > 0).map(|at| at.min(records - 1));
    follow(model);
}
