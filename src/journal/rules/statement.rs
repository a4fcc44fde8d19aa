//! Rules of statements: a witness is asked, answers, and I confirm that it is theirs.

use super::Rules;
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::journal::error::{Error, Result};
use crate::journal::stage;
use crate::journal::work::{Done, Work};

impl Rules for Statement {
    fn check(work: &Work<'_>, statement: &mut Statement, before: &Statement) -> Result<()> {
        if before.state == StatementState::Confirmed && said(before) != said(statement) {
            return Err(Error::refused("what a witness said and you confirmed is theirs")
                .hint("take the confirmation back first, or write down a second statement"));
        }
        date(work, statement)?;
        if before.id == Id::default() {
            aim(work, statement)?;
        }
        valid(work, statement, before.benchmark.as_deref())
    }

    fn told(work: &Work<'_>, statement: &Statement) -> Result<String> {
        let person: Person = work.get(statement.person)?;
        Ok(format!("what {} says of {}", person.name, stage::name_of(work, statement.subject())?))
    }

    fn told_new(work: &Work<'_>, statement: &Statement) -> Result<String> {
        let person: Person = work.get(statement.person)?;
        match statement.state {
            StatementState::Asked => {
                let about = stage::name_of(work, statement.subject())?;
                Ok(format!("ask {} to witness {about}", person.name))
            }
            _ => Ok(format!("keep {}", Self::told(work, statement)?)),
        }
    }

    fn told_edit(work: &Work<'_>, before: &Statement, statement: &Statement) -> Result<String> {
        let verb = match (before.state, statement.state) {
            (before, StatementState::Confirmed) if before != StatementState::Confirmed => "confirm",
            (StatementState::Asked, StatementState::Answered) => "keep",
            _ => "edit",
        };
        Ok(format!("{verb} {}", Self::told(work, statement)?))
    }

    fn delete(work: &mut Work<'_>, statement: Statement) -> Result<Done> {
        let person: Person = work.get(statement.person)?;
        work.delete::<Statement>(statement.id)?;
        Ok(Done { label: format!("delete what {} says", person.name), id: None })
    }
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
        let meant = stage::meant(work, statement.subject(), statement.benchmark.as_deref())?;
        statement.stage = meant.or(statement.stage);
    }
    Ok(())
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

fn valid(work: &Work<'_>, statement: &Statement, was: Option<&str>) -> Result<()> {
    if statement.skill.is_some() == statement.area.is_some() {
        return Err(Error::usage("a statement is about one skill or one area"));
    }
    if let Some(benchmark) = &statement.benchmark
        && was != Some(benchmark.as_str())
        && !stage::benchmark_ids(work, statement.subject())?.contains(benchmark)
    {
        let name = stage::name_of(work, statement.subject())?;
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
    Ok(())
}
