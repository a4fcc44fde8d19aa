//! What stages are about, as verbs take it: a skill or an area, and the benchmarks of its ladder. And times long ago.

use super::args::OfSubject;
use super::failure::Failure;
use crate::domain::id::Id;
use crate::domain::ladder::capstone_id;
use crate::domain::naming::{self, Match};
use crate::domain::stage::Subject;
use crate::journal::find::Among;
use crate::journal::read::Overview;
use crate::journal::{Error, Journal};

/// The skill or area that was named, if one was.
pub(super) fn given(journal: &Journal, of: &OfSubject) -> Result<Option<Subject>, Error> {
    match (&of.subject, &of.area) {
        (_, Some(area)) => Ok(Some(Subject::Area(journal.find_area(area, Among::InUse)?.id))),
        (Some(typed), None) => journal.find_subject(typed, Among::InUse).map(Some),
        (None, None) => Ok(None),
    }
}

/// The skill or area that was named, also an archived one: what is over is asked for too.
pub(super) fn any(journal: &Journal, of: &OfSubject) -> Result<Option<Subject>, Error> {
    given(journal, of).or_else(|error| {
        let archived = match (&of.subject, &of.area) {
            (Some(typed), _) => journal.find_subject(typed, Among::Archived),
            (None, area) => {
                let area = area.as_deref().unwrap_or_default();
                journal.find_area(area, Among::Archived).map(|area| Subject::Area(area.id))
            }
        };
        archived.map(Some).map_err(|_| error)
    })
}

/// The skill or area without which the verb has nothing to do.
pub(super) fn needed(journal: &Journal, of: &OfSubject) -> Result<Subject, Failure> {
    given(journal, of)?.ok_or_else(|| {
        Failure::usage("of which skill or area?").hint("name it; `etude stage show` lists them")
    })
}

/// Takes `SKILL LAST`, or with `--area` only `LAST`, apart.
pub(super) fn and_last(
    words: &[String],
    area: Option<&str>,
    last: &str,
) -> Result<(OfSubject, String), Failure> {
    match (words, area) {
        ([subject, last], None) => {
            Ok((OfSubject { subject: Some(subject.clone()), area: None }, last.clone()))
        }
        ([last], Some(area)) => Ok((OfSubject { subject: None, area: Some(area.to_owned()) }, last.clone())),
        ([_], None) => {
            Err(Failure::usage(format!("{last} is missing")).hint("name the skill first, then that"))
        }
        _ => {
            Err(Failure::usage("a skill or --area, not both")
                .hint(format!("with --area only {last} is named")))
        }
    }
}

/// What a subject is called beside its kind.
pub(super) fn kind_of(subject: Subject) -> &'static str {
    match subject {
        Subject::Skill(_) => "skill",
        Subject::Area(_) => "area",
    }
}

/// The id of a subject.
pub(super) fn id_of(subject: Subject) -> Id {
    match subject {
        Subject::Skill(id) | Subject::Area(id) => id,
    }
}

/// A text of a table, marked where it is private.
pub(super) fn marked(private: bool, text: &str) -> String {
    if private { format!("[private] {text}") } else { text.to_owned() }
}

/// The name of a subject; none where it is gone.
pub(super) fn name_in(overview: &Overview, subject: Subject) -> Option<&str> {
    match subject {
        Subject::Skill(id) => {
            let line = overview.skills.iter().find(|line| line.skill.id == id);
            line.map(|line| line.skill.name.as_str())
        }
        Subject::Area(id) => {
            let area = overview.areas.iter().find(|area| area.id == id);
            area.map(|area| area.name.as_str())
        }
    }
}

/// The benchmark that an id on the ladder, or a clear end of it (`j1`), stands for. What is not known goes on as it was
/// typed: the journal says which there are.
pub(super) fn benchmark(journal: &Journal, subject: Subject, typed: &str) -> Result<String, Failure> {
    let Some(ladder) = journal.ladder_of(subject)? else { return Ok(typed.to_owned()) };
    let ids: Vec<String> = match journal.ladder_item(subject)? {
        Some(item) => {
            let skills = ladder.skills.iter().filter(|skill| skill.id == item);
            skills.flat_map(|skill| skill.benchmarks.iter().map(|benchmark| benchmark.id.clone())).collect()
        }
        None => ladder.capstones.iter().map(|capstone| capstone_id(capstone.stage)).collect(),
    };
    let named: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), id.as_str())).collect();
    match naming::pick(typed, &named) {
        Match::One(id) => Ok(id.to_owned()),
        Match::Many(several) => Err(Failure::usage(format!("“{typed}” could be several benchmarks"))
            .hint(format!("which one? {}", several.join(", ")))),
        Match::None { .. } => Ok(typed.to_owned()),
    }
}
