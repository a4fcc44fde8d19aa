//! Times as mails and files write them. The calendar handed in gives a time without a zone its own.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;

use crate::domain::calendar::{Calendar, Day};
use crate::domain::moment::Moment;

/// The time of a `Date:` line or of an mbox separator: `Wed, 18 Nov 2026 09:30:00 +0100 (CET)`, with or without
/// weekday, seconds, zone; `Wed Nov 18 09:30:00 2026`; ISO dates too.
pub(super) fn of_mail(text: &str, calendar: &Calendar) -> Option<Moment> {
    let text: String = text.chars().take(200).collect();
    let bare = without_comments(&text);
    if let Some(moment) = written(bare.trim(), calendar) {
        return Some(moment);
    }
    let (mut day, mut month, mut year, mut time, mut offset) = (None, None, None, None, None);
    for word in bare.split([' ', '\t', ',', '\r', '\n']).filter(|word| !word.is_empty()) {
        if time.is_none() && word.contains(':') {
            let read = |format| strtime::parse(format, word).and_then(|found| found.to_time()).ok();
            time = Some(read("%H:%M:%S").or_else(|| read("%H:%M"))?);
        } else if let Some(east) = zone(word).filter(|_| time.is_some() && offset.is_none()) {
            offset = Some(east);
        } else if let Ok(number) = word.parse::<i16>() {
            match (day, year) {
                (None, _) => day = Some(i8::try_from(number).ok()?),
                (Some(_), None) => year = Some(full_year(number, word.len())?),
                _ => return None,
            }
        } else if month.is_none() {
            month = month_of(word);
        }
    }
    let date = Date::new(year?, month?, day?).ok()?;
    at(DateTime::from_parts(date, time?), offset, calendar)
}

/// A time as own files write it: `2026-11-18T09:30:00+01:00`, also without zone, seconds or time of day (noon).
pub(super) fn written(text: &str, calendar: &Calendar) -> Option<Moment> {
    let text = text.trim();
    let pieces = Pieces::parse(text).ok()?;
    let time = pieces.time().unwrap_or(Time::constant(12, 0, 0, 0));
    let offset = match pieces.offset() {
        Some(PiecesOffset::Zulu) => Some(0),
        Some(PiecesOffset::Numeric(east)) => Some(east.offset().seconds()),
        _ => None,
    };
    at(DateTime::from_parts(pieces.date(), time), offset, calendar)
}

/// A day as own files write it: `2026-11-18`.
pub(super) fn day(text: &str) -> Option<Day> {
    let date: Date = text.trim().parse().ok()?;
    (1900..=9998).contains(&date.year()).then(|| Day::of(date))
}

fn at(local: DateTime, offset: Option<i32>, calendar: &Calendar) -> Option<Moment> {
    if !(1900..=9998).contains(&local.year()) {
        return None;
    }
    match offset {
        Some(east) => {
            let offset = Offset::from_seconds(east).ok()?;
            Some(Moment { at: offset.to_timestamp(local).ok()?.as_millisecond(), offset: east })
        }
        None => {
            let zoned = calendar.zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
            Some(calendar.moment(zoned.timestamp().as_millisecond()))
        }
    }
}

fn without_comments(text: &str) -> String {
    let mut depth = 0u32;
    let mut bare = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    bare
}

/// Seconds east of UTC: `+0530`, `-08:00`, or a zone by its name as old mails have them. Single letters were never used
/// alike and say nothing.
fn zone(word: &str) -> Option<i32> {
    let hours = match word.to_ascii_lowercase().as_str() {
        "utc" | "ut" | "gmt" | "z" => 0,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        "bst" | "cet" | "mez" => 1,
        "cest" | "mesz" => 2,
        other => return Some(strtime::parse("%z", other.replace(':', "")).ok()?.offset()?.seconds()),
    };
    Some(hours * 3600)
}

fn full_year(number: i16, digits: usize) -> Option<i16> {
    match (digits, number) {
        (4, _) => Some(number),
        (2, 0..50) => Some(2000 + number),
        (2 | 3, 50..) => Some(1900 + number),
        _ => None,
    }
}

fn month_of(word: &str) -> Option<i8> {
    strtime::parse("%b", word.get(..3)?).ok()?.month()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::rfc3339;
    use jiff::tz::TimeZone;

    fn berlin() -> Calendar {
        Calendar {
            zone: TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("posix zone"),
            ..Calendar::utc()
        }
    }

    fn mail(text: &str) -> String {
        of_mail(text, &berlin()).map_or("-".to_owned(), rfc3339)
    }

    #[test]
    fn dates_of_mails_in_their_many_shapes() {
        for (text, expected) in [
            ("Wed, 18 Nov 2026 09:30:00 +0000", "2026-11-18T09:30:00+00:00"),
            ("Wed, 18 Nov 2026 09:30:00 -0800 (PST)", "2026-11-18T09:30:00-08:00"),
            ("18 November 2026 9:05 GMT", "2026-11-18T09:05:00+00:00"),
            ("(was) Wed, 18 Nov 26 09:30:60 +05:30", "2026-11-18T09:30:59+05:30"),
            ("Wed Nov 18 09:30:00 2026", "2026-11-18T09:30:00+01:00"),
            ("Wed Nov 18 09:30:00 +0000 2026", "2026-11-18T09:30:00+00:00"),
            ("Fri, 1 Jul 99 00:00:01 EDT", "1999-07-01T00:00:01-04:00"),
            ("18 Jul 2026 09:30:00 Nowhere", "2026-07-18T09:30:00+02:00"),
            ("2026-11-18T09:30:00Z", "2026-11-18T09:30:00+00:00"),
        ] {
            assert_eq!(mail(text), expected, "{text}");
        }
        for text in [
            "",
            "yesterday",
            "31 Feb 2026 09:30:00 +0000",
            "18 Nov 2026",
            "18 Nov 99999 09:30 +0000",
            "18 Nov 2026 25:00 +0000",
            "0 Nov 2026 09:30",
            "18 18 18 18 09:30",
            "-9999999999 Nov 2026 09:30",
        ] {
            assert_eq!(mail(text), "-", "{text}");
        }
    }

    #[test]
    fn times_of_own_files() {
        let own = |text: &str| written(text, &berlin()).map_or("-".to_owned(), rfc3339);
        assert_eq!(own("2026-11-18T09:30:00+05:30"), "2026-11-18T09:30:00+05:30");
        assert_eq!(own(" 2026-11-18 09:30 "), "2026-11-18T09:30:00+01:00");
        assert_eq!(own("2026-07-18"), "2026-07-18T12:00:00+02:00");
        assert_eq!(own("18.11.2026"), "-");
        assert_eq!(own("0001-01-01"), "-");
        assert_eq!(day("2026-11-18").map(|day| day.to_string()).as_deref(), Some("2026-11-18"));
        assert_eq!(day("soon"), None);
    }
}
