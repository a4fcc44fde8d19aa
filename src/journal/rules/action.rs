//! Rules of actions: an action stays with its feedback, and the last one cannot go.

use super::Rules;
use crate::domain::feedback::Action;
use crate::domain::id::Id;
use crate::journal::error::{Error, Result};
use crate::journal::feedback::action;
use crate::journal::work::{Done, Work};

impl Rules for Action {
    fn check(work: &Work<'_>, action: &mut Action, before: &Action) -> Result<()> {
        match before.id == Id::default() {
            true => action::refuse_unless_acting(work, action.feedback)?,
            false => action.feedback = before.feedback,
        }
        action.text = action.text.trim().to_owned();
        match action.text.is_empty() {
            true => Err(Error::usage("an action needs its words: what will you do?")),
            false => Ok(()),
        }
    }

    fn told(_: &Work<'_>, action: &Action) -> Result<String> {
        Ok(format!("action “{}”", action.text))
    }

    fn delete(work: &mut Work<'_>, action: Action) -> Result<Done> {
        action::delete(work, &action)
    }
}
