//! Messages in, effects out: the model changes here and nowhere else. No clock, no terminal, no file.

use std::any::Any;

use crate::tui::cards::opening;
use crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::layout::Size;

use super::ahead;
use super::availability;
use super::bars;
use super::command::{CommandId as C, Scope};
use super::drafts::update as drafts;
use super::editing::{Subject, update as editing};
use super::frame::cx::{Cx, Going};
use super::frame::effects::{Effects, NOWHERE, ask_to_write, of_scope};
use super::frame::screen::{OF_THE_FRAME, Screen, find, has};
use super::keymap::{Found, Keymap};
use super::keys::Chord;
use super::model::{Model, Place, on_screen};
use super::msg::{Effect, Msg};
use super::overlay::{help::Help, palette::Palette};
use super::pane::list::Step;
use super::practice;
use super::theme::Role;
use super::waiting;
use super::worker::Ask;
use crate::domain::entry::EntryKind;

/// Takes one message in, and then the keys that waited for it.
pub fn update(model: &mut Model, msg: Msg) -> Effects {
    if matches!(&msg, Msg::Input(event) if ahead::holds(model, event)) {
        return Vec::new();
    }
    ahead::answered(model, &msg);
    let mut effects = take_in(model, msg);
    ahead::asked(model, &effects);
    while let Some(event) = ahead::next(model) {
        let more = take_in(model, Msg::Input(event));
        ahead::asked(model, &more);
        effects.extend(more);
    }
    effects
}

/// Takes one message in. Around it, drafts are looked after: what a key may close is kept first, what was stored is let
/// go, what was opened gets its draft back.
fn take_in(model: &mut Model, msg: Msg) -> Effects {
    let closes = match &msg {
        Msg::Leave(_) => true,
        Msg::Input(event) => of_scope(&model.cx.keymap, model.scope(), event).is_some_and(waiting::may_close),
        _ => false,
    };
    let mut effects = if closes { drafts::keep_all(model) } else { Vec::new() };
    let typed = matches!(&msg, Msg::Input(Event::Key(_) | Event::Paste(_)));
    effects.extend(take(model, msg));
    effects.extend(what_was_asked(model));
    waiting::forget_what_was_left(model);
    if typed {
        drafts::touched(model);
    }
    effects.extend(drafts::notice(model));
    effects.extend(super::deadline::a_new_day(model));
    let counts_reps = model.counts_reps();
    effects.extend(super::pips::due(&mut model.cx, counts_reps));
    effects
}

/// What a card or a question wants to be done with a screen, and the command that was chosen by its name.
fn what_was_asked(model: &mut Model) -> Effects {
    let mut effects = Vec::new();
    if let Some(id) = model.chosen.take() {
        effects.extend(run(model, id));
    }
    while !model.for_screens.is_empty() || model.going.is_some() {
        if let Some(going) = model.going.take() {
            effects.extend(go(model, going));
        }
        for asked in std::mem::take(&mut model.for_screens) {
            let Model { cx, desk, areas, feedback, stages } = model;
            let screens: [&mut dyn Any; 4] = [desk, areas, feedback, stages];
            let of = |screen: &&mut dyn Any| (**screen).type_id() == asked.screen;
            if let Some(screen) = screens.into_iter().find(of) {
                effects.extend(asked.run(screen, cx));
            }
        }
    }
    effects
}

fn take(model: &mut Model, msg: Msg) -> Effects {
    match msg {
        Msg::Input(event) => input(model, &event),
        Msg::Refused(why) => {
            model.say(Role::Bad, why);
            Vec::new()
        }
        Msg::Reply(reply) => super::answers::answered(model, reply),
        Msg::Deadline => Vec::new(),
        Msg::Edited(back) => editing::edited(model, back),
        Msg::Leave(code) => {
            let effects = keep_what_is_typed(model);
            model.leaving = Some(code);
            effects
        }
    }
}

fn input(model: &mut Model, event: &Event) -> Effects {
    match event {
        Event::Resize(width, height) => {
            model.size = Size { width: *width, height: *height };
            Vec::new()
        }
        Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Event::Mouse(mouse) if model.layers.is_empty() => match bars::tab_at(model, mouse) {
            Some(place) => go(model, Going::To(place)),
            None => on_screen!(model, |screen, cx| screen.mouse(cx, *mouse)),
        },
        Event::Key(_) | Event::Paste(_) => {
            // Whoever goes on typing has seen what was said; a new message shall not hide behind an old one.
            if model.message.as_ref().is_some_and(|message| model.now.mono > message.until - OLD_MS) {
                model.message = None;
            }
            typed(model, event)
        }
        _ => Vec::new(),
    }
}

/// A message with no more than this to live is old: it has stood for a second and a half.
const OLD_MS: i64 = 4_500;

/// A key or a paste: first for what lies on top, then for the commands of the scope.
fn typed(model: &mut Model, event: &Event) -> Effects {
    if let Some(id) = anywhere(&model.cx.keymap, event) {
        return run(model, id);
    }
    if waiting::on_top(model) {
        let scope = model.scope();
        return waiting::typed(model, scope, event);
    }
    if let Some(typing) = model.layers.last().and_then(|layer| layer.typing()) {
        let effects = typing(model, event);
        return effects;
    }
    match event {
        Event::Key(key) => command(model, key),
        _ => {
            model.say(Role::Attention, NOWHERE);
            Vec::new()
        }
    }
}

/// What works wherever one is, also where text is typed: to the shell, and drawing anew. Never a key that types.
fn anywhere(keymap: &Keymap, event: &Event) -> Option<C> {
    let Event::Key(key) = event else { return None };
    let types = Chord::from_event(key).is_none_or(|chord| chord.typed().is_some());
    of_scope(keymap, Scope::Everywhere, event).filter(|id| !types && matches!(id, C::Suspend | C::Redraw))
}

fn command(model: &mut Model, key: &KeyEvent) -> Effects {
    let Some(chord) = Chord::from_event(key) else { return Vec::new() };
    let pending = std::mem::take(&mut model.pending);
    match model.keymap.find(model.scope(), &pending, chord) {
        Found::Command(id) => {
            // What was said of the last key is no answer to this one; that something failed has to be read first.
            model.message.take_if(|message| message.role != Role::Bad);
            run_or_say_why(model, id)
        }
        Found::Prefix => {
            model.pending = pending;
            model.pending.push(chord);
            Vec::new()
        }
        Found::Nothing => Vec::new(),
    }
}

fn run_or_say_why(model: &mut Model, id: C) -> Effects {
    match availability::why_not(model, id) {
        Some(why) => {
            model.say(Role::Attention, format!("Not now: {why}."));
            Vec::new()
        }
        None => run(model, id),
    }
}

/// Does what a command says.
pub fn run(model: &mut Model, id: C) -> Effects {
    let over_all = matches!(id, C::CardHelp | C::GapHelp | C::RecordHelp | C::Suspend | C::Redraw);
    if let (Some(layer), false) = (model.layers.last(), over_all) {
        let acting = layer.acting();
        return acting(model, id);
    }
    if let Some((_, run)) = ANYWHERE.iter().find(|(ids, _)| ids.contains(&id)) {
        return run(model, id);
    }
    if let Some(act) = find(practice::ACTS, id) {
        return (act.run)(&mut (), &mut model.cx, id);
    }
    on_screen!(model, |screen, cx| match Step::of(id) {
        Some(by) => screen.step(cx, by),
        None => act(screen, cx, id),
    })
}

fn act<S: Screen>(screen: &mut S, cx: &mut Cx, id: C) -> Effects {
    S::act(id).map_or_else(Vec::new, |act| (act.run)(screen, cx, id))
}

type Doing = fn(&mut Model, C) -> Effects;

/// What the frame does, wherever one is.
const ANYWHERE: &[(&[C], Doing)] = &[
    (&[C::Start], |model, _| {
        let skill = on_screen!(&*model, |screen, cx| screen.to_start(cx));
        vec![opening::start_card(skill)]
    }),
    (&[C::Undo], |model, _| ask_to_write(model, Ask::Undo)),
    (&[C::Redo], |model, _| ask_to_write(model, Ask::Redo)),
    (&[C::Palette], |model, _| {
        let palette = Palette::open(model.scope(), &model.keymap, |command| {
            Some((availability::help(model, command)?, availability::why_not(model, command.id)))
        });
        model.lay(palette);
        Effects::new()
    }),
    (&[C::Help, C::CardHelp, C::GapHelp, C::RecordHelp], |model, _| {
        let help = Help::open(model.scope(), &model.keymap, |command| availability::help(model, command));
        model.lay(help);
        Effects::new()
    }),
    (&[C::Suspend], |model, _| {
        if model.data.playing.as_ref().is_some_and(|playing| playing.running().is_some()) {
            model.say(Role::Accent, "The clock runs on; etude stop ends it, etude status shows it.");
        }
        vec![Effect::Suspend]
    }),
    (&[C::Redraw], |_, _| vec![Effect::Repaint]),
    (&[C::Quit], |model, _| {
        model.leaving = Some(0);
        keep_what_is_typed(model)
    }),
    (&[C::GoDesk], |model, _| go(model, Going::To(Place::Desk))),
    (&[C::GoAreas], |model, _| go(model, Going::To(Place::Areas))),
    (&[C::GoFeedback], |model, _| go(model, Going::To(Place::Feedback))),
    (&[C::GoStages], |model, _| go(model, Going::To(Place::Stages))),
    (&[C::GoPeople], |model, _| go(model, Going::ToPeople)),
    (&[C::NextScreen, C::PreviousScreen], |model, id| {
        let other = model.place.step(if id == C::NextScreen { 1 } else { -1 });
        go(model, Going::To(other))
    }),
    (&[C::LogSession, C::LogApplication, C::LogObservation, C::LogTeaching, C::WriteEntry], log),
];

const _: () = {
    let mut at = 0;
    while at < OF_THE_FRAME.len() {
        let mut row = 0;
        while row < ANYWHERE.len() && !has(ANYWHERE[row].0, OF_THE_FRAME[at]) {
            row += 1;
        }
        assert!(row < ANYWHERE.len(), "a command of the frame has no act");
        at += 1;
    }
};

/// To a screen.
fn go(model: &mut Model, going: Going) -> Effects {
    model.pending.clear();
    let skill = on_screen!(&*model, |screen, cx| screen.to_start(cx));
    model.place = going.place();
    on_screen!(model, |screen, cx| screen.enter(cx, going, skill))
}

/// Opens the form of what is logged from anywhere, on the skill that is selected, if it is in use.
fn log(model: &mut Model, id: C) -> Effects {
    let skill = on_screen!(&*model, |screen, cx| screen.skill(cx));
    let lines = &model.data.overview.skills;
    let skill =
        skill.filter(|id| lines.iter().any(|line| line.skill.id == *id && line.skill.archived.is_none()));
    editing::open(match id {
        C::LogApplication => Subject::NewEntry(EntryKind::Use, skill),
        C::LogObservation => Subject::NewEntry(EntryKind::Watched, skill),
        C::LogTeaching => Subject::NewEntry(EntryKind::Taught, skill),
        C::WriteEntry => Subject::NewEntry(EntryKind::Note, skill),
        _ => Subject::Past(skill),
    })
}

/// Leaving with a card open: what it holds is sent off first.
fn keep_what_is_typed(model: &mut Model) -> Effects {
    match model.layers.last().and_then(|layer| layer.leaving()) {
        Some(leaving) if !waiting::on_top(model) => leaving(model),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
