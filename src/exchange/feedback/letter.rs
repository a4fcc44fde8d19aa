//! A request for feedback as a mail to be opened and sent by a mail program: a draft without a sender, who is whoever
//! sends it. Nothing that stands in a header can end it: every word is plain, or encoded (RFC 5322, 2045, 2047).

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};

use crate::domain::moment::Moment;

/// No line is longer, its line break not counted.
const WIDEST: usize = 76;
/// Bytes in one encoded word: three characters each and twelve around them, beside the name of the field.
const IN_A_WORD: usize = 18;

/// What is to be sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Letter<'a> {
    /// Name (may be empty) and address, where one is known; the address has passed [`is_address`].
    pub to: Option<(&'a str, &'a str)>,
    /// The subject.
    pub subject: &'a str,
    /// The words.
    pub text: &'a str,
    /// When it is written.
    pub date: Moment,
}

/// Whether text is a plain mail address, which can stand in a header as it is.
pub fn is_address(text: &str) -> bool {
    let plain = |part: &str, others: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || others.contains(c);
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && part.chars().all(fits)
    };
    let parts = text.rsplit_once('@');
    text.len() <= 254
        && parts.is_some_and(|(local, host)| plain(local, ".!#$%&'*+/=?^_`{|}~-") && plain(host, ".-"))
}

/// The bytes of an `.eml` file.
pub fn write(letter: &Letter<'_>) -> Vec<u8> {
    let mut out = String::new();
    if let Some((name, address)) = letter.to.filter(|(_, address)| is_address(address)) {
        let name = words(name.trim());
        let between = if name.is_empty() { "" } else { "\r\n " };
        out.push_str(&format!("To: {name}{between}<{address}>\r\n"));
    }
    out.push_str(&format!("Subject: {}\r\n", words(letter.subject.trim())));
    out.push_str(&format!("Date: {}\r\n", date(letter.date)));
    // Mail programs that know it open the file as a draft.
    out.push_str("X-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n");
    out.push_str("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
    for line in letter.text.replace("\r\n", "\n").split(['\n', '\r']) {
        body_line(&mut out, line);
    }
    out.into_bytes()
}

fn date(moment: Moment) -> String {
    let at = Timestamp::from_millisecond(moment.at).unwrap_or_default();
    let zone = TimeZone::fixed(Offset::from_seconds(moment.offset).unwrap_or(Offset::UTC));
    rfc2822::to_string(&at.to_zoned_datetime(zone))
        .unwrap_or_else(|_| "Thu, 1 Jan 1970 00:00:00 +0000".to_owned())
}

/// Text as it can stand in a header: as it is where it is short and plain, else as encoded words, one on a line.
fn words(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " [].-'!?+".contains(c);
    let is_plain = text.chars().all(plain) && !text.contains("  ") && text.len() <= WIDEST - 12;
    // In a name a dot or a bracket would have to be quoted; a subject without its tag is not told from one, so it is too.
    if is_plain && (text.starts_with('[') || !text.contains(['[', ']', '.'])) {
        return text.to_owned();
    }
    let mut encoded: Vec<String> = Vec::new();
    let mut bytes = 0;
    for letter in text.chars() {
        if encoded.is_empty() || bytes + letter.len_utf8() > IN_A_WORD {
            encoded.push(String::new());
            bytes = 0;
        }
        bytes += letter.len_utf8();
        if let Some(word) = encoded.last_mut() {
            match letter {
                ' ' => word.push('_'),
                letter if letter.is_ascii_alphanumeric() => word.push(letter),
                letter => hex(word, letter.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
    let encoded: Vec<String> = encoded.into_iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    encoded.join("\r\n ")
}

fn hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        out.push_str(&format!("={byte:02X}"));
    }
}

/// A line of the body in quoted-printable.
fn body_line(out: &mut String, line: &str) {
    let mut wide = 0;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut coded = String::new();
        let last = letters.peek().is_none();
        // A dot alone ends a mail on its way, and `From ` begins another in a folder of mails.
        let risky = wide == 0 && matches!(letter, '.' | 'F');
        match letter {
            ' ' | '\t' if !last => coded.push(letter),
            '!'..='<' | '>'..='~' if !risky => coded.push(letter),
            _ => hex(&mut coded, letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        if wide + coded.len() > WIDEST - 1 {
            out.push_str("=\r\n");
            wide = 0;
        }
        wide += coded.len();
        out.push_str(&coded);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;
    use crate::exchange::feedback::{Format, parse, recognise};
    use proptest::prelude::*;

    fn letter<'a>(name: &'a str, subject: &'a str, text: &'a str) -> Letter<'a> {
        let date = Moment { at: 1_795_000_000_000, offset: 3600 };
        Letter { to: Some((name, "ada@example.org")), subject, text, date }
    }

    #[test]
    fn a_plain_letter_is_plain() {
        let written =
            String::from_utf8(write(&letter("Ada", "[practice 01J9ZK3Q] Guide tones", "Hi.\nBye"))).unwrap();
        assert_eq!(
            written,
            "To: Ada\r\n <ada@example.org>\r\nSubject: [practice 01J9ZK3Q] Guide tones\r\n\
             Date: Wed, 18 Nov 2026 12:06:40 +0100\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             Hi.\r\nBye\r\n"
        );
    }

    #[test]
    fn addresses_are_plain_or_none() {
        for good in ["ada@example.org", "a.b+c@x-y.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "ada",
            "@x",
            "a@",
            "a b@x.org",
            "a@x\r\nBcc: b@y",
            "a,b@x",
            "<a@x>",
            "a..b@x",
            "é@x.org",
            "a@b@c,d",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        let forged = Letter { to: Some(("x", "a@x\r\nBcc: b@y")), ..letter("", "s", "t") };
        assert!(!String::from_utf8(write(&forged)).unwrap().contains("Bcc"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_written_reads_back(name in "\\PC{0,60}", about in "\\PC{0,120}", text in "[\\PC\\n\\t]{1,400}") {
            prop_assume!(!text.trim().is_empty());
            let subject = format!("[practice 01J9ZK3Q] {about}");
            let written = write(&letter(&name, &subject, &text));
            let whole = String::from_utf8(written.clone()).expect("plain");
            prop_assert!(whole.is_ascii());
            for line in whole.split("\r\n") {
                prop_assert!(line.len() <= WIDEST && !line.contains(['\r', '\n']), "{line}");
            }
            let (header, _) = whole.split_once("\r\n\r\n").expect("a body");
            prop_assert_eq!(header.split("\r\n").filter(|line| !line.starts_with(' ')).count(), 7);
            let parsed = parse(Format::Eml, &written, &Calendar::utc());
            prop_assert_eq!(parsed.items.len(), 1);
            prop_assert_eq!(parsed.items[0].arrival.request.as_deref(), Some("01J9ZK3Q"));
            let _ = recognise(&written);
        }
    }
}
