//! When the screen next changes by itself: the next visible second, a message that goes away, a beat. No tick.

use super::desk::layout::LEAST;
use super::frame::effects::Effects;
use super::model::Model;
use super::msg::Effect;
use super::worker::Ask;
use crate::domain::timer::BEAT_MS;

/// Milliseconds until something has to be done; `None` waits for ever.
pub fn next(model: &Model) -> Option<u64> {
    let message = model.message.as_ref().map(|message| message.until - model.now.mono);
    // Once “saving…” is shown there is nothing more to wait for but the answer.
    let saving =
        Some(model.saving_since + 301 - model.now.mono).filter(|left| !model.waits.is_empty() && *left > 0);
    let draft = model.drafts.due.map(|due| due - model.now.mono);
    let soonest =
        [message, saving, draft, beat(model), face(model), super::bell::next(model), midnight(model)]
            .into_iter()
            .flatten()
            .min()?;
    Some(u64::try_from(soonest.max(1)).unwrap_or(1))
}

/// Ages change with the day, and so does what is planned: the Desk is read anew, once.
pub fn a_new_day(model: &mut Model) -> Effects {
    let today = model.today();
    if model.day == today {
        return Vec::new();
    }
    model.day = today;
    vec![Effect::Ask(Ask::Desk)]
}

/// Whether a beat is due.
pub fn beat_due(model: &Model) -> bool {
    beat(model).is_some_and(|left| left <= 0)
}

fn beat(model: &Model) -> Option<i64> {
    runs(model).then(|| model.beaten + BEAT_MS - 1_000 - model.now.mono)
}

/// Whether the clocks have begun to disagree since the facts were read: a suspend, a freeze, a step.
pub fn doubt_appeared(model: &Model) -> bool {
    let Some(playing) = model.data.playing.as_ref().filter(|_| runs(model)) else { return false };
    let settled: i64 = playing
        .segments
        .iter()
        .filter(|s| s.kind == crate::domain::session::SegmentKind::Unresolved)
        .map(crate::domain::session::Segment::length)
        .sum();
    playing.elapsed(model.now).unresolved > settled && model.now.mono - model.beaten > 1_000
}

fn runs(model: &Model) -> bool {
    model.data.playing.as_ref().is_some_and(|playing| playing.running().is_some())
}

/// Until the running time shows another second (or minute).
fn face(model: &Model) -> Option<i64> {
    let playing = model.data.playing.as_ref().filter(|_| runs(model))?;
    let elapsed = playing.elapsed(model.now).practised;
    let visible =
        model.size.width >= 1 && model.size.height >= 1 && (model.size.width, model.size.height) != (0, 0);
    let step = if model.settings.seconds || model.size.height < LEAST.height { 1_000 } else { 60_000 };
    visible.then(|| step - elapsed % step)
}

/// A new day is a change that is seen, too.
fn midnight(model: &Model) -> Option<i64> {
    let next = model.calendar.start_of(model.today().plus(1));
    Some((next - model.now.wall.at).clamp(1_000, 3_600_000 * 12))
}
