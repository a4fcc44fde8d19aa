//! Properties: any sequence of changes, valid and refused, with any clocks. What is refused leaves nothing behind, what
//! is done can be undone and redone to the byte, and the facts stay in order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use std::collections::BTreeMap;

use etude::domain::area::Area;
use etude::domain::change::{Change, NewAction};
use etude::domain::drill::{Dial, Drill};
use etude::domain::feedback::Feedback;
use etude::domain::id::Id;
use etude::domain::measure::Measure;
use etude::domain::noun::Noun;
use etude::domain::plan::{Plan, Repeat};
use etude::domain::session::SessionState;
use etude::domain::skill::Skill;
use etude::journal::{Journal, Kind as ErrorKind};
use etude::store::error::Trouble;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use support::changes::{Deed, Kind, change};
use support::world::{Dice, World};
use support::{Bench, MIN, options};

/// One step of a sequence.
#[derive(Debug, Clone)]
enum Step {
    Change(Kind, Vec<u32>),
    Advance(i64),
    Suspend(i64),
    SetWall(i64),
    Reboot,
    Zone(i64),
    Beat,
    Reopen,
}

/// What a day of practice is made of.
const USUAL: &[Kind] = &[
    Kind::Start,
    Kind::Start,
    Kind::Start,
    Kind::Start,
    Kind::AddReps,
    Kind::AddReps,
    Kind::AddReps,
    Kind::Stop,
    Kind::Pause,
    Kind::Resume,
    Kind::TagMiss,
    Kind::AddNote,
    Kind::AddReading,
    Kind::LogSession,
    Kind::Of(Deed::Add, Noun::Drill),
    Kind::Of(Deed::Add, Noun::Plan),
    Kind::Of(Deed::Edit, Noun::Skill),
    Kind::Of(Deed::Add, Noun::Measure),
    Kind::Of(Deed::Add, Noun::Evidence),
    Kind::Of(Deed::Add, Noun::Evidence),
    Kind::Of(Deed::Add, Noun::Statement),
    Kind::Of(Deed::Add, Noun::Statement),
    Kind::MoveStage,
    Kind::Predict,
    Kind::Predict,
    Kind::AddFeedback,
    Kind::AddFeedback,
    Kind::AskFeedback,
    Kind::ImportFeedback,
    Kind::AcceptFeedback,
    Kind::AcceptFeedback,
    Kind::Prove,
    Kind::Prove,
    Kind::Of(Deed::Add, Noun::Entry),
    Kind::TagTheme,
];

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let any_kind = proptest::sample::select(Kind::all());
    let usual = proptest::sample::select(USUAL);
    let throws = || proptest::collection::vec(any::<u32>(), 48);
    let one = prop_oneof![
        6 => (any_kind, throws()).prop_map(|(kind, throws)| Step::Change(kind, throws)),
        6 => (usual, throws()).prop_map(|(kind, throws)| Step::Change(kind, throws)),
        3 => (1..200_i64).prop_map(|minutes| Step::Advance(minutes * MIN)),
        1 => (1..30_i64).prop_map(|hours| Step::Advance(hours * 60 * MIN)),
        1 => (1..900_i64).prop_map(|minutes| Step::Suspend(minutes * MIN)),
        1 => (-600..600_i64).prop_map(|minutes| Step::SetWall(minutes * MIN)),
        1 => Just(Step::Reboot),
        1 => (-11..13_i64).prop_map(Step::Zone),
        2 => Just(Step::Beat),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(one, 1..most)
}

/// A journal at work, with what each operation left behind.
struct Run {
    bench: Bench,
    /// The dumps before the first operation and after each one.
    dumps: Vec<String>,
    /// Whether the clock of a session ran at each of these points.
    ran: Vec<bool>,
    seen: BTreeMap<Kind, (usize, usize)>,
}

impl Run {
    fn new() -> Run {
        let bench = Bench::new();
        let dumps = vec![bench.journal.dump().unwrap()];
        let mut run = Run { bench, dumps, ran: vec![false], seen: BTreeMap::new() };
        // Something to work with, so that short sequences get somewhere.
        let area = run.begin_with(Change::add(Area::named("Music")));
        let skill = run.begin_with(Change::add_skill(Skill::named("Swing"), vec![area]));
        let drill = Drill {
            probe: true,
            dial: Dial::parse("bpm up 2"),
            dial_now: Some("80".to_owned()),
            variations: vec!["C".to_owned(), "F".to_owned()],
            ..Drill::named(skill, "Gaps")
        };
        run.begin_with(Change::add(drill));
        run.begin_with(Change::add(Measure::named(skill, "tempo")));
        let today = run.bench.journal.calendar().day(run.bench.journal.now().wall);
        run.begin_with(Change::add(Plan { repeat: Repeat::Daily, ..Plan::on(skill, today) }));
        let said = Feedback { skill: Some(skill), ..Feedback::saying("the left hand comes early") };
        let feedback = run.begin_with(Change::AddFeedback(Box::new(said), vec!["time".to_owned()]));
        let actions = ["count in", "sing first"].map(|text| NewAction { text: text.to_owned(), due: None });
        run.begin_with(Change::AcceptFeedback { feedback, actions: actions.to_vec() });
        run
    }

    fn begin_with(&mut self, change: Change) -> Id {
        let id = self.bench.apply(change);
        self.note_state();
        id
    }

    fn all(steps: &[Step]) -> Run {
        let mut run = Run::new();
        for step in steps {
            run.step(step);
        }
        run
    }

    fn step(&mut self, step: &Step) {
        let clock = &self.bench.clock;
        match step {
            Step::Change(kind, throws) => self.change(*kind, throws),
            Step::Advance(ms) => clock.advance(*ms),
            Step::Suspend(ms) => clock.suspend(*ms),
            Step::SetWall(ms) => clock.step_wall(*ms),
            Step::Reboot => clock.reboot(),
            Step::Zone(hours) => {
                clock.set_zone(TimeZone::fixed(jiff::tz::Offset::constant(i8::try_from(*hours).unwrap())));
            }
            Step::Beat => {
                if self.bench.journal.beat(1).unwrap() {
                    self.note_state();
                    self.see_the_doctor("a doubt noted by a beat");
                }
            }
            Step::Reopen => self.reopen(),
        }
    }

    fn change(&mut self, kind: Kind, throws: &[u32]) {
        let world = World::of(&self.bench.journal);
        let change = change(kind, &world, &mut Dice::new(throws));
        assert_eq!(Kind::of(&change), kind);
        let before = self.bench.journal.dump().unwrap();
        let done = self.bench.journal.apply(change.clone());
        let counts = self.seen.entry(kind).or_default();
        match done {
            Err(error) => {
                counts.1 += 1;
                assert_eq!(self.bench.journal.dump().unwrap(), before, "refused: {change:?}");
                let spoken = !matches!(
                    error.kind,
                    ErrorKind::Journal(t) if !matches!(t, Trouble::ChangedMeanwhile | Trouble::InUse)
                );
                assert!(spoken, "no rule of the journal said it: {error:?} for {change:?}");
            }
            Ok(_) => {
                counts.0 += 1;
                self.note_state();
                let what = format!("{change:?}");
                self.see_the_doctor(&what);
                self.undo_and_redo_at_once(&before, &what);
            }
        }
    }

    fn note_state(&mut self) {
        self.dumps.push(self.bench.journal.dump().unwrap());
        let playing = self.bench.journal.playing().unwrap();
        self.ran.push(playing.is_some_and(|p| p.session.state == SessionState::Running));
    }

    fn undo_and_redo_at_once(&mut self, before: &str, what: &str) {
        let after = self.dumps.last().unwrap().clone();
        let journal = &mut self.bench.journal;
        journal.undo(None).unwrap_or_else(|error| panic!("{error:?}: undo {what}"));
        assert_eq!(journal.dump().unwrap(), before, "undo {what}");
        self.see_the_doctor(&format!("undo {what}"));
        let journal = &mut self.bench.journal;
        journal.redo().unwrap_or_else(|error| panic!("{error:?}: redo {what}"));
        assert_eq!(journal.dump().unwrap(), after, "redo {what}");
    }

    fn see_the_doctor(&self, after: &str) {
        for check in self.bench.journal.doctor().unwrap() {
            let dump = || self.bench.journal.dump().unwrap();
            assert!(check.ok, "{check:?} after {after}\n{}\n{:?}", dump(), self.bench.journal.history(8));
        }
    }

    fn reopen(&mut self) {
        let clock = self.bench.clock.clone();
        self.bench.journal = Journal::open(options(self.bench.folder.path()), Box::new(clock)).unwrap();
    }

    /// Undoes everything, one operation after the other. Time may pass in between: then what a clock that runs again
    /// was not running is in doubt, so that only the states in which no clock ran are the same to the byte.
    fn undo_all(&mut self, pass: i64) {
        for at in (1..self.dumps.len()).rev() {
            self.bench.clock.advance(pass);
            if at % 3 == 0 {
                self.reopen();
            }
            let said = self.bench.journal.undo(None).unwrap_or_else(|error| panic!("{error:?} at {at}"));
            if !self.ran[at - 1] {
                let now = self.bench.journal.dump().unwrap();
                assert_eq!(now, self.dumps[at - 1], "undo of {} at {at}", said.label);
            }
        }
        self.see_the_doctor("undoing everything");
        assert!(self.bench.journal.undo(None).is_err(), "nothing is left to undo");
    }

    fn redo_all(&mut self) {
        for at in 1..self.dumps.len() {
            if at % 4 == 0 {
                self.reopen();
            }
            self.bench.journal.redo().unwrap_or_else(|error| panic!("{error:?} at {at}"));
            if !self.ran[at] || at + 1 == self.dumps.len() {
                assert_eq!(self.bench.journal.dump().unwrap(), self.dumps[at], "redo at {at}");
            }
        }
        self.see_the_doctor("redoing everything");
        assert!(self.bench.journal.redo().is_err(), "nothing is left to redo");
    }
}

fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        max_shrink_iters: 300,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn whatever_is_done_can_be_undone_later(steps in steps(24), pass in 0..3_i64) {
        let mut run = Run::all(&steps);
        run.undo_all(pass * 7 * MIN);
    }

    #[test]
    fn whatever_is_undone_can_be_redone(steps in steps(24)) {
        let mut run = Run::all(&steps);
        run.bench.clock.advance(5 * MIN);
        run.undo_all(0);
        run.redo_all();
    }
}

/// The generator reaches every variant, and each is done and refused at least once.
#[test]
fn every_change_is_generated_done_and_refused() {
    let mut seen: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    let all = Kind::all();
    let mut dice = 12_345_u32;
    let mut throw = || {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        dice >> 3
    };
    let missing = |seen: &BTreeMap<Kind, (usize, usize)>| -> Vec<Kind> {
        let both = |kind: &&Kind| seen.get(kind).is_some_and(|sums| sums.0 > 0 && sums.1 > 0);
        all.iter().filter(|kind| !both(kind)).copied().collect()
    };
    // So many runs are enough for each to come; mostly fewer are.
    for _ in 0..150 {
        if missing(&seen).is_empty() {
            break;
        }
        let mut run = Run::new();
        for _ in 0..90 {
            let from = if throw() % 3 == 0 { USUAL } else { &all };
            let kind = from[throw() as usize % from.len()];
            let throws: Vec<u32> = (0..64).map(|_| throw()).collect();
            run.step(&Step::Change(kind, throws));
            let ms = i64::from(throw() % 40) * MIN;
            run.step(&if throw() % 4 == 0 { Step::Suspend(ms) } else { Step::Advance(ms) });
        }
        for (kind, (done, refused)) in run.seen {
            let sum = seen.entry(kind).or_default();
            *sum = (sum.0 + done, sum.1 + refused);
        }
    }
    let missing = missing(&seen);
    assert!(missing.is_empty(), "never done or never refused: {missing:?} of {seen:?}");
}
