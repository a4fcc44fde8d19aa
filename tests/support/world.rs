//! What the generator of changes knows of the journal, and the dice it throws.

use std::collections::BTreeMap;

use etude::domain::area::Area;
use etude::domain::calendar::Day;
use etude::domain::change::{NewReps, NewSkill};
use etude::domain::drill::Drill;
use etude::domain::entry::Entry;
use etude::domain::evidence::{Evidence, Statement};
use etude::domain::feedback::{Action, Feedback, Theme};
use etude::domain::id::Id;
use etude::domain::measure::{Measure, Reading};
use etude::domain::moment::{Moment, Stamp};
use etude::domain::noun::{AnyRecord, Noun};
use etude::domain::person::Person;
use etude::domain::plan::Plan;
use etude::domain::rep::RepResult;
use etude::domain::session::{Note, Session};
use etude::domain::skill::Skill;
use etude::domain::stage::{StageEvent, Subject};
use etude::journal::Journal;
use etude::journal::read::SessionFilter;
use etude::journal::read::entry::EntryFilter;
use etude::journal::read::feedback::FeedbackFilter;

/// Every record a change can name.
pub struct World {
    pub now: Stamp,
    pub today: Day,
    pub areas: Vec<Area>,
    pub skills: Vec<Skill>,
    pub drills: Vec<Drill>,
    pub measures: Vec<Measure>,
    /// Every record of the register.
    pub records: BTreeMap<Noun, Vec<AnyRecord>>,
    pub people: Vec<Person>,
    pub plans: Vec<Plan>,
    pub sessions: Vec<Session>,
    pub notes: Vec<Note>,
    pub readings: Vec<Reading>,
    pub feedback: Vec<Feedback>,
    pub actions: Vec<Action>,
    pub proofs: Vec<Id>,
    pub themes: Vec<Theme>,
    pub entries: Vec<Entry>,
    pub evidence: Vec<Evidence>,
    pub statements: Vec<Statement>,
    pub stage_events: Vec<StageEvent>,
}

impl World {
    /// Looks the journal over.
    pub fn of(journal: &Journal) -> World {
        let overview = journal.overview().unwrap();
        let skills: Vec<Skill> = overview.skills.into_iter().map(|line| line.skill).collect();
        let filter = SessionFilter { discarded: true, limit: Some(12), ..SessionFilter::default() };
        let sessions: Vec<Session> =
            journal.sessions(&filter).unwrap().into_iter().map(|row| row.session).collect();
        let details: Vec<_> =
            sessions.iter().take(4).map(|s| journal.session_detail(s.id).unwrap()).collect();
        let newest = FeedbackFilter { limit: Some(12), whole: true, ..FeedbackFilter::default() };
        let pieces = journal.feedback(&newest).unwrap();
        let lines: Vec<_> = pieces.iter().flat_map(|row| row.actions.clone()).collect();
        let now = journal.now();
        let measures: Vec<Measure> = skills.iter().flat_map(|s| journal.measures(s.id).unwrap()).collect();
        let subjects: Vec<Subject> = skills
            .iter()
            .map(|s| Subject::Skill(s.id))
            .chain(overview.areas.iter().map(|a| Subject::Area(a.id)))
            .collect();
        let evidence = subjects.iter().flat_map(|s| journal.evidence(*s).unwrap());
        let statements = subjects.iter().flat_map(|s| journal.statements(*s).unwrap());
        World {
            evidence: evidence.map(|(piece, _)| piece).collect(),
            statements: statements.map(|(statement, _)| statement).collect(),
            stage_events: journal.stage_history().unwrap().into_iter().map(|told| told.event).collect(),
            now,
            records: Noun::ALL.iter().map(|noun| (*noun, journal.records(*noun).unwrap())).collect(),
            today: journal.calendar().day(now.wall),
            areas: overview.areas,
            drills: skills.iter().flat_map(|s| journal.drills(s.id).unwrap()).collect(),
            people: journal.people().unwrap(),
            plans: journal.plans().unwrap().into_iter().map(|line| line.plan).collect(),
            notes: details.iter().flat_map(|d| d.notes.clone()).collect(),
            readings: measures.iter().flat_map(|m| journal.readings(m.id, 3).unwrap()).collect(),
            measures,
            skills,
            sessions,
            proofs: lines.iter().flat_map(|line| line.proofs.iter().map(|proof| proof.id)).collect(),
            actions: lines.iter().map(|line| journal.action(line.id).unwrap()).collect(),
            feedback: pieces.into_iter().map(|row| row.feedback).collect(),
            themes: journal.theme_lines(None).unwrap().into_iter().map(|line| line.theme).collect(),
            entries: journal
                .entries(&EntryFilter { limit: Some(16), ..EntryFilter::default() })
                .unwrap()
                .into_iter()
                .map(|row| row.entry)
                .collect(),
        }
    }
}

/// Dice whose throws are given: the same throws make the same change.
pub struct Dice<'a> {
    throws: &'a [u32],
    at: usize,
}

const NAMES: &[&str] = &[
    "Jazz piano",
    "Time",
    "Ear",
    "Guide tones",
    "Code review",
    "time ",
    "Größe",
    "初段",
    "a\u{301}ccent",
    "e",
    "\u{202e}bidi",
    "Ask first",
    "Name it",
    "Slow",
    "Fast",
];
const WRONG_NAMES: &[&str] = &["x/y", "", "  ", "two\nlines", "nul\0"];
const TEXTS: &[&str] =
    &["", "", "land on the third", "zwei\nZeilen", "emoji 👩‍🎤", "quote ' \" \\ {}", "\u{1b}[31mred", "n/a"];

impl<'a> Dice<'a> {
    /// Dice that show these numbers, and 0 when they run out.
    pub fn new(throws: &'a [u32]) -> Dice<'a> {
        Dice { throws, at: 0 }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let throw = self.throws.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        throw as usize % n.max(1)
    }

    /// Once in `n` throws.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// One of these.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// The id of one of these, or of nothing.
    pub fn id<T>(&mut self, of: &[T], id: impl Fn(&T) -> Id) -> Id {
        if of.is_empty() || self.once_in(16) { Id(7) } else { id(&of[self.below(of.len())]) }
    }

    /// The id of one of these that is archived, or of any.
    pub fn archived<T: Clone>(
        &mut self,
        of: &[T],
        id: impl Fn(&T) -> Id,
        at: impl Fn(&T) -> Option<i64>,
    ) -> Id {
        let archived: Vec<T> = of.iter().filter(|one| at(one).is_some()).cloned().collect();
        if archived.is_empty() || self.once_in(6) { self.id(of, id) } else { self.id(&archived, id) }
    }

    /// One of these records, at times with a revision that is not its own.
    pub fn record<T: Clone>(&mut self, of: &[T], stale: impl Fn(&mut T)) -> Option<T> {
        if of.is_empty() {
            return None;
        }
        let mut found = self.one(of);
        if self.once_in(12) {
            stale(&mut found);
        }
        Some(found)
    }

    pub fn name(&mut self) -> String {
        let list = if self.once_in(20) { WRONG_NAMES } else { NAMES };
        self.one(list).to_owned()
    }

    /// Whom a session is with: mostly nothing is said.
    pub fn with(&mut self) -> Option<String> {
        if self.once_in(4) { Some(self.name()) } else { None }
    }

    /// A skill to be made with a session: rarely.
    pub fn new_skill(&mut self) -> Option<NewSkill> {
        let areas = (0..self.below(3)).map(|_| self.name()).collect();
        if self.once_in(12) { Some(NewSkill { name: self.name(), areas }) } else { None }
    }

    pub fn text(&mut self) -> String {
        if self.once_in(40) { "nul\0".to_owned() } else { self.one(TEXTS).to_owned() }
    }

    pub fn words(&mut self) -> Vec<String> {
        (0..self.below(4)).map(|_| self.text()).collect()
    }

    /// A number from a list, or none; at times one that no list holds.
    pub fn number(&mut self, of: &[i64]) -> Option<i64> {
        if self.once_in(25) {
            return Some(self.one(&[0, -1, i64::MAX, i64::MIN]));
        }
        let at = self.below(of.len() + 1);
        of.get(at).copied()
    }

    /// A time as somebody may name it: mostly none, mostly lately.
    pub fn moment(&mut self, now: Moment) -> Option<Moment> {
        let minutes = i64::try_from(self.below(180)).unwrap();
        match self.below(12) {
            0..=6 => None,
            7..=9 => Some(now.plus(-minutes * 60_000)),
            10 => Some(now.plus(-minutes * 3_600_000)),
            _ => Some(self.one(&[now.plus(30_000), now.plus(3_600_000), Moment::default(), now.plus(-1)])),
        }
    }

    /// A day around today.
    pub fn day(&mut self, today: Day) -> Day {
        today.plus(i32::try_from(self.below(9)).unwrap() - 3)
    }

    /// Any number a reading may hold, and some it may not.
    pub fn real(&mut self) -> f64 {
        let (high, low) = (self.below(1 << 31) as u64, self.below(1 << 31) as u64);
        match self.below(6) {
            0 => f64::from_bits(high << 33 | low << 2),
            1 => self.one(&[f64::NAN, f64::INFINITY, -0.0, f64::MIN_POSITIVE, f64::MAX, 5e-324]),
            2 => high as f64 / low.max(1) as f64,
            _ => (high % 200) as f64 / 10.0,
        }
    }

    /// Reps as they come in, at times more or fewer than there can be.
    pub fn reps(&mut self) -> NewReps {
        let results = (0..=self.below(2))
            .map(|_| (self.one(RepResult::ALL), self.one(&[1, 1, 3, 1, 1, 2, 5, 0, -1, 1001])));
        NewReps {
            results: results.collect(),
            grade: self.number(&[0, 9]),
            mental: self.once_in(4),
            bulk: self.once_in(4),
            miss_tag: if self.once_in(3) { Some(self.text()) } else { None },
        }
    }
}
