//! The journal through its changes: sessions, gaps, undo.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::area::Area;
use etude::domain::change::{Change, NewReps, Start, Stop};
use etude::domain::drill::Drill;
use etude::domain::measure::Measure;
use etude::domain::rep::RepResult;
use etude::domain::session::{SegmentKind, Session, SessionState};
use etude::domain::skill::Skill;
use etude::domain::timer::GapAnswer;
use etude::journal::Journal;
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
    assert_eq!(
        (rows[0].practised / MIN, rows[0].reps.hits, rows[0].session.state),
        (20, 1, SessionState::Closed)
    );
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

#[test]
fn sessions_that_were_thrown_away_leave_no_time_to_decide_on() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    for thrown in [false, true, true, true] {
        bench.apply(Change::Start(Box::new(Start::of(skill))));
        bench.clock.suspend(60 * MIN);
        bench.apply(if thrown { Change::Cancel } else { Change::Stop(Box::default()) });
    }
    assert_eq!(bench.journal.desk().unwrap().in_doubt.len(), 1, "the one that was kept is named");
    let checks = bench.journal.doctor().unwrap();
    assert!(checks.iter().any(|check| check.detail.starts_with("1 sessions hold time")), "{checks:?}");
}

#[test]
fn drills_and_measures_of_merged_skills_can_be_told_apart() {
    let mut bench = Bench::new();
    let (area, ear) = bench.area_and_skill();
    let other = bench.apply(Change::add_skill(Skill::named("Ear"), vec![area]));
    for skill in [ear, other] {
        bench.apply(Change::add(Drill::named(skill, "d1")));
        bench.apply(Change::add(Measure::named(skill, "share")));
    }
    let merged = bench.journal.apply(Change::merge::<Skill>(other, ear)).unwrap();
    assert_eq!(merged.notices.len(), 2, "{merged:?}");
    let drills = bench.journal.drills(ear).unwrap();
    assert_eq!(drills.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["d1", "d1 (Ear)"]);
    let measures = bench.journal.measures(ear).unwrap();
    assert_eq!(measures.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["share", "share (Ear)"]);
    for drill in drills {
        bench.apply(Change::edit(drill));
    }
}

#[test]
fn variations_go_on_from_the_last_sitting_that_counts() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let drill =
        Drill { variations: ["a", "b", "c"].map(str::to_owned).to_vec(), ..Drill::named(skill, "d1") };
    let drill = bench.apply(Change::add(drill));
    let session = Session { drill: Some(drill), ..Session::on(skill) };
    for (variation, end) in
        [("a", Change::Stop(Box::default())), ("b", Change::Cancel), ("b", Change::Cancel)]
    {
        let start = Start { session: session.clone(), ..Start::of(skill) };
        bench.apply(Change::Start(Box::new(start)));
        let playing = bench.journal.playing().unwrap().unwrap();
        assert_eq!(playing.session.variation.as_deref(), Some(variation));
        bench.clock.advance(MIN);
        bench.apply(end);
    }
}

#[test]
fn what_is_too_old_is_forgotten_but_not_because_a_clock_jumped_once() {
    let mut bench = Bench::new();
    bench.apply(Change::add(Area::named("Music")));
    bench.journal.settle().unwrap();
    let operations = |bench: &Bench| bench.journal.history(100).unwrap().len();
    let again = |bench: &mut Bench, days: i64| {
        bench.clock.advance(days * 24 * 60 * MIN);
        bench.journal =
            Journal::open(support::options(bench.folder.path()), Box::new(bench.clock.clone())).unwrap();
    };
    again(&mut bench, 100);
    assert_eq!(operations(&bench), 1, "opening alone forgets nothing");
    bench.apply(Change::add(Area::named("Speech")));
    bench.journal.settle().unwrap();
    assert_eq!(operations(&bench), 2, "it may be the clock that jumped");
    again(&mut bench, 1);
    bench.apply(Change::add(Area::named("Code")));
    bench.journal.settle().unwrap();
    assert_eq!(operations(&bench), 2, "the old one is gone, the new ones stay");
}
