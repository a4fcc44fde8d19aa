//! Forms as they are filled in, refused, left and found again.

use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::tui::areas::testing::lively;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg};

use super::FormState;

fn form(model: &Model) -> &FormState {
    match model.top::<FormState>() {
        Some(state) => state,
        other => panic!("no form but {other:?}"),
    }
}

#[test]
fn a_skill_is_renamed() {
    let mut bench = lively(120, 40);
    bench.keys("e");
    insta::assert_snapshot!("skill_form_120x40", bench.screen());
    bench.keys("End \"!\" C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
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
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert!(bench.model.drafts.kept.is_empty());
}

#[test]
fn what_was_changed_meanwhile_is_shown_beneath_and_not_overwritten_unseen() {
    let mut bench = lively(120, 40);
    bench.keys("k e End \"_mine\"");
    let area = bench.model.data.overview.areas.iter().find(|area| area.name == "Jazz piano").unwrap().clone();
    bench.elsewhere(Change::edit(Area { name: "Jazz theirs".into(), ..area }));
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
    bench.elsewhere(Change::edit(Area { name: "Jazz theirs".into(), ..area }));
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
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    let sessions = &bench.model.areas.skill.shown().unwrap().sessions;
    assert!(sessions.iter().any(|row| row.practised == 35 * 60_000));
}

#[test]
fn a_past_session_takes_what_the_command_line_takes_on_the_skill_in_sight() {
    let mut bench = lively(120, 40);
    // From one of its drills: the skill is in sight, though not in focus.
    bench.keys("Tab L s");
    assert_eq!(form(&bench.model).form.text("skill"), "Guide tones");
    bench
        .keys("Tab \"35m\" Tab Tab \"12\" Tab \"3\" Tab \"thirds\" Tab \"in_time\" Tab Right Tab \"Thirds\"");
    bench.keys("Tab \"Maria_Lind\" Tab \"4\" Tab \"3\" Tab \"slow\" Tab Tab");
    bench.screen();
    bench.keys("C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    let detail = bench.model.areas.skill.shown().unwrap();
    let row = detail.sessions.iter().find(|row| row.practised == 35 * 60_000).unwrap();
    let session = &row.session;
    assert_eq!((session.intention.as_str(), session.criterion.as_str()), ("thirds", "in time"));
    assert_eq!(
        (session.challenge, session.skill_level, row.reps.hits, row.reps.misses),
        (Some(4), Some(3), 12, 3)
    );
    assert_eq!((session.drill, row.person_name.as_deref()), (Some(detail.drills[0].id), Some("Maria Lind")));
    assert_eq!((session.mode.word(), session.worked.as_str()), ("apply", "slow"));
    bench.keys("L s Tab \"35m\" Tab Tab Tab Tab Tab Tab Tab \"Nothing\" C-s");
    assert_eq!(form(&bench.model).form.focused(), "drill", "{}", bench.screen());
}

#[test]
fn the_notes_of_a_session_are_put_in_other_words_and_one_more_is_written() {
    let mut bench = lively(120, 60);
    let session = bench.model.areas.skill.shown().unwrap().sessions[0].session.id;
    for text in ["the bass", "too fast"] {
        bench.elsewhere(Change::AddNote { session: Some(session), text: text.into() });
    }
    let notes = |bench: &crate::tui::testing::Bench| -> Vec<String> {
        let detail = bench.journal().session_detail(session).unwrap();
        detail.notes.into_iter().map(|note| note.text).collect()
    };
    let opened = bench.edit(super::Subject::Session(session));
    assert!(opened.contains("the bass") && opened.contains("too fast"), "{opened}");
    // The last field is a new note, before it stand the old ones.
    bench.keys("S-Tab \"one_more\" S-Tab S-Tab \"_line\" C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert_eq!(notes(&bench), ["the bass line", "too fast", "one more"]);
    bench.edit(super::Subject::Session(session));
    bench.keys("S-Tab S-Tab C-u C-s");
    assert_eq!(notes(&bench), ["the bass line", "too fast"]);
    bench.keys("u");
    assert_eq!(notes(&bench), ["the bass line", "too fast", "one more"]);
}

#[test]
fn a_skill_builds_on_others_but_not_in_a_circle() {
    let mut bench = lively(120, 60);
    bench.keys("e S-Tab \"Ohr\" C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert_eq!(bench.model.areas.skill.shown().unwrap().requires.len(), 1);
    bench.keys("j e S-Tab \"Guide_tones\" C-s");
    let screen = bench.screen();
    assert!(screen.contains("cannot build on Guide tones"), "{screen}");
    assert_eq!(form(&bench.model).form.focused(), "builds_on");
    bench.keys("C-x Esc k e S-Tab C-u C-s");
    assert!(bench.model.areas.skill.shown().unwrap().requires.is_empty(), "{}", bench.screen());
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
    bench.model.layers.clear();
    bench.model.drafts = Default::default();
    bench.model.drafts.kept = kept;
    let effects = crate::tui::drafts::begin::at_start(&mut bench.model);
    bench.carry_out(effects);
    assert!(bench.screen().contains("thirds"), "{}", bench.screen());
    bench.keys("Esc");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    let newest = bench.journal().sessions(&Default::default()).unwrap().remove(0);
    assert_eq!(newest.session.worked, "thirds");
    assert!(bench.model.drafts.kept.is_empty());
}

#[test]
fn cards_let_go_of_what_was_typed_and_say_so_in_the_footer() {
    let mut bench = lively(80, 24);
    bench.keys("s");
    let fresh = bench.screen();
    assert!(!fresh.contains("drop draft"), "{fresh}");
    bench.keys("i \"_and_more\" Esc Esc s");
    let screen = bench.screen();
    assert!(screen.contains("and more") && screen.contains("C-x drop draft"), "{screen}");
    assert!(bench.model.drafts.kept.len() == 1);
    bench.keys("C-x");
    let screen = bench.screen();
    assert!(!screen.contains("and more") && !screen.contains("drop draft"), "{screen}");
    assert!(bench.model.drafts.kept.is_empty());
    bench.keys("Enter e 3");
    assert_eq!(
        bench.screen().lines().last().unwrap().trim_end(),
        " Enter next  Esc done  C-t used  C-g ask  C-n plan  C-x drop draft"
    );
    bench.keys("C-x");
    assert_eq!(
        bench.screen().lines().last().unwrap().trim_end(),
        " Enter next  Esc done  C-t used  C-g ask  C-n plan"
    );
}

#[test]
fn a_note_that_waits_is_named_when_the_program_opens() {
    let mut bench = lively(80, 24);
    bench.keys("s");
    bench.keys("Enter n \"half_a_th\" Esc");
    let kept = std::mem::take(&mut bench.model.drafts.kept);
    bench.model.drafts = Default::default();
    bench.model.drafts.kept = kept;
    let effects = crate::tui::drafts::begin::at_start(&mut bench.model);
    assert!(effects.is_empty());
    assert!(bench.screen().contains("is kept: “Note"), "{}", bench.screen());
    bench.keys("n");
    assert!(bench.screen().contains("half a th"), "{}", bench.screen());
}
