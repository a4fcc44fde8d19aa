//! `etude apply`, `teach`, `applications`, `application`: uses of a skill in real work.

use serde::Serialize;

use super::args::{ApplicationFacts, ApplicationVerb, ApplicationsArgs, ApplyArgs, TeachArgs};
use super::context::Context;
use super::edit::put;
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named};
use crate::domain::application::{Application, Setting};
use crate::domain::calendar::Day;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::when::hour_minute;
use crate::journal::Error;
use crate::journal::find::Among;
use crate::journal::read::feedback::ApplicationRow;

pub(super) fn apply(cx: &mut Context, args: ApplyArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let skill = journal.find_skill(&args.skill, Among::InUse)?.id;
    let proves = args.proves.iter().map(|typed| journal.find_action(typed)).collect::<Result<Vec<_>, _>>()?;
    let mut application = Application::of(skill);
    take(cx, &args.facts, &mut application)?;
    let seen_by = args.facts.seen_by.as_deref().map(named::person_name);
    cx.change(&mut journal, Change::AddApplication { application: Box::new(application), seen_by, proves })
}

/// Teaching is an application with a learner and what they reach.
pub(super) fn teach(cx: &mut Context, args: TeachArgs) -> Done {
    let learner = named::person_name(&args.learner);
    if learner.trim().is_empty() || args.result.trim().is_empty() {
        return Err(Failure::usage("a lesson has a learner, and a result that they reach"));
    }
    let mut journal = cx.open_existing()?;
    let mut application = Application::of(journal.find_skill(&args.skill, Among::InUse)?.id);
    application.setting = Setting::Teaching;
    application.place = args.place.unwrap_or_default();
    application.note = args.result;
    application.private = args.private;
    application.at = cx.moment_if(args.at.as_deref())?.unwrap_or(application.at);
    let (application, seen_by) = (Box::new(application), Some(learner));
    cx.change(&mut journal, Change::AddApplication { application, seen_by, proves: Vec::new() })
}

pub(super) fn run(cx: &mut Context, verb: ApplicationVerb) -> Done {
    match verb {
        ApplicationVerb::Show { id } => show(cx, &id),
        ApplicationVerb::Edit { id, facts, skill, public } => {
            let mut journal = cx.open_existing()?;
            let before = journal.application(journal.find_application(&id)?)?;
            let mut application = before.clone();
            if let Some(name) = skill {
                application.skill = journal.find_skill(&name, Among::InUse)?.id;
            }
            take(cx, &facts, &mut application)?;
            let seen_by = facts.seen_by.as_deref().map(named::person_name);
            application.private &= !public;
            if application == before && seen_by.is_none() {
                return Err(Failure::usage("nothing to change")
                    .hint("`etude application edit --help` lists what can be said"));
            }
            cx.change(&mut journal, Change::EditApplication { application: Box::new(application), seen_by })
        }
        ApplicationVerb::Delete { id, .. } => {
            let mut journal = cx.open_existing()?;
            let id = journal.find_application(&id)?;
            cx.change(&mut journal, Change::DeleteApplication(id))?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
    }
}

fn take(cx: &Context, facts: &ApplicationFacts, application: &mut Application) -> Done {
    put(facts.place.as_ref(), &mut application.place);
    put(facts.note.as_ref(), &mut application.note);
    application.setting = facts.setting().unwrap_or(application.setting);
    application.private |= facts.private;
    if facts.worked || facts.failed {
        application.worked = Some(facts.worked);
    }
    application.at = cx.moment_if(facts.at.as_deref())?.unwrap_or(application.at);
    Ok(())
}

#[derive(Serialize)]
struct ApplicationJson<'a> {
    id: Id,
    skill: &'a str,
    skill_id: Id,
    at: String,
    day: Day,
    place: Option<&'a str>,
    setting: Setting,
    worked: Option<bool>,
    seen_by: Option<&'a str>,
    person_id: Option<Id>,
    note: Option<&'a str>,
    proves: &'a [String],
    private: bool,
    created_at: String,
}

fn application_json(row: &ApplicationRow) -> ApplicationJson<'_> {
    let a = &row.application;
    ApplicationJson {
        id: a.id,
        skill: &row.skill_name,
        skill_id: a.skill,
        at: json::time(a.at),
        day: a.day,
        place: json::text(&a.place),
        setting: a.setting,
        worked: a.worked,
        seen_by: row.person_name.as_deref(),
        person_id: a.person,
        note: json::text(&a.note),
        proves: &row.proves,
        private: a.private,
        created_at: json::time(a.created),
    }
}

pub(super) fn list(cx: &mut Context, args: &ApplicationsArgs) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let skill = args.skill.as_deref().map(|name| named::any_skill(&journal, name)).transpose()?;
    let rows = journal.applications(skill.map(|skill| skill.id), args.limit)?;
    if cx.json {
        return cx.out.json_all(rows.iter().map(application_json));
    }
    let mut table = Table::new(&["id", "day", "skill", "where", "setting", "worked", "seen by", "note"]);
    for row in rows {
        let application = row.application;
        let worked = worked(application.worked);
        let cells = [
            journal.short_application_id(application.id)?,
            application.day.to_string(),
            row.skill_name,
            application.place,
            application.setting.to_string(),
            worked.to_owned(),
            row.person_name.unwrap_or_default(),
            application.note,
        ];
        table.row(&mut cx.out, cells.into())?;
    }
    table.end(&mut cx.out)
}

fn worked(worked: Option<bool>) -> &'static str {
    match worked {
        Some(true) => "yes",
        Some(false) => "not yet",
        None => "",
    }
}

fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("there is no application yet").into());
    };
    let row = journal.application_row(journal.find_application(typed)?)?;
    if cx.json {
        return cx.out.json(&application_json(&row));
    }
    let application = &row.application;
    let id = journal.short_application_id(application.id)?;
    let at = hour_minute(application.at);
    cx.out.heading(&format!("{} · {} {at} · {id}", row.skill_name, application.day))?;
    cx.out.pair("where", &application.place)?;
    cx.out.pair("setting", application.setting.word())?;
    cx.out.pair("worked", worked(application.worked))?;
    cx.out.pair("seen by", row.person_name.as_deref().unwrap_or_default())?;
    cx.out.pair("note", &application.note)?;
    cx.out.pair("private", if application.private { "yes" } else { "" })?;
    for action in &row.proves {
        cx.out.pair("proves", action)?;
    }
    Ok(())
}
