//! Feedback: something somebody said about the work, who said it and about what. What is done about it stands beside:
//! its states and their moves, the actions and themes.

pub mod action;
pub mod arrival;
pub mod fact;
pub mod request;
pub mod state;

use super::calendar::Day;
use super::id::Id;
use super::moment::Moment;
use crate::words;
pub use action::{Action, FeedbackTheme, KEEPS_COMING_BACK, Proof, Theme};
pub use fact::Fact;
pub use state::{FeedbackState, IllegalMove, Move, TurnRound, Verb};

words! {
    /// What the words are about (learning.md F19, after Hattie and Timperley): praise or blame of the person is kept, but
    /// counts for nothing.
    Focus, "focus", {
        /// How well this piece of work was done.
        Task = "task",
        /// How it was gone about.
        Process = "process",
        /// How I watch and steer myself.
        SelfRegulation = "self_regulation",
        /// Me.
        Person = "person",
    }
}

words! {
    /// Who speaks.
    GivenBy, "giver", {
        /// Somebody else.
        Human = "human",
        /// I myself, of a recording or a piece of work.
        Myself = "self",
        /// A program.
        Ai = "ai",
    }
}

impl GivenBy {
    /// Who speaks where only the source is said: a program by that name of its kind, myself, else somebody.
    pub fn of_source(source: &str) -> GivenBy {
        match source.trim().to_lowercase().as_str() {
            "ai" | "llm" => GivenBy::Ai,
            "self" => GivenBy::Myself,
            _ => GivenBy::Human,
        }
    }
}

/// One piece of feedback, or the request for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Feedback {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// Where it stands.
    pub state: FeedbackState,
    /// From whom, where that is a person of the journal.
    pub person: Option<Id>,
    /// The sender's name as it came; empty if nobody said.
    pub sender: String,
    /// The sender's address as it came. A claim: nothing verifies it.
    pub address: String,
    /// Who speaks: a human, myself, a program.
    pub given_by: GivenBy,
    /// Through what it came: lesson, review, mail, github …; empty if not said.
    pub source: String,
    /// What it is called: the subject of a mail, the place of a comment; may be empty.
    pub title: String,
    /// The words; empty while the answer has not come.
    pub text: String,
    /// What the sender quoted, shown folded.
    pub quoted: String,
    /// What I asked for, where I asked.
    pub request: String,
    /// What I answer.
    pub response: String,
    /// Where it can be looked up.
    pub link: String,
    /// When I asked.
    pub asked: Option<Moment>,
    /// When the words came.
    pub received: Option<Moment>,
    /// The area it is about.
    pub area: Option<Id>,
    /// The skill it is about.
    pub skill: Option<Id>,
    /// The session it speaks of.
    pub session: Option<Id>,
    /// How hard it is to hear, 1 to 3.
    pub tough: Option<i64>,
    /// What the words are about.
    pub focus: Option<Focus>,
    /// Not shown as asking for anything before this day.
    pub snoozed_until: Option<Day>,
    /// Left out of what is shown to others.
    pub private: bool,
    /// What the foreign program calls it.
    pub external_id: Option<String>,
    /// What the foreign program calls the thread it belongs to.
    pub thread: Option<String>,
    /// SHA-256 of what came, in hexadecimal: the same thing is not imported twice.
    pub content_hash: Option<String>,
    /// Whether I edited the words that came: then they stay mine, whatever becomes of them where they come from.
    pub edited: bool,
    /// The request it answers, where another answer came before.
    pub answers: Option<Id>,
}

impl Feedback {
    /// Words that came, with nothing else known.
    pub fn saying(text: impl Into<String>) -> Feedback {
        Feedback {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            state: FeedbackState::Inbox,
            person: None,
            sender: String::new(),
            address: String::new(),
            given_by: GivenBy::Human,
            source: String::new(),
            title: String::new(),
            text: text.into(),
            quoted: String::new(),
            request: String::new(),
            response: String::new(),
            link: String::new(),
            asked: None,
            received: None,
            area: None,
            skill: None,
            session: None,
            tough: None,
            focus: None,
            snoozed_until: None,
            private: false,
            external_id: None,
            thread: None,
            content_hash: None,
            edited: false,
            answers: None,
        }
    }

    /// A request with nothing but its words.
    pub fn asking(request: impl Into<String>) -> Feedback {
        Feedback { state: FeedbackState::Asked, request: request.into(), ..Feedback::saying("") }
    }

    /// When it came, or when it was asked for while nothing has come.
    pub fn when(&self) -> Moment {
        self.received.or(self.asked).unwrap_or(self.created)
    }

    /// Whether it is put off beyond a day.
    pub fn is_snoozed(&self, today: Day) -> bool {
        self.state.can_snooze() && self.snoozed_until.is_some_and(|until| until > today)
    }

    /// Whether it may be quoted as what people said: somebody else's words that came and were not declined.
    pub fn is_said_by_people(&self) -> bool {
        let came = self.state.is_received() && self.state != FeedbackState::Declined;
        self.given_by == GivenBy::Human && came && !self.text.trim().is_empty()
    }

    /// Whether it counts for themes and balance: words of a person about the work, not about me.
    pub fn counts(&self) -> bool {
        self.state.is_received() && self.state != FeedbackState::Declined && self.focus != Some(Focus::Person)
    }
}

/// What came, byte for byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Original {
    /// Its id.
    pub id: Id,
    /// Whose original.
    pub feedback: Id,
    /// Which format it is in: eml, github, json, csv.
    pub format: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A file that came with it: named, never opened; its bytes are part of the original.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// Its id.
    pub id: Id,
    /// What it came with.
    pub feedback: Id,
    /// Its name as it came.
    pub name: String,
    /// Its media type as it came.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
}
