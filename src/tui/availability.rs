//! What a command does just now, wherever its act stands: whether it can be done and if not why, what it is called, its place
//! in the footer.

use super::command::{COMMANDS, Command, CommandId as C, Scope, command};
use super::frame::screen::{Act, Footer, Screen, find};
use super::model::{Model, on_screen};
use super::practice;

/// Why a command cannot be done now, with the keys as they are.
pub fn why_not(model: &Model, id: C) -> Option<String> {
    blocked(model, id).map(|why| with_keys(model, why))
}

/// A sentence in which `{name}` stands for the key of a command; what has none is called by its name.
fn with_keys(model: &Model, mut sentence: &str) -> String {
    let mut said = String::new();
    while let Some((before, (name, after))) =
        sentence.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let command = COMMANDS.iter().find(|command| command.name == name);
        let key = command.and_then(|command| model.keymap.key(command.id));
        said += before;
        said += &key.unwrap_or_else(|| format!(":{name}"));
        sentence = after;
    }
    said + sentence
}

/// Why a command cannot be done now, keys by the names of their commands (`{back}`); `None` where it can.
pub fn blocked(model: &Model, id: C) -> Option<&'static str> {
    if command(id).scope == Scope::Practice {
        return match &model.data.playing {
            Some(_) => find(practice::ACTS, id).and_then(|act| (act.when)(&(), &model.cx, id)),
            None => Some("no session is running"),
        };
    }
    if let Some(layer) = model.layers.last() {
        return layer.why_not(id);
    }
    match id {
        C::Start if model.data.overview.skills.iter().all(|line| line.skill.archived.is_some()) => {
            Some("there is no skill to practise yet")
        }
        _ => on_screen!(model, |screen, cx| act_of(screen, id).and_then(|act| (act.when)(screen, cx, id))),
    }
}

fn act_of<S: Screen>(_: &S, id: C) -> Option<&'static Act<S>> {
    S::act(id)
}

/// What a command does where the keys are now, in a sentence; `None` where it never does anything.
pub fn help(model: &Model, command: &'static Command) -> Option<&'static str> {
    if let Some(layer) = model.layers.last() {
        return Some(layer.help(command.id).unwrap_or(command.help));
    }
    on_screen!(model, |screen, _cx| match act_of(screen, command.id) {
        Some(act) => (act.help)(screen, command),
        None => Some(command.help),
    })
}

/// What a key does just now, in a word or two.
pub fn title(model: &Model, command: &Command) -> &'static str {
    let id = command.id;
    let said = match model.layers.last() {
        Some(layer) => layer.title(id),
        None if command.scope == Scope::Practice => {
            find(practice::ACTS, id).and_then(|act| (act.title)(&(), &model.cx))
        }
        None => on_screen!(model, |screen, cx| act_of(screen, id).and_then(|act| (act.title)(screen, cx))),
    };
    said.unwrap_or(command.title)
}

/// The keys the footer shows: those that work here and now, innermost first, what leads before all.
pub fn hints(model: &Model) -> Vec<(String, &'static Command)> {
    let scope = model.scope();
    let here = scope.chain().flat_map(|scope| COMMANDS.iter().filter(move |c| c.scope == scope));
    let mut found: Vec<(Footer, String, &'static Command)> = here
        .filter(|command| !command.quiet && blocked(model, command.id).is_none())
        .map(|command| (footer(model, command), command))
        .filter(|(footer, _)| *footer != Footer::Hidden)
        .filter_map(|(footer, command)| {
            Some((footer, model.keymap.reaching(scope, command.id).next()?.to_string(), command))
        })
        .collect();
    found.sort_by_key(|(footer, ..)| *footer != Footer::Leads);
    found.into_iter().map(|(_, key, command)| (key, command)).collect()
}

/// The place of a key in the footer, where it can be done.
fn footer(model: &Model, command: &Command) -> Footer {
    let id = command.id;
    if let Some(layer) = model.layers.last() {
        return match id {
            C::Back => Footer::Hidden,
            C::FormSave if layer.offers(model, id) => Footer::Leads,
            _ => Footer::if_so(layer.offers(model, id)),
        };
    }
    match id {
        _ if command.scope == Scope::Practice => {
            find(practice::ACTS, id).map_or(Footer::Shown, |act| (act.footer)(&(), &model.cx, id))
        }
        _ => on_screen!(model, |screen, cx| match act_of(screen, id) {
            Some(act) => (act.footer)(screen, cx, id),
            None => screen.footer(cx, id),
        }),
    }
}

/// Whether the help key works where the keys are now (it is a letter where text is typed).
pub fn help_works(model: &Model) -> bool {
    !matches!(model.scope(), Scope::Prompt | Scope::Palette | Scope::Help | Scope::Form | Scope::CloseCard)
}
