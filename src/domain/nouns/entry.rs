//! An entry: something written down with its date, outside the clock of a session. Its kind says which rule counts it.

use super::{Area, Person, Skill};
use crate::domain::field::{Around, Flag, LastDay, Line, Link, Maybe, RecordId, Text, Word};
use crate::domain::id::Id;
use crate::domain::noun::Declared;
use crate::domain::person::Role;
use crate::domain::session::{Mode, Session, SessionState};
use crate::domain::when::{Dated, Grain};
use crate::{noun, words};

words! {
    /// What an entry is.
    EntryKind, "kind of entry", {
        /// Anything.
        Note = "note",
        /// A skill was used in real work.
        Use = "use",
        /// Somebody was taught.
        Taught = "taught",
        /// Somebody was watched.
        Watched = "watched",
        /// Something was understood.
        Insight = "insight",
        /// What stood in the way.
        Barrier = "barrier",
        /// What went wrong.
        Setback = "setback",
        /// Somebody followed an example of mine.
        Example = "example",
        /// Help or support I gave.
        Gave = "gave",
        /// An occasion that offers itself.
        Chance = "chance",
        /// Where a skill comes from.
        Origin = "origin",
        /// What I want.
        Vision = "vision",
        /// Where I am.
        Reality = "reality",
        /// A time of life.
        Life = "life",
        /// A day of rest.
        Rest = "rest",
    }
}

words! {
    /// Whether the surroundings were those of practice.
    Setting, "setting", {
        /// Work as it mostly is.
        Familiar = "familiar",
        /// Somewhere the skill was not used before.
        New = "new",
    }
}

impl EntryKind {
    /// Whether it is nothing without a skill: ladders count it.
    pub const fn needs_skill(self) -> bool {
        matches!(self, EntryKind::Use | EntryKind::Taught | EntryKind::Watched)
    }

    /// What the second text of an entry of this kind is, if it has one: its label, and what to write there.
    pub const fn more(self) -> Option<(&'static str, &'static str)> {
        match self {
            EntryKind::Watched => {
                Some(("Will copy", "what you will do the same way; without it, it shows nothing"))
            }
            EntryKind::Taught => Some(("Their result", "what they can do now; tries as 4/5 count")),
            EntryKind::Example => Some(("Taken up", "what they took up")),
            EntryKind::Barrier | EntryKind::Setback => Some(("Helped", "what helped")),
            EntryKind::Gave => Some(("It helped", "what came of it")),
            _ => None,
        }
    }

    /// What the text of an entry of this kind is, and what to write there.
    pub const fn text(self) -> (&'static str, &'static str) {
        match self {
            EntryKind::Use => ("Note", "what came of it"),
            EntryKind::Watched => ("I saw", "what they did"),
            EntryKind::Taught => ("Note", "what they asked, what you showed"),
            _ => ("Text", "what is to be kept"),
        }
    }

    /// What the person of an entry of this kind is.
    pub const fn person(self) -> &'static str {
        match self {
            EntryKind::Use => "Seen by",
            EntryKind::Taught => "Learner",
            EntryKind::Watched => "Whom",
            _ => "With",
        }
    }

    /// What somebody new is to me by an entry of this kind.
    pub const fn role(self) -> Role {
        match self {
            EntryKind::Taught => Role::Learner,
            EntryKind::Watched => Role::Master,
            _ => Role::Peer,
        }
    }

    /// How an entry of this kind is called in a sentence.
    pub const fn said(self) -> &'static str {
        match self {
            EntryKind::Note => "a note",
            EntryKind::Use => "a use",
            EntryKind::Taught => "a lesson",
            EntryKind::Watched => "an observation",
            EntryKind::Insight => "an insight",
            EntryKind::Barrier => "a barrier",
            EntryKind::Setback => "a setback",
            EntryKind::Example => "an example",
            EntryKind::Gave => "help that I gave",
            EntryKind::Chance => "a chance",
            EntryKind::Origin => "an origin",
            EntryKind::Vision => "a vision",
            EntryKind::Reality => "where I am",
            EntryKind::Life => "a time of life",
            EntryKind::Rest => "a rest",
        }
    }
}

/// A text with its kind as it was typed: `#barrier pressure …` is a barrier, whose text begins behind that word. A `#word`
/// that is no kind stays where it is.
pub fn of_kind(text: &str) -> (Option<EntryKind>, &str) {
    let typed = text.trim_start();
    let Some(tagged) = typed.strip_prefix('#') else { return (None, text) };
    let (word, rest) = tagged.split_once(char::is_whitespace).unwrap_or((tagged, ""));
    match word.parse() {
        Ok(kind) => (Some(kind), rest.trim_start()),
        Err(_) => (None, text),
    }
}

noun! {
    /// Something written down with its date.
    Entry "entry" / "entries" {
        kind: Word<EntryKind>, "Kind", "What kind of entry it is; said, it is an entry even while the clock runs.", short('k');
        when: Around, "When",
            "When, if not now: \"yesterday 18:00\", or as vaguely as you know it: 2011, \"spring 1998\", \"Mar 2011\", ~2004.",
            columns(&["at", "utc_offset", "day", "grain"]), option("at"), value("WHEN"),
            hint("now; or: yesterday 18:00, Mar 2011, ~2004");
        until: Maybe<LastDay>, "Until", "The last day of what took longer, or none.", columns(&["until_day"]),
            json("until_day"), value("DAY");
        skill: Maybe<Link<Skill>>, "Skill", "The skill it is about, or none.", columns(&["skill_id"]),
            hint("its name, or the beginning of it");
        area: Maybe<Link<Area>>, "Area", "The area it is about, or none.", columns(&["area_id"]);
        person: Maybe<Link<Person>>, "With",
            "Who saw it, learned or was watched; a new name makes a new person, `none` is nobody.",
            columns(&["person_id"]), option("with"), aliases(&["seen-by", "learner", "whom"]), value("PERSON"), hint("somebody’s name; new ones become people");
        session: Maybe<RecordId<Session>>, "Session", "The session that wrote it when it closed.", columns(&["session_id"]),
            json("session_id"), fixed;
        text: Text, "Text", "What came of it, what you saw.", aliases(&["note", "saw"]), searched, editor, value("TEXT");
        more: Text, "More", "What you will copy, what they reach (tries as 4/5 count), what helped.", aliases(&["copy", "result"]), searched,
            value("TEXT");
        place: Line, "Where", "Where: the gig, the meeting, the pull request.", option("where"), short('w'), value("PLACE"),
            searched, hint("the gig, the meeting, the pull request");
        setting: Word<Setting>, "Setting", "Whether the surroundings were those of practice.",
            each(&["Work as it mostly is.", "Somewhere the skill was not used before."]);
        worked: Maybe<Flag>, "Worked", "It worked.", off(("failed", "It did not work."));
        private: Flag, "Private", "Keep it out of every export.", off(("public", "Do not keep it out of exports.")), hint("kept out of every export");
    }
}

impl Entry {
    /// An entry of a kind with nothing else said.
    pub fn of(kind: EntryKind) -> Entry {
        Entry { kind, ..Entry::blank() }
    }

    /// An entry of a kind about a skill.
    pub fn about(kind: EntryKind, skill: Id) -> Entry {
        Entry { skill: Some(skill), ..Entry::of(kind) }
    }

    /// The one line that lists show of it.
    pub fn line(&self) -> &str {
        let (first, second) = match self.kind {
            EntryKind::Watched | EntryKind::Taught => (&self.more, &self.text),
            _ => (&self.text, &self.more),
        };
        [first, second, &self.place]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }

    /// What a session writes down when it closes: a use with its place, a lesson with its result, what was watched. Nothing of
    /// the other modes, while it is open, and where that was left out.
    pub fn by_session(session: &Session) -> Option<Entry> {
        let (kind, text, more, place) = match session.mode {
            Mode::Apply => (EntryKind::Use, said(&[&session.worked, &session.didnt]), "", &*session.context),
            Mode::Teach => (
                EntryKind::Taught,
                said(&[&session.their_question]),
                &*session.their_result,
                &*session.context,
            ),
            Mode::Observe => {
                (EntryKind::Watched, said(&[&session.saw]), &*session.will_copy, &*session.context)
            }
            _ => return None,
        };
        let says = match kind {
            EntryKind::Use => !place.trim().is_empty(),
            EntryKind::Taught => !more.trim().is_empty(),
            _ => !(more.trim().is_empty() && text.is_empty()),
        };
        (says && session.state == SessionState::Closed).then(|| Entry {
            when: Dated { at: session.started, day: session.day, grain: Grain::Minute },
            text,
            more: more.to_owned(),
            place: place.to_owned(),
            person: session.person,
            session: Some(session.id),
            private: session.private,
            ..Entry::about(kind, session.skill)
        })
    }

    /// Says what its session says now, where it said what the session said before; what was written otherwise stays.
    pub fn follow(&mut self, was: &Entry, is: &Entry) {
        fn one<T: Clone + PartialEq>(own: &mut T, was: &T, is: &T) {
            if own == was {
                own.clone_from(is);
            }
        }
        one(&mut self.kind, &was.kind, &is.kind);
        one(&mut self.when, &was.when, &is.when);
        one(&mut self.text, &was.text, &is.text);
        one(&mut self.more, &was.more, &is.more);
        one(&mut self.place, &was.place, &is.place);
        one(&mut self.skill, &was.skill, &is.skill);
        one(&mut self.person, &was.person, &is.person);
        one(&mut self.private, &was.private, &is.private);
    }
}

fn said(texts: &[&str]) -> String {
    let filled = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    filled.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_note_is_its_first_word_with_a_hash() {
        assert_eq!(of_kind("#barrier pressure at work"), (Some(EntryKind::Barrier), "pressure at work"));
        assert_eq!(of_kind(" #Use  the trio"), (Some(EntryKind::Use), "the trio"));
        assert_eq!(of_kind("#rest"), (Some(EntryKind::Rest), ""));
        assert_eq!(of_kind("#tempo 80"), (None, "#tempo 80"));
        assert_eq!(of_kind("play # barrier"), (None, "play # barrier"));
        assert_eq!(of_kind("a #barrier later"), (None, "a #barrier later"));
    }

    #[test]
    fn a_session_writes_what_its_mode_is_about_once_it_is_closed() {
        let mut session =
            Session { context: "the trio".into(), worked: "slower".into(), ..Session::on(Id(1)) };
        session.state = SessionState::Closed;
        assert_eq!(Entry::by_session(&session), None, "repeating is no use");
        session.mode = Mode::Apply;
        let entry = Entry::by_session(&session).unwrap();
        assert_eq!((entry.kind, &*entry.place, &*entry.text), (EntryKind::Use, "the trio", "slower"));
        session.context.clear();
        assert_eq!(Entry::by_session(&session), None, "a use is somewhere");
        (session.mode, session.will_copy) = (Mode::Observe, "wait".into());
        assert_eq!(Entry::by_session(&session).unwrap().more, "wait");
        session.state = SessionState::Running;
        assert_eq!(Entry::by_session(&session), None);
    }

    #[test]
    fn an_entry_follows_its_session_but_keeps_what_was_written_otherwise() {
        let was =
            Entry { place: "the trio".into(), text: "slower".into(), ..Entry::about(EntryKind::Use, Id(1)) };
        let is = Entry { place: "the cellar".into(), text: "steady".into(), ..was.clone() };
        let mut own = Entry { text: "my own words".into(), ..was.clone() };
        own.follow(&was, &is);
        assert_eq!((&*own.place, &*own.text), ("the cellar", "my own words"));
    }
}
