//! Changes of evidence: what is kept to show that a benchmark is met.

mod files;
mod fingerprint;

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{check, entry, person, stage};
use crate::domain::entry::Entry;
use crate::domain::evidence::{Evidence, EvidenceBenchmark, EvidenceKind, MOST_BENCHMARKS};
use crate::domain::feedback::Feedback;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::Role;
use crate::domain::session::Session;
use crate::domain::stage::Subject;
use crate::domain::when::Dated;
use crate::store::stage as store;
pub use files::{FileState, look_again};
pub use fingerprint::fingerprint;

pub(super) fn add(
    work: &mut Work<'_>,
    mut evidence: Evidence,
    benchmarks: Vec<String>,
    person: Option<&str>,
) -> Result<Done> {
    let now = || Dated::exactly(work.now.wall, work.calendar);
    let dated = if evidence.at == Moment::default() { now() } else { evidence.dated() };
    place_in_time(work, &mut evidence, dated)?;
    evidence.id = work.fresh_id();
    evidence.revision = 0;
    evidence.created = work.now.wall;
    evidence.person = person::typed(work, person, evidence.person, role_for(evidence.kind))?;
    let name = valid(work, &mut evidence)?;
    work.insert(&evidence)?;
    link(work, &evidence, benchmarks)?;
    Ok(Done::to(evidence.id, format!("keep evidence of {name}: {}", evidence.title)))
}

pub(super) fn edit(
    work: &mut Work<'_>,
    mut evidence: Evidence,
    benchmarks: Vec<String>,
    person: Option<&str>,
) -> Result<Done> {
    let stored: Evidence = work.get(evidence.id)?;
    let dated = evidence.dated();
    if dated != stored.dated() {
        place_in_time(work, &mut evidence, dated)?;
    }
    evidence.person = person::typed(work, person, evidence.person, role_for(evidence.kind))?;
    let name = valid(work, &mut evidence)?;
    // The links are part of the piece: whoever looked at older ones is told so, as of any other field.
    if link(work, &evidence, benchmarks)? || evidence != stored {
        work.update(&evidence)?;
    }
    Ok(Done::to(evidence.id, format!("edit evidence of {name}: {}", evidence.title)))
}

pub(super) fn delete(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let evidence: Evidence = work.get(id)?;
    for link in store::links_of(work.conn, id)? {
        work.delete::<EvidenceBenchmark>(link.id)?;
    }
    work.delete::<Evidence>(id)?;
    Ok(Done { label: format!("delete evidence: {}", evidence.title), id: None })
}

fn place_in_time(work: &Work<'_>, evidence: &mut Evidence, dated: Dated) -> Result<()> {
    let Dated { at, day, grain } = entry::placed(work, dated)?;
    (evidence.at, evidence.day, evidence.grain) = (at, day, grain);
    Ok(())
}

fn role_for(kind: EvidenceKind) -> Role {
    if kind == EvidenceKind::Taught { Role::Learner } else { Role::Peer }
}

/// What it is about.
pub(super) fn subject(evidence: &Evidence) -> Subject {
    Subject::of(evidence.skill, evidence.area)
}

/// Completes and checks; hands back the name of what it is about.
fn valid(work: &Work<'_>, evidence: &mut Evidence) -> Result<String> {
    if evidence.skill.is_some() == evidence.area.is_some() {
        return Err(Error::usage("evidence is of one skill or of one area"));
    }
    let name = stage::name_of(work, subject(evidence))?;
    refer(work, evidence)?;
    evidence.title = check::name("evidence", &evidence.title)?;
    for (what, text) in
        [("the text", &evidence.text), ("the link", &evidence.link), ("the context", &evidence.context)]
    {
        check::text(what, text)?;
    }
    if evidence.file.is_empty() != evidence.sha256.is_none() {
        return Err(Error::usage("a file of evidence comes with its hash"));
    }
    if let Some(unknown) = evidence.drawn.iter().find(|item| !evidence.items.contains(item)) {
        return Err(Error::usage(format!("“{unknown}” was drawn and is not on the list")));
    }
    if !has_content(evidence) {
        return Err(Error::refused("there is nothing to see in it yet").hint(
            "add a file, a link, a written sentence or a list; or name the session, feedback or entry it is",
        ));
    }
    Ok(name)
}

fn has_content(evidence: &Evidence) -> bool {
    let words = [&evidence.text, &evidence.link, &evidence.file];
    let refers = [evidence.session, evidence.feedback, evidence.entry];
    words.iter().any(|text| !text.trim().is_empty())
        || !evidence.items.is_empty()
        || refers.iter().any(Option::is_some)
        || (evidence.kind == EvidenceKind::Taught && evidence.person.is_some())
}

/// What is referred to is there.
fn refer(work: &Work<'_>, evidence: &Evidence) -> Result<()> {
    if let Some(id) = evidence.session {
        let _: Session = work.get(id)?;
    }
    if let Some(id) = evidence.feedback {
        let _: Feedback = work.get(id)?;
    }
    if let Some(id) = evidence.entry {
        let _: Entry = work.get(id)?;
    }
    Ok(())
}

/// Shows a piece for exactly these benchmarks; answers whether that is new. What it was shown for before may stay, though its
/// ladder knows it no longer.
fn link(work: &mut Work<'_>, evidence: &Evidence, mut benchmarks: Vec<String>) -> Result<bool> {
    benchmarks.sort();
    benchmarks.dedup();
    if benchmarks.len() > MOST_BENCHMARKS {
        return Err(Error::refused(format!(
            "one piece of evidence counts for {MOST_BENCHMARKS} benchmarks at most"
        ))
        .hint("keep a second piece for the others"));
    }
    let old = store::links_of(work.conn, evidence.id)?;
    let was = |id: &String| old.iter().any(|link| link.benchmark == *id);
    let known = stage::benchmark_ids(work, subject(evidence))?;
    if let Some(unknown) = benchmarks.iter().find(|id| !known.contains(id) && !was(id)) {
        let name = stage::name_of(work, subject(evidence))?;
        let hint = match known.as_slice() {
            [] => "it is on no ladder: `etude ladder use`".to_owned(),
            known => format!("there are {}", known.join(", ")),
        };
        return Err(Error::not_found(format!("{name} has no benchmark “{unknown}”")).hint(hint));
    }
    let gone: Vec<&EvidenceBenchmark> =
        old.iter().filter(|link| !benchmarks.contains(&link.benchmark)).collect();
    let new: Vec<String> = benchmarks.iter().filter(|id| !was(id)).cloned().collect();
    let changed = !gone.is_empty() || !new.is_empty();
    for link in gone {
        work.delete::<EvidenceBenchmark>(link.id)?;
    }
    for benchmark in new {
        let link = EvidenceBenchmark { id: work.fresh_id(), evidence: evidence.id, benchmark };
        work.insert(&link)?;
    }
    Ok(changed)
}

/// Refuses to remove a record that is evidence.
pub(super) fn refuse_while_evidence(work: &Work<'_>, column: &'static str, id: Id, what: &str) -> Result<()> {
    match store::evidence_that_is(work.conn, column, id)? {
        None => Ok(()),
        Some(evidence) => Err(Error::refused(format!("this {what} is evidence: {}", evidence.title))
            .hint(format!("`etude evidence delete {}` lets it go first", evidence.id.tail(4)))),
    }
}

/// Everything of one skill becomes another's; what it was shown for is kept, and counts where that is on the same ladder.
pub(super) fn move_all(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut evidence in store::evidence_of(work.conn, Subject::Skill(from))? {
        evidence.skill = Some(into);
        work.update(&evidence)?;
    }
    Ok(())
}

/// Everything that came from one person came from another.
pub(super) fn of_another(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut evidence in store::evidence_by(work.conn, from)? {
        evidence.person = Some(into);
        work.update(&evidence)?;
    }
    Ok(())
}
