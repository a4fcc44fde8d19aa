//! Skills as choosers show them, and back.

use super::frame::cx::Cx;
use crate::domain::id::Id;
use crate::journal::read::SkillLine;

/// The skill that a chooser shows so.
///
/// # Errors
/// None is shown so.
pub fn skill_called(cx: &Cx, path: &str) -> Result<Id, String> {
    let found = cx.data.overview.skills.iter().find(|line| skill_path(cx, line) == path);
    found.map(|line| line.skill.id).ok_or_else(|| format!("no skill fits “{path}”"))
}

/// A skill with its areas, as choosers show it.
pub fn skill_path(cx: &Cx, line: &SkillLine) -> String {
    let areas = cx.data.overview.area_names(line);
    format!("{} · {}", line.skill.name, areas.join(", "))
}
