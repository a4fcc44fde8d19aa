//! Points in time: what the wall says, and what the clocks that nobody can set say.

/// A point in time as people see it: UTC and the zone offset in force, so that a past day stays the day it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Seconds east of UTC that were in force, −86,399 to 86,399.
    pub offset: i32,
}

impl Moment {
    /// The same zone offset, so many milliseconds later (or earlier).
    pub fn plus(self, ms: i64) -> Moment {
        Moment { at: self.at.saturating_add(ms), ..self }
    }
}

/// A fact of the timer: one reading of all the clocks at once.
///
/// `mono` stands still while the machine sleeps, `boot` does not, and neither can be set; both are comparable between
/// processes of one boot only, which `boot_id` names (0 where the system cannot tell).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Stamp {
    /// What the wall clock said.
    pub wall: Moment,
    /// Monotonic clock, milliseconds.
    pub mono: i64,
    /// Boot-time clock (monotonic and sleep), milliseconds.
    pub boot: i64,
    /// Which boot of which machine.
    pub boot_id: i64,
}

impl Stamp {
    /// All clocks moved on together by so many milliseconds.
    pub fn plus(self, ms: i64) -> Stamp {
        Stamp {
            wall: self.wall.plus(ms),
            mono: self.mono.saturating_add(ms),
            boot: self.boot.saturating_add(ms),
            ..self
        }
    }
}
