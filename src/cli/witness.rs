//! `etude witness`: who saw it, in their own words. Asked, answered, and counted once it is confirmed.

mod answer;
mod list;

use super::Done;
use super::args::{EditWitnessArgs, WitnessVerb};
use super::context::Context;
use super::edit::put;
use super::failure::Failure;
use crate::domain::change::Change;
use crate::domain::evidence::{Statement, StatementState};

pub(super) fn run(cx: &mut Context, verb: WitnessVerb) -> Done {
    match verb {
        WitnessVerb::Answer(args) => answer::answer(cx, &args),
        WitnessVerb::Edit(args) => edit(cx, &args),
        WitnessVerb::Confirm { id, take_back } => confirm(cx, &id, take_back),
        WitnessVerb::List { of, state, who } => list::list(cx, &of, state, who.as_deref()),
        WitnessVerb::Show { id } => list::show(cx, &id),
        WitnessVerb::Delete { id, .. } => {
            let mut journal = cx.open_existing()?;
            let id = journal.find_statement(&id)?;
            cx.change(&mut journal, Change::delete::<Statement>(id))?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
    }
}

/// Puts right what is kept beside the words; the words themselves are the witness's, and `answer` writes them down.
fn edit(cx: &mut Context, args: &EditWitnessArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let (before, _) = journal.statement(journal.find_statement(&args.id)?)?;
    let mut statement = before.clone();
    put(args.saw.as_ref(), &mut statement.saw);
    put(args.relation.as_ref(), &mut statement.relation);
    statement.means = args.means.or(statement.means);
    statement.private = (statement.private || args.private) && !args.public;
    if statement == before {
        return Err(
            Failure::usage("nothing to change").hint("`etude witness edit --help` lists what can be said")
        );
    }
    cx.change(&mut journal, Change::edit(statement))
}

fn confirm(cx: &mut Context, typed: &str, take_back: bool) -> Done {
    let mut journal = cx.open_existing()?;
    let (mut statement, person) = journal.statement(journal.find_statement(typed)?)?;
    statement.state = match (statement.state, take_back) {
        (StatementState::Asked, _) => {
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
