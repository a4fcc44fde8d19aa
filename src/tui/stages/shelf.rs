//! Pages at hand: those looked at last, and the neighbours of the one that is looked at, read ahead, so that another skill
//! is on the screen with the key that chooses it. What the journal said before its last change is no page to turn to.

use super::pages::StagePage;
use crate::domain::calendar::Day;
use crate::domain::stage::Subject;

/// So many pages are kept.
const MOST: usize = 8;

/// What tells one page from another: of whom, as of which day (none is today), after how many changes of the journal.
pub type Title = (Subject, Option<Day>, u64);

/// The title of a page that was read.
pub fn title(page: &StagePage) -> Title {
    (page.view.subject, page.day, page.edition)
}

/// The pages, the newest last.
#[derive(Debug, Default)]
pub struct Shelf {
    pages: Vec<StagePage>,
}

impl Shelf {
    /// Puts a page on it, instead of an older one of the same subject and day.
    pub fn put(&mut self, page: Box<StagePage>) {
        let (subject, day, edition) = title(&page);
        self.pages.retain(|known| {
            let (known, then, of) = title(known);
            of == edition && (known, then) != (subject, day)
        });
        if self.pages.len() >= MOST {
            self.pages.remove(0);
        }
        self.pages.push(*page);
    }

    /// Whether it has a page.
    pub fn has(&self, wanted: Title) -> bool {
        self.pages.iter().any(|page| title(page) == wanted)
    }

    /// Takes a page from it.
    pub fn take(&mut self, wanted: Title) -> Option<Box<StagePage>> {
        let at = self.pages.iter().position(|page| title(page) == wanted)?;
        Some(Box::new(self.pages.remove(at)))
    }
}
