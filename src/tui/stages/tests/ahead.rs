//! What is read before it is asked for: the pages beside the one that is looked at, and the one a half typed key leads to.

use super::{days_ago, on_skill, screen, subject};
use crate::domain::change::Change;
use crate::domain::evidence::Observation;
use crate::domain::stage::Subject;
use crate::tui::model::Place;
use crate::tui::testing::Bench;

/// The name on the page; none where it is still to be read.
fn page(bench: &Bench) -> Option<&str> {
    bench.model.stages.chosen(&bench.model.data).map(|page| page.view.name.as_str())
}

#[test]
fn the_next_skill_is_there_with_its_key() {
    let mut bench = screen(120, 40);
    bench.keys("g s Home").slow();
    let area = page(&bench).map(str::to_owned);
    for key in ["j", "j", "k", "k"] {
        bench.keys(key);
        assert!(page(&bench).is_some(), "{key}: {}", bench.screen());
    }
    assert_eq!(page(&bench).map(str::to_owned), area);
    // Further than was read ahead: the page comes once it is read, and with it those beside it.
    bench.keys("End");
    assert_eq!(page(&bench), None);
    for _ in 0..8 {
        bench.answer();
    }
    assert!(page(&bench).is_some());
    bench.keys("k");
    assert!(page(&bench).is_some());
}

#[test]
fn what_the_journal_said_before_it_changed_is_no_page_to_turn_to() {
    let mut bench = on_skill(120, 40);
    let Subject::Skill(skill) = subject(&bench) else { panic!("a skill") };
    let before = bench.model.stages.page.as_ref().unwrap().view.checks.clone();
    bench.keys("Tab k");
    let seen = Observation { at: days_ago(0), will_copy: "risk first".into(), ..Observation::of(skill) };
    bench.elsewhere(Change::AddObservation { observation: Box::new(seen), whom: Some("Ada".into()) });
    let desk = bench.journal().desk().unwrap();
    bench.take(crate::tui::msg::Msg::Reply(crate::tui::worker::Reply::Desk(Box::new(desk))));
    bench.keys("j");
    assert_eq!(subject(&bench), Subject::Skill(skill));
    assert_ne!(bench.model.stages.page.as_ref().unwrap().view.checks, before);
}

#[test]
fn a_page_asked_for_before_a_change_is_not_kept() {
    let mut bench = screen(120, 40);
    bench.keys("g s End").slow();
    bench.keys("Home");
    let desk = bench.journal().desk().unwrap();
    bench.take(crate::tui::msg::Msg::Reply(crate::tui::worker::Reply::Desk(Box::new(desk))));
    // The page that was asked for before comes first, then the pips, then the same page anew.
    for _ in 0..12 {
        bench.answer();
    }
    for key in ["Home", "j"] {
        bench.keys(key);
        let page = bench.model.stages.chosen(&bench.model.data);
        assert_eq!(page.map(|page| page.edition), Some(bench.model.stages.edition), "{key}");
    }
}

#[test]
fn a_half_typed_key_reads_what_it_leads_to() {
    let mut bench = on_skill(120, 40);
    bench.keys("Tab End g d").slow();
    bench.model.stages.page = None;
    bench.model.stages.shelf = Default::default();
    bench.keys("g").answer();
    assert_eq!(bench.model.place, Place::Desk);
    bench.keys("s");
    assert!(page(&bench).is_some(), "{}", bench.screen());
}

#[test]
fn a_past_day_and_today_are_different_pages() {
    let mut bench = on_skill(120, 40);
    let today = bench.screen();
    bench.keys("Tab D \"2025-03-01 Enter");
    let then = bench.screen();
    assert!(then.contains("as of"), "{then}");
    bench.keys("j k");
    assert_eq!(bench.screen(), then);
    bench.keys("Esc Enter");
    assert_eq!(bench.screen(), today);
}
