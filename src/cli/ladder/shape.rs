//! Ladders in JSON: flat objects in snake_case, every key always there. The terms of a need are keys of its benchmark.

use serde_json::Value as Json;

use super::{Counts, shown};
use crate::cli::json::text;
use crate::cli::json::{object, over};
use crate::domain::ladder::{AreaStage, Benchmark, Capstone, LadderDrill, LadderSkill, Need, StageRule};
use crate::ladders::{Broken, Known, Origin};

pub(super) fn row(known: &Known) -> Json {
    let (ladder, counts) = (&known.ladder, Counts::of(&known.ladder));
    object! {
        "ok": true,
        "id": Some(&ladder.id),
        "version": Some(&ladder.version),
        "title": Some(&ladder.title),
        "built_in": known.origin == Origin::BuiltIn,
        "in_journal": known.origin == Origin::Kept,
        "path": path(&known.origin),
        "skills": Some(counts.skills),
        "benchmarks": Some(counts.benchmarks),
        "drills": Some(counts.drills),
        "line": (),
        "error": (),
    }
}

pub(super) fn broken(broken: &Broken) -> Json {
    object! {
        "ok": false,
        "id": (),
        "version": (),
        "title": (),
        "built_in": false,
        "in_journal": broken.path.is_none(),
        "path": broken.path.as_deref().map(shown),
        "skills": (),
        "benchmarks": (),
        "drills": (),
        "line": broken.line,
        "error": Some(&broken.what),
    }
}

fn path(origin: &Origin) -> Option<String> {
    match origin {
        Origin::BuiltIn | Origin::Kept => None,
        Origin::File(path) => Some(shown(path)),
    }
}

pub(super) fn whole(known: &Known) -> Json {
    let ladder = &known.ladder;
    object! {
        "id": &ladder.id,
        "version": &ladder.version,
        "title": &ladder.title,
        "area": text(&ladder.area),
        "summary": text(&ladder.summary),
        "basis": &ladder.basis,
        "built_in": known.origin == Origin::BuiltIn,
        "in_journal": known.origin == Origin::Kept,
        "path": path(&known.origin),
        "stages": ladder.rules.iter().map(stage).collect::<Json>(),
        "core": &ladder.area_rule.core,
        "area_stages": ladder.area_rule.stages.iter().map(area_stage).collect::<Json>(),
        "capstones": ladder.capstones.iter().map(capstone).collect::<Json>(),
        "skills": ladder.skills.iter().map(skill).collect::<Json>(),
    }
}

fn stage(rule: &StageRule) -> Json {
    let StageRule { stage, ref meaning, distinct_days, span_days, fresh_days, witness, witnesses } = *rule;
    object! {
        "stage": stage,
        "meaning": meaning,
        "distinct_days": distinct_days,
        "span_days": span_days,
        "fresh_days": fresh_days,
        "witness": witness,
        "witnesses": witnesses,
        "asks": rule.asks(),
    }
}

fn area_stage(rule: &AreaStage) -> Json {
    let AreaStage { stage, core_at, others_at, share_at_stage } = *rule;
    object! {
        "stage": stage,
        "core_at": core_at,
        "others_at": others_at,
        "share_at_stage": share_at_stage,
        "asks": rule.asks(),
    }
}

fn capstone(capstone: &Capstone) -> Json {
    let Capstone { stage, ref title, ref text, ref evidence, witness } = *capstone;
    object! {
        "stage": stage,
        "title": title,
        "text": text,
        "evidence": evidence,
        "witness": witness,
        "asks": capstone.asks(),
    }
}

fn skill(skill: &LadderSkill) -> Json {
    object! {
        "id": &skill.id,
        "title": &skill.title,
        "why": text(&skill.why),
        "requires": &skill.requires,
        "observe": &skill.observe,
        "errors": &skill.errors,
        "metric": &skill.metric.name,
        "unit": text(&skill.metric.unit),
        "better": skill.metric.better,
        "rep": &skill.metric.rep,
        "hit": &skill.metric.hit,
        "max_interval_days": skill.max_interval_days,
        "contexts": &skill.contexts,
        "benchmarks": skill.benchmarks.iter().map(benchmark).collect::<Json>(),
        "drills": skill.drills.iter().map(drill).collect::<Json>(),
    }
}

fn benchmark(benchmark: &Benchmark) -> Json {
    let Benchmark { id, stage, text, need } = benchmark;
    let asks = benchmark.asks();
    let told = object! {
        "id": id,
        "stage": *stage,
        "kind": need.kind(),
        "text": text,
        "asks": asks,
    };
    over(told, terms(need))
}

/// The terms of every kind of need, as a ladder file names them; null where the kind has none such.
const TERMS: [&str; 20] = [
    "count",
    "probes",
    "reps",
    "rate",
    "of_last",
    "false_alarm_max",
    "metric",
    "op",
    "value",
    "sample",
    "during",
    "evidence",
    "gap_days",
    "draw",
    "within_days",
    "per_item",
    "contexts",
    "learners",
    "learner_rate",
    "role",
];

fn terms(need: &Need) -> Json {
    let own = match *need {
        Need::Observe { count } => object! { "count": count },
        Need::Probe { probes, reps, rate, of_last, false_alarm_max } => object! {
            "probes": probes, "reps": reps, "rate": rate, "of_last": of_last, "false_alarm_max": false_alarm_max,
        },
        Need::Measure { ref metric, op, value, count, of_last, sample, ref during } => object! {
            "metric": metric, "op": op, "value": value, "count": count, "of_last": of_last, "sample": sample,
            "during": during,
        },
        Need::Artefact { count, form, gap_days, draw } => object! {
            "count": count, "evidence": form, "gap_days": gap_days, "draw": draw,
        },
        Need::Apply { count, within_days, per_item } => object! {
            "count": count, "within_days": within_days, "per_item": per_item,
        },
        Need::Transfer { contexts, rate } => object! { "contexts": contexts, "rate": rate },
        Need::Teach { learners, learner_rate, within_days } => object! {
            "learners": learners, "learner_rate": learner_rate, "within_days": within_days,
        },
        Need::Witness { count, role } => object! { "count": count, "role": role },
        Need::Retain { gap_days, rate, reps } => object! { "gap_days": gap_days, "rate": rate, "reps": reps },
    };
    let none: serde_json::Map<_, _> = TERMS.iter().map(|term| ((*term).to_owned(), Json::Null)).collect();
    over(Json::Object(none), own)
}

fn drill(drill: &LadderDrill) -> Json {
    object! {
        "id": &drill.id,
        "title": &drill.title,
        "minutes": drill.minutes,
        "probe": drill.probe,
        "setup": text(&drill.setup),
        "steps": &drill.steps,
        "easier": &drill.easier,
        "harder": &drill.harder,
        "vary": &drill.vary,
        "feedback": text(&drill.feedback),
    }
}
