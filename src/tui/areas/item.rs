//! What can be walked in the detail of an area or a skill: texts, drills, measures, readings, plans, sessions.

use super::layout::is_wide;
use super::state::{AreasState, Focus, Part};
use crate::domain::area::Area;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::noun::{AnyRecord, Noun};
use crate::domain::plan::Plan;
use crate::journal::read::{SessionRow, SkillDetail, SkillLine};
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list;
use crate::tui::pane::tree::TreeRow;

/// How many readings of a measure are listed.
const READINGS: usize = 4;

/// A part of the detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The skills of an area.
    Skills,
    /// The drills of a skill.
    Drills,
    /// Its measures.
    Measures,
    /// Its plans.
    Plans,
    /// Its sessions.
    Sessions,
    /// Records of a noun that has no lines of its own here.
    Of(Noun),
}

impl Section {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Section::Skills => "Skills",
            Section::Drills => "Drills",
            Section::Measures => "Measures",
            Section::Plans => "Plans",
            Section::Sessions => "Sessions",
            Section::Of(noun) => noun.plural(),
        }
    }

    /// What is said where it is empty; the key that adds one follows.
    pub fn teaching(self) -> &'static str {
        match self {
            Section::Skills => "a skill is small enough for one sitting",
            Section::Drills => "a drill is an exercise worth repeating",
            Section::Measures => "a measure is a number that should move",
            Section::Plans => "a plan says when, and if-then",
            Section::Sessions => "what you practise is listed here",
            Section::Of(noun) => noun.help(),
        }
    }
}

/// One thing in the detail.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A heading with how many are below it.
    Head(Section, usize),
    /// A text of the area or skill: the form's field, its label, the words.
    Text(&'static str, &'static str, &'a str),
    /// Words of the skill, listed.
    Words(&'static str, &'static str, &'a [String]),
    /// The areas a skill serves.
    Serves(&'a SkillDetail),
    /// The week against the target.
    Week(&'a SkillLine),
    /// Horizon and approach of an area.
    Way(&'a Area),
    /// Vision against reality, side by side.
    Pair(&'a Area),
    /// A skill of the area.
    Skill(&'a SkillLine),
    /// A drill.
    Drill(&'a Drill),
    /// A measure with its newest reading.
    Measure(&'a Measure, Option<&'a Reading>),
    /// A reading.
    Reading(&'a Measure, &'a Reading),
    /// A plan.
    Plan(&'a Plan),
    /// A session.
    Session(&'a SessionRow),
    /// A record of a noun that has no lines of its own here.
    Other(&'a AnyRecord),
}

impl Item<'_> {
    /// The part it belongs to; texts belong to none.
    pub fn section(&self) -> Option<Section> {
        Some(match self {
            Item::Head(section, _) => *section,
            Item::Skill(_) => Section::Skills,
            Item::Drill(_) => Section::Drills,
            Item::Measure(..) | Item::Reading(..) => Section::Measures,
            Item::Plan(_) => Section::Plans,
            Item::Session(_) => Section::Sessions,
            Item::Other(record) => Section::Of(record.noun()),
            _ => return None,
        })
    }
}

impl list::Item for Item<'_> {
    type Key = Part;

    fn key(&self) -> Option<Part> {
        let none = Id::default();
        Some(match self {
            Item::Head(section, _) => (section.title(), none),
            Item::Text(key, ..) | Item::Words(key, ..) => (key, none),
            Item::Serves(_) => ("serves", none),
            Item::Week(_) => ("week", none),
            Item::Way(_) => ("way", none),
            Item::Pair(_) => ("pair", none),
            Item::Skill(line) => ("skill", line.skill.id),
            Item::Drill(drill) => ("drill", drill.id),
            Item::Measure(measure, _) => ("measure", measure.id),
            Item::Reading(_, reading) => ("reading", reading.id),
            Item::Plan(plan) => ("plan", plan.id),
            Item::Session(row) => ("session", row.session.id),
            Item::Other(record) => (record.noun().name(), record.is().id),
        })
    }
}

/// The items of a pane.
pub fn items<'a>(areas: &'a AreasState, cx: &'a Cx, focus: Focus) -> Vec<Item<'a>> {
    match (focus, areas.tree.row(&cx.data)) {
        (Focus::Detail, Some(TreeRow::Area(area, ..))) => of_area(areas, cx, area),
        (Focus::Detail, Some(TreeRow::Skill(..))) => match areas.detail(&cx.data) {
            Some(detail) => of_skill(areas, cx, detail),
            None => Vec::new(),
        },
        (Focus::Sessions, Some(TreeRow::Skill(..))) => {
            let detail = areas.detail(&cx.data);
            detail.map_or_else(Vec::new, |detail| detail.sessions.iter().map(Item::Session).collect())
        }
        _ => Vec::new(),
    }
}

/// What belongs to the chosen record besides, a section a noun.
fn others<'a>(areas: &'a AreasState, cx: &Cx, items: &mut Vec<Item<'a>>) {
    for (noun, records) in areas.others(&cx.data) {
        let shown = |record: &&AnyRecord| record.archived().is_none() || areas.tree.archived;
        let shown: Vec<&AnyRecord> = records.iter().filter(shown).collect();
        let in_use = shown.iter().filter(|record| record.archived().is_none()).count();
        items.push(Item::Head(Section::Of(*noun), in_use));
        items.extend(shown.into_iter().map(Item::Other));
    }
}

fn of_area<'a>(areas: &'a AreasState, cx: &'a Cx, area: &'a Area) -> Vec<Item<'a>> {
    let mut items = vec![Item::Text("why", "why", &area.why), Item::Pair(area), Item::Way(area)];
    let shown = |line: &&SkillLine| line.skill.archived.is_none() || areas.tree.archived;
    let skills: Vec<&SkillLine> = cx.data.overview.of_area(area.id).filter(shown).collect();
    let in_use = skills.iter().filter(|line| line.skill.archived.is_none()).count();
    items.push(Item::Head(Section::Skills, in_use));
    items.extend(skills.into_iter().map(Item::Skill));
    others(areas, cx, &mut items);
    items
}

fn of_skill<'a>(areas: &'a AreasState, cx: &Cx, detail: &'a SkillDetail) -> Vec<Item<'a>> {
    let skill = &detail.line.skill;
    let shown = |archived: Option<i64>| archived.is_none() || areas.tree.archived;
    let mut items =
        vec![Item::Serves(detail), Item::Week(&detail.line), Item::Text("why", "why", &skill.why)];
    for (key, label, words) in [
        ("miss_tags", "miss tags", &skill.miss_tags),
        ("contexts", "contexts", &skill.contexts),
        ("watch_for", "watch for", &skill.watch_for),
        ("builds_on", "builds on", &detail.requires),
    ] {
        if !words.is_empty() {
            items.push(Item::Words(key, label, words));
        }
    }
    let drills: Vec<&Drill> = detail.drills.iter().filter(|drill| shown(drill.archived)).collect();
    let in_use = drills.iter().filter(|drill| drill.archived.is_none()).count();
    items.push(Item::Head(Section::Drills, in_use));
    items.extend(drills.into_iter().map(Item::Drill));
    let measures: Vec<_> = detail.measures.iter().filter(|(measure, _)| shown(measure.archived)).collect();
    let in_use = measures.iter().filter(|(measure, _)| measure.archived.is_none()).count();
    items.push(Item::Head(Section::Measures, in_use));
    for (measure, readings) in measures {
        items.push(Item::Measure(measure, readings.first()));
        items.extend(readings.iter().take(READINGS).map(|reading| Item::Reading(measure, reading)));
    }
    let plans: Vec<&Plan> = detail.plans.iter().filter(|plan| shown(plan.archived)).collect();
    let in_use = plans.iter().filter(|plan| plan.archived.is_none()).count();
    items.push(Item::Head(Section::Plans, in_use));
    items.extend(plans.into_iter().map(Item::Plan));
    others(areas, cx, &mut items);
    if !is_wide(cx.size) {
        items.push(Item::Head(Section::Sessions, detail.sessions.len()));
        items.extend(detail.sessions.iter().map(Item::Session));
    }
    items
}
