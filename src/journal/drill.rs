//! Changes of drills.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{archive, check};
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::skill::Skill;
use crate::store::query;

pub(super) fn add(work: &mut Work<'_>, mut drill: Drill) -> Result<Done> {
    drill.name = valid(work, &drill)?;
    drill.id = work.fresh_id();
    drill.revision = 0;
    drill.created = work.now.wall;
    drill.archived = None;
    work.insert(&drill)?;
    Ok(Done::to(drill.id, format!("add drill {}", drill.name)))
}

pub(super) fn edit(work: &mut Work<'_>, mut drill: Drill) -> Result<Done> {
    drill.name = valid(work, &drill)?;
    work.update(&drill)?;
    Ok(Done::to(drill.id, format!("edit drill {}", drill.name)))
}

pub(super) fn archive(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::put_away::<Drill>(work, id)
}

pub(super) fn restore(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::bring_back(work, id, valid)
}

fn valid(work: &Work<'_>, drill: &Drill) -> Result<String> {
    let _: Skill = work.get(drill.skill)?;
    let name = check::name("drill", &drill.name)?;
    check::text("the instructions", &drill.instructions)?;
    check::range("minutes", drill.minutes, 1, 1440)?;
    check::range("reps of a cold probe", Some(drill.probe_reps), 1, 50)?;
    if drill.target_rate.is_some_and(|rate| !(rate > 0.0 && rate <= 1.0)) {
        return Err(Error::usage("a target rate is above 0 and at most 1 (80 % is 0.8)"));
    }
    match (&drill.dial, &drill.dial_now) {
        (None, Some(now)) => {
            return Err(Error::usage(format!("{name} has no dial to set to {now}"))
                .hint("give it one: `--dial 'bpm up 2'` or `--dial 'easy < normal < hard'`"));
        }
        (Some(dial), Some(now)) if !dial.holds(now) => {
            return Err(Error::usage(format!("{now} is not on the dial of {name} ({dial})")));
        }
        _ => {}
    }
    let taken = query::drills_of(work.conn, drill.skill)?.into_iter().any(|other| {
        other.id != drill.id && other.archived.is_none() && check::same_name(&other.name, &name)
    });
    if taken && drill.archived.is_none() {
        return Err(Error::refused(format!("there is a drill {name} for that skill already")));
    }
    Ok(name)
}
