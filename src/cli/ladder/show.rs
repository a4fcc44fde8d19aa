//! `etude ladder show` for people: a ladder whole, and what each part of it asks for in a sentence.

use super::from;
use crate::cli::Done;
use crate::cli::output::Out;
use crate::domain::ladder::{Benchmark, Ladder, LadderDrill, LadderSkill};
use crate::domain::measure::Better;
use crate::ladders::Known;

pub(super) fn text(out: &mut Out, known: &Known) -> Done {
    let ladder = &known.ladder;
    out.heading(&format!("{} · {} {}", ladder.title, ladder.id, ladder.version))?;
    out.pair("field", &ladder.area)?;
    out.pair("about", &ladder.summary)?;
    out.pair("rests on", &ladder.basis.join("\n"))?;
    out.pair("from", &from(&known.origin))?;
    stages(out, ladder)?;
    ladder.skills.iter().try_for_each(|skill| show_skill(out, skill))
}

fn stages(out: &mut Out, ladder: &Ladder) -> Done {
    out.line("")?;
    out.heading("Stages")?;
    for rule in &ladder.rules {
        out.pair(rule.stage.word(), &format!("{}\n{}", rule.meaning, rule.asks()))?;
    }
    out.line("")?;
    out.heading("The whole area")?;
    out.pair("core skills", &ladder.area_rule.core.join(", "))?;
    for stage in &ladder.area_rule.stages {
        out.pair(stage.stage.word(), &stage.asks())?;
    }
    for capstone in &ladder.capstones {
        let lines = format!("{}: {}\n{}", capstone.title, capstone.text, capstone.asks());
        out.pair(&format!("capstone of a {}", capstone.stage), &lines)?;
    }
    Ok(())
}

fn show_skill(out: &mut Out, skill: &LadderSkill) -> Done {
    out.line("")?;
    out.heading(&format!("{} · {}", skill.title, skill.id))?;
    out.pair("why", &skill.why)?;
    out.pair("builds on", &skill.requires.join(", "))?;
    out.pair("measure", &metric(skill))?;
    out.pair("one rep", &skill.metric.rep)?;
    out.pair("a hit", &skill.metric.hit)?;
    out.pair("misses", &skill.errors.join(", "))?;
    out.pair("contexts", &skill.contexts.join(", "))?;
    out.pair("watch for", &skill.observe.join("\n"))?;
    out.pair("longest gap", &format!("{} d", skill.max_interval_days))?;
    skill.benchmarks.iter().try_for_each(|benchmark| show_benchmark(out, benchmark))?;
    skill.drills.iter().try_for_each(|drill| show_drill(out, drill))
}

fn metric(skill: &LadderSkill) -> String {
    let better = match skill.metric.better {
        Better::Higher => "more is better",
        Better::Lower => "less is better",
    };
    match skill.metric.unit.as_str() {
        "" => format!("{}, {better}", skill.metric.name),
        unit => format!("{} ({unit}), {better}", skill.metric.name),
    }
}

fn show_benchmark(out: &mut Out, benchmark: &Benchmark) -> Done {
    let lines = format!("{}\n{}", benchmark.text, benchmark.asks());
    out.pair(&format!("{} · {} · {}", benchmark.id, benchmark.stage, benchmark.need.kind()), &lines)
}

fn show_drill(out: &mut Out, drill: &LadderDrill) -> Done {
    let probe = if drill.probe { " · cold probe" } else { "" };
    let dial = format!("{} < normal < {}", drill.easier, drill.harder);
    out.pair(
        &format!("{} · drill", drill.id),
        &format!("{} · {} min{probe}\n{dial}", drill.title, drill.minutes),
    )
}
