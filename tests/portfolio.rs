//! A portfolio is made of what may be shown, and says how much may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::change::{Change, With};
use etude::domain::evidence::{Evidence, EvidenceKind};
use etude::domain::feedback::{Feedback, GivenBy};
use etude::domain::portfolio::Portfolio;
use etude::domain::skill::Skill;
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
        assert!(page.contains("3 private pieces of evidence, 1 statement, 1 session, 1 piece of feedback and 1 use were left out."));
        assert!(page.contains("1 statement that is not confirmed yet was left out."));
        assert!(page.contains("1 stage event that was withdrawn was left out."));
    }
}

#[test]
fn an_archived_skill_is_left_out_and_counted() {
    let (mut bench, folio) = portfolio();
    let area = bench.journal.overview().unwrap().areas[0].id;
    let skill = bench.journal.overview().unwrap().skills[0].skill.id;
    bench.apply(Change::archive::<Skill>(skill));
    let after = bench.journal.portfolio(area, "Ada Field").unwrap();
    assert_eq!((after.skills.len(), after.left_out.archived), (folio.skills.len() - 1, 1));
    assert!(after.left_out.sentences().contains(&"1 archived skill was left out.".to_owned()));
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
    assert_eq!((take.journey.feedback, take.journey.uses), (1, 1));
    assert_eq!(take.witnesses, ["Mira Sand"], "who spoke of the benchmark it is shown for");
    let carried = "A drummer or bassist says they did not have to carry you. (1 of 2 shown)";
    assert_eq!(take.benchmarks, [carried], "the other one is private");
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

#[test]
fn what_no_person_said_is_no_quote() {
    let mut bench = Bench::new();
    let (area, skill) = fill(&mut bench.journal);
    let said = |text: &str, by: GivenBy| Feedback {
        skill: Some(skill),
        received: Some(bench.journal.now().wall),
        given_by: by,
        sender: format!("By {by}"),
        ..Feedback::saying(text)
    };
    let all = [
        (said("AI praise", GivenBy::Ai), EvidenceKind::Feedback),
        (said("SELF praise", GivenBy::Myself), EvidenceKind::CaseStudy),
        (said("AI words", GivenBy::Ai), EvidenceKind::Testimonial),
        (said("A person's words", GivenBy::Human), EvidenceKind::Feedback),
    ];
    for (feedback, kind) in all {
        let id = bench.journal.apply(Change::AddFeedback(Box::new(feedback), Vec::new())).unwrap().id;
        let evidence = Evidence { skill: Some(skill), title: "x".into(), feedback: id, ..Evidence::of(kind) };
        let benchmarks = Vec::new();
        bench
            .journal
            .apply(Change::add_with(evidence, With { benchmarks: Some(benchmarks), ..With::default() }))
            .unwrap();
    }
    let portfolio = bench.journal.portfolio(area, "Ada Field").unwrap();
    for page in [markdown(&portfolio, DateOrder::Dmy), html(&portfolio, DateOrder::Dmy)] {
        for hidden in ["AI praise", "SELF praise", "AI words", "By ai", "By self"] {
            assert!(!page.contains(hidden), "{hidden} is on the page");
        }
    }
    let said: Vec<String> =
        portfolio.cards.into_iter().filter_map(|card| card.said).map(|q| q.words).collect();
    assert_eq!(said, ["A person's words"]);
    assert_eq!(portfolio.words.len(), 2, "the testimonial that no person gave is none");
}

#[test]
fn a_piece_says_how_far_it_gets() {
    let mut bench = Bench::new();
    let (area, _) = fill(&mut bench.journal);
    let overview = bench.journal.overview().unwrap();
    let of_form = |item: &Option<String>| item.as_deref() == Some("form");
    let form = overview.skills.iter().find(|line| of_form(&line.skill.ladder_item)).unwrap().skill.id;
    let evidence = Evidence {
        skill: Some(form),
        title: "My tunes".into(),
        items: (1..=5).map(|tune| format!("Tune {tune}")).collect(),
        ..Evidence::of(EvidenceKind::Artefact)
    };
    let benchmarks = vec!["form.m1".to_owned()];
    bench
        .journal
        .apply(Change::add_with(evidence, With { benchmarks: Some(benchmarks), ..With::default() }))
        .unwrap();
    let portfolio = bench.journal.portfolio(area, "").unwrap();
    let tunes = portfolio.cards.iter().find(|card| card.title == "My tunes").unwrap();
    assert!(tunes.benchmarks[0].ends_with(" (5 of 60 shown)"), "{:?}", tunes.benchmarks);
}
