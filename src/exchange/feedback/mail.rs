//! Reads one mail (RFC 5322) as one piece of feedback. The mail is kept whole; what is read from it is not
//! verified.

use std::borrow::Cow;

use super::header::Header;
use super::parts::Body;
use super::{Incoming, LARGEST_PIECE, Outcome, Parsed, address, charsets, quotes, times};
use crate::domain::calendar::Calendar;
use crate::domain::feedback::arrival::Arrival;
use crate::domain::feedback::{Feedback, GivenBy};

/// Fields of which a mail has at least one.
pub(super) const USUAL: [&str; 12] = [
    "From",
    "Date",
    "Subject",
    "Message-ID",
    "To",
    "Received",
    "Sender",
    "Return-Path",
    "MIME-Version",
    "Delivered-To",
    "Content-Type",
    "In-Reply-To",
];

/// An `.eml` file.
pub(super) fn file(bytes: &[u8], calendar: &Calendar) -> Parsed {
    let mut parsed = Parsed::default();
    let message = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    parsed.take(1, one(bytes, message, "", calendar));
    parsed
}

/// One mail: its bytes as they stand in the file, its bytes as they were sent, and the date of an mbox separator.
pub(super) fn one(raw: &[u8], message: &[u8], envelope: &str, calendar: &Calendar) -> Outcome {
    if raw.len() > LARGEST_PIECE {
        return Outcome::Invalid(format!("a mail of {} MB is too large for feedback", raw.len() >> 20));
    }
    let message = with_line_feeds(message);
    let (header, body) = Header::split(&message);
    if !header.has_any(&USUAL) {
        return Outcome::Invalid("this is not a mail: it has none of the usual fields".to_owned());
    }
    let found = Body::of(&header, body);
    let (mut text, quoted) = quotes::folded(&found.text());
    let title = header.text("Subject").unwrap_or_default();
    if text.trim().is_empty() && title.is_empty() && found.attachments.is_empty() {
        return Outcome::Silent("a mail without words, subject or files".to_owned());
    }
    text.push_str(if found.cut { "\n…" } else { "" });
    let sender =
        ["From", "Sender", "Reply-To"].iter().find_map(|name| header.raw(name).filter(|raw| !raw.is_empty()));
    let sender = address::first(&sender.unwrap_or_default());
    let external_id = header.raw("Message-ID").and_then(|raw| message_ids(&raw).into_iter().next());
    let reply_to = header.raw("In-Reply-To").and_then(|raw| message_ids(&raw).into_iter().next());
    let references = header.raw("References").map(|raw| message_ids(&raw)).unwrap_or_default();
    let received =
        header.raw("Received").and_then(|raw| raw.rsplit_once(';').map(|(_, date)| date.to_owned()));
    let dates = [header.raw("Date"), received, Some(envelope.to_owned())];
    // Whoever answers by itself is a program.
    let automatic =
        header.raw("Auto-Submitted").is_some_and(|how| !how.is_empty() && !how.eq_ignore_ascii_case("no"));
    let request = request(&title);
    let feedback = Feedback {
        sender: if sender.name.is_empty() { sender.address.clone() } else { sender.name },
        address: sender.address,
        given_by: if automatic { GivenBy::Ai } else { GivenBy::Human },
        source: "mail".to_owned(),
        received: dates.iter().flatten().find_map(|date| times::of_mail(date, calendar)),
        thread: references.first().or(reply_to.as_ref()).or(external_id.as_ref()).cloned(),
        external_id,
        title,
        quoted,
        ..Feedback::saying(text)
    };
    let arrival = Arrival {
        attachments: found.attachments,
        request,
        reply_to: reply_to.or_else(|| references.last().cloned()),
        ..Arrival::of(feedback, raw)
    };
    Outcome::Said(Box::new(Incoming { line: 1, login: None, arrival }))
}

/// Old files end their lines with a carriage return alone.
fn with_line_feeds(message: &[u8]) -> Cow<'_, [u8]> {
    if message.contains(&b'\n') || !message.contains(&b'\r') {
        return Cow::Borrowed(message);
    }
    Cow::Owned(message.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

/// The ids of a field, with their brackets; a bare one gets them.
fn message_ids(raw: &str) -> Vec<String> {
    let bracketed = raw.split('<').skip(1).filter_map(|part| part.split_once('>'));
    let mut found: Vec<String> = bracketed
        .map(|(id, _)| id.split_whitespace().collect::<String>())
        .filter(|id| !id.is_empty())
        .map(|id| format!("<{id}>"))
        .collect();
    if found.is_empty() {
        let bare = raw.split_whitespace().find(|word| word.contains('@') && !word.contains(['<', '>', '"']));
        found.extend(bare.map(|id| format!("<{id}>")));
    }
    found
}

/// The tag of the request a subject answers: `01J9ZK3Q` of `Re: [practice 01J9ZK3Q] code review`.
fn request(subject: &str) -> Option<String> {
    subject.split('[').skip(1).find_map(|part| {
        let (inner, _) = part.split_once(']')?;
        let mut words = inner.split_whitespace();
        let (word, tag) = (words.next()?, words.next()?);
        let fits = (4..=26).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (word.eq_ignore_ascii_case("practice") && fits && words.next().is_none()).then(|| tag.to_owned())
    })
}

/// Whether the bytes begin like a mail.
pub(super) fn looks_like_it(bytes: &[u8]) -> bool {
    let start = charsets::unmarked(bytes.get(..64 << 10).unwrap_or(bytes));
    let start = with_line_feeds(&start);
    let (header, _) = Header::split(&start);
    USUAL.iter().filter(|name| header.raw(name).is_some()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::rfc3339;
    use crate::exchange::feedback::samples;

    fn mail(bytes: &[u8]) -> Incoming {
        let mut parsed = file(bytes, &Calendar::utc());
        assert!(parsed.invalid.is_empty() && parsed.items.len() == 1, "{parsed:?}");
        parsed.items.remove(0)
    }

    #[test]
    fn a_mail_as_mailers_write_it() {
        let item = mail(samples::MULTIPART);
        assert_eq!(item.arrival.feedback.sender, "José García");
        assert_eq!(item.arrival.feedback.address, "jose@example.org");
        assert_eq!(item.arrival.feedback.title, "Re: [practice 01J9ZK3Q] Übung: el vals");
        assert_eq!(item.arrival.request.as_deref(), Some("01J9ZK3Q"));
        assert_eq!(item.arrival.feedback.external_id.as_deref(), Some("<fb-2@example.org>"));
        assert_eq!(item.arrival.reply_to.as_deref(), Some("<ask-1@example.org>"));
        assert_eq!(item.arrival.feedback.thread.as_deref(), Some("<first@example.org>"));
        assert_eq!(item.arrival.feedback.received.map(rfc3339).as_deref(), Some("2026-11-18T09:30:00+01:00"));
        assert_eq!(
            item.arrival.feedback.text,
            "El vals está mejor: 3 = tiempo.\n\nMás lento en el puente – por favor."
        );
        assert!(
            item.arrival
                .feedback
                .quoted
                .starts_with("El mié, 18 nov 2026, Ada <ada@example.org> escribió:\n> ¿Qué")
        );
        assert_eq!(item.arrival.attachments.len(), 1);
        assert_eq!(item.arrival.attachments[0].name, "grabación.wav");
        assert_eq!(item.arrival.attachments[0].size, 36);
        assert_eq!(item.arrival.original, samples::MULTIPART);
        assert!(item.is_by("JOSE@example.org") && !item.is_by("José García") && !item.is_by(" "));
    }

    #[test]
    fn a_page_of_a_company() {
        let item = mail(samples::HTML);
        assert_eq!(
            item.arrival.feedback.text,
            "Hi Ada,\n\nthe talk was clear – next time:\n\n- fewer slides\n- look up <https://example.org/tips?a=1&b=2>"
        );
        assert_eq!(item.arrival.feedback.quoted, "On Wed, 18 Nov 2026 Ada wrote:\n>\n> How was it?");
        assert_eq!(item.arrival.feedback.sender, "Okafor, Dana");
    }

    #[test]
    fn answers_between_flowed_quotations() {
        let item = mail(samples::FLOWED);
        assert_eq!(
            item.arrival.feedback.text,
            "> Was it slow? I thought so myself.\nYes, a little. But only where the bridge begins."
        );
        assert_eq!(item.arrival.feedback.quoted, "-- \nWei");
    }

    #[test]
    fn missing_and_malformed_fields() {
        let item = mail(b"Subject: only this\n\nwords");
        assert_eq!(
            (
                item.arrival.feedback.sender.as_str(),
                item.arrival.feedback.address,
                item.arrival.feedback.received,
                item.arrival.feedback.external_id
            ),
            ("", String::new(), None, None)
        );
        assert_eq!(
            (item.arrival.feedback.thread, item.arrival.feedback.content_hash.map(|hash| hash.len())),
            (None, Some(64))
        );
        let item =
            mail(b"From: dana@example.org\nDate: soon\nMessage-ID: odd@example.org\nSubject:\n\nwords");
        assert_eq!(item.arrival.feedback.sender, "dana@example.org");
        assert_eq!(item.arrival.feedback.external_id.as_deref(), Some("<odd@example.org>"));
        let item = mail(b"From: Jos\xe9 <j@example.org>\rSubject: a\r\rfirst\rsecond");
        assert_eq!(
            (item.arrival.feedback.sender.as_str(), item.arrival.feedback.text.as_str()),
            ("José", "first\nsecond")
        );
        let item =
            mail(b"Received: by x; Wed, 18 Nov 2026 09:30:00 +0100\nAuto-Submitted: auto-replied\n\naway");
        assert!(item.arrival.feedback.received.is_some() && item.arrival.feedback.given_by == GivenBy::Ai);
        let invalid = |bytes: &[u8]| file(bytes, &Calendar::utc()).invalid;
        assert_eq!(invalid(b"")[0].line, 1);
        assert!(invalid(b"words alone")[0].what.contains("not a mail"));
        assert!(invalid(b"Note: this\n\nis none")[0].what.contains("not a mail"));
        let silent = file(b"From: dana@example.org\n\n\n", &Calendar::utc());
        assert_eq!((silent.skipped.len(), silent.items.len()), (1, 0));
    }

    #[test]
    fn only_a_tag_of_ours_is_a_request() {
        assert_eq!(request("AW: [list] [Practice abcd] x").as_deref(), Some("abcd"));
        for subject in [
            "practice 01J9ZK3Q",
            "[practice]",
            "[practice ../etc]",
            "[practice 01J9 more]",
            "[practice 01J9ZK3Q",
            "[x 01J9ZK3Q]",
        ] {
            assert_eq!(request(subject), None, "{subject}");
        }
    }

    #[test]
    fn the_text_is_kept_as_it_came() {
        let item = mail(samples::HOSTILE);
        for part in ["\u{1b}]52;c;aGVsbG8=\u{7}", "\u{202e}", "\0", "\u{9b}2J"] {
            assert!(
                item.arrival.feedback.text.contains(part),
                "{part:?} in {:?}",
                item.arrival.feedback.text
            );
        }
        assert_eq!(item.arrival.attachments[0].name, "../../.ssh/authorized_keys");
        assert_eq!(item.arrival.feedback.sender, "Dana <dana@example.org>");
        assert_eq!(item.arrival.feedback.address, "mallory@example.net");
        assert!(
            item.arrival.feedback.text.contains("From here on: <b>bold</b>")
                && item.arrival.feedback.title.contains('\u{1b}')
        );
    }
}
