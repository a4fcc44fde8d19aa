//! What the screen asks the store thread for: one subject whole, and what lies in a stretch of a history.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::evidence::{Evidence, EvidenceBenchmark};
use crate::domain::id::Id;
use crate::domain::stage::{Source, SourceKind, Stage, Subject, Told};
use crate::journal::read::proof_records::{Pip, ShownRecord};
use crate::journal::read::stage::{BetweenDays, StageView, StatementLine};
use crate::journal::{Journal, Result};

/// So many records of a benchmark are named; the others are counted.
pub const MOST_RECORDS: usize = 6;

/// A subject is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct PageAsk {
    /// Which.
    pub subject: Subject,
    /// As of this day; none is today.
    pub day: Option<Day>,
    /// The skills of an area, whose histories stand below its own.
    pub skills: Vec<Id>,
    /// Whether the stages held on that day are asked for as well.
    pub pips: bool,
}

/// What a stage asks for, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleWords {
    /// The stage.
    pub stage: Stage,
    /// What somebody at it does.
    pub meaning: String,
    /// What it asks for besides its benchmarks.
    pub asks: String,
}

/// A subject, whole.
#[derive(Debug)]
pub struct StagePage {
    /// Its stage with everything behind it.
    pub view: StageView,
    /// The day it is seen as of; none is today.
    pub day: Option<Day>,
    /// What each stage asks for, in words.
    pub rules: Vec<RuleWords>,
    /// The names of the skills on the ladder, by their ids there.
    pub titles: HashMap<String, String>,
    /// The benchmarks (of an area: its capstones) evidence may be shown for, in the order of the ladder: id and text.
    pub benchmarks: Vec<(String, String)>,
    /// The evidence of the subject, newest first.
    pub evidence: Vec<(Evidence, Vec<EvidenceBenchmark>)>,
    /// The statements about it, newest first.
    pub statements: Vec<StatementLine>,
    /// The records that show something.
    pub records: HashMap<Source, ShownRecord>,
    /// The histories of the subject and of an area's skills, oldest event first.
    pub events: Vec<Told>,
    /// The stages held on that day, where they were asked for.
    pub pips: Option<Vec<Pip>>,
    /// The day it was read.
    pub today: Day,
}

/// A stretch is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StretchAsk {
    /// The event it begins with; none: the time before the first.
    pub event: Option<Id>,
    /// Whose.
    pub subject: Subject,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

/// What lies in a stretch, and what had been there until it began.
#[derive(Debug, Clone, PartialEq)]
pub struct Walked {
    /// The stretch.
    pub ask: StretchAsk,
    /// What lies in it.
    pub during: BetweenDays,
    /// What there was until its first day, that day included.
    pub until: BetweenDays,
}

/// Reads a subject.
///
/// # Errors
/// It is gone, or the file cannot be read.
pub fn read(journal: &Journal, ask: &PageAsk) -> Result<StagePage> {
    let today = journal.calendar().day(journal.now().wall);
    let day = ask.day.filter(|day| *day < today);
    let until = day.unwrap_or(today);
    let view = journal.stage_view(ask.subject, until)?;
    let ladder = journal.ladder_of(ask.subject)?;
    let mut evidence = journal.evidence(ask.subject)?;
    evidence.retain(|(piece, _)| piece.when.day <= until);
    let calendar = journal.calendar();
    let mut statements = journal.statements(ask.subject)?;
    statements.retain(|(said, _)| calendar.day(said.created) <= until || day.is_none());
    let mut page = StagePage {
        day,
        today,
        rules: Vec::new(),
        titles: HashMap::new(),
        benchmarks: journal.benchmarks_of(ask.subject)?,
        evidence,
        statements,
        records: HashMap::new(),
        events: events(journal, ask)?,
        pips: day.filter(|_| ask.pips).map(|day| journal.pips_on(day)).transpose()?,
        view,
    };
    if let Some(ladder) = &ladder {
        page.titles = ladder.skills.iter().map(|s| (s.id.clone(), s.title.clone())).collect();
        let asks = |stage: Stage| match ask.subject {
            Subject::Skill(_) => ladder.rules.iter().find(|rule| rule.stage == stage).map(|rule| rule.asks()),
            Subject::Area(_) => ladder.area_rule.stages.iter().find(|r| r.stage == stage).map(|r| r.asks()),
        };
        let words = ladder.rules.iter().map(|rule| RuleWords {
            stage: rule.stage,
            meaning: rule.meaning.clone(),
            asks: asks(rule.stage).unwrap_or_default(),
        });
        page.rules = words.collect();
    }
    page.records = records(journal, &page)?;
    Ok(page)
}

/// The newest records of each benchmark; evidence and statements are there already.
fn records(journal: &Journal, page: &StagePage) -> Result<HashMap<Source, ShownRecord>> {
    let mut found = HashMap::new();
    let verdicts = page.view.checks.iter().flat_map(|check| &check.benchmarks).map(|(_, verdict)| verdict);
    for source in verdicts.flat_map(|verdict| verdict.records.iter().take(MOST_RECORDS)) {
        let here = matches!(source.kind, SourceKind::Evidence | SourceKind::Statement);
        if here || found.contains_key(source) {
            continue;
        }
        if let Some(record) = journal.shown_record(*source)? {
            found.insert(*source, record);
        }
    }
    Ok(found)
}

fn events(journal: &Journal, ask: &PageAsk) -> Result<Vec<Told>> {
    let skills = ask.skills.iter().map(|skill| Subject::Skill(*skill)).filter(|skill| *skill != ask.subject);
    let subjects: Vec<Subject> = std::iter::once(ask.subject).chain(skills).collect();
    journal.stage_history_of(&subjects)
}

/// Counts what lies in each of these stretches.
///
/// # Errors
/// When the file cannot be read.
pub fn walk(journal: &Journal, asks: &[StretchAsk]) -> Result<Vec<Walked>> {
    let walk = |ask: &StretchAsk| {
        Ok(Walked {
            ask: *ask,
            during: journal.between_days(ask.subject, ask.from, ask.to)?,
            until: journal.between_days(ask.subject, Day(i32::MIN), ask.from)?,
        })
    };
    asks.iter().map(walk).collect()
}
