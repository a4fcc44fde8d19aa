//! Forms as they are filled in: keys in, outcomes and values out.

use std::collections::BTreeMap;

use super::*;

fn form() -> Form {
    Form::new(
        "skill",
        "New skill",
        vec![
            Field::new("name", "Name", Kind::Line),
            Field::new("mode", "Mode", Kind::Choice(&["observe", "repeat", "apply"])),
            Field::new("minutes", "Minutes", Kind::Number { min: 1, max: 600 }),
            Field::new("private", "Private", Kind::Toggle),
            Field::new("why", "Why", Kind::Text),
            Field::new("tags", "Tags", Kind::List),
        ],
    )
}

fn feed(form: &mut Form, keys: &str) -> FormOutcome {
    let keymap = Keymap::new(&BTreeMap::new()).unwrap();
    let mut last = FormOutcome::Stay;
    for word in keys.split(' ') {
        let event = |chord: &str| chord.parse::<Chord>().unwrap().to_event();
        match word.strip_prefix('"') {
            Some(text) => {
                for c in text.trim_end_matches('"').chars() {
                    last = form.handle(&event(&c.to_string()), &keymap);
                }
            }
            None => last = form.handle(&event(word), &keymap),
        }
    }
    last
}

#[test]
fn filled_in_from_top_to_bottom() {
    let mut form = form();
    assert_eq!(
        feed(
            &mut form,
            "\"Ear\" Enter \"a\" Enter \"25\" Tab Space Tab \"one\" Enter \"two\" Tab \"x\" Enter \"y\" C-s"
        ),
        FormOutcome::Save
    );
    assert_eq!(
        Value::Object(form.values()),
        serde_json::json!({"name": "Ear", "mode": "apply", "minutes": 25, "private": true, "why": "one\ntwo", "tags": ["x", "y"]})
    );
}

#[test]
fn a_choice_goes_round_and_letters_jump() {
    let mut form = form();
    feed(&mut form, "Tab Right Right Right");
    assert_eq!(form.text("mode"), "observe");
    feed(&mut form, "Left");
    assert_eq!(form.text("mode"), "apply");
    feed(&mut form, "\"r\"");
    assert_eq!(form.text("mode"), "repeat");
}

#[test]
fn wrong_numbers_stay_and_are_said() {
    let mut form = form();
    assert_eq!(feed(&mut form, "Tab Tab \"9000\" C-s"), FormOutcome::Stay);
    assert_eq!(form.problems()[0], Problem { key: "minutes".into(), sentence: "from 1 to 600".into() });
    assert_eq!((form.focused(), form.text("minutes").as_str()), ("minutes", "9000"));
    assert_eq!(feed(&mut form, "Backspace Backspace C-s"), FormOutcome::Save);
}

#[test]
fn a_refused_save_keeps_everything() {
    let mut form = form();
    feed(&mut form, "\"Ear\" Tab Tab");
    form.refuse(vec![Problem { key: "name".into(), sentence: "there is one already".into() }]);
    assert_eq!((form.focused(), form.text("name").as_str(), form.problems().len()), ("name", "Ear", 1));
    feed(&mut form, "\"s\"");
    assert!(form.problems().is_empty());
}

#[test]
fn leaving_keeps_a_draft_that_can_be_taken_up() {
    let mut form = form();
    assert!(!form.is_changed());
    assert_eq!(feed(&mut form, "\"Ea\" Esc"), FormOutcome::Cancel);
    assert!(form.is_changed());
    let mut again = self::form();
    again.restore(&form.draft());
    assert_eq!(again.draft(), form.draft());
    again.restore(&serde_json::json!(["not", "a", "draft"]));
}

#[test]
fn in_a_text_the_arrows_move_in_it_first() {
    let mut form = form();
    form.focus_on("why");
    feed(&mut form, "\"a\" Enter \"b\" Up");
    assert_eq!(form.focused(), "why");
    feed(&mut form, "Up");
    assert_eq!(form.focused(), "private");
}

#[test]
fn the_editor_gets_text_and_gives_it_back() {
    let mut form = form();
    assert_eq!(feed(&mut form, "C-o"), FormOutcome::Editor);
    form.set_text("why", "from\nvim\n");
    assert_eq!(form.text("why"), "from\nvim\n");
    assert!(matches!(feed(&mut form, "Tab C-o"), FormOutcome::Refused(_)));
}

#[test]
fn a_card_has_its_own_enter() {
    let mut form = form().in_scope(Scope::StartCard);
    assert_eq!(feed(&mut form, "Enter"), FormOutcome::Command(CommandId::StartNow));
    let mut close = self::form().in_scope(Scope::CloseCard);
    assert_eq!(feed(&mut close, "Enter"), FormOutcome::Command(CommandId::CloseNext));
}

#[test]
fn two_versions_are_swapped_and_neither_is_lost() {
    let mut form = form();
    feed(&mut form, "\"mine\"");
    form.lay_beside("stored now", serde_json::json!({"name": "theirs"}));
    assert!(form.has_other_version());
    form.swap();
    assert_eq!(form.text("name"), "theirs");
    form.swap();
    assert_eq!(form.text("name"), "mine");
    form.begin_anew();
    assert_eq!((form.text("name").as_str(), form.is_changed(), form.has_other_version()), ("", false, false));
}
