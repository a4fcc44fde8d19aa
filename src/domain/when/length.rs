//! Lengths of time as typed: `45m`, `1h30`, `1:30`, `1.5h`, `90s`. Only reading; showing is in `shown`.

use super::{Misread, figures, plain};

const EXPECTED: &str = "not a length of time; type one such as 45m, 1h30, 1:30, 1.5h or 90s";
const TOO_LONG: &str = "longer than a million hours; type a length such as 45m or 1h30";

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
const SECOND: i64 = 1000;
const LONGEST: i64 = 1_000_000 * HOUR;

/// A length of time in milliseconds, 0 to a million hours. A bare number is minutes; zero is a length, and whether it
/// makes sense is the caller's business.
pub fn duration(text: &str) -> Result<i64, Misread> {
    let typed = plain(text);
    let ms = if typed.contains(':') { clock(&typed) } else { parts(&typed) };
    match ms {
        None => Err(Misread::of(text, EXPECTED)),
        Some(ms) if ms > i128::from(LONGEST) => Err(Misread::of(text, TOO_LONG)),
        Some(ms) => i64::try_from(ms).map_err(|_| Misread::of(text, TOO_LONG)),
    }
}

/// `h:mm` or `h:mm:ss`.
fn clock(typed: &str) -> Option<i128> {
    let mut fields = typed.split(':');
    let hours = figures(fields.next()?, 10)?;
    let minutes = sixtieths(fields.next()?)?;
    let seconds = fields.next().map_or(Some(0), sixtieths)?;
    if fields.next().is_some() {
        return None;
    }
    let small = minutes * MINUTE + seconds * SECOND;
    Some(i128::from(hours) * i128::from(HOUR) + i128::from(small))
}

fn sixtieths(text: &str) -> Option<i64> {
    let value = figures(text, 2)?;
    (text.len() == 2 && value < 60).then_some(value)
}

/// Numbers with units, each unit once, the great before the small: `1h30`, `2 h 05 m`, `1.5h`.
fn parts(typed: &str) -> Option<i128> {
    let mut rest = typed;
    let mut total = 0_i128;
    let mut above: Option<i64> = None;
    while !rest.is_empty() {
        let (number, after) = split(rest, |c| c.is_ascii_digit() || c == '.' || c == ',');
        let (word, after) = split(after.trim_start(), char::is_alphabetic);
        let unit = unit(word, above)?;
        rest = after.trim_start();
        let part = scaled(number, unit, above.is_none() && rest.is_empty())?;
        // "1h90" is more likely a slip than two and a half hours.
        if above.is_some_and(|above| part >= i128::from(above)) {
            return None;
        }
        total += part;
        above = Some(unit);
    }
    above.map(|_| total)
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// The milliseconds of a unit; without a word, the unit below the one before it, and minutes at the start.
fn unit(word: &str, above: Option<i64>) -> Option<i64> {
    let unit = match word {
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
        "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
        "" if above.is_none_or(|above| above == HOUR) => MINUTE,
        "" if above == Some(MINUTE) => SECOND,
        _ => return None,
    };
    above.is_none_or(|above| unit < above).then_some(unit)
}

/// A number, with decimals where they fit, times its unit.
fn scaled(number: &str, unit: i64, fraction_fits: bool) -> Option<i128> {
    let unit = i128::from(unit);
    match number.split_once(['.', ',']) {
        None => Some(i128::from(figures(number, 12)?) * unit),
        Some((whole, decimals)) if fraction_fits => {
            let places = u32::try_from(decimals.len()).ok()?;
            let part = i128::from(figures(decimals, 6)?) * unit / 10_i128.pow(places);
            Some(i128::from(figures(whole, 12)?) * unit + part)
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_as_people_type_them() {
        for (text, seconds) in [
            ("45m", 2700),
            ("45 min", 2700),
            (" 45 ", 2700),
            ("1h30", 5400),
            ("1h 30m", 5400),
            ("1:30", 5400),
            ("1:02:41", 3761),
            ("1.5h", 5400),
            ("1,5 h", 5400),
            ("0.25", 15),
            ("90s", 90),
            ("90 seconds", 90),
            ("2 h 05 m", 7500),
            ("2H05M", 7500),
            ("90m", 5400),
            ("1m30", 90),
            ("1h 30s", 3630),
            ("0", 0),
            ("1000000h", 3_600_000_000),
        ] {
            assert_eq!(duration(text), Ok(seconds * 1000), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "",
            "   ",
            "-5",
            "−5m",
            "five",
            "h",
            "m45",
            "1h90",
            "1h60m",
            "30m 1h",
            "1h 1h",
            "1.5h 30m",
            "1:3",
            "1:60",
            ":30",
            "1:",
            "1:00:00:00",
            "1000001h",
            "99999999999999999999h",
            "1e9",
            "999999999999h",
            "999999999999",
            "1.5.2h",
            ".5h",
            "5d",
            "٤٥m",
            "45m\u{1b}[2J",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_refusal_is_a_sentence_without_escapes() {
        let said = duration("\u{1b}]52;").expect_err("garbage").to_string();
        assert!(!said.contains('\u{1b}') && said.contains("45m"), "{said}");
    }

    proptest! {
        #[test]
        fn any_text_is_a_length_within_bounds_or_refused(text in "[-0-9hms:., ]{0,24}|\\PC{0,20}") {
            if let Ok(ms) = duration(&text) {
                prop_assert!((0..=LONGEST).contains(&ms));
            }
        }

        #[test]
        fn what_is_shown_reads_back(minutes in 0_i64..60_000_000) {
            prop_assert_eq!(duration(&super::super::spent(minutes * MINUTE)), Ok(minutes * MINUTE));
        }
    }
}
