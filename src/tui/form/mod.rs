//! Forms: fields, moving between them, drafts, problems beside the field. A pure state machine; which rules hold is the
//! caller's, who answers [`FormOutcome::Save`] by saving, or by [`Form::refuse`] with everything still there.

mod field;
#[cfg(test)]
mod tests;
mod view;

pub use field::{Field, Kind};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Map, Value};

use super::command::{CommandId, Scope};
use super::keymap::{Found, Keymap};
use super::keys::Chord;
use super::widget::editor::Edited;

/// Why a form was not saved, said beside the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field; one that does not exist means the form as a whole.
    pub key: String,
    /// The sentence.
    pub sentence: String,
}

/// What the caller has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormOutcome {
    /// Nothing; draw.
    Stay,
    /// Save [`Form::values`]; on failure call [`Form::refuse`].
    Save,
    /// Leave and keep [`Form::draft`] (unless nothing [`Form::is_changed`]).
    Cancel,
    /// Hand the focused field's text to `$EDITOR` and give it back by [`Form::set_text`].
    Editor,
    /// Another command of the scope, which the form does not know (start now, suspend …).
    Command(CommandId),
    /// Nothing was inserted; the sentence is for the message line.
    Refused(&'static str),
}

/// A form being filled in.
#[derive(Debug, Clone)]
pub struct Form {
    /// Which form it is, for drafts.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    scope: Scope,
    focus: usize,
    problems: Vec<Problem>,
    at_start: Value,
    beside: Option<Beside>,
}

/// Another version of the same texts: a draft over a record that has changed, or what somebody else stored meanwhile.
#[derive(Debug, Clone)]
struct Beside {
    label: String,
    texts: Value,
}

impl Form {
    /// A form; the first field has the focus.
    pub fn new(id: &'static str, title: impl Into<String>, fields: Vec<Field>) -> Self {
        let mut form = Self {
            id,
            title: title.into(),
            fields,
            scope: Scope::Form,
            focus: 0,
            problems: Vec::new(),
            at_start: Value::Null,
            beside: None,
        };
        form.at_start = form.draft();
        form
    }

    /// A form with keys of its own (the cards).
    pub fn in_scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// Takes a key or a paste.
    pub fn handle(&mut self, event: &Event, keymap: &Keymap) -> FormOutcome {
        if let Event::Key(key) = event {
            let Some(chord) = Chord::from_event(key) else {
                return FormOutcome::Stay;
            };
            // In a text of many lines, these are the text's as long as it can use them.
            if self.focused_multiline() && belongs_to_text(key) && self.edit(event) != Edited::Ignored {
                return FormOutcome::Stay;
            }
            if let Found::Command(id) = keymap.find(self.scope, &[], chord) {
                return self.command(id);
            }
        }
        let enter = matches!(event, Event::Key(KeyEvent { code: KeyCode::Enter, .. }));
        match self.edit(event) {
            Edited::Refused(why) => FormOutcome::Refused(why),
            Edited::Ignored if enter => self.enter(),
            Edited::Ignored if matches!(event, Event::Paste(_)) => {
                FormOutcome::Refused(super::frame::effects::NOWHERE)
            }
            _ => FormOutcome::Stay,
        }
    }

    fn edit(&mut self, event: &Event) -> Edited {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return Edited::Ignored;
        };
        let edited = field.handle(event);
        if edited == Edited::Changed {
            // What was wrong with it may be mended: say so again only when it is.
            let key = &field.key;
            self.problems.retain(|problem| problem.key != *key);
        }
        edited
    }

    fn command(&mut self, id: CommandId) -> FormOutcome {
        match id {
            CommandId::FormSave => return self.save(),
            CommandId::FormLeave => return FormOutcome::Cancel,
            CommandId::FormNext => self.focus = (self.focus + 1) % self.fields.len().max(1),
            CommandId::FormPrevious => {
                self.focus = self.focus.checked_sub(1).unwrap_or(self.fields.len().saturating_sub(1))
            }
            CommandId::FormEditor => match self.fields.get(self.focus) {
                Some(field) if field.is_text() => return FormOutcome::Editor,
                _ => return FormOutcome::Refused("Only text can be written in the editor"),
            },
            other => return FormOutcome::Command(other),
        }
        FormOutcome::Stay
    }

    fn enter(&mut self) -> FormOutcome {
        if self.focus + 1 < self.fields.len() {
            self.focus += 1;
            return FormOutcome::Stay;
        }
        self.save()
    }

    fn save(&mut self) -> FormOutcome {
        let problem =
            |field: &Field| Some(Problem { key: field.key.to_string(), sentence: field.problem()? });
        let problems: Vec<_> = self.fields.iter().filter_map(problem).collect();
        if problems.is_empty() {
            self.problems.clear();
            return FormOutcome::Save;
        }
        self.refuse(problems);
        FormOutcome::Stay
    }

    /// It was not saved: everything stays as typed, the problems stand beside their fields, the first has the focus.
    pub fn refuse(&mut self, problems: Vec<Problem>) {
        let first = problems.iter().find_map(|problem| self.position(&problem.key));
        self.focus = first.unwrap_or(self.focus);
        self.problems = problems;
    }

    /// What is wrong.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The key of the field that has the focus.
    pub fn focused(&self) -> &str {
        self.fields.get(self.focus).map_or("", |field| &field.key)
    }

    /// Whether the focused field is text that `$EDITOR` could take.
    pub fn takes_editor(&self) -> bool {
        self.fields.get(self.focus).is_some_and(Field::is_text)
    }

    /// Gives a field the focus.
    pub fn focus_on(&mut self, key: &str) {
        self.focus = self.position(key).unwrap_or(self.focus);
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    fn focused_multiline(&self) -> bool {
        self.fields.get(self.focus).is_some_and(Field::is_multiline)
    }

    /// The text of a field as typed.
    pub fn text(&self, key: &str) -> String {
        self.position(key).map(|i| self.fields[i].raw()).unwrap_or_default()
    }

    /// Replaces the text of a field (what came back from `$EDITOR`), as one edit.
    pub fn set_text(&mut self, key: &str, text: &str) -> FormOutcome {
        match self.position(key).map(|i| self.fields[i].set_raw(text)) {
            Some(Edited::Refused(why)) => FormOutcome::Refused(why),
            _ => FormOutcome::Stay,
        }
    }

    /// What is to be saved: text as text, numbers as numbers, toggles as true or false, lists as arrays, nothing as null.
    pub fn values(&self) -> Map<String, Value> {
        self.fields.iter().map(|field| (field.key.to_string(), field.value())).collect()
    }

    /// Everything as typed, right or wrong, for the next time.
    pub fn draft(&self) -> Value {
        let raw = |field: &Field| (field.key.to_string(), Value::String(field.raw()));
        Value::Object(self.fields.iter().map(raw).collect())
    }

    /// Takes a draft up again; fields it does not know keep what they have.
    pub fn restore(&mut self, draft: &Value) {
        for field in &mut self.fields {
            if let Some(text) = draft.get(&*field.key).and_then(Value::as_str) {
                field.set_raw(text);
            }
        }
    }

    /// Shows another version beneath the fields in which it differs; nothing is overwritten.
    pub fn lay_beside(&mut self, label: impl Into<String>, texts: Value) {
        self.beside = Some(Beside { label: label.into(), texts });
    }

    /// Whether another version is shown that differs.
    pub fn has_other_version(&self) -> bool {
        self.fields.iter().any(|field| self.other_version(field).is_some())
    }

    /// Swaps what is typed with the other version.
    pub fn swap(&mut self) {
        let mine = self.draft();
        if let Some(beside) = self.beside.take() {
            self.restore(&beside.texts);
            let label = if beside.label == "typed" { "other" } else { "typed" };
            self.beside = Some(Beside { label: label.to_owned(), texts: mine });
        }
    }

    /// Throws everything typed away: the fields hold again what they opened with.
    pub fn begin_anew(&mut self) {
        let texts = std::mem::take(&mut self.at_start);
        self.restore(&texts);
        self.at_start = texts;
        self.beside = None;
        self.problems.clear();
    }

    /// The fields open with these texts from now on: what is typed stays, and letting go of it leads here.
    pub fn start_from(&mut self, texts: Value) {
        self.at_start = texts;
    }

    /// The other version of a field, where it differs, with its label.
    fn other_version(&self, field: &Field) -> Option<(&str, &str)> {
        let beside = self.beside.as_ref()?;
        let other = beside.texts.get(&*field.key)?.as_str()?;
        (other != field.raw()).then_some((beside.label.as_str(), other))
    }

    /// Was anything typed since the form was opened?
    pub fn is_changed(&self) -> bool {
        self.draft() != self.at_start
    }
}

fn belongs_to_text(key: &KeyEvent) -> bool {
    matches!(key.code, KeyCode::Up | KeyCode::Down | KeyCode::Enter)
        && (key.modifiers - KeyModifiers::SHIFT).is_empty()
}
