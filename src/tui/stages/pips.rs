//! Pips: the stage of each skill and area beside its name, wherever names stand. They are read after the first frame and
//! after changes, and nothing waits for them.

use super::wording;
use crate::domain::id::Id;
use crate::domain::stage::Subject;
use crate::journal::read::SkillLine;
use crate::journal::read::proof_records::Pip;
use crate::tui::desk::state::Pane;
use crate::tui::frame::effects::Effects;
use crate::tui::model::{Model, Place};
use crate::tui::msg::Effect;
use crate::tui::theme::Role;
use crate::tui::worker::Ask;

/// Asks for the pips anew.
pub fn ask(model: &mut Model) -> Effects {
    model.stages.pips.outdate();
    due(model)
}

/// Asks for those that have changed. While reps are counted nothing about stages is looked at: a probe counts once its
/// session is closed.
pub fn due(model: &mut Model) -> Effects {
    let waits = counts_reps(model) && model.stages.pips.shown().is_some();
    let asked = if waits || !model.stages.pips.is_old() { None } else { model.stages.pips.want(()) };
    asked.map(|()| Effect::Ask(Ask::Pips)).into_iter().collect()
}

fn counts_reps(model: &Model) -> bool {
    model.is_playing() && model.place == Place::Desk && model.desk.focus == Pane::Practice
}

/// They came.
pub fn read(model: &mut Model, pips: Vec<Pip>) -> Effects {
    model.stages.pips.answered(pips, Some(&()));
    due(model)
}

/// The pip of a subject, if it holds a stage: on the Stages screen, on the day that is looked at.
pub fn held(model: &Model, subject: Subject) -> Option<Pip> {
    let screen = &model.stages;
    let then = screen.pips_then.as_ref().filter(|_| model.place == Place::Stages && is_past(model));
    let pips = then.map(|(_, pips)| pips).or(screen.pips.shown())?;
    pips.iter().find(|pip| pip.subject == subject).copied()
}

/// Whether the Stages screen shows a past day; not before it was read.
pub fn is_past(model: &Model) -> bool {
    model.stages.as_of.is_some() && model.stages.page.shown().is_some_and(|page| page.day.is_some())
}

/// What stands beside a skill: nothing where stages are no matter; two cells, the second says when it is not fresh.
pub fn of_skill(model: &Model, line: &SkillLine) -> (Role, String) {
    let held = held(model, Subject::Skill(line.skill.id));
    if held.is_none() && line.skill.ladder.is_none() {
        return (Role::NotYet, String::new());
    }
    drawn(model, held)
}

fn drawn(model: &Model, held: Option<Pip>) -> (Role, String) {
    let (sign, role) = wording::pip(model, held.map(|pip| pip.stage));
    match held.and_then(|pip| pip.fresh) {
        Some(false) => (Role::Dim, format!("{sign}{}", model.skin.glyphs.stale)),
        _ => (role, sign.to_owned()),
    }
}

/// What stands beside an area: its pip and how much of what its next stage asks for is there, just as its ladder says;
/// nothing where stages are no matter.
pub fn of_area(model: &Model, area: Id) -> Option<(Role, String)> {
    let own = held(model, Subject::Area(area));
    let on_ladder =
        model.cx.data.overview.areas.iter().any(|known| known.id == area && known.ladder.is_some());
    if own.is_none() && !on_ladder {
        return None;
    }
    let (sign, role) = wording::pip(model, own.map(|pip| pip.stage));
    Some(match own.and_then(|pip| pip.next) {
        Some((met, total)) => (role, format!("{sign} {met}/{total}")),
        // Below it stand the pips of its skills.
        None => (role, format!("{sign:<2}")),
    })
}
