//! Unsaved texts: every form, card and prompt with something typed in it is kept within two seconds, on leaving it and
//! on leaving the program, and offered again when the same form opens. What is kept where is here; when, is `update`;
//! the files are `file`.

pub mod begin;
pub mod file;
pub mod update;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::frame::cx::Cx;
use crate::domain::moment::Moment;

/// What is kept as a draft but is none: the newest piece of feedback that was seen.
pub const SEEN: &str = "seen-feedback";

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
    cx.layers.last().and_then(|layer| layer.draft_key()).is_some_and(|key| cx.drafts.kept.contains_key(&key))
}

/// Texts by their fields.
pub fn object<const N: usize>(pairs: [(&str, &str); N]) -> Value {
    let text = |(key, text): (&str, &str)| (key.to_owned(), Value::String(text.to_owned()));
    Value::Object(pairs.into_iter().map(text).collect::<Map<_, _>>())
}
