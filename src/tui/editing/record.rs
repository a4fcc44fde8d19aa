//! What a form opens with, read on the store thread: the record as it is now, and the names its fields may use.

use super::{Beside, Links, Shown, Subject, Wanted};
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
use crate::journal::{Journal, Result};

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
    /// An entry.
    Entry(Box<Entry>),
    /// Evidence.
    Evidence(Box<Evidence>, Box<Beside>),
    /// A statement.
    Statement(Box<Statement>, Box<Beside>),
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
            Record::Entry(entry) => entry.revision,
            Record::Evidence(piece, _) => piece.revision,
            Record::Statement(said, _) => said.revision,
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
        Record::Entry(entry) => entry.person,
        Record::Evidence(piece, _) => piece.person,
        Record::Statement(said, _) => Some(said.person).filter(|person| *person != Id::default()),
        _ => None,
    };
    let person_name = person.map(|id| journal.person(id)).transpose()?.map(|person| person.name);
    let asks_for_somebody = !matches!(record, Record::Noun(..));
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
            let links = match of.noun {
                Noun::Skill => {
                    Links { areas: journal.areas_of_skill(of.id)?, base: journal.base_of_skill(of.id)? }
                }
                _ => Links::default(),
            };
            let skill = record.parent().map(|parent| parent.id);
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
            (Record::Entry(Box::new(Entry { skill, ..Entry::of(kind) })), skill)
        }
        Subject::Entry(id) => {
            let entry = journal.entry(id)?;
            let skill = entry.skill;
            (Record::Entry(Box::new(entry)), skill)
        }
        Subject::NewEvidence(shown) => (new_evidence(journal, shown)?, None),
        Subject::NewStatement(shown) => (new_statement(journal, shown)?, None),
        Subject::Evidence(id) => (evidence(journal, id)?, None),
        Subject::Statement(id) => {
            let (said, _) = journal.statement(id)?;
            let beside = beside(journal, of(said.skill, said.area), Vec::new())?;
            (Record::Statement(Box::new(said), Box::new(beside)), None)
        }
    })
}

/// A new record of a noun: a skill is of an area, anything else of a skill or of nothing.
fn new(journal: &Journal, noun: Noun, of: Option<Id>) -> Result<(Record, Option<Id>)> {
    let (now, calendar) = (journal.now().wall, journal.calendar());
    let look = Vantage { now, calendar: &calendar, date_order: DateOrder::Ymd };
    let (mut record, mut links) = (noun.blank(), Links::default());
    let mut skill = None;
    for row in noun.rows() {
        let begins = match (row.kind, of) {
            (Kind::Link(_), Some(of)) if row.parent => {
                skill = Some(of);
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

fn of(skill: Option<Id>, area: Option<Id>) -> stage::Subject {
    stage::Subject::of(skill, area)
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

fn new_evidence(journal: &Journal, shown: Shown) -> Result<Record> {
    let mut beside = beside(journal, shown.of, Vec::new())?;
    let id = shown.benchmark.and_then(|at| beside.known.get(at)).map(|(id, _)| id.clone());
    beside.benchmarks.extend(id);
    let piece =
        Evidence { skill: shown.of.skill(), area: shown.of.area(), ..Evidence::of(EvidenceKind::Artefact) };
    Ok(Record::Evidence(Box::new(piece), Box::new(beside)))
}

fn evidence(journal: &Journal, id: Id) -> Result<Record> {
    let (piece, links) = journal.evidence_piece(id)?;
    let benchmarks = links.into_iter().map(|link| link.benchmark).collect();
    let beside = beside(journal, of(piece.skill, piece.area), benchmarks)?;
    Ok(Record::Evidence(Box::new(piece), Box::new(beside)))
}

fn new_statement(journal: &Journal, shown: Shown) -> Result<Record> {
    let beside = beside(journal, shown.of, Vec::new())?;
    let said = Statement {
        skill: shown.of.skill(),
        area: shown.of.area(),
        benchmark: shown.benchmark.and_then(|at| beside.known.get(at)).map(|(id, _)| id.clone()),
        stage: shown.stage,
        ..Statement::by(Id::default())
    };
    Ok(Record::Statement(Box::new(said), Box::new(beside)))
}
