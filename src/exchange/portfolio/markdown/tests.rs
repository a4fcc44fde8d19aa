//! The page as it reads, and that nobody's words become a heading, a link, a list or a tag.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::domain::display::safe_line;
use crate::exchange::portfolio::sample::{filled, nasty, portfolio};

/// Everything any Markdown program makes of text, but for the typography of quotes.
fn read(markdown: &str) -> Vec<Event<'_>> {
    Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION).collect()
}

/// What the parser makes of a page besides the words.
fn shape(markdown: &str) -> Vec<String> {
    let marks = read(markdown).into_iter().filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(format!("link {dest_url}")),
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::End(tag) => Some(format!("{tag:?}")),
        Event::Text(_) | Event::SoftBreak | Event::HardBreak | Event::Code(_) => None,
        other => Some(format!("{other:?}")),
    });
    marks.collect()
}

#[test]
fn a_small_portfolio() {
    insta::assert_snapshot!(markdown(&portfolio(), DateOrder::Dmy));
}

#[test]
fn lines_and_paragraphs_stay() {
    assert_eq!(paragraphs("> ", "one\ntwo\r\n\n\nthree"), "> one\\\n> two\n>\n> three");
    assert_eq!(line("# a\n1. *b*"), "\\# a 1. \\*b\\*");
    assert_eq!(line("12. www.a.b http://c"), "12\\. www\\.a.b http\\://c");
    assert_eq!((line(" \n "), paragraphs("", "\n")), (String::new(), String::new()));
}

proptest! {
    #[test]
    fn words_stay_words(text in nasty()) {
        let markdown = paragraphs("", &text);
        let mut said = String::new();
        for event in read(&markdown) {
            match event {
                Event::Text(words) => said.push_str(&words),
                Event::HardBreak | Event::End(TagEnd::Paragraph) => said.push('\n'),
                Event::Start(Tag::Paragraph) => {}
                other => prop_assert!(false, "{:?} of {:?}", other, markdown),
            }
        }
        let lines = text.split('\n').map(|line| {
            let parts: Vec<&str> = line.split(['\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
            safe_line(&parts.join(" ")).trim().to_owned()
        });
        let meant: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(said.trim_end_matches('\n'), meant.join("\n"));
    }

    #[test]
    fn a_page_keeps_its_shape_whatever_is_written(text in nasty()) {
        let ours = shape(&markdown(&filled("x", "https://example.org/?a=1&copy=2"), DateOrder::Dmy));
        prop_assert!(ours.iter().any(|mark| mark == "link https://example.org/?a=1&copy=2"));
        let theirs = shape(&markdown(&filled(&format!("{text}x"), "https://example.org/?a=1&copy=2"), DateOrder::Dmy));
        prop_assert_eq!(theirs, ours);
    }
}
