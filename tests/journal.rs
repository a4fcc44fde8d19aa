//! The journal through its changes: sessions, gaps, undo.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::change::{Change, NewReps, Start, Stop};
use etude::domain::rep::RepResult;
use etude::domain::session::{SegmentKind, SessionState};
use etude::domain::timer::GapAnswer;
use etude::journal::read::SessionFilter;
use support::{Bench, MIN};

#[test]
fn a_session_is_kept_whole() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(12 * MIN);
    bench.apply(Change::AddReps(NewReps::one(RepResult::Hit)));
    bench.apply(Change::Pause { at: None });
    bench.clock.advance(5 * MIN);
    bench.apply(Change::Resume { at: None });
    bench.clock.advance(8 * MIN);
    bench.apply(Change::Stop(Box::new(Stop { challenge: Some(4), ..Stop::default() })));
    let rows = bench.journal.sessions(&SessionFilter::default()).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].practised / MIN, rows[0].hits, rows[0].session.state), (20, 1, SessionState::Closed));
    assert!(bench.journal.doctor().unwrap().iter().all(|check| check.ok));
}

#[test]
fn undo_of_a_stop_doubts_the_time_between() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(10 * MIN);
    bench.apply(Change::Stop(Box::default()));
    let closed = bench.journal.dump().unwrap();
    bench.clock.advance(7 * MIN);
    bench.journal.undo(None).unwrap();
    bench.clock.advance(3 * MIN);
    let playing = bench.journal.playing().unwrap().expect("runs again");
    let elapsed = playing.elapsed(bench.journal.now());
    assert_eq!((elapsed.practised / MIN, elapsed.unresolved / MIN), (13, 7));
    bench.journal.redo().unwrap();
    assert_eq!(bench.journal.dump().unwrap(), closed);
    assert!(bench.journal.doctor().unwrap().iter().all(|check| check.ok));
}

#[test]
fn sleep_is_doubted_until_somebody_decides() {
    for (answer, practised) in [
        (None, 10),
        (Some(GapAnswer::Keep), 70),
        (Some(GapAnswer::Trim), 10),
        (Some(GapAnswer::Discard), 10),
        (Some(GapAnswer::Length(25 * MIN)), 35),
    ] {
        let mut bench = Bench::new();
        let (_, skill) = bench.area_and_skill();
        bench.apply(Change::Start(Box::new(Start::of(skill))));
        bench.clock.advance(10 * MIN);
        bench.clock.suspend(60 * MIN);
        let id = bench.apply(Change::Stop(Box::new(Stop { gap: answer, ..Stop::default() })));
        let detail = bench.journal.session_detail(id).unwrap();
        assert_eq!(detail.row.practised / MIN, practised, "{answer:?}");
        let doubted = if answer.is_none() { 60 } else { 0 };
        assert_eq!(detail.row.unresolved / MIN, doubted, "{answer:?}");
        assert!(detail.segments.iter().all(|s| s.kind != SegmentKind::Unresolved || answer.is_none()));
        assert!(bench.journal.doctor().unwrap().iter().all(|check| check.ok), "{answer:?}");
    }
}
