//! The questions the keys of the Feedback screen ask, and what their answers change.

use super::actions::{self, Asked, Deed};
use super::acts::{self, ABOUT, ALL, FROM, STATE, THEME, apply};
use super::pages::Narrow;
use super::triage;
use super::update::narrow;
use crate::domain::change::Change;
use crate::domain::feedback::{Fact, FeedbackState, Focus, Verb};
use crate::domain::id::Id;
use crate::domain::naming;
use crate::tui::editing::update::look;
use crate::tui::frame::effects::{Effects, ask_to_write};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::worker::{After, Ask, Request};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// What will be done.
    Action(Asked),
    /// By when it will be done.
    Due {
        /// Because of what.
        asked: Asked,
        /// What will be done.
        text: String,
    },
    /// Which action is meant.
    Which(Deed),
    /// Which action the session of the close card proves.
    ProvedByCard,
    /// Why these are not followed.
    Decline(Vec<Id>),
    /// Until when these are put off.
    Snooze(Vec<Id>),
    /// A theme for these.
    Theme(Vec<Id>),
    /// What these are about.
    Link(Vec<Id>),
    /// What their words are about.
    Focus(Vec<Id>),
    /// Which session proves these actions.
    Proof(Vec<Id>),
    /// What becomes of the many pieces that came after one.
    Triage(Id),
    /// The file a request is written to as a mail.
    Mail(Id),
    /// Words the list is narrowed down to.
    Words,
    /// Whose, or about what, the list is narrowed down to.
    Filter,
}

impl Question {
    /// Whether an empty line is an answer.
    pub fn takes_nothing(&self) -> bool {
        matches!(self, Question::Due { .. } | Question::Words)
    }

    /// What is said where nothing was answered.
    pub const fn needs(&self) -> &'static str {
        match self {
            Question::Action(_) => "say in a few words what you will do",
            Question::Decline(_) => "declining needs a reason, for the one who looks back",
            Question::Snooze(_) => "a day, please: monday, in 2 weeks; - wakes it",
            Question::Theme(_) => "type a theme, or choose one with the arrows",
            Question::Link(_) => "type some of its name, or choose one with the arrows",
            Question::Mail(_) => "a file needs a name",
            _ => "choose one",
        }
    }
}

/// What an answer asks for: effects, or why it cannot be.
///
/// # Errors
/// The sentence that says what was expected.
pub fn answered(model: &mut Model, question: &Question, answer: &str) -> Result<Effects, String> {
    let change = match question {
        Question::Action(asked) => return Ok(actions::ask_when(model, *asked, answer)),
        Question::Due { asked, text } => return actions::make(model, *asked, text, answer),
        Question::Which(deed) => return actions::chosen(model, *deed, answer),
        Question::ProvedByCard => return actions::proved_by_card(model, answer),
        Question::Decline(feedback) => Change::MoveFeedback {
            feedback: feedback.clone(),
            verb: Verb::Decline,
            reason: answer.to_owned(),
        },
        Question::Snooze(feedback) => {
            let until = match answer {
                "-" => None,
                day => Some(look(model).vantage.day(day).map_err(|error| error.to_string())?),
            };
            Change::SnoozeFeedback { feedback: feedback.clone(), until }
        }
        Question::Theme(feedback) => theme(model, feedback, answer),
        Question::Link(feedback) => {
            Change::SetFeedback { feedback: feedback.clone(), fact: linked(model, answer)? }
        }
        Question::Focus(feedback) => {
            let focus: Focus = answer.replace(' ', "_").parse().map_err(|error| format!("{error}"))?;
            Change::SetFeedback { feedback: feedback.clone(), fact: Fact::Focus(focus) }
        }
        Question::Proof(meant) => actions::proof(model, meant, answer)?,
        Question::Triage(after) => {
            let triage = triage::chosen(*after, answer)?;
            let Some(triage) = triage else {
                model.overlays.pop();
                return Ok(Vec::new());
            };
            return Ok(ask_to_write(model, Ask::Triage(triage)));
        }
        Question::Mail(request) => {
            model.overlays.pop();
            return Ok(vec![Effect::Ask(Ask::WriteMail(Request::Feedback(*request), answer.into()))]);
        }
        Question::Words => {
            model.overlays.pop();
            let to = Narrow { words: answer.to_owned(), ..model.feedback.narrow.clone() };
            return Ok(narrow(model, to));
        }
        Question::Filter => {
            let to = filter(model, answer).ok_or_else(|| format!("nothing fits “{answer}”"))?;
            model.overlays.pop();
            return Ok(narrow(model, to));
        }
    };
    Ok(apply(model, change, After::Form))
}

/// The same theme again takes it off, where one piece is meant.
fn theme(model: &Model, feedback: &[Id], answer: &str) -> Change {
    let wanted = naming::fold(answer);
    if let ([one], Some(detail)) = (feedback, model.feedback.detail()) {
        let known = detail.themes.iter().find(|line| naming::fold(&line.theme.name) == wanted);
        if let Some(line) = known.filter(|_| detail.row.feedback.id == *one) {
            return Change::UntagTheme { feedback: *one, theme: line.theme.id };
        }
    }
    Change::TagTheme { feedback: feedback.to_vec(), theme: answer.to_owned() }
}

fn linked(model: &Model, answer: &str) -> Result<Fact, String> {
    match acts::linked(model, answer) {
        Some((Some(skill), _)) => Ok(Fact::Skill(skill)),
        Some((None, Some(session))) => Ok(Fact::Session(session)),
        _ => Err(format!("no skill or session fits “{answer}”")),
    }
}

fn filter(model: &Model, answer: &str) -> Option<Narrow> {
    if answer == ALL {
        return Some(Narrow::default());
    }
    let now = model.feedback.narrow.clone();
    if let Some(name) = answer.strip_prefix(FROM) {
        let found = model.feedback.people.iter().find(|(_, known)| known == name)?;
        return Some(Narrow { person: Some(found.clone()), ..now });
    }
    if let Some(name) = answer.strip_prefix(ABOUT) {
        let found = model.data.overview.skills.iter().find(|line| line.skill.name == name)?;
        return Some(Narrow { skill: Some((found.skill.id, name.to_owned())), ..now });
    }
    if let Some(name) = answer.strip_prefix(THEME) {
        let found = model.feedback.themes.iter().find(|theme| theme.name == name)?;
        return Some(Narrow { theme: Some((found.id, name.to_owned())), ..now });
    }
    let state = answer.strip_prefix(STATE)?;
    let state = FeedbackState::ALL.iter().find(|known| known.shown() == state)?;
    Some(Narrow { state: Some(*state), ..now })
}
