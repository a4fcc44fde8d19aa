//! What is told of an entry besides: what it is about, what it proves, and the words that fit its kind.

use clap::{ArgMatches, Args, Command, FromArgMatches};
use clap_complete::engine::ArgValueCompleter;
use serde_json::Value as Json;

use super::{Look, Told};
use crate::cli::args::{NoVerb, word};
use crate::cli::completions::skill_names;
use crate::cli::output::Out;
use crate::cli::{Done, Failure, named};
use crate::domain::area::Area;
use crate::domain::entry::{Entry, EntryKind, Setting};
use crate::domain::field::Row;
use crate::domain::person::Person;
use crate::domain::skill::Skill;
use crate::journal::Result;
use crate::journal::read::entry::EntryFilter;

/// The entries, newest first.
#[derive(Debug, Args)]
struct Wanted {
    /// Only of this kind.
    #[arg(long, short, value_parser = word::<EntryKind>(EntryKind::WORDS))]
    kind: Option<EntryKind>,
    /// Only about this skill.
    #[arg(long, add = ArgValueCompleter::new(skill_names))]
    skill: Option<String>,
    /// Only of this day.
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    limit: Option<i64>,
}

/// The name of what an entry is about.
fn about(look: &Look<'_>, entry: &Entry) -> Result<String> {
    match entry.skill {
        Some(_) => look.name_of::<Skill>(entry.skill),
        None => look.name_of::<Area>(entry.area),
    }
}

impl Told for Entry {
    const TITLES: &'static [&'static str] = &["id", "when", "kind", "about", "where", "with", "text", "more"];
    const VERBS: Option<&'static [&'static str]> = Some(&["list", "show", "edit", "delete"]);
    type Own = NoVerb;

    fn args(verb: &str, command: Command) -> Command {
        if verb == "list" { Wanted::augment_args(command) } else { command }
    }

    fn takes(verb: &str, row: &Row) -> bool {
        verb != "apply" || !matches!(row.key, "kind" | "skill" | "area")
    }

    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Entry>, Failure> {
        let wanted = Wanted::from_arg_matches(typed).map_err(|error| Failure::usage(error.to_string()))?;
        let skill = wanted.skill.map(|name| named::any_skill(look.journal, &name)).transpose()?;
        let day = wanted.day.map(|typed| look.vantage.day(&typed)).transpose()?;
        let (kind, limit) = (wanted.kind, wanted.limit);
        let filter = EntryFilter { kind, skill: skill.map(|skill| skill.id), day, limit };
        Ok(look.journal.entries(&filter)?.into_iter().map(|row| row.entry).collect())
    }

    fn cells(look: &Look<'_>, entry: &Entry) -> Result<Vec<String>> {
        Ok(vec![
            look.short(entry)?,
            entry.when.iso(),
            entry.kind.to_string(),
            about(look, entry)?,
            entry.place.clone(),
            look.name_of::<Person>(entry.person)?,
            entry.text.clone(),
            entry.more.clone(),
        ])
    }

    fn more(look: &Look<'_>, entry: &Entry, _: bool) -> Result<Vec<(&'static str, Json)>> {
        Ok(vec![("proves", look.journal.entry_row(entry.id)?.proves.into())])
    }

    fn label(entry: &Entry, row: &Row) -> String {
        match row.key {
            "when" | "skill" | "area" => String::new(),
            "setting" if entry.setting == Setting::Familiar => String::new(),
            "text" => entry.kind.text().0.to_lowercase(),
            "more" => entry.kind.more().map_or("more", |(label, _)| label).to_lowercase(),
            "person" => entry.kind.person().to_lowercase(),
            _ => row.label.to_lowercase(),
        }
    }

    fn heading(look: &Look<'_>, entry: &Entry) -> Result<String> {
        let about = Some(about(look, entry)?).filter(|about| !about.is_empty());
        let about = about.unwrap_or_else(|| entry.kind.to_string());
        Ok(format!("{about} · {} · {}", entry.when.typed(), look.short(entry)?))
    }

    fn below(look: &Look<'_>, entry: &Entry, out: &mut Out) -> Done {
        if let Some(session) = entry.session {
            out.pair("session", &look.journal.short_id(session)?)?;
        }
        look.journal.entry_row(entry.id)?.proves.iter().try_for_each(|action| out.pair("proves", action))
    }
}
