//! Styled text broken into lines of so many cells: between words where that can be, anywhere where it must be kept as it is.

use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::display::width;
use crate::tui::widget::wrap::whole_words;

/// Spans as lines of so many cells, broken between words where that can be.
pub fn wrap(spans: Vec<Span<'static>>, cells: usize) -> Vec<Vec<Span<'static>>> {
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for span in spans {
        for word in whole_words(&span.content) {
            let mut wide = width(word);
            let blank = word.trim().is_empty();
            if used + wide > cells && used > 0 {
                lines.push(Vec::new());
                used = 0;
                if blank {
                    continue;
                }
            }
            if wide <= cells {
                push(&mut lines, &span, word);
                used += wide;
                continue;
            }
            for grapheme in word.graphemes(true) {
                wide = width(grapheme);
                if used + wide > cells && used > 0 {
                    lines.push(Vec::new());
                    used = 0;
                }
                push(&mut lines, &span, grapheme);
                used += wide;
            }
        }
    }
    lines
}

/// Spans as lines of so many cells, broken anywhere: code keeps its blanks.
pub fn cut(spans: Vec<Span<'static>>, cells: usize) -> Vec<Vec<Span<'static>>> {
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for span in spans {
        for grapheme in span.content.graphemes(true) {
            let wide = width(grapheme);
            if used + wide > cells && used > 0 {
                lines.push(Vec::new());
                used = 0;
            }
            push(&mut lines, &span, grapheme);
            used += wide;
        }
    }
    lines
}

/// Adds text to the last line, to its last span where that looks the same.
fn push(lines: &mut [Vec<Span<'static>>], like: &Span<'static>, text: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut().filter(|last| last.style == like.style) {
        Some(last) => last.content.to_mut().push_str(text),
        None => line.push(Span::styled(text.to_owned(), like.style)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, cells: usize) -> Vec<String> {
        let lines = wrap(vec![Span::raw(text.to_owned())], cells);
        lines.iter().map(|line| line.iter().map(|span| span.content.as_ref()).collect()).collect()
    }

    #[test]
    fn what_closes_a_word_stays_with_it() {
        assert_eq!(lines("when it climbs.", 14), ["when it ", "climbs."]);
        assert_eq!(lines("self-regulation, person", 16), ["self-regulation,", "person"]);
        assert_eq!(lines("日本語。の", 8), ["日本語。", "の"]);
    }
}
