//! What a session says of itself, put from the words of a verb into the record. An empty text takes away what was there.

use super::args::{Facts, Reflection, ShortForm};
use super::named;
use crate::domain::session::Session;

/// Replaces a text where one was given.
pub(super) fn put(given: Option<&String>, text: &mut String) {
    if let Some(given) = given {
        text.clone_from(given);
    }
}

/// The facts that every verb on sessions takes; the drill is chosen by the verb itself. Hands back whom it is with, as
/// the journal takes it: `none` is nobody.
pub(super) fn take(facts: &Facts, session: &mut Session) -> Option<String> {
    put(facts.intention.as_ref(), &mut session.intention);
    put(facts.criterion.as_ref(), &mut session.criterion);
    put(facts.context.as_ref(), &mut session.context);
    session.mode = facts.mode.unwrap_or(session.mode);
    session.ai_use = facts.ai.unwrap_or(session.ai_use);
    session.private = (session.private || facts.private) && !facts.public;
    let typed = facts.person.as_ref()?;
    Some(if named::is_none(typed) { String::new() } else { typed.clone() })
}

/// What is said at the end.
pub(super) fn reflect(given: &Reflection, session: &mut Session) {
    put(given.worked.as_ref(), &mut session.worked);
    put(given.didnt.as_ref(), &mut session.didnt);
    put(given.next.as_ref(), &mut session.next_focus);
    session.challenge = given.challenge.or(session.challenge);
    session.skill_level = given.skill_level.or(session.skill_level);
}

/// The two lines of observing and teaching.
pub(super) fn take_short(given: &ShortForm, session: &mut Session) {
    put(given.saw.as_ref(), &mut session.saw);
    put(given.copy.as_ref(), &mut session.will_copy);
    put(given.question.as_ref(), &mut session.their_question);
    put(given.result.as_ref(), &mut session.their_result);
}
