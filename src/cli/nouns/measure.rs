//! What is told of a measure besides: its readings, newest first.

use clap::Subcommand;
use serde_json::{Value as Json, json};

use super::{Look, Told};
use crate::cli::context::Context;
use crate::cli::output::{Out, Table};
use crate::cli::{Done, json};
use crate::domain::calendar::civil;
use crate::domain::change::Change;
use crate::domain::drill::plain;
use crate::domain::measure::{Measure, Reading};
use crate::domain::noun::Ref;
use crate::domain::skill::Skill;
use crate::journal::Result;

/// What is done with the readings of a measure.
#[derive(Debug, Subcommand)]
pub(crate) enum MeasureVerb {
    /// Delete one reading.
    DeleteReading {
        /// The end of its id, as `measure show` lists it.
        #[arg(value_name = "ID")]
        which: String,
    },
}

/// Readings that people are shown; programs get all.
const SHOWN: i64 = 20;

fn reading(r: &Reading) -> Json {
    json!({
        "id": r.id,
        "at": json::time(r.stamp.wall),
        "value": r.value,
        "sample": r.sample,
        "session_id": r.session,
    })
}

impl Told for Measure {
    const ABOUT: &'static str = "Measures: named quantities of a skill";
    type Own = MeasureVerb;
    const TITLES: &'static [&'static str] = &["measure", "skill", "unit", "better", ">last"];

    fn cells(look: &Look<'_>, measure: &Measure) -> Result<Vec<String>> {
        let last = look.journal.readings(measure.id, 1)?;
        let last = last.first().map(|reading| plain(reading.value)).unwrap_or_default();
        let skill = look.name(Ref::to::<Skill>(measure.skill))?;
        Ok(vec![measure.name.clone(), skill, measure.unit.clone(), measure.better.word().to_owned(), last])
    }

    fn more(look: &Look<'_>, measure: &Measure, _: bool) -> Result<Vec<(&'static str, Json)>> {
        let readings = look.journal.readings(measure.id, i64::MAX)?;
        Ok(vec![("readings", readings.iter().map(reading).collect())])
    }

    fn below(look: &Look<'_>, measure: &Measure, out: &mut Out) -> Done {
        let mut table = Table::new(&["id", "when", ">value", ">sample"]);
        for reading in look.journal.readings(measure.id, SHOWN)? {
            let when = civil(reading.stamp.wall).strftime("%Y-%m-%d %H:%M").to_string();
            let cells = [reading.id.tail(6), when, plain(reading.value), reading.sample.to_string()];
            table.row(out, cells.into())?;
        }
        table.end(out)
    }

    fn own(cx: &mut Context, verb: MeasureVerb) -> Done {
        let MeasureVerb::DeleteReading { which } = verb;
        let mut journal = cx.open_existing()?;
        let reading = journal.find_reading(&which)?;
        cx.change(&mut journal, Change::DeleteReading(reading))
    }
}
