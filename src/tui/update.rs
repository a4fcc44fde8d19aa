//! Messages in, effects out: the model changes here and nowhere else. No clock, no terminal, no file.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use ratatui::layout::Size;

use super::areas;
use super::availability;
use super::cards::close::{CloseCard, Closed};
use super::cards::gap::{GapCard, Question, stretches};
use super::cards::start::StartState;
use super::command::{CommandId, Scope};
use super::desk;
use super::desk::state::Pane;
use super::drafts::update as drafts;
use super::editing::update as editing;
use super::first_run::Asked;
use super::keymap::{Found, Keymap};
use super::keys::Chord;
use super::model::{Model, Overlay, Place};
use super::msg::{Effect, Hook, Msg};
use super::overlay::palette::PaletteOutcome;
use super::practice;
use super::prompt::Prompted;
use super::theme::Role;
use super::worker::{After, Ask, Reply};
use crate::domain::change::Change;
use crate::journal::desk::Desk;
use crate::journal::{Error, Outcome};

/// What has to be done, in order.
pub type Effects = Vec<Effect>;

/// Takes one message in. Around it, drafts are looked after: what a key may close is kept first, what was stored is let
/// go, what was opened gets its draft back.
pub fn update(model: &mut Model, msg: Msg) -> Effects {
    let closes = matches!(&msg, Msg::Leave(_) | Msg::Input(Event::Key(KeyEvent { code: KeyCode::Esc, .. })));
    let mut effects = if closes { drafts::keep_all(model) } else { Vec::new() };
    let typed = matches!(&msg, Msg::Input(Event::Key(_) | Event::Paste(_)));
    let stored = matches!(&msg, Msg::Reply(Reply::Applied(Ok(_), After::Form | After::Play)));
    let (on_top, depth) = (drafts::on_top(model), model.overlays.len());
    effects.extend(take(model, msg));
    if let Some(key) = on_top.filter(|_| stored && model.overlays.len() < depth) {
        effects.extend(drafts::stored(model, key));
    }
    if typed {
        drafts::touched(model);
    }
    effects.extend(drafts::notice(model));
    effects
}

fn take(model: &mut Model, msg: Msg) -> Effects {
    match msg {
        Msg::Input(event) => input(model, &event),
        Msg::Refused(why) => {
            model.say(Role::Bad, why);
            Vec::new()
        }
        Msg::Reply(reply) => answered(model, reply),
        Msg::Deadline => Vec::new(),
        Msg::Edited(back) => editing::edited(model, back),
        Msg::Leave(code) => {
            let effects = keep_what_is_typed(model);
            model.leaving = Some(code);
            effects
        }
    }
}

/// Asks for a change, and remembers that it is not answered yet.
pub fn apply(model: &mut Model, change: Change, after: After) -> Effects {
    ask_to_write(model, Ask::Apply(Box::new(change), after))
}

/// Asks for something that writes.
pub fn ask_to_write(model: &mut Model, ask: Ask) -> Effects {
    if model.saving == 0 {
        model.saving_since = model.now.mono;
    }
    model.saving += 1;
    vec![Effect::Ask(ask)]
}

fn input(model: &mut Model, event: &Event) -> Effects {
    match event {
        Event::Resize(width, height) => {
            model.size = Size { width: *width, height: *height };
            Vec::new()
        }
        Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Event::Mouse(mouse) if model.overlays.is_empty() => match model.place {
            Place::Desk => desk::update::mouse(model, *mouse),
            Place::Areas => areas::update::mouse(model, *mouse),
        },
        Event::Key(_) | Event::Paste(_) => typed(model, event),
        _ => Vec::new(),
    }
}

/// A key or a paste: first for what lies on top, then for the commands of the scope.
fn typed(model: &mut Model, event: &Event) -> Effects {
    match model.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => {
            let prompted = match of_scope(&model.keymap, Scope::Prompt, event) {
                Some(id) => prompt.command(id),
                None => prompt.handle(event),
            };
            match prompted {
                Prompted::Stay => Vec::new(),
                Prompted::Left => {
                    model.overlays.pop();
                    Vec::new()
                }
                Prompted::Answer(answer) => practice::answered(model, &answer),
            }
        }
        Some(Overlay::Close(card)) => {
            let closed = match of_scope(&model.keymap, Scope::CloseCard, event) {
                Some(id) => card.command(id),
                None => {
                    card.handle(event);
                    Closed::Stay
                }
            };
            if closed == Closed::Done { finish(model) } else { Vec::new() }
        }
        Some(Overlay::Start(card)) if card.scope() == Scope::Form => {
            card.handle(event);
            Vec::new()
        }
        Some(Overlay::Form(_)) => editing::handle(model, event),
        Some(Overlay::FirstRun(questions)) => match of_scope(&model.keymap, Scope::Prompt, event) {
            Some(id) => match questions.command(id) {
                Asked::Stay => Vec::new(),
                Asked::Done(answers) => {
                    model.overlays.pop();
                    ask_to_write(model, Ask::SetUp(answers))
                }
            },
            None => {
                questions.handle(event);
                Vec::new()
            }
        },
        Some(Overlay::Palette(palette)) => match palette.handle(event, &model.keymap) {
            PaletteOutcome::Stay => Vec::new(),
            PaletteOutcome::Close => {
                model.overlays.pop();
                Vec::new()
            }
            PaletteOutcome::Run(id) => {
                model.overlays.pop();
                run(model, id)
            }
            PaletteOutcome::Blocked(why) => {
                model.say(Role::Attention, why);
                Vec::new()
            }
        },
        _ => match event {
            Event::Key(key) => command(model, key),
            _ => {
                model.say(Role::Dim, "There is nothing to paste into here.");
                Vec::new()
            }
        },
    }
}

/// The command a key stands for where text is typed; there are no sequences there.
fn of_scope(keymap: &Keymap, scope: Scope, event: &Event) -> Option<CommandId> {
    let Event::Key(key) = event else { return None };
    match keymap.find(scope, &[], Chord::from_event(key)?) {
        Found::Command(id) => Some(id),
        Found::Prefix | Found::Nothing => None,
    }
}

fn command(model: &mut Model, key: &KeyEvent) -> Effects {
    let Some(chord) = Chord::from_event(key) else { return Vec::new() };
    let pending = std::mem::take(&mut model.pending);
    match model.keymap.find(model.scope(), &pending, chord) {
        Found::Command(id) => run_or_say_why(model, id),
        Found::Prefix => {
            model.pending = pending;
            model.pending.push(chord);
            Vec::new()
        }
        Found::Nothing => Vec::new(),
    }
}

fn run_or_say_why(model: &mut Model, id: CommandId) -> Effects {
    match availability::blocked(model, id) {
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
    match id {
        C::Start if model.is_playing() => practice::play(model, CommandId::Pause),
        C::Start => {
            let skill = match model.place {
                Place::Desk => model.desk.focused_skill(&model.data),
                Place::Areas => model.areas.selected_skill(&model.data),
            };
            vec![Effect::Ask(Ask::StartCard(skill))]
        }
        C::Undo => ask_to_write(model, Ask::Undo),
        C::Redo => ask_to_write(model, Ask::Redo),
        C::Palette => {
            let palette = super::overlay::palette::Palette::open(model.scope(), &model.keymap, |id| {
                availability::blocked(model, id).map(str::to_owned)
            });
            model.lay(Overlay::Palette(palette));
            Vec::new()
        }
        C::Help | C::CardHelp | C::GapHelp => {
            let help = super::overlay::help::Help::open(model.scope());
            model.lay(Overlay::Help(help));
            Vec::new()
        }
        C::HelpClose => {
            model.overlays.pop();
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
        C::StartNow
        | C::CardDown
        | C::CardUp
        | C::CardMore
        | C::CardLess
        | C::CardIntention
        | C::CardCriterion
        | C::CardEdit
        | C::CardReveal
        | C::CardOther
        | C::CardLeave => practice::start_card(model, id),
        C::GapKeep | C::GapTrim | C::GapPlan | C::GapDiscard | C::GapLength | C::GapLater => {
            practice::gap(model, id)
        }
        _ if super::command::command(id).scope == Scope::Practice => practice::play(model, id),
        _ if scrolls_help(model, id) => Vec::new(),
        C::GoDesk => areas::update::go(model, Place::Desk),
        C::GoAreas => areas::update::go(model, Place::Areas),
        C::GoPeople => areas::update::go_people(model),
        C::NextScreen | C::PreviousScreen => {
            let other = if model.place == Place::Desk { Place::Areas } else { Place::Desk };
            areas::update::go(model, other)
        }
        C::LogSession => areas::acts::log_past(model),
        _ => match (areas::acts::run(model, id), model.place) {
            (Some(effects), _) => effects,
            (None, Place::Desk) => desk::update::run(model, id),
            (None, Place::Areas) => areas::update::run(model, id),
        },
    }
}

fn scrolls_help(model: &mut Model, id: CommandId) -> bool {
    let Some(Overlay::Help(help)) = model.overlays.last_mut() else { return false };
    let by = match id {
        CommandId::Down => 1,
        CommandId::Up => -1,
        CommandId::PageDown => 10,
        CommandId::PageUp => -10,
        _ => return false,
    };
    help.scroll(by, &model.keymap);
    true
}

fn say_it_runs_on(model: &mut Model) {
    if model.data.playing.as_ref().is_some_and(|playing| playing.running().is_some()) {
        model.say(Role::Accent, "The clock runs on; etude stop ends it, etude status shows it.");
    }
}

/// Leaving with a card open: what it holds is sent off first.
fn keep_what_is_typed(model: &mut Model) -> Effects {
    let mut effects = Vec::new();
    if matches!(model.overlays.last(), Some(Overlay::Close(_))) {
        effects.extend(finish(model));
    }
    effects
}

/// The close card is done: what it holds is stored.
fn finish(model: &mut Model) -> Effects {
    let Some(Overlay::Close(card)) = model.overlays.last_mut() else { return Vec::new() };
    card.keep_text();
    if !card.is_changed() {
        model.overlays.pop();
        return Vec::new();
    }
    let (session, with) = (card.session().clone(), card.with.clone());
    ask_to_write(model, Ask::Finish(Box::new(session), with))
}

fn answered(model: &mut Model, reply: Reply) -> Effects {
    match reply {
        Reply::Desk(desk) => {
            let was = model.areas.selected(&model.data).map(|row| row.ids());
            take_desk(model, *desk);
            areas::update::changed(model, was)
        }
        Reply::Applied(outcome, after) => {
            model.saving = model.saving.saturating_sub(1);
            match outcome {
                Ok(outcome) => applied(model, &outcome, after),
                Err(error) => refused(model, &error, after),
            }
        }
        Reply::Undone(outcome) => {
            model.saving = model.saving.saturating_sub(1);
            match outcome {
                Ok(outcome) => model.say(Role::Good, format!("Took back: {}", outcome.label)),
                Err(error) => say_error(model, &error),
            }
            Vec::new()
        }
        Reply::StartCard(Ok(Some(card))) => {
            let kept = model.left_start.take().filter(|left| left.skill.id == card.skill.id);
            let card = kept.unwrap_or(card);
            let minutes = model.settings.default_minutes;
            model.lay(Overlay::Start(Box::new(StartState::new(*card, minutes))));
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
        Reply::Form(opened) => editing::opened(model, opened),
        Reply::People(people) => {
            model.areas.everybody = people;
            areas::update::follow(model);
            Vec::new()
        }
        Reply::Doubt => {
            model.ask_doubt = true;
            Vec::new()
        }
        Reply::StartCard(Err(error)) | Reply::Trouble(error) => {
            areas::update::not_read(model);
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
        model.rung = false;
        match is {
            Some(_) => model.desk.focus = Pane::Practice,
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

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
