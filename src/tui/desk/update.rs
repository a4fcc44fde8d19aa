//! What the Desk's own keys and the mouse do.

use crate::tui::cards::opening;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::day::{self, DayRow};
use super::inbox;
use super::layout::layout;
use super::state::{AreaRow, Pane};
use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::skill::Skill;
use crate::tui::availability::selected_plan;
use crate::tui::command::CommandId;
use crate::tui::frame::effects::{Effects, apply};
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::prompt::{Prompt, filter};
use crate::tui::widget::list::Window;
use crate::tui::worker::After;

/// Does what a key of the Desk says.
pub fn run(model: &mut Model, id: CommandId) -> Effects {
    use CommandId as C;
    match id {
        C::NextPane => focus(model, model.desk.focus.step(1)),
        C::PreviousPane => focus(model, model.desk.focus.step(-1)),
        C::Down => step(model, 1),
        C::Up => step(model, -1),
        C::PageDown => step(model, page(model)),
        C::PageUp => step(model, -page(model)),
        C::First => step(model, isize::MIN / 2),
        C::Last => step(model, isize::MAX / 2),
        C::Fold | C::Unfold => fold(model, id == C::Fold),
        C::Search => {
            let prompt = filter("Filter areas and skills", |cx, words| {
                cx.afterwards(move |model: &mut Model| {
                    model.desk.filter = words;
                    model.desk.areas.selected = 0;
                    Effects::new()
                });
            });
            model.cx.lay(prompt.with(&model.desk.filter));
        }
        C::Back => {
            model.desk.filter.clear();
            model.message = None;
        }
        C::AddArea => {
            let prompt = Prompt::new("New area", "what do you want to master?").kept_as("add-area");
            model.lay(prompt.then(|cx, name| Ok(apply(cx, Change::AddArea(Area::named(name)), After::Form))));
        }
        C::AddSkill => {
            if let Some(area) = model.desk.selected_area(&model.data) {
                let prompt = Prompt::new("New skill", "small enough for one sitting");
                model.lay(prompt.kept_as(format!("add-skill-{area}")).then(move |cx, name| {
                    Ok(apply(cx, Change::AddSkill(Skill::named(name), vec![area]), After::Form))
                }));
            }
        }
        C::Open => return open(model),
        C::DropPlan | C::MovePlan => return plan(model, id),
        C::Copy => return copy(model),
        _ => {}
    }
    Vec::new()
}

fn focus(model: &mut Model, pane: Pane) {
    model.desk.focus = pane;
    if pane == Pane::Day {
        land_on_row(model, 1);
    }
}

fn page(model: &Model) -> isize {
    let laid = layout(model.size, model.desk.focus, model.message_rows());
    isize::try_from(laid.of(model.desk.focus).height.saturating_sub(3).max(1)).unwrap_or(1)
}

fn step(model: &mut Model, by: isize) {
    match model.desk.focus {
        Pane::Areas => {
            let total = model.desk.rows(&model.data).len();
            model.desk.areas.step(by, total);
            model.desk.chosen = true;
            follow(model, Pane::Areas);
        }
        Pane::Day => {
            let total = day::rows(&model.data).len();
            model.desk.day.step(by, total);
            land_on_row(model, by.signum());
            follow(model, Pane::Day);
        }
        Pane::Feedback => {
            let rows = inbox::rows(model);
            let last = rows.len().saturating_sub(1);
            let at = model.desk.inbox.selected.saturating_add_signed(by).min(last);
            // The heading is stepped over.
            let step = if rows.get(at).is_some_and(|row| !row.selectable()) { by.signum() } else { 0 };
            model.desk.inbox.selected = at.saturating_add_signed(step).min(last);
            follow(model, Pane::Feedback);
        }
        Pane::Practice => {}
    }
}

/// Keeps the selected row in sight: the window belongs to the model, the view only reads it.
fn follow(model: &mut Model, pane: Pane) {
    let laid = layout(model.size, model.desk.focus, model.message_rows());
    let height = usize::from(laid.of(pane).height.saturating_sub(2));
    match pane {
        Pane::Areas => {
            let total = model.desk.rows(&model.data).len();
            model.desk.areas.follow(height, total);
        }
        Pane::Day => {
            let total = day::rows(&model.data).len();
            model.desk.day.follow(height, total);
        }
        Pane::Feedback => {
            let total = inbox::rows(model).len();
            model.desk.inbox.follow(height, total);
        }
        Pane::Practice => {}
    }
}

/// Headings are stepped over.
fn land_on_row(model: &mut Model, by: isize) {
    let rows = day::rows(&model.data);
    let by = if by < 0 { -1 } else { 1 };
    let mut at = model.desk.day.selected.min(rows.len().saturating_sub(1));
    for _ in 0..2 {
        if rows.get(at).is_some_and(DayRow::selectable) {
            break;
        }
        let next = at.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        at = if next == at { at.saturating_add_signed(-by) } else { next };
    }
    if rows.get(at).is_some_and(DayRow::selectable) {
        model.desk.day.selected = at;
    }
}

fn fold(model: &mut Model, fold: bool) {
    let Some(area) = model.desk.selected_area(&model.data) else { return };
    if fold {
        model.desk.folded.insert(area);
    } else {
        model.desk.folded.remove(&area);
    }
    let rows = model.desk.rows(&model.data);
    let at = rows.iter().position(|row| matches!(row, AreaRow::Area(found, ..) if found.id == area));
    if let (Some(at), true) = (at, fold) {
        model.desk.areas.selected = at;
    }
    follow(model, Pane::Areas);
}

fn open(model: &mut Model) -> Effects {
    match model.desk.focus {
        Pane::Areas => match model.desk.selected(&model.cx.data) {
            Some(AreaRow::Area(_, folded, _)) => {
                fold(model, !folded);
                Vec::new()
            }
            Some(AreaRow::Skill(line)) if !model.is_playing() => {
                model.desk.chosen = true;
                vec![opening::start_card(Some(line.skill.id))]
            }
            _ => Vec::new(),
        },
        Pane::Day => match day::rows(&model.data).get(model.desk.day.selected) {
            Some(DayRow::Plan(line)) if !model.is_playing() => {
                vec![opening::start_plan(line.plan.skill, line.plan.id)]
            }
            // What runs is shown where it runs.
            Some(DayRow::Session(row) | DayRow::Only(row)) if row.is_open() => {
                focus(model, Pane::Practice);
                Vec::new()
            }
            Some(row) => row.session().map(opening::session).into_iter().collect(),
            None => Vec::new(),
        },
        Pane::Feedback => {
            let row = inbox::rows(model).get(model.desk.inbox.selected).copied();
            match row.map(|row| (row.feedback(), matches!(row, inbox::InboxRow::More(_)))) {
                Some((Some(piece), _)) => crate::tui::feedback::update::show(model, piece),
                Some((None, true)) => crate::tui::areas::update::go(model, Place::Feedback),
                _ => Vec::new(),
            }
        }
        Pane::Practice => Vec::new(),
    }
}

fn plan(model: &mut Model, id: CommandId) -> Effects {
    let today = model.today();
    let Some(line) = selected_plan(model) else { return Vec::new() };
    let plan = line.plan.id;
    let change = match id {
        CommandId::MovePlan => Change::MovePlan { plan, day: today, to: today.plus(1) },
        _ => Change::DropPlan { plan, day: today },
    };
    apply(model, change, After::Say)
}

fn copy(model: &mut Model) -> Effects {
    let text = match model.desk.focus {
        Pane::Areas => model.desk.selected(&model.data).map(|row| match row {
            AreaRow::Area(area, ..) => area.name.clone(),
            AreaRow::Skill(line) => line.skill.name.clone(),
        }),
        Pane::Practice => model.data.playing.as_ref().map(|p| p.session.intention.clone()),
        Pane::Feedback => match inbox::rows(model).get(model.desk.inbox.selected) {
            Some(inbox::InboxRow::Piece(row)) => Some(row.feedback.text.clone()),
            Some(inbox::InboxRow::Action(open)) => Some(open.action.text.clone()),
            _ => None,
        },
        Pane::Day => match day::rows(&model.data).get(model.desk.day.selected) {
            Some(DayRow::Session(row) | DayRow::Only(row)) => {
                Some(format!("{} {}", row.skill_name, row.next_focus).trim_end().to_owned())
            }
            Some(DayRow::Plan(line)) => Some(line.skill_name.clone()),
            _ => None,
        },
    };
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => {
            model.say(crate::tui::theme::Role::Good, "Copied.");
            vec![Effect::Copy(text)]
        }
        None => Vec::new(),
    }
}

/// What is selected in the panes that list what comes and goes.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    day: Option<(&'static str, Id)>,
    inbox: Option<(&'static str, Id)>,
}

/// What is selected now.
pub fn marks(model: &Model) -> Marks {
    Marks {
        day: day::rows(&model.data).get(model.desk.day.selected).and_then(DayRow::mark),
        inbox: inbox::rows(model).get(model.desk.inbox.selected).and_then(inbox::InboxRow::mark),
    }
}

/// Puts the selections on what they were on: what came above it moves the rows, not what a key acts on.
pub fn keep(model: &mut Model, marks: Marks) {
    let day =
        marks.day.and_then(|mark| day::rows(&model.data).iter().position(|row| row.mark() == Some(mark)));
    let inbox =
        marks.inbox.and_then(|mark| inbox::rows(model).iter().position(|row| row.mark() == Some(mark)));
    let desk = &mut model.desk;
    desk.day.selected = day.unwrap_or(desk.day.selected);
    desk.inbox.selected = inbox.unwrap_or(desk.inbox.selected);
}

/// Puts the selection on the skill that is proposed, as long as none was chosen by hand.
pub fn propose(model: &mut Model) {
    if let Some(skill) = model.data.next {
        model.desk.select_skill(&model.cx.data, skill);
    }
    follow(model, Pane::Areas);
}

/// Keeps selections within lists that may have become shorter.
pub fn keep_in_bounds(model: &mut Model) {
    let rows = model.desk.rows(&model.data).len();
    let days = day::rows(&model.data).len();
    let clamp =
        |window: &mut Window, total: usize| window.selected = window.selected.min(total.saturating_sub(1));
    clamp(&mut model.desk.areas, rows);
    clamp(&mut model.desk.day, days);
    let pieces = inbox::rows(model).len();
    clamp(&mut model.desk.inbox, pieces);
    land_on_row(model, 1);
    follow(model, Pane::Areas);
    follow(model, Pane::Day);
    follow(model, Pane::Feedback);
}

/// Click to focus and select, wheel to scroll.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    let laid = super::view::laid(model);
    let Some(pane) = laid.at(mouse.column, mouse.row) else { return Vec::new() };
    let area = laid.of(pane);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            model.desk.focus = pane;
            let inside = mouse.row.checked_sub(area.y + 1).map(usize::from);
            if let Some(row) = inside.filter(|_| mouse.row + 1 < area.bottom()) {
                click(model, pane, row);
            }
        }
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            // The day shows its selection only in focus; and while playing the focus is not taken by accident.
            if matches!(pane, Pane::Day | Pane::Feedback) && model.desk.focus != pane {
                if model.is_playing_in_focus() {
                    return Vec::new();
                }
                model.desk.focus = pane;
            }
            let by = if mouse.kind == MouseEventKind::ScrollDown { 3 } else { -3 };
            let focus = std::mem::replace(&mut model.desk.focus, pane);
            step(model, by);
            model.desk.focus = focus;
        }
        _ => {}
    }
    Vec::new()
}

fn click(model: &mut Model, pane: Pane, row: usize) {
    match pane {
        Pane::Areas => {
            let at = model.desk.areas.top + row;
            if at < model.desk.rows(&model.data).len() {
                model.desk.areas.selected = at;
                model.desk.chosen = true;
            }
        }
        Pane::Day => {
            let at = model.desk.day.top + row;
            if day::rows(&model.data).get(at).is_some_and(DayRow::selectable) {
                model.desk.day.selected = at;
            }
        }
        Pane::Feedback => {
            let at = model.desk.inbox.top + row;
            if inbox::rows(model).get(at).is_some_and(inbox::InboxRow::selectable) {
                model.desk.inbox.selected = at;
            }
        }
        Pane::Practice => {}
    }
}
