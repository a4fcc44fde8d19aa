//! Names as typed, matched with names as stored: by case, accents, beginnings and likeness. What is only alike is
//! suggested, never chosen. No look-up of records here: candidates are handed in.

use super::folding;

/// What a typed name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match<T> {
    /// One candidate, beyond doubt.
    One(T),
    /// Several fit equally well; the person has to say which.
    Many(Vec<T>),
    /// None fits.
    None {
        /// Names that look alike, the likest first, three at most.
        did_you_mean: Vec<String>,
    },
}

/// Longer text, in characters, is no name of ours, and comparing it would take long.
const LONGEST: usize = 200;

/// A name without what people leave out when they type: lower case, no accents, single spaces.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars() {
        folding::letter(letter, |plain| match plain.is_whitespace() {
            true if folded.is_empty() || folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(plain),
        });
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether a name, given as it is and folded, fits.
type Rule<'a> = &'a dyn Fn(&str, &str) -> bool;

/// The candidates a typed name stands for. The first of these rules that fits any candidate decides: the same letters,
/// the same name folded, its beginning, the beginnings of its words, a part of it.
pub fn pick<T: Clone>(typed: &str, candidates: &[(T, &str)]) -> Match<T> {
    let wanted = fold(typed);
    if wanted.is_empty() {
        return Match::None { did_you_mean: Vec::new() };
    }
    let folded: Vec<String> = candidates.iter().map(|(_, name)| fold(name)).collect();
    let words: Vec<&str> = wanted.split(' ').collect();
    let rules: [Rule<'_>; 5] = [
        &|name, _| name == typed,
        &|_, folded| folded == wanted,
        &|_, folded| folded.starts_with(&wanted),
        &|_, folded| begins_words(&words, folded),
        &|_, folded| folded.contains(&wanted),
    ];
    for rule in rules {
        let found = candidates.iter().zip(&folded).filter(|((_, name), folded)| rule(name, folded));
        let mut found: Vec<T> = found.map(|((candidate, _), _)| candidate.clone()).collect();
        match found.len() {
            0 => {}
            1 => return found.pop().map_or(Match::Many(Vec::new()), Match::One),
            _ => return Match::Many(found),
        }
    }
    let names = candidates.iter().map(|(_, name)| *name);
    Match::None { did_you_mean: alike(&wanted, names) }
}

/// The very name among these, however its letters are written: what else would be made twice.
pub fn very_name<'a, T>(typed: &str, candidates: &[(T, &'a str)]) -> Option<&'a str> {
    let wanted = fold(typed);
    candidates.iter().map(|(_, name)| *name).find(|name| !wanted.is_empty() && fold(name) == wanted)
}

/// The one word that is meant most likely, where any is close.
pub fn did_you_mean(typed: &str, words: &[&str]) -> Option<String> {
    alike(&fold(typed), words.iter().copied()).into_iter().next()
}

/// Whether each typed word begins a word of the name, in the same order: `sp gr` for `Spanish grammar`.
fn begins_words(typed: &[&str], folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    typed.iter().all(|typed| words.any(|word| word.starts_with(typed)))
}

/// The names close to a folded one, the likest first, three at most.
fn alike<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let length = wanted.chars().count();
    if length == 0 || length > LONGEST {
        return Vec::new();
    }
    // A third of the letters may be wrong: one in a word of three, three in a word of nine.
    let slips = (length / 3).max(1);
    let mut close: Vec<(usize, &str)> = names
        .filter(|name| name.chars().count() <= LONGEST)
        .filter_map(|name| {
            let folded = fold(name);
            let distance = strsim::damerau_levenshtein(wanted, &folded);
            // Of a long name a good beginning is enough, as in `intrvals` for `intervals, sung`.
            // And of several words one is enough, as in `gude` for `Guide tones`.
            let by_word = folded.split(' ').map(|word| strsim::damerau_levenshtein(wanted, word)).min();
            let distance = distance.min(by_word.unwrap_or(distance));
            let close =
                (distance <= slips && distance < length) || strsim::jaro_winkler(wanted, &folded) >= 0.9;
            close.then_some((distance, name))
        })
        .collect();
    close.sort_by_key(|(distance, _)| *distance);
    let mut names: Vec<String> = close.into_iter().map(|(_, name)| name.to_owned()).collect();
    names.dedup();
    names.truncate(3);
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_name_is_found_whatever_its_script() {
        let long = "初".repeat(200);
        assert_eq!(pick(&long, &[(1, long.as_str()), (2, "e")]), Match::One(1));
        assert!(matches!(pick(&"x".repeat(1 << 20), &[(1, "Ear")]), Match::None { .. }));
    }

    #[test]
    fn folding_leaves_out_what_hands_leave_out() {
        for (name, folded) in [
            ("  Guide   Tones ", "guide tones"),
            ("Résumé", "resume"),
            ("Re\u{301}sume\u{301}", "resume"),
            ("Straße", "strasse"),
            ("Łódź İstanbul", "lodz istanbul"),
            ("Tiếng Việt", "tieng viet"),
            ("Bach’s", "bach's"),
            ("日本語", "日本語"),
            ("", ""),
        ] {
            assert_eq!(fold(name), folded);
        }
    }

    const SKILLS: [(u8, &str); 5] =
        [(1, "Guide tones"), (2, "Guitar tone"), (3, "Spanish grammar"), (4, "résumé"), (5, "Resume")];

    #[test]
    fn the_first_rule_that_fits_decides() {
        for (typed, found) in [
            ("guide tones", Match::One(1)),
            ("guid", Match::One(1)),
            ("gui", Match::Many(vec![1, 2])),
            ("GUI TONES", Match::One(1)),
            ("sp gr", Match::One(3)),
            ("gram", Match::One(3)),
            ("anish", Match::One(3)),
            ("tone", Match::Many(vec![1, 2])),
            ("Resume", Match::One(5)),
            ("resumé", Match::Many(vec![4, 5])),
        ] {
            assert_eq!(pick(typed, &SKILLS), found, "{typed}");
        }
    }

    #[test]
    fn what_is_alike_is_suggested_and_never_chosen() {
        let suggested = |typed| match pick(typed, &SKILLS) {
            Match::None { did_you_mean } => did_you_mean,
            other => panic!("{typed} chose {other:?}"),
        };
        assert_eq!(suggested("spansih grammar"), ["Spanish grammar"]);
        assert_eq!(suggested("gudie tones"), ["Guide tones"]);
        assert!(suggested("xylophone").is_empty());
        assert!(suggested("").is_empty());
        assert!(suggested(&"x".repeat(1_000_000)).is_empty());
    }

    #[test]
    fn one_word_is_suggested() {
        let words = ["theme", "mouse", "colour"];
        assert_eq!(did_you_mean("color", &words).as_deref(), Some("colour"));
        assert_eq!(did_you_mean("mose", &words).as_deref(), Some("mouse"));
        assert_eq!(did_you_mean("editor", &words), None);
        assert_eq!(did_you_mean("x", &["y"]), None);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in "\\PC{0,20}") {
            prop_assert_eq!(fold(&fold(&name)), fold(&name));
        }

        #[test]
        fn a_name_finds_itself(name in "[a-zA-Zäöüßé]{1,12}( [a-z]{1,8})?") {
            prop_assert_eq!(pick(&name, &[(1, name.as_str()), (2, "9 else")]), Match::One(1));
        }
    }
}
