//! A lively journal for the tests of screens: areas with long, wide and joined names, and one skill with everything.

use crate::domain::area::{Area, Horizon};
use crate::domain::change::{Change, NewReps, PastSession};
use crate::domain::drill::{Dial, Drill};
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::moment::Moment;
use crate::domain::person::{Person, Role};
use crate::domain::plan::Plan;
use crate::domain::rep::RepResult;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::tui::testing::{Bench, MORNING};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The screen over the lively journal, with its first skill chosen.
pub fn lively(width: u16, height: u16) -> Bench {
    let mut bench = Bench::new(width, height, fill);
    bench.keys("g a j");
    bench
}

fn fill(apply: &mut dyn FnMut(Change) -> Id) {
    let jazz = apply(Change::add(Area {
        why: "To play with others without a chart in front of me".into(),
        vision: "I sit in at any session in town and say something of my own over the changes.".into(),
        reality: "Forty standards with the book. Without it I lose the form in the bridge.".into(),
        ..Area::named("Jazz piano")
    }));
    let ear =
        apply(Change::add(Area::named("聴音とソルフェージュ 🎹 with a name that goes on and on and on")));
    apply(Change::add(Area { horizon: Horizon::Future, ..Area::named("Negotiation") }));
    let tones = apply(Change::add_skill(
        Skill {
            why: "The third and the seventh carry the harmony".into(),
            weekly_minutes: Some(90),
            weekly_days: Some(4),
            miss_tags: vec!["early".into(), "wrong inversion".into()],
            ..Skill::named("Guide tones")
        },
        vec![jazz, ear],
    ));
    apply(Change::add_skill(Skill::named("Ohr 👂🏽 und 👩‍👩‍👧 with e\u{301}"), vec![jazz]));
    let old = apply(Change::add_skill(Skill::named("Old trick"), vec![jazz]));
    apply(Change::archive::<Skill>(old));
    apply(Change::add_skill(Skill::named("移動ド唱法"), vec![ear]));
    let drill = apply(Change::add(Drill {
        instructions: "Walk ii-V-I through all keys; the third of the new chord lands ON the barline.".into(),
        minutes: Some(20),
        probe: true,
        target_rate: Some(0.8),
        dial: Dial::parse("bpm up 2"),
        dial_now: Some("80".into()),
        variations: vec!["major".into(), "minor".into()],
        ..Drill::named(tones, "Thirds on the barline")
    }));
    let tempo = apply(Change::add(Measure { unit: "bpm".into(), ..Measure::named(tones, "tempo") }));
    apply(Change::AddReading { measure: tempo, value: 84.0, sample: 20, at: None });
    for days in [1, 2, 5] {
        let started = Moment { at: MORNING - days * DAY, offset: 0 };
        apply(Change::LogSession(Box::new(PastSession {
            session: Session {
                started,
                drill: Some(drill),
                next_focus: "thirds land on the barline".into(),
                ..Session::on(tones)
            },
            length: 25 * 60_000,
            reps: Some(NewReps {
                results: vec![(RepResult::Hit, 14), (RepResult::Miss, 4)],
                bulk: true,
                ..NewReps::one(RepResult::Hit)
            }),
            notes: Vec::new(),
            new_skill: None,
            with: None,
        })));
    }
    let today = crate::domain::calendar::Calendar::utc().day(Moment { at: MORNING, offset: 0 });
    let plan = Plan { minute: Some(18 * 60), minutes: Some(25), ..Plan::on(tones, today.plus(1)) };
    apply(Change::add(plan));
    apply(Change::add(Person::named("Maria Lind", Role::Mentor)));
}
