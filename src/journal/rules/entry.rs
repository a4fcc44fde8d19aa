//! Rules of entries: what is written down with its date, and what a session writes when it closes.

use super::{Rules, evidence};
use crate::domain::area::Area;
use crate::domain::change::{ProvedBy, With};
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::Role;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::domain::when::{Dated, Grain};
use crate::journal::error::{Error, Result};
use crate::journal::feedback::action;
use crate::journal::work::Work;
use crate::store::{entry as store, feedback};

/// A time that was typed: not to come, and on the day it fell on here; the day of a vague one stays as it was read.
pub(in crate::journal) fn placed(work: &Work<'_>, dated: Dated) -> Result<Dated> {
    let at = work.stamp(Some(dated.at))?.wall;
    let day = if dated.grain == Grain::Minute { work.calendar.day(at) } else { dated.day };
    Ok(Dated { at, day, grain: dated.grain })
}

/// Places a time that is another than it was, and says whether it is; none at all is now.
pub(super) fn place(work: &Work<'_>, when: &mut Dated, was: Dated) -> Result<bool> {
    if when.at == Moment::default() {
        *when = Dated::exactly(work.now.wall, work.calendar);
    }
    let moved = *when != was;
    if moved {
        *when = placed(work, *when)?;
    }
    Ok(moved)
}

impl Rules for Entry {
    fn check(work: &Work<'_>, entry: &mut Entry, before: &Entry) -> Result<()> {
        entry.session = before.session;
        if place(work, &mut entry.when, before.when)? {
            let proofs = feedback::proofs_by_entry(work.conn, entry.id)?;
            action::refuse_before_feedback(work, &proofs, entry.when.at.at)?;
        }
        if entry.until.is_some_and(|until| until < entry.when.day) {
            return Err(Error::usage("it ends before it begins"));
        }
        if entry.kind.needs_skill() && entry.skill.is_none() {
            return Err(Error::usage(format!("{} is about a skill: which one?", entry.kind.said())));
        }
        let silent = [&entry.text, &entry.more, &entry.place].iter().all(|text| text.trim().is_empty());
        if silent && !entry.kind.needs_skill() && entry.kind != EntryKind::Rest {
            return Err(Error::usage(format!("{} needs words", entry.kind.said())));
        }
        Ok(())
    }

    fn role(entry: &Entry) -> Role {
        entry.kind.role()
    }

    fn link(work: &mut Work<'_>, entry: &Entry, with: &With) -> Result<()> {
        if !with.proves.is_empty() {
            action::prove(work, with.proves.clone(), ProvedBy::Entry(entry.id))?;
        }
        Ok(())
    }

    fn told(work: &Work<'_>, entry: &Entry) -> Result<String> {
        let skill = entry.skill.map(|id| work.get::<Skill>(id)).transpose()?.map(|skill| skill.name);
        let area = entry.area.map(|id| work.get::<Area>(id)).transpose()?.map(|area| area.name);
        let about = skill.or(area).map(|name| format!(" of {name}")).unwrap_or_default();
        Ok(format!("{}{about}", entry.kind.said()))
    }

    fn told_new(work: &Work<'_>, entry: &Entry) -> Result<String> {
        Ok(format!("log {}", Self::told(work, entry)?))
    }

    fn refuse_delete(work: &Work<'_>, entry: &Entry) -> Result<()> {
        if entry.session.is_some() {
            return Err(Error::refused(format!("a session wrote {} when it closed", entry.kind.said()))
                .hint("say otherwise there: `etude session edit`; it goes with its session"));
        }
        refuse_while_needed(work, entry.id)
    }
}

fn refuse_while_needed(work: &Work<'_>, id: Id) -> Result<()> {
    action::refuse_while_proof(work, &feedback::proofs_by_entry(work.conn, id)?, "entry")?;
    evidence::refuse_while_evidence(work, "entry_id", id, "entry")
}

/// Keeps the entry of a session as the session is now: written once there is something to write, following what it says, gone
/// with it. A session that says what it said before writes nothing.
pub(in crate::journal) fn follow_session(
    work: &mut Work<'_>,
    before: Option<&Session>,
    now: &Session,
) -> Result<()> {
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
            action::refuse_before_feedback(work, &proofs, own.when.at.at)?;
            work.update(&own)
        }
    }
}

/// The entry of a session is that of its second half: what was said at the end belongs there.
pub(in crate::journal) fn move_to_session(work: &Work<'_>, from: Id, second: &Session) -> Result<()> {
    let Some(entry) = store::of_session(work.conn, from)? else { return Ok(()) };
    let when = Dated { at: second.started, day: second.day, ..entry.when };
    work.update(&Entry { session: Some(second.id), when, ..entry })
}

/// A session takes its entry along when it goes.
pub(in crate::journal) fn forget_session(work: &Work<'_>, session: Id) -> Result<()> {
    let Some(entry) = store::of_session(work.conn, session)? else { return Ok(()) };
    refuse_while_needed(work, entry.id)?;
    work.delete::<Entry>(entry.id)
}
