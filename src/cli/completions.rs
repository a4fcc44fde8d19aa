//! Completions for shells. The script asks etude itself at every Tab, so that names complete like verbs.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Shells};

use super::args::{Cli, CompletionsArgs};
use super::context::Context;
use super::{Done, Failure, offers};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::display::safe_line;
use crate::journal::{Journal, Options};
use crate::ladders;
use crate::paths::{Paths, Surroundings};

/// The variable by which a shell's script asks for completions.
const ASKED_BY: &str = "COMPLETE";

/// Answers a shell that asks for completions; false where none asks.
pub(super) fn answered() -> bool {
    if std::env::var_os(ASKED_BY).is_none_or(|shell| shell.is_empty()) {
        return false;
    }
    let here = std::env::current_dir().ok();
    let completed = CompleteEnv::with_factory(Cli::whole)
        .var(ASKED_BY)
        .completer("etude")
        .try_complete(std::env::args_os(), here.as_deref());
    // A shell has no use for an error in the middle of a line.
    completed.unwrap_or(true)
}

/// Prints the script that a shell reads when it starts.
pub(super) fn script(cx: &mut Context, args: &CompletionsArgs) -> Done {
    let shells = Shells::builtins();
    let shell = shells.completer(&args.shell).ok_or_else(|| Failure::usage("that shell is not known"))?;
    let mut script = Vec::new();
    shell.write_registration(ASKED_BY, "etude", "etude", "etude", &mut script)?;
    cx.out.raw(&script)
}

/// The skills in use that begin like what was typed, as `skill`, or `area/skill` once an area is typed.
pub(super) fn skill_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning_like(typed, |journal| {
        let overview = journal.overview().ok()?;
        let in_use = overview.skills.iter().filter(|line| line.skill.archived.is_none());
        let mut found = Vec::new();
        for line in in_use {
            let areas = overview.area_names(line);
            found.push((line.skill.name.clone(), safe_line(&areas.join(", ")).into_owned()));
            found.extend(areas.iter().map(|area| (format!("{area}/{}", line.skill.name), String::new())));
        }
        Some(found)
    })
}

/// The areas in use that begin like what was typed.
pub(super) fn area_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning_like(typed, |journal| Some(areas_in_use(journal)?.collect()))
}

fn areas_in_use(journal: &Journal) -> Option<impl Iterator<Item = (String, String)> + use<>> {
    let areas = journal.overview().ok()?.areas.into_iter().filter(|area| area.archived.is_none());
    Some(areas.map(|area| (area.name, area.horizon.word().to_owned())))
}

/// The skills and areas in use that begin like what was typed.
pub(super) fn subject_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    let mut found = skill_names(typed);
    found.extend(area_names(typed));
    found
}

/// The people in use that begin like what was typed.
pub(super) fn person_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning_like(typed, |journal| {
        let people = journal.people().ok()?.into_iter().filter(|person| person.archived.is_none());
        Some(people.map(|person| (person.name, person.role.word().to_owned())).collect())
    })
}

/// The themes that begin like what was typed.
pub(super) fn theme_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning_like(typed, |journal| {
        let lines = journal.theme_lines(None).ok()?.into_iter();
        Some(lines.map(|line| (line.theme.name, format!("{} pieces", line.pieces))).collect())
    })
}

/// What can be set on the running session, as `name=value`.
pub(super) fn settings(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning_like(typed, |journal| {
        let offers = offers::offers(&journal.playing().ok()??);
        let said = |offer: offers::Offer| {
            let name = offer.name;
            offer
                .to
                .into_iter()
                .filter(|to| !to.contains(' '))
                .map(move |to| (format!("{name}={to}"), String::new()))
        };
        Some(offers.into_iter().flat_map(said).collect())
    })
}

/// The ladders at hand whose id or title begins like what was typed.
pub(super) fn ladder_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(paths) = Paths::find(&Surroundings::of_this_process(None)) else { return Vec::new() };
    let kept = journal().and_then(|journal| journal.ladders_kept().ok()).unwrap_or_default();
    let ladders = ladders::at_hand(&paths.ladders, &kept).0.into_iter().map(|known| known.ladder);
    candidates(
        typed,
        ladders
            .flat_map(|it| [(it.id.clone(), it.title.clone()), (it.title.clone(), String::new())])
            .collect(),
    )
}

/// Names with what is said beside them.
type Names = Vec<(String, String)>;

fn beginning_like(typed: &OsStr, names: impl FnOnce(&Journal) -> Option<Names>) -> Vec<CompletionCandidate> {
    candidates(typed, journal().and_then(|journal| names(&journal)).unwrap_or_default())
}

fn candidates(typed: &OsStr, names: Names) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    names
        .into_iter()
        .filter(|(name, _)| name.to_lowercase().starts_with(&typed) && safe_line(name) == name.as_str())
        .map(|(name, beside)| CompletionCandidate::new(name).help(Some(beside.into())))
        .collect()
}

fn journal() -> Option<Journal> {
    let paths = Paths::find(&Surroundings::of_this_process(None)).ok()?;
    let options = Options::from(&paths, &Config::default(), "cli");
    Journal::open_to_read(options, Box::new(SystemClock::new())).ok()
}
