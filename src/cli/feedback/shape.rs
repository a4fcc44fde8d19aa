//! Feedback in JSON: one flat shape for the list and, with more behind it, for a piece whole.

use serde_json::Value as Json;

use crate::cli::json;
use crate::cli::json::object;
use crate::domain::feedback::{Move, TurnRound};
use crate::journal::read::feedback::{FeedbackDetail, FeedbackRow};

/// The name of the person it is from, else the sender's as it came; may be empty.
pub(super) fn name(row: &FeedbackRow) -> &str {
    row.person_name.as_deref().unwrap_or(&row.feedback.sender)
}

/// Who speaks: by name, else by address.
fn who(row: &FeedbackRow) -> &str {
    let name = name(row);
    if name.is_empty() { &row.feedback.address } else { name }
}

/// The JSON shape of a piece with its moves.
pub(super) fn piece<'a>(row: &'a FeedbackRow, moves: &'a [Move]) -> Json {
    let f = &row.feedback;
    let turn = TurnRound::of(f.asked, f.received, moves);
    let proofs = row.actions.iter().flat_map(|action| action.proofs.iter().map(|proof| (action.id, proof)));
    object! {
        "id": f.id,
        "state": f.state,
        "from": json::text(who(row)),
        "person_id": f.person,
        "address": json::text(&f.address),
        "given_by": f.given_by,
        "source": json::text(&f.source),
        "title": json::text(&f.title),
        "text": json::text(&f.text),
        "quoted": json::text(&f.quoted),
        "request": json::text(&f.request),
        "response": json::text(&f.response),
        "reason": moves.last().and_then(|step| json::text(&step.reason)),
        "link": json::text(&f.link),
        "asked_at": f.asked.map(json::time),
        "received_at": f.received.map(json::time),
        "area": row.area_name.as_deref(),
        "area_id": f.area,
        "skill": row.skill_name.as_deref(),
        "skill_id": f.skill,
        "session_id": f.session,
        "themes": &row.themes,
        "tough": f.tough,
        "focus": f.focus,
        "snoozed_until": f.snoozed_until,
        "private": f.private,
        "external_id": f.external_id.as_deref(),
        "thread": f.thread.as_deref(),
        "answers_id": f.answers,
        "actions": row
            .actions
            .iter()
            .map(|action| object! {
                "id": action.id,
                "text": &action.text,
                "due": action.due,
                "proved": !action.proofs.is_empty(),
            })
            .collect::<Json>(),
        "proof": proofs
            .map(|(action, proof)| object! {
                "id": proof.id,
                "action_id": action,
                "session_id": proof.session,
                "entry_id": proof.entry,
            })
            .collect::<Json>(),
        "asked_to_received_seconds": turn.asked_to_received.map(json::seconds),
        "received_to_accepted_seconds": turn.received_to_accepted.map(json::seconds),
        "accepted_to_acted_seconds": turn.accepted_to_acted.map(json::seconds),
        "acted_to_closed_seconds": turn.acted_to_closed.map(json::seconds),
        "created_at": json::time(f.created),
    }
}

/// The JSON shape of a piece whole.
pub(super) fn detail(detail: &FeedbackDetail) -> Json {
    let attachments = detail.attachments.iter().map(|file| {
        object! {
            "name": json::text(&file.name),
            "media_type": &file.media_type,
            "bytes": file.size,
        }
    });
    let moves = detail.moves.iter().map(|step| {
        object! {
            "from": step.from,
            "to": step.to,
            "at": json::time(step.at),
            "reason": json::text(&step.reason),
        }
    });
    object! {
        ..piece(&detail.row, &detail.moves),
        "original_format": detail.original.as_deref(),
        "attachments": attachments.collect::<Json>(),
        "moves": moves.collect::<Json>(),
        "thread_pieces": detail.thread.iter().map(other).collect::<Json>(),
        "related": detail.related.iter().map(other).collect::<Json>(),
    }
}

fn other(row: &FeedbackRow) -> Json {
    let feedback = &row.feedback;
    object! {
        "id": feedback.id,
        "state": feedback.state,
        "from": json::text(who(row)),
        "address": json::text(&feedback.address),
        "at": json::time(feedback.when()),
        "text": json::text(&feedback.text),
    }
}
