//! What is told of a plan besides: when it is next open, and what became of its days; and the verbs for one of them.

use clap::{ArgMatches, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::{Look, Told, listed, told};
use crate::cli::Done;
use crate::cli::context::Context;
use crate::cli::edit::tail_among;
use crate::cli::failure::Failure;
use crate::cli::output::Out;
use crate::domain::calendar::Day;
use crate::domain::change::Change;
use crate::domain::field::{FieldType, TimeOfDay, days};
use crate::domain::id::Id;
use crate::domain::noun::{Noun, Ref};
use crate::domain::plan::{Plan, Repeat};
use crate::domain::when::spent;
use crate::journal::read::PlanLine;
use crate::journal::{Error, Journal, Result};

/// What is done with one day of a plan.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanVerb {
    /// Let a plan go on one day.
    Drop {
        /// The end of its id.
        #[arg(value_name = "ID")]
        which: String,
        /// Which of its days; the next open one unless said.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Put a plan off to another day.
    Move {
        /// The end of its id.
        #[arg(value_name = "ID")]
        which: String,
        /// Where to.
        #[arg(long, value_name = "DAY")]
        to: String,
        /// Which of its days; the next open one unless said.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
}

/// How far ahead the next open day of a plan is looked for.
const AHEAD: i32 = 800;

fn line_of<'a>(look: &'a Look<'_>, plan: Id) -> Result<&'a PlanLine> {
    let mut lines = look.plans()?.iter();
    lines.find(|line| line.plan.id == plan).ok_or_else(|| Error::not_found("that plan is gone"))
}

fn next_open(line: &PlanLine, today: Day) -> Option<Day> {
    if line.plan.archived.is_some() {
        return None;
    }
    // A plan that is past and open still is the one that is meant, on its own day or the one it was moved to.
    let past = line.fates.iter().filter_map(|fate| fate.moved_to).chain([line.plan.day.min(today)]);
    let mut days = (0..AHEAD).map(|ahead| today.plus(ahead)).chain(past);
    days.find(|day| line.plan.open_on(*day, &line.fates))
}

fn comes_back(plan: &Plan) -> String {
    let until = plan.until.map(|until| format!(" until {until}")).unwrap_or_default();
    match plan.repeat {
        Repeat::Once => String::new(),
        Repeat::Daily => format!("daily{until}"),
        Repeat::Weekly => format!("{}{until}", days(plan.weekdays).join(",")),
    }
}

/// A plan in one line of words.
pub(in crate::cli) fn plan_words(line: &PlanLine) -> String {
    let plan = &line.plan;
    let mut words = line.skill_name.clone();
    if let Some(minute) = &plan.minute {
        words.push_str(&format!(" at {}", TimeOfDay::typed(minute)));
    }
    if let Some(minutes) = plan.minutes {
        words.push_str(&format!(" · {}", spent(minutes * 60_000)));
    }
    if let Some(drill) = &line.drill_name {
        words.push_str(&format!(" · {drill}"));
    }
    for (before, text) in [("", &plan.intention), ("if ", &plan.if_text), ("then ", &plan.then_text)] {
        if !text.is_empty() {
            words.push_str(&format!(" · {before}{text}"));
        }
    }
    words
}

/// A plan as programs read it.
pub(in crate::cli) fn plan_json(line: &PlanLine, today: Day) -> Result<Map<String, Json>> {
    let name = |of: Ref| {
        Ok(match of.noun {
            Noun::Drill => line.drill_name.clone().unwrap_or_default(),
            _ => line.skill_name.clone(),
        })
    };
    told(&line.plan, name, more(line, today))
}

fn more(line: &PlanLine, today: Day) -> Vec<(&'static str, Json)> {
    let fates = line.fates.iter().map(|fate| {
        json!({"day": fate.day, "fate": fate.fate, "moved_to": fate.moved_to, "session_id": fate.session})
    });
    vec![("next_day", json!(next_open(line, today))), ("days", fates.collect())]
}

impl Told for Plan {
    const ABOUT: &'static str = "Plans: what to practise when";
    const ABOUT_MORE: &'static str = "With an if-then, and an optional repeat that has an end.";
    type Own = PlanVerb;
    const TITLES: &'static [&'static str] = &["id", "next", "repeat", "plan"];

    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Plan>, Failure> {
        let found: Vec<Plan> = listed(look, typed)?;
        let plans = look.plans()?.iter().map(|line| &line.plan);
        Ok(plans.filter(|plan| found.iter().any(|one| one.id == plan.id)).cloned().collect())
    }

    fn cells(look: &Look<'_>, plan: &Plan) -> Result<Vec<String>> {
        let ids: Vec<Id> = look.plans()?.iter().map(|line| line.plan.id).collect();
        let line = line_of(look, plan.id)?;
        let next = next_open(line, look.today()).map_or("over".to_owned(), |day| day.to_string());
        Ok(vec![tail_among(plan.id, &ids), next, comes_back(plan), plan_words(line)])
    }

    fn more(look: &Look<'_>, plan: &Plan, _: bool) -> Result<Vec<(&'static str, Json)>> {
        Ok(more(line_of(look, plan.id)?, look.today()))
    }

    fn heading(look: &Look<'_>, plan: &Plan) -> Result<String> {
        Ok(plan_words(line_of(look, plan.id)?))
    }

    fn below(look: &Look<'_>, plan: &Plan, out: &mut Out) -> Done {
        let line = line_of(look, plan.id)?;
        out.pair("next", &next_open(line, look.today()).map(|day| day.to_string()).unwrap_or_default())?;
        for fate in &line.fates {
            let to = fate.moved_to.map(|to| format!(" to {to}")).unwrap_or_default();
            out.pair(&fate.day.to_string(), &format!("{}{to}", fate.fate))?;
        }
        Ok(())
    }

    fn own(cx: &mut Context, verb: PlanVerb) -> Done {
        let mut journal = cx.open_existing()?;
        let (PlanVerb::Drop { which, on } | PlanVerb::Move { which, on, .. }) = &verb;
        let plan = journal.found::<Plan>(which)?.id;
        let day = day_meant(cx, &journal, plan, on.as_deref())?;
        let change = match &verb {
            PlanVerb::Move { to, .. } => Change::MovePlan { plan, day, to: cx.day(to)? },
            PlanVerb::Drop { .. } => Change::DropPlan { plan, day },
        };
        cx.change(&mut journal, change)
    }
}

/// The day that was named, else the next on which the plan is open, else its own.
fn day_meant(
    cx: &Context,
    journal: &Journal,
    plan: Id,
    on: Option<&str>,
) -> std::result::Result<Day, Failure> {
    if let Some(on) = on {
        return cx.day(on);
    }
    let plans = journal.plans()?;
    let line = plans.iter().find(|line| line.plan.id == plan);
    let next = line.and_then(|line| next_open(line, cx.today()).or(Some(line.plan.day)));
    Ok(next.unwrap_or_default())
}
