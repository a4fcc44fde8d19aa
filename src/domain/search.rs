//! What it means to find words in a text. Every word typed is the beginning of a word there, whatever its case and accents,
//! and all of them must be found. This is the one meaning: an index may propose texts, `Query::matches` decides.
//!
//! A word is a run of letters and digits. Scripts that are written without spaces (Han, kana, Thai …) are split at every
//! letter, and pictures stand alone. What was typed in one piece (`left-hand`, `練習`) is found in one piece: its words one
//! after the other.

mod snippet;

use std::ops::Range;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::GraphemeCursor;

use super::display::is_picture;
use super::folding;
use super::noun::Noun;
use super::words::UnknownWord;
pub use snippet::Snippet;

/// What kind of record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A session: its intention, criterion, context and review.
    Session,
    /// A note taken while practising.
    Note,
    /// A piece of feedback: its words, who said it, my answer, its themes, why it was declined.
    Feedback,
    /// A change of a stage: its sentence.
    Stage,
    /// A record of the register: its fields that are searched.
    Of(Noun),
}

impl Kind {
    /// Every kind; of the register, the nouns that have words.
    pub fn all() -> impl Iterator<Item = Kind> {
        let nouns = Noun::ALL.iter().copied().filter(|noun| noun.rows().iter().any(|row| row.searched));
        [Kind::Session, Kind::Note, Kind::Feedback, Kind::Stage].into_iter().chain(nouns.map(Kind::Of))
    }

    /// Every word, in the same order.
    pub fn words() -> &'static [&'static str] {
        static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| Kind::all().map(Kind::word).collect());
        &WORDS
    }

    /// The one word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Session => "session",
            Kind::Note => "note",
            Kind::Feedback => "feedback",
            Kind::Stage => "stage",
            Kind::Of(noun) => noun.name(),
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Kind, UnknownWord> {
        let wanted = text.trim().to_lowercase();
        let unknown = || UnknownWord { what: "kind", got: text.to_owned(), known: Kind::words() };
        Kind::all().find(|kind| kind.word() == wanted).ok_or_else(unknown)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// An index knows this many letters of a word.
const INDEXED_LETTERS: usize = 32;
/// What is typed beyond so many words says nothing more.
const MOST_TYPED: usize = 64;

/// The words of a text as an index keeps them: folded, with a space between.
pub fn indexed(text: &str) -> String {
    let words = Words::of(text);
    let each: Vec<&str> = (0..words.places.len()).map(|at| beginning(words.at(at))).collect();
    each.join(" ")
}

fn beginning(word: &str) -> &str {
    word.char_indices().nth(INDEXED_LETTERS).map_or(word, |(end, _)| &word[..end])
}

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What was typed in one piece: words that follow each other, the last of which may go on.
    pieces: Vec<Vec<String>>,
}

/// A word that a text with all words of a query must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted<'a> {
    /// The word as an index keeps it.
    pub word: &'a str,
    /// Whether it may be the beginning of a longer one.
    pub may_go_on: bool,
}

impl Query {
    /// The words typed. What holds no word at all (`"`, `***`) asks for nothing, and every text has it.
    pub fn parse(typed: &str) -> Query {
        let pieces = typed.split_whitespace().map(|piece| {
            let words = Words::of(piece);
            (0..words.places.len().min(MOST_TYPED)).map(|at| words.at(at).to_owned()).collect()
        });
        Query { pieces: pieces.filter(|piece: &Vec<String>| !piece.is_empty()).take(MOST_TYPED).collect() }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether a text has every word.
    pub fn matches(&self, text: &str) -> bool {
        let words = Words::of(text);
        self.pieces.iter().all(|piece| words.all_of(piece).next().is_some())
    }

    /// What an index can ask for: texts without one of these do not match.
    pub fn wanted(&self) -> Vec<Wanted<'_>> {
        let each = self.pieces.iter().flat_map(|piece| {
            let last = piece.len() - 1;
            piece
                .iter()
                .enumerate()
                .map(move |(at, word)| Wanted { word: beginning(word), may_go_on: at == last })
        });
        let mut wanted: Vec<Wanted<'_>> = each.collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Where the words stand in a text: byte ranges in order, apart from each other, never within a letter with its marks.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let words = Words::of(text);
        let found = self.pieces.iter().flat_map(|piece| words.all_of(piece).map(move |at| (at, piece)));
        let mut places: Vec<Range<usize>> = found
            .filter_map(|(at, piece)| {
                let (first, last) = (words.places.get(at)?, words.places.get(at + piece.len() - 1)?);
                let end = end_of_beginning(text, last.text.clone(), piece.last()?.len());
                Some(whole_letters(text, first.text.start..end))
            })
            .collect();
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup_by(|next, kept| {
            let touches = next.start <= kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
        places
    }
}

/// Where the beginning of a word ends in the text, given how long it is when folded.
fn end_of_beginning(text: &str, word: Range<usize>, folded: usize) -> usize {
    let mut seen = 0;
    for (at, letter) in text[word.clone()].char_indices() {
        if seen >= folded {
            return word.start + at;
        }
        folding::letter(letter, |plain| seen += plain.len_utf8());
    }
    word.end
}

/// A range made as large as the letters it cuts, marks and joined pictures included.
fn whole_letters(text: &str, range: Range<usize>) -> Range<usize> {
    let at = |offset: usize| GraphemeCursor::new(offset, text.len(), true);
    let is_boundary = |offset: usize| at(offset).is_boundary(text, 0) == Ok(true);
    let start =
        if is_boundary(range.start) { None } else { at(range.start).prev_boundary(text, 0).ok().flatten() };
    let end = if is_boundary(range.end) { None } else { at(range.end).next_boundary(text, 0).ok().flatten() };
    start.unwrap_or(range.start)..end.unwrap_or(range.end)
}

/// The words of a text, folded.
#[derive(Debug, Default)]
struct Words {
    folded: String,
    places: Vec<Place>,
}

/// Where a word stands: folded, and in its text.
#[derive(Debug)]
struct Place {
    folded: Range<usize>,
    text: Range<usize>,
}

/// What a folded letter is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It makes a word with its like.
    Letter,
    /// It is a word.
    Alone,
    /// It belongs to the letter before it.
    Mark,
    /// It stands between words.
    Gap,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { folded: String::with_capacity(text.len()), places: Vec::new() };
        let mut before = Part::Gap;
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            folding::letter(letter, |plain| before = words.take_in(plain, before, at..end));
        }
        words
    }

    /// Takes one folded letter in, and says what the next one follows.
    fn take_in(&mut self, plain: char, before: Part, text: Range<usize>) -> Part {
        let part = Part::of(plain);
        let goes_on = match part {
            Part::Gap => return Part::Gap,
            Part::Mark if before == Part::Gap => return Part::Gap,
            Part::Mark => true,
            Part::Letter => before == Part::Letter,
            Part::Alone => false,
        };
        let from = self.folded.len();
        self.folded.push(plain);
        let to = self.folded.len();
        match self.places.last_mut().filter(|_| goes_on) {
            Some(place) => (place.folded.end, place.text.end) = (to, text.end),
            None => self.places.push(Place { folded: from..to, text }),
        }
        if part == Part::Mark { before } else { part }
    }

    fn at(&self, at: usize) -> &str {
        self.places.get(at).map_or("", |place| &self.folded[place.folded.clone()])
    }

    /// Where all words of a piece follow each other.
    fn all_of<'a>(&'a self, piece: &'a [String]) -> impl Iterator<Item = usize> + 'a {
        let (last, others) = piece.split_last().map_or(("", piece), |(last, others)| (last.as_str(), others));
        (0..self.places.len().saturating_sub(others.len())).filter(move |at| {
            self.at(at + others.len()).starts_with(last)
                && others.iter().enumerate().all(|(n, word)| self.at(at + n) == word)
        })
    }
}

impl Part {
    fn of(plain: char) -> Part {
        if plain.is_ascii() {
            return if plain.is_ascii_alphanumeric() { Part::Letter } else { Part::Gap };
        }
        match plain {
            _ if is_combining_mark(plain) => Part::Mark,
            _ if is_picture(plain) => Part::Alone,
            _ if !plain.is_alphanumeric() => Part::Gap,
            _ if is_unspaced(plain) => Part::Alone,
            _ => Part::Letter,
        }
    }
}

/// Letters of scripts that put no space between words: Thai, Lao, Myanmar, Khmer, kana, Han. Korean does.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{aa60}'..='\u{aa7f}'
        | '\u{f900}'..='\u{faff}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
