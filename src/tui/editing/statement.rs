//! The form of a statement: a witness is asked, or what one said is written down.

use super::evidence::{Beside, id_of};
use super::noun::Asked;
use super::reader::Reader;
use crate::domain::evidence::request::WitnessRequest;
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::noun::Noun;
use crate::tui::worker::After;

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

pub(super) fn asked(beside: &Beside) -> Vec<Asked> {
    let order = [
        "by",
        "benchmark",
        "stage",
        "request",
        "words",
        "agrees",
        "saw",
        "means",
        "relation",
        "external",
        "private",
    ];
    let which = match beside.known.is_empty() {
        true => "nothing: the stage as a whole",
        false => "Right goes through the benchmarks, or type; nothing: the stage as a whole",
    };
    let fitting = |asked: Asked| match asked.key {
        "benchmark" => Asked { hint: which.to_owned(), offered: beside.offered(), ..asked },
        "stage" => Asked { words: Some(STAGES), ..asked },
        "agrees" => Asked { words: Some(AGREES), ..asked },
        "means" => Asked { words: Some(MEANS), ..asked },
        _ => asked,
    };
    order.iter().filter_map(|key| Asked::by_key(Noun::Statement, key)).map(fitting).collect()
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

/// Brings what goes together into line: the state with the words, the stage with the benchmark, the letter with both.
pub(super) fn settle(read: &mut Reader<'_>, said: &mut Statement, beside: &Beside) -> After {
    read.needed("by", "who witnesses it?");
    let benchmark = id_of(&read.line("benchmark"));
    if !benchmark.is_empty() && beside.text(&benchmark).is_none() {
        read.problem("benchmark", format!("there is no benchmark “{benchmark}” here"));
    }
    // A word about a benchmark is about its stage.
    said.stage = beside.stage(&benchmark).or(said.stage);
    said.benchmark = (!benchmark.is_empty()).then_some(benchmark);
    said.state = match (said.words.trim().is_empty(), said.state) {
        (true, _) => StatementState::Asked,
        (false, StatementState::Asked) => StatementState::Answered,
        (false, state) => state,
    };
    if said.state != StatementState::Asked {
        return After::Form;
    }
    said.agrees = None;
    if said.request.trim().is_empty() {
        said.request = usual(said, beside);
    }
    if said.id == Id::default() { After::Letter } else { After::Form }
}
