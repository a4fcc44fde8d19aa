//! The scale of a timeline: days to columns and back, and the years or months written above them.

use jiff::civil::Date;

use crate::domain::calendar::Day;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

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
        let cells = i64::try_from(self.cells).unwrap_or(1);
        usize::try_from(since * cells / self.days).unwrap_or(0).min(self.cells - 1)
    }

    /// The last day that lies in a column.
    pub fn last_day(&self, column: usize) -> Day {
        let cells = i64::try_from(self.cells).unwrap_or(1);
        let next = i64::try_from(column).unwrap_or(0) + 1;
        let since = (next * self.days + cells - 1) / cells - 1;
        self.from.plus(i32::try_from(since).unwrap_or(i32::MAX))
    }

    /// The years above their columns; over two years or less the months, too. What has no room is left out.
    pub fn labels(&self) -> String {
        let months = self.days <= 800;
        let mut line: Vec<char> = vec![' '; self.cells];
        let mut free = 0;
        let mut date = self.from.date();
        let end = self.from.plus(i32::try_from(self.days).unwrap_or(i32::MAX)).date();
        while date < end {
            let january = date.month() == 1 || date == self.from.date();
            let name = usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at));
            let label = match (january, months) {
                (true, _) => date.year().to_string(),
                (false, true) => (*name.unwrap_or(&"")).to_owned(),
                (false, false) => String::new(),
            };
            let at = self.column(Day::of(date));
            if !label.is_empty() && at >= free && at + label.len() <= self.cells {
                line.splice(at..at + label.len(), label.chars());
                free = at + label.len() + 2;
            }
            date = match (date.month(), Date::new(date.year(), date.month().saturating_add(1), 1)) {
                (12, _) | (_, Err(_)) => match Date::new(date.year().saturating_add(1), 1, 1) {
                    Ok(next) => next,
                    Err(_) => break,
                },
                (_, Ok(next)) => next,
            };
        }
        line.into_iter().collect::<String>().trim_end().to_owned()
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
            for (first, last) in
                [(day(2021, 3, 9), day(2026, 11, 20)), (day(2026, 11, 20), day(2026, 11, 20))]
            {
                let scale = Scale::new(first, last, cells);
                assert_eq!(scale.column(last), cells - 1);
                let columns: Vec<usize> = (first.0..=last.0).map(|d| scale.column(Day(d))).collect();
                assert!(columns.is_sorted());
                for column in 0..cells {
                    let last = scale.last_day(column);
                    assert!(scale.column(last) <= column, "{cells} {column}");
                    assert!(scale.column(last.plus(1)) > column || column + 1 == cells);
                }
            }
        }
    }

    #[test]
    fn years_stand_above_their_january() {
        let scale = Scale::new(day(2024, 5, 2), day(2026, 11, 20), 60);
        assert_eq!(scale.labels(), "2024                2025                2026");
        let year = Scale::new(day(2025, 11, 24), day(2026, 11, 20), 60);
        assert!(year.labels().starts_with("2025"), "{}", year.labels());
        assert!(year.labels().contains("2026"), "{}", year.labels());
        assert_eq!(Scale::new(day(2026, 1, 1), day(2026, 1, 1), 2).labels(), "");
    }
}
