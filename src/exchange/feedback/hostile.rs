//! Whatever the bytes are, reading them ends soon and never panics: arbitrary bytes, damaged samples, and files made to
//! take long.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn read_all(bytes: &[u8]) {
    for format in Format::ALL {
        let parsed = parse(*format, bytes, &Calendar::utc());
        let last = lines_in(&charsets::unmarked(bytes)) + 1;
        for remark in parsed.invalid.iter().chain(&parsed.skipped).chain(&parsed.notes) {
            assert!((1..=last).contains(&remark.line), "{format}: {remark:?} of {last} lines");
        }
        for item in &parsed.items {
            assert!(
                (1..=last).contains(&item.line) && item.arrival.feedback.content_hash.is_some(),
                "{format}: {item:?}"
            );
        }
    }
    recognise(bytes);
}

/// Pieces that mean something to one parser or another.
const WORDS: &[&str] = &[
    "From ",
    "From: a@b\n",
    "Subject: =?utf-8?Q?",
    "?=",
    "\n\n",
    "\r\n",
    "\r",
    "--b\n",
    "--b--\n",
    "<a href=\"",
    "<script>",
    "</",
    "&#x",
    ";",
    "> ",
    "-- \n",
    "On x wrote:\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "null",
    "{\"id\":1,",
    "\"body\":",
    "\"text\":",
    "text,from\n",
    ",",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: text/html\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "=",
    "=3D",
    "é",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "Wed Nov 18 09:30:00 2026\n",
    "name*0*=utf-8''%C3",
    "\u{1b}]52;c;x\u{7}",
    "Date: ",
    "<!--",
    "From: ",
];

fn mixture() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(WORDS.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A sample with some of its bytes changed, doubled or lost.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let damage = (any::<prop::sample::Index>(), 0usize..40, prop::sample::select(WORDS.to_vec()));
    (0..samples::ALL.len() + 2, prop::collection::vec(damage, 0..6)).prop_map(|(which, damages)| {
        let own = || if which % 2 == 0 { samples::documented("json") } else { samples::documented("csv") };
        let mut bytes =
            samples::ALL.get(which).map_or_else(|| own().as_bytes().to_vec(), |(bytes, _)| bytes.to_vec());
        for (place, lost, put) in damages {
            let at = place.index(bytes.len() + 1);
            let end = (at + lost).min(bytes.len());
            bytes.splice(at..end, put.bytes());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn mixtures_of_syntax_are_survived(bytes in mixture()) {
        read_all(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        html::plain(&text);
        flowed::unflowed(&text, true);
        let (words, tail) = quotes::folded(&text);
        prop_assert!(words.len() + tail.len() <= text.len());
        prop_assert!(text.trim().is_empty() || !words.trim().is_empty());
    }

    #[test]
    fn damaged_samples_are_survived(bytes in damaged()) {
        read_all(&bytes);
    }
}

/// Two megabytes of what would take quadratic time if anything did.
#[test]
#[allow(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn nothing_takes_long() {
    let fill = |head: &str, unit: &str| format!("{head}{}", unit.repeat((2 << 20) / unit.len())).into_bytes();
    let mail = "From: a@example.org\nDate: x\n";
    let page = "From: a@example.org\nContent-Type: text/html\n\n";
    let cases = [
        (Format::Eml, fill("From: a@example.org\nSubject: ", "=?utf-8?Q?x ")),
        (Format::Eml, fill("From: a@example.org\nSubject: ", "x\n ")),
        (Format::Eml, fill("From: a@example.org\nContent-Type: text/plain", "; a*0*=utf-8''x")),
        (Format::Eml, fill(mail, "X: y\n")),
        (Format::Eml, fill("From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\n")),
        (Format::Eml, fill("", "Content-Type: multipart/mixed; boundary=b\nDate: x\n\n--b\n")),
        (Format::Eml, fill(page, "<")),
        (Format::Eml, fill(page, "<a href=\"")),
        (Format::Eml, fill(page, "<a href='http://x'>")),
        (Format::Eml, fill(page, "<blockquote>x")),
        (Format::Eml, fill(page, "<!--")),
        (Format::Eml, fill(page, "<script></")),
        (Format::Eml, fill(page, "&")),
        (Format::Eml, fill(page, "<br>")),
        (Format::Eml, fill("From: a@example.org\nContent-Type: text/plain; format=flowed\n\n", ">>>> x \n")),
        (Format::Eml, fill(mail, "\nx")),
        (Format::Eml, fill("From: a@example.org\nDate: x\n\nwords\n", "From: x\n")),
        (Format::Eml, fill("From: a@example.org\nDate: x\n\nwords\n", "> x\n")),
        (Format::Eml, fill("From: a@example.org\nDate: x\n\nwords\n", "-- \n")),
        (Format::Eml, fill("From: a@example.org\nDate: x\n\n", "long ")),
        (Format::Eml, fill("From: ", "(")),
        (Format::Eml, fill("References: ", "<")),
        (Format::Mbox, fill("", "From a Wed Nov 18 09:30:00 2026\nA: b\n\n")),
        (Format::Mbox, fill("", "From \n")),
        (Format::Mbox, fill("From a Wed Nov 18 09:30:00 2026\nSubject: x\n\n", ">")),
        (Format::GitHub, fill("", "{\n")),
        (Format::GitHub, fill("", "{\"\n")),
        (Format::GitHub, fill("", "[{\"a\":[")),
        (Format::GitHub, fill("", "{\n{}\n")),
        (Format::GitHub, [fill("", "{\"a\":\n"), b"!".to_vec()].concat()),
        (Format::GitHub, fill("", "{\"id\":1}")),
        (Format::GitHub, fill("{\"id\":1,\"body\":\"", "\\\"{")),
        (Format::Json, fill("", "[")),
        (Format::Json, fill("", "x\n")),
        (Format::Json, fill("{\"text\":\"a\"", ",\"b\":1")),
        (Format::Json, fill("", "{\"text\":\"a\",\"themes\":\"a;b;c\"}\n")),
        (Format::Csv, fill("text,from\n", "\"")),
        (Format::Csv, fill("text,from\n", "words in a row,somebody\n")),
        (Format::Csv, fill("text", ",b")),
        (Format::Csv, fill("text,from\n", ",")),
        (Format::Csv, fill("text,from\n", "\n")),
    ];
    for (at, (format, bytes)) in cases.into_iter().enumerate() {
        let began = Instant::now();
        parse(format, &bytes, &Calendar::utc());
        recognise(&bytes);
        let took = began.elapsed();
        assert!(took < Duration::from_secs(20), "case {at} ({format}) took {took:?}");
    }
}
