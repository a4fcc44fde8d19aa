//! What is told of an area besides: its skills and its week.

use clap::ArgMatches;
use serde_json::Value as Json;

use super::{Look, Told, listed};
use crate::cli::args::NoVerb;
use crate::cli::output::Out;
use crate::cli::{Done, Failure};
use crate::domain::area::Area;
use crate::domain::when::{since, spent};
use crate::journal::Result;
use crate::journal::read::SkillLine;

fn skills<'a>(look: &'a Look<'_>, area: &Area) -> Result<Vec<&'a SkillLine>> {
    Ok(look.overview()?.of_area(area.id).filter(|line| line.skill.archived.is_none()).collect())
}

impl Told for Area {
    const ABOUT: &'static str = "Areas of mastery";
    type Own = NoVerb;
    const TITLES: &'static [&'static str] = &["area", "horizon", ">skills", "this week", "why"];

    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Area>, Failure> {
        let found: Vec<Area> = listed(look, typed)?;
        // In the order of the overview: those worked at now first.
        let order = &look.overview()?.areas;
        Ok(order.iter().filter(|area| found.iter().any(|one| one.id == area.id)).cloned().collect())
    }

    fn cells(look: &Look<'_>, area: &Area) -> Result<Vec<String>> {
        let skills = skills(look, area)?;
        let week = skills.iter().map(|line| line.week_ms).sum();
        let horizon = if area.archived.is_some() { "archived" } else { area.horizon.word() };
        let count = skills.len().to_string();
        Ok(vec![area.name.clone(), horizon.to_owned(), count, spent(week), area.why.clone()])
    }

    fn more(look: &Look<'_>, area: &Area, _: bool) -> Result<Vec<(&'static str, Json)>> {
        let names: Vec<&str> = skills(look, area)?.iter().map(|line| line.skill.name.as_str()).collect();
        Ok(vec![("skills", names.into())])
    }

    fn below(look: &Look<'_>, area: &Area, out: &mut Out) -> Done {
        let calendar = look.journal.calendar();
        let today = calendar.day(look.journal.now().wall);
        for line in skills(look, area)? {
            let last =
                line.last.map_or("never practised".to_owned(), |last| since(today, calendar.day(last)));
            out.pair("skill", &format!("{} · {last}", line.skill.name))?;
        }
        Ok(())
    }
}
