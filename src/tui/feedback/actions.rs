//! What is done with the actions of feedback: which of them a key means, the session that proves them, the two questions
//! of a new one.

use super::commands::{CHOOSE, linked, new_action, sessions};
use super::state::FeedbackScreen;
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
use crate::tui::prompt::Prompt;
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
struct New {
    /// Because of which piece.
    feedback: Id,
    /// Whether it takes the piece up.
    accepts: bool,
}

impl New {
    /// The key of its draft.
    fn draft(self) -> String {
        format!("action-{}", self.feedback)
    }
}

/// Taking up asks what will be done, then by when.
pub fn ask_new(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let Some(feedback) = screen.feedback() else { return Vec::new() };
    let new = New { feedback: feedback.id, accepts: feedback.state == FeedbackState::Inbox };
    ask_what(cx, new, "");
    Vec::new()
}

/// Asks what will be done, with what was typed already.
fn ask_what(cx: &mut Cx, new: New, text: &str) {
    let prompt = Prompt::new("What will you do?", "one thing, small enough to prove").with(text);
    let prompt = prompt.kept_as(new.draft()).needs("say in a few words what you will do");
    cx.lay(prompt.then(move |cx, text| Ok(ask_when(cx, new, text))));
}

/// It was said what will be done; by when?
fn ask_when(cx: &mut Cx, new: New, text: &str) -> Effects {
    // Until it is stored the words are kept.
    let effects = drafts::keep_all(cx);
    cx.close();
    let hint = "friday, in 2 weeks, 2026-12-01; Enter: no day; Esc: back to the words";
    let (text, again) = (text.to_owned(), text.to_owned());
    let prompt = Prompt::new("By when?", hint).or_nothing().then(move |cx, day| {
        let due = match day {
            "" => None,
            day => Some(look(cx).vantage.day(day).map_err(|error| error.to_string())?),
        };
        let change = new_action(new.feedback, new.accepts, NewAction { text: text.clone(), due });
        let mut effects = apply(cx, change, After::Form);
        effects.extend(drafts::stored(cx, new.draft()));
        Ok(effects)
    });
    cx.lay(prompt.when_left(move |cx| ask_what(cx, new, &again)));
    effects
}

/// The actions of the selected piece that a deed may mean, each by a name of its own.
fn named(screen: &FeedbackScreen, deed: Deed) -> Vec<(String, Id)> {
    let Some(row) = screen.row() else { return Vec::new() };
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
pub fn which(screen: &mut FeedbackScreen, cx: &mut Cx, deed: Deed) -> Effects {
    let named = named(screen, deed);
    if let [(_, only)] = named.as_slice() {
        return meant(screen, cx, deed, vec![*only]);
    }
    let title = match deed {
        Deed::Prove => "Proof of which action?",
        Deed::Edit => "Edit which action?",
        Deed::Delete => "Delete which action?",
    };
    let all = format!("all {} of them", named.len());
    let mut choices: Vec<String> = named.iter().map(|(text, _)| text.clone()).collect();
    if deed == Deed::Prove {
        choices.push(all.clone());
    }
    let prompt = Prompt::new(title, "type to search").choosing(choices).needs(CHOOSE);
    cx.lay(prompt.then(move |cx, answer| {
        let one = named.iter().find(|(text, _)| text.trim() == answer).map(|(_, id)| vec![*id]);
        let every = || named.iter().map(|(_, id)| *id).collect::<Vec<_>>();
        let every = (deed == Deed::Prove && answer == all).then(every);
        let actions = one.or(every).ok_or_else(|| format!("no action fits “{answer}”"))?;
        cx.close();
        cx.on_screen(move |screen: &mut FeedbackScreen, cx| meant(screen, cx, deed, actions));
        Ok(Effects::new())
    }));
    Vec::new()
}

fn meant(screen: &mut FeedbackScreen, cx: &mut Cx, deed: Deed, actions: Vec<Id>) -> Effects {
    match (deed, actions.as_slice()) {
        (Deed::Prove, _) => ask_proof(screen, cx, actions),
        (Deed::Edit, [action, ..]) => editing::open(Subject::Of(Ref::to::<Action>(*action))),
        (Deed::Delete, [action, ..]) => apply(cx, Change::delete::<Action>(*action), After::Say),
        _ => Vec::new(),
    }
}

/// Asks which session proves them.
fn ask_proof(screen: &mut FeedbackScreen, cx: &mut Cx, actions: Vec<Id>) -> Effects {
    let Some(row) = screen.row() else { return Vec::new() };
    let since = row.feedback.received.map_or(0, |received| received.at);
    let choices: Vec<String> =
        sessions(cx, row.feedback.skill, since).into_iter().map(|(line, _)| line).collect();
    let hint = match actions.as_slice() {
        [one] => {
            row.actions.iter().find(|action| action.id == *one).map(|action| format!("of: {}", action.text))
        }
        _ => None,
    };
    let hint = hint.unwrap_or_else(|| format!("of {} actions", actions.len()));
    if choices.is_empty() {
        let why = "There is no session since it came: practise it first, or log a use of it.";
        cx.say(Role::Attention, why);
        return Vec::new();
    }
    let prompt = Prompt::new("Which session proves it?", hint).choosing(choices).needs(CHOOSE);
    cx.lay(prompt.then(move |cx, answer| {
        let (_, session) = linked(cx, answer).ok_or_else(|| format!("no session fits “{answer}”"))?;
        let session = session.ok_or("that is a skill, not a session")?;
        let change = Change::Prove { actions: actions.clone(), by: ProvedBy::Session(session) };
        Ok(apply(cx, change, After::Form))
    }));
    Vec::new()
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
    let Some(card) = cx.top_mut::<CloseCard>() else { return Vec::new() };
    let named = open_on(card);
    match named.as_slice() {
        [] => {
            card.refusal = Some("no action waits for a proof on this skill".to_owned());
            Vec::new()
        }
        [(_, only)] => prove_one(cx, *only),
        _ => {
            let choices = named.iter().map(|(text, _)| text.clone()).collect();
            let prompt = Prompt::new("This session proves which action?", "type to search");
            cx.lay(prompt.choosing(choices).needs(CHOOSE).then(move |cx, answer| {
                let found = named.iter().find(|(text, _)| text.trim() == answer);
                let (_, action) = found.ok_or_else(|| format!("no action fits “{answer}”"))?;
                cx.close();
                Ok(prove_one(cx, *action))
            }));
            Vec::new()
        }
    }
}

fn prove_one(cx: &mut Cx, action: Id) -> Effects {
    let Some(card) = cx.top_mut::<CloseCard>() else { return Vec::new() };
    card.take_action(action);
    let by = ProvedBy::Session(card.session().id);
    apply(cx, Change::Prove { actions: vec![action], by }, After::Say)
}
