//! Every record as a form: what is asked for, how the answers become a change, what happens when it is refused.
//! One file per noun; the form itself (keys, fields, problems) is `form`.

mod entry;
mod evidence;
mod feedback;
mod noun;
mod past;
mod reader;
mod record;
mod session;
mod statement;
#[cfg(test)]
mod tests;
pub mod update;
mod view;

use serde_json::Value;

pub(crate) use entry::text_key;
pub use evidence::Beside;
pub use noun::Links;
pub use reader::Look;
pub use record::{Opened, Record, read};

use super::form::{Field, Form, Problem};
use super::worker::Ask;
use crate::domain::entry::EntryKind;
use crate::domain::id::Id;
use crate::domain::noun::{Noun, Ref};
use crate::domain::stage::{self, Stage};

/// What a form edits or makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A new record of a noun, of what it belongs to.
    New(Noun, Option<Id>),
    /// A record of a noun.
    Of(Ref),
    /// What was said of a session.
    Session(Id),
    /// A session that is written down afterwards, on a skill if one is chosen.
    Past(Option<Id>),
    /// Feedback that came, on a skill if one is chosen.
    NewFeedback(Option<Id>),
    /// Feedback.
    Feedback(Id),
    /// A request for feedback, on a skill or about a session if one is chosen.
    Request(Option<Id>, Option<Id>),
    /// Something to be written down, about a skill if one is chosen.
    NewEntry(EntryKind, Option<Id>),
    /// New evidence.
    NewEvidence(Shown),
    /// A witness who is asked, or has spoken.
    NewStatement(Shown),
}

/// What evidence or a statement is to be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The skill or area.
    pub of: stage::Subject,
    /// Which of its benchmarks, in the order of the ladder.
    pub benchmark: Option<usize>,
    /// The stage.
    pub stage: Option<Stage>,
}

impl Shown {
    fn id(self) -> Id {
        let (stage::Subject::Skill(id) | stage::Subject::Area(id)) = self.of;
        id
    }
}

impl Subject {
    /// The name of its form: drafts are kept under it.
    pub fn form(self) -> &'static str {
        match self {
            Subject::New(noun, _) => noun.form(true),
            Subject::Of(of) => of.noun.form(false),
            Subject::Session(_) => "session",
            Subject::Past(_) => "past",
            Subject::NewFeedback(_) => "new-feedback",
            Subject::Feedback(_) => "feedback",
            Subject::Request(..) => "new-request",
            Subject::NewEntry(EntryKind::Use, _) => "new-application",
            Subject::NewEntry(EntryKind::Taught, _) => "new-teaching",
            Subject::NewEntry(EntryKind::Watched, _) => "new-observation",
            Subject::NewEntry(..) => "new-entry",
            Subject::NewEvidence(Shown { of: stage::Subject::Skill(_), .. }) => "new-evidence",
            Subject::NewEvidence(_) => "new-area-evidence",
            Subject::NewStatement(Shown { of: stage::Subject::Skill(_), .. }) => "new-statement",
            Subject::NewStatement(_) => "new-area-statement",
        }
    }

    /// The record it is about, or the one it will belong to.
    pub fn record(self) -> Id {
        match self {
            Subject::New(_, of) => of.unwrap_or_default(),
            Subject::Of(of) => of.id,
            Subject::Past(_) | Subject::NewFeedback(_) | Subject::Request(..) | Subject::NewEntry(..) => {
                Id::default()
            }
            Subject::NewEvidence(shown) | Subject::NewStatement(shown) => shown.id(),
            Subject::Session(id) | Subject::Feedback(id) => id,
        }
    }
}

/// A form that is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// What it is about.
    pub subject: Subject,
    /// The field that gets the focus.
    pub focus: Option<&'static str>,
    /// Whether that field goes to `$EDITOR` at once.
    pub outside: bool,
}

impl Wanted {
    /// The form of a subject, as it is.
    pub const fn of(subject: Subject) -> Wanted {
        Wanted { subject, focus: None, outside: false }
    }
}

/// The fields that ask for somebody: known people are offered there.
const SOMEBODY: &[&str] = &["from", "with", "seen_by", "by", "person", "whom", "learner"];

/// A form while it is open.
#[derive(Debug)]
pub struct FormState {
    /// The record as it was read.
    pub opened: Opened,
    /// What is typed.
    pub form: Form,
    /// Said above the fields: where a draft came from, what is different.
    pub notice: Option<String>,
    /// Whether the journal has been asked to store it.
    pub saving: bool,
}

impl FormState {
    /// A form filled in from a record.
    pub fn new(opened: Opened, look: &Look<'_>) -> FormState {
        let (title, mut fields) = fields(&opened, look);
        for field in fields.iter_mut().filter(|field| SOMEBODY.contains(&&*field.key)) {
            field.known.clone_from(&opened.people);
        }
        let mut form = Form::new(opened.wanted.subject.form(), title, fields);
        if let Some(focus) = opened.wanted.focus {
            form.focus_on(focus);
        }
        FormState { opened, form, notice: None, saving: false }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        self.opened.wanted.subject
    }

    /// What to ask the journal for, or what is wrong with the answers.
    ///
    /// # Errors
    /// A problem for each field that cannot be read.
    pub fn ask(&self, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
        ask(&self.opened, &self.form, look)
    }

    /// The record was changed meanwhile: what is typed stays, what is stored now is shown beneath, and saving again
    /// stores what is typed over it, knowingly.
    pub fn meet(&mut self, fresh: Opened, look: &Look<'_>) {
        let stored = Form::new(self.form.id, "", fields(&fresh, look).1).draft();
        self.opened = fresh;
        self.form.start_from(stored.clone());
        self.form.lay_beside("stored now", stored);
        self.form.refuse(Vec::new());
        self.notice = Some("It was changed meanwhile; nothing is stored yet.".to_owned());
    }

    /// Takes a draft up: over the record it was written over, or beside one that has changed since.
    pub fn take_up(&mut self, values: &Value, same_revision: bool, when: &str) -> bool {
        let before = self.form.draft();
        self.form.restore(values);
        if self.form.draft() == before {
            return false;
        }
        if same_revision {
            self.notice = Some(format!("Your draft from {when}."));
        } else {
            self.form.begin_anew();
            self.form.lay_beside("draft", values.clone());
            self.notice = Some(format!("Changed since your draft from {when}, which stands beneath."));
        }
        true
    }
}

/// The title and the fields for a record.
fn fields(opened: &Opened, look: &Look<'_>) -> (String, Vec<Field>) {
    match &opened.record {
        Record::Noun(record, links) => {
            (noun::title(record, links, opened), noun::fields(record, links, opened, look))
        }
        Record::Session(detail) => (session::title(detail, look), session::fields(detail)),
        Record::Past => ("A past session".to_owned(), past::fields(opened)),
        Record::Feedback(feedback) => {
            (feedback::title(feedback, opened), feedback::fields(feedback, opened, look))
        }
    }
}

fn ask(opened: &Opened, form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    match &opened.record {
        Record::Noun(record, links) => noun::ask(record, links, opened, form, look),
        Record::Session(detail) => session::ask(detail, opened, form),
        Record::Past => past::ask(form, look),
        Record::Feedback(feedback) => feedback::ask(feedback, opened, form, look),
    }
}
