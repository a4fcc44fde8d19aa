//! The form of a skill: its areas, its target, and the words that its practice uses.

use super::Look;
use super::reader::Reader;
use crate::domain::change::{Change, With};
use crate::domain::id::Id;
use crate::domain::skill::Skill;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

const BASE: &str = "builds_on";
const IMPORTANCE: &[&str] = &["1", "2", "3"];

pub(super) fn fields(skill: &Skill, areas: &[String], base: &[(Id, String)]) -> Vec<Field> {
    let number = |value: Option<i64>| value.map_or(String::new(), |n| n.to_string());
    let mut fields = vec![
        Field::new("name", "Name", Kind::Line).hint("small enough for one sitting").with(&skill.name),
        Field::new("areas", "Areas", Kind::List)
            .hint("the areas it serves, one a line")
            .with(&areas.join("\n")),
        Field::new("importance", "Importance", Kind::Choice(IMPORTANCE)).with(&skill.importance.to_string()),
        Field::new("weekly_minutes", "Minutes a week", Kind::Number { min: 1, max: 10_080 })
            .hint("no target, no bar")
            .with(&number(skill.weekly_minutes)),
        Field::new("weekly_days", "Days a week", Kind::Number { min: 1, max: 7 })
            .hint("1 to 7")
            .with(&number(skill.weekly_days)),
        Field::new("why", "Why", Kind::Text).hint("why does it matter?").with(&skill.why),
        Field::new("miss_tags", "Miss tags", Kind::List)
            .hint("what goes wrong, one a line")
            .with(&skill.miss_tags.join("\n")),
        Field::new("contexts", "Contexts", Kind::List)
            .hint("where it should hold, one a line")
            .with(&skill.contexts.join("\n")),
        Field::new("watch_for", "Watch for", Kind::List)
            .hint("when observing a master, one a line")
            .with(&skill.watch_for.join("\n")),
        Field::new("max_interval", "Longest gap", Kind::Number { min: 1, max: 36_500 })
            .hint("days between two showings")
            .with(&number(skill.max_interval_days)),
    ];
    if skill.id.0 != 0 {
        let names: Vec<&str> = base.iter().map(|(_, name)| name.as_str()).collect();
        let field = Field::new(BASE, "Builds on", Kind::List);
        fields.push(field.hint("skills that come before it, one a line").with(&names.join("\n")));
    }
    fields
}

/// The skills the typed names stand for; one it builds on already may be archived by now.
fn builds_on(read: &mut Reader<'_>, base: &[(Id, String)], look: &Look<'_>) -> Vec<Id> {
    let named = |typed: &String| base.iter().find(|(_, name)| name == typed).map(|(id, _)| *id);
    let typed = read.list(BASE);
    typed.iter().filter_map(|name| named(name).or_else(|| read.skill(BASE, name, look))).collect()
}

pub(super) fn ask(
    skill: &Skill,
    base: &[(Id, String)],
    form: &Form,
    look: &Look<'_>,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let typed = read.list("areas");
    let mut areas: Vec<_> = typed.iter().filter_map(|name| read.area("areas", name, look)).collect();
    areas.dedup();
    if typed.is_empty() {
        read.problem("areas", "a skill belongs to at least one area");
    }
    let builds_on = builds_on(&mut read, base, look);
    let edited = Skill {
        name: read.needed("name", "a skill needs a name"),
        why: read.text("why"),
        importance: read.number("importance").unwrap_or(skill.importance),
        weekly_minutes: read.number("weekly_minutes"),
        weekly_days: read.number("weekly_days"),
        miss_tags: read.list("miss_tags"),
        contexts: read.list("contexts"),
        watch_for: read.list("watch_for"),
        max_interval_days: read.number("max_interval"),
        ..skill.clone()
    };
    let change = match skill.id.0 {
        0 => Change::add_skill(edited, areas),
        _ => {
            // Said only where it changed: what is not touched needs no link to be looked at.
            let same = builds_on.iter().eq(base.iter().map(|(id, _)| id));
            let builds_on = (!same).then_some(builds_on);
            Change::edit_with(edited, With { areas: Some(areas), builds_on })
        }
    };
    read.done(Ask::Apply(Box::new(change), After::Form))
}
