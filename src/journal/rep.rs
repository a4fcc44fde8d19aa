//! What is logged while the clock runs: reps, tags of misses, the dial, variations, notes, marks.

use super::check;
use super::error::{Error, Result};
use super::session::open;
use super::work::{Done, Work};
use crate::domain::change::NewReps;
use crate::domain::drill::{Drill, Turn};
use crate::domain::id::Id;
use crate::domain::moment::Stamp;
use crate::domain::rep::{Rep, RepResult};
use crate::domain::session::{Mark, MarkKind, Note, Session};
use crate::store::query;

/// The most reps one entry can log.
const MOST_AT_ONCE: i64 = 1000;

pub(super) fn add(work: &mut Work<'_>, new: &NewReps) -> Result<Done> {
    let session = open(work)?;
    let now = work.now;
    add_to(work, &session, new, now)?;
    let label = new
        .results
        .iter()
        .map(|(result, n)| if *n == 1 { result.word().to_owned() } else { format!("{n} × {result}") })
        .collect::<Vec<_>>()
        .join(", ");
    Ok(Done::to(session.id, label))
}

/// Logs reps of a session, done at `stamp`; the first ones are cold while its probe lasts.
pub(super) fn add_to(work: &mut Work<'_>, session: &Session, new: &NewReps, stamp: Stamp) -> Result<()> {
    let total: i64 = new.results.iter().map(|(_, n)| (*n).max(0)).fold(0, i64::saturating_add);
    if new.results.iter().any(|(_, n)| *n < 0) || !(1..=MOST_AT_ONCE).contains(&total) {
        return Err(Error::usage(format!("1 to {MOST_AT_ONCE} reps can be logged at once")));
    }
    check::range("a grade", new.grade, 0, 9)?;
    if let Some(tag) = &new.miss_tag {
        check::text("a miss tag", tag)?;
    }
    let known = query::reps_of(work.conn, session.id)?;
    let mut seq = known.last().map_or(0, |last| last.seq);
    let mut cold = i64::try_from(known.iter().filter(|rep| rep.cold).count()).unwrap_or(i64::MAX);
    for (result, n) in &new.results {
        for _ in 0..*n {
            seq += 1;
            let is_cold = !new.mental && cold < session.probe_reps;
            cold += i64::from(is_cold);
            let rep = Rep {
                id: work.fresh_id(),
                revision: 0,
                stamp,
                session: session.id,
                seq,
                result: *result,
                grade: new.grade.filter(|_| *result == RepResult::Graded),
                cold: is_cold,
                mental: new.mental,
                bulk: new.bulk,
                miss_tag: new.miss_tag.clone().filter(|_| *result == RepResult::Miss),
                dial: session.dial.clone(),
                variation: session.variation.clone(),
            };
            work.insert(&rep)?;
        }
    }
    Ok(())
}

pub(super) fn take_back(work: &mut Work<'_>) -> Result<Done> {
    let session = open(work)?;
    let last = query::reps_of(work.conn, session.id)?
        .pop()
        .ok_or_else(|| Error::refused("there is no rep to take back"))?;
    work.delete::<Rep>(last.id)?;
    Ok(Done::to(session.id, format!("take back a {}", last.result)))
}

pub(super) fn tag_miss(work: &mut Work<'_>, tag: Option<String>) -> Result<Done> {
    let session = open(work)?;
    let tag = tag.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    if let Some(tag) = &tag {
        check::text("a miss tag", tag)?;
    }
    let mut last = query::reps_of(work.conn, session.id)?
        .into_iter()
        .rev()
        .find(|rep| rep.result == RepResult::Miss)
        .ok_or_else(|| Error::refused("there is no miss to tag"))?;
    let label =
        tag.as_ref().map_or("untag the last miss".to_owned(), |tag| format!("tag the last miss {tag}"));
    last.miss_tag = tag;
    work.update(&last)?;
    Ok(Done::to(session.id, label))
}

fn drill_of(work: &Work<'_>, session: &Session) -> Result<Drill> {
    let id = session
        .drill
        .ok_or_else(|| Error::refused("this session has no drill, and so no dial or variations"))?;
    work.get(id)
}

pub(super) fn turn_dial(work: &mut Work<'_>, turn: Turn) -> Result<Done> {
    let session = open(work)?;
    let drill = drill_of(work, &session)?;
    let dial = drill.dial.as_ref().ok_or_else(|| Error::refused(format!("{} has no dial", drill.name)))?;
    let next = dial.turned(session.dial.as_deref(), turn).ok_or_else(|| match (&session.dial, turn) {
        (None, _) => Error::refused("the dial has no setting yet").hint("set it once: `etude dial VALUE`"),
        (Some(_), Turn::Harder) => Error::refused("the dial ends here: it cannot be set harder"),
        (Some(_), Turn::Easier) => Error::refused("the dial ends here: it cannot be set easier"),
    })?;
    set_on(work, session, drill, next)
}

pub(super) fn set_dial(work: &mut Work<'_>, setting: String) -> Result<Done> {
    let session = open(work)?;
    let drill = drill_of(work, &session)?;
    let dial = drill.dial.as_ref().ok_or_else(|| Error::refused(format!("{} has no dial", drill.name)))?;
    let setting = setting.trim().to_owned();
    if !dial.holds(&setting) {
        return Err(Error::usage(format!("{setting} is not on the dial of {} ({dial})", drill.name)));
    }
    set_on(work, session, drill, setting)
}

/// A new setting is a new dial stretch: each rep from here on stores it, and the drill remembers it.
fn set_on(work: &mut Work<'_>, mut session: Session, mut drill: Drill, setting: String) -> Result<Done> {
    let cold = query::reps_of(work.conn, session.id)?.iter().filter(|rep| rep.cold).count();
    if i64::try_from(cold).is_ok_and(|cold| cold > 0 && cold < session.probe_reps) {
        return Err(Error::refused("the cold probe is running: the dial stays until it is over"));
    }
    let shown = drill.dial.as_ref().map_or(setting.clone(), |dial| dial.shown(&setting));
    session.dial = Some(setting.clone());
    work.update(&session)?;
    drill.dial_now = Some(setting);
    work.update(&drill)?;
    Ok(Done::to(session.id, format!("dial {shown}")))
}

pub(super) fn next_variation(work: &mut Work<'_>) -> Result<Done> {
    let mut session = open(work)?;
    let drill = drill_of(work, &session)?;
    let next = drill
        .next_variation(session.variation.as_deref())
        .ok_or_else(|| Error::refused(format!("{} has no variations", drill.name)))?;
    session.variation = Some(next.to_owned());
    work.update(&session)?;
    Ok(Done::to(session.id, format!("variation {next}")))
}

pub(super) fn note(work: &mut Work<'_>, session: Option<Id>, text: String) -> Result<Done> {
    let session: Session = match session {
        Some(id) => work.get(id)?,
        None => open(work)?,
    };
    let now = work.now;
    write_note(work, session.id, text, now)?;
    Ok(Done::to(session.id, "note"))
}

/// Writes a note; an empty one is refused.
pub(super) fn write_note(work: &mut Work<'_>, session: Id, text: String, stamp: Stamp) -> Result<()> {
    check::text("a note", &text)?;
    if text.trim().is_empty() {
        return Err(Error::usage("a note needs words"));
    }
    let note = Note { id: work.fresh_id(), revision: 0, stamp, session, text };
    work.insert(&note)
}

pub(super) fn edit_note(work: &mut Work<'_>, id: Id, revision: i64, text: String) -> Result<Done> {
    let note: Note = work.get(id)?;
    check::text("a note", &text)?;
    if text.trim().is_empty() {
        work.delete::<Note>(id)?;
        return Ok(Done::to(note.session, "delete note"));
    }
    work.update(&Note { revision, text, ..note.clone() })?;
    Ok(Done::to(note.session, "edit note"))
}

pub(super) fn mark(work: &mut Work<'_>, kind: MarkKind) -> Result<Done> {
    let session = open(work)?;
    let mark = Mark { id: work.fresh_id(), revision: 0, stamp: work.now, session: session.id, kind };
    work.insert(&mark)?;
    let label = match kind {
        MarkKind::Moment => "mark",
        MarkKind::Inner | MarkKind::Outer => "interruption",
    };
    Ok(Done::to(session.id, label))
}
