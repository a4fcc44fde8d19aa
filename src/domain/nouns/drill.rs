//! A drill: a repeatable exercise for a skill, and its dial, how hard it is set.

use serde::{Deserialize, Serialize};

use super::skill::Skill;
use crate::domain::field::{Dialled, Flag, Line, Link, List, Maybe, Minutes, Name, Number, Rate, Text, Word};
use crate::domain::id::Id;
use crate::domain::noun::Declared;
use crate::{noun, words};

words! {
    /// How an attempt at a drill is judged.
    Grading, "grading", {
        /// Hit or miss.
        Hit = "hit",
        /// A grade from 0 to 9.
        Graded = "graded",
    }
}

words! {
    /// Which way a number gets harder.
    Harder, "direction", {
        /// More is harder.
        Up = "up",
        /// Less is harder.
        Down = "down",
    }
}

/// How hard a drill can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Dial {
    /// Named steps, easiest first.
    Steps {
        /// The steps, easiest first; at least two.
        steps: Vec<String>,
    },
    /// A number with a unit.
    Number {
        /// What is counted, e.g. `bpm`.
        unit: String,
        /// Which way is harder.
        harder: Harder,
        /// How far one turn goes, above 0.
        step: f64,
    },
}

/// The step of a dial that a drill is meant to be done at, where one is named so.
pub const NORMAL: &str = "normal";

/// Which way a dial is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// One step harder.
    Harder,
    /// One step easier.
    Easier,
}

impl Dial {
    /// The setting one step on from `now`, or `None` where the dial ends. Steps without a setting of theirs begin at the first.
    pub fn turned(&self, now: Option<&str>, turn: Turn) -> Option<String> {
        match self {
            Dial::Steps { steps } => {
                let at = now.and_then(|now| steps.iter().position(|step| step == now));
                let next = match (at, turn) {
                    (None, _) => 0,
                    (Some(at), Turn::Harder) => at + 1,
                    (Some(at), Turn::Easier) => at.checked_sub(1)?,
                };
                steps.get(next).cloned()
            }
            Dial::Number { harder, step, .. } => {
                let value: f64 = now?.parse().ok()?;
                let up = (*harder == Harder::Up) == (turn == Turn::Harder);
                let next = if up { value + step } else { value - step };
                (next.is_finite() && next >= 0.0).then(|| plain(next))
            }
        }
    }

    /// How hard a setting is, to compare settings of this dial: more is harder. None where it does not stand on it.
    pub fn rank(&self, setting: &str) -> Option<f64> {
        match self {
            Dial::Steps { steps } => steps.iter().position(|step| step == setting).map(|at| at as f64),
            Dial::Number { harder, .. } => {
                let value: f64 = setting.parse().ok()?;
                Some(if *harder == Harder::Up { value } else { -value })
            }
        }
    }

    /// Whether a setting can stand on this dial.
    pub fn holds(&self, setting: &str) -> bool {
        match self {
            Dial::Steps { steps } => steps.iter().any(|step| step == setting),
            Dial::Number { .. } => setting.parse::<f64>().is_ok_and(|v| v.is_finite() && v >= 0.0),
        }
    }

    /// A setting as people read it: `80 bpm`, `normal`.
    pub fn shown(&self, setting: &str) -> String {
        match self {
            Dial::Number { unit, .. } if !unit.is_empty() => format!("{setting} {unit}"),
            _ => setting.to_owned(),
        }
    }

    /// Reads a dial as typed: `easy < normal < hard`, or `bpm up 2` (unit, harder way, step).
    pub fn parse(text: &str) -> Option<Dial> {
        if text.contains('<') {
            let steps: Vec<String> = text.split('<').map(|s| s.trim().to_owned()).collect();
            return (steps.len() >= 2 && steps.iter().all(|s| !s.is_empty()))
                .then_some(Dial::Steps { steps });
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let (unit, harder, step) = match words.as_slice() {
            [unit, harder, step] => (*unit, harder.parse().ok()?, step.parse().ok()?),
            [unit, harder] => (*unit, harder.parse().ok()?, 1.0),
            [unit] => (*unit, Harder::Up, 1.0),
            _ => return None,
        };
        (step > 0.0 && f64::is_finite(step)).then(|| Dial::Number { unit: unit.to_owned(), harder, step })
    }
}

impl std::fmt::Display for Dial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Dial::Steps { steps } => f.write_str(&steps.join(" < ")),
            Dial::Number { unit, harder, step } => write!(f, "{unit} {harder} {}", plain(*step)),
        }
    }
}

/// A number without a needless fraction, at most four decimals.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

noun! {
    /// A repeatable exercise for a skill.
    Drill "drill" archived {
        skill: Link<Skill>, "Skill", "Its skill.", parent, columns(&["skill_id"]);
        name: Name, "Name", "Its name, unique within the skill.", needed, searched, listed, hint("what it is called");
        instructions: Text, "Instructions", "What to do.", searched, editor, hint("what to do");
        minutes: Maybe<Minutes<1440>>, "Minutes", "How long when nothing else is said, or none: 10m.", short('m'),
            json("planned_seconds"), value("LENGTH"), hint("planned, when nothing else is said");
        grading: Word<Grading>, "Judged by", "Hit or miss, or grades from 0 to 9.";
        target_rate: Maybe<Rate>, "Target rate", "The hit rate aimed at, or none: 80%, 0.8.", value("RATE"),
            hint("hits in a hundred: 80%");
        probe: Flag, "Cold probe", "Its first reps after 12 hours are a cold probe.", off(("no-probe", "It has no cold probe.")),
            hint("the first reps after 12 hours count apart");
        probe_reps: Number<1, 50> = PROBE_REPS, "Probe reps", "How many reps a cold probe has, 1 to 50.", value("N"),
            hint("5");
        dial: Maybe<Dialled>, "Dial",
            "How hard it can be set: 'easy < normal < hard', or unit, harder way and step: 'bpm up 2'; or none.",
            hint("easy < normal < hard, or bpm up 2");
        dial_now: Maybe<Line>, "Set to", "How hard it is set now, or none.", value("SETTING"),
            hint("where the dial stands now");
        variations: List, "Variations", "A variation, drawn without repeats.", option("variation"), hint("one a line");
        feedback: Line, "Told by", "Who or what tells hit from miss.", searched,
            hint("who or what tells a hit from a miss");
        ladder_item: Maybe<Line>, "Item", "Its id on the ladder it came from.", fixed;
    }
}

/// Reps of a cold probe unless the drill says otherwise (learning.md F2).
pub const PROBE_REPS: i64 = 5;

impl Drill {
    /// A drill with nothing but a name.
    pub fn named(skill: Id, name: impl Into<String>) -> Drill {
        Drill { skill, name: name.into(), ..Drill::blank() }
    }

    /// The variation after `last`, going round; `None` where the drill has none.
    pub fn next_variation(&self, last: Option<&str>) -> Option<&str> {
        let at = last.and_then(|last| self.variations.iter().position(|v| v == last));
        let next = at.map_or(0, |at| at + 1) % self.variations.len().max(1);
        self.variations.get(next).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_turn_and_end() {
        let dial = Dial::parse("easier < normal < harder").expect("steps");
        assert_eq!(dial.turned(Some("normal"), Turn::Harder).as_deref(), Some("harder"));
        assert_eq!(dial.turned(Some("harder"), Turn::Harder), None);
        assert_eq!(dial.turned(Some("easier"), Turn::Easier), None);
        assert_eq!(dial.turned(None, Turn::Harder).as_deref(), Some("easier"));
        assert!(dial.holds("normal") && !dial.holds("80"));
    }

    #[test]
    fn numbers_know_which_way_is_harder() {
        let bpm = Dial::parse("bpm up 2").expect("number");
        assert_eq!(bpm.turned(Some("80"), Turn::Harder).as_deref(), Some("82"));
        let seconds = Dial::parse("s down 0.5").expect("number");
        assert_eq!(seconds.turned(Some("3"), Turn::Harder).as_deref(), Some("2.5"));
        assert_eq!(seconds.turned(Some("0"), Turn::Harder), None);
        assert_eq!(bpm.shown("80"), "80 bpm");
    }

    #[test]
    fn a_dial_reads_back_as_printed() {
        for text in ["easier < normal < harder", "bpm up 2", "s down 0.5"] {
            assert_eq!(Dial::parse(text).expect("dial").to_string(), text);
        }
        assert_eq!(Dial::parse("bpm sideways"), None);
        assert_eq!(Dial::parse("a < "), None);
    }

    #[test]
    fn variations_go_round() {
        let mut drill = Drill::named(Id(1), "x");
        assert_eq!(drill.next_variation(None), None);
        drill.variations = vec!["a".into(), "b".into()];
        assert_eq!(drill.next_variation(None), Some("a"));
        assert_eq!(drill.next_variation(Some("b")), Some("a"));
    }
}
