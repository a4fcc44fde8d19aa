//! Restoring a stage that had lapsed: the lapse is written too, on the day it began.

use super::{LadderOf, facts, fresh, history};
use crate::domain::calendar::Day;
use crate::domain::moment::Moment;
use crate::domain::stage::{Stage, StageEvent, StageEventKind, Subject};
use crate::domain::when::Grain;
use crate::journal::error::{Error, Result};
use crate::journal::work::Work;

/// Writes down the lapse that a restoring ends; refuses where there is none, or where it goes on.
pub(super) fn write_lapse(
    work: &mut Work<'_>,
    subject: Subject,
    on: Option<&LadderOf>,
    held: Option<Stage>,
    day: Day,
    name: &str,
) -> Result<()> {
    let (Some(on), Some(stage)) = (on, held) else {
        return Err(Error::refused(format!("{name} is on no ladder: nothing says when its stage lapses")));
    };
    let facts = facts(work.conn, subject, Some(on), work.calendar)?.until(day);
    let standing = fresh(on, stage, &facts, &history(work.conn, subject)?, day);
    let lapsed = standing.lapsed.ok_or_else(|| {
        Error::refused(format!("{name} as {stage} has not lapsed: there is nothing to restore"))
    })?;
    if !standing.fresh {
        return Err(Error::refused(format!("{name} as {stage} was not shown again yet"))
            .hint("one passing cold probe restores it"));
    }
    let lapse = StageEvent {
        id: work.fresh_id(),
        created: work.now.wall,
        skill: subject.skill(),
        area: subject.area(),
        kind: StageEventKind::Lapse,
        from: held,
        to: held,
        at: Moment { at: work.calendar.start_of(lapsed), offset: work.now.wall.offset },
        day: lapsed,
        grain: Grain::Day,
        ladder: Some(on.ladder.id.clone()),
        ladder_version: Some(on.ladder.version.clone()),
        own_thresholds: on.own,
        benchmarks_met: 0,
        benchmarks_total: 0,
        evidence: Vec::new(),
        witnesses: Vec::new(),
        missing: Vec::new(),
        sentence: String::new(),
        corrects: None,
    };
    work.insert(&lapse)
}
