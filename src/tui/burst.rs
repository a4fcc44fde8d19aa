//! Which bytes are a paste although nothing marks them as one. Pure; the collecting of bytes is `input`, and why the
//! numbers are what they are is docs/decisions/0009-bursts.md.

/// So many characters in one piece may be keys, whatever they are: somebody typed ahead.
const FEW: usize = 3;
/// A piece made of so few different characters is keys, however long: one held down, hits and misses.
const KINDS: usize = 2;
/// More than this in one piece is no hand, even on a line that stalls.
const HAND: usize = 16;

/// How many bytes at the start are characters, line breaks and tabs: what text is made of.
pub fn text_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_text(*byte)).unwrap_or(bytes.len())
}

/// Whether these bytes begin with text that was pasted, not typed; they came in one piece.
pub fn begins(bytes: &[u8]) -> bool {
    is_paste(&bytes[..text_length(bytes)])
}

fn is_paste(text: &[u8]) -> bool {
    let broken = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let mut seen = [false; 256];
    text.iter().filter(|byte| !broken(byte)).for_each(|byte| seen[usize::from(*byte)] = true);
    let kinds = seen.iter().filter(|seen| **seen).count();
    // The later bytes of a character are no characters of their own.
    let characters = text.iter().filter(|byte| !broken(byte) && !matches!(byte, 0x80..=0xbf)).count();
    characters > FEW && kinds > KINDS && (characters > HAND || text.iter().any(broken))
}

fn is_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\r' | b'\n' | 0x20..=0x7e | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hands_leave_in_a_queue_is_keys() {
        for keys in [
            "",
            "q",
            "s\r",
            "gdj",
            "L s",
            "j\rj\rj",
            &"j".repeat(100),
            &"jf".repeat(50),
            "jjjj\r",
            "guide tones",
        ] {
            assert!(!is_paste(keys.as_bytes()), "{keys:?}");
        }
    }

    #[test]
    fn lines_and_long_text_are_a_paste() {
        for text in ["ls -l\rq\r", "quit\r", "see you\n", "this is what I heard", "один два\rтри"] {
            assert!(is_paste(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn sequences_are_not_text() {
        assert_eq!(text_length(b"one\rtwo\t\x1b[A"), 8);
        assert_eq!(text_length("漢字".as_bytes()), 6);
        assert_eq!(text_length(b"\x01a"), 0);
    }
}
