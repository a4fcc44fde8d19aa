//! The sentences of a portfolio, the same in every format. Nothing is escaped here; each format does that itself.

use crate::domain::display::safe_line;
use crate::domain::evidence::{EvidenceKind, Means};
use crate::domain::portfolio::{
    Card, Chapter, Claim, FileMark, Journey, LadderName, Portfolio, Proof, Quote, Story, Testimony, counted,
    listed,
};
use crate::domain::stage::{Stage, StageEventKind};
use crate::domain::when::{DateOrder, date_long, spent};

/// How the page is to be read, said on the page.
pub(super) const HOW_TO_READ: [&str; 3] = [
    "A stage is a claim of its maker. What stands beside it is what it rests on: benchmarks that records show, and \
     people who saw the work.",
    "Sessions and hours tell how a piece came about. They are no proof of a stage and count for none.",
    "A file is the one described where its SHA-256 begins with the digits shown; sha256sum prints it.",
];

/// The part of a case study in which others are heard.
pub(super) const CAME: &str = "What came of it";

/// Text on one line, with nothing in it that hides.
pub(super) fn one_line(text: &str) -> String {
    let parts = text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
    safe_line(&parts.collect::<Vec<_>>().join(" ")).into_owned()
}

/// A fact of a card: its name, and what it is.
pub(super) struct Fact {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub what: What,
}

/// What a fact is.
pub(super) enum What {
    /// Words; several are a list.
    Words(Vec<String>),
    /// An address.
    Address(String),
    /// A file.
    File(FileMark),
}

/// A stage as a word with a capital.
pub(super) fn stage(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "No stage yet",
        Some(Stage::Apprentice) => "Apprentice",
        Some(Stage::Journeyman) => "Journeyman",
        Some(Stage::Master) => "Master",
    }
}

/// What the page is called.
pub(super) fn title(portfolio: &Portfolio) -> String {
    match portfolio.maker.as_str() {
        "" => format!("{} · portfolio", portfolio.area),
        maker => format!("{} · portfolio of {maker}", portfolio.area),
    }
}

/// Which ladder the stages are measured by.
pub(super) fn ladder(ladder: &LadderName) -> String {
    let own = if ladder.own { ", with own thresholds" } else { "" };
    format!("Measured by the ladder {} {}{own}.", ladder.title, ladder.version)
}

/// When a stage was last shown; always said.
pub(super) fn shown(claim: &Claim, order: DateOrder) -> String {
    let said = match claim.shown {
        Some(day) => date_long(day, order),
        None => "not shown here".to_owned(),
    };
    if claim.stale && claim.shown.is_some() { format!("{said}, no longer fresh") } else { said }
}

/// `since 3 May 2025 · last shown 12 Nov 2026`.
pub(super) fn claim(claim: &Claim, order: DateOrder) -> String {
    let Some(since) = claim.since else { return String::new() };
    let since = since.long(order);
    match claim.shown {
        Some(_) => format!("since {since} · last shown {}", shown(claim, order)),
        None => format!("since {since} · {}", shown(claim, order)),
    }
}

/// `3 of 5 benchmarks shown · self-declared · witnessed by Mira`.
pub(super) fn proof(proof: &Proof, kind: Option<StageEventKind>) -> String {
    let Some(kind) = kind else { return String::new() };
    let mut parts = proof.words(kind);
    parts.extend(witnessed(proof, kind));
    parts.join(" · ")
}

fn witnessed(proof: &Proof, kind: StageEventKind) -> Option<String> {
    let mut who = proof.witnesses.clone();
    let unnamed = i64::try_from(proof.unnamed).unwrap_or(i64::MAX);
    if unnamed > 0 {
        let more =
            if who.is_empty() { counted(unnamed, "person", "people") } else { format!("{unnamed} more") };
        who.push(format!("{more} not named here"));
    }
    match (who.is_empty(), kind) {
        (false, _) => Some(format!("witnessed by {}", listed(&who))),
        (true, StageEventKind::Promote) => Some("no witness".to_owned()),
        (true, _) => None,
    }
}

/// What a card is: `Recording · Trading fours`.
pub(super) fn kind(card: &Card) -> String {
    let kind = match card.kind {
        EvidenceKind::Session => "Session",
        EvidenceKind::Feedback => "Feedback",
        EvidenceKind::Artefact if card.recording => "Recording",
        EvidenceKind::Artefact => "Piece of work",
        EvidenceKind::Testimonial => "Testimonial",
        EvidenceKind::CaseStudy => "Case study",
        EvidenceKind::Credential => "Credential",
        EvidenceKind::Performance if card.recording => "Performance, recorded",
        EvidenceKind::Performance => "Performance",
        EvidenceKind::Use => "Use in real work",
        EvidenceKind::Taught => "Teaching",
    };
    format!("{kind} · {}", card.about)
}

/// The maker's words of a card, where no story holds them.
pub(super) fn words(card: &Card) -> &str {
    card.certificate.as_ref().map_or(card.words.as_str(), |certificate| certificate.words.as_str())
}

/// The facts of a card, in the order in which they are read.
pub(super) fn facts(card: &Card, order: DateOrder) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut words = |name, words: Vec<String>| {
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            facts.push(Fact { name, what: What::Words(words) });
        }
    };
    if let Some(certificate) = &card.certificate {
        let until = certificate.valid_until.map(|day| date_long(day, order));
        words("Given by", vec![certificate.body.clone()]);
        words("Number", vec![certificate.number.clone()]);
        words("Valid until", until.into_iter().collect());
    }
    words("Shown for", card.benchmarks.clone());
    words("Items", items(card));
    words(
        if card.kind == EvidenceKind::Taught { "Learner" } else { "Witness" },
        one(listed(&card.witnesses)),
    );
    if card.certificate.is_none() {
        words("Until then", one(journey(&card.journey, order)));
    }
    if !card.link.is_empty() {
        facts.push(Fact { name: "Address", what: What::Address(card.link.clone()) });
    }
    if let Some(file) = &card.file {
        facts.push(Fact { name: "File", what: What::File(file.clone()) });
    }
    facts
}

fn one(text: String) -> Vec<String> {
    vec![text]
}

fn items(card: &Card) -> Vec<String> {
    let mut said = Vec::new();
    if !card.items.is_empty() {
        said.push(listed(&card.items));
    }
    if !card.drawn.is_empty() {
        said.push(format!("Drawn at random to be shown: {}", listed(&card.drawn)));
    }
    said
}

/// `42 sessions, 31 h 20 m, since 12 Jan 2025; 6 pieces of feedback; 3 uses in real work`; empty where there is nothing.
pub(super) fn journey(journey: &Journey, order: DateOrder) -> String {
    let mut parts = Vec::new();
    if journey.sessions > 0 {
        let since = journey.since.map(|day| format!(" since {}", date_long(day, order))).unwrap_or_default();
        let sessions = counted(journey.sessions, "session", "sessions");
        parts.push(format!("{sessions}{since}, {} of practice", spent(journey.practised)));
    }
    if journey.feedback > 0 {
        parts.push(counted(journey.feedback, "piece of feedback", "pieces of feedback"));
    }
    if journey.uses > 0 {
        parts.push(counted(journey.uses, "use in real work", "uses in real work"));
    }
    parts.join("; ")
}

/// `12,345 bytes`.
pub(super) fn size(bytes: i64) -> String {
    let digits = bytes.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if bytes == 1 { "byte" } else { "bytes" })
}

/// The parts of a case study with their titles, empty ones too.
pub(super) fn parts(story: &Story) -> [(&'static str, Vec<String>); 4] {
    let mut came = story.came.clone();
    if story.used_since > 0 {
        came.push(format!("Used in real work {} since.", counted(story.used_since, "time", "times")));
    }
    [
        ("What was asked", story.asked.clone()),
        ("What I did", story.did.clone()),
        (CAME, came),
        ("What I learned", story.learned.clone()),
    ]
}

/// Who said it, and when.
pub(super) fn signed(quote: &Quote, order: DateOrder) -> String {
    let by = if quote.by.is_empty() { "Somebody" } else { quote.by.as_str() };
    format!("{by}, {}", date_long(quote.day, order))
}

/// Who says it: `Mira, mentor, from outside`.
pub(super) fn who(testimony: &Testimony) -> String {
    let by = if testimony.by.is_empty() { "Somebody" } else { testimony.by.as_str() };
    let outside = if testimony.external { "from outside the maker's organisation" } else { "" };
    [by, testimony.relation.as_str(), outside]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// What it is about and how it was seen: `On Time, journeyman · agrees · saw it live: the gig · 3 May 2026`.
pub(super) fn about(testimony: &Testimony, order: DateOrder) -> String {
    let mut parts = vec![match testimony.stage {
        Some(stage) => format!("On {}, {stage}", testimony.about),
        None => format!("On {}", testimony.about),
    }];
    parts.extend(testimony.benchmark.clone());
    parts.extend(testimony.agrees.map(|agrees| if agrees { "agrees" } else { "does not agree" }.to_owned()));
    let means = testimony.means.map(|means| match means {
        Means::Live => "saw it live",
        Means::Recording => "saw a recording",
        Means::Artefact => "saw the work itself",
    });
    match (means, testimony.saw.trim()) {
        (Some(means), "") => parts.push(means.to_owned()),
        (Some(means), saw) => parts.push(format!("{means}: {saw}")),
        (None, "") => {}
        (None, saw) => parts.push(saw.to_owned()),
    }
    parts.push(testimony.day.long(order));
    parts.join(" · ")
}

/// What happened: `apprentice → journeyman`.
pub(super) fn step(chapter: &Chapter) -> String {
    let word = |stage: Option<Stage>| stage.map_or("no stage", Stage::word);
    let (from, to) = (word(chapter.from), word(chapter.to));
    match chapter.kind {
        StageEventKind::Enter | StageEventKind::Promote => format!("{from} → {to}"),
        StageEventKind::StepBack => format!("{from} → {to}, a step back"),
        StageEventKind::Restore => format!("{to}, shown again"),
        StageEventKind::Lapse => format!("{to}, lapsed"),
        StageEventKind::Import => format!("{to}, held before this record began"),
        StageEventKind::Correct => format!("{to}, as corrected"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Day;

    #[test]
    fn sizes_are_grouped() {
        for (bytes, said) in
            [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_234_567, "1,234,567 bytes")]
        {
            assert_eq!(size(bytes), said);
        }
    }

    #[test]
    fn a_journey_says_what_there_was() {
        let all =
            Journey { since: Some(Day(20_000)), sessions: 1, practised: 3_900_000, feedback: 2, uses: 1 };
        assert_eq!(
            journey(&all, DateOrder::Ymd),
            "1 session since 2024-10-04, 1 h 05 m of practice; 2 pieces of feedback; 1 use in real work"
        );
        assert_eq!(journey(&Journey::default(), DateOrder::Ymd), "");
    }
}
