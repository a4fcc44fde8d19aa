//! One field of a form: what it holds, what a key does to it, its value. Where it is drawn is `view`.

use std::borrow::Cow;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use serde_json::Value;

use crate::domain::naming::fold;
use crate::tui::widget::editor::{Edited, Editor};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Many lines.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number in these bounds, or nothing.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// Yes or no.
    Toggle,
    /// A length of time as people type it (`45m`); the caller reads it.
    Duration,
    /// A day or a moment as people type it; the caller reads it.
    Date,
    /// Several things, one a line.
    List,
}

#[derive(Debug, Clone)]
pub(super) enum State {
    Editor(Box<Editor>),
    Choice(usize),
    Toggle(bool),
}

impl State {
    fn editor(editor: Editor) -> Self {
        Self::Editor(Box::new(editor))
    }
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in values and drafts.
    pub key: Cow<'static, str>,
    /// Its name on the screen.
    pub label: String,
    /// Shown while it is empty.
    pub hint: String,
    /// What it holds.
    pub kind: Kind,
    /// Names that are offered while their beginning is typed.
    pub known: Vec<String>,
    /// Whether `Right` goes through them, where nothing or one of them is typed.
    goes_through: bool,
    pub(super) state: State,
}

impl Field {
    /// An empty field.
    pub fn new(key: impl Into<Cow<'static, str>>, label: impl Into<String>, kind: Kind) -> Self {
        let state = match kind {
            Kind::Text | Kind::List => State::editor(Editor::text("")),
            Kind::Choice(_) => State::Choice(0),
            Kind::Toggle => State::Toggle(false),
            Kind::Number { .. } | Kind::Duration | Kind::Date => State::editor(Editor::line("").limited(200)),
            Kind::Line => State::editor(Editor::line("")),
        };
        Self {
            key: key.into(),
            label: label.into(),
            hint: String::new(),
            kind,
            known: Vec::new(),
            goes_through: false,
            state,
        }
    }

    /// With a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With something in it already: text as typed, the word of a choice, `yes` or `no`.
    pub fn with(mut self, raw: &str) -> Self {
        self.set_raw(raw);
        self
    }

    /// With names to choose from, which `Right` goes through.
    pub fn choosing(mut self, known: Vec<String>) -> Self {
        self.known = known;
        self.goes_through = true;
        self
    }

    /// The line that the cursor stands at the end of, and which one it is.
    pub(super) fn line_at_cursor(&self) -> Option<(usize, String)> {
        let State::Editor(editor) = &self.state else { return None };
        let (row, column) = editor.cursor();
        let value = editor.value();
        let line = value.split('\n').nth(row)?;
        (column >= line.chars().count()).then(|| (row, line.to_owned()))
    }

    /// The known name that begins with what is typed, or a part of which does, while the cursor stands behind it; where
    /// they are gone through, the first of them, or the one after that which is typed.
    pub(super) fn offer(&self) -> Option<&str> {
        let (_, typed) = self.line_at_cursor()?;
        let wanted = fold(typed.trim());
        let folded: Vec<String> = self.known.iter().map(|name| fold(name)).collect();
        let typed_out = folded.iter().position(|name| *name == wanted);
        if self.goes_through && (wanted.is_empty() || typed_out.is_some()) {
            let next = typed_out.map_or(0, |at| (at + 1) % self.known.len().max(1));
            return self.known.get(next).map(String::as_str);
        }
        if wanted.is_empty() || typed_out.is_some() {
            return None;
        }
        let begins = |name: &String| name.starts_with(&wanted);
        let later = |name: &String| name.split_whitespace().any(|part| part.starts_with(&wanted));
        let at = folded.iter().position(begins).or_else(|| folded.iter().position(later));
        at.map(|at| self.known[at].as_str())
    }

    /// Is it text that an editor could take?
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Line | Kind::Text | Kind::List)
    }

    /// Has it many lines?
    pub fn is_multiline(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::List)
    }

    /// What was typed.
    pub fn raw(&self) -> String {
        match (&self.state, self.kind) {
            (State::Editor(editor), _) => editor.value(),
            (State::Choice(at), Kind::Choice(words)) => {
                words.get(*at).copied().unwrap_or_default().to_owned()
            }
            (State::Toggle(true), _) => "yes".to_owned(),
            _ => "no".to_owned(),
        }
    }

    /// Replaces what was typed.
    pub fn set_raw(&mut self, raw: &str) -> Edited {
        match (&mut self.state, self.kind) {
            (State::Editor(editor), _) if editor.value() == raw => return Edited::Moved,
            (State::Editor(editor), _) => return editor.set(raw),
            (State::Choice(at), Kind::Choice(words)) => {
                *at = words.iter().position(|word| *word == raw).unwrap_or(*at)
            }
            (State::Toggle(on), _) => *on = raw == "yes",
            _ => {}
        }
        Edited::Changed
    }

    /// The value to be saved.
    pub fn value(&self) -> Value {
        match (&self.state, self.kind) {
            (State::Toggle(on), _) => Value::Bool(*on),
            (_, Kind::Number { .. }) => self.raw().trim().parse::<i64>().map_or(Value::Null, Value::from),
            (_, Kind::List) => self
                .raw()
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| Value::from(line.to_owned()))
                .collect(),
            _ => match self.raw() {
                text if text.is_empty() => Value::Null,
                text => Value::String(text),
            },
        }
    }

    /// What can be told wrong without knowing the rules.
    pub(super) fn problem(&self) -> Option<String> {
        let Kind::Number { min, max } = self.kind else {
            return None;
        };
        let raw = self.raw();
        match raw.trim().parse::<i64>() {
            _ if raw.trim().is_empty() => None,
            Err(_) => Some("a whole number, please".to_owned()),
            Ok(number) if !(min..=max).contains(&number) => Some(format!("from {min} to {max}")),
            Ok(_) => None,
        }
    }

    pub(super) fn handle(&mut self, event: &Event) -> Edited {
        if pressed(event) == Some(KeyCode::Right)
            && let Some(name) = self.offer().map(str::to_owned)
            && let Some((row, _)) = self.line_at_cursor()
        {
            let value = self.raw();
            let mut lines: Vec<&str> = value.split('\n').collect();
            if let Some(line) = lines.get_mut(row) {
                *line = &name;
            }
            return self.set_raw(&lines.join("\n"));
        }
        match (&mut self.state, self.kind) {
            (State::Editor(editor), _) => editor.handle(event),
            (State::Choice(at), Kind::Choice(words)) => choose(at, words, event),
            (State::Toggle(on), _) => toggle(on, event),
            _ => Edited::Ignored,
        }
    }
}

fn pressed(event: &Event) -> Option<KeyCode> {
    match event {
        Event::Key(KeyEvent { code, kind, modifiers, .. }) if *kind != KeyEventKind::Release => {
            let plain = !modifiers
                .intersects(crossterm::event::KeyModifiers::CONTROL | crossterm::event::KeyModifiers::ALT);
            plain.then_some(*code)
        }
        _ => None,
    }
}

fn choose(at: &mut usize, words: &[&str], event: &Event) -> Edited {
    let count = words.len().max(1);
    let to = match pressed(event) {
        Some(KeyCode::Right | KeyCode::Char(' ')) => (*at + 1) % count,
        Some(KeyCode::Left) => (*at + count - 1) % count,
        Some(KeyCode::Home) => 0,
        Some(KeyCode::End) => count - 1,
        Some(KeyCode::Char(c)) => {
            let begins = |i: &usize| {
                words[*i % count].chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&c))
            };
            match (*at + 1..=*at + count).find(begins) {
                Some(found) => found % count,
                None => return Edited::Moved,
            }
        }
        _ => return Edited::Ignored,
    };
    *at = to;
    Edited::Changed
}

fn toggle(on: &mut bool, event: &Event) -> Edited {
    *on = match pressed(event) {
        Some(KeyCode::Char(' ') | KeyCode::Left | KeyCode::Right) => !*on,
        Some(KeyCode::Char('y')) => true,
        Some(KeyCode::Char('n')) => false,
        Some(KeyCode::Char(_)) => return Edited::Moved,
        _ => return Edited::Ignored,
    };
    Edited::Changed
}
