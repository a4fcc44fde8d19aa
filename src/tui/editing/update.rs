//! What an open form's keys do, and what becomes of it when the journal answers.

use crossterm::event::Event;
use ratatui::Frame;

use super::{FormState, Look, Opened, Subject, Wanted};
use crate::domain::noun::Ref;
use crate::domain::when::Vantage;
use crate::journal::{Error, Kind, Result};
use crate::tui::cards::close::CloseCard;
use crate::tui::command::{CommandId, Scope};
use crate::tui::drafts::{Draft, begin};
use crate::tui::form::{FormOutcome, Problem};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, ask, ask_to_write};
use crate::tui::frame::layer::{Layer, Restored, Typed, Typing, top_mut};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::msg::Effect;
use crate::tui::prompt::Prompt;
use crate::tui::theme::Role;

/// The answers of the prompt about an emptied text.
const KEEP: &str = "keep the text as it was";
/// The other one.
const EMPTY: &str = "empty it";

/// Asks for a form.
pub fn open(subject: Subject) -> Effects {
    vec![ask(Wanted::of(subject))]
}

/// Asks for a form whose text goes to `$EDITOR` at once.
pub fn open_outside(subject: Subject) -> Effects {
    let focus = match subject {
        Subject::Session(_) => "worked",
        Subject::Past(_) => "note",
        Subject::New(noun, _) | Subject::Of(Ref { noun, .. }) => {
            noun.rows().into_iter().find(|row| row.editor).map_or("name", |row| row.key)
        }
        _ => "name",
    };
    vec![ask(Wanted { subject, focus: Some(focus), outside: true })]
}

/// What answers are read against now.
pub fn look(cx: &Cx) -> Look<'_> {
    Look {
        overview: &cx.data.overview,
        vantage: Vantage { now: cx.now.wall, calendar: &cx.calendar, date_order: cx.settings.date_order },
    }
}

impl Question for Wanted {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Read(super::read(store.journal, *self))))
    }

    fn opens(&self) -> bool {
        true
    }
}

/// What a form opens with, or why there is none.
#[derive(Debug)]
struct Read(Result<Opened>);

impl Answer for Read {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        if let Err(error) = &self.0
            && error.kind == Kind::NotFound
            && cx.drafts.opening.is_some()
        {
            return begin::gone(cx);
        }
        cx.drafts.opening = None;
        opened(cx, self.0)
    }

    fn opens(&self) -> bool {
        true
    }
}

/// A record was read: its form opens, or the open form meets what was stored meanwhile.
fn opened(cx: &mut Cx, read: Result<Opened>) -> Effects {
    let opened = match read {
        Ok(opened) => opened,
        Err(error) => {
            crate::tui::frame::effects::say_error(cx, &error);
            return Vec::new();
        }
    };
    let subject = opened.wanted.subject;
    let meets = cx.top::<FormState>().is_some_and(|state| state.subject() == subject);
    if meets {
        let Some(mut state) = cx.take_top::<FormState>() else { return Vec::new() };
        state.meet(opened, &look(cx));
        cx.layers.push(state);
        return Vec::new();
    }
    if !cx.layers.is_empty() && cx.top::<CloseCard>().is_none() {
        // Something else was opened before the answer came: it has the screen.
        return Vec::new();
    }
    let outside = opened.wanted.outside;
    let state = FormState::new(opened, &look(cx));
    cx.lay(state);
    let mut effects = crate::tui::drafts::update::notice(cx);
    if outside {
        effects.extend(hand_out(cx));
    }
    effects
}

/// Takes a key or a paste for the open form.
fn handle(cx: &mut Cx, event: &Event) -> Effects {
    let Some(state) = top_mut::<FormState>(&mut cx.layers) else { return Vec::new() };
    let outcome = state.form.handle(event, &cx.keymap);
    if state.saving && outcome != FormOutcome::Cancel {
        // What is being stored is what is shown.
        return Vec::new();
    }
    match outcome {
        FormOutcome::Stay => Vec::new(),
        FormOutcome::Save => save(cx),
        FormOutcome::Cancel => leave(cx),
        FormOutcome::Editor => hand_out(cx),
        FormOutcome::Command(id) => command(cx, id),
        FormOutcome::Refused(why) => {
            cx.say(Role::Bad, why);
            Vec::new()
        }
    }
}

fn command(cx: &mut Cx, id: CommandId) -> Effects {
    let Some(state) = cx.top_mut::<FormState>() else { return Vec::new() };
    match id {
        CommandId::FormSwap => {
            state.form.swap();
            Vec::new()
        }
        CommandId::FormAnew => {
            state.form.begin_anew();
            state.notice = None;
            crate::tui::drafts::update::let_go(cx)
        }
        _ => Vec::new(),
    }
}

fn save(cx: &mut Cx) -> Effects {
    let Some(mut state) = cx.take_top::<FormState>() else { return Vec::new() };
    let asked = if state.form.is_changed() || is_new(state.subject()) {
        state.ask(&look(cx)).map(Some)
    } else {
        Ok(None)
    };
    match asked {
        Ok(Some(ask)) => {
            state.saving = true;
            cx.layers.push(state);
            ask_to_write(cx, ask)
        }
        Ok(None) => {
            cx.say(Role::Dim, "Nothing was changed.");
            Vec::new()
        }
        Err(problems) => {
            state.form.refuse(problems);
            cx.layers.push(state);
            Vec::new()
        }
    }
}

fn is_new(subject: Subject) -> bool {
    matches!(subject, Subject::Past(_)) || subject.form().starts_with("new-")
}

fn leave(cx: &mut Cx) -> Effects {
    // The draft was kept before this key was looked at.
    let Some(state) = cx.take_top::<FormState>() else { return Vec::new() };
    if state.form.is_changed() && !state.saving {
        cx.say(Role::Dim, "What you typed is kept; opening the same form shows it again.");
    }
    Vec::new()
}

impl Layer for FormState {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn typing(&self) -> Option<Typing> {
        Some(handle)
    }

    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        match id {
            CommandId::FormEditor => self.form.takes_editor(),
            CommandId::FormSwap => self.form.has_other_version(),
            CommandId::FormAnew => self.form.is_changed(),
            _ => true,
        }
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn draft_key(&self) -> Option<String> {
        Some(format!("{}-{}", self.subject().form(), self.subject().record()))
    }

    fn typed(&self) -> Option<Typed> {
        Some(Typed {
            revision: self.opened.revision(),
            title: self.form.title.clone(),
            values: self.form.draft(),
            changed: Some(self.form.is_changed()),
        })
    }

    fn restore(&mut self, draft: &Draft, when: &str) -> Restored {
        let same = self.opened.revision() == draft.revision;
        if self.take_up(&draft.values, same, when) { Restored::Said } else { Restored::Nothing }
    }

    fn refuse(&mut self, error: &Error, sentence: String) -> Option<Effects> {
        Some(refused(self, error, sentence))
    }
}

/// The journal refused: everything stays as typed, with the reason beside the field it is about.
fn refused(state: &mut FormState, error: &Error, sentence: String) -> Effects {
    state.saving = false;
    let key = blamed(&error.sentence).to_owned();
    state.form.refuse(vec![Problem { key, sentence }]);
    match error.is_conflict() {
        true => vec![ask(Wanted::of(state.subject()))],
        false => Vec::new(),
    }
}

/// The field that a refusal is about, by its words; none is the form as a whole.
fn blamed(sentence: &str) -> &'static str {
    const BLAMED: &[(&str, &str)] = &[
        ("build on", "builds_on"),
        ("file", "file"),
        ("folder", "file"),
        ("benchmark", "benchmarks"),
        ("was drawn", "items"),
        ("own words", "words"),
        ("needs its words", "text"),
        ("already", "name"),
        ("name", "name"),
        ("dial", "dial"),
        ("drill", "drill"),
        ("weekday", "weekdays"),
        ("vision", "vision"),
        ("reality", "reality"),
        ("future", "when"),
    ];
    BLAMED.iter().find(|(word, _)| sentence.contains(word)).map_or("", |(_, key)| key)
}

/// Hands the text of the focused field to `$EDITOR`.
fn hand_out(cx: &mut Cx) -> Effects {
    let Some(state) = cx.top::<FormState>() else { return Vec::new() };
    let text = state.form.text(state.form.focused());
    let mut effects = crate::tui::drafts::update::keep_all(cx);
    effects.push(Effect::Edit(text));
    effects
}

/// The editor is done: its text is in the field, unless nothing changed or nothing is left.
pub fn edited(cx: &mut Cx, back: std::result::Result<Option<String>, String>) -> Effects {
    let text = match back {
        Ok(Some(text)) => text,
        Ok(None) => return Vec::new(),
        Err(why) => {
            cx.say(Role::Bad, why);
            return Vec::new();
        }
    };
    let Some(state) = cx.top_mut::<FormState>() else { return Vec::new() };
    if text.trim().is_empty() {
        let prompt = Prompt::new("The editor gave back nothing", "1 or 2")
            .by_digit(vec![KEEP.to_owned(), EMPTY.to_owned()]);
        cx.lay(prompt.then(|cx, answer| {
            cx.close();
            if let (Some(state), true) = (cx.top_mut::<FormState>(), answer == EMPTY) {
                let key = state.form.focused().to_owned();
                state.form.set_text(&key, "");
            }
            Ok(Effects::new())
        }));
        return Vec::new();
    }
    let key = state.form.focused().to_owned();
    if let FormOutcome::Refused(why) = state.form.set_text(&key, &text) {
        cx.say(Role::Bad, why);
    }
    Vec::new()
}
