//! Single records, as forms open them.

use super::error::Result;
use super::open::Journal;
use super::work::gone;
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::person::Person;
use crate::domain::plan::Plan;
use crate::store::query;

impl Journal {
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

    /// The record of a plan.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn plan(&self, id: Id) -> Result<Plan> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Plan>(id))
    }
}
