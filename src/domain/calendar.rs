//! Local days: where one ends and the next begins for this user. The zone is a value handed in, never looked up here.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use super::moment::Moment;

/// A local day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Day(pub i32);

impl Day {
    /// The calendar date of this day.
    pub fn date(self) -> Date {
        Date::constant(1970, 1, 1)
            .checked_add(i64::from(self.0).clamp(-4_000_000, 2_932_896).days())
            .unwrap_or(Date::MAX)
    }

    /// The day of a calendar date.
    pub fn of(date: Date) -> Day {
        let span = Date::constant(1970, 1, 1).until(date).map(|s| s.get_days()).unwrap_or_default();
        Day(span)
    }

    /// So many days later (or earlier).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.date().to_string())
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.date())
    }
}

/// How this user's days and weeks run.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The zone in force.
    pub zone: TimeZone,
    /// When a new day begins, minutes after midnight (0 to 1,439).
    pub day_start: i32,
    /// The first day of a week.
    pub week_start: Weekday,
}

impl Calendar {
    /// Days from midnight in UTC, weeks from Monday.
    pub fn utc() -> Calendar {
        Calendar { zone: TimeZone::UTC, day_start: 0, week_start: Weekday::Monday }
    }

    /// The moment of an instant, with the offset in force then.
    pub fn moment(&self, at: i64) -> Moment {
        let offset = self.zone.to_offset(timestamp(at)).seconds();
        Moment { at, offset }
    }

    /// How days run where a moment was read: here, unless its offset says that it was read elsewhere. What is corrected
    /// later, in another zone, stays on its day.
    #[must_use]
    pub fn there(&self, moment: Moment) -> Calendar {
        let there = || Offset::from_seconds(moment.offset).map_or(TimeZone::UTC, TimeZone::fixed);
        let here = self.moment(moment.at).offset == moment.offset;
        Calendar { zone: if here { self.zone.clone() } else { there() }, ..*self }
    }

    /// The local day a moment belongs to: what the calendar on the wall said there and then.
    pub fn day(&self, moment: Moment) -> Day {
        let shifted = civil(moment).saturating_sub(i64::from(self.day_start).minutes());
        Day::of(shifted.date())
    }

    /// When a day begins, in milliseconds since 1970 (the first instant, also where midnight does not exist).
    pub fn start_of(&self, day: Day) -> i64 {
        let minutes = self.day_start.clamp(0, 1439);
        let time = Time::constant(0, 0, 0, 0).saturating_add(i64::from(minutes).minutes());
        let local = DateTime::from_parts(day.date(), time);
        self.zone
            .to_ambiguous_zoned_datetime(local)
            .compatible()
            .map_or(0, |z| z.timestamp().as_millisecond())
    }

    /// The instants between `from` and `to` at which a new local day begins.
    pub fn boundaries(&self, from: i64, to: i64) -> Vec<i64> {
        let mut day = self.day(self.moment(from)).plus(1);
        let mut found = Vec::new();
        loop {
            let start = self.start_of(day);
            // Beyond the last day of the calendar there is no next one.
            if start >= to || found.len() > 400 || day.date() == Date::MAX {
                return found;
            }
            if start > from {
                found.push(start);
            }
            day = day.plus(1);
        }
    }

    /// The first day of the week a day lies in.
    pub fn week_of(&self, day: Day) -> Day {
        let back = day.weekday().since(self.week_start);
        day.plus(-i32::from(back))
    }

    /// The moment in the user's zone as a zoned time, for showing.
    pub fn zoned(&self, at: i64) -> ZonedDateTime {
        timestamp(at).to_zoned_datetime(self.zone.clone())
    }
}

/// What the wall showed at a moment: local date and time with the stored offset.
pub fn civil(moment: Moment) -> DateTime {
    let offset = Offset::from_seconds(moment.offset).unwrap_or(Offset::UTC);
    offset.to_datetime(timestamp(moment.at))
}

/// RFC 3339 with the stored offset, to the second: `2026-11-20T08:10:00+01:00`.
pub fn rfc3339(moment: Moment) -> String {
    let offset = Offset::from_seconds(moment.offset).unwrap_or(Offset::UTC);
    let seconds = moment.at.div_euclid(1000).saturating_mul(1000);
    timestamp(seconds).display_with_offset(offset).to_string()
}

fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or(if at < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Calendar {
        Calendar {
            zone: TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("posix zone"),
            ..Calendar::utc()
        }
    }

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("timestamp").as_millisecond()
    }

    #[test]
    fn a_day_belongs_to_the_wall_it_was_read_from() {
        let calendar = berlin();
        let late = calendar.moment(at("2026-11-20T23:30:00Z"));
        assert_eq!(calendar.day(late).to_string(), "2026-11-21");
        assert_eq!(rfc3339(late), "2026-11-21T00:30:00+01:00");
    }

    #[test]
    fn the_day_may_begin_at_four() {
        let calendar = Calendar { day_start: 240, ..berlin() };
        assert_eq!(calendar.day(calendar.moment(at("2026-11-21T02:00:00Z"))).to_string(), "2026-11-20");
        assert_eq!(calendar.day(calendar.moment(at("2026-11-21T03:00:00Z"))).to_string(), "2026-11-21");
    }

    #[test]
    fn a_moment_read_elsewhere_keeps_the_days_of_that_place() {
        let calendar = berlin();
        let tokyo = Moment { at: at("2026-11-20T17:00:00Z"), offset: 9 * 3600 };
        assert_eq!(
            calendar.there(tokyo).boundaries(tokyo.at, tokyo.at + 86_400_000),
            [at("2026-11-21T15:00:00Z")]
        );
        let summer = calendar.moment(at("2026-10-24T22:00:00Z"));
        assert_eq!(
            calendar.there(summer).moment(at("2026-10-25T12:00:00Z")).offset,
            3600,
            "the zone, not the offset"
        );
    }

    #[test]
    fn boundaries_know_summer_time() {
        let calendar = berlin();
        let found = calendar.boundaries(at("2026-03-28T12:00:00Z"), at("2026-03-30T12:00:00Z"));
        assert_eq!(found, [at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")]);
    }

    #[test]
    fn weeks_begin_where_the_user_says() {
        let sunday = Day::of(Date::constant(2026, 11, 22));
        assert_eq!(berlin().week_of(sunday).to_string(), "2026-11-16");
        let american = Calendar { week_start: Weekday::Sunday, ..berlin() };
        assert_eq!(american.week_of(sunday), sunday);
    }

    #[test]
    fn odd_ends_of_time_do_not_break() {
        let calendar = Calendar::utc();
        for at in [i64::MIN, -1, 0, i64::MAX] {
            let moment = calendar.moment(at);
            let _ = (calendar.day(moment), rfc3339(moment));
            assert!(calendar.boundaries(at.saturating_sub(1000), at.saturating_add(1000)).len() <= 1);
        }
    }
}
