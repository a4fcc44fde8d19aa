//! Our own columns, the same in JSON and CSV and in what `etude feedback list --json` prints: their names, and a row of
//! them to a piece of feedback.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::{Incoming, Outcome, times};
use crate::domain::calendar::Calendar;
use crate::domain::feedback::arrival::Arrival;
use crate::domain::feedback::{Feedback, FeedbackState, Focus, GivenBy};
use crate::domain::id::{Id, Tail};
use crate::domain::moment::Moment;

/// Every column that is read.
pub(super) const COLUMNS: [&str; 25] = [
    "id",
    "state",
    "from",
    "address",
    "given_by",
    "source",
    "title",
    "asked_at",
    "received_at",
    "snoozed_until",
    "area",
    "skill",
    "session_id",
    "themes",
    "tough",
    "focus",
    "text",
    "quoted",
    "request",
    "response",
    "link",
    "private",
    "external_id",
    "reply_to",
    "thread",
];
/// A row: values by column. A missing column, null and an empty text are the same.
pub(super) type Row = Map<String, Value>;

/// The piece a row tells, and its original.
pub(super) fn piece(row: &Row, raw: &[u8], calendar: &Calendar) -> Outcome {
    match read(row, raw, calendar) {
        Ok(item) if says_nothing(&item.arrival.feedback) => {
            Outcome::Invalid("neither “text” nor “request” says anything".to_owned())
        }
        Ok(item) => Outcome::Said(Box::new(item)),
        Err(what) => Outcome::Invalid(what),
    }
}

fn says_nothing(feedback: &Feedback) -> bool {
    feedback.text.trim().is_empty() && feedback.request.trim().is_empty()
}

fn read(row: &Row, raw: &[u8], calendar: &Calendar) -> Result<Incoming, String> {
    let words = text(row, "text")?;
    let given_by = match name(row, "given_by")? {
        Some(word) => word.parse::<GivenBy>().map_err(|error| error.to_string())?,
        None => GivenBy::Human,
    };
    let listed_as = name(row, "id")?.as_deref().and_then(whole_id);
    let external_id = name(row, "external_id")?;
    let feedback = Feedback {
        state: begins(word(row, "state", FeedbackState::WORDS)?, &words),
        sender: name(row, "from")?.unwrap_or_default(),
        address: name(row, "address")?.unwrap_or_default(),
        given_by,
        source: name(row, "source")?.unwrap_or_default(),
        title: text(row, "title")?,
        quoted: text(row, "quoted")?,
        request: text(row, "request")?,
        response: text(row, "response")?,
        link: name(row, "link")?.unwrap_or_default(),
        asked: moment(row, "asked_at", calendar)?,
        received: moment(row, "received_at", calendar)?,
        session: name(row, "session_id")?.as_deref().and_then(whole_id),
        tough: fitting(row, "tough", "is not 1, 2 or 3", |typed| {
            typed.parse().ok().filter(|number| (1..=3).contains(number))
        })?,
        focus: word(row, "focus", Focus::WORDS)?,
        snoozed_until: fitting(row, "snoozed_until", "is no day such as 2026-11-18", times::day)?,
        private: yes_or_no(row, "private")?.unwrap_or_default(),
        thread: name(row, "thread")?.or_else(|| external_id.clone()),
        external_id: external_id.or_else(|| listed_as.map(|id| format!("etude:{id}"))),
        ..Feedback::saying(words)
    };
    let arrival = Arrival {
        themes: themes(row)?,
        reply_to: name(row, "reply_to")?,
        skill: name(row, "skill")?,
        area: name(row, "area")?,
        listed_as,
        ..Arrival::of(feedback, raw)
    };
    Ok(Incoming { line: 1, login: None, arrival })
}

/// Where a piece begins in the journal. A file tells of no actions and no proofs, so what is taken up begins in the inbox,
/// and what is over is noted; words that have not come are a request.
fn begins(told: Option<FeedbackState>, text: &str) -> FeedbackState {
    match told {
        Some(FeedbackState::Waiting) if text.trim().is_empty() => FeedbackState::Waiting,
        Some(state) if text.trim().is_empty() && !state.is_received() => FeedbackState::Asked,
        Some(state) if state.is_received() && !state.is_open() => FeedbackState::Noted,
        Some(FeedbackState::Acted) => FeedbackState::Noted,
        _ => FeedbackState::Inbox,
    }
}

fn whole_id(text: &str) -> Option<Id> {
    let tail: Tail = text.parse().ok()?;
    (tail.bits >= 63).then_some(Id(tail.value))
}

/// The words of a column as they came.
fn text(row: &Row, column: &str) -> Result<String, String> {
    match row.get(column) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) => Err(format!("“{column}” is no text")),
    }
}

/// A column of one line, without blanks around it.
fn name(row: &Row, column: &str) -> Result<Option<String>, String> {
    let text = text(row, column)?;
    let name = text.trim();
    Ok((!name.is_empty()).then(|| name.to_owned()))
}

/// A column that is read as something else; `misfit` says what it is where it cannot be.
fn fitting<T>(
    row: &Row,
    column: &str,
    misfit: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    let Some(typed) = name(row, column)? else { return Ok(None) };
    read(&typed).map(Some).ok_or_else(|| format!("“{typed}” in {column} {misfit}"))
}

fn word<T: FromStr>(row: &Row, column: &str, known: &[&str]) -> Result<Option<T>, String> {
    let misfit = format!("is none of {}", known.join(", "));
    fitting(row, column, &misfit, |typed| typed.replace(' ', "_").parse().ok())
}

fn moment(row: &Row, column: &str, calendar: &Calendar) -> Result<Option<Moment>, String> {
    let misfit = "is no time such as 2026-11-18T09:30:00+01:00 or 2026-11-18";
    fitting(row, column, misfit, |typed| times::written(typed, calendar))
}

fn yes_or_no(row: &Row, column: &str) -> Result<Option<bool>, String> {
    if let Some(Value::Bool(answer)) = row.get(column) {
        return Ok(Some(*answer));
    }
    fitting(row, column, "is neither true nor false", |typed| match typed.to_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    })
}

/// A list of texts, or one text with `;` between them.
fn themes(row: &Row) -> Result<Vec<String>, String> {
    let all: Vec<String> = match row.get("themes") {
        Some(Value::Array(list)) => {
            let texts = list.iter().map(|theme| theme.as_str().map(str::to_owned));
            texts.collect::<Option<_>>().ok_or("“themes” is no list of texts")?
        }
        _ => text(row, "themes")?.split(';').map(str::to_owned).collect(),
    };
    let mut themes: Vec<String> = Vec::new();
    for theme in all.iter().map(|theme| theme.trim()).filter(|theme| !theme.is_empty()) {
        if themes.len() >= 100 {
            return Err("there are more than a hundred themes".to_owned());
        }
        if !themes.iter().any(|known| known == theme) {
            themes.push(theme.to_owned());
        }
    }
    Ok(themes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::feedback::{Format, parse, samples};
    use serde_json::json;

    fn told(row: Value) -> Result<Incoming, String> {
        match piece(row.as_object().expect("object"), b"raw", &Calendar::utc()) {
            Outcome::Said(item) => Ok(*item),
            Outcome::Silent(what) | Outcome::Invalid(what) => Err(what),
        }
    }

    #[test]
    fn every_column_is_documented() {
        let page = include_str!("../../../docs/formats.md");
        for column in COLUMNS {
            assert!(page.contains(&format!("`{column}`")), "{column}");
        }
    }

    #[test]
    fn little_is_needed() {
        let item = told(json!({"text": "Slow down.", "from": null})).expect("a piece");
        assert_eq!(
            (
                item.arrival.feedback.sender.as_str(),
                item.arrival.feedback.source.as_str(),
                item.arrival.feedback.given_by
            ),
            ("", "", GivenBy::Human)
        );
        assert_eq!(item.arrival, Arrival::of(Feedback::saying("Slow down."), b"raw"));
        let item =
            told(json!({"request": "Watch my left hand", "state": "Waiting", "asked_at": "2026-11-18"}));
        assert_eq!(item.expect("a request").arrival.feedback.state, FeedbackState::Waiting);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (row, expected) in [
            (json!({"from": "Dana"}), "neither “text” nor “request” says anything"),
            (json!({"text": ["a"]}), "“text” is no text"),
            (json!({"text": "a", "tough": 4}), "“4” in tough is not 1, 2 or 3"),
            (
                json!({"text": "a", "received_at": "soon"}),
                "“soon” in received_at is no time such as 2026-11-18T09:30:00+01:00 or 2026-11-18",
            ),
            (
                json!({"text": "a", "state": "new"}),
                "“new” in state is none of asked, waiting, inbox, noted, accepted, acted, closed, declined, dropped",
            ),
            (json!({"text": "a", "given_by": "robot"}), "“robot” is not a giver: use human, self, ai"),
            (json!({"text": "a", "themes": [1]}), "“themes” is no list of texts"),
            (json!({"text": "a", "private": "perhaps"}), "“perhaps” in private is neither true nor false"),
            (
                json!({"text": "a", "snoozed_until": "later"}),
                "“later” in snoozed_until is no day such as 2026-11-18",
            ),
        ] {
            assert_eq!(told(row).expect_err(expected), expected);
        }
    }

    #[test]
    fn the_same_words_are_the_same_piece_whatever_became_of_them() {
        let one = told(json!({"text": "a", "from": "Dana", "state": "inbox"})).expect("one").sealed(1);
        let two = told(json!({"text": "a", "from": "Dana", "state": "closed", "response": "Thanks"}))
            .expect("two")
            .sealed(9);
        let other = told(json!({"text": "b", "from": "Dana"})).expect("other").sealed(1);
        assert_eq!(one.arrival.feedback.content_hash, two.arrival.feedback.content_hash);
        assert_ne!(one.arrival.feedback.content_hash, other.arrival.feedback.content_hash);
    }

    #[test]
    fn own_files_say_where_a_piece_belongs() {
        let parsed = parse(Format::Json, samples::documented("json").as_bytes(), &Calendar::utc());
        let [first, second] = &parsed.items[..] else { panic!("two") };
        let states = (first.arrival.feedback.state, second.arrival.feedback.state);
        assert_eq!(states, (FeedbackState::Inbox, FeedbackState::Waiting));
        assert!(!first.arrival.original.is_empty());
        let listed =
            json!({"id": "01J9ZK3QABCDE", "text": "a", "state": "declined", "session_id": "01J9ZK3QABCDF"});
        let listed = told(listed).expect("a piece").arrival;
        assert_eq!(listed.feedback.external_id.as_deref(), Some("etude:01J9ZK3QABCDE"));
        assert_eq!(listed.feedback.state, FeedbackState::Noted);
        assert!(listed.listed_as.is_some() && listed.feedback.session.is_some());
        let other =
            told(json!({"id": "17", "text": "a", "snoozed_until": "2026-12-24"})).expect("a piece").arrival;
        assert_eq!((other.listed_as, other.feedback.external_id), (None, None));
        assert!(other.feedback.snoozed_until.is_some());
    }
}
