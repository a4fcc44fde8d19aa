//! `etude evidence list` and `show`.

use serde::Serialize;

use crate::cli::args::EvidenceListArgs;
use crate::cli::context::Context;
use crate::cli::output::Table;
use crate::cli::{Done, json, subject};
use crate::domain::calendar::Day;
use crate::domain::evidence::{Evidence, EvidenceBenchmark, EvidenceKind};
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::when::Grain;
use crate::journal::read::Overview;
use crate::journal::read::evidence::EvidenceFilter;
use crate::journal::{Error, Journal, Result};

#[derive(Debug, Serialize)]
struct EvidenceJson<'a> {
    id: Id,
    subject: Option<&'a str>,
    subject_kind: &'static str,
    subject_id: Id,
    kind: EvidenceKind,
    title: &'a str,
    text: Option<&'a str>,
    link: Option<&'a str>,
    file: Option<&'a str>,
    sha256: Option<&'a str>,
    size: Option<i64>,
    recording: bool,
    items: &'a [String],
    drawn: &'a [String],
    context: Option<&'a str>,
    at: String,
    day: Day,
    grain: Grain,
    valid_until: Option<Day>,
    session_id: Option<Id>,
    feedback_id: Option<Id>,
    entry_id: Option<Id>,
    who: Option<&'a str>,
    person_id: Option<Id>,
    benchmarks: Vec<&'a str>,
    private: bool,
    created_at: String,
}

/// What names the records that evidence points at.
struct Names {
    overview: Overview,
    people: Vec<Person>,
}

impl Names {
    fn of(journal: &Journal) -> Result<Names> {
        Ok(Names { overview: journal.overview()?, people: journal.people()? })
    }

    fn person(&self, id: Option<Id>) -> Option<&str> {
        let person = self.people.iter().find(|person| Some(person.id) == id);
        person.map(|person| person.name.as_str())
    }
}

fn evidence_json<'a>(
    evidence: &'a Evidence,
    links: &'a [EvidenceBenchmark],
    names: &'a Names,
) -> EvidenceJson<'a> {
    EvidenceJson {
        id: evidence.id,
        subject: subject::name_in(&names.overview, evidence.subject()),
        subject_kind: subject::kind_of(evidence.subject()),
        subject_id: subject::id_of(evidence.subject()),
        kind: evidence.kind,
        title: &evidence.title,
        text: json::text(&evidence.text),
        link: json::text(&evidence.link),
        file: json::text(&evidence.file),
        sha256: evidence.sha256.as_deref(),
        size: evidence.size,
        recording: evidence.recording,
        items: &evidence.items,
        drawn: &evidence.drawn,
        context: json::text(&evidence.context),
        at: json::time(evidence.when.at),
        day: evidence.when.day,
        grain: evidence.when.grain,
        valid_until: evidence.valid_until,
        session_id: evidence.session,
        feedback_id: evidence.feedback,
        entry_id: evidence.entry,
        who: names.person(evidence.person),
        person_id: evidence.person,
        benchmarks: links.iter().map(|link| link.benchmark.as_str()).collect(),
        private: evidence.private,
        created_at: json::time(evidence.created),
    }
}

pub(super) fn list(cx: &mut Context, args: &EvidenceListArgs) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let of = subject::any(&journal, &args.of)?;
    let (kind, benchmark, limit) = (args.kind, args.benchmark.clone(), args.limit);
    let all = journal.evidence_list(&EvidenceFilter { of, kind, benchmark, limit })?;
    let names = Names::of(&journal)?;
    if cx.json {
        return cx.out.json_all(all.iter().map(|(evidence, links)| evidence_json(evidence, links, &names)));
    }
    let mut table = Table::new(&["id", "day", "of", "kind", "for", "title"]);
    for (evidence, links) in &all {
        let of = subject::name_in(&names.overview, evidence.subject()).unwrap_or_default();
        let benchmarks: Vec<&str> = links.iter().map(|link| link.benchmark.as_str()).collect();
        let cells = vec![
            journal.short_evidence_id(evidence.id)?,
            evidence.when.iso(),
            of.to_owned(),
            evidence.kind.word().replace('_', " "),
            benchmarks.join(", "),
            subject::marked(evidence.private, &evidence.title),
        ];
        table.row(&mut cx.out, cells)?;
    }
    table.end(&mut cx.out)
}

pub(super) fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("there is no evidence yet").into());
    };
    let (evidence, links) = journal.evidence_piece(journal.find_evidence(typed)?)?;
    let names = Names::of(&journal)?;
    if cx.json {
        return cx.out.json(&evidence_json(&evidence, &links, &names));
    }
    let id = journal.short_evidence_id(evidence.id)?;
    let of = subject::name_in(&names.overview, evidence.subject()).unwrap_or_default();
    cx.out.heading(&format!("{} · {of} · {} · {id}", evidence.title, evidence.when.iso()))?;
    cx.out.pair("kind", &evidence.kind.word().replace('_', " "))?;
    for link in &links {
        cx.out.pair("shown for", &link.benchmark)?;
    }
    cx.out.pair("text", &evidence.text)?;
    cx.out.pair("link", &evidence.link)?;
    cx.out.pair("file", &evidence.file)?;
    cx.out.pair("SHA-256", evidence.sha256.as_deref().unwrap_or_default())?;
    cx.out.pair("size", &evidence.size.map(|size| format!("{size} bytes")).unwrap_or_default())?;
    cx.out.pair("recording", if evidence.recording { "yes" } else { "" })?;
    cx.out.pair("items", &evidence.items.join(", "))?;
    cx.out.pair("drawn", &evidence.drawn.join(", "))?;
    cx.out.pair("who", names.person(evidence.person).unwrap_or_default())?;
    cx.out.pair("context", &evidence.context)?;
    cx.out.pair("valid until", &evidence.valid_until.map(|day| day.to_string()).unwrap_or_default())?;
    refers(cx, &journal, &evidence)?;
    cx.out.pair("private", if evidence.private { "yes" } else { "" })
}

/// The session, feedback or entry it is, by the ids they are shown by.
fn refers(cx: &mut Context, journal: &Journal, evidence: &Evidence) -> Done {
    if let Some(id) = evidence.session {
        cx.out.pair("session", &journal.short_id(id)?)?;
    }
    if let Some(id) = evidence.feedback {
        cx.out.pair("feedback", &journal.short_feedback_id(id)?)?;
    }
    if let Some(id) = evidence.entry {
        cx.out.pair("entry", &journal.short_entry_id(id)?)?;
    }
    Ok(())
}
