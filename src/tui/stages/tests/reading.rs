//! What is read for the Stages screen: one page at a time, the one before staying until it is here, and what a changed journal
//! means for it.

use super::{days_ago, held, on_skill, screen, step, subject};
use crate::domain::change::{Change, With};
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::id::Id;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::domain::when::Dated;
use crate::journal::Error;
use crate::tui::msg::Msg;
use crate::tui::stages::history;
use crate::tui::stages::reading::Read;
use crate::tui::stages::sheet::Sheet;
use crate::tui::testing::Bench;
use crate::tui::worker::Reply;

/// The name on the page; none where it is still to be read.
fn page(bench: &Bench) -> Option<&str> {
    bench.model.stages.chosen(&bench.model.data).map(|page| page.view.name.as_str())
}

#[test]
fn the_page_before_stays_until_the_next_is_here() {
    let mut bench = screen(120, 40);
    bench.keys("g s Home").slow();
    let shown =
        |bench: &Bench| bench.model.stages.shown(&bench.model.data).map(|page| page.view.name.clone());
    let area = shown(&bench);
    bench.keys("j k j");
    assert_eq!((page(&bench), shown(&bench)), (None, area.clone()), "{}", bench.screen());
    assert!(bench.screen().contains(area.as_deref().unwrap()), "{}", bench.screen());
    // Nothing is done to what is not here yet.
    bench.keys("P");
    assert!(bench.screen().contains("it is being read"), "{}", bench.screen());
    for _ in 0..6 {
        bench.answer();
    }
    assert!(page(&bench).is_some() && shown(&bench) != area, "{}", bench.screen());
}

#[test]
fn what_the_journal_said_before_it_changed_is_no_page_to_turn_to() {
    let mut bench = on_skill(120, 40);
    let Subject::Skill(skill) = subject(&bench) else { panic!("a skill") };
    let before = bench.model.stages.page.shown().unwrap().view.checks.clone();
    bench.keys("Tab k");
    let about = Entry::about(EntryKind::Watched, skill);
    let seen = Entry { when: Dated::moment(days_ago(0)), more: "risk first".into(), ..about };
    let person = Some("Ada".into());
    bench.elsewhere(Change::add_with(seen, With::person(person)));
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
    bench.keys("j");
    assert_eq!(subject(&bench), Subject::Skill(skill));
    assert_ne!(bench.model.stages.page.shown().unwrap().view.checks, before);
}

#[test]
fn a_page_asked_for_before_a_change_is_read_again() {
    let mut bench = screen(120, 40);
    bench.keys("g s End").slow();
    bench.keys("Home");
    let wanted = (subject(&bench), None);
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
    // The page that was asked for before comes first, then the pips, then the same page anew.
    let mut was_old = false;
    for _ in 0..12 {
        bench.answer();
        let read = &bench.model.stages.page;
        was_old |= read.answer(&wanted).is_some() && !read.is_here(&wanted);
    }
    assert!(was_old && bench.model.stages.page.is_here(&wanted));
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
    history::walked(&bench.model.stages, page, bench.model.stages.history.selected()).is_some()
}

#[test]
fn the_selected_event_is_counted_and_the_marked_one_with_it() {
    let mut bench = on_skill(120, 40);
    bench.keys("t").slow();
    let last = bench.model.stages.history.selected();
    assert!(last > 0 && is_counted(&bench));
    bench.keys("m Left Right Left");
    assert!(bench.model.stages.history.selected() == last - 1 && !is_counted(&bench), "{}", bench.screen());
    for _ in 0..6 {
        bench.answer();
    }
    let page = bench.model.stages.chosen(&bench.model.data).unwrap();
    let marked = history::walked(&bench.model.stages, page, last);
    assert!(is_counted(&bench) && marked.is_some(), "{}", bench.screen());
}

#[test]
fn the_day_that_is_shown_already_keeps_an_event_selected() {
    let mut bench = on_skill(120, 40);
    bench.keys("t Left D Enter");
    let events = bench.model.stages.chosen(&bench.model.data).map(|page| page.events.len());
    assert!(
        events.is_some_and(|events| bench.model.stages.history.selected() < events),
        "{}",
        bench.screen()
    );
    bench.keys("Enter");
    assert!(bench.model.top::<Sheet>().is_some(), "{}", bench.screen());
}

#[test]
fn a_page_that_cannot_be_read_is_said_where_it_is_the_chosen_one() {
    let mut bench = screen(120, 40);
    bench.keys("g s Home").slow();
    let unread = |subject| Reply::Answer(Box::new(Read(subject, Err(Error::not_found("it is gone")))));
    bench.keys("j");
    bench.take(Msg::Reply(unread(Subject::Skill(Id(7)))));
    assert!(bench.model.message.is_none(), "{}", bench.screen());
    let chosen = subject(&bench);
    bench.take(Msg::Reply(unread(chosen)));
    assert!(bench.model.message.as_ref().is_some_and(|message| message.text.contains("gone")));
    assert!(bench.model.stages.shown(&bench.model.data).is_none(), "{}", bench.screen());
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
}

#[test]
fn what_comes_into_the_history_moves_neither_the_event_nor_hides_a_mark() {
    let mut bench = on_skill(120, 40);
    bench.keys("t Left m");
    let event = |bench: &Bench| {
        let page = bench.model.stages.chosen(&bench.model.data).unwrap();
        history::events(page)[bench.model.stages.history.selected()].event.id
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
