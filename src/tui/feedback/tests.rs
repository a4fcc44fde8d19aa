//! The screen through its keys: from the inbox to the proof, in bulk, narrowed down, folded.

mod actions;
mod marks;

use super::pages::Shelf;
use super::state::Focus;
use crate::domain::area::Area;
use crate::domain::change::{Change, NewAction, PastSession};
use crate::domain::feedback::{Feedback, FeedbackState, GivenBy};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::tui::prompt::Prompt;
use crate::tui::testing::{Bench, MORNING};

const DAY: i64 = 86_400_000;

fn days_ago(days: i64) -> Moment {
    Moment { at: MORNING - days * DAY, offset: 0 }
}

fn piece(who: &str, days: i64, text: &str, skill: Id) -> Change {
    let feedback = Feedback {
        sender: who.to_owned(),
        received: Some(days_ago(days)),
        skill: Some(skill),
        ..Feedback::saying(text)
    };
    Change::AddFeedback(Box::new(feedback), vec!["time".to_owned()])
}

/// Three pieces in the inbox, one acting, one request that waits; a session since.
fn screen(width: u16, height: u16) -> Bench {
    let mut bench = Bench::new(width, height, |apply| {
        let area = apply(Change::add(Area::named("Jazz piano")));
        let skill = apply(Change::add_skill(Skill::named("Guide tones"), vec![area]));
        apply(piece(
            "Maria Lind",
            2,
            "The left hand comes **early** in the bridge.\n\n> you said it was fine",
            skill,
        ));
        apply(piece("Jonas", 5, "Name the invariant this loop keeps \u{1b}]52;c;ZXZpbA==\u{7}", skill));
        apply(piece("初段 👩‍🎤", 6, "もっとゆっくり", skill));
        let taken = apply(piece("Tomas", 9, "Count in before the turn", skill));
        let action = NewAction { text: "count in at 60".to_owned(), due: None };
        apply(Change::AcceptFeedback { feedback: taken, actions: vec![action] });
        apply(Change::AskFeedback(Box::new(Feedback {
            sender: "Maria Lind".to_owned(),
            asked: Some(days_ago(3)),
            ..Feedback::asking("What should I do differently?")
        })));
        let session = Session { started: days_ago(1), ..Session::on(skill) };
        let past = PastSession {
            session,
            length: 25 * 60_000,
            reps: None,
            notes: Vec::new(),
            new_skill: None,
            with: None,
        };
        apply(Change::LogSession(Box::new(past)));
    });
    bench.keys("g f");
    bench
}

fn state_of(bench: &Bench, who: &str) -> FeedbackState {
    let mut rows = bench.model.feedback.shelves.rows();
    rows.find(|row| row.feedback.sender == who).expect(who).feedback.state
}

/// To the first piece of a shelf, or to the head of a folded one.
fn to_shelf(bench: &mut Bench, state: FeedbackState) {
    let screen = &mut bench.model.feedback;
    let head = screen.shelves.head(Shelf::State(state)).unwrap();
    screen.list.choose(head, &screen.shelves);
    let effects = super::reading::reload(&mut bench.model.feedback, &bench.model.cx);
    bench.carry_out(effects);
}

#[test]
fn the_newest_piece_is_read_at_once_and_its_words_are_shown_safely() {
    let bench = screen(120, 40);
    let shown = bench.screen();
    assert!(shown.contains("inbox 3") && shown.contains("acting 1") && shown.contains("asked 1"), "{shown}");
    assert!(shown.contains("The left hand comes early in the bridge."), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'));
    insta::assert_snapshot!("feedback-120x40", shown);
}

#[test]
fn taken_up_with_an_action_then_proved_by_a_session_it_is_acted_on() {
    let mut bench = screen(120, 40);
    bench.keys("t \"slower_until_it_bores_me\" Enter \"friday\" Enter");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    bench.keys("g d g f Home");
    let acting = FeedbackState::Accepted;
    assert_eq!(state_of(&bench, "Maria Lind"), acting);
    // The session of yesterday came after the feedback.
    to_shelf(&mut bench, acting);
    bench.keys("p Enter");
    assert!(bench.screen().contains("acted 1"), "{}", bench.screen());
}

#[test]
fn marked_pieces_are_noted_together_and_one_undo_takes_it_back() {
    let mut bench = screen(80, 24);
    bench.keys("v v o");
    assert_eq!(state_of(&bench, "初段 👩‍🎤"), FeedbackState::Inbox);
    assert!(bench.screen().contains("noted 2"), "{}", bench.screen());
    bench.keys("u");
    assert!(bench.screen().contains("inbox 3"), "{}", bench.screen());
}

#[test]
fn declining_needs_its_reason_and_snoozing_a_day() {
    let mut bench = screen(120, 40);
    bench.keys("d Enter");
    assert!(bench.screen().contains("inbox 3"), "nothing typed changes nothing");
    bench.keys("d \"taste\" Enter");
    assert!(bench.screen().contains("declined 1"), "{}", bench.screen());
    bench.keys("z \"nonsense\" Enter");
    assert!(!bench.model.layers.is_empty(), "the prompt says why and stays");
    bench.keys("Esc z \"in_2_weeks\" Enter");
    assert!(bench.screen().contains("snoozed 1"), "{}", bench.screen());
}

#[test]
fn an_answer_waits_for_the_store_and_is_there_again_where_it_is_refused() {
    let mut bench = screen(120, 40);
    bench.slow().keys("d \"taste\" Enter \"more\" Enter");
    let prompt = |bench: &Bench| {
        bench.model.top::<Prompt>().map(|prompt| (prompt.editor.value(), prompt.refusal.is_some()))
    };
    assert_eq!(prompt(&bench), Some(("taste".to_owned(), false)));
    bench.answer();
    assert_eq!((prompt(&bench), bench.model.waits.len()), (None, 0), "asked once, closed by its answer");
    bench.answer().answer();
    bench.keys("F \"state_declined\" Enter").answer().answer();
    assert_eq!(state_of(&bench, "Maria Lind"), FeedbackState::Declined);

    let mut bench = screen(120, 40);
    let id = bench.model.feedback.feedback().unwrap().id;
    bench.slow().keys("l \"guide\" Enter");
    bench.elsewhere(Change::DeleteFeedback(vec![id]));
    bench.answer();
    assert_eq!(prompt(&bench), Some(("guide".to_owned(), true)));
}

#[test]
fn a_key_that_cannot_act_says_why() {
    let mut bench = screen(120, 40);
    bench.keys("p");
    assert!(bench.screen().contains("only what is acting takes proof"), "{}", bench.screen());
}

#[test]
fn it_is_narrowed_down_and_all_comes_back() {
    let mut bench = screen(120, 40);
    bench.keys("F \"from_Jonas\" Enter");
    let shown = bench.screen();
    assert!(shown.contains("Jonas") && shown.contains("inbox 1") && !shown.contains("もっと"), "{shown}");
    bench.keys("Esc");
    assert!(bench.screen().contains("inbox 3"));
}

#[test]
fn narrow_windows_show_one_pane_and_the_border_moves_in_wide_ones() {
    let mut bench = screen(40, 12);
    assert!(bench.screen().contains("inbox 3"));
    bench.keys("Enter");
    assert_eq!(bench.model.feedback.focus, Focus::Piece);
    assert!(bench.screen().contains("The left hand"), "{}", bench.screen());
    bench.resize(120, 40).keys("Esc");
    let before = super::view::laid(&bench.model.feedback, &bench.model).area(Focus::List).width;
    bench.keys("> >");
    assert_eq!(super::view::laid(&bench.model.feedback, &bench.model).area(Focus::List).width, before + 8);
}

#[test]
fn quoted_words_unfold() {
    let mut bench = screen(120, 40);
    let quoted = Feedback { quoted: "what I had written".to_owned(), ..Feedback::saying("No.") };
    bench.elsewhere(Change::AddFeedback(Box::new(quoted), Vec::new()));
    bench.carry_out(vec![crate::tui::msg::Effect::Ask(crate::tui::worker::Ask::Look)]);
    bench.keys("Home");
    assert!(bench.screen().contains("1 quoted line"), "{}", bench.screen());
    bench.keys("Q");
    assert!(bench.screen().contains("what I had written"));
}

#[test]
fn a_program_is_labelled_and_an_empty_screen_teaches() {
    let mut bench = Bench::new(80, 24, |_| {});
    bench.keys("g f");
    assert!(bench.screen().contains("a writes down what somebody"), "{}", bench.screen());
    let ai = Feedback { given_by: GivenBy::Ai, ..Feedback::saying("Consider Cow") };
    bench.elsewhere(Change::AddFeedback(Box::new(ai), Vec::new()));
    bench.carry_out(vec![crate::tui::msg::Effect::Ask(crate::tui::worker::Ask::Look)]);
    assert!(bench.screen().contains("never counts as human"), "{}", bench.screen());
}

#[test]
fn a_long_inbox_is_walked_a_page_at_a_time() {
    let mut bench = Bench::new(80, 24, |apply| {
        for at in 0..350_i64 {
            let feedback = Feedback {
                received: Some(Moment { at: MORNING - at * 60_000, offset: 0 }),
                ..Feedback::saying(format!("piece {at:03}"))
            };
            apply(Change::AddFeedback(Box::new(feedback), Vec::new()));
        }
    });
    bench.keys("g f 1 V");
    assert_eq!(bench.model.feedback.marked.len(), 350, "the whole shelf, not only what is here");
    bench.keys("V");
    assert!(bench.model.feedback.marked.is_empty());
    assert!(bench.model.feedback.shelves.all[0].rows.len() <= 100);
    bench.keys("End");
    assert!(bench.screen().contains("piece 349"), "{}", bench.screen());
    for page in 0..20 {
        bench.keys("PageUp");
        assert!(!bench.screen().contains("│ …"), "page {page}: {}", bench.screen());
    }
    assert!(bench.screen().contains("piece 000"), "{}", bench.screen());
    assert!(bench.model.feedback.shelves.rows().count() <= 1_000);
}

#[test]
fn many_new_pieces_are_asked_about_once() {
    let mut bench = Bench::new(100, 30, |apply| {
        for at in 0..60_i64 {
            let feedback =
                Feedback { received: Some(days_ago(at)), ..Feedback::saying(format!("piece {at}")) };
            apply(Change::AddFeedback(Box::new(feedback), Vec::new()));
        }
    });
    bench.keys("g f");
    assert!(bench.screen().contains("60 new pieces came"), "{}", bench.screen());
    bench.keys("2");
    assert!(bench.screen().contains("inbox 31"), "{}", bench.screen());
    bench.keys("g d g f");
    assert!(bench.model.layers.is_empty(), "asked once: {}", bench.screen());
    bench.keys("u");
    assert!(bench.screen().contains("inbox 60"), "{}", bench.screen());
}
