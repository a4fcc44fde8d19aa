//! What the list asks the store thread for, and what comes back: a page of a shelf at a time.

use super::triage::{self, Arrived};
use crate::domain::calendar::Day;
use crate::domain::feedback::{FeedbackState, Theme};
use crate::domain::id::Id;
use crate::domain::search::Query;
use crate::journal::read::feedback::{FeedbackFilter, FeedbackRow};
use crate::journal::{Journal, Result};
use crate::tui::pane::sections::{Cursor, From, Page, Placed, Sort};

/// How far a filtered shelf is counted; more than that is said to be so many *and more*.
pub const COUNTED: i64 = 10_000;

/// How many pieces a search among them finds, the newest.
pub const FOUND: usize = 1_000;

/// A part of the list: a state, or what is put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// What stands in a state and is not put off.
    State(FeedbackState),
    /// What is put off beyond today.
    Snoozed,
}

impl Shelf {
    /// Every shelf, in the order of the list: what asks for me first.
    pub fn all() -> impl Iterator<Item = Shelf> {
        let (open, done): (Vec<FeedbackState>, Vec<FeedbackState>) =
            FeedbackState::SHELVES.iter().partition(|state| state.is_open());
        let states = |states: Vec<FeedbackState>| states.into_iter().map(Shelf::State);
        states(open).chain([Shelf::Snoozed]).chain(states(done))
    }

    /// The word people read.
    pub const fn shown(self) -> &'static str {
        match self {
            Shelf::State(state) => state.shown(),
            Shelf::Snoozed => "snoozed",
        }
    }
}

impl Sort for Shelf {
    fn begins_open(self) -> bool {
        match self {
            Shelf::State(state) => state.is_open(),
            Shelf::Snoozed => false,
        }
    }
}

impl Placed for FeedbackRow {
    fn cursor(&self) -> Cursor {
        (self.feedback.when().at, self.feedback.id)
    }
}

/// What the list is narrowed down to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Narrow {
    /// Only these words.
    pub words: String,
    /// Only from this person, with the name.
    pub person: Option<(Id, String)>,
    /// Only about this skill, with the name.
    pub skill: Option<(Id, String)>,
    /// Only with this theme, with the name.
    pub theme: Option<(Id, String)>,
    /// Only in this state.
    pub state: Option<FeedbackState>,
}

impl Narrow {
    /// Whether nothing is left out.
    pub fn is_all(&self) -> bool {
        *self == Narrow::default()
    }

    /// What it is narrowed down to, as the title of the list says it.
    pub fn shown(&self) -> String {
        let named = |named: &Option<(Id, String)>| named.as_ref().map(|(_, name)| name.clone());
        let theme = named(&self.theme).map(|name| format!("#{name}"));
        let words = (!self.words.is_empty()).then(|| format!("/{}", self.words));
        let state = self.state.map(|state| state.shown().to_owned());
        let parts = [named(&self.person), named(&self.skill), theme, state, words];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn filter(&self, shelf: Shelf, today: Day, among: Option<&[Id]>) -> FeedbackFilter {
        let id = |named: &Option<(Id, String)>| named.as_ref().map(|(id, _)| *id);
        FeedbackFilter {
            states: match shelf {
                Shelf::State(state) => vec![state],
                Shelf::Snoozed => Vec::new(),
            },
            snoozed: Some((shelf == Shelf::Snoozed, today)),
            person: id(&self.person),
            skill: id(&self.skill),
            theme: id(&self.theme),
            among: among.map(<[Id]>::to_vec),
            ..FeedbackFilter::default()
        }
    }
}

/// What is asked for at once.
#[derive(Debug, Clone, PartialEq)]
pub struct PagesAsk {
    /// Which asking this is; an older answer is let go.
    pub turn: u64,
    /// What the list is narrowed down to.
    pub narrow: Narrow,
    /// The newest piece that was seen before.
    pub seen: Id,
    /// Whether the shelves are counted anew.
    pub totals: bool,
    /// The pages.
    pub pages: Vec<Page<Shelf>>,
    /// The shelf of which every piece is to be marked.
    pub mark: Option<Shelf>,
    /// What is marked, to be told which of it is gone.
    pub marked: Vec<Id>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// Which asking this answers.
    pub turn: u64,
    /// How many pieces each shelf holds, if that was asked.
    pub totals: Option<Vec<(Shelf, i64)>>,
    /// The rows of each page, newest first.
    pub pages: Vec<(Page<Shelf>, Vec<FeedbackRow>)>,
    /// The themes by name, if the totals were asked.
    pub themes: Vec<Theme>,
    /// Everybody by name, if the totals were asked.
    pub people: Vec<(Id, String)>,
    /// The pieces of the shelf that is to be marked.
    pub marked: Vec<Id>,
    /// What was marked and is gone.
    pub gone: Vec<Id>,
    /// What has come since, if the totals were asked.
    pub arrived: Arrived,
    /// What is said of the balance with people, once and quietly.
    pub balance: Option<String>,
}

/// Reads what was asked for.
///
/// # Errors
/// When the file cannot be read.
pub fn read(journal: &Journal, ask: &PagesAsk) -> Result<Pages> {
    let today = journal.local_today();
    let query = Query::parse(&ask.narrow.words);
    let among = match query.is_empty() {
        true => None,
        false => Some(journal.feedback_matching(&query, FOUND)?),
    };
    let among = among.as_deref();
    let totals = if ask.totals { Some(totals(journal, &ask.narrow, today, among)?) } else { None };
    let mut pages = Vec::new();
    for page in &ask.pages {
        let mut filter = ask.narrow.filter(page.of, today, among);
        filter.limit = Some(page.limit);
        match page.from {
            From::Newest => {}
            From::Oldest => filter.after = Some((i64::MIN, Id::default())),
            From::OlderThan(row) => filter.before = Some(row),
            From::NewerThan(row) => filter.after = Some(row),
            From::At((when, id)) => filter.before = Some((when, Id(id.0.saturating_add(1)))),
        }
        let mut rows = journal.feedback(&filter)?;
        if filter.after.is_some() {
            rows.reverse();
        }
        pages.push((*page, rows));
    }
    let mut found = Pages {
        turn: ask.turn,
        totals,
        pages,
        themes: Vec::new(),
        people: Vec::new(),
        balance: None,
        marked: Vec::new(),
        gone: Vec::new(),
        arrived: Arrived::default(),
    };
    if let Some(shelf) = ask.mark {
        found.marked = journal.feedback_ids(&ask.narrow.filter(shelf, today, among), i64::MAX)?;
    }
    if !ask.marked.is_empty() {
        let marked = FeedbackFilter { among: Some(ask.marked.clone()), ..FeedbackFilter::default() };
        let there: std::collections::HashSet<Id> =
            journal.feedback_ids(&marked, i64::MAX)?.into_iter().collect();
        found.gone = ask.marked.iter().copied().filter(|id| !there.contains(id)).collect();
    }
    if ask.totals {
        found.themes = journal.themes()?;
        found.people = journal.people()?.into_iter().map(|person| (person.id, person.name)).collect();
        found.balance = balance(journal)?;
        found.arrived = triage::arrived(journal, ask.seen)?;
    }
    Ok(found)
}

fn totals(journal: &Journal, narrow: &Narrow, today: Day, among: Option<&[Id]>) -> Result<Vec<(Shelf, i64)>> {
    let tally = narrow.is_all().then(|| journal.feedback_tally()).transpose()?;
    let mut totals = Vec::new();
    for shelf in Shelf::all() {
        let fits = narrow.state.is_none_or(|state| shelf == Shelf::State(state));
        let total = match (&tally, shelf) {
            _ if !fits => 0,
            (Some(tally), Shelf::State(state)) => tally.of(state),
            (Some(tally), Shelf::Snoozed) => tally.snoozed,
            (None, _) => journal.count_feedback(&narrow.filter(shelf, today, among), COUNTED)?,
        };
        totals.push((shelf, total));
    }
    Ok(totals)
}

/// The area that has waited longest for the word of a human, where that is long.
fn balance(journal: &Journal) -> Result<Option<String>> {
    /// Shorter than this is no matter.
    const LONG: i64 = 28;
    let mut waiting: Vec<_> = journal
        .balance()?
        .into_iter()
        .filter_map(|line| Some((line.days?, line.name, line.ai)))
        .filter(|(days, ..)| *days >= LONG)
        .collect();
    waiting.sort_by_key(|(days, ..)| std::cmp::Reverse(*days));
    Ok(waiting.into_iter().next().map(|(days, name, ai)| {
        let only = if ai > 0 { format!("; {ai} by AI since") } else { String::new() };
        format!("{name}: last word from a human {days} d ago{only}")
    }))
}
