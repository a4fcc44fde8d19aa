//! What is read before it is asked for: the pages beside the one that is looked at, and the one a half typed key leads to.

use super::{days_ago, held, on_skill, screen, step, subject};
use crate::domain::calendar::Day;
use crate::domain::change::Change;
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::id::Id;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::journal::Error;
use crate::tui::model::{Overlay, Place};
use crate::tui::msg::Msg;
use crate::tui::stages::history;
use crate::tui::stages::pages::{PageAsk, read};
use crate::tui::stages::shelf::{Shelf, title};
use crate::tui::testing::Bench;
use crate::tui::worker::Reply;

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
    let about = Entry::about(EntryKind::Watched, skill);
    let seen = Entry { at: days_ago(0), more: "risk first".into(), ..about };
    let person = Some("Ada".into());
    bench.elsewhere(Change::AddEntry { entry: Box::new(seen), person, proves: Vec::new() });
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
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
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
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

/// Whether the stretch of the selected event is counted.
fn is_counted(bench: &Bench) -> bool {
    let Some(page) = bench.model.stages.chosen(&bench.model.data) else { return false };
    history::walked(&bench.model, page, bench.model.stages.event).is_some()
}

#[test]
fn the_next_event_of_the_history_is_counted_before_one_gets_there() {
    let mut bench = on_skill(120, 40);
    bench.keys("t").slow();
    let last = bench.model.stages.event;
    assert!(last > 0 && is_counted(&bench));
    bench.keys("Left");
    assert_eq!(bench.model.stages.event, last - 1);
    assert!(is_counted(&bench), "{}", bench.screen());
    // What is on its way is not asked for again: between the marked event and the selected one lies none.
    bench.model.stages.walked.clear();
    bench.keys("m Right Left Right");
    let mut asked = bench.model.stages.walking.clone();
    asked.dedup();
    assert_eq!(asked.len(), bench.model.stages.walking.len());
    let mut sorted = asked.iter().map(|ask| ask.event).collect::<Vec<_>>();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), asked.len(), "{asked:?}");
    for _ in 0..12 {
        bench.answer();
    }
    assert!(is_counted(&bench) && bench.model.stages.walking.is_empty());
}

#[test]
fn the_day_that_is_shown_already_keeps_an_event_selected() {
    let mut bench = on_skill(120, 40);
    bench.keys("t Left D Enter");
    let events = bench.model.stages.chosen(&bench.model.data).map(|page| page.events.len());
    assert!(events.is_some_and(|events| bench.model.stages.event < events), "{}", bench.screen());
    bench.keys("Enter");
    assert!(matches!(bench.model.overlays.last(), Some(Overlay::Sheet(_))), "{}", bench.screen());
}

#[test]
fn a_neighbour_that_cannot_be_read_is_no_matter_until_one_goes_there() {
    let mut bench = screen(120, 40);
    bench.keys("g s Home").slow();
    let gone = || Error::not_found("it is gone");
    let neighbour = Subject::Skill(Id(7));
    bench.model.stages.asked = true;
    bench.take(Msg::Reply(Reply::Stage(neighbour, Err(gone()))));
    assert!(bench.model.message.is_none() && !bench.model.stages.asked);
    let chosen = subject(&bench);
    bench.take(Msg::Reply(Reply::Stage(chosen, Err(gone()))));
    assert!(bench.model.message.as_ref().is_some_and(|message| message.text.contains("gone")));
}

#[test]
fn the_stages_of_another_past_day_stand_beside_its_pages() {
    let mut bench = on_skill(120, 40);
    bench.keys("Tab D \"2025-03-01 Enter j");
    let then = bench.model.stages.pips_then.clone();
    bench.keys("D \"2024-01-01 Enter");
    assert_ne!(bench.model.stages.pips_then, then);
    bench.keys("D \"2025-03-01 Enter");
    assert_eq!(bench.model.stages.pips_then, then);
    // From elsewhere: the half typed key reads page and stages, and nothing is read again.
    bench.keys("g d k").slow();
    bench.keys("g").answer();
    bench.keys("s");
    assert!(page(&bench).is_some() && bench.model.stages.pips_then == then, "{}", bench.screen());
}

#[test]
fn the_shelf_keeps_the_newest_pages_of_one_edition() {
    let mut bench = screen(120, 40);
    bench.keys("g s Home j j j j j End");
    let screen = &bench.model.stages;
    let page = screen.page.as_deref().unwrap();
    assert!(!screen.shelf.has(title(page)), "it is on the screen");
    let (subject, day, edition) = title(page);
    let mut shelf = Shelf::default();
    for at in 0..12 {
        let asked = PageAsk {
            subject,
            day: (at > 0).then(|| Day(20_000 + at)),
            skills: vec![],
            edition,
            pips: false,
        };
        shelf.put(Box::new(read(&bench.journal(), &asked).unwrap()));
    }
    assert!(!shelf.has((subject, day, edition)) && shelf.has((subject, Some(Day(20_011)), edition)));
    let newer = PageAsk { subject, day: None, skills: vec![], edition: edition + 1, pips: false };
    shelf.put(Box::new(read(&bench.journal(), &newer).unwrap()));
    assert!(!shelf.has((subject, Some(Day(20_011)), edition)) && shelf.has((subject, None, edition + 1)));
    assert!(shelf.take((subject, None, edition + 1)).is_some() && !shelf.has((subject, None, edition + 1)));
}

#[test]
fn what_comes_into_the_history_moves_neither_the_event_nor_hides_a_mark() {
    let mut bench = on_skill(120, 40);
    bench.keys("t Left m");
    let event = |bench: &Bench| {
        let page = bench.model.stages.chosen(&bench.model.data).unwrap();
        history::events(page)[bench.model.stages.event].event.id
    };
    let before = event(&bench);
    let Subject::Skill(skill) = subject(&bench) else { panic!("a skill") };
    // Written down now, it lies before all that is there.
    let early = step(Subject::Skill(skill), StageEventKind::Import, 2_000, "Years ago.");
    let Change::MoveStage(mut early) = early else { panic!("a step") };
    early.to = Some(Stage::Apprentice);
    bench.elsewhere(Change::MoveStage(early));
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
    assert_eq!(event(&bench), before, "{}", bench.screen());
    assert_eq!(bench.model.stages.mark, Some(before));
    bench.keys("D \"2020-01-01 Enter");
    assert_eq!(bench.model.stages.mark, None);
}

#[test]
fn a_step_back_is_the_one_that_was_asked_about() {
    let mut bench = on_skill(120, 40);
    let Subject::Skill(skill) = subject(&bench) else { panic!("a skill") };
    bench.elsewhere(step(Subject::Skill(skill), StageEventKind::Promote, 30, "Again."));
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
    let held = held(&bench);
    bench.keys("B");
    bench.elsewhere(step(Subject::Skill(skill), StageEventKind::StepBack, 0, "by another hand"));
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
    bench.keys("\"mine Enter");
    assert!(bench.screen().contains("changed meanwhile"), "{}", bench.screen());
    let view = bench.journal().stage_view(Subject::Skill(skill), bench.model.today()).unwrap();
    assert_eq!(view.held, held.and_then(Stage::below));
}
