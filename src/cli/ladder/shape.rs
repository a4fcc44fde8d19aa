//! Ladders in JSON: flat objects in snake_case, every key always there. The terms of a need are keys of its benchmark.

use serde::Serialize;

use super::{Counts, shown};
use crate::cli::json::text;
use crate::domain::ladder::{
    AreaStage, Benchmark, BenchmarkKind, Capstone, Form, LadderDrill, LadderSkill, Need, Op, StageRule,
};
use crate::domain::measure::Better;
use crate::domain::stage::{Rank, Stage};
use crate::ladders::{Broken, Known, Origin};

/// A ladder as lists give it, or a file that is none.
#[derive(Debug, Serialize)]
pub(super) struct RowJson<'a> {
    ok: bool,
    id: Option<&'a str>,
    version: Option<&'a str>,
    title: Option<&'a str>,
    built_in: bool,
    in_journal: bool,
    path: Option<String>,
    skills: Option<usize>,
    benchmarks: Option<usize>,
    drills: Option<usize>,
    line: Option<usize>,
    error: Option<&'a str>,
}

pub(super) fn row(known: &Known) -> RowJson<'_> {
    let (ladder, counts) = (&known.ladder, Counts::of(&known.ladder));
    RowJson {
        ok: true,
        id: Some(&ladder.id),
        version: Some(&ladder.version),
        title: Some(&ladder.title),
        built_in: known.origin == Origin::BuiltIn,
        in_journal: known.origin == Origin::Kept,
        path: path(&known.origin),
        skills: Some(counts.skills),
        benchmarks: Some(counts.benchmarks),
        drills: Some(counts.drills),
        line: None,
        error: None,
    }
}

pub(super) fn broken(broken: &Broken) -> RowJson<'_> {
    RowJson {
        ok: false,
        id: None,
        version: None,
        title: None,
        built_in: false,
        in_journal: broken.path.is_none(),
        path: broken.path.as_deref().map(shown),
        skills: None,
        benchmarks: None,
        drills: None,
        line: broken.line,
        error: Some(&broken.what),
    }
}

fn path(origin: &Origin) -> Option<String> {
    match origin {
        Origin::BuiltIn | Origin::Kept => None,
        Origin::File(path) => Some(shown(path)),
    }
}

/// A ladder whole.
#[derive(Debug, Serialize)]
pub(super) struct LadderJson<'a> {
    id: &'a str,
    version: &'a str,
    title: &'a str,
    area: Option<&'a str>,
    summary: Option<&'a str>,
    basis: &'a [String],
    built_in: bool,
    in_journal: bool,
    path: Option<String>,
    stages: Vec<StageJson<'a>>,
    core: &'a [String],
    area_stages: Vec<AreaStageJson>,
    capstones: Vec<CapstoneJson<'a>>,
    skills: Vec<SkillJson<'a>>,
}

pub(super) fn whole(known: &Known) -> LadderJson<'_> {
    let ladder = &known.ladder;
    LadderJson {
        id: &ladder.id,
        version: &ladder.version,
        title: &ladder.title,
        area: text(&ladder.area),
        summary: text(&ladder.summary),
        basis: &ladder.basis,
        built_in: known.origin == Origin::BuiltIn,
        in_journal: known.origin == Origin::Kept,
        path: path(&known.origin),
        stages: ladder.rules.iter().map(stage).collect(),
        core: &ladder.area_rule.core,
        area_stages: ladder.area_rule.stages.iter().map(area_stage).collect(),
        capstones: ladder.capstones.iter().map(capstone).collect(),
        skills: ladder.skills.iter().map(skill).collect(),
    }
}

#[derive(Debug, Serialize)]
struct StageJson<'a> {
    stage: Stage,
    meaning: &'a str,
    distinct_days: i64,
    span_days: i64,
    fresh_days: i64,
    witness: Rank,
    witnesses: i64,
    asks: String,
}

fn stage(rule: &StageRule) -> StageJson<'_> {
    let StageRule { stage, ref meaning, distinct_days, span_days, fresh_days, witness, witnesses } = *rule;
    StageJson { stage, meaning, distinct_days, span_days, fresh_days, witness, witnesses, asks: rule.asks() }
}

#[derive(Debug, Serialize)]
struct AreaStageJson {
    stage: Stage,
    core_at: Stage,
    others_at: Stage,
    share_at_stage: f64,
    asks: String,
}

fn area_stage(rule: &AreaStage) -> AreaStageJson {
    let AreaStage { stage, core_at, others_at, share_at_stage } = *rule;
    AreaStageJson { stage, core_at, others_at, share_at_stage, asks: rule.asks() }
}

#[derive(Debug, Serialize)]
struct CapstoneJson<'a> {
    stage: Stage,
    title: &'a str,
    text: &'a str,
    evidence: &'a [String],
    witness: Rank,
    asks: String,
}

fn capstone(capstone: &Capstone) -> CapstoneJson<'_> {
    let Capstone { stage, ref title, ref text, ref evidence, witness } = *capstone;
    CapstoneJson { stage, title, text, evidence, witness, asks: capstone.asks() }
}

#[derive(Debug, Serialize)]
struct SkillJson<'a> {
    id: &'a str,
    title: &'a str,
    why: Option<&'a str>,
    requires: &'a [String],
    observe: &'a [String],
    errors: &'a [String],
    metric: &'a str,
    unit: Option<&'a str>,
    better: Better,
    rep: &'a str,
    hit: &'a str,
    max_interval_days: i64,
    contexts: &'a [String],
    benchmarks: Vec<BenchmarkJson<'a>>,
    drills: Vec<DrillJson<'a>>,
}

fn skill(skill: &LadderSkill) -> SkillJson<'_> {
    SkillJson {
        id: &skill.id,
        title: &skill.title,
        why: text(&skill.why),
        requires: &skill.requires,
        observe: &skill.observe,
        errors: &skill.errors,
        metric: &skill.metric.name,
        unit: text(&skill.metric.unit),
        better: skill.metric.better,
        rep: &skill.metric.rep,
        hit: &skill.metric.hit,
        max_interval_days: skill.max_interval_days,
        contexts: &skill.contexts,
        benchmarks: skill.benchmarks.iter().map(benchmark).collect(),
        drills: skill.drills.iter().map(drill).collect(),
    }
}

#[derive(Debug, Serialize)]
struct BenchmarkJson<'a> {
    id: &'a str,
    stage: Stage,
    kind: BenchmarkKind,
    text: &'a str,
    asks: String,
    #[serde(flatten)]
    terms: TermsJson<'a>,
}

/// The terms of every kind of need, as a ladder file names them; null where the kind has none such.
#[derive(Debug, Default, Serialize)]
struct TermsJson<'a> {
    count: Option<i64>,
    probes: Option<i64>,
    reps: Option<i64>,
    rate: Option<f64>,
    of_last: Option<i64>,
    false_alarm_max: Option<f64>,
    metric: Option<&'a str>,
    op: Option<Op>,
    value: Option<f64>,
    sample: Option<i64>,
    during: Option<&'a str>,
    evidence: Option<Form>,
    gap_days: Option<i64>,
    draw: Option<i64>,
    within_days: Option<i64>,
    per_item: Option<bool>,
    contexts: Option<i64>,
    learners: Option<i64>,
    learner_rate: Option<f64>,
    role: Option<Rank>,
}

fn benchmark(benchmark: &Benchmark) -> BenchmarkJson<'_> {
    let Benchmark { id, stage, text, need } = benchmark;
    let asks = benchmark.asks();
    BenchmarkJson { id, stage: *stage, kind: need.kind(), text, asks, terms: terms(need) }
}

fn terms(need: &Need) -> TermsJson<'_> {
    let none = TermsJson::default();
    match *need {
        Need::Observe { count } => TermsJson { count: Some(count), ..none },
        Need::Probe { probes, reps, rate, of_last, false_alarm_max } => TermsJson {
            probes: Some(probes),
            reps: Some(reps),
            rate,
            of_last: Some(of_last),
            false_alarm_max,
            ..none
        },
        Need::Measure { ref metric, op, value, count, of_last, sample, ref during } => TermsJson {
            metric: Some(metric),
            op: Some(op),
            value: Some(value),
            count: Some(count),
            of_last: Some(of_last),
            sample: Some(sample),
            during: during.as_deref(),
            ..none
        },
        Need::Artefact { count, form, gap_days, draw } => {
            TermsJson { count: Some(count), evidence: Some(form), gap_days, draw, ..none }
        }
        Need::Apply { count, within_days, per_item } => {
            TermsJson { count: Some(count), within_days: Some(within_days), per_item: Some(per_item), ..none }
        }
        Need::Transfer { contexts, rate } => TermsJson { contexts: Some(contexts), rate: Some(rate), ..none },
        Need::Teach { learners, learner_rate, within_days } => {
            TermsJson { learners: Some(learners), learner_rate, within_days, ..none }
        }
        Need::Witness { count, role } => TermsJson { count: Some(count), role: Some(role), ..none },
        Need::Retain { gap_days, rate, reps } => {
            TermsJson { gap_days: Some(gap_days), rate: Some(rate), reps: Some(reps), ..none }
        }
    }
}

#[derive(Debug, Serialize)]
struct DrillJson<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    probe: bool,
    setup: Option<&'a str>,
    steps: &'a [String],
    easier: &'a str,
    harder: &'a str,
    vary: &'a [String],
    feedback: Option<&'a str>,
}

fn drill(drill: &LadderDrill) -> DrillJson<'_> {
    DrillJson {
        id: &drill.id,
        title: &drill.title,
        minutes: drill.minutes,
        probe: drill.probe,
        setup: text(&drill.setup),
        steps: &drill.steps,
        easier: &drill.easier,
        harder: &drill.harder,
        vary: &drill.vary,
        feedback: text(&drill.feedback),
    }
}
