//! Single records, as forms open them.

use super::error::Result;
use super::open::Journal;
use super::work::gone;
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::feedback::{Action, Feedback};
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::noun::{AnyRecord, Declared, Noun, Ref};
use crate::domain::nouns::of_noun;
use crate::domain::person::Person;
use crate::domain::plan::Plan;
use crate::domain::skill::Skill;
use crate::store::{query, record};

impl Journal {
    /// The record of a noun.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn record<N: Declared>(&self, id: Id) -> Result<N> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<N>(id))
    }

    /// The record of whichever noun it is.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn any(&self, of: Ref) -> Result<AnyRecord> {
        of_noun!(of.noun, N => Ok(self.record::<N>(of.id)?.into()))
    }

    /// Every record of a noun, in the order they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn every<N: Declared>(&self) -> Result<Vec<N>> {
        Ok(record::every(self.store.conn())?)
    }

    /// Every record of whichever noun, in the order they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records(&self, noun: Noun) -> Result<Vec<AnyRecord>> {
        of_noun!(noun, N => Ok(self.every::<N>()?.into_iter().map(Into::into).collect()))
    }

    /// What belongs to a record, noun by noun, in the order they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn children(&self, of: Ref) -> Result<Vec<(Noun, Vec<AnyRecord>)>> {
        of.noun
            .children()
            .map(|noun| Ok((noun, of_noun!(noun, N => self.children_of::<N>(of.id)?))))
            .collect()
    }

    fn children_of<N: Declared>(&self, parent: Id) -> Result<Vec<AnyRecord>> {
        let Some(field) = N::FIELDS.iter().find(|field| field.row.parent) else { return Ok(Vec::new()) };
        let found = record::linked::<N>(self.store.conn(), &field.row, parent)?;
        Ok(found.into_iter().map(Into::into).collect())
    }

    /// The record of an area.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn area(&self, id: Id) -> Result<Area> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Area>(id))
    }

    /// The record of a skill.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn skill(&self, id: Id) -> Result<Skill> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Skill>(id))
    }

    /// The record of a drill.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn drill(&self, id: Id) -> Result<Drill> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Drill>(id))
    }

    /// The record of a measure.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn measure(&self, id: Id) -> Result<Measure> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Measure>(id))
    }

    /// The record of a person.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn person(&self, id: Id) -> Result<Person> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Person>(id))
    }

    /// The record of an action.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn action(&self, id: Id) -> Result<Action> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Action>(id))
    }

    /// The record of a plan.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn plan(&self, id: Id) -> Result<Plan> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Plan>(id))
    }

    /// The record of a piece of feedback, or of a request for one.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn piece(&self, id: Id) -> Result<Feedback> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Feedback>(id))
    }
}
