//! Turns bytes into letters: by the charset that a mail names, or by the byte order mark of a file.

use std::borrow::Cow;

use charset::Charset;

/// The text of a mail's part. An unnamed charset is UTF-8 where that fits and windows-1252 where not; of an unknown one
/// what cannot be read becomes `U+FFFD`.
pub(super) fn text(bytes: &[u8], label: Option<&str>) -> String {
    let label = label.map(|label| label.trim().to_ascii_lowercase()).filter(|label| !label.is_empty());
    match label.as_deref() {
        None | Some("us-ascii" | "ascii" | "unknown-8bit" | "x-unknown" | "default") => {
            guessed(bytes).into_owned()
        }
        Some(label) => match Charset::for_label_no_replacement(label.as_bytes()) {
            Some(charset) => charset.decode(bytes).0.into_owned(),
            None => String::from_utf8_lossy(bytes).into_owned(),
        },
    }
}

/// UTF-8 where it is, else windows-1252, which has a letter for every byte.
pub(super) fn guessed(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // Other letters show that it is UTF-8, of which only the last is cut off.
        Err(error)
            if error.error_len().is_none()
                && !bytes.get(..error.valid_up_to()).unwrap_or_default().is_ascii() =>
        {
            String::from_utf8_lossy(bytes)
        }
        Err(_) => western(bytes),
    }
}

/// Windows-1252, as nearly everything is that calls itself Latin-1.
pub(super) fn western(bytes: &[u8]) -> Cow<'_, str> {
    Charset::for_label(b"windows-1252").map_or_else(
        || String::from_utf8_lossy(bytes),
        |charset| charset.decode_without_bom_handling(bytes).0,
    )
}

/// A file without its byte order mark, recoded to UTF-8 where the mark says UTF-16.
pub(super) fn unmarked(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Charset::for_bom(bytes) {
        None => Cow::Borrowed(bytes),
        Some((_, 3)) => Cow::Borrowed(bytes.get(3..).unwrap_or_default()),
        Some((charset, _)) => Cow::Owned(charset.decode(bytes).0.into_owned().into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charset_named_is_taken() {
        assert_eq!(text(b"caf\xe9 \x93so\x94", Some("ISO-8859-1")), "café “so”");
        assert_eq!(text(b"caf\xe9", Some("windows-1252")), "café");
        assert_eq!(text("naïve".as_bytes(), Some(" UTF-8 ")), "naïve");
        assert_eq!(text(b"\x82\xb1\x82\xf1", Some("Shift_JIS")), "こん");
        assert_eq!(text(b"\xd4\xc1\xcb", Some("koi8-r")), "так");
    }

    #[test]
    fn without_a_charset_it_is_utf_8_or_western() {
        for label in [None, Some("us-ascii"), Some("")] {
            assert_eq!(text("naïve".as_bytes(), label), "naïve");
            assert_eq!(text(b"na\xefve", label), "naïve");
        }
        assert_eq!(text(&"caféé".as_bytes()[..6], None), "café\u{fffd}");
        assert_eq!(text(b"caf\xe9", None), "café");
        assert_eq!(text(b"na\xefve", Some("klingon")), "na\u{fffd}ve");
        assert_eq!(text(b"na\xefve", Some("hz-gb-2312")), "na\u{fffd}ve");
    }

    #[test]
    fn a_byte_order_mark_says_what_a_file_is_in() {
        assert_eq!(unmarked(b"\xef\xbb\xbfa\xff").as_ref(), b"a\xff");
        assert_eq!(unmarked(b"\xff\xfea\0\xe9\0").as_ref(), "aé".as_bytes());
        assert_eq!(unmarked(b"\xfe\xff\0a\0\xe9\0").as_ref(), "aé\u{fffd}".as_bytes());
        assert_eq!(unmarked(b"plain").as_ref(), b"plain");
        assert_eq!(unmarked(b"\xff\xfe").as_ref(), b"");
    }
}
