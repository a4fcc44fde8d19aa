//! The records below a benchmark through the keys: gone into, confirmed, asked for by letter, never deleted by mistake.

use super::{on_skill, subject};
use crate::domain::evidence::StatementState;
use crate::tui::editing::FormState;
use crate::tui::msg::Effect;
use crate::tui::prompt::Prompt;
use crate::tui::testing::Bench;

/// Walks down to the record whose line has these words, and into it.
fn into(bench: &mut Bench, words: &str) {
    for _ in 0..30 {
        bench.keys("Right");
        let selected = |line: &str| line.split("││▌").nth(1).is_some_and(|line| line.contains(words));
        if bench.model.stages.record.is_some() && bench.screen().lines().any(selected) {
            return;
        }
        bench.keys("j");
    }
    panic!("{words}: {}", bench.screen());
}

#[test]
fn a_witness_is_asked_by_a_letter_that_is_shown_copied_and_mailed() {
    let mut bench = on_skill(80, 40);
    bench.keys("Home Enter j w \"Ada C-s");
    let shown = bench.screen();
    assert!(shown.contains("The letter to Ada") && shown.contains("[witness "), "{shown}");
    // The words of `etude ask --for witness`.
    assert!(shown.contains("and ask myself") && shown.contains("whether you agree; a no is"), "{shown}");
    bench.keys("y ?");
    assert!(bench.screen().contains("Write the letter as a mail"), "{}", bench.screen());
    bench.keys("Esc");
    let copied = bench.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.as_ref().is_some_and(|text| text.starts_with("[witness ")), "{copied:?}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ada.eml");
    bench.keys("W");
    let Some(prompt) = bench.model.top_mut::<Prompt>() else { panic!("{}", bench.screen()) };
    *prompt = prompt.clone().with(path.to_str().unwrap());
    bench.keys("Enter Esc");
    let mail = std::fs::read_to_string(&path).unwrap();
    assert!(mail.contains("Subject: [witness ") && mail.contains("Have you seen it?"), "{mail}");
    let all = bench.journal().statements(subject(&bench)).unwrap();
    let asked = &all.iter().find(|(_, person)| person.name == "Ada").unwrap().0;
    assert_eq!(asked.benchmark.as_deref(), Some("orient.a1"));
    into(&mut bench, "Ada (peer)");
    bench.keys("Enter");
    assert!(bench.screen().contains("I asked"), "{}", bench.screen());
    bench.keys("Esc c");
    assert!(bench.screen().contains("there is no answer yet"), "{}", bench.screen());
}

#[test]
fn a_statement_is_confirmed_where_it_is_selected_and_shown_whole() {
    let mut bench = on_skill(120, 40);
    let state = |bench: &Bench| bench.journal().statements(subject(bench)).unwrap()[0].0.state;
    for _ in 0..9 {
        bench.keys("c j");
    }
    assert_eq!(state(&bench), StatementState::Answered, "nothing was gone into");
    bench.keys("Home j");
    into(&mut bench, "c confirms it");
    assert!(bench.screen().contains("tell me more than the description."), "{}", bench.screen());
    bench.keys("c");
    assert_eq!(state(&bench), StatementState::Confirmed, "{}", bench.screen());
    let shown = bench.screen();
    assert!(!shown.contains("witness missing") && !shown.contains("c confirms it"), "{shown}");
    assert!(shown.contains("by      Jonas") && shown.contains("✓"), "{shown}");
}

#[test]
fn nothing_that_is_more_than_proof_is_deleted_here() {
    let mut bench = on_skill(120, 40);
    let skill = subject(&bench).skill().unwrap();
    bench.keys("Home Enter j x d");
    assert!(bench.screen().contains("no record is selected"), "{}", bench.screen());
    assert!(!bench.screen().lines().last().unwrap().contains("x d"), "{}", bench.screen());
    bench.keys("Enter x d");
    assert!(bench.screen().contains("etude note delete"), "{}", bench.screen());
    assert!(!bench.screen().lines().last().unwrap().contains("x d"), "{}", bench.screen());
    assert_eq!(super::watched(&bench, skill).len(), 2);
    bench.keys(": \"delete");
    assert!(bench.screen().contains("Delete the selected piece of evidence"), "{}", bench.screen());
}

#[test]
fn the_ladder_opens_at_the_first_gap_of_the_next_stage() {
    let mut bench = on_skill(80, 24);
    let shown = bench.screen();
    assert!(shown.contains("○ Apprentice ▸") && shown.contains("asks    3 of the last 4"), "{shown}");
    assert!(!shown.contains("orient.a1"), "{shown}");
    bench.keys("Home Enter j");
    assert!(bench.screen().contains("orient.a1"), "{}", bench.screen());
    bench.keys("k Enter");
    assert!(!bench.screen().contains("orient.a1"), "{}", bench.screen());
}

#[test]
fn a_benchmark_is_chosen_by_its_text() {
    let mut bench = on_skill(120, 40);
    bench.keys("w \"Jo");
    assert!(bench.screen().contains("Right Jonas"), "{}", bench.screen());
    bench.keys("Esc C-x");
    bench.keys("w C-x \"Ada Tab C-a C-k \"eight");
    assert!(bench.screen().contains("Right orient.j2  Opened eight real reviews"), "{}", bench.screen());
    bench.keys("Right C-s Esc");
    let all = bench.journal().statements(subject(&bench)).unwrap();
    let asked = &all.iter().find(|(_, person)| person.name == "Ada").unwrap().0;
    assert_eq!(asked.benchmark.as_deref(), Some("orient.j2"));
    bench.keys("a \"Twice Tab Tab");
    let Some(state) = bench.model.top_mut::<FormState>() else { panic!("no form") };
    state.form.set_text("benchmarks", "");
    state.form.set_text("text", "Both times.");
    bench.keys("Right Enter Right Right C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    let all = bench.journal().evidence(subject(&bench)).unwrap();
    let (_, links) = all.iter().find(|(piece, _)| piece.title == "Twice").unwrap();
    let ids: Vec<&str> = links.iter().map(|link| link.benchmark.as_str()).collect();
    assert_eq!(ids, ["orient.a1", "orient.a2"], "{}", bench.screen());
}
