//! A portfolio as Markdown, to go on writing in: the parts of a case study that are not written yet stand there empty.

mod escape;

use super::address::is_link;
use super::told::{self, Fact, HOW_TO_READ, What};
use crate::domain::portfolio::{Card, Chapter, Claim, Portfolio, SkillClaim, Story, Testimony};
use crate::domain::stage::Stage;
use crate::domain::when::{DateOrder, date_long};
use escape::{line, paragraphs};

/// The page.
pub fn markdown(portfolio: &Portfolio, order: DateOrder) -> String {
    let mut page = MarkdownPage { out: String::new(), order };
    page.head(portfolio);
    page.skills(&portfolio.skills);
    page.section("Work", &portfolio.cards, MarkdownPage::card);
    page.section("In the words of others", &portfolio.words, MarkdownPage::testimony);
    page.history(&portfolio.history);
    page.foot(portfolio);
    page.out
}

/// The page as it grows. Markup is ours; whatever anybody wrote goes through `escape`.
struct MarkdownPage {
    out: String,
    order: DateOrder,
}

impl MarkdownPage {
    /// A block of its own, with an empty line before it.
    fn block(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn head(&mut self, portfolio: &Portfolio) {
        self.block(&format!("# {}", line(&portfolio.area)));
        let on = date_long(portfolio.on, self.order);
        self.block(&match portfolio.maker.as_str() {
            "" => format!("Portfolio, as of {}", line(&on)),
            maker => format!("Portfolio of **{}**, as of {}", line(maker), line(&on)),
        });
        let since = told::claim(&portfolio.claim, self.order);
        let claim = format!("**{} {}**", pip(&portfolio.claim), told::stage(portfolio.claim.stage));
        self.block(&joined(&[claim, line(&since)]));
        self.block(&line(&told::proof(&portfolio.claim.proof, portfolio.claim.kind)));
        if let Some(ladder) = &portfolio.ladder {
            self.block(&line(&told::ladder(ladder)));
        }
    }

    fn skills(&mut self, skills: &[SkillClaim]) {
        if skills.is_empty() {
            return;
        }
        self.block("## Stages");
        let mut rows =
            "| Skill | Stage | Since | Last shown | Rests on |\n| --- | --- | --- | --- | --- |".to_owned();
        for skill in skills {
            let claim = &skill.claim;
            let since = claim.since.map(|since| since.long(self.order)).unwrap_or_default();
            let shown = if claim.stage.is_some() { told::shown(claim, self.order) } else { String::new() };
            rows.push_str(&format!(
                "\n| {} | {} {} | {} | {} | {} |",
                line(&skill.name),
                pip(claim),
                told::stage(claim.stage),
                line(&since),
                line(&shown),
                line(&told::proof(&claim.proof, claim.kind)),
            ));
        }
        self.block(&rows);
    }

    fn section<T>(&mut self, title: &str, all: &[T], each: fn(&mut MarkdownPage, &T)) {
        if all.is_empty() {
            return;
        }
        self.block(&format!("## {title}"));
        all.iter().for_each(|one| each(self, one));
    }

    fn card(&mut self, card: &Card) {
        self.block(&format!("### {}", line(&card.title)));
        let when = card.day.long(self.order);
        let under = [line(&told::kind(card)), line(&when), line(&card.context)];
        self.block(&format!("*{}*", joined(&under)));
        self.block(&paragraphs("", told::words(card)));
        if let Some(quote) = &card.said {
            self.quote(&quote.words, &told::signed(quote, self.order));
        }
        if let Some(story) = &card.story {
            self.story(story);
        }
        let facts: Vec<String> = told::facts(card, self.order).iter().map(fact).collect();
        self.block(&facts.join("\n"));
    }

    fn story(&mut self, story: &Story) {
        for (title, texts) in told::parts(story) {
            self.block(&format!("#### {title}"));
            if texts.is_empty() {
                self.block("*To be written.*");
            }
            texts.iter().for_each(|text| self.block(&paragraphs("", text)));
            if title == told::CAME {
                story.said.iter().for_each(|said| self.quote(&said.words, &told::signed(said, self.order)));
            }
        }
    }

    fn quote(&mut self, words: &str, by: &str) {
        let words = paragraphs("> ", words);
        let gap = if words.is_empty() { "" } else { "\n>\n" };
        self.block(&format!("{words}{gap}> — {}", line(by)));
    }

    fn testimony(&mut self, testimony: &Testimony) {
        let by = format!("{} · {}", told::who(testimony), told::about(testimony, self.order));
        self.quote(&testimony.words, &by);
    }

    fn history(&mut self, history: &[Chapter]) {
        if history.is_empty() {
            return;
        }
        self.block("## How the stages changed");
        let lines: Vec<String> = history.iter().map(|chapter| self.chapter(chapter)).collect();
        self.block(&lines.join("\n"));
    }

    fn chapter(&self, chapter: &Chapter) -> String {
        let when = chapter.day.long(self.order);
        let mut text =
            format!("- {} · **{}**: {}", line(&when), line(&chapter.about), line(&told::step(chapter)));
        let proof = told::proof(&chapter.proof, Some(chapter.kind));
        if !proof.is_empty() {
            text.push_str(&format!(" · {}", line(&proof)));
        }
        if !chapter.sentence.trim().is_empty() {
            text.push_str(&format!(" · “{}”", line(&chapter.sentence)));
        }
        text
    }

    fn foot(&mut self, portfolio: &Portfolio) {
        self.block("## How to read this");
        let lines: Vec<String> = HOW_TO_READ.iter().map(|text| format!("- {}", line(text))).collect();
        self.block(&lines.join("\n"));
        self.block(&line(&portfolio.left_out.sentences().join(" ")));
    }
}

/// What is there, with dots between.
fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// The stage as one character.
fn pip(claim: &Claim) -> char {
    match claim.stage {
        None => '◇',
        Some(Stage::Apprentice) => '○',
        Some(Stage::Journeyman) => '◐',
        Some(Stage::Master) => '●',
    }
}

fn fact(fact: &Fact) -> String {
    let value = match &fact.what {
        What::Words(words) => words.iter().map(|word| line(word)).collect::<Vec<_>>().join("; "),
        What::Address(address) => link(address),
        What::File(file) => format!(
            "{} · SHA-256 `{}…` · {}",
            line(&file.name),
            file.sha256.chars().filter(char::is_ascii_hexdigit).collect::<String>(),
            line(&told::size(file.size))
        ),
    };
    format!("- **{}:** {value}", fact.name)
}

/// A link that shows where it leads, or else plain text.
fn link(address: &str) -> String {
    if is_link(address) {
        format!("[{}](<{}>)", line(address), address.replace('&', "&amp;"))
    } else {
        line(address)
    }
}

#[cfg(test)]
mod tests;
