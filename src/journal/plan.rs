//! Changes of plans: moved or dropped with one key, never red.

use super::check;
use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::calendar::Day;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::plan::{DEFAULT_REPEAT_DAYS, Plan, PlanDay, PlanFate, Repeat, weekday_bit};
use crate::domain::skill::Skill;
use crate::store::query;

pub(super) fn add(work: &mut Work<'_>, mut plan: Plan) -> Result<Done> {
    let skill = valid(work, &mut plan)?;
    plan.id = work.fresh_id();
    plan.revision = 0;
    plan.created = work.now.wall;
    plan.archived = None;
    work.insert(&plan)?;
    Ok(Done::to(plan.id, format!("plan {} for {}", skill.name, plan.day)))
}

pub(super) fn edit(work: &mut Work<'_>, mut plan: Plan) -> Result<Done> {
    let skill = valid(work, &mut plan)?;
    work.update(&plan)?;
    Ok(Done::to(plan.id, format!("edit plan for {}", skill.name)))
}

pub(super) fn archive(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let mut plan: Plan = work.get(id)?;
    let skill: Skill = work.get(plan.skill)?;
    if plan.archived.is_some() {
        return Err(Error::refused("that plan is archived already"));
    }
    plan.archived = Some(work.now.wall.at);
    work.update(&plan)?;
    Ok(Done::to(id, format!("archive plan for {}", skill.name)))
}

pub(super) fn restore(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let mut plan: Plan = work.get(id)?;
    let skill: Skill = work.get(plan.skill)?;
    if plan.archived.is_none() {
        return Err(Error::refused("that plan is not archived"));
    }
    plan.archived = None;
    work.update(&plan)?;
    Ok(Done::to(id, format!("restore plan for {}", skill.name)))
}

pub(super) fn drop_day(work: &mut Work<'_>, id: Id, day: Day) -> Result<Done> {
    let skill = settle(work, id, day, PlanFate::Dropped, None, None)?;
    Ok(Done::to(id, format!("drop plan for {} on {day}", skill.name)))
}

pub(super) fn move_day(work: &mut Work<'_>, id: Id, day: Day, to: Day) -> Result<Done> {
    if day == to {
        return Err(Error::usage(format!("the plan is on {day} already")));
    }
    let skill = settle(work, id, day, PlanFate::Moved, Some(to), None)?;
    // Where it comes back to a day it was moved away from or dropped on, it is simply open there again.
    if let Some(fate) = query::plan_days_of(work.conn, id)?.into_iter().find(|fate| fate.day == to) {
        if fate.fate == PlanFate::Done {
            return Err(Error::refused(format!("the plan for {} was done on {to}", skill.name)));
        }
        work.delete::<PlanDay>(fate.id)?;
    }
    Ok(Done::to(id, format!("move plan for {} from {day} to {to}", skill.name)))
}

/// Writes down what became of a plan on one of its days.
pub(super) fn settle(
    work: &mut Work<'_>,
    id: Id,
    day: Day,
    fate: PlanFate,
    moved_to: Option<Day>,
    session: Option<Id>,
) -> Result<Skill> {
    let plan: Plan = work.get(id)?;
    let skill: Skill = work.get(plan.skill)?;
    if !is_open(work, &plan, day)? {
        return Err(Error::refused(format!("the plan for {} is not open on {day}", skill.name)));
    }
    let fate_id = work.fresh_id();
    work.insert(&PlanDay { id: fate_id, revision: 0, plan: id, day, fate, moved_to, session })?;
    Ok(skill)
}

/// Whether a plan is open on a day.
pub(super) fn is_open(work: &Work<'_>, plan: &Plan, day: Day) -> Result<bool> {
    Ok(plan.open_on(day, &query::plan_days_of(work.conn, plan.id)?))
}

fn valid(work: &Work<'_>, plan: &mut Plan) -> Result<Skill> {
    let skill: Skill = work.get(plan.skill)?;
    if let Some(drill) = plan.drill {
        let drill: Drill = work.get(drill)?;
        if drill.skill != plan.skill {
            return Err(Error::usage(format!("{} is not a drill of {}", drill.name, skill.name)));
        }
    }
    check::range("the time of day", plan.minute, 0, 1439)?;
    check::range("minutes", plan.minutes, 1, 1440)?;
    for (what, text) in [("the intention", &plan.intention), ("if", &plan.if_text), ("then", &plan.then_text)]
    {
        check::text(what, text)?;
    }
    match plan.repeat {
        Repeat::Once => {
            plan.until = None;
            plan.weekdays = 0;
        }
        Repeat::Daily => plan.weekdays = 0,
        Repeat::Weekly if plan.weekdays == 0 => plan.weekdays = weekday_bit(plan.day.weekday()),
        Repeat::Weekly => {}
    }
    if plan.repeat != Repeat::Once {
        let until = plan.until.unwrap_or(plan.day.plus(DEFAULT_REPEAT_DAYS));
        if until < plan.day {
            return Err(Error::usage(format!(
                "the plan would end on {until}, before it begins on {}",
                plan.day
            )));
        }
        plan.until = Some(until);
    }
    Ok(skill)
}
