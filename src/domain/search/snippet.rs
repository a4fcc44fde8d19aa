//! The line of a text that shows why the text was found.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Query;
use crate::domain::display::{safe_line, width};

/// A line of a text around the first words that were looked for, safe to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The line; what is left out at its ends is `…`.
    pub text: String,
    /// Where the words stand in it, byte ranges in order.
    pub places: Vec<Range<usize>>,
}

impl Query {
    /// A line of at most so many cells around the first words found in a text, or its beginning.
    pub fn snippet(&self, text: &str, cells: usize) -> Snippet {
        let places = self.places(text);
        let from = places.first().map_or(0, |first| before(text, first.start, cells / 3));
        let mut line = Line::new(cells);
        if from > 0 {
            line.push("…", false);
        }
        for (at, letter) in text[from..].grapheme_indices(true) {
            let at = from + at;
            let found = places.iter().any(|place| place.contains(&at));
            let fits = match letter.trim().is_empty() {
                true if line.may_take_a_gap() => line.push(" ", found),
                true => true,
                false => line.push(&safe_line(letter), found),
            };
            if !fits {
                return line.cut();
            }
        }
        line.whole()
    }
}

/// Where a line begins that shows about so many cells before a place: at the beginning of a word, if one is near.
fn before(text: &str, place: usize, cells: usize) -> usize {
    let mut used = 0;
    let mut word = place;
    for (at, letter) in text[..place].grapheme_indices(true).rev() {
        used += width(&safe_line(letter));
        if used > cells {
            return word;
        }
        if letter.trim().is_empty() {
            word = at + letter.len();
        }
    }
    0
}

/// A line that grows up to its width.
struct Line {
    made: Snippet,
    cells: usize,
    used: usize,
    /// How much of it leaves a cell for `…`.
    cut: usize,
}

impl Line {
    fn new(cells: usize) -> Line {
        Line { made: Snippet::default(), cells, used: 0, cut: 0 }
    }

    /// A gap is one space, and none stands at the beginning.
    fn may_take_a_gap(&self) -> bool {
        !(self.made.text.is_empty() || self.made.text.ends_with([' ', '…']))
    }

    /// Takes text in, if it fits.
    fn push(&mut self, text: &str, found: bool) -> bool {
        self.used += width(text);
        if self.used > self.cells {
            return false;
        }
        let from = self.made.text.len();
        self.made.text.push_str(text);
        let to = self.made.text.len();
        if self.used < self.cells {
            self.cut = to;
        }
        match self.made.places.last_mut().filter(|last| last.end == from) {
            Some(last) if found => last.end = to,
            _ if found => self.made.places.push(from..to),
            _ => {}
        }
        true
    }

    fn whole(mut self) -> Snippet {
        self.shorten(self.made.text.trim_end().len());
        self.made
    }

    fn cut(mut self) -> Snippet {
        self.shorten(self.cut);
        if self.cells > 0 {
            self.made.text.push('…');
        }
        self.made
    }

    fn shorten(&mut self, to: usize) {
        self.made.text.truncate(to);
        self.made.places.iter_mut().for_each(|place| place.end = place.end.min(to));
        self.made.places.retain(|place| place.start < place.end);
    }
}
