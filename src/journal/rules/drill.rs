//! Rules of drills: a setting stands on the dial.

use super::Rules;
use crate::domain::drill::Drill;
use crate::journal::error::{Error, Result};
use crate::journal::work::Work;

impl Rules for Drill {
    fn check(_: &Work<'_>, drill: &mut Drill, before: &Drill) -> Result<()> {
        let Some(now) = drill.dial_now.clone() else { return Ok(()) };
        let name = &drill.name;
        match &drill.dial {
            Some(dial) if dial.holds(&now) => Ok(()),
            // A new dial lets an old setting go.
            _ if drill.dial != before.dial && drill.dial_now == before.dial_now => {
                drill.dial_now = None;
                Ok(())
            }
            Some(dial) => Err(Error::usage(format!("{now} is not on the dial of {name} ({dial})"))),
            None => Err(Error::usage(format!("{name} has no dial to set to {now}"))
                .hint("give it one: `--dial 'bpm up 2'` or `--dial 'easy < normal < hard'`")),
        }
    }
}
