//! Messages in, effects out: the model changes here and nowhere else. No clock, no terminal, no file.

use crate::tui::cards::opening;
use crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::layout::Size;

use super::ahead;
use super::areas;
use super::availability;
use super::command::{CommandId, Scope};
use super::desk;
use super::drafts::update as drafts;
use super::editing::update as editing;
use super::feedback;
use super::frame::effects::{Effects, NOWHERE, ask_to_write, of_scope};
use super::keymap::{Found, Keymap};
use super::keys::Chord;
use super::model::{Model, Place};
use super::msg::{Effect, Msg};
use super::practice;
use super::stages;
use super::theme::Role;
use super::waiting;
use super::worker::Ask;
use crate::domain::id::Id;

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
    while !model.afterwards.is_empty() {
        for asked in std::mem::take(&mut model.afterwards) {
            effects.extend(asked.run(model));
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
        Event::Mouse(mouse) if model.layers.is_empty() && desk::view::tab_at(model, mouse).is_some() => {
            desk::view::tab_at(model, mouse).map_or_else(Vec::new, |place| areas::update::go(model, place))
        }
        Event::Mouse(mouse) if model.layers.is_empty() => match model.place {
            Place::Desk => desk::update::mouse(model, *mouse),
            Place::Areas => areas::update::mouse(model, *mouse),
            Place::Feedback => feedback::update::mouse(model, *mouse),
            Place::Stages => stages::mouse::mouse(model, *mouse),
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
fn anywhere(keymap: &Keymap, event: &Event) -> Option<CommandId> {
    let Event::Key(key) = event else { return None };
    let types = Chord::from_event(key).is_none_or(|chord| chord.typed().is_some());
    of_scope(keymap, Scope::Everywhere, event)
        .filter(|id| !types && matches!(id, CommandId::Suspend | CommandId::Redraw))
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

fn run_or_say_why(model: &mut Model, id: CommandId) -> Effects {
    match availability::why_not(model, id) {
        Some(why) => {
            model.say(Role::Attention, format!("Not now: {why}."));
            Vec::new()
        }
        None => run(model, id),
    }
}

/// Does what a command says.
pub fn run(model: &mut Model, id: CommandId) -> Effects {
    use CommandId as C;
    if let (Some(layer), false) =
        (model.layers.last(), matches!(id, C::CardHelp | C::GapHelp | C::RecordHelp | C::Suspend | C::Redraw))
    {
        let acting = layer.acting();
        return acting(model, id);
    }
    match id {
        C::Start => vec![opening::start_card(skill_to_start(model))],
        C::Undo => ask_to_write(model, Ask::Undo),
        C::Redo => ask_to_write(model, Ask::Redo),
        C::Palette => {
            let palette = super::overlay::palette::Palette::open(model.scope(), &model.cx.keymap, |id| {
                availability::why_not(model, id)
            });
            model.lay(palette);
            Vec::new()
        }
        C::Help | C::CardHelp | C::GapHelp | C::RecordHelp => {
            let help = super::overlay::help::Help::open(model.scope());
            model.lay(help);
            Vec::new()
        }
        C::Suspend => {
            say_it_runs_on(model);
            vec![Effect::Suspend]
        }
        C::Redraw => vec![Effect::Repaint],
        C::Quit => {
            model.leaving = Some(0);
            keep_what_is_typed(model)
        }
        _ if super::command::command(id).scope == Scope::Practice => practice::play(model, id),
        C::GoDesk => areas::update::go(model, Place::Desk),
        C::GoAreas => areas::update::go(model, Place::Areas),
        C::GoFeedback => areas::update::go(model, Place::Feedback),
        C::GoStages => areas::update::go(model, Place::Stages),
        C::GoPeople => areas::update::go_people(model),
        C::NextScreen | C::PreviousScreen => {
            let other = model.place.step(if id == C::NextScreen { 1 } else { -1 });
            areas::update::go(model, other)
        }
        C::LogSession | C::LogApplication | C::LogObservation | C::LogTeaching | C::WriteEntry => {
            areas::acts::log(model, id)
        }
        _ if model.place == Place::Stages => match stages::acts::run(model, id) {
            Some(effects) => effects,
            None => stages::update::run(model, id).unwrap_or_default(),
        },
        _ if model.place == Place::Feedback => match feedback::acts::run(model, id) {
            Some(effects) => effects,
            None => feedback::update::run(model, id).unwrap_or_default(),
        },
        _ => match (areas::acts::run(model, id), model.place) {
            (Some(effects), _) => effects,
            (None, Place::Desk) => desk::update::run(model, id),
            (None, Place::Areas | Place::Feedback | Place::Stages) => areas::update::run(model, id),
        },
    }
}

/// The skill whose start card opens: the one that is looked at.
fn skill_to_start(model: &Model) -> Option<Id> {
    match model.place {
        Place::Desk => model.desk.focused_skill(&model.data),
        Place::Areas => model.areas.tree.skill(&model.data),
        Place::Feedback => model.feedback.feedback().and_then(|feedback| feedback.skill),
        Place::Stages => model.stages.subject(&model.data).and_then(|subject| subject.skill()),
    }
}

fn say_it_runs_on(model: &mut Model) {
    if model.data.playing.as_ref().is_some_and(|playing| playing.running().is_some()) {
        model.say(Role::Accent, "The clock runs on; etude stop ends it, etude status shows it.");
    }
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
