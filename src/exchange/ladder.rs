//! Ladder files (TOML, `schema = "ladder/1"`): text to a ladder, and the three that come with the program.

use std::fmt;

use serde::Deserialize;

use crate::domain::ladder::{Benchmark, Ladder, LadderDrill, LadderSkill, Metric};
use crate::domain::measure::Better;

/// The schema this program reads.
const SCHEMA: &str = "ladder/1";

/// Why a ladder file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderError {
    /// The line it is about, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
    /// What is expected instead.
    pub expected: String,
}

impl fmt::Display for LadderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)?;
        if self.expected.is_empty() { Ok(()) } else { write!(f, "; expected {}", self.expected) }
    }
}

impl std::error::Error for LadderError {}

/// A ladder that comes with the program; its text is parsed only when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The file.
    pub text: &'static str,
}

/// The ladders that come with the program, with their titles to choose from.
pub const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn {
        id: "music.jazz-improvisation",
        title: "Jazz improvisation",
        text: include_str!("../../assets/ladders/music-jazz-improvisation.toml"),
    },
    BuiltIn {
        id: "software.code-review",
        title: "Code review",
        text: include_str!("../../assets/ladders/software-code-review.toml"),
    },
    BuiltIn {
        id: "professional.negotiation",
        title: "Negotiation",
        text: include_str!("../../assets/ladders/professional-negotiation.toml"),
    },
];

impl BuiltIn {
    /// The ladder, parsed; `None` never happens with the files of a release (a test reads them all).
    pub fn ladder(&self) -> Option<Ladder> {
        parse(self.text).ok()
    }
}

/// All ladders that come with the program, parsed.
pub fn built_in() -> Vec<Ladder> {
    BUILT_IN.iter().filter_map(BuiltIn::ladder).collect()
}

#[derive(Deserialize)]
struct File {
    schema: String,
    id: String,
    version: String,
    title: String,
    area: String,
    summary: String,
    skill: Vec<SkillPart>,
}

#[derive(Deserialize)]
struct SkillPart {
    id: String,
    title: String,
    requires: Vec<String>,
    why: String,
    observe: Vec<String>,
    errors: Vec<String>,
    metric: MetricPart,
    maintenance: Maintenance,
    transfer_contexts: Vec<String>,
    #[serde(default)]
    benchmark: Vec<BenchmarkPart>,
    #[serde(default)]
    drill: Vec<DrillPart>,
}

#[derive(Deserialize)]
struct MetricPart {
    name: String,
    unit: String,
    direction: Direction,
    rep: String,
    hit: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Up,
    Down,
}

#[derive(Deserialize)]
struct Maintenance {
    max_interval_days: i64,
}

#[derive(Deserialize)]
struct BenchmarkPart {
    id: String,
    stage: String,
    kind: String,
    text: String,
    need: Need,
}

#[derive(Deserialize)]
struct Need {
    reps: Option<i64>,
}

#[derive(Deserialize)]
struct DrillPart {
    id: String,
    title: String,
    minutes: i64,
    probe: bool,
    setup: String,
    steps: Vec<String>,
    dial: DialPart,
    vary: Vec<String>,
    feedback: String,
}

#[derive(Deserialize)]
struct DialPart {
    easier: String,
    harder: String,
}

/// Reads a ladder file.
///
/// # Errors
/// The first thing that is wrong, with its line and what is expected there.
pub fn parse(text: &str) -> Result<Ladder, LadderError> {
    let file: File = toml::from_str(text).map_err(|error| LadderError {
        line: error.span().map_or(1, |span| line_at(text, span.start)),
        what: error.message().trim().replace('\n', ", "),
        expected: String::new(),
    })?;
    check(text, &file)?;
    Ok(Ladder {
        id: file.id,
        version: file.version,
        title: file.title,
        area: file.area,
        summary: file.summary,
        skills: file.skill.into_iter().map(skill).collect(),
    })
}

fn skill(part: SkillPart) -> LadderSkill {
    let better = match part.metric.direction {
        Direction::Up => Better::Higher,
        Direction::Down => Better::Lower,
    };
    let MetricPart { name, unit, rep, hit, .. } = part.metric;
    let benchmarks = part.benchmark.into_iter().map(|b| Benchmark {
        id: b.id,
        stage: b.stage,
        kind: b.kind,
        text: b.text,
        reps: b.need.reps,
    });
    LadderSkill {
        id: part.id,
        title: part.title,
        why: part.why,
        requires: part.requires,
        observe: part.observe,
        errors: part.errors,
        metric: Metric { name, unit, better, rep, hit },
        max_interval_days: part.maintenance.max_interval_days,
        contexts: part.transfer_contexts,
        benchmarks: benchmarks.collect(),
        drills: part.drill.into_iter().map(drill).collect(),
    }
}

fn drill(part: DrillPart) -> LadderDrill {
    LadderDrill {
        id: part.id,
        title: part.title,
        minutes: part.minutes,
        probe: part.probe,
        setup: part.setup,
        steps: part.steps,
        easier: part.dial.easier,
        harder: part.dial.harder,
        vary: part.vary,
        feedback: part.feedback,
    }
}

/// What the shape of the file alone does not say.
fn check(text: &str, file: &File) -> Result<(), LadderError> {
    let wrong = |of: &str, what: String, expected: &str| LadderError {
        line: line_of(text, of),
        what,
        expected: expected.to_owned(),
    };
    if file.schema != SCHEMA {
        return Err(wrong(&file.schema, format!("the schema is “{}”", file.schema), SCHEMA));
    }
    let mut known: Vec<&str> = Vec::new();
    for skill in &file.skill {
        if known.contains(&skill.id.as_str()) {
            return Err(wrong(&skill.id, format!("there are two skills “{}”", skill.id), "an id of its own"));
        }
        if let Some(unknown) = skill.requires.iter().find(|needed| !known.contains(&needed.as_str())) {
            let what = format!("{} requires “{unknown}”, which is unknown or comes later", skill.id);
            return Err(wrong(&skill.id, what, "the id of an earlier skill"));
        }
        if skill.maintenance.max_interval_days < 1 {
            return Err(wrong(&skill.id, format!("{} has no longest gap", skill.id), "one day or more"));
        }
        for drill in &skill.drill {
            if !(1..=1440).contains(&drill.minutes) {
                let what = format!("{} takes {} minutes", drill.id, drill.minutes);
                return Err(wrong(&drill.id, what, "1 to 1440"));
            }
        }
        known.push(&skill.id);
    }
    Ok(())
}

fn line_at(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

/// The line that gives a value its id: the first that says it in quotes.
fn line_of(text: &str, value: &str) -> usize {
    text.find(&format!("\"{value}\"")).map_or(1, |byte| line_at(text, byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_titles_shown_are_those_of_the_files() {
        for known in BUILT_IN {
            let ladder = parse(known.text).expect(known.id);
            assert_eq!((ladder.id.as_str(), ladder.title.as_str()), (known.id, known.title));
        }
        assert_eq!(built_in().len(), 3);
    }

    #[test]
    fn adopting_takes_what_a_skill_says() {
        let template = BUILT_IN[0].ladder().expect("jazz").template();
        assert_eq!(template.area.ladder.as_deref(), Some("music.jazz-improvisation"));
        let time = &template.skills[0];
        assert_eq!(time.skill.ladder_item.as_deref(), Some("time"));
        assert_eq!(time.skill.miss_tags[0], "Rushes fills");
        assert_eq!(time.skill.max_interval_days, Some(21));
        let drill = &time.drills[0];
        assert!(drill.probe && drill.probe_reps == 10 && drill.dial_now.as_deref() == Some("normal"));
        assert!(
            drill.instructions.starts_with("Click on 2 and 4") && drill.instructions.contains("\n1. Play a")
        );
        assert_eq!(time.measures[0].better, Better::Higher);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let text = BUILT_IN[0].text;
        let broken = |from: &str, to: &str| parse(&text.replacen(from, to, 1)).expect_err(from).to_string();
        assert_eq!(
            broken("ladder/1\"\nid", "ladder/2\"\nid"),
            "line 3: the schema is “ladder/2”; expected ladder/1"
        );
        assert!(
            broken("minutes = 10", "minutes = \"ten\"")
                .contains("invalid type: string \"ten\", expected i64")
        );
        assert!(broken("requires = []", "requires = [\"x\"]").contains("time requires “x”"));
        assert!(broken("minutes = 10", "minutes = 0").contains("expected 1 to 1440"));
        assert!(parse("").expect_err("empty").to_string().contains("missing field `schema`"));
    }
}
