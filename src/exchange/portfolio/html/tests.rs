//! The page as it looks, and that nobody's words become markup.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::exchange::portfolio::sample::{filled, nasty, portfolio};

/// The page without its style, which has a file of its own.
fn bare(page: &str) -> String {
    page.replace(STYLE, "…").replace(&policy::of(STYLE).replace('\'', "&#39;"), "…")
}

/// Everything between `<` and the next `>`; of links and days only that they are some.
fn tags(page: &str) -> BTreeSet<String> {
    let page = bare(page);
    let mut all = BTreeSet::new();
    for from in page.split('<').skip(1) {
        let tag = from.split('>').next().unwrap_or_default();
        let value = |start: &str| tag.strip_prefix(start).and_then(|rest| rest.strip_suffix('"'));
        let address = value("a rel=\"noopener noreferrer\" href=\"");
        let day = value("time datetime=\"");
        all.insert(match (address, day) {
            (Some(address), _) if !address.contains('"') && address.starts_with("https://") => "a".to_owned(),
            (_, Some(day)) if day.len() == 10 => "time".to_owned(),
            _ => tag.to_owned(),
        });
    }
    all
}

#[test]
fn a_small_portfolio() {
    insta::assert_snapshot!(bare(&html(&portfolio(), DateOrder::Dmy)));
}

#[test]
fn the_style_is_the_one_that_is_allowed_and_fetches_nothing() {
    let page = html(&portfolio(), DateOrder::Dmy);
    assert!(page.contains(&policy::of(STYLE).replace('\'', "&#39;")));
    assert!(!STYLE.contains("</") && !STYLE.contains("url(") && !STYLE.contains("@import"));
    for outside in ["<script", "<link", "<img", "src=", " style=", " on"] {
        assert!(
            !bare(&page).contains(&format!("<{outside}")) && !tags(&page).iter().any(|t| t.contains(outside))
        );
    }
    let page = bare(&page);
    assert!(page.contains("href=\"https://example.org/take?n=3&amp;side=b\""));
    assert!(page.contains("<dd>javascript:alert(1)</dd>"), "what is no page is text");
}

proptest! {
    #[test]
    fn no_words_become_a_tag_that_is_not_ours(text in nasty(), address in nasty()) {
        let ours = tags(&html(&filled("x\nx", "https://example.org"), DateOrder::Dmy));
        let page = html(&filled(&text, &format!("https://{address}")), DateOrder::Dmy);
        let strange: Vec<_> = tags(&page).difference(&ours).cloned().collect();
        prop_assert!(strange.is_empty(), "{:?}", strange);
        let page = bare(&page);
        for from in page.split('&').skip(1) {
            let entity = ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|own| from.starts_with(own));
            prop_assert!(entity, "{}", from);
        }
        prop_assert!(!page.chars().any(|letter| letter.is_control() && letter != '\n'));
        let hidden = page.contains(['\u{202e}', '\u{200b}']);
        prop_assert!(!hidden);
    }
}
