//! The words of feedback as lines of the screen: Markdown as most mail and comments have it, soft-wrapped, line breaks
//! kept. Everything is made safe before it is measured; links show their address.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use crate::domain::display::{safe_text, width};
use crate::tui::theme::Role;
use crate::tui::widget::Skin;
use crate::tui::widget::spans::{cut, wrap};

/// Deeper nesting is shown at this depth.
const DEEPEST: usize = 6;

/// The lines of a text, each at most so many cells.
pub fn lines(text: &str, cells: usize, skin: &Skin) -> Vec<Line<'static>> {
    let mut page = Page {
        skin,
        cells: cells.max(4),
        out: Vec::new(),
        line: Vec::new(),
        nest: Vec::new(),
        style: Style::default(),
        link: None,
    };
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        page.take(event);
    }
    page.end_line();
    while page.out.last().is_some_and(|line| line.width() == 0) {
        page.out.pop();
    }
    page.out
}

#[derive(Debug, Clone, Copy, Default)]
struct Style {
    strong: usize,
    emphasis: usize,
    heading: bool,
    code: bool,
}

/// What a line lies in.
enum Nest {
    Quote,
    List(Option<u64>),
    Item(String, bool),
}

struct Page<'a> {
    skin: &'a Skin,
    cells: usize,
    out: Vec<Line<'static>>,
    line: Vec<Span<'static>>,
    nest: Vec<Nest>,
    style: Style,
    link: Option<(String, usize)>,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.text(&format!("`{text}`")),
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.end_line();
                let rule = if self.skin.glyphs.unicode { "─" } else { "-" };
                self.out.push(Line::from(self.skin.span(Role::Faint, rule.repeat(self.cells.min(40)))));
                self.gap();
            }
            other => {
                if let Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) =
                    other
                {
                    self.text(&text);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.style.heading = true;
                if level > HeadingLevel::H3 {
                    self.style.heading = false;
                    self.style.emphasis += 1;
                }
            }
            Tag::BlockQuote(_) => self.nest.push(Nest::Quote),
            Tag::CodeBlock(kind) => {
                self.end_line();
                if let CodeBlockKind::Fenced(word) = kind
                    && &*word == "suggestion"
                {
                    self.out.push(Line::from(self.skin.span(Role::Dim, "suggested:")));
                }
                self.style.code = true;
            }
            Tag::List(first) => {
                self.end_line();
                self.nest.push(Nest::List(first));
            }
            Tag::Item => {
                self.end_line();
                let bullet = match self.nest.last_mut() {
                    Some(Nest::List(Some(number))) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => format!("{} ", if self.skin.glyphs.unicode { "•" } else { "*" }),
                };
                self.nest.push(Nest::Item(bullet, false));
            }
            Tag::Emphasis | Tag::Strikethrough => self.style.emphasis += 1,
            Tag::Strong => self.style.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.link = Some((dest_url.to_string(), self.line.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.end_line();
                self.gap();
            }
            TagEnd::Heading(level) => {
                self.end_line();
                if level > HeadingLevel::H3 {
                    self.style.emphasis = self.style.emphasis.saturating_sub(1);
                }
                self.style.heading = false;
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.nest.pop();
                self.gap();
            }
            TagEnd::CodeBlock => {
                self.end_line();
                self.style.code = false;
                self.gap();
            }
            TagEnd::List(_) => {
                self.end_line();
                self.nest.pop();
                if self.nest.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => {
                self.end_line();
                self.nest.pop();
            }
            TagEnd::Emphasis | TagEnd::Strikethrough => {
                self.style.emphasis = self.style.emphasis.saturating_sub(1);
            }
            TagEnd::Strong => self.style.strong = self.style.strong.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    /// The address stands behind the words, unless the words are the address.
    fn end_link(&mut self) {
        let Some((address, from)) = self.link.take() else { return };
        let words: String = self.line.iter().skip(from).map(|span| span.content.as_ref()).collect();
        let shown = safe_text(&address).into_owned();
        if !address.is_empty() && words != shown {
            self.line.push(self.skin.span(Role::Dim, format!(" <{shown}>")));
        }
    }

    fn text(&mut self, text: &str) {
        let safe = safe_text(text).into_owned();
        let mut parts = safe.split('\n');
        if let Some(first) = parts.next() {
            self.push(first);
        }
        for part in parts {
            self.end_line();
            self.push(part);
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let quoted = self.nest.iter().any(|nest| matches!(nest, Nest::Quote));
        let role = match self.style {
            Style { heading: true, .. } | Style { strong: 1.., .. } => Role::Strong,
            _ if quoted => Role::Dim,
            _ => Role::Text,
        };
        let span = self.skin.span(role, text.to_owned());
        self.line.push(if self.style.emphasis > 0 { span.italic() } else { span });
    }

    fn gap(&mut self) {
        if self.out.last().is_some_and(|line| line.width() > 0) {
            self.out.push(Line::default());
        }
    }

    /// What is gathered becomes lines, behind the bars and bullets it lies in.
    fn end_line(&mut self) {
        let spans = std::mem::take(&mut self.line);
        if spans.is_empty() {
            return;
        }
        let (first, rest) = self.prefixes();
        let room = self.cells.saturating_sub(width(&first)).max(4);
        let wrapped = if self.style.code { cut(spans, room) } else { wrap(spans, room) };
        for (at, spans) in wrapped.into_iter().enumerate() {
            let prefix = if at == 0 { first.clone() } else { rest.clone() };
            let mut line = Line::from(self.skin.span(Role::Dim, prefix));
            spans.into_iter().for_each(|span| line.push_span(span));
            self.out.push(line);
        }
    }

    /// What stands before the first line, and before those that follow.
    fn prefixes(&mut self) -> (String, String) {
        let (mut first, mut rest) = (String::new(), String::new());
        let bar = format!("{} ", self.skin.glyphs.divider);
        for nest in self.nest.iter_mut().take(DEEPEST) {
            match nest {
                Nest::Quote => {
                    first.push_str(&bar);
                    rest.push_str(&bar);
                }
                Nest::List(_) => {}
                Nest::Item(bullet, begun) => {
                    let blank = " ".repeat(width(bullet));
                    first.push_str(if *begun { &blank } else { bullet });
                    rest.push_str(&blank);
                    *begun = true;
                }
            }
        }
        if self.style.code {
            first.push_str("  ");
            rest.push_str("  ");
        }
        (first, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::skin;

    fn shown(text: &str, cells: usize) -> Vec<String> {
        lines(text, cells, &skin()).iter().map(|line| line.to_string().trim_end().to_owned()).collect()
    }

    #[test]
    fn headings_lists_quotes_code_and_links() {
        let text = "# Bridge\n\nThe *left* hand **rushes**:\n- bar 17\n  and on\n- bar 24\n\n1. slow\n2. sing\n\n> you said\n> it\n\n```\nlet x = 1;\n```\nsee [the take](https://example.org/3) and <https://example.org>";
        assert_eq!(
            shown(text, 60),
            [
                "Bridge",
                "The left hand rushes:",
                "",
                "• bar 17",
                "  and on",
                "• bar 24",
                "",
                "1. slow",
                "2. sing",
                "",
                "│ you said",
                "│ it",
                "",
                "  let x = 1;",
                "",
                "see the take <https://example.org/3> and https://example.org",
            ]
        );
    }

    #[test]
    fn line_breaks_of_mail_are_kept_and_long_lines_wrapped() {
        assert_eq!(shown("one two three\nfour", 8), ["one two", "three", "four"]);
        assert_eq!(shown("日本語の文章です", 6), ["日本語", "の文章", "です"]);
    }

    #[test]
    fn a_letter_of_three_cells_is_measured_as_it_is_drawn() {
        let lines = lines("𠀀ꯣ\u{80}AAa0A¡\0", 12, &skin());
        assert!(lines.iter().all(|line| line.width() <= 12), "{lines:?}");
    }

    #[test]
    fn hostile_text_is_harmless_and_never_too_wide() {
        let text = "a\u{1b}]52;c;ZXZpbA==\u{7}b \u{202e}evil\u{202c} <script>alert(1)</script>\n\n[x](javascript:alert(1))\u{9b}31m";
        let shown = shown(text, 20);
        assert!(
            shown.iter().all(|line| !line.chars().any(|c| c.is_control() || c == '\u{202e}')),
            "{shown:?}"
        );
        assert!(shown.iter().all(|line| width(line) <= 20), "{shown:?}");
        assert!(shown.iter().any(|line| line.contains("<script>")));
    }

    proptest::proptest! {
        #[test]
        fn any_text_at_any_width_is_drawn_within_it(text in "(?s).{0,200}", cells in 12usize..80) {
            for line in lines(&text, cells, &skin()) {
                proptest::prop_assert!(line.width() <= cells, "{line}");
            }
        }
    }
}
