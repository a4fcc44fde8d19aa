//! Every type of field reads back what it types back, and keeps what it stores.

use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::moment::Moment;
use crate::domain::noun::{AnyRecord, Declared};
use crate::domain::when::DateOrder;

/// The cells that a record put, read again.
struct Kept(Vec<Cell>, usize);

impl Cells for Kept {
    fn next(&mut self) -> CellRef<'_> {
        self.1 += 1;
        match &self.0[self.1 - 1] {
            Cell::Null => CellRef::Null,
            Cell::Integer(number) => CellRef::Integer(*number),
            Cell::Real(number) => CellRef::Real(*number),
            Cell::Text(text) => CellRef::Text(text),
            Cell::Blob(bytes) => CellRef::Blob(bytes),
        }
    }
    fn is_null(&self) -> bool {
        self.0[self.1] == Cell::Null
    }
}

/// Words that a field of a kind takes; the second is a word or two that it refuses, or nothing.
fn samples(kind: Kind) -> (Vec<&'static str>, Vec<&'static str>) {
    match kind {
        Kind::Name | Kind::Line => (vec!["a name", " with blanks ", "日本"], vec![]),
        Kind::Text => (vec!["", "two\nlines ", "x"], vec![]),
        Kind::Choice(words) => (words.to_vec(), vec!["neither", ""]),
        Kind::Number { .. } => (vec!["1", " 3 "], vec!["three", "1.5"]),
        Kind::Minutes => (vec!["25", "1h30", "10m"], vec!["soon", "90s"]),
        Kind::Rate => (vec!["80%", "80", "0.8", "100%", "66.6667%"], vec!["most"]),
        Kind::Flag => (vec!["yes", "no", "True", "n"], vec!["perhaps"]),
        Kind::Date => (vec!["today", "2026-11-24", "friday"], vec!["someday"]),
        Kind::Time => (vec!["18:00", "7:05"], vec!["noonish"]),
        Kind::Moment => (vec!["yesterday 18:00", "2026-11-01 09:30"], vec!["once"]),
        Kind::Weekdays => (vec!["mon,thu", "Monday thurs", ""], vec!["mondo", "m", "noday"]),
        Kind::Dial => (vec!["easy < normal < hard", "bpm up 2", "s down 0.5"], vec!["a b c d"]),
        Kind::List => (vec!["a\nb", "", " a \n\n b"], vec![]),
        Kind::Link(_) | Kind::Record(_) => (vec!["4611686018427387904"], vec!["a name"]),
        Kind::Dated => (vec!["", "yesterday 18:00", "2026-11-24", "spring 1998", "~2004"], vec!["once"]),
        Kind::File => (vec!["", "take 3.flac"], vec![]),
    }
}

#[test]
fn every_field_of_every_noun_reads_back_what_it_types_and_keeps_what_it_stores() {
    let calendar = Calendar::utc();
    let now = Moment { at: 1_795_000_000_000, offset: 0 };
    let look = Vantage { now, calendar: &calendar, date_order: DateOrder::Dmy };
    for noun in Noun::ALL {
        let mut keys = Vec::new();
        for row in noun.rows() {
            assert!(!keys.contains(&row.key), "{noun} has {} twice", row.key);
            keys.push(row.key);
            assert!(row.help.ends_with(['.', '…']), "{noun} {}: help is a sentence", row.key);
            let (good, bad) = samples(row.kind);
            let none: &[&str] = if row.optional { &["", "none"] } else { &[] };
            for typed in good.iter().chain(none) {
                let mut record = noun.blank();
                record
                    .read(row.key, typed, &look)
                    .unwrap_or_else(|wrong| panic!("{noun} {} {typed}: {wrong}", row.key));
                let mut again = noun.blank();
                again.read(row.key, &record.typed(row.key), &look).expect("what was typed back");
                assert_eq!(record, again, "{noun} {} {typed}", row.key);
                assert_eq!(stored(&record), record, "{noun} {} {typed}", row.key);
            }
            for typed in bad.iter().filter(|typed| !(row.optional && is_none(typed))) {
                assert!(noun.blank().read(row.key, typed, &look).is_err(), "{noun} {} {typed}", row.key);
            }
        }
    }
}

fn stored(record: &AnyRecord) -> AnyRecord {
    crate::domain::nouns::of_record!(record, record => {
        let mut cells = Vec::new();
        record.put(&mut cells);
        again(&**record, Kept(cells, 0)).into()
    })
}

fn again<N: Declared>(of: &N, mut kept: Kept) -> N {
    let width: usize = N::COLUMNS.iter().map(|columns| columns.len()).sum();
    assert_eq!(kept.0.len(), width, "{} fills as many columns as it names", of.called());
    N::take(&mut kept).expect("what was put")
}

#[test]
fn a_rate_is_read_in_every_way_people_write_it() {
    let calendar = Calendar::utc();
    let look = Vantage { now: Moment::default(), calendar: &calendar, date_order: DateOrder::Dmy };
    for typed in ["80%", "80", "0.8", " 80 % "] {
        assert_eq!(Rate::read(typed, &look), Ok(0.8), "{typed}");
    }
    assert_eq!(Rate::typed(&0.8), "80%");
    let mut none = 0.0;
    assert!(Rate::check("target rate", &mut none).is_err());
}

#[test]
fn values_beyond_their_bounds_are_named() {
    let mut eight = 8;
    let wrong = Number::<1, 7>::check("days a week", &mut eight).expect_err("too many");
    assert_eq!(wrong.sentence, "days a week is 1 to 7, not 8");
    assert_eq!(name_fits("area", " ").expect_err("no name").sentence, "an area needs a name");
    assert!(name_fits("skill", "a/b").is_err() && name_fits("drill", "a/b").is_ok());
    assert!(text_fits("why", "a\0b").is_err());
}
