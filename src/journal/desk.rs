//! The Desk's read model: everything its panes show, read at once after every change.

use super::error::Result;
use super::open::Journal;
use super::read::{Overview, SessionFilter, SessionRow, Today};
use super::status::Playing;
use crate::domain::calendar::Day;
use crate::domain::id::Id;

/// How many earlier sessions the Desk keeps at hand.
const RECENT: i64 = 60;
/// How many sessions in doubt it names at most: it asks, it does not nag.
const IN_DOUBT: i64 = 3;

/// A session that holds time in doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct InDoubt {
    /// The session.
    pub session: Id,
    /// The name of its skill.
    pub skill_name: String,
    /// The day it began.
    pub day: Day,
    /// How much is in doubt, milliseconds.
    pub unresolved: i64,
}

/// What the Desk shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desk {
    /// Areas and skills.
    pub overview: Overview,
    /// Today's plans and sessions.
    pub today: Today,
    /// The skill to practise next.
    pub next: Option<Id>,
    /// The newest sessions before today.
    pub recent: Vec<SessionRow>,
    /// The open session.
    pub playing: Option<Playing>,
    /// Closed sessions that hold time in doubt, newest first.
    pub in_doubt: Vec<InDoubt>,
    /// The file name of the newest backup.
    pub backup: Option<String>,
}

impl Journal {
    /// Everything the Desk shows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn desk(&self) -> Result<Desk> {
        let today = self.today()?;
        let before =
            SessionFilter { to: Some(today.day.plus(-1)), limit: Some(RECENT), ..SessionFilter::default() };
        let overview = self.overview()?;
        Ok(Desk {
            next: super::ritual::next_of(&today.plans, &overview),
            recent: self.sessions(&before)?,
            playing: self.playing()?,
            in_doubt: self.closed_in_doubt()?,
            backup: self
                .newest_backup()
                .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())),
            overview,
            today,
        })
    }

    fn closed_in_doubt(&self) -> Result<Vec<InDoubt>> {
        let mut found = Vec::new();
        for id in self.in_doubt(IN_DOUBT)? {
            let row = self.session_detail(id)?.row;
            found.push(InDoubt {
                session: id,
                skill_name: row.skill_name,
                unresolved: row.unresolved,
                day: row.session.day,
            });
        }
        Ok(found)
    }
}
