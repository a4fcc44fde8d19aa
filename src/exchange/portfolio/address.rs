//! Which addresses may become links.

use crate::domain::display::safe_line;

/// What may be opened by a click: pages and mail. Anything else is text.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// Whether an address may become a link: of a known scheme, with something behind it, and nothing in it that hides.
pub(super) fn is_link(address: &str) -> bool {
    let scheme = SCHEMES
        .iter()
        .find(|scheme| address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)));
    let plain = |letter: char| {
        !letter.is_whitespace()
            && !letter.is_control()
            && !matches!(letter, '<' | '>' | '"' | '\'' | '\\' | '`')
    };
    scheme.is_some_and(|scheme| address.len() > scheme.len())
        && address.chars().all(plain)
        && safe_line(address) == address
}

#[cfg(test)]
mod tests {
    use super::is_link;

    #[test]
    fn pages_and_mail_are_links_and_nothing_else_is() {
        for good in [
            "https://example.org/a?b=c&d#e",
            "HTTP://example.org",
            "mailto:ada@example.org",
            "https://müller.example/é",
        ] {
            assert!(is_link(good), "{good}");
        }
        for bad in [
            "",
            "https://",
            "javascript:alert(1)",
            " https://example.org",
            "https://example.org/ onclick=x",
            "https://example.org\n",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://example.org/\u{202e}gpj",
            "https://example.org/\"",
            "https://a>b",
            "//example.org",
            "java\tscript:x",
        ] {
            assert!(!is_link(bad), "{bad:?}");
        }
    }
}
