//! The form of evidence: what shows that a benchmark is met.

use super::noun::Asked;
use super::reader::Reader;
use crate::domain::change::With;
use crate::domain::display::fit;
use crate::domain::evidence::Evidence;
use crate::domain::id::Id;
use crate::domain::noun::Noun;
use crate::domain::stage::Stage;
use crate::tui::form::{Field, Kind};

/// What of a form of evidence is no field of the record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Beside {
    /// The name of the skill or area it is about.
    pub subject: String,
    /// The benchmarks there are: id and text.
    pub known: Vec<(String, String)>,
    /// Those it is shown for.
    pub benchmarks: Vec<String>,
    /// What somebody at each stage of its ladder does.
    pub meanings: Vec<(Stage, String)>,
    /// The stage of each benchmark.
    pub stages: Vec<(String, Stage)>,
}

impl Beside {
    /// A benchmark as a field holds it: the id, and behind it as much of the text as tells which one it is.
    pub fn named(&self, id: &str) -> String {
        let text = self.known.iter().find(|(known, _)| known == id).map(|(_, text)| text.as_str());
        fit(format!("{id}  {}", text.unwrap_or_default()).trim_end(), 56)
    }

    /// Every benchmark as a field offers it.
    pub fn offered(&self) -> Vec<String> {
        self.known.iter().map(|(id, _)| self.named(id)).collect()
    }

    /// The stage of a benchmark.
    pub fn stage(&self, id: &str) -> Option<Stage> {
        self.stages.iter().find(|(known, _)| known == id).map(|(_, stage)| *stage)
    }

    /// The text of a benchmark.
    pub fn text(&self, id: &str) -> Option<&str> {
        self.known.iter().find(|(known, _)| known == id).map(|(_, text)| text.as_str())
    }
}

/// The id in what a field holds: the first word.
pub(super) fn id_of(typed: &str) -> String {
    typed.split_whitespace().next().unwrap_or_default().to_owned()
}

pub(super) fn title(piece: &Evidence, beside: &Beside) -> String {
    let what = if piece.id == Id::default() { "Evidence" } else { piece.title.as_str() };
    format!("{what} · {}", beside.subject)
}

pub(super) fn asked() -> Vec<Asked> {
    let order = [
        "title",
        "kind",
        "text",
        "link",
        "file",
        "recording",
        "items",
        "context",
        "when",
        "person",
        "valid",
        "private",
    ];
    order.iter().filter_map(|key| Asked::by_key(Noun::Evidence, key)).collect()
}

/// The field for the benchmarks a piece is shown for.
pub(super) fn benchmarks(beside: &Beside) -> Field {
    let shown_for: Vec<String> = beside.benchmarks.iter().map(|id| beside.named(id)).collect();
    let how = match beside.known.is_empty() {
        true => "on no ladder there are no benchmarks",
        false => "Right goes through the benchmarks, or type; one a line, two at most",
    };
    let field = Field::new("benchmarks", "Shown for", Kind::List).hint(how);
    field.with(&shown_for.join("\n")).choosing(beside.offered())
}

/// Reads the benchmarks, and says what is missing.
pub(super) fn settle(read: &mut Reader<'_>, with: &mut With, beside: &Beside) {
    let benchmarks: Vec<String> = read.list("benchmarks").iter().map(|typed| id_of(typed)).collect();
    if let Some(unknown) = benchmarks.iter().find(|id| beside.text(id).is_none()) {
        read.problem("benchmarks", format!("there is no benchmark “{unknown}” here"));
    }
    with.benchmarks = Some(benchmarks);
    read.needed("title", "evidence needs a title");
}
