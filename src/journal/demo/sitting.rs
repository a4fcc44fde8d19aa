//! One sitting of the sample: what somebody who gets better, slowly and with bad days, leaves in the journal.

use super::super::dice::Dice;
use super::super::error::Result;
use super::super::work::Work;
use super::Begin;
use super::set_up::{Cast, Part, stamp_at};
use super::text;
use crate::domain::drill::{Dial, plain};
use crate::domain::id::Id;
use crate::domain::measure::{Better, Reading};
use crate::domain::rep::{COLD_AFTER_MS, Rep, RepResult};
use crate::domain::session::{
    AiUse, Doubt, Mark, MarkKind, Mode, Note, SegmentKind, Session, SessionState, Timer,
};
use crate::domain::timer::Piece;

const MIN: i64 = 60_000;
/// The last sessions whose doubted time nobody has decided on yet.
const UNDECIDED: usize = 40;

/// Writes a sitting; `left` more will follow.
pub fn write(work: &mut Work<'_>, cast: &mut Cast, dice: &mut Dice, begin: Begin, left: usize) -> Result<()> {
    work.now = stamp_at(work, begin.at);
    let person = dice.one(&cast.people).copied();
    let at = choose(cast, dice);
    let Some(part) = cast.parts.get_mut(at) else { return Ok(()) };
    let length = (begin.most * (55 + dice.below(45)) / 100).max(MIN);
    let mut session = about(part, dice, person);
    let drill = choose_drill(part, &mut session, dice, begin.at);
    time(work, &mut session, begin.at, length);
    reflect(part, &mut session, dice);
    session.id = work.fresh_id();
    work.insert(&session)?;
    segments(work, &session, begin.at, length, dice, left)?;
    if matches!(session.mode, Mode::Repeat | Mode::Perform) {
        reps(work, part, drill, &session, length, dice)?;
    }
    extras(work, part, &session, length, dice)?;
    part.sat += 1;
    Ok(())
}

/// Important skills and those that rested come first.
fn choose(cast: &Cast, dice: &mut Dice) -> usize {
    let total: i64 = cast.parts.iter().map(|part| part.skill.importance).sum();
    let mut throw = dice.below(total);
    let found = cast.parts.iter().position(|part| {
        throw -= part.skill.importance;
        throw < 0
    });
    found.unwrap_or(0)
}

fn about(part: &Part, dice: &mut Dice, person: Option<Id>) -> Session {
    let mode = match dice.below(100) {
        0..62 => Mode::Repeat,
        62..76 => Mode::Apply,
        76..86 => Mode::Study,
        86..92 => Mode::Observe,
        92..96 => Mode::Teach,
        _ => Mode::Perform,
    };
    let watched = mode == Mode::Observe;
    let taught = mode == Mode::Teach;
    let words = |dice: &mut Dice, said: bool, of: &[&str]| if said { dice.word(of) } else { String::new() };
    Session {
        mode,
        intention: part.next_focus.clone(),
        criterion: words(dice, mode == Mode::Repeat, text::CRITERIA),
        context: dice.word(text::CONTEXTS),
        timer: if dice.chance(0.7) { Timer::Countdown } else { Timer::CountUp },
        ai_use: if dice.chance(0.06) { AiUse::Coach } else { AiUse::None },
        private: dice.chance(0.03),
        person: person.filter(|_| watched || taught),
        saw: words(dice, watched, text::SAW),
        will_copy: words(dice, watched, text::COPY),
        their_question: words(dice, taught, text::QUESTIONS),
        their_result: words(dice, taught, text::RESULTS),
        ..Session::on(part.skill.id)
    }
}

/// A drill for most sittings that repeat something, with its dial and variation, and whether it is a cold probe.
fn choose_drill(part: &mut Part, session: &mut Session, dice: &mut Dice, at: i64) -> Option<usize> {
    if !matches!(session.mode, Mode::Repeat | Mode::Study) || part.drills.is_empty() {
        return None;
    }
    let place = if dice.chance(0.7) { 0 } else { part.drills.len() - 1 };
    let drill = part.drills.get_mut(place)?;
    if dice.chance(0.15) {
        turn_up(drill, part.sat);
    }
    session.drill = Some(drill.id);
    session.dial.clone_from(&drill.dial_now);
    session.variation = dice.one(&drill.variations).cloned();
    let rested = part.last_rep.get(place).is_none_or(|last| at - last >= COLD_AFTER_MS);
    if session.mode == Mode::Repeat && drill.probe && rested {
        session.probe_reps = drill.probe_reps;
        session.prediction = dice.chance(0.4).then(|| drill.probe_reps * (4 + dice.below(5)) / 10);
    }
    Some(place)
}

/// The dial goes up as the sittings add up; the record of the drill itself keeps what the ladder said.
fn turn_up(drill: &mut crate::domain::drill::Drill, sat: i64) {
    drill.dial_now = match &drill.dial {
        Some(Dial::Number { .. }) => Some(plain((80 + 2 * (sat / 6).min(40)) as f64)),
        Some(Dial::Steps { steps }) => steps.get(usize::from(sat > 25) + 1).cloned(),
        None => None,
    };
}

fn time(work: &Work<'_>, session: &mut Session, at: i64, length: i64) {
    session.created = work.calendar.moment(at);
    session.started = session.created;
    session.day = work.calendar.day(session.started);
    session.ended = Some(work.calendar.moment(at + length));
    session.state = SessionState::Closed;
    session.planned_seconds = Some(((length / MIN + 2) / 5 * 5).max(5) * 60);
}

fn reflect(part: &mut Part, session: &mut Session, dice: &mut Dice) {
    if dice.chance(0.9) {
        session.challenge = Some(2 + dice.below(3) + i64::from(dice.chance(0.15)));
        session.skill_level = Some((2 + part.sat / 30 + dice.below(2)).min(5));
    }
    if dice.chance(0.75) {
        session.worked = dice.word(text::WORKED);
        session.didnt = dice.word(text::DIDNT);
    }
    if dice.chance(0.85) {
        session.next_focus = dice.word(text::FOCUS);
        part.next_focus.clone_from(&session.next_focus);
    }
}

/// One stretch for the most part; now and then a pause in the middle, rarely a sleep that is or is not decided on.
fn segments(
    work: &mut Work<'_>,
    session: &Session,
    at: i64,
    length: i64,
    dice: &mut Dice,
    left: usize,
) -> Result<()> {
    let middle = length * (40 + dice.below(20)) / 100;
    let gap = length / 8;
    let fate = dice.below(100);
    let whole = |kind, doubt, from: i64, to: i64| Piece {
        kind,
        doubt,
        start: stamp_at(work, at + from),
        length: to - from,
    };
    let practised = |from, to| whole(SegmentKind::Practice, None, from, to);
    let doubted = |kind| {
        let slept =
            Piece { kind, doubt: Some(Doubt::Suspend), start: stamp_at(work, at + middle), length: gap };
        vec![practised(0, middle), slept, practised(middle + gap, length)]
    };
    let stretches = match fate {
        0..12 => vec![practised(0, middle), practised(middle + gap, length)],
        12..14 => doubted(if left < UNDECIDED { SegmentKind::Unresolved } else { SegmentKind::Dropped }),
        14 => doubted(SegmentKind::Practice),
        _ if (5..7).contains(&left) => doubted(SegmentKind::Unresolved),
        _ => vec![practised(0, length)],
    };
    let mut seq = 1;
    for stretch in stretches {
        seq = work.insert_laid(session.id, seq, &[stretch])?;
    }
    Ok(())
}

/// Attempts through the sitting: the rate of hits rises with the sittings and falls a little when cold.
fn reps(
    work: &mut Work<'_>,
    part: &mut Part,
    drill: Option<usize>,
    session: &Session,
    length: i64,
    dice: &mut Dice,
) -> Result<()> {
    let n = session.probe_reps + 3 + dice.below(7);
    let form =
        0.42 + 0.45 * (1.0 - (-(part.sat as f64) / 55.0).exp()) + 0.24 * (dice.unit() - 0.5) + part.gift;
    for seq in 1..=n {
        let cold = seq <= session.probe_reps;
        let hit = dice.chance((form - if cold { 0.06 } else { 0.0 }).clamp(0.05, 0.97));
        let miss_tag = (!hit && dice.chance(0.6)).then(|| dice.one(&part.skill.miss_tags).cloned()).flatten();
        let rep = Rep {
            id: work.fresh_id(),
            revision: 0,
            stamp: stamp_at(work, session.started.at + length * seq / (n + 1)),
            session: session.id,
            seq,
            result: if hit { RepResult::Hit } else { RepResult::Miss },
            grade: None,
            cold,
            mental: !cold && dice.chance(0.03),
            bulk: false,
            miss_tag,
            dial: session.dial.clone(),
            variation: session.variation.clone(),
        };
        work.insert(&rep)?;
        if let Some(last) = drill.and_then(|place| part.last_rep.get_mut(place)) {
            *last = rep.stamp.wall.at;
        }
    }
    Ok(())
}

/// A note, a mark, a reading, now and then.
fn extras(work: &mut Work<'_>, part: &Part, session: &Session, length: i64, dice: &mut Dice) -> Result<()> {
    let some_time =
        |dice: &mut Dice, work: &Work<'_>| stamp_at(work, session.started.at + dice.below(length));
    if dice.chance(0.2) {
        let stamp = some_time(dice, work);
        let note = Note {
            id: work.fresh_id(),
            revision: 0,
            stamp,
            session: session.id,
            text: dice.word(text::NOTES),
        };
        work.insert(&note)?;
    }
    if dice.chance(0.1) {
        let stamp = some_time(dice, work);
        let kind = if dice.chance(0.5) { MarkKind::Inner } else { MarkKind::Moment };
        let mark = Mark { id: work.fresh_id(), revision: 0, stamp, session: session.id, kind };
        work.insert(&mark)?;
    }
    if let (true, Some(measure)) = (dice.chance(0.25), part.measures.last()) {
        let progress = 1.0 - (-(part.sat as f64) / 60.0).exp();
        let noise = dice.unit() - 0.5;
        let value = match (measure.unit.as_str(), measure.better) {
            ("bpm", _) => (84.0 + 70.0 * progress + 12.0 * noise).round(),
            (_, Better::Higher) => {
                ((0.45 + 0.4 * progress + 0.2 * noise).clamp(0.0, 1.0) * 100.0).round() / 100.0
            }
            (_, Better::Lower) => ((60.0 - 35.0 * progress + 10.0 * noise) * 10.0).round() / 10.0,
        };
        let stamp = some_time(dice, work);
        let reading = Reading {
            id: work.fresh_id(),
            revision: 0,
            stamp,
            measure: measure.id,
            session: Some(session.id),
            value,
            sample: 10,
        };
        work.insert(&reading)?;
    }
    Ok(())
}
