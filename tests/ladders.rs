//! The ladders that come with the program hold together: the check of learning.md section 5, and adopting each.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use std::collections::HashSet;

use etude::domain::change::Change;
use etude::exchange::ladder::{BUILT_IN, built_in};
use support::Bench;
use toml::{Table, Value};

const STAGES: [&str; 3] = ["apprentice", "journeyman", "master"];
const ROLES: [&str; 4] = ["self", "peer", "mentor", "external"];

/// What a kind of benchmark must say it needs.
fn needs(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "observe" => &["count"],
        "probe" => &["probes", "reps"],
        "measure" => &["metric", "op", "value"],
        "artefact" => &["count"],
        "apply" => &["count", "within_days"],
        "transfer" => &["contexts"],
        "teach" => &["learners"],
        "witness" => &["count", "role"],
        "retain" => &["gap_days", "rate"],
        _ => return None,
    })
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("{key} in {table}"))
}

fn list<'a>(table: &'a Table, key: &str) -> &'a [Value] {
    table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_else(|| panic!("{key} in {table}"))
}

fn tables<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    list(table, key).iter().map(|one| one.as_table().unwrap()).collect()
}

fn check_benchmark(skill: &Table, benchmark: &Table) {
    let id = text(benchmark, "id");
    assert!(id.starts_with(&format!("{}.", text(skill, "id"))), "prefix of {id}");
    let kind = text(benchmark, "kind");
    let need = benchmark["need"].as_table().unwrap();
    for key in needs(kind).unwrap_or_else(|| panic!("kind of {id}")) {
        assert!(need.contains_key(*key), "{id} needs {key}");
    }
    if kind == "transfer" {
        let named = list(skill, "transfer_contexts").len();
        assert!(need["contexts"].as_integer().unwrap() <= i64::try_from(named).unwrap(), "contexts of {id}");
    }
    if kind == "witness" {
        assert!(ROLES.contains(&text(need, "role")), "role of {id}");
    }
    if let Some(rate) = need.get("rate") {
        let rate = rate.as_float().unwrap();
        assert!(rate > 0.0 && rate <= 1.0, "rate of {id}");
    }
}

fn check_drill(drill: &Table) {
    let id = text(drill, "id");
    assert!((1..=5).contains(&drill["level"].as_integer().unwrap()), "level of {id}");
    assert!(list(drill, "stages").iter().all(|s| STAGES.contains(&s.as_str().unwrap())), "stages of {id}");
    let dial: HashSet<&str> = drill["dial"].as_table().unwrap().keys().map(String::as_str).collect();
    assert_eq!(dial, HashSet::from(["easier", "harder"]), "dial of {id}");
}

fn check_skill(skill: &Table) {
    let id = text(skill, "id");
    for key in ["title", "kind", "why", "observe", "errors", "metric", "maintenance", "transfer_contexts"] {
        assert!(skill.contains_key(key), "{id} lacks {key}");
    }
    for key in ["name", "unit", "direction", "rep", "hit"] {
        assert!(skill["metric"].as_table().unwrap().contains_key(key), "{id}.metric lacks {key}");
    }
    let benchmarks = tables(skill, "benchmark");
    benchmarks.iter().for_each(|benchmark| check_benchmark(skill, benchmark));
    for stage in STAGES {
        assert!(benchmarks.iter().any(|b| text(b, "stage") == stage), "{id} has no {stage} benchmark");
    }
    let drills = tables(skill, "drill");
    drills.iter().for_each(|drill| check_drill(drill));
    let probed = benchmarks.iter().any(|b| ["probe", "retain"].contains(&text(b, "kind")));
    assert!(!probed || drills.iter().any(|d| d["probe"].as_bool() == Some(true)), "{id} has no probe drill");
}

#[test]
fn every_ladder_holds_together() {
    for known in BUILT_IN {
        let ladder: Table = known.text.parse().unwrap();
        assert_eq!(text(&ladder, "schema"), "ladder/1");
        let stages = tables(&ladder, "stage");
        assert_eq!(stages.iter().map(|s| text(s, "id")).collect::<Vec<_>>(), STAGES);
        for stage in stages {
            assert!(ROLES.contains(&text(stage["rule"].as_table().unwrap(), "witness")));
        }
        let skills = tables(&ladder, "skill");
        assert!((5..=8).contains(&skills.len()), "5 to 8 skills");
        let ids: Vec<&str> = skills.iter().map(|s| text(s, "id")).collect();
        for core in list(ladder["area_rule"].as_table().unwrap(), "core") {
            assert!(ids.contains(&core.as_str().unwrap()), "core {core}");
        }
        let mut seen = HashSet::new();
        for (at, skill) in skills.iter().enumerate() {
            for needed in list(skill, "requires") {
                assert!(ids[..at].contains(&needed.as_str().unwrap()), "{} requires {needed}", ids[at]);
            }
            check_skill(skill);
            for item in tables(skill, "benchmark").into_iter().chain(tables(skill, "drill")) {
                assert!(seen.insert(text(item, "id")), "duplicate {}", text(item, "id"));
            }
        }
    }
}

#[test]
fn each_is_adopted_whole_and_undone_whole() {
    let mut bench = Bench::new();
    let before = bench.journal.dump().unwrap();
    for ladder in built_in() {
        let area = bench.apply(Change::AdoptLadder(Box::new(ladder.template())));
        let overview = bench.journal.overview().unwrap();
        let lines: Vec<_> = overview.of_area(area).collect();
        assert_eq!(lines.len(), ladder.skills.len());
        for (line, of) in lines.iter().zip(&ladder.skills) {
            let own = bench.journal.skill_detail(line.skill.id, 1).unwrap();
            let origin =
                ladder.skills.iter().find(|s| Some(&s.id) == own.line.skill.ladder_item.as_ref()).unwrap();
            assert_eq!((own.drills.len(), own.measures.len()), (origin.drills.len(), 1), "{}", of.id);
            assert_eq!(own.requires.len(), origin.requires.len());
        }
    }
    for _ in built_in() {
        bench.journal.undo(None).unwrap();
    }
    assert_eq!(bench.journal.dump().unwrap(), before);
}
