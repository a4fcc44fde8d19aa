//! Undo and redo: goes back and forth in the log of operations.

use std::collections::HashSet;

use super::error::{Error, Kind, Result};
use super::open::Journal;
use super::session::{close_running, run_on};
use super::work::{Done, Outcome, Work};
use crate::domain::id::{Id, Tail};
use crate::domain::moment::{Moment, Stamp};
use crate::domain::naming;
use crate::domain::session::{Doubt, Segment, SegmentKind, Session, SessionState};
use crate::domain::timer::Piece;
use crate::store::error::Trouble;
pub use crate::store::log::{Operation, OperationKind};
use crate::store::{feedback, log, migrate, query, record, undo};

/// A stop that is undone (or a start that is redone) within this time leaves no doubt behind.
const AT_ONCE_MS: i64 = 1000;

impl Journal {
    /// The newest operations, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self, limit: usize) -> Result<Vec<Operation>> {
        Ok(log::newest(self.store.conn(), limit)?)
    }

    /// The operation with an id, as long as the log keeps it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn operation_with(&self, id: Id) -> Result<Option<Operation>> {
        Ok(log::by_id(self.store.conn(), id)?)
    }

    /// The operation that an undo or redo took back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn taken_back_by(&self, outcome: &Outcome) -> Result<Option<Operation>> {
        let undoes = self.operation_with(outcome.operation)?.and_then(|operation| operation.undoes);
        Ok(undoes.map(|id| self.operation_with(id)).transpose()?.flatten())
    }

    /// Why an operation can no longer be undone, or `None` where it can.
    pub fn not_undoable(operation: &Operation) -> Option<String> {
        if operation.undone_by.is_some() {
            return Some("it was taken back already".to_owned());
        }
        (operation.schema != migrate::newest()).then(|| {
            format!("it is older than the present shape of the journal (schema {})", operation.schema)
        })
    }

    /// Takes back one operation: the newest, or the one whose id ends so.
    ///
    /// # Errors
    /// Nothing to undo; the operation is too old; a row was changed since (nothing is touched then).
    pub fn undo(&mut self, which: Option<Tail>) -> Result<Outcome> {
        let target = match which {
            None => log::last_undoable(self.store.conn())?
                .ok_or_else(|| Error::refused("there is nothing to undo"))?,
            Some(tail) => self.operation(tail)?,
        };
        // Undoing an undo is a redo, whatever the word.
        let kind = if target.kind == OperationKind::Undo { OperationKind::Redo } else { OperationKind::Undo };
        self.take_back(target, kind)
    }

    /// Takes the newest undo back.
    ///
    /// # Errors
    /// Nothing to redo, or a row was changed since.
    pub fn redo(&mut self) -> Result<Outcome> {
        let target = log::last_redoable(self.store.conn())?
            .ok_or_else(|| Error::refused("there is nothing to redo"))?;
        self.take_back(target, OperationKind::Redo)
    }

    fn operation(&self, tail: Tail) -> Result<Operation> {
        let ids = query::ids_with_tail(self.store.conn(), "operation", tail, 2)?;
        match ids.as_slice() {
            [one] => {
                log::by_id(self.store.conn(), *one)?.ok_or_else(|| Error::not_found("that operation is gone"))
            }
            [] => Err(Error::not_found("no operation has that id").hint("`etude history` lists them")),
            _ => Err(Error::usage("several operations end like that: type more of the id")),
        }
    }

    fn take_back(&mut self, target: Operation, kind: OperationKind) -> Result<Outcome> {
        if let Some(why) = Journal::not_undoable(&target) {
            return Err(Error::refused(format!("“{}” cannot be undone: {why}", target.label)));
        }
        let label = target.label.clone();
        let done = self.operate(kind, Some(target.id), |work| {
            let standing = standing(work, &target)?;
            let lifted = lift_doubts(work, &target)?;
            undo::put_back(&work.writer, target.id)?;
            refuse_twins(work, &target.label)?;
            work.writer.doubt_from_here();
            doubt_the_time_between(work, &target, kind, &standing, &lifted)?;
            Ok(Done { label: target.label.clone(), id: None })
        });
        done.map_err(|error| explain(error, &label))
    }
}

/// Refuses to put something back beside another of its name: nobody could tell the two apart any more.
fn refuse_twins(work: &Work<'_>, label: &str) -> Result<()> {
    let touched = work.writer.touched();
    let mut names: Vec<(&str, String)> = Vec::new();
    if touched.contains(&"theme") {
        names.extend(feedback::themes(work.conn)?.into_iter().map(|theme| ("theme", theme.name)));
    }
    if touched.contains(&"person") {
        let people = query::people(work.conn)?.into_iter().filter(|person| person.archived.is_none());
        names.extend(people.map(|person| ("person", person.name)));
    }
    let mut seen = HashSet::new();
    match names.iter().find(|(what, name)| !seen.insert((*what, key_of(what, name)))) {
        None => Ok(()),
        Some((what, name)) => {
            Err(Error::refused(format!("“{label}” cannot be undone: there is another {what} {name} by now"))
                .hint("rename that one first, then undo"))
        }
    }
}

/// What tells two names of a kind apart, as the rules for a new one have it.
fn key_of(what: &str, name: &str) -> String {
    if what == "theme" { naming::fold(name) } else { name.trim().to_lowercase() }
}

fn explain(mut error: Error, label: &str) -> Error {
    match error.kind {
        Kind::Journal(Trouble::ChangedMeanwhile) => {
            Error::refused(format!("“{label}” cannot be undone: what it changed was changed again since"))
                .hint("undo the later change first: `etude history` lists them")
        }
        Kind::Journal(Trouble::InUse) => {
            Error::refused(format!("“{label}” cannot be undone: later entries need what it made"))
                .hint("undo those first: `etude history` lists them")
        }
        Kind::Journal(Trouble::Rule) => {
            error.kind = Kind::Refused;
            error.sentence = format!("“{label}” cannot be undone now: it would break a rule of the journal");
            error.hint("something else has taken its place: `etude history` shows what came after")
        }
        _ => error,
    }
}

/// A session an operation changed, as it stands before that is taken back.
struct Standing {
    session: Id,
    ran: bool,
    segments: Vec<Segment>,
}

/// The sessions an operation may have stopped or set going, as they stand; one that is not there has no segments.
fn standing(work: &Work<'_>, target: &Operation) -> Result<Vec<Standing>> {
    if !undo::tables_of(work.conn, target.id)?.contains(&"segment") {
        return Ok(Vec::new());
    }
    let mut ids = undo::rows_in(work.conn, target.id, "session")?;
    ids.extend(undo::sessions_of(work.conn, target.id)?);
    ids.sort_unstable();
    ids.dedup();
    let each = ids.into_iter().map(|session| {
        let ran = runs(work, session)?;
        Ok(Standing { session, ran, segments: query::segments_of(work.conn, session)? })
    });
    each.collect()
}

fn runs(work: &Work<'_>, session: Id) -> Result<bool> {
    let found = record::by_id::<Session>(work.conn, session)?;
    Ok(found.is_some_and(|session| session.state == SessionState::Running))
}

/// Takes away the doubt that later undos added to the sessions of an operation; else it would be in the way of taking
/// back their start. Hands back those sessions.
fn lift_doubts(work: &Work<'_>, target: &Operation) -> Result<Vec<Id>> {
    let mut own = undo::sessions_of(work.conn, target.id)?;
    own.extend(undo::rows_in(work.conn, target.id, "session")?);
    let mut lifted = Vec::new();
    if !undo::tables_of(work.conn, target.id)?.contains(&"segment") {
        return Ok(lifted);
    }
    for (undo, sessions) in undo::doubts_after(work.conn, target.id)? {
        if sessions.iter().any(|session| own.contains(session)) && undo::lift_doubt(&work.writer, undo)? {
            lifted.extend(sessions);
        }
    }
    Ok(lifted)
}

/// Where a clock runs (again) that did not run until now, the time it stood still is in doubt, not practised.
fn doubt_the_time_between(
    work: &mut Work<'_>,
    target: &Operation,
    kind: OperationKind,
    standing: &[Standing],
    lifted: &[Id],
) -> Result<()> {
    let at_once = work.now.wall.at - target.at.at < AT_ONCE_MS;
    for Standing { session, ran, segments } in standing {
        let was_in_doubt = lifted.contains(session);
        if !runs(work, *session)? || (*ran && !was_in_doubt) || (at_once && !was_in_doubt) {
            continue;
        }
        let end = match (*ran, kind) {
            // A doubt stood here and is gone: what the clock shows cannot be told apart any more.
            (true, _) => close_at(work, *session, i64::MIN)?,
            (false, OperationKind::Undo) => close_as_it_was(work, *session, segments)?,
            // The clock ran from a start or resume until that was undone.
            (false, _) => close_at(work, *session, target.at.at)?,
        };
        if let Some(end) = end {
            insert_doubted(work, *session, end)?;
            run_on(work, *session, work.now)?;
        }
    }
    Ok(())
}

/// Closes the running segment at a time, or as near to it as can be.
fn close_at(work: &mut Work<'_>, session: Id, at: i64) -> Result<Option<Moment>> {
    let began = query::segments_of(work.conn, session)?.last().map_or(at, |s| s.start.wall.at);
    let at = work.calendar.moment(at.min(work.now.wall.at).max(began));
    close_running(work, session, Some(at))
}

/// Makes the segments of a session what the stop or pause that was taken back had left. Rows whose place or id is
/// another make way first; revisions go on growing.
fn close_as_it_was(work: &Work<'_>, session: Id, as_left: &[Segment]) -> Result<Option<Moment>> {
    let now = query::segments_of(work.conn, session)?;
    let known = |segment: &Segment| now.iter().find(|s| s.id == segment.id).copied();
    let same = |a: Segment, b: Segment| Segment { revision: b.revision, ..a } == b;
    let stays = |segment: &Segment| known(segment).is_some_and(|now| same(now, *segment));
    let kept: Vec<Id> = as_left.iter().filter(|s| stays(s)).map(|s| s.id).collect();
    for segment in now.iter().filter(|s| !kept.contains(&s.id)) {
        work.delete::<Segment>(segment.id)?;
    }
    for segment in as_left.iter().filter(|s| !kept.contains(&s.id)) {
        let revision = known(segment).map_or(0, |now| now.revision + 1).max(segment.revision);
        work.insert(&Segment { revision, ..*segment })?;
    }
    Ok(as_left.iter().filter_map(|s| s.ended).max())
}

fn insert_doubted(work: &mut Work<'_>, session: Id, end: Moment) -> Result<()> {
    let length = (work.now.wall.at - end.at).max(0);
    let start = Stamp { wall: work.calendar.moment(work.now.wall.at - length), ..work.now.plus(-length) };
    let whole = Piece { kind: SegmentKind::Unresolved, doubt: Some(Doubt::Undone), start, length };
    let seq = query::segments_of(work.conn, session)?.iter().map(|s| s.seq).max().unwrap_or(0) + 1;
    work.insert_laid(session, seq, &[whole])?;
    Ok(())
}
