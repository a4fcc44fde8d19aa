//! A person: somebody who watches, answers, teaches or learns. Names stay in the journal.

use super::calendar::Day;
use super::id::Id;
use super::moment::Moment;
use super::session::Mode;
use crate::words;

words! {
    /// What a person is to me.
    Role, "role", {
        /// On the way as I am.
        Peer = "peer",
        /// Ahead of me, and looks back.
        Mentor = "mentor",
        /// Whom I watch to learn.
        Master = "master",
        /// Who trains me.
        Coach = "coach",
        /// Whom I teach.
        Learner = "learner",
    }
}

/// A person, made by typing a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// The name, or initials.
    pub name: String,
    /// What this person is to me.
    pub role: Role,
    /// How to reach them.
    pub contact: String,
    /// When the record was archived; `None` while in use.
    pub archived: Option<i64>,
    /// Since when this person is that to me.
    pub since: Option<Day>,
}

impl Role {
    /// What somebody new is to me by what we do: taught people are learners, observed ones masters, others peers.
    pub fn in_mode(mode: Mode) -> Role {
        match mode {
            Mode::Teach => Role::Learner,
            Mode::Observe => Role::Master,
            _ => Role::Peer,
        }
    }
}

impl Person {
    /// A person with nothing but a name and a role.
    pub fn named(name: impl Into<String>, role: Role) -> Person {
        Person {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            name: name.into(),
            role,
            contact: String::new(),
            archived: None,
            since: None,
        }
    }
}
