//! Search: what was written anywhere, found by its words, newest first.

use super::error::Result;
use super::open::Journal;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::noun::Noun;
use crate::domain::search::{Kind, Query};
use crate::store::search;
pub use crate::store::search::Search;

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// When it was.
    pub at: Moment,
    /// The name of the skill it is about.
    pub skill_name: Option<String>,
    /// The session it is or belongs to.
    pub session: Option<Id>,
    /// The feedback it is or belongs to.
    pub feedback: Option<Id>,
    /// All its words, one text under the other.
    pub text: String,
    /// The same as a line, its texts apart: `Query::snippet` cuts it.
    pub line: String,
}

impl Journal {
    /// The records with all words of a search, newest first. What is private is found, what was discarded is not. Where
    /// the answer is as long as its limit there may be more, before the last of it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, search: &Search) -> Result<Vec<Hit>> {
        let conn = self.store.conn();
        let found = search::find(conn, search)?.into_iter();
        let hits = found.map(|found| {
            let facts = search::facts(conn, &found)?;
            Ok(Hit {
                id: found.id,
                kind: found.kind,
                at: facts.at,
                skill_name: facts.skill_name,
                session: facts.session,
                feedback: facts.feedback,
                line: found.texts.join(" · "),
                text: found.texts.join("\n"),
            })
        });
        hits.collect()
    }

    /// The feedback that has all words, itself or in one of its actions, newest first; at most so many.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback_matching(&self, query: &Query, limit: usize) -> Result<Vec<Id>> {
        let hits = self.search(&Search::of(query, &[Kind::Feedback, Kind::Of(Noun::Action)], limit))?;
        Ok(each_once(hits.iter().filter_map(|hit| hit.feedback)))
    }

    /// The sessions that have all words, themselves or in one of their notes, newest first; at most so many.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sessions_matching(&self, query: &Query, limit: usize) -> Result<Vec<Id>> {
        let hits = self.search(&Search::of(query, &[Kind::Session, Kind::Note], limit))?;
        Ok(each_once(hits.iter().filter_map(|hit| hit.session)))
    }
}

/// Newest first, none twice.
fn each_once(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    ids
}
