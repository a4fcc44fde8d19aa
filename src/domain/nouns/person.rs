//! A person: somebody who watches, answers, teaches or learns. Names stay in the journal.

use crate::domain::field::{Date, Line, Maybe, Name, Word};
use crate::domain::noun::Declared;
use crate::domain::session::Mode;
use crate::{noun, words};

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

noun! {
    /// A person, made by typing a name.
    Person "person" / "people" archived {
        name: Name, "Name", "The name, or initials.", needed, searched, listed, hint("a name, or initials");
        role: Word<Role>, "To me", "What they are to me.", listed, key("role");
        contact: Line, "Contact", "How to reach them.", searched, listed, hint("how to reach them");
        since: Maybe<Date>, "Since", "Since when they are that, or none.", columns(&["since_day"]),
            hint("not said; or: 2024-09-01"), value("DAY");
    }
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
        Person { name: name.into(), role, ..Person::blank() }
    }
}
