//! What others said in the sample: in every state, with themes that come back, a thread, a request that waits.

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
const TALKS: &str = "professional.negotiation";
const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// What became of a piece.
enum Fate {
    Inbox,
    Noted,
    Declined(&'static str),
    Snoozed(i32),
    /// Taken up, with an action due so many days from now.
    Acting(&'static str, Option<i32>),
    /// Taken up and proved by the session before now.
    Acted(&'static str),
    Closed(&'static str),
    Dropped(&'static str),
}

struct Said {
    /// Days ago.
    ago: i64,
    ladder: &'static str,
    /// Which skill of that ladder.
    skill: usize,
    who: &'static str,
    source: &'static str,
    title: &'static str,
    text: &'static str,
    themes: &'static [&'static str],
    tough: Option<i64>,
    focus: Option<Focus>,
    fate: Fate,
}

const fn said(
    ago: i64,
    ladder: &'static str,
    skill: usize,
    who: &'static str,
    text: &'static str,
    fate: Fate,
) -> Said {
    Said { ago, ladder, skill, who, source: "", title: "", text, themes: &[], tough: None, focus: None, fate }
}

fn everything() -> Vec<Said> {
    vec![
        Said {
            source: "lesson",
            themes: &["rushing"],
            tough: Some(2),
            focus: Some(Focus::Task),
            ..said(
                2,
                MUSIC,
                0,
                "Mira",
                "The left hand comes early in the bridge, every time the melody climbs.\n\nSlow it down **until it bores you**. And sing the bass.",
                Fate::Inbox,
            )
        },
        Said {
            source: "github",
            title: "parser #481 src/parse.rs:88",
            themes: &["naming"],
            tough: Some(1),
            ..said(
                5,
                REVIEW,
                1,
                "Jonas",
                "Name the invariant this loop keeps. I had to read it three times:\n\n```\nwhile lo + 1 < hi { … }\n```\n\nA line above it would do, see [the style guide](https://example.org/style#loops).",
                Fate::Inbox,
            )
        },
        Said {
            source: "recording, take 3",
            ..said(
                6,
                MUSIC,
                2,
                "",
                "The second chorus says less than the first. Nothing lands after bar 20.",
                Fate::Inbox,
            )
        },
        Said {
            source: "ai",
            title: "review of pull request 92",
            ..said(
                8,
                REVIEW,
                2,
                "Assistant",
                "- 3 functions exceed 60 lines\n- `parse_header` has no test for empty input\n- consider `Cow<str>` in `normalise`",
                Fate::Inbox,
            )
        },
        Said {
            source: "lesson",
            themes: &["rushing", "form"],
            focus: Some(Focus::Process),
            ..said(
                16,
                MUSIC,
                0,
                "Mira",
                "You lose the form when somebody else solos. Count the bridge in before it comes, out loud if you must.",
                Fate::Acting("count in before the turn, 60 bpm", Some(3)),
            )
        },
        Said {
            source: "review",
            title: "the importer",
            themes: &["naming"],
            ..said(
                12,
                REVIEW,
                0,
                "Jonas",
                "You found the style nits and missed the retry loop that never ends. Read the tests first, then the names, then the code.",
                Fate::Acting("read the tests before the diff, five reviews", None),
            )
        },
        Said {
            source: "after the call",
            themes: &["silence"],
            tough: Some(3),
            ..said(
                9,
                TALKS,
                0,
                "Ada",
                "You answered your own question. They were about to move. Leave the silence to them.",
                Fate::Acted("count to five after each question"),
            )
        },
        Said {
            source: "lesson",
            themes: &["rushing"],
            ..said(
                44,
                MUSIC,
                1,
                "Mira",
                "Still early on the turn. Better than in spring.",
                Fate::Closed("the turn at 60, then 72, ten clean ones each"),
            )
        },
        Said {
            themes: &["silence"],
            ..said(
                60,
                TALKS,
                1,
                "Ada",
                "You explain too much once you have asked. Ask, then stop.",
                Fate::Closed("one question, then wait, in three calls"),
            )
        },
        Said {
            source: "jam session",
            focus: Some(Focus::Person),
            ..said(21, MUSIC, 3, "Jonas", "You are such a natural!", Fate::Noted)
        },
        said(33, MUSIC, 2, "Sam", "I could hum your solo on the way home.", Fate::Noted),
        Said {
            themes: &["naming"],
            ..said(
                70,
                REVIEW,
                1,
                "Jonas",
                "Comments say what, not why. The why is what I cannot guess.",
                Fate::Noted,
            )
        },
        said(
            27,
            REVIEW,
            3,
            "Jonas",
            "Always use an iterator chain instead of a loop.",
            Fate::Declined("taste; the loop reads better here"),
        ),
        said(
            80,
            TALKS,
            2,
            "Ada",
            "Write the other side's best case before every talk.",
            Fate::Dropped("their case on one page"),
        ),
        said(
            11,
            TALKS,
            3,
            "Ada",
            "Next time open with the number. We should try it on the budget round.",
            Fate::Snoozed(12),
        ),
    ]
}

/// Writes the feedback of the sample.
pub fn write(work: &mut Work<'_>, cast: &Cast, now: i64) -> Result<()> {
    let last = work.now;
    for piece in everything() {
        write_one(work, cast, now, &piece)?;
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
    let given_by = match (said.who, said.source) {
        ("", _) => GivenBy::Myself,
        (_, "ai") => GivenBy::Ai,
        _ => GivenBy::Human,
    };
    Feedback {
        sender: said.who.to_owned(),
        given_by,
        source: said.source.to_owned(),
        title: said.title.to_owned(),
        tough: said.tough,
        focus: said.focus,
        skill: skill_of(cast, said.ladder, said.skill),
        ..Feedback::saying(said.text)
    }
}

fn write_one(work: &mut Work<'_>, cast: &Cast, now: i64, said: &Said) -> Result<()> {
    let at = |days: i64, hours: i64| (now - days * DAY + hours * HOUR).min(now);
    work.now = stamp_at(work, at(said.ago, -2));
    let themes: Vec<String> = said.themes.iter().map(|name| (*name).to_owned()).collect();
    let Some(id) = run(work, Change::AddFeedback(Box::new(piece(cast, said)), themes))?.id else {
        return Ok(());
    };
    work.now = stamp_at(work, at(said.ago - 1, 0));
    let advance = |work: &mut Work<'_>, verb, reason: &str| {
        run(work, Change::MoveFeedback { feedback: vec![id], verb, reason: reason.to_owned() })
    };
    match said.fate {
        Fate::Inbox => {}
        Fate::Noted => drop(advance(work, Verb::Note, "")?),
        Fate::Declined(why) => drop(advance(work, Verb::Decline, why)?),
        Fate::Snoozed(days) => {
            let until = Some(work.calendar.day(work.calendar.moment(now)).plus(days));
            run(work, Change::SnoozeFeedback { feedback: vec![id], until })?;
        }
        Fate::Acting(text, due) => {
            let due = due.map(|days| work.calendar.day(work.calendar.moment(now)).plus(days));
            accept(work, id, text, due)?;
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
    let Some(skill) = skill_of(cast, said.ladder, said.skill) else { return Ok(()) };
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
