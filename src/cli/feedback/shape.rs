//! Feedback in JSON: one flat shape for the list and, with more behind it, for a piece whole.

use serde::Serialize;

use crate::cli::json;
use crate::domain::calendar::Day;
use crate::domain::feedback::{FeedbackState, Focus, GivenBy, Move, TurnRound};
use crate::domain::id::Id;
use crate::journal::read::feedback::{FeedbackDetail, FeedbackRow};

/// A piece as lists give it.
#[derive(Debug, Serialize)]
pub(super) struct FeedbackJson<'a> {
    id: Id,
    state: FeedbackState,
    from: Option<&'a str>,
    person_id: Option<Id>,
    address: Option<&'a str>,
    given_by: GivenBy,
    source: Option<&'a str>,
    title: Option<&'a str>,
    text: Option<&'a str>,
    quoted: Option<&'a str>,
    request: Option<&'a str>,
    response: Option<&'a str>,
    reason: Option<&'a str>,
    link: Option<&'a str>,
    asked_at: Option<String>,
    received_at: Option<String>,
    area: Option<&'a str>,
    area_id: Option<Id>,
    skill: Option<&'a str>,
    skill_id: Option<Id>,
    session_id: Option<Id>,
    themes: &'a [String],
    tough: Option<i64>,
    focus: Option<Focus>,
    snoozed_until: Option<Day>,
    private: bool,
    external_id: Option<&'a str>,
    thread: Option<&'a str>,
    answers_id: Option<Id>,
    actions: Vec<ActionJson<'a>>,
    proof: Vec<ProofJson>,
    #[serde(flatten)]
    turn_round: TurnJson,
    created_at: String,
}

#[derive(Debug, Serialize)]
struct ActionJson<'a> {
    id: Id,
    text: &'a str,
    due: Option<Day>,
    proved: bool,
}

#[derive(Debug, Serialize)]
struct ProofJson {
    id: Id,
    action_id: Id,
    session_id: Option<Id>,
    entry_id: Option<Id>,
}

/// How long each step took, whole seconds.
#[derive(Debug, Serialize)]
struct TurnJson {
    asked_to_received_seconds: Option<i64>,
    received_to_accepted_seconds: Option<i64>,
    accepted_to_acted_seconds: Option<i64>,
    acted_to_closed_seconds: Option<i64>,
}

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
pub(super) fn piece<'a>(row: &'a FeedbackRow, moves: &'a [Move]) -> FeedbackJson<'a> {
    let f = &row.feedback;
    let turn = TurnRound::of(f.asked, f.received, moves);
    let proofs = row.actions.iter().flat_map(|action| action.proofs.iter().map(|proof| (action.id, proof)));
    FeedbackJson {
        id: f.id,
        state: f.state,
        from: json::text(who(row)),
        person_id: f.person,
        address: json::text(&f.address),
        given_by: f.given_by,
        source: json::text(&f.source),
        title: json::text(&f.title),
        text: json::text(&f.text),
        quoted: json::text(&f.quoted),
        request: json::text(&f.request),
        response: json::text(&f.response),
        reason: moves.last().and_then(|step| json::text(&step.reason)),
        link: json::text(&f.link),
        asked_at: f.asked.map(json::time),
        received_at: f.received.map(json::time),
        area: row.area_name.as_deref(),
        area_id: f.area,
        skill: row.skill_name.as_deref(),
        skill_id: f.skill,
        session_id: f.session,
        themes: &row.themes,
        tough: f.tough,
        focus: f.focus,
        snoozed_until: f.snoozed_until,
        private: f.private,
        external_id: f.external_id.as_deref(),
        thread: f.thread.as_deref(),
        answers_id: f.answers,
        actions: row
            .actions
            .iter()
            .map(|action| ActionJson {
                id: action.id,
                text: &action.text,
                due: action.due,
                proved: !action.proofs.is_empty(),
            })
            .collect(),
        proof: proofs
            .map(|(action, proof)| ProofJson {
                id: proof.id,
                action_id: action,
                session_id: proof.session,
                entry_id: proof.entry,
            })
            .collect(),
        turn_round: TurnJson {
            asked_to_received_seconds: turn.asked_to_received.map(json::seconds),
            received_to_accepted_seconds: turn.received_to_accepted.map(json::seconds),
            accepted_to_acted_seconds: turn.accepted_to_acted.map(json::seconds),
            acted_to_closed_seconds: turn.acted_to_closed.map(json::seconds),
        },
        created_at: json::time(f.created),
    }
}

/// A piece whole.
#[derive(Debug, Serialize)]
pub(super) struct DetailJson<'a> {
    #[serde(flatten)]
    piece: FeedbackJson<'a>,
    original_format: Option<&'a str>,
    attachments: Vec<AttachmentJson<'a>>,
    moves: Vec<MoveJson<'a>>,
    thread_pieces: Vec<OtherJson<'a>>,
    related: Vec<OtherJson<'a>>,
}

#[derive(Debug, Serialize)]
struct AttachmentJson<'a> {
    name: Option<&'a str>,
    media_type: &'a str,
    bytes: i64,
}

#[derive(Debug, Serialize)]
struct MoveJson<'a> {
    from: Option<FeedbackState>,
    to: FeedbackState,
    at: String,
    reason: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct OtherJson<'a> {
    id: Id,
    state: FeedbackState,
    from: Option<&'a str>,
    address: Option<&'a str>,
    at: String,
    text: Option<&'a str>,
}

/// The JSON shape of a piece whole.
pub(super) fn detail(detail: &FeedbackDetail) -> DetailJson<'_> {
    let attachments = detail.attachments.iter().map(|file| AttachmentJson {
        name: json::text(&file.name),
        media_type: &file.media_type,
        bytes: file.size,
    });
    let moves = detail.moves.iter().map(|step| MoveJson {
        from: step.from,
        to: step.to,
        at: json::time(step.at),
        reason: json::text(&step.reason),
    });
    DetailJson {
        piece: piece(&detail.row, &detail.moves),
        original_format: detail.original.as_deref(),
        attachments: attachments.collect(),
        moves: moves.collect(),
        thread_pieces: detail.thread.iter().map(other).collect(),
        related: detail.related.iter().map(other).collect(),
    }
}

fn other(row: &FeedbackRow) -> OtherJson<'_> {
    let feedback = &row.feedback;
    OtherJson {
        id: feedback.id,
        state: feedback.state,
        from: json::text(who(row)),
        address: json::text(&feedback.address),
        at: json::time(feedback.when()),
        text: json::text(&feedback.text),
    }
}
