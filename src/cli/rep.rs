//! What happens while the clock runs: reps, tags, the dial, variations, notes, marks.

use super::Done;
use super::args::{DialArgs, GradeArgs, MarkArgs, MissArgs, RepArgs, TagArgs};
use super::context::Context;
use crate::domain::change::{Change, NewReps};
use crate::domain::drill::Turn;
use crate::domain::rep::{RepResult, Tally};
use crate::domain::session::MarkKind;

pub(super) fn hit(cx: &mut Context, args: &RepArgs) -> Done {
    log(cx, reps(RepResult::Hit, args))
}

pub(super) fn miss(cx: &mut Context, args: MissArgs) -> Done {
    log(cx, NewReps { miss_tag: args.tag, ..reps(RepResult::Miss, &args.reps) })
}

pub(super) fn grade(cx: &mut Context, args: &GradeArgs) -> Done {
    log(cx, NewReps { grade: Some(args.grade), mental: args.mental, ..NewReps::one(RepResult::Graded) })
}

fn reps(result: RepResult, args: &RepArgs) -> NewReps {
    NewReps {
        results: vec![(result, args.count)],
        grade: None,
        mental: args.mental,
        bulk: args.count > 1,
        miss_tag: None,
    }
}

fn log(cx: &mut Context, reps: NewReps) -> Done {
    let mut journal = cx.open_existing()?;
    let outcome = journal.apply(Change::AddReps(reps))?;
    let tally = journal.playing()?.map(|playing| Tally::of(&playing.reps)).unwrap_or_default();
    let so_far = if tally.total() > 0 { format!(" · {}", tally.shown()) } else { String::new() };
    cx.did(&mut journal, &outcome, &format!("{}{so_far}", outcome.label))
}

pub(super) fn take_back(cx: &mut Context) -> Done {
    let mut journal = cx.open_existing()?;
    cx.change(&mut journal, Change::TakeBackRep)
}

pub(super) fn tag(cx: &mut Context, args: TagArgs) -> Done {
    let mut journal = cx.open_existing()?;
    cx.change(&mut journal, Change::TagMiss(args.tag))
}

pub(super) fn dial(cx: &mut Context, args: DialArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let change = match args.value.to_lowercase().as_str() {
        "harder" => Change::TurnDial(Turn::Harder),
        "easier" => Change::TurnDial(Turn::Easier),
        _ => Change::SetDial(args.value),
    };
    cx.change(&mut journal, change)
}

pub(super) fn next_variation(cx: &mut Context) -> Done {
    let mut journal = cx.open_existing()?;
    cx.change(&mut journal, Change::NextVariation)
}

pub(super) fn mark(cx: &mut Context, args: &MarkArgs) -> Done {
    let kind = match (args.inner, args.outer) {
        (true, _) => MarkKind::Inner,
        (_, true) => MarkKind::Outer,
        _ => MarkKind::Moment,
    };
    let mut journal = cx.open_existing()?;
    cx.change(&mut journal, Change::AddMark(kind))
}
