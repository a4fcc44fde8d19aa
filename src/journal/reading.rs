//! Readings of measures.

use super::check;
use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::Moment;
use crate::store::query;

/// Logs a reading; it belongs to the open session where that is on the same skill.
pub(super) fn read(
    work: &mut Work<'_>,
    measure: Id,
    value: f64,
    sample: i64,
    at: Option<Moment>,
) -> Result<Done> {
    let of: Measure = work.get(measure)?;
    if !value.is_finite() {
        return Err(Error::usage("a reading is a number"));
    }
    check::range("a sample", Some(sample), 1, 1_000_000_000)?;
    let open = query::open_session(work.conn)?.filter(|open| open.skill == of.skill && at.is_none());
    let reading = Reading {
        id: work.fresh_id(),
        revision: 0,
        stamp: work.stamp(at)?,
        measure,
        session: open.map(|open| open.id),
        value,
        sample,
    };
    work.insert(&reading)?;
    let unit = if of.unit.is_empty() { String::new() } else { format!(" {}", of.unit) };
    Ok(Done::to(reading.id, format!("reading {}{unit} of {}", crate::domain::drill::plain(value), of.name)))
}

pub(super) fn delete_reading(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let reading: Reading = work.get(id)?;
    let of: Measure = work.get(reading.measure)?;
    work.delete::<Reading>(id)?;
    Ok(Done::to(id, format!("delete a reading of {}", of.name)))
}
