//! What others said in the sample: in every state, with themes that come back, a thread, a request that waits.

use serde::Deserialize;

use super::super::apply::run;
use super::super::error::Result;
use super::super::work::Work;
use super::set_up::{Cast, stamp_at};
use crate::domain::change::{Change, NewAction, ProvedBy};
use crate::domain::feedback::{Feedback, FeedbackState, Focus, GivenBy, Verb};
use crate::domain::id::Id;
use crate::store::query;

const MUSIC: &str = "music.jazz-improvisation";
const REVIEW: &str = "software.code-review";
const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// What became of a piece.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Fate {
    Inbox,
    Noted,
    Declined(String),
    Snoozed(i32),
    /// Taken up, with an action due so many days from now.
    Acting {
        action: String,
        due: Option<i32>,
    },
    /// Taken up and proved by the session before now.
    Acted(String),
    Closed(String),
    Dropped(String),
}

/// A piece of feedback.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Days ago.
    ago: i64,
    ladder: String,
    /// Which skill of that ladder.
    skill: usize,
    /// Nobody: it was oneself.
    #[serde(default)]
    who: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    title: String,
    text: String,
    #[serde(default)]
    themes: Vec<String>,
    tough: Option<i64>,
    focus: Option<Focus>,
    fate: Fate,
}

/// Writes the feedback of the sample.
pub fn write(work: &mut Work<'_>, cast: &Cast, pieces: &[Said], now: i64) -> Result<()> {
    let last = work.now;
    for piece in pieces {
        write_one(work, cast, now, piece)?;
    }
    thread(work, cast, now)?;
    request(work, cast, now)?;
    work.now = last;
    Ok(())
}

fn skill_of(cast: &Cast, ladder: &str, at: usize) -> Option<Id> {
    let of: Vec<Id> = cast
        .parts
        .iter()
        .filter(|part| part.skill.ladder.as_deref() == Some(ladder))
        .map(|part| part.skill.id)
        .collect();
    of.get(at).or(of.last()).copied()
}

fn piece(cast: &Cast, said: &Said) -> Feedback {
    let given_by = match (said.who.as_str(), said.source.as_str()) {
        ("", _) => GivenBy::Myself,
        (_, "ai") => GivenBy::Ai,
        _ => GivenBy::Human,
    };
    Feedback {
        sender: said.who.clone(),
        given_by,
        source: said.source.clone(),
        title: said.title.clone(),
        tough: said.tough,
        focus: said.focus,
        skill: skill_of(cast, &said.ladder, said.skill),
        ..Feedback::saying(said.text.as_str())
    }
}

fn write_one(work: &mut Work<'_>, cast: &Cast, now: i64, said: &Said) -> Result<()> {
    let at = |days: i64, hours: i64| (now - days * DAY + hours * HOUR).min(now);
    work.now = stamp_at(work, at(said.ago, -2));
    let added = Change::AddFeedback(Box::new(piece(cast, said)), said.themes.clone());
    let Some(id) = run(work, added)?.id else {
        return Ok(());
    };
    work.now = stamp_at(work, at(said.ago - 1, 0));
    let advance = |work: &mut Work<'_>, verb, reason: &str| {
        run(work, Change::MoveFeedback { feedback: vec![id], verb, reason: reason.to_owned() })
    };
    match &said.fate {
        Fate::Inbox => {}
        Fate::Noted => drop(advance(work, Verb::Note, "")?),
        Fate::Declined(why) => drop(advance(work, Verb::Decline, why)?),
        Fate::Snoozed(days) => {
            let until = Some(work.calendar.day(work.calendar.moment(now)).plus(*days));
            run(work, Change::SnoozeFeedback { feedback: vec![id], until })?;
        }
        Fate::Acting { action, due } => {
            let due = due.map(|days| work.calendar.day(work.calendar.moment(now)).plus(days));
            accept(work, id, action, due)?;
        }
        Fate::Dropped(text) => {
            accept(work, id, text, None)?;
            work.now = stamp_at(work, at(said.ago - 20, 0));
            advance(work, Verb::Close, "")?;
        }
        Fate::Acted(text) | Fate::Closed(text) => {
            accept(work, id, text, None)?;
            work.now = stamp_at(work, at(said.ago / 2, 0));
            prove(work, cast, said, id)?;
            if matches!(said.fate, Fate::Closed(_)) && is_acted(work, id)? {
                work.now = stamp_at(work, at(said.ago / 2 - 1, 0));
                advance(work, Verb::Close, "")?;
            }
        }
    }
    Ok(())
}

fn accept(
    work: &mut Work<'_>,
    feedback: Id,
    text: &str,
    due: Option<crate::domain::calendar::Day>,
) -> Result<()> {
    let actions = vec![NewAction { text: text.to_owned(), due }];
    run(work, Change::AcceptFeedback { feedback, actions })?;
    Ok(())
}

fn is_acted(work: &Work<'_>, id: Id) -> Result<bool> {
    Ok(work.get::<Feedback>(id)?.state == FeedbackState::Acted)
}

/// The last session on the skill proves it, if there was one since.
fn prove(work: &mut Work<'_>, cast: &Cast, said: &Said, id: Id) -> Result<()> {
    let Some(skill) = skill_of(cast, &said.ladder, said.skill) else { return Ok(()) };
    let Some(session) = query::last_on_skill(work.conn, skill, Id::default())? else { return Ok(()) };
    let received = work.get::<Feedback>(id)?.received.map_or(0, |at| at.at);
    if session.ended.is_none_or(|ended| ended.at < received) {
        return Ok(());
    }
    let actions = crate::store::feedback::actions_of(work.conn, id)?.iter().map(|action| action.id).collect();
    run(work, Change::Prove { actions, by: ProvedBy::Session(session.id) })?;
    Ok(())
}

/// A thread of a code review: two people, three remarks.
fn thread(work: &mut Work<'_>, cast: &Cast, now: i64) -> Result<()> {
    let remarks = [
        (1, "Jonas", "Empty input underflows here: `s = \"\"` panics. A test with `\"\"` would show it."),
        (2, "Sam", "> Empty input underflows\n\nHappened to me last week, same loop."),
        (3, "Jonas", "Then it wants a type that cannot be empty."),
    ];
    for (hour, who, text) in remarks {
        work.now = stamp_at(work, now - 3 * DAY + hour * HOUR);
        let feedback = Feedback {
            sender: who.to_owned(),
            source: "github".to_owned(),
            title: "parser #482 src/lexer.rs:31".to_owned(),
            skill: skill_of(cast, REVIEW, 0),
            link: "https://example.org/pull/482#discussion_r1".to_owned(),
            thread: Some("github:comment:1".to_owned()),
            external_id: Some(format!("github:comment:{hour}")),
            ..Feedback::saying(text)
        };
        run(work, Change::AddFeedback(Box::new(feedback), Vec::new()))?;
    }
    Ok(())
}

/// A request that was sent and waits.
fn request(work: &mut Work<'_>, cast: &Cast, now: i64) -> Result<()> {
    work.now = stamp_at(work, now - 9 * DAY);
    let words = "I practised comping.\nPlease watch only where the left hand lands.\n\nWhat should I do differently next time? One thing is enough; blunt is welcome.";
    let asked =
        Feedback { sender: "Mira".to_owned(), skill: skill_of(cast, MUSIC, 3), ..Feedback::asking(words) };
    let Some(id) = run(work, Change::AskFeedback(Box::new(asked)))?.id else { return Ok(()) };
    run(work, Change::MoveFeedback { feedback: vec![id], verb: Verb::Send, reason: String::new() })?;
    Ok(())
}
