//! A table of a ladder file, read key by key. Whatever does not suit is an error with its line and what is expected
//! there. What the keys mean is said in `file.rs` and `need.rs`.

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::LadderError;
use crate::domain::display::fit;
use crate::domain::naming;
use crate::domain::words::UnknownWord;

/// What reading gives, or the first thing that is wrong.
pub(super) type Read<T> = Result<T, LadderError>;

/// What the whole file is called in a sentence.
const THE_LADDER: &str = "the ladder";
/// What a key takes that may not be empty.
const SOME_TEXT: &str = "a text in quotes that is not empty";
/// The most days anything lasts: a hundred years.
pub(super) const MOST_DAYS: i64 = 36_500;
/// The longest name, in characters, as the journal takes it.
const LONGEST_NAME: usize = 200;

/// A table of the file.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    /// The byte at which it begins.
    begin: usize,
    /// What it is called in a sentence: `skill “time”`.
    name: String,
}

impl<'a> Part<'a> {
    /// The whole file.
    pub(super) fn top(text: &'a str, table: &'a DeTable<'a>) -> Part<'a> {
        Part { text, table, begin: 0, name: THE_LADDER.to_owned() }
    }

    /// A table in this one that must be there, with the keys it may have.
    pub(super) fn part(&self, key: &str, keys: &[&str]) -> Read<Part<'a>> {
        let part = self.open(key)?;
        part.has_only(keys)?;
        Ok(part)
    }

    /// A table in this one that must be there; which keys it may have is asked afterwards.
    pub(super) fn open(&self, key: &str) -> Read<Part<'a>> {
        let value = self.required(key, "a table, { … }")?;
        let Some(table) = value.get_ref().as_table() else {
            return Err(self.unfit(key, value, "a table, { … }"));
        };
        let name = match self.name.as_str() {
            THE_LADDER => key.to_owned(),
            path if !path.contains(' ') => format!("{path}.{key}"),
            item => format!("the {key} of {item}"),
        };
        Ok(Part { text: self.text, table, begin: value.span().start, name })
    }

    /// The tables under a key, `[[skill]]`, with the keys each may have; none where the key is missing.
    pub(super) fn parts(&self, key: &str, keys: &[&str]) -> Read<Vec<Part<'a>>> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let takes = format!("tables, each under [[{key}]]");
        let Some(list) = value.get_ref().as_array() else {
            return Err(self.unfit(key, value, &takes));
        };
        let mut parts = Vec::new();
        for item in list.iter() {
            let table = item.get_ref().as_table().ok_or_else(|| self.unfit(key, item, &takes))?;
            let id = table.get("id").and_then(|id| id.get_ref().as_str());
            let name = id.map_or_else(|| one(key), |id| format!("{key} “{}”", short(id)));
            let part = Part { text: self.text, table, begin: item.span().start, name };
            part.has_only(keys)?;
            parts.push(part);
        }
        Ok(parts)
    }

    /// What it is called in a sentence.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Complains about the first key, in the order of the file, that is not among these.
    pub(super) fn has_only(&self, keys: &[&str]) -> Read<()> {
        let Some((at, key)) = self.first_beyond(keys) else { return Ok(()) };
        let left: Vec<&str> = keys.iter().copied().filter(|known| !self.has(known)).collect();
        let meant = naming::did_you_mean(key, &left).map(|meant| format!(" (did you mean {meant}?)"));
        let what = format!("{} has no key “{}”{}", self.name, short(key), meant.unwrap_or_default());
        Err(self.error(at, what, one_of(keys)))
    }

    /// The first key, in the order of the file, that is not among these, and the byte where it stands.
    pub(super) fn first_beyond(&self, keys: &[&str]) -> Option<(usize, &'a str)> {
        let beyond = self.table.iter().filter(|(key, _)| !keys.contains(&key.get_ref().as_ref()));
        beyond.map(|(key, _)| (key.span().start, key.get_ref().as_ref())).min()
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// An error at a byte of the file.
    pub(super) fn error(&self, at: usize, what: String, expected: impl Into<String>) -> LadderError {
        LadderError { line: line_at(self.text, at), what, expected: expected.into() }
    }

    /// An error about the table as a whole.
    pub(super) fn wrong(&self, what: String, expected: impl Into<String>) -> LadderError {
        self.error(self.begin, what, expected)
    }

    /// An error about the value of a key.
    pub(super) fn wrong_at(&self, key: &str, what: String, expected: impl Into<String>) -> LadderError {
        let at = self.table.get(key).map_or(self.begin, |value| value.span().start);
        self.error(at, what, expected)
    }

    /// An error about one item of a list.
    pub(super) fn wrong_item(
        &self,
        key: &str,
        item: usize,
        what: String,
        expected: impl Into<String>,
    ) -> LadderError {
        let list = self.table.get(key).and_then(|value| value.get_ref().as_array());
        let at = list.and_then(|list| list.get(item)).map_or(self.begin, |value| value.span().start);
        self.error(at, what, expected)
    }

    /// The value does not suit: says what it is and what it should be.
    fn unfit(&self, key: &str, value: &Spanned<DeValue<'_>>, takes: &str) -> LadderError {
        let what = format!("{key} of {} is {}", self.name, said(value.get_ref()));
        self.error(value.span().start, what, takes)
    }

    fn required(&self, key: &str, takes: &str) -> Read<&'a Spanned<DeValue<'a>>> {
        self.table.get(key).ok_or_else(|| self.wrong(format!("{} has no {key}", self.name), takes))
    }

    /// A value that must be there and suit.
    fn of<T>(&self, key: &str, takes: &str, suits: impl FnOnce(&'a DeValue<'a>) -> Option<T>) -> Read<T> {
        let value = self.required(key, takes)?;
        suits(value.get_ref()).ok_or_else(|| self.unfit(key, value, takes))
    }

    /// A text that may be empty.
    pub(super) fn free(&self, key: &str) -> Read<String> {
        self.of(key, "a text in quotes", |value| {
            value.as_str().filter(|text| !text.contains('\0')).map(str::to_owned)
        })
    }

    /// A text with something in it.
    pub(super) fn text(&self, key: &str) -> Read<String> {
        self.of(key, SOME_TEXT, |value| value.as_str().filter(|text| says(text)).map(str::to_owned))
    }

    /// A text that may be missing.
    pub(super) fn text_if(&self, key: &str) -> Read<Option<String>> {
        if self.has(key) { self.text(key).map(Some) } else { Ok(None) }
    }

    /// A name: one line, not endless, and without any of these characters.
    pub(super) fn title(&self, key: &str, without: &[char]) -> Read<String> {
        let mut takes = format!("one line of at most {LONGEST_NAME} characters");
        for letter in without {
            takes.push_str(&format!(" without “{letter}”"));
        }
        let fits = |text: &&str| {
            let name = text.trim();
            says(name)
                && name.chars().count() <= LONGEST_NAME
                && !name.contains(['\n', '\r'])
                && !name.contains(without)
        };
        self.of(key, &takes, |value| value.as_str().filter(fits).map(|text| text.trim().to_owned()))
    }

    /// An id: letters, figures, `.`, `-` and `_`.
    pub(super) fn id(&self) -> Read<String> {
        let fits = |text: &&str| {
            let part_of_it = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
            !text.is_empty() && text.chars().count() <= LONGEST_NAME && text.chars().all(part_of_it)
        };
        let takes = "a text of letters, figures, “.”, “-” and “_”";
        self.of("id", takes, |value| value.as_str().filter(fits).map(str::to_owned))
    }

    /// A whole number in a range.
    pub(super) fn whole(&self, key: &str, least: i64, most: i64) -> Read<i64> {
        let takes = match least == most {
            true => least.to_string(),
            false => format!("a whole number from {least} to {most}"),
        };
        self.of(key, &takes, |value| integer(value).filter(|number| (least..=most).contains(number)))
    }

    /// A whole number in a range that may be missing.
    pub(super) fn whole_if(&self, key: &str, least: i64, most: i64) -> Read<Option<i64>> {
        if self.has(key) { self.whole(key, least, most).map(Some) } else { Ok(None) }
    }

    /// Any number.
    pub(super) fn number(&self, key: &str) -> Read<f64> {
        self.of(key, "a number", |value| float(value).filter(|number| number.is_finite()))
    }

    /// A share above 0, up to 1.
    pub(super) fn share(&self, key: &str) -> Read<f64> {
        let takes = "a share above 0, at most 1 (80 % is 0.8)";
        self.of(key, takes, |value| float(value).filter(|share| *share > 0.0 && *share <= 1.0))
    }

    /// A share above 0, up to 1, that may be missing.
    pub(super) fn share_if(&self, key: &str) -> Read<Option<f64>> {
        if self.has(key) { self.share(key).map(Some) } else { Ok(None) }
    }

    /// A share from 0 to 1 that may be missing.
    pub(super) fn share_from_0_if(&self, key: &str) -> Read<Option<f64>> {
        if !self.has(key) {
            return Ok(None);
        }
        let takes = "a share from 0 to 1 (20 % is 0.2)";
        self.of(key, takes, |value| float(value).filter(|share| (0.0..=1.0).contains(share))).map(Some)
    }

    /// True or false.
    pub(super) fn yes(&self, key: &str) -> Read<bool> {
        self.of(key, "true or false", DeValue::as_bool)
    }

    /// A list of texts, none of them empty.
    pub(super) fn texts(&self, key: &str) -> Read<Vec<String>> {
        let takes = "a list of texts, [\"…\", \"…\"]";
        let value = self.required(key, takes)?;
        let list = value.get_ref().as_array().ok_or_else(|| self.unfit(key, value, takes))?;
        let item = |item: &Spanned<DeValue<'_>>| match item.get_ref().as_str() {
            Some(text) if says(text) => Ok(text.to_owned()),
            _ => {
                let what = format!("{key} of {} holds {}", self.name, said(item.get_ref()));
                Err(self.error(item.span().start, what, "texts in quotes, none of them empty"))
            }
        };
        list.iter().map(item).collect()
    }

    /// A list of texts, none of them empty or there twice.
    pub(super) fn distinct(&self, key: &str) -> Read<Vec<String>> {
        let texts = self.texts(key)?;
        let twice = texts.iter().enumerate().find(|(at, text)| texts[..*at].contains(text));
        if let Some((at, text)) = twice {
            let what = format!("{key} of {} says “{}” twice", self.name, short(text));
            return Err(self.wrong_item(key, at, what, "each once"));
        }
        Ok(texts)
    }

    /// A word of a closed vocabulary.
    pub(super) fn word<T: FromStr<Err = UnknownWord>>(&self, key: &str) -> Read<T> {
        let takes = one_of(known::<T>());
        self.of(key, &takes, |value| value.as_str().and_then(|text| text.parse().ok()))
    }

    /// Words of a closed vocabulary.
    pub(super) fn words<T: FromStr<Err = UnknownWord>>(&self, key: &str) -> Read<Vec<T>> {
        let word = |(at, text): (usize, String)| {
            text.parse().map_err(|_| {
                let what = format!("{key} of {} holds “{}”", self.name, short(&text));
                self.wrong_item(key, at, what, one_of(known::<T>()))
            })
        };
        self.texts(key)?.into_iter().enumerate().map(word).collect()
    }
}

/// The words of a closed vocabulary: what a word that is none of them is answered with.
fn known<T: FromStr<Err = UnknownWord>>() -> &'static [&'static str] {
    "".parse::<T>().err().map_or(&[], |unknown| unknown.known)
}

/// One of the things under a key, as a sentence has it: `a skill`, `an alignment`.
fn one(key: &str) -> String {
    let noun = key.trim_end_matches('s');
    format!("{} {noun}", if noun.starts_with('a') { "an" } else { "a" })
}

/// Words to choose from, as a sentence has them.
pub(super) fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A text of the file in a sentence.
pub(super) fn short(text: &str) -> String {
    fit(text, 40)
}

/// The line of a byte, from 1.
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

/// Whether a text has something in it that can be kept.
fn says(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\0')
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A number with or without a fraction.
fn float(value: &DeValue<'_>) -> Option<f64> {
    match value.as_float() {
        Some(number) => number.as_str().parse().ok(),
        None => value.as_integer().filter(|number| number.radix() == 10)?.as_str().parse().ok(),
    }
}

/// A value in a complaint: what it is, or the text it is.
fn said(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("“{}”", short(text)),
        DeValue::Integer(number) => short(&number.to_string()),
        DeValue::Float(number) => short(&number.to_string()),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(_) => "a date or time".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
