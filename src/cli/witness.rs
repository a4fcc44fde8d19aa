//! `etude witness`: who saw it, in their own words. Asked, answered, and counted once it is confirmed.

mod answer;

use super::Done;
use super::args::WitnessVerb;
use super::context::Context;
use super::failure::Failure;
use crate::domain::change::Change;
use crate::domain::evidence::{Statement, StatementState};

pub(super) fn run(cx: &mut Context, verb: WitnessVerb) -> Done {
    match verb {
        WitnessVerb::Answer(args) => answer::answer(cx, *args),
        WitnessVerb::Confirm { id, take_back } => confirm(cx, &id, take_back),
    }
}

fn confirm(cx: &mut Context, typed: &str, take_back: bool) -> Done {
    let mut journal = cx.open_existing()?;
    let mut statement: Statement = journal.found(typed)?;
    statement.state = match (statement.state, take_back) {
        (StatementState::Asked, _) => {
            let person = journal.person(statement.person)?;
            return Err(Failure::refused(format!("{} has not answered yet", person.name))
                .hint("`etude witness answer ID --words …` writes down what they say"));
        }
        (StatementState::Confirmed, false) => {
            return Err(Failure::refused("that statement is confirmed already"));
        }
        (StatementState::Answered, true) => return Err(Failure::refused("that statement is not confirmed")),
        (StatementState::Answered, false) => StatementState::Confirmed,
        (StatementState::Confirmed, true) => StatementState::Answered,
    };
    cx.change(&mut journal, Change::edit(statement))
}
