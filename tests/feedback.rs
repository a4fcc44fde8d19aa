//! Rules of feedback that hold whoever asks: an id of a file proves little, a proof stays after what asked for it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::area::Area;
use etude::domain::change::{Change, NewAction, PastSession, ProvedBy, Start};
use etude::domain::feedback::arrival::{Arrival, Import};
use etude::domain::feedback::{Feedback, FeedbackState};
use etude::domain::id::Id;
use etude::domain::session::Session;
use etude::domain::skill::Skill;
use etude::journal::read::feedback::FeedbackFilter;
use support::{Bench, MIN};

fn arrival(format: &str, id: &str, from: &str, text: &str) -> Arrival {
    Arrival {
        feedback: Feedback {
            external_id: Some(id.to_owned()),
            content_hash: Some(format!("{from}: {text}")),
            sender: from.to_owned(),
            address: format!("{from}@example.org"),
            ..Feedback::saying(text)
        },
        format: format.to_owned(),
        original: text.as_bytes().to_vec(),
        attachments: Vec::new(),
        themes: Vec::new(),
        request: None,
        reply_to: None,
        skill: None,
        area: None,
        listed_as: None,
    }
}

fn texts(bench: &Bench) -> Vec<String> {
    let all = FeedbackFilter { whole: true, ..FeedbackFilter::default() };
    let mut texts: Vec<String> =
        bench.journal.feedback(&all).unwrap().into_iter().map(|row| row.feedback.text).collect();
    texts.sort();
    texts
}

fn import(bench: &mut Bench, arrivals: &[Arrival]) -> (usize, usize, usize) {
    let counts = bench.journal.preview_import(arrivals).unwrap();
    let files = Import { arrivals: arrivals.to_vec(), noted: false };
    let done = bench.journal.apply(Change::ImportFeedback(Box::new(files)));
    assert_eq!(done.is_ok(), counts.new + counts.changed > 0, "{counts:?}");
    (counts.new, counts.same, counts.changed)
}

#[test]
fn a_forged_id_never_replaces_somebody_elses_words() {
    let mut bench = Bench::new();
    assert_eq!(import(&mut bench, &[arrival("eml", "<1@x>", "maria", "slow down")]), (1, 0, 0));
    let forged = arrival("eml", "<1@x>", "mallory", "speed up");
    assert_eq!(import(&mut bench, std::slice::from_ref(&forged)), (1, 0, 0));
    assert_eq!(import(&mut bench, &[forged]), (0, 1, 0), "and it is known from then on");
    assert_eq!(texts(&bench), ["slow down", "speed up"]);
}

#[test]
fn many_mails_of_one_id_are_all_kept_and_importing_them_again_adds_nothing() {
    let mut bench = Bench::new();
    let same_id: Vec<Arrival> =
        (0..5).map(|n| arrival("eml", "<same@x>", "maria", &format!("lesson {n}"))).collect();
    assert_eq!(import(&mut bench, &same_id), (5, 0, 0));
    assert_eq!(import(&mut bench, &same_id), (0, 5, 0));
    assert_eq!(texts(&bench).len(), 5);
}

#[test]
fn what_was_edited_at_its_source_is_taken_over_once() {
    let mut bench = Bench::new();
    import(&mut bench, &[arrival("github", "github:comment:1", "dana", "name it")]);
    let edited = arrival("github", "github:comment:1", "dana", "name the invariant");
    assert_eq!(import(&mut bench, std::slice::from_ref(&edited)), (0, 0, 1));
    assert_eq!(import(&mut bench, &[edited]), (0, 1, 0));
    assert_eq!(texts(&bench), ["name the invariant"]);
}

#[test]
fn words_i_edited_stay_mine_when_they_change_where_they_come_from() {
    let mut bench = Bench::new();
    import(&mut bench, &[arrival("github", "github:comment:1", "dana", "nme it")]);
    let id = bench.journal.find_feedback("last").unwrap();
    let mine =
        Feedback { text: "name it (she means the loop)".to_owned(), ..bench.journal.piece(id).unwrap() };
    bench.apply(Change::EditFeedback { feedback: Box::new(mine), from: None });
    assert_eq!(import(&mut bench, &[arrival("github", "github:comment:1", "dana", "name it")]), (0, 0, 1));
    assert_eq!(texts(&bench), ["name it (she means the loop)"]);
}

/// A skill, a piece that is acting, and its one action.
fn acting(bench: &mut Bench) -> (Id, Id, Id) {
    let area = bench.apply(Change::AddArea(Area::named("Music")));
    let skill = bench.apply(Change::AddSkill(Skill::named("Swing"), vec![area]));
    let said = Feedback { skill: Some(skill), ..Feedback::saying("the left hand is early") };
    let feedback = bench.apply(Change::AddFeedback(Box::new(said), Vec::new()));
    let actions = vec![NewAction { text: "count in".to_owned(), due: None }];
    bench.apply(Change::AcceptFeedback { feedback, actions });
    let action = bench.journal.feedback_detail(feedback).unwrap().row.actions[0].id;
    bench.clock.advance(60 * MIN);
    (skill, feedback, action)
}

#[test]
fn a_session_that_proves_is_neither_thrown_away_nor_moved_before_the_feedback() {
    let mut bench = Bench::new();
    let (skill, feedback, action) = acting(&mut bench);
    let running = bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(20 * MIN);
    bench.apply(Change::Prove { actions: vec![action], by: ProvedBy::Session(running) });
    assert_eq!(bench.journal.piece(feedback).unwrap().state, FeedbackState::Acted);
    let refused = bench.journal.apply(Change::Cancel).unwrap_err();
    assert!(refused.sentence.contains("the proof of “count in”"), "{refused}");
    bench.apply(Change::Stop(Box::default()));
    let before = bench.journal.now().wall.plus(-10 * 60 * MIN);
    let moved = Change::MoveSession { session: running, skill: None, at: Some(before) };
    let refused = bench.journal.apply(moved).unwrap_err();
    assert!(refused.sentence.contains("cannot lie before the feedback"), "{refused}");
}

#[test]
fn what_was_over_before_the_feedback_came_proves_nothing() {
    let mut bench = Bench::new();
    let (skill, _, action) = acting(&mut bench);
    let session = Session { started: bench.journal.now().wall.plus(-300 * MIN), ..Session::on(skill) };
    let past =
        PastSession { session, length: 20 * MIN, reps: None, notes: Vec::new(), new_skill: None, with: None };
    let session = bench.apply(Change::LogSession(Box::new(past)));
    let refused =
        bench.journal.apply(Change::Prove { actions: vec![action], by: ProvedBy::Session(session) });
    assert!(refused.unwrap_err().sentence.contains("was over before the feedback came"));
}
