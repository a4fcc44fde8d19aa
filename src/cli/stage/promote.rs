//! `etude stage promote`: what was shown is said first. What is unmet has to be meant; a script is never asked.

use super::take;
use crate::cli::args::{PromoteArgs, StepFacts};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Done, ask, subject};
use crate::domain::benchmark::Standing;
use crate::domain::change::StageMove;
use crate::domain::stage::{self, Stage, StageEventKind, declared, held_on};
use crate::journal::read::stage::StageView;

pub(super) fn promote(cx: &mut Context, args: &PromoteArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let about = subject::needed(&journal, &args.of)?;
    let at = cx.dated_if(args.facts.at.as_deref())?;
    let (now, calendar) = cx.calendar();
    // What was shown is judged today; the stage it goes on from is that of the day it is taken.
    let view = journal.stage_view(about, calendar.day(now))?;
    let held = held_on(&view.history, at.map_or(calendar.day(now), |at| at.day));
    let next = held.map_or(Some(Stage::Apprentice), Stage::next);
    let first = held.is_none() && args.to.is_none_or(|to| to == Stage::Apprentice);
    let kind = if first { StageEventKind::Enter } else { StageEventKind::Promote };
    let goes = next.filter(|next| args.to.is_none_or(|to| to == *next));
    let sentence = sentence(&args.facts, !first && goes.is_some());
    let said = first || sentence.as_ref().is_some_and(|sentence| !sentence.trim().is_empty());
    // What the journal refuses anyway needs no answer to a question before.
    let mut self_declared = args.self_declared;
    if let Some(next) = goes.filter(|_| said) {
        self_declared = means_it(cx, &view, next, args.self_declared)?;
    }
    // The step that was looked at, and no other: somebody else may take it meanwhile.
    let step = StageMove { to: args.to.or(next), self_declared, at, ..StageMove::of(about, kind) };
    let facts = StepFacts { sentence, at: args.facts.at.clone() };
    take(cx, &mut journal, step, &facts)
}

/// One's own sentence; asked for where somebody is there.
fn sentence(facts: &StepFacts, asked_for: bool) -> Option<String> {
    let given = facts.sentence.clone();
    if given.is_some() || !asked_for || !ask::somebody_there() {
        return given;
    }
    ask::ask("One sentence of your own:", |text| Ok(text.to_owned()))
}

/// Refuses a step with benchmarks unmet that nobody said they mean.
fn means_it(cx: &Context, view: &StageView, next: Stage, self_declared: bool) -> Result<bool, Failure> {
    let Some((met, total, missing)) = unmet(view, next) else { return Ok(self_declared) };
    for line in &missing {
        cx.warn(line);
    }
    if self_declared {
        return Ok(true);
    }
    let question = format!("Be {next} all the same? Type yes:");
    let yes = |text: &str| match text.to_lowercase().as_str() {
        "yes" | "y" => Ok(true),
        "no" | "n" => Ok(false),
        _ => Err("type yes or no".to_owned()),
    };
    if ask::somebody_there() {
        cx.warn(&format!("the history will say for ever: {}", declared(met, total, &missing)));
        if ask::ask(&question, yes) == Some(true) {
            return Ok(true);
        }
    }
    Err(Failure::refused(format!(
        "{} as {next}: {}; nothing was changed",
        view.name,
        stage::unmet(met, total, &missing)
    ))
    .hint("--self-declared goes on all the same"))
}

/// How many benchmarks of a stage are shown, of how many, and what is missing; none where nothing is unmet.
fn unmet(view: &StageView, stage: Stage) -> Option<(i64, i64, Vec<String>)> {
    if let Some(check) = view.area_checks.iter().find(|check| check.stage == stage) {
        let whole = check.dissent().is_some() || check.met() == check.total() && check.missing.is_empty();
        return (!whole).then(|| (check.met(), check.total(), check.missing.clone()));
    }
    let check = view.checks.iter().find(|check| check.stage == stage)?;
    let open = check.benchmarks.iter().filter(|(_, verdict)| verdict.standing != Standing::Met);
    let lines = open.map(|(benchmark, verdict)| format!("{}: {}", benchmark.id, verdict.missing));
    let missing = lines.chain(check.missing.iter().cloned()).collect();
    // Who disagrees is no question of meaning it: the journal refuses.
    (!check.is_whole() && check.dissent.is_none()).then_some((check.met, check.total(), missing))
}
