//! Text as Markdown that says exactly that text: no heading, link, list or tag comes out of it, whoever wrote it.

use crate::exchange::portfolio::told::one_line;

/// Text with its paragraphs and lines, each line behind a prefix.
pub(super) fn paragraphs(prefix: &str, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut blocks: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for each in text.split('\n').chain([""]) {
        let shown = line(each);
        if shown.is_empty() {
            blocks.extend((!lines.is_empty()).then(|| lines.join(&format!("\\\n{prefix}"))));
            lines.clear();
        } else {
            lines.push(shown);
        }
    }
    let blocks: Vec<String> = blocks.into_iter().map(|block| format!("{prefix}{block}")).collect();
    blocks.join(&format!("\n{}\n", prefix.trim_end()))
}

/// One line of text.
pub(super) fn line(text: &str) -> String {
    let safe = one_line(text);
    let safe = safe.trim();
    let mut out = String::with_capacity(safe.len() + 8);
    // Of `12.` and `12)` at the beginning a list would be made.
    let number = safe.len() - safe.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    for (at, letter) in safe.char_indices() {
        let rest = &safe[at..];
        let marks = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '{' | '}' | '@'
            | '^' | '#' => true,
            '+' | '-' | '=' => at == 0,
            ':' => at == 0 || rest.starts_with("://"),
            '.' | ')' => (number > 0 && at == number) || www(safe, at),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Whether the dot of `www.` stands here, of which some programs make a link.
fn www(text: &str, dot: usize) -> bool {
    text.get(..dot).is_some_and(|before| before.to_ascii_lowercase().ends_with("www"))
}
