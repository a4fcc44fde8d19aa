//! Actions from the screen: which one is proved, edited, deleted; what was typed is never lost; whom a name means.

use super::marks::footer;
use super::{days_ago, piece};
use crate::domain::area::Area;
use crate::domain::change::{Change, NewAction, PastSession};
use crate::domain::feedback::{Feedback, FeedbackState};
use crate::domain::person::{Person, Role};
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::journal::read::feedback::ActionLine;
use crate::tui::feedback::pages::Shelf;
use crate::tui::prompt::Prompt;
use crate::tui::testing::Bench;

/// One piece that is acting, with these actions; a session since.
fn acting(width: u16, height: u16, texts: &[&str]) -> Bench {
    let mut bench = Bench::new(width, height, |apply| {
        let area = apply(Change::add(Area::named("Jazz piano")));
        let skill = apply(Change::add_skill(Skill::named("Guide tones"), vec![area]));
        let taken = apply(piece("Tomas", 9, "Count in before the turn", skill));
        let actions = texts.iter().map(|text| NewAction { text: (*text).to_owned(), due: None }).collect();
        apply(Change::AcceptFeedback { feedback: taken, actions });
        let session = Session { started: days_ago(1), ..Session::on(skill) };
        let (reps, notes) = (None, Vec::new());
        let past = PastSession { session, length: 25 * 60_000, reps, notes, new_skill: None, with: None };
        apply(Change::LogSession(Box::new(past)));
    });
    bench.keys("g f");
    bench
}

fn actions(bench: &Bench) -> Vec<ActionLine> {
    bench.model.feedback.row().map(|row| row.actions.clone()).unwrap_or_default()
}

fn proved(bench: &Bench) -> Vec<bool> {
    actions(bench).iter().map(|action| !action.proofs.is_empty()).collect()
}

#[test]
fn of_several_actions_it_is_asked_which_is_proved() {
    let mut bench = acting(120, 40, &["count in at 60", "sing the line"]);
    bench.keys("p \"sing\" Enter Enter");
    assert_eq!(proved(&bench), [false, true], "{}", bench.screen());
    bench.keys("p Enter");
    assert!(bench.screen().contains("acted 1"), "the one that is left is not asked for: {}", bench.screen());

    let mut bench = acting(120, 40, &["count in", "count in", "sing"]);
    bench.keys("p Down Enter Enter");
    assert_eq!(proved(&bench), [false, true, false], "the same words twice: {}", bench.screen());
    bench.keys("u p \"all\" Enter Enter");
    assert!(bench.screen().contains("acted 1"), "{}", bench.screen());
}

#[test]
fn an_action_is_edited_and_deleted() {
    let mut bench = acting(200, 60, &["count in at 60", "sing the line"]);
    let shown = footer(&bench);
    assert!(shown.contains("= edit action") && shown.contains("x = delete action"), "{shown}");
    bench.keys("= \"sing\" Enter C-u \"hum\" Tab \"friday\" C-s");
    assert_eq!(actions(&bench)[1].text, "hum", "{}", bench.screen());
    assert!(actions(&bench)[1].due.is_some());
    bench.keys("x = \"hum\" Enter");
    assert_eq!(actions(&bench).len(), 1, "{}", bench.screen());
    bench.keys("x =");
    assert!(bench.screen().contains("only action"), "{}", bench.screen());
}

#[test]
fn the_close_card_asks_which_action_it_proves() {
    let mut bench = acting(120, 40, &["count in at 60", "sing the line"]);
    bench.keys("g d s Enter e C-p");
    assert!(bench.model.top::<Prompt>().is_some(), "{}", bench.screen());
    bench.keys("\"sing\" Enter");
    assert!(bench.screen().contains("proves sing the line"), "{}", bench.screen());
    assert!(!bench.screen().contains("proves count in"), "{}", bench.screen());
    bench.keys("C-p");
    assert!(bench.screen().contains("proves count in at 60"), "{}", bench.screen());
}

#[test]
fn the_words_of_an_action_outlive_a_step_back_and_a_way_out() {
    let mut bench = acting(120, 40, &["count in at 60"]);
    let typed = |bench: &Bench| match bench.model.top::<Prompt>() {
        Some(prompt) => prompt.editor.value(),
        _ => String::new(),
    };
    bench.keys("+ \"hum_it\" Enter Esc");
    assert_eq!(typed(&bench), "hum it", "{}", bench.screen());
    bench.keys("Esc +");
    assert_eq!(typed(&bench), "hum it", "{}", bench.screen());
    bench.keys("Enter Enter");
    assert_eq!(actions(&bench).len(), 2, "{}", bench.screen());
    assert!(bench.model.drafts.kept.keys().all(|key| !key.starts_with("action-")));
    bench.keys("+");
    assert_eq!(typed(&bench), "", "what is stored is not offered again");
}

#[test]
fn known_people_are_offered_and_a_new_one_like_them_is_said() {
    let mut bench = acting(120, 40, &["count in"]);
    bench.elsewhere(Change::add(Person::named("Bernd Müller", Role::Mentor)));
    bench.keys("a \"ber\"");
    assert!(bench.screen().contains("Right Bernd Müller"), "{}", bench.screen());
    bench.keys("Right Tab \"late\" C-s");
    let people = |bench: &Bench| bench.journal().people().unwrap().len();
    assert_eq!(people(&bench), 2, "Tomas and Bernd: {}", bench.screen());
    bench.keys("a \"bern\" Tab \"early\" C-s");
    assert_eq!(people(&bench), 3);
    assert!(bench.screen().contains("did you mean Bernd Müller?"), "{}", bench.screen());
    bench.keys("u");
    assert_eq!(people(&bench), 2);
}

#[test]
fn the_desk_says_how_much_more_waits_in_the_inbox() {
    let desk = |height| {
        let mut bench = Bench::new(120, height, |apply| {
            for at in 0..15_i64 {
                let text = format!("piece {at}");
                let feedback = Feedback { received: Some(days_ago(at)), ..Feedback::saying(text) };
                apply(Change::AddFeedback(Box::new(feedback), Vec::new()));
            }
        });
        bench.keys("g d");
        bench
    };
    let roomy = desk(60);
    assert!(roomy.screen().contains("piece 14") && !roomy.screen().contains("more"), "{}", roomy.screen());
    let mut bench = desk(30);
    assert!(bench.screen().contains("6 more") && bench.screen().contains("g f"), "{}", bench.screen());
    bench.keys("Tab Tab End Enter");
    let inbox = Shelf::State(FeedbackState::Inbox);
    assert!(bench.model.feedback.shelves.total_of(inbox) == 15);
}

#[test]
fn what_to_act_on_is_read_whole_in_the_practice_pane() {
    let long = "count in at sixty before every turn until it bores me to tears";
    for (width, height) in [(120, 40), (80, 24)] {
        let mut bench = acting(width, height, &[long]);
        bench.keys("g d");
        let shown = bench.screen();
        for word in long.split(' ') {
            assert!(shown.contains(word), "{word}: {shown}");
        }
    }
}

#[test]
fn what_was_said_goes_with_the_next_key() {
    let mut bench = acting(120, 40, &["count in"]);
    bench.keys("o");
    assert!(bench.screen().contains("Not now"), "{}", bench.screen());
    bench.keys("Tab");
    assert!(!bench.screen().contains("Not now"), "{}", bench.screen());
}
