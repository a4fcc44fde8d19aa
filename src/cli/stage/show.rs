//! `etude stage show`: one line for each skill and area, or one of them with every benchmark and what is missing.

use serde_json::Value as Json;

use super::history;
use crate::cli::args::OfSubject;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::json::object;
use crate::cli::output::{Out, Table};
use crate::cli::{Done, subject};
use crate::domain::benchmark::{AreaCheck, StageCheck, Standing, Verdict};
use crate::domain::calendar::Day;
use crate::domain::ladder::Benchmark;
use crate::domain::stage::{Stage, Subject};
use crate::domain::when::spent;
use crate::journal::read::stage::{BetweenDays, StageView};
use crate::journal::{Error, Journal};

pub(super) fn show(cx: &mut Context, of: &OfSubject, at: Option<&str>) -> Done {
    let today = cx.today();
    let day = cx.day_if(at)?.unwrap_or(today);
    if day > today {
        return Err(Failure::usage(format!("{day} is still to come")));
    }
    let named = of.subject.is_some() || of.area.is_some();
    let Some(journal) = cx.open_to_read()? else {
        return match (named, cx.json) {
            (true, _) => Err(Error::not_found("there is no journal yet").into()),
            (false, true) => cx.out.json_all::<()>([]),
            (false, false) => Ok(()),
        };
    };
    match subject::any(&journal, of)? {
        Some(about) => one(cx, &journal, &journal.stage_view(about, day)?, day),
        None => all(cx, &journal, day),
    }
}

/// Everything that is on a ladder or has a history, areas before their skills.
fn all(cx: &mut Context, journal: &Journal, day: Day) -> Done {
    let overview = journal.overview()?;
    let known: Vec<Subject> = journal.stage_history()?.iter().map(|told| told.event.subject()).collect();
    let of_area = overview.areas.iter().map(|area| (Subject::Area(area.id), area.archived, &area.ladder));
    let of_skill = overview
        .skills
        .iter()
        .map(|line| (Subject::Skill(line.skill.id), line.skill.archived, &line.skill.ladder));
    let shown = |(about, archived, ladder): (Subject, Option<i64>, &Option<String>)| {
        (archived.is_none() && (ladder.is_some() || known.contains(&about))).then_some(about)
    };
    let mut subjects: Vec<Subject> = of_area.chain(of_skill).filter_map(shown).collect();
    if cx.json {
        subjects.sort_by_key(|about| std::cmp::Reverse(subject::id_of(*about)));
        let mut array = crate::cli::output::JsonArray::default();
        for about in subjects {
            array.push(&mut cx.out, &row(&journal.stage_view(about, day)?, day))?;
        }
        return array.end(&mut cx.out);
    }
    if day < cx.today() {
        cx.out.line(&format!("as of {day}"))?;
    }
    let mut table = Table::new(&["name", "", "stage", "since", "shown", "next"]);
    for about in subjects {
        let view = journal.stage_view(about, day)?;
        let next = next(&view).map(|(stage, next)| format!("{stage} {next}")).unwrap_or_default();
        let cells = vec![
            view.name.clone(),
            subject::kind_of(about).to_owned(),
            view.held.map_or("", Stage::word).to_owned(),
            view.taken.as_ref().map(|told| told.event.dated().iso()).unwrap_or_default(),
            view.freshness.words(day),
            next,
        ];
        table.row(&mut cx.out, cells)?;
    }
    table.end(&mut cx.out)
}

/// The next stage, and how it stands: `5/6 · witness missing`.
fn next(view: &StageView) -> Option<(Stage, String)> {
    let next = view.held.map_or(Some(Stage::Apprentice), Stage::next)?;
    let of_area = view.area_checks.iter().find(|check| check.stage == next).map(AreaCheck::summary);
    let summary = of_area.or_else(|| check_of(view, next).map(StageCheck::summary))?;
    Some((next, summary))
}

fn check_of(view: &StageView, stage: Stage) -> Option<&StageCheck> {
    view.checks.iter().find(|check| check.stage == stage)
}

fn row(view: &StageView, day: Day) -> Json {
    let taken = view.taken.as_ref().map(|told| &told.event);
    let fresh = view.freshness;
    let judged = view.held.is_some() && !view.checks.is_empty();
    let next = next(view);
    let stage = next.as_ref().map(|(stage, _)| *stage);
    let area = view.area_checks.iter().find(|check| Some(check.stage) == stage);
    let skill = stage.and_then(|stage| check_of(view, stage)).filter(|_| area.is_none());
    let missing = area.map(|check| &check.missing).or(skill.map(|check| &check.missing));
    object! {
        "subject": &view.name,
        "subject_kind": subject::kind_of(view.subject),
        "subject_id": subject::id_of(view.subject),
        "stage": view.held,
        "since": taken.map(|event| event.day),
        "since_grain": taken.map(|event| event.grain),
        "event_id": taken.map(|event| event.id),
        "self_declared": taken.map(|_| view.declared.is_some()),
        "shown_on": fresh.shown,
        "fresh": judged.then_some(fresh.fresh),
        "fresh_until": fresh.until,
        "below_since": fresh.below,
        "lapsed_on": fresh.lapsed,
        "ladder": view.ladder.as_ref().map(|on| on.id.as_str()),
        "ladder_version": view.ladder.as_ref().map(|on| on.version.as_str()),
        "own_thresholds": view.ladder.as_ref().map(|on| on.own),
        "next_stage": stage,
        "next": next.map(|(_, summary)| summary),
        "benchmarks_met": area.map(AreaCheck::met).or(skill.map(|check| check.met)),
        "benchmarks_total": area.map(AreaCheck::total).or(skill.map(StageCheck::total)),
        "missing": missing.map(|all| all.iter().map(String::as_str).collect::<Vec<_>>()).unwrap_or_default(),
        "day": day,
    }
}

fn benchmark_json((benchmark, verdict): &(Benchmark, Verdict)) -> Json {
    object! {
        "id": &benchmark.id,
        "stage": benchmark.stage,
        "kind": benchmark.need.kind(),
        "text": &benchmark.text,
        "asks": benchmark.asks(),
        "standing": verdict.standing.word(),
        "have": verdict.have,
        "asked": verdict.asked,
        "shown_on": verdict.shown,
        "missing": json::text(&verdict.missing),
        "records": &verdict.records,
    }
}

fn whole(view: &StageView, behind: &BetweenDays, day: Day) -> Json {
    let capstones = view.area_checks.iter().flat_map(|check| &check.capstones).map(|check| {
        object! {
            "stage": check.capstone.stage,
            "title": &check.capstone.title,
            "text": &check.capstone.text,
            "asks": check.capstone.asks(),
            "done": check.missing.is_empty(),
            "missing": &check.missing,
        }
    });
    let asked = |stage: Stage, item: &str| {
        let check = view.area_checks.iter().find(|check| check.stage == stage)?;
        check.skills.iter().find(|(known, ..)| known == item)?.2
    };
    let skills = view.area_checks.first().into_iter().flat_map(|check| &check.skills);
    object! {
        ..row(view, day),
        "sentence": view.taken.as_ref().and_then(|told| json::text(&told.event.sentence)),
        "sessions": behind.sessions,
        "practised_seconds": json::seconds(behind.practised()),
        "feedback": behind.feedback,
        "applications": behind.uses,
        "observations": behind.watched,
        "statements": behind.statements,
        "benchmarks": view.checks.iter().flat_map(|check| &check.benchmarks).map(benchmark_json).collect::<Json>(),
        "capstones": capstones.collect::<Json>(),
        "skills": skills
            .map(|(item, held, _)| object! {
                "item": item,
                "stage": *held,
                "for_journeyman": asked(Stage::Journeyman, item),
                "for_master": asked(Stage::Master, item),
            })
            .collect::<Json>(),
    }
}

fn one(cx: &mut Context, journal: &Journal, view: &StageView, day: Day) -> Done {
    let behind = journal.between_days(view.subject, Day(0), day)?;
    if cx.json {
        return cx.out.json(&whole(view, &behind, day));
    }
    let short = match &view.taken {
        Some(told) => journal.short("stage_event", told.event.id)?,
        None => String::new(),
    };
    let as_of = (day < cx.today()).then_some(day);
    let out = &mut cx.out;
    out.heading(&format!("{} · {}", view.name, view.held.map_or("no stage yet", Stage::word)))?;
    out.pair("as of", &as_of.map(|day| day.to_string()).unwrap_or_default())?;
    if let Some(told) = &view.taken {
        let event = &told.event;
        out.pair("since", &format!("{} · {short}", event.dated().iso()))?;
        // What was declared once and borne out since is declared no longer.
        out.pair("proof", &view.declared.clone().unwrap_or_else(|| history::shown(event)))?;
        out.pair("measured by", &history::measured_by(event))?;
        out.pair("sentence", &event.sentence)?;
        out.pair("witnesses", &event.witnesses.join(", "))?;
    }
    out.pair("freshness", &view.freshness.words(day))?;
    if let Some(on) = &view.ladder {
        let own = if on.own { " · own thresholds" } else { "" };
        out.pair("ladder", &format!("{} · {} {}{own}", on.title, on.id, on.version))?;
    }
    out.pair("behind it", &behind_it(&behind))?;
    match next(view) {
        Some((stage, summary)) => asked_for(out, view, stage, &summary),
        None if view.ladder.is_none() => {
            cx.tell("it is on no ladder: `etude ladder use` puts it on one");
            Ok(())
        }
        None => Ok(()),
    }
}

/// Sessions, time, feedback and the rest until then.
fn behind_it(behind: &BetweenDays) -> String {
    let counted = |count: i64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let parts = [
        counted(behind.sessions, "session", "sessions"),
        (behind.practised() > 0).then(|| spent(behind.practised())),
        counted(behind.feedback, "piece of feedback", "pieces of feedback"),
        counted(behind.uses, "use", "uses"),
        counted(behind.watched, "observation", "observations"),
        counted(behind.statements, "witness", "witnesses"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the next stage asks for, line by line.
fn asked_for(out: &mut Out, view: &StageView, stage: Stage, summary: &str) -> Done {
    out.line("")?;
    out.heading(&format!("{stage} · {summary}"))?;
    if let Some(check) = view.area_checks.iter().find(|check| check.stage == stage) {
        return check.missing.iter().try_for_each(|missing| out.line(&format!("  open       {missing}")));
    }
    let Some(check) = check_of(view, stage) else { return Ok(()) };
    for (benchmark, verdict) in &check.benchmarks {
        let standing = match verdict.standing {
            Standing::Met => "met",
            Standing::NotFresh => "not fresh",
            Standing::NotMet => "missing",
        };
        out.line(&format!("  {standing:<10} {} · {}", benchmark.id, benchmark.text))?;
        let said = match verdict.standing {
            Standing::Met => verdict.shown.map(|day| format!("last shown {day}")).unwrap_or_default(),
            _ => format!("{} ({}/{})", verdict.missing, verdict.have, verdict.asked),
        };
        out.line(&format!("             {said}"))?;
    }
    check.missing.iter().try_for_each(|missing| out.line(&format!("  open       {missing}")))
}
