//! What was on record for a stage when it was taken; kept in the event, and not changed later.

use super::{LadderOf, area_checks, checks, facts};
use crate::domain::benchmark::{AreaCheck, StageCheck};
use crate::domain::calendar::Day;
use crate::domain::change::StageMove;
use crate::domain::stage::{Shown, Stage, StageEvent, StageEventKind, Subject, unmet};
use crate::journal::error::{Error, Result};
use crate::journal::work::Work;

/// What was shown for a stage.
#[derive(Default)]
pub(super) struct Proof {
    /// How many benchmarks were met and fresh …
    pub met: i64,
    /// … of how many.
    pub total: i64,
    /// Those, with the records that said so.
    pub evidence: Vec<Shown>,
    /// Who witnessed it, by name.
    pub witnesses: Vec<String>,
    /// What was missing besides the benchmarks.
    pub missing: Vec<String>,
    /// Who disagrees without a second opinion.
    dissent: Option<String>,
}

impl Proof {
    /// What belongs into the event of a step: a step up or a restoring is judged by what was on record by that day, an import
    /// stands by one's word, a correction by what it corrects, and whoever steps back shows nothing.
    pub(super) fn of(
        work: &Work<'_>,
        step: &StageMove,
        on: Option<&LadderOf>,
        to: Option<Stage>,
        day: Day,
        wrong: Option<&StageEvent>,
    ) -> Result<Proof> {
        use StageEventKind::{Correct, Enter, Import, Lapse, Promote, Restore, StepBack};
        let judged = || match (on, to) {
            (Some(on), Some(stage)) => judge(work, step.subject, on, stage, day),
            _ => Ok(Proof::default()),
        };
        match step.kind {
            StepBack | Lapse => Ok(Proof::default()),
            Enter | Promote | Restore => judged()?.undisputed(),
            Import => Ok(judged()?.on_word_alone()),
            Correct => match wrong {
                Some(wrong) if wrong.kind == Import => Ok(Proof::as_declared()),
                // Moved into the past it rests on what was on record by then.
                Some(wrong) if wrong.to == to && day < wrong.day && wrong.benchmarks_total > 0 => judged(),
                Some(wrong) if wrong.to == to => Ok(Proof::kept(wrong)),
                _ => Ok(judged()?.on_word_alone()),
            },
        }
    }

    /// Whether nothing is missing.
    pub(super) fn is_whole(&self) -> bool {
        self.met == self.total && self.missing.is_empty()
    }

    /// What is shown, and what is missing.
    pub(super) fn words(&self) -> String {
        unmet(self.met, self.total, &self.missing)
    }

    fn undisputed(self) -> Result<Proof> {
        match &self.dissent {
            Some(dissent) => Err(Error::refused(dissent.clone()).hint(
                "`etude witness ask` asks somebody else, `etude witness answer` writes down what they said",
            )),
            None => Ok(self),
        }
    }

    fn on_word_alone(self) -> Proof {
        Proof { total: self.total, ..Proof::default() }
    }

    /// Of what was held before nothing was judged.
    fn as_declared() -> Proof {
        Proof { missing: vec!["as it was held before".to_owned()], ..Proof::default() }
    }

    fn kept(wrong: &StageEvent) -> Proof {
        Proof {
            met: wrong.benchmarks_met,
            total: wrong.benchmarks_total,
            evidence: wrong.evidence.clone(),
            witnesses: wrong.witnesses.clone(),
            missing: wrong.missing.clone(),
            dissent: None,
        }
    }
}

fn judge(work: &Work<'_>, subject: Subject, on: &LadderOf, stage: Stage, day: Day) -> Result<Proof> {
    let facts = facts(work.conn, subject, Some(on), work.calendar)?.until(day);
    Ok(match subject {
        Subject::Skill(_) => {
            let check = checks(on, &facts, day).into_iter().find(|check| check.stage == stage);
            check.map_or_else(Proof::default, of_skill)
        }
        Subject::Area(area) => {
            let check = area_checks(work.conn, area, on, &facts, day)?.into_iter().find(|c| c.stage == stage);
            check.map_or_else(Proof::default, of_area)
        }
    })
}

fn of_skill(check: StageCheck) -> Proof {
    Proof {
        met: check.met,
        total: check.total(),
        evidence: check.evidence(),
        witnesses: check.witnesses,
        missing: check.missing,
        dissent: check.dissent,
    }
}

fn of_area(check: AreaCheck) -> Proof {
    Proof {
        met: check.met(),
        total: check.total(),
        evidence: check.evidence(),
        witnesses: check.witnesses(),
        dissent: check.dissent().map(str::to_owned),
        missing: check.missing,
    }
}
