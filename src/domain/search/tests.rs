//! What is found, where, and how it is shown.

use proptest::prelude::*;

use super::*;
use crate::domain::display::{safe_line, width};

#[test]
fn every_word_typed_begins_a_word_of_the_text() {
    let text = "The left-hand comes early; Bach’s Größe, Übung 練習曲 がく ไทย 한국어 C++ 🎹👩‍🎤 1.5";
    for (typed, found) in [
        ("", true),
        (" *** \" ", true),
        ("left", true),
        ("LEFT early", true),
        ("early left", true),
        ("eft", false),
        ("left right", false),
        ("left-hand", true),
        ("left-ha", true),
        ("lef-hand", false),
        ("hand-left", false),
        ("bach's", true),
        ("bach", true),
        ("grosse", true),
        ("größe", true),
        ("u\u{308}bung", true),
        ("ubu", true),
        ("練習", true),
        ("習", true),
        ("習練", false),
        ("習 練", true),
        ("が", true),
        ("か", true),
        ("か゚", false),
        ("ทย", true),
        ("한", true),
        ("하", true),
        ("국", false),
        ("c++", true),
        ("🎹", true),
        ("🎤", true),
        ("🎻", false),
        ("1.5", true),
        ("1 5", true),
        ("5.1", false),
        ("NEAR(left, early)", false),
    ] {
        assert_eq!(Query::parse(typed).matches(text), found, "{typed}");
    }
    assert!(Query::parse("***").is_empty());
}

#[test]
fn words_are_indexed_folded_and_split() {
    for (text, words) in [
        ("Left-hand, ÉARLY", "left hand early"),
        ("練習a曲", "練 習 a 曲"),
        ("がく", "か\u{3099} く"),
        ("🎹x👍🏽", "🎹 x 👍"),
        ("a\0b \"*^:{", "a b"),
        ("\u{301}", ""),
    ] {
        assert_eq!(indexed(text), words);
    }
    assert_eq!(indexed(&"x".repeat(100)), "x".repeat(INDEXED_LETTERS));
    let long = Query::parse(&format!("{} a-b", "x".repeat(100)));
    let words: Vec<_> = long.wanted().iter().map(|wanted| (wanted.word.len(), wanted.may_go_on)).collect();
    assert_eq!(words, [(1, false), (1, true), (INDEXED_LETTERS, true)]);
}

fn shown(query: &str, text: &str) -> Vec<String> {
    Query::parse(query).places(text).into_iter().map(|place| text[place].to_owned()).collect()
}

#[test]
fn places_are_those_of_the_text_as_it_was_written() {
    assert_eq!(shown("gross", "Die Größe"), ["Größ"]);
    assert_eq!(shown("res", "Re\u{301}s re\u{301}"), ["Re\u{301}s"]);
    assert_eq!(shown("re", "re\u{301}s"), ["re\u{301}"]);
    assert_eq!(shown("left-h", "left hand, left-hand"), ["left h", "left-h"]);
    assert_eq!(shown("練習 習", "大練習曲"), ["練習"]);
    assert_eq!(shown("하", "한국"), ["한"]);
    assert_eq!(shown("🎤", "a 👩‍🎤."), ["👩‍🎤"]);
    assert_eq!(shown("a", "a a"), ["a", "a"]);
    assert!(shown("", "a").is_empty());
}

fn line(query: &str, text: &str, cells: usize) -> String {
    let Snippet { mut text, places } = Query::parse(query).snippet(text, cells);
    for place in places.into_iter().rev() {
        text.insert(place.end, ']');
        text.insert(place.start, '[');
    }
    text
}

#[test]
fn a_snippet_shows_the_first_place() {
    let text = "Land the third\non the barline.  The left hand comes early when the melody climbs.\n";
    assert_eq!(line("left", text, 30), "…The [left] hand comes early wh…");
    assert_eq!(line("LAND", text, 18), "[Land] the third on…");
    assert_eq!(line("climb", text, 24), "…melody [climb]s.");
    assert_eq!(line("", text, 10), "Land the …");
    assert_eq!(line("le hand", "left hand", 20), "[le]ft [hand]");
    assert_eq!(line("日", "練習日記", 5), "…[日]記");
    assert_eq!(line("x", "\u{1b}[31mx", 20), "␛[31mx");
    assert_eq!(line("31", "\u{1b}[31mx", 20), "␛[[31]mx");
    assert_eq!(line("a", "a", 0), "");
}

/// Text with more tricks in it than chance would bring.
fn nasty() -> impl Strategy<Value = String> {
    let trick = prop::sample::select(vec![
        "left",
        "Left",
        " ",
        "-",
        "\"",
        "*",
        "NEAR(",
        "\0",
        "\n",
        "é",
        "e\u{301}",
        "ß",
        "練",
        "習",
        "か",
        "が",
        "한",
        "하",
        "🎹",
        "👩‍🎤",
        "\u{200d}",
        "\u{202e}",
        "1",
        "ไ",
        "ท",
        "\u{94d}",
        "\u{915}",
        "…",
    ]);
    prop::collection::vec(
        prop_oneof![4 => trick.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..16,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn what_the_index_keeps_has_what_is_wanted_of_a_match(text in nasty(), typed in nasty()) {
        let query = Query::parse(&typed);
        let words = indexed(&text);
        prop_assert!(words.is_empty() || words.split(' ').all(|word| !word.is_empty()));
        prop_assert!(!words.bytes().any(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' '));
        let has = |wanted: &Wanted<'_>| words.split(' ').any(|word| {
            if wanted.may_go_on { word.starts_with(wanted.word) } else { word == wanted.word }
        });
        if query.matches(&text) {
            prop_assert!(query.wanted().iter().all(has), "{:?} in {:?}", query, words);
        }
    }

    #[test]
    fn a_text_is_found_by_itself_and_places_prove_it(text in nasty(), typed in nasty()) {
        prop_assert!(Query::parse(&text).matches(&text));
        let query = Query::parse(&typed);
        let places = query.places(&text);
        prop_assert!(places.windows(2).all(|two| two[0].end < two[1].start));
        prop_assert!(places.iter().all(|place| text.get(place.clone()).is_some_and(|part| !part.is_empty())));
        prop_assert!(!query.matches(&text) || query.is_empty() || !places.is_empty());
    }

    #[test]
    fn a_snippet_is_safe_and_fits(text in nasty(), typed in nasty(), cells in 0_usize..30) {
        let Snippet { text, places } = Query::parse(&typed).snippet(&text, cells);
        prop_assert!(width(&text) <= cells, "{:?}", text);
        prop_assert!(!text.chars().any(char::is_control));
        prop_assert!(places.iter().all(|place| text.get(place.clone()).is_some()));
        prop_assert!(safe_line(&text).chars().count() >= text.chars().count());
    }
}
