//! `etude witness answer`: what a witness says, typed, from a pipe, or from the form they filled in.

use std::path::Path;

use crate::cli::args::{AnswerArgs, Given, OfSubject};
use crate::cli::context::Context;
use crate::cli::edit::put;
use crate::cli::failure::Failure;
use crate::cli::{Done, nouns, subject, typed};
use crate::domain::change::{Change, With};
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::domain::stage::Subject;
use crate::exchange::witness::{self, Form};
use crate::journal::{Error, Journal};

pub(super) fn answer(cx: &mut Context, args: AnswerArgs) -> Done {
    // Nothing is opened for words that cannot be read.
    let words = match args.words.as_deref() {
        Some("-") => Some(typed::from_stdin()?),
        words => words.map(str::to_owned),
    };
    let form = args.json_file.as_deref().map(form).transpose()?;
    let mut journal = cx.open_existing()?;
    let (mut statement, by) = meant(&journal, &args, form.as_ref())?;
    if let Some(form) = form {
        take_form(&mut statement, form);
    }
    take(cx, &journal, args.facts.given, &mut statement)?;
    put(words.as_ref(), &mut statement.words);
    statement.answered = cx.dated_if(args.at.as_deref())?.map(|dated| dated.at).or(statement.answered);
    statement.state = match (args.confirm, statement.state) {
        (true, _) => StatementState::Confirmed,
        (false, StatementState::Asked) => StatementState::Answered,
        (false, state) => state,
    };
    let (make, with) = (statement.id == Id::default(), With::person(by));
    let change = if make { Change::add_with } else { Change::edit_with };
    let outcome = journal.apply(change(statement, with))?;
    let line = outcome.label.clone();
    cx.did(&mut journal, &outcome, &line)?;
    if !args.confirm {
        let short = journal.short("statement", outcome.id.unwrap_or_default())?;
        cx.tell(&format!("it counts once you confirm that it is theirs: `etude witness confirm {short}`"));
    }
    Ok(())
}

fn form(file: &Path) -> Result<Form, Failure> {
    let text = typed::from_file(file)?;
    witness::read(&text).map_err(|why| Failure::refused(format!("{}: {why}", file.display())))
}

/// The request that is answered, or a new statement and whose it is.
fn meant(
    journal: &Journal,
    args: &AnswerArgs,
    form: Option<&Form>,
) -> Result<(Statement, Option<String>), Failure> {
    if let Some(form) = form {
        let (statement, _) = journal.statement(form.request).map_err(|_| {
            Error::not_found("the request that this form answers is not in the journal")
                .hint("without it: `etude witness answer --skill SKILL --who NAME --words …`")
        })?;
        return Ok((statement, None));
    }
    if let Some(typed) = &args.id {
        return Ok((journal.found(typed)?, None));
    }
    let who = args.who.clone().unwrap_or_default();
    let of = OfSubject { subject: args.subject.clone(), area: None };
    let subject = subject::needed(journal, &of)?;
    if let Some(asked) = asked(journal, subject, &who)? {
        return Ok((asked, None));
    }
    let mut statement = Statement::by(Id::default());
    (statement.skill, statement.area) = (subject.skill(), subject.area());
    Ok((statement, Some(who)))
}

/// The one open request to this person about this subject, if there is exactly one.
fn asked(journal: &Journal, subject: Subject, who: &str) -> Result<Option<Statement>, Error> {
    let open = journal.statements(subject)?.into_iter().filter(|(statement, person)| {
        statement.state == StatementState::Asked && fold(&person.name) == fold(who)
    });
    let mut open = open.map(|(statement, _)| statement);
    Ok(open.next().filter(|_| open.next().is_none()))
}

fn take_form(statement: &mut Statement, form: Form) {
    let answer = form.answer;
    statement.agrees = answer.agrees.or(statement.agrees);
    statement.words = answer.words;
    statement.saw = answer.saw;
    statement.means = answer.means.or(statement.means);
    if !answer.relation.trim().is_empty() {
        statement.relation = answer.relation;
    }
}

fn take(cx: &Context, journal: &Journal, given: Given, statement: &mut Statement) -> Done {
    let given = given.into_iter().map(|(key, words)| match key {
        "benchmark" => Ok((key, subject::benchmark(journal, statement.subject(), &words)?)),
        _ => Ok((key, words)),
    });
    let given = given.collect::<Result<Given, Failure>>()?;
    nouns::take(cx, journal, statement, given).map(drop)
}
