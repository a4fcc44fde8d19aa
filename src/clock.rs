//! The clocks and the zone of the machine. The one file that asks for either; everything else is handed a `Stamp`, a
//! `Moment` or a `Calendar`. `FixedClock` is a clock for tests, moved by hand.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::time::{ClockId, Timespec, clock_gettime};

use crate::domain::moment::{Moment, Stamp};

/// Where the time comes from.
pub trait Clock: Send {
    /// All clocks, read together.
    fn now(&self) -> Stamp;
    /// The zone in force.
    fn zone(&self) -> TimeZone;
}

impl<C: Clock + Sync + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Stamp {
        (**self).now()
    }

    fn zone(&self) -> TimeZone {
        (**self).zone()
    }
}

/// The clocks of this machine. The zone is looked up once (`TZ`, else the system's, else UTC) and again when asked to;
/// which boot this is, once.
#[derive(Debug, Default)]
pub struct SystemClock {
    zone: Mutex<Option<TimeZone>>,
    boot_id: OnceLock<i64>,
}

impl SystemClock {
    /// The clocks, nothing looked up yet.
    pub fn new() -> SystemClock {
        SystemClock::default()
    }

    /// Looks the zone up again, for a traveller; says whether it is another one.
    pub fn refresh_zone(&self) -> bool {
        jiff::tz::reset_system_time_zone_cache();
        let fresh = system_zone();
        let mut kept = lock(&self.zone);
        let changed = kept.as_ref() != Some(&fresh);
        *kept = Some(fresh);
        changed
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Stamp {
        let (mono, boot) = steady();
        let at = milliseconds(clock_gettime(ClockId::Realtime));
        Stamp { wall: wall(at, &self.zone()), mono, boot, boot_id: *self.boot_id.get_or_init(read_boot_id) }
    }

    fn zone(&self) -> TimeZone {
        lock(&self.zone).get_or_insert_with(system_zone).clone()
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the file that asks for the zone")]
fn system_zone() -> TimeZone {
    // A zone that cannot be found or read is UTC under another name.
    zone_file().unwrap_or_else(TimeZone::system)
}

/// The zone from the one file that holds it. Asked for the system's zone, jiff first lists every zone there is (21
/// folders); that was a sixth of what `etude status` took. What is not plainly a file (a rule in `TZ`, a folder of zones
/// of one's own) is left to it.
fn zone_file() -> Option<TimeZone> {
    if std::env::var_os("TZDIR").is_some() {
        return None;
    }
    let file = match std::env::var_os("TZ") {
        None => PathBuf::from("/etc/localtime"),
        Some(name) => Path::new("/usr/share/zoneinfo").join(zone_name(name.to_str()?)?),
    };
    TimeZone::tzif("localtime", &std::fs::read(file).ok()?).ok()
}

/// A name like `Europe/Berlin`, and nothing that could be a rule (`EST5EDT`) or a path.
fn zone_name(name: &str) -> Option<&str> {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'))
    };
    (name == "UTC" || name.contains('/') && name.split('/').all(word)).then_some(name)
}

/// The clock that stands still in sleep, and the one that does not.
#[cfg(target_os = "linux")]
fn steady() -> (i64, i64) {
    (milliseconds(clock_gettime(ClockId::Monotonic)), milliseconds(clock_gettime(ClockId::Boottime)))
}

/// The clock that stands still in sleep, and the one that does not.
///
/// Fallback: rustix knows only one steady clock here (on macOS it runs on in sleep), so it stands for both. Sleep is
/// then not seen by the clocks; what doubts remain come from the beats of an attached screen.
#[cfg(not(target_os = "linux"))]
fn steady() -> (i64, i64) {
    let mono = milliseconds(clock_gettime(ClockId::Monotonic));
    (mono, mono)
}

/// The first fifteen hexadecimal digits (60 bits) of this boot's id; 0 where the system does not tell.
#[cfg(target_os = "linux")]
fn read_boot_id() -> i64 {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").map_or(0, |text| boot_id_from(&text))
}

/// Which boot this is: not told here.
#[cfg(not(target_os = "linux"))]
fn read_boot_id() -> i64 {
    boot_id_from("")
}

fn boot_id_from(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).take(15).collect();
    if digits.len() == 15 { i64::from_str_radix(&digits, 16).unwrap_or(0) } else { 0 }
}

#[allow(
    clippy::useless_conversion,
    clippy::unnecessary_fallible_conversions,
    reason = "the field is narrower than i64 on some systems"
)]
fn milliseconds(time: Timespec) -> i64 {
    let below = i64::try_from(time.tv_nsec / 1_000_000).unwrap_or(0);
    time.tv_sec.saturating_mul(1000).saturating_add(below)
}

fn wall(at: i64, zone: &TimeZone) -> Moment {
    let instant = Timestamp::from_millisecond(at);
    let offset = instant.map_or(0, |instant| zone.to_offset(instant).seconds());
    Moment { at, offset }
}

/// A poisoned lock still holds a usable value: nothing here is left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A clock that moves only when told to; its copies are the same clock. For tests.
#[derive(Debug, Clone)]
pub struct FixedClock {
    hands: Arc<Mutex<(Stamp, TimeZone)>>,
}

impl FixedClock {
    /// A clock in UTC that stands at so many milliseconds since 1970, an hour after its first boot.
    pub fn at(wall_ms: i64) -> FixedClock {
        let wall = Moment { at: wall_ms, offset: 0 };
        let stamp = Stamp { wall, mono: 3_600_000, boot: 3_600_000, boot_id: 1 };
        FixedClock { hands: Arc::new(Mutex::new((stamp, TimeZone::UTC))) }
    }

    /// Time passes for every clock.
    pub fn advance(&self, ms: i64) {
        self.turn(|stamp| *stamp = stamp.plus(ms));
    }

    /// The machine sleeps: the monotonic clock stands still.
    pub fn suspend(&self, ms: i64) {
        self.turn(|stamp| *stamp = Stamp { mono: stamp.mono, ..stamp.plus(ms) });
    }

    /// Somebody sets the wall clock forward (or back).
    pub fn step_wall(&self, ms: i64) {
        self.turn(|stamp| stamp.wall = stamp.wall.plus(ms));
    }

    /// Sets the wall clock to so many milliseconds since 1970; the others do not notice.
    pub fn set_wall(&self, wall_ms: i64) {
        self.turn(|stamp| stamp.wall.at = wall_ms);
    }

    /// Another boot: the steady clocks begin at nought. No wall time passes.
    pub fn reboot(&self) {
        self.turn(|stamp| *stamp = Stamp { mono: 0, boot: 0, boot_id: stamp.boot_id + 1, ..*stamp });
    }

    /// Travels to another zone.
    pub fn set_zone(&self, zone: TimeZone) {
        lock(&self.hands).1 = zone;
        self.turn(|_| {});
    }

    fn turn(&self, change: impl FnOnce(&mut Stamp)) {
        let mut hands = lock(&self.hands);
        change(&mut hands.0);
        hands.0.wall = wall(hands.0.wall.at, &hands.1);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Stamp {
        lock(&self.hands).0
    }

    fn zone(&self) -> TimeZone {
        lock(&self.hands).1.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steady_clocks_do_not_go_back() {
        let clock = SystemClock::new();
        let (first, second) = (clock.now(), clock.now());
        assert!(second.mono >= first.mono && second.boot >= first.boot);
        assert_eq!(first.boot_id, second.boot_id);
        assert!(first.boot_id >= 0);
    }

    #[test]
    fn a_boot_id_is_sixty_bits_or_nothing() {
        assert_eq!(boot_id_from("ffffffff-ffff-ffff-ffff-ffffffffffff\n"), (1 << 60) - 1);
        assert_eq!(boot_id_from("00000000-0000-0010-8000-000000000000\n"), 1);
        assert_eq!(boot_id_from(""), 0);
        assert_eq!(boot_id_from("no id"), 0);
    }

    #[test]
    fn the_zone_is_read_from_its_file_where_there_is_one() {
        assert_eq!(zone_name("Europe/Berlin"), Some("Europe/Berlin"));
        assert_eq!(zone_name("America/Argentina/Buenos_Aires"), Some("America/Argentina/Buenos_Aires"));
        for other in [
            "",
            "EST5EDT",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "/etc/passwd",
            "../../etc/passwd",
            ":Europe/Berlin",
            "a//b",
        ] {
            assert_eq!(zone_name(other), None, "{other}");
        }
        let data = std::fs::read("/usr/share/zoneinfo/Europe/Berlin");
        if let (Ok(data), Ok(known)) = (data, TimeZone::get("Europe/Berlin")) {
            let read = TimeZone::tzif("localtime", &data).unwrap();
            for at in [0, 1_700_000_000_000, 1_720_000_000_000] {
                let instant = Timestamp::from_millisecond(at).unwrap();
                assert_eq!(read.to_offset(instant), known.to_offset(instant));
            }
        }
    }

    #[test]
    fn a_fixed_clock_moves_when_told() {
        let clock = FixedClock::at(1_000_000);
        let same = clock.clone();
        let start = clock.now();
        same.advance(500);
        assert_eq!(clock.now(), start.plus(500));
        clock.suspend(1000);
        assert_eq!((clock.now().mono - start.mono, clock.now().boot - start.boot), (500, 1500));
        clock.step_wall(-900_000);
        assert_eq!(clock.now().wall.at, 101_500);
        clock.reboot();
        assert_eq!((clock.now().mono, clock.now().boot_id), (0, 2));
    }

    #[test]
    fn a_traveller_changes_the_offset_and_not_the_instant() {
        let clock = FixedClock::at(0);
        clock.set_zone(TimeZone::posix("CET-1").expect("zone"));
        assert_eq!(clock.now().wall, Moment { at: 0, offset: 3600 });
        clock.set_wall(i64::MAX);
        assert_eq!(clock.now().wall.at, i64::MAX);
    }
}
