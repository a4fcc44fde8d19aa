//! What stages stand on, as lists and single records show it: evidence, statements, events.

use super::super::error::{Error, Result};
use super::super::open::Journal;
use super::super::work::gone;
use super::stage::StatementLine;
use crate::domain::evidence::{Evidence, EvidenceBenchmark, EvidenceKind, Statement};
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::stage::{Subject, Told};
use crate::store::record::{Record, by_id};
use crate::store::stage as store;

/// Which pieces of evidence are wanted; what is not said does not matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EvidenceFilter {
    /// Of this skill or area.
    pub of: Option<Subject>,
    /// Of this kind.
    pub kind: Option<EvidenceKind>,
    /// Shown for this benchmark.
    pub benchmark: Option<String>,
    /// So many of them at most.
    pub limit: Option<usize>,
}

impl Journal {
    /// Every piece of evidence, newest first, with the benchmarks it is shown for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all_evidence(&self) -> Result<Vec<(Evidence, Vec<EvidenceBenchmark>)>> {
        let conn = self.store.conn();
        let pieces = store::all_evidence(conn)?.into_iter();
        pieces.map(|piece| Ok((piece.clone(), store::links_of(conn, piece.id)?))).collect()
    }

    /// The newest pieces of evidence that are wanted, with the benchmarks each is shown for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn evidence_list(&self, wanted: &EvidenceFilter) -> Result<Vec<(Evidence, Vec<EvidenceBenchmark>)>> {
        let conn = self.store.conn();
        let pieces = match wanted.of {
            Some(of) => store::evidence_of(conn, of)?,
            None => store::all_evidence(conn)?,
        };
        let mut found = Vec::new();
        for piece in pieces.into_iter().filter(|piece| wanted.kind.is_none_or(|kind| piece.kind == kind)) {
            if wanted.limit.is_some_and(|limit| found.len() >= limit) {
                break;
            }
            let links = store::links_of(conn, piece.id)?;
            let shown_for = |id: &String| links.iter().any(|link| link.benchmark == *id);
            if wanted.benchmark.as_ref().is_none_or(shown_for) {
                found.push((piece, links));
            }
        }
        Ok(found)
    }

    /// The benchmarks that a piece of evidence is shown for.
    pub fn shown_for(&self, evidence: Id) -> Result<Vec<String>> {
        let links = store::links_of(self.store.conn(), evidence)?;
        Ok(links.into_iter().map(|link| link.benchmark).collect())
    }

    /// Every statement with its person, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all_statements(&self) -> Result<Vec<StatementLine>> {
        let all = store::all_statements(self.store.conn())?.into_iter();
        all.map(|statement| self.with_person(statement)).collect()
    }

    /// A statement with its person.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn statement(&self, id: Id) -> Result<StatementLine> {
        self.with_person(self.stored(id)?)
    }

    fn with_person(&self, statement: Statement) -> Result<StatementLine> {
        let person: Person = self.stored(statement.person)?;
        Ok((statement, person))
    }

    /// An event of the history of stages, with what became of it.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn stage_event(&self, id: Id) -> Result<Told> {
        let found = self.stage_history()?.into_iter().find(|told| told.event.id == id);
        found.ok_or_else(|| Error::not_found("that event of the history is gone"))
    }

    fn stored<R: Record>(&self, id: Id) -> Result<R> {
        by_id(self.store.conn(), id)?.ok_or_else(|| gone::<R>(id))
    }
}
