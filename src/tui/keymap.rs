//! Which key does what where: the command table with the user's changes over it. Reading keys is `keys`.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::command::{COMMANDS, Command, CommandId, Scope, command};
use super::keys::{Chord, KeyError, KeySeq};

/// A key sequence and the command it stands for.
#[derive(Debug, Clone, Copy)]
struct Binding {
    seq: KeySeq,
    id: CommandId,
    by_user: bool,
}

impl Binding {
    fn scope(&self) -> Scope {
        command(self.id).scope
    }

    fn name(&self) -> &'static str {
        command(self.id).name
    }
}

/// All keys in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    // In the order of the commands: those of one are found by halves.
    bindings: Vec<Binding>,
    // Where those of a scope stand: the footer looks for dozens of keys in every frame.
    stretches: Vec<(Scope, Range<usize>)>,
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
        let mut bindings: Vec<Binding> = Vec::new();
        for name in user.keys().filter(|name| !COMMANDS.iter().any(|c| c.name == name.as_str())) {
            errors.push(KeymapError::Unknown(name.clone(), nearest(name)));
        }
        for &Command { id, name, keys, .. } in COMMANDS {
            let theirs = user.get(name);
            let by_user = theirs.is_some();
            let mut bind = |key: &str| match key.parse() {
                Ok(seq) => bindings.push(Binding { seq, id, by_user }),
                Err(error) => errors.push(KeymapError::Key(name, error)),
            };
            match theirs {
                Some(theirs) => theirs.iter().for_each(|key| bind(key)),
                None => keys.iter().for_each(|key| bind(key)),
            }
        }
        let mut stretches: Vec<(Scope, Range<usize>)> = Vec::new();
        for (at, binding) in bindings.iter().enumerate() {
            match stretches.last_mut() {
                Some((scope, stretch)) if *scope == binding.scope() => stretch.end = at + 1,
                _ => stretches.push((binding.scope(), at..at + 1)),
            }
        }
        Self { bindings, stretches }
    }

    fn check(&self, errors: &mut Vec<KeymapError>) {
        for (i, binding) in self.bindings.iter().enumerate() {
            let scope = binding.scope();
            let typing = scope.within(Scope::Form) || matches!(scope, Scope::Palette | Scope::Prompt);
            if typing && binding.seq.chords().first().is_some_and(|chord| chord.typed().is_some()) {
                errors.push(KeymapError::Typed(binding.seq, binding.name()));
            }
            let others =
                self.bindings.iter().enumerate().filter(|(j, other)| *j != i && other.id != binding.id);
            for (j, other) in others {
                let same = other.scope() == scope;
                // The table's own inner keys shadow outer ones on purpose; a user's key must not do so unawares.
                let shadows = binding.by_user && scope.within(other.scope());
                let told_already = same && other.by_user == binding.by_user && j < i;
                let guilty = binding.by_user || !other.by_user;
                if (same && guilty || shadows) && !told_already && binding.seq.overlaps(&other.seq) {
                    errors.push(KeymapError::Clash(binding.seq, binding.name(), other.name(), other.scope()));
                }
            }
        }
        let shipped = Self::as_shipped();
        for id in NEEDED {
            let Some(seq) = self.keys(id).next() else {
                errors.push(KeymapError::Trapped(command(id).name));
                continue;
            };
            if let Some(other) = self.caught(id, &shipped) {
                errors.push(KeymapError::Clash(*seq, command(id).name, other.name, other.scope));
            }
        }
    }

    /// What takes all keys of a command somewhere that the keys as they come lead to it.
    fn caught(&self, id: CommandId, shipped: &Self) -> Option<&'static Command> {
        let reaches = |map: &Self, scope| map.reaching(scope, id).next().is_some();
        let scopes = shipped.stretches.iter().map(|(scope, _)| *scope);
        let lost = scopes.filter(|scope| reaches(shipped, *scope) && !reaches(self, *scope));
        let taker = |scope: Scope| {
            let (last, before) = self.keys(id).next()?.chords().split_last()?;
            match self.find(scope, before, *last) {
                Found::Command(other) => Some(command(other)),
                Found::Prefix | Found::Nothing => None,
            }
        };
        lost.filter_map(taker).next()
    }

    /// What `pending` followed by `chord` means in this scope and those around it; the innermost wins.
    pub fn find(&self, scope: Scope, pending: &[Chord], chord: Chord) -> Found {
        for here in scope.chain() {
            let mut prefix = false;
            for binding in self.of(here) {
                let chords = binding.seq.chords();
                let Some((next, before)) = chords.get(..=pending.len()).and_then(<[_]>::split_last) else {
                    continue;
                };
                if before != pending || *next != chord {
                    continue;
                }
                if chords.len() == pending.len() + 1 {
                    return Found::Command(binding.id);
                }
                prefix = true;
            }
            if prefix {
                return Found::Prefix;
            }
        }
        Found::Nothing
    }

    fn of(&self, scope: Scope) -> impl Iterator<Item = &Binding> {
        let own = self.stretches.iter().filter(move |(of, _)| *of == scope);
        own.flat_map(|(_, stretch)| &self.bindings[stretch.clone()])
    }

    /// The keys of a command, the first one first.
    pub fn keys(&self, id: CommandId) -> impl Iterator<Item = &KeySeq> {
        let from = self.bindings.partition_point(|binding| (binding.id as usize) < id as usize);
        self.bindings[from..].iter().take_while(move |binding| binding.id == id).map(|binding| &binding.seq)
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
            chords.len() > pending.len() && chords.starts_with(pending) && scope.within(binding.scope())
        };
        let next = |binding: &Binding| {
            Some((binding.seq.chords().get(pending.len())?.to_string(), command(binding.id)))
        };
        self.bindings.iter().filter(begun).filter_map(next).collect()
    }

    /// The commands of this scope and those around it that the user took the keys from, here or everywhere.
    pub fn without_key_in(&self, scope: Scope) -> Vec<&'static Command> {
        let shipped = |command: &Command| {
            self.keys(command.id).any(|seq| command.keys.iter().any(|key| key.parse() == Ok(*seq)))
        };
        let all = scope.chain().flat_map(|here| COMMANDS.iter().filter(move |command| command.scope == here));
        all.filter(|command| !shipped(command) && self.reaching(scope, command.id).next().is_none()).collect()
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
mod tests;
