//! The HTML page while it is written. Our own words are constants; everything that people wrote is escaped.

use crate::domain::calendar::Day;
use crate::domain::when::{DateOrder, Dated, date_long};
use crate::exchange::portfolio::told::one_line;

/// A page.
pub(super) struct HtmlPage {
    out: String,
    /// How dates are written on it.
    pub order: DateOrder,
}

impl HtmlPage {
    /// An empty page.
    pub fn new(order: DateOrder) -> HtmlPage {
        HtmlPage { out: String::with_capacity(32 << 10), order }
    }

    /// Markup, or words of ours that need no escaping.
    pub fn own(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Text on one line in which nothing is markup any more, within an attribute neither.
    fn line(&mut self, text: &str) {
        let text = one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.out.push_str(&text.replace('"', "&quot;").replace('\'', "&#39;"));
    }

    /// Markup of ours with a text in place of each `{}`.
    pub fn put(&mut self, markup: &'static str, texts: &[&str]) {
        let mut texts = texts.iter();
        for (at, own) in markup.split("{}").enumerate() {
            if at > 0 {
                self.line(texts.next().unwrap_or(&""));
            }
            self.own(own);
        }
    }

    /// Markup around a text; nothing at all where there is none.
    pub fn some(&mut self, markup: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.put(markup, &[text]);
        }
    }

    /// Text with its paragraphs and lines.
    pub fn paragraphs(&mut self, text: &str) {
        let mut open = false;
        for line in text.split('\n') {
            match (line.trim().is_empty(), open) {
                (true, true) => self.own("</p>\n"),
                (true, false) => {}
                (false, true) => self.own("<br>\n"),
                (false, false) => self.own("<p dir=\"auto\">"),
            }
            open = !line.trim().is_empty();
            self.line(line);
        }
        if open {
            self.own("</p>\n");
        }
    }

    /// A day, for people and machines.
    pub fn day(&mut self, day: Day) {
        self.put("<time datetime=\"{}\">{}</time>", &[&day.to_string(), &date_long(day, self.order)]);
    }

    /// A day, or what is known of it: no machine is told more.
    pub fn dated(&mut self, dated: Dated) {
        match dated.grain.is_vague() {
            true => self.line(&dated.long(self.order)),
            false => self.day(dated.day),
        }
    }

    /// The page, done.
    pub fn whole(self) -> String {
        self.out
    }
}
