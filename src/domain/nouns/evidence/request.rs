//! The text by which a witness is asked (learning.md 5.4): what it is about, the claim, the criterion, and that a no is
//! welcome.

use crate::domain::feedback::request::tag;
use crate::domain::id::Id;
use crate::domain::stage::Stage;

/// A request to a witness is made of this; what is empty is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WitnessRequest<'a> {
    /// The skill or area.
    pub about: &'a str,
    /// The stage claimed.
    pub stage: Option<Stage>,
    /// What somebody at that stage does.
    pub meaning: &'a str,
    /// The criterion of the one benchmark that is meant.
    pub criterion: &'a str,
}

impl WitnessRequest<'_> {
    /// The usual words.
    pub fn text(&self) -> String {
        let mut text = match self.stage {
            Some(stage) => {
                let a = if stage == Stage::Apprentice { "an" } else { "a" };
                format!("I work on {} and ask myself whether I am {a} {stage} at it.\n", self.about.trim())
            }
            None => format!("I work on {}.\n", self.about.trim()),
        };
        for (before, said) in [("What that means: ", self.meaning), ("This is asked for: ", self.criterion)] {
            let said = said.trim();
            if !said.is_empty() {
                let end = if said.ends_with(['.', '!', '?', '…']) { "" } else { "." };
                text.push_str(&format!("{before}{said}{end}\n"));
            }
        }
        text.push_str(
            "\nHave you seen it? Please tell me in your own words:\n\
             - whether you agree; a no is as welcome as a yes, and is kept as well\n\
             - what you saw: live, on a recording, or by the work itself\n\
             - what you are to me: colleague, teacher, friend\n\n\
             A few sentences are enough.",
        );
        text
    }
}

/// The subject of a request to a witness.
pub fn subject(request: Id, about: &str) -> String {
    let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("[witness {}] {about}", tag(request))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_is_asked_about_the_claim_and_may_say_no() {
        let request = WitnessRequest {
            about: "Guide tones",
            stage: Some(Stage::Journeyman),
            meaning: "Works alone.",
            criterion: "Eight of ten, cold",
        };
        let text = request.text();
        assert!(
            text.starts_with("I work on Guide tones and ask myself whether I am a journeyman at it.\n"),
            "{text}"
        );
        assert!(
            text.contains("\nWhat that means: Works alone.\nThis is asked for: Eight of ten, cold.\n\n"),
            "{text}"
        );
        let bare = WitnessRequest { about: "Jazz", ..WitnessRequest::default() }.text();
        assert!(bare.starts_with("I work on Jazz.\n\nHave you seen it?"), "{bare}");
        assert_eq!(subject(Id(7), "a\nb"), format!("[witness {}] a b", tag(Id(7))));
    }
}
