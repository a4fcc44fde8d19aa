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

    /// The years above their columns; over two years or less the months, too. What has no room is left out, months first.
    pub fn labels(&self) -> String {
        let firsts = self.firsts();
        let years =
            firsts.iter().filter(|date| date.month() == 1).map(|date| (*date, date.year().to_string()));
        let begin = firsts.first().map(|date| (*date, date.year().to_string()));
        let name = |date: &Date| usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at));
        let months = firsts.iter().filter(|_| self.days <= 800);
        let months = months.filter_map(|date| Some((*date, (*name(date)?).to_owned())));
        let mut line: Vec<char> = vec![' '; self.cells];
        for (date, label) in years.chain(begin).chain(months) {
            let at = self.column(Day::of(date));
            let end = at + label.len();
            let free = |at: usize| line.get(at).is_none_or(|c| *c == ' ');
            if end <= self.cells && (at.saturating_sub(2)..end + 2).all(free) {
                line.splice(at..end, label.chars());
            }
        }
        line.into_iter().collect::<String>().trim_end().to_owned()
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
    fn years_stand_above_their_january() {
        let scale = Scale::new(day(2024, 5, 2), day(2026, 11, 20), 60);
        assert_eq!(scale.labels(), "2024                2025                2026");
        let year = Scale::new(day(2025, 11, 24), day(2026, 11, 20), 60);
        assert!(year.labels().starts_with("2025"), "{}", year.labels());
        assert!(year.labels().contains("2026"), "{}", year.labels());
        assert_eq!(Scale::new(day(2026, 1, 1), day(2026, 1, 1), 2).labels(), "");
    }
}
