//! Undo where it was wrong once: each test is a bug that was found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::area::Area;
use etude::domain::change::{Change, NewReps, PastSession, Start, Stop};
use etude::domain::rep::RepResult;
use etude::domain::session::Session;
use etude::domain::timer::GapAnswer;
use support::{Bench, MIN};

#[test]
fn a_doubt_before_a_stop_undone_later_is_undone_too() {
    let stops = [
        Stop::default(),
        Stop { gap: Some(GapAnswer::Keep), ..Stop::default() },
        Stop { gap: Some(GapAnswer::Trim), ..Stop::default() },
        Stop { gap: Some(GapAnswer::Discard), ..Stop::default() },
        Stop { gap: Some(GapAnswer::Length(90 * MIN)), ..Stop::default() },
        Stop { length: Some(70 * MIN), ..Stop::default() },
    ];
    for stop in stops {
        let mut bench = Bench::new();
        let (_, skill) = bench.area_and_skill();
        let before = bench.journal.dump().unwrap();
        bench.apply(Change::Start(Box::new(Start::of(skill))));
        bench.journal.beat(1).unwrap();
        bench.clock.advance(28 * 60 * MIN);
        bench.apply(Change::NoteGap);
        bench.clock.reboot();
        bench.clock.advance(10 * 60 * MIN);
        bench.apply(Change::Stop(Box::new(stop.clone())));
        for _ in 0..3 {
            bench.clock.advance(5 * MIN);
            let undone = bench.journal.undo(None);
            undone.unwrap_or_else(|error| panic!("{error:?}: {stop:?}\n{}", bench.journal.dump().unwrap()));
        }
        assert_eq!(bench.journal.dump().unwrap(), before, "{stop:?}");
    }
}

#[test]
fn two_changes_of_one_row_are_undone_one_after_the_other() {
    let mut bench = Bench::new();
    let before = bench.journal.dump().unwrap();
    let id = bench.apply(Change::add(Area::named("Music")));
    let area = bench.journal.area(id).unwrap();
    bench.apply(Change::edit(Area { name: "Jazz".into(), ..area }));
    let after = bench.journal.dump().unwrap();
    bench.journal.undo(None).unwrap();
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before);
    bench.journal.redo().unwrap();
    bench.journal.redo().unwrap();
    assert_eq!(bench.journal.dump().unwrap(), after);
}

#[test]
fn an_operation_below_another_on_the_same_row_is_refused_and_nothing_is_touched() {
    let mut bench = Bench::new();
    let id = bench.apply(Change::add(Area::named("Music")));
    let edit = |bench: &mut Bench, name: &str| {
        let area = bench.journal.area(id).unwrap();
        let edited = bench.journal.apply(Change::edit(Area { name: name.into(), ..area })).unwrap();
        edited.operation
    };
    let first = edit(&mut bench, "Jazz");
    edit(&mut bench, "Swing");
    let before = bench.journal.dump().unwrap();
    let refused = bench.journal.undo(Some(first.to_string().parse().unwrap())).unwrap_err();
    assert_eq!(refused.exit_code(), 1, "{refused}");
    assert_eq!(bench.journal.dump().unwrap(), before);
}

#[test]
fn a_stop_undone_late_does_not_keep_the_start_from_being_undone() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let before = bench.journal.dump().unwrap();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(10 * MIN);
    bench.apply(Change::Stop(Box::default()));
    bench.clock.advance(7 * MIN);
    bench.journal.undo(None).unwrap();
    bench.clock.advance(MIN);
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before);
    bench.journal.redo().unwrap();
    bench.journal.redo().unwrap();
    let rows = bench.journal.sessions(&Default::default()).unwrap();
    assert_eq!((rows.len(), rows[0].practised / MIN, rows[0].unresolved), (1, 10, 0));
}

#[test]
fn a_start_redone_late_does_not_count_the_time_it_was_gone() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(10 * MIN);
    bench.journal.undo(None).unwrap();
    bench.clock.advance(60 * MIN);
    bench.journal.redo().unwrap();
    bench.clock.advance(5 * MIN);
    let elapsed = bench.journal.playing().unwrap().unwrap().elapsed(bench.journal.now());
    assert_eq!((elapsed.practised / MIN, elapsed.unresolved / MIN), (15, 60));
}

#[test]
fn a_stop_at_an_earlier_time_undone_at_once_leaves_no_doubt() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(30 * MIN);
    let before = bench.journal.dump().unwrap();
    let at = Some(bench.journal.now().wall.plus(-20 * MIN));
    bench.apply(Change::Stop(Box::new(Stop { at, ..Stop::default() })));
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before);
}

/// Ids follow the wall; a process that opens the journal after the wall was set back must not make those of another
/// again.
#[test]
fn ids_are_never_given_twice_when_the_wall_was_set_back() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.clock.step_wall(-60 * MIN);
    for _ in 0..3 {
        let folder = bench.folder.path().to_owned();
        let clock = Box::new(bench.clock.clone());
        let mut journal = etude::journal::Journal::open(support::options(&folder), clock).unwrap();
        let session = Session { started: journal.now().wall.plus(-30 * MIN), ..Session::on(skill) };
        let reps = NewReps { results: vec![(RepResult::Hit, 9)], ..NewReps::one(RepResult::Hit) };
        let past = PastSession {
            session,
            length: 20 * MIN,
            reps: Some(reps),
            notes: vec!["n".into()],
            new_skill: None,
            with: None,
        };
        journal.apply(Change::LogSession(Box::new(past))).unwrap();
        bench.apply(Change::AddNote {
            session: Some(bench.journal.find_session("last").unwrap()),
            text: "x".into(),
        });
    }
}

#[test]
fn a_stop_cannot_be_given_a_length_that_ends_in_the_future() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(10 * MIN);
    let long = Stop { length: Some(60 * MIN), ..Stop::default() };
    assert_eq!(bench.journal.apply(Change::Stop(Box::new(long))).unwrap_err().exit_code(), 1);
    bench.apply(Change::Stop(Box::new(Stop { length: Some(8 * MIN), ..Stop::default() })));
}

#[test]
fn a_stop_is_undone_though_the_wall_was_set_back() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let before = bench.journal.dump().unwrap();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.step_wall(-264 * MIN);
    bench.clock.advance(169 * MIN);
    bench.journal.beat(1).unwrap();
    bench.apply(Change::Stop(Box::default()));
    while bench.journal.dump().unwrap() != before {
        bench.clock.advance(7 * MIN);
        bench.journal.undo(None).unwrap();
    }
}
