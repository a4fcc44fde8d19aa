//! The Areas screen as it is used: keys in, screens out.

use super::state::Focus;
use super::testing::lively;
use crate::tui::desk::state::Pane;
use crate::tui::model::Place;
use crate::tui::prompt::Prompt;
use crate::tui::records::{Lists, Target};

#[test]
fn it_looks_right_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        let mut bench = lively(width, height);
        insta::assert_snapshot!(format!("skill_{width}x{height}"), bench.screen());
        bench.keys("k");
        insta::assert_snapshot!(format!("area_{width}x{height}"), bench.screen());
    }
    let mut bench = lively(40, 12);
    bench.keys("Tab G");
    insta::assert_snapshot!("sessions_40x12", bench.screen());
}

#[test]
fn an_empty_journal_teaches_one_key() {
    let bench = crate::tui::testing::Bench::new(80, 24, |_| ());
    assert!(bench.screen().contains("A adds an area"));
}

#[test]
fn screens_are_reached_by_brackets_and_letters() {
    let mut bench = lively(120, 40);
    bench.keys("]");
    assert_eq!(bench.model.place, Place::Feedback);
    bench.keys("]");
    assert_eq!(bench.model.place, Place::Stages);
    bench.keys("]");
    assert_eq!(bench.model.place, Place::Desk);
    bench.keys("[ [ [");
    assert_eq!(bench.model.place, Place::Areas);
    bench.keys("g d");
    assert_eq!(bench.model.place, Place::Desk);
    bench.keys("g p");
    assert!(bench.screen().contains("Maria Lind"));
    bench.keys("Esc");
    assert_eq!((bench.model.areas.people, bench.model.areas.focus), (false, Focus::Tree));
}

#[test]
fn archived_things_come_back_into_sight() {
    let mut bench = lively(120, 40);
    assert!(!bench.screen().contains("Old trick"));
    bench.keys(".");
    assert!(bench.screen().contains("Old trick"));
    bench.keys(". x a");
    let chosen = |bench: &crate::tui::testing::Bench| {
        bench.model.areas.tree.rows(&bench.model.data).iter().filter(|row| row.ids().1.is_some()).count()
    };
    let (without, screen) = (chosen(&bench), bench.screen());
    bench.keys("u");
    // It serves two areas.
    assert_eq!(chosen(&bench), without + 2, "{screen}");
}

#[test]
fn the_detail_is_walked_and_adds_what_belongs_there() {
    let mut bench = lively(120, 40);
    bench.keys("Tab");
    for (heading, form) in [("Drills", "New drill"), ("Plans", "New plan")] {
        let at = super::item::items(&bench.model.areas, &bench.model, Focus::Detail);
        let at = at.iter().position(
            |item| matches!(item, super::item::Item::Head(section, _) if section.title() == heading),
        );
        let items = super::item::items(&bench.model.areas, &bench.model, Focus::Detail);
        let mut list = bench.model.areas.detail.clone();
        list.choose(at.unwrap(), items.as_slice());
        bench.model.areas.detail = list;
        bench.keys("a");
        assert!(bench.screen().contains(form), "{}", bench.screen());
        bench.keys("Esc");
    }
}

#[test]
fn sessions_are_deleted_and_brought_back() {
    let mut bench = lively(120, 40);
    bench.keys("Tab G");
    let before = bench.model.areas.skill.shown().unwrap().sessions.len();
    bench.keys("x p");
    assert!(bench.screen().contains("Mark session on Guide tones private"), "{}", bench.screen());
    assert!(bench.model.areas.skill.shown().unwrap().sessions.last().unwrap().session.private);
    bench.keys("x d");
    assert_eq!(bench.model.areas.skill.shown().unwrap().sessions.len(), before - 1);
    bench.keys("u");
    assert_eq!(bench.model.areas.skill.shown().unwrap().sessions.len(), before);
}

#[test]
fn a_session_of_the_desk_is_kept_private_as_it_is_seen() {
    let mut bench = lively(120, 40);
    bench.keys("g d");
    bench.model.desk.focus = Pane::Day;
    while !matches!(bench.model.desk.target(&bench.model), Some(Target::Session(_))) {
        bench.keys("j");
    }
    let Some(Target::Session(chosen)) = bench.model.desk.target(&bench.model) else { panic!("a session") };
    let id = chosen.id;
    let private =
        |bench: &crate::tui::testing::Bench| bench.journal().session_detail(id).unwrap().row.session.private;
    // Pressed twice before the first is answered, it asks for the same twice.
    bench.slow().keys("x p x p");
    for _ in 0..4 {
        bench.answer();
    }
    assert!(private(&bench), "{}", bench.screen());
    bench.keys("x p").answer();
    assert!(!private(&bench));
}

#[test]
fn headings_count_what_is_in_use_and_edit_what_they_stand_under() {
    let mut bench = lively(120, 40);
    bench.keys(". Tab j j j j");
    let on = |bench: &crate::tui::testing::Bench| {
        let items = super::item::items(&bench.model.areas, &bench.model, Focus::Detail);
        format!("{:?}", items[bench.model.areas.detail.selected()])
    };
    while !on(&bench).starts_with("Head(Drills") {
        bench.keys("j");
    }
    assert_eq!(on(&bench), "Head(Drills, 1)");
    bench.keys("j x a k");
    assert_eq!(on(&bench), "Head(Drills, 0)");
    bench.keys("e");
    assert!(bench.screen().contains("╭ Guide tones ─"), "{}", bench.screen());
}

#[test]
fn a_half_typed_sequence_names_only_what_works_here() {
    let mut bench = lively(120, 40);
    bench.keys("g p j x");
    let screen = bench.screen();
    assert!(screen.contains("a archive") && !screen.contains("d delete"), "{screen}");
}

#[test]
fn mental_reps_hit_and_miss_and_a_probe_let_go_comes_back() {
    let mut bench = lively(120, 40);
    bench.clock.advance(13 * 60 * 60_000);
    bench.keys("s");
    bench.keys("Enter");
    let probe = |bench: &crate::tui::testing::Bench| {
        bench.model.data.playing.as_ref().map(|playing| playing.session.probe_reps)
    };
    assert_eq!(probe(&bench), Some(5), "{}", bench.screen());
    bench.keys("K");
    assert!(bench.screen().contains("Tab u undoes it"), "{}", bench.screen());
    bench.keys("Tab u S-Tab");
    assert_eq!(probe(&bench), Some(5), "{}", bench.screen());
    bench.keys("K ~");
    assert!(bench.screen().contains("j mental hit  f mental miss"), "{}", bench.screen());
    bench.keys("j ~ f f");
    let playing = bench.model.data.playing.as_ref().unwrap();
    let told: Vec<_> = playing.reps.iter().map(|rep| (rep.mental, rep.result.word())).collect();
    assert_eq!(told, [(true, "hit"), (true, "miss"), (false, "miss")]);
}

#[test]
fn two_skills_become_one() {
    let mut bench = lively(120, 40);
    bench.keys("x m");
    assert!(bench.model.top::<Prompt>().is_some());
    bench.keys("\"Ohr\" Enter");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert!(!bench.model.data.overview.skills.iter().any(|line| line.skill.name == "Guide tones"));
    bench.keys("u");
    assert!(bench.model.data.overview.skills.iter().any(|line| line.skill.name == "Guide tones"));
}
