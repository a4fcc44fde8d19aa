//! `etude sessions`: the list, newest first, streamed.

use std::collections::HashMap;

use super::args::SessionsArgs;
use super::context::Context;
use super::output::{JsonArray, Out, Table, each_row};
use super::{Done, json, named};
use crate::domain::calendar::civil;
use crate::domain::id::Id;
use crate::domain::search::Query;
use crate::domain::session::SessionState;
use crate::domain::when::{hour_minute, spent};
use crate::journal::find::Among;
use crate::journal::read::{SessionFilter, SessionRow};
use crate::journal::{Error, Journal};

pub(super) fn list(cx: &mut Context, args: &SessionsArgs) -> Done {
    let (from, to) = (cx.day_if(args.from.as_deref())?, cx.day_if(args.to.as_deref())?);
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let area = args.area.as_deref().map(|name| journal.find_area(name, Among::InUse)).transpose()?;
    let filter = SessionFilter {
        skill: args.skill.as_deref().map(|name| named::any_skill(&journal, name)).transpose()?.map(|s| s.id),
        area: area.map(|area| area.id),
        from,
        to,
        discarded: args.discarded,
        among: match args.search.as_deref().map(Query::parse) {
            Some(query) => Some(journal.sessions_matching(&query, usize::MAX)?),
            None => None,
        },
        limit: args.limit,
        ..SessionFilter::default()
    };
    if cx.json { stream(&mut cx.out, &journal, &filter) } else { table(&mut cx.out, &journal, &filter) }
}

fn stream(out: &mut Out, journal: &Journal, filter: &SessionFilter) -> Done {
    let mut array = JsonArray::default();
    let mut areas: HashMap<Id, Vec<String>> = HashMap::new();
    each_row(
        |hand| journal.each_session(filter, hand),
        |row| {
            let skill = row.session.skill;
            if let std::collections::hash_map::Entry::Vacant(unknown) = areas.entry(skill) {
                unknown.insert(journal.areas_of_skill(skill)?);
            }
            let notes = journal.notes(row)?;
            let areas = areas.get(&skill).map_or(&[][..], Vec::as_slice);
            array.push(out, &json::session(row, areas, &notes))
        },
    )?;
    array.end(out)
}

fn table(out: &mut Out, journal: &Journal, filter: &SessionFilter) -> Done {
    let mut table = new_table();
    each_row(|hand| journal.each_session(filter, hand), |row| table.row(out, cells(journal, row)?))?;
    table.end(out)
}

/// The columns in which sessions are listed.
pub(super) fn new_table() -> Table {
    Table::new(&["id", "day", "at", ">time", "skill", "drill", "reps", "words"])
}

/// A session as a row of that table.
pub(super) fn cells(journal: &Journal, row: &SessionRow) -> Result<Vec<String>, Error> {
    let session = &row.session;
    let words = match session.state {
        SessionState::Closed => first_said([&session.next_focus, &session.worked, &session.intention]),
        state => state.to_string(),
    };
    let doubted = if row.unresolved > 0 { "?" } else { "" };
    Ok(vec![
        journal.short_id(session.id)?,
        session.day.to_string(),
        when(row),
        format!("{}{doubted}", spent(row.practised)),
        row.skill_name.clone(),
        row.drill_name.clone().unwrap_or_default(),
        if row.reps.total() > 0 { row.reps.shown() } else { String::new() },
        words,
    ])
}

fn when(row: &SessionRow) -> String {
    let started = row.session.started;
    // Past midnight, but still of the day before by the user's day.
    let other = civil(started).date() != row.session.day.date();
    format!("{}{}", hour_minute(started), if other { "+" } else { "" })
}

fn first_said(texts: [&String; 3]) -> String {
    texts.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default()
}
