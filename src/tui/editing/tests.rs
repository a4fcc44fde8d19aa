//! Forms as they are filled in, refused, left and found again.

use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::tui::areas::testing::lively;
use crate::tui::model::{Model, Overlay};
use crate::tui::msg::{Effect, Msg};

use super::FormState;

fn form(model: &Model) -> &FormState {
    match model.overlays.last() {
        Some(Overlay::Form(state)) => state,
        other => panic!("no form but {other:?}"),
    }
}

#[test]
fn a_skill_is_renamed() {
    let mut bench = lively(120, 40);
    bench.keys("e");
    insta::assert_snapshot!("skill_form_120x40", bench.screen());
    bench.keys("End \"!\" C-s");
    assert!(bench.model.overlays.is_empty(), "{}", bench.screen());
    assert!(bench.model.data.overview.skills.iter().any(|line| line.skill.name == "Guide tones!"));
}

#[test]
fn forms_fit_small_windows() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut bench = lively(width, height);
        bench.keys("e");
        insta::assert_snapshot!(format!("skill_form_{width}x{height}"), bench.screen());
    }
}

#[test]
fn a_wrong_answer_is_said_beside_its_field() {
    let mut bench = lively(120, 40);
    bench.keys("e Tab End Enter \"Jazz_pino\" C-s");
    assert!(bench.screen().contains("did you mean Jazz piano"), "{}", bench.screen());
    assert_eq!(form(&bench.model).form.focused(), "areas");
}

#[test]
fn a_refusal_of_the_journal_keeps_the_form_and_saving_works_again() {
    let mut bench = lively(120, 40);
    bench.keys("A \"Negotiation\" C-s");
    assert!(bench.screen().contains("there is an area Negotiation already"), "{}", bench.screen());
    bench.keys("\"_2\" C-s");
    assert!(bench.model.overlays.is_empty(), "{}", bench.screen());
    assert!(bench.model.drafts.kept.is_empty());
}

#[test]
fn what_was_changed_meanwhile_is_shown_beneath_and_not_overwritten_unseen() {
    let mut bench = lively(120, 40);
    bench.keys("k e End \"_mine\"");
    let area = bench.model.data.overview.areas.iter().find(|area| area.name == "Jazz piano").unwrap().clone();
    bench.elsewhere(Change::EditArea(Area { name: "Jazz theirs".into(), ..area }));
    bench.keys("C-s");
    let screen = bench.screen();
    assert!(screen.contains("stored now: Jazz theirs") && screen.contains("Jazz piano mine"), "{screen}");
    bench.keys("C-x");
    assert_eq!(form(&bench.model).form.text("name"), "Jazz theirs", "what is stored, not what was");
    bench.keys("C-u \"Jazz_piano_mine C-s");
    assert!(
        bench.model.data.overview.areas.iter().any(|area| area.name == "Jazz piano mine"),
        "{}",
        bench.screen()
    );
}

#[test]
fn what_is_left_is_offered_again_until_it_is_stored() {
    let mut bench = lively(120, 40);
    bench.keys("e End \"x\" Esc");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::KeepDraft(..))));
    bench.keys("e");
    assert_eq!(form(&bench.model).form.text("name"), "Guide tonesx");
    assert!(bench.screen().contains("Your draft from 08:00"), "{}", bench.screen());
    bench.keys("C-x");
    assert_eq!(form(&bench.model).form.text("name"), "Guide tones");
    assert!(bench.model.drafts.kept.is_empty());
}

#[test]
fn a_draft_over_a_record_that_changed_since_shows_both() {
    let mut bench = lively(120, 40);
    bench.keys("k e End \"_mine\" Esc");
    let area = bench.model.data.overview.areas.iter().find(|area| area.name == "Jazz piano").unwrap().clone();
    bench.elsewhere(Change::EditArea(Area { name: "Jazz theirs".into(), ..area }));
    bench.keys("e");
    let screen = bench.screen();
    assert_eq!(form(&bench.model).form.text("name"), "Jazz theirs");
    assert!(screen.contains("draft: Jazz piano mine"), "{screen}");
    bench.keys("C-r C-s");
    assert!(
        bench.model.data.overview.areas.iter().any(|area| area.name == "Jazz piano mine"),
        "{}",
        bench.screen()
    );
}

#[test]
fn typed_text_is_due_within_two_seconds_and_kept_when_asked_to_leave() {
    let mut bench = lively(120, 40);
    bench.keys("e \"x\"");
    let due = bench.model.drafts.due.unwrap() - bench.model.now.mono;
    assert!((1..2_000).contains(&due));
    bench.take(Msg::Leave(143));
    assert!(
        bench
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::KeepDraft(key, _) if key.starts_with("skill-")))
    );
}

#[test]
fn the_editor_gives_its_text_to_the_field() {
    let mut bench = lively(120, 40);
    bench.keys("k E");
    assert!(matches!(bench.effects.last(), Some(Effect::Edit(text)) if text.starts_with("I sit in")));
    bench.take(Msg::Edited(Ok(Some("from\nvim".into()))));
    assert_eq!(form(&bench.model).form.text("vision"), "from\nvim");
    bench.take(Msg::Edited(Ok(Some(String::new()))));
    assert!(bench.screen().contains("The editor gave back nothing"));
    bench.keys("1");
    assert_eq!(form(&bench.model).form.text("vision"), "from\nvim");
    bench.take(Msg::Edited(Err("vi failed".into())));
    assert!(bench.screen().contains("vi failed"));
}

#[test]
fn a_past_session_is_written_down() {
    let mut bench = lively(120, 40);
    bench.keys("L s Tab \"35m\" Tab \"yesterday_18:00\" C-s");
    assert!(bench.model.overlays.is_empty(), "{}", bench.screen());
    let sessions = &bench.model.areas.skill.as_ref().unwrap().sessions;
    assert!(sessions.iter().any(|row| row.practised == 35 * 60_000));
}

#[test]
fn a_close_card_killed_while_typing_is_offered_again_and_then_stored() {
    let mut bench = lively(120, 40);
    bench.keys("s");
    bench.keys("Enter");
    bench.keys("j e");
    bench.keys("3 4 \"thirds\"");
    bench.clock.advance(2_000);
    bench.take(Msg::Deadline);
    let effects = crate::tui::drafts::update::keep_due(&mut bench.model);
    assert!(matches!(effects.as_slice(), [Effect::KeepDraft(..)]), "{effects:?}");
    // Killed: the draft is on disk, and the program opens again.
    let kept = bench.model.drafts.kept.clone();
    assert!(kept.keys().any(|key| key.starts_with("close-")), "{kept:?}");
    bench.model.overlays.clear();
    bench.model.drafts = Default::default();
    bench.model.drafts.kept = kept;
    let effects = crate::tui::drafts::update::at_start(&mut bench.model);
    bench.carry_out(effects);
    assert!(bench.screen().contains("thirds"), "{}", bench.screen());
    bench.keys("Esc");
    assert!(bench.model.overlays.is_empty(), "{}", bench.screen());
    let row = bench.model.data.today.sessions.first().cloned();
    assert_eq!(row.map(|row| row.session.worked).as_deref(), Some("thirds"));
    assert!(bench.model.drafts.kept.is_empty());
}
