//! `etude stage`: how far somebody is, and every step on the way.

mod history;
mod promote;
mod show;

use super::args::{OfSubject, StageVerb, StepFacts};
use super::context::Context;
use super::failure::Failure;
use super::{Done, subject};
use crate::domain::change::{Change, StageMove};
use crate::domain::stage::{Stage, StageEventKind};
use crate::journal::Journal;

pub(super) fn run(cx: &mut Context, verb: StageVerb) -> Done {
    match verb {
        StageVerb::Show { of, at } => show::show(cx, &of, at.as_deref()),
        StageVerb::History { of } => history::history(cx, &of),
        StageVerb::Promote(args) => promote::promote(cx, &args),
        StageVerb::StepBack { of, to, facts } => step(cx, &of, StageEventKind::StepBack, to, &facts),
        StageVerb::Restore { of, facts } => step(cx, &of, StageEventKind::Restore, None, &facts),
        StageVerb::Import { mut words, area, to, facts } => {
            words.extend(to.map(|stage| stage.word().to_owned()));
            let (of, stage) = subject::and_last(&words, area.as_deref(), "the stage")?;
            let stage: Stage = stage.parse()?;
            step(cx, &of, StageEventKind::Import, Some(stage), &facts)
        }
        StageVerb::Correct { event, to, facts } => correct(cx, &event, to, &facts),
    }
}

fn step(
    cx: &mut Context,
    of: &OfSubject,
    kind: StageEventKind,
    to: Option<Stage>,
    facts: &StepFacts,
) -> Done {
    let mut journal = cx.open_existing()?;
    let step = StageMove { to, ..StageMove::of(subject::needed(&journal, of)?, kind) };
    take(cx, &mut journal, step, facts)
}

/// Takes a step with what was said of it.
fn take(cx: &mut Context, journal: &mut Journal, mut step: StageMove, facts: &StepFacts) -> Done {
    step.at = cx.dated_if(facts.at.as_deref())?.or(step.at);
    if let Some(sentence) = &facts.sentence {
        step.sentence.clone_from(sentence);
    }
    cx.change(journal, Change::MoveStage(Box::new(step)))
}

/// What is not said anew is as it was.
fn correct(cx: &mut Context, typed: &str, to: Option<Stage>, facts: &StepFacts) -> Done {
    let mut journal = cx.open_existing()?;
    let wrong = journal.stage_event(journal.find_stage_event(typed)?)?.event;
    if to.is_none() && facts.at.is_none() && facts.sentence.is_none() {
        return Err(
            Failure::usage("what should it have been?").hint("say the stage with --to, or when with --at")
        );
    }
    let step = StageMove {
        to: to.or(wrong.to),
        at: Some(wrong.dated()),
        corrects: Some(wrong.id),
        ..StageMove::of(wrong.subject(), StageEventKind::Correct)
    };
    take(cx, &mut journal, step, facts)
}
