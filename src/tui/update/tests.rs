//! What time itself changes.

use super::*;
use crate::domain::change::Change;
use crate::domain::plan::Plan;
use crate::tui::areas::testing::lively;

#[test]
fn the_desk_is_read_anew_when_a_new_day_begins() {
    let mut bench = lively(120, 40);
    bench.keys("g d s Enter");
    let (skill, tomorrow) =
        (bench.model.data.playing.as_ref().unwrap().skill.id, bench.model.today().plus(1));
    bench.elsewhere(Change::add(Plan { intention: "tomorrow's".into(), ..Plan::on(skill, tomorrow) }));
    bench.take(Msg::Deadline);
    assert_ne!(bench.model.data.today.day, tomorrow);
    bench.clock.advance(24 * 60 * 60_000);
    bench.take(Msg::Deadline);
    assert_eq!(bench.model.data.today.day, tomorrow);
    assert!(bench.model.data.today.plans.iter().any(|line| line.plan.intention == "tomorrow's"));
    bench.slow().take(Msg::Deadline);
    assert_eq!(bench.model.day, tomorrow, "and it is asked for once");
}
