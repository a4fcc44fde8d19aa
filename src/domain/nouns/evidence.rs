//! Evidence: what shows that a benchmark is met, and the words of witnesses.

pub mod request;

use super::{Area, Entry, Person, Skill};
use crate::domain::feedback::Feedback;
use crate::domain::field::{Around, Date, File, Flag, Line, Link, List, Maybe, RecordId, Text, When, Word};
use crate::domain::id::Id;
use crate::domain::ladder::{Form, Need};
use crate::domain::noun::Declared;
use crate::domain::person::Role;
use crate::domain::session::Session;
use crate::domain::stage::{Rank, Stage, Subject};
use crate::{noun, words};

/// One piece of evidence counts for at most so many benchmarks.
pub const MOST_BENCHMARKS: usize = 2;

words! {
    /// What kind of thing shows it.
    EvidenceKind, "kind of evidence", {
        /// A session.
        Session = "session",
        /// A piece of feedback.
        Feedback = "feedback",
        /// A file, link, recording, note or list.
        Artefact = "artefact",
        /// What somebody says of the work, in their words.
        Testimonial = "testimonial",
        /// The story of one piece of work: what was asked, done, and came of it.
        CaseStudy = "case_study",
        /// A certificate or accreditation; it is kept and never counts by itself.
        Credential = "credential",
        /// A performance before others.
        Performance = "performance",
        /// A use in real work.
        Use = "use",
        /// Somebody who was taught.
        Taught = "taught",
    }
}

noun! {
    /// A piece of evidence.
    Evidence "evidence" / "evidence" {
        skill: Maybe<Link<Skill>>, "Skill", "The skill it is about; or else there is an area.", columns(&["skill_id"]), json(""), fixed;
        area: Maybe<Link<Area>>, "Area", "The area it is about: a capstone.", columns(&["area_id"]), json(""), fixed;
        kind: Word<EvidenceKind>, "Kind", "What kind of thing it is; seen from the rest unless said.";
        title: Line, "Title", "What it is called.", searched, listed, hint("what it is called");
        text: Text, "Text", "In your words: what it is, how it came about. A single - reads standard input.", searched,
            editor, hint("what it is, how it came about");
        link: Line, "Link", "Where it can be seen.", value("URL"), searched, hint("where it can be seen");
        file: File, "File", "The file. It stays where it is; its hash is kept.", columns(&["file", "sha256", "size"]), value("PATH"),
            hint("its path; its hash is kept, the file stays where it is");
        recording: Flag, "Recording", "The file or link is a recording.", hint("the file or link is one");
        items: List, "List", "An item of a list.", option("item"), value("NAME"),
            hint("named items, one a line; `etude evidence draw` picks some");
        drawn: List, "Drawn", "Those of them that were drawn at random to be shown.", fixed;
        context: Line, "Context", "Where it was: the context.", searched, hint("where it was");
        when: Around, "When", "When it was, if not now: \"yesterday 18:00\", and for what is long ago 2019-03 or 2019.",
            columns(&["at", "utc_offset", "day", "grain"]), option("at"), value("WHEN"),
            hint("now; or: yesterday 18:00, Mar 2011, ~2004");
        valid_until: Maybe<Date>, "Valid until", "Until when a credential is valid.", columns(&["valid_until_day"]),
            key("valid"), option("valid_until"), value("DAY"), hint("of a credential");
        session: Maybe<RecordId<Session>>, "Session", "The session it is: the end of its id, last, or running.",
            columns(&["session_id"]), json("session_id"), value("ID");
        feedback: Maybe<RecordId<Feedback>>, "Feedback", "The feedback it is: the end of its id, or last.",
            columns(&["feedback_id"]), json("feedback_id"), value("ID");
        entry: Maybe<Link<Entry>>, "Entry", "The entry it is, a use or a lesson: the end of its id, or last.",
            columns(&["entry_id"]), value("ID");
        person: Maybe<Link<Person>>, "Who",
            "Who said it, was taught, or was shown the drawn items; a new name makes a new person, `none` is nobody.",
            columns(&["person_id"]), option("who"), json("who"), value("PERSON"), hint("who said it, was taught or was shown it");
        private: Flag, "Private", "Keep it out of every export.", off(("public", "Do not keep it out of exports.")), hint("kept out of every export");
    }
}

impl Evidence {
    /// Evidence of a kind, with nothing said yet.
    pub fn of(kind: EvidenceKind) -> Evidence {
        Evidence { kind, ..Evidence::blank() }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        Subject::of(self.skill, self.area)
    }

    /// Whether a piece like this can count for what a benchmark needs. Most needs are met by other records.
    pub fn can_count_for(&self, need: &Need) -> bool {
        match need {
            Need::Artefact { form, .. } => self.has_form(*form),
            Need::Measure { during: Some(_), .. } => self.session.is_some(),
            _ => false,
        }
    }

    /// Whether it can be a part of a capstone, as the ladder writes what is asked: `file:recording`, `testimonial`.
    pub fn can_be(&self, asked: &str) -> bool {
        match asked.split_once(':').map_or(asked, |(form, _)| form) {
            "testimonial" => self.kind == EvidenceKind::Testimonial,
            form => form.parse().is_ok_and(|form| self.has_form(form)),
        }
    }

    /// Whether something of a form is in it.
    pub fn has_form(&self, form: Form) -> bool {
        match form {
            Form::File => !self.file.path.is_empty(),
            Form::Link => !self.link.is_empty(),
            Form::Recording => self.recording && !(self.file.path.is_empty() && self.link.is_empty()),
            Form::Note => !self.text.trim().is_empty(),
            Form::List => !self.items.is_empty(),
        }
    }
}

/// Draws so many items of a list, each as likely as any other; `below` throws a number below another.
///
/// # Errors
/// When it cannot throw: what is not left to chance is not drawn.
pub fn draw<E>(
    items: &[String],
    count: usize,
    mut below: impl FnMut(usize) -> Result<usize, E>,
) -> Result<Vec<String>, E> {
    let mut left: Vec<&String> = items.iter().collect();
    let mut drawn = Vec::new();
    while drawn.len() < count && !left.is_empty() {
        let at = below(left.len())?.min(left.len() - 1);
        drawn.push(left.swap_remove(at).clone());
    }
    Ok(drawn)
}

/// Which benchmark a piece of evidence is shown for.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceBenchmark {
    /// Its id.
    pub id: Id,
    /// The evidence.
    pub evidence: Id,
    /// The benchmark's id on the ladder.
    pub benchmark: String,
}

words! {
    /// How far a statement has come.
    StatementState, "state of a statement", {
        /// I asked for it.
        Asked = "asked",
        /// It came.
        Answered = "answered",
        /// I confirmed that it is theirs and says this: it counts.
        Confirmed = "confirmed",
    }
}

words! {
    /// How a witness saw it.
    Means, "way of seeing", {
        /// They were there.
        Live = "live",
        /// On a recording.
        Recording = "recording",
        /// By the work itself.
        Artefact = "artefact",
    }
}

noun! {
    /// What a witness says.
    Statement "statement" {
        skill: Maybe<Link<Skill>>, "Skill", "The skill it is about; or else there is an area.", columns(&["skill_id"]), json(""), fixed;
        area: Maybe<Link<Area>>, "Area", "The area it is about.", columns(&["area_id"]), json(""), fixed;
        benchmark: Maybe<Line>, "About", "One benchmark, by its id on the ladder.", option("for"), value("BENCHMARK");
        stage: Maybe<Word<Stage>>, "Stage", "The stage it is about.";
        person: Link<Person>, "Who", "Who; a new name makes a new person.", columns(&["person_id"]), key("by"),
            json("who"), option("who"), value("PERSON"), hint("somebody’s name; new ones become people");
        state: Word<StatementState>, "State", "Where it stands.", fixed;
        agrees: Maybe<Flag>, "They", "They agree.", off(("disagrees", "They disagree."));
        external: Flag, "External", "They are from outside your organisation.", hint("from outside my organisation");
        words: Text, "Their words", "In their own words; a single - reads standard input.", searched, editor, value("TEXT"),
            hint("empty until they answered");
        saw: Line, "They saw", "What they saw.", searched, value("TEXT"), hint("what they saw of it");
        means: Maybe<Word<Means>>, "By way of", "How they saw it.";
        relation: Line, "Relation", "What they are to you: colleague, paid coach, friend.", searched, value("TEXT"),
            hint("colleague, paid coach, friend");
        request: Text, "I ask", "What I asked.", hint("empty: the usual letter; it is shown before it goes out");
        asked: Maybe<When>, "Asked", "When I asked.", columns(&["asked_at", "asked_offset"]), json("asked_at"), fixed;
        answered: Maybe<When>, "Answered", "When they answered.", columns(&["answered_at", "answered_offset"]),
            json("answered_at"), fixed;
        confirmed: Maybe<When>, "Confirmed", "When I confirmed it.", columns(&["confirmed_at", "confirmed_offset"]),
            json("confirmed_at"), fixed;
        private: Flag, "Private", "Keep it out of every export.", off(("public", "Do not keep it out of exports.")), hint("kept out of every export");
    }
}

impl Statement {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        Subject::of(self.skill, self.area)
    }

    /// A statement of somebody, with nothing said yet.
    pub fn by(person: Id) -> Statement {
        Statement { person, ..Statement::blank() }
    }

    /// How much it weighs when a person of this role says it.
    pub fn rank(&self, role: Role) -> Rank {
        if self.external { Rank::External } else { rank_of(role) }
    }
}

/// How much the word of a person weighs.
pub fn rank_of(role: Role) -> Rank {
    match role {
        Role::Peer | Role::Learner => Rank::Peer,
        Role::Mentor | Role::Master | Role::Coach => Rank::Mentor,
    }
}

/// The tries in a result as people write it: `4/5`, `4 of 5`; hits first. Of two such pairs one may be a time signature, and three
/// numbers are a date: what could mean something else is not read as tries.
pub fn tries(result: &str) -> Option<(i64, i64)> {
    let spaced = result.replace(" of ", "/").replace(" / ", "/");
    let runs = spaced.split(|c: char| !(c.is_ascii_digit() || c == '/'));
    let pairs: Vec<(i64, i64)> = runs
        .filter_map(|run| run.split_once('/'))
        .filter_map(|(hits, total)| Some((hits.parse().ok()?, total.parse().ok()?)))
        .collect();
    match pairs.as_slice() {
        [(hits, total)] if *total > 0 && hits <= total => Some((*hits, *total)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_on_the_list_and_comes_once() {
        let items: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let drawn = |items: &[String], count, below: fn(usize) -> usize| {
            draw(items, count, |left| Ok::<_, ()>(below(left))).unwrap()
        };
        assert_eq!(drawn(&items, 2, |_| 0), ["a", "d"]);
        assert_eq!(drawn(&items, 3, |n| n - 1), ["d", "c", "b"]);
        let mut all = drawn(&items, 9, |n| n / 2);
        all.sort();
        assert_eq!(all, items);
        assert!(drawn(&[], 1, |_| 7).is_empty());
        assert_eq!(draw(&items, 2, |_| Err("no chance")), Err("no chance"));
    }

    #[test]
    fn results_are_read_as_people_write_them() {
        assert_eq!(tries("4/5"), Some((4, 5)));
        assert_eq!(tries("she reached 4 of 5 after a week"), Some((4, 5)));
        assert_eq!(tries("9 / 10, cold"), Some((9, 10)));
        assert_eq!(tries("much better"), None);
        assert_eq!(tries("on 3/0 and 12/10"), None);
        assert_eq!(tries("played in 3/4, not 0/5"), None);
        assert_eq!(tries("2/2 on 12/12/2026"), Some((2, 2)));
    }
}
