//! HTML to plain text: tags off, blocks to lines, links as text and address. One pass, nothing is fetched or run. What
//! is hidden by style is shown, because somebody sent it.

use html5gum::{State, Token, Tokenizer};

/// Elements whose content nobody reads.
const SILENT: [&[u8]; 4] = [b"script", b"style", b"title", b"template"];
/// Quotations deeper than this are drawn as this deep.
const DEEPEST: usize = 8;

/// The plain text of a page, its lines ended by `\n`, quotations behind `> `.
pub(super) fn plain(html: &str) -> String {
    let mut page = ShownText::default();
    let mut tokens = Tokenizer::new(html);
    // The name of the open element whose content nobody reads.
    let mut silent = None;
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::EndTag(tag) if silent.as_ref() == Some(&tag.name) => silent = None,
            _ if silent.is_some() => {}
            Token::StartTag(tag) if SILENT.contains(&tag.name.as_slice()) => {
                if !tag.name.starts_with(b"template") {
                    tokens.set_state(State::RawText);
                }
                silent = Some(tag.name);
            }
            Token::StartTag(tag) => page.tag(&tag.name, false, |name| {
                tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
            }),
            Token::EndTag(tag) => page.tag(&tag.name, true, |_| None),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.out.truncate(page.out.trim_end().len());
    page.out
}

/// The plain text as it grows.
#[derive(Default)]
struct ShownText {
    out: String,
    /// Line breaks to come before the next word.
    breaks: usize,
    /// A blank to come before the next word.
    blank: bool,
    quoted: usize,
    kept: usize,
    /// The address of the open link and where its text begins.
    link: Option<(String, usize)>,
}

impl ShownText {
    fn text(&mut self, text: &str) {
        if self.kept > 0 {
            for (at, line) in text.replace('\r', "").split('\n').enumerate() {
                self.breaks += usize::from(at > 0);
                self.word(line);
            }
            return;
        }
        for (at, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.blank |= at > 0;
            self.word(word);
        }
    }

    /// Something to read, behind the breaks and blanks that have come together.
    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let begins = self.out.is_empty();
        if self.breaks > 0 || begins {
            for line in 0..if begins { 1 } else { self.breaks } {
                if !begins {
                    self.out.push('\n');
                }
                let last = begins || line + 1 == self.breaks;
                let mark = if last { "> " } else { ">" };
                let depth = self.quoted.min(DEEPEST);
                self.out.extend(std::iter::repeat_n('>', depth.saturating_sub(1)));
                self.out.push_str(if depth > 0 { mark } else { "" });
            }
        } else if self.blank {
            self.out.push(' ');
        }
        (self.breaks, self.blank) = (0, false);
        self.out.push_str(word);
    }

    fn tag(&mut self, name: &[u8], closes: bool, attribute: impl Fn(&str) -> Option<String>) {
        let name = String::from_utf8_lossy(name);
        self.breaks = self.breaks.max(line_breaks(&name));
        let step = |count: usize| if closes { count.saturating_sub(1) } else { count + 1 };
        match (name.as_ref(), closes) {
            ("br", _) => self.breaks = (self.breaks + 1).min(3),
            ("blockquote", _) => self.quoted = step(self.quoted),
            ("pre" | "textarea", _) => self.kept = step(self.kept),
            ("li", false) => {
                self.word("-");
                self.blank = true;
            }
            ("hr", false) => {
                self.word("---");
                self.breaks = 1;
            }
            ("td" | "th", false) => self.blank = true,
            ("img", false) => {
                let words = attribute("alt").filter(|words| !words.trim().is_empty());
                if let Some(words) = words {
                    self.word(&format!("[{}]", words.trim()));
                }
            }
            ("a", false) => {
                self.close_link();
                self.link = attribute("href").map(|address| (address, self.out.len()));
            }
            ("a", true) => self.close_link(),
            _ => {}
        }
    }

    /// The address behind the text of a link, unless the text is the address.
    fn close_link(&mut self) {
        let Some((address, from)) = self.link.take() else { return };
        let address = address.trim();
        let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let shown = self.out.get(from..).unwrap_or_default().trim();
        let bare = |text: &str| {
            let text = text
                .trim_start_matches("mailto:")
                .trim_start_matches("https://")
                .trim_start_matches("http://");
            text.trim_end_matches('/').to_owned()
        };
        if ["http", "https", "mailto"].contains(&scheme.as_str()) && bare(shown) != bare(address) {
            let address = format!("<{address}>");
            self.blank = !shown.is_empty();
            self.word(&address);
        }
    }
}

/// How many line breaks part an element from others that stands on lines of its own.
fn line_breaks(name: &str) -> usize {
    match name {
        "blockquote" | "dl" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "pre" => 2,
        "address" | "article" | "aside" | "body" | "center" | "dd" | "div" | "dt" | "figure" | "footer"
        | "form" | "header" | "hr" | "html" | "li" | "main" | "ol" | "section" | "table" | "tr" | "ul" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        let html = "<html><head><title>no</title><style>p{}</style></head><body>\n <p>Hello&nbsp;Ada,</p>\n\
            <p>two\n  lines<br>here</p><ul><li>one<li><b>two</b></ul><table><tr><td>a</td><td>b</td></tr></table>\
            <hr><h2>End</h2>bye</body></html>";
        assert_eq!(plain(html), "Hello\u{a0}Ada,\n\ntwo lines\nhere\n\n- one\n- two\na b\n---\n\nEnd\n\nbye");
    }

    #[test]
    fn links_show_where_they_lead() {
        for (html, expected) in [
            (
                "see <a href='https://example.org/a?b=1&amp;c=2'>the diff</a>.",
                "see the diff <https://example.org/a?b=1&c=2>.",
            ),
            ("<a href=\"https://example.org/\">example.org</a>", "example.org"),
            ("<a href=mailto:d@example.org>d@example.org</a>", "d@example.org"),
            ("<a href=\"javascript:alert(1)\">press</a> me", "press me"),
            (
                "<a class=x href = 'http://evil.example'>https://example.org</a>",
                "https://example.org <http://evil.example>",
            ),
            (
                "<a href='https://example.org/x'><img src=x alt='a chart'></a>",
                "[a chart] <https://example.org/x>",
            ),
            ("<a href='https://example.org'>never closed", "never closed"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn scripts_are_dropped_and_broken_markup_is_survived() {
        for (html, expected) in [
            ("a<script>alert('<p>x</p>')</SCRIPT >b", "ab"),
            ("a<!-- <p>x</p> -->b<!doctype x>c<?php d ?>e", "abce"),
            ("1 < 2 and 3 > 2 <3", "1 < 2 and 3 > 2 <3"),
            ("<p title=\"a > b\">text</p>", "text"),
            ("a<script>never ends", "a"),
            ("a<p title=\"never ends", "a"),
            ("a<!-- never ends", "a"),
            ("tail <", "tail <"),
            (
                "&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &nope; &#0; &#x110000; &",
                "<b> &amp; ééé &nope; \u{fffd} \u{fffd} &",
            ),
            ("</p></blockquote></pre></a>x", "x"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn quotations_and_kept_lines() {
        let html = "Yes.<div>On Wed Ada wrote:</div><blockquote>one<blockquote>two</blockquote></blockquote><pre>a\n  b\n\nc</pre>";
        assert_eq!(plain(html), "Yes.\nOn Wed Ada wrote:\n>\n> one\n>>\n>> two\n\na\n  b\n\nc");
    }
}
