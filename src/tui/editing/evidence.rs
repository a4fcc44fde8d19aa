//! The form of evidence: what shows that a benchmark is met.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::{Change, With};
use crate::domain::display::fit;
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::field::KeptFile;
use crate::domain::id::Id;
use crate::domain::stage::Stage;
use crate::domain::when::Dated;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

/// What of a form of evidence is no field of the record.
#[derive(Debug, Clone, PartialEq)]
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

pub(super) fn fields(piece: &Evidence, beside: &Beside, opened: &Opened) -> Vec<Field> {
    let line =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Line).hint(hint).with(with);
    let yes = |on: bool| if on { "yes" } else { "no" };
    let shown_for: Vec<String> = beside.benchmarks.iter().map(|id| beside.named(id)).collect();
    let how = match beside.known.is_empty() {
        true => "on no ladder there are no benchmarks",
        false => "Right goes through the benchmarks, or type; one a line, two at most",
    };
    vec![
        line("title", "Title", "what it is called", &piece.title),
        Field::new("kind", "Kind", Kind::Choice(EvidenceKind::WORDS)).with(piece.kind.word()),
        Field::new("benchmarks", "Shown for", Kind::List)
            .hint(how)
            .with(&shown_for.join("\n"))
            .choosing(beside.offered()),
        Field::new("text", "Text", Kind::Text).hint("what it is, how it came about").with(&piece.text),
        line("link", "Link", "where it can be seen", &piece.link),
        line("file", "File", "its path; its hash is kept, the file stays where it is", &piece.file.path),
        Field::new("recording", "Recording", Kind::Toggle)
            .hint("the file or link is one")
            .with(yes(piece.recording)),
        Field::new("items", "List", Kind::List)
            .hint("named items, one a line; `etude evidence draw` picks some")
            .with(&piece.items.join("\n")),
        line("context", "Context", "where it was", &piece.context),
        Field::new("when", "When", Kind::Date)
            .hint("now; or: yesterday 18:00, Mar 2011, ~2004")
            .with(&when(piece)),
        line("person", "Who", "who said it, was taught or was shown it", &opened.person_name),
        Field::new("valid", "Valid until", Kind::Date)
            .hint("of a credential")
            .with(&piece.valid_until.map(|day| day.to_string()).unwrap_or_default()),
        Field::new("private", "Private", Kind::Toggle)
            .hint("kept out of every export")
            .with(yes(piece.private)),
    ]
}

fn when(piece: &Evidence) -> String {
    if piece.when == Dated::default() {
        return String::new();
    }
    piece.when.typed()
}

pub(super) fn ask(
    piece: &Evidence,
    beside: &Beside,
    opened: &Opened,
    form: &Form,
    look: &Look<'_>,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let benchmarks: Vec<String> = read.list("benchmarks").iter().map(|typed| id_of(typed)).collect();
    if let Some(unknown) = benchmarks.iter().find(|id| !beside.known.iter().any(|(known, _)| known == *id)) {
        read.problem("benchmarks", format!("there is no benchmark “{unknown}” here"));
    }
    let typed = read.line("when");
    let dated = match typed.as_str() {
        "" => Dated::default(),
        same if same == when(piece) => piece.when,
        other => read.read("when", look.vantage.dated(other)).unwrap_or_default(),
    };
    let valid = read.line("valid");
    let valid_until = if valid.is_empty() { None } else { read.read("valid", look.vantage.day(&valid)) };
    let file = read.line("file");
    let same_file = file == piece.file.path;
    let items = read.list("items");
    let edited = Evidence {
        title: read.needed("title", "evidence needs a title"),
        kind: read.word("kind", piece.kind),
        text: read.text("text"),
        link: read.line("link"),
        file: if same_file { piece.file.clone() } else { KeptFile { path: file, ..KeptFile::default() } },
        recording: read.yes("recording"),
        items: items.clone(),
        // Chance draws, and nobody else: what is on the list no longer was not drawn from it.
        drawn: piece.drawn.iter().filter(|item| items.contains(item)).cloned().collect(),
        context: read.line("context"),
        when: dated,
        valid_until,
        private: read.yes("private"),
        ..piece.clone()
    };
    let person = Some(read.line("person")).filter(|name| *name != opened.person_name);
    let with = With { person, benchmarks: Some(benchmarks), ..With::default() };
    let change = match piece.id == Id::default() {
        true => Change::add_with(edited, with),
        false => Change::edit_with(edited, with),
    };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
