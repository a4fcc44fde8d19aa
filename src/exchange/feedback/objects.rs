//! The JSON objects of a stream of values, one after the other with their lines. Arrays around them, nested or side by
//! side, and `null` mean nothing. After something broken it goes on at the next line that begins an object: a line
//! break cannot be inside of a string, so words that look like JSON are never taken for an object.

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::{LARGEST_PIECE, Parsed, charsets, lines_in};

/// So many times the lines of a file are read in search of the end of what is broken; then the rest is left.
const PATIENCE: u64 = 32;

/// What stands at a place of the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// The text of an object, from `{` to `}`.
    Object(&'a [u8]),
    /// Not JSON.
    Broken,
    /// A value that is no object.
    Other,
}

/// What a file of JSON objects says: `each` reads an object, of which those that are none are named.
pub(super) fn read(bytes: &[u8], mut each: impl FnMut(&mut Parsed, u64, &[u8])) -> Parsed {
    let mut parsed = Parsed::default();
    for (line, found) in Objects::of(&charsets::unmarked(bytes)) {
        match found {
            Found::Object(object) if object.len() > LARGEST_PIECE => {
                parsed.invalid(line, "this object is too large")
            }
            Found::Object(object) => each(&mut parsed, line, object),
            Found::Broken => parsed.invalid(line, "the JSON breaks off or is damaged here"),
            Found::Other => parsed.invalid(line, "this is no JSON object"),
        }
    }
    parsed
}

/// Reads the objects of a stream.
pub(super) struct Objects<'a> {
    rest: &'a [u8],
    line: u64,
    /// The lines that may yet be read in vain.
    patience: u64,
}

impl<'a> Objects<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Objects<'a> {
        Objects { rest: bytes, line: 1, patience: (lines_in(bytes) + 32) * PATIENCE }
    }

    /// Takes so many bytes.
    fn step(&mut self, count: usize) -> &'a [u8] {
        let (passed, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.line += lines_in(passed);
        self.rest = rest;
        passed
    }

    /// To the next line that begins an object or an array of them.
    fn recover(&mut self, error: &serde_json::Error) {
        self.patience = self.patience.saturating_sub(error.line() as u64);
        while self.patience > 0
            && let Some(end) = self.rest.iter().position(|byte| *byte == b'\n')
        {
            self.step(end + 1);
            let first = self.rest.iter().find(|byte| !b" \t\r[,]".contains(byte));
            if first == Some(&b'{') {
                return;
            }
        }
        self.rest = &[];
    }
}

impl<'a> Iterator for Objects<'a> {
    type Item = (u64, Found<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let between = |byte: &u8| byte.is_ascii_whitespace() || b"[],\x1e".contains(byte);
            self.step(self.rest.iter().position(|byte| !between(byte)).unwrap_or(self.rest.len()));
            if !self.rest.starts_with(b"null") {
                break;
            }
            self.step(4);
        }
        let (line, begins) = (self.line, *self.rest.first()? == b'{');
        let mut values = Deserializer::from_slice(self.rest).into_iter::<IgnoredAny>();
        let found = match (values.next(), begins) {
            (Some(Ok(_)), true) => Found::Object(self.step(values.byte_offset())),
            (Some(Ok(_)), false) => {
                self.step(values.byte_offset());
                Found::Other
            }
            (Some(Err(error)), begins) => {
                self.recover(&error);
                if begins { Found::Broken } else { Found::Other }
            }
            (None, _) => return None,
        };
        Some((line, found))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_value_that_is_no_object_costs_none_of_its_neighbours() {
        let text = "[{\"a\":1},\"str \\\" {\",{\"b\":2},-1.5e3,true,{\"c\":3}]";
        let kinds: Vec<String> = found(text).into_iter().map(|(_, what)| what).collect();
        assert_eq!(kinds, ["{\"a\":1}", "other", "{\"b\":2}", "other", "other", "{\"c\":3}"]);
    }

    use super::*;

    fn found(text: &str) -> Vec<(u64, String)> {
        let show = |found| match found {
            Found::Object(object) => String::from_utf8_lossy(object).into_owned(),
            Found::Broken => "broken".to_owned(),
            Found::Other => "other".to_owned(),
        };
        Objects::of(text.as_bytes()).map(|(line, found)| (line, show(found))).collect()
    }

    fn owned(found: &[(u64, &str)]) -> Vec<(u64, String)> {
        found.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn arrays_in_any_arrangement_are_one_stream() {
        let expected = owned(&[(1, "{\"a\":1}"), (2, "{\"b\":[{}]}"), (3, "{}")]);
        for text in [
            "{\"a\":1}\n{\"b\":[{}]}\n{}",
            "[{\"a\":1},\n{\"b\":[{}]}]\n[{}]",
            "[[{\"a\":1}],[],\n[{\"b\":[{}]}],\n[{}]]",
            "[{\"a\":1}]null\n[{\"b\":[{}]}]\nnull{}",
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
        assert_eq!(found("[]\nnull\n"), owned(&[]));
    }

    #[test]
    fn it_goes_on_after_what_is_broken() {
        let text = "{\"a\":\"x\n  [{\"b\":1}]\nnot json {}\n{\"c\":1}\n42\n{\"d\":{";
        assert_eq!(
            found(text),
            owned(&[
                (1, "broken"),
                (2, "{\"b\":1}"),
                (3, "other"),
                (4, "{\"c\":1}"),
                (5, "other"),
                (6, "broken")
            ])
        );
        assert_eq!(found(&format!("{}\n{{}}", "{\"a\":".repeat(1000))), owned(&[(1, "broken"), (2, "{}")]));
    }

    #[test]
    fn words_are_never_objects() {
        let text = "{\"body\":\"}{\\\"id\\\":1}\\n{\\\"id\\\":2}\"}";
        assert_eq!(found(text).len(), 1);
        let cut = "{\"body\":\"see {\\\"id\\\":2}";
        assert_eq!(found(cut), owned(&[(1, "broken")]));
    }
}
