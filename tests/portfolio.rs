//! A portfolio is made of what may be shown, and says how much may not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::evidence::EvidenceKind;
use etude::domain::portfolio::Portfolio;
use etude::domain::stage::{Stage, StageEventKind};
use etude::domain::when::DateOrder;
use etude::exchange::portfolio::{html, markdown};
use support::Bench;
use support::folio::fill;

fn portfolio() -> (Bench, Portfolio) {
    let mut bench = Bench::new();
    let (area, _) = fill(&mut bench.journal);
    let portfolio = bench.journal.portfolio(area, "Ada Field").unwrap();
    (bench, portfolio)
}

#[test]
fn what_is_private_stays_and_is_counted() {
    let (_bench, portfolio) = portfolio();
    for page in [markdown(&portfolio, DateOrder::Dmy), html(&portfolio, DateOrder::Dmy)] {
        for secret in
            ["PRIVATE", "UNCONFIRMED", "Hidden Person", "Late Person", "/srv/music", "lose the bridge"]
        {
            assert!(!page.contains(secret), "{secret} is on the page");
        }
        assert!(page.contains("3 private pieces of evidence, 1 statement, 1 session, 1 piece of feedback and 1 application were left out."));
        assert!(page.contains("1 statement that is not confirmed yet was left out."));
        assert!(page.contains("1 stage event that was withdrawn was left out."));
    }
}

#[test]
fn a_card_says_where_a_piece_comes_from() {
    let (_bench, portfolio) = portfolio();
    let kinds: Vec<EvidenceKind> = portfolio.cards.iter().map(|card| card.kind).collect();
    assert_eq!(kinds, [EvidenceKind::Artefact, EvidenceKind::CaseStudy, EvidenceKind::Credential]);
    let take = &portfolio.cards[0];
    assert_eq!(
        (take.journey.sessions, take.journey.practised),
        (2, 2 * 45 * 60_000),
        "the private sitting is not in it"
    );
    assert_eq!((take.journey.feedback, take.journey.applications), (1, 1));
    assert_eq!(take.witnesses, ["Mira Sand"], "who spoke of the benchmark it is shown for");
    assert_eq!(take.benchmarks, ["A drummer or bassist says they did not have to carry you."]);
    let file = take.file.clone().unwrap();
    assert_eq!((file.name.as_str(), file.sha256.as_str()), ("take 3.flac", "0123456789abcdef"));
    let certificate = portfolio.cards[2].certificate.clone().unwrap();
    assert_eq!((certificate.body.as_str(), certificate.number.as_str()), ("ABRSM", "12-7"));
}

#[test]
fn a_case_study_is_filled_from_the_records() {
    let (_bench, portfolio) = portfolio();
    let story = portfolio.cards[1].story.clone().unwrap();
    assert_eq!(story.asked, ["a set without a singer.", "land after the silence"]);
    assert_eq!(story.did, ["six tunes by ear, with Mira Sand."]);
    assert_eq!(story.came, ["It worked. They danced."]);
    assert_eq!(story.learned, ["less is more.", "breathing with the drums"]);
    let said: Vec<&str> = story.said.iter().map(|quote| quote.words.as_str()).collect();
    assert_eq!(said, ["You left room for the drums."]);
    assert_eq!(story.used_since, 1, "the private use is not counted");
    assert_eq!(portfolio.cards[1].context, "The wedding");
}

#[test]
fn a_stage_says_what_it_rests_on() {
    let (_bench, portfolio) = portfolio();
    let skill = &portfolio.skills[0];
    assert_eq!(
        (skill.claim.stage, skill.claim.kind),
        (Some(Stage::Journeyman), Some(StageEventKind::Promote))
    );
    let proof = &skill.claim.proof;
    assert!(proof.self_declared && proof.met < proof.total, "{proof:?}");
    assert_eq!(
        (proof.witnesses.as_slice(), proof.unnamed),
        (&["Mira Sand".to_owned()][..], 1),
        "the other one is private"
    );
    assert!(skill.claim.shown.is_some_and(|day| day < portfolio.on));
    assert_eq!(portfolio.history.len(), 3, "what was withdrawn is left out");
    assert_eq!(portfolio.history[0].sentence, "I hold the chair.");
    assert!(portfolio.skills[1].claim.stage.is_none());
    assert_eq!(portfolio.words.len(), 2);
}

#[test]
fn people_can_be_initials() {
    let (bench, portfolio) = portfolio();
    let portfolio = portfolio.with_initials(&bench.journal.names().unwrap());
    for page in [markdown(&portfolio, DateOrder::Dmy), html(&portfolio, DateOrder::Dmy)] {
        assert!(!page.contains("Mira") && !page.contains("Tomas"), "{page}");
        assert!(page.contains("M. S.") && page.contains("T. B.") && page.contains("Ada Field"));
    }
}
