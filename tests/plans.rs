//! Plans and what becomes of them: moved there and back, started from, given back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::calendar::Day;
use etude::domain::change::{Change, Start};
use etude::domain::drill::Drill;
use etude::domain::id::Id;
use etude::domain::plan::Plan;
use etude::domain::session::Session;
use support::{Bench, MIN};

/// A journal with a plan for today: the skill, the plan, the day.
fn planned() -> (Bench, Id, Id, Day) {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let today = bench.journal.today().unwrap().day;
    let plan = bench.apply(Change::add(Plan::on(skill, today)));
    (bench, skill, plan, today)
}

fn open_on(bench: &Bench, day: Day) -> Vec<Id> {
    bench.journal.plans_on(day).unwrap().iter().map(|line| line.plan.id).collect()
}

fn start_from(skill: Id, plan: Id) -> Change {
    Change::Start(Box::new(Start {
        session: Session { plan: Some(plan), ..Session::on(skill) },
        ..Start::of(skill)
    }))
}

#[test]
fn a_plan_that_is_moved_back_is_open_again() {
    let (mut bench, _, plan, today) = planned();
    let tomorrow = today.plus(1);
    for _ in 0..2 {
        bench.apply(Change::MovePlan { plan, day: today, to: tomorrow });
        assert_eq!((open_on(&bench, today), open_on(&bench, tomorrow)), (vec![], vec![plan]));
        let before = bench.journal.dump().unwrap();
        bench.apply(Change::MovePlan { plan, day: tomorrow, to: today });
        assert_eq!((open_on(&bench, today), open_on(&bench, tomorrow)), (vec![plan], vec![]));
        bench.journal.undo(None).unwrap();
        assert_eq!(bench.journal.dump().unwrap(), before);
        bench.journal.redo().unwrap();
    }
}

#[test]
fn a_plan_is_not_moved_to_a_day_on_which_it_was_done() {
    let (mut bench, skill, _, today) = planned();
    let plan = Plan { repeat: etude::domain::plan::Repeat::Daily, ..Plan::on(skill, today) };
    let plan = bench.apply(Change::add(plan));
    bench.apply(start_from(skill, plan));
    let refused = bench.journal.apply(Change::MovePlan { plan, day: today.plus(1), to: today }).unwrap_err();
    assert!(refused.sentence.contains("done"), "{refused}");
}

#[test]
fn a_session_that_is_thrown_away_gives_its_plan_back() {
    let (mut bench, skill, plan, today) = planned();
    let before = bench.journal.dump().unwrap();
    bench.apply(start_from(skill, plan));
    assert_eq!(open_on(&bench, today), []);
    bench.clock.advance(MIN);
    bench.apply(Change::Cancel);
    assert_eq!(open_on(&bench, today), [plan]);
    bench.journal.undo(None).unwrap();
    assert_eq!(open_on(&bench, today), [], "it is played again");
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before);
}

#[test]
fn a_start_lets_a_plan_go_that_is_not_open_any_more() {
    let (mut bench, skill, plan, today) = planned();
    bench.apply(Change::DropPlan { plan, day: today });
    let outcome = bench.journal.apply(start_from(skill, plan)).unwrap();
    assert!(outcome.notices.iter().any(|notice| notice.contains("not open")), "{outcome:?}");
    assert_eq!(bench.journal.playing().unwrap().unwrap().session.plan, None);
    bench.apply(Change::Cancel);

    let (mut bench, skill, plan, today) = planned();
    let yesterday = bench.journal.now().wall.plus(-10 * 60 * MIN);
    let Change::Start(start) = start_from(skill, plan) else { panic!("a start") };
    bench.apply(Change::Start(Box::new(Start { at: Some(yesterday), ..*start })));
    assert_eq!(open_on(&bench, today), [plan], "what began yesterday is not today's plan");
}

#[test]
fn a_minute_more_without_a_plan_is_a_minute_from_now() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(20 * MIN + 10_000);
    bench.apply(Change::ExtendPlan(60));
    assert_eq!(bench.journal.playing().unwrap().unwrap().session.planned_seconds, Some(22 * 60));
}

#[test]
fn the_start_card_knows_which_plan_is_meant() {
    let (mut bench, skill, first, today) = planned();
    let drill = bench.apply(Change::add(Drill::named(skill, "Slow")));
    let evening = Plan { minute: Some(19 * 60), drill: Some(drill), ..Plan::on(skill, today) };
    let evening = bench.apply(Change::add(evening));
    let card = bench.journal.start_card_for(skill, Some(evening)).unwrap();
    assert_eq!((card.session.plan, card.session.drill), (Some(evening), Some(drill)));
    assert_eq!(bench.journal.start_card(skill).unwrap().session.plan, Some(first));
    bench.apply(Change::archive::<Drill>(drill));
    assert_eq!(bench.journal.start_card_for(skill, Some(evening)).unwrap().session.drill, None);
}

#[test]
fn a_card_that_was_left_learns_what_has_changed() {
    let (mut bench, skill, plan, today) = planned();
    let drill = bench.apply(Change::add(Drill::named(skill, "Slow")));
    let mut card = bench.journal.start_card(skill).unwrap();
    card.session.intention = "typed".to_owned();
    assert_eq!((card.session.plan, card.session.drill), (Some(plan), Some(drill)));
    bench.apply(Change::DropPlan { plan, day: today });
    bench.apply(Change::archive::<Drill>(drill));
    card.come_up_to(bench.journal.start_card(skill).unwrap());
    assert_eq!((card.session.plan, card.session.drill), (None, None));
    assert_eq!((card.session.intention.as_str(), card.drills.len()), ("typed", 0));
}
