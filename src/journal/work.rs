//! A change in progress: the open transaction, the time it began, fresh ids, and what to tell people about it.

use rusqlite::Connection;

use super::check;
use super::dice::Dice;
use super::error::{Error, Result};
use crate::domain::calendar::Calendar;
use crate::domain::id::Id;
use crate::domain::moment::{Moment, Stamp};
use crate::domain::session::Segment;
use crate::domain::timer::{self, Piece};
use crate::store::log;
use crate::store::record::{self, Record};
use crate::store::writer::Writer;

/// What came of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The operation in the log.
    pub operation: Id,
    /// What was done, in words: the same that undo will say.
    pub label: String,
    /// The record that was made or changed.
    pub id: Option<Id>,
    /// What people should know besides.
    pub notices: Vec<String>,
}

/// What a rule answers when it is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// What was done, in words.
    pub label: String,
    /// The record that was made or changed.
    pub id: Option<Id>,
}

impl Done {
    /// Done, and this is what it was done to.
    pub fn to(id: Id, label: impl Into<String>) -> Done {
        Done { label: label.into(), id: Some(id) }
    }
}

/// Makes ids that grow within this process.
#[derive(Debug, Default)]
pub struct Ids {
    last: Id,
    // The dice of a sample journal, which must come out the same each time.
    seeded: Option<Dice>,
}

impl Ids {
    /// Ids that are the same for the same seed.
    pub fn seeded(seed: u64) -> Ids {
        Ids { last: Id::default(), seeded: Some(Dice::new(seed)) }
    }

    /// Goes on above every id of the journal, as other processes left it, and says which is the greatest of them.
    pub fn catch_up(&mut self, conn: &Connection) -> Result<Id> {
        let greatest = log::greatest_id(conn)?;
        self.last = self.last.max(greatest);
        Ok(greatest)
    }

    /// The next id.
    pub fn next(&mut self, wall_ms: i64) -> Id {
        // Without randomness ids still grow within the process; only uniqueness across devices suffers.
        let random = match &mut self.seeded {
            Some(dice) => (dice.next() >> 32) as u32,
            None => getrandom::u32().unwrap_or_default(),
        };
        self.last = Id::after(self.last, wall_ms, random);
        self.last
    }
}

/// One change at work within its transaction.
pub struct Work<'a> {
    /// The open transaction, to read in.
    pub(super) conn: &'a Connection,
    /// Writes in it, and keeps what undo needs.
    pub(super) writer: Writer<'a>,
    /// All clocks when the change began.
    pub now: Stamp,
    /// How this user's days run.
    pub calendar: &'a Calendar,
    ids: &'a mut Ids,
    /// What people should know besides.
    pub notices: Vec<String>,
}

impl<'a> Work<'a> {
    pub(super) fn new(writer: Writer<'a>, now: Stamp, calendar: &'a Calendar, ids: &'a mut Ids) -> Work<'a> {
        Work { conn: writer.conn(), writer, now, calendar, ids, notices: Vec::new() }
    }

    /// A fresh id.
    pub fn fresh_id(&mut self) -> Id {
        self.ids.next(self.now.wall.at)
    }

    /// The record with an id, or the sentence that it is gone.
    pub fn get<R: Record>(&self, id: Id) -> Result<R> {
        record::by_id(self.conn, id)?.ok_or_else(|| gone::<R>(id))
    }

    /// Inserts a record.
    pub fn insert<R: Record>(&self, record: &R) -> Result<()> {
        Ok(self.writer.insert(record)?)
    }

    /// Stores a record as edited.
    pub fn update<R: Record>(&self, record: &R) -> Result<()> {
        Ok(self.writer.update(record)?)
    }

    /// Stores records as edited.
    pub fn update_all<R: Record>(&self, records: impl IntoIterator<Item = R>) -> Result<()> {
        records.into_iter().try_for_each(|record| self.update(&record))
    }

    /// Removes records.
    pub fn delete_all<R: Record>(&self, records: &[R]) -> Result<()> {
        records.iter().try_for_each(|record| self.delete::<R>(record.id()))
    }

    /// Removes a record.
    pub fn delete<R: Record>(&self, id: Id) -> Result<()> {
        Ok(self.writer.delete::<R>(id)?)
    }

    /// Says something besides.
    pub fn notice(&mut self, text: impl Into<String>) {
        self.notices.push(text.into());
    }

    /// The stamp of `at`, or of now. A time in the past moves all clocks back together; the future is refused.
    pub fn stamp(&self, at: Option<Moment>) -> Result<Stamp> {
        let Some(at) = at else { return Ok(self.now) };
        check::moment(at.at)?;
        // A minute of grace: "18:00" typed at 17:59:40 is now, not the future.
        if at.at > self.now.wall.at.saturating_add(60_000) {
            return Err(Error::refused("that time is still to come")
                .hint("practice can be planned: `etude plan add`"));
        }
        let shift = at.at.saturating_sub(self.now.wall.at);
        if shift >= 0 {
            return Ok(self.now);
        }
        // The offset stays as it was typed: what was read elsewhere keeps its day.
        Ok(Stamp { wall: at, ..self.now.plus(shift) })
    }

    /// Lays pieces out as segments of a session, from a place on; hands back the next place.
    pub fn insert_laid(&mut self, session: Id, mut seq: i64, pieces: &[Piece]) -> Result<i64> {
        for piece in timer::lay_out(pieces, self.calendar) {
            let running = Segment::running(session, seq, piece.start, self.calendar);
            let mut segment = Segment { id: self.fresh_id(), ..running };
            self.shape(&mut segment, &piece);
            self.insert(&segment)?;
            seq += 1;
        }
        Ok(seq)
    }

    /// Makes a segment what a laid piece is.
    pub fn shape(&self, segment: &mut Segment, piece: &Piece) {
        segment.kind = piece.kind;
        segment.doubt = piece.doubt;
        segment.start = piece.start;
        segment.ended = Some(self.calendar.there(piece.start.wall).moment(timer::end_of(piece).at));
        segment.day = self.calendar.day(piece.start.wall);
    }
}

/// The sentence that a record is gone.
pub fn gone<R: Record>(id: Id) -> Error {
    Error::not_found(format!("there is no {} {}", R::TABLE.replace('_', " "), id.tail(6)))
}
