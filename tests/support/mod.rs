//! What the tests share: a journal in a temporary folder, with clocks that stand until they are told to move.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod changes;
mod feedback;
pub mod fixture;
pub mod folio;
pub mod stages;
pub mod world;

use etude::clock::FixedClock;
use etude::domain::area::Area;
use etude::domain::change::Change;
use etude::domain::id::Id;
use etude::domain::skill::Skill;
use etude::journal::{Journal, Options};

/// 2026-11-20 08:00 UTC, a Friday.
pub const MORNING: i64 = 1_795_161_600_000;
/// A minute in milliseconds.
pub const MIN: i64 = 60_000;

/// A journal with its folder and its clock.
pub struct Bench {
    /// The folder; removed with the bench.
    #[allow(dead_code, reason = "some tests only need it to live")]
    pub folder: tempfile::TempDir,
    /// The clock of the journal.
    pub clock: FixedClock,
    /// The journal.
    pub journal: Journal,
}

/// How a journal in a folder is opened.
pub fn options(folder: &std::path::Path) -> Options {
    Options::in_folder(folder, "test")
}

/// Does something in several threads that set out together.
pub fn at_once(n: usize, work: impl Fn(usize) + Sync) {
    let gate = std::sync::Barrier::new(n);
    std::thread::scope(|scope| {
        for at in 0..n {
            let (gate, work) = (&gate, &work);
            scope.spawn(move || {
                gate.wait();
                work(at);
            });
        }
    });
}

impl Bench {
    /// An empty journal on a Friday morning.
    pub fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let clock = FixedClock::at(MORNING);
        let journal = Journal::open(options(folder.path()), Box::new(clock.clone())).unwrap();
        Bench { folder, clock, journal }
    }

    /// Applies a change and hands back the id of what it made.
    pub fn apply(&mut self, change: Change) -> Id {
        self.journal.apply(change).unwrap().id.unwrap_or_default()
    }

    /// An area with one skill; hands back both ids.
    pub fn area_and_skill(&mut self) -> (Id, Id) {
        let area = self.apply(Change::add(Area::named("Jazz piano")));
        let skill = self.apply(Change::add_skill(Skill::named("Guide tones"), vec![area]));
        (area, skill)
    }
}
