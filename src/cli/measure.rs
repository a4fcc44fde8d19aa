//! `etude measure`.

use serde::Serialize;

use super::args::{ListOfSkill, MeasureFacts, MeasureVerb, OfSkill};
use super::context::Context;
use super::edit::{put, shows};
use super::failure::Failure;
use super::output::Table;
use super::{Done, drill, json, named};
use crate::domain::calendar::civil;
use crate::domain::change::Change;
use crate::domain::drill::plain;
use crate::domain::id::Id;
use crate::domain::measure::{Better, Measure, Reading};
use crate::journal::Error;
use crate::journal::find::Among;

/// Readings that people are shown; programs get all.
const SHOWN: i64 = 20;

pub(super) fn run(cx: &mut Context, verb: MeasureVerb) -> Done {
    match verb {
        MeasureVerb::Add { name, skill, facts } => {
            let mut journal = cx.open_existing()?;
            let mut measure = Measure::named(journal.find_skill(&skill, Among::InUse)?.id, name);
            take(&facts, &mut measure);
            cx.change(&mut journal, Change::AddMeasure(measure))
        }
        MeasureVerb::List(list) => show_list(cx, &list),
        MeasureVerb::Show(which) => show(cx, &which),
        MeasureVerb::Edit { which, facts } => edit(cx, &which, |measure| take(&facts, measure)),
        MeasureVerb::Rename { which, new } => edit(cx, &which, |measure| measure.name = new),
        MeasureVerb::Archive(which) => put_away(cx, &which, Among::InUse, Change::ArchiveMeasure),
        MeasureVerb::Restore(which) => put_away(cx, &which, Among::Archived, Change::RestoreMeasure),
        MeasureVerb::DeleteReading { id } => {
            let mut journal = cx.open_existing()?;
            let reading = journal.find_reading(&id)?;
            cx.change(&mut journal, Change::DeleteReading(reading))
        }
    }
}

fn take(facts: &MeasureFacts, measure: &mut Measure) {
    put(facts.unit.as_ref(), &mut measure.unit);
    measure.better = facts.better.unwrap_or(measure.better);
}

fn edit(cx: &mut Context, which: &OfSkill, change: impl FnOnce(&mut Measure)) -> Done {
    let mut journal = cx.open_existing()?;
    let mut measure = named::measure(&journal, &which.name, which.skill.as_deref(), Among::InUse)?;
    change(&mut measure);
    cx.change(&mut journal, Change::EditMeasure(measure))
}

fn put_away(cx: &mut Context, which: &OfSkill, among: Among, change: fn(Id) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let measure = named::measure(&journal, &which.name, which.skill.as_deref(), among)?;
    cx.change(&mut journal, change(measure.id))
}

#[derive(Serialize)]
struct MeasureJson<'a> {
    id: Id,
    name: &'a str,
    skill: &'a str,
    skill_id: Id,
    unit: Option<&'a str>,
    better: Better,
    readings: Vec<ReadingJson>,
    ladder_item: Option<&'a str>,
    created_at: String,
    archived_at: Option<String>,
}

#[derive(Serialize)]
struct ReadingJson {
    id: Id,
    at: String,
    value: f64,
    sample: i64,
    session_id: Option<Id>,
}

/// A measure, the name of its skill, and its readings, newest first.
type Full = (Measure, String, Vec<Reading>);

fn measure_json((measure, skill, readings): &Full) -> MeasureJson<'_> {
    let reading = |r: &Reading| ReadingJson {
        id: r.id,
        at: json::time(r.stamp.wall),
        value: r.value,
        sample: r.sample,
        session_id: r.session,
    };
    MeasureJson {
        id: measure.id,
        name: &measure.name,
        skill,
        skill_id: measure.skill,
        unit: json::text(&measure.unit),
        better: measure.better,
        readings: readings.iter().map(reading).collect(),
        ladder_item: measure.ladder_item.as_deref(),
        created_at: json::time(measure.created),
        archived_at: json::utc(measure.archived),
    }
}

fn show_list(cx: &mut Context, list: &ListOfSkill) -> Done {
    let mut found: Vec<Full> = Vec::new();
    let limit = if cx.json { i64::MAX } else { 1 };
    if let Some(journal) = cx.open_to_read()? {
        for (skill, name) in drill::skills(&journal, list.skill.as_deref())? {
            for measure in journal.measures(skill)?.into_iter().filter(|m| shows(&list.list, m.archived)) {
                let readings = journal.readings(measure.id, limit)?;
                found.push((measure, name.clone(), readings));
            }
        }
    }
    if cx.json {
        found.sort_by_key(|(measure, ..)| std::cmp::Reverse(measure.id));
        return cx.out.json_all(found.iter().map(measure_json));
    }
    let mut table = Table::new(&["measure", "skill", "unit", "better", ">last"]);
    for (measure, skill, readings) in found {
        let last = readings.first().map(|reading| plain(reading.value)).unwrap_or_default();
        let better = measure.better.word().to_owned();
        table.row(&mut cx.out, vec![measure.name, skill, measure.unit, better, last])?;
    }
    table.end(&mut cx.out)
}

fn show(cx: &mut Context, which: &OfSkill) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let measure = named::measure(&journal, &which.name, which.skill.as_deref(), Among::InUse)?;
    let skill = journal.skill(measure.skill)?.name;
    let readings = journal.readings(measure.id, if cx.json { i64::MAX } else { SHOWN })?;
    if cx.json {
        return cx.out.json(&measure_json(&(measure, skill, readings)));
    }
    cx.out.heading(&format!("{} · {skill}", measure.name))?;
    cx.out.pair("unit", &measure.unit)?;
    cx.out.pair("better", measure.better.word())?;
    let mut table = Table::new(&["id", "when", ">value", ">sample"]);
    for reading in readings {
        let when = civil(reading.stamp.wall).strftime("%Y-%m-%d %H:%M").to_string();
        let cells = [reading.id.tail(6), when, plain(reading.value), reading.sample.to_string()];
        table.row(&mut cx.out, cells.into())?;
    }
    table.end(&mut cx.out)
}
