//! Changes of areas.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{archive, check};
use crate::domain::area::Area;
use crate::domain::id::Id;
use crate::store::query;

pub(super) fn add(work: &mut Work<'_>, mut area: Area) -> Result<Done> {
    area.name = valid(work, &area)?;
    area.id = work.fresh_id();
    area.revision = 0;
    area.created = work.now.wall;
    area.archived = None;
    work.insert(&area)?;
    Ok(Done::to(area.id, format!("add area {}", area.name)))
}

pub(super) fn edit(work: &mut Work<'_>, mut area: Area) -> Result<Done> {
    let before: Area = work.get(area.id)?;
    area.name = valid(work, &area)?;
    work.update(&area)?;
    let label = if before.name == area.name {
        format!("edit area {}", area.name)
    } else {
        format!("rename area {} to {}", before.name, area.name)
    };
    Ok(Done::to(area.id, label))
}

pub(super) fn archive(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::put_away::<Area>(work, id)
}

pub(super) fn restore(work: &Work<'_>, id: Id) -> Result<Done> {
    archive::bring_back(work, id, valid)
}

fn valid(work: &Work<'_>, area: &Area) -> Result<String> {
    let name = check::name("area", &area.name)?;
    for (what, text) in [("why", &area.why), ("the vision", &area.vision), ("the reality", &area.reality)] {
        check::text(what, text)?;
    }
    let taken = query::areas(work.conn)?
        .into_iter()
        .any(|other| other.id != area.id && other.archived.is_none() && check::same_name(&other.name, &name));
    if taken && area.archived.is_none() {
        return Err(Error::refused(format!("there is an area {name} already")));
    }
    Ok(name)
}
