//! `etude evidence`: what shows that a benchmark is met, kept, linked, drawn from, looked at again.

mod check;
mod draw;

use super::args::{EvidenceArgs, EvidenceVerb};
use super::context::Context;
use super::failure::Failure;
use super::{Done, nouns, subject};
use crate::domain::change::{Change, With};
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::ladder::{Benchmark, Need, capstone_id};
use crate::domain::stage::Subject;
use crate::journal::Journal;

pub(super) fn run(cx: &mut Context, verb: EvidenceVerb) -> Done {
    match verb {
        EvidenceVerb::Add(args) => add(cx, *args),
        EvidenceVerb::Link { id, benchmark } => link(cx, &id, benchmark.typed()),
        EvidenceVerb::Unlink { id, benchmark } => unlink(cx, &id, benchmark.typed()),
        EvidenceVerb::Draw(args) => draw::draw(cx, &args),
        EvidenceVerb::Check => check::check(cx),
    }
}

fn add(cx: &mut Context, args: EvidenceArgs) -> Done {
    let (of, title) = subject::and_last(&args.words, args.area.as_deref(), "the title")?;
    let mut journal = cx.open_existing()?;
    let subject = subject::needed(&journal, &of)?;
    let mut piece = Evidence::of(EvidenceKind::Artefact);
    (piece.skill, piece.area, piece.title) = (subject.skill(), subject.area(), title);
    let said = args.facts.given.iter().any(|(key, _)| *key == "kind");
    let person = nouns::take(cx, &journal, &mut piece, args.facts.given)?;
    if !said {
        piece.kind = seen_from(&piece);
    }
    let benchmarks = Some(benchmarks(&journal, subject, &args.benchmark)?);
    nouns::store(cx, &mut journal, piece, With { person, benchmarks, ..With::default() })
}

/// The kind of a piece by what is said of it.
fn seen_from(piece: &Evidence) -> EvidenceKind {
    match (piece.session, piece.feedback, piece.entry) {
        (Some(_), ..) => EvidenceKind::Session,
        (_, Some(_), _) => EvidenceKind::Feedback,
        (.., Some(_)) => EvidenceKind::Use,
        _ => EvidenceKind::Artefact,
    }
}

pub(super) fn benchmarks(
    journal: &Journal,
    subject: Subject,
    typed: &[String],
) -> Result<Vec<String>, Failure> {
    let each = typed.iter().filter(|typed| !typed.is_empty());
    each.map(|typed| subject::benchmark(journal, subject, typed)).collect()
}

fn link(cx: &mut Context, id: &str, typed: &str) -> Done {
    let mut journal = cx.open_existing()?;
    let piece: Evidence = journal.found(id)?;
    let benchmark = subject::benchmark(&journal, piece.subject(), typed)?;
    let mut benchmarks = journal.shown_for(piece.id)?;
    if benchmarks.contains(&benchmark) {
        return Err(Failure::refused(format!("{} is shown for {benchmark} already", piece.title)));
    }
    benchmarks.push(benchmark.clone());
    let with = With { benchmarks: Some(benchmarks), ..With::default() };
    cx.change(&mut journal, Change::edit_with(piece.clone(), with))?;
    say_what_for(cx, &journal, &piece, &benchmark)
}

fn unlink(cx: &mut Context, id: &str, typed: &str) -> Done {
    let mut journal = cx.open_existing()?;
    let piece: Evidence = journal.found(id)?;
    let benchmark = subject::benchmark(&journal, piece.subject(), typed)?;
    let mut benchmarks = journal.shown_for(piece.id)?;
    if !benchmarks.contains(&benchmark) {
        let hint = match benchmarks.as_slice() {
            [] => "it is shown for none".to_owned(),
            known => format!("it is shown for {}", known.join(", ")),
        };
        return Err(Failure::refused(format!("{} is not shown for “{benchmark}”", piece.title)).hint(hint));
    }
    benchmarks.retain(|known| *known != benchmark);
    cx.change(
        &mut journal,
        Change::edit_with(piece, With { benchmarks: Some(benchmarks), ..With::default() }),
    )
}

/// Says the words of a benchmark: whoever links something to it says that it is so. And whether it can count there.
pub(super) fn say_what_for(cx: &Context, journal: &Journal, piece: &Evidence, id: &str) -> Done {
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
