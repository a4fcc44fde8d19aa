//! `etude undo`, `redo`, `history`: what was changed, by whom, when, and taking it back.

use serde_json::Value as Json;

use super::args::{HistoryArgs, UndoArgs};
use super::context::Context;
use super::output::Table;
use super::{Done, Failure, json};
use crate::cli::json::object;
use crate::domain::calendar::civil;
use crate::domain::id::{Id, Tail};
use crate::journal::history::{Operation, OperationKind};
use crate::journal::{Journal, Outcome};

/// Digits of an operation's id that are shown: enough among ten thousand.
const TAIL: usize = 6;
/// Operations shown to people unless they ask for more.
const SHOWN: usize = 20;

pub(super) fn undo(cx: &mut Context, args: &UndoArgs) -> Done {
    let which: Option<Tail> = args.op.as_deref().map(str::parse).transpose()?;
    let mut journal = cx.open_existing()?;
    let outcome = journal.undo(which)?;
    say(cx, &mut journal, &outcome, "undone")
}

pub(super) fn redo(cx: &mut Context) -> Done {
    let mut journal = cx.open_existing()?;
    let outcome = journal.redo()?;
    say(cx, &mut journal, &outcome, "done again")
}

/// Says what was taken back, by whom it was done, and when.
fn say(cx: &mut Context, journal: &mut Journal, outcome: &Outcome, word: &str) -> Done {
    let taken = journal.taken_back_by(outcome)?;
    let whence = taken.map(|taken| format!(" ({}, {})", taken.source, clock(&taken))).unwrap_or_default();
    cx.did(journal, outcome, &format!("{word}: {}{whence}", outcome.label))
}

fn clock(operation: &Operation) -> String {
    civil(operation.at).strftime("%Y-%m-%d %H:%M").to_string()
}

pub(super) fn list(cx: &mut Context, args: &HistoryArgs) -> Done {
    let journal = cx.open_to_read()?;
    let limit = args.limit.unwrap_or(if cx.json { usize::MAX } else { SHOWN });
    let operations = journal.map(|journal| journal.history(limit)).transpose()?.unwrap_or_default();
    if cx.json {
        return cx.out.json_all(operations.iter().map(operation_json));
    }
    table(cx, &operations)
}

fn operation_json(operation: &Operation) -> Json {
    let why_not = Journal::not_undoable(operation);
    object! {
        "id": operation.id,
        "at": json::time(operation.at),
        "source": &operation.source,
        "label": &operation.label,
        "kind": operation.kind,
        "undoes": operation.undoes,
        "undone_by": operation.undone_by,
        "undoable": why_not.is_none(),
        "why_not": why_not,
    }
}

/// Whether an undo still holds: a redo takes it back.
fn holds(operations: &[Operation], undo: Id) -> bool {
    operations.iter().find(|operation| operation.id == undo).is_none_or(|undo| undo.undone_by.is_none())
}

fn table(cx: &mut Context, operations: &[Operation]) -> Result<(), Failure> {
    let mut table = Table::new(&["id", "when", "by", "what"]);
    for operation in operations {
        let what = match (operation.kind, operation.undone_by) {
            (OperationKind::Do, Some(by)) if holds(operations, by) => format!("{} (undone)", operation.label),
            (OperationKind::Do, _) => operation.label.clone(),
            (kind, _) => format!("{kind}: {}", operation.label),
        };
        let cells = vec![operation.id.tail(TAIL), clock(operation), operation.source.clone(), what];
        table.row(&mut cx.out, cells)?;
    }
    table.end(&mut cx.out)
}
