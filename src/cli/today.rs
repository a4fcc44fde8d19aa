//! `etude today`: what is planned, what was done, and what feedback still asks to act on.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value as Json;

use super::context::Context;
use super::nouns::plan::{plan_json, plan_words};
use super::{Done, json, sessions};
use crate::cli::json::object;
use crate::domain::calendar::Day;
use crate::domain::id::Id;
use crate::domain::when::{date_long, spent};
use crate::journal::Journal;
use crate::journal::read::feedback::OpenAction;
use crate::journal::read::{SessionFilter, SessionRow, Today};

/// So many actions are shown; JSON has them all.
const SHOWN: usize = 5;

/// The names and notes that belong to a row.
type Around = (Vec<String>, Vec<String>);

pub(super) fn today(cx: &mut Context) -> Done {
    let day = cx.today();
    let Some(journal) = cx.open_to_read()? else {
        let empty = object! {
            "day": day,
            "practised_seconds": 0,
            "plans": [(); 0],
            "sessions": [(); 0],
            "to_act_on": [(); 0],
        };
        return if cx.json { cx.out.json(&empty) } else { Ok(()) };
    };
    let _snapshot = journal.snapshot_read()?;
    let today = journal.today()?;
    let on = SessionFilter { from: Some(today.day), to: Some(today.day), ..SessionFilter::default() };
    let sessions = journal.sessions(&on)?;
    let practised = today.practised(journal.playing()?.as_ref(), journal.now(), &journal.calendar());
    if cx.json {
        today_json(cx, &journal, (&today, &sessions), practised)
    } else {
        today_text(cx, &journal, (&today, &sessions), practised)
    }
}

fn today_json(
    cx: &mut Context,
    journal: &Journal,
    (today, begun): (&Today, &[SessionRow]),
    practised: i64,
) -> Done {
    let mut areas: HashMap<Id, Vec<String>> = HashMap::new();
    let mut around = |row: &SessionRow| -> Result<Around, super::Failure> {
        let skill = row.session.skill;
        if let Entry::Vacant(unknown) = areas.entry(skill) {
            unknown.insert(journal.areas_of_skill(skill)?);
        }
        Ok((areas.get(&skill).cloned().unwrap_or_default(), journal.notes(row)?))
    };
    let around = begun.iter().map(&mut around).collect::<Result<Vec<Around>, _>>()?;
    let rows = begun.iter().zip(&around);
    let open = journal.to_act_on(None, i64::MAX)?;
    let to_act_on = open.iter().map(|open| {
        object! {
            "id": open.action.id,
            "feedback_id": open.action.feedback,
            "text": &open.action.text,
            "due": open.action.due,
            "from": json::text(&open.who),
            "skill": open.skill_name.as_deref(),
            "skill_id": open.skill,
        }
    });
    cx.out.json(&object! {
        "day": today.day,
        "practised_seconds": json::seconds(practised),
        "plans": today.plans.iter().map(|line| plan_json(line, today.day)).collect::<Result<Vec<_>, _>>()?,
        "sessions": rows.map(|(row, (areas, notes))| json::session(row, areas, notes)).collect::<Vec<_>>(),
        "to_act_on": to_act_on.collect::<Json>(),
    })
}

fn today_text(
    cx: &mut Context,
    journal: &Journal,
    (today, begun): (&Today, &[SessionRow]),
    practised: i64,
) -> Done {
    let date = date_long(today.day, cx.config.date_order);
    cx.out.heading(&format!("{date} · {} practised", spent(practised)))?;
    for line in &today.plans {
        cx.out.line(&format!("planned  {}", plan_words(line)))?;
    }
    let mut table = sessions::new_table();
    for row in begun {
        table.row(&mut cx.out, sessions::cells(journal, row)?)?;
    }
    table.end(&mut cx.out)?;
    let open = journal.to_act_on(None, i64::MAX)?;
    for action in open.iter().take(SHOWN) {
        cx.out.line(&format!("to act on  {}", action_words(action, today.day)))?;
    }
    if open.len() > SHOWN {
        cx.out.line(&format!(
            "           and {} more: `etude feedback list --state accepted`",
            open.len() - SHOWN
        ))?;
    }
    Ok(())
}

/// An open action in one line of words.
pub(super) fn action_words(open: &OpenAction, today: Day) -> String {
    let mut words = open.action.text.clone();
    if let Some(skill) = &open.skill_name {
        words.push_str(&format!(" · {skill}"));
    }
    if !open.who.is_empty() {
        words.push_str(&format!(" · {}", open.who));
    }
    match open.action.due {
        Some(due) if due == today => words.push_str(" · due today"),
        Some(due) => words.push_str(&format!(" · due {due}")),
        None => {}
    }
    words
}
