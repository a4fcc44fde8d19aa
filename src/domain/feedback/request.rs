//! The text of a request for feedback (learning.md 4.7): what was practised, with which intention, the one thing to watch, and
//! a question that asks for the next step rather than for a verdict. And the tag by which an answer finds its request.

use crate::domain::id::Id;

/// Digits of the request's id that its subject carries.
const TAG: usize = 8;

/// What a request is made of; what is empty is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request<'a> {
    /// The skill that was practised.
    pub skill: &'a str,
    /// What was meant to change.
    pub intention: &'a str,
    /// The one thing to watch.
    pub watch: &'a str,
}

impl Request<'_> {
    /// The usual words.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (before, said, after) in [
            ("I practised ", self.skill, ""),
            ("Intention: ", self.intention, ""),
            ("Please watch ", self.watch, " only"),
        ] {
            let said = said.trim();
            if !said.is_empty() {
                let said = if after.is_empty() { said } else { said.trim_end_matches('.') };
                text.push_str(before);
                text.push_str(said);
                text.push_str(after);
                text.push_str(if text.ends_with(['.', '!', '?', '…']) { "\n" } else { ".\n" });
            }
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str("What should I do differently next time? One thing is enough; blunt is welcome.");
        text
    }
}

/// What a subject carries of a request's id.
pub fn tag(request: Id) -> String {
    request.tail(TAG)
}

/// The subject of a request; `about` is mostly the skill, and may be empty.
pub fn subject(request: Id, about: &str) -> String {
    let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
    let about = if about.is_empty() { "feedback" } else { &about };
    format!("[practice {}] {about}", tag(request))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_says_what_where_and_asks_for_the_next_step() {
        let whole = Request {
            skill: "Guide tones",
            intention: "thirds land ON the barline, not after",
            watch: "the left hand.",
        };
        assert_eq!(
            whole.text(),
            "I practised Guide tones.\nIntention: thirds land ON the barline, not after.\n\
             Please watch the left hand only.\n\n\
             What should I do differently next time? One thing is enough; blunt is welcome."
        );
        let only = "What should I do differently next time? One thing is enough; blunt is welcome.";
        assert_eq!(Request::default().text(), only);
        let asked = Request { intention: "is it even?", ..Request::default() };
        assert_eq!(asked.text(), format!("Intention: is it even?\n\n{only}"));
    }

    #[test]
    fn the_subject_carries_the_end_of_the_id_and_is_one_line() {
        let id = Id(0x1234_5678_9abc_def0);
        assert_eq!(tag(id), id.to_string()[5..]);
        assert_eq!(
            subject(id, "Guide\r\nBcc: x  tones"),
            format!("[practice {}] Guide Bcc: x tones", tag(id))
        );
        assert_eq!(subject(id, " "), format!("[practice {}] feedback", tag(id)));
    }
}
