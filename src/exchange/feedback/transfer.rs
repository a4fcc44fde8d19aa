//! Decodes base64 and quoted-printable, as mails use them. What is broken is kept as it stands.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// What a `Content-Transfer-Encoding` makes of the bytes of a part; unknown ones are left as they are.
pub(super) fn decoded(bytes: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => base64(bytes),
        "quoted-printable" => quoted_printable(bytes),
        _ => bytes.to_vec(),
    }
}

/// Base64 in either alphabet; foreign letters are passed over, padding only ends a group, a last letter alone is lost.
pub(super) fn base64(bytes: &[u8]) -> Vec<u8> {
    let letter = |byte: &u8| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'+' | b'/' => Some(*byte),
        _ => byte.is_ascii_alphanumeric().then_some(*byte),
    };
    let config = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    let engine =
        GeneralPurpose::new(&STANDARD, config.with_decode_padding_mode(DecodePaddingMode::RequireNone));
    let groups = bytes.split(|byte| *byte == b'=').map(|group| {
        let mut letters: Vec<u8> = group.iter().filter_map(letter).collect();
        letters.truncate(letters.len() - usize::from(letters.len() % 4 == 1));
        engine.decode(letters).unwrap_or_default()
    });
    groups.collect::<Vec<_>>().concat()
}

/// Quoted-printable: `=3D`, soft line breaks, and blanks at line ends dropped, which only transports add. Bytes that
/// should not be there, as 8-bit letters, stay.
pub(super) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (content, end) = match line {
            [content @ .., b'\r', b'\n'] => (content, &b"\r\n"[..]),
            [content @ .., b'\n'] => (content, &b"\n"[..]),
            content => (content, &b""[..]),
        };
        let content = content.trim_ascii_end();
        let (content, end) = match content {
            [content @ .., b'='] => (content, &b""[..]),
            content => (content, end),
        };
        out.extend(unescaped(b'=', content));
        out.extend_from_slice(end);
    }
    out
}

/// Bytes with each `=3D` as the byte it stands for, or each `%3D` where that is the mark; what only looks like one stays.
pub(super) fn unescaped(mark: u8, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        let code = digit(0).zip(digit(1)).filter(|_| *first == mark);
        out.push(code.map_or(*first, |(high, low)| (high << 4 | low) as u8));
        rest = after.get(if code.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_far_as_it_goes() {
        assert_eq!(base64(b"aGVsbG8gd29ybGQ="), b"hello world");
        assert_eq!(base64(b"aGVs\r\n bG8*gd2\n9ybGQ"), b"hello world");
        assert_eq!(base64(b"aGVsbG8gd29yb"), b"hello wor");
        assert_eq!(base64(b"aGk=aGk="), b"hihi");
        assert_eq!(base64(b"_-8="), base64(b"/+8="));
        assert_eq!(base64(b"===="), b"");
        assert_eq!(decoded(b"aGVsbG8gd2\r\n9ybGQ=", "BASE64").len(), 11);
    }

    #[test]
    fn quoted_printable_loses_nothing() {
        assert_eq!(quoted_printable(b"caf=C3=A9 =\r\nis open  \r\n"), "café is open\r\n".as_bytes());
        assert_eq!(quoted_printable(b"1=1, =zz, =4, caf\xe9 ="), b"1=1, =zz, =4, caf\xe9 ");
        assert_eq!(quoted_printable(b"a=0Ab=3d\nc"), b"a\nb=\nc");
    }
}
