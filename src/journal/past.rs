//! Sessions that are over: written down late, edited, cut in two, moved, deleted.
//! Long because cutting, moving and lengthening a session share how its facts are taken along.

use super::error::{Error, Result};
use super::session::{check_facts, say_overlap};
use super::work::{Done, Work};
use super::{check, entry, evidence, feedback, person, rep, skill};
use crate::domain::calendar::Calendar;
use crate::domain::change::{EditedNote, EditedSession, PastSession};
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::{Moment, Stamp};
use crate::domain::person::Role;
use crate::domain::rep::Rep;
use crate::domain::session::{Mark, Note, Segment, SegmentKind, Session, SessionState};
use crate::domain::skill::Skill;
use crate::domain::timer::Piece;
use crate::domain::when::spent;
use crate::store::query;

/// The longest sitting that can be written down: a week.
const LONGEST_MS: i64 = 7 * 24 * 60 * 60 * 1000;

pub(super) fn log(work: &mut Work<'_>, past: PastSession) -> Result<Done> {
    let mut session = past.session;
    if let Some(new) = &past.new_skill {
        session.skill = skill::made(work, new)?;
    }
    let skill: Skill = work.get(session.skill)?;
    check_length(past.length)?;
    let started = session.started.at;
    check::moment(started)?;
    if started.saturating_add(past.length) > work.now.wall.at + 60_000 {
        return Err(Error::refused("that session would end in the future")
            .hint("say when it began: `--at 'yesterday 18:00'`, or start it: `etude start`"));
    }
    session.id = work.fresh_id();
    session.revision = 0;
    session.created = work.now.wall;
    session.state = SessionState::Closed;
    session.late = true;
    session.probe_reps = 0;
    session.day = work.calendar.day(session.started);
    session.ended = Some(work.calendar.there(session.started).moment(started + past.length));
    session.person = person::typed(work, past.with.as_deref(), session.person, Role::in_mode(session.mode))?;
    check_facts(work, &session)?;
    work.insert(&session)?;
    entry::follow_session(work, None, &session)?;
    let start = Stamp { wall: session.started, ..Stamp::default() };
    lay(work, session.id, 1, start, past.length)?;
    let end = Stamp { wall: session.ended.unwrap_or(session.started), ..Stamp::default() };
    if let Some(reps) = &past.reps {
        rep::add_to(work, &session, reps, end)?;
    }
    for text in past.notes {
        rep::write_note(work, session.id, text, end)?;
    }
    say_overlap(work, session.id, started, started + past.length)?;
    Ok(Done::to(session.id, format!("log {} of {}", spent(past.length), skill.name)))
}

fn check_length(length: i64) -> Result<()> {
    if length <= 0 {
        return Err(Error::usage("a session is longer than nothing"));
    }
    if length > LONGEST_MS {
        return Err(Error::usage("a session is at most a week long"));
    }
    Ok(())
}

/// Inserts practised segments of a given length, cut at each new local day.
fn lay(work: &mut Work<'_>, session: Id, seq: i64, start: Stamp, length: i64) -> Result<()> {
    work.insert_laid(session, seq, &[Piece { kind: SegmentKind::Practice, doubt: None, start, length }])?;
    Ok(())
}

pub(super) fn edit(work: &mut Work<'_>, edited: EditedSession) -> Result<Done> {
    let EditedSession { session: mut edited, with, length, notes } = edited;
    let before: Session = work.get(edited.id)?;
    let skill: Skill = work.get(before.skill)?;
    edited.person = person::typed(work, with.as_deref(), edited.person, Role::in_mode(edited.mode))?;
    check_facts(work, &edited)?;
    // Its time, state, skill and probe are changed by their own changes, never by an edit.
    let kept = Session {
        created: before.created,
        skill: before.skill,
        state: before.state,
        started: before.started,
        ended: before.ended,
        day: before.day,
        late: before.late,
        probe_reps: before.probe_reps,
        plan: before.plan,
        ..edited
    };
    let turned = Session { private: kept.private, ..before.clone() };
    let mut label = match kept.private {
        private if kept != turned || private == before.private => format!("edit session on {}", skill.name),
        true => format!("mark session on {} private", skill.name),
        false => format!("mark session on {} not private", skill.name),
    };
    // Where only a note or the length was changed, nothing is said of the rest.
    if kept != before || (length.is_none() && notes.is_empty()) {
        work.update(&kept)?;
        entry::follow_session(work, Some(&before), &kept)?;
    } else if let ([note], None) = (notes.as_slice(), length) {
        return write_note(work, kept.id, note);
    }
    if let Some(length) = length {
        closed(work, kept.id)?;
        fit_length(work, kept.id, length)?;
        label = format!("edit session on {}, now {}", skill.name, spent(length));
    }
    for note in &notes {
        write_note(work, kept.id, note)?;
    }
    Ok(Done::to(kept.id, label))
}

fn write_note(work: &mut Work<'_>, session: Id, note: &EditedNote) -> Result<Done> {
    let text = note.text.clone();
    match note.stored {
        Some((id, revision)) => rep::edit_note(work, id, revision, text),
        None => rep::note(work, Some(session), text),
    }
}

fn closed(work: &Work<'_>, id: Id) -> Result<Session> {
    let session: Session = work.get(id)?;
    if session.is_open() {
        let name = work.get::<Skill>(session.skill)?.name;
        return Err(Error::refused(format!("the session on {name} is still {}", session.state))
            .hint("end it first: `etude stop`"));
    }
    Ok(session)
}

pub(super) fn set_length(work: &mut Work<'_>, id: Id, length: i64) -> Result<Done> {
    let session = closed(work, id)?;
    let skill: Skill = work.get(session.skill)?;
    fit_length(work, id, length)?;
    Ok(Done::to(id, format!("set the session on {} to {}", skill.name, spent(length))))
}

/// Makes the practised time of a closed session exactly so long: cut from its end, or its last stretch drawn out.
pub(super) fn fit_length(work: &mut Work<'_>, id: Id, length: i64) -> Result<()> {
    check_length(length)?;
    let segments = query::segments_of(work.conn, id)?;
    let mut left = length;
    let mut last: Option<Segment> = None;
    for segment in segments.iter().filter(|s| s.kind == SegmentKind::Practice) {
        let own = segment.length();
        let mut kept = *segment;
        if left <= 0 {
            kept.kind = SegmentKind::Dropped;
        } else if left < own {
            let there = work.calendar.there(segment.start.wall);
            kept.ended = Some(there.moment(segment.start.wall.at + left));
        }
        if kept != *segment {
            work.update(&kept)?;
            kept.revision += 1;
        }
        if kept.kind == SegmentKind::Practice {
            last = Some(kept);
        }
        left -= own.min(left.max(0));
    }
    if left > 0 {
        draw_out(work, id, last, left)?;
    }
    end_with_last_practice(work, id)
}

/// Draws the last practised stretch out by `more`; doubted or dropped stretches behind it give way.
fn draw_out(work: &mut Work<'_>, id: Id, last: Option<Segment>, more: i64) -> Result<()> {
    let session: Session = work.get(id)?;
    let segments = query::segments_of(work.conn, id)?;
    let own_end = segments.iter().filter_map(|s| s.ended).map(|ended| ended.at).max().unwrap_or(i64::MIN);
    for segment in segments {
        if last.is_none_or(|last| segment.seq >= last.seq) {
            work.delete::<Segment>(segment.id)?;
        }
    }
    let (seq, start, length) = match last {
        Some(last) => (last.seq, last.start, last.length() + more),
        None => (1, Stamp { wall: session.started, ..Stamp::default() }, more),
    };
    // Where the wall was set back meanwhile, the session's own time is ahead of it, and right.
    let latest = work.now.wall.at.max(own_end) + 60_000;
    if start.wall.at.saturating_add(length) > latest {
        return Err(Error::refused("that session would end in the future"));
    }
    lay(work, id, seq, start, length)
}

/// A closed session ends where its practice does; what was dropped behind that is no part of it.
pub(super) fn end_with_last_practice(work: &mut Work<'_>, id: Id) -> Result<()> {
    let mut session: Session = work.get(id)?;
    if session.is_open() {
        return Ok(());
    }
    let end = query::segments_of(work.conn, id)?
        .iter()
        .filter(|s| s.kind == SegmentKind::Practice)
        .filter_map(|s| s.ended)
        .max();
    if end.is_some_and(|end| session.ended.is_none_or(|ended| ended.at != end.at)) {
        session.ended = end;
        work.update(&session)?;
    }
    Ok(())
}

pub(super) fn split(work: &mut Work<'_>, id: Id, at: Moment) -> Result<Done> {
    let mut first = closed(work, id)?;
    let skill: Skill = work.get(first.skill)?;
    let end = first.ended.unwrap_or(first.started);
    if at.at <= first.started.at || at.at >= end.at {
        let clock = |m: Moment| crate::domain::calendar::civil(m).strftime("%Y-%m-%d %H:%M").to_string();
        return Err(Error::refused(format!(
            "that time is not within the session ({} to {})",
            clock(first.started),
            clock(end)
        )));
    }
    let cut = work.calendar.there(first.started).moment(at.at);
    let mut second = Session {
        id: work.fresh_id(),
        revision: 0,
        created: work.now.wall,
        started: cut,
        day: work.calendar.day(cut),
        plan: None,
        prediction: None,
        probe_reps: 0,
        ..first.clone()
    };
    // What was said at the end belongs to the second half; the intention belongs to both.
    first.ended = Some(cut);
    let Session { worked, didnt, next_focus, saw, will_copy, their_question, their_result, .. } = &mut first;
    for text in [worked, didnt, next_focus, saw, will_copy, their_question, their_result] {
        text.clear();
    }
    (first.challenge, first.skill_level) = (None, None);
    second.state = first.state;
    work.update(&first)?;
    work.insert(&second)?;
    split_segments(work, id, second.id, cut)?;
    split_facts(work, id, second.id, cut.at)?;
    entry::move_to_session(work, id, &second)?;
    Ok(Done::to(second.id, format!("split session on {}", skill.name)))
}

fn split_segments(work: &mut Work<'_>, from: Id, to: Id, cut: Moment) -> Result<()> {
    let mut seq = 0;
    for segment in query::segments_of(work.conn, from)? {
        let end = segment.ended.unwrap_or(segment.start.wall);
        if end.at <= cut.at {
            continue;
        }
        seq += 1;
        if segment.start.wall.at >= cut.at {
            work.update(&Segment { session: to, seq, ..segment })?;
            continue;
        }
        let start = segment.start.plus(cut.at - segment.start.wall.at);
        let start = Stamp { wall: cut, ..start };
        work.update(&Segment { ended: Some(cut), ..segment })?;
        let rest = Segment { id: work.fresh_id(), revision: 0, session: to, seq, start, ..segment };
        work.insert(&rest)?;
    }
    Ok(())
}

fn split_facts(work: &mut Work<'_>, from: Id, to: Id, cut: i64) -> Result<()> {
    let after = |stamp: Stamp| stamp.wall.at >= cut;
    let reps = query::reps_of(work.conn, from)?.into_iter().filter(|rep| after(rep.stamp)).zip(1..);
    let notes = query::notes_of(work.conn, from)?.into_iter().filter(|note| after(note.stamp));
    let marks = query::marks_of(work.conn, from)?.into_iter().filter(|mark| after(mark.stamp));
    let readings = query::readings_of(work.conn, from)?.into_iter().filter(|reading| after(reading.stamp));
    work.update_all(reps.map(|(rep, seq)| Rep { session: to, seq, cold: false, ..rep }))?;
    work.update_all(notes.map(|note| Note { session: to, ..note }))?;
    work.update_all(marks.map(|mark| Mark { session: to, ..mark }))?;
    work.update_all(readings.map(|reading| Reading { session: Some(to), ..reading }))
}

pub(super) fn shift(work: &mut Work<'_>, id: Id, skill: Option<Id>, at: Option<Moment>) -> Result<Done> {
    let mut session = closed(work, id)?;
    let stood = session.clone();
    let before: Skill = work.get(session.skill)?;
    let mut label = format!("move session on {}", before.name);
    if let Some(at) = at {
        shift_time(work, &mut session, at)?;
        feedback::action::keep_after_feedback(work, &session)?;
        label.push_str(&format!(
            " to {}",
            crate::domain::calendar::civil(session.started).strftime("%Y-%m-%d %H:%M")
        ));
    }
    if let Some(skill) = skill.filter(|skill| *skill != session.skill) {
        let after: Skill = work.get(skill)?;
        session.skill = skill;
        let keeps_drill = match session.drill {
            Some(drill) => work.get::<Drill>(drill)?.skill == skill,
            None => true,
        };
        if !keeps_drill {
            work.notice("its drill belongs to the other skill and was taken off");
            session.drill = None;
        }
        say_foreign_readings(work, id, skill)?;
        label.push_str(&format!(" to {}", after.name));
    }
    work.update(&session)?;
    entry::follow_session(work, Some(&stood), &session)?;
    Ok(Done::to(id, label))
}

fn say_foreign_readings(work: &mut Work<'_>, id: Id, skill: Id) -> Result<()> {
    for reading in query::readings_of(work.conn, id)? {
        if work.get::<Measure>(reading.measure)?.skill != skill {
            work.notice("its readings stay with the measure they were taken of");
            break;
        }
    }
    Ok(())
}

/// Moves a session and its segments in time; where a new day begins may now cut elsewhere.
fn shift_time(work: &mut Work<'_>, session: &mut Session, at: Moment) -> Result<()> {
    check::moment(at.at)?;
    let by = at.at.saturating_sub(session.started.at);
    let end = session.ended.unwrap_or(session.started).at + by;
    if end > work.now.wall.at + 60_000 {
        return Err(Error::refused("that session would end in the future"));
    }
    let old = query::segments_of(work.conn, session.id)?;
    work.delete_all(&old)?;
    let there = work.calendar.there(at);
    let mut seq = 1;
    for segment in &old {
        let start = Stamp { wall: there.moment(segment.start.wall.at + by), ..segment.start };
        let piece = Piece { kind: segment.kind, doubt: segment.doubt, start, length: segment.length() };
        seq = work.insert_laid(session.id, seq, &[piece])?;
    }
    shift_facts(work, session.id, by, &there)?;
    session.started = at;
    session.ended = Some(there.moment(end));
    session.day = work.calendar.day(session.started);
    say_overlap(work, session.id, session.started.at, end)
}

/// Reps, notes, marks and readings happened when their session was.
fn shift_facts(work: &Work<'_>, id: Id, by: i64, there: &Calendar) -> Result<()> {
    let moved = |stamp: Stamp| Stamp { wall: there.moment(stamp.wall.at.saturating_add(by)), ..stamp };
    let (reps, notes) = (query::reps_of(work.conn, id)?, query::notes_of(work.conn, id)?);
    let (marks, readings) = (query::marks_of(work.conn, id)?, query::readings_of(work.conn, id)?);
    work.update_all(reps.into_iter().map(|rep| Rep { stamp: moved(rep.stamp), ..rep }))?;
    work.update_all(notes.into_iter().map(|note| Note { stamp: moved(note.stamp), ..note }))?;
    work.update_all(marks.into_iter().map(|mark| Mark { stamp: moved(mark.stamp), ..mark }))?;
    work.update_all(readings.into_iter().map(|reading| Reading { stamp: moved(reading.stamp), ..reading }))
}

pub(super) fn delete(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let session = closed(work, id)?;
    let skill: Skill = work.get(session.skill)?;
    feedback::action::refuse_while_session_proves(work, id)?;
    evidence::refuse_while_evidence(work, "session_id", id, "session")?;
    feedback::forget_session(work, id)?;
    entry::forget_session(work, id)?;
    work.delete_all(&query::reps_of(work.conn, id)?)?;
    work.delete_all(&query::notes_of(work.conn, id)?)?;
    work.delete_all(&query::marks_of(work.conn, id)?)?;
    work.delete_all(&query::readings_of(work.conn, id)?)?;
    work.delete_all(&query::segments_of(work.conn, id)?)?;
    work.delete_all(&query::plan_days_of_session(work.conn, id)?)?;
    work.delete::<Session>(id)?;
    Ok(Done::to(id, format!("delete session on {} ({})", skill.name, session.day)))
}
