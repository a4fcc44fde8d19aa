//! Rules of plans: how they come back; moved or dropped with one key, never red.

use super::Rules;
use crate::domain::calendar::Day;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::plan::{DEFAULT_REPEAT_DAYS, Plan, PlanDay, PlanFate, Repeat, weekday_bit};
use crate::domain::skill::Skill;
use crate::journal::error::{Error, Result};
use crate::journal::work::{Done, Work};
use crate::store::query;

pub(in crate::journal) fn drop_day(work: &mut Work<'_>, id: Id, day: Day) -> Result<Done> {
    let skill = settle(work, id, day, PlanFate::Dropped, None, None)?;
    Ok(Done::to(id, format!("drop plan for {} on {day}", skill.name)))
}

pub(in crate::journal) fn move_day(work: &mut Work<'_>, id: Id, day: Day, to: Day) -> Result<Done> {
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
pub(in crate::journal) fn settle(
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
pub(in crate::journal) fn is_open(work: &Work<'_>, plan: &Plan, day: Day) -> Result<bool> {
    Ok(plan.open_on(day, &query::plan_days_of(work.conn, plan.id)?))
}

impl Rules for Plan {
    fn check(work: &Work<'_>, plan: &mut Plan, before: &Plan) -> Result<()> {
        if let Some(drill) = plan.drill {
            let drill: Drill = work.get(drill)?;
            if drill.skill != plan.skill {
                let skill: Skill = work.get(plan.skill)?;
                return Err(Error::usage(format!("{} is not a drill of {}", drill.name, skill.name)));
            }
        }
        // Days of the week make a plan weekly, unless it is said to come back in another way.
        if plan.weekdays != before.weekdays && plan.weekdays != 0 && plan.repeat != Repeat::Weekly {
            if plan.repeat != before.repeat {
                return Err(Error::usage("days of the week go with a weekly plan"));
            }
            plan.repeat = Repeat::Weekly;
        }
        match plan.repeat {
            Repeat::Once if plan.until.is_some() && plan.until != before.until => {
                return Err(Error::usage("an end goes with a daily or weekly plan"));
            }
            Repeat::Once => (plan.until, plan.weekdays) = (None, 0),
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
        Ok(())
    }

    fn told(work: &Work<'_>, plan: &Plan) -> Result<String> {
        Ok(format!("plan for {}", work.get::<Skill>(plan.skill)?.name))
    }

    fn told_new(work: &Work<'_>, plan: &Plan) -> Result<String> {
        Ok(format!("plan {} for {}", work.get::<Skill>(plan.skill)?.name, plan.day))
    }
}
