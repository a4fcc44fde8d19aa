//! How fresh a held stage is: when it was last shown, and whether it has lapsed. The stage itself stays.

use super::super::calendar::Day;
use super::super::ladder::{LadderSkill, Need, StageRule};
use super::super::rep::wilson;
use super::super::stage::{Rank, Stage, Told};
use super::super::when::ago;
use super::facts::Facts;
use super::kinds;

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

/// How fresh the stage of a rule is on a day, for a skill that holds it by this history. A lapse belongs to the time since
/// the history was last written: what lies before is told there.
pub fn freshness(
    skill: &LadderSkill,
    rule: &StageRule,
    facts: &Facts,
    past: &[Told],
    today: Day,
) -> Freshness {
    let days = shown_days(skill, rule.stage, facts);
    let fresh_days = i32::try_from(rule.fresh_days).unwrap_or(i32::MAX);
    let shown = days.last().copied();
    let until = shown.map(|day| Day(day.0.saturating_add(fresh_days)));
    let falls = falls(skill, rule.stage, facts);
    let below = falls.last().filter(|fall| !fall.mended).map(|fall| fall.day);
    let ends = days.iter().skip(1).copied().chain([today]);
    let stale = days.iter().zip(ends).filter(|(from, to)| to.0.saturating_sub(from.0) > fresh_days);
    let ran_out = stale.map(|(from, _)| Day(from.0.saturating_add(fresh_days).saturating_add(1)));
    let told = past.iter().filter(|told| told.counts() && told.event.day <= today);
    let since = told.map(|told| told.event.day).max();
    let lapses = ran_out.chain(falls.iter().map(|fall| fall.day));
    Freshness {
        shown,
        fresh: below.is_none() && until.is_some_and(|until| today <= until),
        until,
        below,
        lapsed: lapses.filter(|day| since.is_none_or(|since| *day > since)).max(),
    }
}

/// Whether a stage that was imported is borne out since a day: by one passing cold probe, and by a witness.
pub fn borne_out(skill: &LadderSkill, facts: &Facts, since: Day) -> bool {
    let probed = skill.benchmarks.iter().any(|benchmark| match benchmark.need {
        Need::Probe { reps, rate, .. } => {
            kinds::passing(facts, reps, rate).into_iter().any(|day| day >= since)
        }
        _ => false,
    });
    probed && facts.words.iter().any(|word| word.agrees && word.rank > Rank::Own && word.day >= since)
}

/// The days on which a stage was shown, sorted, each once.
fn shown_days(skill: &LadderSkill, stage: Stage, facts: &Facts) -> Vec<Day> {
    let own = skill.benchmarks.iter().filter(|benchmark| benchmark.stage == stage);
    let mut days: Vec<Day> = own.flat_map(|benchmark| kinds::shown_days(benchmark, facts)).collect();
    days.sort();
    days.dedup();
    days
}

/// Two cold probes on different days whose 80 % interval lies below the rate of the stage, with no passing one between.
struct Fall {
    /// The day of the second.
    day: Day,
    /// Whether a passing probe came after.
    mended: bool,
}

/// Every time a skill fell below a stage, oldest first.
fn falls(skill: &LadderSkill, stage: Stage, facts: &Facts) -> Vec<Fall> {
    let rates = skill.benchmarks.iter().filter(|b| b.stage == stage).filter_map(|b| match b.need {
        Need::Probe { rate: Some(rate), reps, .. } => Some((rate, reps)),
        _ => None,
    });
    let Some((rate, reps)) = rates.min_by(|a, b| a.0.total_cmp(&b.0)) else { return Vec::new() };
    let mut falls: Vec<Fall> = Vec::new();
    let mut low = 0;
    for probe in kinds::countable(facts, reps) {
        if kinds::at_least(probe.rate(), rate) {
            low = 0;
            falls.iter_mut().for_each(|fall| fall.mended = true);
        } else if wilson(probe.hits, probe.reps()).is_some_and(|(_, high)| high < rate) {
            low += 1;
            if low == 2 {
                falls.push(Fall { day: probe.day, mended: false });
            }
        }
    }
    falls
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
