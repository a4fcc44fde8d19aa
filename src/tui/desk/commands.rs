//! What the commands and the mouse do on the Desk.

use super::day::{self, DayRow};
use super::inbox::{self, InboxRow};
use super::state::{DeskState, Pane};
use super::view::laid;
use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::skill::Skill;
use crate::journal::desk::Desk;
use crate::journal::read::PlanLine;
use crate::tui::cards::opening;
use crate::tui::command::CommandId as C;
use crate::tui::frame::cx::{Cx, Going, Place};
use crate::tui::frame::effects::{Effects, apply, copied};
use crate::tui::frame::screen::{Act, Footer};
use crate::tui::pane::list::Step;
use crate::tui::pane::split::Pointed;
use crate::tui::pane::tree::{self, TreeRow};
use crate::tui::prompt::Prompt;
use crate::tui::records;
use crate::tui::worker::After;

/// What the commands do on the Desk.
pub const ACTS: &[Act<DeskState>] = &[
    Act::of(&[C::NextPane], |desk, cx, _| focus(desk, cx, desk.focus.step(1))),
    Act::of(&[C::PreviousPane], |desk, cx, _| focus(desk, cx, desk.focus.step(-1))),
    Act::of(&[C::Fold, C::Unfold], |desk, cx, id| fold(desk, cx, id == C::Fold)),
    Act::of(&[C::Open], |desk, cx, _| open(desk, cx)),
    Act::of(&[C::Back], |desk, cx, _| {
        cx.message = None;
        set_filter(desk, cx, "")
    })
    .footer(|_, _, _| Footer::Hidden),
    Act::of(&[C::Search], |desk, cx, _| tree::ask_filter(&desk.tree, cx, set_filter)),
    Act::of(&[C::AddArea], |_, cx, _| add_area(cx)),
    Act::of(&[C::AddSkill], |desk: &mut DeskState, cx, _| {
        desk.tree.area(&cx.data).map_or_else(Vec::new, |area| add_skill(cx, area))
    })
    .when(|desk, cx, _| desk.tree.no_area(&cx.data)),
    Act::of(&[C::DropPlan, C::MovePlan], plan)
        .when(|desk, cx, _| selected_plan(desk, &cx.data).is_none().then_some("no plan is selected")),
    Act::of(&[C::Copy], |desk, cx, _| copied(cx, text(desk, cx)))
        .footer(|desk, cx, _| Footer::if_so(!desk.counts_reps(cx))),
    Act::of(&[C::Edit, C::EditOutside], records::edit).when(records::why_not),
    Act::of(&[C::Archive, C::Delete, C::Private], records::change).when(records::why_not),
    Act::of(&[C::Merge], records::merge).when(records::why_not),
    Act::never(&[C::ShowArchived], |_, _, _| Some("what is archived is shown on the Areas screen")),
];

fn focus(desk: &mut DeskState, cx: &mut Cx, pane: Pane) -> Effects {
    desk.focus = pane;
    keep(desk, cx)
}

/// Moves the selection of a pane.
pub fn step(desk: &mut DeskState, cx: &Cx, pane: Pane, by: Step) -> Effects {
    let room = laid(desk, cx).room(pane);
    match pane {
        Pane::Areas => {
            desk.tree.step(by, &cx.data, room);
            desk.chosen = true;
        }
        Pane::Day => {
            desk.day.step(by, day::rows(&cx.data).as_slice(), room);
        }
        Pane::Feedback => {
            desk.inbox.step(by, inbox::rows(&cx.data, room).as_slice(), room);
        }
        Pane::Practice => {}
    }
    follow(desk, cx)
}

/// Keeps what is selected in sight: the view only reads the lists.
fn follow(desk: &mut DeskState, cx: &Cx) -> Effects {
    let laid = laid(desk, cx);
    desk.tree.follow(&cx.data, laid.room(Pane::Areas));
    desk.day.follow(day::rows(&cx.data).as_slice(), laid.room(Pane::Day));
    let room = laid.room(Pane::Feedback);
    desk.inbox.follow(inbox::rows(&cx.data, room).as_slice(), room);
    Effects::new()
}

fn add_area(cx: &mut Cx) -> Effects {
    let prompt = Prompt::new("New area", "what do you want to master?").kept_as("add-area");
    cx.lay(prompt.then(|cx, name| Ok(apply(cx, Change::add(Area::named(name)), After::Form))));
    Effects::new()
}

fn add_skill(cx: &mut Cx, area: Id) -> Effects {
    let prompt =
        Prompt::new("New skill", "small enough for one sitting").kept_as(format!("add-skill-{area}"));
    cx.lay(
        prompt.then(move |cx, name| {
            Ok(apply(cx, Change::add_skill(Skill::named(name), vec![area]), After::Form))
        }),
    );
    Effects::new()
}

fn fold(desk: &mut DeskState, cx: &Cx, fold: bool) -> Effects {
    desk.tree.fold(&cx.data, fold);
    follow(desk, cx)
}

fn open(desk: &mut DeskState, cx: &mut Cx) -> Effects {
    match desk.focus {
        Pane::Areas => match desk.tree.row(&cx.data) {
            Some(TreeRow::Area(_, folded, _)) => fold(desk, cx, !folded),
            Some(TreeRow::Skill(line, _)) if !cx.is_playing() => {
                desk.chosen = true;
                vec![opening::start_card(Some(line.skill.id))]
            }
            _ => Vec::new(),
        },
        Pane::Day => match day::rows(&cx.data).get(desk.day.selected()) {
            Some(DayRow::Plan(line)) if !cx.is_playing() => {
                vec![opening::start_plan(line.plan.skill, line.plan.id)]
            }
            // What runs is shown where it runs.
            Some(DayRow::Session(row) | DayRow::Only(row)) if row.is_open() => {
                focus(desk, cx, Pane::Practice)
            }
            Some(row) => row.session().map(opening::session).into_iter().collect(),
            None => Vec::new(),
        },
        Pane::Feedback => {
            let row = selected_feedback(desk, cx);
            match (row.and_then(|row| row.feedback()), row) {
                (Some(piece), _) => cx.go(Going::ToFeedback(piece)),
                (None, Some(InboxRow::More(_))) => cx.go(Going::To(Place::Feedback)),
                _ => {}
            }
            Vec::new()
        }
        Pane::Practice => Vec::new(),
    }
}

fn selected_feedback<'a>(desk: &DeskState, cx: &'a Cx) -> Option<InboxRow<'a>> {
    let room = laid(desk, cx).room(Pane::Feedback);
    inbox::rows(&cx.data, room).get(desk.inbox.selected()).copied()
}

/// The plan selected in the day pane.
pub fn selected_plan<'a>(desk: &DeskState, data: &'a Desk) -> Option<&'a PlanLine> {
    match day::rows(data).get(desk.day.selected()) {
        Some(DayRow::Plan(line)) if desk.focus == Pane::Day => Some(line),
        _ => None,
    }
}

fn plan(desk: &mut DeskState, cx: &mut Cx, id: C) -> Effects {
    let today = cx.today();
    let Some(line) = selected_plan(desk, &cx.data) else { return Vec::new() };
    let plan = line.plan.id;
    let change = match id {
        C::MovePlan => Change::MovePlan { plan, day: today, to: today.plus(1) },
        _ => Change::DropPlan { plan, day: today },
    };
    apply(cx, change, After::Say)
}

/// The text of what is selected.
fn text(desk: &DeskState, cx: &Cx) -> String {
    let text = match desk.focus {
        Pane::Areas => desk.tree.row(&cx.data).map(|row| row.name().to_owned()),
        Pane::Practice => cx.data.playing.as_ref().map(|playing| playing.session.intention.clone()),
        Pane::Feedback => match selected_feedback(desk, cx) {
            Some(InboxRow::Piece(row)) => Some(row.feedback.text.clone()),
            Some(InboxRow::Action(open)) => Some(open.action.text.clone()),
            _ => None,
        },
        Pane::Day => match day::rows(&cx.data).get(desk.day.selected()) {
            Some(DayRow::Session(row) | DayRow::Only(row)) => {
                Some(format!("{} {}", row.skill_name, row.next_focus).trim_end().to_owned())
            }
            Some(DayRow::Plan(line)) => Some(line.skill_name.clone()),
            _ => None,
        },
    };
    text.unwrap_or_default()
}

/// Puts the selection on the skill that is proposed, as long as none was chosen by hand.
pub fn propose(desk: &mut DeskState, cx: &Cx) {
    if let Some(skill) = cx.data.next {
        desk.tree.select_skill(&cx.data, skill);
    }
    follow(desk, cx);
}

/// The rows have changed: selections stay on what they were on, for what came above moves the rows, not what a key acts on.
pub fn keep(desk: &mut DeskState, cx: &Cx) -> Effects {
    let room = laid(desk, cx).room(Pane::Feedback);
    desk.tree.keep(&cx.data);
    desk.day.keep(day::rows(&cx.data).as_slice());
    desk.inbox.keep(inbox::rows(&cx.data, room).as_slice());
    follow(desk, cx)
}

fn set_filter(desk: &mut DeskState, cx: &mut Cx, filter: &str) -> Effects {
    desk.tree.set_filter(&cx.data, filter);
    follow(desk, cx)
}

/// Does what was clicked or turned.
pub fn pointed(desk: &mut DeskState, cx: &mut Cx, pointed: Pointed<Pane>) -> Effects {
    match pointed {
        Pointed::Click(pane, line) => {
            focus(desk, cx, pane);
            line.map_or_else(Vec::new, |line| click(desk, cx, pane, line))
        }
        Pointed::Wheel(pane, by) => {
            // The day shows its selection only in focus; and while playing the focus is not taken by accident.
            if matches!(pane, Pane::Day | Pane::Feedback) && desk.focus != pane {
                if desk.counts_reps(cx) {
                    return Vec::new();
                }
                desk.focus = pane;
            }
            step(desk, cx, pane, Step::Rows(by))
        }
        Pointed::Drag(_) => Vec::new(),
    }
}

fn click(desk: &mut DeskState, cx: &Cx, pane: Pane, line: usize) -> Effects {
    match pane {
        Pane::Areas => {
            let rows = desk.tree.rows(&cx.data);
            desk.chosen |= desk.tree.list.click(line, rows.as_slice());
        }
        Pane::Day => {
            desk.day.click(line, day::rows(&cx.data).as_slice());
        }
        Pane::Feedback => {
            let room = laid(desk, cx).room(Pane::Feedback);
            desk.inbox.click(line, inbox::rows(&cx.data, room).as_slice());
        }
        Pane::Practice => {}
    }
    Effects::new()
}
