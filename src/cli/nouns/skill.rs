//! What is told of a skill besides: its areas, its week, what belongs to it.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::Value as Json;

use super::{Look, Told, flag, listed, many, word};
use crate::cli::args::{NoVerb, offered};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Out;
use crate::cli::{Done, json, named, sessions};
use crate::domain::change::With;
use crate::domain::drill::plain;
use crate::domain::id::Id;
use crate::domain::noun::Noun;
use crate::domain::skill::Skill;
use crate::domain::when::{since, spent};
use crate::journal::find::Among;
use crate::journal::read::{SkillDetail, SkillLine};
use crate::journal::{Error, Journal, Result};

/// Sessions that `skill show` lists.
const LAST_SESSIONS: i64 = 5;

fn line<'a>(look: &'a Look<'_>, skill: &Skill) -> Result<&'a SkillLine> {
    let lines = &look.overview()?.skills;
    let line = lines.iter().find(|line| line.skill.id == skill.id);
    line.ok_or_else(|| Error::not_found("that skill is gone"))
}

fn in_use(detail: &SkillDetail) -> impl Iterator<Item = &str> {
    detail.drills.iter().filter(|drill| drill.archived.is_none()).map(|drill| drill.name.as_str())
}

impl Told for Skill {
    const ABOUT: &'static str = "Micro-skills, each in one or several areas";
    type Own = NoVerb;
    const TITLES: &'static [&'static str] = &["skill", "areas", "last", ">this week", "target"];

    fn args(verb: &str, command: Command) -> Command {
        let area = |help: &'static str| {
            offered(Arg::new("area").long("area").value_name("AREA").help(help), Noun::Area)
        };
        let areas =
            || area("An area it serves; repeatable. On edit, exactly these").action(ArgAction::Append);
        let create = Arg::new("create").long("create").action(ArgAction::SetTrue);
        let create = create.help("Make the areas of which none has exactly that name");
        let base = Arg::new("builds_on").long("builds-on").value_name("SKILL").action(ArgAction::Append);
        let base = base.help("A skill it builds on; repeatable, exactly these; an empty one clears the list");
        match verb {
            "add" => command.arg(areas()).arg(create),
            "edit" => command.arg(areas()).arg(create).arg(offered(base, Noun::Skill)),
            "list" => command.arg(area("Only of this area")),
            _ => command,
        }
    }

    fn with(
        cx: &Context,
        journal: &mut Journal,
        skill: &mut Skill,
        typed: &ArgMatches,
    ) -> std::result::Result<With, Failure> {
        let mut areas = many(typed, "area");
        if skill.id == Id::default() {
            if let Some((area, bare)) = skill.name.clone().split_once('/') {
                areas.push(area.to_owned());
                bare.clone_into(&mut skill.name);
            }
            if areas.is_empty() {
                return Err(Failure::usage("a skill belongs to at least one area")
                    .hint(format!("name it: `etude skill add '{}' --area AREA`", skill.name)));
            }
        }
        let areas = match areas.is_empty() {
            true => None,
            false => Some(named::areas(cx, journal, &areas, flag(typed, "create"))?),
        };
        let base = many(typed, "builds_on");
        let skill = |name: &String| Ok(journal.find_skill(name, Among::InUse)?.id);
        let builds_on = match base.is_empty() {
            true => None,
            false => Some(base.iter().filter(|name| !name.is_empty()).map(skill).collect::<Result<_>>()?),
        };
        Ok(With { areas, builds_on, ..With::default() })
    }

    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Skill>, Failure> {
        let found: Vec<Skill> = listed(look, typed)?;
        let area = word(typed, "area").map(|name| look.journal.find_area(name, Among::InUse)).transpose()?;
        let lines = look.overview()?.skills.iter();
        let of_area = lines.filter(|line| area.as_ref().is_none_or(|area| line.areas.contains(&area.id)));
        let skills = of_area.map(|line| &line.skill);
        Ok(skills.filter(|skill| found.iter().any(|one| one.id == skill.id)).cloned().collect())
    }

    fn cells(look: &Look<'_>, skill: &Skill) -> Result<Vec<String>> {
        let line = line(look, skill)?;
        let calendar = look.journal.calendar();
        let today = calendar.day(look.journal.now().wall);
        let mut target: Vec<String> = skill.weekly_minutes.iter().map(|m| spent(m * 60_000)).collect();
        target.extend(skill.weekly_days.map(|days| format!("{days} days")));
        let last = line.last.map_or("never".to_owned(), |last| since(today, calendar.day(last)));
        let last = if skill.archived.is_some() { "archived".to_owned() } else { last };
        let areas = look.overview()?.area_names(line).join(", ");
        Ok(vec![skill.name.clone(), areas, last, spent(line.week_ms), target.join(", ")])
    }

    fn more(look: &Look<'_>, skill: &Skill, whole: bool) -> Result<Vec<(&'static str, Json)>> {
        let line = line(look, skill)?;
        let mut more = vec![
            ("areas", look.overview()?.area_names(line).into()),
            ("practised_this_week_seconds", json::seconds(line.week_ms).into()),
            ("days_this_week", line.week_days.into()),
            ("last_practised_at", line.last.map(json::time).into()),
        ];
        if whole {
            let detail = look.journal.skill_detail(skill.id, 0)?;
            let measures = detail.measures.iter().filter(|(measure, _)| measure.archived.is_none());
            more.push(("drills", in_use(&detail).collect::<Vec<_>>().into()));
            more.push(("measures", measures.map(|(m, _)| m.name.as_str()).collect::<Vec<_>>().into()));
            more.push(("requires", detail.requires.into()));
        }
        Ok(more)
    }

    fn below(look: &Look<'_>, skill: &Skill, out: &mut Out) -> Done {
        let detail = look.journal.skill_detail(skill.id, LAST_SESSIONS)?;
        let areas: Vec<&str> = detail.areas.iter().map(|area| area.name.as_str()).collect();
        out.pair("areas", &areas.join(", "))?;
        out.pair("this week", &spent(detail.line.week_ms))?;
        out.pair("builds on", &detail.requires.join(", "))?;
        for drill in in_use(&detail) {
            out.pair("drill", drill)?;
        }
        for (measure, readings) in detail.measures.iter().filter(|(measure, _)| measure.archived.is_none()) {
            let values: Vec<String> = readings.iter().map(|r| plain(r.value)).collect();
            out.pair("measure", &format!("{} {} {}", measure.name, values.join(" "), measure.unit))?;
        }
        let mut table = sessions::new_table();
        for row in &detail.sessions {
            table.row(out, sessions::cells(look.journal, row)?)?;
        }
        table.end(out)
    }
}
