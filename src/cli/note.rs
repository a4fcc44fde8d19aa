//! `etude note`, `apply`, `observe`, `teach`: what is written down with its date.

use serde::Serialize;

use super::args::{ApplyArgs, EntryFacts, NoteArgs, NoteVerb, ObserveArgs, TeachArgs};
use super::context::Context;
use super::edit::put;
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named, typed};
use crate::domain::calendar::Day;
use crate::domain::change::{Change, With};
use crate::domain::entry::{Entry, EntryKind, Setting, of_kind};
use crate::domain::id::Id;
use crate::domain::when::Grain;
use crate::journal::find::Among;
use crate::journal::read::entry::{EntryFilter, EntryRow};
use crate::journal::{Error, Journal};

pub(super) fn apply(cx: &mut Context, args: ApplyArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?.id;
    let proves = args.proves.iter().map(|typed| journal.find_action(typed)).collect::<Result<Vec<_>, _>>()?;
    add(cx, &mut journal, Entry::about(EntryKind::Use, skill), &args.facts, proves)
}

pub(super) fn teach(cx: &mut Context, args: &TeachArgs) -> Done {
    let said = |text: Option<String>| text.is_some_and(|text| !text.trim().is_empty());
    if !said(args.facts.with.as_deref().map(named::person_name)) || !said(args.facts.more.clone()) {
        return Err(Failure::usage("a lesson has a learner, and a result that they reach")
            .hint("--learner PERSON --result TEXT"));
    }
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?.id;
    add(cx, &mut journal, Entry::about(EntryKind::Taught, skill), &args.facts, Vec::new())
}

pub(super) fn observe(cx: &mut Context, args: &ObserveArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?;
    add(cx, &mut journal, Entry::about(EntryKind::Watched, skill.id), &args.facts, Vec::new())?;
    if args.facts.more.as_ref().is_none_or(|copy| copy.trim().is_empty()) {
        cx.tell("it counts on a ladder once it says what you will copy: --copy");
    }
    if !skill.watch_for.is_empty() {
        cx.tell(&format!("to watch for: {}", skill.watch_for.join(" · ")));
    }
    Ok(())
}

fn add(
    cx: &mut Context,
    journal: &mut Journal,
    mut entry: Entry,
    facts: &EntryFacts,
    proves: Vec<Id>,
) -> Done {
    take(cx, facts, &mut entry)?;
    let person = facts.with.as_deref().map(named::person_name);
    cx.change(journal, Change::add_with(entry, With { person, proves, ..With::default() }))
}

/// A note of the open session; an entry of today where none is open, or where its kind or another time is said.
pub(super) fn note(cx: &mut Context, args: NoteArgs) -> Done {
    if let Some(verb) = args.verb {
        return run(cx, verb);
    }
    let text = if args.words == ["-"] { typed::from_stdin()? } else { args.words.join(" ") };
    let mut journal = cx.open_existing()?;
    let session = args.session.as_deref().map(|typed| journal.find_session(typed)).transpose()?;
    let of_session = args.kind.is_none() && args.facts.at.is_none();
    if session.is_some() || (of_session && journal.playing()?.is_some()) {
        return cx.change(&mut journal, Change::AddNote { session, text });
    }
    let (tagged, rest) = of_kind(&text);
    let (kind, text) = match args.kind {
        Some(kind) => (kind, text.as_str()),
        None => (tagged.unwrap_or(EntryKind::Note), rest),
    };
    let mut entry = Entry { text: text.to_owned(), ..Entry::of(kind) };
    about(&journal, args.skill.as_deref(), args.area.as_deref(), &mut entry)?;
    add(cx, &mut journal, entry, &args.facts, Vec::new())
}

fn about(journal: &Journal, skill: Option<&str>, area: Option<&str>, entry: &mut Entry) -> Done {
    if let Some(name) = skill {
        let none = named::is_none(name);
        entry.skill = if none { None } else { Some(journal.find_skill(name, Among::InUse)?.id) };
    }
    if let Some(name) = area {
        let none = named::is_none(name);
        entry.area = if none { None } else { Some(journal.find_area(name, Among::InUse)?.id) };
    }
    Ok(())
}

fn take(cx: &Context, facts: &EntryFacts, entry: &mut Entry) -> Done {
    put(facts.place.as_ref(), &mut entry.place);
    put(facts.text.as_ref(), &mut entry.text);
    put(facts.more.as_ref(), &mut entry.more);
    entry.setting = facts.setting().unwrap_or(entry.setting);
    entry.private |= facts.private;
    if facts.worked || facts.failed {
        entry.worked = Some(facts.worked);
    }
    if let Some(dated) = cx.dated_if(facts.at.as_deref())? {
        entry.when = dated;
    }
    if let Some(until) = &facts.until {
        entry.until = if named::is_none(until) { None } else { Some(cx.dated(until)?.last_day()) };
    }
    Ok(())
}

fn run(cx: &mut Context, verb: NoteVerb) -> Done {
    match verb {
        NoteVerb::List { kind, skill, day, limit } => list(cx, kind, skill.as_deref(), day.as_deref(), limit),
        NoteVerb::Show { id } => show(cx, &id),
        NoteVerb::Edit { id, kind, skill, area, facts, public } => {
            let mut journal = cx.open_existing()?;
            let before = journal.entry(journal.find_entry(&id)?)?;
            let mut entry = Entry { kind: kind.unwrap_or(before.kind), ..before.clone() };
            about(&journal, skill.as_deref(), area.as_deref(), &mut entry)?;
            take(cx, &facts, &mut entry)?;
            entry.private &= !public;
            let person = facts.with.as_deref().map(named::person_name);
            if entry == before && person.is_none() {
                return Err(Failure::usage("nothing to change")
                    .hint("`etude note edit --help` lists what can be said"));
            }
            cx.change(&mut journal, Change::edit_with(entry, With::person(person)))
        }
        NoteVerb::Delete { id, .. } => {
            let mut journal = cx.open_existing()?;
            let id = journal.find_entry(&id)?;
            cx.change(&mut journal, Change::delete::<Entry>(id))?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
    }
}

#[derive(Serialize)]
struct EntryJson<'a> {
    id: Id,
    kind: EntryKind,
    at: String,
    grain: Grain,
    day: Day,
    until_day: Option<Day>,
    skill: Option<&'a str>,
    skill_id: Option<Id>,
    area: Option<&'a str>,
    area_id: Option<Id>,
    person: Option<&'a str>,
    person_id: Option<Id>,
    session_id: Option<Id>,
    text: Option<&'a str>,
    more: Option<&'a str>,
    place: Option<&'a str>,
    setting: Setting,
    worked: Option<bool>,
    proves: &'a [String],
    private: bool,
    created_at: String,
}

fn entry_json(row: &EntryRow) -> EntryJson<'_> {
    let e = &row.entry;
    EntryJson {
        id: e.id,
        kind: e.kind,
        at: json::time(e.when.at),
        grain: e.when.grain,
        day: e.when.day,
        until_day: e.until,
        skill: row.skill_name.as_deref(),
        skill_id: e.skill,
        area: row.area_name.as_deref(),
        area_id: e.area,
        person: row.person_name.as_deref(),
        person_id: e.person,
        session_id: e.session,
        text: json::text(&e.text),
        more: json::text(&e.more),
        place: json::text(&e.place),
        setting: e.setting,
        worked: e.worked,
        proves: &row.proves,
        private: e.private,
        created_at: json::time(e.created),
    }
}

/// The name of what an entry is about.
fn subject(row: &EntryRow) -> &str {
    row.skill_name.as_deref().or(row.area_name.as_deref()).unwrap_or_default()
}

fn list(
    cx: &mut Context,
    kind: Option<EntryKind>,
    skill: Option<&str>,
    day: Option<&str>,
    limit: Option<i64>,
) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let skill = skill.map(|name| named::any_skill(&journal, name)).transpose()?.map(|skill| skill.id);
    let rows = journal.entries(&EntryFilter { kind, skill, day: cx.day_if(day)?, limit })?;
    if cx.json {
        return cx.out.json_all(rows.iter().map(entry_json));
    }
    let mut table = Table::new(&["id", "when", "kind", "about", "where", "with", "text", "more"]);
    for row in rows {
        let about = subject(&row).to_owned();
        let entry = row.entry;
        let cells = [
            journal.short_entry_id(entry.id)?,
            entry.when.iso(),
            entry.kind.to_string(),
            about,
            entry.place,
            row.person_name.unwrap_or_default(),
            entry.text,
            entry.more,
        ];
        table.row(&mut cx.out, cells.into())?;
    }
    table.end(&mut cx.out)
}

fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("there is no entry yet").into());
    };
    let row = journal.entry_row(journal.find_entry(typed)?)?;
    if cx.json {
        return cx.out.json(&entry_json(&row));
    }
    let entry = &row.entry;
    let id = journal.short_entry_id(entry.id)?;
    let about =
        [subject(&row), entry.kind.word()].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    cx.out.heading(&format!("{about} · {} · {id}", entry.when.typed()))?;
    let worked = match entry.worked {
        Some(true) => "yes",
        Some(false) => "not yet",
        None => "",
    };
    let setting = if entry.setting == Setting::New { "new" } else { "" };
    let (text, _) = entry.kind.text();
    let more = entry.kind.more().map_or("more", |(label, _)| label);
    let until = entry.until.map(|day| day.to_string()).unwrap_or_default();
    for (label, value) in [
        ("kind", entry.kind.word()),
        ("until", &until),
        ("where", &entry.place),
        ("setting", setting),
        ("worked", worked),
        (&entry.kind.person().to_lowercase(), row.person_name.as_deref().unwrap_or_default()),
        (&text.to_lowercase(), &entry.text),
        (&more.to_lowercase(), &entry.more),
        ("private", if entry.private { "yes" } else { "" }),
    ] {
        cx.out.pair(label, value)?;
    }
    if let Some(session) = entry.session {
        cx.out.pair("session", &journal.short_id(session)?)?;
    }
    row.proves.iter().try_for_each(|action| cx.out.pair("proves", action))
}
