//! The open session: start, pause, resume, stop, and the segments that come of it.

use super::error::{Error, Result};
use super::work::{Done, Work};
use super::{check, entry, feedback, gap, past, person, plan, skill};
use crate::domain::change::{Start, Stop};
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::moment::{Moment, Stamp};
use crate::domain::person::{Person, Role};
use crate::domain::plan::{Plan, PlanDay, PlanFate};
use crate::domain::rep::{COLD_AFTER_MS, Rep};
use crate::domain::session::{Doubt, Mode, Segment, SegmentKind, Session, SessionState};
use crate::domain::skill::Skill;
use crate::domain::timer::{self, Piece};
use crate::store::{beat, query};

/// The session that is running or paused, or the sentence that none is.
pub(super) fn open(work: &Work<'_>) -> Result<Session> {
    query::open_session(work.conn)?.ok_or_else(|| {
        Error::refused("no session is running")
            .hint("start one: `etude start SKILL`, or write one down: `etude log`")
    })
}

pub(super) fn start(work: &mut Work<'_>, mut start: Start) -> Result<Done> {
    if let Some(new) = &start.new_skill {
        start.session.skill = skill::made(work, new)?;
    }
    let skill: Skill = work.get(start.session.skill)?;
    if skill.archived.is_some() {
        return Err(Error::refused(format!("{} is archived", skill.name)).hint("restore it first"));
    }
    let closed = make_way(work, &start)?;
    let stamp = work.stamp(start.at)?;
    let read = stamp.wall.at;
    let stamp = after_last_end(work, stamp, closed.as_ref());
    let mut session = start.session;
    session.id = work.fresh_id();
    session.revision = 0;
    session.created = work.now.wall;
    session.state = SessionState::Running;
    session.started = stamp.wall;
    session.ended = None;
    session.day = work.calendar.day(stamp.wall);
    session.person = person::typed(work, start.with.as_deref(), session.person, Role::in_mode(session.mode))?;
    check_facts(work, &session)?;
    set_up_drill(work, &mut session, start.no_probe, stamp.wall.at)?;
    let_go_of_closed_plan(work, &mut session, &skill)?;
    work.insert(&session)?;
    insert_running(work, session.id, 1, stamp, stamp.wall.at > read)?;
    take_plan(work, &session)?;
    say_overlap(work, session.id, stamp.wall.at, work.now.wall.at)?;
    let label = match closed {
        Some((_, name)) => format!("start {} (closing {name})", skill.name),
        None => format!("start {}", skill.name),
    };
    Ok(Done::to(session.id, label))
}

/// A session that is open already is closed if asked, else the start is refused with its name.
fn make_way(work: &mut Work<'_>, start: &Start) -> Result<Option<(Moment, String)>> {
    let Some(running) = query::open_session(work.conn)? else { return Ok(None) };
    let name = work.get::<Skill>(running.skill)?.name;
    if !start.switch {
        return Err(Error::refused(format!("{name} is {} already", running.state))
            .hint("`etude stop` ends it; `--switch` ends it and starts the new one"));
    }
    stop(work, &Stop { at: start.at, ..Stop::default() })?;
    let closed: Session = work.get(running.id)?;
    Ok(closed.ended.map(|ended| (ended, name)))
}

fn after_last_end(work: &Work<'_>, stamp: Stamp, closed: Option<&(Moment, String)>) -> Stamp {
    match closed {
        Some((ended, _)) if ended.at > stamp.wall.at => {
            Stamp { wall: work.calendar.moment(ended.at), ..stamp }
        }
        _ => stamp,
    }
}

/// Checks what a session says of itself, whoever writes it.
pub(super) fn check_facts(work: &Work<'_>, session: &Session) -> Result<()> {
    if let Some(drill) = session.drill {
        let drill: Drill = work.get(drill)?;
        if drill.skill != session.skill {
            return Err(Error::usage(format!("{} is a drill of another skill", drill.name)));
        }
    }
    if let Some(person) = session.person {
        let _: Person = work.get(person)?;
    }
    check::range("the plan in seconds", session.planned_seconds, 1, 604_800)?;
    check::range("a work block in seconds", session.work_seconds, 1, 86_400)?;
    check::range("a pause block in seconds", session.pause_seconds, 0, 86_400)?;
    check::range("challenge", session.challenge, 1, 5)?;
    check::range("skill level", session.skill_level, 1, 5)?;
    check::range("a prediction", session.prediction, 0, 50)?;
    for (what, text) in [
        ("the intention", &session.intention),
        ("the criterion", &session.criterion),
        ("the context", &session.context),
        ("what worked", &session.worked),
        ("what did not", &session.didnt),
        ("the next focus", &session.next_focus),
        ("what you saw", &session.saw),
        ("what you will copy", &session.will_copy),
        ("their question", &session.their_question),
        ("their result", &session.their_result),
    ] {
        check::text(what, text)?;
    }
    Ok(())
}

/// The drill's dial and next variation, and whether its first reps are a cold probe.
fn set_up_drill(work: &Work<'_>, session: &mut Session, no_probe: bool, at: i64) -> Result<()> {
    session.probe_reps = 0;
    let Some(id) = session.drill else { return Ok(()) };
    let drill: Drill = work.get(id)?;
    session.dial = session.dial.take().or_else(|| drill.dial_now.clone());
    if session.variation.is_none() {
        let last = query::last_variation(work.conn, id)?;
        session.variation = drill.next_variation(last.as_deref()).map(str::to_owned);
    }
    let rested =
        query::last_rep_on_drill(work.conn, id, session.id)?.is_none_or(|last| at - last >= COLD_AFTER_MS);
    // Whoever watches, reads or teaches makes no attempts of their own.
    let plays = matches!(session.mode, Mode::Repeat | Mode::Apply | Mode::Perform);
    if drill.probe && plays && rested && !no_probe {
        session.probe_reps = drill.probe_reps;
    }
    Ok(())
}

/// A plan that is not open on the day of the session any more is no reason against starting.
fn let_go_of_closed_plan(work: &mut Work<'_>, session: &mut Session, skill: &Skill) -> Result<()> {
    let Some(id) = session.plan else { return Ok(()) };
    let plan: Plan = work.get(id)?;
    if !plan::is_open(work, &plan, session.day)? {
        work.notice(format!(
            "the plan for {} is not open on {}; started without it",
            skill.name, session.day
        ));
        session.plan = None;
    }
    Ok(())
}

fn take_plan(work: &mut Work<'_>, session: &Session) -> Result<()> {
    let Some(id) = session.plan else { return Ok(()) };
    plan::settle(work, id, session.day, PlanFate::Done, None, Some(session.id))?;
    Ok(())
}

/// Says where a session lies over another; allowed, but worth a word.
pub(super) fn say_overlap(work: &mut Work<'_>, id: Id, from: i64, to: i64) -> Result<()> {
    if let Some((skill, started)) = query::overlapping(work.conn, id, from, to)? {
        let name = work.get::<Skill>(skill)?.name;
        let began = crate::domain::calendar::civil(started).strftime("%Y-%m-%d %H:%M").to_string();
        work.notice(format!("this overlaps a session on {name} that began {began}"));
    }
    Ok(())
}

/// A wall that is behind the session's own time is written down as a step of the clock: see `timer::pieces_of`.
fn insert_running(work: &mut Work<'_>, session: Id, seq: i64, start: Stamp, stepped: bool) -> Result<()> {
    let doubt = stepped.then_some(Doubt::ClockStep);
    let running = Segment::running(session, seq, start, work.calendar);
    let id = work.fresh_id();
    work.insert(&Segment { id, doubt, ..running })
}

/// Opens a new running segment now, never before the last one ended.
pub(super) fn run_on(work: &mut Work<'_>, session: Id, at: Stamp) -> Result<()> {
    let last = query::segments_of(work.conn, session)?.pop();
    let seq = last.as_ref().map_or(1, |last| last.seq + 1);
    let floor = last.and_then(|last| last.ended).map_or(i64::MIN, |ended| ended.at);
    let start = if at.wall.at < floor { Stamp { wall: work.calendar.moment(floor), ..at } } else { at };
    insert_running(work, session, seq, start, start.wall.at > at.wall.at)
}

/// The pieces of the running segment until now, or one piece until a time somebody named.
fn running_pieces(work: &Work<'_>, running: &Segment, at: Option<Moment>) -> Result<Vec<Piece>> {
    let start = running.start;
    if let Some(at) = at {
        if at.at < start.wall.at {
            let began = crate::domain::calendar::civil(start.wall).strftime("%Y-%m-%d %H:%M").to_string();
            return Err(Error::refused(format!("the clock has run since {began}; that time is before it")));
        }
        let length = at.at.min(work.now.wall.at.max(start.wall.at)) - start.wall.at;
        let whole = Piece { kind: SegmentKind::Practice, doubt: None, start, length };
        return Ok(if length > 0 { vec![whole] } else { Vec::new() });
    }
    let facts = facts_of(work, running.session)?;
    let beat = beat::newest(work.conn, running.session)?;
    Ok(timer::pieces_of(running, &facts, beat, work.now))
}

/// The stamps of everything that happened in a session.
pub(super) fn facts_of(work: &Work<'_>, session: Id) -> Result<Vec<Stamp>> {
    super::status::facts(work.conn, session)
}

/// Closes the running segment; its pieces become segments of their own. Returns when the last one ended.
pub(super) fn close_running(work: &mut Work<'_>, session: Id, at: Option<Moment>) -> Result<Option<Moment>> {
    let segments = query::segments_of(work.conn, session)?;
    let Some(running) = segments.last().copied().filter(|s| s.ended.is_none()) else {
        return Ok(segments.last().and_then(|s| s.ended));
    };
    let laid = timer::lay_out(&running_pieces(work, &running, at)?, work.calendar);
    beat::clear(work.conn)?;
    let mut first = Segment { ended: Some(running.start.wall), ..running };
    if let Some(piece) = laid.first() {
        work.shape(&mut first, piece);
    }
    work.update(&first)?;
    work.insert_laid(session, running.seq + 1, laid.get(1..).unwrap_or_default())?;
    let ended = query::segments_of(work.conn, session)?.last().and_then(|s| s.ended);
    // The end is read from the wall that is there now, wherever the stretch began.
    Ok(ended.map(|ended| work.calendar.moment(ended.at)))
}

pub(super) fn pause(work: &mut Work<'_>, at: Option<Moment>) -> Result<Done> {
    let mut session = open(work)?;
    let skill: Skill = work.get(session.skill)?;
    if session.state == SessionState::Paused {
        return Err(
            Error::refused(format!("{} is paused already", skill.name)).hint("`etude resume` goes on")
        );
    }
    work.stamp(at)?;
    close_running(work, session.id, at)?;
    session.state = SessionState::Paused;
    work.update(&session)?;
    Ok(Done::to(session.id, format!("pause {}", skill.name)))
}

pub(super) fn resume(work: &mut Work<'_>, at: Option<Moment>) -> Result<Done> {
    let mut session = open(work)?;
    let skill: Skill = work.get(session.skill)?;
    if session.state == SessionState::Running {
        return Err(Error::refused(format!("{} is running already", skill.name)));
    }
    let stamp = work.stamp(at)?;
    let last = query::segments_of(work.conn, session.id)?.pop().and_then(|s| s.ended);
    if at.is_some() && last.is_some_and(|last| stamp.wall.at < last.at) {
        return Err(Error::refused("that time is before the pause began"));
    }
    run_on(work, session.id, stamp)?;
    session.state = SessionState::Running;
    work.update(&session)?;
    Ok(Done::to(session.id, format!("resume {}", skill.name)))
}

pub(super) fn stop(work: &mut Work<'_>, stop: &Stop) -> Result<Done> {
    let mut session = open(work)?;
    let skill: Skill = work.get(session.skill)?;
    let paused = session.state == SessionState::Paused;
    work.stamp(stop.at)?;
    let last = close_running(work, session.id, stop.at)?.unwrap_or(session.started);
    if paused && stop.at.is_some_and(|at| at.at < last.at) {
        return Err(Error::refused("that time is before the pause began"));
    }
    session.state = SessionState::Closed;
    session.ended = Some(last);
    session.challenge = stop.challenge.or(session.challenge);
    session.skill_level = stop.skill_level.or(session.skill_level);
    let keep = |new: &Option<String>, old: &mut String| {
        if let Some(new) = new {
            old.clone_from(new);
        }
    };
    keep(&stop.worked, &mut session.worked);
    keep(&stop.didnt, &mut session.didnt);
    keep(&stop.next_focus, &mut session.next_focus);
    keep(&stop.context, &mut session.context);
    keep(&stop.saw, &mut session.saw);
    keep(&stop.will_copy, &mut session.will_copy);
    keep(&stop.their_question, &mut session.their_question);
    keep(&stop.their_result, &mut session.their_result);
    session.person = person::typed(work, stop.with.as_deref(), session.person, Role::in_mode(session.mode))?;
    check_facts(work, &session)?;
    work.update(&session)?;
    entry::follow_session(work, None, &session)?;
    if let Some(answer) = stop.gap {
        gap::settle(work, session.id, answer)?;
    }
    if let Some(length) = stop.length {
        past::fit_length(work, session.id, length)?;
    }
    Ok(Done::to(session.id, format!("stop {}", skill.name)))
}

pub(super) fn cancel(work: &mut Work<'_>) -> Result<Done> {
    let mut session = open(work)?;
    let skill: Skill = work.get(session.skill)?;
    feedback::action::refuse_while_session_proves(work, session.id)?;
    let ended = close_running(work, session.id, None)?.unwrap_or(session.started);
    session.state = SessionState::Discarded;
    session.ended = Some(ended);
    work.update(&session)?;
    // What is thrown away was not done: its plan is open again.
    for fate in query::plan_days_of_session(work.conn, session.id)? {
        work.delete::<PlanDay>(fate.id)?;
    }
    Ok(Done::to(session.id, format!("discard the session on {}", skill.name)))
}

pub(super) fn extend_plan(work: &mut Work<'_>, seconds: i64) -> Result<Done> {
    let mut session = open(work)?;
    // Without a plan it is added to what was practised so far, in minutes begun.
    let planned = match session.planned_seconds {
        Some(planned) => planned,
        None => (practised_so_far(work, &session)? + 59_999).div_euclid(60_000) * 60,
    };
    let planned = planned.saturating_add(seconds);
    if planned < 60 {
        return Err(Error::refused("a plan is at least one minute"));
    }
    session.planned_seconds = Some(planned);
    check_facts(work, &session)?;
    work.update(&session)?;
    Ok(Done::to(session.id, format!("plan {} min", planned / 60)))
}

fn practised_so_far(work: &Work<'_>, session: &Session) -> Result<i64> {
    let segments = query::segments_of(work.conn, session.id)?;
    let closed =
        segments.iter().filter(|s| s.kind == SegmentKind::Practice).map(Segment::length).sum::<i64>();
    match segments.last().filter(|s| s.ended.is_none()) {
        Some(running) => Ok(closed + timer::practised(&running_pieces(work, running, None)?)),
        None => Ok(closed),
    }
}

pub(super) fn predict(work: &mut Work<'_>, hits: i64) -> Result<Done> {
    let mut session = open(work)?;
    if session.probe_reps == 0 {
        return Err(Error::refused("there is no cold probe to predict"));
    }
    check::range("a prediction", Some(hits), 0, session.probe_reps)?;
    if query::reps_of(work.conn, session.id)?.iter().any(|rep| rep.cold) {
        return Err(Error::refused("the cold probe has begun; a prediction comes before it"));
    }
    session.prediction = Some(hits);
    work.update(&session)?;
    Ok(Done::to(session.id, format!("predict {hits} of {}", session.probe_reps)))
}

pub(super) fn skip_probe(work: &mut Work<'_>) -> Result<Done> {
    let mut session = open(work)?;
    if session.probe_reps == 0 {
        return Err(Error::refused("there is no cold probe to skip"));
    }
    session.probe_reps = 0;
    session.prediction = None;
    work.update(&session)?;
    let cold: Vec<Rep> = query::reps_of(work.conn, session.id)?.into_iter().filter(|rep| rep.cold).collect();
    for mut rep in cold {
        rep.cold = false;
        work.update(&rep)?;
    }
    Ok(Done::to(session.id, "skip the cold probe"))
}
