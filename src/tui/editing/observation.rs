//! The forms of what is logged from anywhere besides a use: somebody was watched, somebody was taught.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::application::{Application, Setting};
use crate::domain::change::Change;
use crate::domain::evidence::Observation;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::when::hour_minute;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

fn when(at: Moment, look: &Look<'_>) -> String {
    if at == Moment::default() {
        return String::new();
    }
    format!("{} {}", look.vantage.calendar.day(at), hour_minute(at))
}

/// When it was: now where nothing is typed, as it was where that is unchanged.
fn moment(read: &mut Reader<'_>, was: Moment, look: &Look<'_>) -> Moment {
    let typed = read.line("when");
    match typed.as_str() {
        "" => Moment::default(),
        same if same == when(was, look) => was,
        other => read.read("when", look.vantage.moment(other)).unwrap_or_default(),
    }
}

fn skill(read: &mut Reader<'_>, look: &Look<'_>) -> Option<Id> {
    let typed = read.needed("skill", "which skill was it?");
    if typed.is_empty() { None } else { read.skill("skill", &typed, look) }
}

fn line(key: &'static str, label: &str, hint: &str, with: &str) -> Field {
    Field::new(key, label, Kind::Line).hint(hint).with(with)
}

fn private(on: bool) -> Field {
    Field::new("private", "Private", Kind::Toggle).hint("kept out of every export").with(if on {
        "yes"
    } else {
        "no"
    })
}

pub(super) fn title(seen: &Observation, opened: &Opened) -> String {
    match seen.id == Id::default() {
        true => "Somebody was watched".to_owned(),
        false => format!("Observation · {}", opened.skill_name),
    }
}

pub(super) fn fields(seen: &Observation, opened: &Opened, look: &Look<'_>) -> Vec<Field> {
    vec![
        line("skill", "Skill", "its name, or the beginning of it", &opened.skill_name),
        line("whom", "Whom", "somebody’s name; new ones become people", &opened.person_name),
        Field::new("saw", "I saw", Kind::Text).hint("what they did").with(&seen.saw),
        Field::new("will_copy", "Will copy", Kind::Text)
            .hint("what you will do the same way; without it, it shows nothing")
            .with(&seen.will_copy),
        Field::new("when", "When", Kind::Date).hint("now; or: yesterday 18:00").with(&when(seen.at, look)),
        private(seen.private),
    ]
}

pub(super) fn ask(
    seen: &Observation,
    opened: &Opened,
    form: &Form,
    look: &Look<'_>,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let skill = skill(&mut read, look).unwrap_or(seen.skill);
    let saw = read.text("saw");
    let will_copy = read.text("will_copy");
    if saw.trim().is_empty() && will_copy.trim().is_empty() {
        read.problem("saw", "what did you see, or what will you copy?");
    }
    let at = moment(&mut read, seen.at, look);
    let edited = Observation { skill, saw, will_copy, at, private: read.yes("private"), ..seen.clone() };
    let whom = Some(read.line("whom")).filter(|name| *name != opened.person_name);
    let observation = Box::new(edited);
    let change = match seen.id == Id::default() {
        true => Change::AddObservation { observation, whom },
        false => Change::EditObservation { observation, whom },
    };
    read.done(Ask::Apply(Box::new(change), After::Form))
}

/// The fields of a teaching that is written down: an application with its setting said already.
pub(super) fn teaching_fields(opened: &Opened) -> Vec<Field> {
    vec![
        line("skill", "Skill", "its name, or the beginning of it", &opened.skill_name),
        line("learner", "Learner", "somebody’s name; new ones become people", &opened.person_name),
        line("place", "Where", "a lesson, a review, beside me at work", ""),
        Field::new("result", "Their result", Kind::Text).hint("what they can do now; tries as 4/5 count"),
        Field::new("when", "When", Kind::Date).hint("now; or: yesterday 18:00"),
        private(false),
    ]
}

pub(super) fn ask_teaching(taught: &Application, form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let skill = skill(&mut read, look).unwrap_or(taught.skill);
    let learner = read.needed("learner", "who learned?");
    let note = read.text("result");
    if note.trim().is_empty() {
        read.problem("result", "a teaching counts by their result");
    }
    let at = moment(&mut read, taught.at, look);
    let application = Application {
        skill,
        setting: Setting::Teaching,
        place: read.line("place"),
        note,
        at,
        private: read.yes("private"),
        ..taught.clone()
    };
    let change = Change::AddApplication {
        application: Box::new(application),
        seen_by: Some(learner),
        proves: Vec::new(),
    };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
