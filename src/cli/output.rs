//! What goes to standard output: aligned tables and lines for people, JSON for programs. Everything for people passes
//! the safe-text function; colour only on a terminal that wants it.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::ops::Range;

use serde::Serialize;

use super::failure::Failure;
use crate::domain::display::{fit, pad, pad_left, safe_line, safe_text, width};
use crate::journal::Error;

/// Rows of a table that are held back to measure the columns.
const CHUNK: usize = 500;
/// No column but the last is wider than this.
const WIDEST: usize = 40;

/// Standard output with its manners.
#[derive(Debug)]
pub(crate) struct Out {
    stdout: BufWriter<Stdout>,
    /// The JSON value being written; kept, because a list has thousands.
    json: Vec<u8>,
    colour: bool,
    cells: Option<usize>,
}

impl Out {
    /// Standard output; `colour` is whether the settings allow any.
    pub(crate) fn new(colour: bool) -> Out {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_none_or(|term| term == "dumb");
        let colour = colour && terminal && !dumb && set("NO_COLOR").is_none();
        let cells = if terminal { terminal_cells(&stdout) } else { None };
        Out { stdout: BufWriter::new(stdout), json: Vec::new(), colour, cells }
    }

    /// One line, shown safely.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.stdout, "{}", safe_line(text))?)
    }

    /// Several lines, shown safely.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.stdout, "{}", safe_text(text))?)
    }

    /// How wide the terminal is, if it is one.
    pub(crate) fn cells(&self) -> Option<usize> {
        self.cells
    }

    /// One line, its first part shown safely; the other is safe already, and stands out at these places where there is
    /// colour.
    pub(crate) fn line_with_places(
        &mut self,
        first: &str,
        safe: &str,
        places: &[Range<usize>],
    ) -> Result<(), Failure> {
        write!(self.stdout, "{}", safe_line(first))?;
        let mut at = 0;
        for place in places {
            let marked = self.emphasised(&safe[place.clone()]);
            write!(self.stdout, "{}{marked}", &safe[at..place.start])?;
            at = place.end;
        }
        Ok(writeln!(self.stdout, "{}", &safe[at..])?)
    }

    /// A heading: bold where there is colour.
    pub(crate) fn heading(&mut self, text: &str) -> Result<(), Failure> {
        let line = self.emphasised(&safe_line(text));
        Ok(writeln!(self.stdout, "{line}")?)
    }

    /// A name and what it stands for; nothing where that is empty.
    pub(crate) fn pair(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        if value.is_empty() {
            return Ok(());
        }
        match safe_text(value).split_once('\n') {
            None => writeln!(self.stdout, "  {} {}", pad(name, 12), safe_line(value))?,
            Some(_) => {
                writeln!(self.stdout, "  {name}")?;
                for line in safe_text(value).lines() {
                    writeln!(self.stdout, "    {line}")?;
                }
            }
        }
        Ok(())
    }

    /// One JSON value on a line of its own.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        write_json(&mut self.stdout, &mut self.json, value)?;
        Ok(self.stdout.write_all(b"\n")?)
    }

    /// A JSON array from values at hand, one a line.
    pub(crate) fn json_all<T: Serialize>(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), Failure> {
        let mut array = JsonArray::default();
        for value in values {
            array.push(self, &value)?;
        }
        array.end(self)
    }

    /// Bytes as they are: scripts and manual pages of our own making.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.stdout.write_all(bytes)?)
    }

    /// Everything said so far reaches its reader.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.stdout.flush()?)
    }

    fn emphasised(&self, text: &str) -> String {
        if self.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Writes a value as JSON that is safe to look at, too: what a terminal might obey, or what hides, is escaped. Such letters
/// stand only in strings, so the value stays the same.
fn write_json(out: &mut impl Write, json: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Failure> {
    json.clear();
    serde_json::to_writer(&mut *json, value)?;
    // Nearly every value is plain: told so by two looks at all of it, not by one at each letter.
    if json.is_ascii() && !json.contains(&0x7f) {
        return Ok(out.write_all(json)?);
    }
    let text = String::from_utf8_lossy(json);
    let mut rest = text.as_ref();
    while let Some(at) = rest.find(obeyed) {
        let (before, from) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let mut letters = from.chars();
        if let Some(letter) = letters.next() {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
        rest = letters.as_str();
    }
    Ok(out.write_all(rest.as_bytes())?)
}

fn obeyed(letter: char) -> bool {
    matches!(letter, '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn terminal_cells(stdout: &Stdout) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(stdout).ok()?;
    Some(usize::from(size.ws_col)).filter(|cells| *cells > 0)
}

/// Hands on every row that `read` reads; what `each` cannot write ends the reading.
pub(crate) fn each_row<Row>(
    read: impl FnOnce(&mut dyn FnMut(Row) -> Result<(), Error>) -> Result<(), Error>,
    mut each: impl FnMut(&Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut failed = None;
    let done = read(&mut |row| {
        each(&row).map_err(|failure| {
            failed = Some(failure);
            Error::refused("the output could not be written")
        })
    });
    match failed {
        Some(failure) => Err(failure),
        None => Ok(done?),
    }
}

/// A JSON array that is written value by value.
#[derive(Debug, Default)]
pub(crate) struct JsonArray {
    any: bool,
}

impl JsonArray {
    /// Writes one more value.
    pub(crate) fn push(&mut self, out: &mut Out, value: &impl Serialize) -> Result<(), Failure> {
        out.raw(if self.any { b",\n" } else { b"[\n" })?;
        self.any = true;
        write_json(&mut out.stdout, &mut out.json, value)
    }

    /// Closes the array; one without values is `[]`.
    pub(crate) fn end(self, out: &mut Out) -> Result<(), Failure> {
        out.raw(if self.any { b"\n]\n" } else { b"[]\n" })
    }
}

/// A table for people: columns as wide as they need, the last one cut at the edge of a terminal.
#[derive(Debug)]
pub(crate) struct Table {
    titles: Vec<&'static str>,
    widths: Vec<usize>,
    rows: Vec<Vec<String>>,
    begun: bool,
}

impl Table {
    /// A table with these columns; a title that begins with `>` stands at the right.
    pub(crate) fn new(titles: &[&'static str]) -> Table {
        let widths = titles.iter().map(|title| width(title.trim_start_matches('>'))).collect();
        Table { titles: titles.to_vec(), widths, rows: Vec::new(), begun: false }
    }

    /// One more row; a cell is one line, shown safely.
    pub(crate) fn row(&mut self, out: &mut Out, cells: Vec<String>) -> Result<(), Failure> {
        let cells: Vec<String> = cells.iter().map(|cell| safe_line(cell).into_owned()).collect();
        self.rows.push(cells);
        if self.rows.len() >= CHUNK { self.print(out) } else { Ok(()) }
    }

    /// The rest of the table. One without rows is nothing at all.
    pub(crate) fn end(mut self, out: &mut Out) -> Result<(), Failure> {
        self.print(out)
    }

    fn print(&mut self, out: &mut Out) -> Result<(), Failure> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            for (known, cell) in self.widths.iter_mut().zip(row) {
                *known = (*known).max(width(cell)).min(WIDEST);
            }
        }
        if !std::mem::replace(&mut self.begun, true) {
            let titles: Vec<String> =
                self.titles.iter().map(|title| title.trim_start_matches('>').to_owned()).collect();
            let line = out.emphasised(&self.laid_out(&titles, out.cells));
            writeln!(out.stdout, "{line}")?;
        }
        for row in &rows {
            writeln!(out.stdout, "{}", self.laid_out(row, out.cells))?;
        }
        Ok(())
    }

    fn laid_out(&self, row: &[String], cells: Option<usize>) -> String {
        let mut line = String::new();
        let last = self.widths.len().saturating_sub(1);
        for (at, (cell, wide)) in row.iter().zip(&self.widths).enumerate() {
            if at > 0 {
                line.push_str("  ");
            }
            let right = self.titles.get(at).is_some_and(|title| title.starts_with('>'));
            match (right, at == last) {
                (true, _) => line.push_str(&pad_left(cell, *wide)),
                (false, false) => line.push_str(&pad(cell, *wide)),
                (false, true) => line.push_str(cell),
            }
        }
        let line = line.trim_end();
        cells.map_or(line.to_owned(), |cells| fit(line, cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_hides_nothing_and_obeys_nobody_and_says_the_same() {
        let said = "plain \u{1b}[31m \u{7f} \u{85} a\u{202e}b \u{e0041} 日本 \"quoted\"";
        let (mut out, mut json) = (Vec::new(), Vec::new());
        write_json(&mut out, &mut json, &said).ok();
        let written = String::from_utf8_lossy(&out).into_owned();
        assert_eq!(written, r#""plain \u001b[31m \u007f \u0085 a\u202eb \udb40\udc41 日本 \"quoted\"""#);
        assert_eq!(serde_json::from_str::<String>(&written).ok().as_deref(), Some(said));
    }

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let mut table = Table::new(&["skill", ">time", "words"]);
        table.widths = vec![6, 4, 5];
        let row = ["日本".to_owned(), "5 m".to_owned(), "a longer last cell".to_owned()];
        assert_eq!(table.laid_out(&row, None), "日本     5 m  a longer last cell");
        assert_eq!(table.laid_out(&row, Some(20)), "日本     5 m  a lon…");
    }
}
