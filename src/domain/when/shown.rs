//! Lengths, ages, dates and times of day as they are shown. English and short; nothing here reads text.

use super::DateOrder;
use crate::domain::calendar::{Day, civil};
use crate::domain::moment::Moment;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn sign(negative: bool) -> &'static str {
    if negative { "−" } else { "" }
}

/// A length of time in words, whole minutes rounded down: `42 m`, `1 h 05 m`; under a minute `34 s`; nothing is `0 m`.
pub fn spent(ms: i64) -> String {
    let seconds = ms.unsigned_abs() / 1000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let sign = sign(ms < 0 && seconds > 0);
    match (hours, minutes, seconds) {
        (0, 0, 0) => "0 m".to_owned(),
        (0, 0, _) => format!("{sign}{seconds} s"),
        (0, ..) => format!("{sign}{minutes} m"),
        _ => format!("{sign}{hours} h {minutes:02} m"),
    }
}

/// A running clock: `0:07`, `12:41`, `1:02:41`; what is below zero gets a minus sign (U+2212).
pub fn clock_face(ms: i64) -> String {
    let seconds = ms.unsigned_abs() / 1000;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let sign = sign(ms < 0 && seconds > 0);
    if hours > 0 {
        format!("{sign}{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{sign}{minutes}:{rest:02}")
    }
}

/// A short age in days: `today`, `24 d`, `5 mo`, `2 y`; days still to come are `in 3 d`.
pub fn ago(days: i32) -> String {
    if days == 0 {
        return "today".to_owned();
    }
    let count = i64::from(days).abs();
    let age = match count {
        0..=60 => format!("{count} d"),
        // Twelve months to 365 days, so that a year is not eleven months.
        61..730 => format!("{} mo", count * 12 / 365),
        _ => format!("{} y", count / 365),
    };
    if days < 0 { format!("in {age}") } else { age }
}

/// The age of what was done on a day, as [`ago`]. Where it was a day ahead, in a zone to the east, it was today.
pub fn since(today: Day, day: Day) -> String {
    ago((today.0 - day.0).max(0))
}

/// A day without its year: `24 Nov`, `Nov 24`; year first has no short form and stays `2026-11-24`.
pub fn date_short(day: Day, order: DateOrder) -> String {
    let date = day.date();
    let month = month(day);
    match order {
        DateOrder::Dmy => format!("{} {month}", date.day()),
        DateOrder::Mdy => format!("{month} {}", date.day()),
        DateOrder::Ymd => date.to_string(),
    }
}

/// A day with its year: `24 Nov 2026`, `Nov 24, 2026`, `2026-11-24`.
pub fn date_long(day: Day, order: DateOrder) -> String {
    let short = date_short(day, order);
    match order {
        DateOrder::Dmy => format!("{short} {}", day.date().year()),
        DateOrder::Mdy => format!("{short}, {}", day.date().year()),
        DateOrder::Ymd => short,
    }
}

/// A day seen from today: without the year in the same year, with it in any other.
pub fn date_near(day: Day, today: Day, order: DateOrder) -> String {
    if day.date().year() == today.date().year() { date_short(day, order) } else { date_long(day, order) }
}

/// What the wall clock showed at a moment, in its own zone: `07:05`.
pub fn hour_minute(moment: Moment) -> String {
    let local = civil(moment);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

pub(super) fn month(day: Day) -> &'static str {
    let index = usize::from(day.date().month().unsigned_abs()).saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::of(Date::constant(year, month, day))
    }

    #[test]
    fn lengths() {
        for (ms, shown) in [
            (0, "0 m"),
            (999, "0 m"),
            (34_000, "34 s"),
            (59_999, "59 s"),
            (60_000, "1 m"),
            (42 * 60_000 + 59_000, "42 m"),
            (65 * 60_000, "1 h 05 m"),
            (-65 * 60_000, "−1 h 05 m"),
            (i64::MAX, "2562047788015 h 12 m"),
            (i64::MIN, "−2562047788015 h 12 m"),
        ] {
            assert_eq!(spent(ms), shown);
        }
    }

    #[test]
    fn clocks() {
        for (ms, shown) in [
            (0, "0:00"),
            (-400, "0:00"),
            (7_000, "0:07"),
            (761_000, "12:41"),
            (3_761_000, "1:02:41"),
            (-5_000, "−0:05"),
            (i64::MIN, "−2562047788015:12:55"),
        ] {
            assert_eq!(clock_face(ms), shown);
        }
    }

    #[test]
    fn ages() {
        for (days, shown) in [
            (0, "today"),
            (1, "1 d"),
            (24, "24 d"),
            (60, "60 d"),
            (61, "2 mo"),
            (153, "5 mo"),
            (365, "12 mo"),
            (730, "2 y"),
            (-3, "in 3 d"),
            (i32::MIN, "in 5883516 y"),
        ] {
            assert_eq!(ago(days), shown);
        }
    }

    #[test]
    fn dates_in_every_order() {
        let shown = day(2026, 11, 4);
        let all = |order| {
            [date_short(shown, order), date_long(shown, order), date_near(shown, day(2027, 1, 1), order)]
        };
        assert_eq!(all(DateOrder::Dmy), ["4 Nov", "4 Nov 2026", "4 Nov 2026"]);
        assert_eq!(all(DateOrder::Mdy), ["Nov 4", "Nov 4, 2026", "Nov 4, 2026"]);
        assert_eq!(all(DateOrder::Ymd), ["2026-11-04"; 3]);
        assert_eq!(date_near(shown, day(2026, 1, 1), DateOrder::Dmy), "4 Nov");
    }

    #[test]
    fn the_wall_keeps_its_own_zone() {
        let at = 6 * 3_600_000 + 5 * 60_000;
        assert_eq!(hour_minute(Moment { at, offset: 3600 }), "07:05");
        assert_eq!(hour_minute(Moment { at, offset: -3600 }), "05:05");
    }
}
