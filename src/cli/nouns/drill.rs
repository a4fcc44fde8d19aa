//! What is told of a drill: what its fields say.

use super::{Look, Told};
use crate::cli::args::NoVerb;
use crate::domain::drill::{Dial, Drill};
use crate::domain::noun::Ref;
use crate::domain::skill::Skill;
use crate::domain::when::spent;
use crate::journal::Result;

impl Told for Drill {
    const ABOUT: &'static str = "Drills: repeatable exercises for a skill";
    type Own = NoVerb;
    const TITLES: &'static [&'static str] = &["drill", "skill", ">time", "probe", "dial", "now"];

    fn cells(look: &Look<'_>, drill: &Drill) -> Result<Vec<String>> {
        Ok(vec![
            drill.name.clone(),
            look.name(Ref::to::<Skill>(drill.skill))?,
            drill.minutes.map(|minutes| spent(minutes * 60_000)).unwrap_or_default(),
            if drill.probe { format!("{} reps", drill.probe_reps) } else { String::new() },
            drill.dial.as_ref().map(Dial::to_string).unwrap_or_default(),
            drill.dial_now.clone().unwrap_or_default(),
        ])
    }
}
