//! Changes of stages: a history that is only added to. The program never promotes by itself; it says what was shown.

mod history_rules;
mod ladder_of;
mod proof;
mod restore;

use rusqlite::Connection;

use super::entry;
use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::area::Area;
use crate::domain::benchmark::{
    AreaCheck, Facts, Freshness, HeldSkill, StageCheck, check_area, check_stage, freshness, learning_rate,
};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::change::StageMove;
use crate::domain::drill::PROBE_REPS;
use crate::domain::id::Id;
use crate::domain::ladder::{Benchmark, Need};
use crate::domain::skill::Skill;
use crate::domain::stage::{Stage, StageEvent, StageEventKind, Subject, Told, held_on, taken_on, told};
use crate::domain::when::{Dated, Grain};
use crate::store::record::by_id;
use crate::store::{query, stage as store};
use history_rules::refuse_out_of_order;
pub(super) use ladder_of::{LadderOf, ladder_of, stored_ladder};
use proof::Proof;

/// The facts about a subject, with what its ladder says about probes.
pub(super) fn facts(
    conn: &Connection,
    subject: Subject,
    on: Option<&LadderOf>,
    calendar: &Calendar,
) -> Result<Facts> {
    let skill = on.and_then(LadderOf::skill);
    let retains = |benchmark: &Benchmark| matches!(benchmark.need, Need::Retain { .. });
    let rest = skill.is_some_and(|skill| skill.benchmarks.iter().any(retains));
    let mut facts = store::facts(conn, subject, calendar, rest)?;
    facts.probe_reps = PROBE_REPS;
    if let Some(skill) = skill {
        let asked = skill.benchmarks.iter().find_map(|benchmark| match benchmark.need {
            Need::Probe { reps, .. } => Some(reps),
            _ => None,
        });
        facts.probe_reps = asked.unwrap_or(PROBE_REPS);
        facts.learning_rate = learning_rate(&skill.benchmarks);
    }
    Ok(facts)
}

/// How every stage of a skill stands, apprentice first; nothing where it is on no ladder.
pub(super) fn checks(on: &LadderOf, facts: &Facts, today: Day) -> Vec<StageCheck> {
    let Some(skill) = on.skill() else { return Vec::new() };
    let mut checks: Vec<StageCheck> =
        on.ladder.rules.iter().map(|rule| check_stage(skill, rule, facts, today)).collect();
    // A master's work as a journeyman is still fresh.
    let stale = checks.iter().any(|check| check.stage == Stage::Journeyman && check.met < check.total());
    if let Some(master) = checks.iter_mut().find(|check| check.stage == Stage::Master).filter(|_| stale) {
        master.missing.push("journeyman is not met and fresh".to_owned());
    }
    checks
}

/// How every stage of an area stands, apprentice first.
pub(super) fn area_checks(
    conn: &Connection,
    area: Id,
    on: &LadderOf,
    facts: &Facts,
    today: Day,
) -> Result<Vec<AreaCheck>> {
    let mut held = Vec::new();
    for link in query::skill_areas(conn)?.into_iter().filter(|link| link.area == area) {
        let Some(skill) = by_id::<Skill>(conn, link.skill)? else { continue };
        if let (Some(item), true) =
            (skill.ladder_item, skill.ladder.as_deref() == Some(on.ladder.id.as_str()))
        {
            let past = history(conn, Subject::Skill(skill.id))?;
            let declared = taken_on(&past, today).is_some_and(|told| told.event.declared().is_some());
            held.push(HeldSkill { item, stage: held_on(&past, today), declared });
        }
    }
    Ok(Stage::ALL.iter().map(|stage| check_area(&on.ladder, *stage, &held, facts)).collect())
}

/// The history of a subject.
pub(super) fn history(conn: &Connection, subject: Subject) -> Result<Vec<Told>> {
    let (events, states) = store::events_of(conn, subject)?;
    Ok(told(events, &states))
}

/// The name of a subject.
pub(super) fn name_of(work: &Work<'_>, subject: Subject) -> Result<String> {
    Ok(match subject {
        Subject::Skill(id) => work.get::<Skill>(id)?.name,
        Subject::Area(id) => work.get::<Area>(id)?.name,
    })
}

/// The benchmarks that evidence and witnesses of a subject may speak to: of an area its capstones.
pub(super) fn benchmark_ids(work: &Work<'_>, subject: Subject) -> Result<Vec<String>> {
    let on = ladder_of(work.conn, subject)?;
    Ok(on.iter().flat_map(|on| on.benchmarks(subject)).map(|benchmark| benchmark.id).collect())
}

/// The stage that a statement is about where it does not say so: that of its benchmark, or else the one that is next.
pub(super) fn meant(work: &Work<'_>, subject: Subject, benchmark: Option<&str>) -> Result<Option<Stage>> {
    if let Some(id) = benchmark {
        let on = ladder_of(work.conn, subject)?;
        let all = on.iter().flat_map(|on| on.benchmarks(subject));
        return Ok(all.into_iter().find(|known| known.id == id).map(|known| known.stage));
    }
    let held = held_on(&history(work.conn, subject)?, work.calendar.day(work.now.wall));
    Ok(held.map_or(Some(Stage::Apprentice), |held| held.next().or(Some(held))))
}

/// A skill that another is merged into has shown what that one had: its stage is told as held before.
pub(super) fn inherit(work: &mut Work<'_>, from: &Skill, into: &Skill) -> Result<()> {
    let today = work.calendar.day(work.now.wall);
    let of = |skill: &Skill| history(work.conn, Subject::Skill(skill.id));
    let (theirs, own) = (of(from)?, of(into)?);
    let Some(taken) = taken_on(&theirs, today).filter(|taken| taken.event.to > held_on(&own, today)) else {
        return Ok(());
    };
    let event = StageEvent {
        id: work.fresh_id(),
        created: work.now.wall,
        skill: Some(into.id),
        kind: StageEventKind::Import,
        from: held_on(&own, today),
        at: work.now.wall,
        day: today,
        grain: Grain::Minute,
        sentence: format!("{} was {} and was merged into this", from.name, held_word(taken.event.to)),
        corrects: None,
        ..taken.event.clone()
    };
    work.insert(&event)
}

fn held_word(stage: Option<Stage>) -> &'static str {
    stage.map_or("no stage", Stage::word)
}

/// How fresh a held stage of a skill is; an area is as fresh as its skills, and says nothing of its own.
pub(super) fn fresh(on: &LadderOf, stage: Stage, facts: &Facts, past: &[Told], today: Day) -> Freshness {
    let rule = on.ladder.rules.iter().find(|rule| rule.stage == stage);
    match (on.skill(), rule) {
        (Some(skill), Some(rule)) => freshness(skill, rule, facts, past, today),
        _ => Freshness::default(),
    }
}

/// Takes, restores, leaves or corrects a stage.
pub(super) fn step(work: &mut Work<'_>, step: StageMove) -> Result<Done> {
    let name = name_of(work, step.subject)?;
    let past = history(work.conn, step.subject)?;
    let now = Dated::exactly(work.now.wall, work.calendar);
    let Dated { at, day, grain } = entry::placed(work, step.at.unwrap_or(now))?;
    let wrong = corrected(&step, &past, &name)?;
    // What a correction puts right is gone from the history it goes on from.
    let rest: Vec<Told> =
        past.iter().filter(|told| wrong.is_none_or(|wrong| wrong.id != told.event.id)).cloned().collect();
    let held = held_on(&rest, day);
    let to = target(&step, held, wrong, &name)?;
    refuse_out_of_order(step.kind, &past, (at, to), wrong, &name)?;
    let on = ladder_of(work.conn, step.subject)?;
    let proof = Proof::of(work, &step, on.as_ref(), to, day, wrong)?;
    refuse_unmeant(&step, &proof, &name)?;
    if step.kind == StageEventKind::Restore {
        restore::write_lapse(work, step.subject, on.as_ref(), held, day, &name)?;
    }
    let event = StageEvent {
        id: work.fresh_id(),
        created: work.now.wall,
        skill: step.subject.skill(),
        area: step.subject.area(),
        kind: step.kind,
        from: held,
        to,
        at,
        day,
        grain,
        ladder: on.as_ref().map(|on| on.ladder.id.clone()),
        ladder_version: on.as_ref().map(|on| on.ladder.version.clone()),
        own_thresholds: on.as_ref().is_some_and(|on| on.own),
        benchmarks_met: proof.met,
        benchmarks_total: proof.total,
        evidence: proof.evidence,
        witnesses: proof.witnesses,
        missing: proof.missing,
        sentence: sentence(&step)?,
        corrects: step.corrects,
    };
    if let Some(declared) = event.declared() {
        work.notice(declared);
    }
    work.insert(&event)?;
    Ok(Done::to(event.id, label(&event, &name)))
}

/// The event that a correction stands in place of.
fn corrected<'a>(step: &StageMove, past: &'a [Told], name: &str) -> Result<Option<&'a StageEvent>> {
    if step.kind != StageEventKind::Correct {
        return Ok(None);
    }
    let wrong = past.iter().find(|told| Some(told.event.id) == step.corrects);
    let wrong = wrong.ok_or_else(|| Error::not_found(format!("the history of {name} has no such event")))?;
    if !wrong.counts() {
        return Err(Error::refused("that event counts no longer: correct the one that stands in its place"));
    }
    Ok(Some(&wrong.event))
}

/// A step up with something unmet has to be meant, by whoever saw what is unmet.
fn refuse_unmeant(step: &StageMove, proof: &Proof, name: &str) -> Result<()> {
    let up = matches!(step.kind, StageEventKind::Enter | StageEventKind::Promote);
    if !up || step.self_declared || proof.is_whole() {
        return Ok(());
    }
    Err(Error::refused(format!("{name}: {}; nothing was changed", proof.words()))
        .hint("`--self-declared` takes it all the same, and the history says so"))
}

fn label(event: &StageEvent, name: &str) -> String {
    let to = held_word(event.to);
    match event.kind {
        StageEventKind::Enter | StageEventKind::Promote => format!("{name} is {to}"),
        StageEventKind::Import => format!("{name} was {to}, as declared"),
        StageEventKind::Restore => format!("{name} is shown again as {to}"),
        StageEventKind::Lapse => format!("{name} lapsed as {to}"),
        StageEventKind::StepBack => format!("{name} steps back to {to}"),
        StageEventKind::Correct => format!("correct the history of {name}"),
    }
}

/// One's own sentence: asked for where nobody else can say why.
fn sentence(step: &StageMove) -> Result<String> {
    super::check::text("the sentence", &step.sentence)?;
    let said = step.sentence.trim().to_owned();
    let what = match step.kind {
        StageEventKind::StepBack => "a step back has a reason",
        StageEventKind::Correct => "a correction says what was wrong",
        StageEventKind::Import => "a stage held before says since when and by what",
        StageEventKind::Promote => "a promotion is one sentence of your own",
        StageEventKind::Enter | StageEventKind::Lapse | StageEventKind::Restore => return Ok(said),
    };
    if said.is_empty() {
        return Err(Error::refused(format!("{what}: there is none yet")).hint("`--sentence` takes it"));
    }
    Ok(said)
}

/// The stage after a step.
fn target(
    step: &StageMove,
    held: Option<Stage>,
    wrong: Option<&StageEvent>,
    name: &str,
) -> Result<Option<Stage>> {
    let now = held_word(held);
    match step.kind {
        StageEventKind::Enter if held.is_some() => Err(Error::refused(format!("{name} is {now} already"))
            .hint("`etude stage promote` goes on from there")),
        StageEventKind::Enter => Ok(Some(Stage::Apprentice)),
        StageEventKind::Promote => {
            let next = held.map_or(Some(Stage::Apprentice), Stage::next);
            let next =
                next.ok_or_else(|| Error::refused(format!("{name} is master: there is no stage above")))?;
            if step.to.is_some_and(|to| to != next) {
                let stands = held.map_or("has not begun".to_owned(), |held| format!("is {held}"));
                return Err(Error::refused(format!("{name} {stands}: the next stage is {next}"))
                    .hint("one step at a time; `etude stage import` writes down what was held before"));
            }
            Ok(Some(next))
        }
        StageEventKind::Restore | StageEventKind::Lapse => held.map(Some).ok_or_else(|| {
            Error::refused(format!("{name} holds no stage")).hint("`etude stage promote` takes the first")
        }),
        StageEventKind::StepBack => {
            let held =
                held.ok_or_else(|| Error::refused(format!("{name} holds no stage to step back from")))?;
            let to = step.to.map_or(held.below(), Some);
            if to >= Some(held) {
                return Err(Error::refused(format!("{name} is {held}: a step back goes below that")));
            }
            Ok(to)
        }
        StageEventKind::Import => {
            let to = step
                .to
                .ok_or_else(|| Error::usage("which stage was held? apprentice, journeyman or master"))?;
            match held {
                Some(held) if to <= held => {
                    Err(Error::refused(format!("{name} was {held} by then: there is nothing to import")))
                }
                _ => Ok(Some(to)),
            }
        }
        StageEventKind::Correct => {
            let Some(wrong) = wrong else { return Ok(step.to) };
            let to = step.to.or(wrong.to);
            let most = held.map_or(Some(Stage::Apprentice), Stage::next).or(held);
            // What was declared may be declared otherwise.
            if wrong.kind != StageEventKind::Import && to > most.max(wrong.to) {
                return Err(Error::refused(format!(
                    "{name} was {now} before that: a correction goes no further than the step did"
                ))
                .hint("`etude stage promote` goes on from there"));
            }
            Ok(to)
        }
    }
}

/// Whether a subject has a history that must not go.
pub(super) fn has_history(conn: &Connection, subject: Subject) -> Result<bool> {
    Ok(history(conn, subject)?.iter().any(|told| told.withdrawn.is_none()))
}
