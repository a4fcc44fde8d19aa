//! How the parts of a ladder file hold together: what no key says alone.

use std::ops::Range;

use toml::Spanned;

use super::LadderError;
use super::need::need;
use super::parts::{
    AreaRulePart, AreaStagePart, BenchmarkPart, CapstonePart, DialPart, DrillPart, LadderFile, MetricPart,
    RulePart, SkillPart, StagePart,
};
use super::value::{Ident, Text, short};
use crate::domain::drill::{Harder, NORMAL};
use crate::domain::ladder::{
    AreaRule, AreaStage, Benchmark, BenchmarkKind, Capstone, Ladder, LadderDrill, LadderSkill, Metric, Need,
    StageRule,
};
use crate::domain::measure::Better;
use crate::domain::naming::fold;
use crate::domain::stage::{Rank, Stage};

/// What a capstone can ask for.
const FORMS: &[&str] = &["file", "link", "note", "testimonial"];

type Read<T> = Result<T, LadderError>;

/// The text of the file, to say where something is wrong, and the ids that were there so far.
pub(super) struct Reader<'a> {
    text: &'a str,
    ids: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(text: &'a str) -> Reader<'a> {
        Reader { text, ids: Vec::new() }
    }

    /// Refuses what does not hold, in a sentence about the place.
    fn hold(&self, holds: bool, at: Range<usize>, otherwise: impl FnOnce() -> String) -> Read<()> {
        if holds { Ok(()) } else { Err(LadderError::at(self.text, at.start, otherwise())) }
    }

    /// The ladder of a file, or the first thing that does not hold together.
    pub(super) fn ladder(mut self, file: LadderFile) -> Read<Ladder> {
        let rules = self.stages(&file.stage)?;
        let mut skills: Vec<LadderSkill> = Vec::new();
        for part in file.skill {
            let skill = self.skill(part, &skills, &rules)?;
            skills.push(skill);
        }
        self.hold(!skills.is_empty(), 0..0, || {
            "there is no skill; expected one [[skill]] or more".to_owned()
        })?;
        self.beyond_practice(&file.stage, &skills)?;
        Ok(Ladder {
            id: file.id.0,
            version: file.version.0,
            title: file.title.0,
            area: file.area.0,
            summary: file.summary.0,
            basis: texts(file.basis),
            rules,
            area_rule: self.area_rule(file.area_rule, &skills)?,
            capstones: self.capstones(file.capstone)?,
            skills,
        })
    }

    fn stages(&self, parts: &[Spanned<StagePart>]) -> Read<Vec<StageRule>> {
        let expected = "expected three [[stage]], apprentice, journeyman and master, in this order";
        for (at, part) in parts.iter().enumerate() {
            let StagePart { id, order, rule, .. } = part.get_ref();
            let wanted = *Stage::ALL.get(at).unwrap_or(&Stage::Master);
            self.hold(at < Stage::ALL.len(), part.span(), || {
                format!("this stage is one too many; {expected}")
            })?;
            self.hold(*id.get_ref() == wanted, id.span(), || {
                format!("stage {} stands where {wanted} belongs; {expected}", id.get_ref())
            })?;
            let place = wanted as i64 + 1;
            if let Some(order) = order {
                self.hold(*order.get_ref() == place, order.span(), || {
                    format!("order of stage {wanted} is not {place}")
                })?;
            }
            // A master is one in the eyes of somebody who can tell.
            let RulePart { witness, witnesses, .. } = rule.get_ref();
            let seen = wanted != Stage::Master || (*witness >= Rank::Mentor && witnesses.0 > 0);
            self.hold(seen, rule.span(), || {
                "stage master asks for no mentor or external witness; \
                 expected witness = \"mentor\" or \"external\", witnesses = 1 or more"
                    .to_owned()
            })?;
        }
        if let Some(missing) = Stage::ALL.get(parts.len()) {
            let last = parts.last().map_or(0..0, Spanned::span);
            self.hold(false, last, || format!("there is no stage {missing}; {expected}"))?;
        }
        Ok(parts.iter().map(|part| rule(part.get_ref())).collect())
    }

    /// No master by practice alone: somewhere a master carries over, keeps, teaches, or is spoken for.
    fn beyond_practice(&self, stages: &[Spanned<StagePart>], skills: &[LadderSkill]) -> Read<()> {
        use BenchmarkKind::{Retain, Teach, Transfer, Witness};
        let mut benchmarks = skills.iter().flat_map(|skill| &skill.benchmarks);
        let shows = |b: &Benchmark| matches!(b.need.kind(), Transfer | Teach | Retain | Witness);
        let beyond = benchmarks.any(|b| b.stage == Stage::Master && shows(b));
        self.hold(beyond, stages.last().map_or(0..0, Spanned::span), || {
            "stage master asks for nothing beyond practice; \
             expected a benchmark of it of the kind transfer, teach, retain or witness"
                .to_owned()
        })
    }

    fn area_rule(&self, part: AreaRulePart, skills: &[LadderSkill]) -> Read<AreaRule> {
        let known: Vec<&str> = skills.iter().map(|skill| skill.id.as_str()).collect();
        for id in &part.core {
            let Text(core) = id.get_ref();
            self.hold(known.contains(&core.as_str()), id.span(), || {
                let what = format!("core holds “{}”, which is no skill here", short(core));
                format!("{what}; expected ids of skills: {}", known.join(", "))
            })?;
        }
        let stage = |stage, asks: AreaStagePart| AreaStage {
            stage,
            core_at: asks.core_at,
            others_at: asks.others_at,
            share_at_stage: asks.share_at_stage.0,
        };
        let stages = vec![stage(Stage::Journeyman, part.journeyman), stage(Stage::Master, part.master)];
        Ok(AreaRule { core: self.distinct(part.core)?, stages })
    }

    /// The capstones: one for a stage at most, since evidence and witnesses name them by it.
    fn capstones(&self, parts: Vec<CapstonePart>) -> Read<Vec<Capstone>> {
        let mut found: Vec<Capstone> = Vec::new();
        for CapstonePart { stage, title, text, evidence, witness } in parts {
            let first = found.iter().all(|known| known.stage != *stage.get_ref());
            self.hold(first, stage.span(), || {
                let what = format!("there are two capstones of the stage {}", stage.get_ref());
                format!("{what}; expected one, several works are its evidence")
            })?;
            for asked in &evidence {
                let Text(text) = asked.get_ref();
                let form = text.split(':').next().unwrap_or_default().trim();
                self.hold(FORMS.contains(&form), asked.span(), || {
                    let expected = format!("{}, each with what it is: file:recording", FORMS.join(", "));
                    format!("“{}” is nothing that can be shown; expected {expected}", short(text))
                })?;
            }
            let evidence = texts(evidence.into_iter().map(Spanned::into_inner));
            found.push(Capstone {
                stage: stage.into_inner(),
                title: title.0,
                text: text.0,
                evidence,
                witness,
            });
        }
        Ok(found)
    }

    fn skill(
        &mut self,
        part: Spanned<SkillPart>,
        earlier: &[LadderSkill],
        rules: &[StageRule],
    ) -> Read<LadderSkill> {
        let span = part.span();
        let part = part.into_inner();
        let id = self.own_id(part.id)?;
        for needed in &part.requires {
            let Text(text) = needed.get_ref();
            self.hold(earlier.iter().any(|skill| skill.id == *text), needed.span(), || {
                let what = format!("requires “{}”, which is unknown or comes later", short(text));
                format!("{what}; expected the id of an earlier skill")
            })?;
        }
        let titles = earlier.iter().map(|skill| &skill.title);
        self.named_once(part.title.span(), &part.title.get_ref().0, titles)?;
        let mut skill = LadderSkill {
            title: part.title.into_inner().0,
            why: part.why.0,
            requires: self.distinct(part.requires)?,
            observe: texts(part.observe),
            errors: self.distinct(part.errors)?,
            metric: metric(part.metric),
            max_interval_days: part.maintenance.max_interval_days.0,
            contexts: self.distinct(part.transfer_contexts)?,
            benchmarks: Vec::new(),
            drills: Vec::new(),
            id,
        };
        for item in part.benchmark {
            let benchmark = self.benchmark(item, &skill, rules)?;
            skill.benchmarks.push(benchmark);
        }
        for item in part.drill {
            let titles = skill.drills.iter().map(|drill| &drill.title);
            self.named_once(item.title.span(), &item.title.get_ref().0, titles)?;
            let drill = self.drill(item)?;
            skill.drills.push(drill);
        }
        let incomplete = incomplete(&skill);
        self.hold(incomplete.is_none(), span, || incomplete.unwrap_or_default())?;
        Ok(skill)
    }

    fn benchmark(
        &mut self,
        part: BenchmarkPart,
        skill: &LadderSkill,
        rules: &[StageRule],
    ) -> Read<Benchmark> {
        let begin = format!("{}.", skill.id);
        let at = part.id.span();
        let id = self.own_id(part.id)?;
        self.hold(id.strip_prefix(&begin).is_some_and(|rest| !rest.is_empty()), at, || {
            let what = format!("benchmark “{}” stands under skill “{}”", short(&id), short(&skill.id));
            format!("{what}; expected an id of “{begin}” and more")
        })?;
        let at = part.need.span();
        let need = need(part.kind, part.need.into_inner())
            .map_err(|error| LadderError::of_toml(self.text, error, Some(at.start)))?;
        if let Need::Transfer { contexts, .. } = need {
            let named = skill.contexts.len();
            self.hold(usize::try_from(contexts).is_ok_and(|n| n <= named), at.clone(), || {
                let what = format!("benchmark “{}” asks for {contexts} contexts", short(&id));
                format!("{what}, and the skill names {named}; expected no more than transfer_contexts names")
            })?;
        }
        // Work that has to lie for longer than it stays fresh can never be shown.
        let rule = rules.iter().find(|rule| rule.stage == part.stage);
        if let (Need::Artefact { gap_days: Some(gap), .. }, Some(rule)) = (&need, rule) {
            self.hold(*gap <= rule.fresh_days, at, || {
                let what = format!("{} waits {gap} days, longer than its stage stays fresh", short(&id));
                format!("{what}; expected gap_days of {} at most", rule.fresh_days)
            })?;
        }
        Ok(Benchmark { id, stage: part.stage, text: part.text.0, need })
    }

    fn drill(&mut self, part: DrillPart) -> Read<LadderDrill> {
        let id = self.own_id(part.id)?;
        self.hold(!part.stages.get_ref().is_empty(), part.stages.span(), || {
            "the drill is for no stage; expected one or more".to_owned()
        })?;
        let at = part.dial.span();
        let DialPart { easier: Text(easier), harder: Text(harder) } = part.dial.into_inner();
        self.hold(easier != harder && easier != NORMAL && harder != NORMAL, at, || {
            let what = format!("the dial of drill “{}” says the same twice", short(&id));
            format!("{what}; expected three different settings: {NORMAL} stands between easier and harder")
        })?;
        Ok(LadderDrill {
            id,
            title: part.title.into_inner().0,
            minutes: part.minutes.0,
            probe: part.probe,
            setup: part.setup.0,
            steps: texts(part.steps),
            easier,
            harder,
            vary: texts(part.vary),
            feedback: part.feedback.0,
        })
    }

    /// An id that nothing before has.
    fn own_id(&mut self, id: Spanned<Ident>) -> Read<String> {
        let at = id.span();
        let Ident(id) = id.into_inner();
        self.hold(!self.ids.contains(&id), at, || {
            format!("there are two “{}”; expected an id of its own", short(&id))
        })?;
        self.ids.push(id.clone());
        Ok(id)
    }

    /// Refuses a title that another has: the journal takes each name once.
    fn named_once<'o>(
        &self,
        at: Range<usize>,
        own: &str,
        mut others: impl Iterator<Item = &'o String>,
    ) -> Read<()> {
        self.hold(others.all(|other| fold(other) != fold(own)), at, || {
            format!("“{}” is the title of another before; expected a title of its own", short(own))
        })
    }

    /// Texts none of which is there twice.
    fn distinct(&self, list: Vec<Spanned<Text>>) -> Read<Vec<String>> {
        for (at, text) in list.iter().enumerate() {
            self.hold(list[..at].iter().all(|t| t.get_ref() != text.get_ref()), text.span(), || {
                format!("“{}” is said twice; expected each once", short(&text.get_ref().0))
            })?;
        }
        Ok(texts(list.into_iter().map(Spanned::into_inner)))
    }
}

fn texts(list: impl IntoIterator<Item = Text>) -> Vec<String> {
    list.into_iter().map(|text| text.0).collect()
}

fn rule(part: &StagePart) -> StageRule {
    let rule = part.rule.get_ref();
    StageRule {
        stage: *part.id.get_ref(),
        meaning: part.meaning.0.clone(),
        distinct_days: rule.distinct_days.0,
        span_days: rule.span_days.0,
        fresh_days: rule.fresh_days.0,
        witness: rule.witness,
        witnesses: rule.witnesses.0,
    }
}

fn metric(part: MetricPart) -> Metric {
    let better = match part.direction {
        Harder::Up => Better::Higher,
        Harder::Down => Better::Lower,
    };
    Metric { name: part.name.0, unit: part.unit.0, better, rep: part.rep.0, hit: part.hit.0 }
}

/// What no benchmark or drill says alone: each stage has a benchmark, and a cold test has a drill.
fn incomplete(skill: &LadderSkill) -> Option<String> {
    let id = short(&skill.id);
    let told = |stage: &&Stage| skill.benchmarks.iter().any(|benchmark| benchmark.stage == **stage);
    if let Some(stage) = Stage::ALL.iter().find(|stage| !told(stage)) {
        let what = format!("skill “{id}” has no benchmark of the stage {stage}");
        return Some(format!("{what}; expected one or more for each stage"));
    }
    let cold = |benchmark: &&Benchmark| matches!(benchmark.need, Need::Probe { .. } | Need::Retain { .. });
    let benchmark =
        skill.benchmarks.iter().find(cold).filter(|_| skill.drills.iter().all(|drill| !drill.probe))?;
    let what = format!("skill “{id}” has no drill for the cold probes of {}", short(&benchmark.id));
    Some(format!("{what}; expected a [[skill.drill]] with probe = true"))
}
