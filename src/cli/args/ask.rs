//! A request to somebody, as it is typed.

use std::path::PathBuf;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::word;
use crate::cli::completions::{area_names, person_names, subject_names};
use crate::domain::stage::Stage;

/// Ask somebody for feedback, or to witness a stage.
///
/// The text is printed, ready to be sent, and kept. An answer by mail finds its request by the tag in the subject. For feedback
/// it is made of the session, or of the last one on the skill; for a witness, of what the stage asks for.
#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    /// Whom; a new name makes a new person. Feedback can be asked for without a name.
    #[arg(add = ArgValueCompleter::new(person_names))]
    pub(crate) person: Option<String>,
    /// What for.
    #[arg(long = "for", value_name = "KIND", default_value = "feedback", value_parser = ["feedback", "witness"])]
    pub(crate) kind: String,
    /// About this skill; for a witness also an area: skill:NAME or area:NAME where both have the name.
    #[arg(long, conflicts_with = "session", value_name = "SKILL", add = ArgValueCompleter::new(subject_names))]
    pub(crate) skill: Option<String>,
    /// Feedback: about this session, by the end of its id, last, or running. Without it and --skill, the last one.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// Feedback: the one thing to watch.
    #[arg(long, value_name = "WHAT")]
    pub(crate) watch: Option<String>,
    /// Feedback: it went out already, and waits for its answer from now on.
    #[arg(long)]
    pub(crate) sent: bool,
    /// Witness: about this area.
    #[arg(long, conflicts_with = "skill", add = ArgValueCompleter::new(area_names))]
    pub(crate) area: Option<String>,
    /// Witness: one benchmark, by its id on the ladder; the stage as a whole unless said.
    #[arg(long)]
    pub(crate) benchmark: Option<String>,
    /// Witness: the stage; the next one unless said.
    #[arg(long, ignore_case = true, value_parser = word::<Stage>(Stage::WORDS))]
    pub(crate) stage: Option<Stage>,
    /// Witness: they are from outside your organisation.
    #[arg(long)]
    pub(crate) external: bool,
    /// Witness: what they are to you: colleague, paid coach, friend.
    #[arg(long, value_name = "TEXT")]
    pub(crate) relation: Option<String>,
    /// Witness: write the mail and the form to be filled in into this folder.
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Witness: write a form to be filled in to this new file; `etude witness answer --json-file FILE` takes it back.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) json_file: Option<PathBuf>,
    /// Say it in other words than the usual ones; a single - reads standard input.
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// Take the words from this file, or with - from standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "text", value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// Write it as a mail to this new file, for a mail program to open.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) eml: Option<PathBuf>,
    /// The mail address; how the person can be reached unless said.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Option<String>,
    /// Put it on the clipboard, through the terminal.
    #[arg(long)]
    pub(crate) copy: bool,
    /// Keep it out of every export.
    #[arg(long)]
    pub(crate) private: bool,
}
