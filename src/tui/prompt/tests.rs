//! What keys make of an answer.

use super::*;

fn tag(typed: &str, keys: &[CommandId]) -> Prompted {
    let tags = vec!["Rushes fills".to_owned(), "late".to_owned()];
    let mut prompt = Prompt::new("Why?", "").may_be_new().choosing(tags).with(typed);
    keys.iter().for_each(|key| drop(prompt.command(*key)));
    prompt.command(CommandId::PromptAnswer)
}

#[test]
fn a_number_alone_is_a_choice_and_a_digit_in_a_tag_is_text() {
    let answer = |typed: &str| {
        let tags = vec!["rushes".to_owned(), "late".to_owned()];
        let mut prompt = Prompt::new("Why?", "").may_be_new().numbered(tags);
        for c in typed.chars() {
            let key = KeyEvent::new(KeyCode::Char(c), crossterm::event::KeyModifiers::NONE);
            assert_eq!(prompt.handle(&Event::Key(key)), Prompted::Stay);
        }
        prompt.command(CommandId::PromptAnswer)
    };
    for (typed, expected) in [("2", "late"), ("2nd finger", "2nd finger"), ("3", "3")] {
        assert_eq!(answer(typed), Prompted::Answer(expected.to_owned()));
    }
}

#[test]
fn a_tag_is_what_was_typed_unless_a_choice_was_gone_to() {
    use CommandId::PromptDown;
    for (typed, keys, answer) in [
        ("rush", &[][..], "rush"),
        ("", &[], ""),
        ("rush", &[PromptDown], "Rushes fills"),
        ("", &[PromptDown, PromptDown], "late"),
    ] {
        assert_eq!(tag(typed, keys), Prompted::Answer(answer.to_owned()), "{typed} {keys:?}");
    }
}
