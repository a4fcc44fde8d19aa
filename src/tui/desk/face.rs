//! What the running clock shows: elapsed, remaining, over-time, blocks.

use crate::domain::session::Timer;
use crate::domain::when::{clock_face, spent};
use crate::journal::status::Playing;
use crate::tui::frame::cx::Cx;

/// The time as shown, and what it is a part of.
pub struct Face {
    /// The digits.
    pub time: String,
    /// What stands beside them.
    pub beside: String,
    /// Past the planned end.
    pub over: bool,
}

/// What the clock shows now.
pub fn face(cx: &Cx, playing: &Playing) -> Face {
    let elapsed = playing.elapsed(cx.now).practised;
    let planned = playing.session.planned_seconds.map(|s| s * 1000);
    let show = |ms: i64| {
        if cx.settings.seconds {
            clock_face(ms)
        } else {
            format!("{}:{:02}", ms / 3_600_000, ms / 60_000 % 60)
        }
    };
    if let (Timer::Intervals, Some(work)) = (playing.session.timer, playing.session.work_seconds) {
        let block = elapsed / (work * 1000);
        let left = work * 1000 - elapsed % (work * 1000);
        return Face {
            time: show((left + 999) / 1000 * 1000),
            beside: format!("left of block {} · {} in all", block + 1, spent(elapsed)),
            over: false,
        };
    }
    match (playing.session.timer, planned) {
        (Timer::Countdown, Some(planned)) if elapsed < planned => Face {
            time: show((planned - elapsed + 999) / 1000 * 1000),
            beside: format!("left of {}", spent(planned)),
            over: false,
        },
        (Timer::Countdown, Some(planned)) => {
            Face { time: show(elapsed - planned), beside: format!("over {}", spent(planned)), over: true }
        }
        (_, Some(planned)) if elapsed >= planned => Face {
            time: show(elapsed),
            beside: format!("{} over {}", spent(elapsed - planned), spent(planned)),
            over: true,
        },
        (_, Some(planned)) => {
            Face { time: show(elapsed), beside: format!("of {}", spent(planned)), over: false }
        }
        (_, None) => Face { time: show(elapsed), beside: String::new(), over: false },
    }
}
