//! Single records, as forms open them.

use super::error::Result;
use super::open::Journal;
use super::work::gone;
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::feedback::Action;
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::person::Person;
use crate::domain::plan::Plan;
use crate::domain::skill::Skill;
use crate::store::query;

impl Journal {
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
}
