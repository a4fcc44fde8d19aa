//! Putting away and bringing back: the same for everything that can be archived.

use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::person::Person;
use crate::domain::skill::Skill;
use crate::store::record::Record;

/// What has a name and can be put away.
pub(super) trait Archivable: Record {
    /// What it is called.
    fn called(&self) -> &str;
    /// When it was archived; `None` while in use.
    fn archived(&mut self) -> &mut Option<i64>;
}

macro_rules! archivable {
    ($($record:ty),+) => {
        $(impl Archivable for $record {
            fn called(&self) -> &str {
                &self.name
            }
            fn archived(&mut self) -> &mut Option<i64> {
                &mut self.archived
            }
        })+
    };
}

archivable!(Area, Skill, Drill, Measure, Person);

/// Puts a record away.
pub(super) fn put_away<R: Archivable>(work: &Work<'_>, id: Id) -> Result<Done> {
    let mut record: R = work.get(id)?;
    if record.archived().is_some() {
        return Err(Error::refused(format!("{} is archived already", record.called())));
    }
    *record.archived() = Some(work.now.wall.at);
    work.update(&record)?;
    Ok(Done::to(id, format!("archive {} {}", R::TABLE, record.called())))
}

/// Brings an archived record back, if it may stand among those in use again.
pub(super) fn bring_back<R: Archivable>(
    work: &Work<'_>,
    id: Id,
    valid: impl FnOnce(&Work<'_>, &R) -> Result<String>,
) -> Result<Done> {
    let mut record: R = work.get(id)?;
    if record.archived().is_none() {
        return Err(Error::refused(format!("{} is not archived", record.called())));
    }
    *record.archived() = None;
    valid(work, &record)?;
    work.update(&record)?;
    Ok(Done::to(id, format!("restore {} {}", R::TABLE, record.called())))
}
