//! Tests of typed moments: a fixed now, a zone with summer time, no clock of the machine.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::rfc3339;

fn berlin() -> Calendar {
    Calendar { zone: TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("zone"), ..Calendar::utc() }
}

fn read_at(now: &str, calendar: &Calendar, order: DateOrder, text: &str) -> String {
    let at = now.parse::<Timestamp>().expect("now").as_millisecond();
    let vantage = Vantage { now: calendar.moment(at), calendar, date_order: order };
    match vantage.moment(text) {
        Ok(moment) => rfc3339(moment),
        Err(refused) => refused.expected.to_owned(),
    }
}

/// Saturday 21 November 2026, 10:00 in Berlin.
fn read(text: &str) -> String {
    read_at("2026-11-21T09:00:00Z", &berlin(), DateOrder::Dmy, text)
}

#[test]
fn moments_as_people_type_them() {
    for (text, expected) in [
        ("now", "2026-11-21T10:00:00+01:00"),
        ("18:00", "2026-11-21T18:00:00+01:00"),
        ("7:30am", "2026-11-21T07:30:00+01:00"),
        ("6 PM", "2026-11-21T18:00:00+01:00"),
        ("noon", "2026-11-21T12:00:00+01:00"),
        ("yesterday 18:00", "2026-11-20T18:00:00+01:00"),
        ("18:00 yesterday", "2026-11-20T18:00:00+01:00"),
        ("yesterday at 6 pm", "2026-11-20T18:00:00+01:00"),
        ("today 9", "2026-11-21T09:00:00+01:00"),
        ("tomorrow 07:00", "2026-11-22T07:00:00+01:00"),
        ("20min ago", "2026-11-21T09:40:00+01:00"),
        ("1h30 ago", "2026-11-21T08:30:00+01:00"),
        ("in 20 min", "2026-11-21T10:20:00+01:00"),
        ("friday 18:00", "2026-11-20T18:00:00+01:00"),
        ("last fri 18:00", "2026-11-20T18:00:00+01:00"),
        ("next fri 18:00", "2026-11-27T18:00:00+01:00"),
        ("saturday 9:00", "2026-11-21T09:00:00+01:00"),
        ("saturday 11:00", "2026-11-14T11:00:00+01:00"),
        ("3 days ago 18:00", "2026-11-18T18:00:00+01:00"),
        ("in 3 days 18:00", "2026-11-24T18:00:00+01:00"),
        ("2026-11-20 18:00", "2026-11-20T18:00:00+01:00"),
        ("2026-11-20 6pm", "2026-11-20T18:00:00+01:00"),
        ("2026-11-20T18:00:00+01:00", "2026-11-20T18:00:00+01:00"),
        ("2026-11-20T18:00:00+09:00", "2026-11-20T18:00:00+09:00"),
        ("2026-11-20T17:00Z", "2026-11-20T18:00:00+01:00"),
        ("2026-11-20 18:00:30", "2026-11-20T18:00:30+01:00"),
        ("20.11.2026 18:00", "2026-11-20T18:00:00+01:00"),
        ("20 Nov 18:00", "2026-11-20T18:00:00+01:00"),
        ("Nov 20, 2026 18:00", "2026-11-20T18:00:00+01:00"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn americans_write_the_month_first() {
    let read = |text| read_at("2026-11-21T09:00:00Z", &Calendar::utc(), DateOrder::Mdy, text);
    assert_eq!(read("11/20/2026 6pm"), "2026-11-20T18:00:00+00:00");
}

#[test]
fn what_is_no_moment_is_refused_with_a_reason() {
    for (text, expected) in [
        ("", MOMENT),
        ("9", MOMENT),
        ("25:00", MOMENT),
        ("13pm", MOMENT),
        ("sometime", MOMENT),
        ("-5 min ago", MOMENT),
        ("yesterday", NEEDS_TIME),
        ("20 Nov 2026", NEEDS_TIME),
        ("2026-11-20", NEEDS_TIME),
        ("31 Feb 18:00", dates::NO_SUCH_DATE),
        ("2026-02-30 18:00", dates::NO_SUCH_DATE),
        ("0000-01-01 10:00", dates::BAD_YEAR),
        ("1899-12-31T23:00:00Z", dates::BAD_YEAR),
        ("20.11.26 18:00", dates::BAD_YEAR),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn skipped_times_are_refused_and_doubled_ones_are_the_earlier() {
    assert_eq!(read("2026-03-29 02:30"), SKIPPED);
    assert_eq!(read("29 Mar 2026 2:30am"), SKIPPED);
    assert_eq!(read("2026-10-25 02:30"), "2026-10-25T02:30:00+02:00");
    assert_eq!(read("2026-10-25T02:30:00+01:00"), "2026-10-25T02:30:00+01:00");
}

#[test]
fn words_follow_a_day_that_begins_at_four_and_dates_do_not() {
    let calendar = Calendar { day_start: 240, ..berlin() };
    let read = |text| read_at("2026-11-21T01:00:00Z", &calendar, DateOrder::Dmy, text);
    assert_eq!(read("23:00"), "2026-11-20T23:00:00+01:00", "three hours ago, not tonight");
    assert_eq!(read("01:30"), "2026-11-21T01:30:00+01:00");
    assert_eq!(read("yesterday 18:00"), "2026-11-19T18:00:00+01:00");
    assert_eq!(read("friday 18:00"), "2026-11-20T18:00:00+01:00");
    assert_eq!(read("20 Nov 01:30"), "2026-11-20T01:30:00+01:00");
}

#[test]
fn days_and_times_alone() {
    let calendar = berlin();
    let vantage = Vantage { now: calendar.moment(0), calendar: &calendar, date_order: DateOrder::Dmy };
    assert_eq!(vantage.day("tomorrow").expect("a day").to_string(), "1970-01-02");
    assert_eq!(vantage.day("18:00").expect_err("a time").expected, DAY);
    for (text, minutes) in
        [("0:00", 0), ("12am", 0), ("12pm", 720), ("23:59", 1439), ("9", 540), ("6 pm", 1080)]
    {
        assert_eq!(time_of_day(text), Ok(minutes), "{text}");
    }
    for text in ["24:00", "0am", "13pm", "7:5", "7:60", "-1", "", "am", "2026"] {
        assert!(time_of_day(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_and_any_now_is_read_or_refused(now in any::<i64>(), text in "\\PC{0,24}|[-0-9:a-zT/. +]{0,24}") {
        let calendar = berlin();
        for date_order in DateOrder::ALL.iter().copied() {
            let vantage = Vantage { now: calendar.moment(now), calendar: &calendar, date_order };
            let _ = (vantage.moment(&text), vantage.day(&text), time_of_day(&text));
        }
    }

    #[test]
    fn a_day_shown_long_reads_back(days in -25_000_i32..2_900_000) {
        let calendar = Calendar::utc();
        for date_order in DateOrder::ALL.iter().copied() {
            let vantage = Vantage { now: Moment::default(), calendar: &calendar, date_order };
            let shown = crate::domain::when::date_long(Day(days), date_order);
            prop_assert_eq!(vantage.day(&shown), Ok(Day(days)));
        }
    }
}
