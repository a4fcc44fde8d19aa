//! The form of a statement: a witness is asked, or what one said is written down.

use super::Opened;
use super::evidence::{Beside, id_of};
use super::reader::Reader;
use crate::domain::change::{Change, With};
use crate::domain::evidence::request::WitnessRequest;
use crate::domain::evidence::{Means, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::stage::Stage;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

/// The words of *agrees*, with one for *not said*.
const AGREES: &[&str] = &["not said", "agrees", "disagrees"];
/// The ways of seeing, with one for *not said*.
const MEANS: &[&str] = &["not said", "live", "recording", "artefact"];
/// The stages, with one for *none in particular*.
const STAGES: &[&str] = &["any", "apprentice", "journeyman", "master"];

pub(super) fn title(said: &Statement, beside: &Beside) -> String {
    let what = if said.id == Id::default() { "A witness" } else { "Statement" };
    format!("{what} · {}", beside.subject)
}

pub(super) fn fields(said: &Statement, beside: &Beside, opened: &Opened) -> Vec<Field> {
    let line =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Line).hint(hint).with(with);
    let text =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Text).hint(hint).with(with);
    let yes = |on: bool| if on { "yes" } else { "no" };
    let agrees = match said.agrees {
        None => AGREES[0],
        Some(true) => AGREES[1],
        Some(false) => AGREES[2],
    };
    let about = said.benchmark.as_deref().map(|id| beside.named(id)).unwrap_or_default();
    let which = match beside.known.is_empty() {
        true => "nothing: the stage as a whole",
        false => "Right goes through the benchmarks, or type; nothing: the stage as a whole",
    };
    vec![
        line("by", "Who", "somebody’s name; new ones become people", &opened.person_name),
        line("benchmark", "About", which, &about).choosing(beside.offered()),
        Field::new("stage", "Stage", Kind::Choice(STAGES)).with(said.stage.map_or(STAGES[0], Stage::word)),
        text("request", "I ask", "empty: the usual letter; it is shown before it goes out", &said.request),
        text("words", "Their words", "empty until they answered", &said.words),
        Field::new("agrees", "They", Kind::Choice(AGREES)).with(agrees),
        line("saw", "They saw", "what they saw of it", &said.saw),
        Field::new("means", "By way of", Kind::Choice(MEANS)).with(said.means.map_or(MEANS[0], Means::word)),
        line("relation", "Relation", "colleague, paid coach, friend", &said.relation),
        Field::new("external", "External", Kind::Toggle)
            .hint("from outside my organisation")
            .with(yes(said.external)),
        Field::new("private", "Private", Kind::Toggle)
            .hint("kept out of every export")
            .with(yes(said.private)),
    ]
}

/// The usual letter, in the words of `etude ask --for witness`.
fn usual(said: &Statement, beside: &Beside) -> String {
    let meaning = beside.meanings.iter().find(|(stage, _)| Some(*stage) == said.stage);
    let request = WitnessRequest {
        about: &beside.subject,
        stage: said.stage,
        meaning: meaning.map_or("", |(_, meaning)| meaning),
        criterion: said.benchmark.as_deref().and_then(|id| beside.text(id)).unwrap_or_default(),
    };
    request.text()
}

pub(super) fn ask(
    said: &Statement,
    beside: &Beside,
    opened: &Opened,
    form: &Form,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let by = read.needed("by", "who witnesses it?");
    let benchmark = id_of(&read.line("benchmark"));
    if !benchmark.is_empty() && !beside.known.iter().any(|(known, _)| *known == benchmark) {
        read.problem("benchmark", format!("there is no benchmark “{benchmark}” here"));
    }
    let words = read.text("words");
    let agrees = match form.text("agrees").as_str() {
        "agrees" => Some(true),
        "disagrees" => Some(false),
        _ => None,
    };
    let state = match (words.trim().is_empty(), said.state) {
        (true, _) => StatementState::Asked,
        (false, StatementState::Asked) => StatementState::Answered,
        (false, state) => state,
    };
    let mut edited = Statement {
        // A word about a benchmark is about its stage.
        stage: beside.stage(&benchmark).or_else(|| form.text("stage").parse().ok()),
        benchmark: (!benchmark.is_empty()).then_some(benchmark),
        request: read.text("request"),
        agrees: if state == StatementState::Asked { None } else { agrees },
        state,
        words,
        saw: read.line("saw"),
        means: form.text("means").parse().ok(),
        relation: read.line("relation"),
        external: read.yes("external"),
        private: read.yes("private"),
        ..said.clone()
    };
    if state == StatementState::Asked && edited.request.trim().is_empty() {
        edited.request = usual(&edited, beside);
    }
    let by = Some(by).filter(|name| *name != opened.person_name);
    let with = With::person(by);
    let (change, after) = match said.id == Id::default() {
        true if state == StatementState::Asked => (Change::add_with(edited, with), After::Letter),
        true => (Change::add_with(edited, with), After::Form),
        false => (Change::edit_with(edited, with), After::Form),
    };
    read.done(Ask::Apply(Box::new(change), after))
}
