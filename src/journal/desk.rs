//! The Desk's read model: everything its panes show, read at once after every change.

use super::error::Result;
use super::open::Journal;
use super::read::feedback::{FeedbackFilter, FeedbackRow, OpenAction};
use super::read::{Overview, SessionFilter, Today};
use super::status::Playing;
use crate::domain::calendar::Day;
use crate::domain::feedback::FeedbackState;
use crate::domain::id::Id;
pub use crate::store::sitting::Sitting;
use crate::store::sitting::sittings;
use crate::store::{doubt, feedback, query};

/// How many earlier sessions the Desk keeps at hand.
const RECENT: i64 = 40;
/// How many earlier sittings on the skill to practise next, where it was practised before those.
const LAST: i64 = 6;
/// How many pieces of the inbox it may show.
const INBOX: i64 = 20;
/// How many pieces of feedback it shows of each other kind.
const PIECES: i64 = 8;
/// How many actions it shows; one more is read, which says that there are more.
pub const ACTIONS: usize = 12;
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
    /// The last sittings on the skill to practise next, where none of the above is.
    pub before: Vec<Sitting>,
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
        let _snapshot = self.snapshot_read()?;
        let today = self.today()?;
        let playing = self.playing()?;
        // Who travels against the sun has sessions of tomorrow behind him (zones lie up to 26 hours apart); what a clock that was set
        // back left ahead is not of today.
        let now = self.now().wall.at;
        let mut sittings = self.sittings(today.day, today.day.plus(2), i64::MAX, playing.as_ref())?;
        sittings.retain(|sitting| sitting.started.at <= now);
        let recent = self.sittings(Day(i32::MIN), today.day.plus(-1), RECENT, playing.as_ref())?;
        let overview = self.overview_after(&self.newest(&sittings, &recent)?)?;
        let next = match today.plans.first() {
            Some(line) => Some(line.plan.skill),
            None => overview.longest_unpractised(),
        };
        let pieces = Pieces::of(self)?;
        let inbox = pieces.newest(FeedbackState::Inbox, INBOX)?;
        Ok(Desk {
            before: self.before(next, &overview, &[&sittings, &recent])?,
            next,
            // Counting is for where there is more than is shown.
            inbox_total: match i64::try_from(inbox.len()) {
                Ok(shown) if shown < INBOX => shown,
                _ => self.feedback_tally()?.of(FeedbackState::Inbox),
            },
            inbox,
            waiting: pieces.waiting()?,
            to_act_on: pieces.to_act_on()?,
            sittings,
            recent,
            playing,
            in_doubt: self.closed_in_doubt()?,
            backup: self
                .newest_backup()
                .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())),
            overview,
            today,
        })
    }

    /// Those among today's and earlier sessions that nothing newer can be missing beside.
    fn newest<'a>(&self, today: &'a [Sitting], recent: &'a [Sitting]) -> Result<Vec<&'a Sitting>> {
        if query::any_begins_after(self.store.conn(), self.now().wall.at)? {
            return Ok(Vec::new());
        }
        // Days are local: one of an earlier day may have begun later, and only so many of those were read.
        let cut = i64::try_from(recent.len()).is_ok_and(|read| read == RECENT);
        let oldest = recent.last().filter(|_| cut).map_or(i64::MIN, |oldest| oldest.started.at);
        Ok(today.iter().chain(recent).filter(|sitting| sitting.started.at >= oldest).collect())
    }

    /// The last sittings on a skill that is not among those at hand, though it was practised once.
    fn before(&self, skill: Option<Id>, overview: &Overview, at_hand: &[&[Sitting]]) -> Result<Vec<Sitting>> {
        let once =
            |skill: &Id| overview.skills.iter().any(|line| line.skill.id == *skill && line.last.is_some());
        let is_at_hand =
            |skill: &Id| at_hand.iter().copied().flatten().any(|sitting| sitting.skill == *skill);
        let Some(skill) = skill.filter(once).filter(|skill| !is_at_hand(skill)) else {
            return Ok(Vec::new());
        };
        let filter = SessionFilter { skill: Some(skill), ..SessionFilter::default() };
        Ok(sittings(self.store.conn(), &filter, LAST)?)
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

    fn closed_in_doubt(&self) -> Result<Vec<InDoubt>> {
        let doubted = doubt::doubted(self.store.conn(), IN_DOUBT)?.into_iter();
        let line = |(session, skill_name, day, unresolved)| InDoubt { session, skill_name, day, unresolved };
        Ok(doubted.map(line).collect())
    }
}

/// The feedback of the Desk. In which states there is some is kept, so that nothing is asked of the others.
struct Pieces<'a> {
    journal: &'a Journal,
    states: Vec<FeedbackState>,
}

impl Pieces<'_> {
    fn of(journal: &Journal) -> Result<Pieces<'_>> {
        let tally = feedback::tally(journal.store.conn())?;
        Ok(Pieces { journal, states: tally.into_iter().map(|(state, _)| state).collect() })
    }

    /// The newest pieces of a state that are not put off.
    fn newest(&self, state: FeedbackState, most: i64) -> Result<Vec<FeedbackRow>> {
        if !self.states.contains(&state) {
            return Ok(Vec::new());
        }
        self.journal.feedback(&FeedbackFilter {
            states: vec![state],
            snoozed: Some((false, self.journal.local_today())),
            limit: Some(most),
            bare: true,
            ..FeedbackFilter::default()
        })
    }

    /// What was acted on and requests that wait: two short lists, read by the statement of the inbox.
    fn waiting(&self) -> Result<Vec<FeedbackRow>> {
        let mut waiting = self.newest(FeedbackState::Acted, PIECES)?;
        waiting.extend(self.newest(FeedbackState::Waiting, PIECES)?);
        waiting.sort_by_key(|row| std::cmp::Reverse((row.feedback.when().at, row.feedback.id)));
        waiting.truncate(usize::try_from(PIECES).unwrap_or(usize::MAX));
        Ok(waiting)
    }

    /// Actions that wait for their proof: all of them follow feedback that was accepted.
    fn to_act_on(&self) -> Result<Vec<OpenAction>> {
        if self.states.contains(&FeedbackState::Accepted) {
            self.journal.to_act_on(None, ACTIONS as i64 + 1)
        } else {
            Ok(Vec::new())
        }
    }
}
