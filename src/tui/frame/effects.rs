//! What `update` hands back, and the few ways every room has of asking for something.

use crossterm::event::Event;

use super::question::Question;
use crate::domain::change::Change;
use crate::journal::Error;
use crate::tui::command::{CommandId, Scope};
use crate::tui::frame::cx::Cx;
use crate::tui::keymap::{Found, Keymap};
use crate::tui::keys::Chord;
use crate::tui::msg::Effect;
use crate::tui::theme::Role;
use crate::tui::waiting;
use crate::tui::worker::{After, Ask};

/// What has to be done, in order.
pub type Effects = Vec<Effect>;

/// Asks for a change, and remembers that it is not answered yet.
pub fn apply(cx: &mut Cx, change: Change, after: After) -> Effects {
    ask_to_write(cx, Ask::Apply(Box::new(change), after))
}

/// Asks the store thread a question.
pub fn ask(question: impl Question + 'static) -> Effect {
    Effect::Ask(Ask::Read(Box::new(question)))
}

/// Asks for something that writes.
pub fn ask_to_write(cx: &mut Cx, ask: Ask) -> Effects {
    if cx.waits.is_empty() {
        cx.saving_since = cx.now.mono;
    }
    waiting::begin(cx, &ask);
    vec![Effect::Ask(ask)]
}

/// What is said of a paste where no text is typed. Text that comes all at once counts as one, see `burst`.
pub const NOWHERE: &str =
    "That came all at once, as a paste does, and there is no text field here: nothing was done.";

/// The command a key stands for where text is typed; there are no sequences there.
pub fn of_scope(keymap: &Keymap, scope: Scope, event: &Event) -> Option<CommandId> {
    let Event::Key(key) = event else { return None };
    match keymap.find(scope, &[], Chord::from_event(key)?) {
        Found::Command(id) => Some(id),
        Found::Prefix | Found::Nothing => None,
    }
}

/// Copies a text, and says so; nothing where there is none.
pub fn copied(cx: &mut Cx, text: String) -> Effects {
    if text.trim().is_empty() {
        return Effects::new();
    }
    cx.say(Role::Good, "Copied.");
    vec![Effect::Copy(text)]
}

/// Says why something could not be done.
pub fn say_error(cx: &mut Cx, error: &Error) {
    let role = if error.exit_code() == 3 { Role::Bad } else { Role::Attention };
    cx.say(role, capitalised(&with_hint(error)));
}

/// An error as one sentence, with what to do.
pub fn with_hint(error: &Error) -> String {
    let mut sentence = error.sentence.clone();
    if let Some(hint) = error.hints.first() {
        sentence.push_str(": ");
        sentence.push_str(hint);
    }
    sentence
}

/// A sentence with a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
