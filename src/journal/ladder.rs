//! Making an area from a ladder, with its skills, drills and measures, as one operation.

use super::error::Result;
use super::work::{Done, Work};
use super::{area, drill, measure, skill};
use crate::domain::change::LadderTemplate;
use crate::domain::skill::SkillRequires;

pub(super) fn adopt(work: &mut Work<'_>, template: LadderTemplate) -> Result<Done> {
    let name = template.area.name.clone();
    let made = area::add(work, template.area)?;
    let area = made.id.unwrap_or_default();
    let mut known = Vec::new();
    let mut count = 0;
    for item in template.skills {
        let ladder_item = item.skill.ladder_item.clone().unwrap_or_default();
        let id = skill::add(work, item.skill, &[area])?.id.unwrap_or_default();
        count += 1;
        for needed in &item.requires {
            if let Some((_, requires)) = known.iter().find(|(item, _)| item == needed) {
                let link = SkillRequires { id: work.fresh_id(), skill: id, requires: *requires };
                work.insert(&link)?;
            }
        }
        known.push((ladder_item, id));
        for mut new in item.drills {
            new.skill = id;
            drill::add(work, new)?;
        }
        for mut new in item.measures {
            new.skill = id;
            measure::add(work, new)?;
        }
    }
    Ok(Done::to(area, format!("make area {name} with {count} skills from its ladder")))
}
