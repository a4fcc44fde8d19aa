//! A portfolio as one HTML page that needs nothing else: no script, no picture, no font, nothing fetched.

mod page;
mod policy;

use super::told::{self, Fact, HOW_TO_READ, What};
use crate::domain::portfolio::{Card, Chapter, Claim, Portfolio, SkillClaim, Story, Testimony};
use crate::domain::stage::Stage;
use crate::domain::when::{DateOrder, date_long};
use page::HtmlPage;

const STYLE: &str = include_str!("../../../assets/portfolio.css");

/// The page.
pub fn html(portfolio: &Portfolio, order: DateOrder) -> String {
    let mut page = HtmlPage::new(order);
    preamble(&mut page, portfolio);
    page.own("<body>\n<main>\n");
    head(&mut page, portfolio);
    skills(&mut page, &portfolio.skills);
    section(&mut page, "Work", &portfolio.cards, card);
    section(&mut page, "In the words of others", &portfolio.words, testimony);
    history(&mut page, &portfolio.history);
    foot(&mut page, portfolio);
    page.own("</main>\n</body>\n</html>\n");
    page.whole()
}

fn preamble(page: &mut HtmlPage, portfolio: &Portfolio) {
    page.own("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.own("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.line(&policy::of(STYLE));
    page.own("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.own("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.own("<meta name=\"generator\" content=\"etude\">\n<title>");
    page.line(&told::title(portfolio));
    page.own("</title>\n<style>");
    page.own(STYLE);
    page.own("</style>\n</head>\n");
}

fn head(page: &mut HtmlPage, portfolio: &Portfolio) {
    let claim = &portfolio.claim;
    page.own("<header class=\"top\">\n<p class=\"eyebrow\">Portfolio</p>\n<h1 dir=\"auto\">");
    page.line(&portfolio.area);
    page.own("</h1>\n");
    page.some("<p class=\"maker\" dir=\"auto\">", &portfolio.maker, "</p>\n");
    page.own("<p class=\"claim\">");
    pips(page, claim);
    page.own("<strong>");
    page.line(told::stage(claim.stage));
    page.own("</strong>");
    page.some(" <span>", &told::claim(claim, page.order), "</span>");
    page.own("</p>\n");
    page.some("<p class=\"quiet\">", &told::proof(&claim.proof, claim.kind), "</p>\n");
    page.some(
        "<p class=\"quiet\">",
        &portfolio.ladder.as_ref().map(told::ladder).unwrap_or_default(),
        "</p>\n",
    );
    page.own("<p class=\"quiet\">As of ");
    page.day(portfolio.on);
    page.own(".</p>\n</header>\n");
}

/// Three dots, as many of them filled as the stage has risen; hollow again where it was not shown for too long.
fn pips(page: &mut HtmlPage, claim: &Claim) {
    page.own(match (claim.stage, claim.stale) {
        (None, _) => "<span class=\"pips\" aria-hidden=\"true\">",
        (Some(Stage::Apprentice), false) => "<span class=\"pips one\" aria-hidden=\"true\">",
        (Some(Stage::Journeyman), false) => "<span class=\"pips two\" aria-hidden=\"true\">",
        (Some(Stage::Master), false) => "<span class=\"pips three\" aria-hidden=\"true\">",
        (Some(Stage::Apprentice), true) => "<span class=\"pips one stale\" aria-hidden=\"true\">",
        (Some(Stage::Journeyman), true) => "<span class=\"pips two stale\" aria-hidden=\"true\">",
        (Some(Stage::Master), true) => "<span class=\"pips three stale\" aria-hidden=\"true\">",
    });
    page.own("<i></i><i></i><i></i></span>");
}

fn skills(page: &mut HtmlPage, skills: &[SkillClaim]) {
    if skills.is_empty() {
        return;
    }
    page.own("<section>\n<h2>Stages</h2>\n<table>\n<thead><tr><th scope=\"col\">Skill</th><th scope=\"col\">Stage</th>");
    page.own("<th scope=\"col\">Since</th><th scope=\"col\">Last shown</th></tr></thead>\n<tbody>\n");
    for skill in skills {
        skill_row(page, skill);
    }
    page.own("</tbody>\n</table>\n</section>\n");
}

fn skill_row(page: &mut HtmlPage, skill: &SkillClaim) {
    let claim = &skill.claim;
    page.own("<tr><th scope=\"row\"><span dir=\"auto\">");
    page.line(&skill.name);
    page.own("</span>");
    page.some("<small dir=\"auto\">", &told::proof(&claim.proof, claim.kind), "</small>");
    page.own("</th><td class=\"stage\">");
    pips(page, claim);
    page.line(told::stage(claim.stage));
    page.own("</td><td class=\"since\">");
    if let Some(since) = claim.since {
        page.dated(since);
    }
    page.own("</td><td class=\"shown\">");
    if claim.stage.is_some() {
        page.line(&told::shown(claim, page.order));
    }
    page.own("</td></tr>\n");
}

fn section<T>(page: &mut HtmlPage, title: &'static str, all: &[T], each: fn(&mut HtmlPage, &T)) {
    if all.is_empty() {
        return;
    }
    page.own("<section>\n<h2>");
    page.own(title);
    page.own("</h2>\n");
    all.iter().for_each(|one| each(page, one));
    page.own("</section>\n");
}

fn card(page: &mut HtmlPage, card: &Card) {
    page.own("<article class=\"card\">\n<p class=\"eyebrow\" dir=\"auto\">");
    page.line(&told::kind(card));
    page.own("</p>\n<h3 dir=\"auto\">");
    page.line(&card.title);
    page.own("</h3>\n<p class=\"when\">");
    page.dated(card.day);
    page.some(" · <span dir=\"auto\">", &card.context, "</span>");
    page.own("</p>\n");
    page.paragraphs(told::words(card));
    if let Some(quote) = &card.said {
        said(page, &quote.words, &told::signed(quote, page.order), "");
    }
    if let Some(told) = &card.story {
        story(page, told);
    }
    facts(page, &told::facts(card, page.order));
    page.own("</article>\n");
}

/// The parts of a case study that are written.
fn story(page: &mut HtmlPage, story: &Story) {
    for (title, texts) in told::parts(story) {
        let said_of_it = if title == told::CAME { story.said.as_slice() } else { &[] };
        if texts.is_empty() && said_of_it.is_empty() {
            continue;
        }
        page.own("<h4>");
        page.own(title);
        page.own("</h4>\n");
        texts.iter().for_each(|text| page.paragraphs(text));
        for quote in said_of_it {
            said(page, &quote.words, &told::signed(quote, page.order), "");
        }
    }
}

fn facts(page: &mut HtmlPage, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    page.own("<dl>\n");
    for fact in facts {
        page.own("<div><dt>");
        page.own(fact.name);
        page.own("</dt>");
        match &fact.what {
            What::Words(words) => {
                words.iter().for_each(|word| page.some("<dd dir=\"auto\">", word, "</dd>"));
            }
            What::Address(address) => {
                page.own("<dd>");
                page.link(address);
                page.own("</dd>");
            }
            What::File(file) => {
                page.some("<dd dir=\"auto\">", &file.name, "</dd>");
                page.some("<dd class=\"quiet\">SHA-256 <code>", &format!("{}…", file.sha256), "</code>");
                page.some(" · ", &told::size(file.size), "</dd>");
            }
        }
        page.own("</div>\n");
    }
    page.own("</dl>\n");
}

fn said(page: &mut HtmlPage, words: &str, by: &str, about: &str) {
    page.own("<figure>\n<blockquote>\n");
    page.paragraphs(words);
    page.own("</blockquote>\n<figcaption dir=\"auto\">");
    page.line(by);
    page.some("<small dir=\"auto\">", about, "</small>");
    page.own("</figcaption>\n</figure>\n");
}

fn testimony(page: &mut HtmlPage, testimony: &Testimony) {
    said(page, &testimony.words, &told::who(testimony), &told::about(testimony, page.order));
}

fn history(page: &mut HtmlPage, history: &[Chapter]) {
    if history.is_empty() {
        return;
    }
    page.own("<section>\n<h2>How the stages changed</h2>\n<ol class=\"history\">\n");
    for chapter in history {
        page.own("<li>");
        page.dated(chapter.day);
        page.own(if chapter.whole { "<div><strong dir=\"auto\">" } else { "<div><span dir=\"auto\">" });
        page.line(&chapter.about);
        page.own(if chapter.whole { "</strong>: " } else { "</span>: " });
        page.line(&told::step(chapter));
        let proof = told::proof(&chapter.proof, Some(chapter.kind));
        page.some("<small dir=\"auto\">", &proof, "</small>");
        page.some("<q dir=\"auto\">", &chapter.sentence, "</q>");
        page.own("</div></li>\n");
    }
    page.own("</ol>\n</section>\n");
}

fn foot(page: &mut HtmlPage, portfolio: &Portfolio) {
    page.own("<footer>\n<h2>How to read this</h2>\n");
    for text in HOW_TO_READ {
        page.some("<p>", text, "</p>\n");
    }
    page.some("<p class=\"left-out\">", &portfolio.left_out.sentences().join(" "), "</p>\n");
    page.own("<p>Made with etude from a practice journal on ");
    page.line(&date_long(portfolio.on, page.order));
    page.own(".</p>\n</footer>\n");
}

#[cfg(test)]
mod tests;
