//! The form of a drill: what to do, how it is judged, how hard it can be set.

use super::reader::Reader;
use crate::domain::change::Change;
use crate::domain::drill::{Dial, Drill, Grading, PROBE_REPS, plain};
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

const DIAL: &str = "not a dial; type easy < normal < hard, or bpm up 2";

pub(super) fn fields(drill: &Drill) -> Vec<Field> {
    let number = |value: Option<i64>| value.map_or(String::new(), |n| n.to_string());
    let dial = drill.dial.as_ref().map_or(String::new(), Dial::to_string);
    let rate = drill.target_rate.map_or(String::new(), |rate| plain((rate * 100.0).round()));
    vec![
        Field::new("name", "Name", Kind::Line).hint("what it is called").with(&drill.name),
        Field::new("instructions", "Instructions", Kind::Text).hint("what to do").with(&drill.instructions),
        Field::new("minutes", "Minutes", Kind::Number { min: 1, max: 1440 })
            .hint("planned, when nothing else is said")
            .with(&number(drill.minutes)),
        Field::new("grading", "Judged by", Kind::Choice(Grading::WORDS)).with(drill.grading.word()),
        Field::new("target_rate", "Target rate", Kind::Number { min: 1, max: 100 })
            .hint("hits in a hundred")
            .with(&rate),
        Field::new("probe", "Cold probe", Kind::Toggle)
            .hint("the first reps after 12 hours count apart")
            .with(if drill.probe { "yes" } else { "no" }),
        Field::new("probe_reps", "Probe reps", Kind::Number { min: 1, max: 50 })
            .hint("5")
            .with(&drill.probe_reps.to_string()),
        Field::new("dial", "Dial", Kind::Line).hint("easy < normal < hard, or bpm up 2").with(&dial),
        Field::new("dial_now", "Set to", Kind::Line)
            .hint("where the dial stands now")
            .with(drill.dial_now.as_deref().unwrap_or_default()),
        Field::new("variations", "Variations", Kind::List)
            .hint("one a line")
            .with(&drill.variations.join("\n")),
        Field::new("feedback", "Told by", Kind::Line)
            .hint("who or what tells a hit from a miss")
            .with(&drill.feedback),
    ]
}

pub(super) fn ask(drill: &Drill, form: &Form) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let (dial, dial_now) = dial(&mut read);
    // A rate that was not touched keeps its fraction of a percent.
    let shown = drill.target_rate.map(|rate| (rate * 100.0).round());
    let typed = read.number("target_rate");
    #[expect(clippy::cast_precision_loss, reason = "a percentage from 1 to 100")]
    let target_rate = match typed.map(|percent| percent as f64) {
        percent if percent == shown => drill.target_rate,
        percent => percent.map(|percent| percent / 100.0),
    };
    let edited = Drill {
        name: read.needed("name", "a drill needs a name"),
        instructions: read.text("instructions"),
        minutes: read.number("minutes"),
        probe: read.yes("probe"),
        probe_reps: read.number("probe_reps").unwrap_or(PROBE_REPS),
        target_rate,
        grading: read.word("grading", drill.grading),
        dial,
        dial_now,
        variations: read.list("variations"),
        feedback: read.line("feedback"),
        ..drill.clone()
    };
    let change = if drill.id.0 == 0 { Change::add(edited) } else { Change::edit(edited) };
    read.done(Ask::Apply(Box::new(change), After::Form))
}

fn dial(read: &mut Reader<'_>) -> (Option<Dial>, Option<String>) {
    let (typed, now) = (read.line("dial"), read.line("dial_now"));
    let dial = if typed.is_empty() { None } else { Dial::parse(&typed) };
    match &dial {
        None if !typed.is_empty() => read.problem("dial", DIAL),
        None if !now.is_empty() => read.problem("dial", "a setting needs a dial to stand on"),
        Some(dial) if !now.is_empty() && !dial.holds(&now) => {
            read.problem("dial_now", format!("“{now}” is not on that dial"));
        }
        _ => {}
    }
    (dial, (!now.is_empty()).then_some(now))
}
