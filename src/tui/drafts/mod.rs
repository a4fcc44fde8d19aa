//! Unsaved texts: every form, card and prompt with something typed in it is kept within two seconds, on leaving it and
//! on leaving the program, and offered again when the same form opens. What is kept where is here; when, is `update`;
//! the files are `file`.

pub mod file;
pub mod update;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::cards::close::CloseCard;
use super::cards::start::{Slot, StartState};
use super::feedback::answers::Question;
use super::frame::cx::Cx;
use super::model::Overlay;
use super::prompt::{Prompt, Purpose};
use super::stages::answers as stages;
use super::widget::editor::Editor;
use crate::domain::moment::Moment;
use crate::domain::session::Session;
use crate::domain::stage::Subject;

/// One unsaved text.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The revision of the record it was written over.
    pub revision: i64,
    /// When it was kept.
    pub at: Moment,
    /// What it is about, for people.
    pub title: String,
    /// The texts, by field.
    pub values: Value,
}

/// The unsaved texts of this journal, and what is open now.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// What is on disk, by key.
    pub kept: BTreeMap<String, Draft>,
    /// What each open card and prompt held when it opened: what equals that was not typed.
    opened: BTreeMap<String, Value>,
    /// When what is typed has to be on disk, by the monotonic clock.
    pub due: Option<i64>,
    /// The draft whose record was asked for when the program opened: where that is gone, so is the draft.
    pub opening: Option<String>,
}

/// Whether what lies on top has a draft.
pub fn has_draft(cx: &Cx) -> bool {
    cx.overlays.last().and_then(key).is_some_and(|key| cx.drafts.kept.contains_key(&key))
}

/// What an overlay holds that could be lost.
struct Typed {
    key: String,
    revision: i64,
    title: String,
    values: Value,
    /// Whether it is known to differ from what is stored; `None` where only the beginning can tell.
    changed: Option<bool>,
}

/// The key of an overlay that takes text.
fn key(overlay: &Overlay) -> Option<String> {
    match overlay {
        Overlay::Form(state) => Some(format!("{}-{}", state.subject().form(), state.subject().record())),
        Overlay::Close(card) => Some(format!("close-{}", card.session().id)),
        Overlay::Start(card) => Some(format!("start-{}", card.card.skill.id)),
        Overlay::Prompt(prompt) => prompt_key(prompt),
        Overlay::Promote(card) => Some(card.key()),
        _ => None,
    }
}

/// Prompts whose text would be missed. A filter, a number or a choice would not.
fn prompt_key(prompt: &Prompt) -> Option<String> {
    match &prompt.purpose {
        Purpose::Note => Some("note".to_owned()),
        Purpose::Tag => Some("tag".to_owned()),
        Purpose::AddArea => Some("add-area".to_owned()),
        Purpose::Feedback(Question::Action(asked)) => Some(asked.draft()),
        Purpose::AddSkill(area) => Some(format!("add-skill-{area}")),
        Purpose::Stages(stages::Question::StepBack(Subject::Skill(id) | Subject::Area(id), _)) => {
            Some(format!("step-back-{id}"))
        }
        _ => None,
    }
}

fn typed(overlay: &Overlay) -> Option<Typed> {
    let key = key(overlay)?;
    Some(match overlay {
        Overlay::Form(state) => Typed {
            key,
            revision: state.opened.revision(),
            title: state.form.title.clone(),
            values: state.form.draft(),
            changed: Some(state.form.is_changed()),
        },
        Overlay::Close(card) => Typed {
            key,
            revision: card.session().revision,
            title: card.detail.row.skill_name.clone(),
            values: close_values(card),
            changed: None,
        },
        Overlay::Start(card) => Typed {
            key,
            revision: card.card.skill.revision,
            title: card.card.skill.name.clone(),
            values: start_values(card),
            changed: None,
        },
        Overlay::Prompt(prompt) => Typed {
            key,
            revision: 0,
            title: prompt.title.clone(),
            values: Value::String(prompt.editor.value()),
            changed: Some(!prompt.editor.is_empty()),
        },
        Overlay::Promote(card) => Typed {
            key,
            revision: 0,
            title: card.name.clone(),
            values: Value::String(card.editor.value()),
            changed: Some(!card.editor.is_empty()),
        },
        _ => return None,
    })
}

fn object<const N: usize>(pairs: [(&str, &str); N]) -> Value {
    let text = |(key, text): (&str, &str)| (key.to_owned(), Value::String(text.to_owned()));
    Value::Object(pairs.into_iter().map(text).collect::<Map<_, _>>())
}

fn close_values(card: &CloseCard) -> Value {
    let session = card.session();
    let digit = |rating: Option<i64>| rating.map_or(String::new(), |n| n.to_string());
    object([
        ("challenge", &digit(session.challenge)),
        ("skill_level", &digit(session.skill_level)),
        ("worked", &session.worked),
        ("didnt", &session.didnt),
        ("saw", &session.saw),
        ("will_copy", &session.will_copy),
        ("their_question", &session.their_question),
        ("their_result", &session.their_result),
        ("next_focus", &session.next_focus),
        ("with", &card.with),
    ])
}

fn restore_close(card: &mut CloseCard, values: &Value) {
    let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let session = Session {
        challenge: text("challenge").parse().ok(),
        skill_level: text("skill_level").parse().ok(),
        worked: text("worked"),
        didnt: text("didnt"),
        saw: text("saw"),
        will_copy: text("will_copy"),
        their_question: text("their_question"),
        their_result: text("their_result"),
        next_focus: text("next_focus"),
        ..card.session().clone()
    };
    card.take_up(session, text("with"));
}

fn start_values(card: &StartState) -> Value {
    let session = &card.card.session;
    // The line that is being written is not in the card yet.
    let writing = card.slots().get(card.selected).copied();
    let now = |slot: Slot, kept: &str| match (&card.editor, writing == Some(slot)) {
        (Some(editor), true) => editor.value(),
        _ => kept.to_owned(),
    };
    object([
        ("intention", &now(Slot::Intention, &session.intention)),
        ("criterion", &now(Slot::Criterion, &session.criterion)),
        ("context", &now(Slot::Context, &session.context)),
        ("with", &now(Slot::With, &card.with)),
    ])
}

fn restore_start(card: &mut StartState, values: &Value) {
    let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let session = &mut card.card.session;
    session.intention = text("intention");
    session.criterion = text("criterion");
    session.context = text("context");
    card.with = text("with");
}

fn restore_prompt(prompt: &mut Prompt, values: &Value) {
    prompt.editor = Editor::line(values.as_str().unwrap_or_default());
}
