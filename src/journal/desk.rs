//! The Desk's read model: everything its panes show, read at once after every change.

use super::error::Result;
use super::open::Journal;
use super::read::feedback::{FeedbackFilter, FeedbackRow, OpenAction};
use super::read::{Overview, SessionFilter, Today};
use super::status::Playing;
use crate::domain::calendar::Day;
use crate::domain::feedback::FeedbackState;
use crate::domain::id::Id;
use crate::store::doubt;
pub use crate::store::sitting::Sitting;
use crate::store::sitting::sittings;

/// How many earlier sessions the Desk keeps at hand.
const RECENT: i64 = 40;
/// How many pieces of the inbox it may show.
const INBOX: i64 = 20;
/// How many pieces of feedback it shows of each other kind.
const PIECES: i64 = 8;
/// How many actions it shows.
const ACTIONS: i64 = 12;
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
    /// Today's plans and sum.
    pub today: Today,
    /// The sessions that began today, newest first.
    pub sittings: Vec<Sitting>,
    /// The skill to practise next.
    pub next: Option<Id>,
    /// The newest sessions before today.
    pub recent: Vec<Sitting>,
    /// The newest feedback that waits for a decision.
    pub inbox: Vec<FeedbackRow>,
    /// How much of that there is in all.
    pub inbox_total: i64,
    /// What was acted on and waits to be closed, and requests that wait for their answer, newest first.
    pub waiting: Vec<FeedbackRow>,
    /// Actions that wait for their proof, due ones first.
    pub to_act_on: Vec<OpenAction>,
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
        let _still = self.hold_still()?;
        let today = self.today()?;
        let playing = self.playing()?;
        let inbox = self.pieces(FeedbackState::Inbox, INBOX)?;
        Ok(Desk {
            next: self.next_of(&today.plans)?,
            // Counting is for where there is more than is shown.
            inbox_total: match i64::try_from(inbox.len()) {
                Ok(shown) if shown < INBOX => shown,
                _ => self.feedback_tally()?.of(FeedbackState::Inbox),
            },
            inbox,
            waiting: self.waiting()?,
            to_act_on: self.to_act_on(None, ACTIONS)?,
            sittings: self.sittings(today.day, today.day, i64::MAX, playing.as_ref())?,
            recent: self.sittings(Day(i32::MIN), today.day.plus(-1), RECENT, playing.as_ref())?,
            playing,
            in_doubt: self.closed_in_doubt()?,
            backup: self
                .newest_backup()
                .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())),
            overview: self.overview()?,
            today,
        })
    }

    /// The newest sessions of some days, the stretch that runs counted until now.
    fn sittings(&self, from: Day, to: Day, most: i64, playing: Option<&Playing>) -> Result<Vec<Sitting>> {
        let filter = SessionFilter { from: Some(from), to: Some(to), ..SessionFilter::default() };
        let mut found = sittings(self.store.conn(), &filter, most)?;
        let open = playing.and_then(|playing| {
            Some((found.iter_mut().find(|sitting| sitting.id == playing.session.id)?, playing))
        });
        if let Some((sitting, playing)) = open {
            let elapsed = playing.elapsed(self.now());
            (sitting.practised, sitting.unresolved) = (elapsed.practised, elapsed.unresolved);
        }
        Ok(found)
    }

    /// What was acted on and requests that wait: two short lists, read by the statement of the inbox.
    fn waiting(&self) -> Result<Vec<FeedbackRow>> {
        let mut waiting = self.pieces(FeedbackState::Acted, PIECES)?;
        waiting.extend(self.pieces(FeedbackState::Waiting, PIECES)?);
        waiting.sort_by_key(|row| std::cmp::Reverse((row.feedback.when().at, row.feedback.id)));
        waiting.truncate(usize::try_from(PIECES).unwrap_or(usize::MAX));
        Ok(waiting)
    }

    /// The newest pieces of a state that are not put off.
    fn pieces(&self, state: FeedbackState, most: i64) -> Result<Vec<FeedbackRow>> {
        self.feedback(&FeedbackFilter {
            states: vec![state],
            snoozed: Some((false, self.local_today())),
            limit: Some(most),
            bare: true,
            ..FeedbackFilter::default()
        })
    }

    fn closed_in_doubt(&self) -> Result<Vec<InDoubt>> {
        let doubted = doubt::doubted(self.store.conn(), IN_DOUBT)?.into_iter();
        let line = |(session, skill_name, day, unresolved)| InDoubt { session, skill_name, day, unresolved };
        Ok(doubted.map(line).collect())
    }
}
