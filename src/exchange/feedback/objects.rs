//! The JSON objects of a stream of values, one after the other with their lines. Arrays around them, nested or side by
//! side, and `null` mean nothing. After something broken it goes on at the next line that begins an object: a line
//! break cannot be inside of a string, so words that look like JSON are never taken for an object.

/// Values within values beyond this are broken on purpose.
const DEEPEST: usize = 32;

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

/// Reads the objects of a stream.
pub(super) struct Objects<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Objects<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Objects<'a> {
        Objects { bytes, at: 0, line: 1 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self, count: usize) {
        let passed = self.bytes.get(self.at..self.at + count).unwrap_or_default();
        self.line += super::lines_in(passed);
        self.at += count;
    }

    /// To the next line that begins an object or an array of them.
    fn recover(&mut self) {
        while let Some(end) =
            self.bytes.get(self.at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n'))
        {
            self.step(end + 1);
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let first = rest.iter().find(|byte| !b" \t\r[,]".contains(byte));
            if first == Some(&b'{') {
                return;
            }
        }
        self.at = self.bytes.len();
    }

    /// The length of the object that begins here, or `None` if it is broken.
    fn object(&self) -> Option<usize> {
        let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
        for (length, byte) in self.bytes.get(self.at..)?.iter().enumerate() {
            match byte {
                b'\n' | b'\r' if in_string => return None,
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'{' | b'[' if depth == DEEPEST => return None,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => return (*byte == b'}').then_some(length + 1),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

impl<'a> Iterator for Objects<'a> {
    type Item = (u64, Found<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            while self.peek().is_some_and(|byte| byte.is_ascii_whitespace() || b"[],\x1e".contains(&byte)) {
                self.step(1);
            }
            if !self.bytes.get(self.at..).unwrap_or_default().starts_with(b"null") {
                break;
            }
            self.step(4);
        }
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let line = self.line;
        let length = if rest.starts_with(b"{") { self.object() } else { None };
        if let Some(object) = length.and_then(|length| rest.get(..length)) {
            self.step(object.len());
            return Some((line, Found::Object(object)));
        }
        if let Some(length) = scalar(rest) {
            self.step(length);
            return Some((line, Found::Other));
        }
        self.recover();
        Some((line, if rest.starts_with(b"{") { Found::Broken } else { Found::Other }))
    }
}

/// The length of a string, a number or a truth value that stands at the beginning, whole.
fn scalar(bytes: &[u8]) -> Option<usize> {
    let length = match bytes.first()? {
        b'"' => {
            let mut escaped = false;
            let end = bytes.iter().skip(1).position(|byte| {
                let ends = matches!(byte, b'"' | b'\n' | b'\r') && !escaped;
                escaped = *byte == b'\\' && !escaped;
                ends
            })?;
            (bytes.get(end + 1) == Some(&b'"')).then_some(end + 2)?
        }
        b'-' | b'0'..=b'9' => {
            bytes.iter().position(|byte| !b"+-.eE0123456789".contains(byte)).unwrap_or(bytes.len())
        }
        _ if bytes.starts_with(b"true") => 4,
        _ if bytes.starts_with(b"false") => 5,
        _ => return None,
    };
    let after = bytes.get(length);
    after.is_none_or(|byte| byte.is_ascii_whitespace() || b",]".contains(byte)).then_some(length)
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
