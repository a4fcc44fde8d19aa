//! The Desk while others write: what is selected stays selected, and what runs is shown where it runs.

use super::day;
use super::inbox;
use super::state::Pane;
use crate::domain::change::{Change, NewAction, PastSession, Start};
use crate::domain::feedback::Feedback;
use crate::domain::moment::Moment;
use crate::domain::session::Session;
use crate::tui::areas::testing::lively;
use crate::tui::availability::why_not;
use crate::tui::command::CommandId;
use crate::tui::keymap::Keymap;
use crate::tui::msg::Msg;
use crate::tui::pane::list::Item;
use crate::tui::testing::{Bench, MORNING};
use crate::tui::worker::Reply;

/// The Desk comes anew, as after a change by another process.
fn changed(bench: &mut Bench) {
    let desk = bench.journal().desk().unwrap();
    bench.take(Msg::Reply(Reply::Desk(Box::new(desk))));
}

#[test]
fn the_day_keeps_its_selection_when_a_session_comes_above_it() {
    let mut bench = lively(120, 40);
    bench.keys("g d");
    bench.model.desk.focus = Pane::Day;
    bench.keys("Home j");
    let selected = |bench: &Bench| day::rows(&bench.model.data)[bench.model.desk.day.selected()].key();
    let before = selected(&bench);
    let skill = bench.model.data.overview.skills[0].skill.id;
    bench.elsewhere(Change::LogSession(Box::new(PastSession {
        session: Session { started: Moment { at: MORNING - 3_600_000, offset: 0 }, ..Session::on(skill) },
        length: 25 * 60_000,
        reps: None,
        notes: Vec::new(),
        new_skill: None,
        with: None,
    })));
    changed(&mut bench);
    assert_eq!(selected(&bench), before, "{}", bench.screen());
}

#[test]
fn the_inbox_keeps_its_selection_when_a_piece_comes_above_it() {
    let mut bench = Bench::new(120, 40, |apply| {
        for words in ["one", "two", "three"] {
            apply(Change::AddFeedback(Box::new(Feedback::saying(words)), Vec::new()));
        }
    });
    bench.keys("g d");
    bench.model.desk.focus = Pane::Feedback;
    bench.keys("Home j");
    let selected =
        |bench: &Bench| inbox::rows(&bench.model.data, 99)[bench.model.desk.inbox.selected()].key();
    let before = selected(&bench);
    bench.clock.advance(1_000);
    bench.elsewhere(Change::AddFeedback(Box::new(Feedback::saying("four")), Vec::new()));
    changed(&mut bench);
    assert_eq!(inbox::rows(&bench.model.data, 99).len(), 4);
    assert_eq!(selected(&bench), before, "{}", bench.screen());
}

#[test]
fn the_session_that_runs_opens_where_it_runs() {
    let mut bench = lively(120, 40);
    let skill = bench.model.data.overview.skills[0].skill.id;
    bench.elsewhere(Change::Start(Box::new(Start::of(skill))));
    changed(&mut bench);
    bench.keys("g d");
    bench.model.desk.focus = Pane::Day;
    bench.keys("Home Enter");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert_eq!(bench.model.desk.focus, Pane::Practice);
}

#[test]
fn pips_that_changed_while_reps_were_counted_are_read_afterwards() {
    let mut bench = lively(120, 40);
    let skill = bench.model.data.overview.skills[0].skill.id;
    bench.elsewhere(Change::Start(Box::new(Start::of(skill))));
    changed(&mut bench);
    bench.keys("g d");
    bench.model.desk.focus = Pane::Practice;
    let held = |bench: &Bench| bench.model.pips.shown().map(Vec::len);
    assert_eq!(held(&bench), Some(0));
    let subject = crate::domain::stage::Subject::Skill(skill);
    let step = crate::domain::change::StageMove {
        self_declared: true,
        ..crate::domain::change::StageMove::of(subject, crate::domain::stage::StageEventKind::Enter)
    };
    bench.elsewhere(Change::MoveStage(Box::new(step)));
    changed(&mut bench);
    assert_eq!(held(&bench), Some(0), "nobody looks at stages while reps are counted");
    bench.keys("g s");
    assert_eq!(held(&bench), Some(1), "{}", bench.screen());
}

#[test]
fn sentences_name_the_keys_in_force_and_undo_by_one_that_undoes() {
    let mut bench = lively(120, 40);
    let keys = [
        ("pause", vec!["z"]),
        ("archive", Vec::new()),
        ("next-pane", Vec::new()),
        ("undo", vec!["f", "C-u"]),
    ];
    let user = keys.map(|(name, keys)| (name.to_owned(), keys.into_iter().map(str::to_owned).collect()));
    bench.model.keymap = Keymap::new(&user.into()).unwrap();
    let skill = bench.model.data.overview.skills[0].skill.id;
    bench.elsewhere(Change::Start(Box::new(Start::of(skill))));
    changed(&mut bench);
    bench.keys("g d");
    bench.model.desk.focus = Pane::Practice;
    bench.keys("n \"slower Enter");
    assert!(bench.screen().contains("C-u undoes it"), "f counts a miss here: {}", bench.screen());
    bench.keys("z j");
    assert!(bench.screen().contains("the clock stands: z goes on"), "{}", bench.screen());
    bench.keys("g a");
    let archived = why_not(&bench.model, CommandId::Delete).unwrap_or_default();
    assert_eq!(archived, "that is archived, not deleted: :archive");
}

#[test]
fn more_to_act_on_than_is_shown_is_said() {
    let heading = |actions: usize| {
        let mut bench = Bench::new(120, 40, |apply| {
            let feedback = apply(Change::AddFeedback(Box::new(Feedback::saying("late")), Vec::new()));
            let action = |n| NewAction { text: format!("count in {n}"), due: None };
            apply(Change::AcceptFeedback { feedback, actions: (0..actions).map(action).collect() });
        });
        bench.keys("g d");
        assert_eq!(inbox::rows(&bench.model.data, 99).len(), 13);
        bench.screen().lines().find(|line| line.contains("To act on")).unwrap_or_default().to_owned()
    };
    assert!(heading(12).contains("To act on · 12 "), "{}", heading(12));
    assert!(heading(13).contains("To act on · 12+"), "{}", heading(13));
}

#[test]
fn what_to_watch_for_stands_where_one_observes_and_nowhere_else() {
    use crate::domain::session::Mode;
    let mut bench = lively(80, 24);
    bench.keys("g d");
    let skill = bench.model.data.overview.skills[0].skill.id;
    let mut watched = bench.journal().skill(skill).unwrap();
    watched.watch_for = vec!["left hand".into(), "breath \u{1b}[31m".into()];
    bench.elsewhere(Change::edit(watched));
    for (mode, shown) in [(Mode::Observe, true), (Mode::Repeat, false)] {
        let mut start = crate::domain::change::Start::of(skill);
        start.session.mode = mode;
        start.switch = true;
        bench.elsewhere(Change::Start(Box::new(start)));
        changed(&mut bench);
        let screen = bench.screen();
        assert_eq!(screen.contains("watch for  left hand"), shown, "{screen}");
        assert!(!screen.contains('\u{1b}'), "{screen}");
    }
}
