//! What the screen asks the store thread for, and what its answers do to the selection.

use super::history;
use super::items;
use super::pages::{PageAsk, StagePage, Walked};
use super::shelf::{Title, title};
use super::state::{View, subject_of};
use super::update::follow;
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::stage::Subject;
use crate::journal::Error;
use crate::tui::areas::state::Walk;
use crate::tui::command::CommandId;
use crate::tui::frame::effects::Effects;
use crate::tui::frame::effects::say_error;
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::worker::Ask;

/// The neighbours that are read ahead, as rows from the selected one, in their order.
const AHEAD: [isize; 4] = [1, -1, 2, -2];

/// Another area or skill is chosen: its page begins at the top.
pub fn turned(model: &mut Model) -> Effects {
    let screen = &mut model.stages;
    screen.walk = Walk::default();
    screen.begins = true;
    screen.letter = None;
    screen.record = None;
    screen.event = usize::MAX;
    screen.mark = None;
    screen.scroll = 0;
    look_and_load(model)
}

/// Brings the page of the chosen subject. The journal is looked at, too: not every change by another hand is announced.
pub fn look_and_load(model: &mut Model) -> Effects {
    let mut effects = vec![Effect::Ask(Ask::Look)];
    effects.extend(load(model));
    effects
}

/// Brings the page of the chosen subject: from the shelf, or by asking for it. While it stands there its neighbours are read
/// ahead.
pub fn load(model: &mut Model) -> Effects {
    let Some(subject) = model.stages.subject(&model.data) else { return Vec::new() };
    let wanted = (subject, wanted_day(model), model.stages.edition);
    let mut effects = Vec::new();
    if let Some(page) = at_hand(model, wanted) {
        effects.extend(show(model, page));
    }
    match is_at_hand(model, wanted) {
        true => effects.extend(neighbour(model).map_or_else(Vec::new, |next| ask_for(model, next))),
        false => effects.extend(ask_for(model, subject)),
    }
    effects
}

/// Reads the page that the screen would open with where the keys that were typed so far may lead there.
pub fn foresee(model: &mut Model) -> Effects {
    let next = model.keymap.continuations(model.scope(), &model.pending);
    let leads_here = next.iter().any(|(_, command)| command.id == CommandId::GoStages);
    if !leads_here || model.place == Place::Stages {
        return Vec::new();
    }
    let at = super::update::row_from(model, model.place);
    let Some(subject) = model.stages.rows(&model.data).get(at).map(|row| subject_of(row.ids())) else {
        return Vec::new();
    };
    let wanted = (subject, wanted_day(model), model.stages.edition);
    if is_at_hand(model, wanted) { Vec::new() } else { ask_for(model, subject) }
}

/// The day that is looked at, unless it is no past one.
fn wanted_day(model: &Model) -> Option<Day> {
    model.stages.as_of.filter(|day| *day < model.today())
}

fn is_at_hand(model: &Model, wanted: Title) -> bool {
    let screen = &model.stages;
    let there = screen.page.as_deref().map(title) == Some(wanted) || screen.shelf.has(wanted);
    there && knows_pips(model, wanted.1)
}

/// Whether the stages held on a day are known: the pages of a past day need them beside them.
fn knows_pips(model: &Model, day: Option<Day>) -> bool {
    day.is_none_or(|day| model.stages.pips_then_of == Some((day, model.stages.edition)))
}

/// Takes a page that is at hand and not shown yet as it is wanted: another one, or the same to begin anew.
fn at_hand(model: &mut Model, wanted: Title) -> Option<Box<StagePage>> {
    if !knows_pips(model, wanted.1) {
        return None;
    }
    let screen = &mut model.stages;
    let begins = screen.begins || screen.event == usize::MAX;
    let anew = screen.page.take_if(|page| begins && title(page) == wanted);
    anew.or_else(|| screen.shelf.take(wanted))
}

/// The nearest row of the tree whose page is not at hand: below first, that is where most go.
fn neighbour(model: &Model) -> Option<Subject> {
    let rows = model.stages.rows(&model.data);
    let day = wanted_day(model);
    AHEAD
        .iter()
        .filter_map(|by| rows.get(model.stages.tree.selected.checked_add_signed(*by)?))
        .map(|row| subject_of(row.ids()))
        .map(|subject| (subject, day, model.stages.edition))
        .find(|wanted| !is_at_hand(model, *wanted) && !model.stages.unread.contains(wanted))
        .map(|(subject, ..)| subject)
}

/// Asks for a page, one at a time: with what comes back it is looked at what is wanted by then.
fn ask_for(model: &mut Model, subject: Subject) -> Effects {
    if std::mem::replace(&mut model.stages.asked, true) {
        return Vec::new();
    }
    let skills = match subject {
        Subject::Area(area) => {
            let lines = model.data.overview.of_area(area).filter(|line| line.skill.archived.is_none());
            lines.map(|line| line.skill.id).collect()
        }
        Subject::Skill(_) => Vec::new(),
    };
    let day = wanted_day(model);
    let (edition, pips) = (model.stages.edition, !knows_pips(model, day));
    vec![Effect::Ask(Ask::Stage(PageAsk { subject, day, skills, edition, pips }))]
}

/// A subject was read.
pub fn read(model: &mut Model, mut page: Box<StagePage>) -> Effects {
    model.stages.asked = false;
    let chosen = model.stages.subject(&model.data) == Some(page.view.subject);
    let here = model.place == Place::Stages;
    take_pips(model, &mut page);
    let mut effects = Vec::new();
    if here && chosen && page.day == wanted_day(model) {
        effects.extend(show(model, page));
    } else if page.edition == model.stages.edition {
        model.stages.shelf.put(page);
    }
    if here {
        effects.extend(load(model));
    }
    effects
}

/// A subject could not be read: that is said where it is the chosen one; what was read ahead is left alone until something
/// changes.
pub fn unread(model: &mut Model, subject: Subject, error: &Error) -> Effects {
    model.stages.asked = false;
    let here = model.place == Place::Stages;
    if here && model.stages.subject(&model.data) == Some(subject) {
        say_error(model, error);
        return Vec::new();
    }
    let title = (subject, wanted_day(model), model.stages.edition);
    model.stages.unread.push(title);
    if here { load(model) } else { Vec::new() }
}

/// The stages held on the past day that is looked at stand beside all its pages, whichever of them brought them.
fn take_pips(model: &mut Model, page: &mut StagePage) {
    let screen = &mut model.stages;
    if page.day != screen.as_of {
        return;
    }
    if let (Some(pips), Some(day)) = (page.pips.take(), page.day) {
        screen.pips_then = pips;
        screen.pips_then_of = Some((day, page.edition));
    }
}

/// Shows a page, and asks for what its history shows.
fn show(model: &mut Model, page: Box<StagePage>) -> Effects {
    model.stages.as_of = page.day;
    take_page(model, page);
    keep_in_bounds(model);
    super::sheet::show_letter(model);
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
    let was =
        screen.page.as_deref().and_then(|before| Some(history::events(before).get(screen.event)?.event.id));
    if screen.event == usize::MAX {
        screen.event = history::newest(&page);
    } else if let Some(at) = was.and_then(|id| history::place(&page, id)) {
        // What was added to the history since moves the rows, not the selection.
        screen.event = at;
    }
    screen.event = screen.event.min(history::events(&page).len().saturating_sub(1));
    screen.mark = screen.mark.filter(|id| history::place(&page, *id).is_some());
    if let Some(before) = screen.page.replace(page) {
        let edition = screen.page.as_deref().map(|page| page.edition);
        if edition != Some(before.edition) {
            screen.walked.clear();
        } else if !screen.page.as_deref().is_some_and(|page| title(page) == title(&before)) {
            screen.shelf.put(before);
        }
    }
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
    model.stages.asked = false;
    model.stages.walking.clear();
    model.stages.asked_pips = false;
    // It may have been what says that the journal has changed.
    model.stages.edition += 1;
}

/// The journal has changed: the selection stays on what it was on, and the page is read anew.
pub fn changed(model: &mut Model, was: Option<(Id, Option<Id>)>) -> Effects {
    model.stages.edition += 1;
    model.stages.unread.clear();
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
