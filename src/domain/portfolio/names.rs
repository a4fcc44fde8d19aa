//! Names of people as they are shown to others: whole, or as initials, in sentences too.

use unicode_segmentation::UnicodeSegmentation;

use super::{Card, Chapter, Portfolio, Quote, Story, Testimony};

/// The initials of a name: `Dana Okafor` is `D. O.`, `Anne-Marie` is `A.-M.`.
pub fn initials(name: &str) -> String {
    let part = |part: &str| part.graphemes(true).next().map(|first| format!("{}.", first.to_uppercase()));
    let word = |word: &str| word.split('-').filter_map(part).collect::<Vec<_>>().join("-");
    name.split_whitespace().map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The names that are to be shortened.
#[derive(Debug, Clone, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// These names, wherever they stand.
    pub fn of(names: impl IntoIterator<Item = String>) -> Names {
        let mut all: Vec<String> =
            names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        // The longest first: of “Dana Okafor” nothing is left when “Dana” is looked for.
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all.dedup();
        Names(all)
    }

    /// A text with the names in it shortened, where they are words of their own.
    pub fn shorten(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = None;
        while let Some(letter) = rest.chars().next() {
            if let Some(name) = self.begins(rest, before) {
                out.push_str(&initials(name));
                before = name.chars().next_back();
                rest = &rest[name.len()..];
                // The stop after initials is there already.
                rest = rest.strip_prefix('.').unwrap_or(rest);
                continue;
            }
            out.push(letter);
            before = Some(letter);
            rest = &rest[letter.len_utf8()..];
        }
        out
    }

    fn begins(&self, text: &str, before: Option<char>) -> Option<&str> {
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let ends = |name: &&String| {
            text.strip_prefix(name.as_str())
                .is_some_and(|after| !after.starts_with(|letter: char| letter.is_alphanumeric()))
        };
        self.0.iter().find(ends).map(String::as_str)
    }

    fn each(&self, texts: &mut [String]) {
        texts.iter_mut().for_each(|text| self.put(text));
    }

    fn put(&self, text: &mut String) {
        *text = self.shorten(text);
    }
}

impl Portfolio {
    /// The same with the names of people as initials. Addresses and the names of files stay as they are: else they would
    /// lead nowhere.
    #[must_use]
    pub fn with_initials(mut self, names: &Names) -> Portfolio {
        names.each(&mut self.claim.proof.witnesses);
        for skill in &mut self.skills {
            names.each(&mut skill.claim.proof.witnesses);
        }
        self.cards.iter_mut().for_each(|card| shorten_card(card, names));
        self.words.iter_mut().for_each(|words| shorten_testimony(words, names));
        self.history.iter_mut().for_each(|chapter| shorten_chapter(chapter, names));
        self
    }
}

fn shorten_card(card: &mut Card, names: &Names) {
    for text in [&mut card.title, &mut card.words, &mut card.context] {
        names.put(text);
    }
    for texts in [&mut card.witnesses, &mut card.items, &mut card.drawn] {
        names.each(texts);
    }
    if let Some(certificate) = &mut card.certificate {
        names.put(&mut certificate.words);
    }
    if let Some(Story { asked, did, came, learned, said, .. }) = &mut card.story {
        for part in [asked, did, came, learned] {
            names.each(part);
        }
        said.iter_mut().for_each(|quote| shorten_quote(quote, names));
    }
    if let Some(quote) = &mut card.said {
        shorten_quote(quote, names);
    }
}

/// Whoever is not a person of the journal is somebody all the same.
fn shorten_quote(quote: &mut Quote, names: &Names) {
    names.put(&mut quote.words);
    quote.by = initials(&quote.by);
}

fn shorten_testimony(testimony: &mut Testimony, names: &Names) {
    for text in [&mut testimony.words, &mut testimony.relation, &mut testimony.saw] {
        names.put(text);
    }
    testimony.by = initials(&testimony.by);
}

fn shorten_chapter(chapter: &mut Chapter, names: &Names) {
    names.put(&mut chapter.sentence);
    names.each(&mut chapter.proof.witnesses);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_names() {
        for (name, short) in [
            ("Dana Okafor", "D. O."),
            ("Mira", "M."),
            ("Anne-Marie  del Río", "A.-M. D. R."),
            ("øyvind", "Ø."),
            ("D. O.", "D. O."),
            ("李 明", "李. 明."),
            (" ", ""),
        ] {
            assert_eq!(initials(name), short);
        }
    }

    #[test]
    fn names_are_shortened_in_sentences_as_whole_words() {
        let names = Names::of(["Dana", "Dana Okafor", "Sam"].map(str::to_owned));
        for (text, short) in [
            ("Dana Okafor said it. So did Dana.", "D. O. said it. So did D."),
            ("Dana's Same Samba, Sam", "D.'s Same Samba, S."),
            ("(Dana)", "(D.)"),
            ("nobody", "nobody"),
        ] {
            assert_eq!(names.shorten(text), short);
        }
        assert_eq!(Names::of([String::new()]).shorten("a"), "a");
    }
}
