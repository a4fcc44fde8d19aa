//! What the Desk's own keys and the mouse do.

use crossterm::event::MouseEvent;

use super::day::{self, DayRow};
use super::inbox;
use super::state::Pane;
use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::domain::skill::Skill;
use crate::tui::availability::selected_plan;
use crate::tui::cards::opening;
use crate::tui::command::CommandId;
use crate::tui::frame::effects::{Effects, apply};
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::pane::list::Step;
use crate::tui::pane::split::Pointed;
use crate::tui::pane::tree::TreeRow;
use crate::tui::prompt::{Prompt, filter};
use crate::tui::worker::After;

/// Does what a key of the Desk says.
pub fn run(model: &mut Model, id: CommandId) -> Effects {
    use CommandId as C;
    if let Some(by) = Step::of(id) {
        step(model, model.desk.focus, by);
        return Vec::new();
    }
    match id {
        C::NextPane => focus(model, model.desk.focus.step(1)),
        C::PreviousPane => focus(model, model.desk.focus.step(-1)),
        C::Fold | C::Unfold => fold(model, id == C::Fold),
        C::Search => {
            let prompt = filter("Filter areas and skills", |cx, words| {
                cx.afterwards(move |model: &mut Model| {
                    set_filter(model, &words);
                    Effects::new()
                });
            });
            model.cx.lay(prompt.with(&model.desk.tree.filter));
        }
        C::Back => {
            set_filter(model, "");
            model.message = None;
        }
        C::AddArea => {
            let prompt = Prompt::new("New area", "what do you want to master?").kept_as("add-area");
            model.cx.lay(prompt.then(|cx, name| Ok(apply(cx, Change::add(Area::named(name)), After::Form))));
        }
        C::AddSkill => {
            if let Some(area) = model.desk.tree.area(&model.cx.data) {
                let prompt = Prompt::new("New skill", "small enough for one sitting");
                model.cx.lay(prompt.kept_as(format!("add-skill-{area}")).then(move |cx, name| {
                    Ok(apply(cx, Change::add_skill(Skill::named(name), vec![area]), After::Form))
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
    keep_in_bounds(model);
}

fn step(model: &mut Model, pane: Pane, by: Step) {
    let room = super::view::laid(model).room(pane);
    match pane {
        Pane::Areas => {
            model.desk.tree.step(by, &model.cx.data, room);
            model.desk.chosen = true;
        }
        Pane::Day => {
            model.desk.day.step(by, day::rows(&model.cx.data).as_slice(), room);
        }
        Pane::Feedback => {
            let mut inbox = std::mem::take(&mut model.desk.inbox);
            inbox.step(by, inbox::rows(model).as_slice(), room);
            model.desk.inbox = inbox;
        }
        Pane::Practice => {}
    }
    follow(model);
}

/// Keeps what is selected in sight: the lists belong to the model, the view only reads them.
fn follow(model: &mut Model) {
    let laid = super::view::laid(model);
    model.desk.tree.follow(&model.cx.data, laid.room(Pane::Areas));
    model.desk.day.follow(day::rows(&model.cx.data).as_slice(), laid.room(Pane::Day));
    let mut inbox = std::mem::take(&mut model.desk.inbox);
    inbox.follow(inbox::rows(model).as_slice(), laid.room(Pane::Feedback));
    model.desk.inbox = inbox;
}

fn fold(model: &mut Model, fold: bool) {
    model.desk.tree.fold(&model.cx.data, fold);
    follow(model);
}

fn open(model: &mut Model) -> Effects {
    match model.desk.focus {
        Pane::Areas => match model.desk.tree.row(&model.cx.data) {
            Some(TreeRow::Area(_, folded, _)) => {
                fold(model, !folded);
                Vec::new()
            }
            Some(TreeRow::Skill(line, _)) if !model.is_playing() => {
                model.desk.chosen = true;
                vec![opening::start_card(Some(line.skill.id))]
            }
            _ => Vec::new(),
        },
        Pane::Day => match day::rows(&model.cx.data).get(model.desk.day.selected()) {
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
            let row = inbox::rows(model).get(model.desk.inbox.selected()).copied();
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
        Pane::Areas => model.desk.tree.row(&model.cx.data).map(|row| match row {
            TreeRow::Area(area, ..) => area.name.clone(),
            TreeRow::Skill(line, _) => line.skill.name.clone(),
        }),
        Pane::Practice => model.cx.data.playing.as_ref().map(|p| p.session.intention.clone()),
        Pane::Feedback => match inbox::rows(model).get(model.desk.inbox.selected()) {
            Some(inbox::InboxRow::Piece(row)) => Some(row.feedback.text.clone()),
            Some(inbox::InboxRow::Action(open)) => Some(open.action.text.clone()),
            _ => None,
        },
        Pane::Day => match day::rows(&model.cx.data).get(model.desk.day.selected()) {
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

/// Puts the selection on the skill that is proposed, as long as none was chosen by hand.
pub fn propose(model: &mut Model) {
    if let Some(skill) = model.cx.data.next {
        model.desk.tree.select_skill(&model.cx.data, skill);
    }
    follow(model);
}

/// The rows have changed: selections stay on what they were on, for what came above moves the rows, not what a key acts on.
pub fn keep_in_bounds(model: &mut Model) {
    model.desk.tree.keep(&model.cx.data);
    model.desk.day.keep(day::rows(&model.cx.data).as_slice());
    let mut inbox = std::mem::take(&mut model.desk.inbox);
    inbox.keep(inbox::rows(model).as_slice());
    model.desk.inbox = inbox;
    follow(model);
}

/// Filters the areas and skills.
pub fn set_filter(model: &mut Model, filter: &str) {
    model.desk.tree.set_filter(&model.cx.data, filter);
    follow(model);
}

/// Click to focus and select, wheel to scroll.
pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Effects {
    match super::view::laid(model).pointed(&mouse) {
        Some(Pointed::Click(pane, line)) => {
            focus(model, pane);
            if let Some(line) = line {
                click(model, pane, line);
            }
        }
        Some(Pointed::Wheel(pane, by)) => {
            // The day shows its selection only in focus; and while playing the focus is not taken by accident.
            if matches!(pane, Pane::Day | Pane::Feedback) && model.desk.focus != pane {
                if model.is_playing_in_focus() {
                    return Vec::new();
                }
                model.desk.focus = pane;
            }
            step(model, pane, Step::Rows(by));
        }
        Some(Pointed::Drag(_)) | None => {}
    }
    Vec::new()
}

fn click(model: &mut Model, pane: Pane, line: usize) {
    match pane {
        Pane::Areas => {
            let rows = model.desk.tree.rows(&model.cx.data);
            model.desk.chosen |= model.desk.tree.list.click(line, rows.as_slice());
        }
        Pane::Day => {
            model.desk.day.click(line, day::rows(&model.cx.data).as_slice());
        }
        Pane::Feedback => {
            let mut inbox = std::mem::take(&mut model.desk.inbox);
            inbox.click(line, inbox::rows(model).as_slice());
            model.desk.inbox = inbox;
        }
        Pane::Practice => {}
    }
}
