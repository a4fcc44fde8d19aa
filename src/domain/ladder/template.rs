//! What adopting a ladder makes: an area with its skills, drills and measures.

use super::super::area::Area;
use super::super::drill::{Dial, Drill, NORMAL, PROBE_REPS};
use super::super::id::Id;
use super::super::measure::Measure;
use super::super::naming::fold;
use super::super::skill::Skill;
use super::{Ladder, LadderDrill, LadderSkill, LadderText, Need};

/// What a ladder makes: an area with its skills, their drills and measures.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderTemplate {
    /// The area, carrying ladder id and version.
    pub area: Area,
    /// Its skills.
    pub skills: Vec<SkillTemplate>,
    /// The file, of a ladder of one's own: those that come with the program are there anyway.
    pub text: Option<LadderText>,
    /// What of it is there already.
    pub mapping: Mapping,
}

/// A skill of a ladder with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillTemplate {
    /// The skill, carrying its id on the ladder.
    pub skill: Skill,
    /// Ladder ids of the skills it builds on.
    pub requires: Vec<String>,
    /// Its drills.
    pub drills: Vec<Drill>,
    /// Its measures.
    pub measures: Vec<Measure>,
}

/// How a ladder is put on an area: on a new one, or an existing one, its skills new or mapped onto existing ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The area; a new one if none.
    pub area: Option<Id>,
    /// Which item of the ladder is which skill.
    pub skills: Vec<(String, Id)>,
}

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
            text: None,
            mapping: Mapping::default(),
        }
    }
}

impl LadderSkill {
    fn template(&self, ladder: &Ladder) -> SkillTemplate {
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
            measures: self.measures(),
        }
    }

    /// How many reps a cold probe has: so many that it can meet any benchmark of the skill, else five.
    fn probe_reps(&self) -> i64 {
        let asked = self.benchmarks.iter().filter_map(|b| match b.need {
            Need::Probe { reps, .. } | Need::Retain { reps, .. } => Some(reps),
            _ => None,
        });
        asked.max().unwrap_or(PROBE_REPS).clamp(1, 50)
    }

    /// A measure for the skill's own metric, and one for every other that a benchmark reads.
    fn measures(&self) -> Vec<Measure> {
        let own = Measure {
            unit: self.metric.unit.clone(),
            better: self.metric.better,
            ladder_item: Some(self.id.clone()),
            ..Measure::named(Id::default(), self.metric.name.clone())
        };
        let mut measures = vec![own];
        for benchmark in &self.benchmarks {
            let Need::Measure { metric, op, .. } = &benchmark.need else { continue };
            if measures.iter().all(|known| fold(&known.name) != fold(metric)) {
                measures.push(Measure {
                    better: op.better(),
                    ladder_item: Some(benchmark.id.clone()),
                    ..Measure::named(Id::default(), metric.clone())
                });
            }
        }
        measures
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
