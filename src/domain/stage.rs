//! Stages: apprentice, journeyman, master, held by a skill or an area as a dated history that is only added to.

use super::calendar::Day;
use super::id::Id;
use super::moment::Moment;
use super::when::{Dated, Grain};
use crate::words;

words! {
    /// How far somebody is.
    Stage, "stage", {
        /// Works beside somebody.
        Apprentice = "apprentice",
        /// Works alone.
        Journeyman = "journeyman",
        /// Is asked for, and raises others.
        Master = "master",
    }
}

impl Stage {
    /// The next one up.
    pub const fn next(self) -> Option<Stage> {
        match self {
            Stage::Apprentice => Some(Stage::Journeyman),
            Stage::Journeyman => Some(Stage::Master),
            Stage::Master => None,
        }
    }

    /// The one below.
    pub const fn below(self) -> Option<Stage> {
        match self {
            Stage::Apprentice => None,
            Stage::Journeyman => Some(Stage::Apprentice),
            Stage::Master => Some(Stage::Journeyman),
        }
    }
}

words! {
    /// What a stage event does.
    StageEventKind, "kind of stage event", {
        /// The first stage, from none.
        Enter = "enter",
        /// One stage up.
        Promote = "promote",
        /// It was not shown for too long, or went below; the stage stays, and is said to be last shown then.
        Lapse = "lapse",
        /// It was shown again.
        Restore = "restore",
        /// Down, by one's own act.
        StepBack = "step_back",
        /// Held before etude kept its history.
        Import = "import",
        /// An earlier event was wrong, and this one stands in its place.
        Correct = "correct",
    }
}

words! {
    /// How much the word of a witness weighs; *external* is a mark on the statement, not a role of the person.
    Rank, "rank of a witness", {
        /// Oneself.
        Own = "self",
        /// Somebody who learns or works beside one.
        Peer = "peer",
        /// Somebody further on: mentor, master, coach.
        Mentor = "mentor",
        /// Anybody from outside one's organisation.
        External = "external",
    }
}

words! {
    /// Whether an event still counts.
    EventState, "event state", {
        /// It was undone.
        Withdrawn = "withdrawn",
        /// The undo was undone.
        Reinstated = "reinstated",
    }
}

/// What holds a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A skill.
    Skill(Id),
    /// An area.
    Area(Id),
}

impl Subject {
    /// What a record is about that names a skill or an area.
    pub fn of(skill: Option<Id>, area: Option<Id>) -> Subject {
        match (skill, area) {
            (Some(skill), _) => Subject::Skill(skill),
            (None, area) => Subject::Area(area.unwrap_or_default()),
        }
    }

    /// The skill, if it is one.
    pub const fn skill(self) -> Option<Id> {
        match self {
            Subject::Skill(id) => Some(id),
            Subject::Area(_) => None,
        }
    }

    /// The area, if it is one.
    pub const fn area(self) -> Option<Id> {
        match self {
            Subject::Area(id) => Some(id),
            Subject::Skill(_) => None,
        }
    }
}

/// One change of a stage. Stored once and never altered: what is undone gets a [`EventStateChange`] beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct StageEvent {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// When it was written down.
    pub created: Moment,
    /// The skill it is about; or else there is an area.
    pub skill: Option<Id>,
    /// The area it is about.
    pub area: Option<Id>,
    /// What happened.
    pub kind: StageEventKind,
    /// The stage before; none where there was none.
    pub from: Option<Stage>,
    /// The stage after; none after stepping back from the first.
    pub to: Option<Stage>,
    /// When it happened.
    pub at: Moment,
    /// The local day of that.
    pub day: Day,
    /// How exactly that is known.
    pub grain: Grain,
    /// The id of the ladder it was measured by.
    pub ladder: Option<String>,
    /// The version of that.
    pub ladder_version: Option<String>,
    /// Whether the benchmarks are not those the ladder shipped with: its numbers are one's own.
    pub own_thresholds: bool,
    /// How many benchmarks of the stage were met and fresh.
    pub benchmarks_met: i64,
    /// How many the stage has.
    pub benchmarks_total: i64,
    /// What showed it, as said by the benchmarks at that time.
    pub evidence: Vec<Shown>,
    /// Who witnessed it, names as they were.
    pub witnesses: Vec<String>,
    /// What was missing besides the benchmarks, as it was said at that time.
    pub missing: Vec<String>,
    /// One sentence in one's own words; the reason of a step back or a correction.
    pub sentence: String,
    /// The event this one stands in place of.
    pub corrects: Option<Id>,
}

impl StageEvent {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        Subject::of(self.skill, self.area)
    }

    /// When it happened, as exactly as that is known.
    pub fn dated(&self) -> Dated {
        Dated { at: self.at, day: self.day, grain: self.grain }
    }

    /// Whether anything was unmet when the stage was taken: it says so for ever after.
    pub fn self_declared(&self) -> bool {
        use StageEventKind::{Correct, Enter, Promote};
        matches!(self.kind, Enter | Promote | Correct)
            && (self.benchmarks_met < self.benchmarks_total || !self.missing.is_empty())
    }

    /// `self-declared, 3 of 5 shown`, and what else was missing; `declared` of an import, of which nothing was judged; none where
    /// all was shown.
    pub fn declared(&self) -> Option<String> {
        match self.kind {
            StageEventKind::Import => Some("declared".to_owned()),
            _ if self.self_declared() => {
                Some(declared(self.benchmarks_met, self.benchmarks_total, &self.missing))
            }
            _ => None,
        }
    }
}

/// The words for a stage taken with something unmet.
pub fn declared(met: i64, total: i64, missing: &[String]) -> String {
    format!("self-declared, {}", unmet(met, total, missing))
}

/// `3 of 5 shown`; where all are, what else is missing stands behind it, and alone where nothing was to be shown.
pub fn unmet(met: i64, total: i64, missing: &[String]) -> String {
    let counted = (total > 0).then(|| format!("{met} of {total} shown"));
    let besides = missing.iter().filter(|_| met == total).cloned();
    counted.into_iter().chain(besides).collect::<Vec<_>>().join(", ")
}

/// A benchmark that was met, and the records that said so, when a stage was taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shown {
    /// The benchmark's id on the ladder.
    pub benchmark: String,
    /// Its text at that time.
    pub text: String,
    /// The records.
    pub records: Vec<Source>,
}

words! {
    /// What kind of record shows something.
    SourceKind, "kind of record", {
        /// A session.
        Session = "session",
        /// A reading of a measure.
        Reading = "reading",
        /// An entry: a use, a lesson, somebody watched.
        Entry = "entry",
        /// A piece of evidence.
        Evidence = "evidence",
        /// A witness's statement.
        Statement = "statement",
    }
}

/// A record that shows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// What kind it is.
    pub kind: SourceKind,
    /// Its id.
    pub id: Id,
}

/// An event that was undone, or whose undo was undone: kept beside it for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct EventStateChange {
    /// Its id.
    pub id: Id,
    /// The event.
    pub event: Id,
    /// Withdrawn or reinstated.
    pub state: EventState,
    /// When.
    pub at: Moment,
}

/// An event with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The event.
    pub event: StageEvent,
    /// When it was withdrawn; it counts no longer.
    pub withdrawn: Option<Moment>,
    /// The event that corrects it; it counts no longer.
    pub corrected_by: Option<Id>,
}

impl Told {
    /// Whether it counts.
    pub fn counts(&self) -> bool {
        self.withdrawn.is_none() && self.corrected_by.is_none()
    }
}

/// A history: every event with what became of it, in the order in which they happened.
pub fn told(events: Vec<StageEvent>, changes: &[EventStateChange]) -> Vec<Told> {
    let withdrawn = |event: &StageEvent| {
        let last = changes.iter().filter(|change| change.event == event.id).max_by_key(|change| change.id);
        last.filter(|change| change.state == EventState::Withdrawn).map(|change| change.at)
    };
    let mut all: Vec<Told> = events
        .into_iter()
        .map(|event| Told { withdrawn: withdrawn(&event), corrected_by: None, event })
        .collect();
    all.sort_by_key(|told| (told.event.at.at, told.event.id));
    let corrections: Vec<(Id, Id)> = all
        .iter()
        .filter(|told| told.withdrawn.is_none())
        .filter_map(|told| told.event.corrects.map(|wrong| (wrong, told.event.id)))
        .collect();
    for told in &mut all {
        told.corrected_by = corrections.iter().find(|(wrong, _)| *wrong == told.event.id).map(|(_, by)| *by);
    }
    all
}

/// The stage held on a day by a history of one subject: that of the last event that counts.
pub fn held_on(history: &[Told], day: Day) -> Option<Stage> {
    let last = history.iter().rfind(|told| told.counts() && told.event.day <= day);
    last.and_then(|told| told.event.to)
}

/// The event that gave the stage held on a day: since when, and on what proof.
pub fn taken_on(history: &[Told], day: Day) -> Option<&Told> {
    let stage = held_on(history, day)?;
    let mut found = None;
    for told in history.iter().filter(|told| told.counts() && told.event.day <= day) {
        if told.event.to != Some(stage) {
            found = None;
        } else if found.is_none() {
            found = Some(told);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: i64, day: i32, kind: StageEventKind, to: Option<Stage>) -> StageEvent {
        StageEvent {
            id: Id(id),
            created: Moment::default(),
            skill: Some(Id(1)),
            area: None,
            kind,
            from: None,
            to,
            at: Moment { at: i64::from(day) * 86_400_000, ..Moment::default() },
            day: Day(day),
            grain: Grain::Minute,
            ladder: None,
            ladder_version: None,
            own_thresholds: false,
            benchmarks_met: 0,
            benchmarks_total: 0,
            evidence: Vec::new(),
            witnesses: Vec::new(),
            missing: Vec::new(),
            sentence: String::new(),
            corrects: None,
        }
    }

    #[test]
    fn the_stage_of_a_day_is_that_of_the_last_event_that_counts() {
        use StageEventKind::{Enter, Promote, StepBack};
        let events = vec![
            event(1, 10, Enter, Some(Stage::Apprentice)),
            event(2, 20, Promote, Some(Stage::Journeyman)),
            event(3, 30, Promote, Some(Stage::Master)),
            event(4, 40, StepBack, Some(Stage::Journeyman)),
        ];
        let becomes = |id, state| EventStateChange { id: Id(id), event: Id(3), state, at: Moment::default() };
        let history = told(events.clone(), &[]);
        let on = |history: &[Told], day| held_on(history, Day(day));
        assert_eq!([on(&history, 9), on(&history, 10)], [None, Some(Stage::Apprentice)]);
        assert_eq!(on(&history, 35), Some(Stage::Master));
        assert_eq!(taken_on(&history, Day(50)).map(|told| told.event.id), Some(Id(4)));
        let undone = told(events.clone(), &[becomes(1, EventState::Withdrawn)]);
        assert_eq!(on(&undone, 35), Some(Stage::Journeyman));
        assert_eq!(taken_on(&undone, Day(50)).map(|told| told.event.id), Some(Id(2)));
        assert_eq!(undone.len(), 4, "a withdrawn event stays in the history");
        let redone = told(events, &[becomes(1, EventState::Withdrawn), becomes(2, EventState::Reinstated)]);
        assert_eq!(on(&redone, 35), Some(Stage::Master));
    }

    #[test]
    fn what_was_unmet_is_said_with_what_else_was_missing() {
        let missing = ["1 witness missing".to_owned()];
        assert_eq!(declared(3, 5, &missing), "self-declared, 3 of 5 shown");
        assert_eq!(declared(5, 5, &missing), "self-declared, 5 of 5 shown, 1 witness missing");
        assert_eq!(declared(0, 0, &["no skill has begun".to_owned()]), "self-declared, no skill has begun");
    }

    #[test]
    fn a_correction_stands_in_the_place_of_what_it_corrects() {
        let mut right = event(2, 15, StageEventKind::Correct, Some(Stage::Apprentice));
        right.corrects = Some(Id(1));
        let history = told(vec![event(1, 10, StageEventKind::Enter, Some(Stage::Apprentice)), right], &[]);
        assert_eq!(held_on(&history, Day(12)), None);
        assert_eq!(held_on(&history, Day(15)), Some(Stage::Apprentice));
    }
}
