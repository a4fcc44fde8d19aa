//! Evidence: what shows that a benchmark is met, and the words of witnesses.

pub mod request;

use super::calendar::Day;
use super::id::Id;
use super::ladder::{Form, Need};
use super::moment::Moment;
use super::person::Role;
use super::stage::{Rank, Stage, Subject};
use super::when::{Dated, Grain};
use crate::words;

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

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// The skill it is about; or else there is an area.
    pub skill: Option<Id>,
    /// The area it is about: a capstone.
    pub area: Option<Id>,
    /// What kind of thing it is.
    pub kind: EvidenceKind,
    /// What it is called.
    pub title: String,
    /// In my words: what it is, how it came about.
    pub text: String,
    /// Where it can be seen.
    pub link: String,
    /// The file, as an absolute path.
    pub file: String,
    /// The SHA-256 of the file when it was added, in hexadecimal.
    pub sha256: Option<String>,
    /// Its size then, bytes.
    pub size: Option<i64>,
    /// The file or link is a recording.
    pub recording: bool,
    /// The named items of a list.
    pub items: Vec<String>,
    /// Those of them that were drawn at random to be shown.
    pub drawn: Vec<String>,
    /// Where it was: the context.
    pub context: String,
    /// When it was.
    pub at: Moment,
    /// The local day of that.
    pub day: Day,
    /// How exactly that is known.
    pub grain: Grain,
    /// Until when a credential is valid.
    pub valid_until: Option<Day>,
    /// The session it is.
    pub session: Option<Id>,
    /// The feedback it is.
    pub feedback: Option<Id>,
    /// The entry it is: a use, a lesson.
    pub entry: Option<Id>,
    /// Who said it, was taught, or was shown the drawn items.
    pub person: Option<Id>,
    /// Left out of what is shown to others.
    pub private: bool,
}

impl Evidence {
    /// Evidence of a kind, with nothing said yet.
    pub fn of(kind: EvidenceKind) -> Evidence {
        Evidence {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            skill: None,
            area: None,
            kind,
            title: String::new(),
            text: String::new(),
            link: String::new(),
            file: String::new(),
            sha256: None,
            size: None,
            recording: false,
            items: Vec::new(),
            drawn: Vec::new(),
            context: String::new(),
            at: Moment::default(),
            day: Day::default(),
            grain: Grain::Minute,
            valid_until: None,
            session: None,
            feedback: None,
            entry: None,
            person: None,
            private: false,
        }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        Subject::of(self.skill, self.area)
    }

    /// When it was, as exactly as that is known.
    pub fn dated(&self) -> Dated {
        Dated { at: self.at, day: self.day, grain: self.grain }
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
            Form::File => !self.file.is_empty(),
            Form::Link => !self.link.is_empty(),
            Form::Recording => self.recording && !(self.file.is_empty() && self.link.is_empty()),
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

/// What a witness says.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// The skill it is about; or else there is an area.
    pub skill: Option<Id>,
    /// The area it is about.
    pub area: Option<Id>,
    /// The benchmark it is about; none: the stage as a whole.
    pub benchmark: Option<String>,
    /// The stage it is about.
    pub stage: Option<Stage>,
    /// Who.
    pub person: Id,
    /// Where it stands.
    pub state: StatementState,
    /// Whether they agree; unknown until they answered.
    pub agrees: Option<bool>,
    /// They are from outside my organisation.
    pub external: bool,
    /// In their own words.
    pub words: String,
    /// What they saw.
    pub saw: String,
    /// How they saw it.
    pub means: Option<Means>,
    /// What they are to me: colleague, paid coach, friend.
    pub relation: String,
    /// What I asked.
    pub request: String,
    /// When I asked.
    pub asked: Option<Moment>,
    /// When they answered.
    pub answered: Option<Moment>,
    /// When I confirmed it.
    pub confirmed: Option<Moment>,
    /// Left out of what is shown to others.
    pub private: bool,
}

impl Statement {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        Subject::of(self.skill, self.area)
    }

    /// A statement of somebody, with nothing said yet.
    pub fn by(person: Id) -> Statement {
        Statement {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            skill: None,
            area: None,
            benchmark: None,
            stage: None,
            person,
            state: StatementState::Asked,
            agrees: None,
            external: false,
            words: String::new(),
            saw: String::new(),
            means: None,
            relation: String::new(),
            request: String::new(),
            asked: None,
            answered: None,
            confirmed: None,
            private: false,
        }
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
