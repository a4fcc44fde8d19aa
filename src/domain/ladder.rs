//! A ladder: the skills of an area with what to practise on the way and how each stage is told. What is adopted of it
//! becomes ordinary records that remember where they came from.

pub(super) mod asks;
mod need;
mod template;

use super::id::Id;
use super::measure::Better;
use super::moment::Moment;
use super::stage::{Rank, Stage};
pub use need::{BenchmarkKind, Form, Need, Op};
pub use template::{LadderTemplate, Mapping, SkillTemplate};

/// A ladder.
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
    /// What its numbers rest on.
    pub basis: Vec<String>,
    /// What each stage asks for, apprentice first.
    pub rules: Vec<StageRule>,
    /// When the area reaches a stage.
    pub area_rule: AreaRule,
    /// The large pieces of work that show the whole.
    pub capstones: Vec<Capstone>,
    /// Its skills, in an order in which each builds on earlier ones only.
    pub skills: Vec<LadderSkill>,
}

/// A ladder's file as it was when a skill was put on it; it stays so.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderText {
    /// Its id in the journal; 0 until it is stored.
    pub id: Id,
    /// When it was taken in.
    pub created: Moment,
    /// The ladder's own id, `music.jazz-improvisation`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// The file.
    pub text: String,
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
    pub stage: Stage,
    /// The criterion.
    pub text: String,
    /// How it is shown.
    pub need: Need,
}

/// What a stage asks for besides its benchmarks.
#[derive(Debug, Clone, PartialEq)]
pub struct StageRule {
    /// The stage.
    pub stage: Stage,
    /// What somebody at it does.
    pub meaning: String,
    /// On how many different days its evidence lies, at least.
    pub distinct_days: i64,
    /// How many days lie between the first and the last of it, at least.
    pub span_days: i64,
    /// For how many days something shown is fresh.
    pub fresh_days: i64,
    /// How much a witness has to weigh.
    pub witness: Rank,
    /// How many of those.
    pub witnesses: i64,
}

/// When an area reaches a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRule {
    /// The skills that must be at the stage, ids on the ladder.
    pub core: Vec<String>,
    /// What journeyman and master ask, in this order.
    pub stages: Vec<AreaStage>,
}

/// What a stage of an area asks of its skills.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaStage {
    /// The stage of the area.
    pub stage: Stage,
    /// The stage every core skill has.
    pub core_at: Stage,
    /// The stage every other skill has.
    pub others_at: Stage,
    /// The share of all skills that is at the area's stage, above 0 to 1.
    pub share_at_stage: f64,
}

/// One large piece of work that shows the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Capstone {
    /// The stage of the area it belongs to.
    pub stage: Stage,
    /// Its name.
    pub title: String,
    /// What it is.
    pub text: String,
    /// What has to be shown of it, `file:recording`.
    pub evidence: Vec<String>,
    /// How much its witness has to weigh.
    pub witness: Rank,
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

impl Ladder {
    /// The least that a witness of a benchmark or a capstone has to weigh, by its id; none where it asks for no witness.
    pub fn witness_of(&self, id: &str) -> Option<Rank> {
        let mut benchmarks = self.skills.iter().flat_map(|skill| &skill.benchmarks);
        match benchmarks.find(|benchmark| benchmark.id == id).map(|benchmark| &benchmark.need) {
            Some(Need::Witness { role, .. }) => Some(*role),
            Some(_) => None,
            None => {
                let mut capstones = self.capstones.iter();
                capstones.find(|capstone| capstone_id(capstone.stage) == id).map(|capstone| capstone.witness)
            }
        }
    }
}

/// The benchmark under which evidence and witnesses of a capstone are kept.
pub fn capstone_id(stage: Stage) -> String {
    format!("capstone.{stage}")
}
