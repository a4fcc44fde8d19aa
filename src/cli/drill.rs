//! `etude drill`.

use serde::Serialize;

use super::args::{DrillFacts, DrillVerb, ListOfSkill, OfSkill};
use super::context::Context;
use super::edit::{put, put_list, put_minutes, shows};
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named};
use crate::domain::change::Change;
use crate::domain::drill::{Dial, Drill, Grading};
use crate::domain::id::Id;
use crate::domain::when::spent;
use crate::journal::find::Among;
use crate::journal::{Error, Journal};

pub(super) fn run(cx: &mut Context, verb: DrillVerb) -> Done {
    match verb {
        DrillVerb::Add { name, skill, facts } => {
            let mut journal = cx.open_existing()?;
            let mut drill = Drill::named(journal.find_skill(&skill, Among::InUse)?.id, name);
            take(&facts, &mut drill)?;
            cx.change(&mut journal, Change::AddDrill(drill))
        }
        DrillVerb::List(list) => show_list(cx, &list),
        DrillVerb::Show(which) => show(cx, &which),
        DrillVerb::Edit { which, facts } => edit(cx, &which, |drill| take(&facts, drill)),
        DrillVerb::Rename { which, new } => edit(cx, &which, |drill| {
            drill.name = new;
            Ok(())
        }),
        DrillVerb::Archive(which) => put_away(cx, &which, Among::InUse, Change::ArchiveDrill),
        DrillVerb::Restore(which) => put_away(cx, &which, Among::Archived, Change::RestoreDrill),
    }
}

fn edit(cx: &mut Context, which: &OfSkill, change: impl FnOnce(&mut Drill) -> Done) -> Done {
    let mut journal = cx.open_existing()?;
    let mut drill = named::drill(&journal, &which.name, which.skill.as_deref(), Among::InUse)?;
    change(&mut drill)?;
    cx.change(&mut journal, Change::EditDrill(drill))
}

fn put_away(cx: &mut Context, which: &OfSkill, among: Among, change: fn(Id) -> Change) -> Done {
    let mut journal = cx.open_existing()?;
    let drill = named::drill(&journal, &which.name, which.skill.as_deref(), among)?;
    cx.change(&mut journal, change(drill.id))
}

pub(super) fn take(facts: &DrillFacts, drill: &mut Drill) -> Done {
    put(facts.instructions.as_ref(), &mut drill.instructions);
    put_minutes(facts.minutes, &mut drill.minutes)?;
    drill.probe = (drill.probe || facts.probe) && !facts.no_probe;
    drill.probe_reps = facts.probe_reps.unwrap_or(drill.probe_reps);
    drill.grading = facts.grading.unwrap_or(drill.grading);
    put(facts.feedback.as_ref(), &mut drill.feedback);
    put_list(&facts.variation, &mut drill.variations);
    if let Some(typed) = &facts.target_rate {
        drill.target_rate = rate(typed)?;
    }
    if let Some(typed) = &facts.dial {
        take_dial(typed, drill)?;
    }
    if let Some(typed) = &facts.dial_now {
        drill.dial_now = (!named::is_none(typed)).then(|| typed.trim().to_owned());
    }
    Ok(())
}

/// A new dial; a setting that is not on it is taken off.
fn take_dial(typed: &str, drill: &mut Drill) -> Done {
    drill.dial = if named::is_none(typed) {
        None
    } else {
        Some(Dial::parse(typed).ok_or_else(|| {
            Failure::usage(format!("“{typed}” is no dial"))
                .hint("steps: 'easy < normal < hard'; a number: unit, harder way, step, as 'bpm up 2'")
        })?)
    };
    let holds = |now: &str| drill.dial.as_ref().is_some_and(|dial| dial.holds(now));
    drill.dial_now = drill.dial_now.take().filter(|now| holds(now));
    Ok(())
}

/// `80%`, `0.8`, or `none`.
fn rate(typed: &str) -> Result<Option<f64>, Failure> {
    if named::is_none(typed) {
        return Ok(None);
    }
    let (number, scale) = typed.strip_suffix('%').map_or((typed, 1.0), |percent| (percent, 100.0));
    let rate: f64 = number
        .trim()
        .parse()
        .map_err(|_| Failure::usage(format!("“{typed}” is no rate: type 80% or 0.8")))?;
    Ok(Some(rate / scale))
}

#[derive(Serialize)]
struct DrillJson<'a> {
    id: Id,
    name: &'a str,
    skill: &'a str,
    skill_id: Id,
    instructions: Option<&'a str>,
    planned_seconds: Option<i64>,
    probe: bool,
    probe_reps: i64,
    target_rate: Option<f64>,
    grading: Grading,
    dial: Option<String>,
    dial_now: Option<&'a str>,
    variations: &'a [String],
    feedback: Option<&'a str>,
    ladder_item: Option<&'a str>,
    created_at: String,
    archived_at: Option<String>,
}

fn drill_json<'a>(drill: &'a Drill, skill: &'a str) -> DrillJson<'a> {
    DrillJson {
        id: drill.id,
        name: &drill.name,
        skill,
        skill_id: drill.skill,
        instructions: json::text(&drill.instructions),
        planned_seconds: drill.minutes.map(|minutes| minutes * 60),
        probe: drill.probe,
        probe_reps: drill.probe_reps,
        target_rate: drill.target_rate,
        grading: drill.grading,
        dial: drill.dial.as_ref().map(Dial::to_string),
        dial_now: drill.dial_now.as_deref(),
        variations: &drill.variations,
        feedback: json::text(&drill.feedback),
        ladder_item: drill.ladder_item.as_deref(),
        created_at: json::time(drill.created),
        archived_at: json::utc(drill.archived),
    }
}

/// The skills whose records a list shows: the one named, else every one in use.
pub(super) fn skills(journal: &Journal, named: Option<&str>) -> Result<Vec<(Id, String)>, Error> {
    if let Some(name) = named {
        let skill = journal.find_skill(name, Among::InUse)?;
        return Ok(vec![(skill.id, skill.name)]);
    }
    let skills = journal.overview()?.skills.into_iter().map(|line| line.skill);
    Ok(skills.filter(|skill| skill.archived.is_none()).map(|skill| (skill.id, skill.name)).collect())
}

fn show_list(cx: &mut Context, list: &ListOfSkill) -> Done {
    let mut found: Vec<(Drill, String)> = Vec::new();
    if let Some(journal) = cx.open_to_read()? {
        for (skill, name) in skills(&journal, list.skill.as_deref())? {
            let drills = journal.drills(skill)?.into_iter().filter(|drill| shows(&list.list, drill.archived));
            found.extend(drills.map(|drill| (drill, name.clone())));
        }
    }
    if cx.json {
        found.sort_by_key(|(drill, _)| std::cmp::Reverse(drill.id));
        return cx.out.json_all(found.iter().map(|(drill, skill)| drill_json(drill, skill)));
    }
    let mut table = Table::new(&["drill", "skill", ">time", "probe", "dial", "now"]);
    for (drill, skill) in found {
        let probe = if drill.probe { format!("{} reps", drill.probe_reps) } else { String::new() };
        let cells = [
            drill.name,
            skill,
            drill.minutes.map(|minutes| spent(minutes * 60_000)).unwrap_or_default(),
            probe,
            drill.dial.map(|dial| dial.to_string()).unwrap_or_default(),
            drill.dial_now.unwrap_or_default(),
        ];
        table.row(&mut cx.out, cells.into())?;
    }
    table.end(&mut cx.out)
}

fn show(cx: &mut Context, which: &OfSkill) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let drill = named::drill(&journal, &which.name, which.skill.as_deref(), Among::InUse)?;
    let skill = journal.skill(drill.skill)?.name;
    if cx.json {
        return cx.out.json(&drill_json(&drill, &skill));
    }
    let out = &mut cx.out;
    out.heading(&format!("{} · {skill}", drill.name))?;
    out.pair("instructions", &drill.instructions)?;
    out.pair("time", &drill.minutes.map(|minutes| spent(minutes * 60_000)).unwrap_or_default())?;
    out.pair("grading", drill.grading.word())?;
    if drill.probe {
        out.pair("cold probe", &format!("{} reps", drill.probe_reps))?;
    }
    out.pair(
        "target rate",
        &drill.target_rate.map(|rate| format!("{:.0} %", rate * 100.0)).unwrap_or_default(),
    )?;
    out.pair("dial", &drill.dial.as_ref().map(Dial::to_string).unwrap_or_default())?;
    out.pair("dial now", drill.dial_now.as_deref().unwrap_or(""))?;
    out.pair("variations", &drill.variations.join(", "))?;
    out.pair("feedback", &drill.feedback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_as_people_write_them() {
        assert_eq!(rate("80%").ok(), Some(Some(0.8)));
        assert_eq!(rate("0.8").ok(), Some(Some(0.8)));
        assert_eq!(rate("none").ok(), Some(None));
        assert!(rate("most").is_err());
    }

    #[test]
    fn a_new_dial_lets_an_old_setting_go() {
        let mut drill = Drill::named(Id(1), "scales");
        drill.dial_now = Some("80".to_owned());
        assert!(take_dial("bpm up 2", &mut drill).is_ok());
        assert_eq!(drill.dial_now.as_deref(), Some("80"));
        assert!(take_dial("slow < fast", &mut drill).is_ok());
        assert_eq!(drill.dial_now, None);
        assert!(take_dial("a b c d", &mut drill).is_err());
    }
}
