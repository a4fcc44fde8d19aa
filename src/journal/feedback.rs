//! Changes of feedback: written down, asked for, edited, moved from state to state, put off, removed.

pub(super) mod action;
pub mod import;
pub(super) mod theme;

use super::error::{Error, Result};
use super::person::Named;
use super::work::{Done, Work};
use super::{check, evidence, person};
use crate::domain::area::Area;
use crate::domain::calendar::Day;
use crate::domain::feedback::{
    Action, Fact, Feedback, FeedbackState, FeedbackTheme, GivenBy, Move, Verb, state,
};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::{Person, Role};
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::store::feedback as store;

pub(super) fn add(work: &mut Work<'_>, mut feedback: Feedback, themes: &[String]) -> Result<Done> {
    if !matches!(feedback.state, FeedbackState::Inbox | FeedbackState::Noted) {
        return Err(Error::usage("feedback that came goes to the inbox, or is noted at once"));
    }
    if feedback.text.trim().is_empty() {
        return Err(Error::usage("feedback needs its words"));
    }
    feedback.received = Some(work.stamp(feedback.received)?.wall);
    if feedback.person.is_none() && feedback.given_by == GivenBy::Human {
        feedback.person = sender(work, &feedback)?;
    }
    insert(work, &mut feedback)?;
    for name in themes {
        theme::put(work, &[feedback.id], name)?;
    }
    Ok(Done::to(feedback.id, format!("add {}", called(work, &feedback)?)))
}

/// The person who sent it, by their name and address: as typed, or as a file has them.
fn sender(work: &mut Work<'_>, feedback: &Feedback) -> Result<Option<Id>> {
    person::meant(work, named(feedback, false))
}

/// The sender of a piece, typed by me or as a file names them.
fn named(feedback: &Feedback, foreign: bool) -> Named<'_> {
    let (name, contact) = (feedback.sender.as_str(), feedback.address.as_str());
    Named { name, contact, was: None, role: Role::Peer, foreign }
}

/// Stores a new piece with its first moves.
fn insert(work: &mut Work<'_>, feedback: &mut Feedback) -> Result<()> {
    feedback.id = work.fresh_id();
    feedback.revision = 0;
    feedback.created = work.now.wall;
    feedback.snoozed_until = None;
    if feedback.skill.is_none()
        && let Some(session) = feedback.session
    {
        feedback.skill = Some(work.get::<Session>(session)?.skill);
    }
    check_facts(work, feedback)?;
    work.insert(feedback)?;
    let (first, at) = match feedback.state {
        FeedbackState::Noted => (FeedbackState::Inbox, feedback.received),
        FeedbackState::Waiting => (FeedbackState::Asked, feedback.asked),
        state if state.is_received() => (state, feedback.received),
        state => (state, feedback.asked),
    };
    write_move(work, feedback.id, None, first, at.unwrap_or(work.now.wall), "")?;
    if feedback.state != first {
        write_move(work, feedback.id, Some(first), feedback.state, work.now.wall, "")?;
    }
    Ok(())
}

fn write_move(
    work: &mut Work<'_>,
    feedback: Id,
    from: Option<FeedbackState>,
    to: FeedbackState,
    at: Moment,
    reason: &str,
) -> Result<()> {
    let step = Move { id: work.fresh_id(), feedback, from, to, at, reason: reason.to_owned() };
    work.insert(&step)
}

pub(super) fn ask(work: &mut Work<'_>, mut feedback: Feedback) -> Result<Done> {
    if feedback.request.trim().is_empty() {
        return Err(Error::usage("a request needs its words"));
    }
    if feedback.state != FeedbackState::Waiting {
        feedback.state = FeedbackState::Asked;
    }
    feedback.text.clear();
    feedback.received = None;
    feedback.asked = Some(work.stamp(feedback.asked)?.wall);
    if feedback.person.is_none() {
        feedback.person = sender(work, &feedback)?;
    }
    insert(work, &mut feedback)?;
    let whom = who(work, &feedback)?;
    let label =
        if whom.is_empty() { "ask for feedback".to_owned() } else { format!("ask {whom} for feedback") };
    Ok(Done::to(feedback.id, label))
}

pub(super) fn edit(work: &mut Work<'_>, mut feedback: Feedback, from: Option<&str>) -> Result<Done> {
    let stored: Feedback = work.get(feedback.id)?;
    if let Some(from) = from {
        from.trim().clone_into(&mut feedback.sender);
        feedback.person = match feedback.given_by {
            GivenBy::Human => person::typed(work, Some(from), stored.person, Role::Peer)?,
            _ => None,
        };
    }
    feedback.state = stored.state;
    feedback.created = stored.created;
    if feedback.state.is_received() {
        if feedback.text.trim().is_empty() {
            return Err(Error::usage("feedback needs its words; removing it is `etude feedback delete`"));
        }
        feedback.received = feedback.received.or(stored.received);
        work.stamp(feedback.received)?;
        if feedback.received != stored.received {
            action::refuse_behind_proofs(work, &feedback)?;
        }
    } else {
        feedback.received = None;
    }
    feedback.asked = feedback.asked.or(stored.asked);
    let reworded = (&feedback.text, &feedback.title) != (&stored.text, &stored.title);
    feedback.edited = stored.edited || (stored.content_hash.is_some() && reworded);
    check_facts(work, &feedback)?;
    work.update(&feedback)?;
    Ok(Done::to(feedback.id, format!("edit {}", called(work, &feedback)?)))
}

/// Sets one fact of one piece or many.
pub(super) fn set(work: &mut Work<'_>, ids: Vec<Id>, fact: Fact) -> Result<Done> {
    let ids = distinct(ids)?;
    let name = called_all(work, &ids)?;
    for id in &ids {
        let mut feedback: Feedback = work.get(*id)?;
        match fact {
            Fact::Tough(tough) => feedback.tough = tough,
            Fact::Focus(focus) => feedback.focus = Some(focus),
            Fact::Skill(skill) => feedback.skill = Some(skill),
            Fact::Session(session) => {
                feedback.session = Some(session);
                feedback.skill = Some(work.get::<Session>(session)?.skill);
            }
            Fact::Private(private) => feedback.private = private,
        }
        check_facts(work, &feedback)?;
        work.update(&feedback)?;
    }
    let label = match fact {
        Fact::Tough(Some(tough)) => format!("mark {name} as tough {tough}"),
        Fact::Tough(None) => format!("mark {name} as not tough"),
        Fact::Focus(focus) => format!("mark {name} as about the {}", focus.word().replace('_', " ")),
        Fact::Skill(skill) => format!("link {name} to {}", work.get::<Skill>(skill)?.name),
        Fact::Session(_) => format!("link {name} to a session"),
        Fact::Private(true) => format!("keep {name} private"),
        Fact::Private(false) => format!("keep {name} private no longer"),
    };
    Ok(Done { label, id: ids.first().copied().filter(|_| ids.len() == 1) })
}

/// Checks what feedback says of itself, whoever writes it.
fn check_facts(work: &Work<'_>, feedback: &Feedback) -> Result<()> {
    if let Some(id) = feedback.person {
        let _: Person = work.get(id)?;
    }
    if let Some(id) = feedback.area {
        let _: Area = work.get(id)?;
    }
    if let Some(id) = feedback.skill {
        let _: Skill = work.get(id)?;
    }
    if let Some(id) = feedback.session {
        let _: Session = work.get(id)?;
    }
    check::range("tough", feedback.tough, 1, 3)?;
    for at in [feedback.asked, feedback.received].into_iter().flatten() {
        check::moment(at.at)?;
    }
    for (what, text) in [
        ("the sender", &feedback.sender),
        ("the address", &feedback.address),
        ("the source", &feedback.source),
        ("the title", &feedback.title),
        ("the text", &feedback.text),
        ("the quoted part", &feedback.quoted),
        ("the request", &feedback.request),
        ("the response", &feedback.response),
        ("the link", &feedback.link),
    ] {
        check::text(what, text)?;
    }
    Ok(())
}

/// Who speaks, as people read it: the person, else the sender's name, else the address; empty if nobody is known.
fn who(work: &Work<'_>, feedback: &Feedback) -> Result<String> {
    if let Some(person) = feedback.person {
        return Ok(work.get::<Person>(person)?.name);
    }
    let sender = if feedback.sender.is_empty() { &feedback.address } else { &feedback.sender };
    Ok(sender.clone())
}

/// What a piece is called in the log.
fn called(work: &Work<'_>, feedback: &Feedback) -> Result<String> {
    let who = who(work, feedback)?;
    Ok(match (feedback.state.is_received(), who.is_empty()) {
        (true, true) => "feedback".to_owned(),
        (true, false) => format!("feedback from {who}"),
        (false, true) => "request for feedback".to_owned(),
        (false, false) => format!("request to {who}"),
    })
}

/// What one or many pieces are called.
fn called_all(work: &Work<'_>, ids: &[Id]) -> Result<String> {
    match ids {
        [one] => called(work, &work.get::<Feedback>(*one)?),
        many => Ok(format!("{} pieces of feedback", many.len())),
    }
}

/// The ids without repetition; none is a mistake.
fn distinct(mut ids: Vec<Id>) -> Result<Vec<Id>> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() { Err(Error::usage("which feedback?")) } else { Ok(ids) }
}

pub(super) fn advance(work: &mut Work<'_>, ids: Vec<Id>, verb: Verb, reason: &str) -> Result<Done> {
    let ids = distinct(ids)?;
    let reason = reason.trim();
    check::text("the reason", reason)?;
    if verb == Verb::Decline && reason.is_empty() {
        return Err(Error::usage("declining needs a reason, for the one who looks back"));
    }
    let name = called_all(work, &ids)?;
    for id in &ids {
        advance_one(work, *id, verb, reason)?;
    }
    let id = ids.first().copied().filter(|_| ids.len() == 1);
    Ok(Done { label: format!("{verb} {name}"), id })
}

fn advance_one(work: &mut Work<'_>, id: Id, verb: Verb, reason: &str) -> Result<()> {
    let feedback: Feedback = work.get(id)?;
    let actions = store::actions_of(work.conn, id)?;
    let proved = action::any_proved(work, &actions)?;
    match (verb, feedback.state) {
        (Verb::Receive, FeedbackState::Asked | FeedbackState::Waiting) => {
            Err(Error::usage("an answer needs its words"))
        }
        (Verb::Accept, FeedbackState::Inbox) if actions.is_empty() => {
            Err(Error::usage("taking feedback up needs an action: what will you do?"))
        }
        (Verb::Act, FeedbackState::Accepted) if !proved => {
            Err(Error::refused("there is no proof yet: no session or entry is linked to its actions")
                .hint("link one: `etude feedback act ID --session last`"))
        }
        // Closed without proof is dropped; closed with some proof was acted on.
        (Verb::Close, FeedbackState::Accepted) if !proved => {
            work.notice("it was closed without proof: it is dropped");
            make_move(work, feedback, Verb::Drop, reason).map(|_| ())
        }
        (Verb::Close, FeedbackState::Accepted) => {
            let acted = make_move(work, feedback, Verb::Act, "")?;
            make_move(work, acted, Verb::Close, reason).map(|_| ())
        }
        _ => make_move(work, feedback, verb, reason).map(|_| ()),
    }
}

/// One legal move, written down; a snooze ends with it.
fn make_move(work: &mut Work<'_>, mut feedback: Feedback, verb: Verb, reason: &str) -> Result<Feedback> {
    let from = feedback.state;
    feedback.state =
        state::after(from, verb).map_err(|why| Error::refused(why.to_string()).hint(why.hint()))?;
    feedback.snoozed_until = None;
    work.update(&feedback)?;
    feedback.revision += 1;
    let at = match verb {
        Verb::Receive => feedback.received.unwrap_or(work.now.wall),
        _ => work.now.wall,
    };
    write_move(work, feedback.id, Some(from), feedback.state, at, reason)?;
    Ok(feedback)
}

pub(super) fn receive(work: &mut Work<'_>, id: Id, text: String, at: Option<Moment>) -> Result<Done> {
    let mut feedback: Feedback = work.get(id)?;
    if text.trim().is_empty() {
        return Err(Error::usage("an answer needs its words"));
    }
    feedback.received = Some(work.stamp(at)?.wall);
    feedback.text = text;
    check_facts(work, &feedback)?;
    let feedback = make_move(work, feedback, Verb::Receive, "")?;
    Ok(Done::to(id, format!("receive {}", called(work, &feedback)?)))
}

pub(super) fn snooze(work: &mut Work<'_>, ids: Vec<Id>, until: Option<Day>) -> Result<Done> {
    let ids = distinct(ids)?;
    let today = work.calendar.day(work.now.wall);
    if until.is_some_and(|until| until <= today) {
        return Err(Error::usage("snooze until a day that is still to come"));
    }
    let name = called_all(work, &ids)?;
    for id in &ids {
        let mut feedback: Feedback = work.get(*id)?;
        if !feedback.state.can_snooze() {
            return Err(Error::refused(format!(
                "feedback that is {} cannot be snoozed",
                feedback.state.shown()
            ))
            .hint("only what is in the inbox, waiting or acting can"));
        }
        feedback.snoozed_until = until;
        work.update(&feedback)?;
    }
    let label = match until {
        Some(until) => format!("snooze {name} until {until}"),
        None => format!("wake {name}"),
    };
    Ok(Done { label, id: ids.first().copied().filter(|_| ids.len() == 1) })
}

pub(super) fn delete(work: &mut Work<'_>, ids: Vec<Id>) -> Result<Done> {
    let ids = distinct(ids)?;
    let label = format!("delete {}", called_all(work, &ids)?);
    for id in ids {
        delete_one(work, id)?;
    }
    Ok(Done { label, id: None })
}

fn delete_one(work: &mut Work<'_>, id: Id) -> Result<()> {
    let _: Feedback = work.get(id)?;
    evidence::refuse_while_evidence(work, "feedback_id", id, "piece of feedback")?;
    for action in store::actions_of(work.conn, id)? {
        work.delete_all(&store::proofs_of_action(work.conn, action.id)?)?;
        work.delete::<Action>(action.id)?;
    }
    for link in store::theme_links_of(work.conn, id)? {
        work.delete::<FeedbackTheme>(link.id)?;
        theme::drop_unused(work, link.theme)?;
    }
    work.delete_all(&store::attachments_of(work.conn, id)?)?;
    work.delete_all(&store::originals_of(work.conn, id)?)?;
    work.delete_all(&store::moves_of(work.conn, id)?)?;
    let answers = store::answers_to(work.conn, id)?;
    work.update_all(answers.into_iter().map(|answer| Feedback { answers: None, ..answer }))?;
    work.delete::<Feedback>(id)
}

/// Feedback that speaks of a session forgets it; to be called before the session is removed.
pub(super) fn forget_session(work: &mut Work<'_>, session: Id) -> Result<()> {
    let about = store::feedback_of_session(work.conn, session)?;
    work.update_all(about.into_iter().map(|feedback| Feedback { session: None, ..feedback }))
}
