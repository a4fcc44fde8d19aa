//! Rules of evidence: what is kept to show that a benchmark is met.

mod files;
mod fingerprint;

use super::{Rules, entry};
use crate::domain::change::With;
use crate::domain::evidence::{Evidence, EvidenceBenchmark, EvidenceKind, MOST_BENCHMARKS};
use crate::domain::feedback::Feedback;
use crate::domain::id::Id;
use crate::domain::person::Role;
use crate::domain::session::Session;
use crate::journal::error::{Error, Result};
use crate::journal::work::{Done, Work};
use crate::journal::{check, stage};
use crate::store::stage as store;
pub(in crate::journal) use files::look_at_file;
pub use files::{FileState, look_again};
use fingerprint::fingerprint;

impl Rules for Evidence {
    fn check(work: &Work<'_>, evidence: &mut Evidence, before: &Evidence) -> Result<()> {
        entry::place(work, &mut evidence.when, before.when)?;
        if evidence.skill.is_some() == evidence.area.is_some() {
            return Err(Error::usage("evidence is of one skill or of one area"));
        }
        evidence.session.map(|id| work.get::<Session>(id)).transpose()?;
        evidence.feedback.map(|id| work.get::<Feedback>(id)).transpose()?;
        evidence.title = check::name("evidence", &evidence.title)?;
        if evidence.file.path.is_empty() != evidence.file.sha256.is_none() {
            return Err(Error::usage("a file of evidence comes with its hash"));
        }
        if evidence.items != before.items {
            // What was drawn of another list says nothing of this one.
            evidence.drawn.retain(|item| evidence.items.contains(item) || !before.items.contains(item));
        }
        if let Some(unknown) = evidence.drawn.iter().find(|item| !evidence.items.contains(item)) {
            return Err(Error::usage(format!("“{unknown}” was drawn and is not on the list")));
        }
        match has_content(evidence) {
            true => Ok(()),
            false => Err(Error::refused("there is nothing to see in it yet").hint(
                "add a file, a link, a written sentence or a list; or name the session, feedback or entry it is",
            )),
        }
    }

    fn role(evidence: &Evidence) -> Role {
        if evidence.kind == EvidenceKind::Taught { Role::Learner } else { Role::Peer }
    }

    fn link(work: &mut Work<'_>, evidence: &Evidence, with: &With) -> Result<()> {
        with.benchmarks.clone().map_or(Ok(()), |benchmarks| link(work, evidence, benchmarks))
    }

    fn told(work: &Work<'_>, evidence: &Evidence) -> Result<String> {
        Ok(format!("evidence of {}: {}", stage::name_of(work, evidence.subject())?, evidence.title))
    }

    fn told_new(work: &Work<'_>, evidence: &Evidence) -> Result<String> {
        Ok(format!("keep {}", Self::told(work, evidence)?))
    }

    fn delete(work: &mut Work<'_>, evidence: Evidence) -> Result<Done> {
        work.delete_all(&store::links_of(work.conn, evidence.id)?)?;
        work.delete::<Evidence>(evidence.id)?;
        Ok(Done { label: format!("delete evidence: {}", evidence.title), id: None })
    }
}

fn has_content(evidence: &Evidence) -> bool {
    let words = [&evidence.text, &evidence.link, &evidence.file.path];
    let refers = [evidence.session, evidence.feedback, evidence.entry];
    words.iter().any(|text| !text.trim().is_empty())
        || !evidence.items.is_empty()
        || refers.iter().any(Option::is_some)
        || (evidence.kind == EvidenceKind::Taught && evidence.person.is_some())
}

/// Shows a piece for exactly these benchmarks. What it was shown for before may stay, though its ladder knows it no longer.
fn link(work: &mut Work<'_>, evidence: &Evidence, mut benchmarks: Vec<String>) -> Result<()> {
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
    let known = stage::benchmark_ids(work, evidence.subject())?;
    if let Some(unknown) = benchmarks.iter().find(|id| !known.contains(id) && !was(id)) {
        let name = stage::name_of(work, evidence.subject())?;
        let hint = match known.as_slice() {
            [] => "it is on no ladder: `etude ladder use`".to_owned(),
            known => format!("there are {}", known.join(", ")),
        };
        return Err(Error::not_found(format!("{name} has no benchmark “{unknown}”")).hint(hint));
    }
    for link in old.iter().filter(|link| !benchmarks.contains(&link.benchmark)) {
        work.delete::<EvidenceBenchmark>(link.id)?;
    }
    for benchmark in benchmarks.into_iter().filter(|id| !was(id)) {
        let id = work.fresh_id();
        work.insert(&EvidenceBenchmark { id, evidence: evidence.id, benchmark })?;
    }
    Ok(())
}

/// Refuses to remove a record that is evidence.
pub(in crate::journal) fn refuse_while_evidence(
    work: &Work<'_>,
    column: &'static str,
    id: Id,
    what: &str,
) -> Result<()> {
    match store::evidence_that_is(work.conn, column, id)? {
        None => Ok(()),
        Some(evidence) => Err(Error::refused(format!("this {what} is evidence: {}", evidence.title))
            .hint(format!("`etude evidence delete {}` lets it go first", evidence.id.tail(4)))),
    }
}
