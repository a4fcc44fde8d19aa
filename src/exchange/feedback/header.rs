//! The header of a mail or of one of its parts: fields, encoded words (RFC 2047), parameters (RFC 2231). Each value is
//! read up to a length no honest one has, so that a hostile one costs no more than its bytes.

use super::charsets;
use super::transfer::{base64, unescaped};

/// Of a field so many bytes are read.
const LONGEST: usize = 16 << 10;
/// So many fields of a header are looked at.
const MOST: usize = 1000;

/// The fields of a header, in their order.
#[derive(Debug, Default)]
pub(super) struct Header<'a> {
    fields: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Header<'a> {
    /// Splits a message or part into its header and its body. Without any field all of it is body, and a line that is
    /// no field ends the header, so that nothing is lost.
    pub(super) fn split(bytes: &'a [u8]) -> (Header<'a>, &'a [u8]) {
        // Where fields begin and end; a folded one grows.
        let mut spans: Vec<(&[u8], usize, usize)> = Vec::new();
        let (mut at, mut body) = (0, 0);
        while let Some(line) = bytes.get(at..).and_then(|rest| rest.split_inclusive(|b| *b == b'\n').next()) {
            let end = at + line.len();
            let bare = without_end(line);
            if bare.is_empty() {
                body = if spans.is_empty() && at > 0 { 0 } else { end };
                break;
            }
            let first_line = at == 0;
            if let (true, Some(last)) = (line.starts_with(b" ") || line.starts_with(b"\t"), spans.last_mut())
            {
                last.2 = end;
            } else if let Some(name) = field_name(bare) {
                spans.push((name.trim_ascii_end(), at + name.len() + 1, end));
            } else if !(first_line && (line.starts_with(b"From ") || line.starts_with(b">From "))) {
                body = if spans.is_empty() { 0 } else { at };
                break;
            }
            at = end;
            body = end;
        }
        let fields = spans.into_iter().take(MOST);
        let fields = fields.map(|(name, from, to)| (name, bytes.get(from..to).unwrap_or_default())).collect();
        (Header { fields }, bytes.get(body..).unwrap_or_default())
    }

    /// Whether any of these fields is there.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.raw(name).is_some())
    }

    /// The first field of a name as one line, encoded words not yet decoded.
    pub(super) fn raw(&self, name: &str) -> Option<String> {
        let (_, value) = self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()))?;
        let text = charsets::guessed(value.get(..LONGEST).unwrap_or(value));
        Some(text.replace(['\r', '\n'], "").trim().to_owned())
    }

    /// The first field of a name, readable.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.raw(name).map(|raw| words(&raw))
    }

    /// A field that has parameters, such as `Content-Type`.
    pub(super) fn structured(&self, name: &str) -> Structured {
        self.raw(name).map(|raw| Structured::of(&raw)).unwrap_or_default()
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The name before the colon, where the line is a field.
fn field_name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().take(200).position(|byte| *byte == b':')?;
    let name = line.get(..colon)?;
    let word = name.trim_ascii_end();
    (!word.is_empty() && word.iter().all(u8::is_ascii_graphic)).then_some(name)
}

/// Text with its encoded words decoded. Neighbours of one charset are joined before, because mailers cut letters apart.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<(&str, Vec<u8>)> = None;
    let decoded = |open: Option<(&str, Vec<u8>)>| {
        open.map(|(label, bytes)| charsets::text(&bytes, Some(label))).unwrap_or_default()
    };
    let mut rest = text;
    // Beyond the last end nothing needs to be looked at; else each beginning would be a search through the rest.
    let last = text.rfind("?=").unwrap_or(0);
    while let Some(start) = rest.find("=?").filter(|start| text.len() - rest.len() + start < last) {
        let (before, from) = rest.split_at(start);
        let neighbour = open.is_some() && before.trim().is_empty();
        rest = match (word(from), &mut open) {
            (Some((label, bytes, after)), Some((known, held)))
                if neighbour && known.eq_ignore_ascii_case(label) =>
            {
                held.extend(bytes);
                after
            }
            (Some((label, bytes, after)), _) => {
                out.push_str(&decoded(open.replace((label, bytes))));
                out.push_str(if neighbour { "" } else { before });
                after
            }
            (None, _) => {
                let (literal, after) = from.split_at(2);
                out.push_str(&decoded(open.take()));
                out.push_str(before);
                out.push_str(literal);
                after
            }
        };
    }
    out.push_str(&decoded(open));
    out.push_str(rest);
    out
}

/// One `=?charset?Q?text?=` at the beginning: its charset, its bytes, and what comes after it.
fn word(text: &str) -> Option<(&str, Vec<u8>, &str)> {
    let (label, rest) = text.strip_prefix("=?")?.split_once('?').filter(|(label, _)| label.len() <= 60)?;
    let label_fits = label.bytes().all(|byte| byte.is_ascii_graphic());
    let known = |kind: &str| label_fits && matches!(kind, "B" | "b" | "Q" | "q");
    let (kind, rest) = rest.split_once('?').filter(|(kind, _)| known(kind))?;
    let (content, after) = rest.split_once("?=")?;
    let label = label.split('*').next().unwrap_or(label);
    let bytes = match kind {
        "B" | "b" => base64(content.as_bytes()),
        _ => unescaped(b'=', content.replace('_', " ").as_bytes()),
    };
    Some((label, bytes, after))
}

/// A value with its parameters.
#[derive(Debug, Default)]
pub(super) struct Structured {
    /// The value in lower case.
    pub(super) value: String,
    parameters: Vec<(String, String)>,
}

impl Structured {
    fn of(text: &str) -> Structured {
        let mut parts = unquoted_parts(text).into_iter();
        let value = parts.next().unwrap_or_default().trim().to_lowercase();
        let parameters = parts.take(100).filter_map(|part| {
            let (key, value) = part.split_once('=')?;
            Some((key.trim().to_lowercase(), value.trim_end().to_owned()))
        });
        Structured { value, parameters: parameters.collect() }
    }

    fn exactly(&self, key: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// A parameter, whether it stands whole, in pieces (`name*0`) or in a charset (`name*=utf-8''caf%C3%A9`).
    pub(super) fn parameter(&self, key: &str) -> Option<String> {
        let mut bytes = Vec::new();
        let mut label = None;
        for piece in 0..self.parameters.len() {
            let whole = Some(format!("{key}*")).filter(|_| piece == 0);
            let encoded = whole.into_iter().chain([format!("{key}*{piece}*")]);
            if let Some(encoded) = encoded.into_iter().find_map(|key| self.exactly(&key)) {
                let (named, text) = if piece == 0 { charset_of(encoded) } else { (label, encoded) };
                label = named;
                bytes.extend(unescaped(b'%', text.as_bytes()));
            } else if let Some(plain) = self.exactly(&format!("{key}*{piece}")) {
                bytes.extend_from_slice(plain.as_bytes());
            } else {
                break;
            }
        }
        if bytes.is_empty() { self.exactly(key).map(words) } else { Some(charsets::text(&bytes, label)) }
    }
}

/// `utf-8'en'text`; what lacks the marks is text.
fn charset_of(encoded: &str) -> (Option<&str>, &str) {
    let mut parts = encoded.splitn(3, '\'');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(label), Some(_), Some(text)) => (Some(label), text),
        _ => (None, encoded),
    }
}

/// The parts between semicolons that stand outside of quotes, without their quotes.
fn unquoted_parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let (mut quoted, mut escaped) = (false, false);
    for letter in text.chars() {
        let begins = part.is_empty() || part.ends_with('=');
        match letter {
            _ if std::mem::take(&mut escaped) => part.push(letter),
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => parts.push(std::mem::take(&mut part)),
            ' ' | '\t' if !quoted && begins => {}
            _ => part.push(letter),
        }
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_and_unfolded() {
        let (header, body) = Header::split(b"Subject: one\r\n two\r\nFROM : a@b\nX:\n\nHello\n\nbye");
        assert_eq!(header.text("subject").as_deref(), Some("one two"));
        assert_eq!(header.text("From").as_deref(), Some("a@b"));
        assert_eq!(header.text("X").as_deref(), Some(""));
        assert_eq!((header.text("Y"), body), (None, &b"Hello\n\nbye"[..]));
    }

    #[test]
    fn a_malformed_header_loses_nothing() {
        let body = |bytes: &'static [u8]| Header::split(bytes).1;
        assert_eq!(body(b"Just words\nin lines\n\nand more"), b"Just words\nin lines\n\nand more");
        assert_eq!(body(b"Subject: a\nno field at all\nmore"), b"no field at all\nmore");
        assert_eq!(body(b"\nwords"), b"words");
        assert_eq!(body(b">From ada Wed\nSubject: a\n\nwords"), b"words");
        assert_eq!(body(b"Subject: a\n folded"), b"");
        assert_eq!(body(b" leading blank\nSubject: a\n\nwords"), b" leading blank\nSubject: a\n\nwords");
        assert_eq!(body(b""), b"");
        let (header, _) = Header::split(b"Subject: caf\xe9\n\n");
        assert_eq!(header.text("Subject").as_deref(), Some("café"));
    }

    #[test]
    fn encoded_words_are_decoded() {
        for (text, expected) in [
            ("=?utf-8?Q?Jos=C3=A9_Garc=C3=ADa?=", "José García"),
            ("=?ISO-8859-1?q?Jos=E9?= and =?utf-8?B?w6k=?=", "José and é"),
            ("=?utf-8?Q?one?=  =?utf-8?B?IHR3bw==?=", "one two"),
            ("=?utf-8?B?w6?= =?UTF-8?B?k=?=", "\u{fffd}"),
            ("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "é"),
            ("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?= b", "aé b"),
            ("=?utf-8*en?Q?hi?=", "hi"),
            ("2 =? 3 ?= x =?y", "2 =? 3 ?= x =?y"),
            ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
            ("=?klingon?Q?a=E9?=", "a\u{fffd}"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn parameters_in_all_their_forms() {
        let structured = Structured::of(
            "Text/Plain; Charset=\"utf-8\"; name=\"a;b\\\"c\"; filename*=utf-8'en'caf%C3%A9.txt; \
             title*0*=utf-8''caf%C3; title*1*=%A9; title*2=\" x\"; old=\"=?utf-8?Q?=C3=A9?=\"; broken",
        );
        assert_eq!(structured.value, "text/plain");
        for (key, expected) in [
            ("charset", Some("utf-8")),
            ("name", Some("a;b\"c")),
            ("filename", Some("café.txt")),
            ("title", Some("café x")),
            ("old", Some("é")),
            ("broken", None),
        ] {
            assert_eq!(structured.parameter(key).as_deref(), expected, "{key}");
        }
    }
}
