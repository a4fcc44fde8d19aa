//! The types of field there are. Long because it lists them all: whoever adds one sees the others.

use std::marker::PhantomData;

use jiff::civil::Weekday;
use serde_json::{Value as Json, json};

use super::{FieldType, Kind, Stored, Wrong};
use crate::domain::calendar::{Day, rfc3339};
use crate::domain::drill::{Dial, plain};
use crate::domain::feedback::Feedback;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::noun::Declared;
use crate::domain::plan::weekday_bit;
use crate::domain::session::Session;
use crate::domain::when::{Dated, Vantage, duration, spent, time_of_day};
use crate::domain::words::Vocabulary;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest text of one field, in bytes: 1 MiB.
pub const LONGEST_TEXT: usize = 1 << 20;

/// Whether typed words stand for nothing at all.
pub fn is_none(typed: &str) -> bool {
    let typed = typed.trim();
    typed.is_empty() || typed.eq_ignore_ascii_case("none")
}

/// A text for programs: nothing said is null.
fn said(text: &str) -> Json {
    if text.is_empty() { Json::Null } else { text.into() }
}

/// A name as it is kept: trimmed, not empty, one line, not endless.
///
/// # Errors
/// It is no name.
pub fn name_fits(what: &str, text: &str) -> Result<String, Wrong> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Wrong::said(format!("{} needs a name", one(what))));
    }
    if trimmed.chars().count() > LONGEST_NAME {
        return Err(Wrong::said(format!("the name of {} has at most {LONGEST_NAME} characters", one(what))));
    }
    if trimmed.contains(['\n', '\r']) {
        return Err(Wrong::said(format!("the name of {} is one line", one(what))));
    }
    if matches!(what, "skill" | "area") && trimmed.contains('/') {
        return Err(Wrong::said(format!(
            "the name of {} cannot hold “/”, which separates area and skill",
            one(what)
        )));
    }
    no_nul(what, trimmed)?;
    Ok(trimmed.to_owned())
}

/// A noun with its article.
pub fn one(what: &str) -> String {
    format!("{} {what}", if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

/// Whether a text can be kept: any length up to 1 MiB, byte for byte.
///
/// # Errors
/// It cannot.
pub fn text_fits(what: &str, text: &str) -> Result<(), Wrong> {
    if text.len() > LONGEST_TEXT {
        return Err(
            Wrong::said(format!("{what} is longer than 1 MiB")).hint("keep it in a file and note its path")
        );
    }
    no_nul(what, text)
}

fn no_nul(what: &str, text: &str) -> Result<(), Wrong> {
    match text.contains('\0') {
        true => Err(Wrong::said(format!("{what} holds a NUL character, which no text can hold"))),
        false => Ok(()),
    }
}

/// The name of a record.
#[derive(Debug)]
pub struct Name;

impl FieldType for Name {
    type Value = String;
    const KIND: Kind = Kind::Name;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<String, Wrong> {
        Ok(typed.trim().to_owned())
    }
    fn typed(value: &String) -> String {
        value.clone()
    }
    fn json(value: &String) -> Json {
        value.as_str().into()
    }
    fn check(what: &str, value: &mut String) -> Result<(), Wrong> {
        *value = name_fits(what, value)?;
        Ok(())
    }
}

/// One line, or none.
#[derive(Debug)]
pub struct Line;

impl FieldType for Line {
    type Value = String;
    const KIND: Kind = Kind::Line;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<String, Wrong> {
        Ok(typed.trim().to_owned())
    }
    fn typed(value: &String) -> String {
        value.clone()
    }
    fn json(value: &String) -> Json {
        said(value)
    }
    fn check(what: &str, value: &mut String) -> Result<(), Wrong> {
        text_fits(what, value)
    }
}

/// A text of any length, as it was typed.
#[derive(Debug)]
pub struct Text;

impl FieldType for Text {
    type Value = String;
    const KIND: Kind = Kind::Text;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<String, Wrong> {
        Ok(typed.to_owned())
    }
    fn typed(value: &String) -> String {
        value.clone()
    }
    fn json(value: &String) -> Json {
        said(value)
    }
    fn check(what: &str, value: &mut String) -> Result<(), Wrong> {
        text_fits(what, value)
    }
}

/// One of a closed set of words.
#[derive(Debug)]
pub struct Word<T>(PhantomData<T>);

impl<T: Vocabulary + Stored> FieldType for Word<T> {
    type Value = T;
    const KIND: Kind = Kind::Choice(T::WORDS);
    fn read(typed: &str, _: &Vantage<'_>) -> Result<T, Wrong> {
        Ok(typed.parse()?)
    }
    fn typed(value: &T) -> String {
        value.word().to_owned()
    }
    fn json(value: &T) -> Json {
        value.word().into()
    }
}

/// A whole number in its bounds.
#[derive(Debug)]
pub struct Number<const MIN: i64, const MAX: i64>;

impl<const MIN: i64, const MAX: i64> FieldType for Number<MIN, MAX> {
    type Value = i64;
    const KIND: Kind = Kind::Number { min: MIN, max: MAX };
    fn read(typed: &str, _: &Vantage<'_>) -> Result<i64, Wrong> {
        typed.trim().parse().map_err(|_| Wrong::said(format!("“{typed}” is no whole number")))
    }
    fn typed(value: &i64) -> String {
        value.to_string()
    }
    fn json(value: &i64) -> Json {
        (*value).into()
    }
    fn check(what: &str, value: &mut i64) -> Result<(), Wrong> {
        within(what, *value, MIN, MAX)
    }
}

fn within(what: &str, value: i64, min: i64, max: i64) -> Result<(), Wrong> {
    match (min..=max).contains(&value) {
        true => Ok(()),
        false => Err(Wrong::said(format!("{what} is {min} to {max}, not {value}"))),
    }
}

/// A length of time in whole minutes, 1 to a greatest; programs get seconds.
#[derive(Debug)]
pub struct Minutes<const MAX: i64>;

/// A length of time in whole minutes.
///
/// # Errors
/// It is no length, or not of whole minutes.
pub fn duration_minutes(typed: &str) -> Result<i64, Wrong> {
    match duration(typed)? {
        ms if ms % 60_000 == 0 => Ok(ms / 60_000),
        _ => Err(Wrong::said("that length is kept in whole minutes")),
    }
}

impl<const MAX: i64> FieldType for Minutes<MAX> {
    type Value = i64;
    const KIND: Kind = Kind::Minutes;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<i64, Wrong> {
        duration_minutes(typed)
    }
    fn typed(value: &i64) -> String {
        value.to_string()
    }
    fn shown(value: &i64) -> String {
        spent(value.saturating_mul(60_000))
    }
    fn json(value: &i64) -> Json {
        value.saturating_mul(60).into()
    }
    fn check(what: &str, value: &mut i64) -> Result<(), Wrong> {
        within(what, *value, 1, MAX)
    }
}

/// A part of a whole, above 0 and at most 1: `80%`, `80`, `0.8`.
#[derive(Debug)]
pub struct Rate;

impl FieldType for Rate {
    type Value = f64;
    const KIND: Kind = Kind::Rate;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<f64, Wrong> {
        let (number, percent) = match typed.trim().strip_suffix('%') {
            Some(number) => (number, true),
            None => (typed, false),
        };
        let rate: Option<f64> = number.trim().parse().ok();
        let rate = rate.map(|rate| if percent || rate > 1.0 { rate / 100.0 } else { rate });
        rate.ok_or_else(|| Wrong::said(format!("“{typed}” is no rate: type 80% or 0.8")))
    }
    fn typed(value: &f64) -> String {
        format!("{}%", plain(value * 100.0))
    }
    fn shown(value: &f64) -> String {
        format!("{:.0} %", value * 100.0)
    }
    fn json(value: &f64) -> Json {
        (*value).into()
    }
    fn check(what: &str, value: &mut f64) -> Result<(), Wrong> {
        match *value > 0.0 && *value <= 1.0 {
            true => Ok(()),
            false => Err(Wrong::said(format!("a {what} is above 0 and at most 1 (80 % is 0.8)"))),
        }
    }
}

/// Yes or no.
#[derive(Debug)]
pub struct Flag;

impl FieldType for Flag {
    type Value = bool;
    const KIND: Kind = Kind::Flag;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<bool, Wrong> {
        match typed.trim().to_lowercase().as_str() {
            "yes" | "y" | "true" => Ok(true),
            "no" | "n" | "false" | "" => Ok(false),
            _ => Err(Wrong::said(format!("“{typed}” is neither yes nor no"))),
        }
    }
    fn typed(value: &bool) -> String {
        if *value { "yes" } else { "no" }.to_owned()
    }
    fn shown(value: &bool) -> String {
        if *value { "yes" } else { "" }.to_owned()
    }
    fn json(value: &bool) -> Json {
        (*value).into()
    }
}

/// A day.
#[derive(Debug)]
pub struct Date;

impl FieldType for Date {
    type Value = Day;
    const KIND: Kind = Kind::Date;
    fn read(typed: &str, look: &Vantage<'_>) -> Result<Day, Wrong> {
        Ok(look.day(typed)?)
    }
    fn typed(value: &Day) -> String {
        value.to_string()
    }
    fn json(value: &Day) -> Json {
        value.to_string().into()
    }
}

/// The last day that a time may mean.
#[derive(Debug)]
pub struct LastDay;

impl FieldType for LastDay {
    type Value = Day;
    const KIND: Kind = Kind::Date;
    fn read(typed: &str, look: &Vantage<'_>) -> Result<Day, Wrong> {
        Ok(look.dated(typed)?.last_day())
    }
    fn typed(value: &Day) -> String {
        value.to_string()
    }
    fn json(value: &Day) -> Json {
        value.to_string().into()
    }
}

/// A time, as exactly as it is known; nothing said is now. Programs get it as three values.
#[derive(Debug)]
pub struct Around;

impl FieldType for Around {
    type Value = Dated;
    const KIND: Kind = Kind::Dated;
    fn read(typed: &str, look: &Vantage<'_>) -> Result<Dated, Wrong> {
        match typed.trim() {
            "" => Ok(Dated::default()),
            typed => Ok(look.dated(typed)?),
        }
    }
    fn typed(value: &Dated) -> String {
        if *value == Dated::default() { String::new() } else { value.typed() }
    }
    fn shown(value: &Dated) -> String {
        value.iso()
    }
    fn json(value: &Dated) -> Json {
        json!({"at": rfc3339(value.at), "grain": value.grain, "day": value.day})
    }
}

/// A moment.
#[derive(Debug)]
pub struct When;

impl FieldType for When {
    type Value = Moment;
    const KIND: Kind = Kind::Moment;
    fn read(typed: &str, look: &Vantage<'_>) -> Result<Moment, Wrong> {
        Ok(look.moment(typed)?)
    }
    fn typed(value: &Moment) -> String {
        match *value == Moment::default() {
            true => String::new(),
            false => crate::domain::calendar::civil(*value).strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }
    fn json(value: &Moment) -> Json {
        rfc3339(*value).into()
    }
}

/// A time of day, in minutes after midnight.
#[derive(Debug)]
pub struct TimeOfDay;

impl FieldType for TimeOfDay {
    type Value = i64;
    const KIND: Kind = Kind::Time;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<i64, Wrong> {
        Ok(time_of_day(typed)?.into())
    }
    fn typed(value: &i64) -> String {
        format!("{:02}:{:02}", value / 60, value % 60)
    }
    fn json(value: &i64) -> Json {
        Self::typed(value).into()
    }
    fn check(what: &str, value: &mut i64) -> Result<(), Wrong> {
        within(what, *value, 0, 1439)
    }
}

/// Days of the week, bit 0 is Monday.
#[derive(Debug)]
pub struct Weekdays;

const WEEK: [(&str, &str, Weekday); 7] = [
    ("mon", "monday", Weekday::Monday),
    ("tue", "tuesday", Weekday::Tuesday),
    ("wed", "wednesday", Weekday::Wednesday),
    ("thu", "thursday", Weekday::Thursday),
    ("fri", "friday", Weekday::Friday),
    ("sat", "saturday", Weekday::Saturday),
    ("sun", "sunday", Weekday::Sunday),
];

/// The short names of some days of the week.
pub fn days(weekdays: i64) -> Vec<&'static str> {
    let on = WEEK.iter().filter(|(.., day)| weekdays & weekday_bit(*day) != 0);
    on.map(|(short, ..)| *short).collect()
}

impl FieldType for Weekdays {
    type Value = i64;
    const KIND: Kind = Kind::Weekdays;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<i64, Wrong> {
        let mut bits = 0;
        for word in typed.split([' ', ',', '\n']).filter(|word| !word.is_empty()) {
            let wanted = word.to_lowercase();
            let is = |(short, long, _): &&(&str, &str, Weekday)| {
                wanted.starts_with(short) && long.starts_with(&wanted)
            };
            let found = WEEK.iter().find(is).ok_or_else(|| {
                Wrong::said(format!("“{word}” is no day of the week")).hint("type them like this: mon,thu")
            })?;
            bits |= weekday_bit(found.2);
        }
        Ok(bits)
    }
    fn typed(value: &i64) -> String {
        days(*value).join(" ")
    }
    fn json(value: &i64) -> Json {
        days(*value).into()
    }
}

/// How hard a drill can be set.
#[derive(Debug)]
pub struct Dialled;

impl FieldType for Dialled {
    type Value = Dial;
    const KIND: Kind = Kind::Dial;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<Dial, Wrong> {
        Dial::parse(typed).ok_or_else(|| {
            Wrong::said(format!("“{typed}” is no dial"))
                .hint("steps: 'easy < normal < hard'; a number: unit, harder way, step, as 'bpm up 2'")
        })
    }
    fn typed(value: &Dial) -> String {
        value.to_string()
    }
    fn json(value: &Dial) -> Json {
        value.to_string().into()
    }
}

/// A file that stays where it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptFile {
    /// Its absolute path; empty where there is none.
    pub path: String,
    /// Its SHA-256 when it was looked at, in hexadecimal; nobody has looked yet where there is none.
    pub sha256: Option<String>,
    /// Its size then, bytes.
    pub size: Option<i64>,
}

/// A file, by its path. Programs get it as three values.
#[derive(Debug)]
pub struct File;

impl FieldType for File {
    type Value = KeptFile;
    const KIND: Kind = Kind::File;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<KeptFile, Wrong> {
        Ok(KeptFile { path: typed.trim().to_owned(), ..KeptFile::default() })
    }
    fn typed(value: &KeptFile) -> String {
        value.path.clone()
    }
    fn json(value: &KeptFile) -> Json {
        json!({"file": said(&value.path), "sha256": value.sha256, "size": value.size})
    }
}

/// Several things, one a line.
#[derive(Debug)]
pub struct List;

impl FieldType for List {
    type Value = Vec<String>;
    const KIND: Kind = Kind::List;
    fn read(typed: &str, _: &Vantage<'_>) -> Result<Vec<String>, Wrong> {
        Ok(typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }
    fn typed(value: &Vec<String>) -> String {
        value.join("\n")
    }
    fn shown(value: &Vec<String>) -> String {
        value.join(", ")
    }
    fn json(value: &Vec<String>) -> Json {
        value.clone().into()
    }
    fn check(what: &str, value: &mut Vec<String>) -> Result<(), Wrong> {
        value.iter().try_for_each(|line| text_fits(what, line))
    }
}

/// A record of another noun.
#[derive(Debug)]
pub struct Link<N>(PhantomData<N>);

impl<N: Declared> FieldType for Link<N> {
    type Value = Id;
    const KIND: Kind = Kind::Link(N::NOUN);
    fn read(typed: &str, _: &Vantage<'_>) -> Result<Id, Wrong> {
        typed.trim().parse().map(Id).map_err(|_| Wrong::said(format!("“{typed}” names no {}", N::NAME)))
    }
    fn typed(value: &Id) -> String {
        value.0.to_string()
    }
    fn json(value: &Id) -> Json {
        value.to_string().into()
    }
}

/// What stands in a table of its own and is no noun of the register.
pub trait Tabled {
    /// Its table.
    const TABLE: &'static str;
}

impl Tabled for Session {
    const TABLE: &'static str = "session";
}

impl Tabled for Feedback {
    const TABLE: &'static str = "feedback";
}

/// A record that is not in the register.
#[derive(Debug)]
pub struct RecordId<T>(PhantomData<T>);

impl<T: Tabled> FieldType for RecordId<T> {
    type Value = Id;
    const KIND: Kind = Kind::Record(T::TABLE);
    fn read(typed: &str, _: &Vantage<'_>) -> Result<Id, Wrong> {
        typed.trim().parse().map(Id).map_err(|_| Wrong::said(format!("“{typed}” is no id")))
    }
    fn typed(value: &Id) -> String {
        value.0.to_string()
    }
    fn json(value: &Id) -> Json {
        value.to_string().into()
    }
}

/// A value, or none.
#[derive(Debug)]
pub struct Maybe<T>(PhantomData<T>);

impl<T: FieldType> FieldType for Maybe<T> {
    type Value = Option<T::Value>;
    const KIND: Kind = T::KIND;
    const OPTIONAL: bool = true;
    fn read(typed: &str, look: &Vantage<'_>) -> Result<Self::Value, Wrong> {
        // No minutes are none at all.
        match is_none(typed) || (T::KIND == Kind::Minutes && typed.trim() == "0") {
            true => Ok(None),
            false => T::read(typed, look).map(Some),
        }
    }
    fn typed(value: &Self::Value) -> String {
        value.as_ref().map(T::typed).unwrap_or_default()
    }
    fn shown(value: &Self::Value) -> String {
        value.as_ref().map(T::shown).unwrap_or_default()
    }
    fn json(value: &Self::Value) -> Json {
        value.as_ref().map_or(Json::Null, T::json)
    }
    fn check(what: &str, value: &mut Self::Value) -> Result<(), Wrong> {
        value.as_mut().map_or(Ok(()), |value| T::check(what, value))
    }
}
