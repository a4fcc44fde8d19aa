//! Moments and times of day as typed: `18:00`, `yesterday 6pm`, `20 min ago`, `2026-11-20T18:00+01:00`.
//! A time in words belongs to the user's day (which may begin at four in the morning), a written date to the calendar.

use jiff::civil::{DateTime, Time};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::AmbiguousOffset;

use super::dates::{self, Which};
use super::{DateOrder, Misread, duration, figures, plain};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::moment::Moment;

const MOMENT: &str = "not a time; type one such as 18:00, yesterday 18:00, 20 min ago or 2026-11-20 18:00";
const NEEDS_TIME: &str = "a day without a time; add one, such as yesterday 18:00";
const DAY: &str = "not a day; type one such as today, friday, in 3 days, 24 Nov or 2026-11-24";
const TIME: &str = "not a time of day; type one such as 18:00, 7:30am or 6 pm";
const SKIPPED: &str = "the clocks go forward then and skip that time; type one an hour later";
const OUT_OF_TIME: &str = "too far away to be kept";

/// Where the user stands when they type a time: the moment, their calendar, and how they order dates.
#[derive(Debug, Clone, Copy)]
pub struct Vantage<'a> {
    /// The present moment.
    pub now: Moment,
    /// The zone and the beginning of days and weeks.
    pub calendar: &'a Calendar,
    /// How dates in figures are read.
    pub date_order: DateOrder,
}

impl Vantage<'_> {
    /// The day it is.
    pub fn today(&self) -> Day {
        self.calendar.day(self.now)
    }

    /// A day as typed, from 1900 to 9999. A weekday is the next such day, today included; a date without a year is the
    /// nearest such date.
    pub fn day(&self, text: &str) -> Result<Day, Misread> {
        match dates::day(&plain(text), self.today(), self.date_order) {
            Ok(Some(day)) => Ok(day),
            Ok(None) => Err(Misread::of(text, DAY)),
            Err(why) => Err(Misread::of(text, why)),
        }
    }

    /// A moment as typed. A time alone is today's, even where that is yet to come: the caller decides. A weekday is the
    /// latest one that is not to come (`next friday 18:00` is). A time the clocks skip is refused; of one that they
    /// show twice the earlier is meant.
    pub fn moment(&self, text: &str) -> Result<Moment, Misread> {
        let found = self.instant(text).and_then(|found| match found {
            Some(moment) => dates::in_range(self.calendar.day(moment)).map(|_| Some(moment)),
            None => Ok(None),
        });
        match found {
            Ok(Some(moment)) => Ok(moment),
            Ok(None) => Err(Misread::of(text, MOMENT)),
            Err(why) => Err(Misread::of(text, why)),
        }
    }

    fn instant(&self, text: &str) -> Result<Option<Moment>, &'static str> {
        let typed = plain(text);
        if typed == "now" {
            return Ok(Some(self.now));
        }
        if let Some(moment) = self.away(&typed) {
            return Ok(Some(moment));
        }
        if let Some(pieces) = written_out(text) {
            return self.pieces(&pieces);
        }
        self.day_and_time(&typed)
    }

    /// `20 min ago`, `in 1h30`.
    fn away(&self, typed: &str) -> Option<Moment> {
        let ms = match (typed.strip_suffix(" ago"), typed.strip_prefix("in ")) {
            (Some(length), None) => -duration(length).ok()?,
            (None, Some(length)) => duration(length).ok()?,
            _ => return None,
        };
        Some(self.calendar.moment(self.now.at.saturating_add(ms)))
    }

    /// A date and time as machines write them, with or without an offset.
    fn pieces(&self, pieces: &Pieces<'_>) -> Result<Option<Moment>, &'static str> {
        let Some(time) = pieces.time() else {
            return Err(NEEDS_TIME);
        };
        if pieces.time_zone_annotation().is_some() {
            return Ok(None);
        }
        let local = DateTime::from_parts(pieces.date(), time);
        dates::in_range(Day::of(pieces.date()))?;
        let Some(offset) = pieces.to_numeric_offset() else {
            return self.local(local).map(Some);
        };
        let at = offset.to_timestamp(local).map_err(|_| OUT_OF_TIME)?.as_millisecond();
        if matches!(pieces.offset(), Some(PiecesOffset::Zulu)) {
            return Ok(Some(self.calendar.moment(at)));
        }
        // The offset as typed is what the wall said there: that day stays the day it was.
        Ok(Some(Moment { at, offset: offset.seconds() }))
    }

    /// A day and a time in either order, or a time alone.
    fn day_and_time(&self, typed: &str) -> Result<Option<Moment>, &'static str> {
        if let Some(minutes) = clock_time(typed).filter(|_| figures(typed, 2).is_none()) {
            return self.on(self.today(), minutes).map(Some);
        }
        let mut refused = None;
        for (at, _) in typed.match_indices(' ') {
            let (left, right) = (&typed[..at], &typed[at + 1..]);
            for (day, time) in [(left, right), (right, left)] {
                let Some(minutes) = clock_time(time.strip_prefix("at ").unwrap_or(time)) else {
                    continue;
                };
                match self.day_at(day.strip_suffix(" at").unwrap_or(day), minutes) {
                    Ok(Some(moment)) => return Ok(Some(moment)),
                    Ok(None) => {}
                    Err(why) => refused = Some(why),
                }
            }
        }
        match (refused, dates::day(typed, self.today(), self.date_order)) {
            (_, Ok(Some(_))) => Err(NEEDS_TIME),
            (Some(why), _) | (None, Err(why)) => Err(why),
            (None, Ok(None)) => Ok(None),
        }
    }

    fn day_at(&self, phrase: &str, minutes: i32) -> Result<Option<Moment>, &'static str> {
        let today = self.today();
        let Some(day) = dates::day(phrase, today, self.date_order)? else {
            return Ok(None);
        };
        if let Some((which, _)) = dates::weekday(phrase) {
            let moment = self.on(day, minutes)?;
            let to_come = which == Which::Bare && moment.at > self.now.at;
            return if to_come { self.on(day.plus(-7), minutes).map(Some) } else { Ok(Some(moment)) };
        }
        let in_words = dates::relative(phrase, today).is_some();
        if in_words { self.on(day, minutes).map(Some) } else { self.wall(day, minutes).map(Some) }
    }

    /// A time in the user's own day: at one in the morning yesterday's date may still be today.
    fn on(&self, day: Day, minutes: i32) -> Result<Moment, &'static str> {
        let late = minutes < self.calendar.day_start;
        self.wall(if late { day.plus(1) } else { day }, minutes)
    }

    /// A time on a date of the calendar.
    fn wall(&self, date: Day, minutes: i32) -> Result<Moment, &'static str> {
        let date = dates::in_range(date)?.date();
        let (hour, minute) = (i8::try_from(minutes / 60), i8::try_from(minutes % 60));
        let (Ok(hour), Ok(minute)) = (hour, minute) else {
            return Err(TIME);
        };
        let time = Time::new(hour, minute, 0, 0).map_err(|_| TIME)?;
        self.local(DateTime::from_parts(date, time))
    }

    fn local(&self, local: DateTime) -> Result<Moment, &'static str> {
        let ambiguous = self.calendar.zone.to_ambiguous_zoned_datetime(local);
        if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(SKIPPED);
        }
        let zoned = ambiguous.earlier().map_err(|_| OUT_OF_TIME)?;
        Ok(Moment { at: zoned.timestamp().as_millisecond(), offset: zoned.offset().seconds() })
    }
}

/// A date and time in ISO form, where the text is one: it begins with a four-figure year and has a time.
fn written_out(text: &str) -> Option<Pieces<'_>> {
    let text = text.trim();
    let year = text.get(..4).and_then(|year| figures(year, 4));
    let timed = text.contains(':') && text.as_bytes().get(4) == Some(&b'-');
    if year.is_some() && timed { Pieces::parse(text).ok() } else { None }
}

/// Minutes after midnight (0 to 1,439) of a time of day as typed: `18:00`, `7:30am`, `6 pm`, `9`, `noon`.
pub fn time_of_day(text: &str) -> Result<i32, Misread> {
    clock_time(&plain(text)).ok_or_else(|| Misread::of(text, TIME))
}

fn clock_time(typed: &str) -> Option<i32> {
    if typed == "noon" {
        return Some(720);
    }
    let (typed, half) = if let Some(before) = typed.strip_suffix("am") {
        (before.trim_end(), Some(0))
    } else if let Some(before) = typed.strip_suffix("pm") {
        (before.trim_end(), Some(12))
    } else {
        (typed, None)
    };
    let (hour, minute) = match typed.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (figures(hour, 2)?, figures(minute, 2)?),
        Some(_) => return None,
        None => (figures(typed, 2)?, 0),
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let valid = hour < 24 && minute < 60;
    if valid { i32::try_from(hour * 60 + minute).ok() } else { None }
}

#[cfg(test)]
mod tests;
