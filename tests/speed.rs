//! How long the big things take, measured on request: `cargo test --release --test speed -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::clock::{Clock, FixedClock, SystemClock};
use etude::journal::demo;
use jiff::tz::TimeZone;
use support::MORNING;

#[test]
#[ignore = "takes long; a measurement, no check"]
fn a_hundred_thousand_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SystemClock::new();
    for (name, sessions) in [("year", 300), ("life", 100_000)] {
        let begin = clock.now().mono;
        let path = folder.path().join(name);
        demo::write(&path, sessions, 1, FixedClock::at(MORNING).now(), TimeZone::UTC).unwrap();
        let size = std::fs::metadata(&path).unwrap().len() >> 10;
        eprintln!("{sessions} sessions: {} ms, {size} KiB", clock.now().mono - begin);
    }
}
