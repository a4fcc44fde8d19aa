//! Entities of HTML: the named ones that mailers use, and all numbered ones.

use crate::exchange::feedback::charsets;

const NAMED: [(&str, &str); 72] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("iexcl", "¡"),
    ("cent", "¢"),
    ("pound", "£"),
    ("yen", "¥"),
    ("sect", "§"),
    ("copy", "©"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("reg", "®"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("micro", "µ"),
    ("para", "¶"),
    ("middot", "·"),
    ("frac12", "½"),
    ("iquest", "¿"),
    ("times", "×"),
    ("divide", "÷"),
    ("szlig", "ß"),
    ("Agrave", "À"),
    ("Aacute", "Á"),
    ("Acirc", "Â"),
    ("Auml", "Ä"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Ntilde", "Ñ"),
    ("Ouml", "Ö"),
    ("Oslash", "Ø"),
    ("Uuml", "Ü"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("euro", "€"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
];

/// The letters of the entity that stands behind a `&`, and what comes after it.
pub(super) fn entity(text: &str) -> Option<(String, &str)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let (name, after) = (text.get(..end)?, text.get(end + 1..)?);
    let letters = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string(),
        None => NAMED.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((letters, after))
}

fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(0);
    match (code, u8::try_from(code)) {
        (0, _) => Some('\u{fffd}'),
        // Old mailers meant windows-1252 here.
        (_, Ok(byte @ 0x80..=0x9f)) => charsets::western(&[byte]).chars().next(),
        _ => Some(char::from_u32(code).unwrap_or('\u{fffd}')),
    }
}
