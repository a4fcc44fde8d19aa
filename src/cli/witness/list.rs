//! `etude witness list` and `show`.

use serde::Serialize;

use crate::cli::args::OfSubject;
use crate::cli::context::Context;
use crate::cli::output::Table;
use crate::cli::{Done, json, subject};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::evidence::{Means, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::Role;
use crate::domain::stage::{Rank, Stage};
use crate::journal::Error;
use crate::journal::find::Among;
use crate::journal::read::Overview;
use crate::journal::read::stage::StatementLine;

#[derive(Debug, Serialize)]
struct StatementJson<'a> {
    id: Id,
    subject: Option<&'a str>,
    subject_kind: &'static str,
    subject_id: Id,
    benchmark: Option<&'a str>,
    stage: Option<Stage>,
    who: &'a str,
    person_id: Id,
    role: Role,
    rank: Rank,
    external: bool,
    state: StatementState,
    agrees: Option<bool>,
    words: Option<&'a str>,
    saw: Option<&'a str>,
    means: Option<Means>,
    relation: Option<&'a str>,
    request: Option<&'a str>,
    asked_at: Option<String>,
    answered_at: Option<String>,
    confirmed_at: Option<String>,
    private: bool,
    created_at: String,
}

fn statement_json<'a>((statement, person): &'a StatementLine, overview: &'a Overview) -> StatementJson<'a> {
    StatementJson {
        id: statement.id,
        subject: subject::name_in(overview, statement.subject()),
        subject_kind: subject::kind_of(statement.subject()),
        subject_id: subject::id_of(statement.subject()),
        benchmark: statement.benchmark.as_deref(),
        stage: statement.stage,
        who: &person.name,
        person_id: person.id,
        role: person.role,
        rank: statement.rank(person.role),
        external: statement.external,
        state: statement.state,
        agrees: statement.agrees,
        words: json::text(&statement.words),
        saw: json::text(&statement.saw),
        means: statement.means,
        relation: json::text(&statement.relation),
        request: json::text(&statement.request),
        asked_at: statement.asked.map(json::time),
        answered_at: statement.answered.map(json::time),
        confirmed_at: statement.confirmed.map(json::time),
        private: statement.private,
        created_at: json::time(statement.created),
    }
}

pub(super) fn list(
    cx: &mut Context,
    of: &OfSubject,
    state: Option<StatementState>,
    who: Option<&str>,
) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let of = subject::any(&journal, of)?;
    let who = who.map(|name| journal.find_person(name, Among::InUse)).transpose()?.map(|person| person.id);
    let mut all = journal.all_statements()?;
    all.retain(|(statement, person)| {
        of.is_none_or(|of| statement.subject() == of)
            && state.is_none_or(|state| statement.state == state)
            && who.is_none_or(|who| person.id == who)
    });
    let overview = journal.overview()?;
    if cx.json {
        return cx.out.json_all(all.iter().map(|line| statement_json(line, &overview)));
    }
    let calendar = cx.calendar().1;
    let mut table = Table::new(&["id", "day", "who", "of", "about", "state", "words"]);
    for (statement, person) in &all {
        let cells = vec![
            journal.short_statement_id(statement.id)?,
            last(statement, &calendar).to_string(),
            person.name.clone(),
            subject::name_in(&overview, statement.subject()).unwrap_or_default().to_owned(),
            what_about(statement),
            stands(statement),
            subject::marked(statement.private, &statement.words),
        ];
        table.row(&mut cx.out, cells)?;
    }
    table.end(&mut cx.out)
}

/// The day of the last thing that happened to it.
fn last(statement: &Statement, calendar: &Calendar) -> Day {
    calendar.day(statement.answered.or(statement.asked).unwrap_or(statement.created))
}

/// The benchmark, or the stage.
fn what_about(statement: &Statement) -> String {
    let stage = statement.stage.map_or("", Stage::word);
    statement.benchmark.clone().unwrap_or_else(|| stage.to_owned())
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

pub(super) fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("no witness was asked or heard yet").into());
    };
    let line = journal.statement(journal.find_statement(typed)?)?;
    let overview = journal.overview()?;
    if cx.json {
        return cx.out.json(&statement_json(&line, &overview));
    }
    let (statement, person) = &line;
    let calendar = cx.calendar().1;
    let id = journal.short_statement_id(statement.id)?;
    let of = subject::name_in(&overview, statement.subject()).unwrap_or_default();
    let day = |at: Option<Moment>| at.map(|at| calendar.day(at).to_string()).unwrap_or_default();
    let out = &mut cx.out;
    out.heading(&format!("{} · {of} · {} · {id}", person.name, stands(statement)))?;
    out.pair("benchmark", statement.benchmark.as_deref().unwrap_or_default())?;
    out.pair("stage", statement.stage.map_or("", Stage::word))?;
    out.pair("weighs as", statement.rank(person.role).word())?;
    out.pair("relation", &statement.relation)?;
    out.pair("words", &statement.words)?;
    out.pair("saw", &statement.saw)?;
    out.pair("how", statement.means.map_or("", Means::word))?;
    out.pair("asked", &day(statement.asked))?;
    out.pair("answered", &day(statement.answered))?;
    out.pair("confirmed", &day(statement.confirmed))?;
    out.pair("request", &statement.request)?;
    out.pair("private", if statement.private { "yes" } else { "" })
}
