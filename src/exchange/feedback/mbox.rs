//! Many mails in one file (mbox). A separator is a line `From … time … year` at the beginning or after a blank line,
//! with a field below it; one `>` is taken off lines `>From `, as the mboxrd kind has it.

use std::ops::Range;

use super::{Parsed, mail};
use crate::domain::calendar::Calendar;

/// A mail in the file: the line of its separator, the date there, and where it lies.
struct Found {
    line: u64,
    date: String,
    span: Range<usize>,
}

/// An mbox file.
pub(super) fn file(bytes: &[u8], calendar: &Calendar) -> Parsed {
    let mut parsed = Parsed::default();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut mails: Vec<Found> = Vec::new();
    let (mut at, mut after_blank) = (0, true);
    let mut lines = (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')).peekable();
    while let Some((number, line)) = lines.next() {
        at += line.len();
        let blank = line.trim_ascii().is_empty();
        let begins = after_blank && lines.peek().is_none_or(|(_, below)| begins_header(below));
        match (separator(line).filter(|_| begins), mails.last_mut()) {
            (Some(date), _) => mails.push(Found { line: number, date, span: at..at }),
            (None, Some(open)) => open.span.end = at,
            (None, None) if !blank && parsed.invalid.is_empty() => {
                parsed.invalid(number, "there is text before the first mail");
            }
            (None, None) => {}
        }
        after_blank = blank;
    }
    for Found { line, date, span } in mails {
        let raw = bytes.get(span).unwrap_or_default();
        // The blank line below a message belongs to the file.
        let blank = [&b"\n\r\n"[..], b"\n\n"].into_iter().find(|end| raw.ends_with(end));
        let raw = raw.get(..raw.len() - blank.map_or(0, |end| end.len() - 1)).unwrap_or_default();
        parsed.take(line, mail::one(raw, &unquoted(raw), &date, calendar));
    }
    parsed
}

/// The date in a separator. What stands between `From ` and the date may be anything.
pub(super) fn separator(line: &[u8]) -> Option<String> {
    let rest = line.strip_prefix(b"From ").filter(|rest| rest.len() <= 500)?;
    let text = String::from_utf8_lossy(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_clock = |word: &str| {
        let bytes = word.as_bytes();
        matches!(bytes.len(), 5 | 8)
            && bytes.iter().enumerate().all(
                |(at, byte)| {
                    if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_digit() }
                },
            )
    };
    let clock = words.iter().position(|word| is_clock(word))?;
    let year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let has_year = words.iter().any(year);
    let from = clock.checked_sub(3)?;
    has_year.then(|| words.get(from..).unwrap_or_default().join(" "))
}

fn begins_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    line.contains(&b':') && !name.is_empty() && name.len() < 80 && name.iter().all(u8::is_ascii_graphic)
        || line.starts_with(b">From ")
}

/// The message as it was sent.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let is_quoted = |line: &[u8]| {
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "))
    };
    let lines = raw.split_inclusive(|byte| *byte == b'\n');
    lines
        .map(|line| line.get(usize::from(is_quoted(line))..).unwrap_or_default())
        .collect::<Vec<_>>()
        .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::rfc3339;
    use crate::exchange::feedback::samples;

    fn mbox(bytes: &[u8]) -> Parsed {
        file(bytes, &Calendar::utc())
    }

    #[test]
    fn mails_are_taken_apart_and_unquoted() {
        let parsed = mbox(samples::MBOX);
        assert_eq!((parsed.invalid.len(), parsed.items.len()), (0, 3));
        let [first, second, third] = parsed.items.as_slice() else { panic!("three") };
        assert_eq!(
            first.arrival.feedback.text,
            "You saw the underflow at once. You argued taste twice.\n\nFrom now on: design first."
        );
        assert_eq!(first.arrival.feedback.quoted, "> What should I change next time?");
        assert_eq!(first.arrival.feedback.source, "mail");
        assert_eq!((first.arrival.request.as_deref(), first.line), (Some("01J9ZK3Q"), 1));
        assert_eq!(
            (second.line, second.arrival.feedback.text.as_str()),
            (
                15,
                "From the top it was better.\nFrom x Wed Nov 18 09:30:00 2026\n\nFrom Dana with love at 09:30 in 2026, no mail."
            )
        );
        assert_eq!(
            second.arrival.feedback.received.map(rfc3339).as_deref(),
            Some("2026-11-19T08:00:00+00:00")
        );
        assert_eq!(
            (third.line, third.arrival.feedback.sender.as_str(), third.arrival.feedback.text.as_str()),
            (26, "Ada", ">From twice quoted.")
        );
        assert!(third.arrival.original.ends_with(b">>From twice quoted.\r\n"));
    }

    #[test]
    fn what_is_no_mbox_is_said() {
        let parsed = mbox(b"\nhello\nthere\n\nFrom a Wed Nov 18 09:30:00 2026\nSubject: x\n\nwords\n");
        assert_eq!((parsed.items.len(), parsed.items[0].line), (1, 5));
        assert_eq!((parsed.invalid.len(), parsed.invalid[0].line), (1, 2));
        let parsed = mbox(b"From a Wed Nov 18 09:30:00 2026\nno fields\n\n");
        assert_eq!((parsed.items.len(), parsed.invalid[0].line), (0, 1));
        assert_eq!(mbox(b""), Parsed::default());
        let parsed = mbox(b"From a Wed Nov 18 09:30:00 2026");
        assert_eq!(parsed.invalid.len(), 1);
    }

    #[test]
    fn separators() {
        for (line, expected) in [
            ("From dokafor@example.org Wed Nov 18 09:30:00 2026", Some("Wed Nov 18 09:30:00 2026")),
            ("From - Wed Nov 18 09:30:00 2026\r\n", Some("Wed Nov 18 09:30:00 2026")),
            ("From 18@xxx Wed Nov 18 09:30:00 +0000 2026\n", Some("Wed Nov 18 09:30:00 +0000 2026")),
            ("From a b c Wed Nov 18 09:30 2026\n", Some("Wed Nov 18 09:30 2026")),
            ("From 09:30 to 2026", None),
            ("From now on: slower", None),
            ("From: a@b", None),
        ] {
            assert_eq!(separator(line.as_bytes()).as_deref(), expected, "{line}");
        }
    }
}
