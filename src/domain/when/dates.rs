//! Days as typed: `today`, `friday`, `in 3 days`, `24 Nov`, `20.11.2026`, `2026-11-20`. Only whole days; times of day
//! are in `moments`.

use jiff::civil::{Date, Weekday};

use super::{DateOrder, figures};
use crate::domain::calendar::Day;

pub(super) const NO_SUCH_DATE: &str = "there is no such date";
pub(super) const BAD_YEAR: &str = "years go from 1900 to 9999, written in full";
pub(super) const WRONG_ORDER: &str =
    "with the year last this date can be read in two ways; type it as 2026-11-20 or 20 Nov 2026";

/// What came of reading a text as a day: `None` where it has not the form of one, an error where it has but cannot be.
pub(super) type Found = Result<Option<Day>, &'static str>;

/// Which of several weekdays of one name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// No word before it: the caller decides.
    Bare,
    /// `last friday`: before today.
    Last,
    /// `next friday`: after today.
    Next,
}

/// A day from text in its plain form, seen from today.
pub(super) fn day(plain: &str, today: Day, order: DateOrder) -> Found {
    let found = match (relative(plain, today), weekday(plain)) {
        (Some(day), _) => day,
        (None, Some((which, name))) => nearest_weekday(today, which, name),
        (None, None) => return dated(plain, today, order),
    };
    in_range(found).map(Some)
}

/// `today`, `tomorrow`, `in 3 days`, `a week ago`: words that count from today, however far they lead.
pub(super) fn relative(plain: &str, today: Day) -> Option<Day> {
    match plain {
        "today" => Some(today),
        "yesterday" => Some(today.plus(-1)),
        "tomorrow" => Some(today.plus(1)),
        _ => counted(plain).map(|days| today.plus(days)),
    }
}

/// The day itself where its year is one we keep.
pub(super) fn in_range(day: Day) -> Result<Day, &'static str> {
    // Compared as day numbers: a date beyond the calendar would be clamped to its end.
    let first = Day::of(Date::constant(1900, 1, 1));
    let last = Day::of(Date::constant(9999, 12, 31));
    if (first..=last).contains(&day) { Ok(day) } else { Err(BAD_YEAR) }
}

fn nearest_weekday(today: Day, which: Which, name: Weekday) -> Day {
    let ahead = i32::from(name.since(today.weekday()));
    match which {
        Which::Bare => today.plus(ahead),
        Which::Next => today.plus(if ahead == 0 { 7 } else { ahead }),
        Which::Last => today.plus(ahead - 7),
    }
}

/// `friday`, `fri`, `on friday`, `this fri`, `last fri`, `next friday`.
pub(super) fn weekday(plain: &str) -> Option<(Which, Weekday)> {
    let (which, name) = match plain.split_once(' ') {
        Some(("last", name)) => (Which::Last, name),
        Some(("next", name)) => (Which::Next, name),
        Some(("on" | "this", name)) => (Which::Bare, name),
        _ => (Which::Bare, plain),
    };
    let day = match name {
        "mon" | "monday" => Weekday::Monday,
        "tue" | "tues" | "tuesday" => Weekday::Tuesday,
        "wed" | "weds" | "wednesday" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thursday,
        "fri" | "friday" => Weekday::Friday,
        "sat" | "saturday" => Weekday::Saturday,
        "sun" | "sunday" => Weekday::Sunday,
        _ => return None,
    };
    Some((which, day))
}

/// `in 3 days`, `2 weeks ago`: how many days from today.
fn counted(plain: &str) -> Option<i32> {
    let words: Vec<&str> = plain.split(' ').collect();
    let (sign, number, unit) = match words.as_slice() {
        ["in", number, unit] => (1, number, unit),
        [number, unit, "ago"] => (-1, number, unit),
        _ => return None,
    };
    let each = match *unit {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        _ => return None,
    };
    let count = if matches!(*number, "a" | "one") { 1 } else { figures(number, 8)? };
    i32::try_from(count * each * sign).ok()
}

fn dated(plain: &str, today: Day, order: DateOrder) -> Found {
    if plain.contains(' ') || plain.chars().any(char::is_alphabetic) {
        return named(plain, today);
    }
    for mark in ['-', '/', '.'] {
        if plain.contains(mark) {
            return in_figures(plain, mark, today, order);
        }
    }
    Ok(None)
}

/// `24 nov`, `nov 24`, `24. november 2026`, `nov 24 2026`.
fn named(plain: &str, today: Day) -> Found {
    let words: Vec<&str> = plain.split(' ').collect();
    let (first, second, year) = match words.as_slice() {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(*year)),
        _ => return Ok(None),
    };
    let number = |word: &str| figures(word.trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r']), 2);
    let found = match (month(first), month(second)) {
        (None, Some(month)) => number(first).map(|day| (day, month)),
        (Some(month), None) => number(second).map(|day| (day, month)),
        _ => None,
    };
    match (found, year) {
        (None, _) => Ok(None),
        (Some((day, month)), None) => without_year(month, day, today),
        (Some((day, month)), Some(year)) => match figures(year, 6) {
            Some(year) => with_year(year, month, day),
            None => Ok(None),
        },
    }
}

/// The month of a name or its beginning, three letters or more.
pub(super) fn month(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word));
    found.and_then(|index| i64::try_from(index + 1).ok())
}

/// `2026-11-20` for everybody; `20.11.2026`, `11/20/2026`, `20.11.` by the user's order.
fn in_figures(plain: &str, mark: char, today: Day, order: DateOrder) -> Found {
    let mut numbers = Vec::new();
    for part in plain.strip_suffix('.').unwrap_or(plain).split(mark) {
        match figures(part, 6) {
            Some(number) => numbers.push((number, part.len())),
            None => return Ok(None),
        }
    }
    match numbers.as_slice() {
        [(year, 4..), (month, _), (day, _)] => with_year(*year, *month, *day),
        [(a, 1..=2), (b, 1..=2), (year, _)] => match order {
            DateOrder::Dmy => with_year(*year, *b, *a),
            DateOrder::Mdy => with_year(*year, *a, *b),
            // Dots are written day first wherever dots are written.
            DateOrder::Ymd if mark == '.' => with_year(*year, *b, *a),
            DateOrder::Ymd => Err(WRONG_ORDER),
        },
        [(a, 1..=2), (b, 1..=2)] => match order {
            DateOrder::Dmy => without_year(*b, *a, today),
            DateOrder::Mdy | DateOrder::Ymd => without_year(*a, *b, today),
        },
        _ => Ok(None),
    }
}

fn with_year(year: i64, month: i64, day: i64) -> Found {
    if !(1900..=9999).contains(&year) {
        return Err(BAD_YEAR);
    }
    date(year, month, day).ok_or(NO_SUCH_DATE).map(Some)
}

/// Of last year's, this year's and next year's such date, the one nearest to today.
fn without_year(month: i64, day: i64, today: Day) -> Found {
    let year = i64::from(today.date().year());
    // A leap day is looked for a little further.
    let found = (year - 4..=year + 4)
        .filter_map(|year| date(year, month, day))
        .min_by_key(|found| (i64::from(found.0) - i64::from(today.0)).abs());
    match found {
        Some(day) => in_range(day).map(Some),
        None => Err(NO_SUCH_DATE),
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Day> {
    let year = i16::try_from(year).ok()?;
    let month = i8::try_from(month).ok()?;
    let day = i8::try_from(day).ok()?;
    Date::new(year, month, day).ok().map(Day::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday.
    fn today() -> Day {
        Day::of(Date::constant(2026, 11, 21))
    }

    fn read(text: &str, order: DateOrder) -> String {
        match day(text, today(), order) {
            Ok(Some(day)) => day.to_string(),
            Ok(None) => "no day".to_owned(),
            Err(why) => why.to_owned(),
        }
    }

    #[test]
    fn days_in_words() {
        for (text, expected) in [
            ("today", "2026-11-21"),
            ("yesterday", "2026-11-20"),
            ("tomorrow", "2026-11-22"),
            ("saturday", "2026-11-21"),
            ("next sat", "2026-11-28"),
            ("last sat", "2026-11-14"),
            ("fri", "2026-11-27"),
            ("last fri", "2026-11-20"),
            ("on tuesday", "2026-11-24"),
            ("in 3 days", "2026-11-24"),
            ("in a week", "2026-11-28"),
            ("2 weeks ago", "2026-11-07"),
            ("in 99999999 days", BAD_YEAR),
            ("99999999 weeks ago", BAD_YEAR),
        ] {
            assert_eq!(read(text, DateOrder::Dmy), expected, "{text}");
        }
    }

    #[test]
    fn dates_by_order() {
        use DateOrder::{Dmy, Mdy, Ymd};
        for (text, order, expected) in [
            ("2026-11-20", Mdy, "2026-11-20"),
            ("2026/11/20", Dmy, "2026-11-20"),
            ("20.11.2026", Dmy, "2026-11-20"),
            ("20.11.2026", Ymd, "2026-11-20"),
            ("11/20/2026", Mdy, "2026-11-20"),
            ("11/20/2026", Dmy, NO_SUCH_DATE),
            ("20/11/2026", Ymd, WRONG_ORDER),
            ("20.11.", Dmy, "2026-11-20"),
            ("11/20", Mdy, "2026-11-20"),
            ("20.11.26", Dmy, BAD_YEAR),
            ("0000-01-01", Dmy, BAD_YEAR),
            ("1899-12-31", Dmy, BAD_YEAR),
            ("10000-01-01", Dmy, BAD_YEAR),
            ("9999-12-31", Dmy, "9999-12-31"),
            ("2026-02-30", Dmy, NO_SUCH_DATE),
            ("-1-1", Dmy, "no day"),
            ("45", Dmy, "no day"),
        ] {
            assert_eq!(read(text, order), expected, "{text}");
        }
    }

    #[test]
    fn months_by_name_take_the_nearest_year() {
        for (text, expected) in [
            ("24 nov", "2026-11-24"),
            ("24. november", "2026-11-24"),
            ("nov 24", "2026-11-24"),
            ("24th nov 2025", "2025-11-24"),
            ("nov 24 2025", "2025-11-24"),
            ("5 jan", "2027-01-05"),
            ("29 feb", "2028-02-29"),
            ("31 feb", NO_SUCH_DATE),
            ("24 no", "no day"),
            ("nov", "no day"),
        ] {
            assert_eq!(read(text, DateOrder::Dmy), expected, "{text}");
        }
    }
}
