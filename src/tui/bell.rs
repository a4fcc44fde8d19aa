//! When the bell rings: once at the planned end, and at the end of each work and pause block. Never twice for one thing.

use super::command::CommandId;
use super::frame::cx::Cx;
use super::frame::effects::Effects;
use super::msg::Effect;
use super::theme::Role;
use crate::domain::moment::Stamp;
use crate::domain::session::Timer;
use crate::domain::when::spent;
use crate::journal::status::Playing;

/// What was rung for already in the open session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rung {
    /// The planned end.
    pub end: bool,
    /// The work blocks that are over.
    pub blocks: i64,
    /// The end of the pause that is being taken.
    pub pause: bool,
}

impl Rung {
    /// Everything that is over already when a session comes into sight: nobody wants to hear of that again.
    pub fn so_far(playing: &Playing, now: Stamp) -> Rung {
        Rung {
            end: left_of_plan(playing, now).is_some_and(|left| left <= 0),
            blocks: blocks(playing, now),
            pause: left_of_pause(playing, now).is_some_and(|left| left <= 0),
        }
    }
}

/// Rings for what has just ended.
pub fn ring(cx: &mut Cx) -> Effects {
    let Some(playing) = &cx.data.playing else { return Vec::new() };
    let is = Rung::so_far(playing, cx.now);
    let was = std::mem::replace(&mut cx.rung, is);
    let name = playing.skill.name.clone();
    let pause = playing.session.pause_seconds.unwrap_or(0) * 1000;
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let said = if is.end && !was.end {
        format!(
            "The planned time is over; the clock runs on. {} ends the session.",
            key(CommandId::EndSession)
        )
    } else if is.blocks > was.blocks {
        format!(
            "Block {} is over. {} stops the clock for {}.",
            is.blocks,
            key(CommandId::Pause),
            spent(pause)
        )
    } else if is.pause && !was.pause {
        format!("The pause is over. {} lets the clock go on.", key(CommandId::Pause))
    } else {
        return Vec::new();
    };
    cx.say(Role::Attention, said.clone());
    let mut effects = Vec::new();
    if cx.settings.bell {
        effects.push(Effect::Bell);
    }
    if cx.settings.notify {
        effects.push(Effect::Notify(format!("{name}: {said}")));
    }
    effects
}

/// Milliseconds until the bell rings next, if it does.
pub fn next(cx: &Cx) -> Option<i64> {
    let playing = cx.data.playing.as_ref()?;
    let now = cx.now;
    let block = work(playing).filter(|_| playing.running().is_some()).map(|work| {
        let elapsed = playing.elapsed(now).practised;
        work - elapsed % work
    });
    let end = left_of_plan(playing, now).filter(|_| playing.running().is_some());
    [block, end, left_of_pause(playing, now)].into_iter().flatten().filter(|left| *left > 0).min()
}

fn work(playing: &Playing) -> Option<i64> {
    let intervals = playing.session.timer == Timer::Intervals;
    playing.session.work_seconds.filter(|seconds| intervals && *seconds > 0).map(|seconds| seconds * 1000)
}

fn blocks(playing: &Playing, now: Stamp) -> i64 {
    work(playing).map_or(0, |work| playing.elapsed(now).practised / work)
}

fn left_of_plan(playing: &Playing, now: Stamp) -> Option<i64> {
    Some(playing.session.planned_seconds? * 1000 - playing.elapsed(now).practised)
}

/// What is left of the pause between two blocks, while it is taken.
fn left_of_pause(playing: &Playing, now: Stamp) -> Option<i64> {
    work(playing)?;
    let paused = playing.segments.last()?.ended?;
    Some(playing.session.pause_seconds? * 1000 - (now.wall.at - paused.at))
}
