//! What is done with the actions of feedback: which of them a key means, the session that proves them, the two questions
//! of a new one.

use super::acts::{act, linked, sessions};
use super::answers::Question;
use crate::domain::change::{Change, NewAction, ProvedBy};
use crate::domain::feedback::Action;
use crate::domain::feedback::FeedbackState;
use crate::domain::id::Id;
use crate::domain::noun::Ref;
use crate::tui::cards::close::CloseCard;
use crate::tui::drafts::update as drafts;
use crate::tui::editing::update::look;
use crate::tui::editing::{Subject, update as editing};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply};
use crate::tui::model::{Model, Overlay};
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::theme::Role;
use crate::tui::worker::After;

/// What is to be done with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Link what proves it.
    Prove,
    /// Edit it.
    Edit,
    /// Delete it.
    Delete,
}

/// A new action that is being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Because of which piece.
    pub feedback: Id,
    /// Whether it takes the piece up.
    pub accepts: bool,
}

impl Asked {
    /// The key of its draft.
    pub fn draft(self) -> String {
        format!("action-{}", self.feedback)
    }
}

/// Taking up asks what will be done, then by when.
pub fn ask_new(model: &mut Model) -> Effects {
    let Some(feedback) = model.feedback.feedback() else { return Vec::new() };
    let asked = Asked { feedback: feedback.id, accepts: feedback.state == FeedbackState::Inbox };
    ask_what(model, asked, "");
    Vec::new()
}

/// Asks what will be done, with what was typed already.
pub fn ask_what(model: &mut Model, asked: Asked, text: &str) {
    let hint = "one thing, small enough to prove";
    let prompt = Prompt::new(Purpose::Feedback(Question::Action(asked)), "What will you do?", hint);
    model.lay(Overlay::Prompt(prompt.with(text)));
}

/// It was said what will be done; by when?
pub fn ask_when(model: &mut Model, asked: Asked, text: &str) -> Effects {
    // Until it is stored the words are kept.
    let effects = drafts::keep_all(model);
    model.overlays.pop();
    let due = Question::Due { asked, text: text.to_owned() };
    let hint = "friday, in 2 weeks, 2026-12-01; Enter: no day; Esc: back to the words";
    model.lay(Overlay::Prompt(Prompt::new(Purpose::Feedback(due), "By when?", hint)));
    effects
}

/// All is said: the action is asked for.
///
/// # Errors
/// The day cannot be read.
pub fn make(model: &mut Model, asked: Asked, text: &str, day: &str) -> Result<Effects, String> {
    let due = match day {
        "" => None,
        day => Some(look(model).vantage.day(day).map_err(|error| error.to_string())?),
    };
    let change = act(asked.feedback, asked.accepts, NewAction { text: text.to_owned(), due });
    let mut effects = apply(model, change, After::Form);
    effects.extend(drafts::stored(model, asked.draft()));
    Ok(effects)
}

/// The actions of the selected piece that a deed may mean, each by a name of its own.
fn named(model: &Model, deed: Deed) -> Vec<(String, Id)> {
    let Some(row) = model.feedback.row() else { return Vec::new() };
    let open = row.actions.iter().any(|action| action.proofs.is_empty());
    let fits = |proved: bool| deed != Deed::Prove || !open || !proved;
    let actions = row.actions.iter().filter(|action| fits(!action.proofs.is_empty()));
    distinct(actions.map(|action| (action.text.clone(), action.id)))
}

/// The same words twice are told apart.
fn distinct(all: impl Iterator<Item = (String, Id)>) -> Vec<(String, Id)> {
    let mut out: Vec<(String, Id)> = Vec::new();
    for (text, id) in all {
        let same = out.iter().filter(|(known, _)| known.starts_with(&text)).count();
        let text = if same > 0 { format!("{text} ({})", same + 1) } else { text };
        out.push((text, id));
    }
    out
}

/// Which actions: the only one at once, else it is asked.
pub fn which(model: &mut Model, deed: Deed) -> Effects {
    let named = named(model, deed);
    if let [(_, only)] = named.as_slice() {
        return meant(model, deed, vec![*only]);
    }
    let title = match deed {
        Deed::Prove => "Proof of which action?",
        Deed::Edit => "Edit which action?",
        Deed::Delete => "Delete which action?",
    };
    let mut choices: Vec<String> = named.into_iter().map(|(text, _)| text).collect();
    if deed == Deed::Prove {
        choices.push(all_of(choices.len()));
    }
    let prompt = Prompt::new(Purpose::Feedback(Question::Which(deed)), title, "type to search");
    model.lay(Overlay::Prompt(prompt.choosing(choices)));
    Vec::new()
}

fn all_of(n: usize) -> String {
    format!("all {n} of them")
}

/// It was said which.
///
/// # Errors
/// There is none of that name.
pub fn chosen(model: &mut Model, deed: Deed, answer: &str) -> Result<Effects, String> {
    let named = named(model, deed);
    let one = named.iter().find(|(text, _)| text.trim() == answer).map(|(_, id)| vec![*id]);
    let all = || named.iter().map(|(_, id)| *id).collect::<Vec<_>>();
    let all = (deed == Deed::Prove && answer == all_of(named.len())).then(all);
    let actions = one.or(all).ok_or_else(|| format!("no action fits “{answer}”"))?;
    model.overlays.pop();
    Ok(meant(model, deed, actions))
}

fn meant(model: &mut Model, deed: Deed, actions: Vec<Id>) -> Effects {
    match (deed, actions.as_slice()) {
        (Deed::Prove, _) => ask_proof(model, actions),
        (Deed::Edit, [action, ..]) => editing::open(Subject::Of(Ref::to::<Action>(*action))),
        (Deed::Delete, [action, ..]) => apply(model, Change::delete::<Action>(*action), After::Say),
        _ => Vec::new(),
    }
}

/// Asks which session proves them.
fn ask_proof(model: &mut Model, actions: Vec<Id>) -> Effects {
    let Some(row) = model.feedback.row() else { return Vec::new() };
    let since = row.feedback.received.map_or(0, |received| received.at);
    let choices: Vec<String> =
        sessions(model, row.feedback.skill, since).into_iter().map(|(line, _)| line).collect();
    let hint = match actions.as_slice() {
        [one] => {
            row.actions.iter().find(|action| action.id == *one).map(|action| format!("of: {}", action.text))
        }
        _ => None,
    };
    let hint = hint.unwrap_or_else(|| format!("of {} actions", actions.len()));
    if choices.is_empty() {
        let why = "There is no session since it came: practise it first, or log a use of it.";
        model.say(Role::Attention, why);
        return Vec::new();
    }
    let question = Purpose::Feedback(Question::Proof(actions));
    model.lay(Overlay::Prompt(Prompt::new(question, "Which session proves it?", hint).choosing(choices)));
    Vec::new()
}

/// The session that was chosen proves these actions.
///
/// # Errors
/// No session has that name.
pub fn proof(model: &Model, actions: &[Id], answer: &str) -> Result<Change, String> {
    let (_, session) = linked(model, answer).ok_or_else(|| format!("no session fits “{answer}”"))?;
    let session = session.ok_or("that is a skill, not a session")?;
    Ok(Change::Prove { actions: actions.to_vec(), by: ProvedBy::Session(session) })
}

fn open_on(card: &CloseCard) -> Vec<(String, Id)> {
    let named = card.detail.to_act_on.iter().map(|open| {
        let who = if open.who.is_empty() { String::new() } else { format!("  {}", open.who) };
        (format!("{}{who}", open.action.text), open.action.id)
    });
    distinct(named)
}

/// The session of the close card proves an action: the only one at once, else it is asked which.
pub fn prove_by_card(cx: &mut Cx) -> Effects {
    let Some(Overlay::Close(card)) = cx.overlays.last_mut() else { return Vec::new() };
    let named = open_on(card);
    match named.as_slice() {
        [] => {
            card.refusal = Some("no action waits for a proof on this skill".to_owned());
            Vec::new()
        }
        [(_, only)] => prove_one(cx, *only),
        _ => {
            let choices = named.into_iter().map(|(text, _)| text).collect();
            let question = Purpose::Feedback(Question::ProvedByCard);
            let prompt = Prompt::new(question, "This session proves which action?", "type to search");
            cx.lay(Overlay::Prompt(prompt.choosing(choices)));
            Vec::new()
        }
    }
}

/// It was said which action the session of the close card proves.
///
/// # Errors
/// There is none of that name.
pub fn proved_by_card(model: &mut Model, answer: &str) -> Result<Effects, String> {
    let card = model.overlays.iter().rev().find_map(|overlay| match overlay {
        Overlay::Close(card) => Some(card),
        _ => None,
    });
    let named = card.map(|card| open_on(card)).unwrap_or_default();
    let found = named.into_iter().find(|(text, _)| text.trim() == answer);
    let (_, action) = found.ok_or_else(|| format!("no action fits “{answer}”"))?;
    model.overlays.pop();
    Ok(prove_one(model, action))
}

fn prove_one(cx: &mut Cx, action: Id) -> Effects {
    let Some(Overlay::Close(card)) = cx.overlays.last_mut() else { return Vec::new() };
    card.take_action(action);
    let by = ProvedBy::Session(card.session().id);
    apply(cx, Change::Prove { actions: vec![action], by }, After::Say)
}
