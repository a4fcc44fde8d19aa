//! The scale of a timeline: days to columns and back, and the regular ticks written above them.

use jiff::civil::Date;

use crate::domain::calendar::Day;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The name of the month of a day.
fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// Days laid along so many columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    from: Day,
    days: i64,
    /// How many columns there are.
    pub cells: usize,
}

impl Scale {
    /// From the month (or, over more than two years, the year) of the first day to the last day.
    pub fn new(first: Day, last: Day, cells: usize) -> Scale {
        let date = first.date();
        let long = i64::from(last.0) - i64::from(first.0) > 730;
        let month = if long { 1 } else { date.month() };
        let from = Date::new(date.year(), month, 1).map_or(first, Day::of);
        let days = (i64::from(last.0) - i64::from(from.0) + 1).max(1);
        Scale { from, days, cells: cells.max(1) }
    }

    /// The column of a day.
    pub fn column(&self, day: Day) -> usize {
        let since = (i64::from(day.0) - i64::from(self.from.0)).clamp(0, self.days - 1);
        let steps = i64::try_from(self.cells - 1).unwrap_or(0);
        usize::try_from(since * steps / (self.days - 1).max(1)).unwrap_or(0).min(self.cells - 1)
    }

    /// The last day that lies in a column.
    pub fn last_day(&self, column: usize) -> Day {
        let steps = i64::try_from(self.cells - 1).unwrap_or(0).max(1);
        let next = i64::try_from(column).unwrap_or(0) + 1;
        let since = match column + 1 < self.cells {
            true => ((next * (self.days - 1) - 1) / steps).clamp(0, self.days - 1),
            false => self.days - 1,
        };
        self.from.plus(i32::try_from(since).unwrap_or(i32::MAX))
    }

    /// What is written above the columns: days, months or years at regular steps, as many as there is room for.
    pub fn labels(&self) -> String {
        let mut line = String::new();
        for (day, label) in self.ticks() {
            let at = self.column(day);
            if at + label.len() <= self.cells && (at == 0 || at > line.len()) {
                line = format!("{line:at$}{label}");
            }
        }
        line
    }

    fn ticks(&self) -> Vec<(Day, String)> {
        let wide = |days: i64, label: usize| self.room_of(days) >= label + 2;
        if self.days <= 70 {
            let step = [1, 2, 7, 14].into_iter().find(|step| wide(*step, 6)).unwrap_or(28);
            let days = (0..self.days).step_by(usize::try_from(step).unwrap_or(7));
            let days = days.map(|since| self.from.plus(i32::try_from(since).unwrap_or(0)));
            return days.map(|day| (day, format!("{} {}", day.date().day(), month(day.date())))).collect();
        }
        match [1, 2, 3, 6].into_iter().find(|months| wide(months * 30, 6)) {
            Some(step) => {
                let months = self.firsts().into_iter().filter(|date| i64::from(date.month() - 1) % step == 0);
                months
                    .map(|date| (Day::of(date), format!("{} {:02}", month(date), date.year() % 100)))
                    .collect()
            }
            None => {
                let step =
                    [1, 2, 5, 10, 20, 50].into_iter().find(|years| wide(years * 365, 4)).unwrap_or(100);
                let years = self
                    .firsts()
                    .into_iter()
                    .filter(|date| date.month() == 1 && i64::from(date.year()) % step == 0);
                years.map(|date| (Day::of(date), date.year().to_string())).collect()
            }
        }
    }

    /// How many columns so many days take.
    fn room_of(&self, days: i64) -> usize {
        let cells = i64::try_from(self.cells).unwrap_or(0);
        usize::try_from(days * cells / self.days).unwrap_or(0)
    }

    /// The first day of every month.
    fn firsts(&self) -> Vec<Date> {
        let end = self.from.plus(i32::try_from(self.days).unwrap_or(i32::MAX)).date();
        let mut date = self.from.date();
        let mut found = Vec::new();
        while date < end {
            found.push(date);
            let next = match date.month() {
                12 => Date::new(date.year().saturating_add(1), 1, 1),
                month => Date::new(date.year(), month + 1, 1),
            };
            match next {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::of(Date::constant(year, month, day))
    }

    #[test]
    fn every_day_has_a_column_and_every_column_its_last_day() {
        for cells in 1..90 {
            for (first, last) in [(day(2021, 3, 9), day(2026, 11, 20)), (day(2026, 11, 2), day(2026, 11, 20))]
            {
                let scale = Scale::new(first, last, cells);
                assert_eq!(scale.column(last), cells - 1);
                let columns: Vec<usize> = (first.0..=last.0).map(|d| scale.column(Day(d))).collect();
                assert!(columns.is_sorted());
                for column in 0..cells {
                    let last_of_it = scale.last_day(column);
                    assert!(scale.column(last_of_it) <= column, "{cells} {column}");
                    assert!(
                        scale.column(last_of_it.plus(1)) > column || last_of_it == last,
                        "{cells} {column}"
                    );
                }
            }
        }
        let one = Scale::new(day(2026, 11, 1), day(2026, 11, 1), 9);
        assert_eq!((one.column(day(2026, 11, 1)), one.last_day(8)), (0, day(2026, 11, 1)));
    }

    #[test]
    fn ticks_stand_at_regular_steps() {
        let labels = |first, last, cells| Scale::new(first, last, cells).labels();
        assert_eq!(
            labels(day(2024, 5, 2), day(2026, 11, 20), 60),
            "Jan 24    Jul 24    Jan 25    Jul 25    Jan 26     Jul 26"
        );
        assert_eq!(
            labels(day(2025, 11, 24), day(2026, 11, 20), 60),
            "Nov 25   Jan 26   Mar 26   May 26    Jul 26   Sep 26"
        );
        assert_eq!(labels(day(2026, 11, 10), day(2026, 11, 20), 40), "1 Nov         8 Nov         15 Nov");
        assert_eq!(
            labels(day(2001, 11, 10), day(2026, 11, 20), 40),
            "      2005   2010    2015   2020    2025"
        );
        assert_eq!(Scale::new(day(2026, 1, 1), day(2026, 1, 1), 2).labels(), "");
    }
}
