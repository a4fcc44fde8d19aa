//! A portfolio as one HTML page that needs nothing else: no script, no picture, no font, nothing fetched.

mod page;
mod policy;

use super::address::is_link;
use super::told::{self, Fact, HOW_TO_READ, What};
use crate::domain::portfolio::{Card, Chapter, Claim, Portfolio, Quote, SkillClaim, Story, Testimony};
use crate::domain::stage::Stage;
use crate::domain::when::{DateOrder, date_long};
use page::HtmlPage;

const STYLE: &str = include_str!("../../../assets/portfolio.css");

/// The page.
pub fn html(portfolio: &Portfolio, order: DateOrder) -> String {
    let mut page = HtmlPage::new(order);
    page.put(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"etude\">\n<title>{}</title>\n<style>",
        &[&policy::of(STYLE), &told::title(portfolio)],
    );
    page.own(STYLE);
    page.own("</style>\n</head>\n<body>\n<main>\n");
    head(&mut page, portfolio);
    skills(&mut page, &portfolio.skills);
    section(&mut page, "Work", &portfolio.cards, card);
    section(&mut page, "In the words of others", &portfolio.words, testimony);
    history(&mut page, &portfolio.history);
    foot(&mut page, portfolio);
    page.own("</main>\n</body>\n</html>\n");
    page.whole()
}

fn head(page: &mut HtmlPage, portfolio: &Portfolio) {
    let claim = &portfolio.claim;
    page.put(
        "<header class=\"top\">\n<p class=\"eyebrow\">Portfolio</p>\n<h1 dir=\"auto\">{}</h1>\n",
        &[&portfolio.area],
    );
    page.some("<p class=\"maker\" dir=\"auto\">{}</p>\n", &portfolio.maker);
    page.own("<p class=\"claim\">");
    pips(page, claim);
    page.put("<strong>{}</strong>", &[told::stage(claim.stage)]);
    page.some(" <span>{}</span>", &told::claim(claim, page.order));
    page.own("</p>\n");
    page.some("<p class=\"quiet\">{}</p>\n", &told::proof(&claim.proof, claim.kind));
    let ladder = portfolio.ladder.as_ref().map(told::ladder).unwrap_or_default();
    page.some("<p class=\"quiet\">{}</p>\n", &ladder);
    page.own("<p class=\"quiet\">As of ");
    page.day(portfolio.on);
    page.own(".</p>\n</header>\n");
}

/// Three dots, as many of them filled as the stage has risen; hollow again where it was not shown for too long.
fn pips(page: &mut HtmlPage, claim: &Claim) {
    let risen = match claim.stage {
        None => "",
        Some(Stage::Apprentice) => " one",
        Some(Stage::Journeyman) => " two",
        Some(Stage::Master) => " three",
    };
    let stale = if claim.stage.is_some() && claim.stale { " stale" } else { "" };
    page.own("<span class=\"pips");
    page.own(risen);
    page.own(stale);
    page.own("\" aria-hidden=\"true\"><i></i><i></i><i></i></span>");
}

fn skills(page: &mut HtmlPage, skills: &[SkillClaim]) {
    if skills.is_empty() {
        return;
    }
    page.own(
        "<section>\n<h2>Stages</h2>\n<table>\n<thead><tr><th scope=\"col\">Skill</th>\
         <th scope=\"col\">Stage</th><th scope=\"col\">Since</th><th scope=\"col\">Last shown</th></tr></thead>\n\
         <tbody>\n",
    );
    for skill in skills {
        let claim = &skill.claim;
        page.put("<tr><th scope=\"row\"><span dir=\"auto\">{}</span>", &[&skill.name]);
        page.some("<small dir=\"auto\">{}</small>", &told::proof(&claim.proof, claim.kind));
        page.own("</th><td class=\"stage\">");
        pips(page, claim);
        page.put("{}</td><td class=\"since\">", &[told::stage(claim.stage)]);
        if let Some(since) = claim.since {
            page.dated(since);
        }
        let shown = if claim.stage.is_some() { told::shown(claim, page.order) } else { String::new() };
        page.put("</td><td class=\"shown\">{}</td></tr>\n", &[&shown]);
    }
    page.own("</tbody>\n</table>\n</section>\n");
}

fn section<T>(page: &mut HtmlPage, title: &str, all: &[T], each: fn(&mut HtmlPage, &T)) {
    if all.is_empty() {
        return;
    }
    page.put("<section>\n<h2>{}</h2>\n", &[title]);
    all.iter().for_each(|one| each(page, one));
    page.own("</section>\n");
}

fn card(page: &mut HtmlPage, card: &Card) {
    page.put(
        "<article class=\"card\">\n<p class=\"eyebrow\" dir=\"auto\">{}</p>\n<h3 dir=\"auto\">{}</h3>\n\
         <p class=\"when\">",
        &[&told::kind(card), &card.title],
    );
    page.dated(card.day);
    page.some(" · <span dir=\"auto\">{}</span>", &card.context);
    page.own("</p>\n");
    page.paragraphs(told::words(card));
    card.said.iter().for_each(|said| quote(page, said));
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
        page.put("<h4>{}</h4>\n", &[title]);
        texts.iter().for_each(|text| page.paragraphs(text));
        said_of_it.iter().for_each(|said| quote(page, said));
    }
}

fn facts(page: &mut HtmlPage, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    page.own("<dl>\n");
    for fact in facts {
        page.put("<div><dt>{}</dt>", &[fact.name]);
        match &fact.what {
            What::Words(words) => {
                words.iter().for_each(|word| page.some("<dd dir=\"auto\">{}</dd>", word));
            }
            What::Address(address) if is_link(address) => {
                let link = "<dd><a rel=\"noopener noreferrer\" href=\"{}\">{}</a></dd>";
                page.put(link, &[address, address]);
            }
            What::Address(address) => page.put("<dd>{}</dd>", &[address]),
            What::File(file) => {
                page.some("<dd dir=\"auto\">{}</dd>", &file.name);
                let sum = "<dd class=\"quiet\">SHA-256 <code>{}…</code> · {}</dd>";
                page.put(sum, &[&file.sha256, &told::size(file.size)]);
            }
        }
        page.own("</div>\n");
    }
    page.own("</dl>\n");
}

fn quote(page: &mut HtmlPage, quote: &Quote) {
    said(page, &quote.words, &told::signed(quote, page.order), "");
}

fn said(page: &mut HtmlPage, words: &str, by: &str, about: &str) {
    page.own("<figure>\n<blockquote>\n");
    page.paragraphs(words);
    page.put("</blockquote>\n<figcaption dir=\"auto\">{}", &[by]);
    page.some("<small dir=\"auto\">{}</small>", about);
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
        let step = match chapter.whole {
            true => "<div><strong dir=\"auto\">{}</strong>: {}",
            false => "<div><span dir=\"auto\">{}</span>: {}",
        };
        page.put(step, &[&chapter.about, &told::step(chapter)]);
        page.some("<small dir=\"auto\">{}</small>", &told::proof(&chapter.proof, Some(chapter.kind)));
        page.some("<q dir=\"auto\">{}</q>", &chapter.sentence);
        page.own("</div></li>\n");
    }
    page.own("</ol>\n</section>\n");
}

fn foot(page: &mut HtmlPage, portfolio: &Portfolio) {
    page.own("<footer>\n<h2>How to read this</h2>\n");
    HOW_TO_READ.iter().for_each(|text| page.put("<p>{}</p>\n", &[text]));
    page.put(
        "<p class=\"left-out\">{}</p>\n<p>Made with etude from a practice journal on {}.</p>\n</footer>\n",
        &[&portfolio.left_out.sentences().join(" "), &date_long(portfolio.on, page.order)],
    );
}

#[cfg(test)]
mod tests;
