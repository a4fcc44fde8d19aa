//! The ladder that a skill or an area is on, as it was when it was put on it.

use std::sync::Arc;

use rusqlite::Connection;

use crate::domain::area::Area;
use crate::domain::ladder::{Benchmark, Capstone, Ladder, LadderSkill, capstone_id};
use crate::domain::skill::Skill;
use crate::domain::stage::{Stage, Subject};
use crate::exchange::ladder::{BUILT_IN, parse};
use crate::journal::error::Result;
use crate::store::record::by_id;
use crate::store::stage as store;

/// A ladder as a subject is on it.
pub(in crate::journal) struct LadderOf {
    /// The ladder.
    pub ladder: Arc<Ladder>,
    /// The skill on it; none of an area.
    pub item: Option<String>,
    /// Its numbers are not those of a ladder that comes with the program.
    pub own: bool,
}

/// A benchmark that evidence and statements may speak to; of an area a capstone.
pub(in crate::journal) struct Known {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The stage it is of.
    pub stage: Stage,
}

impl LadderOf {
    /// What evidence and statements of a subject may speak to, in the order of the ladder: of an area its capstones.
    pub fn benchmarks(&self, subject: Subject) -> Vec<Known> {
        match (self.skill(), subject) {
            (Some(skill), _) => {
                let known = |b: &Benchmark| Known { id: b.id.clone(), text: b.text.clone(), stage: b.stage };
                skill.benchmarks.iter().map(known).collect()
            }
            (None, Subject::Skill(_)) => Vec::new(),
            (None, Subject::Area(_)) => {
                let known =
                    |c: &Capstone| Known { id: capstone_id(c.stage), text: c.title.clone(), stage: c.stage };
                self.ladder.capstones.iter().map(known).collect()
            }
        }
    }

    /// The skill on the ladder.
    pub fn skill(&self) -> Option<&LadderSkill> {
        let item = self.item.as_deref()?;
        self.ladder.skills.iter().find(|skill| skill.id == item)
    }
}

/// The ladder a subject is on, as it was when it was put on it.
pub(in crate::journal) fn ladder_of(conn: &Connection, subject: Subject) -> Result<Option<LadderOf>> {
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
    Ok(stored_ladder(conn, &name, &version)?.map(|(ladder, own)| LadderOf { ladder, item, own }))
}

/// A ladder in one version, and whether it is one's own.
pub(in crate::journal) fn stored_ladder(
    conn: &Connection,
    name: &str,
    version: &str,
) -> Result<Option<(Arc<Ladder>, bool)>> {
    if let Some(kept) = store::ladder(conn, name, version)? {
        // One that can no longer be read measures nothing: what is on it goes on, and `doctor` says so.
        return Ok(parse(&kept.text).ok().map(|ladder| (Arc::new(ladder), true)));
    }
    let of_id = BUILT_IN.iter().filter(|known| known.id == name);
    let built_in = of_id.filter_map(|known| known.ladder()).find(|ladder| ladder.version == version);
    Ok(built_in.map(|ladder| (ladder, false)))
}
