//! Changes of statements: a witness is asked, answers, and I confirm that it is theirs.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{check, person, stage};
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::person::{Person, Role};
use crate::domain::stage::Subject;
use crate::store::stage as store;

pub(super) fn add(work: &mut Work<'_>, mut statement: Statement, by: Option<&str>) -> Result<Done> {
    statement.id = work.fresh_id();
    statement.revision = 0;
    statement.created = work.now.wall;
    date(work, &mut statement)?;
    let person = whom(work, &mut statement, by)?;
    aim(work, &mut statement)?;
    let name = valid(work, &statement, None)?;
    work.insert(&statement)?;
    let label = match statement.state {
        StatementState::Asked => format!("ask {} to witness {name}", person.name),
        _ => format!("keep what {} says of {name}", person.name),
    };
    Ok(Done::to(statement.id, label))
}

pub(super) fn edit(work: &mut Work<'_>, mut statement: Statement, by: Option<&str>) -> Result<Done> {
    let stored: Statement = work.get(statement.id)?;
    if stored.state == StatementState::Confirmed && said(&stored) != said(&statement) {
        return Err(Error::refused("what a witness said and you confirmed is theirs")
            .hint("take the confirmation back first, or write down a second statement"));
    }
    date(work, &mut statement)?;
    let person = whom(work, &mut statement, by)?;
    let name = valid(work, &statement, stored.benchmark.as_deref())?;
    work.update(&statement)?;
    let label = match (stored.state, statement.state) {
        (before, StatementState::Confirmed) if before != StatementState::Confirmed => {
            format!("confirm what {} says of {name}", person.name)
        }
        (StatementState::Asked, StatementState::Answered) => {
            format!("keep what {} says of {name}", person.name)
        }
        _ => format!("edit what {} says of {name}", person.name),
    };
    Ok(Done::to(statement.id, label))
}

/// What nobody may change for the witness while it counts: what was said, about what, and by whom; all but the state, since
/// the confirmation may be taken back, and what is one's own.
fn said(statement: &Statement) -> Statement {
    Statement {
        state: StatementState::Confirmed,
        confirmed: None,
        private: false,
        relation: String::new(),
        request: String::new(),
        revision: 0,
        ..statement.clone()
    }
}

/// A statement is about a stage: that of its benchmark, or else the one that is said, or the one that is next.
fn aim(work: &Work<'_>, statement: &mut Statement) -> Result<()> {
    if statement.stage.is_none() || statement.benchmark.is_some() {
        let meant = stage::meant(work, subject(statement), statement.benchmark.as_deref())?;
        statement.stage = meant.or(statement.stage);
    }
    Ok(())
}

pub(super) fn delete(work: &Work<'_>, id: Id) -> Result<Done> {
    let statement: Statement = work.get(id)?;
    let person: Person = work.get(statement.person)?;
    work.delete::<Statement>(id)?;
    Ok(Done { label: format!("delete what {} says", person.name), id: None })
}

/// Each step has its date: what is new happened now.
fn date(work: &Work<'_>, statement: &mut Statement) -> Result<()> {
    let now = work.now.wall;
    for at in [statement.asked, statement.answered, statement.confirmed].into_iter().flatten() {
        work.stamp(Some(at))?;
    }
    match statement.state {
        StatementState::Asked => {
            statement.asked = statement.asked.or(Some(now));
            (statement.answered, statement.confirmed) = (None, None);
        }
        StatementState::Answered => {
            statement.answered = statement.answered.or(Some(now));
            statement.confirmed = None;
        }
        StatementState::Confirmed => {
            statement.answered = statement.answered.or(Some(now));
            statement.confirmed = statement.confirmed.or(Some(now));
        }
    }
    Ok(())
}

fn whom(work: &mut Work<'_>, statement: &mut Statement, by: Option<&str>) -> Result<Person> {
    let was = (statement.person != Id::default()).then_some(statement.person);
    let person = person::typed(work, by, was, Role::Peer)?;
    statement.person = person.ok_or_else(|| Error::usage("a statement needs a person: who witnesses it?"))?;
    work.get(statement.person)
}

/// What it is about.
pub(super) fn subject(statement: &Statement) -> Subject {
    Subject::of(statement.skill, statement.area)
}

fn valid(work: &Work<'_>, statement: &Statement, was: Option<&str>) -> Result<String> {
    if statement.skill.is_some() == statement.area.is_some() {
        return Err(Error::usage("a statement is about one skill or one area"));
    }
    let name = stage::name_of(work, subject(statement))?;
    for (what, text) in [
        ("the words", &statement.words),
        ("what they saw", &statement.saw),
        ("the relation", &statement.relation),
        ("the request", &statement.request),
    ] {
        check::text(what, text)?;
    }
    if let Some(benchmark) = &statement.benchmark
        && was != Some(benchmark.as_str())
        && !stage::benchmark_ids(work, subject(statement))?.contains(benchmark)
    {
        return Err(Error::not_found(format!("{name} has no benchmark “{benchmark}”"))
            .hint("`etude stage show` names them"));
    }
    if statement.state != StatementState::Asked && statement.words.trim().is_empty() {
        return Err(Error::refused("a witness speaks in their own words: there are none yet"));
    }
    if statement.state == StatementState::Confirmed && statement.agrees.is_none() {
        return Err(Error::refused("whether they agree is not said")
            .hint("an answer that neither agrees nor disagrees is feedback, not a witness's statement"));
    }
    Ok(name)
}

/// Everything about one skill is about another.
pub(super) fn move_all(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut statement in store::statements_of(work.conn, Subject::Skill(from))? {
        statement.skill = Some(into);
        work.update(&statement)?;
    }
    Ok(())
}

/// Everything one person said another did.
pub(super) fn of_another(work: &Work<'_>, from: Id, into: Id) -> Result<()> {
    for mut statement in store::statements_by(work.conn, from)? {
        statement.person = into;
        work.update(&statement)?;
    }
    Ok(())
}
