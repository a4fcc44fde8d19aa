//! Text shown safely, and measured in terminal cells. Everything that people, files or mails wrote goes through here on
//! its way to a screen or a terminal; the store keeps the original. No terminal, no colours, no layout.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks drawn over one letter; what is stacked higher is not shown.
const MOST_MARKS: usize = 4;
/// Pictures joined into one; families have four, and a terminal that cannot join them draws them in a row.
const MOST_JOINS: usize = 4;
/// A base for a mark that has none, so that it does not settle on what stands before it.
const LONE_BASE: char = '◌';

/// Text for one line: line breaks become `⏎`, and whatever would move the cursor, turn the direction of writing or
/// hide is made visible (`␛`, `<U+202E>`).
pub fn safe_line(text: &str) -> Cow<'_, str> {
    safe(text, false)
}

/// Text for several lines: as `safe_line`, but line breaks (`\n`, `\r\n`) stay as `\n`.
pub fn safe_text(text: &str) -> Cow<'_, str> {
    safe(text, true)
}

/// How many terminal cells safe text takes: the measure by which the screen is laid out too.
pub fn width(text: &str) -> usize {
    // Most of a screen is plain ASCII, one cell a byte; looking for graphemes there costs more than drawing.
    if is_plain(text) {
        text.len()
    } else if is_even(text) {
        text.chars().count()
    } else {
        text.graphemes(true).map(cells_of).sum()
    }
}

/// Text made safe for one line and cut to so many cells; what is cut ends in `…`.
pub fn fit(text: &str, cells: usize) -> String {
    fitted(text, cells).into_owned()
}

/// As `fit`, and borrowed where nothing has to be done.
pub fn fitted(text: &str, cells: usize) -> Cow<'_, str> {
    let text = safe_line(text);
    if width(&text) <= cells { text } else { Cow::Owned(cut(&text, cells)) }
}

fn cut(text: &str, cells: usize) -> String {
    if cells == 0 {
        return String::new();
    }
    if is_plain(text) {
        return format!("{}…", &text[..cells - 1]);
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += cells_of(grapheme);
        if used >= cells {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// Exactly so many cells, text at the left.
pub fn pad(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    let space = cells.saturating_sub(width(&text));
    text + &" ".repeat(space)
}

/// Exactly so many cells, text at the right.
pub fn pad_left(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    let space = cells.saturating_sub(width(&text));
    " ".repeat(space) + &text
}

/// Whether text is printable ASCII only: every byte is one letter and one cell.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether every character is a grapheme and a cell for itself: printable ASCII and what Western texts and our own screens
/// are set with beside it, letters with accents, dashes, quotes, arrows and rules. Nothing in it is shown otherwise.
pub fn is_even(text: &str) -> bool {
    text.chars().all(|letter| {
        matches!(letter,
            ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
            | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25fc}')
    })
}

fn cells_of(grapheme: &str) -> usize {
    UnicodeWidthStr::width(grapheme)
}

fn safe(text: &str, keep_breaks: bool) -> Cow<'_, str> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~') || (byte == b'\n' && keep_breaks);
    if text.bytes().all(plain) || is_even(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for grapheme in text.graphemes(true) {
        match grapheme {
            "\n" | "\r\n" => shown.push(if keep_breaks { '\n' } else { '⏎' }),
            _ => push_safe(&mut shown, grapheme),
        }
    }
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// One grapheme: its first character, then the marks and joins that it may keep. What is shown by name ends it, and
/// the next character is a first one again.
fn push_safe(shown: &mut String, grapheme: &str) {
    let mut letters = grapheme.chars().peekable();
    let mut before = None;
    let (mut marks, mut joins) = (0, 0);
    while let Some(letter) = letters.next() {
        let Some(base) = before else {
            before = push_first(shown, letter);
            (marks, joins) = (usize::from(is_mark(letter)), 0);
            continue;
        };
        let allowed = match letter {
            EMOJI_STYLE => is_picture(base) || is_key(base),
            JOINER => joins < MOST_JOINS && joins_pictures(base, letters.peek()),
            _ => !is_hidden(letter) && (!is_skin(letter) || is_picture(base)),
        };
        if !allowed {
            push_visible(shown, letter);
            before = None;
            continue;
        }
        joins += usize::from(letter == JOINER);
        if is_hidden(letter) || is_picture(letter) {
            shown.push(letter);
        } else if marks < MOST_MARKS {
            marks += 1;
            shown.push(letter);
        }
        before = Some(letter);
    }
}

/// The first character of a grapheme; returned where others may sit on it.
fn push_first(shown: &mut String, first: char) -> Option<char> {
    // The last are halves of a Korean syllable without its beginning: no cell of their own, nothing to sit on.
    if is_hidden(first) || is_skin(first) || (is_mark(first) && !clings(first)) {
        push_visible(shown, first);
        return None;
    }
    if clings(first) {
        shown.push(LONE_BASE);
    }
    shown.push(first);
    Some(first)
}

/// A character by its picture, where it has one, else by its number.
fn push_visible(shown: &mut String, letter: char) {
    match letter {
        '\t' => shown.push('→'),
        '\n' => shown.push('⏎'),
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(letter)).unwrap_or('␦')),
        '\u{7f}' => shown.push('␡'),
        _ => {
            // Writing to a String cannot fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(letter));
        }
    }
}

const JOINER: char = '\u{200d}';
const EMOJI_STYLE: char = '\u{fe0f}';
const SKIN_LIGHT: char = '\u{1f3fb}';
const SKIN_DARK: char = '\u{1f3ff}';

/// Characters that draw nothing themselves but change, hide or reorder what is around them. `JOINER` and `EMOJI_STYLE`
/// are among them and let through only within a picture.
fn is_hidden(letter: char) -> bool {
    let invisible = matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    letter.is_control() || invisible || grips(letter)
}

/// Characters that swallow the one after them, be it the frame (Unicode's Grapheme_Cluster_Break=Prepend).
fn grips(letter: char) -> bool {
    matches!(letter,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{d4e}'
        | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{113d1}' | '\u{1193f}' | '\u{11941}'
        | '\u{11a3a}' | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}')
}

/// Whether a character would join what stands before it.
fn clings(letter: char) -> bool {
    !letter.is_ascii() && [' ', letter].iter().collect::<String>().graphemes(true).count() == 1
}

fn is_mark(letter: char) -> bool {
    letter.width() == Some(0)
}

fn is_skin(letter: char) -> bool {
    matches!(letter, SKIN_LIGHT..=SKIN_DARK)
}

/// Roughly Unicode's Extended_Pictographic: what may be joined or carry an emoji style.
pub(super) fn is_picture(letter: char) -> bool {
    !is_skin(letter)
        && matches!(letter,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | 'Ⓜ'
        | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{1f000}'..='\u{1faff}')
}

/// What may become a key cap: `1️⃣`.
fn is_key(letter: char) -> bool {
    matches!(letter, '0'..='9' | '#' | '*')
}

fn joins_pictures(before: char, after: Option<&char>) -> bool {
    (is_picture(before) || is_skin(before) || before == EMOJI_STYLE)
        && after.is_some_and(|after| is_picture(*after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_not_copied() {
        for text in ["", "plain", "naïve Größe 日本語 👩‍👩‍👧 ❤️ 1️⃣ 🇩🇪 👍🏽 👩🏽‍💻", "e\u{301}"]
        {
            assert!(matches!(safe_line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn what_is_even_is_so_for_the_rules_of_all_scripts() {
        for letter in ('\0'..='\u{ffff}').filter(|letter| is_even(&letter.to_string())) {
            for text in [letter.to_string(), format!("a{letter}b"), format!("{letter}{letter}→")] {
                let graphemes: Vec<&str> = text.graphemes(true).collect();
                assert_eq!(graphemes.len(), text.chars().count(), "{text:?}");
                assert!(graphemes.iter().all(|grapheme| cells_of(grapheme) == 1), "{text:?}");
                let mut shown = String::new();
                graphemes.iter().for_each(|grapheme| push_safe(&mut shown, grapheme));
                assert_eq!(shown, text);
            }
        }
    }

    #[test]
    fn escapes_are_seen_and_do_nothing() {
        for (text, shown) in [
            ("\u{1b}]52;c;aGk=\u{7}", "␛]52;c;aGk=␇"),
            ("a\tb\0c\u{7f}", "a→b␀c␡"),
            ("\u{9b}2J\u{85}", "<U+009B>2J<U+0085>"),
            ("one\ntwo\r\nthree\rfour", "one⏎two⏎three␍four"),
            ("\u{202e}cod\u{2066}", "<U+202E>cod<U+2066>"),
            ("pass\u{200b}word\u{feff}", "pass<U+200B>word<U+FEFF>"),
            ("a\u{200d}b", "a<U+200D>b"),
            ("a\u{fe0f}", "a<U+FE0F>"),
            ("hi\u{e0041}\u{e007f}", "hi<U+E0041><U+E007F>"),
            ("\u{2028}", "<U+2028>"),
        ] {
            assert_eq!(safe_line(text), shown);
        }
        assert_eq!(safe_text("one\r\ntwo\n\u{1b}c"), "one\ntwo\n␛c");
    }

    #[test]
    fn marks_do_not_pile_up_or_settle_on_the_frame() {
        let tower = format!("a{}b", "\u{301}".repeat(10_000));
        assert_eq!(safe_line(&tower), format!("a{}b", "\u{301}".repeat(4)));
        assert_eq!(safe_line("\u{301}x"), "◌\u{301}x");
        assert_eq!(safe_line("\u{1161}"), "<U+1161>");
        assert_eq!(safe_line("a\u{1f3fd}"), "a<U+1F3FD>");
        assert_eq!(safe_line("\u{600}"), "<U+0600>");
        let crowd = "👩".to_owned() + &"\u{200d}👩".repeat(1000);
        assert!(safe_line(&crowd).contains("<U+200D>"));
    }

    #[test]
    fn widths_are_cells() {
        for (text, cells) in
            [("", 0), ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("…", 1)]
        {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn cut_text_ends_in_an_ellipsis() {
        for (text, cells, shown) in [
            ("practice", 8, "practice"),
            ("practice", 5, "prac…"),
            ("practice", 1, "…"),
            ("practice", 0, ""),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
        ] {
            assert_eq!(fit(text, cells), shown);
        }
        assert_eq!(pad("日本語", 4), "日… ");
        assert_eq!(pad_left("42 m", 6), "  42 m");
    }

    /// Text with more tricks in it than chance would bring.
    fn nasty() -> impl Strategy<Value = String> {
        let trick = prop::sample::select(vec![
            '\u{1b}',
            '\u{9b}',
            '\u{200d}',
            '\u{fe0f}',
            '\u{301}',
            '\u{202e}',
            '\u{e0041}',
            '👩',
            '🏽',
            '🇩',
            '1',
            '\r',
            '\n',
            'a',
            '日',
            '\u{94d}',
            '\u{915}',
            '\u{1100}',
            '\u{1161}',
            '\u{11a8}',
            '\u{20e3}',
            '\u{903}',
            '❤',
        ]);
        prop::collection::vec(prop_oneof![3 => trick, 1 => any::<char>()], 0..24)
            .prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn nothing_shown_is_a_control(text in nasty()) {
            prop_assert!(!safe_line(&text).chars().any(char::is_control));
            prop_assert!(!safe_text(&text).chars().any(|c| c.is_control() && c != '\n'));
            let tricks = |c: char| is_hidden(c) && c != JOINER && c != EMOJI_STYLE;
            prop_assert!(!safe_line(&text).chars().any(tricks));
        }

        #[test]
        fn what_is_safe_stays_as_it_is(text in nasty()) {
            let once = safe_line(&text).into_owned();
            prop_assert_eq!(safe_line(&once), once.as_str());
        }

        #[test]
        fn cut_and_padded_text_has_the_cells_asked_for(text in nasty(), cells in 0_usize..40) {
            prop_assert!(width(&fit(&text, cells)) <= cells);
            prop_assert_eq!(width(&pad(&text, cells)), cells);
            prop_assert_eq!(width(&pad_left(&text, cells)), cells);
        }
    }
}
