//! What is said to the terminal past the frame: the bell, a notification, the clipboard. Pure: text in, bytes out.

/// The bell.
pub const BELL: &[u8] = b"\x07";

/// The most that is put on a clipboard: many terminals drop more without a word.
pub const CLIPBOARD_MAX: usize = 100_000;

/// A desktop notification (OSC 9), one line, free of anything that could end the sequence early.
pub fn notification(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    // Some terminals read "9;4;…" as a progress bar.
    format!("\x1b]9;{}\x1b\\", line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'))
}

/// Text for the clipboard (OSC 52).
pub fn clipboard(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            if i <= chunk.len() {
                out.push(char::from(DIGITS[(word >> (18 - 6 * i) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_rfc_4648_has_it() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, coded) in pairs {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn a_notification_cannot_break_out() {
        let sent = notification("4;1;50\x1b]52;c;ZXZpbA==\x07 done");
        assert_eq!(sent.matches('\x1b').count(), 2);
        assert!(!sent.contains('\x07') && !sent.starts_with("\x1b]9;4"));
    }
}
