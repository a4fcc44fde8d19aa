//! `etude keys` and docs/keys.md: the command table with the user's keys over it. What a key does is the screen's affair.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::context::Context;
use super::{Done, Failure};
use crate::cli::json::object;
use crate::config::{Complaint, Config};
use crate::domain::display::{pad, width};
use crate::tui::command::{COMMANDS, Command, Scope};
use crate::tui::keymap::{Keymap, KeymapError};

/// Prints every command with its keys in force, or why the user's keys are refused.
pub(super) fn keys(cx: &mut Context) -> Done {
    let keymap = match keymap(&cx.config) {
        Ok(keymap) => keymap,
        Err(complaints) => return Err(refused(cx, &complaints)),
    };
    if cx.json {
        return cx.out.json_all(COMMANDS.iter().map(|command| key_json(command, &keymap)));
    }
    let rows: Vec<(&Command, String)> =
        COMMANDS.iter().map(|command| (command, written(command, &keymap).join("  "))).collect();
    let widest = |of: fn(&(&Command, String)) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let (names, keys) = (widest(|row| width(row.0.name)), widest(|row| width(&row.1)));
    let mut last: Option<Scope> = None;
    for (command, shown) in &rows {
        if last.replace(command.scope) != Some(command.scope) {
            if command.id != COMMANDS[0].id {
                cx.out.line("")?;
            }
            cx.out.heading(command.scope.title())?;
        }
        let shown = if shown.is_empty() { "–" } else { shown };
        cx.out.line(&format!("  {}  {}  {}", pad(shown, keys), pad(command.name, names), command.help))?;
    }
    Ok(())
}

/// What is wrong with the keys of a settings file, line by line.
pub(super) fn complaints(config: &Config) -> Vec<Complaint> {
    keymap(config).err().unwrap_or_default()
}

fn keymap(config: &Config) -> Result<Keymap, Vec<Complaint>> {
    let user = config.keys.iter().map(|(name, binding)| (name.clone(), binding.keys.clone())).collect();
    Keymap::new(&user).map_err(|errors| {
        let mut complaints: Vec<Complaint> = errors.iter().map(|error| complaint(config, error)).collect();
        complaints.sort_by_key(|complaint| complaint.line);
        complaints
    })
}

fn complaint(config: &Config, error: &KeymapError) -> Complaint {
    let name = match error {
        KeymapError::Unknown(name, _) => name.as_str(),
        KeymapError::Key(name, _)
        | KeymapError::Clash(_, name, ..)
        | KeymapError::Typed(_, name)
        | KeymapError::Trapped(name) => name,
    };
    let line = config.keys.get(name).map(|binding| binding.line);
    let hint = matches!(error, KeymapError::Unknown(..))
        .then(|| "`etude keys` lists the commands, once these lines are mended".to_owned());
    Complaint { line, what: error.to_string(), hint }
}

fn refused(cx: &Context, complaints: &[Complaint]) -> Failure {
    let file = cx.paths.config.display();
    let place =
        |complaint: &Complaint| complaint.line.map_or(String::new(), |line| format!("{file}:{line}: "));
    let mut said = complaints.iter().map(|complaint| format!("{}{}", place(complaint), complaint.what));
    let failure = Failure::refused(said.next().unwrap_or_default());
    said.fold(failure, |failure, also| failure.hint(format!("also {also}")))
        .hint("until then the screen uses the keys it comes with")
}

fn written(command: &Command, keymap: &Keymap) -> Vec<String> {
    keymap.keys(command.id).map(ToString::to_string).collect()
}

fn key_json(command: &Command, keymap: &Keymap) -> Json {
    object! {
        "command": command.name,
        "scope": command.scope.title(),
        "keys": written(command, keymap),
        "default_keys": command.keys,
        "title": command.title,
        "help": command.help,
    }
}

/// Every command with the keys it comes with, as docs/keys.md has it.
pub fn keys_reference() -> String {
    let mut text = String::from(
        "# The keys\n\nMade from the command table by `UPDATE_DOCS=1 cargo test --test docs_keys`; do not edit it here.\n\n\
         `C-` is Control, `M-` Alt, `S-` Shift; `g d` is one key after the other. The innermost place wins: what has the\n\
         focus, then what it lies in, then *everywhere*. Where text is typed, letters are letters. Every key can be moved, in\n\
         the settings under `[keys]`, by the command's name:\n\n\
         ```toml\n[keys]\nredo = [\"C-r\"]           # instead of U\nmark = []                # no key at all; the palette still finds it\n```\n\n\
         A key that is another command's already, there or around it, is refused by name (`etude config check` says where), and then none of the\n\
         changes count. `etude keys` prints the keys in force, `?` on the screen those that work where you are.\n",
    );
    let scopes: BTreeMap<usize, Scope> = COMMANDS
        .iter()
        .enumerate()
        .rev()
        .map(|(at, command)| (command.scope, at))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .map(|(scope, at)| (at, scope))
        .collect();
    for scope in scopes.into_values() {
        text.push_str(&format!("\n## {}\n\n", capitalised(scope.title())));
        if let Some(outer) = scope.parent() {
            text.push_str(&format!(
                "The keys of *{}* work here too, where none below takes their place.\n\n",
                outer.title()
            ));
        }
        text.push_str("| keys | command | what it does |\n|---|---|---|\n");
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            text.push_str(&format!("| {} | {} | {} |\n", keys.join(" "), command.name, command.help));
        }
    }
    text
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(settings: &str) -> Vec<String> {
        complaints(&crate::config::read(settings).0).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_clash_is_told_with_its_line() {
        assert_eq!(said("theme = \"terminal\"\n[keys]\nredo = [\"C-r\"]\nmark = []\n"), [""; 0]);
        assert_eq!(
            said("[keys]\nredo = \"C-r\"\n\ncopy = [\"u\"]\n"),
            ["line 4: copy: u is the key of undo (everywhere); give that another one first"]
        );
        assert!(said("[keys]\nundoo = \"z\"\n")[0].contains("did you mean undo?"));
    }
}
