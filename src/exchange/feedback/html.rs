//! HTML to plain text: tags off, blocks to lines, links as text and address. One pass, nothing is fetched or run. What
//! is hidden by style is shown, because somebody sent it.

use pulldown_cmark::{Event, Parser};

use super::charsets;

/// Elements whose content nobody reads.
const SILENT: [&str; 4] = ["script", "style", "title", "template"];
/// Quotations deeper than this are drawn as this deep.
const DEEPEST: usize = 8;
/// No entity has a longer name.
const LONGEST_ENTITY: usize = 32;

/// The plain text of a page, its lines ended by `\n`, quotations behind `> `.
pub(super) fn plain(html: &str) -> String {
    let mut page = ShownText::default();
    let mut rest = html;
    while !rest.is_empty() {
        let text = rest.find('<').unwrap_or(rest.len());
        let (before, from) = rest.split_at(text);
        page.text(before);
        rest = match markup(from) {
            Markup::Tag(tag, after) => page.tag(&tag, after),
            Markup::Nothing(after) => after,
            Markup::Letter => {
                let (letter, after) = from.split_at(from.len().min(1));
                page.text(letter);
                after
            }
        };
    }
    page.out.truncate(page.out.trim_end().len());
    page.out
}

/// What a `<` begins.
enum Markup<'a> {
    Tag(Tag<'a>, &'a str),
    Nothing(&'a str),
    Letter,
}

/// A tag: its name in lower case, and what stands behind it.
struct Tag<'a> {
    name: String,
    closes: bool,
    attributes: &'a str,
}

fn markup(text: &str) -> Markup<'_> {
    let Some(inner) = text.strip_prefix('<') else { return Markup::Nothing("") };
    if let Some(comment) = inner.strip_prefix("!--") {
        return Markup::Nothing(
            comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default(),
        );
    }
    if inner.starts_with(['!', '?']) {
        return Markup::Nothing(inner.split_once('>').map_or("", |(_, after)| after));
    }
    let (closes, named) = inner.strip_prefix('/').map_or((false, inner), |named| (true, named));
    if !named.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return Markup::Letter;
    }
    let length = named.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':' && letter != '-');
    let (name, behind) = named.split_at(length.unwrap_or(named.len()));
    let end = tag_end(behind);
    let attributes = behind.get(..end).unwrap_or_default();
    let after = behind.get(end + 1..).unwrap_or_default();
    Markup::Tag(
        Tag { name: name.chars().take(20).collect::<String>().to_ascii_lowercase(), closes, attributes },
        after,
    )
}

/// Where the `>` of a tag is; one inside a quoted value is none.
fn tag_end(attributes: &str) -> usize {
    let (mut quote, mut last) = (None, b' ');
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    attributes.len()
}

/// The value of an attribute, its entities decoded.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, l)| l.is_whitespace() || *l == '=')
            .map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix(['"', '\'']) {
            Some(inner) => {
                inner.split_once(if value.starts_with('"') { '"' } else { '\'' }).unwrap_or((inner, ""))
            }
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decoded(value));
        }
        rest = after;
    }
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
        if text.is_empty() {
            return;
        }
        let text = decoded(text);
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

    fn tag<'a>(&mut self, tag: &Tag<'_>, after: &'a str) -> &'a str {
        let name = tag.name.as_str();
        if SILENT.contains(&name) && !tag.closes {
            return behind_closing(after, name);
        }
        self.breaks = self.breaks.max(line_breaks(name));
        let step = |count: usize| if tag.closes { count.saturating_sub(1) } else { count + 1 };
        match (name, tag.closes) {
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
                let words = attribute(tag.attributes, "alt").filter(|words| !words.trim().is_empty());
                if let Some(words) = words {
                    self.word(&format!("[{}]", words.trim()));
                }
            }
            ("a", false) => {
                self.close_link();
                self.link = attribute(tag.attributes, "href").map(|address| (address, self.out.len()));
            }
            ("a", true) => self.close_link(),
            _ => {}
        }
        after
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

/// What comes behind the end tag of a silent element; nothing if it never ends.
fn behind_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, from)) = rest.split_once("</") {
        let closes = from.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if closes {
            return from.split_once('>').map_or("", |(_, after)| after);
        }
        rest = from;
    }
    ""
}

/// Text with its entities as letters.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        out.push_str(before);
        let end = from
            .bytes()
            .take(LONGEST_ENTITY)
            .take_while(|byte| *byte == b'#' || byte.is_ascii_alphanumeric())
            .count();
        let name = from.get(..end).filter(|_| from.get(end..).is_some_and(|after| after.starts_with(';')));
        rest = match name {
            Some(name) => {
                entity(name, &mut out);
                from.get(end + 1..).unwrap_or_default()
            }
            None => {
                out.push('&');
                from
            }
        };
    }
    out.push_str(rest);
    out
}

/// The letters of an entity; Markdown has all of HTML's. One that is none stays as it stands.
fn entity(name: &str, out: &mut String) {
    for event in Parser::new(&format!("&{name};")) {
        let Event::Text(letters) = event else { continue };
        match <[char; 1]>::try_from(letters.chars().collect::<Vec<_>>()) {
            // Old mailers meant windows-1252 here.
            Ok([letter @ '\u{80}'..='\u{9f}']) => out.push_str(&charsets::western(&[letter as u8])),
            _ => out.push_str(&letters),
        }
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
