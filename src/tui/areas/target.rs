//! What a key of lists acts on: the selected thing, on the Desk and on the Areas screen alike.

use super::item::{Item, items};
use super::state::Focus;
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::Moment;
use crate::domain::noun::Ref;
use crate::domain::person::Person;
use crate::domain::plan::Plan;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::journal::desk::Sitting;
use crate::tui::desk::day::{self, DayRow};
use crate::tui::desk::state::Pane;
use crate::tui::editing::Subject;
use crate::tui::model::{Model, Place};
use crate::tui::pane::tree::TreeRow;

/// What lists know of a session.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The session.
    pub id: Id,
    /// Its skill.
    pub skill: Id,
    /// When it began.
    pub started: Moment,
    /// Whether it is not over yet.
    pub is_open: bool,
    /// Whether it leaves the journal in no export.
    pub private: bool,
    /// What was to change the next time.
    pub next_focus: &'a str,
}

impl<'a> From<&'a Session> for Listed<'a> {
    fn from(session: &'a Session) -> Listed<'a> {
        let Session { id, skill, started, private, next_focus, .. } = session;
        let is_open = session.is_open();
        Listed { id: *id, skill: *skill, started: *started, is_open, private: *private, next_focus }
    }
}

impl<'a> From<&'a Sitting> for Listed<'a> {
    fn from(sitting: &'a Sitting) -> Listed<'a> {
        let Sitting { id, skill, started, private, next_focus, .. } = sitting;
        let is_open = sitting.is_open();
        Listed { id: *id, skill: *skill, started: *started, is_open, private: *private, next_focus }
    }
}

/// The selected thing.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// An area.
    Area(&'a Area),
    /// A skill.
    Skill(&'a Skill),
    /// A drill.
    Drill(&'a Drill),
    /// A measure.
    Measure(&'a Measure),
    /// A reading of a measure.
    Reading(&'a Reading),
    /// A plan.
    Plan(&'a Plan),
    /// A session.
    Session(Listed<'a>),
    /// A person.
    Person(&'a Person),
}

impl Target<'_> {
    /// The form that edits it; a reading has none.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Target::Session(session) => Some(Subject::Session(session.id)),
            target => target.put_away().map(|(of, _)| Subject::Of(of)),
        }
    }
}

impl Target<'_> {
    /// Which record it is, and whether it is put away: of what can be.
    pub fn put_away(&self) -> Option<(Ref, Option<i64>)> {
        Some(match self {
            Target::Area(area) => (Ref::to::<Area>(area.id), area.archived),
            Target::Skill(skill) => (Ref::to::<Skill>(skill.id), skill.archived),
            Target::Drill(drill) => (Ref::to::<Drill>(drill.id), drill.archived),
            Target::Measure(measure) => (Ref::to::<Measure>(measure.id), measure.archived),
            Target::Plan(plan) => (Ref::to::<Plan>(plan.id), plan.archived),
            Target::Person(person) => (Ref::to::<Person>(person.id), person.archived),
            Target::Reading(_) | Target::Session(_) => return None,
        })
    }
}

/// What is selected in the pane that has the focus.
pub fn target(model: &Model) -> Option<Target<'_>> {
    match model.place {
        Place::Desk => on_desk(model),
        Place::Areas => on_areas(model),
        Place::Feedback | Place::Stages => None,
    }
}

/// What the key to edit opens: on a heading, what the detail is about.
pub fn edited(model: &Model) -> Option<Target<'_>> {
    let on_heading = model.place == Place::Areas && model.areas.focus == Focus::Detail && !model.areas.people;
    target(model).or_else(|| if on_heading { of_tree(model) } else { None })
}

fn of_tree(model: &Model) -> Option<Target<'_>> {
    match model.areas.tree.row(&model.data)? {
        TreeRow::Area(area, ..) => Some(Target::Area(area)),
        TreeRow::Skill(line, _) => Some(Target::Skill(&line.skill)),
    }
}

fn on_desk(model: &Model) -> Option<Target<'_>> {
    match model.desk.focus {
        Pane::Areas => match model.desk.tree.row(&model.data)? {
            TreeRow::Area(area, ..) => Some(Target::Area(area)),
            TreeRow::Skill(line, _) => Some(Target::Skill(&line.skill)),
        },
        Pane::Day => match day::rows(&model.data).get(model.desk.day.selected())? {
            DayRow::Plan(line) => Some(Target::Plan(&line.plan)),
            DayRow::Session(row) | DayRow::Only(row) => Some(Target::Session((*row).into())),
            _ => None,
        },
        Pane::Practice | Pane::Feedback => None,
    }
}

fn on_areas(model: &Model) -> Option<Target<'_>> {
    let areas = &model.areas;
    if areas.focus == Focus::Detail && areas.people {
        return people(model).get(areas.person.selected()).copied().map(Target::Person);
    }
    let item = match areas.focus {
        Focus::Tree => return of_tree(model),
        Focus::Detail => items(model, Focus::Detail).get(areas.detail.selected()).copied()?,
        Focus::Sessions => items(model, Focus::Sessions).get(areas.sessions.selected()).copied()?,
    };
    match item {
        Item::Skill(line) => Some(Target::Skill(&line.skill)),
        Item::Drill(drill) => Some(Target::Drill(drill)),
        Item::Measure(measure, _) => Some(Target::Measure(measure)),
        Item::Reading(_, reading) => Some(Target::Reading(reading)),
        Item::Plan(plan) => Some(Target::Plan(plan)),
        Item::Session(row) => Some(Target::Session((&row.session).into())),
        Item::Head(..) => None,
        // A text belongs to the record the detail is about.
        _ => of_tree(model),
    }
}

/// The people that are shown.
pub fn people(model: &Model) -> Vec<&Person> {
    let shown = |person: &&Person| person.archived.is_none() || model.areas.tree.archived;
    model.areas.everybody.iter().filter(shown).collect()
}

/// The field of a form that the selected text stands for.
pub fn field(model: &Model) -> Option<&'static str> {
    if model.place != Place::Areas || model.areas.focus != Focus::Detail || model.areas.people {
        return None;
    }
    match items(model, Focus::Detail).get(model.areas.detail.selected())? {
        Item::Text(key, ..) | Item::Words(key, ..) if !key.is_empty() => Some(key),
        Item::Serves(_) => Some("areas"),
        Item::Week(_) => Some("weekly_minutes"),
        Item::Way(_) => Some("approach"),
        Item::Pair(_) => Some("vision"),
        _ => None,
    }
}
