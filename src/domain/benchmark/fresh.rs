//! How fresh a held stage is: when it was last shown, and whether it has lapsed. The stage itself stays.

use super::super::calendar::Day;
use super::super::ladder::{LadderSkill, Need, StageRule};
use super::super::stage::{StageEventKind, Told};
use super::super::when::ago;
use super::facts::Facts;
use super::{below, judge, kinds};

/// How fresh a held stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Freshness {
    /// When it was last shown.
    pub shown: Option<Day>,
    /// Whether that is recent enough, and nothing since says otherwise.
    pub fresh: bool,
    /// The last day on which it is fresh without being shown again.
    pub until: Option<Day>,
    /// Since when two cold probes lie below it.
    pub below: Option<Day>,
    /// The day on which it last went stale, where no restoring has ended that yet.
    pub lapsed: Option<Day>,
}

impl Freshness {
    /// How fresh it is in words, as it stands behind the stage: `shown 12 d ago`, `last shown 2026-03`; empty where it
    /// was never shown.
    pub fn words(&self, today: Day) -> String {
        let Some(shown) = self.shown else { return String::new() };
        let days = today.0.saturating_sub(shown.0);
        let mut words = match self.fresh {
            true if days == 0 => "shown today".to_owned(),
            true => format!("shown {} ago", ago(days)),
            false => format!("last shown {}", shown.date().strftime("%Y-%m")),
        };
        if let Some(below) = self.below {
            words.push_str(&format!(", now below since {below}"));
        }
        words
    }
}

/// How fresh the stage of a rule is on a day, for a skill that holds it by this history.
pub fn freshness(
    skill: &LadderSkill,
    rule: &StageRule,
    facts: &Facts,
    past: &[Told],
    today: Day,
) -> Freshness {
    let days = shown_days(skill, rule, facts, today);
    let fresh_days = i32::try_from(rule.fresh_days).unwrap_or(i32::MAX);
    let shown = days.last().copied();
    let until = shown.map(|day| Day(day.0.saturating_add(fresh_days)));
    let below = below(skill, rule.stage, facts).filter(|day| shown.is_none_or(|shown| *day >= shown));
    let fresh = below.is_none() && until.is_some_and(|until| today <= until);
    let restored = past
        .iter()
        .filter(|told| told.counts() && told.event.kind == StageEventKind::Restore)
        .map(|told| told.event.day)
        .max();
    let ends = days.iter().skip(1).copied().chain([today]);
    let stale = days.iter().zip(ends).filter(|(from, to)| to.0.saturating_sub(from.0) > fresh_days);
    let ran_out = stale.map(|(from, _)| Day(from.0.saturating_add(fresh_days).saturating_add(1))).last();
    let lapsed = below.or(ran_out).filter(|day| restored.is_none_or(|restored| *day > restored));
    Freshness { shown, fresh, until, below, lapsed }
}

/// The days on which the stage was shown, sorted: by a record that one of its benchmarks counts, or a passing cold probe.
fn shown_days(skill: &LadderSkill, rule: &StageRule, facts: &Facts, today: Day) -> Vec<Day> {
    let own = || skill.benchmarks.iter().filter(|benchmark| benchmark.stage == rule.stage);
    let mut days: Vec<Day> =
        own().filter_map(|benchmark| judge(benchmark, facts, today, rule.fresh_days).shown).collect();
    for benchmark in own() {
        if let Need::Probe { rate, reps, .. } = benchmark.need {
            let passing = kinds::countable(facts, reps).into_iter();
            days.extend(
                passing.filter(|p| rate.is_none_or(|rate| kinds::at_least(p.rate(), rate))).map(|p| p.day),
            );
        }
    }
    days.sort();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freshness_is_said_with_a_day_while_it_lasts_and_with_a_month_after() {
        let fresh = Freshness { shown: Some(Day(20_000)), fresh: true, ..Freshness::default() };
        assert_eq!(fresh.words(Day(20_000)), "shown today");
        assert_eq!(fresh.words(Day(20_012)), "shown 12 d ago");
        let stale = Freshness { fresh: false, ..fresh };
        assert_eq!(stale.words(Day(20_400)), "last shown 2024-10");
        let below = Freshness { below: Some(Day(20_100)), ..stale };
        assert_eq!(below.words(Day(20_400)), "last shown 2024-10, now below since 2025-01-12");
        assert_eq!(Freshness::default().words(Day(20_000)), "");
    }
}
