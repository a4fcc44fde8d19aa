//! Time in doubt (the machine slept, the program was killed): noted where it happened, and decided on by a person.

use super::error::{Error, Result};
use super::past::end_with_last_practice;
use super::session::{close_running, open, run_on};
use super::work::{Done, Work};
use crate::domain::id::Id;
use crate::domain::session::{Segment, SegmentKind, Session, SessionState};
use crate::domain::skill::Skill;
use crate::domain::timer::GapAnswer;
use crate::domain::when::spent;
use crate::store::query;

/// Closes the running stretch where the clocks disagree, and lets the clock run on from now.
pub(super) fn note(work: &mut Work<'_>) -> Result<Done> {
    let session = open(work)?;
    if session.state != SessionState::Running {
        return Err(Error::refused("the clock stands; there is nothing to doubt"));
    }
    let before = doubted(work, session.id)?;
    close_running(work, session.id, None)?;
    let found = doubted(work, session.id)? - before;
    if found == 0 {
        return Err(Error::refused("the clocks agree; there is nothing to doubt"));
    }
    run_on(work, session.id, work.now)?;
    Ok(Done::to(session.id, format!("doubt {}", spent(found))))
}

/// Decides on the doubted time of a session, open or closed.
pub(super) fn resolve(work: &mut Work<'_>, id: Id, answer: GapAnswer) -> Result<Done> {
    let session: Session = work.get(id)?;
    let skill: Skill = work.get(session.skill)?;
    let runs = session.state == SessionState::Running;
    if runs {
        close_running(work, id, None)?;
    }
    let total = doubted(work, id)?;
    if total == 0 {
        return Err(Error::refused(format!("no time of that session on {} is in doubt", skill.name)));
    }
    settle(work, id, answer)?;
    if runs {
        run_on(work, id, work.now)?;
    }
    let what = match answer {
        GapAnswer::Keep => format!("keep {} in doubt", spent(total)),
        GapAnswer::Trim => format!("trim from {} in doubt on", spent(total)),
        GapAnswer::Discard => format!("discard {} in doubt", spent(total)),
        GapAnswer::Length(ms) => format!("keep {} of {} in doubt", spent(ms), spent(total)),
    };
    Ok(Done::to(id, format!("{what} ({})", skill.name)))
}

/// Applies an answer to the doubted segments of a session; nothing in doubt is no error.
pub(super) fn settle(work: &mut Work<'_>, id: Id, answer: GapAnswer) -> Result<()> {
    let segments: Vec<Segment> =
        query::segments_of(work.conn, id)?.into_iter().filter(|s| s.ended.is_some()).collect();
    let Some(first) = segments.iter().find(|s| s.kind == SegmentKind::Unresolved).map(|s| s.seq) else {
        return Ok(());
    };
    match answer {
        GapAnswer::Keep => {
            turn(work, &segments, |s| s.kind == SegmentKind::Unresolved, SegmentKind::Practice)?
        }
        GapAnswer::Discard => {
            turn(work, &segments, |s| s.kind == SegmentKind::Unresolved, SegmentKind::Dropped)?
        }
        GapAnswer::Trim => turn(work, &segments, |s| s.seq >= first, SegmentKind::Dropped)?,
        GapAnswer::Length(length) => keep_length(work, &segments, length)?,
    }
    if matches!(answer, GapAnswer::Trim | GapAnswer::Length(_)) {
        end_with_last_practice(work, id)?;
    }
    Ok(())
}

fn turn(
    work: &Work<'_>,
    segments: &[Segment],
    which: impl Fn(&Segment) -> bool,
    kind: SegmentKind,
) -> Result<()> {
    for segment in segments.iter().filter(|s| which(s) && s.kind != kind) {
        work.update(&Segment { kind, ..*segment })?;
    }
    Ok(())
}

/// The first `length` milliseconds of doubted time count, the rest does not.
fn keep_length(work: &mut Work<'_>, segments: &[Segment], length: i64) -> Result<()> {
    let total: i64 = segments.iter().filter(|s| s.kind == SegmentKind::Unresolved).map(Segment::length).sum();
    if length < 0 || length > total {
        return Err(Error::usage(format!("only {} are in doubt", spent(total))));
    }
    let mut left = length;
    let mut shift = 0;
    // Later segments make room first: their places move up when one is cut in two.
    let cut = segments.iter().filter(|s| s.kind == SegmentKind::Unresolved).scan(length, |rest, s| {
        let before = *rest;
        *rest -= s.length();
        Some((s.seq, before > 0 && *rest < 0))
    });
    if let Some((seq, _)) = cut.into_iter().find(|(_, cut)| *cut) {
        for later in query::segments_of(work.conn, segments[0].session)?.iter().rev().filter(|s| s.seq > seq)
        {
            work.update(&Segment { seq: later.seq + 1, ..*later })?;
        }
        shift = 1;
    }
    for segment in query::segments_of(work.conn, segments[0].session)? {
        if segment.kind != SegmentKind::Unresolved {
            continue;
        }
        let own = segment.length();
        if left >= own {
            work.update(&Segment { kind: SegmentKind::Practice, ..segment })?;
        } else if left <= 0 {
            work.update(&Segment { kind: SegmentKind::Dropped, ..segment })?;
        } else {
            cut_in_two(work, &segment, left, segment.seq + shift)?;
        }
        left -= own.min(left.max(0));
    }
    Ok(())
}

fn cut_in_two(work: &mut Work<'_>, segment: &Segment, kept: i64, seq: i64) -> Result<()> {
    let middle = segment.start.plus(kept);
    let wall = work.calendar.there(segment.start.wall).moment(middle.wall.at);
    let middle = crate::domain::moment::Stamp { wall, ..middle };
    work.update(&Segment { kind: SegmentKind::Practice, ended: Some(middle.wall), ..*segment })?;
    let rest = Segment {
        id: work.fresh_id(),
        revision: 0,
        seq,
        kind: SegmentKind::Dropped,
        start: middle,
        day: work.calendar.day(middle.wall),
        ..*segment
    };
    work.insert(&rest)
}

fn doubted(work: &Work<'_>, id: Id) -> Result<i64> {
    let segments = query::segments_of(work.conn, id)?;
    Ok(segments.iter().filter(|s| s.kind == SegmentKind::Unresolved).map(Segment::length).sum())
}
