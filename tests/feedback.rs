//! Rules of feedback that hold whoever asks: an id of a file proves little, a proof stays after what asked for it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::area::Area;
use etude::domain::change::{Change, NewAction, PastSession, ProvedBy, Start, With};
use etude::domain::entry::{Entry, EntryKind};
use etude::domain::feedback::arrival::{Arrival, Import};
use etude::domain::feedback::{Feedback, FeedbackState, GivenBy};
use etude::domain::id::Id;
use etude::domain::person::{Person, Role};
use etude::domain::session::Session;
use etude::domain::skill::Skill;
use etude::journal::read::feedback::FeedbackFilter;
use support::{Bench, MIN};

fn arrival(format: &str, id: &str, from: &str, text: &str) -> Arrival {
    let feedback = Feedback {
        external_id: Some(id.to_owned()),
        content_hash: Some(format!("{from}: {text}")),
        sender: from.to_owned(),
        address: format!("{from}@example.org"),
        ..Feedback::saying(text)
    };
    Arrival { format: format.to_owned(), ..Arrival::of(feedback, text.as_bytes()) }
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
    assert_eq!(done.is_ok(), counts.new + counts.answers + counts.changed > 0, "{counts:?}");
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
    let area = bench.apply(Change::add(Area::named("Music")));
    let skill = bench.apply(Change::add_skill(Skill::named("Swing"), vec![area]));
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

#[test]
fn feedback_is_not_moved_behind_its_proof() {
    let mut bench = Bench::new();
    let (skill, feedback, action) = acting(&mut bench);
    let used = Entry { place: "gig".into(), ..Entry::about(EntryKind::Use, skill) };
    bench.apply(Change::add_with(used, With { proves: vec![action], ..With::default() }));
    bench.clock.advance(60 * MIN);
    let now = bench.journal.now().wall;
    let later = Feedback { received: Some(now), ..bench.journal.piece(feedback).unwrap() };
    let refused = bench.journal.apply(Change::EditFeedback { feedback: Box::new(later), from: None });
    assert!(refused.unwrap_err().sentence.contains("was proved before that time"));
}

#[test]
fn words_are_never_replaced_by_none_nor_by_nobodys() {
    let mut bench = Bench::new();
    import(&mut bench, &[arrival("json", "a", "dana", "precious")]);
    import(&mut bench, &[arrival("json", "a", "dana", "")]);
    assert_eq!(texts(&bench), ["precious"]);
    let mut nobodys = arrival("json", "a", "", "evil");
    nobodys.feedback.address.clear();
    assert_eq!(import(&mut bench, &[nobodys]), (1, 0, 0));
    assert_eq!(texts(&bench), ["evil", "precious"]);
}

#[test]
fn github_knows_its_own_ids_whoever_i_say_it_is_from() {
    let mut bench = Bench::new();
    import(&mut bench, &[arrival("github", "github:comment:1", "dana", "name it")]);
    let id = bench.journal.find_feedback("last").unwrap();
    let typed = bench.journal.piece(id).unwrap();
    bench.apply(Change::EditFeedback { feedback: Box::new(typed), from: Some("Dana Lee".into()) });
    let edited = arrival("github", "github:comment:1", "dana", "name the loop");
    assert_eq!(import(&mut bench, &[edited]), (0, 0, 1));
    assert_eq!(texts(&bench), ["name the loop"]);
}

/// A request to Dana that waits, with the tag its subject carries.
fn asked(bench: &mut Bench) -> (Id, String) {
    let request = Feedback {
        sender: "Dana".into(),
        state: FeedbackState::Waiting,
        external_id: Some("r1".into()),
        ..Feedback::asking("How long is a phrase?")
    };
    let id = bench.apply(Change::AskFeedback(Box::new(request)));
    (id, id.tail(8))
}

fn tagged(tag: &str, from: &str, text: &str) -> Arrival {
    Arrival { request: Some(tag.to_owned()), ..arrival("eml", &format!("<{text}@x>"), from, text) }
}

#[test]
fn neither_my_own_question_nor_a_machine_answers_it() {
    let mut bench = Bench::new();
    let (request, tag) = asked(&mut bench);
    assert_eq!(import(&mut bench, &[tagged(&tag, "me", "How long\nis a phrase?")]), (0, 1, 0));
    let mut away = tagged(&tag, "Dana", "I am on holiday");
    away.feedback.given_by = GivenBy::Ai;
    import(&mut bench, &[away]);
    assert_eq!(bench.journal.piece(request).unwrap().state, FeedbackState::Waiting);
    import(&mut bench, &[tagged(&tag, "Dana", "Four bars.")]);
    assert_eq!(bench.journal.piece(request).unwrap().state, FeedbackState::Inbox);
}

#[test]
fn who_answers_in_anothers_place_is_named() {
    let mut bench = Bench::new();
    let (request, tag) = asked(&mut bench);
    let files = Import { arrivals: vec![tagged(&tag, "Mallory", "Four bars.")], noted: false };
    let done = bench.journal.apply(Change::ImportFeedback(Box::new(files))).unwrap();
    assert!(done.notices.iter().any(|n| n == "Mallory answered what you asked Dana"), "{:?}", done.notices);
    let came = bench.journal.piece(request).unwrap();
    let person = bench.journal.people().unwrap().into_iter().find(|p| Some(p.id) == came.person).unwrap();
    assert_eq!((came.sender.as_str(), person.name.as_str()), ("Mallory", "Mallory"));
}

#[test]
fn an_answer_under_the_requests_own_id_is_received() {
    let mut bench = Bench::new();
    let mut request = arrival("json", "r1", "Dana", "");
    request.feedback.state = FeedbackState::Waiting;
    request.feedback.request = "Long?".into();
    import(&mut bench, &[request]);
    let id = bench.journal.find_feedback("last").unwrap();
    import(&mut bench, &[arrival("json", "r1", "Dana", "yes")]);
    let came = bench.journal.piece(id).unwrap();
    assert_eq!(
        (came.state, came.text.as_str(), came.received.is_some()),
        (FeedbackState::Inbox, "yes", true)
    );
}

#[test]
fn a_name_that_is_taken_never_stops_the_rest() {
    let mut bench = Bench::new();
    bench.apply(Change::add(Person::named("Dana (b@x.org)", Role::Peer)));
    let contact = "z@x.org".to_owned();
    bench.apply(Change::add(Person { contact, ..Person::named("Dana", Role::Peer) }));
    let mut said = arrival("json", "1", "Dana", "one");
    said.feedback.address = "b@x.org".into();
    assert_eq!(import(&mut bench, &[said]), (1, 0, 0));
    let long = "x".repeat(250);
    let same = |n: i32| arrival("json", &format!("l{n}"), &long, &format!("{n}"));
    let mut all: Vec<Arrival> = (0..3).map(same).collect();
    for (n, one) in all.iter_mut().enumerate() {
        one.feedback.address = format!("{n}@x.org");
    }
    assert_eq!(import(&mut bench, &all), (3, 0, 0));
    assert_eq!(bench.journal.people().unwrap().len(), 6);
}

#[test]
fn an_undo_never_makes_two_of_one_name() {
    let mut bench = Bench::new();
    let said =
        |bench: &mut Bench| bench.apply(Change::AddFeedback(Box::new(Feedback::saying("x")), Vec::new()));
    let (one, two) = (said(&mut bench), said(&mut bench));
    let theme = bench.apply(Change::TagTheme { feedback: vec![one], theme: "drumming".into() });
    let gone = bench.journal.apply(Change::UntagTheme { feedback: one, theme }).unwrap().operation;
    bench.apply(Change::TagTheme { feedback: vec![two], theme: "drumming".into() });
    let refused = bench.journal.undo(Some(gone.to_string().parse().unwrap())).unwrap_err();
    assert!(refused.sentence.contains("there is another theme drumming"), "{refused}");
    assert_eq!(bench.journal.theme_lines(None).unwrap().len(), 1);
}
