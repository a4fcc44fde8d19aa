//! Rules of skills: which areas they serve, and two that turn out to be one.

use super::{Rules, add, link_anew};
use crate::domain::area::Area;
use crate::domain::change::{NewSkill, With};
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::domain::noun::Ref;
use crate::domain::skill::{Skill, SkillArea, SkillRequires};
use crate::domain::stage::Subject;
use crate::journal::error::{Error, Result};
use crate::journal::work::{Done, Work};
use crate::journal::{check, stage};
use crate::store::{feedback, query};

/// Makes a skill for its first session, with the areas that are not there yet.
pub(in crate::journal) fn made(work: &mut Work<'_>, new: &NewSkill) -> Result<Id> {
    let mut areas = Vec::new();
    for name in &new.areas {
        let known = query::areas(work.conn)?;
        let known = known.iter().find(|area| area.archived.is_none() && fold(&area.name) == fold(name));
        areas.push(match known {
            Some(area) => area.id,
            None => said(work, |work| add(work, Area::named(name), &With::default()))?,
        });
    }
    said(work, |work| add(work, Skill::named(&new.name), &With::areas(areas)))
}

/// Does something on the way, and says so.
fn said(work: &mut Work<'_>, make: impl FnOnce(&mut Work<'_>) -> Result<Done>) -> Result<Id> {
    let done = make(work)?;
    work.notice(done.label);
    Ok(done.id.unwrap_or_default())
}

/// Links a skill to an area; linking twice is no error.
pub(in crate::journal) fn link(work: &mut Work<'_>, skill: Id, area: Id) -> Result<()> {
    let _: Area = work.get(area)?;
    if !query::areas_of(work.conn, skill)?.iter().any(|link| link.area == area) {
        let id = work.fresh_id();
        work.insert(&SkillArea { id, skill, area })?;
    }
    Ok(())
}

/// Makes a skill build on exactly these; in a circle nothing could be begun.
fn build_on(work: &mut Work<'_>, skill: &Skill, base: &[Id]) -> Result<()> {
    let links = query::requirements_of(work.conn, skill.id)?;
    let now: Vec<SkillRequires> = links.into_iter().filter(|link| link.skill == skill.id).collect();
    for gone in now.iter().filter(|link| !base.contains(&link.requires)) {
        work.delete::<SkillRequires>(gone.id)?;
    }
    for (at, id) in base.iter().enumerate() {
        if now.iter().any(|link| link.requires == *id) || base[..at].contains(id) {
            continue;
        }
        let lower: Skill = work.get(*id)?;
        if lower.id == skill.id {
            return Err(Error::usage("a skill cannot build on itself"));
        }
        if builds_on(work, *id, skill.id)? {
            let (upper, lower) = (&skill.name, &lower.name);
            return Err(Error::refused(format!("{upper} cannot build on {lower}, which builds on it")));
        }
        let id = work.fresh_id();
        work.insert(&SkillRequires { id, skill: skill.id, requires: lower.id })?;
    }
    Ok(())
}

/// Whether a skill is the other one, or builds on it at any depth.
fn builds_on(work: &Work<'_>, skill: Id, other: Id) -> Result<bool> {
    let (mut open, mut seen) = (vec![skill], Vec::new());
    while let Some(id) = open.pop() {
        if id == other {
            return Ok(true);
        }
        if !seen.contains(&id) {
            seen.push(id);
            let links = query::requirements_of(work.conn, id)?;
            open.extend(links.into_iter().filter(|link| link.skill == id).map(|link| link.requires));
        }
    }
    Ok(false)
}

fn refuse_while_practised(work: &Work<'_>, skill: &Skill) -> Result<()> {
    if query::open_session(work.conn)?.is_some_and(|open| open.skill == skill.id) {
        return Err(Error::refused(format!("{} is being practised right now", skill.name))
            .hint("end the session first: `etude stop`"));
    }
    Ok(())
}

/// Everything of `from` becomes `into`'s; the emptied skill is removed. One operation, one undo.
fn merge(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
    let (gone, kept): (Skill, Skill) = (work.get(from)?, work.get(into)?);
    refuse_while_practised(work, &gone)?;
    for mut session in query::sessions_of_skill(work.conn, from)? {
        session.skill = into;
        work.update(&session)?;
    }
    let known = query::drills_of(work.conn, into)?;
    let mut taken: Vec<String> = known.into_iter().filter(|d| d.archived.is_none()).map(|d| d.name).collect();
    for mut drill in query::drills_of(work.conn, from)? {
        drill.skill = into;
        if drill.archived.is_none() {
            drill.name = told_apart(work, "drill", drill.name, &gone, &mut taken);
        }
        work.update(&drill)?;
    }
    let known = query::measures_of(work.conn, into)?;
    let mut taken: Vec<String> = known.into_iter().filter(|m| m.archived.is_none()).map(|m| m.name).collect();
    for mut measure in query::measures_of(work.conn, from)? {
        measure.skill = into;
        if measure.archived.is_none() {
            measure.name = told_apart(work, "measure", measure.name, &gone, &mut taken);
        }
        work.update(&measure)?;
    }
    for mut feedback in feedback::feedback_of_skill(work.conn, from)? {
        feedback.skill = Some(into);
        work.update(&feedback)?;
    }
    link_anew(work, Ref::to::<Skill>(from), into)?;
    merge_requirements(work, from, into)?;
    for old in query::areas_of(work.conn, from)? {
        work.delete::<SkillArea>(old.id)?;
        link(work, into, old.area)?;
    }
    work.update(&with_words_of(kept.clone(), &gone))?;
    stage::inherit(work, &gone, &kept)?;
    remove_or_archive(work, gone.clone())?;
    Ok(Done::to(into, format!("merge skill {} into {}", gone.name, kept.name)))
}

/// An emptied skill goes; with a history of stages, which is only added to, it is put away instead.
fn remove_or_archive(work: &mut Work<'_>, mut gone: Skill) -> Result<()> {
    if !stage::has_history(work.conn, Subject::Skill(gone.id))? {
        return work.delete::<Skill>(gone.id);
    }
    work.notice(format!("{} keeps its history of stages and is archived", gone.name));
    gone.archived = Some(work.now.wall.at);
    work.update(&gone)
}

/// A name nothing else of the kept skill has: where it is taken, the skill it came from is put behind it.
fn told_apart(
    work: &mut Work<'_>,
    what: &str,
    name: String,
    gone: &Skill,
    taken: &mut Vec<String>,
) -> String {
    let mut free = name.clone();
    while taken.iter().any(|other| check::same_name(other, &free)) {
        free = format!("{free} ({})", gone.name);
    }
    if free != name {
        work.notice(format!(
            "there is a {what} {name} already: the one of {} is now called {free}",
            gone.name
        ));
    }
    taken.push(free.clone());
    free
}

fn merge_requirements(work: &mut Work<'_>, from: Id, into: Id) -> Result<()> {
    let mut known = query::requirements_of(work.conn, into)?;
    for old in query::requirements_of(work.conn, from)? {
        work.delete::<SkillRequires>(old.id)?;
        let moved = |id: Id| if id == from { into } else { id };
        let (skill, requires) = (moved(old.skill), moved(old.requires));
        if skill == requires || known.iter().any(|k| (k.skill, k.requires) == (skill, requires)) {
            continue;
        }
        let link = SkillRequires { id: work.fresh_id(), skill, requires };
        work.insert(&link)?;
        known.push(link);
    }
    Ok(())
}

/// Miss tags, contexts and watch-for lines are gathered; what the kept skill leaves empty comes from the other.
fn with_words_of(mut kept: Skill, gone: &Skill) -> Skill {
    let gather = |into: &mut Vec<String>, from: &[String]| {
        for word in from {
            if !into.contains(word) {
                into.push(word.clone());
            }
        }
    };
    gather(&mut kept.miss_tags, &gone.miss_tags);
    gather(&mut kept.contexts, &gone.contexts);
    gather(&mut kept.watch_for, &gone.watch_for);
    if kept.why.is_empty() {
        kept.why.clone_from(&gone.why);
    }
    if kept.ladder.is_none() {
        kept.ladder.clone_from(&gone.ladder);
        kept.ladder_version.clone_from(&gone.ladder_version);
        kept.ladder_item.clone_from(&gone.ladder_item);
    }
    kept
}

impl Rules for Skill {
    fn refuse_twin(work: &Work<'_>, skill: &Skill, with: &With) -> Result<()> {
        let links = query::skill_areas(work.conn)?;
        let own = links.iter().filter(|link| link.skill == skill.id).map(|link| link.area).collect();
        let areas: Vec<Id> = match &with.areas {
            Some(areas) => areas.clone(),
            None => own,
        };
        if areas.is_empty() {
            return Err(Error::usage("a skill belongs to at least one area"));
        }
        let shares_area =
            |other: Id| links.iter().any(|link| link.skill == other && areas.contains(&link.area));
        let taken = query::skills(work.conn)?.into_iter().any(|other| {
            other.id != skill.id
                && other.archived.is_none()
                && check::same_name(&other.name, &skill.name)
                && shares_area(other.id)
        });
        match taken {
            true => Err(Error::refused(format!("there is a skill {} in that area already", skill.name))),
            false => Ok(()),
        }
    }

    fn link(work: &mut Work<'_>, skill: &Skill, with: &With) -> Result<()> {
        if let Some(wanted) = &with.areas {
            for gone in
                query::areas_of(work.conn, skill.id)?.iter().filter(|link| !wanted.contains(&link.area))
            {
                work.delete::<SkillArea>(gone.id)?;
            }
            for area in wanted {
                link(work, skill.id, *area)?;
            }
        }
        with.builds_on.as_ref().map_or(Ok(()), |base| build_on(work, skill, base))
    }

    fn refuse_archive(work: &Work<'_>, skill: &Skill) -> Result<()> {
        refuse_while_practised(work, skill)
    }

    fn merge(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
        merge(work, from, into)
    }
}
