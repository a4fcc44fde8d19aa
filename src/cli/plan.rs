//! `etude plan`.

use serde::Serialize;

use super::args::{ListArgs, PlanFacts, PlanVerb};
use super::context::Context;
use super::edit::{put, put_minutes, shows, tails};
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named};
use crate::domain::calendar::Day;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::plan::{Plan, PlanFate, Repeat, weekday_bit};
use crate::domain::when::{spent, time_of_day};
use crate::journal::find::Among;
use crate::journal::read::PlanLine;
use crate::journal::{Error, Journal};

/// How far ahead the next open day of a plan is looked for.
const AHEAD: i32 = 800;
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(super) fn run(cx: &mut Context, verb: PlanVerb) -> Done {
    match verb {
        PlanVerb::Add { skill, facts } => add(cx, &skill, &facts),
        PlanVerb::List(list) => show_list(cx, &list),
        PlanVerb::Show { id } => show(cx, &id),
        PlanVerb::Edit { id, facts } => edit(cx, &id, &facts),
        PlanVerb::Archive { id } => put_away(cx, &id, Change::ArchivePlan),
        PlanVerb::Restore { id } => put_away(cx, &id, Change::RestorePlan),
        PlanVerb::Drop { id, on } => {
            let (mut journal, line) = open(cx, &id)?;
            let day = day_meant(cx, &line, on.as_deref())?;
            cx.change(&mut journal, Change::DropPlan { plan: line.plan.id, day })
        }
        PlanVerb::Move { id, to, on } => {
            let (mut journal, line) = open(cx, &id)?;
            let (day, to) = (day_meant(cx, &line, on.as_deref())?, cx.day(&to)?);
            cx.change(&mut journal, Change::MovePlan { plan: line.plan.id, day, to })
        }
    }
}

fn open(cx: &Context, typed: &str) -> Result<(Journal, PlanLine), Failure> {
    let journal = cx.open_existing()?;
    let line = line_of(&journal, typed)?;
    Ok((journal, line))
}

fn line_of(journal: &Journal, typed: &str) -> Result<PlanLine, Error> {
    let id = journal.find_plan(typed)?;
    let mut lines = journal.plans()?.into_iter();
    lines.find(|line| line.plan.id == id).ok_or_else(|| Error::not_found("that plan is gone"))
}

/// The day that was named, else the next on which the plan is open, else its own.
fn day_meant(cx: &Context, line: &PlanLine, on: Option<&str>) -> Result<Day, Failure> {
    Ok(match on {
        Some(on) => cx.day(on)?,
        None => next_open(line, cx.today()).unwrap_or(line.plan.day),
    })
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

fn add(cx: &mut Context, skill: &str, facts: &PlanFacts) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(skill, Among::InUse)?.id;
    let mut plan = Plan::on(skill, cx.today());
    take(cx, &journal, facts, &mut plan)?;
    cx.change(&mut journal, Change::AddPlan(plan))
}

fn edit(cx: &mut Context, typed: &str, facts: &PlanFacts) -> Done {
    let (mut journal, line) = open(cx, typed)?;
    let mut plan = line.plan;
    take(cx, &journal, facts, &mut plan)?;
    cx.change(&mut journal, Change::EditPlan(plan))
}

fn put_away(cx: &mut Context, typed: &str, change: fn(Id) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let id = journal.find_plan(typed)?;
    cx.change(&mut journal, change(id))
}

fn take(cx: &Context, journal: &Journal, facts: &PlanFacts, plan: &mut Plan) -> Done {
    plan.day = cx.day_if(facts.on.as_deref())?.unwrap_or(plan.day);
    if let Some(at) = &facts.at {
        plan.minute = if named::is_none(at) { None } else { Some(i64::from(time_of_day(at)?)) };
    }
    put_minutes(facts.minutes, &mut plan.minutes)?;
    put(facts.intention.as_ref(), &mut plan.intention);
    put(facts.if_text.as_ref(), &mut plan.if_text);
    put(facts.then_text.as_ref(), &mut plan.then_text);
    if let Some(typed) = &facts.drill {
        plan.drill = named::drill_of(journal, plan.skill, typed)?;
    }
    take_repeat(cx, facts, plan)
}

fn take_repeat(cx: &Context, facts: &PlanFacts, plan: &mut Plan) -> Done {
    plan.repeat = facts.repeat.unwrap_or(plan.repeat);
    if !facts.days.is_empty() {
        if facts.repeat.is_some_and(|repeat| repeat != Repeat::Weekly) {
            return Err(Failure::usage("--days go with --repeat weekly"));
        }
        plan.repeat = Repeat::Weekly;
        plan.weekdays =
            facts.days.iter().try_fold(0, |bits, name| Ok::<i64, Failure>(bits | weekday(name)?))?;
    }
    if let Some(until) = cx.day_if(facts.until.as_deref())? {
        if plan.repeat == Repeat::Once {
            return Err(Failure::usage("--until goes with --repeat daily or weekly"));
        }
        plan.until = Some(until);
    }
    Ok(())
}

/// The bit of a weekday by its name or a beginning of at least three letters.
fn weekday(typed: &str) -> Result<i64, Failure> {
    let name = typed.trim().to_lowercase();
    let at = WEEKDAYS.iter().position(|short| name.starts_with(short) && long_name(short).starts_with(&name));
    let day = at.and_then(|at| i8::try_from(at).ok());
    let day = day.and_then(|at| jiff::civil::Weekday::from_monday_zero_offset(at).ok());
    day.map(weekday_bit).ok_or_else(|| {
        Failure::usage(format!("“{typed}” is no day of the week")).hint("type them like this: mon,thu")
    })
}

fn long_name(short: &str) -> &'static str {
    match short {
        "mon" => "monday",
        "tue" => "tuesday",
        "wed" => "wednesday",
        "thu" => "thursday",
        "fri" => "friday",
        "sat" => "saturday",
        _ => "sunday",
    }
}

/// A plan as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct PlanJson<'a> {
    id: Id,
    skill: &'a str,
    skill_id: Id,
    drill: Option<&'a str>,
    drill_id: Option<Id>,
    day: Day,
    at: Option<String>,
    planned_seconds: Option<i64>,
    intention: Option<&'a str>,
    #[serde(rename = "if")]
    if_text: Option<&'a str>,
    #[serde(rename = "then")]
    then_text: Option<&'a str>,
    repeat: Repeat,
    weekdays: Vec<&'static str>,
    until: Option<Day>,
    next_day: Option<Day>,
    days: Vec<FateJson>,
    created_at: String,
    archived_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct FateJson {
    day: Day,
    fate: PlanFate,
    moved_to: Option<Day>,
    session_id: Option<Id>,
}

/// The JSON shape of a plan.
pub(super) fn plan_json(line: &PlanLine, today: Day) -> PlanJson<'_> {
    let plan = &line.plan;
    let fates = line.fates.iter().map(|fate| FateJson {
        day: fate.day,
        fate: fate.fate,
        moved_to: fate.moved_to,
        session_id: fate.session,
    });
    PlanJson {
        id: plan.id,
        skill: &line.skill_name,
        skill_id: plan.skill,
        drill: line.drill_name.as_deref(),
        drill_id: plan.drill,
        day: plan.day,
        at: plan.minute.map(clock),
        planned_seconds: plan.minutes.map(|minutes| minutes * 60),
        intention: json::text(&plan.intention),
        if_text: json::text(&plan.if_text),
        then_text: json::text(&plan.then_text),
        repeat: plan.repeat,
        weekdays: weekdays(plan.weekdays),
        until: plan.until,
        next_day: plan.archived.map_or_else(|| next_open(line, today), |_| None),
        days: fates.collect(),
        created_at: json::time(plan.created),
        archived_at: json::utc(plan.archived),
    }
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn weekdays(bits: i64) -> Vec<&'static str> {
    WEEKDAYS.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, name)| *name).collect()
}

/// A plan in one line of words.
pub(super) fn plan_words(line: &PlanLine) -> String {
    let plan = &line.plan;
    let mut words = line.skill_name.clone();
    if let Some(minute) = plan.minute {
        words.push_str(&format!(" at {}", clock(minute)));
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

fn comes_back(plan: &Plan) -> String {
    let until = plan.until.map(|until| format!(" until {until}")).unwrap_or_default();
    match plan.repeat {
        Repeat::Once => String::new(),
        Repeat::Daily => format!("daily{until}"),
        Repeat::Weekly => format!("{}{until}", weekdays(plan.weekdays).join(",")),
    }
}

fn show_list(cx: &mut Context, list: &ListArgs) -> Done {
    let journal = cx.open_to_read()?;
    let lines = journal.as_ref().map(Journal::plans).transpose()?.unwrap_or_default();
    let mut all_tails = tails(&lines.iter().map(|line| line.plan.id).collect::<Vec<_>>()).into_iter();
    let mut lines: Vec<(PlanLine, String)> =
        lines.into_iter().map(|line| (line, all_tails.next().unwrap_or_default())).collect();
    lines.retain(|(line, _)| shows(list, line.plan.archived));
    let today = cx.today();
    if cx.json {
        lines.sort_by_key(|(line, _)| std::cmp::Reverse(line.plan.id));
        return cx.out.json_all(lines.iter().map(|(line, _)| plan_json(line, today)));
    }
    let mut table = Table::new(&["id", "next", "repeat", "plan"]);
    for (line, tail) in &lines {
        let next = next_open(line, today).map_or("over".to_owned(), |day| day.to_string());
        table.row(&mut cx.out, vec![tail.clone(), next, comes_back(&line.plan), plan_words(line)])?;
    }
    table.end(&mut cx.out)
}

fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no plan yet")));
    };
    let line = line_of(&journal, typed)?;
    let today = cx.today();
    if cx.json {
        return cx.out.json(&plan_json(&line, today));
    }
    cx.out.heading(&plan_words(&line))?;
    cx.out.pair("first day", &line.plan.day.to_string())?;
    cx.out.pair("repeat", &comes_back(&line.plan))?;
    cx.out.pair("next", &next_open(&line, today).map(|day| day.to_string()).unwrap_or_default())?;
    for fate in &line.fates {
        let to = fate.moved_to.map(|to| format!(" to {to}")).unwrap_or_default();
        cx.out.pair(&fate.day.to_string(), &format!("{}{to}", fate.fate))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_by_their_beginning() {
        assert_eq!(weekday("mon").ok(), Some(1));
        assert_eq!(weekday(" Thursday").ok(), Some(8));
        assert_eq!(weekday("thurs").ok(), Some(8));
        for wrong in ["", "m", "mondo", "noday"] {
            assert!(weekday(wrong).is_err(), "{wrong}");
        }
        assert_eq!(weekdays(0b1001), ["mon", "thu"]);
    }
}
