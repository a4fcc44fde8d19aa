//! `etude feedback show`: one piece whole, and what came byte for byte.

use std::io::IsTerminal;

use super::list;
use super::shape;
use crate::cli::Done;
use crate::cli::args::FeedbackShowArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Out;
use crate::domain::calendar::{Day, civil};
use crate::domain::display::fit;
use crate::domain::feedback::{Feedback, TurnRound};
use crate::domain::id::MIN_TAIL;
use crate::domain::when::{hour_minute, spent};
use crate::journal::read::feedback::{ActionLine, FeedbackDetail, FeedbackRow};
use crate::journal::{Error, Journal};

pub(super) fn show(cx: &mut Context, args: &FeedbackShowArgs) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("there is no feedback yet").into());
    };
    let id = journal.find_feedback(&args.id)?;
    if args.original {
        let bytes = journal.original(id)?.ok_or_else(|| {
            Failure::refused("there is no original: it did not come from a file")
                .hint("it shows the words without --original")
        })?;
        return original(&mut cx.out, &bytes);
    }
    let detail = journal.feedback_detail(id)?;
    if cx.json {
        return cx.out.json(&shape::detail(&detail));
    }
    text(cx, &journal, &detail, args.quoted)
}

/// A terminal obeys bytes; a file or a program gets them as they came.
fn original(out: &mut Out, bytes: &[u8]) -> Done {
    if std::io::stdout().is_terminal() { out.text(&String::from_utf8_lossy(bytes)) } else { out.raw(bytes) }
}

fn text(cx: &mut Context, journal: &Journal, detail: &FeedbackDetail, quoted: bool) -> Done {
    let (row, feedback) = (&detail.row, &detail.row.feedback);
    let today = cx.today();
    heading(cx, journal, row)?;
    let out = &mut cx.out;
    let until = feedback.snoozed_until.filter(|_| feedback.is_snoozed(today));
    out.pair("snoozed", &until.map(|until| format!("until {until}")).unwrap_or_default())?;
    if !feedback.address.is_empty() {
        out.pair("address", &format!("{} (unverified)", feedback.address))?;
    }
    facts(out, row)?;
    if let Some(session) = &detail.session {
        let id = journal.short_id(session.session.id)?;
        out.pair("session", &format!("{} {} · {id}", session.session.day, session.skill_name))?;
    }
    out.pair("request", &feedback.request)?;
    if feedback.state.is_received() {
        out.pair(
            "words",
            if feedback.text.is_empty() { "(none: see the title or the files)" } else { &feedback.text },
        )?;
    }
    if quoted {
        out.pair("quoted", &feedback.quoted)?;
    } else if !feedback.quoted.is_empty() {
        out.pair("quoted", &format!("{} lines (--quoted shows them)", feedback.quoted.lines().count()))?;
    }
    out.pair("my answer", &feedback.response)?;
    themes(out, detail)?;
    for action in &row.actions {
        show_action(out, journal, detail, action, today)?;
    }
    for file in &detail.attachments {
        let name = if file.name.is_empty() { "without a name" } else { &file.name };
        out.pair(
            "attachment",
            &format!("{} · {} · {} bytes (never opened)", fit(name, 60), file.media_type, file.size),
        )?;
    }
    moves(out, detail)?;
    for other in &detail.thread {
        out.pair("thread", &beside(journal, other)?)?;
    }
    for other in &detail.related {
        out.pair("related", &beside(journal, other)?)?;
    }
    let kept = detail.original.as_ref().map(|format| format!("{format} (--original gives it byte for byte)"));
    out.pair("original", &kept.unwrap_or_default())
}

fn heading(cx: &mut Context, journal: &Journal, row: &FeedbackRow) -> Done {
    let feedback = &row.feedback;
    let when = feedback.when();
    let id = journal.short_feedback_id(feedback.id)?;
    let from = list::from(row);
    let from = if from.is_empty() { "feedback".to_owned() } else { fit(&from, 60) };
    let day = cx.calendar().1.day(when);
    cx.out.heading(&format!("{from} · {} · {day} {} · {id}", feedback.state.shown(), hour_minute(when)))
}

fn facts(out: &mut Out, row: &FeedbackRow) -> Done {
    let feedback = &row.feedback;
    let Feedback { source, title, link, .. } = feedback;
    for (name, text) in [("title", title), ("source", source), ("link", link)] {
        out.pair(name, text)?;
    }
    out.pair("skill", row.skill_name.as_deref().unwrap_or_default())?;
    out.pair("area", row.area_name.as_deref().unwrap_or_default())?;
    out.pair("tough", &feedback.tough.map(|tough| format!("{tough} of 3")).unwrap_or_default())?;
    out.pair("focus", feedback.focus.map(|focus| focus.word()).unwrap_or_default())?;
    out.pair("private", if feedback.private { "yes" } else { "" })
}

fn themes(out: &mut Out, detail: &FeedbackDetail) -> Done {
    for line in &detail.themes {
        let often = if line.keeps_coming_back() { ", keeps coming back" } else { "" };
        out.pair("theme", &format!("{} ({}{often})", line.theme.name, line.pieces))?;
    }
    Ok(())
}

/// An action with its day and what proves it.
fn show_action(
    out: &mut Out,
    journal: &Journal,
    detail: &FeedbackDetail,
    action: &ActionLine,
    today: Day,
) -> Done {
    let id = journal.short_action_id(action.id)?;
    let due =
        action.due.map(|due| if due == today { " · due today".to_owned() } else { format!(" · due {due}") });
    let mark = if action.proofs.is_empty() { "○" } else { "●" };
    out.pair("action", &format!("{mark} {}{} · {id}", action.text, due.unwrap_or_default()))?;
    for proof in &action.proofs {
        let session = detail.proving_sessions.iter().find(|row| Some(row.session.id) == proof.session);
        let entry = detail.proving_entries.iter().find(|row| Some(row.entry.id) == proof.entry);
        let by = match (session, entry) {
            (Some(row), _) => {
                let (session, id) = (&row.session, journal.short_id(row.session.id)?);
                format!("session {id} · {} · {} {}", session.day, row.skill_name, spent(row.practised))
            }
            (_, Some(row)) => {
                let (entry, id) = (&row.entry, journal.short("entry", row.entry.id)?);
                let about = row.skill_name.as_deref().unwrap_or_default();
                format!("{} {id} · {} · {about} {}", entry.kind, entry.when.iso(), entry.place)
            }
            _ => String::new(),
        };
        out.pair("  proof", &format!("{} · {}", by.trim_end(), proof.id.tail(MIN_TAIL + 2)))?;
    }
    Ok(())
}

/// Every move with its day, and how long the steps took.
fn moves(out: &mut Out, detail: &FeedbackDetail) -> Done {
    for step in &detail.moves {
        let day = civil(step.at).date();
        let reason = if step.reason.is_empty() { String::new() } else { format!(": {}", step.reason) };
        out.pair(&format!("{day}"), &format!("{} {}{reason}", hour_minute(step.at), step.to.shown()))?;
    }
    let TurnRound { asked_to_received, received_to_accepted, accepted_to_acted, acted_to_closed } =
        detail.turn_round;
    let steps = [
        ("asked to received", asked_to_received),
        ("received to acting", received_to_accepted),
        ("acting to acted", accepted_to_acted),
        ("acted to closed", acted_to_closed),
    ];
    let took = steps.into_iter().filter_map(|(name, ms)| Some(format!("{name} {}", spent_long(ms?))));
    out.pair("took", &took.collect::<Vec<_>>().join(" · "))
}

/// Hours up to two days, then days.
fn spent_long(ms: i64) -> String {
    let days = ms / 86_400_000;
    if days < 2 { spent(ms) } else { format!("{days} d") }
}

fn beside(journal: &Journal, row: &FeedbackRow) -> Result<String, Error> {
    let id = journal.short_feedback_id(row.feedback.id)?;
    let day = civil(row.feedback.when()).date();
    Ok(format!("{id} · {day} · {}", list::line(row)))
}
