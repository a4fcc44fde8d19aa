//! What a form opens with, read on the store thread: the record as it is now, and the names its fields may use.

use super::{Beside, Links, Subject, Wanted};
use crate::domain::drill::Drill;
use crate::domain::entry::Entry;
use crate::domain::evidence::{Evidence, EvidenceKind, Statement};
use crate::domain::feedback::Feedback;
use crate::domain::feedback::request::Request;
use crate::domain::field::Kind;
use crate::domain::id::Id;
use crate::domain::ladder::capstone_id;
use crate::domain::noun::{AnyRecord, Noun};
use crate::domain::stage;
use crate::domain::when::{DateOrder, Vantage};
use crate::journal::read::SessionDetail;
use crate::journal::{Error, Journal, Result};

/// A record as a form opens it; a new one is empty.
#[derive(Debug, Clone)]
pub enum Record {
    /// A record of the register, with what it is linked to.
    Noun(Box<AnyRecord>, Links),
    /// A session.
    Session(Box<SessionDetail>),
    /// A session that is not there yet.
    Past,
    /// Feedback, or a request for it.
    Feedback(Box<Feedback>),
}

/// A record, and what its form needs besides.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What was asked for.
    pub wanted: Wanted,
    /// The record.
    pub record: Record,
    /// The name of the skill it belongs to, if to one.
    pub skill_name: String,
    /// The drills of that skill.
    pub drills: Vec<Drill>,
    /// What to watch for at that skill.
    pub watch_for: String,
    /// The name of the person it is from, or who saw it.
    pub person_name: String,
    /// The names of everybody in use, where the form asks for somebody.
    pub people: Vec<String>,
}

impl Opened {
    /// The revision the record was read at.
    pub fn revision(&self) -> i64 {
        match &self.record {
            Record::Noun(record, _) => record.revision(),
            Record::Session(detail) => detail.row.session.revision,
            Record::Past => 0,
            Record::Feedback(feedback) => feedback.revision,
        }
    }
}

/// Reads what a form opens with.
///
/// # Errors
/// The record is gone, or the file cannot be read.
pub fn read(journal: &Journal, wanted: Wanted) -> Result<Opened> {
    let (record, skill) = record(journal, wanted.subject)?;
    let (skill_name, watch_for, drills) = match skill {
        Some(id) => {
            let skill = journal.skill(id)?;
            (skill.name, skill.watch_for.join(" · "), journal.drills(id)?)
        }
        None => Default::default(),
    };
    let person = match &record {
        Record::Feedback(feedback) => feedback.person,
        Record::Noun(record, _) => linked(record, Noun::Person),
        _ => None,
    };
    let person_name = person.map(|id| journal.person(id)).transpose()?.map(|person| person.name);
    let asks_for_somebody = match &record {
        Record::Noun(record, _) => {
            record.noun().rows().iter().any(|row| row.kind == Kind::Link(Noun::Person))
        }
        _ => true,
    };
    let people = if asks_for_somebody { journal.people()? } else { Vec::new() };
    let people =
        people.into_iter().filter(|person| person.archived.is_none()).map(|person| person.name).collect();
    Ok(Opened {
        wanted,
        record,
        skill_name,
        drills,
        watch_for,
        person_name: person_name.unwrap_or_default(),
        people,
    })
}

fn record(journal: &Journal, subject: Subject) -> Result<(Record, Option<Id>)> {
    Ok(match subject {
        Subject::New(noun, of) => new(journal, noun, of)?,
        Subject::Of(of) => {
            let record = journal.any(of)?;
            let links = links(journal, &record)?;
            let skill = linked(&record, Noun::Skill);
            (Record::Noun(Box::new(record), links), skill)
        }
        Subject::Session(id) => {
            let detail = journal.session_detail(id)?;
            let skill = detail.row.session.skill;
            (Record::Session(Box::new(detail)), Some(skill))
        }
        Subject::Past(skill) => (Record::Past, skill),
        Subject::NewFeedback(skill) => {
            (Record::Feedback(Box::new(Feedback { skill, ..Feedback::saying("") })), skill)
        }
        Subject::Feedback(id) => {
            let feedback = journal.feedback_detail(id)?.row.feedback;
            let skill = feedback.skill;
            (Record::Feedback(Box::new(feedback)), skill)
        }
        Subject::Request(skill, session) => request(journal, skill, session)?,
        Subject::NewEntry(kind, skill) => {
            let entry = Entry { skill, ..Entry::of(kind) };
            (Record::Noun(Box::new(entry.into()), Links::default()), skill)
        }
        Subject::NewEvidence(shown) => {
            let mut beside = beside(journal, shown.of, Vec::new())?;
            beside
                .benchmarks
                .extend(shown.benchmark.and_then(|at| beside.known.get(at)).map(|(id, _)| id.clone()));
            let (skill, area) = (shown.of.skill(), shown.of.area());
            let piece = Evidence { skill, area, ..Evidence::of(EvidenceKind::Artefact) };
            (about(piece, beside), None)
        }
        Subject::NewStatement(shown) => {
            let beside = beside(journal, shown.of, Vec::new())?;
            let benchmark = shown.benchmark.and_then(|at| beside.known.get(at)).map(|(id, _)| id.clone());
            let (skill, area, stage) = (shown.of.skill(), shown.of.area(), shown.stage);
            (about(Statement { skill, area, benchmark, stage, ..Statement::by(Id::default()) }, beside), None)
        }
    })
}

fn about(record: impl Into<AnyRecord>, beside: Beside) -> Record {
    Record::Noun(Box::new(record.into()), Links { beside: Box::new(beside), ..Links::default() })
}

/// The record of a noun that is linked, where the program did not set that by itself.
fn linked(record: &AnyRecord, noun: Noun) -> Option<Id> {
    let row = record.noun().rows().into_iter().find(|row| row.kind == Kind::Link(noun) && !row.fixed)?;
    record.linked(row.key).map(|of| of.id).filter(|id| *id != Id::default())
}

/// What a stored record is linked to besides its fields.
fn links(journal: &Journal, record: &AnyRecord) -> Result<Links> {
    let beside = |of, benchmarks| Ok::<_, Error>(Box::new(beside(journal, of, benchmarks)?));
    Ok(match record {
        AnyRecord::Skill(skill) => Links {
            areas: journal.areas_of_skill(skill.id)?,
            base: journal.base_of_skill(skill.id)?,
            ..Links::default()
        },
        AnyRecord::Evidence(piece) => {
            Links { beside: beside(piece.subject(), journal.shown_for(piece.id)?)?, ..Links::default() }
        }
        AnyRecord::Statement(said) => {
            Links { beside: beside(said.subject(), Vec::new())?, ..Links::default() }
        }
        _ => Links::default(),
    })
}

/// A new record of a noun: of what it belongs to, if it belongs to something.
fn new(journal: &Journal, noun: Noun, of: Option<Id>) -> Result<(Record, Option<Id>)> {
    let (now, calendar) = (journal.now().wall, journal.calendar());
    let look = Vantage { now, calendar: &calendar, date_order: DateOrder::Ymd };
    let (mut record, mut links) = (noun.blank(), Links::default());
    let mut skill = None;
    for row in noun.rows() {
        let begins = match (row.kind, of) {
            (Kind::Link(parent), Some(of)) if row.parent => {
                skill = (parent == Noun::Skill).then_some(of);
                of.0.to_string()
            }
            // A day that has to be there is today.
            (Kind::Date, _) if !row.optional && !row.fixed => "today".to_owned(),
            _ => continue,
        };
        drop(record.read(row.key, &begins, &look));
    }
    if let (Noun::Skill, Some(area)) = (noun, of) {
        links.areas.push(journal.area(area)?.name);
    }
    Ok((Record::Noun(Box::new(record), links), skill))
}

/// A request that is drafted: what was practised and what for is in it already.
fn request(journal: &Journal, skill: Option<Id>, session: Option<Id>) -> Result<(Record, Option<Id>)> {
    let session = session.map(|id| journal.session_detail(id)).transpose()?.map(|detail| detail.row);
    let skill = session.as_ref().map(|row| row.session.skill).or(skill);
    let name = skill.map(|id| journal.skill(id)).transpose()?.map(|skill| skill.name).unwrap_or_default();
    let intention = session.as_ref().map(|row| row.session.intention.as_str()).unwrap_or_default();
    let text = Request { skill: &name, intention, watch: "" }.text();
    let draft = Feedback { skill, session: session.map(|row| row.session.id), ..Feedback::asking(text) };
    Ok((Record::Feedback(Box::new(draft)), skill))
}

/// What a form about a benchmark needs besides its record.
fn beside(journal: &Journal, of: stage::Subject, benchmarks: Vec<String>) -> Result<Beside> {
    let subject = match of {
        stage::Subject::Skill(id) => journal.skill(id)?.name,
        stage::Subject::Area(id) => journal.area(id)?.name,
    };
    let ladder = journal.ladder_of(of)?;
    let rules = ladder.iter().flat_map(|ladder| &ladder.rules);
    let meanings = rules.map(|rule| (rule.stage, rule.meaning.clone())).collect();
    let all = ladder.iter().flat_map(|ladder| &ladder.skills).flat_map(|skill| &skill.benchmarks);
    let capstones = ladder.iter().flat_map(|ladder| &ladder.capstones).map(|capstone| capstone.stage);
    let stages = all
        .map(|benchmark| (benchmark.id.clone(), benchmark.stage))
        .chain(capstones.map(|stage| (capstone_id(stage), stage)))
        .collect();
    Ok(Beside { subject, known: journal.benchmarks_of(of)?, benchmarks, meanings, stages })
}
