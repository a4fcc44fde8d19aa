//! Records that a verb names, and that are made where the verb may: areas, skills, drills, measures.

use super::context::Context;
use super::failure::Failure;
use crate::domain::area::Area;
use crate::domain::change::{Change, NewSkill};
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::domain::skill::Skill;
use crate::journal::error::Kind;
use crate::journal::find::Among;
use crate::journal::{Journal, Result};

type Made<T> = std::result::Result<T, Failure>;

/// The record that was found, or none where a new one is to be made: with `--create` only the very name counts.
fn exactly<T>(found: Result<T>, typed: &str, create: bool, name: impl Fn(&T) -> &str) -> Result<Option<T>> {
    match found {
        Ok(found) if !create || fold(name(&found)) == fold(typed) => Ok(Some(found)),
        Ok(_) => Ok(None),
        // Several that only begin alike are no reason against a new one.
        Err(error) if create && matches!(error.kind, Kind::NotFound | Kind::Usage) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The areas with these names, made where they may be.
pub(super) fn areas(cx: &Context, journal: &mut Journal, names: &[String], create: bool) -> Made<Vec<Id>> {
    names.iter().map(|name| area(cx, journal, name, create)).collect()
}

fn area(cx: &Context, journal: &mut Journal, name: &str, create: bool) -> Made<Id> {
    let found = exactly(journal.find_area(name, Among::InUse), name, create, |area| &area.name);
    let found = found.map_err(|error| match error.kind {
        Kind::NotFound => error.hint("`--create` makes it, or: `etude area add NAME`"),
        _ => error,
    })?;
    match found {
        Some(area) => Ok(area.id),
        None => {
            let outcome = journal.apply(Change::add(Area::named(name)))?;
            cx.tell(&outcome.label);
            Ok(outcome.id.unwrap_or_default())
        }
    }
}

/// The skill a session is about.
pub(super) enum Meant {
    /// One that is there.
    Known(Id),
    /// One to be made with the session.
    New(NewSkill),
}

/// The skill with this name, or with `--create` the one to be made.
pub(super) fn skill(journal: &Journal, typed: &str, create: bool, areas: &[String]) -> Made<Meant> {
    let bare = typed.rsplit('/').next().unwrap_or(typed);
    let found = journal.find_skill(typed, Among::InUse);
    let found = match found {
        // Two skills of the very name, in two areas: a third one is not what was meant.
        Err(error) if error.kind == Kind::Usage && is_known(journal, bare)? => Err(error),
        found => exactly(found, bare, create, |skill| &skill.name),
    };
    let found = found.map_err(|error| match error.kind {
        Kind::NotFound => error.hint("`--create` makes it; `etude skill list` shows those there are"),
        _ => error,
    })?;
    match found {
        Some(skill) => Ok(Meant::Known(skill.id)),
        None => new_skill(journal, typed, areas).map(Meant::New),
    }
}

fn is_known(journal: &Journal, name: &str) -> Result<bool> {
    Ok(journal.overview()?.skills.iter().any(|line| fold(&line.skill.name) == fold(name)))
}

fn new_skill(journal: &Journal, typed: &str, named: &[String]) -> Made<NewSkill> {
    let (area, name) = typed.split_once('/').map_or((None, typed), |(area, name)| (Some(area), name));
    let mut areas: Vec<String> = area.into_iter().map(str::to_owned).collect();
    areas.extend_from_slice(named);
    if areas.is_empty() {
        areas.push(only_area(journal)?);
    }
    Ok(NewSkill { name: name.to_owned(), areas })
}

/// The one area in use; with none or several, a new skill has to say where it belongs.
fn only_area(journal: &Journal) -> Made<String> {
    let areas = journal.overview()?.areas;
    let mut in_use = areas.iter().filter(|area| area.archived.is_none());
    match (in_use.next(), in_use.next()) {
        (Some(only), None) => Ok(only.name.clone()),
        _ => Err(Failure::usage("a new skill belongs to an area").hint("name it: `--area 'Jazz piano'`")),
    }
}

/// The drill of a skill with this name; `none` is no drill.
pub(super) fn drill_of(journal: &Journal, skill: Id, typed: &str) -> Made<Option<Id>> {
    if is_none(typed) {
        return Ok(None);
    }
    let found = journal.find_named::<Drill>(typed, Among::InUse, Some(skill));
    Ok(Some(found.map_err(|error| error.hint("`etude drill add NAME --skill SKILL` makes one"))?.id))
}

/// A number of things, with their name.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Whether a typed name stands for nothing at all.
pub(super) fn is_none(typed: &str) -> bool {
    typed.is_empty() || typed.eq_ignore_ascii_case("none")
}

/// The name of a person as it is typed; `none` is nobody. Whom it means, or whether it makes somebody new, the journal knows:
/// the beginning of a name is not that name.
pub(super) fn person_name(typed: &str) -> String {
    if is_none(typed) { String::new() } else { typed.to_owned() }
}

/// The skill with this name, also an archived one: what is over is asked for too.
pub(super) fn any_skill(journal: &Journal, name: &str) -> Result<Skill> {
    let in_use = journal.find_skill(name, Among::InUse);
    in_use.or_else(|error| journal.find_skill(name, Among::Archived).map_err(|_| error))
}
