//! What the Desk shows is what the journal says: when each skill was last practised, what comes next, what is of today.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::area::{Area, Horizon};
use etude::domain::change::{Change, NewAction, PastSession};
use etude::domain::feedback::{Feedback, FeedbackState};
use etude::domain::id::Id;
use etude::domain::moment::Moment;
use etude::domain::plan::Plan;
use etude::domain::session::Session;
use etude::domain::skill::Skill;
use support::{Bench, MIN, MORNING};

const HOUR: i64 = 60 * MIN;
const DAY: i64 = 24 * HOUR;

fn log(bench: &mut Bench, skill: Id, at: i64) -> Id {
    let session = Session { started: Moment { at, offset: 0 }, ..Session::on(skill) };
    let (reps, notes, new_skill, with) = (None, Vec::new(), None, None);
    bench.apply(Change::LogSession(Box::new(PastSession {
        session,
        length: HOUR,
        reps,
        notes,
        new_skill,
        with,
    })))
}

#[test]
fn each_skill_was_last_practised_when_it_was_however_long_ago() {
    let mut bench = Bench::new();
    let (area, busy) = bench.area_and_skill();
    let later = bench.apply(Change::add(Area { horizon: Horizon::Future, ..Area::named("Organ") }));
    let add = |bench: &mut Bench, name, area| bench.apply(Change::add_skill(Skill::named(name), vec![area]));
    let old = add(&mut bench, "Voicings", area);
    let ahead = add(&mut bench, "Comping", area);
    let gone = add(&mut bench, "Scales", area);
    add(&mut bench, "Pedals", later);
    bench.apply(Change::archive::<Skill>(gone));
    log(&mut bench, old, MORNING - 90 * DAY);
    for day in 1..=60 {
        log(&mut bench, busy, MORNING - day * DAY);
    }
    let discarded = log(&mut bench, old, MORNING - 2 * DAY);
    bench.apply(Change::DeleteSession(discarded));
    // Written down by a clock that was two days fast.
    bench.clock.set_wall(MORNING + 2 * DAY);
    for hours in [4, 3, 2] {
        log(&mut bench, ahead, MORNING + 2 * DAY - hours * HOUR);
    }
    bench.clock.set_wall(MORNING);
    let today = log(&mut bench, busy, MORNING - 2 * HOUR);

    let desk = bench.journal.desk().unwrap();
    assert_eq!(desk.overview, bench.journal.overview().unwrap());
    let last = |skill| {
        desk.overview.skills.iter().find(|line| line.skill.id == skill).unwrap().last.map(|last| last.at)
    };
    assert_eq!(last(old), Some(MORNING - 90 * DAY));
    assert_eq!(last(ahead), Some(MORNING + 2 * DAY - 2 * HOUR));
    assert_eq!(desk.sittings.iter().map(|sitting| sitting.id).collect::<Vec<_>>(), [today]);
    // What was to change the next time is there for whoever comes next, however long ago.
    assert_eq!(desk.before.len(), 1);
    assert!(desk.before.iter().all(|sitting| sitting.skill == old));
    // Neither the one that is put away nor the one that is not for now, though nobody ever practised them.
    assert_eq!(desk.next, Some(old));
    assert_eq!(bench.journal.next_skill(None).unwrap(), Some(old));
}

#[test]
fn who_flies_against_the_sun_practised_last_where_it_was_last() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let mut log = |started| {
        let session = Session { started, ..Session::on(skill) };
        let (reps, notes, new_skill, with) = (None, Vec::new(), None, None);
        let past = PastSession { session, length: HOUR, reps, notes, new_skill, with };
        bench.apply(Change::LogSession(Box::new(past)));
    };
    // Early on the 21st in Auckland, then late on the 20th in Honolulu.
    log(Moment { at: MORNING - 10 * HOUR, offset: 13 * 3600 });
    log(Moment { at: MORNING - 2 * HOUR, offset: -10 * 3600 });
    let desk = bench.journal.desk().unwrap();
    assert_eq!(desk.overview, bench.journal.overview().unwrap());
    assert_eq!(desk.overview.skills[0].last.map(|last| last.at), Some(MORNING - 2 * HOUR));
}

#[test]
fn what_was_done_hours_ago_in_a_later_day_is_of_today() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let tokyo = |at| Moment { at, offset: 9 * 3600 };
    // Tokyo is a day ahead of where the journal is looked at.
    bench.clock.set_wall(MORNING + 10 * HOUR);
    let session = Session { started: tokyo(MORNING + 8 * HOUR), ..Session::on(skill) };
    let (reps, notes, new_skill, with) = (None, Vec::new(), None, None);
    let past = PastSession { session, length: HOUR, reps, notes, new_skill, with };
    let id = bench.apply(Change::LogSession(Box::new(past)));
    let desk = bench.journal.desk().unwrap();
    assert!(desk.sittings[0].day > desk.today.day);
    assert_eq!(desk.sittings.iter().map(|sitting| sitting.id).collect::<Vec<_>>(), [id]);
    assert_eq!(desk.overview, bench.journal.overview().unwrap());
}

#[test]
fn one_that_forty_newer_ones_hide_is_asked_for() {
    let mut bench = Bench::new();
    let (area, alpha) = bench.area_and_skill();
    let beta = bench.apply(Change::add_skill(Skill::named("Voicings"), vec![area]));
    bench.clock.set_wall(MORNING + 12 * HOUR);
    let mut log = |skill, at, offset| {
        let session = Session { started: Moment { at, offset }, ..Session::on(skill) };
        let (reps, notes, new_skill, with) = (None, Vec::new(), None, None);
        let past = PastSession { session, length: MIN, reps, notes, new_skill, with };
        bench.apply(Change::LogSession(Box::new(past)));
    };
    // Of today in Auckland; then, later, of yesterday in Honolulu, and hidden by what came after it.
    log(alpha, MORNING - 8 * HOUR, 13 * 3600);
    log(alpha, MORNING - 2 * HOUR, -10 * 3600);
    for n in 0..45 {
        log(beta, MORNING - HOUR + n * MIN, -10 * 3600);
    }
    assert_eq!(bench.journal.desk().unwrap().overview, bench.journal.overview().unwrap());
}

#[test]
fn the_plan_of_the_day_comes_next() {
    let mut bench = Bench::new();
    let (area, first) = bench.area_and_skill();
    let second = bench.apply(Change::add_skill(Skill::named("Voicings"), vec![area]));
    let next = |bench: &Bench| (bench.journal.desk().unwrap().next, bench.journal.next_skill(None).unwrap());
    assert_eq!(next(&bench), (Some(first), Some(first)), "both were never practised: the elder one");
    let today = bench.journal.desk().unwrap().today.day;
    bench.apply(Change::add(Plan::on(second, today)));
    assert_eq!(next(&bench), (Some(second), Some(second)));
    bench.apply(Change::archive::<Skill>(second));
    assert_eq!(next(&bench), (Some(first), Some(first)), "a plan for what is put away waits");
}

#[test]
fn feedback_is_there_as_soon_as_one_piece_of_it_is() {
    let mut bench = Bench::new();
    bench.area_and_skill();
    let desk = bench.journal.desk().unwrap();
    assert!(desk.inbox.is_empty() && desk.waiting.is_empty() && desk.to_act_on.is_empty());
    let add = |bench: &mut Bench, text| {
        bench.apply(Change::AddFeedback(Box::new(Feedback::saying(text)), Vec::new()))
    };
    let first = add(&mut bench, "late on the turn");
    let action = NewAction { text: "count in".to_owned(), due: None };
    bench.apply(Change::AcceptFeedback { feedback: first, actions: vec![action] });
    add(&mut bench, "warm tone");
    let desk = bench.journal.desk().unwrap();
    assert_eq!((desk.inbox.len(), desk.inbox_total, desk.to_act_on.len()), (1, 1, 1));
    assert!(desk.inbox.iter().all(|row| row.feedback.state == FeedbackState::Inbox));
}
