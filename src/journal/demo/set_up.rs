//! Who and what the sample is about: three areas from the ladders, their people, their plans.

use super::super::apply::run;
use super::super::error::Result;
use super::super::skill as skills;
use super::super::work::Work;
use crate::domain::change::Change;
use crate::domain::drill::{Dial, Drill, Harder};
use crate::domain::id::Id;
use crate::domain::ladder::LadderTemplate;
use crate::domain::measure::{Better, Measure};
use crate::domain::moment::Stamp;
use crate::domain::person::{Person, Role};
use crate::domain::plan::{Plan, Repeat};
use crate::domain::skill::Skill;
use crate::exchange::ladder::built_in;
use crate::store::query;

/// Skills taken from each ladder.
const SKILLS_OF_EACH: usize = 4;

/// A skill of the sample, with what its sessions leave behind.
pub struct Part {
    pub skill: Skill,
    pub drills: Vec<Drill>,
    pub measures: Vec<Measure>,
    /// Sessions so far.
    pub sat: i64,
    /// What the last one said to do next.
    pub next_focus: String,
    /// When each drill last saw a rep.
    pub last_rep: Vec<i64>,
    /// How much more of what is tried hits than in other skills.
    pub gift: f64,
}

/// Everybody and everything in the sample.
pub struct Cast {
    pub parts: Vec<Part>,
    pub people: Vec<Id>,
}

const VISIONS: [(&str, &str); 3] = [
    (
        "Sit in anywhere, on any tune they call, and mean every note.",
        "Fine at home. With others I lose the form in the bridge.",
    ),
    (
        "People ask for my review because they learn from it.",
        "I find style in a minute and the real bug in an hour.",
    ),
    ("Leave a hard talk with both sides lighter.", "I give way too early, and notice on the way home."),
];

impl Cast {
    /// Adopts the ladders, shortened, at a moment before the first session.
    pub fn assemble(work: &mut Work<'_>, first: i64, now: i64) -> Result<Cast> {
        let last = work.now;
        work.now = stamp_at(work, first.min(now));
        let mut areas = Vec::new();
        for (at, ladder) in built_in().into_iter().enumerate() {
            let template = shortened(ladder.template(), at);
            areas.extend(run(work, Change::AdoptLadder(Box::new(template)))?.id);
        }
        let mut people = Vec::new();
        for (name, role) in
            [("Mira", Role::Mentor), ("Jonas", Role::Peer), ("Ada", Role::Coach), ("Sam", Role::Learner)]
        {
            people.extend(run(work, Change::add(Person::named(name, role)))?.id);
        }
        let mut parts = Vec::new();
        for skill in query::skills(work.conn)? {
            let drills = query::drills_of(work.conn, skill.id)?;
            let measures = query::measures_of(work.conn, skill.id)?;
            let last_rep = vec![i64::MIN / 2; drills.len()];
            let gift = gift(skill.ladder_item.as_deref().unwrap_or_default());
            parts.push(Part { drills, measures, sat: 0, next_focus: String::new(), last_rep, gift, skill });
        }
        // One skill that serves two areas.
        let listening =
            parts.iter().find(|part| part.skill.ladder.as_deref() == Some("professional.negotiation"));
        if let (Some(part), Some(second)) = (listening, areas.get(1)) {
            skills::link(work, part.skill.id, *second)?;
        }
        work.now = last;
        Ok(Cast { parts, people })
    }

    /// The plans that are open when the sample ends.
    pub fn plan_ahead(&self, work: &mut Work<'_>, now: i64) -> Result<()> {
        work.now = stamp_at(work, now);
        let today = work.calendar.day(work.now.wall);
        let plans = [
            (0, 0, Repeat::Weekly, "after dinner", "the hard corner, slowly, before anything else"),
            (5, 0, Repeat::Once, "the stand-up is over", "one review with the tests first"),
            (9, 1, Repeat::Once, "I sit in the train", "go through the opening once in my head"),
        ];
        for (part, ahead, repeat, if_text, then_text) in plans {
            let Some(part) = self.parts.get(part) else { continue };
            let plan = Plan {
                minutes: Some(25),
                minute: Some(19 * 60),
                drill: part.drills.first().map(|drill| drill.id),
                if_text: if_text.to_owned(),
                then_text: then_text.to_owned(),
                intention: part.next_focus.clone(),
                repeat,
                ..Plan::on(part.skill.id, today.plus(ahead))
            };
            run(work, Change::add(plan))?;
        }
        Ok(())
    }
}

/// Some things come easily to somebody.
fn gift(item: &str) -> f64 {
    match item {
        "orient" => 0.26,
        "time" => 0.2,
        "listen" => 0.16,
        _ => 0.0,
    }
}

/// A stamp as the clocks of the sample show it: a new boot every day, an hour before it began.
pub fn stamp_at(work: &Work<'_>, at: i64) -> Stamp {
    let wall = work.calendar.moment(at);
    let day = work.calendar.day(wall);
    let mono = at - work.calendar.start_of(day) + 3_600_000;
    Stamp { wall, mono, boot: mono, boot_id: i64::from(day.0).abs() + 1 }
}

/// Fewer skills, with targets, one dial in numbers, and one measure in beats a minute.
fn shortened(mut template: LadderTemplate, at: usize) -> LadderTemplate {
    let (vision, reality) = VISIONS.get(at).copied().unwrap_or_default();
    (template.area.vision, template.area.reality) = (vision.to_owned(), reality.to_owned());
    template.skills.truncate(SKILLS_OF_EACH);
    for (place, item) in template.skills.iter_mut().enumerate() {
        item.skill.importance = [3, 2, 2, 1].get(place).copied().unwrap_or(1);
        if place < 2 {
            (item.skill.weekly_minutes, item.skill.weekly_days) = (Some([90, 60][place]), Some(3));
        }
    }
    if let (0, Some(first)) = (at, template.skills.first_mut()) {
        first.measures.push(Measure {
            unit: "bpm".to_owned(),
            better: Better::Higher,
            ..Measure::named(Id::default(), "fastest clean tempo")
        });
        if let Some(drill) = first.drills.first_mut() {
            drill.dial = Some(Dial::Number { unit: "bpm".to_owned(), harder: Harder::Up, step: 2.0 });
            drill.dial_now = Some("80".to_owned());
        }
    }
    template
}
