//! Read models of feedback: the shelves and their counts, one piece whole, what is still to act on, what keeps coming back,
//! and how long ago a human last spoke of an area.

use crate::domain::calendar::Day;
use crate::domain::feedback::{
    Action, Attachment, Feedback, FeedbackState, KEEPS_COMING_BACK, Move, Theme, TurnRound,
};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::journal::error::Result;
use crate::journal::open::Journal;
use crate::journal::read::entry::EntryRow;
use crate::journal::read::{SessionFilter, SessionRow};
use crate::journal::work::gone;
pub use crate::store::feedback::{ActionLine, FeedbackFilter, FeedbackRow, OpenAction, ProofLine};
use crate::store::{feedback as store, query};

/// How many other pieces of a thread are shown with one of them.
const THREAD: i64 = 200;

/// One piece of feedback, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackDetail {
    /// The piece with every word of it.
    pub row: FeedbackRow,
    /// Its moves in order.
    pub moves: Vec<Move>,
    /// How long each step took.
    pub turn_round: TurnRound,
    /// The files it came with.
    pub attachments: Vec<Attachment>,
    /// The format of its original, where there is one.
    pub original: Option<String>,
    /// The session it speaks of.
    pub session: Option<SessionRow>,
    /// The other pieces of its thread, oldest first, whole.
    pub thread: Vec<FeedbackRow>,
    /// Further answers to the same request, and the request itself.
    pub related: Vec<FeedbackRow>,
    /// Its themes with how many pieces share them.
    pub themes: Vec<ThemeLine>,
    /// The sessions that prove its actions.
    pub proving_sessions: Vec<SessionRow>,
    /// The entries that prove its actions.
    pub proving_entries: Vec<EntryRow>,
}

/// A theme with how often it comes.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeLine {
    /// The theme.
    pub theme: Theme,
    /// How many pieces of feedback have it; those declined, and those about the person, are not counted.
    pub pieces: i64,
}

impl ThemeLine {
    /// Whether it comes from so many pieces that it says something.
    pub fn keeps_coming_back(&self) -> bool {
        self.pieces >= KEEPS_COMING_BACK
    }
}

/// How many pieces stand where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Per state, snoozed ones left out; every state is there, in the order of the list.
    pub states: Vec<(FeedbackState, i64)>,
    /// Those put off beyond today.
    pub snoozed: i64,
}

impl Tally {
    /// How many stand in a state, snoozed ones left out.
    pub fn of(&self, state: FeedbackState) -> i64 {
        self.states.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n)
    }

    /// How many there are in all.
    pub fn all(&self) -> i64 {
        self.states.iter().map(|(_, n)| n).sum::<i64>() + self.snoozed
    }
}

/// How an area stands with people: when a human last spoke of the work in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The area.
    pub area: Id,
    /// Its name.
    pub name: String,
    /// When a human last said something about the work, not the person.
    pub last_human: Option<Moment>,
    /// Whole days since; `None` if never.
    pub days: Option<i64>,
    /// Pieces of the last 90 days by a human that count.
    pub human: i64,
    /// Pieces of the last 90 days by a program.
    pub ai: i64,
}

impl Journal {
    /// The pieces that pass a filter, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback(&self, filter: &FeedbackFilter) -> Result<Vec<FeedbackRow>> {
        Ok(store::feedback(self.store.conn(), filter)?)
    }

    /// Hands every piece that passes a filter to `each`, newest first, never more than one in memory.
    ///
    /// # Errors
    /// When the file cannot be read, or what `each` answers.
    pub fn each_feedback(
        &self,
        filter: &FeedbackFilter,
        each: impl FnMut(FeedbackRow) -> Result<()>,
    ) -> Result<()> {
        store::each_feedback(self.store.conn(), filter, each)
    }

    /// How many pieces stand where.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback_tally(&self) -> Result<Tally> {
        let conn = self.store.conn();
        let known = store::tally(conn)?;
        let snoozed = store::snoozed(conn, self.local_today())?;
        let of =
            |of: &[(FeedbackState, i64)], state| of.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
        let states = FeedbackState::SHELVES
            .iter()
            .map(|state| (*state, of(&known, *state) - of(&snoozed, *state)))
            .collect();
        Ok(Tally { states, snoozed: snoozed.iter().map(|(_, n)| n).sum() })
    }

    /// The ids of the pieces that pass a filter, in no order; at most `most`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback_ids(&self, filter: &FeedbackFilter, most: i64) -> Result<Vec<Id>> {
        Ok(store::ids(self.store.conn(), filter, most)?)
    }

    /// The piece that was written down last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_feedback(&self) -> Result<Option<Id>> {
        Ok(query::last_added(self.store.conn(), "feedback")?)
    }

    /// How many pieces pass a filter; counting stops at `most`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_feedback(&self, filter: &FeedbackFilter, most: i64) -> Result<i64> {
        Ok(store::count(self.store.conn(), filter, most)?)
    }

    /// One piece, whole.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub fn feedback_detail(&self, id: Id) -> Result<FeedbackDetail> {
        let conn = self.store.conn();
        let only = FeedbackFilter { among: Some(vec![id]), whole: true, ..FeedbackFilter::default() };
        let row = self.feedback(&only)?.pop().ok_or_else(|| gone::<Feedback>(id))?;
        let moves = store::moves_of(conn, id)?;
        let sessions = row.actions.iter().flat_map(|a| &a.proofs).filter_map(|proof| proof.session);
        let entries = row.actions.iter().flat_map(|a| &a.proofs).filter_map(|proof| proof.entry);
        Ok(FeedbackDetail {
            turn_round: TurnRound::of(row.feedback.asked, row.feedback.received, &moves),
            moves,
            attachments: store::attachments_of(conn, id)?,
            original: store::original_format(conn, id)?,
            session: row.feedback.session.map(|session| self.session_row(session)).transpose()?.flatten(),
            thread: self.rest_of_thread(&row)?,
            related: self.related(&row)?,
            themes: self.theme_lines(Some(id))?,
            proving_sessions: self.session_rows(sessions)?,
            proving_entries: self.entry_rows(entries)?,
            row,
        })
    }

    /// The moves of one piece in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback_moves(&self, id: Id) -> Result<Vec<Move>> {
        Ok(store::moves_of(self.store.conn(), id)?)
    }

    fn session_row(&self, id: Id) -> Result<Option<SessionRow>> {
        let filter = SessionFilter { only: Some(id), discarded: true, ..SessionFilter::default() };
        Ok(self.sessions(&filter)?.pop())
    }

    fn session_rows(&self, ids: impl Iterator<Item = Id>) -> Result<Vec<SessionRow>> {
        let mut found: Vec<SessionRow> = Vec::new();
        for id in ids {
            if found.iter().all(|row| row.session.id != id) {
                found.extend(self.session_row(id)?);
            }
        }
        Ok(found)
    }

    fn entry_rows(&self, ids: impl Iterator<Item = Id>) -> Result<Vec<EntryRow>> {
        let mut found: Vec<EntryRow> = Vec::new();
        for id in ids {
            if found.iter().all(|row| row.entry.id != id) {
                found.push(self.entry_row(id)?);
            }
        }
        Ok(found)
    }

    fn rest_of_thread(&self, row: &FeedbackRow) -> Result<Vec<FeedbackRow>> {
        let Some(thread) = row.feedback.thread.clone() else { return Ok(Vec::new()) };
        let filter = FeedbackFilter {
            thread: Some(thread),
            after: Some((i64::MIN, Id::default())),
            limit: Some(THREAD),
            whole: true,
            ..FeedbackFilter::default()
        };
        let mut rows = self.feedback(&filter)?;
        rows.retain(|other| other.feedback.id != row.feedback.id);
        Ok(rows)
    }

    fn related(&self, row: &FeedbackRow) -> Result<Vec<FeedbackRow>> {
        let request = row.feedback.answers.unwrap_or(row.feedback.id);
        let mut ids: Vec<Id> =
            store::answers_to(self.store.conn(), request)?.iter().map(|answer| answer.id).collect();
        ids.push(request);
        ids.retain(|id| *id != row.feedback.id);
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.feedback(&FeedbackFilter { among: Some(ids), ..FeedbackFilter::default() })
    }

    /// Every theme (or those of one piece) with how many pieces have it, the commonest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn theme_lines(&self, of: Option<Id>) -> Result<Vec<ThemeLine>> {
        let lines = store::themes_counted(self.store.conn(), of)?;
        Ok(lines.into_iter().map(|(theme, pieces)| ThemeLine { theme, pieces }).collect())
    }

    /// Every theme, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn themes(&self) -> Result<Vec<Theme>> {
        Ok(store::themes(self.store.conn())?)
    }

    /// Actions that wait for their proof: all, or those of feedback on one skill; due ones first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn to_act_on(&self, skill: Option<Id>, limit: i64) -> Result<Vec<OpenAction>> {
        Ok(store::open_actions(self.store.conn(), skill, self.local_today(), limit)?)
    }

    /// The actions a session proves.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn proved_by_session(&self, session: Id) -> Result<Vec<Action>> {
        let proofs = store::proofs_by_session(self.store.conn(), session)?.into_iter();
        proofs.map(|proof| self.action(proof.action)).collect()
    }

    /// Per area in use: when a human last spoke of the work in it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn balance(&self) -> Result<Vec<Balance>> {
        let conn = self.store.conn();
        let today = self.local_today();
        let mut lines = Vec::new();
        for area in query::areas(conn)?.into_iter().filter(|area| area.archived.is_none()) {
            let last_human = store::last_human(conn, area.id)?;
            let since = self.now().wall.at - 90 * 86_400_000;
            let (human, ai) = store::voices(conn, area.id, since)?;
            let days = last_human.map(|last| i64::from(today.0) - i64::from(self.calendar().day(last).0));
            lines.push(Balance { area: area.id, name: area.name, last_human, days, human, ai });
        }
        Ok(lines)
    }

    /// The bytes a piece was made of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn original(&self, feedback: Id) -> Result<Option<Vec<u8>>> {
        Ok(store::originals_of(self.store.conn(), feedback)?.pop().map(|original| original.bytes))
    }

    /// The shortest tail of a piece's id that no other piece shares.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn short_feedback_id(&self, id: Id) -> Result<String> {
        self.short("feedback", id)
    }

    /// The shortest tail of an action's id that no other action shares.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn short_action_id(&self, id: Id) -> Result<String> {
        self.short("action", id)
    }

    /// The present local day.
    pub fn local_today(&self) -> Day {
        self.calendar().day(self.now().wall)
    }
}
