//! A ladder: the skills of an area with what to practise on the way and how each stage is told. What is adopted of it
//! becomes ordinary records that remember where they came from.

use super::area::Area;
use super::change::{LadderTemplate, SkillTemplate};
use super::drill::{Dial, Drill, PROBE_REPS};
use super::id::Id;
use super::measure::{Better, Measure};
use super::skill::Skill;

/// A ladder, as far as adopting it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// Its id, `music.jazz-improvisation`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title, which names the area made from it.
    pub title: String,
    /// The wider field it lies in.
    pub area: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// Its skills, in an order in which each builds on earlier ones only.
    pub skills: Vec<LadderSkill>,
}

/// A skill of a ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderSkill {
    /// Its id on the ladder.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// The ids of the skills it builds on.
    pub requires: Vec<String>,
    /// What to watch for in a master.
    pub observe: Vec<String>,
    /// What goes wrong: the tags of misses.
    pub errors: Vec<String>,
    /// What is counted.
    pub metric: Metric,
    /// The longest useful gap between two showings, days.
    pub max_interval_days: i64,
    /// The contexts it should hold in.
    pub contexts: Vec<String>,
    /// How the stages are told.
    pub benchmarks: Vec<Benchmark>,
    /// What to practise.
    pub drills: Vec<LadderDrill>,
}

/// What is counted of a skill.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// What one rep is.
    pub rep: String,
    /// What makes it a hit.
    pub hit: String,
}

/// A written criterion of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// Its id on the ladder.
    pub id: String,
    /// The stage it belongs to.
    pub stage: String,
    /// How it is shown: probe, observe, teach …
    pub kind: String,
    /// The criterion.
    pub text: String,
    /// How many reps a probe for it has.
    pub reps: Option<i64>,
}

/// A drill of a ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderDrill {
    /// Its id on the ladder.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Planned minutes.
    pub minutes: i64,
    /// Whether its first reps are a cold probe.
    pub probe: bool,
    /// What to have ready.
    pub setup: String,
    /// What to do.
    pub steps: Vec<String>,
    /// The easier setting of its dial.
    pub easier: String,
    /// The harder setting of its dial.
    pub harder: String,
    /// What to vary.
    pub vary: Vec<String>,
    /// Who or what tells hit from miss.
    pub feedback: String,
}

/// The middle of every ladder drill's dial.
const NORMAL: &str = "normal";

impl Ladder {
    /// What adopting the ladder makes: an area with its skills, drills and measures.
    pub fn template(&self) -> LadderTemplate {
        LadderTemplate {
            area: Area {
                why: self.summary.clone(),
                ladder: Some(self.id.clone()),
                ladder_version: Some(self.version.clone()),
                ..Area::named(self.title.clone())
            },
            skills: self.skills.iter().map(|skill| skill.template(self)).collect(),
        }
    }
}

impl LadderSkill {
    fn template(&self, ladder: &Ladder) -> SkillTemplate {
        let measure = Measure {
            unit: self.metric.unit.clone(),
            better: self.metric.better,
            ladder_item: Some(self.id.clone()),
            ..Measure::named(Id::default(), self.metric.name.clone())
        };
        SkillTemplate {
            skill: Skill {
                why: self.why.clone(),
                miss_tags: self.errors.clone(),
                contexts: self.contexts.clone(),
                watch_for: self.observe.clone(),
                max_interval_days: Some(self.max_interval_days),
                ladder: Some(ladder.id.clone()),
                ladder_version: Some(ladder.version.clone()),
                ladder_item: Some(self.id.clone()),
                ..Skill::named(self.title.clone())
            },
            requires: self.requires.clone(),
            drills: self.drills.iter().map(|drill| drill.record(self.probe_reps())).collect(),
            measures: vec![measure],
        }
    }

    /// How many reps a cold probe has: what the first probe benchmark asks for, else five.
    fn probe_reps(&self) -> i64 {
        let asked = self.benchmarks.iter().filter(|b| b.kind == "probe").find_map(|b| b.reps);
        asked.unwrap_or(PROBE_REPS).clamp(1, 50)
    }
}

impl LadderDrill {
    fn record(&self, probe_reps: i64) -> Drill {
        let steps = vec![self.easier.clone(), NORMAL.to_owned(), self.harder.clone()];
        Drill {
            instructions: self.instructions(),
            minutes: Some(self.minutes),
            probe: self.probe,
            probe_reps,
            dial: Some(Dial::Steps { steps }),
            dial_now: Some(NORMAL.to_owned()),
            variations: self.vary.clone(),
            feedback: self.feedback.clone(),
            ladder_item: Some(self.id.clone()),
            ..Drill::named(Id::default(), self.title.clone())
        }
    }

    fn instructions(&self) -> String {
        let steps = self.steps.iter().enumerate().map(|(at, step)| format!("{}. {step}", at + 1));
        std::iter::once(self.setup.clone()).chain(steps).collect::<Vec<_>>().join("\n")
    }
}
