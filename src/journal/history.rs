//! Undo and redo: the log of operations, read backwards.

use super::error::{Error, Kind, Result};
use super::open::Journal;
use super::session::run_on;
use super::work::{Done, Outcome, Work};
use crate::domain::id::{Id, Tail};
use crate::domain::session::{Doubt, Segment, SegmentKind, Session, SessionState};
use crate::store::error::Trouble;
pub use crate::store::log::{Operation, OperationKind};
use crate::store::{log, migrate, query, record, undo};

/// A stop that is undone within this time leaves no doubt behind.
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
        let tables = undo::tables_of(self.store.conn(), target.id)?;
        let label = target.label.clone();
        let done = self.operate(kind, Some(target.id), &tables, |work| {
            let left_off = left_off(work, &target)?;
            undo::put_back(work.conn, target.id)?;
            if kind == OperationKind::Undo {
                doubt_the_time_between(work, &left_off)?;
            }
            Ok(Done { label: target.label.clone(), id: None })
        });
        done.map_err(|error| explain(error, &label))
    }
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
            error.hint("is another session open?")
        }
        _ => error,
    }
}

/// The sessions an operation closed or paused, with their segments as they stand.
fn left_off(work: &Work<'_>, target: &Operation) -> Result<Vec<(Id, Vec<Segment>)>> {
    if !undo::tables_of(work.conn, target.id)?.contains(&"segment") {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for id in undo::rows_in(work.conn, target.id, "session")? {
        let standing = record::by_id::<Session>(work.conn, id)?;
        if standing.is_some_and(|s| s.state != SessionState::Running) {
            found.push((id, query::segments_of(work.conn, id)?));
        }
    }
    Ok(found)
}

/// After a stop or pause was undone the clock runs again; what passed in between is in doubt, not practised.
fn doubt_the_time_between(work: &mut Work<'_>, left_off: &[(Id, Vec<Segment>)]) -> Result<()> {
    for (id, as_left) in left_off {
        let Some(session) = record::by_id::<Session>(work.conn, *id)? else { continue };
        let Some(end) = as_left.iter().filter_map(|s| s.ended).max() else { continue };
        if session.state != SessionState::Running || work.now.wall.at - end.at < AT_ONCE_MS {
            continue;
        }
        let standing = query::segments_of(work.conn, *id)?;
        for segment in as_left {
            match standing.iter().find(|s| s.id == segment.id) {
                Some(now) if now.ended.is_none() => {
                    work.update(&Segment { revision: now.revision, ..*segment })?
                }
                Some(_) => {}
                None => work.insert(segment)?,
            }
        }
        insert_doubted(work, *id, as_left, end)?;
        run_on(work, *id, work.now)?;
    }
    Ok(())
}

fn insert_doubted(
    work: &mut Work<'_>,
    session: Id,
    as_left: &[Segment],
    end: crate::domain::moment::Moment,
) -> Result<()> {
    let length = work.now.wall.at - end.at;
    let start = work.now.plus(-length);
    let whole = crate::domain::timer::Piece {
        kind: SegmentKind::Unresolved,
        doubt: Some(Doubt::Undone),
        start,
        length,
    };
    let seq = as_left.iter().map(|s| s.seq).max().unwrap_or(0) + 1;
    for (seq, piece) in (seq..).zip(crate::domain::timer::lay_out(&[whole], work.calendar)) {
        let segment = Segment {
            id: work.fresh_id(),
            revision: 0,
            session,
            seq,
            kind: piece.kind,
            doubt: piece.doubt,
            start: piece.start,
            ended: Some(work.calendar.moment(crate::domain::timer::end_of(&piece).at)),
            day: work.calendar.day(piece.start.wall),
        };
        work.insert(&segment)?;
    }
    Ok(())
}
