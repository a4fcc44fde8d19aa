//! The open session: what the clock shows, which time is in doubt, what was logged so far.

use rusqlite::Connection;

use super::error::Result;
use super::open::Journal;
use super::work::gone;
use crate::domain::calendar::{Calendar, Day};
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::Stamp;
use crate::domain::person::Person;
use crate::domain::rep::Rep;
use crate::domain::session::{Mark, Note, Segment, SegmentKind, Session};
use crate::domain::skill::Skill;
use crate::domain::timer::{self, Beat, ForgottenStop};
use crate::store::{StoreError, beat, query};

/// What the clock shows, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Elapsed {
    /// Practised.
    pub practised: i64,
    /// In doubt, and not counted.
    pub unresolved: i64,
}

/// The open session and its names, without what happened in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// The session.
    pub session: Session,
    /// What is practised.
    pub skill: Skill,
    /// The drill.
    pub drill: Option<Drill>,
}

/// The open session with everything that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Playing {
    /// The session.
    pub session: Session,
    /// What is practised.
    pub skill: Skill,
    /// The drill.
    pub drill: Option<Drill>,
    /// Whom it is with.
    pub person: Option<Person>,
    /// Its segments in order.
    pub segments: Vec<Segment>,
    /// Its reps in order.
    pub reps: Vec<Rep>,
    /// Its notes in order.
    pub notes: Vec<Note>,
    /// Its marks and interruptions in order.
    pub marks: Vec<Mark>,
    /// Its readings in order.
    pub readings: Vec<Reading>,
    /// The measures of the skill that are in use.
    pub measures: Vec<Measure>,
    /// The last beat of a screen that shows it.
    pub beat: Option<Beat>,
}

impl Playing {
    /// What the clock shows at a reading of the clocks.
    pub fn elapsed(&self, now: Stamp) -> Elapsed {
        let mut elapsed = Elapsed::default();
        for segment in self.segments.iter().filter(|s| s.ended.is_some()) {
            match segment.kind {
                SegmentKind::Practice => elapsed.practised += segment.length(),
                SegmentKind::Unresolved => elapsed.unresolved += segment.length(),
                SegmentKind::Dropped => {}
            }
        }
        if let Some(running) = self.running() {
            let pieces = timer::pieces_of(running, &self.facts(), self.beat, now);
            elapsed.practised += timer::practised(&pieces);
            elapsed.unresolved += timer::unresolved(&pieces);
        }
        elapsed
    }

    /// What the running stretch adds to a day.
    pub fn practised_on(&self, day: Day, now: Stamp, calendar: &Calendar) -> i64 {
        let Some(running) = self.running() else { return 0 };
        let pieces = timer::pieces_of(running, &self.facts(), self.beat, now);
        let laid = timer::lay_out(&pieces, calendar);
        let of_day: Vec<_> = laid.into_iter().filter(|p| calendar.day(p.start.wall) == day).collect();
        timer::practised(&of_day)
    }

    /// The segment that runs, if the clock runs.
    pub fn running(&self) -> Option<&Segment> {
        self.segments.last().filter(|s| s.ended.is_none())
    }

    /// The stamps of everything that happened.
    pub fn facts(&self) -> Vec<Stamp> {
        let reps = self.reps.iter().map(|r| r.stamp);
        let notes = self.notes.iter().map(|n| n.stamp);
        let marks = self.marks.iter().map(|m| m.stamp);
        let readings = self.readings.iter().map(|r| r.stamp);
        reps.chain(notes).chain(marks).chain(readings).collect()
    }

    /// The last key, rep, note or mark, else the start of the running segment.
    pub fn last_sign(&self) -> Option<Stamp> {
        let running = self.running()?;
        let facts = self.facts();
        let last =
            facts.into_iter().filter(|f| f.boot_id == running.start.boot_id && f.mono > running.start.mono);
        Some(last.max_by_key(|f| f.mono).unwrap_or(running.start))
    }

    /// Whether the stop looks forgotten, and what could be offered instead.
    pub fn forgotten(&self, now: Stamp) -> Option<ForgottenStop> {
        let last_sign = self.last_sign()?;
        let elapsed = self.elapsed(now).practised;
        let until = self.elapsed(last_sign).practised;
        timer::forgotten(elapsed, self.session.planned_seconds.map(|s| s * 1000), until)
    }
}

/// The stamps of everything that happened in a session.
pub(super) fn facts(conn: &Connection, session: Id) -> Result<Vec<Stamp>> {
    let mut found: Vec<Stamp> = query::reps_of(conn, session)?.iter().map(|r| r.stamp).collect();
    found.extend(query::notes_of(conn, session)?.iter().map(|n| n.stamp));
    found.extend(query::marks_of(conn, session)?.iter().map(|m| m.stamp));
    found.extend(query::readings_of(conn, session)?.iter().map(|r| r.stamp));
    Ok(found)
}

impl Journal {
    /// The open session, if one is running or paused.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn playing(&self) -> Result<Option<Playing>> {
        self.open_session()?.map(|open| self.with_all(open)).transpose()
    }

    /// The open session, if there is one, where its names are enough.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_session(&self) -> Result<Option<Open>> {
        query::open_session(self.store.conn())?.map(|session| self.with_names(session)).transpose()
    }

    /// A session in the shape of the open one, whether or not it is over.
    ///
    /// # Errors
    /// When there is no such session, or the file cannot be read.
    pub fn played(&self, id: Id) -> Result<Playing> {
        let session = query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Session>(id))?;
        self.with_all(self.with_names(session)?)
    }

    fn with_names(&self, session: Session) -> Result<Open> {
        let conn = self.store.conn();
        let skill = query::by_id(conn, session.skill)?.ok_or_else(|| damaged("skill"))?;
        let drill = session.drill.map(|id| query::by_id(conn, id)).transpose()?.flatten();
        Ok(Open { session, skill, drill })
    }

    fn with_all(&self, open: Open) -> Result<Playing> {
        let conn = self.store.conn();
        let Open { session, skill, drill } = open;
        let person = session.person.map(|id| query::by_id(conn, id)).transpose()?.flatten();
        let measures = query::measures_of(conn, session.skill)?.into_iter().filter(|m| m.archived.is_none());
        Ok(Playing {
            segments: query::segments_of(conn, session.id)?,
            reps: query::reps_of(conn, session.id)?,
            notes: query::notes_of(conn, session.id)?,
            marks: query::marks_of(conn, session.id)?,
            readings: query::readings_of(conn, session.id)?,
            measures: measures.collect(),
            beat: beat::newest(conn, session.id)?,
            session,
            skill,
            drill,
            person,
        })
    }

    /// Beats for a screen that shows the running session. Time in doubt until now is noted first, so that the beat
    /// does not hide it; answers whether there was any.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn beat(&mut self, process: i64) -> Result<bool> {
        let Some(playing) = self.playing()?.filter(|p| p.running().is_some()) else { return Ok(false) };
        let now = self.now();
        let settled: i64 =
            playing.segments.iter().filter(|s| s.kind == SegmentKind::Unresolved).map(Segment::length).sum();
        let doubted = playing.elapsed(now).unresolved > settled;
        if doubted {
            self.apply(crate::domain::change::Change::NoteGap)?;
        }
        let stamp = self.now();
        self.store.write(|conn| beat::beat(conn, playing.session.id, Beat { stamp, process }))?;
        Ok(doubted)
    }

    /// Says that a screen shows the session no longer, and left on purpose.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn leave(&mut self, process: i64) -> Result<()> {
        let stale = self.now().wall.at - timer::DOUBT_MS;
        Ok(self.store.write(|conn| beat::leave(conn, process, stale))?)
    }
}

fn damaged(what: &str) -> StoreError {
    StoreError::new(
        crate::store::error::Trouble::Damaged,
        format!("the open session names a {what} that is not there"),
        "run `etude doctor`",
    )
}
