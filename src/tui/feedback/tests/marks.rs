//! Keys on many pieces at once, what pickers take, and what the footer offers.

use super::{days_ago, piece, screen, state_of, to_shelf};
use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::domain::feedback::{Feedback, FeedbackState, Focus};
use crate::domain::skill::Skill;
use crate::tui::feedback::pages::Shelf;
use crate::tui::msg::Effect;
use crate::tui::prompt::Prompt;
use crate::tui::testing::Bench;
use crate::tui::worker::Ask;

fn inbox(bench: &Bench) -> Vec<Feedback> {
    let shelf = Shelf::State(FeedbackState::Inbox);
    let shelved = bench.model.feedback.shelves.all.iter().find(|shelved| shelved.of == shelf);
    shelved.map(|shelved| shelved.rows.iter().map(|row| row.feedback.clone()).collect()).unwrap_or_default()
}

pub(super) fn footer(bench: &Bench) -> String {
    bench.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn facts_are_set_on_all_that_are_marked() {
    let mut bench = screen(120, 40);
    bench.keys("V 3");
    assert!(inbox(&bench).iter().all(|piece| piece.tough == Some(3)), "{}", bench.screen());
    assert!(bench.model.feedback.marked.is_empty(), "the marks have served");
    bench.keys("V f 2");
    assert!(inbox(&bench).iter().all(|piece| piece.focus == Some(Focus::Process)), "{}", bench.screen());
    bench.keys("V x p");
    assert!(inbox(&bench).iter().all(|piece| piece.private), "{}", bench.screen());
    bench.keys("V # \"2nd_finger\" Enter");
    assert!(bench.screen().matches("2nd finger").count() >= 3, "{}", bench.screen());
    bench.keys("u");
    assert!(inbox(&bench).iter().all(|piece| piece.tough == Some(3)));
}

#[test]
fn a_link_is_made_for_all_that_are_marked() {
    let mut bench = Bench::new(120, 40, |apply| {
        let area = apply(Change::add(Area::named("Jazz piano")));
        let skill = apply(Change::add_skill(Skill::named("Guide tones"), vec![area]));
        apply(Change::add_skill(Skill::named("Comping"), vec![area]));
        apply(piece("Maria", 1, "early", skill));
        apply(piece("Jonas", 2, "late", skill));
    });
    bench.keys("g f V l \"comp\" Enter");
    let comping = bench.model.data.overview.skills.iter().find(|line| line.skill.name == "Comping").unwrap();
    let of: Vec<_> = inbox(&bench).iter().map(|piece| piece.skill).collect();
    assert_eq!(of, [Some(comping.skill.id); 2]);
}

#[test]
fn what_is_done_one_by_one_is_refused_while_marks_stand_and_not_offered() {
    let mut bench = screen(200, 60);
    bench.keys("v");
    for key in ["t", "r", "+", "p", "e", "E", "A"] {
        bench.keys(key);
        assert!(bench.model.layers.is_empty(), "{key}: {}", bench.screen());
        assert!(bench.screen().contains("one by one"), "{key}: {}", bench.screen());
    }
    let shown = footer(&bench);
    for title in ["take up", "respond", "action", "proof", "edit", "A ask"] {
        assert!(!shown.contains(title), "{title}: {shown}");
    }
    assert!(shown.contains("o noted") && shown.contains("Esc unmark"), "{shown}");
    bench.keys("Esc");
    assert!(footer(&bench).contains("take up"), "{}", footer(&bench));
}

#[test]
fn marks_stay_where_nothing_was_done_and_go_with_their_pieces() {
    let mut bench = screen(120, 40);
    bench.keys("V c");
    assert_eq!(bench.model.feedback.marked.len(), 3, "refused: {}", bench.screen());
    let gone = inbox(&bench)[0].id;
    bench.elsewhere(Change::DeleteFeedback(vec![gone]));
    bench.carry_out(vec![Effect::Ask(Ask::Look)]);
    assert_eq!(bench.model.feedback.marked.len(), 2, "one of them is gone");
    bench.keys("x d");
    assert!(bench.model.feedback.marked.is_empty());
    assert!(!bench.screen().contains("marked"), "{}", bench.screen());
}

#[test]
fn on_a_folded_shelf_the_footer_offers_what_the_marks_take() {
    let mut bench = screen(200, 60);
    bench.keys("o v");
    to_shelf(&mut bench, FeedbackState::Noted);
    let shown = footer(&bench);
    for title in ["take up", "close", "sent", "mail", "copy", "drill"] {
        assert!(!shown.contains(title), "{title}: {shown}");
    }
    assert!(shown.contains("o noted"), "{shown}");
}

#[test]
fn a_digit_is_text_where_one_can_type() {
    let mut bench = screen(120, 40);
    bench.keys("# \"2nd\"");
    let Some(prompt) = bench.model.top::<Prompt>() else { panic!("{}", bench.screen()) };
    assert_eq!(prompt.editor.value(), "2nd");
    bench.keys("Esc l \"1\"");
    assert_eq!(bench.model.layers.len(), 1, "{}", bench.screen());
    assert!(!bench.screen().contains("1 Guide tones"), "no numbers that do nothing: {}", bench.screen());
}

#[test]
fn enter_with_nothing_chosen_says_what_is_needed_or_takes_the_first() {
    let mut bench = screen(120, 40);
    bench.keys("# Enter");
    assert!(bench.screen().contains("type a theme, or choose one"), "{}", bench.screen());
    bench.keys("Esc d Enter");
    assert!(bench.screen().contains("declining needs a reason"), "{}", bench.screen());
    bench.keys("Esc z Enter");
    assert!(bench.screen().contains("a day"), "{}", bench.screen());
    bench.keys("Esc");
    to_shelf(&mut bench, FeedbackState::Accepted);
    bench.keys("p Enter");
    assert!(bench.screen().contains("acted 1"), "{}", bench.screen());
}

#[test]
fn the_footer_says_drop_of_what_has_no_proof() {
    let mut bench = screen(200, 60);
    to_shelf(&mut bench, FeedbackState::Accepted);
    assert!(footer(&bench).contains("c drop"), "{}", footer(&bench));
    bench.keys("p Enter");
    to_shelf(&mut bench, FeedbackState::Acted);
    assert!(footer(&bench).contains("c close"), "{}", footer(&bench));
}

#[test]
fn the_footer_offers_what_there_is() {
    let mut bench = screen(200, 60);
    assert!(!footer(&bench).contains("quoted"), "nothing is quoted: {}", footer(&bench));
    bench.keys("F \"from_Jonas\" Enter");
    assert!(footer(&bench).contains("Esc shows all"), "{}", footer(&bench));
    let mut bench = Bench::new(200, 60, |_| {});
    bench.keys("g f");
    let shown = footer(&bench);
    assert!(!shown.contains("next unread") && !shown.contains("show only"), "{shown}");
}

#[test]
fn help_speaks_of_what_is_here() {
    let mut bench = screen(120, 60);
    bench.keys("?");
    assert!(!bench.screen().contains("Delete the session"), "{}", bench.screen());
    for _ in 0..6 {
        assert!(!bench.screen().contains("session out of every"), "{}", bench.screen());
        bench.keys("PageDown");
    }
    bench.keys("Esc g p ? PageDown PageDown PageDown PageDown");
    assert!(!bench.screen().contains("x d") && !bench.screen().contains("x p"), "{}", bench.screen());
}

#[test]
fn two_quick_keys_never_act_on_one_piece_twice() {
    let mut bench = screen(120, 40);
    bench.slow().keys("o o");
    for _ in 0..12 {
        bench.answer();
    }
    assert_eq!(state_of(&bench, "初段 👩‍🎤"), FeedbackState::Inbox);
    assert_eq!(inbox(&bench).len(), 1, "one key, one piece: {}", bench.screen());
    assert!(!bench.screen().contains("cannot be noted"), "{}", bench.screen());
}

#[test]
fn a_long_name_leaves_state_and_day_in_the_title() {
    let mut bench = Bench::new(80, 24, |apply| {
        let name = "Maximiliana Theodora Constantinopolitana von und zu Hohenzollern";
        apply(Change::AddFeedback(
            Box::new(Feedback {
                sender: name.to_owned(),
                received: Some(days_ago(2)),
                ..Feedback::saying("early")
            }),
            Vec::new(),
        ));
    });
    bench.keys("g f");
    let shown = bench.screen();
    assert!(shown.contains("· inbox") && shown.contains("18 Nov"), "{shown}");
}
