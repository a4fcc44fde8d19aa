//! Changes of stages: a history that is only added to. The program never promotes by itself; it says what was shown.

mod on;

use rusqlite::Connection;

use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::area::Area;
use crate::domain::benchmark::{
    AreaCheck, Facts, Freshness, StageCheck, capstone_id, check_area, check_stage, freshness, learning_rate,
};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::change::StageMove;
use crate::domain::drill::PROBE_REPS;
use crate::domain::id::Id;
use crate::domain::ladder::Need;
use crate::domain::moment::Moment;
use crate::domain::skill::Skill;
use crate::domain::stage::{Shown, Stage, StageEvent, StageEventKind, Subject, Told, held_on, told};
use crate::store::record::by_id;
use crate::store::{query, stage as store};
pub(super) use on::{On, ladder_as, on_ladder};

/// The facts about a subject, with what its ladder says about probes.
pub(super) fn facts(
    conn: &Connection,
    subject: Subject,
    on: Option<&On>,
    calendar: &Calendar,
) -> Result<Facts> {
    let mut facts = store::facts(conn, subject, calendar)?;
    facts.probe_reps = PROBE_REPS;
    if let Some(skill) = on.and_then(On::skill) {
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
pub(super) fn checks(on: &On, facts: &Facts, today: Day) -> Vec<StageCheck> {
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
    on: &On,
    facts: &Facts,
    today: Day,
) -> Result<Vec<AreaCheck>> {
    let mut held = Vec::new();
    for link in query::skill_areas(conn)?.into_iter().filter(|link| link.area == area) {
        let Some(skill) = by_id::<Skill>(conn, link.skill)? else { continue };
        if let (Some(item), true) =
            (skill.ladder_item, skill.ladder.as_deref() == Some(on.ladder.id.as_str()))
        {
            held.push((item, held_on(&history(conn, Subject::Skill(skill.id))?, today)));
        }
    }
    Ok(Stage::ALL.iter().map(|stage| check_area(&on.ladder, *stage, &held, facts)).collect())
}

/// The history of a subject.
pub(super) fn history(conn: &Connection, subject: Subject) -> Result<Vec<Told>> {
    let (events, sways) = store::events_of(conn, subject)?;
    Ok(told(events, &sways))
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
    let Some(on) = on_ladder(work.conn, subject)? else { return Ok(Vec::new()) };
    Ok(match on.skill() {
        Some(skill) => skill.benchmarks.iter().map(|benchmark| benchmark.id.clone()).collect(),
        None => on.ladder.capstones.iter().map(|capstone| capstone_id(capstone.stage)).collect(),
    })
}

/// What was shown for a stage when it is taken.
#[derive(Default)]
struct Proof {
    met: i64,
    total: i64,
    evidence: Vec<Shown>,
    witnesses: Vec<String>,
    missing: Vec<String>,
}

/// How fresh a held stage of a skill is; an area is as fresh as its skills, and says nothing of its own.
pub(super) fn fresh(on: &On, stage: Stage, facts: &Facts, past: &[Told], today: Day) -> Freshness {
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
    let at = work.stamp(step.at)?.wall;
    let day = work.calendar.day(at);
    let held = held_on(&past, day);
    let to = target(&step, held, &past, &name)?;
    if !matches!(step.kind, StageEventKind::Import | StageEventKind::Correct) {
        refuse_before_the_last(&past, at)?;
    }
    let on = on_ladder(work.conn, step.subject)?;
    let proof = match (&on, to, step.kind) {
        (
            Some(on),
            Some(stage),
            StageEventKind::Enter | StageEventKind::Promote | StageEventKind::Restore,
        ) => proof(work, step.subject, on, stage)?,
        (Some(on), Some(stage), _) => Proof { total: total(on, stage), ..Proof::default() },
        _ => Proof::default(),
    };
    if step.kind == StageEventKind::Restore {
        restorable(work, &step, on.as_ref(), held, &name)?;
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
        ladder: on.as_ref().map(|on| on.ladder.id.clone()),
        ladder_version: on.as_ref().map(|on| on.ladder.version.clone()),
        own_thresholds: on.as_ref().is_some_and(|on| on.own),
        benchmarks_met: proof.met,
        benchmarks_total: proof.total,
        evidence: proof.evidence,
        witnesses: proof.witnesses,
        sentence: sentence(&step)?,
        corrects: step.corrects,
    };
    if event.self_declared() {
        work.notice(format!(
            "self-declared, {} of {} benchmarks shown",
            event.benchmarks_met, event.benchmarks_total
        ));
    } else if matches!(step.kind, StageEventKind::Promote) {
        for missing in &proof.missing {
            work.notice(missing.clone());
        }
    }
    work.insert(&event)?;
    Ok(Done::to(event.id, label(&event, &name)))
}

fn label(event: &StageEvent, name: &str) -> String {
    let to = event.to.map_or("no stage", Stage::word);
    match event.kind {
        StageEventKind::Enter | StageEventKind::Promote => format!("{name} is {to}"),
        StageEventKind::Import => format!("{name} is {to}, as declared"),
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
fn target(step: &StageMove, held: Option<Stage>, past: &[Told], name: &str) -> Result<Option<Stage>> {
    let now = held.map_or("no stage", Stage::word);
    match step.kind {
        StageEventKind::Enter if held.is_some() => Err(Error::refused(format!("{name} is {now} already"))
            .hint("`etude stage promote` goes on from there")),
        StageEventKind::Enter => Ok(Some(Stage::Apprentice)),
        StageEventKind::Promote => {
            let next = held.map_or(Some(Stage::Apprentice), Stage::next);
            let next =
                next.ok_or_else(|| Error::refused(format!("{name} is master: there is no stage above")))?;
            if step.to.is_some_and(|to| to != next) {
                return Err(Error::refused(format!("{name} is {now}: the next stage is {next}"))
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
            Ok(Some(to))
        }
        StageEventKind::Correct => {
            let wrong = past.iter().find(|told| Some(told.event.id) == step.corrects);
            let wrong =
                wrong.ok_or_else(|| Error::not_found(format!("the history of {name} has no such event")))?;
            if !wrong.counts() {
                return Err(Error::refused(
                    "that event counts no longer: correct the one that stands in its place",
                ));
            }
            Ok(step.to.or(wrong.event.to))
        }
    }
}

fn refuse_before_the_last(past: &[Told], at: Moment) -> Result<()> {
    match past.iter().rfind(|told| told.counts()) {
        Some(last) if last.event.at.at > at.at => Err(Error::refused(
            "the history goes on after that moment",
        )
        .hint(
            "`etude stage correct` puts right what stands there; `etude stage import` adds what came before",
        )),
        _ => Ok(()),
    }
}

/// What is shown for a stage now; a witness who disagrees stands in its way.
fn proof(work: &Work<'_>, subject: Subject, on: &On, stage: Stage) -> Result<Proof> {
    let today = work.calendar.day(work.now.wall);
    let facts = facts(work.conn, subject, Some(on), work.calendar)?;
    let proof = match subject {
        Subject::Skill(_) => {
            let check = checks(on, &facts, today).into_iter().find(|check| check.stage == stage);
            check.map_or_else(Proof::default, |check| Proof {
                met: check.met,
                total: check.total(),
                evidence: check.evidence(),
                witnesses: check.witnesses.clone(),
                missing: check.missing,
            })
        }
        Subject::Area(area) => {
            let all = area_checks(work.conn, area, on, &facts, today)?;
            all.into_iter().find(|check| check.stage == stage).map_or_else(Proof::default, of_area)
        }
    };
    let missing = proof.missing.iter();
    if let Some(dissent) =
        missing.chain(&dissents(on, &facts, stage, today)).find(|what| what.contains(" disagrees: "))
    {
        return Err(Error::refused(dissent.clone()).hint(
            "`etude witness ask` asks somebody else, `etude witness answer` writes down what they said",
        ));
    }
    Ok(proof)
}

/// What the benchmarks of a stage say of witnesses who disagree.
fn dissents(on: &On, facts: &Facts, stage: Stage, today: Day) -> Vec<String> {
    let of_stage = checks(on, facts, today).into_iter().filter(|check| check.stage == stage);
    of_stage.flat_map(|check| check.benchmarks.into_iter().map(|(_, verdict)| verdict.missing)).collect()
}

fn of_area(check: AreaCheck) -> Proof {
    Proof { met: check.met(), total: check.total(), missing: check.missing, ..Proof::default() }
}

fn total(on: &On, stage: Stage) -> i64 {
    let count = match on.skill() {
        Some(skill) => skill.benchmarks.iter().filter(|benchmark| benchmark.stage == stage).count(),
        None => on.ladder.skills.len() + on.ladder.capstones.iter().filter(|c| c.stage == stage).count(),
    };
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A stage is restored by being shown again; the lapse it ends is written beside it, on the day its freshness ran out.
fn restorable(
    work: &mut Work<'_>,
    step: &StageMove,
    on: Option<&On>,
    held: Option<Stage>,
    name: &str,
) -> Result<()> {
    let (Some(on), Some(stage)) = (on, held) else {
        return Err(Error::refused(format!("{name} is on no ladder: nothing says when its stage lapses")));
    };
    let today = work.calendar.day(work.now.wall);
    let facts = facts(work.conn, step.subject, Some(on), work.calendar)?;
    let standing = fresh(on, stage, &facts, &history(work.conn, step.subject)?, today);
    let lapsed = standing.lapsed.ok_or_else(|| {
        Error::refused(format!("{name} as {stage} has not lapsed: there is nothing to restore"))
    })?;
    if !standing.fresh {
        return Err(Error::refused(format!("{name} as {stage} was not shown again yet"))
            .hint("one passing cold probe restores it"));
    }
    let at = Moment { at: work.calendar.start_of(lapsed), offset: work.now.wall.offset };
    let lapse = StageEvent {
        id: work.fresh_id(),
        created: work.now.wall,
        skill: step.subject.skill(),
        area: step.subject.area(),
        kind: StageEventKind::Lapse,
        from: held,
        to: held,
        at,
        day: lapsed,
        ladder: Some(on.ladder.id.clone()),
        ladder_version: Some(on.ladder.version.clone()),
        own_thresholds: on.own,
        benchmarks_met: 0,
        benchmarks_total: total(on, stage),
        evidence: Vec::new(),
        witnesses: Vec::new(),
        sentence: String::new(),
        corrects: None,
    };
    work.insert(&lapse)
}

/// Whether a subject has a history that must not go.
pub(super) fn has_history(conn: &Connection, subject: Subject) -> Result<bool> {
    Ok(history(conn, subject)?.iter().any(|told| told.withdrawn.is_none()))
}
