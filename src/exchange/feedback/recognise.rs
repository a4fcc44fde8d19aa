//! Which format a file is in, told by its content and never by its name.

use super::objects::{Found, Objects};
use super::{Format, charsets, csv, github, mail, mbox};

/// So many bytes tell what a file is in.
const ENOUGH: usize = 1 << 20;

/// The format of a file, or `None` if it is none of ours. An empty list of JSON is ours.
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    let start = bytes.get(..ENOUGH).unwrap_or(bytes);
    let text = charsets::unmarked(start);
    let text = text.trim_ascii_start();
    let first_line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if mbox::separator(first_line).is_some() {
        return Some(Format::Mbox);
    }
    if text.starts_with(b"{") || text.starts_with(b"[") || text.starts_with(b"null") {
        return json_kind(text);
    }
    if mail::looks_like_it(text) {
        return Some(Format::Eml);
    }
    csv::looks_like_it(text).then_some(Format::Csv)
}

/// Whose objects they are. The first that is whole decides; of none, whether it can be JSON at all.
fn json_kind(text: &[u8]) -> Option<Format> {
    let mut objects = Objects::of(text).take(20);
    match objects.find_map(|(_, found)| if let Found::Object(object) = found { Some(object) } else { None }) {
        Some(object) if github::looks_like_it(object) => Some(Format::GitHub),
        Some(object) => {
            serde_json::from_slice::<serde::de::IgnoredAny>(object).is_ok().then_some(Format::Json)
        }
        None => text.iter().all(|byte| b"[], \t\r\nnul".contains(byte)).then_some(Format::Json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::feedback::samples;

    #[test]
    fn every_sample_is_recognised() {
        for (bytes, format) in samples::ALL {
            assert_eq!(recognise(bytes), Some(*format));
        }
        assert_eq!(recognise(samples::documented("json").as_bytes()), Some(Format::Json));
        assert_eq!(recognise(samples::documented("csv").as_bytes()), Some(Format::Csv));
    }

    #[test]
    fn beginnings() {
        for (bytes, expected) in [
            (&b"[]\n"[..], Some(Format::Json)),
            (b"null\n[{\"text\":\"a\"}]", Some(Format::Json)),
            (b"{\"message\":\"Not Found\",\"documentation_url\":\"d\"}", Some(Format::GitHub)),
            (b"\xef\xbb\xbf[{\"id\":1,\"body\":\"a\",\"issue_url\":\"u\"}]", Some(Format::GitHub)),
            (b"\xff\xfe[\0{\0}\0]\0", Some(Format::Json)),
            (b"Received: by x\r\nSubject: y\r\n\r\nz", Some(Format::Eml)),
            (b"From: a@b\rSubject: y\r\rz", Some(Format::Eml)),
            (b"text\nwords\n", Some(Format::Csv)),
            (b"From;Text\nDana;words\n", Some(Format::Csv)),
            (b"", None),
            (b"Dear diary,\n\ntext, from me", None),
            (b"Subject: only\n\nwords", None),
            (b"{oops", None),
            (b"PK\x03\x04\0\0text,from", None),
            (b"\x89PNG\r\n\x1a\n", None),
            (b"text for from, all", None),
        ] {
            assert_eq!(recognise(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
