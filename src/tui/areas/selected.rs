//! What is selected on the Areas screen, and which record that is or belongs to.

use super::item::{Item, items};
use super::state::{AreasState, Focus};
use crate::tui::frame::cx::Cx;
use crate::tui::records::{Lists, Target};

/// The selected item of the detail or the sessions.
pub fn item<'a>(areas: &'a AreasState, cx: &'a Cx) -> Option<Item<'a>> {
    if areas.focus == Focus::Tree || areas.shows_people() {
        return None;
    }
    items(areas, cx, areas.focus).get(areas.list(areas.focus).selected()).copied()
}

fn of_tree<'a>(areas: &AreasState, cx: &'a Cx) -> Option<Target<'a>> {
    Some(areas.tree.row(&cx.data)?.into())
}

impl Lists for AreasState {
    fn target<'a>(&'a self, cx: &'a Cx) -> Option<Target<'a>> {
        if self.shows_people() {
            let person = self.people_shown().get(self.person.selected()).copied()?;
            return Some(Target::record(person, format!("{} {}", person.name, person.contact)));
        }
        if self.focus == Focus::Tree {
            return of_tree(self, cx);
        }
        match item(self, cx)? {
            Item::Skill(line) => Some(line.into()),
            Item::Drill(drill) => {
                Some(Target::record(drill, format!("{}\n{}", drill.name, drill.instructions)))
            }
            Item::Measure(measure, _) => Some(Target::record(measure, &measure.name)),
            Item::Other(record) => Some(Target::Record {
                of: record.is(),
                archived: record.archived(),
                skill: None,
                text: record.called().into(),
            }),
            Item::Reading(_, reading) => Some(Target::Reading(reading)),
            Item::Plan(plan) => Some(plan.into()),
            Item::Session(row) => Some(Target::Session((&row.session).into())),
            Item::Head(..) => None,
            // A text belongs to the record the detail is about.
            _ => of_tree(self, cx),
        }
    }

    /// On a heading, what the detail is about.
    fn edited<'a>(&'a self, cx: &'a Cx) -> Option<Target<'a>> {
        let on_heading = self.focus == Focus::Detail && !self.people;
        self.target(cx).or_else(|| if on_heading { of_tree(self, cx) } else { None })
    }

    fn field(&self, cx: &Cx) -> Option<&'static str> {
        match item(self, cx).filter(|_| self.focus == Focus::Detail)? {
            Item::Text(key, ..) | Item::Words(key, ..) if !key.is_empty() => Some(key),
            Item::Serves(_) => Some("areas"),
            Item::Week(_) => Some("weekly_minutes"),
            Item::Way(_) => Some("approach"),
            Item::Pair(_) => Some("vision"),
            _ => None,
        }
    }
}
