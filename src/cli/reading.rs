//! `etude reading`: one value of a measure, inside or outside a session.

use super::Done;
use super::args::ReadingArgs;
use super::context::Context;
use super::failure::Failure;
use crate::domain::change::Change;
use crate::domain::measure::Measure;
use crate::journal::Journal;
use crate::journal::find::Among;

pub(super) fn add(cx: &mut Context, args: &ReadingArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let at = cx.moment_if(args.at.as_deref())?;
    let measure = measure(&journal, args)?.id;
    cx.change(&mut journal, Change::AddReading { measure, value: args.value, sample: args.sample, at })
}

/// Of the skill that is named, else the one being practised, else by the measure's own name.
fn measure(journal: &Journal, args: &ReadingArgs) -> Result<Measure, Failure> {
    let typed = args.measure.as_deref();
    let practised = journal.playing()?.map(|playing| playing.skill.id);
    let skill = match &args.skill {
        Some(name) => Some(journal.find_skill(name, Among::InUse)?.id),
        None => practised,
    };
    match (skill, typed) {
        (Some(skill), _) => Ok(journal.find_measure(skill, typed, Among::InUse)?),
        (None, Some(typed)) => Ok(journal.find_named(typed, Among::InUse, None)?),
        (None, None) => Err(Failure::usage("no session is running: a reading of which skill?")
            .hint("say it: `etude reading 42 --skill SKILL`")),
    }
}
