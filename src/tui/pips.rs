//! Pips: the stage of each skill and area beside its name, wherever names stand. They are read after the first frame and
//! after changes, and nothing waits for them.

use super::frame::cx::Cx;
use super::frame::effects::Effects;
use super::msg::Effect;
use super::theme::Role;
use super::worker::Ask;
use crate::domain::id::Id;
use crate::domain::stage::{Stage, Subject};
use crate::journal::read::SkillLine;
use crate::journal::read::proof_records::Pip;

/// Asks for those that have changed. While reps are counted nothing about stages is looked at: a probe counts once its
/// session is closed.
pub fn due(cx: &mut Cx, counts_reps: bool) -> Effects {
    let waits = counts_reps && cx.pips.shown().is_some();
    let asked = if waits || !cx.pips.is_old() { None } else { cx.pips.want(()) };
    asked.map(|()| Effect::Ask(Ask::Pips)).into_iter().collect()
}

/// The stages held today, as far as they are read.
pub fn today(cx: &Cx) -> &[Pip] {
    cx.pips.shown().map(Vec::as_slice).unwrap_or_default()
}

/// The pip of a stage, and the role it is drawn in.
pub fn sign(cx: &Cx, stage: Option<Stage>) -> (&'static str, Role) {
    let pips = &cx.skin.glyphs.pips;
    match stage {
        None => (pips[0], Role::NotYet),
        Some(Stage::Apprentice) => (pips[1], Role::Apprentice),
        Some(Stage::Journeyman) => (pips[2], Role::Journeyman),
        Some(Stage::Master) => (pips[3], Role::Master),
    }
}

fn held(pips: &[Pip], subject: Subject) -> Option<Pip> {
    pips.iter().find(|pip| pip.subject == subject).copied()
}

/// What stands beside a skill: nothing where stages are no matter; two cells, the second says when it is not fresh.
pub fn of_skill(cx: &Cx, pips: &[Pip], line: &SkillLine) -> (Role, String) {
    let held = held(pips, Subject::Skill(line.skill.id));
    if held.is_none() && line.skill.ladder.is_none() {
        return (Role::NotYet, String::new());
    }
    let (sign, role) = sign(cx, held.map(|pip| pip.stage));
    match held.and_then(|pip| pip.fresh) {
        Some(false) => (Role::Dim, format!("{sign}{}", cx.skin.glyphs.stale)),
        _ => (role, sign.to_owned()),
    }
}

/// What stands beside an area: its pip and how much of what its next stage asks for is there, just as its ladder says;
/// nothing where stages are no matter.
pub fn of_area(cx: &Cx, pips: &[Pip], area: Id) -> Option<(Role, String)> {
    let own = held(pips, Subject::Area(area));
    let on_ladder = cx.data.overview.areas.iter().any(|known| known.id == area && known.ladder.is_some());
    if own.is_none() && !on_ladder {
        return None;
    }
    let (sign, role) = sign(cx, own.map(|pip| pip.stage));
    Some(match own.and_then(|pip| pip.next) {
        Some((met, total)) => (role, format!("{sign} {met}/{total}")),
        // Below it stand the pips of its skills.
        None => (role, format!("{sign:<2}")),
    })
}
