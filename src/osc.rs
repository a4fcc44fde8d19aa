//! What is said to the terminal past the frame: the bell, a notification, the clipboard, and a question about its
//! ground with the answer. Pure: text in, bytes out, and back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::config::Ground;

/// The bell.
pub const BELL: &[u8] = b"\x07";

/// The most that is put on a clipboard: many terminals drop more without a word.
pub const CLIPBOARD_MAX: usize = 100_000;

/// Asks for the colour of the ground (OSC 11).
pub const ASK_GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// What an answer to that begins with.
pub const GROUND: &[u8] = b"\x1b]11;";

/// Whether the ground is light or dark: `rgb:ffff/ffff/ffff`, each with one to four digits.
pub fn ground(colour: &[u8]) -> Option<Ground> {
    let colour = std::str::from_utf8(colour).ok()?;
    let (_, digits) = colour.split_once(':').filter(|(kind, _)| matches!(*kind, "rgb" | "rgba"))?;
    let mut parts = digits.split('/').map(|part| {
        let most = 16_u32
            .checked_pow(u32::try_from(part.len()).ok()?)
            .filter(|most| (16..=65_536).contains(most))?;
        Some(u32::from_str_radix(part, 16).ok()? * 1_000 / (most - 1))
    });
    let mut next = || parts.next().flatten();
    let (red, green, blue) = (next()?, next()?, next()?);
    // As bright as the eye takes it (Rec. 601).
    let bright = (red * 299 + green * 587 + blue * 114) / 1_000;
    Some(if bright > 500 { Ground::Light } else { Ground::Dark })
}

/// A desktop notification (OSC 9), one line, free of anything that could end the sequence early.
pub fn notification(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    // Some terminals read "9;4;…" as a progress bar.
    format!("\x1b]9;{}\x1b\\", line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'))
}

/// Text for the clipboard (OSC 52).
pub fn clipboard(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_for_the_clipboard_is_in_base64() {
        assert_eq!(clipboard("fooba"), "\x1b]52;c;Zm9vYmE=\x1b\\");
    }

    #[test]
    fn a_ground_is_light_or_dark_or_no_ground() {
        for (colour, ground) in [
            ("rgb:ffff/ffff/ffff", Some(Ground::Light)),
            ("rgb:fa/f8/f4", Some(Ground::Light)),
            ("rgba:1717/1818/1d1d/ffff", Some(Ground::Dark)),
            ("rgb:0/0/0", Some(Ground::Dark)),
            ("rgb:0000/0000/ffff", Some(Ground::Dark)),
            ("rgb:ffff/ffff", None),
            ("rgb:/g/-1", None),
            ("rgb:fffff/0/0", None),
            ("?", None),
        ] {
            assert_eq!(super::ground(colour.as_bytes()), ground, "{colour}");
        }
    }

    #[test]
    fn a_notification_cannot_break_out() {
        let sent = notification("4;1;50\x1b]52;c;ZXZpbA==\x07 done");
        assert_eq!(sent.matches('\x1b').count(), 2);
        assert!(!sent.contains('\x07') && !sent.starts_with("\x1b]9;4"));
    }
}
