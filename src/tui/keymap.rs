//! Which key does what where: the command table with the user's changes over it. Reading keys is `keys`.

use std::collections::BTreeMap;
use std::fmt;

use super::command::{COMMANDS, Command, CommandId, Scope};
use super::keys::{Chord, KeyError, KeySeq};

/// A key sequence and the command it stands for.
#[derive(Debug, Clone)]
struct Binding {
    seq: KeySeq,
    command: &'static Command,
    by_user: bool,
}

/// All keys in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// What a chord means after the chords before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// This command.
    Command(CommandId),
    /// The beginning of several: the next chord decides.
    Prefix,
    /// Nothing here.
    Nothing,
}

/// What is wrong with the user's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeymapError {
    /// No command has this name; the nearest, if one is near.
    Unknown(String, Option<&'static str>),
    /// The text names no key.
    Key(&'static str, KeyError),
    /// The key is another command's, here or around.
    Clash(KeySeq, &'static str, &'static str, Scope),
    /// A letter where text is typed.
    Typed(KeySeq, &'static str),
    /// Nothing would quit any more, or leave a form.
    Trapped(&'static str),
}

impl fmt::Display for KeymapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name, None) => write!(f, "there is no command “{name}”"),
            Self::Unknown(name, Some(near)) => {
                write!(f, "there is no command “{name}”: did you mean {near}?")
            }
            Self::Key(name, error) => write!(f, "{name}: {error}"),
            Self::Clash(seq, name, other, scope) => {
                write!(
                    f,
                    "{name}: {seq} is the key of {other} ({}); give that another one first",
                    scope.title()
                )
            }
            Self::Typed(seq, name) => write!(f, "{name}: {seq} types text there; use C-, M- or a named key"),
            Self::Trapped(name) => write!(f, "{name} needs at least one key"),
        }
    }
}

impl std::error::Error for KeymapError {}

/// What must always have a key, or one is caught.
const NEEDED: [CommandId; 10] = [
    CommandId::Quit,
    CommandId::Help,
    CommandId::FormLeave,
    CommandId::PaletteClose,
    CommandId::HelpClose,
    CommandId::PromptLeave,
    CommandId::PromptAnswer,
    CommandId::CardLeave,
    CommandId::GapLater,
    CommandId::CloseDone,
];

impl Keymap {
    /// The keys as they come. A test holds the table free of clashes, so that nothing is looked for at every start.
    pub fn as_shipped() -> Self {
        Self::with(&BTreeMap::new(), &mut Vec::new())
    }

    /// The keys as they come, with the user's over them: command name → keys (none: no key).
    pub fn new(user: &BTreeMap<String, Vec<String>>) -> Result<Self, Vec<KeymapError>> {
        let mut errors = Vec::new();
        let map = Self::with(user, &mut errors);
        map.check(&mut errors);
        if errors.is_empty() { Ok(map) } else { Err(errors) }
    }

    /// The bindings of the table with the user's over them, not checked against one another.
    fn with(user: &BTreeMap<String, Vec<String>>, errors: &mut Vec<KeymapError>) -> Self {
        let mut bindings = Vec::new();
        for name in user.keys().filter(|name| !COMMANDS.iter().any(|c| c.name == name.as_str())) {
            errors.push(KeymapError::Unknown(name.clone(), nearest(name)));
        }
        for command in COMMANDS {
            let theirs = user.get(command.name);
            let keys = theirs
                .map_or_else(|| command.keys.to_vec(), |keys| keys.iter().map(String::as_str).collect());
            for key in keys {
                match key.parse() {
                    Ok(seq) => bindings.push(Binding { seq, command, by_user: theirs.is_some() }),
                    Err(error) => errors.push(KeymapError::Key(command.name, error)),
                }
            }
        }
        Self { bindings }
    }

    fn check(&self, errors: &mut Vec<KeymapError>) {
        for (i, binding) in self.bindings.iter().enumerate() {
            let scope = binding.command.scope;
            let typing = scope.within(Scope::Form) || matches!(scope, Scope::Palette | Scope::Prompt);
            if typing && binding.seq.chords().first().is_some_and(|chord| chord.typed().is_some()) {
                errors.push(KeymapError::Typed(binding.seq.clone(), binding.command.name));
            }
            let others = self
                .bindings
                .iter()
                .enumerate()
                .filter(|(j, other)| *j != i && other.command.id != binding.command.id);
            for (j, other) in others {
                let same = other.command.scope == scope;
                // The table's own inner keys shadow outer ones on purpose; a user's key must not do so unawares.
                let shadows = binding.by_user && scope.within(other.command.scope);
                let told_already = same && other.by_user == binding.by_user && j < i;
                let guilty = binding.by_user || !other.by_user;
                if (same && guilty || shadows) && !told_already && binding.seq.overlaps(&other.seq) {
                    let (seq, scope) = (binding.seq.clone(), other.command.scope);
                    errors.push(KeymapError::Clash(seq, binding.command.name, other.command.name, scope));
                }
            }
        }
        for id in NEEDED {
            if !self.bindings.iter().any(|binding| binding.command.id == id) {
                errors.push(KeymapError::Trapped(super::command::command(id).name));
            }
        }
    }

    /// What `pending` followed by `chord` means in this scope and those around it; the innermost wins.
    pub fn find(&self, scope: Scope, pending: &[Chord], chord: Chord) -> Found {
        for here in scope.chain() {
            let mut prefix = false;
            for binding in self.bindings.iter().filter(|binding| binding.command.scope == here) {
                let chords = binding.seq.chords();
                let Some((next, before)) = chords.get(..=pending.len()).and_then(<[_]>::split_last) else {
                    continue;
                };
                if before != pending || *next != chord {
                    continue;
                }
                if chords.len() == pending.len() + 1 {
                    return Found::Command(binding.command.id);
                }
                prefix = true;
            }
            if prefix {
                return Found::Prefix;
            }
        }
        Found::Nothing
    }

    /// The keys of a command, the first one first.
    pub fn keys(&self, id: CommandId) -> impl Iterator<Item = &KeySeq> {
        self.bindings.iter().filter(move |binding| binding.command.id == id).map(|binding| &binding.seq)
    }

    /// The keys of a command that reach it from a scope: those that nothing shadows.
    pub fn reaching(&self, scope: Scope, id: CommandId) -> impl Iterator<Item = &KeySeq> {
        self.keys(id).filter(move |seq| {
            let last = seq.chords().split_last();
            last.is_some_and(|(last, before)| self.find(scope, before, *last) == Found::Command(id))
        })
    }

    /// The first key of a command as text, if it has one.
    pub fn key(&self, id: CommandId) -> Option<String> {
        self.keys(id).next().map(KeySeq::to_string)
    }

    /// What may follow these chords here, for a hint while a sequence is half typed.
    pub fn continuations(&self, scope: Scope, pending: &[Chord]) -> Vec<(String, &'static Command)> {
        let begun = |binding: &&Binding| {
            let chords = binding.seq.chords();
            chords.len() > pending.len() && chords.starts_with(pending) && scope.within(binding.command.scope)
        };
        let next =
            |binding: &Binding| Some((binding.seq.chords().get(pending.len())?.to_string(), binding.command));
        self.bindings.iter().filter(begun).filter_map(next).collect()
    }

    /// The commands whose keys work in this scope, innermost first, with all their keys; what is shadowed is left out.
    pub fn working_in(&self, scope: Scope) -> Vec<(&'static Command, Vec<String>)> {
        let mut out: Vec<(&'static Command, Vec<String>)> = Vec::new();
        for here in scope.chain() {
            for command in COMMANDS.iter().filter(|command| command.scope == here) {
                let keys: Vec<_> = self.reaching(scope, command.id).map(KeySeq::to_string).collect();
                if !keys.is_empty() {
                    out.push((command, keys));
                }
            }
        }
        out
    }
}

fn nearest(name: &str) -> Option<&'static str> {
    let near = |command: &Command| (strsim::jaro_winkler(name, command.name) * 1_000.0) as u32;
    COMMANDS
        .iter()
        .max_by_key(|command| near(command))
        .filter(|command| near(command) > 800)
        .map(|command| command.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        pairs
            .iter()
            .map(|(name, keys)| ((*name).to_owned(), keys.iter().map(|k| (*k).to_owned()).collect()))
            .collect()
    }

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn the_keys_as_they_come_do_not_clash() {
        Keymap::new(&BTreeMap::new()).unwrap();
    }

    #[test]
    fn the_inner_scope_wins_and_sequences_wait() {
        let map = Keymap::new(&BTreeMap::new()).unwrap();
        assert_eq!(map.find(Scope::Practice, &[], chord("j")), Found::Command(CommandId::Hit));
        assert_eq!(map.find(Scope::Practice, &[], chord("u")), Found::Command(CommandId::TakeBack));
        assert_eq!(map.find(Scope::Areas, &[], chord("u")), Found::Command(CommandId::Undo));
        assert_eq!(map.find(Scope::Areas, &[], chord("a")), Found::Command(CommandId::AddSkill));
        assert_eq!(map.find(Scope::Areas, &[], chord("g")), Found::Prefix);
        assert_eq!(map.find(Scope::Areas, &[chord("g")], chord("d")), Found::Command(CommandId::GoDesk));
        assert_eq!(map.find(Scope::Areas, &[chord("g")], chord("j")), Found::Nothing);
        assert_eq!(map.find(Scope::Form, &[], chord("q")), Found::Nothing);
        assert_eq!(map.continuations(Scope::Desk, &[chord("g")]).len(), 5);
    }

    #[test]
    fn the_user_may_move_keys_about() {
        let map = Keymap::new(&user(&[("quit", &["C-q"]), ("undo", &["q"])])).unwrap();
        assert_eq!(map.find(Scope::Desk, &[], chord("q")), Found::Command(CommandId::Undo));
        assert_eq!(map.key(CommandId::Quit).as_deref(), Some("C-q"));
    }

    #[test]
    fn a_clash_is_refused_by_name() {
        let said = |pairs: &[(&str, &[&str])]| {
            Keymap::new(&user(pairs)).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            said(&[("copy", &["u"])]),
            ["copy: u is the key of undo (everywhere); give that another one first"]
        );
        assert_eq!(
            said(&[("open", &["q"])]),
            ["open: q is the key of quit (everywhere); give that another one first"]
        );
        assert_eq!(said(&[("copy", &["g"])]).len(), 5, "g begins five sequences");
        assert_eq!(said(&[("undoo", &["z"])]), ["there is no command “undoo”: did you mean undo?"]);
        assert!(said(&[("copy", &["C-i"])])[0].contains("Tab"));
        assert!(said(&[("form-save", &["s"])])[0].contains("types text"));
        assert_eq!(said(&[("quit", &[])]), ["quit needs at least one key"]);
    }

    #[test]
    fn nothing_that_lies_over_the_screen_loses_its_way_out() {
        for name in
            ["quit", "card-leave", "prompt-leave", "prompt-answer", "gap-later", "close-done", "form-leave"]
        {
            assert!(Keymap::new(&user(&[(name, &[])])).is_err(), "{name}");
        }
    }

    #[test]
    fn the_help_leaves_out_what_is_shadowed() {
        let map = Keymap::new(&BTreeMap::new()).unwrap();
        let practice = map.working_in(Scope::Practice);
        assert_eq!(practice[0].0.id, CommandId::Hit);
        assert!(!practice.iter().any(|(command, _)| command.id == CommandId::Undo));
        let start = practice.iter().find(|(command, _)| command.id == CommandId::Start).unwrap();
        assert_eq!(start.1, ["s"]);
    }
}
