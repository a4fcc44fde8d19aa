//! What stages are about and stand on, as people name it: a skill or an area, and the ends of ids.

use super::Among;
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::domain::stage::Subject;
use crate::journal::error::{Error, Kind, Result};
use crate::journal::open::Journal;

impl Journal {
    /// The skill or area a name stands for: `skill:NAME` and `area:NAME` say which is meant, `area/skill` is a skill.
    ///
    /// # Errors
    /// None or several fit.
    pub fn find_subject(&self, typed: &str, among: Among) -> Result<Subject> {
        if let Some(name) = typed.strip_prefix("skill:") {
            return Ok(Subject::Skill(self.find_skill(name, among)?.id));
        }
        if let Some(name) = typed.strip_prefix("area:") {
            return Ok(Subject::Area(self.find_area(name, among)?.id));
        }
        match (self.find_skill(typed, among), self.find_area(typed, among)) {
            (Ok(skill), Ok(area)) => {
                let exact = |name: &str| fold(name) == fold(typed);
                match (exact(&skill.name), exact(&area.name)) {
                    (true, false) => Ok(Subject::Skill(skill.id)),
                    (false, true) => Ok(Subject::Area(area.id)),
                    _ => Err(Error::usage(format!("“{typed}” could be a skill or an area"))
                        .hint(format!("which one? 'skill:{}' or 'area:{}'", skill.name, area.name))),
                }
            }
            (Ok(skill), Err(_)) => Ok(Subject::Skill(skill.id)),
            (Err(error), Ok(_)) if error.kind == Kind::Usage => Err(error),
            (Err(_), Ok(area)) => Ok(Subject::Area(area.id)),
            (Err(skill), Err(area)) => Err(neither(typed, skill, area)),
        }
    }

    /// The event of a stage's history a word stands for: `last`, or the end of its id.
    ///
    /// # Errors
    /// None or several fit, or the word is no id.
    pub fn find_stage_event(&self, typed: &str) -> Result<Id> {
        self.find_by_tail("stage_event", "`etude stage history` lists them", typed)
    }
}

/// Neither a skill nor an area: what is archived or could be meant is said of both.
fn neither(typed: &str, skill: Error, area: Error) -> Error {
    if skill.kind != Kind::NotFound {
        return skill;
    }
    if area.kind != Kind::NotFound {
        return area;
    }
    let hints = skill.hints.into_iter().chain(area.hints);
    hints.fold(Error::not_found(format!("there is no skill or area “{typed}”")), Error::hint)
}
