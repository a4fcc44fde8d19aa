//! The ladder that a skill or an area is on, as it was when it was put on it.

use rusqlite::Connection;

use crate::domain::area::Area;
use crate::domain::ladder::{Ladder, LadderSkill};
use crate::domain::skill::Skill;
use crate::domain::stage::Subject;
use crate::exchange::ladder::{BUILT_IN, parse};
use crate::journal::error::Result;
use crate::store::record::by_id;
use crate::store::stage as store;

/// A ladder as a subject is on it.
pub(in crate::journal) struct On {
    /// The ladder.
    pub ladder: Ladder,
    /// The skill on it; none of an area.
    pub item: Option<String>,
    /// Its numbers are not those of a ladder that comes with the program.
    pub own: bool,
}

impl On {
    /// The skill on the ladder.
    pub fn skill(&self) -> Option<&LadderSkill> {
        let item = self.item.as_deref()?;
        self.ladder.skills.iter().find(|skill| skill.id == item)
    }
}

/// The ladder a subject is on, as it was when it was put on it.
pub(in crate::journal) fn on_ladder(conn: &Connection, subject: Subject) -> Result<Option<On>> {
    let (name, version, item) = match subject {
        Subject::Skill(id) => {
            let skill: Option<Skill> = by_id(conn, id)?;
            skill.map_or((None, None, None), |s| (s.ladder, s.ladder_version, s.ladder_item))
        }
        Subject::Area(id) => {
            let area: Option<Area> = by_id(conn, id)?;
            area.map_or((None, None, None), |a| (a.ladder, a.ladder_version, None))
        }
    };
    let (Some(name), Some(version)) = (name, version) else { return Ok(None) };
    Ok(ladder_as(conn, &name, &version)?.map(|(ladder, own)| On { ladder, item, own }))
}

/// A ladder in one version, and whether it is one's own.
pub(in crate::journal) fn ladder_as(
    conn: &Connection,
    name: &str,
    version: &str,
) -> Result<Option<(Ladder, bool)>> {
    if let Some(kept) = store::ladder(conn, name, version)? {
        return Ok(parse(&kept.text).ok().map(|ladder| (ladder, true)));
    }
    let built_in = BUILT_IN.iter().find(|known| known.id == name).and_then(|known| known.ladder());
    Ok(built_in.filter(|ladder| ladder.version == version).map(|ladder| (ladder, false)))
}
