//! How things of stages are said: a record in a line, an event in a line, how fresh something is.

use super::pages::StagePage;
use crate::domain::benchmark::{Freshness, Standing, Verdict};
use crate::domain::calendar::Day;
use crate::domain::display::safe_line;
use crate::domain::drill::plain;
use crate::domain::entry::EntryKind;
use crate::domain::evidence::{Evidence, Statement, StatementState};
use crate::domain::person::Person;
use crate::domain::stage::{Stage, StageEvent, StageEventKind, Told};
use crate::domain::when::{Dated, date_near, spent};
use crate::journal::read::proof_records::ShownRecord;
use crate::tui::frame::cx::Cx;

/// The name of a stage, or that none has begun.
pub fn stage_name(stage: Option<Stage>) -> &'static str {
    stage.map_or("not begun", Stage::word)
}

/// The name of a stage as a heading.
pub fn stage_title(stage: Stage) -> &'static str {
    match stage {
        Stage::Apprentice => "Apprentice",
        Stage::Journeyman => "Journeyman",
        Stage::Master => "Master",
    }
}

/// A day as this user reads it, seen from today.
pub fn date(cx: &Cx, day: Day) -> String {
    date_near(day, cx.today(), cx.settings.date_order)
}

/// A time in a list, as exactly as it is known: `24 Nov`, `spring 1998`.
pub fn dated(cx: &Cx, dated: Dated) -> String {
    dated.near(cx.today(), cx.settings.date_order)
}

/// How a benchmark stands: `met, shown 12 d ago`, `not fresh, last shown 2026-03`, `not met, 1 of 3`. Where the room is
/// short the mark beside it says the first word.
pub fn standing(verdict: &Verdict, seen_from: Day, at_length: bool) -> String {
    let fresh = verdict.standing == Standing::Met;
    let when = Freshness { shown: verdict.shown, fresh, ..Freshness::default() }.words(seen_from);
    let (word, detail) = match verdict.standing {
        Standing::Met => ("met", when),
        Standing::NotFresh => ("not fresh", when),
        Standing::NotMet if verdict.have > 0 => ("not met", format!("{} of {}", verdict.have, verdict.asked)),
        Standing::NotMet => ("not met", String::new()),
    };
    match (detail.is_empty(), at_length) {
        (true, _) => word.to_owned(),
        (false, true) => format!("{word}, {detail}"),
        (false, false) => detail,
    }
}

/// How fresh the stage of a skill on a ladder is: `shown 12 d ago`, `last shown 2026-03`.
pub fn fresh(page: &StagePage) -> Option<String> {
    let on = page.view.held.is_some() && page.view.subject.skill().is_some() && page.view.ladder.is_some();
    let words = page.view.freshness.words(page.day.unwrap_or(page.today));
    on.then(|| if words.is_empty() { "not shown yet".to_owned() } else { words })
}

/// Whether a record is kept out of every export; a reading goes with its skill.
pub fn is_private(record: &ShownRecord) -> bool {
    match record {
        ShownRecord::Session(row, _) => row.session.private,
        ShownRecord::Entry(entry, _) => entry.private,
        ShownRecord::Evidence(piece, _) => piece.private,
        ShownRecord::Statement(said, _) => said.private,
        ShownRecord::Reading(..) => false,
    }
}

/// The day of a record, as exactly as it is known.
pub fn day_of(cx: &Cx, record: &ShownRecord) -> String {
    let day = match record {
        ShownRecord::Session(row, _) => row.session.day,
        ShownRecord::Reading(reading, _) => cx.calendar.day(reading.stamp.wall),
        ShownRecord::Entry(entry, _) => return dated(cx, entry.when),
        ShownRecord::Evidence(piece, _) => return dated(cx, piece.when),
        ShownRecord::Statement(said, _) => {
            cx.calendar.day(said.answered.or(said.asked).unwrap_or(said.created))
        }
    };
    date(cx, day)
}

/// A record in a line, without its day.
pub fn record(cx: &Cx, record: &ShownRecord) -> String {
    let dot = cx.skin.glyphs.dot;
    let by = |who: &Option<String>| who.as_ref().map(|who| format!("{who}: ")).unwrap_or_default();
    let line = match record {
        ShownRecord::Session(row, cold) => {
            let mode = row.session.mode.word();
            let mut text = format!("session {dot} {mode} {}", spent(row.practised));
            if cold.total() > 0 {
                text.push_str(&format!(" {dot} cold {}/{}", cold.hits, cold.total()));
            } else if !row.session.will_copy.is_empty() {
                text.push_str(&format!(" {dot} will copy: {}", row.session.will_copy));
            }
            if !row.session.context.is_empty() {
                text.push_str(&format!(" {dot} {}", row.session.context));
            }
            text
        }
        ShownRecord::Reading(reading, measure) => {
            let over = if reading.sample > 1 { format!(" over {}", reading.sample) } else { String::new() };
            format!("reading {dot} {} {} {}{over}", measure.name, plain(reading.value), measure.unit)
        }
        ShownRecord::Entry(entry, who) => {
            let (what, text) = match entry.kind {
                EntryKind::Use if !entry.place.trim().is_empty() => ("used", &*entry.place),
                EntryKind::Use => ("used", entry.line()),
                EntryKind::Watched => ("observation", entry.line()),
                EntryKind::Taught if !entry.place.trim().is_empty() => ("taught", &*entry.place),
                kind => (kind.word(), entry.line()),
            };
            format!("{what} {dot} {}{text}", by(who))
        }
        ShownRecord::Evidence(piece, who) => evidence(cx, piece, who.as_deref()),
        ShownRecord::Statement(said, person) => statement(cx, said, person),
    };
    safe_line(line.trim_end()).into_owned()
}

fn evidence(cx: &Cx, piece: &Evidence, who: Option<&str>) -> String {
    let dot = cx.skin.glyphs.dot;
    let mut text = format!("{} {dot} {}", piece.kind.word().replace('_', " "), piece.title);
    if let Some(who) = who {
        text.push_str(&format!(" {dot} {who}"));
    }
    if !piece.items.is_empty() {
        text.push_str(&format!(" {dot} {} items", piece.items.len()));
    }
    text
}

/// A statement in a line: who, where it stands, the words.
pub fn statement(cx: &Cx, said: &Statement, person: &Person) -> String {
    let dot = cx.skin.glyphs.dot;
    let external = if said.external { ", external" } else { "" };
    let stands = match (said.state, said.agrees) {
        (StatementState::Asked, _) => "asked, no answer yet",
        (StatementState::Answered, Some(false)) => "disagrees, not confirmed",
        (StatementState::Answered, _) => "answered, not confirmed",
        (StatementState::Confirmed, Some(false)) => "disagrees",
        (StatementState::Confirmed, _) => "agrees",
    };
    let words =
        if said.words.trim().is_empty() { String::new() } else { format!(" {dot} “{}”", said.words) };
    format!("{} ({}{external}) {stands}{words}", person.name, person.role)
}

/// What an event did, and the stage it led to.
pub fn event(event: &StageEvent) -> String {
    format!("{}: {}", did(event), stage_name(event.to))
}

/// What an event did.
pub fn did(event: &StageEvent) -> &'static str {
    match event.kind {
        StageEventKind::Enter => "began",
        StageEventKind::Promote => "promoted",
        StageEventKind::Lapse => "not shown for too long",
        StageEventKind::Restore => "shown again",
        StageEventKind::StepBack => "stepped back",
        StageEventKind::Import => "held before",
        StageEventKind::Correct => "corrected",
    }
}

/// What is said of an event for ever after.
pub fn remarks(told: &Told) -> Vec<String> {
    let event = &told.event;
    let mut said = Vec::new();
    if told.withdrawn.is_some() {
        said.push("withdrawn".to_owned());
    }
    if told.corrected_by.is_some() {
        said.push("corrected since".to_owned());
    }
    said.extend(event.declared());
    if event.own_thresholds {
        said.push("own thresholds".to_owned());
    }
    said
}
