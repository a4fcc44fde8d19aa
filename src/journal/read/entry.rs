//! Entries as lists, forms and single records show them.

use super::super::error::Result;
use super::super::open::Journal;
use super::super::work::gone;
use crate::domain::entry::Entry;
use crate::domain::id::Id;
pub use crate::store::entry::{EntryFilter, EntryRow};
use crate::store::{entry as store, query};

impl Journal {
    /// The entries that pass a filter, newest first.
    pub fn entries(&self, filter: &EntryFilter) -> Result<Vec<EntryRow>> {
        Ok(store::entries(self.store.conn(), filter)?)
    }

    /// The record of an entry.
    pub fn entry(&self, id: Id) -> Result<Entry> {
        query::by_id(self.store.conn(), id)?.ok_or_else(|| gone::<Entry>(id))
    }

    /// An entry with its names and what it proves.
    pub fn entry_row(&self, id: Id) -> Result<EntryRow> {
        store::row(self.store.conn(), id)?.ok_or_else(|| gone::<Entry>(id))
    }
}
