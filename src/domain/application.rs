//! An application: a use of a skill in real work.

use super::calendar::Day;
use super::id::Id;
use super::moment::Moment;
use crate::words;

words! {
    /// Whether the surroundings were those of practice.
    Setting, "setting", {
        /// Work as it mostly is.
        Familiar = "familiar",
        /// Somewhere the skill was not used before.
        New = "new",
        /// Teaching it to somebody.
        Teaching = "teaching",
    }
}

/// One use of a skill in real work.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// What was used.
    pub skill: Id,
    /// When.
    pub at: Moment,
    /// The local day of that.
    pub day: Day,
    /// Where: the gig, the meeting, the pull request.
    pub place: String,
    /// Familiar, new, or teaching.
    pub setting: Setting,
    /// Whether it worked; `None` if not said.
    pub worked: Option<bool>,
    /// Who saw it.
    pub person: Option<Id>,
    /// What came of it.
    pub note: String,
    /// Left out of what is shown to others.
    pub private: bool,
}

impl Application {
    /// A use of a skill with nothing else said.
    pub fn of(skill: Id) -> Application {
        Application {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            skill,
            at: Moment::default(),
            day: Day::default(),
            place: String::new(),
            setting: Setting::Familiar,
            worked: None,
            person: None,
            note: String::new(),
            private: false,
        }
    }
}
