//! Our own columns as CSV (docs/formats.md): a header row is needed, the columns may come in any order, and commas,
//! semicolons or tabs may stand between them, as spreadsheets write them.

use ::csv::{Position, Reader, ReaderBuilder, StringRecord};

use super::columns::{COLUMNS, Row, piece};
use super::json::short;
use super::{LARGEST_PIECE, Outcome, Parsed, charsets, lines_in};
use crate::domain::calendar::Calendar;

/// A file of our own CSV.
pub(super) fn file(bytes: &[u8], calendar: &Calendar) -> Parsed {
    let mut parsed = Parsed::default();
    let bytes = charsets::unmarked(bytes);
    // Spreadsheets write windows-1252 where they do not write UTF-8.
    let text = charsets::guessed(&bytes);
    let mut reader = reader(&text, separator(&text));
    let columns: Vec<String> =
        reader.headers().map(|header| header.iter().map(plain).collect()).unwrap_or_default();
    if !columns.iter().any(|column| column == "text" || column == "request") {
        parsed.invalid(1, "the first row must name the columns, one of them “text”");
        return parsed;
    }
    for (at, column) in columns.iter().enumerate().take(1000) {
        if columns.iter().take(at).any(|before| before == column) {
            parsed.note(1, format!("the column “{}” is there twice; the first is read", short(column)));
        } else if !COLUMNS.contains(&column.as_str()) {
            parsed.note(1, format!("the column “{}” is not known and was left out", short(column)));
        }
    }
    let mut record = StringRecord::new();
    loop {
        let start = reader.position().clone();
        let read = reader.read_record(&mut record);
        let place = |at: &Position| usize::try_from(at.byte()).unwrap_or(usize::MAX).min(text.len());
        let end = place(reader.position());
        let raw = text.as_bytes().get(place(&start)..end).unwrap_or_default();
        // Empty lines before a row are part of its span.
        let begins = raw.iter().position(|byte| !b"\r\n".contains(byte)).unwrap_or(raw.len());
        let (before, raw) = raw.split_at(begins);
        let line = start.line() + lines_in(before);
        match read {
            Ok(false) => return parsed,
            Ok(true) if record.iter().all(|field| field.trim().is_empty()) => {}
            Ok(true) => parsed.take(line, row(raw, end == text.len(), &columns, &record, calendar)),
            Err(_) => {
                parsed.invalid(line, "this row cannot be read");
                return parsed;
            }
        }
    }
}

fn row(raw: &[u8], last: bool, columns: &[String], record: &StringRecord, calendar: &Calendar) -> Outcome {
    let quotes = raw.iter().filter(|byte| **byte == b'"').count();
    if quotes % 2 == 1 && last && lines_in(raw) > 1 {
        return Outcome::Invalid("a quote is opened here and never closed".to_owned());
    }
    if raw.len() > LARGEST_PIECE {
        return Outcome::Invalid("this row is too large".to_owned());
    }
    if record.iter().skip(columns.len()).any(|field| !field.trim().is_empty()) {
        let (has, named) = (record.len(), columns.len());
        let what = format!("this row has {has} fields and the first row names {named}: is a quote missing?");
        return Outcome::Invalid(what);
    }
    let mut row = Row::new();
    for (column, field) in columns.iter().zip(record) {
        row.entry(column).or_insert_with(|| field.into());
    }
    piece(&row, raw.trim_ascii_end(), calendar)
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes())
}

/// The name of a column as it is typed: `Received at` is `received_at`.
fn plain(column: &str) -> String {
    column.trim().to_lowercase().replace([' ', '-'], "_")
}

/// What stands between the columns: that with which the first row names most of them.
fn separator(text: &str) -> u8 {
    let known = |separator: &u8| {
        // The first row alone, whose names hold no line breaks.
        let first = text.trim_start().lines().next().unwrap_or_default();
        let mut reader = reader(first, *separator);
        let header = reader.headers().cloned().unwrap_or_default();
        header.iter().take(1000).filter(|column| COLUMNS.contains(&plain(column).as_str())).count()
    };
    // Of equals the last is taken: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',')
}

/// Whether the first row names a column of ours that says something, and another one.
pub(super) fn looks_like_it(bytes: &[u8]) -> bool {
    let text = charsets::guessed(bytes);
    let mut reader = reader(&text, separator(&text));
    let header = reader.headers().cloned().unwrap_or_default();
    let names: Vec<String> = header.iter().take(1000).map(plain).collect();
    let known = names.iter().filter(|name| COLUMNS.contains(&name.as_str())).count();
    names.iter().any(|name| name == "text" || name == "request") && (known > 1 || names.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::feedback::samples;
    use proptest::prelude::*;

    fn csv(text: &str) -> Parsed {
        file(text.as_bytes(), &Calendar::utc())
    }

    #[test]
    fn the_example_of_the_documentation_is_read_whole() {
        let parsed = csv(samples::documented("csv"));
        assert_eq!((&parsed.invalid, &parsed.notes), (&vec![], &vec![]));
        let [first, second] = parsed.items.as_slice() else { panic!("two: {parsed:?}") };
        assert_eq!(first.arrival.feedback.text, "You rush the fills.\nCount \"out loud\" once.");
        assert_eq!(first.arrival.themes, ["time", "left hand"]);
        assert_eq!((first.line, second.line, second.arrival.feedback.sender.as_str()), (2, 4, "Wei Chen"));
        assert!(
            second.arrival.original.starts_with(b"Wei Chen")
                && second.arrival.original.ends_with(b"shorter\"")
        );
    }

    #[test]
    fn spreadsheets_write_it_in_many_ways() {
        for text in [
            "Text;From\r\n\"a;b\";Dana\r\n",
            "from\ttext\nDana\ta;b\n",
            "\u{feff}FROM,Text,Received at\nDana,a;b,2026-11-18\n",
            "from,text\n\n\n Dana ,a;b\n,\n",
        ] {
            let parsed = csv(text);
            assert_eq!((parsed.items.len(), &parsed.invalid, &parsed.notes), (1, &vec![], &vec![]), "{text}");
            assert_eq!(
                (
                    parsed.items[0].arrival.feedback.sender.as_str(),
                    parsed.items[0].arrival.feedback.text.as_str()
                ),
                ("Dana", "a;b"),
                "{text}"
            );
        }
        assert_eq!(csv("from,text\n\n\nDana,a\n").items[0].line, 4);
        assert_eq!(file(b"text\ncaf\xe9\n", &Calendar::utc()).items[0].arrival.feedback.text, "café");
        let wide: Vec<u8> = "\u{feff}text\ncafé\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(file(&wide, &Calendar::utc()).items[0].arrival.feedback.text, "café");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let parsed =
            csv("from,text,text,mood\nDana,\"two\nlines\",,\nDana,,,\nAda,ok,x,y,z\n\"Ada,never\nends,a,b\n");
        let said: Vec<(u64, &str)> =
            parsed.invalid.iter().map(|remark| (remark.line, remark.what.as_str())).collect();
        assert_eq!(
            said,
            [
                (4, "neither “text” nor “request” says anything"),
                (5, "this row has 5 fields and the first row names 4: is a quote missing?"),
                (6, "a quote is opened here and never closed"),
            ]
        );
        assert_eq!((parsed.items.len(), parsed.notes.len()), (1, 2));
        for text in ["", "\n", "Dana,words\n", "from,words\nDana,a\n"] {
            assert_eq!(
                csv(text).invalid[0].what,
                "the first row must name the columns, one of them “text”",
                "{text}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_printed_reads_back(texts in proptest::collection::vec("[\\PC\n\",;]{0,12}x", 1..4), separator in prop::sample::select(vec![b',', b';', b'\t'])) {
            let mut writer = ::csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
            writer.write_record(["from", "text", "title"]).expect("header");
            for text in &texts {
                writer.write_record(["Dana", text, text]).expect("row");
            }
            let printed = writer.into_inner().expect("bytes");
            let parsed = file(&printed, &Calendar::utc());
            prop_assert_eq!(&parsed.invalid, &vec![]);
            let again: Vec<&str> = parsed.items.iter().map(|item| item.arrival.feedback.text.as_str()).collect();
            prop_assert_eq!(again, texts.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
