//! Our own columns, the same in JSON and CSV and in what `etude feedback list --json` prints: their names, and a row of
//! them to a piece of feedback.

use serde_json::{Map, Value};

use super::{GivenBy, Incoming, Outcome, Placed, times};
use crate::domain::calendar::Calendar;
use crate::domain::moment::Moment;

/// Every column that is read.
pub const COLUMNS: [&str; 25] = [
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
/// The states a piece can be in.
pub const STATES: [&str; 9] =
    ["asked", "waiting", "inbox", "noted", "accepted", "acted", "closed", "declined", "dropped"];
/// What words can be about.
pub const FOCUS: [&str; 4] = ["task", "process", "self_regulation", "person"];

/// A row: values by column. A missing column, null and an empty text are the same.
pub(super) type Row = Map<String, Value>;

/// The piece a row tells, and its original.
pub(super) fn piece(row: &Row, raw: &[u8], calendar: &Calendar) -> Outcome {
    match read(row, raw, calendar) {
        Ok(item)
            if item.text.trim().is_empty()
                && item.placed.as_ref().is_none_or(|p| p.asked_for.trim().is_empty()) =>
        {
            Outcome::Invalid("neither “text” nor “request” says anything".to_owned())
        }
        Ok(item) => Outcome::Said(Box::new(item)),
        Err(what) => Outcome::Invalid(what),
    }
}

fn read(row: &Row, raw: &[u8], calendar: &Calendar) -> Result<Incoming, String> {
    let given_by = match name(row, "given_by")? {
        Some(word) => word.parse::<GivenBy>().map_err(|error| error.to_string())?,
        None => GivenBy::Human,
    };
    let snoozed_until = match name(row, "snoozed_until")? {
        Some(day) => Some(
            times::day(&day)
                .ok_or_else(|| format!("“{day}” in snoozed_until is no day such as 2026-11-18"))?,
        ),
        None => None,
    };
    let placed = Placed {
        id: name(row, "id")?,
        state: word(row, "state", &STATES)?,
        area: name(row, "area")?,
        skill: name(row, "skill")?,
        session_id: name(row, "session_id")?,
        themes: themes(row)?,
        tough: tough(row)?,
        focus: word(row, "focus", &FOCUS)?,
        asked: moment(row, "asked_at", calendar)?,
        asked_for: text(row, "request")?,
        response: text(row, "response")?,
        snoozed_until,
        private: yes_or_no(row, "private")?,
    };
    let external_id = name(row, "external_id")?;
    Ok(Incoming {
        from: name(row, "from")?.unwrap_or_default(),
        address: name(row, "address")?,
        given_by,
        received: moment(row, "received_at", calendar)?,
        title: text(row, "title")?,
        text: text(row, "text")?,
        quoted: text(row, "quoted")?,
        link: name(row, "link")?,
        reply_to: name(row, "reply_to")?,
        thread: name(row, "thread")?.or_else(|| external_id.clone()),
        external_id,
        placed: Some(Box::new(placed)),
        ..Incoming::through(&name(row, "source")?.unwrap_or_default(), raw)
    })
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

fn word(row: &Row, column: &str, known: &[&str]) -> Result<Option<String>, String> {
    let Some(typed) = name(row, column)? else { return Ok(None) };
    let plain = typed.to_lowercase().replace(['-', ' '], "_");
    match known.contains(&plain.as_str()) {
        true => Ok(Some(plain)),
        false => Err(format!("“{typed}” in {column} is none of {}", known.join(", "))),
    }
}

fn moment(row: &Row, column: &str, calendar: &Calendar) -> Result<Option<Moment>, String> {
    let Some(typed) = name(row, column)? else { return Ok(None) };
    let found = times::written(&typed, calendar);
    found.map(Some).ok_or_else(|| {
        format!("“{typed}” in {column} is no time such as 2026-11-18T09:30:00+01:00 or 2026-11-18")
    })
}

fn tough(row: &Row) -> Result<Option<i64>, String> {
    let Some(typed) = name(row, "tough")? else { return Ok(None) };
    let number = typed.parse().ok().filter(|number| (1..=3).contains(number));
    number.map(Some).ok_or_else(|| format!("“{typed}” in tough is not 1, 2 or 3"))
}

fn yes_or_no(row: &Row, column: &str) -> Result<Option<bool>, String> {
    if let Some(Value::Bool(answer)) = row.get(column) {
        return Ok(Some(*answer));
    }
    let Some(typed) = name(row, column)? else { return Ok(None) };
    match typed.to_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(Some(true)),
        "false" | "no" | "0" => Ok(Some(false)),
        _ => Err(format!("“{typed}” in {column} is neither true nor false")),
    }
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
        assert_eq!((item.from.as_str(), item.source.as_str(), item.given_by), ("", "", GivenBy::Human));
        assert_eq!(item.placed, Some(Box::default()));
        let item =
            told(json!({"request": "Watch my left hand", "state": "Waiting", "asked_at": "2026-11-18"}));
        assert_eq!(item.expect("a request").placed.expect("placed").state.as_deref(), Some("waiting"));
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
        assert_eq!(one.hash, two.hash);
        assert_ne!(one.hash, other.hash);
    }
}
