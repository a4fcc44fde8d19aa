//! Times that are known vaguely: `2011`, `spring 1998`, `Mar 2011`, `~2004`. They keep their vagueness wherever they are
//! shown, are sorted by the first moment they may mean, and count as late as they may have been.
//! Seasons are those of the northern half of the earth: spring is March to May, winter December to February of the next year.

use jiff::civil::Date;

use super::dates::{self, BAD_YEAR};
use super::{DateOrder, Misread, Vantage, date_long, date_near, figures, hour_minute, plain};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::moment::Moment;
use crate::words;

words! {
    /// How exactly a time is known.
    Grain, "grain", {
        /// To the minute.
        Minute = "minute",
        /// The day.
        Day = "day",
        /// The month.
        Month = "month",
        /// The season.
        Season = "season",
        /// The year.
        Year = "year",
        /// A year or so: it may have been the one before or after.
        About = "about",
    }
}

impl Grain {
    /// Whether not even the day is known.
    pub const fn is_vague(self) -> bool {
        !matches!(self, Grain::Minute | Grain::Day)
    }
}

/// A time with how exactly it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dated {
    /// Its first moment.
    pub at: Moment,
    /// The local day of that.
    pub day: Day,
    /// How exactly it is known.
    pub grain: Grain,
}

const SEASONS: [(&str, i8); 5] = [("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12)];

/// The last day that a time may mean. What asks for a day counts it then: a guess is never early.
pub fn last_day(day: Day, grain: Grain) -> Day {
    let date = day.date();
    let months = |count: i32| {
        let month = i32::from(date.month()) - 1 + count;
        let year = date.year() + i16::try_from(month / 12).unwrap_or(0);
        first_of(year, i8::try_from(month % 12 + 1).unwrap_or(1)).plus(-1)
    };
    match grain {
        Grain::Minute | Grain::Day => day,
        Grain::Month => months(1),
        Grain::Season => months(3),
        Grain::Year => months(12),
        Grain::About => months(24),
    }
}

fn first_of(year: i16, month: i8) -> Day {
    Date::new(year, month, 1).map_or(Day(i32::MAX), Day::of)
}

/// A vague time as it is shown: `Mar 2011`, `spring 1998`, `2011`, `~2004`; none of an exact one.
fn vaguely(day: Day, grain: Grain) -> Option<String> {
    let (year, month) = (day.date().year(), day.date().month());
    match grain {
        Grain::Minute | Grain::Day => None,
        Grain::Month => Some(format!("{} {year}", super::shown::month(day))),
        Grain::Season => {
            let season = SEASONS.iter().find(|(_, first)| *first == month).map_or("spring", |(name, _)| name);
            Some(format!("{season} {year}"))
        }
        Grain::Year => Some(year.to_string()),
        Grain::About => Some(format!("~{year}")),
    }
}

impl Dated {
    /// A moment that is known to the minute.
    pub fn exactly(at: Moment, calendar: &Calendar) -> Dated {
        Dated { at, day: calendar.day(at), grain: Grain::Minute }
    }

    /// A moment, on whichever day it falls.
    pub fn moment(at: Moment) -> Dated {
        Dated { at, ..Dated::default() }
    }

    /// A day, at no time of it.
    pub fn on(day: Day) -> Dated {
        Dated { day, grain: Grain::Day, ..Dated::default() }
    }

    /// The last day it may mean.
    pub fn last_day(self) -> Day {
        last_day(self.day, self.grain)
    }

    /// The day with its year, or as vaguely as it is known.
    pub fn long(self, order: DateOrder) -> String {
        vaguely(self.day, self.grain).unwrap_or_else(|| date_long(self.day, order))
    }

    /// The day seen from today, or as vaguely as it is known.
    pub fn near(self, today: Day, order: DateOrder) -> String {
        vaguely(self.day, self.grain).unwrap_or_else(|| date_near(self.day, today, order))
    }

    /// The day as `2026-11-20`, or as vaguely as it is known.
    pub fn iso(self) -> String {
        vaguely(self.day, self.grain).unwrap_or_else(|| self.day.to_string())
    }

    /// What one would type for it: `2026-11-20 18:00`, `2026-11-20`, `spring 1998`.
    pub fn typed(self) -> String {
        match self.grain {
            Grain::Minute => format!("{} {}", self.day, hour_minute(self.at)),
            _ => self.iso(),
        }
    }
}

impl Vantage<'_> {
    /// A time as typed, as exactly as it was said: a moment, a day, or what is vaguer.
    pub fn dated(&self, text: &str) -> Result<Dated, Misread> {
        let typed = plain(text);
        if let Some((year, month, grain)) = vague(&typed) {
            if !(1900..=9999).contains(&year) {
                return Err(Misread::of(text, BAD_YEAR));
            }
            return Ok(self.whole(first_of(year, month), grain));
        }
        match (self.moment(text), dates::day(&typed, self.today(), self.date_order)) {
            (Ok(at), _) => Ok(Dated::exactly(at, self.calendar)),
            (Err(_), Ok(Some(day))) => Ok(self.whole(self.not_to_come(&typed, day), Grain::Day)),
            (Err(why), _) => Err(why),
        }
    }

    /// A weekday alone is the latest one that is not to come, as it is with a time.
    fn not_to_come(&self, typed: &str, day: Day) -> Day {
        let bare = matches!(dates::weekday(typed), Some((dates::Which::Bare, _)));
        if bare && day > self.today() { day.plus(-7) } else { day }
    }

    fn whole(&self, day: Day, grain: Grain) -> Dated {
        Dated { at: self.calendar.moment(self.calendar.start_of(day)), day, grain }
    }
}

/// A vague time: its year, its first month, and its grain.
fn vague(typed: &str) -> Option<(i16, i8, Grain)> {
    let year = |text: &str| {
        let known = text.len() == 4;
        figures(text, 4).filter(|_| known).and_then(|year| i16::try_from(year).ok())
    };
    if let Some(about) = typed.strip_prefix('~').or_else(|| typed.strip_prefix("about ")) {
        return Some((year(about.trim_start())?, 1, Grain::About));
    }
    if let Some(whole) = year(typed) {
        return Some((whole, 1, Grain::Year));
    }
    if let Some((first, second)) = typed.split_once('-') {
        let month = figures(second, 2).filter(|month| (1..=12).contains(month))?;
        return Some((year(first)?, i8::try_from(month).ok()?, Grain::Month));
    }
    let (first, second) = typed.split_once(' ')?;
    let (name, year) = (first, year(second)?);
    if let Some((_, month)) = SEASONS.iter().find(|(season, _)| *season == name) {
        return Some((year, *month, Grain::Season));
    }
    let month = i8::try_from(dates::month(name)?).ok()?;
    Some((year, month, Grain::Month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Dated, Misread> {
        let calendar = Calendar::utc();
        let now = Moment { at: 20_778 * 86_400_000 + 9 * 3_600_000, offset: 0 };
        Vantage { now, calendar: &calendar, date_order: DateOrder::Dmy }.dated(text)
    }

    #[test]
    fn a_vague_time_is_shown_as_vaguely_as_it_was_typed() {
        for (typed, shown, first, last, grain) in [
            ("2011", "2011", "2011-01-01", "2011-12-31", Grain::Year),
            ("Spring  1998", "spring 1998", "1998-03-01", "1998-05-31", Grain::Season),
            ("fall 1999", "autumn 1999", "1999-09-01", "1999-11-30", Grain::Season),
            ("winter 1999", "winter 1999", "1999-12-01", "2000-02-29", Grain::Season),
            ("~2004", "~2004", "2004-01-01", "2005-12-31", Grain::About),
            ("about 2004", "~2004", "2004-01-01", "2005-12-31", Grain::About),
            ("Mar 2011", "Mar 2011", "2011-03-01", "2011-03-31", Grain::Month),
            ("december 2011", "Dec 2011", "2011-12-01", "2011-12-31", Grain::Month),
            ("2011-03", "Mar 2011", "2011-03-01", "2011-03-31", Grain::Month),
            ("2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", Grain::Day),
            ("20 Nov 2026", "2026-11-20", "2026-11-20", "2026-11-20", Grain::Day),
        ] {
            let dated = read(typed).unwrap();
            assert_eq!((dated.iso().as_str(), dated.grain), (shown, grain), "{typed}");
            assert_eq!(
                (dated.day.to_string(), dated.last_day().to_string()),
                (first.into(), last.into()),
                "{typed}"
            );
            assert_eq!(read(&dated.typed()), Ok(dated), "{typed} comes back");
        }
        let exact = read("2026-11-20 18:00").unwrap();
        assert_eq!((exact.grain, exact.typed().as_str()), (Grain::Minute, "2026-11-20 18:00"));
        assert_eq!(
            read("monday").unwrap().day,
            Day(20_778 - i32::from(Day(20_778).weekday().to_monday_zero_offset()))
        );
        assert_eq!(exact.long(DateOrder::Dmy), "20 Nov 2026");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for typed in ["~", "about", "spring", "98", "1899", "spring 98", "2011-13", "soon"] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }
}
