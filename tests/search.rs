//! Search through the whole journal: the index finds what reading everything finds, whatever was written and is typed,
//! and stays in step through every change, undo and redo.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use etude::clock::FixedClock;
use etude::domain::area::Area;
use etude::domain::change::{Change, NewAction, Start, Stop};
use etude::domain::feedback::arrival::{Arrival, Import};
use etude::domain::feedback::state::Verb;
use etude::domain::feedback::{Feedback, Theme};
use etude::domain::id::Id;
use etude::domain::noun::Noun;
use etude::domain::search::{Kind, Query};
use etude::domain::session::Session;
use etude::journal::Journal;
use etude::journal::read::SessionFilter;
use etude::journal::search::{Hit, Search};
use rusqlite::Connection;
use support::{Bench, MIN, MORNING, options};

fn search(journal: &Journal, typed: &str) -> Vec<Hit> {
    let query = Query::parse(typed);
    journal.search(&Search { query, limit: usize::MAX, ..Search::default() }).unwrap()
}

fn ids(hits: &[Hit]) -> Vec<Id> {
    hits.iter().map(|hit| hit.id).collect()
}

fn see_the_doctor(journal: &Journal) {
    for check in journal.doctor().unwrap() {
        assert!(check.ok, "{check:?}");
    }
}

/// Throws that are the same each time.
struct Throws(u64);

impl Throws {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// What texts and searches are made of: words that begin alike, what FTS5 takes for its own, scripts, marks, pictures.
const PARTS: &[&str] = &[
    "left",
    "Left",
    "LEFTY",
    "le",
    "hand",
    "hände",
    "ha\u{308}nde",
    "straße",
    "strasse",
    "a",
    "b",
    "c",
    "1",
    "15",
    "x",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "\"",
    "\"\"",
    "*",
    "^",
    "a-",
    "-b",
    ":",
    "{",
    "}",
    "(",
    ")",
    "words:",
    "rowid",
    "+",
    ";",
    "--",
    "%",
    "_",
    "'",
    "\\",
    "練",
    "練習",
    "習",
    "か",
    "が",
    "カ",
    "ｶﾞ",
    "한국",
    "하",
    "국",
    "ไทย",
    "ไ",
    "🎹",
    "👩‍🎤",
    "👍🏽",
    "👍",
    "e\u{301}",
    "é",
    "É",
    "İ",
    "ı",
    "ﬁ",
    "fi",
    "œ",
    "\u{200d}",
    "\u{ad}",
    "\u{202e}",
    "\u{1b}[31m",
    "\u{94d}",
    "क\u{94d}ष",
    "…",
    "½",
    "①",
    "ﷺ",
];

fn made_up(throws: &mut Throws, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..=throws.below(most) {
        text.push_str(throws.one(PARTS));
        text.push_str(throws.one(&["", " ", " ", " ", "\n", "-", "\t"]));
    }
    text
}

fn import(bench: &mut Bench, texts: impl Iterator<Item = String>) {
    let arrivals = texts.map(|text| Arrival {
        feedback: Feedback::saying(if text.trim().is_empty() { "x".to_owned() } else { text }),
        format: "json".to_owned(),
        original: Vec::new(),
        attachments: Vec::new(),
        themes: Vec::new(),
        request: None,
        reply_to: None,
        skill: None,
        area: None,
        listed_as: None,
    });
    bench.apply(Change::ImportFeedback(Box::new(Import { arrivals: arrivals.collect(), noted: false })));
}

#[test]
fn the_index_finds_what_reading_everything_finds() {
    let mut bench = Bench::new();
    let mut throws = Throws(7);
    import(&mut bench, (0..2000).map(|_| made_up(&mut throws, 8)));
    let everything = search(&bench.journal, "");
    assert_eq!(everything.len(), 2000);
    let mut older = 0;
    for n in 0..1000 {
        let typed = if n % 50 == 0 { "\0\"x\0".to_owned() } else { made_up(&mut throws, 4) };
        let query = Query::parse(&typed);
        let read: Vec<Id> =
            everything.iter().filter(|hit| query.matches(&hit.text)).map(|hit| hit.id).collect();
        assert_eq!(ids(&search(&bench.journal, &typed)), read, "{typed:?}");
        older += usize::from(read.last().is_some_and(|id| *id < everything[1000].id));
    }
    assert!(older > 300, "only {older} searches came to the index");
}

#[test]
fn whatever_is_typed_is_no_error() {
    let mut bench = Bench::new();
    import(&mut bench, (0..1200).map(|n| format!("text {n}")));
    for typed in [
        "\"",
        "\"\"\"",
        "a\"b",
        "*",
        "^a",
        "NEAR(a b, 2)",
        "words : a",
        "{a}",
        "a\0b",
        "-",
        "a AND",
        "OR",
        "(",
        "+",
    ] {
        search(&bench.journal, typed);
    }
    let long = "x".repeat(1_000_000);
    assert!(search(&bench.journal, &long).is_empty());
    assert!(search(&bench.journal, &"x y ".repeat(100_000)).is_empty());
    assert!(search(&bench.journal, &(0..500).map(|n| format!("w{n} ")).collect::<String>()).is_empty());
}

#[test]
fn pages_go_on_where_the_last_one_ended() {
    let mut bench = Bench::new();
    import(&mut bench, (0..2500).map(|n| format!("{} {n}", if n % 7 == 0 { "rare" } else { "common" })));
    for typed in ["rare", "common", ""] {
        let all = ids(&search(&bench.journal, typed));
        let mut paged = Vec::new();
        let mut page = Search { query: Query::parse(typed), limit: 90, ..Search::default() };
        loop {
            let hits = bench.journal.search(&page).unwrap();
            assert!(hits.len() <= 90);
            paged.extend(ids(&hits));
            let Some(last) = hits.last() else { break };
            page.before = Some(last.id);
        }
        assert_eq!(paged, all);
    }
    let given_up = Some(Arc::new(AtomicBool::new(true)));
    let nobody_waits = Search { limit: 10, given_up, ..Search::default() };
    assert!(bench.journal.search(&nobody_waits).unwrap().is_empty());
}

/// The kinds that are found, oldest first.
fn kinds(journal: &Journal, typed: &str) -> Vec<Kind> {
    search(journal, typed).iter().rev().map(|hit| hit.kind).collect()
}

#[test]
fn everything_written_is_found_with_where_it_belongs() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let session = Session { intention: "land the third".into(), ..Session::on(skill) };
    bench.apply(Change::Start(Box::new(Start { session, ..Start::of(skill) })));
    bench.apply(Change::AddNote { session: None, text: "the THIRD came late".into() });
    bench.clock.advance(9 * MIN);
    let stop = Stop { worked: Some("thirds on one".into()), ..Stop::default() };
    bench.apply(Change::Stop(Box::new(stop)));
    let said = Feedback { skill: Some(skill), sender: "Ada".into(), ..Feedback::saying("Your thirds rush.") };
    let feedback = bench.apply(Change::AddFeedback(Box::new(said), vec!["time feel".into()]));
    let actions = vec![NewAction { text: "count the third in".into(), due: None }];
    bench.apply(Change::AcceptFeedback { feedback, actions });

    let hits = search(&bench.journal, "third");
    let kinds_found: Vec<Kind> = hits.iter().map(|hit| hit.kind).collect();
    assert_eq!(kinds_found, [Kind::Of(Noun::Action), Kind::Feedback, Kind::Note, Kind::Session]);
    assert!(hits.iter().all(|hit| hit.skill_name.as_deref() == Some("Guide tones")), "{hits:?}");
    assert_eq!((hits[0].feedback, hits[1].feedback), (Some(feedback), Some(feedback)));
    assert_eq!((hits[2].session, hits[3].session), (Some(hits[3].id), Some(hits[3].id)));
    assert_eq!(hits[3].text, "land the third\nthirds on one");
    assert_eq!(kinds(&bench.journal, "ada"), [Kind::Of(Noun::Person), Kind::Feedback]);
    assert_eq!(kinds(&bench.journal, "guide"), [Kind::Of(Noun::Skill)]);
    assert_eq!(kinds(&bench.journal, "jazz"), [Kind::Of(Noun::Area)]);

    let query = Query::parse("third");
    assert_eq!(bench.journal.feedback_matching(&query, 10).unwrap(), [feedback]);
    let sessions = bench.journal.sessions_matching(&query, 10).unwrap();
    let among = SessionFilter { among: Some(sessions), skill: Some(skill), ..SessionFilter::default() };
    assert_eq!(bench.journal.sessions(&among).unwrap().len(), 1);
    let none = SessionFilter { among: Some(Vec::new()), ..SessionFilter::default() };
    assert!(bench.journal.sessions(&none).unwrap().is_empty());
    see_the_doctor(&bench.journal);
}

#[test]
fn names_around_feedback_lead_to_it_and_follow_their_change() {
    let mut bench = Bench::new();
    let feedback =
        bench.apply(Change::AddFeedback(Box::new(Feedback::saying("slower")), vec!["time feel".into()]));
    // Many newer ones, so that the index is asked.
    import(&mut bench, (0..1100).map(|n| format!("text {n}")));
    let found = |bench: &Bench, typed: &str| {
        see_the_doctor(&bench.journal);
        !search(&bench.journal, typed).is_empty()
    };
    assert!(found(&bench, "time feel"));
    let stored = bench.journal.theme_lines(None).unwrap()[0].theme.clone();
    let theme = stored.id;
    bench.apply(Change::edit(Theme { name: "rubato".into(), ..stored }));
    assert!(found(&bench, "rubato slower") && !found(&bench, "feel"));
    bench.journal.undo(None).unwrap();
    assert!(found(&bench, "feel") && !found(&bench, "rubato"));
    bench.apply(Change::UntagTheme { feedback, theme });
    assert!(!found(&bench, "feel"));
    bench.journal.undo(None).unwrap();
    assert!(found(&bench, "feel"));
    let reason = "not mine to change".to_owned();
    bench.apply(Change::MoveFeedback { feedback: vec![feedback], verb: Verb::Decline, reason });
    assert!(found(&bench, "mine slower"));
    bench.apply(Change::DeleteFeedback(vec![feedback]));
    assert!(!found(&bench, "mine") && !found(&bench, "slower"));
    bench.journal.undo(None).unwrap();
    assert!(found(&bench, "mine feel"));
    bench.journal.undo(None).unwrap();
    assert!(!found(&bench, "mine") && found(&bench, "slower"));
}

#[test]
fn what_was_discarded_is_not_found_until_it_is_back() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.apply(Change::AddNote { session: None, text: "a thought".into() });
    bench.apply(Change::Cancel);
    assert!(search(&bench.journal, "thought").is_empty());
    bench.journal.undo(None).unwrap();
    assert_eq!(kinds(&bench.journal, "thought"), [Kind::Note]);
}

#[test]
fn what_was_deleted_and_cannot_come_back_is_not_in_the_file() {
    let mut bench = Bench::new();
    import(&mut bench, (0..50).map(|n| format!("text {n}")));
    let said = Feedback::saying("the canarybird sings");
    let feedback = bench.apply(Change::AddFeedback(Box::new(said), Vec::new()));
    bench.apply(Change::DeleteFeedback(vec![feedback]));
    let in_file = |bench: &Bench| {
        let bytes = std::fs::read(bench.folder.path().join("journal.db")).unwrap();
        bytes.windows(10).filter(|window| *window == b"canarybird").count()
    };
    bench.journal.settle().unwrap();
    assert!(in_file(&bench) > 0, "it can be undone");
    for (days, area) in [(100, "Music"), (1, "Speech")] {
        bench.clock.advance(days * 24 * 60 * MIN);
        bench.apply(Change::add(Area::named(area)));
        bench.journal.settle().unwrap();
    }
    assert_eq!(in_file(&bench), 0);
    see_the_doctor(&bench.journal);
}

#[test]
fn a_damaged_index_refuses_no_change_and_is_made_anew() {
    for damage in [
        "UPDATE search_index_data SET block = x'0102' WHERE id = 10",
        "DELETE FROM search_index_data WHERE id = 10",
        "DELETE FROM search_index_data",
        "UPDATE search_index_data SET block = x'00' WHERE id > 10; DELETE FROM search_index_docsize",
    ] {
        let mut bench = Bench::new();
        bench.apply(Change::add(Area::named("Music")));
        drop(bench.journal);
        let conn = Connection::open(bench.folder.path().join("journal.db")).unwrap();
        conn.execute_batch(damage).unwrap();
        drop(conn);
        let clock = Box::new(FixedClock::at(MORNING + MIN));
        bench.journal = Journal::open(options(bench.folder.path()), clock).unwrap();
        for n in 0..40 {
            bench.apply(Change::add(Area { why: "x".repeat(n), ..Area::named(format!("Area {n}")) }));
        }
        bench.apply(Change::add(Area::named("Dance")));
        assert_eq!(search(&bench.journal, "dance").len(), 1, "{damage}");
    }
}
