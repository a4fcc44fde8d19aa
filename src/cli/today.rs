//! `etude today`: what is planned and what was done.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Serialize;

use super::context::Context;
use super::plan::{PlanJson, plan_json, plan_words};
use super::{Done, json, sessions};
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::when::{date_long, spent};
use crate::journal::Journal;
use crate::journal::read::{SessionRow, Today};

#[derive(Serialize)]
struct TodayJson<'a> {
    day: Day,
    practised_seconds: i64,
    plans: Vec<PlanJson<'a>>,
    sessions: Vec<json::SessionJson<'a>>,
}

/// The names and notes that belong to a row.
type Around = (Vec<String>, Vec<String>);

pub(super) fn today(cx: &mut Context) -> Done {
    let day = cx.today();
    let Some(journal) = cx.open_to_read()? else {
        let empty = TodayJson { day, practised_seconds: 0, plans: vec![], sessions: vec![] };
        return if cx.json { cx.out.json(&empty) } else { Ok(()) };
    };
    let _still = journal.hold_still()?;
    let today = journal.today()?;
    let practised = today.practised(journal.playing()?.as_ref(), journal.now(), &journal.calendar());
    if cx.json {
        today_json(cx, &journal, &today, practised)
    } else {
        today_text(cx, &journal, &today, practised)
    }
}

fn today_json(cx: &mut Context, journal: &Journal, today: &Today, practised: i64) -> Done {
    let mut areas: HashMap<Id, Vec<String>> = HashMap::new();
    let mut around = |row: &SessionRow| -> Result<Around, super::Failure> {
        let skill = row.session.skill;
        if let Entry::Vacant(unknown) = areas.entry(skill) {
            unknown.insert(journal.areas_of_skill(skill)?);
        }
        Ok((areas.get(&skill).cloned().unwrap_or_default(), journal.notes(row.session.id)?))
    };
    let around = today.sessions.iter().map(&mut around).collect::<Result<Vec<Around>, _>>()?;
    let rows = today.sessions.iter().zip(&around);
    cx.out.json(&TodayJson {
        day: today.day,
        practised_seconds: json::seconds(practised),
        plans: today.plans.iter().map(|line| plan_json(line, today.day)).collect(),
        sessions: rows.map(|(row, (areas, notes))| json::session(row, areas, notes)).collect(),
    })
}

fn today_text(cx: &mut Context, journal: &Journal, today: &Today, practised: i64) -> Done {
    let date = date_long(today.day, cx.config.date_order);
    cx.out.heading(&format!("{date} · {} practised", spent(practised)))?;
    for line in &today.plans {
        cx.out.line(&format!("planned  {}", plan_words(line)))?;
    }
    let mut table = sessions::new_table();
    for row in &today.sessions {
        table.row(&mut cx.out, sessions::cells(journal, row)?)?;
    }
    table.end(&mut cx.out)
}
