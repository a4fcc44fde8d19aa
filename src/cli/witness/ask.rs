//! `etude witness ask`: the request on its way out, as text, as a mail, as a form to be filled in.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::args::AskWitnessArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json::{self, Did};
use crate::cli::{Done, letter, subject, typed};
use crate::domain::change::Change;
use crate::domain::evidence::Statement;
use crate::domain::evidence::request::{self, WitnessRequest};
use crate::domain::feedback::request::tag;
use crate::domain::id::Id;
use crate::domain::stage::{Rank, Stage, Subject};
use crate::exchange::feedback::letter::{self as mail, Letter};
use crate::exchange::witness::{self, Form};
use crate::journal::{Journal, Outcome};

#[derive(Debug, Serialize)]
struct AskedJson<'a> {
    #[serde(flatten)]
    did: Did<'a>,
    tag: String,
    to: Option<&'a str>,
    subject: &'a str,
    text: &'a str,
    eml: Option<String>,
    json_file: Option<String>,
}

pub(super) fn ask(cx: &mut Context, args: &AskWitnessArgs) -> Done {
    let (of, who) = subject::and_last(&args.words, args.area.as_deref(), "the person")?;
    let mut journal = cx.open_existing()?;
    let subject = subject::needed(&journal, &of)?;
    let asked = compose(cx, &journal, args, subject)?;
    let to = letter::address(&journal, args.to.as_deref(), &who)?;
    refuse_places(args)?;
    let (statement, by) = (Box::new(asked.statement.clone()), Some(who.clone()));
    let outcome = journal.apply(Change::AddStatement { statement, by })?;
    let id = outcome.id.unwrap_or_default();
    let title = request::subject(id, &asked.about);
    let to = to.as_deref();
    let date = cx.calendar().0;
    let text = asked.statement.request.as_str();
    let letter = Letter { to: to.map(|to| (who.as_str(), to)), subject: &title, text, date };
    let places = Places::of(args, id);
    if let Some(path) = &places.eml {
        letter::write(path, &mail::write(&letter))?;
    }
    if let Some(path) = &places.form {
        let form = asked.form(id, who.clone(), json::time(date));
        letter::write(path, &witness::write(&form).map_err(Failure::refused)?)?;
    }
    say(cx, &journal, &outcome, &letter, &places)?;
    if args.copy {
        letter::copy(cx, &letter)?;
    }
    cx.settle(&mut journal);
    Ok(())
}

/// A request with what the form says beside it.
struct Asked {
    statement: Statement,
    about: String,
    criterion: Option<String>,
}

impl Asked {
    fn form(&self, request: Id, witness: String, asked_at: String) -> Form {
        Form {
            schema: witness::SCHEMA.to_owned(),
            request,
            subject: self.about.clone(),
            stage: self.statement.stage,
            benchmark: self.statement.benchmark.clone(),
            criterion: self.criterion.clone(),
            witness,
            asked_at,
            text: self.statement.request.clone(),
            answer: witness::Answer::default(),
        }
    }
}

fn compose(cx: &Context, journal: &Journal, args: &AskWitnessArgs, of: Subject) -> Result<Asked, Failure> {
    let view = journal.stage_view(of, cx.today())?;
    let ladder = journal.ladder_of(of)?;
    let typed = args.benchmark.as_deref();
    let id = typed.map(|typed| subject::benchmark(journal, of, typed)).transpose()?;
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
    let text = match args.text.as_deref() {
        Some("-") => typed::from_stdin()?,
        Some(text) => text.to_owned(),
        None => usual.text(),
    };
    let mut statement = Statement::by(Id::default());
    (statement.skill, statement.area) = (of.skill(), of.area());
    (statement.stage, statement.external, statement.private) = (stage, args.external, args.private);
    statement.relation = args.relation.clone().unwrap_or_default();
    statement.request = text;
    let criterion = benchmark.map(|benchmark| benchmark.text.clone());
    statement.benchmark = id;
    Ok(Asked { statement, about: view.name, criterion })
}

/// The files that are written.
struct Places {
    eml: Option<PathBuf>,
    form: Option<PathBuf>,
}

impl Places {
    fn of(args: &AskWitnessArgs, request: Id) -> Places {
        let in_folder = |end: &str| {
            args.out.as_ref().map(|folder| folder.join(format!("witness-{}.{end}", tag(request))))
        };
        Places {
            eml: args.eml.clone().or_else(|| in_folder("eml")),
            form: args.json_file.clone().or_else(|| in_folder("json")),
        }
    }
}

/// Nothing is written down for a letter that cannot be written.
fn refuse_places(args: &AskWitnessArgs) -> Done {
    if let Some(folder) = args.out.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(Failure::refused(format!("there is no folder {}; nothing was asked", folder.display())));
    }
    [&args.eml, &args.json_file].into_iter().flatten().try_for_each(|path| letter::refuse_place(path))
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

fn say(cx: &mut Context, journal: &Journal, outcome: &Outcome, letter: &Letter<'_>, places: &Places) -> Done {
    let id = outcome.id.unwrap_or_default();
    let Letter { to, subject, text, .. } = *letter;
    let to = to.map(|(_, address)| address);
    let shown = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    if cx.json {
        let (eml, json_file) = (shown(&places.eml), shown(&places.form));
        let did = Did::of(outcome);
        return cx.out.json(&AskedJson { did, tag: tag(id), to, subject, text, eml, json_file });
    }
    letter::print(cx, letter)?;
    let short = journal.short_statement_id(id)?;
    cx.tell(&format!("{} · {short}", outcome.label));
    outcome.notices.iter().for_each(|notice| cx.warn(notice));
    if let Some(light) = too_light(journal, id)? {
        cx.warn(&light);
    }
    for path in [&places.eml, &places.form].into_iter().flatten() {
        cx.tell(&format!("wrote {}", path.display()));
    }
    cx.tell(&format!("once they answer: `etude witness answer {short} --agrees --words …`"));
    Ok(())
}
