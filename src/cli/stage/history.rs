//! `etude stage history`: every event, newest first, with what was shown for it and what became of it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value as Json;

use crate::cli::args::OfSubject;
use crate::cli::context::Context;
use crate::cli::json::object;
use crate::cli::output::{JsonArray, Table};
use crate::cli::{Done, json, subject};
use crate::domain::portfolio::benchmarks_shown;
use crate::domain::stage::{Stage, StageEvent, StageEventKind, Subject, Told};
use crate::journal::read::stage::{Totals, TotalsByDay};
use crate::journal::{Error, Journal};

fn event_json<'a>(told: &'a Told, name: Option<&'a str>, totals: Totals) -> Json {
    let event = &told.event;
    let about = event.subject();
    let judged = is_judged(event);
    object! {
        "id": event.id,
        "subject": name,
        "subject_kind": subject::kind_of(about),
        "subject_id": subject::id_of(about),
        "kind": event.kind,
        "from": event.from,
        "to": event.to,
        "at": json::time(event.at),
        "grain": event.grain,
        "day": event.day,
        "ladder": event.ladder.as_deref(),
        "ladder_version": event.ladder_version.as_deref(),
        "own_thresholds": event.own_thresholds,
        "benchmarks_met": judged.then_some(event.benchmarks_met),
        "benchmarks_total": judged.then_some(event.benchmarks_total),
        "self_declared": event.declared().is_some(),
        "evidence": judged.then_some(event.evidence.as_slice()),
        "witnesses": &event.witnesses,
        "sentence": json::text(&event.sentence),
        "sessions": totals.sessions,
        "practised_seconds": json::seconds(totals.practised),
        "feedback": totals.feedback,
        "corrects": event.corrects,
        "corrected_by": told.corrected_by,
        "withdrawn_at": told.withdrawn.map(json::time),
        "created_at": json::time(event.created),
    }
}

/// Whether what was shown was looked at: only where a stage is taken or shown again, on a ladder.
fn is_judged(event: &StageEvent) -> bool {
    use StageEventKind::{Correct, Enter, Import, Lapse, Promote, Restore, StepBack};
    match event.kind {
        Enter | Promote | Restore => event.ladder.is_some(),
        // It keeps what was looked at for the event it corrects.
        Correct => event.benchmarks_total > 0,
        Lapse | StepBack | Import => false,
    }
}

pub(super) fn history(cx: &mut Context, of: &OfSubject) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        let named = of.subject.is_some() || of.area.is_some();
        return match (named, cx.json) {
            (true, _) => Err(Error::not_found("there is no journal yet").into()),
            (false, true) => cx.out.json_all::<()>([]),
            (false, false) => Ok(()),
        };
    };
    let about = subject::any(&journal, of)?;
    let mut all = journal.stage_history()?;
    all.retain(|told| about.is_none_or(|about| told.event.subject() == about));
    all.reverse();
    let overview = journal.overview()?;
    if cx.json {
        let mut array = JsonArray::default();
        let mut known: HashMap<Subject, TotalsByDay> = HashMap::new();
        for told in &all {
            let about = told.event.subject();
            if let Entry::Vacant(unknown) = known.entry(about) {
                unknown.insert(journal.totals_by_day(about)?);
            }
            let totals = known.get(&about).map_or_else(Totals::default, |days| days.by(told.event.day));
            array.push(&mut cx.out, &event_json(told, subject::name_in(&overview, about), totals))?;
        }
        return array.end(&mut cx.out);
    }
    let mut table = Table::new(&["id", "day", "name", "step", "shown", "by", "said"]);
    for told in &all {
        let name = subject::name_in(&overview, told.event.subject()).unwrap_or("(gone)").to_owned();
        table.row(&mut cx.out, cells(&journal, told, name)?)?;
    }
    table.end(&mut cx.out)
}

fn cells(journal: &Journal, told: &Told, name: String) -> Result<Vec<String>, Error> {
    let event = &told.event;
    let mut said = event.sentence.clone();
    if told.withdrawn.is_some() {
        said = format!("[withdrawn] {said}");
    }
    if let Some(by) = told.corrected_by {
        said = format!("[corrected by {}] {said}", journal.short("stage_event", by)?);
    }
    let (id, day) = (journal.short("stage_event", event.id)?, event.dated().iso());
    Ok(vec![id, day, name, step(event), proof(event), measured_by(event), said])
}

/// What happened, in two or three words.
fn step(event: &StageEvent) -> String {
    let to = event.to.map_or("no stage", Stage::word);
    match event.kind {
        StageEventKind::Enter => format!("begins as {to}"),
        StageEventKind::Promote => format!("becomes {to}"),
        StageEventKind::Lapse => format!("lapses as {to}"),
        StageEventKind::Restore => format!("shown again as {to}"),
        StageEventKind::StepBack => format!("back to {to}"),
        StageEventKind::Import => format!("was {to} before"),
        StageEventKind::Correct => format!("corrected: {to}"),
    }
}

/// What it rests on.
fn proof(event: &StageEvent) -> String {
    event.declared().unwrap_or_else(|| shown(event))
}

/// What was shown for it; nothing where nothing was looked at.
pub(super) fn shown(event: &StageEvent) -> String {
    match (is_judged(event), event.benchmarks_total) {
        (false, _) | (_, 0) => String::new(),
        (true, total) => benchmarks_shown(event.benchmarks_met, total),
    }
}

/// The ladder it was measured by, and whether its thresholds are one's own.
pub(super) fn measured_by(event: &StageEvent) -> String {
    let Some(ladder) = &event.ladder else { return String::new() };
    let version = event.ladder_version.as_deref().unwrap_or_default();
    let own = if event.own_thresholds { ", own thresholds" } else { "" };
    format!("{ladder} {version}{own}")
}
