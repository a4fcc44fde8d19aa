//! The first run: an area and a skill from two answers.

use super::error::Result;
use super::find::Among;
use super::open::Journal;
use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::ladder::LadderTemplate;
use crate::domain::skill::Skill;

impl Journal {
    /// Makes what the first questions were answered with; hands back the skill to begin with.
    ///
    /// # Errors
    /// A name cannot be one, or the file cannot be written.
    pub fn set_up(&mut self, area: &str, skill: &str, ladder: Option<LadderTemplate>) -> Result<Option<Id>> {
        if let Some(ladder) = ladder {
            return self.begin_on(ladder);
        }
        if area.is_empty() {
            return Ok(None);
        }
        let area = match self.find_area(area, Among::InUse) {
            Ok(found) if found.name == area => found.id,
            _ => self.apply(Change::add(Area::named(area)))?.id.unwrap_or_default(),
        };
        if skill.is_empty() {
            return Ok(None);
        }
        Ok(self.apply(Change::add_skill(Skill::named(skill), vec![area]))?.id)
    }

    /// Makes the area of a ladder; hands back its first skill.
    fn begin_on(&mut self, ladder: LadderTemplate) -> Result<Option<Id>> {
        let area = self.apply(Change::AdoptLadder(Box::new(ladder)))?.id.unwrap_or_default();
        let overview = self.overview()?;
        // Ids grow as the ladder's skills are made: the smallest is the one to begin with.
        Ok(overview.of_area(area).map(|line| line.skill.id).min())
    }
}
