//! Words that a verb takes: as arguments, from a file, or from standard input. What is not UTF-8 is refused, never mended.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::args::Words;
use super::failure::Failure;
use crate::domain::display::safe_line;

/// No text of the journal is longer, so nothing is read far beyond it.
const LONGEST: u64 = 1 << 20;

/// The words that were given in one of the three ways, if any were.
pub(super) fn words(given: &Words) -> Result<Option<String>, Failure> {
    match (&given.file, given.text.as_slice()) {
        (Some(file), _) => from_file(file).map(Some),
        (None, []) => Ok(None),
        (None, [dash]) if dash == "-" => from_stdin().map(Some),
        (None, words) => Ok(Some(words.join(" "))),
    }
}

/// Words without which the verb has nothing to do; `verb` is for the hint.
pub(super) fn needed(given: &Words, verb: &str) -> Result<String, Failure> {
    words(given)?.ok_or_else(|| {
        Failure::usage("the words are missing").hint(format!(
            "say them: `etude {verb} 'slower, and count in'`, or --file FILE, or - for standard input"
        ))
    })
}

/// The text of a file (`-` is standard input), without the line break at its end.
pub(super) fn from_file(path: &Path) -> Result<String, Failure> {
    if path == Path::new("-") {
        return from_stdin();
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    text(&name, file)
}

/// The text on standard input, without the line break at its end.
pub(super) fn from_stdin() -> Result<String, Failure> {
    text("standard input", io::stdin().lock())
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::refused(format!("{} cannot be read: {error}", safe_line(name)))
}

fn text(name: &str, from: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 3).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    // What is cut here is refused for its length further on, and may end within a letter.
    if bytes.len() as u64 > LONGEST + 2 {
        return Err(Failure::usage(format!(
            "{name} holds more than 1 MiB, which is more than a text can hold"
        )));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("{name} is not UTF-8 text; nothing was kept")))?;
    let text = text.strip_suffix('\n').map_or(text.as_str(), |text| text.strip_suffix('\r').unwrap_or(text));
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_from_arguments_or_are_none() {
        let given =
            |text: &[&str]| Words { text: text.iter().map(|t| (*t).to_owned()).collect(), file: None };
        assert_eq!(words(&given(&["count", "in"])).ok().flatten().as_deref(), Some("count in"));
        assert_eq!(words(&given(&[])).ok().flatten(), None);
        assert!(needed(&given(&[]), "feedback add").is_err());
        assert_eq!(words(&given(&[""])).ok().flatten().as_deref(), Some(""));
    }

    #[test]
    fn one_line_break_at_the_end_goes() {
        assert_eq!(text("x", &b"a\r\nb\r\n"[..]).ok().as_deref(), Some("a\r\nb"));
        assert_eq!(text("x", &b"a\n\n"[..]).ok().as_deref(), Some("a\n"));
        assert!(text("x", &b"br\xffken"[..]).is_err());
        assert!(text("x", io::repeat(b'a')).is_err());
    }
}
