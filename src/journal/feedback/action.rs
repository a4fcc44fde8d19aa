//! Changes of actions and of what proves them.

use super::{called, make_move};
use crate::domain::change::{NewAction, ProvedBy, With};
use crate::domain::entry::Entry;
use crate::domain::feedback::{Action, Feedback, FeedbackState, Proof, Verb};
use crate::domain::id::Id;
use crate::domain::session::{Session, SessionState};
use crate::domain::skill::Skill;
use crate::journal::error::{Error, Result};
use crate::journal::rules;
use crate::journal::work::{Done, Work};
use crate::store::feedback as store;

pub(in crate::journal) fn accept(work: &mut Work<'_>, id: Id, actions: Vec<NewAction>) -> Result<Done> {
    let feedback: Feedback = work.get(id)?;
    if actions.is_empty() && store::actions_of(work.conn, id)?.is_empty() {
        return Err(Error::usage("taking feedback up needs an action: what will you do?"));
    }
    let feedback = make_move(work, feedback, Verb::Accept, "")?;
    for action in actions {
        rules::add(work, action.of(id), &With::default())?;
    }
    Ok(Done::to(id, format!("accept {}", called(work, &feedback)?)))
}

/// Refuses an action of feedback that is not taken up.
pub(in crate::journal) fn refuse_unless_acting(work: &Work<'_>, feedback: Id) -> Result<()> {
    let feedback: Feedback = work.get(feedback)?;
    if feedback.state == FeedbackState::Accepted {
        return Ok(());
    }
    let hint = match feedback.state {
        FeedbackState::Inbox => "accept it with an action",
        state if state.is_received() => "reopen it, then accept it with an action",
        _ => "its answer has not come yet",
    };
    let why = format!("only feedback that is acting takes actions; this is {}", feedback.state.shown());
    Err(Error::refused(why).hint(hint))
}

pub(in crate::journal) fn delete(work: &mut Work<'_>, action: &Action) -> Result<Done> {
    let id = action.id;
    let feedback: Feedback = work.get(action.feedback)?;
    let only = store::actions_of(work.conn, feedback.id)?.len() == 1;
    if only && matches!(feedback.state, FeedbackState::Accepted | FeedbackState::Acted) {
        return Err(
            Error::refused("it is the only action of its feedback").hint("drop or reopen the feedback")
        );
    }
    for proof in store::proofs_of_action(work.conn, id)? {
        work.delete::<Proof>(proof.id)?;
    }
    work.delete::<Action>(id)?;
    settle(work, feedback)?;
    Ok(Done::to(action.feedback, format!("delete action “{}”", action.text)))
}

pub(in crate::journal) fn prove(work: &mut Work<'_>, mut actions: Vec<Id>, by: ProvedBy) -> Result<Done> {
    actions.dedup();
    if actions.is_empty() {
        return Err(Error::usage("which action?"));
    }
    let evidence = Evidence::of(work, by)?;
    let mut label = format!("prove {} actions by {}", actions.len(), evidence.name);
    let alone = actions.len() == 1;
    for id in actions {
        let action = link(work, id, &evidence)?;
        if alone {
            label = format!("prove “{}” by {}", action.text, evidence.name);
        }
    }
    Ok(Done { label, id: None })
}

/// What proves, looked at once.
struct Evidence {
    by: ProvedBy,
    skill: Option<Id>,
    until: i64,
    name: String,
}

impl Evidence {
    fn of(work: &Work<'_>, by: ProvedBy) -> Result<Evidence> {
        let (skill, until, what) = match by {
            ProvedBy::Session(id) => {
                let session: Session = work.get(id)?;
                if session.state == SessionState::Discarded {
                    return Err(Error::refused("a discarded session proves nothing"));
                }
                (Some(session.skill), session.ended.unwrap_or(work.now.wall).at, "a session")
            }
            ProvedBy::Entry(id) => {
                let entry: Entry = work.get(id)?;
                (entry.skill, entry.when.at.at, entry.kind.said())
            }
        };
        let name = match skill {
            Some(id) => format!("{what} of {}", work.get::<Skill>(id)?.name),
            None => what.to_owned(),
        };
        Ok(Evidence { by, skill, until, name })
    }
}

fn link(work: &mut Work<'_>, id: Id, evidence: &Evidence) -> Result<Action> {
    let action: Action = work.get(id)?;
    let feedback: Feedback = work.get(action.feedback)?;
    if !matches!(feedback.state, FeedbackState::Accepted | FeedbackState::Acted) {
        return Err(Error::refused(format!("feedback that is {} takes no proof", feedback.state.shown()))
            .hint("accept it first"));
    }
    if feedback.received.is_some_and(|received| evidence.until < received.at) {
        return Err(Error::refused(format!("{} was over before the feedback came", evidence.name)));
    }
    let (session, entry) = match evidence.by {
        ProvedBy::Session(id) => (Some(id), None),
        ProvedBy::Entry(id) => (None, Some(id)),
    };
    let known = store::proofs_of_action(work.conn, id)?;
    if known.iter().any(|proof| (proof.session, proof.entry) == (session, entry)) {
        return Err(Error::refused(format!("“{}” has that proof already", action.text)));
    }
    if feedback.skill.is_some_and(|skill| evidence.skill.is_some_and(|of| of != skill)) {
        work.notice(format!("the feedback is about another skill than {}", evidence.name));
    }
    let proof = Proof { id: work.fresh_id(), created: work.now.wall, action: id, session, entry };
    work.insert(&proof)?;
    settle(work, feedback)?;
    Ok(action)
}

/// Feedback that is acting and whose every action is proved is acted on.
fn settle(work: &mut Work<'_>, feedback: Feedback) -> Result<()> {
    if feedback.state != FeedbackState::Accepted {
        return Ok(());
    }
    for action in store::actions_of(work.conn, feedback.id)? {
        if store::proofs_of_action(work.conn, action.id)?.is_empty() {
            return Ok(());
        }
    }
    make_move(work, feedback, Verb::Act, "")?;
    Ok(())
}

/// Whether any of these actions has a proof.
pub(super) fn any_proved(work: &Work<'_>, actions: &[Action]) -> Result<bool> {
    for action in actions {
        if !store::proofs_of_action(work.conn, action.id)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(in crate::journal) fn remove_proof(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let proof: Proof = work.get(id)?;
    let action: Action = work.get(proof.action)?;
    let feedback: Feedback = work.get(action.feedback)?;
    if matches!(feedback.state, FeedbackState::Acted | FeedbackState::Closed) {
        return Err(Error::refused(format!("that proof is why the feedback is {}", feedback.state.shown()))
            .hint("reopen the feedback first"));
    }
    work.delete::<Proof>(id)?;
    Ok(Done::to(action.id, format!("take a proof off “{}”", action.text)))
}

/// Refuses to put what proves an action before the feedback that asked for it.
pub(in crate::journal) fn refuse_before_feedback(
    work: &Work<'_>,
    proofs: &[Proof],
    until: i64,
) -> Result<()> {
    for proof in proofs {
        let action: Action = work.get(proof.action)?;
        let feedback: Feedback = work.get(action.feedback)?;
        if feedback.received.is_some_and(|received| until < received.at) {
            return Err(Error::refused(format!(
                "it proves “{}”, and cannot lie before the feedback that asked for that",
                action.text
            )));
        }
    }
    Ok(())
}

/// Refuses to move feedback behind what proves an action of it.
pub(super) fn refuse_behind_proofs(work: &Work<'_>, feedback: &Feedback) -> Result<()> {
    let Some(received) = feedback.received else { return Ok(()) };
    for action in store::actions_of(work.conn, feedback.id)? {
        for proof in store::proofs_of_action(work.conn, action.id)? {
            let by = match (proof.session, proof.entry) {
                (Some(session), _) => ProvedBy::Session(session),
                (None, entry) => ProvedBy::Entry(entry.unwrap_or_default()),
            };
            if Evidence::of(work, by)?.until < received.at {
                return Err(Error::refused(format!("“{}” was proved before that time", action.text))
                    .hint("take the proof away first, or leave the time"));
            }
        }
    }
    Ok(())
}

/// Refuses to move a session before the feedback that asked for what it proves.
pub(in crate::journal) fn keep_after_feedback(work: &Work<'_>, session: &Session) -> Result<()> {
    let proofs = store::proofs_by_session(work.conn, session.id)?;
    refuse_before_feedback(work, &proofs, session.ended.unwrap_or(session.started).at)
}

/// Refuses to remove, or to throw away, a session that proves an action.
pub(in crate::journal) fn refuse_while_session_proves(work: &Work<'_>, session: Id) -> Result<()> {
    refuse_while_proof(work, &store::proofs_by_session(work.conn, session)?, "session")
}

/// Refuses to remove what proves an action.
pub(in crate::journal) fn refuse_while_proof(work: &Work<'_>, proofs: &[Proof], what: &str) -> Result<()> {
    let Some(proof) = proofs.first() else { return Ok(()) };
    let action: Action = work.get(proof.action)?;
    Err(Error::refused(format!("that {what} is the proof of “{}”", action.text))
        .hint("reopen its feedback and take the proof off first"))
}
