//! What the answers of the store thread do to the screen: new facts, changes done or refused, cards that open.

use super::bell::Rung;
use super::cards::start::StartState;
use super::desk;
use super::desk::state::Pane;
use super::drafts::begin as drafts;
use super::frame::effects::{Effects, capitalised, say_error, with_hint};
use super::frame::screen::Screen;
use super::model::{Model, Place};
use super::msg::{Effect, Hook};
use super::practice;
use super::theme::Role;
use super::waiting::{self, Wait};
use super::worker::{After, Reply};
use crate::domain::moment::Moment;
use crate::domain::when::{date_near, hour_minute};
use crate::journal::desk::Desk;
use crate::journal::{Error, Kind, Outcome};
use crate::tui::cards::opening;

/// Takes an answer in.
pub fn answered(model: &mut Model, reply: Reply) -> Effects {
    match reply {
        Reply::Desk(desk) => {
            take_desk(model, *desk);
            let mut effects = model.areas.changed(&mut model.cx);
            effects.extend(model.feedback.changed(&mut model.cx));
            effects.extend(model.stages.changed(&mut model.cx));
            model.pips.outdate();
            effects
        }
        Reply::Applied(outcome, after) => {
            let wait = waiting::answered(model);
            match outcome {
                Ok(outcome) => applied(model, &outcome, after, wait),
                Err(error) => refused(model, &error, wait),
            }
        }
        Reply::Undone(word, outcome) => {
            model.undoing = outcome.is_ok();
            waiting::answered(model);
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
        Reply::Answer(answer) => answer.take(model),
        #[cfg(test)]
        Reply::Idle => Vec::new(),
        Reply::SetUp(done) => {
            let wait = waiting::answered(model);
            set_up(model, done, wait)
        }
        Reply::Trouble(error) if error.kind == Kind::NotFound && model.drafts.opening.is_some() => {
            drafts::gone(model)
        }
        Reply::Pips(pips) => {
            model.cx.pips.answered(pips, Some(&()));
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
        Reply::Trouble(error) => {
            model.areas.not_read();
            model.feedback.not_read();
            model.stages.not_read();
            model.pips.failed();
            say_error(model, &error);
            Vec::new()
        }
    }
}

fn set_up(
    model: &mut Model,
    done: crate::journal::Result<Option<crate::domain::id::Id>>,
    wait: Option<Wait>,
) -> Effects {
    let skill = match done {
        Ok(skill) => skill,
        Err(error) => return refused(model, &error, wait),
    };
    waiting::close(model, wait);
    skill.map(|skill| opening::start_card(Some(skill))).into_iter().collect()
}

/// New facts: the selection stays where it was, and a session that came or went moves the focus.
fn take_desk(model: &mut Model, desk: Desk) {
    let selected = model.desk.tree.row(&model.data).and_then(|row| row.skill());
    let was = model.data.playing.as_ref().map(|p| p.session.id);
    let is = desk.playing.as_ref().map(|p| p.session.id);
    model.data = desk;
    if selected.is_none() && !model.desk.chosen {
        desk::commands::propose(&mut model.desk, &model.cx);
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
    desk::commands::keep(&mut model.desk, &model.cx);
    if std::mem::take(&mut model.ask_doubt) {
        model.say(Role::Attention, "Time is in doubt; it does not count until you decide.");
        if model.layers.is_empty() {
            practice::ask_doubt(model, false);
        }
    }
}

fn applied(model: &mut Model, outcome: &Outcome, after: After, wait: Option<Wait>) -> Effects {
    if wait.as_ref().is_some_and(|wait| wait.marks) {
        model.feedback.marked.clear();
    }
    let (closed, mut effects) = waiting::close(model, wait);
    if !outcome.notices.is_empty() {
        model.say(Role::Attention, capitalised(&outcome.notices.join("; ")));
        if let Some(message) = &mut model.message {
            message.undoable = true;
        }
    }
    match after {
        After::Quiet => {}
        After::Say => {
            if outcome.notices.is_empty() {
                model.say_done(capitalised(&outcome.label));
            }
        }
        After::Play => {
            let skill =
                match (closed.as_deref().and_then(|layer| layer.is::<StartState>()), &model.left_start) {
                    (Some(card), _) => card.card.skill.name.clone(),
                    (_, Some(left)) => left.skill.name.clone(),
                    _ => String::new(),
                };
            // What was played until now was ended by this start.
            if let Some(playing) = &model.data.playing {
                let ended = playing.session.id.to_string();
                effects.push(Effect::Hook(Hook::Stop(ended, playing.skill.name.clone())));
            }
            model.desk.focus = Pane::Practice;
            model.place = Place::Desk;
            effects.extend(hook(outcome, |id| Hook::Start(id, skill.clone())));
        }
        After::CloseCard => {
            let skill = model.data.playing.as_ref().map_or(String::new(), |p| p.skill.name.clone());
            effects.extend(hook(outcome, |id| Hook::Stop(id, skill.clone())));
            effects.extend(outcome.id.map(opening::session));
        }
        After::Form if !outcome.notices.is_empty() => {}
        After::Form => model.say_done(capitalised(&outcome.label)),
        After::Letter => {
            model.stages.letter = outcome.id;
            model.say_done(capitalised(&outcome.label));
        }
    }
    effects
}

fn hook(outcome: &Outcome, of: impl Fn(String) -> Hook) -> Effects {
    outcome.id.map(|id| Effect::Hook(of(id.to_string()))).into_iter().collect()
}

/// A refused change: the text stays on the screen with the reason beside it.
fn refused(model: &mut Model, error: &Error, wait: Option<Wait>) -> Effects {
    let sentence = with_hint(error);
    match waiting::layer(model, wait).and_then(|layer| layer.refuse(error, sentence)) {
        Some(effects) => effects,
        None => {
            say_error(model, error);
            Vec::new()
        }
    }
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
