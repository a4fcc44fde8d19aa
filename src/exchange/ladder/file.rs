//! A ladder file part by part: which keys each takes, what they mean, and how the parts hold together.

use super::need::need;
use super::part::{MOST_DAYS, Part, Read, short};
use crate::domain::drill::{Harder, NORMAL};
use crate::domain::ladder::{
    AreaRule, AreaStage, Benchmark, BenchmarkKind, Capstone, Ladder, LadderDrill, LadderSkill, Metric, Need,
    StageRule,
};
use crate::domain::measure::Better;
use crate::domain::naming::fold;
use crate::domain::stage::{Rank, Stage};

const TOP: &[&str] = &[
    "schema",
    "id",
    "version",
    "title",
    "area",
    "domain",
    "language",
    "licence",
    "summary",
    "basis",
    "alignments",
    "area_rule",
    "stage",
    "capstone",
    "skill",
];
const ALIGNMENT: &[&str] = &["scheme", "uri", "label"];
const AREA_RULE: &[&str] = &["core", "journeyman", "master"];
const AREA_STAGE: &[&str] = &["core_at", "others_at", "share_at_stage"];
const STAGE: &[&str] = &["id", "order", "meaning", "rule"];
const RULE: &[&str] = &["distinct_days", "span_days", "fresh_days", "witness", "witnesses"];
const CAPSTONE: &[&str] = &["stage", "title", "text", "evidence", "witness"];
/// What a capstone can ask for.
const FORMS: &[&str] = &["file", "link", "note", "testimonial"];
const SKILL: &[&str] = &[
    "id",
    "title",
    "kind",
    "requires",
    "why",
    "observe",
    "errors",
    "metric",
    "maintenance",
    "transfer_contexts",
    "benchmark",
    "drill",
];
const METRIC: &[&str] = &["name", "unit", "direction", "rep", "hit"];
const MAINTENANCE: &[&str] = &["max_interval_days"];
const BENCHMARK: &[&str] = &["id", "stage", "kind", "text", "need"];
const DRILL: &[&str] =
    &["id", "title", "stages", "minutes", "level", "probe", "setup", "steps", "dial", "vary", "feedback"];
const DIAL: &[&str] = &["easier", "harder"];

/// The whole ladder.
pub(super) fn ladder(top: &Part<'_>) -> Read<Ladder> {
    top.has_only(TOP)?;
    let (id, version) = (top.id()?, top.text("version")?);
    let (title, area, summary) = (top.title("title", &['/'])?, top.free("area")?, top.free("summary")?);
    said_only(top)?;
    let basis = if top.has("basis") { top.texts("basis")? } else { Vec::new() };
    let rules = stages(top)?;
    let skills = skills(top, &rules)?;
    beyond_practice(top, &skills)?;
    let area_rule = area_rule(top, &skills)?;
    let capstones = capstones(top)?;
    Ok(Ladder { id, version, title, area, summary, basis, rules, area_rule, capstones, skills })
}

/// What is written for readers of the file: looked at, and not used.
fn said_only(top: &Part<'_>) -> Read<()> {
    for key in ["domain", "language", "licence"] {
        top.text_if(key)?;
    }
    for alignment in top.parts("alignments", ALIGNMENT)? {
        alignment.text("scheme")?;
        alignment.text("uri")?;
        alignment.text_if("label")?;
    }
    Ok(())
}

fn stages(top: &Part<'_>) -> Read<Vec<StageRule>> {
    let expected = "three [[stage]], apprentice, journeyman and master, in this order";
    let parts = top.parts("stage", STAGE)?;
    let mut rules = Vec::new();
    for (part, wanted) in parts.iter().zip(Stage::ALL) {
        let rule = stage(part)?;
        if rule.stage != *wanted {
            let what = format!("stage {} stands where {wanted} belongs", rule.stage);
            return Err(part.wrong_at("id", what, expected));
        }
        well_witnessed(part, &rule)?;
        rules.push(rule);
    }
    match parts.get(Stage::ALL.len()) {
        Some(beyond) => Err(beyond.wrong(format!("{} is one too many", beyond.name()), expected)),
        None if rules.len() < Stage::ALL.len() => {
            let what = format!("there is no stage {}", Stage::ALL[rules.len()]);
            Err(parts.last().unwrap_or(top).wrong(what, expected))
        }
        None => Ok(rules),
    }
}

/// A master is one in the eyes of somebody who can tell.
fn well_witnessed(part: &Part<'_>, rule: &StageRule) -> Read<()> {
    if rule.stage != Stage::Master || (rule.witness >= Rank::Mentor && rule.witnesses > 0) {
        return Ok(());
    }
    let what = format!("{} asks for no mentor or external witness", part.name());
    Err(part.wrong_at("rule", what, "witness = \"mentor\" or \"external\", witnesses = 1 or more"))
}

/// Nor by practice alone: somewhere a master carries over, keeps, teaches, or is spoken for.
fn beyond_practice(top: &Part<'_>, skills: &[LadderSkill]) -> Read<()> {
    use BenchmarkKind::{Retain, Teach, Transfer, Witness};
    let mut of_master =
        skills.iter().flat_map(|skill| &skill.benchmarks).filter(|b| b.stage == Stage::Master);
    if of_master.any(|b| matches!(b.need.kind(), Transfer | Teach | Retain | Witness)) {
        return Ok(());
    }
    let parts = top.parts("stage", STAGE)?;
    let part = parts.last().unwrap_or(top);
    let what = format!("{} asks for nothing beyond practice", part.name());
    Err(part.wrong(what, "a benchmark of it of the kind transfer, teach, retain or witness"))
}

fn stage(part: &Part<'_>) -> Read<StageRule> {
    let stage: Stage = part.word("id")?;
    let place = stage as i64 + 1;
    part.whole_if("order", place, place)?;
    let rule = part.part("rule", RULE)?;
    Ok(StageRule {
        stage,
        meaning: part.text("meaning")?,
        distinct_days: rule.whole("distinct_days", 1, MOST_DAYS)?,
        span_days: rule.whole("span_days", 0, MOST_DAYS)?,
        fresh_days: rule.whole("fresh_days", 1, MOST_DAYS)?,
        witness: rule.word("witness")?,
        witnesses: rule.whole("witnesses", 0, 100)?,
    })
}

fn area_rule(top: &Part<'_>, skills: &[LadderSkill]) -> Read<AreaRule> {
    let part = top.part("area_rule", AREA_RULE)?;
    let core = part.distinct("core")?;
    if let Some(at) = core.iter().position(|core| skills.iter().all(|skill| skill.id != *core)) {
        let what = format!("core of area_rule holds “{}”, which is no skill here", short(&core[at]));
        let known: Vec<&str> = skills.iter().map(|skill| skill.id.as_str()).collect();
        return Err(part.wrong_item("core", at, what, format!("ids of skills: {}", known.join(", "))));
    }
    let mut stages = Vec::new();
    for stage in [Stage::Journeyman, Stage::Master] {
        let asks = part.part(stage.word(), AREA_STAGE)?;
        stages.push(AreaStage {
            stage,
            core_at: asks.word("core_at")?,
            others_at: asks.word("others_at")?,
            share_at_stage: asks.share("share_at_stage")?,
        });
    }
    Ok(AreaRule { core, stages })
}

/// The capstones: one for a stage at most, since evidence and witnesses name them by it.
fn capstones(top: &Part<'_>) -> Read<Vec<Capstone>> {
    let mut found: Vec<Capstone> = Vec::new();
    for part in top.parts("capstone", CAPSTONE)? {
        let next = capstone(&part)?;
        if found.iter().any(|known| known.stage == next.stage) {
            let what = format!("there are two capstones of the stage {}", next.stage);
            return Err(part.wrong_at(
                "stage",
                what,
                "one capstone for a stage; several works are its evidence",
            ));
        }
        found.push(next);
    }
    Ok(found)
}

fn capstone(part: &Part<'_>) -> Read<Capstone> {
    let evidence = part.texts("evidence")?;
    let form = |asked: &str| asked.split_once(':').map_or(asked, |(form, _)| form).trim().to_owned();
    if let Some(at) = evidence.iter().position(|asked| !FORMS.contains(&form(asked).as_str())) {
        let what =
            format!("evidence asks for “{}”, which is nothing that can be shown", short(&evidence[at]));
        let expected = format!("{}, each with what it is: file:recording", FORMS.join(", "));
        return Err(part.wrong_item("evidence", at, what, expected));
    }
    Ok(Capstone {
        stage: part.word("stage")?,
        title: part.text("title")?,
        text: part.text("text")?,
        evidence,
        witness: part.word("witness")?,
    })
}

fn skills(top: &Part<'_>, rules: &[StageRule]) -> Read<Vec<LadderSkill>> {
    let mut ids = Vec::new();
    let mut skills: Vec<LadderSkill> = Vec::new();
    for part in top.parts("skill", SKILL)? {
        let found = skill(&part, &skills, &mut ids)?;
        in_reach(&part, &found, rules)?;
        named_once(&part, &found.title, skills.iter().map(|skill| skill.title.as_str()))?;
        skills.push(found);
    }
    if skills.is_empty() {
        return Err(top.wrong("there is no skill".to_owned(), "one [[skill]] or more"));
    }
    Ok(skills)
}

fn skill(part: &Part<'_>, earlier: &[LadderSkill], ids: &mut Vec<String>) -> Read<LadderSkill> {
    let id = own_id(part, ids)?;
    let requires = part.distinct("requires")?;
    if let Some(at) = requires.iter().position(|needed| earlier.iter().all(|skill| skill.id != *needed)) {
        let what =
            format!("{} requires “{}”, which is unknown or comes later", part.name(), short(&requires[at]));
        return Err(part.wrong_item("requires", at, what, "the id of an earlier skill"));
    }
    part.text("kind")?;
    let contexts = part.distinct("transfer_contexts")?;
    let maintenance = part.part("maintenance", MAINTENANCE)?;
    let mut found = LadderSkill {
        title: part.title("title", &['/'])?,
        why: part.free("why")?,
        requires,
        observe: part.texts("observe")?,
        errors: part.distinct("errors")?,
        metric: metric(&part.part("metric", METRIC)?)?,
        max_interval_days: maintenance.whole("max_interval_days", 1, MOST_DAYS)?,
        contexts,
        benchmarks: Vec::new(),
        drills: Vec::new(),
        id,
    };
    for item in part.parts("benchmark", BENCHMARK)? {
        found.benchmarks.push(benchmark(&item, &found, ids)?);
    }
    for item in part.parts("drill", DRILL)? {
        let drill = drill(&item, ids)?;
        named_once(&item, &drill.title, found.drills.iter().map(|drill| drill.title.as_str()))?;
        found.drills.push(drill);
    }
    holds_together(part, &found)?;
    Ok(found)
}

fn metric(part: &Part<'_>) -> Read<Metric> {
    let better = match part.word("direction")? {
        Harder::Up => Better::Higher,
        Harder::Down => Better::Lower,
    };
    Ok(Metric {
        name: part.title("name", &[])?,
        unit: part.free("unit")?,
        better,
        rep: part.text("rep")?,
        hit: part.text("hit")?,
    })
}

fn benchmark(part: &Part<'_>, skill: &LadderSkill, ids: &mut Vec<String>) -> Read<Benchmark> {
    let id = own_id(part, ids)?;
    let begin = format!("{}.", skill.id);
    if !id.starts_with(&begin) || id.len() == begin.len() {
        let what = format!("{} stands under skill “{}”", part.name(), short(&skill.id));
        return Err(part.wrong_at("id", what, format!("an id of “{begin}” and more")));
    }
    let kind: BenchmarkKind = part.word("kind")?;
    let (stage, text, need) = (part.word("stage")?, part.text("text")?, need(part, kind)?);
    let named = i64::try_from(skill.contexts.len()).unwrap_or(i64::MAX);
    if let Need::Transfer { contexts, .. } = need
        && contexts > named
    {
        let what = format!("{} asks for {contexts} contexts, and the skill names {named}", part.name());
        return Err(part.wrong_at("need", what, "no more than transfer_contexts names"));
    }
    Ok(Benchmark { id, stage, text, need })
}

fn drill(part: &Part<'_>, ids: &mut Vec<String>) -> Read<LadderDrill> {
    let id = own_id(part, ids)?;
    let stages: Vec<Stage> = part.words("stages")?;
    if stages.is_empty() {
        return Err(part.wrong_at("stages", format!("{} is for no stage", part.name()), "one stage or more"));
    }
    part.whole("level", 1, 5)?;
    let dial = part.part("dial", DIAL)?;
    let (easier, harder) = (dial.text("easier")?, dial.text("harder")?);
    if easier == harder || easier == NORMAL || harder == NORMAL {
        let what = format!("{} says the same twice: {NORMAL} stands between easier and harder", dial.name());
        return Err(dial.wrong(what, "three different settings"));
    }
    Ok(LadderDrill {
        id,
        title: part.title("title", &[])?,
        minutes: part.whole("minutes", 1, 1440)?,
        probe: part.yes("probe")?,
        setup: part.free("setup")?,
        steps: part.texts("steps")?,
        easier,
        harder,
        vary: part.texts("vary")?,
        feedback: part.free("feedback")?,
    })
}

/// What no benchmark or drill says alone: each stage has a benchmark, and a cold probe has a drill.
fn holds_together(part: &Part<'_>, skill: &LadderSkill) -> Read<()> {
    let told = |stage: &&Stage| skill.benchmarks.iter().any(|benchmark| benchmark.stage == **stage);
    if let Some(stage) = Stage::ALL.iter().find(|stage| !told(stage)) {
        let what = format!("{} has no benchmark of the stage {stage}", part.name());
        return Err(part.wrong(what, "one or more for each stage"));
    }
    let by_probe =
        |benchmark: &&Benchmark| matches!(benchmark.need, Need::Probe { .. } | Need::Retain { .. });
    match skill.benchmarks.iter().find(by_probe) {
        Some(benchmark) if !skill.drills.iter().any(|drill| drill.probe) => {
            let what =
                format!("{} has no drill for the cold probes of {}", part.name(), short(&benchmark.id));
            Err(part.wrong(what, "a [[skill.drill]] with probe = true"))
        }
        _ => Ok(()),
    }
}

/// Work that has to lie for longer than it stays fresh can never be shown.
fn in_reach(part: &Part<'_>, skill: &LadderSkill, rules: &[StageRule]) -> Read<()> {
    let fresh =
        |stage| rules.iter().find(|rule| rule.stage == stage).map_or(i64::MAX, |rule| rule.fresh_days);
    for (item, benchmark) in part.parts("benchmark", BENCHMARK)?.iter().zip(&skill.benchmarks) {
        if let Need::Artefact { gap_days: Some(gap), .. } = benchmark.need
            && gap > fresh(benchmark.stage)
        {
            let what =
                format!("{} waits {gap} days, longer than its stage stays fresh", short(&benchmark.id));
            return Err(item.wrong_at(
                "need",
                what,
                format!("gap_days of {} at most", fresh(benchmark.stage)),
            ));
        }
    }
    Ok(())
}

/// An id that nothing before has.
fn own_id(part: &Part<'_>, ids: &mut Vec<String>) -> Read<String> {
    let id = part.id()?;
    if ids.contains(&id) {
        return Err(part.wrong_at("id", format!("there are two “{}”", short(&id)), "an id of its own"));
    }
    ids.push(id.clone());
    Ok(id)
}

/// Refuses a title that another has: the journal takes each name once.
fn named_once<'a>(part: &Part<'_>, title: &str, mut others: impl Iterator<Item = &'a str>) -> Read<()> {
    if others.any(|other| fold(other) == fold(title)) {
        let what = format!("{} is called “{}” like another before", part.name(), short(title));
        return Err(part.wrong_at("title", what, "a title of its own"));
    }
    Ok(())
}
