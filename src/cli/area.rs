//! `etude area`.

use serde::Serialize;

use super::args::{AreaFacts, AreaVerb, ListArgs, Named};
use super::context::Context;
use super::edit::{put, shows};
use super::failure::Failure;
use super::output::Table;
use super::{Done, json};
use crate::domain::area::{Approach, Area, Horizon};
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::when::{since, spent};
use crate::journal::Error;
use crate::journal::find::Among;
use crate::journal::read::Overview;

pub(super) fn run(cx: &mut Context, verb: AreaVerb) -> Done {
    match verb {
        AreaVerb::Add { name, facts } => {
            let mut area = Area::named(name);
            take(&facts, &mut area);
            let mut journal = cx.open()?;
            cx.change(&mut journal, Change::AddArea(area))
        }
        AreaVerb::List(list) => show_list(cx, &list),
        AreaVerb::Show(Named { name }) => show(cx, &name),
        AreaVerb::Edit { name, facts } => edit(cx, &name, |area| take(&facts, area)),
        AreaVerb::Rename(renamed) => edit(cx, &renamed.name, |area| area.name = renamed.new),
        AreaVerb::Archive(Named { name }) => put_away(cx, &name, Among::InUse, Change::ArchiveArea),
        AreaVerb::Restore(Named { name }) => put_away(cx, &name, Among::Archived, Change::RestoreArea),
    }
}

fn take(facts: &AreaFacts, area: &mut Area) {
    put(facts.why.as_ref(), &mut area.why);
    put(facts.vision.as_ref(), &mut area.vision);
    put(facts.reality.as_ref(), &mut area.reality);
    area.horizon = facts.horizon.unwrap_or(area.horizon);
    area.approach = facts.approach.unwrap_or(area.approach);
}

fn edit(cx: &mut Context, name: &str, change: impl FnOnce(&mut Area)) -> Done {
    let mut journal = cx.open_existing()?;
    let mut area = journal.find_area(name, Among::InUse)?;
    change(&mut area);
    cx.change(&mut journal, Change::EditArea(area))
}

fn put_away(cx: &mut Context, name: &str, among: Among, change: fn(Id) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let area = journal.find_area(name, among)?;
    cx.change(&mut journal, change(area.id))
}

#[derive(Serialize)]
struct AreaJson<'a> {
    id: Id,
    name: &'a str,
    horizon: Horizon,
    approach: Approach,
    why: Option<&'a str>,
    vision: Option<&'a str>,
    reality: Option<&'a str>,
    skills: Vec<&'a str>,
    ladder: Option<&'a str>,
    ladder_version: Option<&'a str>,
    created_at: String,
    archived_at: Option<String>,
}

fn area_json<'a>(area: &'a Area, overview: &'a Overview) -> AreaJson<'a> {
    let skills = overview.of_area(area.id).filter(|line| line.skill.archived.is_none());
    AreaJson {
        id: area.id,
        name: &area.name,
        horizon: area.horizon,
        approach: area.approach,
        why: json::text(&area.why),
        vision: json::text(&area.vision),
        reality: json::text(&area.reality),
        skills: skills.map(|line| line.skill.name.as_str()).collect(),
        ladder: area.ladder.as_deref(),
        ladder_version: area.ladder_version.as_deref(),
        created_at: json::time(area.created),
        archived_at: json::utc(area.archived),
    }
}

fn show_list(cx: &mut Context, list: &ListArgs) -> Done {
    let overview = cx.open_to_read()?.map(|journal| journal.overview()).transpose()?.unwrap_or_default();
    let mut areas: Vec<&Area> = overview.areas.iter().filter(|area| shows(list, area.archived)).collect();
    if cx.json {
        areas.sort_by_key(|area| std::cmp::Reverse(area.id));
        return cx.out.json_all(areas.into_iter().map(|area| area_json(area, &overview)));
    }
    let mut table = Table::new(&["area", "horizon", ">skills", "this week", "why"]);
    for area in areas {
        let skills = || overview.of_area(area.id).filter(|line| line.skill.archived.is_none());
        let week = skills().map(|line| line.week_ms).sum();
        let horizon = if area.archived.is_some() { "archived" } else { area.horizon.word() };
        let cells = [
            area.name.clone(),
            horizon.to_owned(),
            skills().count().to_string(),
            spent(week),
            area.why.clone(),
        ];
        table.row(&mut cx.out, cells.into())?;
    }
    table.end(&mut cx.out)
}

fn show(cx: &mut Context, name: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let area = match journal.find_area(name, Among::InUse) {
        Ok(area) => area,
        Err(error) => journal.find_area(name, Among::Archived).map_err(|_| error)?,
    };
    let overview = journal.overview()?;
    if cx.json {
        return cx.out.json(&area_json(&area, &overview));
    }
    cx.out.heading(&format!("{} · {}", area.name, area.horizon))?;
    cx.out.pair("why", &area.why)?;
    cx.out.pair("vision", &area.vision)?;
    cx.out.pair("reality", &area.reality)?;
    cx.out.pair("approach", area.approach.word())?;
    let today = cx.today();
    for line in overview.of_area(area.id).filter(|line| line.skill.archived.is_none()) {
        let last =
            line.last.map_or("never practised".to_owned(), |last| since(today, journal.calendar().day(last)));
        cx.out.pair("skill", &format!("{} · {last}", line.skill.name))?;
    }
    Ok(())
}
