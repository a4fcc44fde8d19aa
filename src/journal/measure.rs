//! Changes of measures, and their readings.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{archive, check};
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::Moment;
use crate::domain::skill::Skill;
use crate::store::query;

pub(super) fn add(work: &mut Work<'_>, mut measure: Measure) -> Result<Done> {
    measure.name = valid(work, &measure)?;
    measure.id = work.fresh_id();
    measure.revision = 0;
    measure.created = work.now.wall;
    measure.archived = None;
    work.insert(&measure)?;
    Ok(Done::to(measure.id, format!("add measure {}", measure.name)))
}

pub(super) fn edit(work: &mut Work<'_>, mut measure: Measure) -> Result<Done> {
    measure.name = valid(work, &measure)?;
    work.update(&measure)?;
    Ok(Done::to(measure.id, format!("edit measure {}", measure.name)))
}

pub(super) fn archive(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::put_away::<Measure>(work, id)
}

pub(super) fn restore(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::bring_back(work, id, valid)
}

fn valid(work: &Work<'_>, measure: &Measure) -> Result<String> {
    let _: Skill = work.get(measure.skill)?;
    let name = check::name("measure", &measure.name)?;
    check::text("the unit", &measure.unit)?;
    let taken = query::measures_of(work.conn, measure.skill)?.into_iter().any(|other| {
        other.id != measure.id && other.archived.is_none() && check::same_name(&other.name, &name)
    });
    if taken && measure.archived.is_none() {
        return Err(Error::refused(format!("there is a measure {name} for that skill already")));
    }
    Ok(name)
}

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
