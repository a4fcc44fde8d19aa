//! `etude evidence`: what shows that a benchmark is met, kept, linked, drawn from, looked at again.

mod check;
mod draw;
mod list;

use super::args::{EvidenceFacts, EvidenceVerb};
use super::context::Context;
use super::edit::{put, put_list};
use super::failure::Failure;
use super::{Done, named, subject, typed};
use crate::domain::change::{Change, With};
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::ladder::{Benchmark, Need, capstone_id};
use crate::domain::stage::Subject;
use crate::journal::{Journal, fingerprint};

pub(super) fn run(cx: &mut Context, verb: EvidenceVerb) -> Done {
    match verb {
        EvidenceVerb::Add { words, area, facts } => add(cx, &words, area.as_deref(), &facts),
        EvidenceVerb::List(args) => list::list(cx, &args),
        EvidenceVerb::Show { id } => list::show(cx, &id),
        EvidenceVerb::Edit { id, title, facts, public } => edit(cx, &id, title, &facts, public),
        EvidenceVerb::Delete { id, .. } => {
            let mut journal = cx.open_existing()?;
            let id = journal.find_evidence(&id)?;
            cx.change(&mut journal, Change::delete::<Evidence>(id))?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
        EvidenceVerb::Link { id, benchmark } => link(cx, &id, benchmark.typed()),
        EvidenceVerb::Unlink { id, benchmark } => unlink(cx, &id, benchmark.typed()),
        EvidenceVerb::Draw(args) => draw::draw(cx, &args),
        EvidenceVerb::Check => check::check(cx),
    }
}

fn add(cx: &mut Context, words: &[String], area: Option<&str>, facts: &EvidenceFacts) -> Done {
    let (of, title) = subject::and_last(words, area, "the title")?;
    let mut journal = cx.open_existing()?;
    let subject = subject::needed(&journal, &of)?;
    let mut evidence = Evidence::of(facts.kind.unwrap_or_else(|| seen_from(facts)));
    (evidence.skill, evidence.area, evidence.title) = (subject.skill(), subject.area(), title);
    take(cx, &journal, facts, &mut evidence)?;
    let benchmarks = benchmarks(&journal, subject, &facts.benchmark)?;
    let person = facts.who.as_deref().map(named::person_name);
    let (piece, shown_for) = (evidence.clone(), benchmarks.clone());
    let with = With { person, benchmarks: Some(benchmarks), ..With::default() };
    cx.change(&mut journal, Change::add_with(evidence, with))?;
    shown_for.iter().try_for_each(|id| say_what_for(cx, &journal, &piece, id))
}

/// The kind of a piece by what is said of it.
fn seen_from(facts: &EvidenceFacts) -> EvidenceKind {
    match (&facts.session, &facts.feedback, &facts.entry) {
        (Some(_), ..) => EvidenceKind::Session,
        (_, Some(_), _) => EvidenceKind::Feedback,
        (.., Some(_)) => EvidenceKind::Use,
        _ => EvidenceKind::Artefact,
    }
}

fn benchmarks(journal: &Journal, subject: Subject, typed: &[String]) -> Result<Vec<String>, Failure> {
    let each = typed.iter().filter(|typed| !typed.is_empty());
    each.map(|typed| subject::benchmark(journal, subject, typed)).collect()
}

fn take(cx: &Context, journal: &Journal, facts: &EvidenceFacts, evidence: &mut Evidence) -> Done {
    evidence.kind = facts.kind.unwrap_or(evidence.kind);
    match facts.text.as_deref() {
        Some("-") => evidence.text = typed::from_stdin()?,
        Some(text) => text.clone_into(&mut evidence.text),
        None => {}
    }
    put(facts.link.as_ref(), &mut evidence.link);
    put(facts.context.as_ref(), &mut evidence.context);
    put_list(&facts.item, &mut evidence.items);
    if !facts.item.is_empty() {
        // What was drawn of another list says nothing of this one.
        evidence.drawn.retain(|item| evidence.items.contains(item));
    }
    evidence.recording |= facts.recording;
    evidence.private |= facts.private;
    if let Some(dated) = cx.dated_if(facts.at.as_deref())? {
        evidence.when = dated;
    }
    if let Some(typed) = &facts.valid_until {
        evidence.valid_until = if named::is_none(typed) { None } else { Some(cx.day(typed)?) };
    }
    refer(journal, facts, evidence)?;
    take_file(facts, evidence)
}

fn refer(journal: &Journal, facts: &EvidenceFacts, evidence: &mut Evidence) -> Done {
    if let Some(typed) = &facts.session {
        evidence.session = if named::is_none(typed) { None } else { Some(journal.find_session(typed)?) };
    }
    if let Some(typed) = &facts.feedback {
        evidence.feedback = if named::is_none(typed) { None } else { Some(journal.find_feedback(typed)?) };
    }
    if let Some(typed) = &facts.entry {
        let found = |typed: &str| journal.find_entry(typed);
        evidence.entry = if named::is_none(typed) { None } else { Some(found(typed)?) };
    }
    Ok(())
}

/// The file is kept by its whole path, with its hash and size as they are now.
fn take_file(facts: &EvidenceFacts, evidence: &mut Evidence) -> Done {
    let Some(file) = &facts.file else { return Ok(()) };
    if file.as_os_str().is_empty() {
        (evidence.file, evidence.sha256, evidence.size) = (String::new(), None, None);
        return Ok(());
    }
    let path = std::path::absolute(file)
        .map_err(|error| Failure::refused(format!("{} leads nowhere: {error}", file.display())))?;
    let (sha256, size) = fingerprint(&path)?;
    let path = path.into_os_string().into_string().map_err(|path| {
        Failure::refused(format!("{} has a name that is not UTF-8", path.display()))
            .hint("give the file another name")
    })?;
    (evidence.file, evidence.sha256, evidence.size) = (path, Some(sha256), Some(size));
    Ok(())
}

fn edit(cx: &mut Context, id: &str, title: Option<String>, facts: &EvidenceFacts, public: bool) -> Done {
    let mut journal = cx.open_existing()?;
    let (before, links) = journal.evidence_piece(journal.find_evidence(id)?)?;
    let mut evidence = before.clone();
    put(title.as_ref(), &mut evidence.title);
    take(cx, &journal, facts, &mut evidence)?;
    evidence.private &= !public;
    let linked: Vec<String> = links.into_iter().map(|link| link.benchmark).collect();
    let benchmarks = match facts.benchmark.as_slice() {
        [] => linked.clone(),
        typed => benchmarks(&journal, evidence.subject(), typed)?,
    };
    let new: Vec<String> = benchmarks.iter().filter(|id| !linked.contains(id)).cloned().collect();
    let person = facts.who.as_deref().map(named::person_name);
    if evidence == before && person.is_none() && benchmarks == linked {
        return Err(
            Failure::usage("nothing to change").hint("`etude evidence edit --help` lists what can be said")
        );
    }
    let piece = evidence.clone();
    let with = With { person, benchmarks: Some(benchmarks), ..With::default() };
    cx.change(&mut journal, Change::edit_with(evidence, with))?;
    new.iter().try_for_each(|id| say_what_for(cx, &journal, &piece, id))
}

fn link(cx: &mut Context, id: &str, typed: &str) -> Done {
    let mut journal = cx.open_existing()?;
    let (evidence, links) = journal.evidence_piece(journal.find_evidence(id)?)?;
    let benchmark = subject::benchmark(&journal, evidence.subject(), typed)?;
    if links.iter().any(|link| link.benchmark == benchmark) {
        return Err(Failure::refused(format!("{} is shown for {benchmark} already", evidence.title)));
    }
    let mut benchmarks: Vec<String> = links.into_iter().map(|link| link.benchmark).collect();
    benchmarks.push(benchmark.clone());
    let piece = evidence.clone();
    let with = With { benchmarks: Some(benchmarks), ..With::default() };
    cx.change(&mut journal, Change::edit_with(evidence, with))?;
    say_what_for(cx, &journal, &piece, &benchmark)
}

fn unlink(cx: &mut Context, id: &str, typed: &str) -> Done {
    let mut journal = cx.open_existing()?;
    let (evidence, links) = journal.evidence_piece(journal.find_evidence(id)?)?;
    let benchmark = subject::benchmark(&journal, evidence.subject(), typed)?;
    let mut benchmarks: Vec<String> = links.into_iter().map(|link| link.benchmark).collect();
    let before = benchmarks.len();
    benchmarks.retain(|known| *known != benchmark);
    if benchmarks.len() == before {
        let hint = match benchmarks.as_slice() {
            [] => "it is shown for none".to_owned(),
            known => format!("it is shown for {}", known.join(", ")),
        };
        return Err(Failure::refused(format!("{} is not shown for “{benchmark}”", evidence.title)).hint(hint));
    }
    let with = With { benchmarks: Some(benchmarks), ..With::default() };
    cx.change(&mut journal, Change::edit_with(evidence, with))
}

/// Says the words of a benchmark: whoever links something to it says that it is so. And whether it can count there.
fn say_what_for(cx: &Context, journal: &Journal, piece: &Evidence, id: &str) -> Done {
    let Some(benchmark) = benchmark_of(journal, piece.subject(), id)? else {
        return say_what_capstone(cx, journal, piece, id);
    };
    cx.tell(&format!("{id}: {}", benchmark.text));
    if !piece.can_count_for(&benchmark.need) {
        cx.warn(&format!("{} does not count for {id}: {}", piece.title, what_counts(&benchmark)));
    } else if let Need::Measure { during: Some(during), .. } = &benchmark.need {
        cx.tell(&format!("with it you say that it was during {during}"));
    }
    Ok(())
}

fn say_what_capstone(cx: &Context, journal: &Journal, piece: &Evidence, id: &str) -> Done {
    let ladder = journal.ladder_of(piece.subject())?;
    let mut capstones = ladder.iter().flat_map(|ladder| &ladder.capstones);
    let Some(capstone) = capstones.find(|capstone| capstone_id(capstone.stage) == id) else { return Ok(()) };
    cx.tell(&format!("{id}: {}", capstone.text));
    if !capstone.evidence.iter().any(|asked| piece.can_be(asked)) {
        cx.warn(&format!("{} does not count for {id}: it asks for {}", piece.title, capstone.asks()));
    }
    Ok(())
}

/// What counts for a benchmark, and where that is found.
fn what_counts(benchmark: &Benchmark) -> String {
    let asks = benchmark.asks();
    match benchmark.need {
        Need::Artefact { .. } => format!("it asks for {asks}"),
        Need::Measure { during: Some(_), .. } => {
            format!("it asks for {asks}; link the session with the readings")
        }
        Need::Witness { .. } => format!("it asks for {asks}; `etude ask PERSON --for witness` asks for one"),
        _ => format!("it asks for {asks}, and finds that among your records by itself"),
    }
}

/// A benchmark of the ladder that a subject is on.
fn benchmark_of(journal: &Journal, subject: Subject, id: &str) -> Result<Option<Benchmark>, Failure> {
    let Some(ladder) = journal.ladder_of(subject)? else { return Ok(None) };
    let mut all = ladder.skills.iter().flat_map(|skill| &skill.benchmarks);
    Ok(all.find(|benchmark| benchmark.id == id).cloned())
}
