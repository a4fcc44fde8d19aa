//! Changes of entries: what is written down with its date, and what a session writes when it closes.

use super::error::{Error, Result};
use super::feedback::action;
use super::work::{Done, Work};
use super::{check, evidence, person};
use crate::domain::area::Area;
use crate::domain::change::ProvedBy;
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::domain::when::{Dated, Grain};
use crate::store::{entry as store, feedback};

pub(super) fn add(
    work: &mut Work<'_>,
    mut entry: Entry,
    person: Option<&str>,
    proves: Vec<Id>,
) -> Result<Done> {
    if entry.at == Moment::default() {
        entry.set_dated(Dated::exactly(work.now.wall, work.calendar));
    }
    entry.set_dated(placed(work, entry.dated())?);
    entry.id = work.fresh_id();
    entry.revision = 0;
    entry.created = work.now.wall;
    entry.session = None;
    entry.person = person::typed(work, person, entry.person, entry.kind.role())?;
    let about = valid(work, &entry)?;
    work.insert(&entry)?;
    if !proves.is_empty() {
        action::prove(work, proves, ProvedBy::Entry(entry.id))?;
    }
    Ok(Done::to(entry.id, label("log", &entry, &about)))
}

/// A time that was typed: not to come, and on the day it fell on here; the day of a vague one stays as it was read.
pub(super) fn placed(work: &Work<'_>, dated: Dated) -> Result<Dated> {
    let at = work.stamp(Some(dated.at))?.wall;
    let day = if dated.grain == Grain::Minute { work.calendar.day(at) } else { dated.day };
    Ok(Dated { at, day, grain: dated.grain })
}

/// What an entry is about, in words; refused where it says nothing that its kind needs.
fn valid(work: &Work<'_>, entry: &Entry) -> Result<String> {
    if let Some(person) = entry.person {
        let _: Person = work.get(person)?;
    }
    let (text, _) = entry.kind.text();
    check::text(text, &entry.text)?;
    check::text(entry.kind.more().map_or("what belongs to it", |(label, _)| label), &entry.more)?;
    check::text("where", &entry.place)?;
    if entry.until.is_some_and(|until| until < entry.day) {
        return Err(Error::usage("it ends before it begins"));
    }
    let skill = entry.skill.map(|id| work.get::<Skill>(id)).transpose()?;
    let area = entry.area.map(|id| work.get::<Area>(id)).transpose()?;
    if entry.kind.needs_skill() && skill.is_none() {
        return Err(Error::usage(format!("{} is about a skill: which one?", entry.kind.said())));
    }
    let says =
        !(entry.text.trim().is_empty() && entry.more.trim().is_empty() && entry.place.trim().is_empty());
    if !says && !entry.kind.needs_skill() && entry.kind != EntryKind::Rest {
        return Err(Error::usage(format!("{} needs words", entry.kind.said())));
    }
    let name = skill.map(|skill| skill.name).or(area.map(|area| area.name));
    Ok(name.map_or(String::new(), |name| format!(" of {name}")))
}

fn label(verb: &str, entry: &Entry, about: &str) -> String {
    format!("{verb} {}{about}", entry.kind.said())
}

pub(super) fn edit(work: &mut Work<'_>, mut entry: Entry, person: Option<&str>) -> Result<Done> {
    let stored: Entry = work.get(entry.id)?;
    entry.session = stored.session;
    if entry.dated() != stored.dated() {
        entry.set_dated(placed(work, entry.dated())?);
        let proofs = feedback::proofs_by_entry(work.conn, entry.id)?;
        action::refuse_before_feedback(work, &proofs, entry.at.at)?;
    }
    entry.person = person::typed(work, person, entry.person, entry.kind.role())?;
    let about = valid(work, &entry)?;
    work.update(&entry)?;
    Ok(Done::to(entry.id, label("edit", &entry, &about)))
}

pub(super) fn delete(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let entry: Entry = work.get(id)?;
    if entry.session.is_some() {
        return Err(Error::refused(format!("a session wrote {} when it closed", entry.kind.said()))
            .hint("say otherwise there: `etude session edit`; it goes with its session"));
    }
    let about = valid(work, &entry).unwrap_or_default();
    refuse_while_needed(work, id)?;
    work.delete::<Entry>(id)?;
    Ok(Done { label: label("delete", &entry, &about), id: None })
}

fn refuse_while_needed(work: &Work<'_>, id: Id) -> Result<()> {
    action::refuse_while_proof(work, &feedback::proofs_by_entry(work.conn, id)?, "entry")?;
    evidence::refuse_while_evidence(work, "entry_id", id, "entry")
}

/// Keeps the entry of a session as the session is now: written once there is something to write, following what it says, gone
/// with it. A session that says what it said before writes nothing.
pub(super) fn follow_session(work: &mut Work<'_>, before: Option<&Session>, now: &Session) -> Result<()> {
    let (was, is) = (before.and_then(Entry::by_session), Entry::by_session(now));
    if was == is {
        return Ok(());
    }
    // Until it closed a session had none.
    let written = if before.is_some() { store::of_session(work.conn, now.id)? } else { None };
    match (written, is) {
        (None, None) => Ok(()),
        (None, Some(new)) => {
            let (id, created) = (work.fresh_id(), work.now.wall);
            work.insert(&Entry { id, created, ..new })
        }
        (Some(_), None) => forget_session(work, now.id),
        (Some(entry), Some(is)) => {
            let mut own = entry.clone();
            own.follow(was.as_ref().unwrap_or(&is), &is);
            if own == entry {
                return Ok(());
            }
            let proofs = feedback::proofs_by_entry(work.conn, own.id)?;
            action::refuse_before_feedback(work, &proofs, own.at.at)?;
            work.update(&own)
        }
    }
}

/// The entry of a session is that of its second half: what was said at the end belongs there.
pub(super) fn move_to_session(work: &Work<'_>, from: Id, second: &Session) -> Result<()> {
    let Some(entry) = store::of_session(work.conn, from)? else { return Ok(()) };
    work.update(&Entry { session: Some(second.id), at: second.started, day: second.day, ..entry })
}

/// A session takes its entry along when it goes.
pub(super) fn forget_session(work: &Work<'_>, session: Id) -> Result<()> {
    let Some(entry) = store::of_session(work.conn, session)? else { return Ok(()) };
    refuse_while_needed(work, entry.id)?;
    work.delete::<Entry>(entry.id)
}

/// Everything of one skill becomes another's.
pub(super) fn move_all(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for entry in store::of_skill(work.conn, from)? {
        work.update(&Entry { skill: Some(into), ..entry })?;
    }
    Ok(())
}

/// Whoever was in entries was another.
pub(super) fn of_another(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for entry in store::of_person(work.conn, from)? {
        work.update(&Entry { person: Some(into), ..entry })?;
    }
    Ok(())
}
