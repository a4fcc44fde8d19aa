//! `etude session`: one session, shown and mended.

use serde_json::Value as Json;

use super::args::{EditArgs, SessionVerb};
use super::context::Context;
use super::edit::{put, put_number};
use super::failure::Failure;
use super::{Done, facts, feedback, json, named, stop};
use crate::cli::json::object;
use crate::domain::change::{Change, EditedSession};
use crate::domain::id::Id;
use crate::domain::rep::{Rep, RepResult, Tally};
use crate::domain::session::Segment;
use crate::domain::when::{hour_minute, spent};
use crate::journal::find::Among;
use crate::journal::read::SessionDetail;
use crate::journal::read::feedback::{FeedbackFilter, FeedbackRow};
use crate::journal::{Error, Journal};

pub(super) fn run(cx: &mut Context, verb: SessionVerb) -> Done {
    match verb {
        SessionVerb::Show { id } => show(cx, &id),
        SessionVerb::Edit(args) => edit(cx, &args),
        SessionVerb::Split { id, at } => {
            let at = cx.moment(&at)?;
            change(cx, &id, |session, _| Ok(Change::SplitSession { session, at }))
        }
        SessionVerb::Move { id, skill, at } => {
            let at = cx.moment_if(at.as_deref())?;
            change(cx, &id, |session, journal| {
                let found = skill.map(|name| journal.find_skill(&name, Among::InUse)).transpose()?;
                Ok(Change::MoveSession { session, skill: found.map(|skill| skill.id), at })
            })
        }
        SessionVerb::Delete { id, .. } => {
            change(cx, &id, |session, _| Ok(Change::DeleteSession(session)))?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
        SessionVerb::Resolve { id, answer } => {
            let answer = stop::answer(&answer)?;
            change(cx, &id, |session, _| Ok(Change::ResolveGap { session, answer }))
        }
        SessionVerb::EditNote { note, text } => {
            let mut journal = cx.open_existing()?;
            let note = journal.find_note(&note)?;
            cx.change(&mut journal, Change::EditNote { note: note.id, revision: note.revision, text })
        }
    }
}

fn change(cx: &mut Context, typed: &str, make: impl FnOnce(Id, &Journal) -> Result<Change, Failure>) -> Done {
    let mut journal = cx.open_existing()?;
    let id = journal.find_session(typed)?;
    let change = make(id, &journal)?;
    cx.change(&mut journal, change)
}

fn edit(cx: &mut Context, args: &EditArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let id = journal.find_session(&args.id)?;
    let before = journal.session_detail(id)?.row.session;
    let mut session = before.clone();
    if let Some(drill) = &args.facts.drill {
        session.drill = named::drill_of(&journal, session.skill, drill)?;
    }
    let with = facts::take(&args.facts, &mut session);
    facts::take_short(&args.short, &mut session);
    let said = &args.reflection;
    put(said.worked.as_ref(), &mut session.worked);
    put(said.didnt.as_ref(), &mut session.didnt);
    put(said.next.as_ref(), &mut session.next_focus);
    put_number(said.challenge, &mut session.challenge);
    put_number(said.skill_level, &mut session.skill_level);
    if let Some(planned) = args.planned {
        session.planned_seconds = planned.0.map(|ms| ms / 1000);
    }
    if session == before && with.is_none() && args.length.is_none() {
        return Err(
            Failure::usage("nothing to change").hint("`etude session edit --help` lists what can be said")
        );
    }
    let edited = EditedSession { with, length: args.length, ..EditedSession::of(session) };
    cx.change(&mut journal, Change::EditSession(Box::new(edited)))
}

fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("there is no session yet").into());
    };
    let id = journal.find_session(typed)?;
    let detail = journal.session_detail(id)?;
    if cx.json {
        return show_json(cx, &journal, &detail);
    }
    show_text(cx, &journal, &detail)
}

fn show_json(cx: &mut Context, journal: &Journal, detail: &SessionDetail) -> Done {
    let notes: Vec<String> = detail.notes.iter().map(|note| note.text.clone()).collect();
    let segment = |s: &Segment| {
        object! {
            "kind": s.kind,
            "doubt": s.doubt,
            "started_at": json::time(s.start.wall),
            "ended_at": s.ended.map(json::time),
            "seconds": json::seconds(s.length()),
            "day": s.day,
        }
    };
    let marks = detail.marks.iter();
    let marks = marks.map(|m| object! { "id": m.id, "at": json::time(m.stamp.wall), "kind": m.kind });
    let entries = detail.notes.iter();
    let entries = entries.map(|n| object! { "id": n.id, "at": json::time(n.stamp.wall), "text": &n.text });
    let reading = detail.readings.iter().map(|(reading, measure)| {
        object! {
            "id": reading.id,
            "at": json::time(reading.stamp.wall),
            "measure": &measure.name,
            "unit": json::text(&measure.unit),
            "value": reading.value,
            "sample": reading.sample,
        }
    });
    let id = detail.row.session.id;
    let (proved, about) = (journal.proved_by_session(id)?, about(journal, id)?);
    cx.out.json(&object! {
        ..json::value(&json::session(&detail.row, &detail.areas, &notes)),
        "segments": detail.segments.iter().map(segment).collect::<Json>(),
        "reps": detail.reps.iter().map(rep_json).collect::<Json>(),
        "note_entries": entries.collect::<Json>(),
        "marks": marks.collect::<Json>(),
        "readings": reading.collect::<Json>(),
        "proves": proved
            .into_iter()
            .map(|action| object! {
                "action_id": action.id,
                "feedback_id": action.feedback,
                "text": action.text,
            })
            .collect::<Json>(),
        "feedback_ids": about.iter().map(|row| row.feedback.id).collect::<Vec<Id>>(),
    })
}

/// The feedback about a session, newest first.
fn about(journal: &Journal, session: Id) -> Result<Vec<FeedbackRow>, Error> {
    journal.feedback(&FeedbackFilter { session: Some(session), ..FeedbackFilter::default() })
}

fn rep_json(rep: &Rep) -> Json {
    object! {
        "seq": rep.seq,
        "at": json::time(rep.stamp.wall),
        "result": rep.result,
        "grade": rep.grade,
        "cold": rep.cold,
        "mental": rep.mental,
        "bulk": rep.bulk,
        "miss_tag": rep.miss_tag.as_deref(),
        "dial": rep.dial.as_deref(),
        "variation": rep.variation.as_deref(),
    }
}

fn show_text(cx: &mut Context, journal: &Journal, detail: &SessionDetail) -> Done {
    let (row, session) = (&detail.row, &detail.row.session);
    let id = journal.short_id(session.id)?;
    let until = session.ended.map_or(String::new(), |ended| format!("–{}", hour_minute(ended)));
    cx.out.heading(&format!(
        "{} · {} {}{until} · {id}",
        row.skill_name,
        session.day,
        hour_minute(session.started)
    ))?;
    let out = &mut cx.out;
    out.pair("areas", &detail.areas.join(", "))?;
    out.pair("state", session.state.word())?;
    out.pair("practised", &spent(row.practised))?;
    if row.unresolved > 0 {
        out.pair("in doubt", &spent(row.unresolved))?;
    }
    out.pair("planned", &session.planned_seconds.map(|s| spent(s * 1000)).unwrap_or_default())?;
    out.pair("mode", session.mode.word())?;
    out.pair("drill", row.drill_name.as_deref().unwrap_or(""))?;
    out.pair("dial", session.dial.as_deref().unwrap_or(""))?;
    out.pair("variation", session.variation.as_deref().unwrap_or(""))?;
    out.pair("with", row.person_name.as_deref().unwrap_or(""))?;
    for (name, text) in [
        ("intention", &session.intention),
        ("criterion", &session.criterion),
        ("context", &session.context),
        ("worked", &session.worked),
        ("didn't", &session.didnt),
        ("next focus", &session.next_focus),
        ("saw", &session.saw),
        ("will copy", &session.will_copy),
        ("question", &session.their_question),
        ("result", &session.their_result),
    ] {
        out.pair(name, text)?;
    }
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    out.pair("challenge", &number(session.challenge))?;
    out.pair("skill level", &number(session.skill_level))?;
    out.pair("reps", &strip(&detail.reps))?;
    for (reading, measure) in &detail.readings {
        let value = crate::domain::drill::plain(reading.value);
        out.pair(&measure.name, &format!("{value} {}", measure.unit))?;
    }
    for note in &detail.notes {
        out.pair(&hour_minute(note.stamp.wall), &format!("{}  ({})", note.text, note.id.tail(6)))?;
    }
    for action in journal.proved_by_session(session.id)? {
        out.pair("proves", &action.text)?;
    }
    for row in about(journal, session.id)? {
        let id = journal.short_feedback_id(row.feedback.id)?;
        out.pair("feedback", &format!("{id} · {}", feedback::line(&row)))?;
    }
    stop::say_doubt(cx, &detail.segments, detail.row.unresolved, &id);
    Ok(())
}

/// The reps in a row, and what they come to.
fn strip(reps: &[Rep]) -> String {
    if reps.is_empty() {
        return String::new();
    }
    let mark = |rep: &Rep| match (rep.mental, rep.result, rep.grade) {
        (true, ..) => "~".to_owned(),
        (_, RepResult::Hit, _) => "●".to_owned(),
        (_, RepResult::Miss, _) => "○".to_owned(),
        (_, RepResult::Graded, grade) => grade.map(|grade| grade.to_string()).unwrap_or_default(),
    };
    let row: String = reps.iter().map(mark).collect();
    let tally = Tally::of(reps);
    if tally.total() > 0 { format!("{row}  {}", tally.shown()) } else { row }
}
