//! Keys as written and printed: `j`, `S-Tab`, `C-x`, `Space`, `g d`. What they do is `keymap` and `command`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character as it is typed: `?` is `?`, whatever keys make it.
    Char(char),
    /// A key with a name.
    Named(Named),
    /// A function key.
    F(u8),
}

macro_rules! named {
    ($($variant:ident = $word:literal / $code:ident),+ $(,)?) => {
        /// Keys that have a name.
        #[allow(missing_docs, reason = "the names say it")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Named { $($variant),+ }

        const NAMES: &[(Named, &str)] = &[$((Named::$variant, $word)),+];

        fn named(code: KeyCode) -> Option<Named> {
            match code { $(KeyCode::$code => Some(Named::$variant),)+ _ => None }
        }

        const fn code(named: Named) -> KeyCode {
            match named { $(Named::$variant => KeyCode::$code),+ }
        }
    };
}

named! {
    Enter = "Enter" / Enter, Esc = "Esc" / Esc, Tab = "Tab" / Tab, Backspace = "Backspace" / Backspace,
    Delete = "Delete" / Delete, Insert = "Insert" / Insert, Home = "Home" / Home, End = "End" / End,
    PageUp = "PageUp" / PageUp, PageDown = "PageDown" / PageDown, Up = "Up" / Up, Down = "Down" / Down,
    Left = "Left" / Left, Right = "Right" / Right,
}

/// A key with its modifiers. Characters carry their shift in themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// Control.
    pub ctrl: bool,
    /// Alt (Meta).
    pub alt: bool,
    /// Shift, for named and function keys.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

/// One chord or two in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeySeq {
    // A single chord stands twice: the keymap holds hundreds, looked through with every frame.
    chords: [Chord; 2],
    two: bool,
}

/// Text that names no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    got: String,
    why: &'static str,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a key: {}", self.got, self.why)
    }
}

impl std::error::Error for KeyError {}

impl Chord {
    /// A key without modifiers.
    pub const fn plain(key: Key) -> Self {
        Self { ctrl: false, alt: false, shift: false, key }
    }

    /// The chord of a key event; `None` for keys let go and keys without a name here.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let has = |modifier| event.modifiers.contains(modifier);
        let (mut ctrl, mut alt, mut shift) =
            (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), has(KeyModifiers::SHIFT));
        let key = match event.code {
            KeyCode::Char(c) => {
                shift = false;
                // AltGr comes as both: what it made is a character, not a command.
                if ctrl && alt && !c.is_ascii_alphanumeric() {
                    (ctrl, alt) = (false, false);
                }
                Key::Char(if ctrl { c.to_ascii_lowercase() } else { c })
            }
            KeyCode::BackTab => {
                shift = true;
                Key::Named(Named::Tab)
            }
            KeyCode::F(n) => Key::F(n),
            code => Key::Named(named(code)?),
        };
        Some(Self { ctrl, alt, shift, key })
    }

    /// A key event that reads as this chord (for tests and scripted keys).
    pub fn to_event(self) -> crossterm::event::Event {
        let mut modifiers = KeyModifiers::NONE;
        for (on, modifier) in [
            (self.ctrl, KeyModifiers::CONTROL),
            (self.alt, KeyModifiers::ALT),
            (self.shift, KeyModifiers::SHIFT),
        ] {
            modifiers.set(modifier, on);
        }
        let code = match self.key {
            Key::Char(c) => KeyCode::Char(c),
            Key::F(n) => KeyCode::F(n),
            Key::Named(Named::Tab) if self.shift => KeyCode::BackTab,
            Key::Named(named) => code(named),
        };
        crossterm::event::Event::Key(KeyEvent::new(code, modifiers))
    }

    /// The character this chord would type into a field.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl KeySeq {
    /// The chords, one or two.
    pub fn chords(&self) -> &[Chord] {
        &self.chords[..=usize::from(self.two)]
    }

    /// Does one of the two begin with the other?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.chords().iter().zip(other.chords()).all(|(a, b)| a == b)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, prefix) in [(self.ctrl, "C-"), (self.alt, "M-"), (self.shift, "S-")] {
            if on {
                f.write_str(prefix)?;
            }
        }
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) => write!(f, "{c}"),
            Key::F(n) => write!(f, "F{n}"),
            Key::Named(key) => {
                f.write_str(NAMES.iter().find(|(k, _)| *k == key).map_or("", |(_, word)| word))
            }
        }
    }
}

impl fmt::Display for KeySeq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, chord) in self.chords().iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{chord}")?;
        }
        Ok(())
    }
}

impl FromStr for Chord {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let error = |why| KeyError { got: text.to_owned(), why };
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text;
        for (flag, prefix) in [(&mut ctrl, "C-"), (&mut alt, "M-"), (&mut shift, "S-")] {
            if let Some(after) = rest.strip_prefix(prefix).filter(|after| !after.is_empty()) {
                (*flag, rest) = (true, after);
            }
        }
        let key = key(rest)
            .ok_or_else(|| error("use a character, Enter, Esc, Tab, F1 …, after C-, M-, S- in this order"))?;
        match key {
            Key::Char(_) if shift => Err(error("write the character that shift makes, as in A or ?")),
            Key::Char('i' | 'm' | '[') if ctrl && !alt => {
                Err(error("terminals send it as Tab, Enter or Esc"))
            }
            Key::Char(c) if ctrl && c.is_ascii_uppercase() => Err(error("with C- write the small letter")),
            Key::Char(c) if ctrl && alt && !c.is_ascii_alphanumeric() => {
                Err(error("C-M- goes with letters and digits"))
            }
            _ => Ok(Self { ctrl, alt, shift, key }),
        }
    }
}

fn key(text: &str) -> Option<Key> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !c.is_control() && !c.is_whitespace() => return Some(Key::Char(c)),
        _ if text.eq_ignore_ascii_case("Space") => return Some(Key::Char(' ')),
        _ => {}
    }
    if let Some((named, _)) = NAMES.iter().find(|(_, word)| word.eq_ignore_ascii_case(text)) {
        return Some(Key::Named(*named));
    }
    let number = text.strip_prefix('F')?;
    let n = number.parse().ok().filter(|n| (1..=12).contains(n) && !number.starts_with('0'))?;
    Some(Key::F(n))
}

impl FromStr for KeySeq {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut words = text.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(only), None, None) => Ok(Self { chords: [only.parse()?; 2], two: false }),
            (Some(first), Some(second), None) => {
                Ok(Self { chords: [first.parse()?, second.parse()?], two: true })
            }
            _ => Err(KeyError { got: text.to_owned(), why: "one key, or two with a space between" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chord() -> impl Strategy<Value = Chord> {
        let key = prop_oneof![
            any::<char>()
                .prop_filter("typed", |c| !c.is_control() && (!c.is_whitespace() || *c == ' '))
                .prop_map(Key::Char),
            (0..NAMES.len()).prop_map(|i| Key::Named(NAMES[i].0)),
            (1u8..=12).prop_map(Key::F),
        ];
        (any::<bool>(), any::<bool>(), any::<bool>(), key).prop_filter_map(
            "a terminal can send it",
            |(ctrl, alt, shift, key)| {
                let chord = Chord { ctrl, alt, shift: shift && !matches!(key, Key::Char(_)), key };
                chord.to_string().parse::<Chord>().ok()
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_as_the_same(first in chord(), second in chord(), two in any::<bool>()) {
            let seq = KeySeq { chords: [first, if two { second } else { first }], two };
            prop_assert_eq!(seq.to_string().parse::<KeySeq>(), Ok(seq));
        }
    }

    #[test]
    fn keys_as_people_write_them() {
        for text in [
            "j", "?", "-", "C--", "S-Tab", "C-x", "M-Enter", "Space", "C-Space", "PageDown", "F12", "g d",
            "L a", "C-M-x", "S",
        ] {
            assert_eq!(text.parse::<KeySeq>().unwrap().to_string(), text);
        }
        for text in ["", "jj", "C-", "S-a", "C-i", "F13", "g d e", "C-A"] {
            assert!(text.parse::<KeySeq>().is_err(), "{text}");
        }
    }

    #[test]
    fn events_become_the_chord_one_would_write() {
        let of = |code, modifiers| Chord::from_event(&KeyEvent::new(code, modifiers)).unwrap().to_string();
        assert_eq!(of(KeyCode::Char('?'), KeyModifiers::SHIFT), "?");
        assert_eq!(of(KeyCode::Char('J'), KeyModifiers::SHIFT), "J");
        assert_eq!(of(KeyCode::BackTab, KeyModifiers::SHIFT), "S-Tab");
        assert_eq!(of(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT), "@");
        assert_eq!(of(KeyCode::Char('S'), KeyModifiers::CONTROL | KeyModifiers::SHIFT), "C-s");
        let release = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Chord::from_event(&release), None);
    }
}
