//! Whether a stage may be taken: its benchmarks, the days they lie on, the witnesses; and that of an area.
//! Nothing here promotes: it says what is there and what is missing.

use super::super::calendar::Day;
use super::super::ladder::asks::counted;
use super::super::ladder::{AreaStage, Benchmark, Capstone, Ladder, LadderSkill, StageRule, capstone_id};
use super::super::stage::{Rank, Shown, Source, Stage};
use super::facts::{Facts, Piece, Word};
use super::{Standing, Verdict, judge, kinds, words};

/// How a stage of a skill stands.
#[derive(Debug, Clone, PartialEq)]
pub struct StageCheck {
    /// The stage.
    pub stage: Stage,
    /// Its benchmarks, each with its verdict.
    pub benchmarks: Vec<(Benchmark, Verdict)>,
    /// How many are met and fresh.
    pub met: i64,
    /// Who witnessed, by name.
    pub witnesses: Vec<String>,
    /// What is missing besides the benchmarks, each a plain sentence.
    pub missing: Vec<String>,
    /// When any of it was last shown.
    pub shown: Option<Day>,
    /// Who disagrees without a second opinion: it stands in the way of the stage.
    pub dissent: Option<String>,
}

impl StageCheck {
    /// How many benchmarks there are.
    pub fn total(&self) -> i64 {
        i64::try_from(self.benchmarks.len()).unwrap_or(i64::MAX)
    }

    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.met == self.total() && self.missing.is_empty()
    }

    /// `5/6 · witness missing`.
    pub fn summary(&self) -> String {
        summary(self.met, self.total(), &self.missing)
    }

    /// The met benchmarks with the records that say so.
    pub fn evidence(&self) -> Vec<Shown> {
        let met = self.benchmarks.iter().filter(|(_, verdict)| verdict.standing == Standing::Met);
        met.map(|(benchmark, verdict)| Shown {
            benchmark: benchmark.id.clone(),
            text: benchmark.text.clone(),
            records: verdict.records.clone(),
        })
        .collect()
    }
}

/// How a stage of a skill stands on a day.
pub fn check_stage(skill: &LadderSkill, rule: &StageRule, facts: &Facts, today: Day) -> StageCheck {
    let own = skill.benchmarks.iter().filter(|benchmark| benchmark.stage == rule.stage);
    let benchmarks: Vec<(Benchmark, Verdict)> =
        own.map(|b| (b.clone(), judge(b, facts, today, rule.fresh_days))).collect();
    let met = benchmarks.iter().filter(|(_, verdict)| verdict.standing == Standing::Met).count();
    let spoken = words_of(skill, rule.stage, &facts.words);
    let (witnesses, unwitnessed) = witnessed(&spoken, (rule.witness, rule.witnesses));
    let disputed = benchmarks.iter().find_map(|(_, verdict)| verdict.dissent.clone());
    StageCheck {
        stage: rule.stage,
        dissent: disputed.or_else(|| dissent_of_stage(&spoken)),
        shown: benchmarks.iter().filter_map(|(_, verdict)| verdict.shown).max(),
        met: i64::try_from(met).unwrap_or(i64::MAX),
        missing: days(rule, facts).into_iter().chain(work(rule.stage, facts)).chain(unwitnessed).collect(),
        benchmarks,
        witnesses,
    }
}

/// Evidence lies on so many days, over so long.
fn days(rule: &StageRule, facts: &Facts) -> Option<String> {
    let days = facts.shown_days();
    let distinct = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let span = match (days.first(), days.last()) {
        (Some(first), Some(last)) => i64::from(last.0) - i64::from(first.0),
        _ => 0,
    };
    if distinct < rule.distinct_days {
        return Some(format!("evidence on {distinct} of {}", counted(rule.distinct_days, "day")));
    }
    (span < rule.span_days).then(|| format!("evidence over {span} of {}", counted(rule.span_days, "day")))
}

/// The work itself speaks: above apprentice at least one piece of it, or a use of the skill in real work.
fn work(stage: Stage, facts: &Facts) -> Option<String> {
    let shown = !facts.uses.is_empty() || facts.pieces.iter().any(|piece| piece.work);
    (stage > Stage::Apprentice && !shown).then(|| "no artefact or application yet".to_owned())
}

/// The statements about a stage, itself or one of its benchmarks.
fn words_of<'a>(skill: &LadderSkill, stage: Stage, all: &'a [Word]) -> Vec<&'a Word> {
    let of = |word: &Word| match &word.benchmark {
        Some(id) => skill.benchmarks.iter().find(|benchmark| benchmark.id == *id).map(|b| b.stage),
        None => word.stage,
    };
    all.iter().filter(|word| of(word) == Some(stage)).collect()
}

fn dissent_of_stage(spoken: &[&Word]) -> Option<String> {
    let whole: Vec<&Word> = spoken.iter().filter(|word| word.benchmark.is_none()).copied().collect();
    kinds::dissent(&whole)
}

/// Who witnessed a stage, and what is missing of that.
fn witnessed(spoken: &[&Word], (rank, count): (Rank, i64)) -> (Vec<String>, Option<String>) {
    let agreeing = kinds::agreeing(spoken, rank);
    let have = i64::try_from(agreeing.len()).unwrap_or(i64::MAX);
    let missing = dissent_of_stage(spoken).or_else(|| {
        (have < count).then(|| match have {
            0 => format!("{} missing", words::witnesses(count, rank)),
            _ => format!("{} more missing", words::witnesses(count - have, rank)),
        })
    });
    (names(agreeing), missing)
}

fn names(words: Vec<&Word>) -> Vec<String> {
    let mut names: Vec<String> = words.into_iter().map(|word| word.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// How a stage of an area stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaCheck {
    /// The stage.
    pub stage: Stage,
    /// The skills of the ladder: id, the stage held, the stage asked for.
    pub skills: Vec<(String, Option<Stage>, Option<Stage>)>,
    /// The capstones of the stage.
    pub capstones: Vec<CapstoneCheck>,
    /// What is missing, each a plain sentence; the skills that are behind come first.
    pub missing: Vec<String>,
    behind: usize,
}

impl AreaCheck {
    /// What is missing but the skills that are not where they are asked to be.
    pub fn missing_besides_skills(&self) -> &[String] {
        self.missing.get(self.behind..).unwrap_or_default()
    }

    /// How many skills are where they are asked to be, and capstones done.
    pub fn met(&self) -> i64 {
        let there = self.skills.iter().filter(|(_, held, asked)| asked.is_some() && held >= asked).count();
        let done = self.capstones.iter().filter(|capstone| capstone.missing.is_empty()).count();
        i64::try_from(there + done).unwrap_or(i64::MAX)
    }

    /// How many skills and capstones the stage asks for.
    pub fn total(&self) -> i64 {
        let asked = self.skills.iter().filter(|(_, _, asked)| asked.is_some()).count();
        i64::try_from(asked + self.capstones.len()).unwrap_or(i64::MAX)
    }

    /// Who disagrees without a second opinion: it stands in the way of the stage.
    pub fn dissent(&self) -> Option<&str> {
        self.capstones.iter().find_map(|capstone| capstone.dissent.as_deref())
    }

    /// The capstones with the records that show them.
    pub fn evidence(&self) -> Vec<Shown> {
        let done = self.capstones.iter().filter(|capstone| capstone.missing.is_empty());
        done.map(|capstone| Shown {
            benchmark: capstone_id(self.stage),
            text: capstone.capstone.title.clone(),
            records: capstone.records.clone(),
        })
        .collect()
    }

    /// Who witnessed it, by name.
    pub fn witnesses(&self) -> Vec<String> {
        self.capstones.iter().flat_map(|capstone| capstone.witnesses.clone()).collect()
    }

    /// `5/6 · Trade is apprentice, journeyman is asked for`.
    pub fn summary(&self) -> String {
        summary(self.met(), self.total(), &self.missing)
    }
}

/// How many of how many, and the first thing that is missing.
fn summary(met: i64, total: i64, missing: &[String]) -> String {
    let counted = format!("{met}/{total}");
    match missing.first() {
        // An area begins without anything to count.
        None if total == 0 => "ready".to_owned(),
        Some(missing) if total == 0 => missing.clone(),
        None if met == total => format!("{counted} · ready"),
        None => counted,
        Some(missing) => format!("{counted} · {missing}"),
    }
}

/// How a capstone stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CapstoneCheck {
    /// What it is.
    pub capstone: Capstone,
    /// What is missing; empty: it is done.
    pub missing: Vec<String>,
    /// The records that show it, newest first.
    pub records: Vec<Source>,
    /// Who witnessed it, by name.
    pub witnesses: Vec<String>,
    /// Who disagrees without a second opinion.
    pub dissent: Option<String>,
}

/// The stage of a skill as its area looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSkill {
    /// Its id on the ladder.
    pub item: String,
    /// The stage it holds.
    pub stage: Option<Stage>,
    /// It stands by one's own word: not all of it was shown.
    pub declared: bool,
}

/// How a stage of an area stands, by the stages its skills hold and the evidence of the area itself.
pub fn check_area(ladder: &Ladder, stage: Stage, held: &[HeldSkill], facts: &Facts) -> AreaCheck {
    let rule = ladder.area_rule.stages.iter().find(|rule| rule.stage == stage);
    let of = |id: &str| held.iter().find(|skill| skill.item == id).and_then(|skill| skill.stage);
    let asked = |id: &str| rule.map(|rule| asked_of(ladder, rule, id));
    let skills: Vec<_> =
        ladder.skills.iter().map(|skill| (skill.id.clone(), of(&skill.id), asked(&skill.id))).collect();
    let mut missing: Vec<String> = Vec::new();
    for (id, held, asked) in skills.iter().filter(|(_, held, asked)| held < asked) {
        let title =
            ladder.skills.iter().find(|skill| skill.id == *id).map_or(id.as_str(), |skill| &skill.title);
        let asked = asked.map_or("", Stage::word);
        missing.push(format!("{title} is {}, {asked} is asked for", held.map_or("not begun", Stage::word)));
    }
    let behind = missing.len();
    match rule {
        Some(rule) => missing.extend(share(rule, &skills)),
        // An area begins with the first skill that does.
        None if skills.iter().all(|(_, held, _)| held.is_none()) => {
            missing.push("no skill has begun".to_owned())
        }
        None => {}
    }
    missing.extend(declared(held));
    let capstones: Vec<CapstoneCheck> = ladder
        .capstones
        .iter()
        .filter(|capstone| capstone.stage == stage)
        .map(|capstone| check_capstone(capstone, facts))
        .collect();
    for check in &capstones {
        missing.extend(check.missing.iter().map(|what| format!("{}: {what}", check.capstone.title)));
    }
    AreaCheck { stage, skills, capstones, missing, behind }
}

/// An area shows no more than its skills do.
fn declared(held: &[HeldSkill]) -> Option<String> {
    match held.iter().filter(|skill| skill.declared).count() {
        0 => None,
        1 => Some("1 of its skills stands by your word alone".to_owned()),
        count => Some(format!("{count} of its skills stand by your word alone")),
    }
}

fn asked_of(ladder: &Ladder, rule: &AreaStage, id: &str) -> Stage {
    if ladder.area_rule.core.iter().any(|core| core == id) { rule.core_at } else { rule.others_at }
}

fn share(rule: &AreaStage, skills: &[(String, Option<Stage>, Option<Stage>)]) -> Option<String> {
    let there = skills.iter().filter(|(_, held, _)| *held >= Some(rule.stage)).count();
    let asked = (rule.share_at_stage * skills.len() as f64 - 1e-9).ceil();
    ((there as f64) < asked)
        .then(|| format!("{there} of {} skills at {}; {asked} are asked for", skills.len(), rule.stage))
}

fn check_capstone(capstone: &Capstone, facts: &Facts) -> CapstoneCheck {
    let id = capstone_id(capstone.stage);
    let shown: Vec<&Piece> = facts.pieces.iter().filter(|piece| piece.benchmarks.contains(&id)).collect();
    let about: Vec<&Word> =
        facts.words.iter().filter(|word| word.benchmark.as_deref() == Some(id.as_str())).collect();
    let anybody = kinds::agreeing(&about, Rank::Own);
    let mut missing: Vec<String> = Vec::new();
    for (form, what) in capstone.evidence.iter().map(|entry| entry.split_once(':').unwrap_or((entry, ""))) {
        let said = form == "testimonial" && !anybody.is_empty();
        if !said && !has(form, what, &shown) {
            missing.push(if what.is_empty() { form.to_owned() } else { format!("{form} ({what})") });
        }
    }
    let witnesses = kinds::agreeing(&about, capstone.witness);
    let dissent = kinds::dissent(&about);
    if let Some(dissent) = &dissent {
        missing.push(dissent.clone());
    } else if witnesses.is_empty() && capstone.witness > Rank::Own {
        missing.push(format!("{} missing", words::witnesses(1, capstone.witness)));
    }
    let records = shown.iter().rev().map(|piece| piece.source).collect();
    CapstoneCheck { capstone: capstone.clone(), missing, records, witnesses: names(witnesses), dissent }
}

/// Whether a piece has the form that a capstone asks for; a recording is a file or an address marked so.
fn has(form: &str, what: &str, shown: &[&Piece]) -> bool {
    let recorded = |piece: &&&Piece| what != "recording" || piece.recording;
    let mut pieces = shown.iter().filter(recorded);
    match form {
        "file" => pieces.any(|piece| piece.file.is_some()),
        "link" => pieces.any(|piece| piece.link.is_some()),
        "note" => pieces.any(|piece| piece.note),
        "testimonial" => pieces.any(|piece| piece.testimonial),
        _ => false,
    }
}
