//! What the commands of practice do, and why they cannot at times.

use super::cards::gap::{GapCard, Question, stretches};
use super::command::{CommandId as C, Scope};
use super::frame::cx::Cx;
use super::frame::effects::{Effects, apply};
use super::frame::screen::{Act, Footer, complete_in};
use super::prompt::Prompt;
use super::worker::After;
use crate::domain::change::{Change, NewReps};
use crate::domain::drill::{Drill, Grading, Turn};
use crate::domain::id::Id;
use crate::domain::measure::Measure;
use crate::domain::rep::{Rep, RepResult};
use crate::domain::session::{MarkKind, SegmentKind, SessionState};
use crate::domain::when;

/// What the commands do while a session is open, wherever one is.
pub const ACTS: &[Act<()>] = &[
    Act::of(&[C::Hit, C::Miss, C::MentalHit, C::MentalMiss], hit_or_miss)
        .when(|(), cx, _| is_paused(cx).then_some("the clock stands: {pause} goes on")),
    Act::of(GRADES, grade).when(|(), cx, _| {
        let graded = drill(cx).is_some_and(|drill| drill.grading == Grading::Graded);
        (!graded).then_some("this drill is judged hit or miss, not graded")
    }),
    Act::of(&[C::TakeBack], |(), cx, _| apply(cx, Change::TakeBackRep, After::Quiet))
        .when(|(), cx, _| reps(cx).is_empty().then_some("there is no rep to take back")),
    Act::of(&[C::TagMiss], prompt).when(|(), cx, _| {
        let missed = reps(cx).iter().any(|rep| rep.result == RepResult::Miss);
        (!missed).then_some("there is no miss to tag")
    }),
    Act::of(&[C::Pause], |(), cx, _| {
        let change = if is_paused(cx) { Change::Resume { at: None } } else { Change::Pause { at: None } };
        apply(cx, change, After::Quiet)
    })
    .title(|(), cx| is_paused(cx).then_some("go on")),
    Act::of(&[C::EndSession], |(), cx, _| end(cx)),
    Act::of(&[C::DialUp, C::DialDown], |(), cx, id| {
        let turn = if id == C::DialUp { Turn::Harder } else { Turn::Easier };
        apply(cx, Change::TurnDial(turn), After::Quiet)
    })
    .when(no_dial),
    Act::of(&[C::MinuteMore, C::MinuteLess], |(), cx, id| {
        apply(cx, Change::ExtendPlan(if id == C::MinuteMore { 60 } else { -60 }), After::Quiet)
    }),
    Act::of(&[C::NextVariation], |(), cx, _| apply(cx, Change::NextVariation, After::Quiet)).when(
        |(), cx, _| {
            drill(cx)
                .is_none_or(|drill| drill.variations.is_empty())
                .then_some("this drill has no variations")
        },
    ),
    Act::of(&[C::Mark], |(), cx, _| apply(cx, Change::AddMark(MarkKind::Moment), After::Say)),
    Act::of(&[C::Interruption], |(), cx, _| apply(cx, Change::AddMark(MarkKind::Outer), After::Quiet)),
    Act::of(&[C::Predict], prompt).when(no_probe).footer(|(), _, _| Footer::Leads),
    Act::of(&[C::SkipProbe], |(), cx, _| apply(cx, Change::SkipProbe, After::Say)).when(no_probe),
    Act::of(&[C::Reading], prompt).when(|(), cx, _| {
        let measures = cx.data.playing.as_ref().is_some_and(|playing| !playing.measures.is_empty());
        (!measures).then_some("this skill has no measure")
    }),
    Act::of(&[C::Note], prompt),
    Act::of(&[C::Decide], |(), cx, _| {
        ask_doubt(cx, false);
        Effects::new()
    })
    .when(|(), cx, _| {
        let mut segments = cx.data.playing.iter().flat_map(|playing| &playing.segments);
        let doubt = segments.any(|segment| segment.kind == SegmentKind::Unresolved);
        (!doubt).then_some("no time is in doubt")
    }),
];

const _: () = assert!(complete_in(Scope::Practice, ACTS), "a command of practice has no act");

const GRADES: &[C] = &[
    C::Grade0,
    C::Grade1,
    C::Grade2,
    C::Grade3,
    C::Grade4,
    C::Grade5,
    C::Grade6,
    C::Grade7,
    C::Grade8,
    C::Grade9,
];

fn is_paused(cx: &Cx) -> bool {
    cx.data.playing.as_ref().is_some_and(|playing| playing.session.state == SessionState::Paused)
}

fn drill(cx: &Cx) -> Option<&Drill> {
    cx.data.playing.as_ref()?.drill.as_ref()
}

fn reps(cx: &Cx) -> &[Rep] {
    cx.data.playing.as_ref().map(|playing| playing.reps.as_slice()).unwrap_or_default()
}

/// How many cold reps there are, and whether more are to come.
fn cold_probe(cx: &Cx) -> (usize, bool) {
    let cold = reps(cx).iter().filter(|rep| rep.cold).count();
    let asked = cx.data.playing.as_ref().map_or(0, |playing| playing.session.probe_reps);
    (cold, i64::try_from(cold).is_ok_and(|cold| cold < asked))
}

fn no_dial((): &(), cx: &Cx, _: C) -> Option<&'static str> {
    match cold_probe(cx) {
        _ if drill(cx).is_none_or(|drill| drill.dial.is_none()) => Some("this drill has no dial"),
        (1.., true) => Some("the dial stays until the cold probe is over"),
        _ => None,
    }
}

fn no_probe((): &(), cx: &Cx, id: C) -> Option<&'static str> {
    match cold_probe(cx) {
        (_, false) => Some("there is no cold probe"),
        (1.., true) if id == C::Predict => Some("a prediction comes before the cold probe"),
        _ => None,
    }
}

fn hit_or_miss((): &mut (), cx: &mut Cx, id: C) -> Effects {
    let result = if matches!(id, C::Hit | C::MentalHit) { RepResult::Hit } else { RepResult::Miss };
    let mental = matches!(id, C::MentalHit | C::MentalMiss);
    apply(cx, Change::AddReps(NewReps { mental, ..NewReps::one(result) }), After::Quiet)
}

fn grade((): &mut (), cx: &mut Cx, id: C) -> Effects {
    let grade = GRADES.iter().zip(0..).find(|(known, _)| **known == id).map(|(_, grade)| grade);
    let rep = NewReps { grade, ..NewReps::one(RepResult::Graded) };
    apply(cx, Change::AddReps(rep), After::Quiet)
}

fn prompt((): &mut (), cx: &mut Cx, id: C) -> Effects {
    let Some(playing) = &cx.data.playing else { return Effects::new() };
    let prompt = match id {
        C::Note => {
            Prompt::new("Note", "the clock runs on; Enter keeps it").kept_as("note").then(|cx, text| {
                Ok(apply(cx, Change::AddNote { session: None, text: text.to_owned() }, After::Form))
            })
        }
        C::TagMiss => Prompt::new("Why did it miss?", "a number and Enter, or a tag of your own")
            .numbered(playing.skill.miss_tags.clone())
            .may_be_new()
            .kept_as("tag")
            .then(|cx, tag| {
                let tag = (!tag.is_empty()).then(|| tag.to_owned());
                Ok(apply(cx, Change::TagMiss(tag), After::Form))
            }),
        C::Predict => {
            let reps = playing.session.probe_reps;
            Prompt::new(format!("How many of {reps} will hit?"), "a number, before the first rep").then(
                move |cx, answer| match answer.parse() {
                    Ok(hits) if (0..=reps).contains(&hits) => {
                        Ok(apply(cx, Change::Predict(hits), After::Form))
                    }
                    _ => Err(format!("a number from 0 to {reps}")),
                },
            )
        }
        _ => match playing.measures.as_slice() {
            [] => return Effects::new(),
            [only] => reading_of(only.id, named(only)),
            several => {
                let measures: Vec<Measure> = several.to_vec();
                Prompt::new("A reading of what?", "a number takes one")
                    .by_digit(several.iter().map(|measure| measure.name.clone()).collect())
                    .then(move |cx, answer| {
                        let found = measures.iter().find(|measure| measure.name == answer);
                        let measure = found.ok_or_else(|| format!("no measure is called “{answer}”"))?;
                        cx.close();
                        cx.lay(reading_of(measure.id, named(measure)));
                        Ok(Effects::new())
                    })
            }
        },
    };
    cx.lay(prompt);
    Effects::new()
}

fn named(measure: &Measure) -> String {
    let unit = if measure.unit.is_empty() { String::new() } else { format!(" in {}", measure.unit) };
    format!("{}{unit}", measure.name)
}

/// Asks for a reading of a measure.
pub fn reading_of(measure: Id, title: String) -> Prompt {
    Prompt::new(title, "a number; “12 of 20” says what it sums up")
        .then(move |cx, answer| Ok(apply(cx, reading(measure, answer)?, After::Form)))
}

/// `12`, or `12 of 20` where the value sums up so many items.
fn reading(measure: Id, text: &str) -> Result<Change, String> {
    let (value, sample) = text.split_once(" of ").unwrap_or((text, "1"));
    let value: f64 =
        value.trim().replace(',', ".").parse().map_err(|_| format!("“{text}” is not a number"))?;
    let sample = sample.trim().parse().map_err(|_| format!("“{sample}” is not a whole number"))?;
    Ok(Change::AddReading { measure, value, sample, at: None })
}

/// Ends the session: at once, unless time is in doubt or the stop looks forgotten; then that is asked first.
fn end(cx: &mut Cx) -> Effects {
    let Some(playing) = &cx.data.playing else { return Vec::new() };
    if playing.elapsed(cx.now).unresolved > 0 {
        ask_doubt(cx, true);
        return Vec::new();
    }
    if let Some(stop) = playing.forgotten(cx.now) {
        let skill = playing.skill.name.clone();
        cx.lay(GapCard { skill, question: Question::Forgotten(stop) });
        return Vec::new();
    }
    apply(cx, Change::Stop(Box::default()), After::CloseCard)
}

/// Lays the card about the running session's time in doubt.
pub fn ask_doubt(cx: &mut Cx, closing: bool) {
    let Some(playing) = &cx.data.playing else { return };
    let mut found = stretches(&playing.segments);
    if let Some(running) = playing.running() {
        let pieces = crate::domain::timer::pieces_of(running, &playing.facts(), playing.beat, cx.now);
        for piece in pieces.iter().filter(|piece| piece.kind == SegmentKind::Unresolved) {
            let from = when::hour_minute(piece.start.wall);
            found.push((super::cards::gap::told(piece.doubt, &from, None), piece.length));
        }
    }
    let card = GapCard {
        skill: playing.skill.name.clone(),
        question: Question::Doubt { session: playing.session.id, stretches: found, closing },
    };
    cx.lay(card);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::areas::testing::lively;

    #[test]
    fn a_reading_asks_of_what_where_there_are_several_measures() {
        let mut bench = lively(80, 24);
        let skill = bench.model.data.overview.skills[0].skill.id;
        let second = bench.elsewhere(Change::add(Measure::named(skill, "share")));
        bench.keys("s Enter = 2 \"0.7 Enter");
        let readings = &bench.model.data.playing.as_ref().unwrap().readings;
        assert_eq!(readings.iter().map(|r| (r.measure, r.value)).collect::<Vec<_>>(), [(second, 0.7)]);
        bench.keys("= \"tem Enter \"96 Enter");
        assert_eq!(bench.model.data.playing.as_ref().unwrap().readings.len(), 2);
    }
}
