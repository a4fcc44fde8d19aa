//! The clock that cannot lie: from facts to practised time. No ticks, no clock of its own.
//!
//! A running segment knows the stamp of its start; reps, notes, marks and the beats of an attached screen are further
//! stamps. Between two neighbouring stamps the clocks either agree, and the time counts, or they give a reason to doubt.

use super::calendar::Calendar;
use super::moment::{Moment, Stamp};
use super::session::{Doubt, Segment, SegmentKind};

/// Clocks that differ by no more than this agree (product.md 2): 60 s.
pub const DOUBT_MS: i64 = 60_000;
/// A stop counts as forgotten when this long has passed since the last key, rep or note: 90 min.
pub const FORGOTTEN_MS: i64 = 90 * 60_000;
/// How often an attached screen beats, at most.
pub const BEAT_MS: i64 = 15_000;

/// The last beat of a screen that shows the running session; its stamp is a fact of the timer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beat {
    /// When it beat last.
    pub stamp: Stamp,
    /// The process that beats.
    pub process: i64,
}

/// A piece of a stretch: what its time counts as, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// What its time counts as.
    pub kind: SegmentKind,
    /// Why it is doubted.
    pub doubt: Option<Doubt>,
    /// The stamp it begins with.
    pub start: Stamp,
    /// Its length, milliseconds, above 0.
    pub length: i64,
}

/// The pieces of a running segment until `end`.
///
/// A running segment doubted for a step of the clock began while the wall was behind the end of the stretch before it:
/// its wall time is that end, no reading, and says nothing about the time until the first fact.
pub fn pieces_of(running: &Segment, facts: &[Stamp], beat: Option<Beat>, end: Stamp) -> Vec<Piece> {
    let mut start = running.start;
    if running.doubt == Some(Doubt::ClockStep) {
        let first = in_sequence(start, facts, beat, end).into_iter().next().unwrap_or(end);
        if first.boot_id == start.boot_id {
            start.wall.at = first.wall.at - (first.boot - start.boot);
        }
    }
    let mut found = pieces(start, facts, beat, end);
    if let Some(first) = found.first_mut() {
        first.start.wall = running.start.wall;
    }
    found
}

/// The pieces of the stretch from a segment's start until `end`, given every fact in between.
pub fn pieces(start: Stamp, facts: &[Stamp], beat: Option<Beat>, end: Stamp) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut from = start;
    // A screen is attached from its last beat on, whatever was keyed after that beat, until it is seen to have died:
    // a fact that comes later still shows somebody, but no screen.
    let mut attached = false;
    for to in in_sequence(start, facts, beat, end) {
        attached |= beat.is_some_and(|beat| beat.stamp == from);
        for piece in between(from, to, attached) {
            attached &= piece.doubt != Some(Doubt::Froze);
            join(&mut found, piece);
        }
        from = to;
    }
    // Whatever the wall did since, the stretch begins where its segment began.
    if let Some(first) = found.first_mut() {
        first.start.wall = start.wall;
    }
    found
}

/// Every stamp between two, in the order they happened, and the last.
fn in_sequence(start: Stamp, facts: &[Stamp], beat: Option<Beat>, end: Stamp) -> Vec<Stamp> {
    let mut stamps: Vec<Stamp> =
        facts.iter().copied().filter(|f| in_order(start, *f) && in_order(*f, end)).collect();
    stamps.extend(beat.map(|beat| beat.stamp).filter(|b| in_order(start, *b) && in_order(*b, end)));
    stamps.sort_by_key(|s| place(start, end, *s));
    stamps.push(end);
    stamps
}

/// Where a stamp stands among others: within a boot by the clocks nobody sets (two facts may lie on either side of a
/// sleep in which the monotonic clock stood still), between boots by the wall.
fn place(start: Stamp, end: Stamp, stamp: Stamp) -> (u8, i64, i64) {
    if stamp.boot_id == start.boot_id {
        (0, stamp.mono, stamp.boot)
    } else if stamp.boot_id == end.boot_id {
        (2, stamp.mono, stamp.boot)
    } else {
        (1, stamp.wall.at, stamp.mono)
    }
}

/// What the clocks say of the time between two neighbouring stamps.
fn between(from: Stamp, to: Stamp, attached: bool) -> Vec<Piece> {
    let wall = to.wall.at - from.wall.at;
    if from.boot_id != to.boot_id || to.boot < from.boot {
        return piece(SegmentKind::Unresolved, Some(Doubt::Reboot), from, wall);
    }
    let (mono, boot) = (to.mono - from.mono, to.boot - from.boot);
    if (wall - boot).abs() > DOUBT_MS {
        return piece(SegmentKind::Unresolved, Some(Doubt::ClockStep), from, mono);
    }
    if attached && mono > DOUBT_MS {
        return piece(SegmentKind::Unresolved, Some(Doubt::Froze), from, boot);
    }
    if boot - mono > DOUBT_MS {
        let mut both = piece(SegmentKind::Practice, None, from, mono);
        both.extend(piece(SegmentKind::Unresolved, Some(Doubt::Suspend), from.plus(mono), boot - mono));
        return both;
    }
    piece(SegmentKind::Practice, None, from, boot)
}

fn piece(kind: SegmentKind, doubt: Option<Doubt>, start: Stamp, length: i64) -> Vec<Piece> {
    if length > 0 { vec![Piece { kind, doubt, start, length }] } else { Vec::new() }
}

fn join(found: &mut Vec<Piece>, next: Piece) {
    match found.last_mut() {
        Some(last) if last.kind == next.kind && last.doubt == next.doubt => last.length += next.length,
        _ => found.push(next),
    }
}

/// Whether `b` can follow `a`: later by the clocks nobody sets, or in another boot.
fn in_order(a: Stamp, b: Stamp) -> bool {
    if a.boot_id == b.boot_id { b.mono >= a.mono && b.boot >= a.boot } else { b.wall.at >= a.wall.at }
}

/// Lays pieces end to end from the wall time of the first, and cuts them at each new local day, as days ran there.
///
/// The wall may have been set meanwhile; a session's own time never runs backwards.
pub fn lay_out(pieces: &[Piece], calendar: &Calendar) -> Vec<Piece> {
    let Some(first) = pieces.first() else { return Vec::new() };
    let calendar = calendar.there(first.start.wall);
    let mut at = first.start.wall.at;
    let mut laid = Vec::new();
    for piece in pieces {
        let mut start = Stamp { wall: calendar.moment(at), ..piece.start };
        let end = at.saturating_add(piece.length);
        for cut in calendar.boundaries(at, end).into_iter().chain([end]) {
            let length = cut - at;
            if length > 0 {
                laid.push(Piece { start, length, ..*piece });
            }
            start = Stamp { wall: calendar.moment(cut), ..start.plus(length) };
            at = cut;
        }
    }
    laid
}

/// Practised milliseconds among pieces.
pub fn practised(pieces: &[Piece]) -> i64 {
    pieces.iter().filter(|p| p.kind == SegmentKind::Practice).map(|p| p.length).sum()
}

/// Doubted milliseconds among pieces.
pub fn unresolved(pieces: &[Piece]) -> i64 {
    pieces.iter().filter(|p| p.kind == SegmentKind::Unresolved).map(|p| p.length).sum()
}

/// A stop that was probably forgotten, and what could be offered instead. All values are milliseconds of practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgottenStop {
    /// What the clock shows.
    pub elapsed: i64,
    /// Practice until the last key, rep or note; `None` when there was none.
    pub until_last_sign: Option<i64>,
    /// The planned length, where there was a plan shorter than the clock.
    pub planned: Option<i64>,
}

/// Whether a stop looks forgotten: more than twice the plan, or 90 minutes since the last key, rep or note.
///
/// `until_last_sign` is the practised time up to the last key, rep, note or mark (0 is the start itself).
pub fn forgotten(elapsed: i64, planned: Option<i64>, until_last_sign: i64) -> Option<ForgottenStop> {
    let over_plan = planned.is_some_and(|planned| planned > 0 && elapsed > planned.saturating_mul(2));
    if !over_plan && elapsed - until_last_sign <= FORGOTTEN_MS {
        return None;
    }
    Some(ForgottenStop {
        elapsed,
        until_last_sign: (until_last_sign > 0 && until_last_sign < elapsed).then_some(until_last_sign),
        planned: planned.filter(|planned| *planned > 0 && *planned < elapsed),
    })
}

/// What to do with doubted time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapAnswer {
    /// It counts as practice.
    Keep,
    /// The sitting is cut at the last sure sign: neither the doubted time nor what followed it counts.
    Trim,
    /// The doubted time does not count; what followed it does.
    Discard,
    /// So many milliseconds of it count.
    Length(i64),
}

/// The moment a piece ends.
pub fn end_of(piece: &Piece) -> Moment {
    piece.start.wall.plus(piece.length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIN: i64 = 60_000;

    fn start() -> Stamp {
        Stamp {
            wall: Moment { at: 1_795_000_000_000, offset: 0 },
            mono: 5_000_000,
            boot: 9_000_000,
            boot_id: 77,
        }
    }

    fn shape(pieces: &[Piece]) -> Vec<(SegmentKind, Option<Doubt>, i64)> {
        pieces.iter().map(|p| (p.kind, p.doubt, p.length / MIN)).collect()
    }

    fn beat(stamp: Stamp) -> Option<Beat> {
        Some(Beat { stamp, process: 1 })
    }

    #[test]
    fn plain_time_counts_whole() {
        let found = pieces(start(), &[], None, start().plus(25 * MIN));
        assert_eq!(shape(&found), [(SegmentKind::Practice, None, 25)]);
    }

    #[test]
    fn a_session_nobody_watches_is_no_gap() {
        let found = pieces(start(), &[start().plus(3 * MIN)], None, start().plus(600 * MIN));
        assert_eq!(shape(&found), [(SegmentKind::Practice, None, 600)]);
    }

    #[test]
    fn sleep_is_doubted_and_waking_time_counts() {
        let mut end = start().plus(10 * MIN);
        end.boot += 480 * MIN;
        end.wall.at += 480 * MIN;
        let found = pieces(start(), &[], None, end);
        let expected =
            [(SegmentKind::Practice, None, 10), (SegmentKind::Unresolved, Some(Doubt::Suspend), 480)];
        assert_eq!(shape(&found), expected);
    }

    #[test]
    fn sleep_is_placed_between_the_facts_around_it() {
        let before = start().plus(10 * MIN);
        let mut after = start().plus(11 * MIN);
        after.boot += 30 * MIN;
        after.wall.at += 30 * MIN;
        let found = pieces(start(), &[before, after], None, after.plus(20 * MIN));
        let lengths: Vec<i64> = found.iter().map(|p| p.length / MIN).collect();
        assert_eq!(lengths, [11, 30, 20]);
    }

    #[test]
    fn facts_on_both_sides_of_a_sleep_are_put_in_order() {
        let before = start().plus(10 * MIN);
        let after = |minutes| Stamp { mono: before.mono, ..before.plus(minutes * MIN) };
        let found = pieces(start(), &[after(60), before, after(30)], None, after(60).plus(5 * MIN));
        let expected = [
            (SegmentKind::Practice, None, 10),
            (SegmentKind::Unresolved, Some(Doubt::Suspend), 60),
            (SegmentKind::Practice, None, 5),
        ];
        assert_eq!(shape(&found), expected);
    }

    #[test]
    fn another_boot_counts_until_the_last_sign() {
        let seen = start().plus(12 * MIN);
        let end = Stamp { mono: 1000, boot: 1000, boot_id: 78, wall: start().wall.plus(40 * MIN) };
        let found = pieces(start(), &[], beat(seen), end);
        let expected =
            [(SegmentKind::Practice, None, 12), (SegmentKind::Unresolved, Some(Doubt::Reboot), 28)];
        assert_eq!(shape(&found), expected);
    }

    #[test]
    fn another_boot_with_the_wall_set_back_is_never_negative() {
        let end = Stamp { mono: 1, boot: 1, boot_id: 78, wall: start().wall.plus(-40 * MIN) };
        assert_eq!(pieces(start(), &[], None, end), []);
    }

    #[test]
    fn a_stepped_wall_is_doubted_at_its_true_length() {
        for step in [-60, 60, 1440] {
            let seen = start().plus(5 * MIN);
            let mut end = start().plus(20 * MIN);
            end.wall.at += step * MIN;
            let found = pieces(start(), &[seen], None, end);
            let expected =
                [(SegmentKind::Practice, None, 5), (SegmentKind::Unresolved, Some(Doubt::ClockStep), 15)];
            assert_eq!(shape(&found), expected, "{step}");
        }
    }

    #[test]
    fn a_dead_screen_is_doubted_from_its_last_beat() {
        let found = pieces(start(), &[], beat(start().plus(8 * MIN)), start().plus(30 * MIN));
        let expected = [(SegmentKind::Practice, None, 8), (SegmentKind::Unresolved, Some(Doubt::Froze), 22)];
        assert_eq!(shape(&found), expected);
        let alive = pieces(start(), &[], beat(start().plus(29 * MIN + 30_000)), start().plus(30 * MIN));
        assert_eq!(shape(&alive), [(SegmentKind::Practice, None, 30)]);
    }

    #[test]
    fn a_dead_screen_is_doubted_from_the_last_key_after_its_beat() {
        let beaten = start().plus(8 * MIN);
        let keyed = beaten.plus(600);
        let found = pieces(start(), &[keyed], beat(beaten), keyed.plus(60 * MIN));
        let expected = [(SegmentKind::Practice, None, 8), (SegmentKind::Unresolved, Some(Doubt::Froze), 60)];
        assert_eq!(shape(&found), expected);
        // Whoever goes on from the command line is believed again.
        let back = keyed.plus(60 * MIN);
        let found = pieces(start(), &[keyed, back], beat(beaten), back.plus(30 * MIN));
        let lengths: Vec<i64> = found.iter().map(|p| p.length / MIN).collect();
        assert_eq!(lengths, [8, 60, 30]);
        assert_eq!(found[2].kind, SegmentKind::Practice);
    }

    #[test]
    fn days_are_cut_at_midnight() {
        let mut from = start();
        from.wall.at = 1_795_046_400_000 - 10 * MIN;
        let laid = lay_out(&pieces(from, &[], None, from.plus(30 * MIN)), &Calendar::utc());
        assert_eq!(shape(&laid), [(SegmentKind::Practice, None, 10), (SegmentKind::Practice, None, 20)]);
        assert_eq!(laid[1].start.mono - laid[0].start.mono, 10 * MIN);
        assert_eq!(end_of(&laid[0]), laid[1].start.wall);
    }

    #[test]
    fn a_session_whose_wall_went_back_still_runs_forwards() {
        let seen = start().plus(5 * MIN);
        let mut end = start().plus(20 * MIN);
        end.wall.at -= 600 * MIN;
        let laid = lay_out(&pieces(start(), &[seen], None, end), &Calendar::utc());
        assert_eq!(end_of(&laid[1]).at, start().wall.at + 20 * MIN);
    }

    #[test]
    fn a_forgotten_stop_is_noticed() {
        assert_eq!(forgotten(50 * MIN, Some(25 * MIN), 50 * MIN), None);
        let long = forgotten(51 * MIN, Some(25 * MIN), 31 * MIN);
        let offer =
            ForgottenStop { elapsed: 51 * MIN, until_last_sign: Some(31 * MIN), planned: Some(25 * MIN) };
        assert_eq!(long, Some(offer));
        assert_eq!(forgotten(90 * MIN, None, 0), None);
        assert!(forgotten(91 * MIN, None, 0).is_some());
        assert_eq!(forgotten(200 * MIN, None, 150 * MIN), None);
    }
}
