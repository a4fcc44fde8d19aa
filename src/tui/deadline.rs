//! When the screen next changes by itself: the next visible second, a message that goes away, a beat. No tick.

use super::desk::layout::LEAST;
use super::frame::cx::Cx;
use super::frame::effects::Effects;
use super::msg::Effect;
use super::worker::Ask;
use crate::domain::timer::BEAT_MS;

/// Milliseconds until something has to be done; `None` waits for ever.
pub fn next(cx: &Cx) -> Option<u64> {
    let message = cx.message.as_ref().map(|message| message.until - cx.now.mono);
    // Once “saving…” is shown there is nothing more to wait for but the answer.
    let saving = Some(cx.saving_since + 301 - cx.now.mono).filter(|left| !cx.waits.is_empty() && *left > 0);
    let draft = cx.drafts.due.map(|due| due - cx.now.mono);
    let soonest = [message, saving, draft, beat(cx), face(cx), super::bell::next(cx), midnight(cx)]
        .into_iter()
        .flatten()
        .min()?;
    Some(u64::try_from(soonest.max(1)).unwrap_or(1))
}

/// Ages change with the day, and so does what is planned: the Desk is read anew, once.
pub fn a_new_day(cx: &mut Cx) -> Effects {
    let today = cx.today();
    if cx.day == today {
        return Vec::new();
    }
    cx.day = today;
    vec![Effect::Ask(Ask::Desk)]
}

/// Whether a beat is due.
pub fn beat_due(cx: &Cx) -> bool {
    beat(cx).is_some_and(|left| left <= 0)
}

fn beat(cx: &Cx) -> Option<i64> {
    runs(cx).then(|| cx.beaten + BEAT_MS - 1_000 - cx.now.mono)
}

/// Whether the clocks have begun to disagree since the facts were read: a suspend, a freeze, a step.
pub fn doubt_appeared(cx: &Cx) -> bool {
    let Some(playing) = cx.data.playing.as_ref().filter(|_| runs(cx)) else { return false };
    let settled: i64 = playing
        .segments
        .iter()
        .filter(|s| s.kind == crate::domain::session::SegmentKind::Unresolved)
        .map(crate::domain::session::Segment::length)
        .sum();
    playing.elapsed(cx.now).unresolved > settled && cx.now.mono - cx.beaten > 1_000
}

fn runs(cx: &Cx) -> bool {
    cx.data.playing.as_ref().is_some_and(|playing| playing.running().is_some())
}

/// Until the running time shows another second (or minute).
fn face(cx: &Cx) -> Option<i64> {
    let playing = cx.data.playing.as_ref().filter(|_| runs(cx))?;
    let elapsed = playing.elapsed(cx.now).practised;
    let visible = cx.size.width >= 1 && cx.size.height >= 1 && (cx.size.width, cx.size.height) != (0, 0);
    let step = if cx.settings.seconds || cx.size.height < LEAST.height { 1_000 } else { 60_000 };
    visible.then(|| step - elapsed % step)
}

/// A new day is a change that is seen, too.
fn midnight(cx: &Cx) -> Option<i64> {
    let next = cx.calendar.start_of(cx.today().plus(1));
    Some((next - cx.now.wall.at).clamp(1_000, 3_600_000 * 12))
}
