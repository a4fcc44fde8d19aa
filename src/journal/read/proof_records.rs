//! The records that show a benchmark, with the words lists use for them; and the pips: which stages are held today
//! and how fresh they are.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::error::Result;
use super::super::open::Journal;
use super::super::stage::{self as rules, LadderOf};
use super::{SessionFilter, SessionRow};
use crate::domain::calendar::Day;
use crate::domain::entry::Entry;
use crate::domain::evidence::{Evidence, Statement};
use crate::domain::id::Id;
use crate::domain::ladder::Ladder;
use crate::domain::measure::{Measure, Reading};
use crate::domain::person::Person;
use crate::domain::rep::Tally;
use crate::domain::skill::Skill;
use crate::domain::stage::{Source, SourceKind, Stage, Subject, Told, held_on};
use crate::store::query;
use crate::store::record::by_id;

/// A record that shows something, with the names lists say.
#[derive(Debug, Clone, PartialEq)]
pub enum ShownRecord {
    /// A session, and its cold reps.
    Session(Box<SessionRow>, Tally),
    /// A reading and what it measures.
    Reading(Reading, Box<Measure>),
    /// An entry, and who saw it, learned or was watched.
    Entry(Box<Entry>, Option<String>),
    /// A piece of evidence, and who it came from.
    Evidence(Box<Evidence>, Option<String>),
    /// A statement, and its witness.
    Statement(Box<Statement>, Box<Person>),
}

/// A stage held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pip {
    /// By what.
    pub subject: Subject,
    /// The stage.
    pub stage: Stage,
    /// Whether it was shown recently enough; none where nothing says how long that is.
    pub fresh: Option<bool>,
    /// Of an area on a ladder: how much of what its next stage asks for is there, of how much.
    pub next: Option<(i64, i64)>,
}

/// The ladders that were read, by id and version.
type Ladders = HashMap<(String, String), Option<(Arc<Ladder>, bool)>>;

/// The pips of a day while they are being judged, one subject after the other: of years of practice that takes a moment, and
/// whoever waits for something else comes between.
#[derive(Debug)]
pub struct Judging {
    day: Day,
    left: Vec<(Subject, Vec<Told>)>,
    ladders: Ladders,
    /// Those that are judged.
    pub pips: Vec<Pip>,
}

impl Journal {
    /// A record that shows something; none where it is gone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn shown_record(&self, source: Source) -> Result<Option<ShownRecord>> {
        let conn = self.store.conn();
        Ok(match source.kind {
            SourceKind::Session => {
                let only =
                    SessionFilter { only: Some(source.id), discarded: true, ..SessionFilter::default() };
                let reps = query::reps_of(conn, source.id)?;
                let cold = Tally::of(reps.iter().filter(|rep| rep.cold));
                self.sessions(&only)?.pop().map(|row| ShownRecord::Session(Box::new(row), cold))
            }
            SourceKind::Reading => match by_id::<Reading>(conn, source.id)? {
                Some(reading) => by_id::<Measure>(conn, reading.measure)?
                    .map(|measure| ShownRecord::Reading(reading, Box::new(measure))),
                None => None,
            },
            SourceKind::Entry => match by_id::<Entry>(conn, source.id)? {
                Some(entry) => {
                    let who = self.name_of_person(entry.person)?;
                    Some(ShownRecord::Entry(Box::new(entry), who))
                }
                None => None,
            },
            SourceKind::Evidence => match by_id::<Evidence>(conn, source.id)? {
                Some(piece) => {
                    let who = self.name_of_person(piece.person)?;
                    Some(ShownRecord::Evidence(Box::new(piece), who))
                }
                None => None,
            },
            SourceKind::Statement => match by_id::<Statement>(conn, source.id)? {
                Some(said) => {
                    let person: Option<Person> = by_id(conn, said.person)?;
                    person.map(|person| ShownRecord::Statement(Box::new(said), Box::new(person)))
                }
                None => None,
            },
        })
    }

    fn name_of_person(&self, id: Option<Id>) -> Result<Option<String>> {
        let Some(id) = id else { return Ok(None) };
        Ok(by_id::<Person>(self.store.conn(), id)?.map(|person| person.name))
    }

    /// Every stage held by the end of a day, with how fresh it was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pips_on(&self, day: Day) -> Result<Vec<Pip>> {
        let _snapshot = self.snapshot_read()?;
        let mut judging = self.begin_judging(day)?;
        while self.judge_one(&mut judging)? {}
        Ok(judging.pips)
    }

    /// Begins to judge the stages held by the end of a day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn begin_judging(&self, day: Day) -> Result<Judging> {
        let mut left: Vec<(Subject, Vec<Told>)> = Vec::new();
        for told in self.stage_history()? {
            let subject = told.event.subject();
            match left.iter_mut().find(|(known, _)| *known == subject) {
                Some((_, history)) => history.push(told),
                None => left.push((subject, vec![told])),
            }
        }
        Ok(Judging { day, left, ladders: HashMap::new(), pips: Vec::new() })
    }

    /// Judges one more subject; answers whether any is left.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judge_one(&self, judging: &mut Judging) -> Result<bool> {
        let Some((subject, history)) = judging.left.pop() else { return Ok(false) };
        if let Some(stage) = held_on(&history, judging.day) {
            let fresh = self.is_fresh(subject, stage, &history, judging.day, &mut judging.ladders)?;
            let next = self.towards_next(subject, stage, judging.day)?;
            judging.pips.push(Pip { subject, stage, fresh, next });
        }
        Ok(!judging.left.is_empty())
    }

    /// How much of what the next stage of an area asks for is there; nothing of a skill, a master, and on no ladder.
    fn towards_next(&self, subject: Subject, held: Stage, day: Day) -> Result<Option<(i64, i64)>> {
        let conn = self.store.conn();
        let (Subject::Area(area), Some(next)) = (subject, held.next()) else { return Ok(None) };
        let Some(on) = rules::ladder_of(conn, subject)? else { return Ok(None) };
        let facts = self.facts_until(subject, Some(&on), day)?;
        let checks = rules::area_checks(conn, area, &on, &facts, day)?;
        let check = checks.into_iter().find(|check| check.stage == next);
        Ok(check.map(|check| (check.met(), check.total())))
    }

    /// Whether a held stage of a skill on a ladder is fresh on a day; each ladder is read once.
    fn is_fresh(
        &self,
        subject: Subject,
        stage: Stage,
        history: &[Told],
        day: Day,
        ladders: &mut Ladders,
    ) -> Result<Option<bool>> {
        let conn = self.store.conn();
        let Some(id) = subject.skill() else { return Ok(None) };
        let skill: Option<Skill> = by_id(conn, id)?;
        let named = skill.and_then(|skill| Some((skill.ladder?, skill.ladder_version?, skill.ladder_item)));
        let Some((name, version, item)) = named else { return Ok(None) };
        let key = (name, version);
        if !ladders.contains_key(&key) {
            let read = rules::stored_ladder(conn, &key.0, &key.1)?;
            ladders.insert(key.clone(), read);
        }
        let Some(Some((ladder, own))) = ladders.get(&key) else { return Ok(None) };
        let on = LadderOf { ladder: Arc::clone(ladder), item, own: *own };
        let facts = self.facts_until(subject, Some(&on), day)?;
        Ok(Some(rules::fresh(&on, stage, &facts, history, day).fresh))
    }
}
