//! The sample journal: lively, sound, and the same for the same seed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use std::os::unix::fs::PermissionsExt;

use etude::clock::{Clock, FixedClock};
use etude::journal::read::SessionFilter;
use etude::journal::{Journal, demo};
use jiff::tz::TimeZone;
use support::{MIN, MORNING, options};

fn zone() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

fn clock() -> FixedClock {
    let clock = FixedClock::at(MORNING + 7 * 60 * MIN);
    clock.set_zone(zone());
    clock
}

#[test]
fn the_sample_is_a_lively_year_that_ends_now() {
    let clock = clock();
    let sample = demo::sample(clock.now(), zone()).unwrap();
    let options = etude::journal::Options { places: sample.places.clone(), ..options(sample.folder.path()) };
    let mut journal = Journal::open(options, Box::new(clock.clone())).unwrap();
    let bad: Vec<_> = journal.doctor().unwrap().into_iter().filter(|check| !check.ok).collect();
    assert!(bad.is_empty(), "{bad:?}");
    let rows = journal.sessions(&SessionFilter::default()).unwrap();
    assert_eq!(rows.len(), 300);
    let today = journal.today().unwrap();
    assert!((2..=3).contains(&journal.desk().unwrap().sittings.len()) && !today.plans.is_empty());
    assert!(rows[0].session.ended.unwrap().at <= clock.now().wall.at);
    let span = rows[0].session.day.0 - rows[299].session.day.0;
    assert!((330..=370).contains(&span), "{span} days");
    assert!((1..=3).contains(&journal.desk().unwrap().in_doubt.len()), "it asks for a few decisions");
    let overview = journal.overview().unwrap();
    assert_eq!((overview.areas.len(), overview.skills.len()), (3, 12));
    assert!(overview.skills.iter().all(|line| line.last.is_some()));
    assert!(overview.skills.iter().any(|line| line.areas.len() == 2));
    let cold: Vec<bool> = rows
        .iter()
        .rev()
        .filter(|row| row.session.probe_reps > 0)
        .flat_map(|row| journal.session_detail(row.session.id).unwrap().reps)
        .filter(|rep| rep.cold)
        .map(|rep| rep.result == etude::domain::rep::RepResult::Hit)
        .collect();
    let rate = |of: &[bool]| of.iter().filter(|hit| **hit).count() as f64 / of.len() as f64;
    let (early, late) = cold.split_at(cold.len() / 2);
    assert!(cold.len() > 200 && rate(late) > rate(early), "{} {} {}", cold.len(), rate(early), rate(late));
    // It can be worked with like any other.
    let skill = overview.skills[0].skill.id;
    journal
        .apply(etude::domain::change::Change::Start(Box::new(etude::domain::change::Start::of(skill))))
        .unwrap();
    journal.undo(None).unwrap();
}

#[test]
fn the_same_seed_writes_the_same_journal_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let dump = |name: &str, seed: u64| {
        let path = folder.path().join(name);
        demo::write(&path, 500, seed, clock().now(), zone()).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let mut options = options(folder.path());
        options.places.journal = path;
        let journal = Journal::open_to_read(options, Box::new(clock())).unwrap();
        assert!(journal.doctor().unwrap().iter().all(|check| check.ok));
        assert_eq!(journal.sessions(&SessionFilter::default()).unwrap().len(), 500);
        journal.dump().unwrap()
    };
    let first = dump("a.db", 7);
    assert!(first == dump("b.db", 7), "the same seed");
    assert!(first != dump("c.db", 8), "another seed");
    let before = std::fs::read(folder.path().join("a.db")).unwrap();
    let refused = demo::write(&folder.path().join("a.db"), 10, 1, clock().now(), zone()).unwrap_err();
    assert_eq!(refused.exit_code(), 1);
    assert_eq!(std::fs::read(folder.path().join("a.db")).unwrap(), before);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".etude-demo")), "{left:?}");
}

#[test]
fn a_sample_of_any_size_at_any_hour() {
    let folder = tempfile::tempdir().unwrap();
    for (at, (sessions, wall)) in
        [(0, MORNING), (1, MORNING), (2, MORNING - 8 * 60 * MIN + 1), (40, 0)].into_iter().enumerate()
    {
        let path = folder.path().join(format!("{at}.db"));
        demo::write(&path, sessions, 1, FixedClock::at(wall).now(), TimeZone::UTC).unwrap();
        let mut options = options(folder.path());
        options.places.journal = path;
        let journal = Journal::open_to_read(options, Box::new(FixedClock::at(wall))).unwrap();
        let rows = journal.sessions(&SessionFilter::default()).unwrap();
        assert_eq!(rows.len(), sessions);
        assert!(rows.iter().all(|row| row.session.ended.unwrap().at <= wall));
        assert!(journal.doctor().unwrap().iter().all(|check| check.ok));
    }
}
