//! The ladders that come with the program, adopted into a journal. What they hold is tested beside `exchange/ladder.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::change::Change;
use etude::domain::ladder::Need;
use etude::exchange::ladder::{built_in, parse};
use support::Bench;

#[test]
fn the_ladder_in_the_documentation_is_one() {
    let page = include_str!("../docs/ladders.md");
    let text = page.split("```").nth(1).and_then(|block| block.strip_prefix("toml")).unwrap();
    assert_eq!(parse(text).unwrap().id, "own.whistling");
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
            assert_eq!(own.drills.len(), origin.drills.len(), "{}", of.id);
            let read = origin.benchmarks.iter().filter_map(|benchmark| match &benchmark.need {
                Need::Measure { metric, .. } => Some(metric),
                _ => None,
            });
            for metric in read.chain([&origin.metric.name]) {
                assert_eq!(own.measures.iter().filter(|(m, _)| m.name == *metric).count(), 1, "{metric}");
            }
            assert_eq!(own.requires.len(), origin.requires.len());
        }
    }
    for _ in built_in() {
        bench.journal.undo(None).unwrap();
    }
    assert_eq!(bench.journal.dump().unwrap(), before);
}
