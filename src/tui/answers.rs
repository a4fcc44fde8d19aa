//! What the answers of the store thread do to the screen: new facts, changes done or refused, cards that open.

use super::areas;
use super::bell::Rung;
use super::cards::close::CloseCard;
use super::cards::gap::{GapCard, Question, stretches};
use super::cards::start::StartState;
use super::desk;
use super::desk::state::Pane;
use super::editing::update as editing;
use super::feedback;
use super::model::{Model, Overlay, Place};
use super::msg::{Effect, Hook};
use super::practice;
use super::theme::Role;
use super::update::Effects;
use super::worker::{After, Ask, Reply};
use crate::domain::moment::Moment;
use crate::domain::when::{date_near, hour_minute};
use crate::journal::desk::Desk;
use crate::journal::{Error, Outcome};

/// Takes an answer in.
pub fn answered(model: &mut Model, reply: Reply) -> Effects {
    match reply {
        Reply::Desk(desk) => {
            let was = model.areas.selected(&model.data).map(|row| row.ids());
            take_desk(model, *desk);
            let mut effects = areas::update::changed(model, was);
            effects.extend(feedback::update::reload(model));
            effects
        }
        Reply::Applied(outcome, after) => {
            model.saving = model.saving.saturating_sub(1);
            match outcome {
                Ok(outcome) => applied(model, &outcome, after),
                Err(error) => refused(model, &error, after),
            }
        }
        Reply::Undone(word, outcome) => {
            model.undoing = outcome.is_ok();
            model.saving = model.saving.saturating_sub(1);
            match outcome {
                Ok((outcome, of)) => {
                    let whence =
                        of.map(|of| format!(" ({}, {})", of.source, when(model, of.at))).unwrap_or_default();
                    model.say(Role::Good, format!("{word}: {}{whence}", outcome.label));
                }
                Err(error) => say_error(model, &error),
            }
            Vec::new()
        }
        Reply::StartCard(Ok(Some(card))) => {
            let kept = model.left_start.take().filter(|left| left.skill.id == card.skill.id);
            let card = kept.unwrap_or(card);
            let minutes = model.settings.default_minutes;
            let mut state = StartState::new(*card, minutes);
            state.closes = model.data.playing.as_ref().map(|playing| playing.skill.name.clone());
            model.lay(Overlay::Start(Box::new(state)));
            Vec::new()
        }
        Reply::StartCard(Ok(None)) => {
            model.say(Role::Attention, "There is no skill to practise yet: add an area, then a skill.");
            Vec::new()
        }
        Reply::SetUp(done, minutes) => {
            model.saving = model.saving.saturating_sub(1);
            set_up(model, done, minutes)
        }
        Reply::Session(detail) => {
            open_session(model, *detail);
            Vec::new()
        }
        Reply::Skill(detail) => areas::update::read(model, detail),
        Reply::Feedback(pages) => feedback::update::read(model, *pages),
        Reply::MailWritten(Ok(path)) => {
            let said = format!("Written to {}; S says that it is sent.", path.display());
            model.say(Role::Good, said);
            Vec::new()
        }
        Reply::MailWritten(Err(error)) => {
            say_error(model, &error);
            Vec::new()
        }
        Reply::FeedbackPiece(detail) => feedback::update::read_piece(model, detail),
        Reply::Form(opened) => editing::opened(model, opened),
        Reply::People(people) => {
            model.areas.everybody = people;
            areas::update::follow(model);
            Vec::new()
        }
        Reply::Lost(why) => {
            model.lost = why.map(|error| capitalised(&with_hint(&error)));
            Vec::new()
        }
        Reply::Doubt => {
            model.ask_doubt = true;
            Vec::new()
        }
        Reply::StartCard(Err(error)) | Reply::Trouble(error) => {
            areas::update::not_read(model);
            feedback::update::not_read(model);
            say_error(model, &error);
            Vec::new()
        }
    }
}

fn set_up(
    model: &mut Model,
    done: crate::journal::Result<Option<crate::domain::id::Id>>,
    minutes: Option<i64>,
) -> Effects {
    if let Some(minutes) = minutes {
        model.settings.default_minutes = minutes;
    }
    match done {
        Ok(Some(skill)) => vec![Effect::Ask(Ask::StartCard(Some(skill)))],
        Ok(None) => Vec::new(),
        Err(error) => {
            say_error(model, &error);
            Vec::new()
        }
    }
}

/// A session is shown whole: its close card, or the card about what is in doubt.
fn open_session(model: &mut Model, detail: crate::journal::read::SessionDetail) {
    if detail.row.unresolved > 0 {
        model.lay(Overlay::Gap(GapCard {
            skill: detail.row.skill_name.clone(),
            question: Question::Doubt {
                session: detail.row.session.id,
                stretches: stretches(&detail.segments),
                closing: false,
            },
        }));
    } else {
        model.lay(Overlay::Close(Box::new(CloseCard::new(detail))));
    }
}

/// New facts: the selection stays where it was, and a session that came or went moves the focus.
fn take_desk(model: &mut Model, desk: Desk) {
    let selected = model.desk.selected(&model.data).and_then(|row| row.skill());
    let was = model.data.playing.as_ref().map(|p| p.session.id);
    let is = desk.playing.as_ref().map(|p| p.session.id);
    model.data = desk;
    if let Some(skill) = selected {
        model.desk.select_skill(&model.data, skill);
    } else if !model.desk.chosen {
        desk::update::propose(model);
    }
    if was != is {
        model.rung = model.data.playing.as_ref().map(|p| Rung::so_far(p, model.now)).unwrap_or_default();
        match is {
            // A session that undo brought back takes no focus: the next u would take a rep instead.
            Some(_) if !std::mem::take(&mut model.undoing) => model.desk.focus = Pane::Practice,
            Some(_) => {}
            None if model.desk.focus == Pane::Practice => model.desk.focus = Pane::Areas,
            None => {}
        }
    }
    desk::update::keep_in_bounds(model);
    if std::mem::take(&mut model.ask_doubt) {
        model.say(Role::Attention, "Time is in doubt; it does not count until you decide.");
        if model.overlays.is_empty() {
            practice::ask_doubt(model, false);
        }
    }
}

fn applied(model: &mut Model, outcome: &Outcome, after: After) -> Effects {
    for notice in &outcome.notices {
        model.say(Role::Attention, notice.clone());
        if let Some(message) = &mut model.message {
            message.undoable = true;
        }
    }
    match after {
        After::Quiet => Vec::new(),
        After::Say => {
            if outcome.notices.is_empty() {
                model.say_done(capitalised(&outcome.label));
            }
            Vec::new()
        }
        After::Play => {
            let skill = match model.overlays.last() {
                Some(Overlay::Start(card)) => card.card.skill.name.clone(),
                _ => String::new(),
            };
            close_card_of(model, |overlay| matches!(overlay, Overlay::Start(_)));
            model.desk.focus = Pane::Practice;
            model.place = Place::Desk;
            hook(outcome, |id| Hook::Start(id, skill.clone()))
        }
        After::CloseCard => {
            close_card_of(model, |overlay| matches!(overlay, Overlay::Gap(_)));
            let skill = model.data.playing.as_ref().map_or(String::new(), |p| p.skill.name.clone());
            let mut effects = hook(outcome, |id| Hook::Stop(id, skill.clone()));
            effects.extend(outcome.id.map(|id| Effect::Ask(Ask::Session(id))));
            effects
        }
        After::Form => {
            close_card_of(model, |overlay| {
                matches!(overlay, Overlay::Close(_) | Overlay::Gap(_) | Overlay::Prompt(_) | Overlay::Form(_))
            });
            model.say_done(capitalised(&outcome.label));
            Vec::new()
        }
    }
}

fn hook(outcome: &Outcome, of: impl Fn(String) -> Hook) -> Effects {
    outcome.id.map(|id| Effect::Hook(of(id.to_string()))).into_iter().collect()
}

fn close_card_of(model: &mut Model, which: impl Fn(&Overlay) -> bool) {
    if model.overlays.last().is_some_and(which) {
        model.overlays.pop();
    }
}

/// A refused change: the text stays on the screen with the reason beside it.
fn refused(model: &mut Model, error: &Error, after: After) -> Effects {
    let sentence = with_hint(error);
    match (model.overlays.last_mut(), after) {
        (Some(Overlay::Start(card)), After::Play) => card.refusal = Some(sentence),
        (Some(Overlay::Close(card)), After::Form) => card.refusal = Some(sentence),
        (Some(Overlay::Prompt(prompt)), After::Form) => prompt.refusal = Some(sentence),
        (Some(Overlay::Form(_)), After::Form) => return editing::refused(model, error, sentence),
        _ => say_error(model, error),
    }
    Vec::new()
}

fn with_hint(error: &Error) -> String {
    let mut sentence = error.sentence.clone();
    if let Some(hint) = error.hints.first() {
        sentence.push_str(": ");
        sentence.push_str(hint);
    }
    sentence
}

/// Says why something could not be done.
pub fn say_error(model: &mut Model, error: &Error) {
    let role = if error.exit_code() == 3 { Role::Bad } else { Role::Attention };
    model.say(role, capitalised(&with_hint(error)));
}

/// The hour, and before it the day where that is not today.
fn when(model: &Model, at: Moment) -> String {
    let day = model.calendar.day(at);
    let hour = hour_minute(at);
    if day == model.today() {
        hour
    } else {
        format!("{} {hour}", date_near(day, model.today(), model.settings.date_order))
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
