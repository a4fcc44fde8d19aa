//! A request to a witness: made of what the stage, or one benchmark, asks for.

use super::{Request, address, did, own_words};
use crate::cli::args::{AskArgs, OfSubject};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::subject;
use crate::domain::change::{Change, With};
use crate::domain::evidence::Statement;
use crate::domain::evidence::request::{self, WitnessRequest};
use crate::domain::id::Id;
use crate::domain::stage::{Rank, Stage};
use crate::exchange::witness::{self, Form};
use crate::journal::{Journal, Outcome};

pub(super) fn request(cx: &Context, journal: &Journal, args: &AskArgs) -> Result<Request, Failure> {
    let Some(who) = args.person.clone() else {
        return Err(Failure::usage("a witness is somebody: ask whom?")
            .hint("name them first: `etude ask 'Mira' --for witness --skill SKILL`"));
    };
    let of = OfSubject { subject: args.skill.clone(), area: args.area.clone() };
    let of = subject::needed(journal, &of)?;
    let view = journal.stage_view(of, cx.today())?;
    let ladder = journal.ladder_of(of)?;
    let id = args.benchmark.as_deref().map(|typed| subject::benchmark(journal, of, typed)).transpose()?;
    let all = ladder.iter().flat_map(|ladder| &ladder.skills).flat_map(|skill| &skill.benchmarks);
    let benchmark = id.as_ref().and_then(|id| all.into_iter().find(|benchmark| benchmark.id == *id));
    let next = view.held.map_or(Some(Stage::Apprentice), Stage::next);
    let stage = args.stage.or(benchmark.map(|benchmark| benchmark.stage)).or(next).or(view.held);
    let rule = ladder.as_ref().and_then(|ladder| ladder.rules.iter().find(|rule| Some(rule.stage) == stage));
    let usual = WitnessRequest {
        about: &view.name,
        stage,
        meaning: rule.map_or("", |rule| &rule.meaning),
        criterion: benchmark.map_or("", |benchmark| &benchmark.text),
    };
    let text = own_words(args)?.unwrap_or_else(|| usual.text());
    let mut statement = Statement::by(Id::default());
    (statement.skill, statement.area) = (of.skill(), of.area());
    (statement.stage, statement.external, statement.private) = (stage, args.external, args.private);
    statement.relation = args.relation.clone().unwrap_or_default();
    statement.request = text.clone();
    statement.benchmark = id;
    let form = Form {
        schema: witness::SCHEMA.to_owned(),
        request: Id::default(),
        subject: view.name.clone(),
        stage,
        benchmark: statement.benchmark.clone(),
        criterion: benchmark.map(|benchmark| benchmark.text.clone()),
        witness: who.clone(),
        asked_at: String::new(),
        text: text.clone(),
        answer: witness::Answer::default(),
    };
    let about = view.name;
    Ok(Request {
        to: address(journal, args.to.as_deref(), &who)?,
        change: Change::add_with(statement, With::person(Some(who.clone()))),
        who,
        subject: Box::new(move |id| request::subject(id, &about)),
        text,
        form: Some(form),
    })
}

/// Says so where the word of who was asked weighs too little for what they were asked about.
fn too_light(journal: &Journal, statement: Id) -> Result<Option<String>, Failure> {
    let (statement, person) = journal.statement(statement)?;
    let Some(ladder) = journal.ladder_of(statement.subject())? else { return Ok(None) };
    let (about, asks) = match (statement.benchmark.as_deref(), statement.stage) {
        (Some(id), _) => (id.to_owned(), ladder.witness_of(id)),
        (None, Some(stage)) if statement.skill.is_some() => {
            let rule = ladder.rules.iter().find(|rule| rule.stage == stage && rule.witnesses > 0);
            (stage.word().to_owned(), rule.map(|rule| rule.witness))
        }
        (None, _) => return Ok(None),
    };
    let weighs = statement.rank(person.role);
    let asks = asks.filter(|asks| *asks > weighs);
    Ok(asks.map(|asks| {
        let least = if asks == Rank::External { asks.to_string() } else { format!("{asks} or higher") };
        format!(
            "{} weighs as {weighs}, and {about} asks for {least}: their word will not count there",
            person.name
        )
    }))
}

/// Says what was done, and where their word weighs too little; what to do next is for the end.
pub(super) fn said(cx: &Context, journal: &Journal, outcome: &Outcome) -> Result<Option<String>, Failure> {
    let id = outcome.id.unwrap_or_default();
    let short = journal.short("statement", id)?;
    did(cx, outcome, &short);
    if let Some(light) = too_light(journal, id)? {
        cx.warn(&light);
    }
    Ok(Some(format!("once they answer: `etude witness answer {short} --agrees --words …`")))
}
