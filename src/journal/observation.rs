//! Changes of observations: somebody was watched, outside a session.

use super::error::Result;
use super::work::{Done, Work};
use super::{check, person};
use crate::domain::evidence::Observation;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::{Person, Role};
use crate::domain::skill::Skill;
use crate::store::stage as store;

pub(super) fn add(work: &mut Work<'_>, mut observation: Observation, whom: Option<&str>) -> Result<Done> {
    let at = (observation.at != Moment::default()).then_some(observation.at);
    observation.at = work.stamp(at)?.wall;
    observation.day = work.calendar.day(observation.at);
    observation.id = work.fresh_id();
    observation.revision = 0;
    observation.created = work.now.wall;
    observation.person = person::typed(work, whom, observation.person, Role::Master)?;
    let skill = valid(work, &observation)?;
    work.insert(&observation)?;
    Ok(Done::to(observation.id, format!("log an observation of {}", skill.name)))
}

pub(super) fn edit(work: &mut Work<'_>, mut observation: Observation, whom: Option<&str>) -> Result<Done> {
    let stored: Observation = work.get(observation.id)?;
    if observation.at != stored.at {
        observation.at = work.stamp(Some(observation.at))?.wall;
        observation.day = work.calendar.day(observation.at);
    }
    observation.person = person::typed(work, whom, observation.person, Role::Master)?;
    let skill = valid(work, &observation)?;
    work.update(&observation)?;
    Ok(Done::to(observation.id, format!("edit an observation of {}", skill.name)))
}

pub(super) fn delete(work: &Work<'_>, id: Id) -> Result<Done> {
    let observation: Observation = work.get(id)?;
    let skill: Skill = work.get(observation.skill)?;
    work.delete::<Observation>(id)?;
    Ok(Done { label: format!("delete an observation of {}", skill.name), id: None })
}

fn valid(work: &Work<'_>, observation: &Observation) -> Result<Skill> {
    if let Some(person) = observation.person {
        let _: Person = work.get(person)?;
    }
    check::text("what you saw", &observation.saw)?;
    check::text("what you will copy", &observation.will_copy)?;
    work.get(observation.skill)
}

/// Everything of one skill becomes another's.
pub(super) fn move_all(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut observation in store::observations_of(work.conn, from)? {
        observation.skill = into;
        work.update(&observation)?;
    }
    Ok(())
}

/// Whoever was watched was another.
pub(super) fn of_another(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut observation in store::observations_by(work.conn, from)? {
        observation.person = Some(into);
        work.update(&observation)?;
    }
    Ok(())
}
