//! What is told of a statement besides: whose word it is, how much it weighs, and where it stands.

use clap::{ArgMatches, Args, Command, FromArgMatches};
use clap_complete::engine::ArgValueCompleter;
use serde_json::{Value as Json, json};

use super::{Look, Told};
use crate::cli::args::{OfSubject, WitnessVerb, word};
use crate::cli::completions::person_names;
use crate::cli::context::Context;
use crate::cli::output::Out;
use crate::cli::{Done, Failure, subject, witness};
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::field::Row;
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::stage::{Stage, Subject};
use crate::journal::Result;
use crate::journal::find::Among;

/// What was asked of witnesses and what they said, newest first.
#[derive(Debug, Args)]
struct Wanted {
    #[command(flatten)]
    of: OfSubject,
    /// Only in this state.
    #[arg(long, ignore_case = true, value_parser = word::<StatementState>(StatementState::WORDS))]
    state: Option<StatementState>,
    /// Only of this person.
    #[arg(long, value_name = "PERSON", add = ArgValueCompleter::new(person_names))]
    who: Option<String>,
}

/// What programs are told of what a record is about.
pub(super) fn of(look: &Look<'_>, subject: Subject) -> Result<Vec<(&'static str, Json)>> {
    Ok(vec![
        ("subject", json!(subject::name_in(look.overview()?, subject))),
        ("subject_kind", json!(subject::kind_of(subject))),
        ("subject_id", json!(subject::id_of(subject))),
    ])
}

/// Where it stands, and whether they agree.
fn stands(statement: &Statement) -> String {
    let state = statement.state;
    match (state, statement.agrees) {
        (StatementState::Asked, _) | (_, None) => state.to_string(),
        (_, Some(true)) => format!("{state}, agrees"),
        (_, Some(false)) => format!("{state}, disagrees"),
    }
}

impl Told for Statement {
    const ABOUT: &'static str = "Witnesses: who saw it, in their own words";
    const ABOUT_MORE: &'static str = "Asked (`etude ask`), answered, confirmed by you.";
    const TITLES: &'static [&'static str] = &["id", "day", "who", "of", "about", "state", "words"];
    const VERBS: Option<&'static [&'static str]> = Some(&["list", "show", "edit", "delete"]);
    type Own = WitnessVerb;

    fn args(verb: &str, command: Command) -> Command {
        if verb == "list" { Wanted::augment_args(command) } else { command }
    }

    /// The words are the witness's, and so is what they are about: only what is kept beside them can be put right.
    fn takes(verb: &str, row: &Row) -> bool {
        match verb {
            "edit" => matches!(row.key, "saw" | "means" | "relation" | "private"),
            _ => !matches!(row.key, "by" | "words" | "request"),
        }
    }

    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Statement>, Failure> {
        let wanted = Wanted::from_arg_matches(typed).map_err(|error| Failure::usage(error.to_string()))?;
        let of = subject::any(look.journal, &wanted.of)?;
        let who = wanted.who.map(|name| look.journal.find_person(&name, Among::InUse)).transpose()?;
        let all = look.journal.all_statements()?.into_iter().map(|(statement, _)| statement);
        let fits = |statement: &Statement| {
            of.is_none_or(|of| statement.subject() == of)
                && wanted.state.is_none_or(|state| statement.state == state)
                && who.as_ref().is_none_or(|who| statement.person == who.id)
        };
        Ok(all.filter(fits).collect())
    }

    fn cells(look: &Look<'_>, said: &Statement) -> Result<Vec<String>> {
        // The day of the last thing that happened to it.
        let last = said.answered.or(said.asked).unwrap_or(said.created);
        let stage = said.stage.map_or("", Stage::word);
        Ok(vec![
            look.short(said)?,
            look.vantage.calendar.day(last).to_string(),
            look.name_of::<Person>(Some(said.person))?,
            subject::name_in(look.overview()?, said.subject()).unwrap_or_default().to_owned(),
            said.benchmark.clone().unwrap_or_else(|| stage.to_owned()),
            stands(said),
            subject::marked(said.private, &said.words),
        ])
    }

    fn more(look: &Look<'_>, said: &Statement, _: bool) -> Result<Vec<(&'static str, Json)>> {
        let role = look.journal.person(said.person)?.role;
        let mut more = of(look, said.subject())?;
        more.extend([("role", json!(role)), ("rank", json!(said.rank(role)))]);
        Ok(more)
    }

    fn label(_: &Statement, row: &Row) -> String {
        match row.key {
            "by" | "agrees" => "",
            "means" => "how",
            key => key,
        }
        .to_owned()
    }

    fn heading(look: &Look<'_>, said: &Statement) -> Result<String> {
        let of = subject::name_in(look.overview()?, said.subject()).unwrap_or_default();
        let who = look.name_of::<Person>(Some(said.person))?;
        Ok(format!("{who} · {of} · {} · {}", stands(said), look.short(said)?))
    }

    fn below(look: &Look<'_>, said: &Statement, out: &mut Out) -> Done {
        let day =
            |at: Option<Moment>| at.map(|at| look.vantage.calendar.day(at).to_string()).unwrap_or_default();
        out.pair("weighs as", said.rank(look.journal.person(said.person)?.role).word())?;
        out.pair("asked", &day(said.asked))?;
        out.pair("answered", &day(said.answered))?;
        out.pair("confirmed", &day(said.confirmed))
    }

    fn own(cx: &mut Context, verb: WitnessVerb) -> Done {
        witness::run(cx, verb)
    }
}
