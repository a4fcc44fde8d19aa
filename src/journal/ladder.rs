//! Putting an area on a ladder: its skills, drills and measures, new or mapped onto existing ones, as one operation; and
//! changing a ladder of one's own.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{rules, skill};
use crate::domain::area::Area;
use crate::domain::change::With;
use crate::domain::id::Id;
use crate::domain::ladder::{LadderTemplate, LadderText, SkillTemplate};
use crate::domain::naming::fold;
use crate::domain::skill::{Skill, SkillRequires};
use crate::exchange::ladder::{BUILT_IN, BuiltIn, parse};
use crate::store::record::Record;
use crate::store::{query, stage as store};

pub(super) fn adopt(work: &mut Work<'_>, mut template: LadderTemplate) -> Result<Done> {
    if let Some(text) = template.text.take() {
        take_in(work, text)?;
    }
    let name = template.area.name.clone();
    let area = area_of(work, template.area, template.mapping.area)?;
    let mut known: Vec<(String, Id)> = Vec::new();
    let (mut made, mut mapped) = (0, 0);
    for item in template.skills {
        let ladder_item = item.skill.ladder_item.clone().unwrap_or_default();
        let existing = template.mapping.skills.iter().find(|(of, _)| *of == ladder_item).map(|(_, id)| *id);
        let id = match existing {
            Some(id) => {
                mapped += 1;
                put_on(work, id, &item, area)?
            }
            None => {
                made += 1;
                rules::add(work, item.skill.clone(), &With::areas(vec![area]))?.id.unwrap_or_default()
            }
        };
        require(work, id, &item.requires, &known)?;
        known.push((ladder_item, id));
        complete(work, id, item)?;
    }
    if made == 0 && template.mapping.area.is_some() && work.writer.touched().is_empty() {
        return Err(in_use(&work.get(area)?));
    }
    Ok(Done::to(area, adopted(&name, made, mapped)))
}

fn in_use(area: &Area) -> Error {
    let (ladder, version) = (area.ladder.as_deref(), area.ladder_version.as_deref());
    let (ladder, version) = (ladder.unwrap_or_default(), version.unwrap_or_default());
    Error::refused(format!("{} is on {ladder} {version} already; nothing was changed", area.name))
}

fn adopted(name: &str, made: usize, mapped: usize) -> String {
    let skills = |count: usize| if count == 1 { "1 skill".to_owned() } else { format!("{count} skills") };
    match (made, mapped) {
        (_, 0) => format!("make area {name} with {} from its ladder", skills(made)),
        (0, _) => format!("put {name} on its ladder: {} mapped", skills(mapped)),
        _ => format!("put {name} on its ladder: {} made, {mapped} mapped", skills(made)),
    }
}

/// Stores what changed.
fn store_changed<R: Record + PartialEq>(work: &Work<'_>, before: &R, after: &R) -> Result<()> {
    if before == after { Ok(()) } else { work.update(after) }
}

/// The area that is meant, put on the ladder; or a new one.
fn area_of(work: &mut Work<'_>, template: Area, meant: Option<Id>) -> Result<Id> {
    let Some(id) = meant else {
        return Ok(rules::add(work, template, &With::default())?.id.unwrap_or_default());
    };
    let stored: Area = work.get(id)?;
    if stored.ladder.is_some() && stored.ladder != template.ladder {
        return Err(on_another(&stored.name, stored.ladder.as_deref()));
    }
    let (ladder, ladder_version) = (template.ladder, template.ladder_version);
    store_changed(work, &stored, &Area { ladder, ladder_version, ..stored.clone() })?;
    Ok(id)
}

fn on_another(name: &str, ladder: Option<&str>) -> Error {
    let ladder = ladder.unwrap_or_default();
    Error::refused(format!("{name} is on the ladder {ladder} already")).hint(
        "evidence follows the skill: map the item onto another skill, or leave it out to make a new one",
    )
}

/// One item of a ladder is one skill of its area: of two nobody could say how far the area is.
fn refuse_second(work: &Work<'_>, area: Id, item: &Skill) -> Result<()> {
    for link in query::skill_areas(work.conn)?.into_iter().filter(|link| link.area == area) {
        let other: Skill = work.get(link.skill)?;
        if (&other.ladder, &other.ladder_item) == (&item.ladder, &item.ladder_item) {
            let what = item.ladder_item.as_deref().unwrap_or_default();
            return Err(Error::refused(format!("{} is {what} of this ladder already", other.name))
                .hint("`etude skill merge` makes one skill of two"));
        }
    }
    Ok(())
}

/// An existing skill, put on an item of the ladder: its own words stay, what it lacks comes from there.
fn put_on(work: &mut Work<'_>, id: Id, item: &SkillTemplate, area: Id) -> Result<Id> {
    let before: Skill = work.get(id)?;
    let mut stored = before.clone();
    let ladder = &item.skill;
    let same = (&stored.ladder, &stored.ladder_item) == (&ladder.ladder, &ladder.ladder_item);
    if stored.ladder.is_some() && !same {
        return Err(on_another(&stored.name, stored.ladder.as_deref()));
    }
    if !same {
        refuse_second(work, area, ladder)?;
    }
    stored.ladder.clone_from(&ladder.ladder);
    stored.ladder_version.clone_from(&ladder.ladder_version);
    stored.ladder_item.clone_from(&ladder.ladder_item);
    for (own, theirs) in [
        (&mut stored.miss_tags, &ladder.miss_tags),
        (&mut stored.contexts, &ladder.contexts),
        (&mut stored.watch_for, &ladder.watch_for),
    ] {
        if own.is_empty() {
            own.clone_from(theirs);
        }
    }
    stored.max_interval_days = stored.max_interval_days.or(ladder.max_interval_days);
    store_changed(work, &before, &stored)?;
    skill::link(work, id, area)?;
    Ok(id)
}

fn require(work: &mut Work<'_>, skill: Id, items: &[String], known: &[(String, Id)]) -> Result<()> {
    let stored = query::requirements_of(work.conn, skill)?;
    for (_, requires) in known.iter().filter(|(item, _)| items.contains(item)) {
        if *requires != skill && !stored.iter().any(|link| link.skill == skill && link.requires == *requires)
        {
            let link = SkillRequires { id: work.fresh_id(), skill, requires: *requires };
            work.insert(&link)?;
        }
    }
    Ok(())
}

/// Adds the drills and measures of a ladder that the skill has not yet, by their names.
fn complete(work: &mut Work<'_>, skill: Id, item: SkillTemplate) -> Result<()> {
    let drills: Vec<String> = query::drills_of(work.conn, skill)?.iter().map(|d| fold(&d.name)).collect();
    for mut new in item.drills.into_iter().filter(|new| !drills.contains(&fold(&new.name))) {
        new.skill = skill;
        rules::add(work, new, &With::default())?;
    }
    let measures: Vec<String> = query::measures_of(work.conn, skill)?.iter().map(|m| fold(&m.name)).collect();
    for mut new in item.measures.into_iter().filter(|new| !measures.contains(&fold(&new.name))) {
        new.skill = skill;
        rules::add(work, new, &With::default())?;
    }
    Ok(())
}

/// Keeps a ladder as it is; the same version never says two things.
fn take_in(work: &mut Work<'_>, mut text: LadderText) -> Result<()> {
    let ladder = parse(&text.text).map_err(|error| Error::usage(format!("{}: {error}", text.title)))?;
    (text.name, text.version, text.title) = (ladder.id, ladder.version, ladder.title);
    if let Some(ours) = ours_as(&text.name, &text.version) {
        return same_as_ours(ours, &text);
    }
    match store::ladder(work.conn, &text.name, &text.version)? {
        Some(kept) if kept.text == text.text => Ok(()),
        // Nothing was ever judged by what cannot be read.
        Some(kept) if parse(&kept.text).is_err() => {
            work.delete::<LadderText>(kept.id)?;
            keep(work, text)
        }
        Some(_) => {
            Err(Error::refused(format!("version {} of {} says something else", text.version, text.name))
                .hint("give it a new version: what was shown on the old one stays judged by that"))
        }
        None => keep(work, text),
    }
}

fn keep(work: &mut Work<'_>, mut text: LadderText) -> Result<()> {
    text.id = work.fresh_id();
    text.created = work.now.wall;
    work.insert(&text)
}

/// The ladder that comes with the program under an id, in a version.
fn ours_as(id: &str, version: &str) -> Option<&'static BuiltIn> {
    let mut named = BUILT_IN.iter().filter(|ours| ours.id == id);
    named.find(|ours| ours.ladder().is_some_and(|ladder| ladder.version == version))
}

/// The version that comes with the program is that, and nothing is kept of it.
fn same_as_ours(ours: &BuiltIn, text: &LadderText) -> Result<()> {
    if ours.text == text.text {
        return Ok(());
    }
    Err(Error::refused(format!("version {} of {} is the one that comes with etude", text.version, text.name))
        .hint("give yours another version: its numbers are your own"))
}

/// Takes in a new version of a ladder and puts on it whatever is on an older one.
pub(super) fn change(work: &mut Work<'_>, text: LadderText) -> Result<Done> {
    let ladder = parse(&text.text).map_err(|error| Error::usage(format!("{}: {error}", text.title)))?;
    let (name, version) = (ladder.id.clone(), ladder.version.clone());
    take_in(work, text)?;
    let on = |known: &Option<String>| known.as_deref() == Some(name.as_str());
    for mut area in query::areas(work.conn)?.into_iter().filter(|area| on(&area.ladder)) {
        area.ladder_version = Some(version.clone());
        work.update(&area)?;
    }
    let mut left = 0;
    for mut skill in query::skills(work.conn)?.into_iter().filter(|skill| on(&skill.ladder)) {
        let known =
            skill.ladder_item.as_ref().is_some_and(|item| ladder.skills.iter().any(|s| s.id == *item));
        if !known {
            left += 1;
            continue;
        }
        skill.ladder_version = Some(version.clone());
        work.update(&skill)?;
    }
    if left > 0 {
        work.notice(match left {
            1 => "1 skill stays on the older version: the new one does not have it".to_owned(),
            _ => format!("{left} skills stay on the older version: the new one does not have them"),
        });
    }
    Ok(Done { label: format!("put {name} on version {version}"), id: None })
}
