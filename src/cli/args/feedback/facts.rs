//! What feedback and requests say of themselves, as it is typed.

use std::path::PathBuf;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::Words;
use crate::cli::args::{OrNone, number_or_none, word, word_or_none};
use crate::cli::completions::{person_names, skill_names, theme_names};
use crate::domain::feedback::{Focus, GivenBy};

/// What feedback is about.
#[derive(Debug, Args, Default)]
pub(crate) struct About {
    /// The skill it is about.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    pub(crate) skill: Option<String>,
    /// The area it is about.
    #[arg(long)]
    pub(crate) area: Option<String>,
    /// The session it speaks of: the end of its id, last, or running.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
}

/// What is known of feedback besides its words.
#[derive(Debug, Args, Default)]
pub(crate) struct FeedbackFacts {
    /// From whom; a new name makes a new person.
    #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
    pub(crate) from: Option<String>,
    /// The address it came from.
    #[arg(long)]
    pub(crate) address: Option<String>,
    #[command(flatten)]
    pub(crate) about: About,
    /// Through what it came: lesson, review, mail … `ai` is said by a program, `self` by myself.
    #[arg(long, value_name = "WORD")]
    pub(crate) source: Option<String>,
    /// What it is called.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Where it can be looked up.
    #[arg(long)]
    pub(crate) link: Option<String>,
    /// When it came, if not now: "yesterday 18:00".
    #[arg(long, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// How hard it is to hear, 1 to 3, or none.
    #[arg(long, value_name = "1-3", value_parser = number_or_none)]
    pub(crate) tough: Option<OrNone<i64>>,
    /// What the words are about: task, process, self_regulation, person; or none.
    #[arg(long, value_parser = word_or_none::<Focus>)]
    pub(crate) focus: Option<OrNone<Focus>>,
    /// Who speaks.
    #[arg(long, value_name = "WHO", ignore_case = true, value_parser = word::<GivenBy>(GivenBy::WORDS))]
    pub(crate) given_by: Option<GivenBy>,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
}

/// Write down feedback that came: typed, from a file, or from standard input.
#[derive(Debug, Args)]
pub(crate) struct AddFeedbackArgs {
    #[command(flatten)]
    pub(crate) words: Words,
    /// It answers this request: the end of its id, or last. Then only the words and --at are said.
    #[arg(long, value_name = "ID", conflicts_with_all = [
        "from", "address", "skill", "area", "session", "source", "title", "link", "tough", "focus", "given_by", "private",
        "theme", "noted",
    ])]
    pub(crate) answers: Option<String>,
    #[command(flatten)]
    pub(crate) facts: FeedbackFacts,
    /// A theme, made if it is new; repeatable.
    #[arg(long, add = ArgValueCompleter::new(theme_names))]
    pub(crate) theme: Vec<String>,
    /// Keep it at once, nothing to do.
    #[arg(long)]
    pub(crate) noted: bool,
}

/// Say it differently, of one piece or of several at once. Its state stays.
///
/// What is given is replaced, an empty text takes it away, and so does `none` of a link.
#[derive(Debug, Args)]
pub(crate) struct EditFeedbackArgs {
    /// The ends of their ids, or last.
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// The words; a single - reads them from standard input.
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// Read the words from this file.
    #[arg(long, value_name = "FILE", conflicts_with = "text", value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) facts: FeedbackFacts,
    /// Tag it with a theme, made if it is new; repeatable.
    #[arg(long, add = ArgValueCompleter::new(theme_names))]
    pub(crate) theme: Vec<String>,
    /// Take a theme off; repeatable.
    #[arg(long, value_name = "THEME", add = ArgValueCompleter::new(theme_names))]
    pub(crate) no_theme: Vec<String>,
    /// What I answer; a single - reads standard input.
    #[arg(long, value_name = "TEXT")]
    pub(crate) respond: Option<String>,
    /// Take a proof off an action: the end of its id, as `feedback show` lists it; repeatable.
    #[arg(long, value_name = "PROOF")]
    pub(crate) unlink: Vec<String>,
    /// What I asked for.
    #[arg(long, value_name = "TEXT")]
    pub(crate) request: Option<String>,
    /// When I asked.
    #[arg(long, value_name = "WHEN")]
    pub(crate) asked_at: Option<String>,
    /// The request went out: it waits for its answer from now on.
    #[arg(long)]
    pub(crate) sent: bool,
    /// Do not keep it out of exports.
    #[arg(long, conflicts_with = "private")]
    pub(crate) public: bool,
}
