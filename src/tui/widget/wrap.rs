//! Text broken into lines of so many cells: at blanks where there are some, within a word where there are none.

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::display::{is_plain, safe_text, width};

/// The lines of a text, made safe, each at most so many cells; at most `most` of them, the last ending in `…` where
/// more was left out.
pub fn wrap(text: &str, cells: usize, most: usize) -> Vec<String> {
    let text = safe_text(text.trim_end());
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        paragraph_lines(paragraph, cells.max(2), &mut lines);
        if lines.len() > most {
            break;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
            while width(last) > cells.max(2) {
                last.pop();
                last.pop();
                last.push('…');
            }
        }
    }
    lines
}

fn paragraph_lines(paragraph: &str, cells: usize, lines: &mut Vec<String>) {
    let (mut line, mut used) = (String::new(), 0);
    for word in whole_words(paragraph) {
        let needs = width(word);
        if used + needs <= cells {
            line.push_str(word);
            used += needs;
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        (line, used) = (String::new(), 0);
        if word.trim().is_empty() {
            continue;
        }
        for grapheme in word.graphemes(true) {
            if used + width(grapheme) > cells {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(grapheme);
            used += width(grapheme);
        }
    }
    lines.push(line.trim_end().to_owned());
}

/// The words of a text and the blanks between them. What closes a word or opens the next stays with it; wide letters stand
/// alone, a line may end after each.
pub fn whole_words(text: &str) -> Vec<&str> {
    // The rules for all scripts cost ten times as much.
    if is_plain(text) { at_blanks(text) } else { by_script(text) }
}

/// The words of plain text: it breaks at its blanks and nowhere else.
fn at_blanks(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let blank = first == ' ';
        let end = rest.find(|c| (c == ' ') != blank).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

fn by_script(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut begin, mut end) = (0, 0);
    let blank = |part: &str| part.trim().is_empty();
    let wide = |part: &str| part.chars().next().is_some_and(|c| width(c.encode_utf8(&mut [0; 4])) > 1);
    for part in text.split_word_bounds() {
        let before = &text[begin..end];
        let last = before.chars().next_back();
        let joins = last.is_some_and(|c| !c.is_whitespace()) && !blank(part) && !wide(part);
        let after_wide = last.is_some_and(|c| width(c.encode_utf8(&mut [0; 4])) > 1);
        let closes = part.chars().next().is_some_and(|c| !c.is_alphanumeric());
        if !before.is_empty() && !(joins && (!after_wide || closes)) {
            words.push(before);
            begin = end;
        }
        end += part.len();
    }
    if begin < end {
        words.push(&text[begin..end]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(wrap("thirds land on the barline", 12, 9), ["thirds land", "on the", "barline"]);
        assert_eq!(wrap("one in five, at most", 11, 9), ["one in", "five, at", "most"]);
        assert_eq!(wrap("a\n\nb", 9, 9), ["a", "", "b"]);
        assert_eq!(wrap("abcdefgh", 3, 9), ["abc", "def", "gh"]);
        assert_eq!(wrap("one two three", 5, 2), ["one", "two…"]);
        assert_eq!(wrap("日本語の文", 4, 9), ["日本", "語の", "文"]);
    }

    proptest::proptest! {
        #[test]
        fn plain_text_breaks_as_all_scripts_do(text in "[ -~]{0,40}") {
            proptest::prop_assert_eq!(at_blanks(&text), by_script(&text));
        }
    }

    #[test]
    fn never_wider_than_asked() {
        let text = "long words 漢字 👩‍👩‍👧 and e\u{301}accents, supercalifragilistic";
        for cells in 2..40 {
            assert!(wrap(text, cells, 3).iter().all(|line| width(line) <= cells), "{cells}");
        }
    }
}
