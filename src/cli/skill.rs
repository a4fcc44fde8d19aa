//! `etude skill`.

use serde::Serialize;

use super::args::{ListArgs, Named, SkillFacts, SkillVerb};
use super::context::Context;
use super::edit::{put, put_list, put_minutes, put_number, shows};
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named};
use crate::domain::change::{Change, SkillLinks};
use crate::domain::id::Id;
use crate::domain::skill::Skill;
use crate::domain::when::{since, spent};
use crate::journal::find::Among;
use crate::journal::read::{Overview, SkillDetail, SkillLine};
use crate::journal::{Error, Journal};

/// Sessions that `skill show` lists.
const LAST_SESSIONS: i64 = 5;

pub(super) fn run(cx: &mut Context, verb: SkillVerb) -> Done {
    match verb {
        SkillVerb::Add { name, facts, create } => add(cx, &name, &facts, create),
        SkillVerb::List { area, list } => show_list(cx, area.as_deref(), &list),
        SkillVerb::Show { name } => show(cx, &name),
        SkillVerb::Edit { name, facts, builds_on, create } => edit(cx, &name, &facts, &builds_on, create),
        SkillVerb::Rename(renamed) => {
            let mut journal = cx.open_existing()?;
            let skill = journal.find_skill(&renamed.name, Among::InUse)?;
            cx.change(
                &mut journal,
                Change::EditSkill(Skill { name: renamed.new, ..skill }, SkillLinks::default()),
            )
        }
        SkillVerb::Archive(Named { name }) => put_away(cx, &name, Among::InUse, Change::ArchiveSkill),
        SkillVerb::Restore(Named { name }) => put_away(cx, &name, Among::Archived, Change::RestoreSkill),
        SkillVerb::Merge { from, into } => {
            let mut journal = cx.open_existing()?;
            let from = named::any_skill(&journal, &from)?.id;
            let into = journal.find_skill(&into, Among::InUse)?.id;
            cx.change(&mut journal, Change::MergeSkills { from, into })
        }
    }
}

fn add(cx: &mut Context, name: &str, facts: &SkillFacts, create: bool) -> Done {
    let (area, bare) = name.split_once('/').map_or((None, name), |(area, bare)| (Some(area), bare));
    let mut skill = Skill::named(bare);
    take(facts, &mut skill)?;
    let mut names = facts.area.clone();
    names.extend(area.map(str::to_owned));
    if names.is_empty() {
        return Err(Failure::usage("a skill belongs to at least one area")
            .hint(format!("name it: `etude skill add '{bare}' --area AREA`")));
    }
    let mut journal = if create { cx.open()? } else { cx.open_existing()? };
    let areas = named::areas(cx, &mut journal, &names, create)?;
    cx.change(&mut journal, Change::AddSkill(skill, areas))
}

fn edit(cx: &mut Context, name: &str, facts: &SkillFacts, builds_on: &[String], create: bool) -> Done {
    let mut journal = cx.open_existing()?;
    let mut skill = journal.find_skill(name, Among::InUse)?;
    take(facts, &mut skill)?;
    let areas = match facts.area.as_slice() {
        [] => None,
        names => Some(named::areas(cx, &mut journal, names, create)?),
    };
    let base = |name: &String| Ok(journal.find_skill(name, Among::InUse)?.id);
    let builds_on = match builds_on {
        [] => None,
        names => Some(names.iter().filter(|name| !name.is_empty()).map(base).collect::<Result<_, Error>>()?),
    };
    cx.change(&mut journal, Change::EditSkill(skill, SkillLinks { areas, builds_on }))
}

fn take(facts: &SkillFacts, skill: &mut Skill) -> Done {
    put(facts.why.as_ref(), &mut skill.why);
    skill.importance = facts.importance.unwrap_or(skill.importance);
    put_minutes(facts.weekly, &mut skill.weekly_minutes)?;
    put_number(facts.weekly_days, &mut skill.weekly_days);
    put_number(facts.max_interval_days, &mut skill.max_interval_days);
    put_list(&facts.miss_tag, &mut skill.miss_tags);
    put_list(&facts.context, &mut skill.contexts);
    put_list(&facts.watch_for, &mut skill.watch_for);
    Ok(())
}

fn put_away(cx: &mut Context, name: &str, among: Among, change: fn(Id) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(name, among)?;
    cx.change(&mut journal, change(skill.id))
}

#[derive(Serialize)]
struct SkillJson<'a> {
    id: Id,
    name: &'a str,
    areas: Vec<String>,
    why: Option<&'a str>,
    importance: i64,
    weekly_seconds: Option<i64>,
    weekly_days: Option<i64>,
    practised_this_week_seconds: i64,
    days_this_week: i64,
    last_practised_at: Option<String>,
    miss_tags: &'a [String],
    contexts: &'a [String],
    watch_for: &'a [String],
    max_interval_days: Option<i64>,
    ladder: Option<&'a str>,
    ladder_version: Option<&'a str>,
    ladder_item: Option<&'a str>,
    created_at: String,
    archived_at: Option<String>,
}

fn skill_json(line: &SkillLine, areas: Vec<String>) -> SkillJson<'_> {
    let skill = &line.skill;
    SkillJson {
        id: skill.id,
        name: &skill.name,
        areas,
        why: json::text(&skill.why),
        importance: skill.importance,
        weekly_seconds: skill.weekly_minutes.map(|minutes| minutes * 60),
        weekly_days: skill.weekly_days,
        practised_this_week_seconds: json::seconds(line.week_ms),
        days_this_week: line.week_days,
        last_practised_at: line.last.map(json::time),
        miss_tags: &skill.miss_tags,
        contexts: &skill.contexts,
        watch_for: &skill.watch_for,
        max_interval_days: skill.max_interval_days,
        ladder: skill.ladder.as_deref(),
        ladder_version: skill.ladder_version.as_deref(),
        ladder_item: skill.ladder_item.as_deref(),
        created_at: json::time(skill.created),
        archived_at: json::utc(skill.archived),
    }
}

fn show_list(cx: &mut Context, area: Option<&str>, list: &ListArgs) -> Done {
    let journal = cx.open_to_read()?;
    let area = match (&journal, area) {
        (Some(journal), Some(name)) => Some(journal.find_area(name, Among::InUse)?.id),
        _ => None,
    };
    let overview = journal.as_ref().map(Journal::overview).transpose()?.unwrap_or_default();
    let mut lines: Vec<&SkillLine> = overview
        .skills
        .iter()
        .filter(|line| shows(list, line.skill.archived) && area.is_none_or(|area| line.areas.contains(&area)))
        .collect();
    if cx.json {
        lines.sort_by_key(|line| std::cmp::Reverse(line.skill.id));
        return cx.out.json_all(lines.into_iter().map(|line| skill_json(line, overview.area_names(line))));
    }
    table(cx, &overview, &lines)
}

fn table(cx: &mut Context, overview: &Overview, lines: &[&SkillLine]) -> Done {
    let today = cx.today();
    let calendar = cx.calendar().1;
    let mut table = Table::new(&["skill", "areas", "last", ">this week", "target"]);
    for line in lines {
        let skill = &line.skill;
        let mut target: Vec<String> = skill.weekly_minutes.iter().map(|m| spent(m * 60_000)).collect();
        target.extend(skill.weekly_days.map(|days| format!("{days} days")));
        let last = line.last.map_or("never".to_owned(), |last| since(today, calendar.day(last)));
        let last = if skill.archived.is_some() { "archived".to_owned() } else { last };
        let areas = overview.area_names(line).join(", ");
        let cells = [skill.name.clone(), areas, last, spent(line.week_ms), target.join(", ")];
        table.row(&mut cx.out, cells.into())?;
    }
    table.end(&mut cx.out)
}

#[derive(Serialize)]
struct DetailJson<'a> {
    #[serde(flatten)]
    skill: SkillJson<'a>,
    requires: &'a [String],
    drills: Vec<&'a str>,
    measures: Vec<&'a str>,
}

fn show(cx: &mut Context, name: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let detail = journal.skill_detail(named::any_skill(&journal, name)?.id, LAST_SESSIONS)?;
    if cx.json {
        let areas = detail.areas.iter().map(|area| area.name.clone()).collect();
        return cx.out.json(&DetailJson {
            skill: skill_json(&detail.line, areas),
            requires: &detail.requires,
            drills: in_use(&detail).collect(),
            measures: detail
                .measures
                .iter()
                .filter(|(m, _)| m.archived.is_none())
                .map(|(m, _)| m.name.as_str())
                .collect(),
        });
    }
    show_text(cx, &journal, &detail)
}

fn in_use(detail: &SkillDetail) -> impl Iterator<Item = &str> {
    detail.drills.iter().filter(|drill| drill.archived.is_none()).map(|drill| drill.name.as_str())
}

fn show_text(cx: &mut Context, journal: &Journal, detail: &SkillDetail) -> Done {
    let (skill, out) = (&detail.line.skill, &mut cx.out);
    out.heading(&skill.name)?;
    let areas: Vec<&str> = detail.areas.iter().map(|area| area.name.as_str()).collect();
    out.pair("areas", &areas.join(", "))?;
    out.pair("why", &skill.why)?;
    out.pair("importance", &skill.importance.to_string())?;
    out.pair("weekly", &skill.weekly_minutes.map(|m| spent(m * 60_000)).unwrap_or_default())?;
    out.pair("days a week", &skill.weekly_days.map(|days| days.to_string()).unwrap_or_default())?;
    out.pair("this week", &spent(detail.line.week_ms))?;
    for (name, list) in [
        ("builds on", &detail.requires),
        ("miss tags", &skill.miss_tags),
        ("contexts", &skill.contexts),
        ("watch for", &skill.watch_for),
    ] {
        out.pair(name, &list.join(", "))?;
    }
    for drill in in_use(detail) {
        out.pair("drill", drill)?;
    }
    for (measure, readings) in detail.measures.iter().filter(|(measure, _)| measure.archived.is_none()) {
        let values: Vec<String> = readings.iter().map(|r| crate::domain::drill::plain(r.value)).collect();
        out.pair("measure", &format!("{} {} {}", measure.name, values.join(" "), measure.unit))?;
    }
    let mut table = super::sessions::new_table();
    for row in &detail.sessions {
        table.row(out, super::sessions::cells(journal, row)?)?;
    }
    table.end(out)
}
