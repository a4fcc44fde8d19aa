//! A session: one sitting of deliberate practice, with its segments, notes and marks.

use super::calendar::{Calendar, Day};
use super::id::Id;
use super::moment::{Moment, Stamp};
use crate::words;

words! {
    /// What kind of sitting.
    Mode, "mode", {
        /// Watch a master.
        Observe = "observe",
        /// Drill.
        Repeat = "repeat",
        /// Real work.
        Apply = "apply",
        /// Teach somebody.
        Teach = "teach",
        /// Read, listen, work out.
        Study = "study",
        /// Before an audience.
        Perform = "perform",
    }
}

words! {
    /// Where a session is in its life.
    SessionState, "state", {
        /// The clock runs.
        Running = "running",
        /// Begun, and the clock stands.
        Paused = "paused",
        /// Over.
        Closed = "closed",
        /// Thrown away; it counts nowhere.
        Discarded = "discarded",
    }
}

words! {
    /// What an AI did in the session; sessions with answers never feed curves or stages.
    AiUse, "AI use", {
        /// Nothing.
        None = "none",
        /// Asked, hinted, commented.
        Coach = "coach",
        /// Gave answers.
        Answers = "answers",
    }
}

words! {
    /// How the clock is shown.
    Timer, "timer", {
        /// Elapsed time.
        CountUp = "count_up",
        /// Remaining time, then over-time.
        Countdown = "countdown",
        /// Work and pause blocks in turn.
        Intervals = "intervals",
    }
}

words! {
    /// What a segment's time counts as.
    SegmentKind, "segment kind", {
        /// Practised.
        Practice = "practice",
        /// Doubted: not counted until somebody says so.
        Unresolved = "unresolved",
        /// Doubted, and decided not to count.
        Dropped = "dropped",
    }
}

words! {
    /// Why time is doubted.
    Doubt, "doubt", {
        /// The machine slept.
        Suspend = "suspend",
        /// The machine was started anew in between.
        Reboot = "reboot",
        /// Somebody or something set the wall clock.
        ClockStep = "clock_step",
        /// An attached screen died or froze.
        Froze = "froze",
        /// A stop or pause was undone; what passed until then.
        Undone = "undone",
    }
}

words! {
    /// A mark in the stream of a session.
    MarkKind, "mark", {
        /// This moment matters.
        Moment = "moment",
        /// I interrupted myself.
        Inner = "inner",
        /// Something else interrupted me.
        Outer = "outer",
    }
}

/// One sitting of deliberate practice on a skill.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When the record was made.
    pub created: Moment,
    /// What was practised.
    pub skill: Id,
    /// The drill, if one was chosen.
    pub drill: Option<Id>,
    /// The plan it was started from.
    pub plan: Option<Id>,
    /// What kind of sitting.
    pub mode: Mode,
    /// Where it is in its life.
    pub state: SessionState,
    /// When it began, as the wall said.
    pub started: Moment,
    /// When it ended; `None` while it runs or is paused.
    pub ended: Option<Moment>,
    /// Its first local day.
    pub day: Day,
    /// The one thing meant to change.
    pub intention: String,
    /// How a hit is told from a miss.
    pub criterion: String,
    /// Planned length, seconds.
    pub planned_seconds: Option<i64>,
    /// How the clock is shown.
    pub timer: Timer,
    /// Length of a work block, seconds (interval timer).
    pub work_seconds: Option<i64>,
    /// Length of a pause block, seconds (interval timer).
    pub pause_seconds: Option<i64>,
    /// Where and with what.
    pub context: String,
    /// What an AI did.
    pub ai_use: AiUse,
    /// Kept out of every export.
    pub private: bool,
    /// Whom I watched or taught.
    pub person: Option<Id>,
    /// Written down after the fact: no probe.
    pub late: bool,
    /// How many hits of the cold probe were predicted.
    pub prediction: Option<i64>,
    /// How many reps of this session are the cold probe; 0 is none.
    pub probe_reps: i64,
    /// How the drill's dial stands in this session.
    pub dial: Option<String>,
    /// The variation being played.
    pub variation: Option<String>,
    /// How hard it was, 1 to 5.
    pub challenge: Option<i64>,
    /// How able I felt, 1 to 5.
    pub skill_level: Option<i64>,
    /// What worked.
    pub worked: String,
    /// What did not, or the answer to the question of the day.
    pub didnt: String,
    /// What to change next time; the next intention.
    pub next_focus: String,
    /// Short form of observing: what I saw.
    pub saw: String,
    /// Short form of observing: what I will copy.
    pub will_copy: String,
    /// Short form of teaching: the learner's question.
    pub their_question: String,
    /// Short form of teaching: the learner's result.
    pub their_result: String,
}

impl Session {
    /// A running session on a skill with nothing else said.
    pub fn on(skill: Id) -> Session {
        Session {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            skill,
            drill: None,
            plan: None,
            mode: Mode::Repeat,
            state: SessionState::Running,
            started: Moment::default(),
            ended: None,
            day: Day::default(),
            intention: String::new(),
            criterion: String::new(),
            planned_seconds: None,
            timer: Timer::CountUp,
            work_seconds: None,
            pause_seconds: None,
            context: String::new(),
            ai_use: AiUse::None,
            private: false,
            person: None,
            late: false,
            prediction: None,
            probe_reps: 0,
            dial: None,
            variation: None,
            challenge: None,
            skill_level: None,
            worked: String::new(),
            didnt: String::new(),
            next_focus: String::new(),
            saw: String::new(),
            will_copy: String::new(),
            their_question: String::new(),
            their_result: String::new(),
        }
    }

    /// Whether the session is running or paused.
    pub fn is_open(&self) -> bool {
        matches!(self.state, SessionState::Running | SessionState::Paused)
    }
}

/// A stretch of a session between start or resume and pause or stop, within one local day: the only source of
/// practised time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// The session.
    pub session: Id,
    /// Its place in the session, from 1.
    pub seq: i64,
    /// What its time counts as.
    pub kind: SegmentKind,
    /// Why it was doubted.
    pub doubt: Option<Doubt>,
    /// All clocks when it began.
    pub start: Stamp,
    /// When it ended: its start and its true length; `None` while it runs.
    pub ended: Option<Moment>,
    /// The local day it lies in.
    pub day: Day,
}

impl Segment {
    /// A stretch that begins to run.
    pub fn running(session: Id, seq: i64, start: Stamp, calendar: &Calendar) -> Segment {
        Segment {
            id: Id::default(),
            revision: 0,
            session,
            seq,
            kind: SegmentKind::Practice,
            doubt: None,
            start,
            ended: None,
            day: calendar.day(start.wall),
        }
    }

    /// Its length in milliseconds; 0 while it runs.
    pub fn length(&self) -> i64 {
        self.ended.map_or(0, |ended| (ended.at - self.start.wall.at).max(0))
    }
}

/// A line written without stopping the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its id.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was written.
    pub stamp: Stamp,
    /// The session.
    pub session: Id,
    /// The words.
    pub text: String,
}

/// A mark or an interruption.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Its id.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it happened.
    pub stamp: Stamp,
    /// The session.
    pub session: Id,
    /// What it marks.
    pub kind: MarkKind,
}
