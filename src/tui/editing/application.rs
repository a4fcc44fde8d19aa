//! The form of an application: a use of a skill in real work.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::application::{Application, Setting};
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::when::hour_minute;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

/// The words of *worked*, with one for *not said*.
const WORKED: &[&str] = &["not said", "yes", "no"];

pub(super) fn title(used: &Application, opened: &Opened) -> String {
    match (used.id == Id::default(), opened.skill_name.as_str()) {
        (true, _) => "Used in real work".to_owned(),
        (false, skill) => format!("Application · {skill}"),
    }
}

pub(super) fn fields(used: &Application, opened: &Opened, look: &Look<'_>) -> Vec<Field> {
    let line =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Line).hint(hint).with(with);
    let worked = match used.worked {
        None => WORKED[0],
        Some(true) => WORKED[1],
        Some(false) => WORKED[2],
    };
    vec![
        line("skill", "Skill", "its name, or the beginning of it", &opened.skill_name),
        line("place", "Where", "the gig, the meeting, the pull request", &used.place),
        Field::new("setting", "Setting", Kind::Choice(Setting::WORDS)).with(used.setting.word()),
        Field::new("worked", "Worked", Kind::Choice(WORKED)).with(worked),
        line("seen_by", "Seen by", "somebody’s name; new ones become people", &opened.person_name),
        Field::new("when", "When", Kind::Date).hint("now; or: yesterday 18:00").with(&when(used, look)),
        Field::new("note", "Note", Kind::Text).hint("what came of it").with(&used.note),
        Field::new("private", "Private", Kind::Toggle)
            .hint("kept out of every export")
            .with(if used.private { "yes" } else { "no" }),
    ]
}

fn when(used: &Application, look: &Look<'_>) -> String {
    if used.at == Moment::default() {
        return String::new();
    }
    format!("{} {}", look.vantage.calendar.day(used.at), hour_minute(used.at))
}

pub(super) fn ask(
    used: &Application,
    opened: &Opened,
    form: &Form,
    look: &Look<'_>,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let typed = read.needed("skill", "which skill was it?");
    let skill = if typed.is_empty() { None } else { read.skill("skill", &typed, look) };
    let typed = read.line("when");
    let at = match typed.as_str() {
        "" => Some(Moment::default()),
        same if same == when(used, look) => Some(used.at),
        other => read.read("when", look.vantage.moment(other)),
    };
    let edited = Application {
        skill: skill.unwrap_or(used.skill),
        place: read.line("place"),
        setting: read.word("setting", used.setting),
        worked: match form.text("worked").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        at: at.unwrap_or_default(),
        note: read.text("note"),
        private: read.yes("private"),
        ..used.clone()
    };
    let seen_by = Some(read.line("seen_by")).filter(|name| *name != opened.person_name);
    let application = Box::new(edited);
    let change = match used.id == Id::default() {
        true => Change::AddApplication { application, seen_by, proves: Vec::new() },
        false => Change::EditApplication { application, seen_by },
    };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
