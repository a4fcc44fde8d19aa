//! What clocks do to a session: steps, sleep, reboots, frozen screens, midnight, summer time, odd years.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::change::{Change, NewReps, Start, Stop};
use etude::domain::id::Id;
use etude::domain::moment::Moment;
use etude::domain::rep::RepResult;
use etude::domain::session::{Doubt, SegmentKind};
use etude::journal::read::SessionFilter;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use support::{Bench, MIN, MORNING};

const HOUR: i64 = 60 * MIN;

/// A session under way.
fn playing() -> (Bench, Id) {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    (bench, skill)
}

fn stop(bench: &mut Bench) -> Id {
    bench.apply(Change::Stop(Box::default()))
}

/// Practised and doubted minutes, and why; the doctor must be content, and the rollup agree.
fn result(bench: &Bench, id: Id) -> (i64, i64, Vec<Doubt>) {
    let detail = bench.journal.session_detail(id).unwrap();
    let bad: Vec<_> = bench.journal.doctor().unwrap().into_iter().filter(|check| !check.ok).collect();
    assert!(bad.is_empty(), "{bad:?}");
    let mut doubts: Vec<Doubt> = detail.segments.iter().filter_map(|s| s.doubt).collect();
    doubts.dedup();
    (detail.row.practised / MIN, detail.row.unresolved / MIN, doubts)
}

fn hit(bench: &mut Bench) {
    bench.apply(Change::AddReps(NewReps::one(RepResult::Hit)));
}

#[test]
fn a_step_of_the_wall_is_doubted_from_the_last_sure_sign() {
    for step in [-HOUR, HOUR, 24 * HOUR, -400 * 24 * HOUR] {
        let (mut bench, _) = playing();
        bench.clock.advance(10 * MIN);
        hit(&mut bench);
        bench.clock.advance(5 * MIN);
        bench.clock.step_wall(step);
        bench.clock.advance(5 * MIN);
        let id = stop(&mut bench);
        assert_eq!(result(&bench, id), (10, 10, vec![Doubt::ClockStep]), "{step}");
    }
}

#[test]
fn a_small_step_is_no_reason_to_doubt() {
    let (mut bench, _) = playing();
    bench.clock.advance(10 * MIN);
    bench.clock.step_wall(-59_000);
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (10, 0, vec![]));
}

#[test]
fn after_a_wall_was_set_back_the_clock_counts_on_once_that_was_noted() {
    let (mut bench, _) = playing();
    bench.clock.advance(10 * MIN);
    bench.clock.step_wall(-10 * HOUR);
    assert!(bench.journal.beat(1).unwrap(), "the step is noted");
    for _ in 0..20 {
        bench.clock.advance(15_000);
        assert!(!bench.journal.beat(1).unwrap(), "and noted once");
    }
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (5, 10, vec![Doubt::ClockStep]));
}

#[test]
fn a_night_of_sleep_is_doubted_alone() {
    let (mut bench, _) = playing();
    bench.clock.advance(10 * MIN);
    bench.clock.suspend(8 * HOUR);
    bench.clock.advance(5 * MIN);
    let id = stop(&mut bench);
    // Nothing tells when within the stretch it slept; but how long it was awake is known.
    assert_eq!(result(&bench, id), (15, 480, vec![Doubt::Suspend]));
}

#[test]
fn a_reboot_counts_until_the_last_beat_else_until_the_last_fact() {
    let (mut bench, _) = playing();
    bench.clock.advance(10 * MIN);
    hit(&mut bench);
    for _ in 0..20 {
        bench.clock.advance(15_000);
        bench.journal.beat(1).unwrap();
    }
    bench.clock.advance(10_000);
    bench.clock.reboot();
    bench.clock.advance(30 * MIN);
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (15, 30, vec![Doubt::Reboot]));

    let (mut bench, _) = playing();
    bench.clock.advance(10 * MIN);
    hit(&mut bench);
    bench.clock.advance(3 * MIN);
    bench.clock.reboot();
    bench.clock.advance(30 * MIN);
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (10, 33, vec![Doubt::Reboot]));
}

#[test]
fn a_screen_that_froze_or_died_is_doubted_one_that_left_is_not() {
    let (mut bench, _) = playing();
    bench.clock.advance(10_000);
    bench.journal.beat(1).unwrap();
    bench.clock.advance(10 * MIN);
    assert!(bench.journal.beat(1).unwrap());
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (0, 10, vec![Doubt::Froze]));

    let (mut bench, _) = playing();
    bench.clock.advance(10_000);
    bench.journal.beat(1).unwrap();
    bench.journal.leave(1).unwrap();
    bench.clock.advance(10 * MIN);
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (10, 0, vec![]));
}

#[test]
fn midnight_cuts_the_session_and_not_its_day() {
    let (mut bench, _) = playing();
    bench.clock.advance(15 * HOUR + 50 * MIN);
    hit(&mut bench);
    bench.clock.advance(30 * MIN);
    let id = stop(&mut bench);
    let detail = bench.journal.session_detail(id).unwrap();
    let lengths: Vec<i64> = detail.segments.iter().map(|s| s.length() / MIN).collect();
    assert_eq!(lengths, [16 * 60, 20]);
    assert_eq!(detail.segments[1].day, detail.row.session.day.plus(1));
    let days = bench.journal.practised(detail.row.session.day, detail.row.session.day.plus(1)).unwrap();
    assert_eq!(days.iter().map(|(.., ms)| ms / MIN).collect::<Vec<_>>(), [16 * 60, 20]);
    assert_eq!(result(&bench, id).0, 16 * 60 + 20);
}

fn at(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

#[test]
fn summer_time_neither_gives_nor_takes_an_hour() {
    for (begin, day) in [("2026-03-29T00:30:00Z", "2026-03-29"), ("2026-10-25T00:30:00Z", "2026-10-25")] {
        let mut bench = Bench::new();
        let (_, skill) = bench.area_and_skill();
        bench.clock.set_zone(TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap());
        bench.clock.set_wall(at(begin));
        bench.apply(Change::Start(Box::new(Start::of(skill))));
        bench.clock.advance(2 * HOUR);
        let id = stop(&mut bench);
        assert_eq!(result(&bench, id), (120, 0, vec![]));
        let session = bench.journal.session_detail(id).unwrap().row.session;
        assert_eq!(session.day.to_string(), day);
        assert_ne!(session.started.offset, session.ended.unwrap().offset, "each end keeps its own offset");
    }
}

#[test]
fn a_traveller_keeps_the_day_and_the_length() {
    let (mut bench, _) = playing();
    bench.clock.advance(30 * MIN);
    bench.clock.set_zone(TimeZone::posix("JST-9").unwrap());
    bench.clock.advance(30 * MIN);
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (60, 0, vec![]));
    let session = bench.journal.session_detail(id).unwrap().row.session;
    assert_eq!((session.started.offset, session.ended.unwrap().offset), (0, 9 * 3600));
    assert_eq!(session.day.to_string(), "2026-11-20");
}

#[test]
fn a_forgotten_stop_is_offered_its_last_sign_and_its_plan() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let mut start = Start::of(skill);
    start.session.planned_seconds = Some(25 * 60);
    bench.apply(Change::Start(Box::new(start)));
    bench.clock.advance(31 * MIN);
    hit(&mut bench);
    bench.clock.advance(10 * HOUR);
    let now = bench.journal.now();
    let offer = bench.journal.playing().unwrap().unwrap().forgotten(now).expect("looks forgotten");
    assert_eq!((offer.until_last_sign, offer.planned), (Some(31 * MIN), Some(25 * MIN)));
    let trimmed = Stop { length: offer.until_last_sign, ..Stop::default() };
    let id = bench.apply(Change::Stop(Box::new(trimmed)));
    assert_eq!(result(&bench, id), (31, 0, vec![]));
    let session = bench.journal.session_detail(id).unwrap().row.session;
    assert_eq!(session.ended.unwrap().at, MORNING + 31 * MIN);
}

#[test]
fn starts_and_stops_at_a_named_time() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let now = bench.journal.now().wall;
    let mut start = Start::of(skill);
    start.at = Some(now.plus(-20 * MIN));
    bench.apply(Change::Start(Box::new(start)));
    bench.clock.advance(5 * MIN);
    let early = Change::Stop(Box::new(Stop { at: Some(now.plus(-21 * MIN)), ..Stop::default() }));
    assert_eq!(bench.journal.apply(early).unwrap_err().exit_code(), 1, "before it began");
    let late = Change::Stop(Box::new(Stop { at: Some(now.plus(HOUR)), ..Stop::default() }));
    assert_eq!(bench.journal.apply(late).unwrap_err().exit_code(), 1, "still to come");
    let id = bench.apply(Change::Stop(Box::new(Stop { at: Some(now), ..Stop::default() })));
    assert_eq!(result(&bench, id), (20, 0, vec![]));
}

#[test]
fn a_start_tomorrow_is_a_plan() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let mut start = Start::of(skill);
    start.at = Some(bench.journal.now().wall.plus(24 * HOUR));
    let error = bench.journal.apply(Change::Start(Box::new(start))).unwrap_err();
    assert!(error.hints.concat().contains("plan"), "{error:?}");
}

#[test]
fn odd_years_are_kept_or_refused_and_nothing_breaks() {
    for wall in
        [0, -5 * 365 * 24 * HOUR, at("2038-01-19T03:14:07Z"), at("9999-12-30T12:00:00Z"), i64::MAX / 2]
    {
        let mut bench = Bench::new();
        let (_, skill) = bench.area_and_skill();
        bench.clock.set_wall(wall);
        bench.apply(Change::Start(Box::new(Start::of(skill))));
        bench.clock.advance(10 * MIN);
        hit(&mut bench);
        let id = stop(&mut bench);
        assert_eq!(result(&bench, id), (10, 0, vec![]), "{wall}");
        // Beyond the year 9999 no calendar has a today; the session is kept all the same.
        let listed = usize::from(wall < i64::MAX / 2);
        assert_eq!(bench.journal.desk().unwrap().sittings.len(), listed, "{wall}");
        bench.journal.undo(None).unwrap();
        bench.journal.settle().unwrap();
    }
    let (mut bench, _) = playing();
    bench.clock.advance(HOUR);
    for at in [i64::MIN, -1, 0, i64::MAX] {
        let stop = Stop { at: Some(Moment { at, offset: 0 }), ..Stop::default() };
        assert_eq!(bench.journal.apply(Change::Stop(Box::new(stop))).unwrap_err().exit_code(), 1, "{at}");
    }
}

#[test]
fn paused_time_counts_for_nothing_and_a_pause_survives_a_reboot() {
    let (mut bench, skill) = playing();
    bench.clock.advance(10 * MIN);
    bench.apply(Change::Pause { at: None });
    bench.clock.reboot();
    bench.clock.advance(3 * HOUR);
    bench.apply(Change::Resume { at: None });
    bench.clock.advance(5 * MIN);
    let id = stop(&mut bench);
    assert_eq!(result(&bench, id), (15, 0, vec![]));
    let only = SessionFilter { skill: Some(skill), ..SessionFilter::default() };
    assert_eq!(bench.journal.sessions(&only).unwrap().len(), 1);
    let kinds = bench.journal.session_detail(id).unwrap().segments;
    assert!(kinds.iter().all(|s| s.kind == SegmentKind::Practice));
}

#[test]
fn today_is_what_was_practised_today() {
    let (mut bench, skill) = playing();
    bench.clock.advance(HOUR);
    stop(&mut bench);
    let today = |bench: &Bench| {
        let (today, playing) = (bench.journal.today().unwrap(), bench.journal.playing().unwrap());
        today.practised(playing.as_ref(), bench.journal.now(), &bench.journal.calendar()) / MIN
    };
    assert_eq!(today(&bench), 60);
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(30 * MIN);
    assert_eq!(today(&bench), 90, "what is closed and what runs");
    bench.clock.advance(15 * HOUR);
    assert_eq!(today(&bench), 30, "only what came after midnight, though the session began yesterday");
    stop(&mut bench);
    assert_eq!(today(&bench), 30);
}
