//! Changes of applications: uses of a skill in real work.

use super::error::Result;
use super::feedback::action;
use super::work::{Done, Work};
use super::{check, evidence, person};
use crate::domain::application::{Application, Setting};
use crate::domain::change::ProvedBy;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::{Person, Role};
use crate::domain::skill::Skill;
use crate::store::feedback as store;

pub(super) fn add(
    work: &mut Work<'_>,
    mut application: Application,
    seen_by: Option<&str>,
    proves: Vec<Id>,
) -> Result<Done> {
    let at = (application.at != Moment::default()).then_some(application.at);
    place_in_time(work, &mut application, at)?;
    application.id = work.fresh_id();
    application.revision = 0;
    application.created = work.now.wall;
    application.person = seen(work, &application, seen_by)?;
    let skill = valid(work, &application)?;
    work.insert(&application)?;
    if !proves.is_empty() {
        action::prove(work, proves, ProvedBy::Application(application.id))?;
    }
    Ok(Done::to(application.id, format!("log an application of {}", skill.name)))
}

fn place_in_time(work: &Work<'_>, application: &mut Application, at: Option<Moment>) -> Result<()> {
    application.at = work.stamp(at)?.wall;
    application.day = work.calendar.day(application.at);
    Ok(())
}

fn valid(work: &Work<'_>, application: &Application) -> Result<Skill> {
    let skill: Skill = work.get(application.skill)?;
    if let Some(person) = application.person {
        let _: Person = work.get(person)?;
    }
    check::text("where", &application.place)?;
    check::text("what came of it", &application.note)?;
    Ok(skill)
}

/// Who saw it; whom I teach learns.
fn seen(work: &mut Work<'_>, application: &Application, by: Option<&str>) -> Result<Option<Id>> {
    let role = if application.setting == Setting::Teaching { Role::Learner } else { Role::Peer };
    person::typed(work, by, application.person, role)
}

pub(super) fn edit(work: &mut Work<'_>, mut application: Application, seen_by: Option<&str>) -> Result<Done> {
    let stored: Application = work.get(application.id)?;
    if application.at != stored.at {
        let at = Some(application.at);
        place_in_time(work, &mut application, at)?;
        let proofs = store::proofs_by_application(work.conn, application.id)?;
        action::refuse_before_feedback(work, &proofs, application.at.at)?;
    }
    application.person = seen(work, &application, seen_by)?;
    let skill = valid(work, &application)?;
    work.update(&application)?;
    Ok(Done::to(application.id, format!("edit an application of {}", skill.name)))
}

pub(super) fn delete(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let application: Application = work.get(id)?;
    let skill: Skill = work.get(application.skill)?;
    let proofs = store::proofs_by_application(work.conn, id)?;
    action::refuse_while_proof(work, &proofs, "application")?;
    evidence::refuse_while_evidence(work, "application_id", id, "application")?;
    work.delete::<Application>(id)?;
    Ok(Done { label: format!("delete an application of {}", skill.name), id: None })
}

/// Everything of one skill becomes another's.
pub(super) fn move_all(work: &mut Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut application in store::applications_of_skill(work.conn, from)? {
        application.skill = into;
        work.update(&application)?;
    }
    Ok(())
}

/// Everything a person saw was seen by another.
pub(super) fn seen_by_another(work: &mut Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut application in store::applications_of_person(work.conn, from)? {
        application.person = Some(into);
        work.update(&application)?;
    }
    Ok(())
}
